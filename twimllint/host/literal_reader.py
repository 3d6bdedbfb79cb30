"""What the languages share of which only string literals are read: Java, C# and Go."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from twimllint.host import form
from twimllint.host.sitter import Reader
from twimllint.source.span import Span

if TYPE_CHECKING:
    from tree_sitter import Node

_LINE_END = re.compile(r"\r\n?|\n")
_STATEMENT = re.compile(r"statement\Z|declaration\Z|\Aconst_spec\Z")

#: Parts of calls and lists: arguments, the method with what it is called on.
_PARTS = (
    "argument_list", "arguments", "member_access_expression", "selector_expression", "initializer_expression",
    "literal_value", "literal_element", "array_initializer", "collection_element", "expression_element",
)  # fmt: skip


class LiteralReader(Reader):
    """Reads a language without following its programs: each string expression that may hold markup is a statement.

    Variables are not followed, so what a literal is put together with elsewhere is never known: their names are holes.
    """

    #: kinds of nodes that are string literals
    strings: ClassVar[tuple[str, ...]]
    #: the operator's node that joins strings, calls, what their arguments are in, lists
    sums: ClassVar[str] = "binary_expression"
    calls: ClassVar[str] = "call_expression"
    lists: ClassVar[tuple[str, ...]] = ()
    #: what is around an expression or a part of it and is looked through
    wrappers: ClassVar[tuple[str, ...]] = ("parenthesized_expression", "argument")
    #: functions that join a list of strings, in lower case, and whether the separator comes first
    joins: ClassVar[str] = "join"
    #: where the literals begin that may hold markup, in bytes and in order
    starts: Sequence[int] = ()

    def program(self) -> form.Program:
        """The whole file."""
        starts = self.starts = self._literals()
        body: list[form.Statement] = []
        # node, the whole expression that it is part of, what that is in, and the statement around it
        pending: list[tuple[Node, Node | None, Node, Node | None]] = [(self.root, None, self.root, None)]
        while pending:
            node, whole, around, statement = pending.pop()
            index = bisect_left(starts, node.start_byte)
            if index == len(starts) or starts[index] >= node.end_byte:
                continue
            if _STATEMENT.search(node.type):
                statement = node
            if not self._joins(node):
                whole = None
            elif whole is None:
                whole = node
            if node.type in self.strings and whole is not None:
                if not body or body[-1].span != self.span(whole):
                    body.append(self._stated(whole, around, statement))
                continue
            for child in reversed(node.named_children):
                pending.append((child, whole, around if whole is not None else node, statement))
        return form.Program(tuple(body), tuple(self.remarks()), tuple(dict.fromkeys(self.statements)))

    def _joins(self, node: Node) -> bool:
        """Whether a node may be part of a string expression: sums, joins, calls that format or strip."""
        return node.type in (*self.strings, *self.wrappers, *self.lists, *_PARTS, self.sums, self.calls)

    def _literals(self) -> list[int]:
        """Where the string literals begin that may hold markup, in bytes and in order."""
        from tree_sitter import Query, QueryCursor

        kinds = " ".join(f"({kind})" for kind in self.strings)
        nodes = QueryCursor(Query(self.language, f"[{kinds}] @string")).captures(self.root).get("string", [])
        spans = ((node, self.span(node)) for node in nodes)
        return sorted(
            node.start_byte
            for node, span in spans
            if not node.has_error and self.text.find("<", span.start, span.end) >= 0
        )

    def _stated(self, node: Node, around: Node, statement: Node | None) -> form.Statement:
        """A whole expression as a statement; what is put at the end of a variable is a piece of something."""
        value, span = self.expression(node), self.span(node)
        if statement is not None:
            self.simple(statement)
        operator = around.child_by_field_name("operator") if "assignment" in around.type else None
        if operator is not None and self.source(operator) == "+=":
            return form.Augment(span, form.Unknown(span), value)
        return form.Do(span, value)

    # -- expressions: only what strings are made with

    def unknown(self, node: Node) -> form.Expression:
        """Anything else, with the strings in it: ``new Twiml("<Response>...")``."""
        return form.Unknown(self.span(node), tuple(self.expression(child) for child in self._with_literals(node)))

    def _with_literals(self, node: Node) -> Iterable[Node]:
        """The nodes in a node that hold literals with markup."""
        for child in self.inside(node):
            index = bisect_left(self.starts, child.start_byte)
            if index < len(self.starts) and self.starts[index] < child.end_byte:
                yield child

    def _inner(self, node: Node) -> Iterable[form.Expression]:
        return [self.expression(child) for child in self.inside(node)]

    def expr_binary_expression(self, node: Node) -> form.Expression:
        parts = self.chain(node, self.sums, ("+",))
        if len(parts) < 2:
            return self.unknown(node)
        return form.Concat(self.span(node), tuple(self.expression(part) for part in parts))

    def expr_parenthesized_expression(self, node: Node) -> form.Expression:
        inside = self.inside(node)
        return self.expression(inside[0]) if len(inside) == 1 else self.unknown(node)

    expr_argument = expr_parenthesized_expression

    def expr_identifier(self, node: Node) -> form.Expression:
        return form.Name(self.span(node), self.source(node))

    def call(self, node: Node, name: Node, owner: Node | None, given: Node | None) -> form.Expression:
        """A call of a method or function of that name."""
        arguments = [self.expression(child) for child in self.inside(given)] if given is not None else []
        joined = self.joined(node, self.source(name), arguments)
        if joined is not None:
            return joined
        span, name_span = self.span(node), self.span(name)
        function: form.Expression = form.Name(name_span, self.source(name))
        if owner is not None:
            whole = Span(self.offset(owner.start_byte), name_span.end)
            function = form.Member(whole, self.expression(owner), self.source(name), name_span)
        return form.Call(span, function, tuple(form.Argument(argument) for argument in arguments))

    def joined(self, node: Node, name: str, arguments: list[form.Expression]) -> form.Expression | None:
        """``String.join(separator, items)`` and its like; ``None`` for any other call."""
        if name.lower() != self.joins or len(arguments) < 2:
            return None
        separator, *items = arguments
        if isinstance(separator, form.Sequence):
            separator, items = items[0], [separator]
        if len(items) == 1 and isinstance(items[0], form.Sequence):
            items = list(items[0].items)
        return join(self.span(node), separator, items)

    def expr_list(self, node: Node) -> form.Expression:
        return form.Sequence(self.span(node), tuple(self._inner(node)))

    def after_line(self, offset: int) -> int:
        """Where the line after that of an offset begins."""
        match = _LINE_END.search(self.text, offset)
        return match.end() if match else len(self.text)


def join(span: Span, separator: form.Expression, items: Iterable[form.Expression]) -> form.Expression | None:
    """Items joined by a separator that is written out; ``None`` for another one."""
    if not isinstance(separator, form.String) or any(isinstance(part, form.Hole) for part in separator.parts):
        return None
    empty = not any(part.text for part in separator.parts if not isinstance(part, form.Hole))
    parts: list[form.Expression] = []
    for item in items:
        if parts and not empty:
            parts.append(separator)
        parts.append(item)
    return form.Concat(span, tuple(parts)) if parts else None
