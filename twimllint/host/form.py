"""The intermediate form: what every front end makes of its language, and all that the evaluator knows of programs.

Small on purpose. A front end leaves out what has no part in making TwiML, and says ``Unknown`` for what it has no word
for, with the expressions inside it: they are evaluated for what they do, and any builder node they use becomes open.
Spans are offsets in code points of the text that the front end was given. Spans of calls and strings must be exact;
those of the rest serve related places and suppressions only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from twimllint.host.mapped import Mapped
from twimllint.host.names import Names
from twimllint.source.span import Span

#: Longer paths of members are those of generated programs.
_MOST_OF_PATH = 1000

# -- expressions


@dataclass(slots=True)
class Hole:
    """An expression inside a string: ``{name}`` of an f-string, ``${name}``. ``span`` covers all of it."""

    span: Span
    value: Expression
    #: the expression as written, for ``{{ name }}`` in the text; without its delimiters
    source: str


@dataclass(slots=True)
class String:
    """A string literal with its escapes resolved; adjacent literals of one expression are one string.

    ``quiet`` marks what is no TwiML for sure whatever it holds: a docstring, a pattern, a key, what is compared.
    """

    span: Span
    parts: tuple[Mapped | Hole, ...]
    quiet: bool = False


@dataclass(slots=True)
class Number:
    """A number; ``text`` is how the language would print it."""

    span: Span
    text: str


@dataclass(slots=True)
class Boolean:
    """True or false."""

    span: Span
    value: bool


@dataclass(slots=True)
class Null:
    """``None``, ``null``, ``undefined``, ``nil``: as an argument of a builder it leaves the attribute out."""

    span: Span


@dataclass(slots=True)
class Name:
    """A variable. ``this``, ``self`` and the like are names too."""

    span: Span
    id: str


@dataclass(slots=True, init=False)
class Member:
    """``value.name``; ``name_span`` covers only the name.

    ``path`` is ``a.b.c`` for members of names, and members of these; ``None`` for those of anything else.
    """

    span: Span
    value: Expression
    name: str
    name_span: Span
    path: str | None

    def __init__(self, span: Span, value: Expression, name: str, name_span: Span) -> None:
        self.span = span
        self.value = value
        self.name = name
        self.name_span = name_span
        owner = value.id if type(value) is Name else value.path if type(value) is Member else None
        self.path = None if owner is None or len(owner) > _MOST_OF_PATH else f"{owner}.{name}"


@dataclass(slots=True)
class Item:
    """``value[key]``."""

    span: Span
    value: Expression
    key: Expression


@dataclass(slots=True)
class Argument:
    """One argument of a call: positional, by keyword (``name``), or spread (``*args``, ``**options``, ``...rest``)."""

    value: Expression
    name: str | None = None
    name_span: Span | None = None
    spread: bool = False


@dataclass(slots=True)
class Call:
    """A call. ``new`` marks the construction of an object in languages that say so.

    A block that follows the arguments (Ruby's ``do |g|``) is the last argument, a ``Function``.
    """

    span: Span
    function: Expression
    arguments: tuple[Argument, ...] = ()
    new: bool = False


@dataclass(slots=True)
class Concat:
    """Strings put together with an operator; a chain of any length is one ``Concat``."""

    span: Span
    parts: tuple[Expression, ...]


@dataclass(slots=True)
class Format:
    """Python's ``template % values``, Ruby's likewise. The dialect fills the template in."""

    span: Span
    template: Expression
    values: Expression


@dataclass(slots=True)
class Choice:
    """One of several values: ``a if c else b``, ``c ? a : b``, ``a or b``, ``a ?? b``. ``test`` is evaluated first."""

    span: Span
    test: Expression | None
    values: tuple[Expression, ...]


@dataclass(slots=True)
class Sequence:
    """A literal list or tuple; ``complete`` is false where something is spread into it."""

    span: Span
    items: tuple[Expression, ...]
    complete: bool = True


@dataclass(slots=True)
class Entry:
    """One entry of a literal mapping, its key a plain name or string; ``key_span`` covers the name without quotes."""

    key: str
    key_span: Span
    value: Expression


@dataclass(slots=True)
class Mapping:
    """A literal dictionary, object or hash; ``complete`` is false where keys are computed or spread into it.

    ``spread`` holds what is spread in front of the entries, for those who can see through it.
    """

    span: Span
    entries: tuple[Entry, ...]
    complete: bool = True
    spread: tuple[Expression, ...] = ()


@dataclass(slots=True)
class Assigned:
    """An assignment used as an expression: ``x := value``, ``(x = value)``."""

    span: Span
    target: Expression
    value: Expression


@dataclass(slots=True)
class Parameter:
    """A parameter of a function; ``annotation`` is its type as written, or empty.

    ``keywords`` says that it gets the arguments by keyword that are for no other: ``**options``; ``rest`` that it gets
    the list of those that are left: ``...verbs``. ``field`` is what a framework puts into it: a field of the request.
    """

    name: str
    annotation: str = ""
    default: Expression | None = None
    keywords: bool = False
    field: str = ""
    rest: bool = False


class Function:
    """A function, method, closure or block. An arrow function with an expression has one ``Return`` as its body.

    A front end may give a function that reads the body in its place, and counts the functions in it. It is called when
    the body is first asked for, which for the functions that have no part in making TwiML is never.
    """

    __slots__ = ("_body", "_inner", "name", "parameters", "span")

    def __init__(
        self,
        span: Span,
        name: str,
        parameters: tuple[Parameter, ...],
        body: Block | Callable[[], tuple[Block, list[Function]]],
    ) -> None:
        self.span = span
        self.name = name
        self.parameters = parameters
        self._inner: list[Function] | None = None
        self._body = body

    @property
    def body(self) -> Block:
        """The statements in it."""
        return self.read()

    def read(self) -> Block:
        """Read the body, unless somebody has; gives the statements in it."""
        if not isinstance(self._body, tuple):
            self._body, self._inner = self._body()
        return self._body

    @property
    def is_read(self) -> bool:
        """Whether anybody has asked for the body."""
        return isinstance(self._body, tuple)

    @property
    def inner(self) -> list[Function] | None:
        """The functions directly in the body; ``None`` where nobody has counted them yet."""
        return self._inner if self.body else []


@dataclass(slots=True)
class Unknown:
    """An expression that there is no word for, and the expressions inside it."""

    span: Span
    parts: tuple[Expression, ...] = ()


@dataclass(slots=True)
class Opaque:
    """A part of the program that is not read, such as one that its grammar does not know: only the names in it."""

    span: Span
    names: Names


Expression = (
    String | Number | Boolean | Null | Name | Member | Item | Call | Concat | Format | Choice | Sequence | Mapping
    | Assigned | Function | Unknown | Opaque
)  # fmt: skip

#: Operators that compare, in any language. What they compare with is not sent.
COMPARISONS = frozenset({"==", "===", "!=", "!==", "<>", "in", "=~", "!~"})


def quieted(expression: Expression) -> Expression:
    """The expression; a literal, and literals in a list of them, are no TwiML."""
    if isinstance(expression, String):
        expression.quiet = True
    elif isinstance(expression, Sequence):
        for item in expression.items:
            quieted(item)
    return expression


#: The method by which a key is taken out of a mapping where the language has an operator for it.
REMOVAL = "__delitem__"


def removal(span: Span, target: Expression) -> Expression:
    """``del options["voice"]``, ``delete options.voice``."""
    if isinstance(target, Item):
        owner, key = target.value, target.key
    elif isinstance(target, Member):
        owner, key = target.value, String(target.name_span, (Mapped.invented(target.name),), quiet=True)
    else:
        return Unknown(span, (target,))
    return Call(span, Member(span, owner, REMOVAL, span), (Argument(key),))


def operation(span: Span, operator: str, operands: tuple[Expression, ...]) -> Unknown:
    """An operation that there is no word for."""
    return Unknown(span, tuple(map(quieted, operands)) if operator in COMPARISONS else operands)


# -- statements


@dataclass(slots=True)
class Assign:
    """``target = value``; a target other than ``Name`` and ``Member`` is a pattern whose names become unsure."""

    span: Span
    target: Expression
    value: Expression


@dataclass(slots=True)
class Augment:
    """``target += value``."""

    span: Span
    target: Expression
    value: Expression


@dataclass(slots=True)
class Do:
    """An expression evaluated for what it does."""

    span: Span
    value: Expression


@dataclass(slots=True)
class Return:
    """``return value``."""

    span: Span
    value: Expression | None = None


@dataclass(slots=True)
class Leave:
    """``break``, ``continue`` (also ``next``), ``raise``/``throw``, whose value is evaluated first, or ``exit``."""

    span: Span
    kind: Literal["break", "continue", "raise", "exit"]
    value: Expression | None = None


@dataclass(slots=True)
class Branch:
    """One way through an ``If``: the test that leads to it (``None`` for else), as it is written, and the body.

    ``falls`` says that control goes on into the next branch's body (a ``switch`` without ``break``).
    """

    test: Expression | None
    source: str
    body: Block
    falls: bool = False


@dataclass(slots=True)
class If:
    """Branches of which at most one is taken; exactly one where the last has no test. Chains of else-if are flat."""

    span: Span
    branches: tuple[Branch, ...]


@dataclass(slots=True)
class Loop:
    """A body that runs any number of times; ``source`` is ``digit in digits`` in any language, or the condition.

    ``targets`` are the names that each turn sets anew.
    """

    span: Span
    source: str
    body: Block
    targets: tuple[str, ...] = ()
    over: Expression | None = None


@dataclass(slots=True)
class Try:
    """A body that may stop anywhere; then one of the handlers runs. ``final`` runs after either."""

    span: Span
    body: Block
    handlers: tuple[Block, ...] = ()
    final: Block = ()


@dataclass(slots=True)
class Class:
    """A class: its methods and what is assigned in it."""

    span: Span
    name: str
    bases: tuple[Expression, ...]
    body: Block


@dataclass(slots=True)
class Import:
    """A name bound to something of a module: ``from module import member as name``; ``member`` empty: the module."""

    span: Span
    name: str
    module: str
    member: str = ""


Statement = Assign | Augment | Do | Return | Leave | If | Loop | Try | Class | Import | Function
#: A list of statements; a function among them is its definition.
Block = tuple[Statement, ...]


@dataclass(slots=True)
class Remark:
    """A comment of the language: ``text`` without its marks, ``span`` with them, ``start`` where the text begins."""

    text: str
    span: Span
    start: int


@dataclass(slots=True)
class Program:
    """A whole file: its statements, its comments, and the simple statements that a comment above them may cover.

    Few want to know the last: a front end may work them out when they are iterated over.
    """

    body: Block
    remarks: tuple[Remark, ...] = ()
    statements: Iterable[Span] = ()
