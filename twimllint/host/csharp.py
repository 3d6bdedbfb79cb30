"""C#: string literals of every kind, read into the intermediate form. Its builders are checked by its compiler."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twimllint.host import form
from twimllint.host.escapes import (
    CSHARP,
    CSHARP_INTERPOLATED,
    CSHARP_RAW,
    CSHARP_VERBATIM,
    CSHARP_VERBATIM_INTERPOLATED,
)
from twimllint.host.indentation import counted
from twimllint.host.literal_dialect import CSharpDialect
from twimllint.host.literal_reader import LiteralReader
from twimllint.source.span import Span

if TYPE_CHECKING:
    from tree_sitter import Node

dialect = CSharpDialect("csharp")


def read(text: str) -> form.Program:
    """A C# file in the intermediate form."""
    return CSharp(text).program()


class CSharp(LiteralReader):
    """Reads C#."""

    grammar = ("tree_sitter_c_sharp", "language")
    strings = ("string_literal", "verbatim_string_literal", "raw_string_literal", "interpolated_string_expression")
    calls = "invocation_expression"
    lists = ("implicit_array_creation_expression", "array_creation_expression", "collection_expression")

    def expr_string_literal(self, node: Node) -> form.Expression:
        span = self.span(node)
        closing = self.text.rfind('"', span.start, span.end)
        return self.literal(span, Span(span.start + 1, closing), CSHARP)

    def expr_verbatim_string_literal(self, node: Node) -> form.Expression:
        span = self.span(node)
        closing = self.text.rfind('"', span.start, span.end)
        return self.literal(span, Span(span.start + 2, closing), CSHARP_VERBATIM)

    def expr_raw_string_literal(self, node: Node) -> form.Expression:
        return self._raw(node, self.span(node).start, [])

    def expr_interpolated_string_expression(self, node: Node) -> form.Expression:
        span = self.span(node)
        opening = self.text.index('"', span.start)
        marks = self.text[span.start : opening]
        holes = [self._hole(child) for child in node.named_children if child.type == "interpolation"]
        if self.text.startswith('"""', opening) and "@" not in marks:
            return self._raw(node, opening, holes)
        closing = self.text.rfind('"', span.start, span.end)
        escapes = CSHARP_VERBATIM_INTERPOLATED if "@" in marks else CSHARP_INTERPOLATED
        return self.literal(span, Span(opening + 1, closing), escapes, holes)

    def _hole(self, node: Node) -> form.Hole:
        """An interpolation; its format and its width are no part of the expression."""
        value = next((child for child in self.inside(node) if child.type != "interpolation_brace"), None)
        source = self.source(value) if value is not None else ""
        return form.Hole(self.span(node), self.expression(value), source)

    def _raw(self, node: Node, opening: int, holes: list[form.Hole]) -> form.Expression:
        """A literal in three quotes or more; one of several lines begins and ends with a line of its own."""
        span = self.span(node)
        quotes = opening
        while self.text[quotes] == '"':
            quotes += 1
        width = quotes - opening
        body = Span(quotes, max(self.text.rfind('"' * width, quotes, span.end), quotes))
        first = self.after_line(body.start)
        if first > body.end or self.text[body.start : first].strip():
            return self.literal(span, body, CSHARP_RAW, holes)
        last = max(self.text.rfind("\n", first, body.end), self.text.rfind("\r", first, body.end))
        indent = body.end - (last + 1) if last >= 0 else 0
        end = last - (last > first and self.text[last - 1 : last + 1] == "\r\n") if last >= 0 else first
        inner = Span(first, max(end, first))
        dropped = counted(indent)(self.text, inner, [hole.span for hole in holes])
        return self.literal(span, inner, CSHARP_RAW, holes, dropped)

    def expr_invocation_expression(self, node: Node) -> form.Expression:
        function, argument_list = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        name = function.child_by_field_name("name") if function is not None else None
        if function is not None and name is not None and function.type == "member_access_expression":
            return self.call(node, name, function.child_by_field_name("expression"), argument_list)
        if function is not None and function.type == "identifier":
            return self.call(node, function, None, argument_list)
        return self.unknown(node)

    def expr_implicit_array_creation_expression(self, node: Node) -> form.Expression:
        inside = [child for child in self.inside(node) if child.type == "initializer_expression"]
        return self.expr_list(inside[0]) if inside else self.unknown(node)

    expr_array_creation_expression = expr_implicit_array_creation_expression

    def expr_collection_expression(self, node: Node) -> form.Expression:
        items = self.inside(node)
        return form.Sequence(self.span(node), tuple(self.expression(i) for item in items for i in self.inside(item)))
