"""Ruby: a file read into the intermediate form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from twimllint.host import form
from twimllint.host.escapes import RUBY_RAW, ruby_double, ruby_single
from twimllint.host.indentation import squiggly
from twimllint.host.mapped import Mapped, Piece
from twimllint.host.ruby_dialect import RubyDialect
from twimllint.host.sitter import Reader
from twimllint.source.span import Span

if TYPE_CHECKING:
    from tree_sitter import Node

dialect = RubyDialect()


def read(text: str) -> form.Program:
    """A Ruby file in the intermediate form."""
    return Ruby(text).program()


#: What a block without parameters calls what it gets.
_IMPLIED = re.compile(r"(?<![\w.@:$])(?:_1|it)\b(?!\s*[:=(\"'])")
#: Calls whose blocks define methods.
_DEFINING = frozenset({"helpers", "included", "class_methods"})
#: What has methods, what has variables of its own, what binds a name, and what names are bound in.
_CLASSES = frozenset({"class", "module", "singleton_class"})
_METHODS = frozenset({"method", "singleton_method", *_CLASSES, "program"})
_AROUND_METHODS = frozenset({"method", "singleton_method", "body_statement", "argument_list", "call", "do_block"})
_BINDERS = frozenset({
    "assignment", "operator_assignment", "for", "optional_parameter", "keyword_parameter", "splat_parameter",
    "hash_splat_parameter", "block_parameter",
})  # fmt: skip
_LISTS = frozenset({
    "method_parameters", "block_parameters", "lambda_parameters", "destructured_parameter", "left_assignment_list",
    "destructured_left_assignment", "rest_assignment", "exception_variable", "array_pattern", "hash_pattern",
    "in_clause", "keyword_pattern", "as_pattern",
})  # fmt: skip


class Ruby(Reader):
    """Reads Ruby."""

    grammar = ("tree_sitter_ruby", "language")
    comments = ("comment",)
    strings = ("string",)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        #: where each heredoc is opened, and where its body ends
        self.bodies: list[tuple[int, int]] = []
        self.heredocs: dict[int, Node] = self._heredocs() if "<<" in text else {}
        #: the names of the variables of each method that was looked at
        self._variables: dict[int, set[str]] = {}

    # -- strings

    def _heredocs(self) -> dict[int, Node]:
        """The body of each heredoc by the node that opens it: bodies follow in the order of their openings."""
        parts = self.captured("[(heredoc_beginning) (heredoc_body)] @part")
        waiting: list[Node] = []
        by_opening: dict[int, Node] = {}
        for node in sorted(parts, key=lambda node: node.start_byte):
            if node.type == "heredoc_beginning":
                waiting.append(node)
            elif waiting:
                opening = waiting.pop(0)
                by_opening[opening.id] = node
                self.bodies.append((opening.start_byte, node.end_byte))
        return by_opening

    def _holes(self, node: Node) -> list[form.Hole]:
        return [self.hole(child, 2, 1) for child in node.named_children if child.type == "interpolation"]

    def expr_string(self, node: Node) -> form.Expression:
        span = self.span(node)
        if node.has_error or len(node.children) < 2:
            return form.Unknown(span)
        opening, closing = self.source(node.children[0]), self.source(node.children[-1])
        body = Span(span.start + len(opening), span.end - len(closing))
        single = opening == "'" or opening.startswith("%q")
        delimiters = opening[-1] + closing[-1:]
        escapes = ruby_single(delimiters) if single else ruby_double(delimiters)
        return self.literal(span, body, escapes, self._holes(node))

    def expr_bare_string(self, node: Node) -> form.Expression:
        span = self.span(node)
        return self.literal(span, span, ruby_single(" ()[]"))

    def expr_chained_string(self, node: Node) -> form.Expression:
        parts: list[Mapped | form.Hole] = []
        for child in self.inside(node):
            value = self.expression(child)
            if not isinstance(value, form.String):
                return form.Unknown(self.span(node))
            parts.extend(value.parts)
        return form.String(self.span(node), tuple(parts))

    def expr_heredoc_beginning(self, node: Node) -> form.Expression:
        body = self.heredocs.get(node.id)
        end = body.named_children[-1] if body is not None and body.named_children else None
        if body is None or end is None or end.type != "heredoc_end" or body.has_error:
            return form.Unknown(self.span(node))
        written = self.source(node)
        start = self.offset(body.start_byte)
        start += 2 if self.text.startswith("\r\n", start) else 1
        closing = self.offset(end.start_byte)
        last = max(self.text.rfind("\n", start - 1, closing) + 1, start)
        holes = self._holes(body)
        place = Span(start, last)
        dropped = squiggly(self.text, place, [hole.span for hole in holes]) if written.startswith("<<~") else []
        escapes = RUBY_RAW if written.endswith("'") else ruby_double("")
        span = Span(self.offset(node.start_byte), self.offset(end.end_byte))
        return self.literal(span, place, escapes, holes, dropped)

    def simple(self, node: Node) -> Span:
        """The place of a simple statement; a comment above it covers its heredocs, which lie behind it."""
        span = super().simple(node)
        ends = [self.offset(end) for start, end in self.bodies if node.start_byte <= start < node.end_byte]
        if ends:
            self.statements[-1] = Span(span.start, max(span.end, *ends))
        return span

    def stmt_heredoc_body(self, _node: Node) -> Iterable[form.Statement]:
        return ()

    def expr_simple_symbol(self, node: Node) -> form.Expression:
        span = self.span(node)
        return self.literal(span, Span(span.start + 1, span.end), ruby_single(" ,()[]{}"))

    def expr_delimited_symbol(self, node: Node) -> form.Expression:
        span = self.span(node)
        if node.has_error or len(span_text := self.text[span.start : span.end]) < 3:
            return form.Unknown(span)
        quote = span_text[1]
        escapes = ruby_double(quote) if quote == '"' else ruby_single(quote)
        return self.literal(span, Span(span.start + 2, span.end - 1), escapes, self._holes(node))

    def expr_string_array(self, node: Node) -> form.Expression:
        return form.Sequence(self.span(node), tuple(self.expression(child) for child in self.inside(node)))

    expr_symbol_array = expr_string_array
    expr_bare_symbol = expr_bare_string

    # -- other literals

    expr_integer = Reader.integer

    def expr_float(self, node: Node) -> form.Expression:
        return form.Number(self.span(node), self.source(node).replace("_", ""))

    def expr_unary(self, node: Node) -> form.Expression:
        operand = node.child_by_field_name("operand")
        value = self.expression(operand)
        if isinstance(value, form.Number) and self.text[self.offset(node.start_byte)] == "-":
            return form.Number(self.span(node), "-" + value.text)
        sign = self.text[self.offset(node.start_byte)]
        if sign == "+" or (sign == "-" and isinstance(value, form.String)):  # a copy that may grow, one that may not
            return value
        return form.Unknown(self.span(node), (value,))

    def expr_true(self, node: Node) -> form.Expression:
        return form.Boolean(self.span(node), node.type == "true")

    expr_false = expr_true

    def expr_nil(self, node: Node) -> form.Expression:
        return form.Null(self.span(node))

    def expr_array(self, node: Node) -> form.Expression:
        items = self.inside(node)
        whole = all(item.type != "splat_argument" for item in items)
        return form.Sequence(self.span(node), tuple(self.expression(item) for item in items), whole)

    def expr_hash(self, node: Node) -> form.Expression:
        entries: list[form.Entry] = []
        spread: list[form.Expression] = []
        complete = True
        for child in self.inside(node):
            key = self._key(child)
            if key is not None:
                entries.append(form.Entry(*key))
            elif child.type == "hash_splat_argument" and not entries and self.inside(child):
                spread.append(self.expression(self.inside(child)[0]))
            else:
                spread.append(self.unknown(child))
                complete = False
        return form.Mapping(self.span(node), tuple(entries), complete, tuple(spread))

    def _key(self, pair: Node) -> tuple[str, Span, form.Expression] | None:
        """The key of a pair, its place without marks, and the value."""
        key = pair.child_by_field_name("key")
        if pair.type != "pair" or key is None:
            return None
        value_node = pair.child_by_field_name("value")
        span = self.span(key)
        value = self.expression(value_node) if value_node is not None else form.Name(span, self.source(key))
        if key.type == "hash_key_symbol":
            return self.source(key), span, value
        written = self.expression(key)
        if key.type in ("simple_symbol", "string", "delimited_symbol") and isinstance(written, form.String):
            parts = written.parts
            if len(parts) == 1 and isinstance(parts[0], Mapped):
                place = parts[0].place(0, len(parts[0]))
                return parts[0].text, place or span, value
        return None

    # -- names and calls

    def expr_identifier(self, node: Node) -> form.Expression:
        span, name = self.span(node), self.source(node)
        own = self._own(node, name)
        if own is None or name in self._variables_around(node):
            return form.Name(span, name)
        member = self._of_self(span, own)
        return form.Call(span, member, ()) if own == name else member

    @cached_property
    def _methods(self) -> dict[str, set[int]]:
        """The classes and modules that have a method of each name, which is called there without ``self``."""
        return self._by_class("[(method name: (identifier) @name) (singleton_method name: (identifier) @name)]")

    @cached_property
    def _readers(self) -> dict[str, set[int]]:
        """Those that have a method that gives the instance variable of its name."""
        if "attr_" not in self.text:
            return {}
        readers = "(call method: (identifier) @_by arguments: (argument_list (simple_symbol) @name)"
        return self._by_class(f'({readers} (#any-of? @_by "attr_reader" "attr_accessor")))')

    def _by_class(self, pattern: str) -> dict[str, set[int]]:
        by_class: dict[str, set[int]] = {}
        for node in self.captured(pattern):
            owner = node.parent
            while owner is not None and owner.type in _AROUND_METHODS:
                owner = owner.parent
            if owner is not None and owner.type in _CLASSES:
                by_class.setdefault(self.source(node).removeprefix(":"), set()).add(owner.id)
        return by_class

    def _own(self, node: Node, name: str) -> str | None:
        """What the innermost class around a node has under a name: a method, or the variable that one gives."""
        methods, readers = self._methods.get(name, set()), self._readers.get(name, set())
        around = node.parent if methods or readers else None
        while around is not None and around.type not in _CLASSES:
            around = around.parent
        if around is None or around.id not in methods | readers:
            return None
        return name if around.id in methods else f"@{name}"

    def _variables_around(self, node: Node) -> set[str]:
        """The names of what the method around a node, or the class, gets and assigns: no calls of methods."""
        around = node.parent
        while around is not None and around.type not in _METHODS:
            around = around.parent
        if around is None:
            return set()
        known = self._variables.get(around.id)
        if known is None:
            known = self._variables[around.id] = set(self._bound_in(around))
        return known

    def _bound_in(self, around: Node) -> Iterator[str]:
        """The names that are bound somewhere in a node."""
        pending = [around]
        while pending:
            node = pending.pop()
            if node.type in _BINDERS:
                for field in ("left", "name", "pattern"):
                    target = node.child_by_field_name(field)
                    if target is not None:
                        yield from self._names_in(target)
            elif node.type in _LISTS:
                yield from (self.source(child) for child in node.named_children if child.type == "identifier")
            pending.extend(node.named_children)

    def _names_in(self, target: Node) -> Iterator[str]:
        if target.type == "identifier":
            yield self.source(target)
        elif target.type in _LISTS:
            for child in target.named_children:
                yield from self._names_in(child)

    def _of_self(self, span: Span, name: str) -> form.Member:
        """A member of the object that a method belongs to, named without the object."""
        return form.Member(span, form.Name(Span(span.start, span.start), "self"), name, span)

    def expr_constant(self, node: Node) -> form.Expression:
        return form.Name(self.span(node), self.source(node))

    expr_self = expr_constant
    expr_global_variable = expr_constant

    def expr_instance_variable(self, node: Node) -> form.Expression:
        return self._of_self(self.span(node), self.source(node))

    expr_class_variable = expr_instance_variable

    def expr_scope_resolution(self, node: Node) -> form.Expression:
        scope, name = node.child_by_field_name("scope"), node.child_by_field_name("name")
        if name is None:
            return form.Unknown(self.span(node))
        if scope is None:
            return form.Name(self.span(node), self.source(name))
        return form.Member(self.span(node), self.expression(scope), self.source(name), self.span(name))

    def expr_element_reference(self, node: Node) -> form.Expression:
        inside = self.inside(node)
        if len(inside) != 2:
            return self.unknown(node)
        return form.Item(self.span(node), self.expression(inside[0]), self.expression(inside[1]))

    def expr_call(self, node: Node) -> form.Expression:
        method = node.child_by_field_name("method")
        receiver = node.child_by_field_name("receiver")
        argument_list = node.child_by_field_name("arguments")
        block = node.child_by_field_name("block")
        if method is None:
            return self.unknown(node)
        name, name_span = self.source(method), self.span(method)
        arguments = self.arguments(argument_list) if argument_list is not None else []
        if receiver is None:
            own = self._own(node, name) == name
            function: form.Expression = self._of_self(name_span, name) if own else form.Name(name_span, name)
        elif receiver.type == "self" and argument_list is None and self._own(node, name) == f"@{name}":
            return self._of_self(name_span, f"@{name}")
        else:
            value = self.expression(receiver)
            function = form.Member(Span(self.span(receiver).start, name_span.end), value, name, name_span)
        if block is not None:
            arguments.append(form.Argument(self.function(block)))
        span = self.span(node)
        if name == "new" and receiver is not None and self.source(receiver) == "String":
            texts = [argument.value for argument in arguments if argument.name is None and not argument.spread]
            return texts[0] if texts else form.String(span, (Mapped((Piece("", span.end, span.end),)),))
        return form.Call(span, function, tuple(arguments), name == "new")

    def arguments(self, node: Node) -> list[form.Argument]:
        """The arguments of a call; pairs without braces are keywords."""
        arguments: list[form.Argument] = []
        for child in self.inside(node):
            if child.type == "pair":
                key = self._key(child)
                if key is None:
                    arguments.append(form.Argument(self.unknown(child), spread=True))
                else:
                    arguments.append(form.Argument(key[2], key[0], key[1]))
            elif child.type in ("hash_splat_argument", "splat_argument", "block_argument"):
                inner = self.inside(child)
                value = self.expression(inner[0]) if inner else form.Unknown(self.span(child))
                arguments.append(form.Argument(value, spread=True))
            else:
                arguments.append(form.Argument(self.expression(child)))
        return arguments

    def expr_parenthesized_statements(self, node: Node) -> form.Expression:
        inside = self.inside(node)
        return self.expression(inside[0]) if len(inside) == 1 else self.unknown(node)

    # -- operators

    def expr_binary(self, node: Node) -> form.Expression:
        operator = node.child_by_field_name("operator")
        kind = operator.type if operator is not None else ""
        span = self.span(node)
        parts = self.chain(node, "binary", (kind,))
        if kind == "+":
            return form.Concat(span, tuple(self.expression(part) for part in parts))
        if kind in ("||", "or", "&&", "and"):
            return form.Choice(span, None, tuple(self.expression(part) for part in parts))
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if kind == "%" and left is not None and left.type in ("string", "heredoc_beginning", "chained_string"):
            return form.Format(span, self.expression(left), self.expression(right))
        return form.operation(span, kind, tuple(self.expression(part) for part in parts if part != node))

    def expr_conditional(self, node: Node) -> form.Expression:
        test = self.expression(node.child_by_field_name("condition"))
        values = [node.child_by_field_name(name) for name in ("consequence", "alternative")]
        return form.Choice(self.span(node), test, tuple(self.expression(value) for value in values))

    def expr_assignment(self, node: Node) -> form.Expression:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        return form.Assigned(self.span(node), self.expression(left), self.expression(right))

    # -- functions

    def function(self, node: Node, name: str = "") -> form.Function:
        """A method or block."""
        parameter_list = node.child_by_field_name("parameters")
        parameters = (
            tuple(self._parameter(child) for child in self.inside(parameter_list)) if parameter_list is not None else ()
        )
        body = node.child_by_field_name("body")
        if (
            parameter_list is None
            and not name
            and (implied := _IMPLIED.search(self.text, *self.span(node))) is not None
        ):
            parameters = (form.Parameter(implied[0]),)
        return self.read_later(self.span(node), name, parameters, partial(self._body_of, body, returns=bool(name)))

    def _body_of(self, body: Node | None, *, returns: bool) -> form.Block:
        """The statements of a method, whose last one it ``returns``, or of a block."""
        statements = self._body(body)
        return _returning(statements) if returns else statements

    def _parameter(self, node: Node) -> form.Parameter:
        name = node.child_by_field_name("name")
        default = node.child_by_field_name("value")
        return form.Parameter(
            self.source(name if name is not None else node), "",
            self.expression(default) if default is not None else None,
        )  # fmt: skip

    def expr_lambda(self, node: Node) -> form.Expression:
        body = node.child_by_field_name("body")
        parameter_list = node.child_by_field_name("parameters")
        if body is None:
            return self.unknown(node)
        parameters = (
            tuple(self._parameter(child) for child in self.inside(parameter_list)) if parameter_list is not None else ()
        )
        read = partial(self._body_of, body.child_by_field_name("body"), returns=False)
        return self.read_later(self.span(node), "", parameters, read)

    def expr_do_block(self, node: Node) -> form.Expression:
        return self.function(node)

    expr_block = expr_do_block

    def stmt_method(self, node: Node) -> Iterable[form.Statement]:
        name = node.child_by_field_name("name")
        if self.cannot_hold_twiml(node):
            return ()
        return (self.function(node, self.source(name) if name is not None else "?"),)

    stmt_singleton_method = stmt_method

    def stmt_class(self, node: Node) -> Iterable[form.Statement]:
        name = node.child_by_field_name("name")
        body = self._body(node.child_by_field_name("body"))
        return (form.Class(self.span(node), self.source(name) if name is not None else "", (), body),)

    stmt_module = stmt_class
    stmt_singleton_class = stmt_class

    # -- statements

    def statement(self, node: Node) -> Iterable[form.Statement]:
        """A statement; one that is no block of others may be covered by a comment above it."""
        if node.type in ("call", "assignment", "operator_assignment", "return", "binary"):
            self.simple(node)
        return super().statement(node)

    def _body(self, node: Node | None) -> form.Block:
        """The statements in a body; ``rescue`` and ``ensure`` among them guard those before."""
        if node is None:
            return ()
        if node.type in ("then", "else", "do", "body_statement", "block_body", "begin_block", "ensure", "begin"):
            return self._guarded(node)
        return self.block([node])

    def _guarded(self, node: Node) -> form.Block:
        plain: list[Node] = []
        handlers: list[form.Block] = []
        otherwise: form.Block = ()
        final: form.Block = ()
        for child in node.named_children:
            if child.type == "rescue":
                handlers.append(self._body(child.child_by_field_name("body")))
            elif child.type == "ensure":
                final = self.block(child.named_children)
            elif child.type == "else":
                otherwise = self.block(child.named_children)
            else:
                plain.append(child)
        body = self.block(plain)
        if not handlers and not final:
            return (*body, *otherwise)
        return (form.Try(self.span(node), (*body, *otherwise), tuple(handlers), final),)

    def stmt_begin(self, node: Node) -> Iterable[form.Statement]:
        return self._guarded(node)

    def stmt_parenthesized_statements(self, node: Node) -> Iterable[form.Statement]:
        return self.block(node.named_children)

    def stmt_assignment(self, node: Node) -> Iterable[form.Statement]:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        return (form.Assign(self.span(node), self.expression(left), self.expression(right)),)

    def stmt_operator_assignment(self, node: Node) -> Iterable[form.Statement]:
        target = self.expression(node.child_by_field_name("left"))
        value = self.expression(node.child_by_field_name("right"))
        operator = node.child_by_field_name("operator")
        span = self.span(node)
        if operator is not None and operator.type == "+=":
            return (form.Augment(span, target, value),)
        return (form.Assign(span, target, form.Choice(span, None, (target, value))),)

    def stmt_binary(self, node: Node) -> Iterable[form.Statement]:
        operator = node.child_by_field_name("operator")
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        kind = operator.type if operator is not None else ""
        span = self.span(node)
        if left is not None and right is not None:
            if kind in ("&&", "and", "||", "or"):
                return (self.either(span, kind, left, tuple(self.statement(right))),)
            if kind == "<<":
                return (form.Augment(span, self.expression(left), self.expression(right)),)
        return (form.Do(span, self.expression(node)),)

    def _branch(self, test: Node | None, body: form.Block, negated: bool = False) -> form.Branch:
        branch = super()._branch(test, body)
        if negated:
            branch.source = f"not {branch.source}"
        return branch

    def stmt_if(self, node: Node) -> Iterable[form.Statement]:
        branches: list[form.Branch] = []
        clause: Node | None = node
        while clause is not None and clause.type in ("if", "elsif", "unless"):
            body = self._body(clause.child_by_field_name("consequence"))
            branches.append(self._branch(clause.child_by_field_name("condition"), body, clause.type == "unless"))
            clause = clause.child_by_field_name("alternative")
        if clause is not None:
            branches.append(form.Branch(None, "", self._body(clause)))
        return (form.If(self.span(node), tuple(branches)),)

    stmt_unless = stmt_if

    def stmt_if_modifier(self, node: Node) -> Iterable[form.Statement]:
        body = node.child_by_field_name("body")
        done = tuple(self.statement(body)) if body is not None else ()
        test = node.child_by_field_name("condition")
        return (form.If(self.span(node), (self._branch(test, done, node.type == "unless_modifier"),)),)

    stmt_unless_modifier = stmt_if_modifier

    def stmt_conditional(self, node: Node) -> Iterable[form.Statement]:
        ways = [node.child_by_field_name(name) for name in ("consequence", "alternative")]
        bodies = [tuple(self.statement(way)) if way is not None else () for way in ways]
        test = self._branch(node.child_by_field_name("condition"), bodies[0])
        return (form.If(self.span(node), (test, form.Branch(None, "", bodies[1]))),)

    def stmt_case(self, node: Node) -> Iterable[form.Statement]:
        value = node.child_by_field_name("value")
        subject = self.source(value) if value is not None else ""
        branches: list[form.Branch] = []
        for child in self.inside(node):
            if child.type in ("when", "in_clause"):
                tests = [n for n in self.inside(child) if n.type == "pattern" or n.type.endswith("pattern")]
                source = ", ".join(self.source(test) for test in tests)
                body = self._body(child.child_by_field_name("body"))
                test = form.Unknown(self.span(child), tuple(self.unknown(test) for test in tests))
                branches.append(form.Branch(test, f"{subject} == {source}" if subject else source, body))
            elif child.type == "else":
                branches.append(form.Branch(None, "", self._body(child)))
        before = (form.Do(self.span(value), self.expression(value)),) if value is not None else ()
        return (*before, form.If(self.span(node), tuple(branches)))

    stmt_case_match = stmt_case

    def stmt_while(self, node: Node) -> Iterable[form.Statement]:
        condition = node.child_by_field_name("condition")
        source = self.source(condition) if condition is not None else ""
        body = self._body(node.child_by_field_name("body"))
        return (form.Loop(self.span(node), source, body, (), self.expression(condition)),)

    stmt_until = stmt_while
    stmt_while_modifier = stmt_while
    stmt_until_modifier = stmt_while

    def stmt_for(self, node: Node) -> Iterable[form.Statement]:
        pattern, value = node.child_by_field_name("pattern"), node.child_by_field_name("value")
        source = self.source(pattern) if pattern is not None else ""
        over = self.inside(value)[0] if value is not None and self.inside(value) else None
        names = tuple(name.strip() for name in source.split(","))
        head = f"{source} in {self.source(over)}" if over is not None else source
        body = self._body(node.child_by_field_name("body"))
        return (form.Loop(self.span(node), head, body, names, self.expression(over)),)

    def stmt_return(self, node: Node) -> Iterable[form.Statement]:
        inside = self.inside(node)
        returned = self.inside(inside[0]) if inside else []
        value = self.expression(returned[0]) if len(returned) == 1 else self.unknown(node) if returned else None
        return (form.Return(self.span(node), value),)

    def stmt_break(self, node: Node) -> Iterable[form.Statement]:
        given = (form.Do(self.span(node), self.unknown(node)),) if self.inside(node) else ()
        return (*given, form.Leave(self.span(node), "break" if node.type == "break" else "continue"))

    stmt_next = stmt_break

    def _defined_in(self, call: Node) -> list[Node]:
        """What a call defines: the method that ``private`` gets, those in a block of ``helpers``."""
        method, arguments = call.child_by_field_name("method"), call.child_by_field_name("arguments")
        if method is None or call.child_by_field_name("receiver") is not None:
            return []
        block = call.child_by_field_name("block")
        body = block.child_by_field_name("body") if block is not None else None
        if body is not None and self.source(method) in _DEFINING:
            return body.named_children
        given = self.inside(arguments) if arguments is not None else []
        return [child for child in given if child.type in ("method", "singleton_method")]

    def stmt_call(self, node: Node) -> Iterable[form.Statement]:
        span = self.span(node)
        defined = self._defined_in(node)
        if defined:
            return self.block(defined)
        value = self.expression(node)
        if isinstance(value, form.Call) and isinstance(value.function, form.Name):
            if value.function.id in ("raise", "fail", "abort"):
                return (form.Leave(span, "raise", form.Unknown(span, tuple(a.value for a in value.arguments))),)
            if value.function.id == "halt":
                values = tuple(argument.value for argument in value.arguments)
                return (form.Return(span, form.Unknown(span, values) if len(values) != 1 else values[0]),)
        return (form.Do(span, value),)


def _returning(body: form.Block) -> form.Block:
    """A method's body with its last expression as what it returns."""
    if not body:
        return body
    last = body[-1]
    if isinstance(last, form.Assign):
        return (*body, form.Return(last.span, last.target))
    if isinstance(last, form.Do):
        last = form.Return(last.span, last.value)
    elif isinstance(last, form.If):
        last = form.If(last.span, tuple([replace(branch, body=_returning(branch.body)) for branch in last.branches]))
    elif isinstance(last, form.Try) and not last.final:
        last = form.Try(last.span, _returning(last.body), tuple(_returning(h) for h in last.handlers), last.final)
    return (*body[:-1], last)
