"""Java: a file read into the intermediate form; the builders of its helper library are checked by its compiler."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from twimllint.host import form
from twimllint.host.escapes import JAVA, JAVA_BLOCK
from twimllint.host.indentation import text_block
from twimllint.host.literal_dialect import MESSAGE, JavaDialect
from twimllint.host.typed import Declared, TypedReader
from twimllint.source.span import Span

if TYPE_CHECKING:
    from tree_sitter import Node

dialect = JavaDialect("java")
#: Functions that make a list of what they are given.
_LISTS = ("List.of", "Arrays.asList", "Set.of", "Stream.of")
_GROWING = ("ArrayList", "LinkedList")


def read(text: str) -> form.Program:
    """A Java file in the intermediate form."""
    return Java(text).program()


class Java(TypedReader):
    """Reads Java."""

    grammar = ("tree_sitter_java", "language")
    comments = ("line_comment", "block_comment")
    blocks = ("block", "constructor_body")
    strings = ("string_literal",)
    functions = (
        "method_declaration", "constructor_declaration", "compact_constructor_declaration", "static_initializer",
    )  # fmt: skip
    fields = ("field_declaration", "constant_declaration")
    constant_fields = ("constant_declaration",)
    binders = (
        "(formal_parameter name: (_) @name) (local_variable_declaration (variable_declarator name: (_) @name)) "
        "(catch_formal_parameter name: (_) @name) (resource name: (_) @name) (instanceof_expression name: (_) @name) "
        "(enhanced_for_statement name: (_) @name) (lambda_expression parameters: (identifier) @name) "
        "(inferred_parameters (identifier) @name)"
    )
    containers = (
        "program", "class_declaration", "class_body", "interface_declaration", "interface_body", "record_declaration",
        "enum_declaration", "enum_body", "enum_body_declarations", "annotation_type_declaration",
    )  # fmt: skip

    def declared(self, node: Node) -> Iterator[Declared]:
        for child in node.children_by_field_name("declarator"):
            name = child.child_by_field_name("name")
            if name is not None:
                yield name, child.child_by_field_name("value")

    # -- statements

    stmt_compact_constructor_declaration = TypedReader.stmt_method_declaration
    stmt_static_initializer = TypedReader.stmt_method_declaration

    def stmt_enhanced_for_statement(self, node: Node) -> Iterable[form.Statement]:
        name = node.child_by_field_name("name")
        return (self.loop(node, [name] if name is not None else [], node.child_by_field_name("value")),)

    def stmt_try_with_resources_statement(self, node: Node) -> Iterable[form.Statement]:
        resources = node.child_by_field_name("resources")
        before: list[form.Statement] = []
        for child in self.inside(resources) if resources is not None else []:
            name, value = child.child_by_field_name("name"), child.child_by_field_name("value")
            if name is not None and value is not None:
                target = form.Name(self.span(name), self.source(name))
                before.append(form.Assign(self.span(child), target, self.expression(value)))
        return (*before, *self.stmt_try_statement(node))

    def stmt_synchronized_statement(self, node: Node) -> Iterable[form.Statement]:
        return self._body(node.child_by_field_name("body"))

    def stmt_switch_expression(self, node: Node) -> Iterable[form.Statement]:
        subject, body = node.child_by_field_name("condition"), node.child_by_field_name("body")
        cases = []
        for group in self.inside(body) if body is not None else []:
            labels = [child for child in self.inside(group) if child.type == "switch_label"]
            rest = [child for child in self.inside(group) if child.type != "switch_label"]
            tests = [test for label in labels for test in self.inside(label)]
            falls = group.type == "switch_block_statement_group"
            cases.append(self.case(subject, tests, self.block(self._unwrapped(rest)), falls=falls))
        return self.cases(node, subject, cases)

    # -- expressions

    expr_decimal_integer_literal = TypedReader.expr_integer_literal

    def expr_string_literal(self, node: Node) -> form.Expression:
        span = self.span(node)
        if not self.text.startswith('"""', span.start):
            return self.literal(span, Span(span.start + 1, span.end - 1), JAVA)
        body = Span(self.after_line(span.start + 3), span.end - 3)
        return self.literal(span, body, JAVA_BLOCK, dropped=text_block(self.text, body))

    def expr_field_access(self, node: Node) -> form.Expression:
        name = node.child_by_field_name("field")
        return self.unknown(node) if name is None else self.member(node, node.child_by_field_name("object"), name)

    def expr_array_access(self, node: Node) -> form.Expression:
        owner, key = node.child_by_field_name("array"), node.child_by_field_name("index")
        return form.Item(self.span(node), self.expression(owner), self.expression(key))

    def expr_method_invocation(self, node: Node) -> form.Expression:
        name, given = node.child_by_field_name("name"), node.child_by_field_name("arguments")
        owner = node.child_by_field_name("object")
        if name is None:
            return self.unknown(node)
        if owner is not None and given is not None and f"{self.source(owner)}.{self.source(name)}" in _LISTS:
            return self.expr_list(given)
        if (
            owner is not None
            and self.source(owner).rpartition(".")[2] == "MessageFormat"
            and self.source(name) == "format"
        ):
            return form.Call(self.span(node), form.Name(self.span(name), MESSAGE), self.arguments(given))
        return self.called(node, owner, name, given)

    def expr_object_creation_expression(self, node: Node) -> form.Expression:
        kind, given = node.child_by_field_name("type"), node.child_by_field_name("arguments")
        if kind is not None and self.source(kind).partition("<")[0] in _GROWING and not (given and self.inside(given)):
            return form.Sequence(self.span(node), ())
        body = next((child for child in self.inside(node) if child.type == "class_body"), None)
        return self.made(node, kind, given, body)

    def expr_array_creation_expression(self, node: Node) -> form.Expression:
        value = node.child_by_field_name("value")
        return self.expr_list(value) if value is not None else self.unknown(node)

    expr_array_initializer = TypedReader.expr_list

    def expr_cast_expression(self, node: Node) -> form.Expression:
        return self.expression(node.child_by_field_name("value"))

    def expr_switch_expression(self, node: Node) -> form.Expression:
        """One of the values of the cases, where each has one."""
        body = node.child_by_field_name("body")
        values = []
        for rule in self.inside(body) if body is not None else []:
            last = next(reversed(self.inside(rule)), None)
            if last is None or rule.type != "switch_rule" or last.type != "expression_statement":
                return self.unknown(node)
            values += [self.expression(child) for child in self.inside(last)]
        condition = node.child_by_field_name("condition")
        return form.Choice(self.span(node), self.expression(condition), tuple(values)) if values else self.unknown(node)
