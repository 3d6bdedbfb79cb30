"""Go: interpreted and raw string literals, read into the intermediate form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twimllint.host import form
from twimllint.host.escapes import GO, GO_RAW
from twimllint.host.literal_dialect import GoDialect
from twimllint.host.literal_reader import LiteralReader
from twimllint.source.span import Span

if TYPE_CHECKING:
    from tree_sitter import Node

dialect = GoDialect("go")


def read(text: str) -> form.Program:
    """A Go file in the intermediate form."""
    return Go(text).program()


class Go(LiteralReader):
    """Reads Go."""

    grammar = ("tree_sitter_go", "language")
    strings = ("interpreted_string_literal", "raw_string_literal")
    lists = ("composite_literal",)

    def expr_interpreted_string_literal(self, node: Node) -> form.Expression:
        span = self.span(node)
        return self.literal(span, Span(span.start + 1, span.end - 1), GO)

    def expr_raw_string_literal(self, node: Node) -> form.Expression:
        span = self.span(node)
        return self.literal(span, Span(span.start + 1, span.end - 1), GO_RAW)

    def expr_call_expression(self, node: Node) -> form.Expression:
        function, argument_list = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        name = function.child_by_field_name("field") if function is not None else None
        if function is not None and name is not None:
            return self.call(node, name, function.child_by_field_name("operand"), argument_list)
        if function is not None and function.type == "identifier":
            return self.call(node, function, None, argument_list)
        return self.unknown(node)

    def expr_composite_literal(self, node: Node) -> form.Expression:
        body = node.child_by_field_name("body")
        items = [inner for item in self.inside(body) for inner in self.inside(item)] if body is not None else []
        kind = node.child_by_field_name("type")
        if kind is None or kind.type not in ("slice_type", "array_type"):
            return self.unknown(node)
        return form.Sequence(self.span(node), tuple(self.expression(item) for item in items))
