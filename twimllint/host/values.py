"""What expressions come to while a program is followed: texts, builder nodes, and what nobody can know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from twimllint.host.form import Function
from twimllint.host.mapped import Mapped
from twimllint.source.span import Span

# -- content: what is in a text or in a builder node, in order


class Gap(NamedTuple):
    """A part that is known only when the program runs; ``source`` is its expression as written.

    ``risk`` says what it may hold: ``request`` for text of the caller's that nothing has escaped, ``text`` for text
    from elsewhere, empty for what can do no harm (numbers, what an escaping function gave). ``into`` is the place where
    it goes into markup, where that is another: the text around it was put into a longer one.
    """

    span: Span
    source: str
    risk: str = ""
    into: Span | None = None


class Fork(NamedTuple):
    """Contents of which one is there (``if``), or one that is there any number of times (``for``).

    ``sources`` has the test of each branch, or the loop's head; empty for the branch that needs no test.
    """

    kind: str
    sources: tuple[str, ...]
    branches: tuple[Content, ...]


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
        texts = [item.text for item in self.content if isinstance(item, Mapped)]
        return "".join(texts) if len(texts) == len(self.content) else None


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
    """One entry of a mapping, the place of its key, and that of the expression of its value."""

    key: str
    key_span: Span
    value: Value
    span: Span


@dataclass(slots=True, unsafe_hash=True)
class Dictionary:
    """A mapping; ``complete`` is false where more may be in it."""

    span: Span
    entries: tuple[Keyed, ...]
    complete: bool = True


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
    """

    span: Span
    risk: str = ""
    source: str = ""
    key: str = ""


Value = Text | Scalar | Nothing | Nodes | Listed | Dictionary | Library | Method | Closure | Unsure


def parts_of(value: Value) -> list[Value]:
    """A value and, of a list or mapping, all that is in it."""
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


def has_markup(text: Text) -> bool:
    """Whether a text holds a piece that may begin an element."""
    return any(isinstance(item, Mapped) and "<" in item.text for item in text.content)
