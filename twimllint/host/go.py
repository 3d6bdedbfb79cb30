"""Go: a file read into the intermediate form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from twimllint.host import form
from twimllint.host.escapes import GO, GO_RAW
from twimllint.host.literal_dialect import GoDialect
from twimllint.host.typed import Declared, TypedReader
from twimllint.source.span import Span

if TYPE_CHECKING:
    from tree_sitter import Node

dialect = GoDialect("go")
_LISTS = ("slice_type", "array_type", "implicit_length_array_type")


def read(text: str) -> form.Program:
    """A Go file in the intermediate form."""
    return Go(text).program()


class Go(TypedReader):
    """Reads Go."""

    grammar = ("tree_sitter_go", "language")
    blocks = ("block",)
    strings = ("interpreted_string_literal", "raw_string_literal")
    functions = ("function_declaration", "method_declaration")
    fields = ("const_spec", "var_spec")
    constant_fields = ("const_spec",)
    containers = ("source_file", "const_declaration", "var_declaration", "var_spec_list")
    selves = ()

    def declared(self, node: Node) -> Iterator[Declared]:
        names = [name for name in node.children_by_field_name("name") if name.is_named]
        values = node.child_by_field_name("value")
        inside = self.inside(values) if values is not None else []
        for index, name in enumerate(names):
            yield name, inside[index] if len(inside) == len(names) else None

    def parameters(self, node: Node) -> Iterator[form.Parameter]:
        for child in self.inside(node):
            kind = child.child_by_field_name("type")
            for name in child.children_by_field_name("name"):
                yield form.Parameter(self.source(name), self.source(kind) if kind is not None else "")

    # -- statements

    stmt_function_declaration = TypedReader.stmt_method_declaration

    def _body(self, node: Node | None) -> form.Block:
        """A block: its statements are in a list."""
        inside = node.named_children if node is not None else []
        lists = [child for child in inside if child.type == "statement_list"]
        return self.block(lists[0].named_children) if lists else super()._body(node)

    def stmt_var_declaration(self, node: Node) -> Iterable[form.Statement]:
        self.simple(node)
        for child in self.inside(node):
            for spec in self.inside(child) if child.type == "var_spec_list" else [child]:
                yield from self._declared(spec)

    stmt_const_declaration = stmt_var_declaration

    def _declared(self, node: Node) -> Iterator[form.Statement]:
        kind, span = node.child_by_field_name("type"), self.span(node)
        for name, value in self.declared(node):
            target = form.Name(self.span(name), self.source(name))
            yield form.Assign(span, target, self.expression(value) if value is not None else self._zero(kind, name))

    def _zero(self, kind: Node | None, name: Node) -> form.Expression:
        """What a variable is that is declared without a value."""
        span = self.span(name)
        if kind is None:
            return form.Unknown(span)
        if kind.type in _LISTS:
            return form.Sequence(span, ())
        return form.String(span, (), True) if self.source(kind) == "string" else self.made(kind, kind, None)

    def stmt_short_var_declaration(self, node: Node) -> Iterable[form.Statement]:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        span, operator = self.simple(node), self.operator(node) or ":="
        targets, values = self._items(left), self._items(right)
        if len(targets) == len(values):
            for target, value in zip(targets, values, strict=True):
                yield from self.assigned(span, operator, target, value)
        elif left is not None:
            yield form.Assign(span, self.expr_list(left), form.Unknown(span, tuple(map(self.expression, values))))

    stmt_assignment_statement = stmt_short_var_declaration

    def assigned(self, span: Span, operator: str, left: Node, right: Node) -> Iterable[form.Statement]:
        """``list = append(list, item)`` makes a list longer."""
        function, given = right.child_by_field_name("function"), right.child_by_field_name("arguments")
        items = self.inside(given) if given is not None else []
        if (
            function is None
            or self.source(function) != "append"
            or len(items) < 2
            or items[0].type == "slice_expression"
        ):
            return super().assigned(span, operator, left, right)
        if self.source(items[0]) != self.source(left) or self.source(right).rstrip(") ").endswith("..."):
            return super().assigned(span, operator, left, right)
        values = tuple(self.expression(item) for item in items[1:])
        return (form.Augment(span, self.expression(left), form.Sequence(self.span(right), values)),)

    def stmt_inc_statement(self, node: Node) -> Iterable[form.Statement]:
        return (form.Do(self.simple(node), self.expr_update_expression(node)),)

    stmt_dec_statement = stmt_inc_statement

    def done(self, node: Node) -> Iterable[form.Statement]:
        return self.statement(node) if node.type.endswith("_statement") else super().done(node)

    def _items(self, node: Node | None) -> list[Node]:
        return self.inside(node) if node is not None else []

    def stmt_return_statement(self, node: Node) -> Iterable[form.Statement]:
        inside = [item for child in self.inside(node) for item in self.inside(child)]
        values = [self.expression(item) for item in inside]
        span = self.simple(node)
        return (form.Return(span, values[0] if len(values) == 1 else form.Sequence(span, tuple(values))),)

    def stmt_for_statement(self, node: Node) -> Iterable[form.Statement]:
        clause = next((child for child in self.inside(node) if child.type.endswith("_clause")), None)
        initializer = clause.child_by_field_name("initializer") if clause is not None else None
        if clause is None or clause.type == "for_clause":
            return (*(self.statement(initializer) if initializer is not None else ()), self.loop(node, (), None))
        return (self.loop(node, self._items(clause.child_by_field_name("left")), clause.child_by_field_name("right")),)

    def stmt_expression_switch_statement(self, node: Node) -> Iterable[form.Statement]:
        initializer, subject = node.child_by_field_name("initializer"), node.child_by_field_name("value")
        cases = []
        for child in self.inside(node):
            if child.type not in ("expression_case", "default_case", "type_case", "communication_case"):
                continue
            lists = [part for part in self.inside(child) if part.type == "statement_list"]
            tests = [part for part in self.inside(child) if part.type != "statement_list"]
            tests = [
                part for test in tests for part in (self.inside(test) if test.type == "expression_list" else [test])
            ]
            statements = lists[0].named_children if lists else []
            falls = bool(statements) and statements[-1].type == "fallthrough_statement"
            cases.append(self.case(subject, tests, self.block(statements[:-1] if falls else statements), falls=falls))
        before = self.statement(initializer) if initializer is not None else ()
        return (*before, *self.cases(node, subject, cases))

    stmt_type_switch_statement = stmt_expression_switch_statement
    stmt_select_statement = stmt_expression_switch_statement

    # -- expressions

    expr_int_literal = TypedReader.expr_integer_literal
    expr_rune_literal = TypedReader.expr_character_literal
    expr_nil = TypedReader.expr_null_literal

    def expr_interpreted_string_literal(self, node: Node) -> form.Expression:
        span = self.span(node)
        return self.literal(span, Span(span.start + 1, span.end - 1), GO)

    def expr_raw_string_literal(self, node: Node) -> form.Expression:
        span = self.span(node)
        return self.literal(span, Span(span.start + 1, span.end - 1), GO_RAW)

    def expr_selector_expression(self, node: Node) -> form.Expression:
        name = node.child_by_field_name("field")
        return self.unknown(node) if name is None else self.member(node, node.child_by_field_name("operand"), name)

    def expr_index_expression(self, node: Node) -> form.Expression:
        owner, key = node.child_by_field_name("operand"), node.child_by_field_name("index")
        return form.Item(self.span(node), self.expression(owner), self.expression(key))

    def expr_unary_expression(self, node: Node) -> form.Expression:
        """``&buffer`` and ``*buffer`` are the buffer."""
        operand = node.child_by_field_name("operand")
        return self.expression(operand) if self.operator(node) in ("&", "*") else self.unknown(node)

    def expr_type_conversion_expression(self, node: Node) -> form.Expression:
        """``[]byte(text)`` is the text."""
        return self.expression(node.child_by_field_name("operand"))

    def expr_func_literal(self, node: Node) -> form.Expression:
        return self.function(node)

    def expr_call_expression(self, node: Node) -> form.Expression:
        function, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        name = function.child_by_field_name("field") if function is not None else None
        if function is not None and name is not None:
            return self.called(node, function.child_by_field_name("operand"), name, given)
        if function is None or function.type != "identifier":
            return self.unknown(node)
        inside = self._items(given)
        if self.source(function) == "new" and len(inside) == 1:
            return self.made(node, inside[0], None)
        return self.called(node, None, function, given)

    def arguments(self, node: Node | None) -> tuple[form.Argument, ...]:
        """The arguments of a call; what gets a variable's address may assign it."""
        function = node.parent.child_by_field_name("function") if node is not None and node.parent is not None else None
        written = function is not None and self.source(function).rpartition(".")[2] in dialect.writes_into
        arguments = []
        for child in self._items(node):
            value, span = self.expression(child), self.span(child)
            if child.type == "unary_expression" and isinstance(value, form.Name) and not written:
                value = form.Assigned(span, value, form.Unknown(span))
            arguments.append(form.Argument(value))
        return tuple(arguments)

    def expr_composite_literal(self, node: Node) -> form.Expression:
        kind, body = node.child_by_field_name("type"), node.child_by_field_name("body")
        items = [inner for item in self._items(body) for inner in self.inside(item)]
        if kind is not None and kind.type in _LISTS:
            return form.Sequence(self.span(node), tuple(self.expression(item) for item in items))
        return self.made(node, kind, None, body if items else None)
