"""What expressions come to while a program is followed: texts, builder nodes, and what nobody can know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from twimllint.host.form import Function
from twimllint.host.mapped import Mapped
from twimllint.source.span import Span

#: How many literals are remembered that a value may be, and how many characters each may have.
MOST_AMONG, MOST_OF_LITERAL = 40, 200

# -- content: what is in a text or in a builder node, in order


class Gap(NamedTuple):
    """A part that is known only when the program runs; ``source`` is its expression as written.

    ``risk`` says what it may hold: ``request`` for text of the caller's that nothing has escaped, ``text`` for text
    from elsewhere, empty for what can do no harm (numbers, what an escaping function gave). ``into`` is the place where
    it goes into markup, where that is another: the text around it was put into a longer one. ``among`` are literals one
    of which it may be.
    """

    span: Span
    source: str
    risk: str = ""
    into: Span | None = None
    among: tuple[Text | Scalar, ...] = ()


class _Fork(NamedTuple):
    kind: str
    sources: tuple[str, ...]
    branches: tuple[Content, ...]
    characters: int
    size: int


class Fork(_Fork):
    """Contents of which one is there (``if``), or one that is there any number of times (``for``).

    ``sources`` has the test of each branch, or the loop's head; empty for the branch that needs no test.
    ``characters`` and ``size`` are the numbers of characters and parts in all branches, kept since texts that grow are
    asked for them again and again.
    """

    __slots__ = ()

    def __new__(cls, kind: str, sources: tuple[str, ...], branches: tuple[Content, ...]) -> Fork:
        """A fork that knows how much is in it."""
        return super().__new__(cls, kind, sources, branches, sum(map(characters, branches)), sum(map(size, branches)))


def characters(content: Content) -> int:
    """How many characters of text there are, those of branches included."""
    number = 0
    for item in content:
        if isinstance(item, Mapped):
            number += len(item.text)
        elif isinstance(item, Fork):
            number += item.characters
    return number


def size(content: Content) -> int:
    """How many parts there are, those of branches included."""
    number = len(content)
    for item in content:
        if isinstance(item, Mapped):
            number += len(item.pieces) - 1
        elif isinstance(item, Fork):
            number += item.size
    return number


class Child(NamedTuple):
    """A builder node inside another; ``node`` is its number."""

    node: int


class More(NamedTuple):
    """A place where unsure code may add more; ``source`` is that code."""

    source: str


class Exhausted(Exception):  # noqa: N818
    """There is more to follow than can be followed in good time."""


class TextTooLongError(Exhausted):
    """A text has grown beyond any document: one that a program doubles again and again, say."""


Content = tuple["Mapped | Gap | Fork | Child | More", ...]

# -- values: none is ever changed, but freezing them would double the time that it takes to make one


@dataclass(slots=True, unsafe_hash=True)
class Text:
    """A string. ``origins`` are the places of the expressions it was made of.

    ``grows`` marks a buffer: it changes for all who hold it.
    """

    span: Span
    content: Content
    origins: frozenset[Span] = frozenset()
    grows: bool = False

    def plain(self) -> str | None:
        """The characters, or ``None`` where a part of them is not known."""
        content = self.content
        if len(content) == 1:  # as most have
            return content[0].text if isinstance(content[0], Mapped) else None
        texts = [item.text for item in content if isinstance(item, Mapped)]
        return "".join(texts) if len(texts) == len(content) else None


@dataclass(slots=True, unsafe_hash=True)
class Scalar:
    """A number or truth value; ``text`` is how the helper library would write it."""

    span: Span
    text: str
    kind: str = "number"


@dataclass(slots=True, unsafe_hash=True)
class Nothing:
    """The language's null."""

    span: Span


@dataclass(slots=True, unsafe_hash=True)
class Nodes:
    """One builder node, or one of several where the paths before have joined."""

    numbers: tuple[int, ...]


@dataclass(slots=True, unsafe_hash=True)
class Listed:
    """A list; ``complete`` is false where more may be in it."""

    span: Span
    items: tuple[Value, ...]
    complete: bool = True


class Keyed(NamedTuple):
    """One entry of a mapping, the place of its key, and that of the expression of its value.

    ``maybe`` says that it is not there, or has another value, when the program takes another way.
    """

    key: str
    key_span: Span
    value: Value
    span: Span
    maybe: bool = False


