"""JavaScript, and what TypeScript shares with it: a file read into the intermediate form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from twimllint.host import form
from twimllint.host.braces import BraceReader
from twimllint.host.escapes import JAVASCRIPT, TEMPLATE, TEMPLATE_RAW
from twimllint.host.mapped import Mapped, Piece
from twimllint.host.node_dialect import REQUIRED, NodeDialect
from twimllint.host.scopes import dotted
from twimllint.source.span import Span

if TYPE_CHECKING:
    from tree_sitter import Node

dialect = NodeDialect("javascript")


def read(text: str) -> form.Program:
    """A JavaScript file in the intermediate form."""
    return JavaScript(text).program()


#: How deep ``a && (b && (c ...))`` may nest.
OPERATORS = 80
#: ``/&/g``, ``/[<>&'"]/g``
_SPECIAL = re.compile(r"/(?:[&<>\"']|\[[&<>\"']+\])/[a-z]*\Z")
_ONE_SPECIAL = re.compile(r"[&<>\"']")
#: What compilers wrap around ``require``.
_INTEROP = re.compile(r"\b(?:__importDefault|__importStar|_interopRequire\w*)\)?\Z")


class JavaScript(BraceReader):
    """Reads the grammars of JavaScript, TypeScript and TSX, which name their nodes alike."""

    grammar = ("tree_sitter_javascript", "language")
    comments = ("comment", "html_comment")
    strings = ("string", "template_string")
    blocks = ("statement_block",)
    switch_value, equals = "value", "==="

    def block(self, nodes: Iterable[Node]) -> form.Block:
        """The statements of a block, functions first: they can be called before the line where they are."""
        body = super().block(nodes)
        return tuple(sorted(body, key=lambda statement: not isinstance(statement, form.Function)))

    # -- literals

    def expr_string(self, node: Node) -> form.Expression:
        span = self.span(node)
        quote = self.text[span.start]
        if quote not in JAVASCRIPT or len(span) < 2:
            return form.Unknown(span)
        return self.literal(span, Span(span.start + 1, span.end - 1), JAVASCRIPT[quote])

    def expr_template_string(self, node: Node, raw: bool = False) -> form.Expression:
        if node.has_error:
            return self.opaque(node)
        span = self.span(node)
        holes = [self.hole(child, 2, 1) for child in node.named_children if child.type == "template_substitution"]
        escapes = TEMPLATE_RAW if raw else TEMPLATE
        return self.literal(span, Span(span.start + 1, span.end - 1), escapes, holes)

    def expr_number(self, node: Node) -> form.Expression:
        written = self.source(node).replace("_", "")
        try:
            value = float(written) if written[:2].lower() not in ("0x", "0o", "0b") else float(int(written, 0))
        except ValueError:
            return form.Unknown(self.span(node))
        whole = value.is_integer() and abs(value) < 1e21
        return form.Number(self.span(node), str(int(value)) if whole else repr(value))

    def expr_true(self, node: Node) -> form.Expression:
        return form.Boolean(self.span(node), node.type == "true")

    expr_false = expr_true

    def expr_null(self, node: Node) -> form.Expression:
        return form.Null(self.span(node))

    expr_undefined = expr_null

    def expr_array(self, node: Node) -> form.Expression:
        items = self.inside(node)
        whole = all(item.type != "spread_element" for item in items)
        return form.Sequence(self.span(node), tuple(self.expression(item) for item in items), whole)

    def expr_object(self, node: Node) -> form.Expression:
        entries: list[form.Entry] = []
        spread: list[form.Expression] = []
        complete = True
        for child in self.inside(node):
            if child.type == "pair" and (key := self._key(child.child_by_field_name("key"))) is not None:
                entries.append(form.Entry(*key, self.expression(child.child_by_field_name("value"))))
            elif child.type == "shorthand_property_identifier":
                name = self.source(child)
                entries.append(form.Entry(name, self.span(child), form.Name(self.span(child), name)))
            elif child.type == "method_definition" and (key := self._key(child.child_by_field_name("name"))):
                entries.append(form.Entry(*key, self.function(child, key[0])))
            elif child.type == "spread_element":
                if entries:  # what is spread comes over them
                    spread.append(form.Mapping(self.span(node), tuple(entries)))
                    entries = []
                spread.extend(self.expression(inner) for inner in self.inside(child))
            else:
                spread.append(self.expression(child))
                complete = False
        return form.Mapping(self.span(node), tuple(entries), complete, tuple(spread))

    def _key(self, node: Node | None) -> tuple[str, Span] | None:
        """A key that is written out, and its place without quotes."""
        if node is None or node.type == "computed_property_name":
            return None
        if node.type == "string":
            value = self.expr_string(node)
            if isinstance(value, form.String) and len(value.parts) == 1 and not isinstance(value.parts[0], form.Hole):
                return value.parts[0].text, Span(value.span.start + 1, value.span.end - 1)
            return None
        return self.source(node), self.span(node)

    # -- names and calls

    def expr_identifier(self, node: Node) -> form.Expression:
        name = self.source(node)
        return form.Null(self.span(node)) if name == "undefined" else form.Name(self.span(node), name)

    expr_this = expr_identifier
    expr_super = expr_identifier
    expr_shorthand_property_identifier = expr_identifier

    def expr_parenthesized_expression(self, node: Node) -> form.Expression:
        # a type follows the expression, except where it is in angle brackets before it
        inside = self.inside(node)
        if not inside:
            return form.Unknown(self.span(node))
        return self.expression(inside[-1 if node.type == "type_assertion" else 0])

    expr_await_expression = expr_parenthesized_expression
    expr_as_expression = expr_parenthesized_expression
    expr_satisfies_expression = expr_parenthesized_expression
    expr_non_null_expression = expr_parenthesized_expression
    expr_type_assertion = expr_parenthesized_expression
    expr_instantiation_expression = expr_parenthesized_expression

    def expr_member_expression(self, node: Node) -> form.Expression:
        name = node.child_by_field_name("property")
        if name is None:
            return self.unknown(node)
        value = self.expression(node.child_by_field_name("object"))
        return form.Member(self.span(node), value, self.source(name), self.span(name))

    expr_nested_identifier = expr_member_expression

    def expr_subscript_expression(self, node: Node) -> form.Expression:
        index = node.child_by_field_name("index")
        value = self.expression(node.child_by_field_name("object"))
        if index is not None and index.type == "string" and (key := self._key(index)) is not None:
            return form.Member(self.span(node), value, *key)
        return form.Item(self.span(node), value, self.expression(index))

    def expr_call_expression(self, node: Node) -> form.Expression:
        function, argument_list = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        if function is None or argument_list is None:
            return self.unknown(node)
        if argument_list.type == "template_string":
            raw = self.source(function) == "String.raw"
            value = self.expr_template_string(argument_list, raw)
            return value if raw else form.Call(self.span(node), self.expression(function), (form.Argument(value),))
        if _INTEROP.search(self.source(function)) and len(inside := self.inside(argument_list)) == 1:
            return self.expression(inside[0])
        if (items := self._filtered(function, argument_list)) is not None:
            return form.Sequence(self.span(node), items)
        if self.source(function) in ("require", "import") and (module := self._module(argument_list)) is not None:
            return form.Name(self.span(node), f"{REQUIRED}{module}")
        return form.Call(self.span(node), self.expression(function), self.arguments(argument_list))

    def _filtered(self, function: Node, given: Node) -> tuple[form.Expression, ...] | None:
        """The items of ``[a, b ? c : null, d && e].filter(Boolean)``, where what is left out is an empty text."""
        values, name = function.child_by_field_name("object"), function.child_by_field_name("property")
        if values is None or name is None or self.source(name) != "filter":
            return None
        test = self.source_inside(given)
        if test != "Boolean" and not dialect.leaves_out_nothing(test):
            return None
        items = self.inside(values) if values.type == "array" else []
        if not items or any(item.type == "spread_element" for item in items):
            return None
        return tuple([self._or_empty(item) for item in items])

    def _or_empty(self, node: Node) -> form.Expression:
        """An expression that is empty where it would be nothing: ``b ? c : null``, ``d && e``."""
        operator = node.child_by_field_name("operator")
        if node.type == "ternary_expression":
            test = node.child_by_field_name("condition")
            values = [node.child_by_field_name(name) for name in ("consequence", "alternative")]
            kept = [self._or_empty(value) for value in values if value is not None]
            return form.Choice(self.span(node), self.expression(test), tuple(kept))
        if node.type == "binary_expression" and operator is not None and operator.type == "&&":
            test, value = node.child_by_field_name("left"), node.child_by_field_name("right")
            empty = form.String(self.span(node), (), True)
            return form.Choice(self.span(node), self.expression(test), (self.expression(value), empty))
        if node.type in ("null", "undefined", "false"):
            return form.String(self.span(node), (), True)
        return self.expression(node)

    def expr_sequence_expression(self, node: Node) -> form.Expression:
        """``(0, utils.escape)``, as compilers write it, is its last part."""
        *first, last = self._flat(node)
        return self.expression(last) if all(part.type == "number" for part in first) else self.unknown(node)

    def expr_new_expression(self, node: Node) -> form.Expression:
        constructor, argument_list = node.child_by_field_name("constructor"), node.child_by_field_name("arguments")
        arguments = self.arguments(argument_list) if argument_list is not None else ()
        return form.Call(self.span(node), self.expression(constructor), arguments, True)

    def arguments(self, node: Node) -> tuple[form.Argument, ...]:
        """The arguments of a call."""
        arguments = []
        for child in self.inside(node):
            spread = child.type == "spread_element"
            inner = self.inside(child)[0] if spread and child.named_children else child
            arguments.append(form.Argument(self.expression(inner), spread=spread))
        return tuple(arguments)

    def _module(self, given: Node) -> str | None:
        inside = self.inside(given)
        if len(inside) != 1 or inside[0].type != "string":
            return None
        key = self._key(inside[0])
        return key[0] if key else None

    # -- operators

    def expr_binary_expression(self, node: Node) -> form.Expression:
        operator = node.child_by_field_name("operator")
        if operator is not None and operator.type == "+":
            parts = self.chain(node, "binary_expression", ("+",))
            return form.Concat(self.span(node), tuple(self.expression(part) for part in parts))
        if operator is not None and operator.type in ("||", "&&", "??"):
            parts = self.chain(node, "binary_expression", ("||", "&&", "??"))
            return form.Choice(self.span(node), None, tuple(self.expression(part) for part in parts))
        operands = self.chain(node, "binary_expression", (operator.type,) if operator is not None else ())
        values = tuple(self.expression(part) for part in operands if part != node)
        return form.operation(self.span(node), operator.type if operator is not None else "", values)

    def expr_unary_expression(self, node: Node) -> form.Expression:
        operator, argument = node.child_by_field_name("operator"), node.child_by_field_name("argument")
        if operator is not None and operator.type == "delete" and argument is not None:
            return form.removal(self.span(node), self.expression(argument))
        return self.unknown(node)

    def expr_ternary_expression(self, node: Node) -> form.Expression:
        test = self.expression(node.child_by_field_name("condition"))
        values = [node.child_by_field_name(name) for name in ("consequence", "alternative")]
        return form.Choice(self.span(node), test, tuple(self.expression(value) for value in values))

    def expr_assignment_expression(self, node: Node) -> form.Expression:
        target = self.expression(node.child_by_field_name("left"))
        return form.Assigned(self.span(node), target, self.expression(node.child_by_field_name("right")))

    def expr_augmented_assignment_expression(self, node: Node) -> form.Expression:
        target = self.expression(node.child_by_field_name("left"))
        value = self.expression(node.child_by_field_name("right"))
        span = self.span(node)
        joined = form.Concat(span, (target, value)) if self._adds(node) else form.Choice(span, None, (target, value))
        return form.Assigned(span, target, joined)

    @staticmethod
    def _adds(node: Node) -> bool:
        operator = node.child_by_field_name("operator")
        return operator is not None and operator.type == "+="

    # -- functions

    def function(self, node: Node, name: str = "") -> form.Function:
        """A function of any kind."""
        parameter_list = node.child_by_field_name("parameters") or node.child_by_field_name("parameter")
        parameters, before = self._parameters(parameter_list)
        return self.read_later(self.span(node), name, parameters, partial(self._body_of, node, before))

    def _body_of(self, node: Node, before: list[form.Statement]) -> form.Block:
        """The statements of a function, after what sets the names in its parameters."""
        body = node.child_by_field_name("body")
        if body is None:
            return tuple(before)
        if body.type == "statement_block":
            return (*before, *self.block(body.named_children))
        return (*before, form.Return(self.span(body), self.expression(body)))

    def expr_arrow_function(self, node: Node) -> form.Expression:
        if self.cannot_hold_twiml(node):
            return self.opaque(node)
        name = node.child_by_field_name("name")
        return self.function(node, self.source(name) if name is not None else "")

    expr_function_expression = expr_arrow_function
    expr_generator_function = expr_arrow_function

    def _parameters(self, node: Node | None) -> tuple[tuple[form.Parameter, ...], list[form.Statement]]:
        """The parameters, and what sets the names in those that are patterns."""
        if node is None:
            return (), []
        if node.type == "identifier":
            return (form.Parameter(self.source(node)),), []
        parameters: list[form.Parameter] = []
        before: list[form.Statement] = []
        for child in self.inside(node):
            kind = child.child_by_field_name("type")
            pattern = child.child_by_field_name("pattern") or child.child_by_field_name("left") or child
            default = child.child_by_field_name("value") or child.child_by_field_name("right")
            if pattern.type == "this":
                continue
            rest = pattern.type == "rest_pattern" and len(inside := self.inside(pattern)) == 1
            pattern = inside[0] if rest else pattern
            if pattern.type != "identifier":
                before += self._bind(pattern, form.Name(self.span(pattern), self.source(pattern)))
            parameters.append(
                form.Parameter(
                    self.source(pattern),
                    self.source(kind).lstrip(": ") if kind is not None else "",
                    self.expression(default) if default is not None else None,
                    rest=rest,
                )
            )
        return tuple(parameters), before

    # -- declarations

    def stmt_lexical_declaration(self, node: Node) -> Iterable[form.Statement]:
        self.simple(node)
        statements: list[form.Statement] = []
        for child in self.inside(node):
            name, value = child.child_by_field_name("name"), child.child_by_field_name("value")
            if name is None or child.type != "variable_declarator":
                continue
            if name.type != "identifier":
                statements += self._bind(name, self.expression(value) if value is not None else None)
            elif value is not None:
                statements.append(form.Assign(self.span(child), form.Name(self.span(name), self.source(name)),
                                         self.expression(value)))  # fmt: skip
        return statements

    stmt_variable_declaration = stmt_lexical_declaration

    def _bind(self, pattern: Node, value: form.Expression | None) -> list[form.Statement]:
        """What a pattern sets: members by name, everything else to what nobody knows."""
        span = self.span(pattern)
        statements: list[form.Statement] = []
        if value is not None and dotted(value) is None:
            whole = form.Name(span, f"pattern at {span.start}")  # a name that no program can have
            statements, value = [form.Assign(span, whole, value)], whole
        for child in self.inside(pattern):
            target, key, default = self._part(pattern, child)
            part: form.Expression = form.Unknown(self.span(child), () if value is None else (value,))
            if key is not None and value is not None:
                part = form.Member(self.span(child), value, *key)
            elif value is not None and pattern.type == "array_pattern" and target == child:
                index = [one.type for one in pattern.children if one.start_byte < child.start_byte].count(",")
                part = form.Item(self.span(child), value, form.Number(self.span(child), str(index)))
            if default is not None:
                part = form.Choice(self.span(child), None, (part, self.expression(default)))
            if target.type in ("object_pattern", "array_pattern"):
                statements += self._bind(target, part)
            elif target.type in ("identifier", "shorthand_property_identifier_pattern"):
                statements.append(
                    form.Assign(self.span(child), form.Name(self.span(target), self.source(target)), part)
                )
        return statements

    def _part(self, pattern: Node, child: Node) -> tuple[Node, tuple[str, Span] | None, Node | None]:
        """What one part of a pattern sets, the member that it takes, if it is one, and its default."""
        target, key, default = child, None, None
        if pattern.type == "object_pattern":
            if child.type == "pair_pattern":
                target = child.child_by_field_name("value") or child
                key = self._key(child.child_by_field_name("key"))
            elif child.type == "shorthand_property_identifier_pattern":
                key = self._key(child)
            elif child.type == "object_assignment_pattern":  # { name = "nobody" }
                target = child.child_by_field_name("left") or child
                key, default = self._key(target), child.child_by_field_name("right")
        while target.type in ("assignment_pattern", "object_assignment_pattern", "rest_pattern"):
            inner = target.child_by_field_name("left") or (self.inside(target) or [target])[0]
            target, key = inner, None
            if inner == target and not self.inside(target):
                break
        return target, key, default

    def stmt_function_declaration(self, node: Node) -> Iterable[form.Statement]:
        if self.cannot_hold_twiml(node):
            return ()
        name = node.child_by_field_name("name")
        return (self.function(node, self.source(name) if name is not None else ""),)

    stmt_generator_function_declaration = stmt_function_declaration

    def stmt_class_declaration(self, node: Node) -> Iterable[form.Statement]:
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        members: list[form.Statement] = []
        for child in self.inside(body) if body is not None else []:
            if child.type == "method_definition":
                members += self.stmt_function_declaration(child)
            elif child.type in ("field_definition", "public_field_definition"):
                value = child.child_by_field_name("value")
                field = child.child_by_field_name("name") or child.child_by_field_name("property")
                if value is not None and field is not None:
                    target = form.Name(self.span(field), self.source(field))
                    members.append(form.Assign(self.span(child), target, self.expression(value)))
            elif child.type == "class_static_block":
                members += self.block(child.named_children)
        return (form.Class(self.span(node), self.source(name) if name is not None else "", (), tuple(members)),)

    stmt_abstract_class_declaration = stmt_class_declaration
    stmt_class = stmt_class_declaration

    def expr_class(self, node: Node) -> form.Expression:
        # a class as a value: its methods are functions like any other
        statements = self.stmt_class_declaration(node)
        methods = [member for statement in statements if isinstance(statement, form.Class) for member in statement.body]
        values = [m if isinstance(m, form.Function) else m.value for m in methods
                  if isinstance(m, form.Function | form.Assign)]  # fmt: skip
        return form.Unknown(self.span(node), tuple(values))

    def stmt_enum_declaration(self, node: Node) -> Iterable[form.Statement]:
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        if name is None or body is None:
            return ()
        entries: list[form.Entry] = []
        for child in self.inside(body):
            key, value = self._key(child.child_by_field_name("name")), child.child_by_field_name("value")
            if key is not None and value is not None:
                entries.append(form.Entry(*key, self.expression(value)))
        members = form.Mapping(self.span(node), tuple(entries), False)
        return (form.Assign(self.span(node), form.Name(self.span(name), self.source(name)), members),)

    def stmt_import_statement(self, node: Node) -> Iterable[form.Statement]:
        clauses = ("import_clause", "import_require_clause")  # the latter: import name = require("module")
        clause = next((child for child in node.named_children if child.type in clauses), None)
        source = node.child_by_field_name("source") or (clause.child_by_field_name("source") if clause else None)
        key = self._key(source) if source is not None else None
        if clause is None or key is None:
            return ()
        imports: list[form.Statement] = []
        for child in self.inside(clause):
            if child.type == "identifier":
                imports.append(form.Import(self.span(child), self.source(child), key[0]))
            elif child.type == "namespace_import":
                imports += [form.Import(self.span(name), self.source(name), key[0]) for name in self.inside(child)]
            elif child.type == "named_imports":
                imports += self._imported(child, key[0])
        return imports

    def _imported(self, node: Node, module: str) -> Iterable[form.Statement]:
        for child in self.inside(node):
            name = child.child_by_field_name("name")
            alias = child.child_by_field_name("alias") or name
            if name is not None and alias is not None:
                member = self.source(name)
                yield form.Import(self.span(child), self.source(alias), module, "" if member == "default" else member)

    def stmt_export_statement(self, node: Node) -> Iterable[form.Statement]:
        statements: list[form.Statement] = []
        for child in self.inside(node):
            if child.type not in ("export_clause", "namespace_export", "string"):
                statements += self.statement(child)
        return statements

    stmt_ambient_declaration = stmt_export_statement

    def _nothing(self, _node: Node) -> Iterable[form.Statement]:
        return ()

    stmt_interface_declaration = _nothing
    stmt_type_alias_declaration = _nothing
    stmt_function_signature = _nothing
    stmt_empty_statement = _nothing
    stmt_hash_bang_line = _nothing

    def stmt_import_alias(self, node: Node) -> Iterable[form.Statement]:
        """``import VoiceResponse = twilio.twiml.VoiceResponse``"""
        inside = self.inside(node)
        if len(inside) != 2:
            return ()
        name, value = inside
        target = form.Name(self.span(name), self.source(name))
        return (form.Assign(self.span(node), target, self.expression(value)),)

    def stmt_statement_block(self, node: Node) -> Iterable[form.Statement]:
        return self.block(node.named_children)

    def stmt_labeled_statement(self, node: Node) -> Iterable[form.Statement]:
        body = node.child_by_field_name("body")
        return self.statement(body) if body is not None else ()

    def stmt_internal_module(self, node: Node) -> Iterable[form.Statement]:
        return self._body(node.child_by_field_name("body"))

    stmt_module = stmt_internal_module

    # -- statements

    def stmt_expression_statement(self, node: Node) -> Iterable[form.Statement]:
        inside = self.inside(node)
        if not inside:
            return ()
        if inside[0].type == "internal_module":
            return self.statement(inside[0])
        self.simple(node)
        return self._done(inside[0])

    def _done(self, node: Node) -> Iterable[form.Statement]:
        """An expression that is evaluated for what it does, as statements where it has branches."""
        while node.type == "parenthesized_expression" and self.inside(node):
            node = self.inside(node)[0]
        span = self.span(node)
        if node.type == "sequence_expression":
            return tuple(statement for child in self._flat(node) for statement in self._done(child))
        if node.type == "ternary_expression":
            test = node.child_by_field_name("condition")
            ways = [node.child_by_field_name(name) for name in ("consequence", "alternative")]
            bodies = [tuple(self._nested(way)) for way in ways]
            return (form.If(span, (self._branch(test, bodies[0]), form.Branch(None, "", bodies[1]))),)
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator")
        if left is None or right is None:
            return (form.Do(span, self.expression(node)),)
        if node.type == "binary_expression" and operator is not None and operator.type in ("&&", "||", "??"):
            return (self.either(span, operator.type, left, tuple(self._nested(right))),)
        if node.type == "assignment_expression":
            if left.type in ("object_pattern", "array_pattern"):
                return self._bind(left, self.expression(right))
            return (form.Assign(span, self.expression(left), self.expression(right)),)
        if node.type == "augmented_assignment_expression" and self._adds(node):
            return (form.Augment(span, self.expression(left), self.expression(right)),)
        return (form.Do(span, self.expression(node)),)

    def _nested(self, node: Node | None) -> Iterable[form.Statement]:
        if node is None:
            return ()
        if self.depth > OPERATORS:
            return (form.Do(self.span(node), self.opaque(node)),)
        self.depth += 1
        try:
            return self._done(node)
        finally:
            self.depth -= 1

    def _flat(self, node: Node) -> list[Node]:
        """The expressions between commas, however the grammar nests them."""
        expressions: list[Node] = []
        pending = [node]
        while pending:
            part = pending.pop()
            if part.type == "sequence_expression":
                pending.extend(reversed(self.inside(part)))
            else:
                expressions.append(part)
        return expressions

    def stmt_throw_statement(self, node: Node) -> Iterable[form.Statement]:
        inside = self.inside(node)
        return (form.Leave(self.simple(node), "raise", self.expression(inside[0]) if inside else None),)

    def stmt_if_statement(self, node: Node) -> Iterable[form.Statement]:
        branches: list[form.Branch] = []
        clause: Node | None = node
        while clause is not None and clause.type == "if_statement":
            body = self._body(clause.child_by_field_name("consequence"))
            branches.append(self._branch(clause.child_by_field_name("condition"), body))
            otherwise = clause.child_by_field_name("alternative")
            after = self.inside(otherwise) if otherwise is not None else []
            clause = after[0] if after else None
        if clause is not None:
            branches.append(form.Branch(None, "", self._body(clause)))
        return (form.If(self.span(node), tuple(branches)),)

    def stmt_for_in_statement(self, node: Node) -> Iterable[form.Statement]:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        names = tuple(self._names_of(left)) if left is not None else ()
        over = self.expression(right)
        body = self._body(node.child_by_field_name("body"))
        source = f"{self.source(left)} in {self.source(right)}" if left is not None and right is not None else ""
        return (form.Loop(self.span(node), source, body, names, over),)

    def _names_of(self, node: Node) -> Iterable[str]:
        if node.type in ("identifier", "shorthand_property_identifier_pattern"):
            yield self.source(node)
        for child in self.inside(node):
            yield from self._names_of(child)

    def stmt_for_statement(self, node: Node) -> Iterable[form.Statement]:
        statements: list[form.Statement] = []
        first = node.child_by_field_name("initializer")
        if first is not None:
            statements += self.statement(first)
        condition = node.child_by_field_name("condition")
        step = node.child_by_field_name("increment")
        body = self._body(node.child_by_field_name("body"))
        if step is not None:
            body = (*body, *self._nested(step))
        test = self.expression(condition) if condition is not None else None
        statements.append(
            form.Loop(self.span(node), self.source(condition) if condition is not None else "", body, (), test)
        )
        return statements

    # -- what holds program text but no strings of interest

    def expr_jsx_element(self, node: Node) -> form.Expression:
        """Markup of a page; only the expressions in it are program."""
        inner: list[form.Expression] = []
        pending = [node]
        while pending:
            part = pending.pop()
            if part.type == "jsx_expression":
                inner += [self.expression(child) for child in self.inside(part)]
            else:
                pending.extend(reversed(self.inside(part)))
        return form.Unknown(self.span(node), tuple(inner))

    expr_jsx_self_closing_element = expr_jsx_element
    expr_jsx_fragment = expr_jsx_element

    def expr_regex(self, node: Node) -> form.Expression:
        """A pattern; one of characters that have to be escaped in markup is a list of them."""
        match = _SPECIAL.match(self.source(node))
        if match is None:
            return form.Unknown(self.span(node))
        start = self.span(node).start
        pieces = [Piece(one[0], start + one.start(), start + one.end()) for one in _ONE_SPECIAL.finditer(match[0])]
        characters = [form.String(self.span(node), (Mapped((piece,)),), True) for piece in pieces]
        return form.Sequence(self.span(node), tuple(characters))

    def expr_type_arguments(self, node: Node) -> form.Expression:
        return form.Unknown(self.span(node))

    expr_type_annotation = expr_type_arguments
