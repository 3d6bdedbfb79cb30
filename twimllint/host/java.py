"""Java: string literals and text blocks, read into the intermediate form. Its builders are checked by its compiler."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twimllint.host import form
from twimllint.host.escapes import JAVA, JAVA_BLOCK
from twimllint.host.indentation import text_block
from twimllint.host.literal_dialect import JavaDialect
from twimllint.host.literal_reader import LiteralReader
from twimllint.source.span import Span

if TYPE_CHECKING:
    from tree_sitter import Node

dialect = JavaDialect("java")


def read(text: str) -> form.Program:
    """A Java file in the intermediate form."""
    return Java(text).program()


class Java(LiteralReader):
    """Reads Java."""

    grammar = ("tree_sitter_java", "language")
    comments = ("line_comment", "block_comment")
    strings = ("string_literal",)
    calls = "method_invocation"
    lists = ("array_creation_expression", "array_initializer")

    def expr_string_literal(self, node: Node) -> form.Expression:
        span = self.span(node)
        if not self.text.startswith('"""', span.start):
            return self.literal(span, Span(span.start + 1, span.end - 1), JAVA)
        body = Span(self.after_line(span.start + 3), span.end - 3)
        return self.literal(span, body, JAVA_BLOCK, dropped=text_block(self.text, body))

    def expr_method_invocation(self, node: Node) -> form.Expression:
        name, argument_list = node.child_by_field_name("name"), node.child_by_field_name("arguments")
        if name is None:
            return self.unknown(node)
        owner = node.child_by_field_name("object")
        if owner is not None and argument_list is not None and self.source(owner) in ("List", "Arrays", "Set"):
            return self.expr_list(argument_list)
        return self.call(node, name, owner, argument_list)

    def expr_array_creation_expression(self, node: Node) -> form.Expression:
        value = node.child_by_field_name("value")
        return self.expr_list(value) if value is not None else self.unknown(node)