@dataclass(slots=True, unsafe_hash=True)
class Dictionary:
    """A mapping; ``complete`` is false where more may be in it. ``taken`` are the keys that were taken out."""

    span: Span
    entries: tuple[Keyed, ...]
    complete: bool = True
    taken: frozenset[str] = frozenset()

    def value_of(self, key: str) -> Value | None:
        """What is found with a key; ``None`` where that is not known."""
        found = [entry for entry in self.entries if entry.key == key]
        if any(entry.maybe for entry in found):
            return Unsure(found[0].span, among=among([entry.value for entry in found]))
        return found[0].value if found else None

    def overlaid(self, entries: Sequence[Keyed], complete: bool = True) -> Dictionary:
        """The mapping with other entries put over its own; those that may be there make what they replace unsure."""
        sure = {entry.key for entry in entries if not entry.maybe}
        unsure = {entry.key for entry in entries if entry.maybe}
        kept = [
            entry._replace(maybe=True) if entry.key in unsure else entry
            for entry in self.entries
            if entry.key not in sure
        ]
        return Dictionary(self.span, (*kept, *entries), self.complete and complete, self.taken - sure)

    def surely_has(self, key: str | None) -> bool:
        """Whether there is something for a key whatever way the program takes."""
        return any(entry.key == key and not entry.maybe for entry in self.entries)

    def without(self, key: str) -> Dictionary:
        """The mapping after a key was taken out."""
        kept = tuple([entry for entry in self.entries if entry.key != key])
        return Dictionary(self.span, kept, self.complete, self.taken | {key})

    def perhaps(self) -> tuple[Keyed, ...]:
        """The entries, none of which is there for sure."""
        return tuple([entry._replace(maybe=True) for entry in self.entries])


@dataclass(slots=True, unsafe_hash=True)
class Library:
    """A class of the helper library (``VoiceResponse``), or a module or object on the way to one."""

    path: str


@dataclass(slots=True, unsafe_hash=True)
class Method:
    """A member of a value that is about to be called."""

    owner: Value
    name: str
    name_span: Span


@dataclass(slots=True)
class Closure:
    """A function of the file."""

    function: Function

    def __hash__(self) -> int:
        return id(self.function)


@dataclass(slots=True, unsafe_hash=True)
class Unsure:
    """Anything else. ``risk`` is as in ``Gap``; ``source`` names what it stems from (``request``, ``form``).

    ``key`` is the variable that it was looked up with in a collection: if it is there, so is what the variable holds.
    ``among`` are literals one of which it may be.
    """

    span: Span
    risk: str = ""
    source: str = ""
    key: str = ""
    among: tuple[Text | Scalar, ...] = ()


Value = Text | Scalar | Nothing | Nodes | Listed | Dictionary | Library | Method | Closure | Unsure


def riskiest(values: Iterable[Value]) -> str:
    """The greatest risk of some values."""
    risks = {value.risk for value in values if isinstance(value, Unsure)}
    return "request" if "request" in risks else "text" if "text" in risks else ""


def among(values: Iterable[Value | None]) -> tuple[Text | Scalar, ...]:
    """The literals that a value may be which is one of these."""
    literals: list[Text | Scalar] = []
    for value in values:
        if isinstance(value, Unsure):
            literals += value.among
        elif isinstance(value, Scalar):
            literals.append(value)
        elif isinstance(value, Text):
            literals += [Text(value.span, content) for content in alternatives(value.content)]
    return tuple(literals[:MOST_AMONG])


def alternatives(content: Content) -> Iterator[Content]:
    """The plain texts that a content may be: itself, or the branches that are all of it."""
    if len(content) == 1 and isinstance(fork := content[0], Fork):
        for branch in fork.branches if fork.kind == "if" else ():
            yield from alternatives(branch)
    elif content and all(isinstance(item, Mapped) and len(item) <= MOST_OF_LITERAL for item in content):
        yield content


#: Values that others may be in, or that stand for others.
_WITH_PARTS = frozenset({Listed, Dictionary, Method})


def parts_of(value: Value) -> list[Value]:
    """A value and, of a list or mapping, all that is in it."""
    if type(value) not in _WITH_PARTS:
        return [value]
    parts: list[Value] = []
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, Listed):
            pending.extend(item.items)
        elif isinstance(item, Dictionary):
            pending.extend([entry.value for entry in item.entries])
        elif isinstance(item, Method) and isinstance(item.owner, Nodes):
            parts.append(item.owner)
        else:
            parts.append(item)
    return parts


def is_vacant(value: Value) -> bool:
    """Whether a value is a text of nothing but white space, or a list without items."""
    if isinstance(value, Text):
        plain = value.plain()
        return plain is not None and not plain.strip()
    return isinstance(value, Listed) and not value.items


def holds_markup(text: Text) -> bool:
    """Whether a text or one of its branches holds a piece that may begin an element."""
    pending = [text.content]
    while pending:
        for item in pending.pop():
            if isinstance(item, Mapped) and "<" in item.text:
                return True
            if isinstance(item, Fork):
                pending.extend(item.branches)
    return False


def has_markup(text: Text) -> bool:
    """Whether a text holds a piece that may begin an element."""
    for item in text.content:  # noqa: SIM110 - any() with a generator takes three times as long
        if isinstance(item, Mapped) and "<" in item.text:
            return True
    return False
