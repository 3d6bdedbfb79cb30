"""C#: a file read into the intermediate form; the builders of its helper library are checked by its compiler."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from twimllint.host.typed import Declared, TypedReader
from twimllint.source.span import Span

if TYPE_CHECKING:
    from tree_sitter import Node

dialect = CSharpDialect("csharp")


def read(text: str) -> form.Program:
    """A C# file in the intermediate form."""
    return CSharp(text).program()


class CSharp(TypedReader):
    """Reads C#."""

    grammar = ("tree_sitter_c_sharp", "language")
    blocks = ("block",)
    switch_value, equals = "value", "=="
    strings = ("string_literal", "verbatim_string_literal", "raw_string_literal", "interpolated_string_expression")
    properties = "property_declaration"
    functions = (
        "method_declaration", "constructor_declaration", "accessor_declaration", "operator_declaration",
        "arrow_expression_clause",
    )  # fmt: skip
    fields = ("field_declaration",)
    binders = (
        "(parameter name: (_) @name) (lambda_expression parameters: (implicit_parameter) @name) "
        "(local_declaration_statement (variable_declaration (variable_declarator name: (_) @name))) "
        "(tuple_pattern name: (_) @name) (declaration_expression name: (_) @name) "
        "(declaration_pattern name: (_) @name) (foreach_statement left: (identifier) @name) "
        "(catch_declaration name: (_) @name)"
    )
    containers = (
        "compilation_unit", "namespace_declaration", "file_scoped_namespace_declaration", "declaration_list",
        "class_declaration", "struct_declaration", "interface_declaration", "record_declaration",
        "property_declaration", "accessor_list",
    )  # fmt: skip

    def program(self) -> form.Program:
        """The whole file; statements at its top are the body of a function."""
        program = super().program()
        top = [child for child in self.root.named_children if child.type == "global_statement"]
        if any(self.has_markup(child) for child in top):
            body = self.block([statement for child in top for statement in self.inside(child)])
            whole = Span(self.span(top[0]).start, self.span(top[-1]).end)
            program.body = (*program.body, form.Function(whole, "", (), body))
            program.statements = tuple(dict.fromkeys(self.statements))
        return program

    def stmt_global_statement(self, _node: Node) -> Iterable[form.Statement]:
        return ()

    def declared(self, node: Node) -> Iterator[Declared]:
        for declaration in [node, *self.inside(node)]:
            if declaration.type != "variable_declaration":
                continue
            for child in self.inside(declaration):
                name = child.child_by_field_name("name")
                inside = self.inside(child)
                if child.type == "variable_declarator" and name is not None:
                    yield name, inside[-1] if len(inside) > 1 else None

    # -- statements

    stmt_accessor_declaration = TypedReader.stmt_method_declaration
    stmt_operator_declaration = TypedReader.stmt_method_declaration
    stmt_local_function_statement = TypedReader.stmt_method_declaration
    stmt_local_declaration_statement = TypedReader.stmt_local_variable_declaration
    stmt_variable_declaration = TypedReader.stmt_local_variable_declaration

    def stmt_arrow_expression_clause(self, node: Node) -> Iterable[form.Statement]:
        return (form.Function(self.span(node), "", (), self.body_of(node)),)

    def body_of(self, node: Node) -> form.Block:
        arrow = next((child for child in [node, *self.inside(node)] if child.type == "arrow_expression_clause"), None)
        value = next(iter(self.inside(arrow)), None) if arrow is not None else None
        if value is None:
            return super().body_of(node)
        return (form.Return(self.simple(value), self.expression(value)),)

    def stmt_foreach_statement(self, node: Node) -> Iterable[form.Statement]:
        left = node.child_by_field_name("left")
        return (self.loop(node, [left] if left is not None else [], node.child_by_field_name("right")),)

    def stmt_for_statement(self, node: Node) -> Iterable[form.Statement]:
        initializer = node.child_by_field_name("initializer")
        return (*(self.statement(initializer) if initializer is not None else ()), self.loop(node, (), None))

    def stmt_using_statement(self, node: Node) -> Iterable[form.Statement]:
        """``using``, ``lock`` and the like: what is declared, then the body."""
        return self.block(self.inside(node))

    stmt_lock_statement = stmt_using_statement
    stmt_checked_statement = stmt_using_statement

    def stmt_switch_statement(self, node: Node) -> Iterable[form.Statement]:
        subject, body = node.child_by_field_name("value"), node.child_by_field_name("body")
        cases = []
        for section in self.inside(body) if body is not None else []:
            inside = self.inside(section)
            first = next((at for at, child in enumerate(inside) if _is_statement(child)), len(inside))
            block = self.block(self._unwrapped(inside[first:]))
            cases.append(self.case(subject, inside[:first], block, falls=True))
        return self.cases(node, subject, cases)

    def stmt_yield_statement(self, node: Node) -> Iterable[form.Statement]:
        return (form.Do(self.simple(node), self.unknown(node)),)

    def parameters(self, node: Node) -> Iterator[form.Parameter]:
        """The parameters of a function, some with a value that is there if none is given."""
        for child, parameter in zip(self.inside(node), super().parameters(node), strict=True):
            name, inside = child.child_by_field_name("name"), self.inside(child)
            if name is not None and inside[-1].start_byte > name.end_byte:
                parameter.default = self.expression(inside[-1])
            yield parameter

    # -- strings

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

    # -- expressions

    expr_conditional_access_expression = TypedReader.unknown

    def expr_this_expression(self, node: Node) -> form.Expression:
        return form.Name(self.span(node), "this")

    def expr_member_access_expression(self, node: Node) -> form.Expression:
        name, owner = node.child_by_field_name("name"), node.child_by_field_name("expression")
        if name is None or owner is None:  # this.name
            return self.unknown(node) if name is None else form.Name(self.span(name), self.source(name))
        return self.member(node, owner, name)

    def expr_element_access_expression(self, node: Node) -> form.Expression:
        keys = node.child_by_field_name("subscript")
        inside = self.inside(keys) if keys is not None else []
        if len(inside) != 1:
            return self.unknown(node)
        owner = self.expression(node.child_by_field_name("expression"))
        return form.Item(self.span(node), owner, self.expression(inside[0]))

    def expr_argument(self, node: Node) -> form.Expression:
        inside = self.inside(node)
        value = self.expression(inside[-1]) if inside else self.unknown(node)
        if any(child.type in ("ref", "out") for child in node.children):  # assigned by what is called
            return form.Assigned(self.span(node), value, form.Unknown(self.span(node)))
        return value

    def arguments(self, node: Node | None) -> tuple[form.Argument, ...]:
        """The arguments of a call; some have a name."""
        arguments = []
        for child in self.inside(node) if node is not None else []:
            name = child.child_by_field_name("name")
            arguments.append(form.Argument(self.expression(child), self.source(name) if name is not None else None))
        return tuple(arguments)

    def expr_invocation_expression(self, node: Node) -> form.Expression:
        function, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        name = function.child_by_field_name("name") if function is not None else None
        if name is not None and name.type == "generic_name":  # GetValue<string>(...)
            name = self.inside(name)[0]
        if function is not None and name is not None and function.type == "member_access_expression":
            return self.called(node, function.child_by_field_name("expression"), name, given)
        if function is not None and function.type == "identifier":
            return self.called(node, None, function, given)
        return self.unknown(node)

    def expr_object_creation_expression(self, node: Node) -> form.Expression:
        kind, given = node.child_by_field_name("type"), node.child_by_field_name("arguments")
        items = node.child_by_field_name("initializer")
        if kind is not None and self.source(kind).startswith("List<") and not (given and self.inside(given)):
            return self.expr_list(items) if items is not None else form.Sequence(self.span(node), ())
        return self.made(node, kind, given, items)

    def expr_implicit_object_creation_expression(self, node: Node) -> form.Expression:
        """``new()``: of the type that the variable is declared with."""
        around = node.parent
        while around is not None and around.type != "variable_declaration":
            around = around.parent if around.type in ("variable_declarator", "equals_value_clause") else None
        kind = around.child_by_field_name("type") if around is not None else None
        given = next((child for child in self.inside(node) if child.type == "argument_list"), None)
        return self.made(node, kind, given, node.child_by_field_name("initializer"))

    def expr_implicit_array_creation_expression(self, node: Node) -> form.Expression:
        inside = [child for child in self.inside(node) if child.type == "initializer_expression"]
        return self.expr_list(inside[0]) if inside else self.unknown(node)

    expr_array_creation_expression = expr_implicit_array_creation_expression

    def expr_collection_expression(self, node: Node) -> form.Expression:
        items = self.inside(node)
        return form.Sequence(self.span(node), tuple(self.expression(i) for item in items for i in self.inside(item)))

    def expr_cast_expression(self, node: Node) -> form.Expression:
        return self.expression(node.child_by_field_name("value"))

    def expr_await_expression(self, node: Node) -> form.Expression:
        inside = self.inside(node)
        return self.expression(inside[0]) if inside else self.unknown(node)

    def expr_postfix_unary_expression(self, node: Node) -> form.Expression:
        if any(child.type in ("++", "--") for child in node.children):
            return self.expr_update_expression(node)
        inside = self.inside(node)
        return self.expression(inside[0]) if len(inside) == 1 else self.unknown(node)  # value!

    def expr_prefix_unary_expression(self, node: Node) -> form.Expression:
        if any(child.type in ("++", "--") for child in node.children):
            return self.expr_update_expression(node)
        return self.unknown(node)

    def expr_boolean_literal(self, node: Node) -> form.Expression:
        return form.Boolean(self.span(node), self.source(node) == "true")

    def expr_switch_expression(self, node: Node) -> form.Expression:
        """One of the values of its arms."""
        inside = self.inside(node)
        values = tuple(self.expression(self.inside(arm)[-1]) for arm in inside[1:] if self.inside(arm))
        return form.Choice(self.span(node), self.expression(inside[0]), values) if values else self.unknown(node)


def _is_statement(node: Node) -> bool:
    return node.type == "block" or node.type.endswith("_statement")
