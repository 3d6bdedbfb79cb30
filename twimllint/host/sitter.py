"""What the front ends with a tree-sitter grammar share: places in code points, guards against odd input, comments."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from twimllint.host import form
from twimllint.host.escapes import Escapes, decode_around
from twimllint.host.languages import UnreadableError
from twimllint.host.mapped import Mapped
from twimllint.host.names import Names
from twimllint.source.span import Span

if TYPE_CHECKING:
    from tree_sitter import Language, Node, Query

#: Expressions and statements nested deeper than this are not followed.
DEPTH = 80
#: Functions without a trace of TwiML are skipped in files of more characters, which are bundles for the most part.
LARGE = 200_000

_TRACE = re.compile(r"Response|[Tt]wi(?:ml|ML|lio)|<(?:Say|Gather|Dial|Message|Play|Connect|Record|Redirect|Enqueue)\b")
_ROOT = re.compile(r"<Response\b")
#: What puts literals together, and what is around literals that are no values.
_JOINED = frozenset({"binary_expression", "binary", "parenthesized_expression", "chained_string"})
_NO_VALUES = frozenset({"jsx_attribute", "literal_type"})
_NON_ASCII = re.compile(r"[^\x00-\x7f]")


class Reader:
    """One file of a language: its syntax tree, read into the intermediate form.

    A front end derives this class and has a method for each kind of node that it knows: ``expr_KIND`` gives an
    expression, ``stmt_KIND`` the statements that a node comes to.
    """

    #: module and function that give the grammar
    grammar: ClassVar[tuple[str, str]]
    #: kinds of nodes that are string literals
    strings: ClassVar[tuple[str, ...]] = ()
    #: kinds of nodes that are comments, and what opens and closes one
    comments: ClassVar[tuple[str, ...]] = ("comment",)
    comment_marks: ClassVar[re.Pattern[str]] = re.compile(r"(?://+|/\*+|\#+)[ \t]?|[ \t]*\*+/\Z")
    #: the methods for each kind of node: each is looked up once, not for each node
    _expressions: ClassVar[dict[str, Callable[[Any, Node], form.Expression]]] = {}
    _statements: ClassVar[dict[str, Callable[[Any, Node], Iterable[form.Statement]]]] = {}

    def __init_subclass__(cls) -> None:
        cls._expressions = {name[5:]: getattr(cls, name) for name in dir(cls) if name.startswith("expr_")}
        cls._statements = {name[5:]: getattr(cls, name) for name in dir(cls) if name.startswith("stmt_")}

    def __init__(self, text: str) -> None:
        from tree_sitter import Parser

        self.text = text
        self.names = Names(text)
        # a byte order mark is no part of any program, and as long as three blanks
        data = self.prepared(re.sub(r"\A\ufeff", "   ", text).encode("utf-8", "surrogatepass"))
        tree = Parser(_language(*self.grammar)).parse(data)
        if tree is None:
            raise UnreadableError("the parser gave up")
        self.root = tree.root_node
        self._ends: list[int] = []
        self._extra: list[int] = [0]
        if not text.isascii():
            self._measure()
        self.large = len(text) > LARGE
        self.traces = [match.start() for match in _TRACE.finditer(text)] if self.large else []
        self.depth = 0
        self.statements: list[Span] = []
        #: where the literals begin that were read
        self.read: set[int] = set()
        #: the functions that were come across since the body around them was begun, and all that are to be read later
        self._inner: list[form.Function] = []
        self._later: list[form.Function] = []

    def captured(self, pattern: str) -> list[Node]:
        """The nodes that a query of the grammar captures, but for those under a name that begins with ``_``."""
        from tree_sitter import QueryCursor

        captures = QueryCursor(_query(*self.grammar, pattern)).captures(self.root)
        return [node for name, nodes in captures.items() if not name.startswith("_") for node in nodes]

    def prepared(self, data: bytes) -> bytes:
        """What the parser gets: the file, with blanks in place of what its grammar does not know."""
        return data

    def _measure(self) -> None:
        extra = 0
        for match in _NON_ASCII.finditer(self.text):
            character = ord(match[0])
            more = 1 if character < 0x800 else 2 if character < 0x10000 else 3
            extra += more
            self._ends.append(match.start() + extra)
            self._extra.append(extra)

    # -- places

    def offset(self, byte: int) -> int:
        """The offset in code points of one in bytes."""
        return byte - self._extra[bisect_right(self._ends, byte - 1)] if self._ends else byte

    def span(self, node: Node) -> Span:
        """The place of a node."""
        if not self._ends:
            return Span(node.start_byte, node.end_byte)
        return Span(*self._offsets(node))

    def source(self, node: Node) -> str:
        """A node as it is written."""
        if not self._ends:
            return self.text[node.start_byte : node.end_byte]
        start, end = self._offsets(node)
        return self.text[start:end]

    def _offsets(self, node: Node) -> tuple[int, int]:
        """Where a node starts and ends, in code points."""
        start, end = node.byte_range
        first = bisect_right(self._ends, start - 1)
        last = bisect_right(self._ends, end - 1, first)
        return start - self._extra[first], end - self._extra[last]

    def source_inside(self, node: Node | None) -> str:
        """The text of a condition without the parentheses around it; empty where there is none."""
        text = self.source(node) if node is not None else ""
        return text[1:-1].strip() if text.startswith("(") and text.endswith(")") else text

    # -- programs

    def program(self) -> form.Program:
        """The whole file."""
        body = (*self.block(self.root.named_children), *self.unread())
        return form.Program(body, tuple(self.remarks()), _Statements(self))

    def unread(self) -> Iterator[form.Statement]:
        """Documents in literals that no statement came of: arguments of annotations, defaults, decorators."""
        byte = last = 0
        roots = [*_ROOT.finditer(self.text)]
        self._read_around([match.start() for match in roots])
        for match in roots:
            byte += len(self.text[last : match.start()].encode("utf-8", "surrogatepass"))
            last = match.start()
            found = self._literal_at(byte)
            if found is not None and self.span(found[0]).start not in self.read:
                yield form.Do(self.span(found[1]), self.expression(found[1]))

    def _read_around(self, offsets: Sequence[int]) -> None:
        """Read the functions around some places, which are in order."""
        for function in self._later if offsets else ():
            index = bisect_left(offsets, function.span.start)
            if index < len(offsets) and offsets[index] < function.span.end:
                function.read()

    def _literal_at(self, byte: int) -> tuple[Node, Node] | None:
        """The literal at an offset, and all that it is joined to; ``None`` where the grammar is not sure of one."""
        path = self._path_to(byte)
        at = next((index for index in reversed(range(len(path))) if path[index].type in self.strings), None)
        if at is None or any(node.is_error or node.type in _NO_VALUES for node in path):
            return None
        outermost = at
        while outermost > 0 and path[outermost - 1].type in _JOINED:
            outermost -= 1
        return path[at], path[outermost]

    def _path_to(self, byte: int) -> list[Node]:
        """The nodes around an offset, the outermost first; the way up would be searched anew at each step."""
        cursor, path = self.root.walk(), [self.root]
        while cursor.goto_first_child_for_byte(byte) is not None:
            node = cursor.node
            if node is None or node.start_byte > byte:
                break
            path.append(node)
        return path

    def remarks(self) -> Iterator[form.Remark]:
        """The comments, in their order; none where none of them can be a directive."""
        if "twimllint" not in self.text:
            return
        pending = [self.root]
        while pending:
            node = pending.pop()
            if node.type in self.comments:
                yield self._remark(self.span(node))
            else:
                pending.extend(reversed(node.children))

    def _remark(self, span: Span) -> form.Remark:
        text = self.text[span.start : span.end]
        opening = self.comment_marks.match(text)
        start = opening.end() if opening else 0
        closing = next((m for m in self.comment_marks.finditer(text, start) if m.end() == len(text)), None)
        return form.Remark(text[start : closing.start() if closing else len(text)], span, span.start + start)

    def all_statements(self) -> list[Span]:
        """The places of all simple statements, those of functions included that nobody has read."""
        for function in self._later:  # which grows by the functions in these
            function.read()
        return self.statements

    # -- functions

    def read_later(
        self, span: Span, name: str, parameters: tuple[form.Parameter, ...], read: Callable[[], form.Block]
    ) -> form.Function:
        """A function whose body is read when somebody wants it; the one around it is to know of it."""
        function = form.Function(span, name, parameters, partial(self._read, read, self.depth))
        self._inner.append(function)
        self._later.append(function)
        return function

    def _read(self, read: Callable[[], form.Block], depth: int) -> tuple[form.Block, list[form.Function]]:
        """A body, and the functions in it."""
        around, self._inner = (self._inner, self.depth), []
        self.depth = depth
        try:
            return read(), self._inner
        finally:
            self._inner, self.depth = around

    # -- statements

    def block(self, nodes: Iterable[Node]) -> form.Block:
        """The statements of a block; what the grammar cannot read makes everything in it unsure."""
        body: list[form.Statement] = []
        broken = False
        for node in nodes:
            broken = broken or node.has_error
            if node.is_error or node.is_missing:
                body.append(form.Do(self.span(node), self.opaque(node)))
            elif node.type not in self.comments:
                body.extend(self.statement(node))
        if broken and body:
            # the damage may reach further than the grammar says, in both directions
            starts = [statement.span.start for statement in body]
            end = max([statement.span.end for statement in body])
            after = [self._unsure(*pair) for pair in zip(starts, (*starts[1:], end), strict=True)]
            body = [self._unsure(min(starts), end), *[part for pair in zip(body, after, strict=True) for part in pair]]
        return tuple(body)

    def _unsure(self, start: int, end: int) -> form.Statement:
        """Something that may change whatever is named in a part of the program."""
        span = Span(start, max(start, end))
        return form.Do(span, form.Opaque(span, self.names))

    def statement(self, node: Node) -> Iterable[form.Statement]:
        """The statements that one node comes to."""
        if self.depth > DEPTH:
            return (form.Do(self.span(node), self.opaque(node)),)
        method = self._statements.get(node.type)
        self.depth += 1
        try:
            if method is not None:
                return method(self, node)
            return (form.Do(self.span(node), self.expression(node)),)
        finally:
            self.depth -= 1

    def simple(self, node: Node) -> Span:
        """The place of a simple statement, which a comment above it may cover."""
        span = self.span(node)
        self.statements.append(span)
        return span

    def _branch(self, test: Node | None, body: form.Block) -> form.Branch:
        """A way that a test leads to, or all else."""
        return (
            form.Branch(None, "", body) if test is None else form.Branch(self.expression(test), self.source(test), body)
        )

    def either(self, span: Span, operator: str, test: Node, done: form.Block) -> form.If:
        """``a && b()``, ``a or b()``: what is done where something holds, or where it does not."""
        if operator in ("&&", "and"):
            return form.If(span, (self._branch(test, done),))
        return form.If(span, (self._branch(test, ()), self._branch(None, done)))

    # -- expressions

    def expression(self, node: Node | None) -> form.Expression:
        """What a node comes to; ``Unknown`` with what is inside it where there is no word for it."""
        if node is None:
            return form.Null(Span(0, 0))
        if self.depth > DEPTH or node.is_error:
            return self.opaque(node)
        method = self._expressions.get(node.type)
        self.depth += 1
        try:
            return method(self, node) if method is not None else self.unknown(node)
        finally:
            self.depth -= 1

    def unknown(self, node: Node) -> form.Expression:
        """An expression that there is no word for, its parts read."""
        return form.Unknown(self.span(node), tuple(self.expression(child) for child in self.inside(node)))

    def inside(self, node: Node) -> list[Node]:
        """The nodes in a node, comments excepted."""
        return [child for child in node.named_children if child.type not in self.comments]

    def opaque(self, node: Node) -> form.Expression:
        """An expression that is not read: all that is known of it are the names in it."""
        return form.Opaque(self.span(node), self.names)

    def cannot_hold_twiml(self, node: Node) -> bool:
        """Whether a function cannot hold TwiML: part of a large file, and without a trace of it."""
        if not self.large:
            return False
        index = bisect_right(self.traces, self.offset(node.start_byte) - 1)
        return index >= len(self.traces) or self.traces[index] >= self.offset(node.end_byte)

    def integer(self, node: Node) -> form.Expression:
        """A whole number in decimal digits; those of other bases are not read."""
        written = self.source(node).replace("_", "")
        if not written.isdigit() or (len(written) > 1 and written.startswith("0")):
            return form.Unknown(self.span(node))
        return form.Number(self.span(node), written)

    # -- strings

    def literal(
        self,
        span: Span,
        body: Span,
        escapes: Escapes,
        holes: Iterable[form.Hole] = (),
        dropped: Sequence[tuple[int, int]] = (),
    ) -> form.String:
        """A literal with a body in the file, the holes in it and the stretches that the language leaves out."""
        self.read.add(span.start)
        parts: list[Mapped | form.Hole] = []
        start = body.start
        for hole in (*holes, None):
            end = hole.span.start if hole is not None else body.end
            if start < end:
                pieces = decode_around(escapes, self.text, start, end, dropped)
                parts.append(Mapped(pieces))
            if hole is not None:
                parts.append(hole)
                start = hole.span.end
        if not parts:
            parts.append(escapes.body(self.text, body.start, body.start))
        return form.String(span, tuple(parts))

    def hole(self, node: Node, opening: int, closing: int) -> form.Hole:
        """An expression in a string between delimiters of so many characters."""
        span = self.span(node)
        inside = self.inside(node)
        value = self.expression(inside[0]) if len(inside) == 1 else self.unknown(node)
        return form.Hole(span, value, self.text[span.start + opening : span.end - closing].strip())

    def chain(self, node: Node, kind: str, operators: tuple[str, ...]) -> list[Node]:
        """The operands of a chain of operators, left to right, however long it is: trees lean to the left."""
        operands: list[Node] = []
        left: Any = node
        while left is not None and left.type == kind and _operator(left) in operators:
            right = left.child_by_field_name("right")
            if right is not None:
                operands.append(right)
            left = left.child_by_field_name("left")
        if left is not None:
            operands.append(left)
        return operands[::-1]


@lru_cache
def _language(module: str, function: str) -> Language:
    """A grammar."""
    from tree_sitter import Language

    return Language(getattr(import_module(module), function)())


@lru_cache
def _query(module: str, function: str, pattern: str) -> Query:
    """A query of a grammar: to make one takes as long as to read a thousand lines."""
    from tree_sitter import Query

    return Query(_language(module, function), pattern)


class _Statements:
    """The places of the simple statements of a program; whoever wants them has all functions read."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def __iter__(self) -> Iterator[Span]:
        return iter(self._reader.all_statements())


def _operator(node: Node) -> str:
    operator = node.child_by_field_name("operator")
    return operator.type if operator is not None else ""
