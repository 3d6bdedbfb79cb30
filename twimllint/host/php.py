"""PHP: a file read into the intermediate form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from twimllint.host import form
from twimllint.host.braces import BraceReader
from twimllint.host.escapes import PHP_DOUBLE, PHP_HEREDOC, PHP_NOWDOC, PHP_SINGLE, Escapes
from twimllint.host.indentation import counted
from twimllint.host.mapped import Mapped
from twimllint.host.php_dialect import PhpDialect
from twimllint.source.span import Span

if TYPE_CHECKING:
    from tree_sitter import Node

dialect = PhpDialect()
_LINE_END = re.compile(r"(?:\r?\n)?")
#: A text between tags, and what ends before one in the grammar, though the text is still in it.
_TEXT = "text_interpolation"
_ENDS_BEFORE_TEXT = ("colon_block", "else_if_clause", "else_clause", "case_statement", "default_statement")


def read(text: str) -> form.Program:
    """A PHP file in the intermediate form."""
    return Php(text).program()


class Php(BraceReader):
    """Reads PHP and the text around it."""

    grammar = ("tree_sitter_php", "language_php")
    blocks = ("compound_statement", "colon_block")
    strings = ("string", "encapsed_string", "heredoc", "nowdoc")
    switch_value, equals = "condition", "=="
    #: whether the tag before the next statement is ``<?=``
    prints_next = False

    @cached_property
    def loses_texts(self) -> bool:
        """Whether the grammar does not say where a text belongs: then nobody knows what comes after what."""
        return "?>" in self.text and any(self._is_misplaced(node) for node in self._interpolations())

    # -- strings

    def expr_string(self, node: Node) -> form.Expression:
        span = self.span(node)
        if node.has_error:
            return form.Unknown(span)
        start = self.text.index("'", span.start)
        return self.literal(span, Span(start + 1, span.end - 1), PHP_SINGLE)

    def expr_encapsed_string(self, node: Node) -> form.Expression:
        span = self.span(node)
        if node.has_error:
            return form.Unknown(span)
        start = self.text.index('"', span.start)
        return self.literal(span, Span(start + 1, span.end - 1), PHP_DOUBLE, self._holes(node))

    def _holes(self, node: Node) -> list[form.Hole]:
        """The variables in a string: ``$name``, ``$name[0]``, ``$name->part``, and all of it in braces."""
        holes = []
        for child in node.named_children:
            if child.type in ("string_content", "escape_sequence"):
                continue
            span = self.span(child)
            braced = self.text[span.start - 1] == "{" and self.text[span.end : span.end + 1] == "}"
            place = Span(span.start - 1, span.end + 1) if braced else span
            holes.append(form.Hole(place, self.expression(child), self.source(child)))
        return holes

    def expr_heredoc(self, node: Node) -> form.Expression:
        return self._heredoc(node, PHP_HEREDOC)

    def expr_nowdoc(self, node: Node) -> form.Expression:
        return self._heredoc(node, PHP_NOWDOC)

    def _heredoc(self, node: Node, escapes: Escapes) -> form.Expression:
        span = self.span(node)
        opening = node.child_by_field_name("identifier")
        value, closing = node.child_by_field_name("value"), node.child_by_field_name("end_tag")
        if node.has_error or opening is None or closing is None:
            return form.Unknown(span)
        start = self.text.find("\n", self.offset(opening.end_byte)) + 1
        # the marker's node may begin at the line end before it
        end = span.end - len(self.source(closing).lstrip())
        line = self.text.rfind("\n", start - 1, end) + 1
        last = line - 1 - (line > 1 and self.text[line - 2] == "\r")
        body = Span(start, max(last, start))
        holes = self._holes(value) if value is not None and escapes is PHP_HEREDOC else []
        dropped = counted(end - line)(self.text, body, [hole.span for hole in holes])
        return self.literal(span, body, escapes, holes, dropped)

    # -- other literals

    expr_integer = BraceReader.integer

    def expr_unary_op_expression(self, node: Node) -> form.Expression:
        """A number below zero; what other operators make is not known."""
        argument, operator = node.child_by_field_name("argument"), self.source(node)[:1]
        value = self.expression(argument) if argument is not None else None
        if operator == "-" and isinstance(value, form.Number):
            return form.Number(self.span(node), f"-{value.text}")
        return self.unknown(node)

    def expr_boolean(self, node: Node) -> form.Expression:
        return form.Boolean(self.span(node), self.source(node).lower() == "true")

    def expr_null(self, node: Node) -> form.Expression:
        return form.Null(self.span(node))

    def expr_array_creation_expression(self, node: Node) -> form.Expression:
        entries: list[form.Entry] = []
        items: list[form.Expression] = []
        complete = True
        for child in self.inside(node):
            inside = self.inside(child)
            if child.type != "array_element_initializer" or len(inside) > 2 or not inside:
                complete = False
                items.append(self.expression(child))
            elif len(inside) == 1:
                complete = complete and inside[0].type != "variadic_unpacking"
                items.append(self.expression(inside[0]))
            elif (key := self._key(inside[0])) is not None:
                entries.append(form.Entry(*key, self.expression(inside[1])))
            else:
                complete = False
                items += [self.expression(part) for part in inside]
        span = self.span(node)
        if entries or not items:
            return form.Mapping(span, tuple(entries), complete and not items, tuple(items))
        return form.Sequence(span, tuple(items), complete)

    def _key(self, node: Node) -> tuple[str, Span] | None:
        value = self.expression(node) if node.type in ("string", "encapsed_string") else None
        if isinstance(value, form.String) and len(value.parts) == 1 and isinstance(value.parts[0], Mapped):
            text = value.parts[0]
            return text.text, text.place(0, len(text)) or value.span
        return None

    # -- names and calls

    def expr_variable_name(self, node: Node) -> form.Expression:
        return form.Name(self.span(node), self.source(node))

    expr_name = expr_variable_name
    expr_relative_scope = expr_variable_name

    def expr_qualified_name(self, node: Node) -> form.Expression:
        r"""``Twilio\TwiML\VoiceResponse``, with or without a first backslash, as members of its first part."""
        span = self.span(node)
        rooted = self.text[span.start] == "\\"
        offset = span.start + rooted
        value: form.Expression | None = None
        for part in self.text[offset : span.end].split("\\"):
            name = part.strip()
            place = Span(offset, offset + len(part))
            if value is None:
                value = form.Name(place, "\\" + name if rooted else name)
            else:
                value = form.Member(Span(span.start, place.end), value, name, place)
            offset = place.end + 1
        return value or form.Unknown(span)

    def expr_member_access_expression(self, node: Node) -> form.Expression:
        owner, name = node.child_by_field_name("object"), node.child_by_field_name("name")
        if name is None or name.type != "name":
            return self.unknown(node)
        return form.Member(self.span(node), self.expression(owner), self.source(name), self.span(name))

    expr_nullsafe_member_access_expression = expr_member_access_expression

    def expr_class_constant_access_expression(self, node: Node) -> form.Expression:
        inside = self.inside(node)
        if len(inside) != 2:
            return self.unknown(node)
        value = self.expression(inside[0])
        return form.Member(self.span(node), value, self.source(inside[1]), self.span(inside[1]))

    expr_scoped_property_access_expression = expr_class_constant_access_expression

    def expr_subscript_expression(self, node: Node) -> form.Expression:
        inside = self.inside(node)
        if len(inside) != 2:
            return self.unknown(node)
        return form.Item(self.span(node), self.expression(inside[0]), self.expression(inside[1]))

    def expr_function_call_expression(self, node: Node) -> form.Expression:
        function, argument_list = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        arguments = self.arguments(argument_list)
        return form.Call(self.span(node), self.expression(function), arguments)

    def expr_member_call_expression(self, node: Node) -> form.Expression:
        owner, name = node.child_by_field_name("object"), node.child_by_field_name("name")
        owner = owner or node.child_by_field_name("scope")
        if name is None or name.type != "name" or owner is None:
            return self.unknown(node)
        member = Span(self.offset(owner.start_byte), self.offset(name.end_byte))
        function = form.Member(member, self.expression(owner), self.source(name), self.span(name))
        return form.Call(self.span(node), function, self.arguments(node.child_by_field_name("arguments")))

    expr_nullsafe_member_call_expression = expr_member_call_expression
    expr_scoped_call_expression = expr_member_call_expression

    def expr_object_creation_expression(self, node: Node) -> form.Expression:
        inside = self.inside(node)
        name = inside[0] if inside else None
        if name is None or name.type not in ("name", "qualified_name"):
            return self.unknown(node)
        argument_list = next((child for child in inside if child.type == "arguments"), None)
        return form.Call(self.span(node), self.expression(name), self.arguments(argument_list), True)

    def arguments(self, node: Node | None) -> tuple[form.Argument, ...]:
        """The arguments of a call."""
        arguments = []
        for child in self.inside(node) if node is not None else []:
            inside = self.inside(child)
            name = child.child_by_field_name("name")
            if child.type != "argument" or not inside:
                arguments.append(form.Argument(self.unknown(child), spread=True))
            elif inside[-1].type == "variadic_unpacking":
                arguments.append(form.Argument(self.unknown(inside[-1]), spread=True))
            elif name is not None and len(inside) > 1:
                arguments.append(form.Argument(self.expression(inside[-1]), self.source(name), self.span(name)))
            else:
                arguments.append(form.Argument(self.expression(inside[-1])))
        return tuple(arguments)

    def expr_parenthesized_expression(self, node: Node) -> form.Expression:
        inside = self.inside(node)
        return self.expression(inside[-1]) if inside else form.Unknown(self.span(node))

    expr_error_suppression_expression = expr_parenthesized_expression

    def expr_print_intrinsic(self, node: Node) -> form.Expression:
        inside = self.inside(node)
        span = self.span(node)
        return self._printed(span, (self.expression(inside[-1]),)) if inside else form.Unknown(span)

    def expr_cast_expression(self, node: Node) -> form.Expression:
        """``(string) $response`` writes a response as text; other casts are taken for functions too."""
        inside = self.inside(node)
        span = self.span(node)
        is_text = self.source(node).lstrip("( \t").lower().startswith(("string", "binary"))
        function = form.Name(Span(span.start, span.start), "strval" if is_text else "intval")
        return (
            form.Call(span, function, (form.Argument(self.expression(inside[-1])),)) if inside else form.Unknown(span)
        )

    expr_clone_expression = BraceReader.unknown

    # -- operators

    def expr_binary_expression(self, node: Node) -> form.Expression:
        operator = node.child_by_field_name("operator")
        kind = operator.type if operator is not None else ""
        parts = self.chain(node, "binary_expression", (kind,))
        span = self.span(node)
        if kind == ".":
            return form.Concat(span, tuple(self.expression(part) for part in parts))
        if kind in ("||", "&&", "??", "or", "and"):
            return form.Choice(span, None, tuple(self.expression(part) for part in parts))
        return form.operation(span, kind, tuple(self.expression(part) for part in parts if part != node))

    def expr_conditional_expression(self, node: Node) -> form.Expression:
        test = node.child_by_field_name("condition")
        body = node.child_by_field_name("body") or test
        values = (self.expression(body), self.expression(node.child_by_field_name("alternative")))
        return form.Choice(self.span(node), self.expression(test), values)

    def expr_assignment_expression(self, node: Node) -> form.Expression:
        target = self.expression(node.child_by_field_name("left"))
        return form.Assigned(self.span(node), target, self.expression(node.child_by_field_name("right")))

    # -- functions

    def function(self, node: Node, name: str = "") -> form.Function:
        """A function, method or closure."""
        parameter_list = node.child_by_field_name("parameters")
        parameters = []
        for child in self.inside(parameter_list) if parameter_list is not None else []:
            variable, kind = child.child_by_field_name("name"), child.child_by_field_name("type")
            default = child.child_by_field_name("default_value")
            parameters.append(
                form.Parameter(
                    self.source(variable) if variable is not None else "",
                    self.source(kind) if kind is not None else "",
                    self.expression(default) if default is not None else None,
                )
            )
        return self.read_later(self.span(node), name, tuple(parameters), partial(self._body_of, node))

    def _body_of(self, node: Node) -> form.Block:
        """The statements of a function; an expression in their place is returned."""
        body = node.child_by_field_name("body")
        if body is not None and body.type != "compound_statement":
            return (form.Return(self.span(body), self.expression(body)),)
        return self._body(body)

    def expr_anonymous_function(self, node: Node) -> form.Expression:
        return self.opaque(node) if self.cannot_hold_twiml(node) else self.function(node)

    expr_anonymous_function_creation_expression = expr_anonymous_function
    expr_arrow_function = expr_anonymous_function

    def stmt_function_definition(self, node: Node) -> Iterable[form.Statement]:
        name = node.child_by_field_name("name")
        if self.cannot_hold_twiml(node):
            return ()
        return (self.function(node, self.source(name) if name is not None else "?"),)

    stmt_method_declaration = stmt_function_definition

    def stmt_class_declaration(self, node: Node) -> Iterable[form.Statement]:
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        members: list[form.Statement] = []
        for child in self.inside(body) if body is not None else []:
            if child.type == "method_declaration":
                members += self.stmt_method_declaration(child)
            elif child.type == "const_declaration":
                members += self.stmt_const_declaration(child)
            elif child.type == "property_declaration":
                members.append(form.Do(self.span(child), self.unknown(child)))
        return (form.Class(self.span(node), self.source(name) if name is not None else "", (), tuple(members)),)

    def stmt_const_declaration(self, node: Node) -> Iterable[form.Statement]:
        """``const VOICE = 'alice', LOOP = 2;``"""
        span = self.simple(node)
        for element in self.inside(node):
            inside = self.inside(element)
            if element.type == "const_element" and len(inside) == 2:
                yield form.Assign(span, self.expression(inside[0]), self.expression(inside[1]))

    def _defined(self, node: Node) -> form.Statement | None:
        """``define('VOICE', 'alice')``."""
        given = node.child_by_field_name("arguments")
        inside = (
            [part for argument in self.inside(given) for part in self.inside(argument)] if given is not None else []
        )
        key = self._key(inside[0]) if len(inside) == 2 else None
        if key is None or not key[0].isidentifier():
            return None
        return form.Assign(self.span(node), form.Name(key[1], key[0]), self.expression(inside[1]))

    stmt_trait_declaration = stmt_class_declaration
    stmt_enum_declaration = stmt_class_declaration

    # -- statements

    def stmt_namespace_use_declaration(self, node: Node) -> Iterable[form.Statement]:
        first = next((child for child in node.named_children if child.type == "namespace_name"), None)
        prefix = self.source(first).strip("\\") if first is not None else ""
        group = node.child_by_field_name("body")
        return [
            statement
            for child in self.inside(group if group is not None else node)
            for statement in self._used(child, prefix)
        ]

    def _used(self, node: Node, prefix: str) -> Iterable[form.Statement]:
        if node.type != "namespace_use_clause":
            return
        alias = node.child_by_field_name("alias")
        written = [child for child in self.inside(node) if child != alias]
        if not written:
            return
        path = "\\".join(part for part in (prefix, self.source(written[0]).strip("\\")) if part)
        module, _, member = path.rpartition("\\")
        name = self.source(alias) if alias is not None else member
        yield form.Import(self.span(node), name, module or member, member if module else "")

    def stmt_namespace_definition(self, node: Node) -> Iterable[form.Statement]:
        return self._body(node.child_by_field_name("body"))

    def _nothing(self, _node: Node) -> Iterable[form.Statement]:
        return ()

    stmt_interface_declaration = _nothing
    stmt_empty_statement = _nothing

    # -- text around the code

    def _interpolations(self) -> list[Node]:
        return self.captured("(text_interpolation) @text")

    def _is_misplaced(self, node: Node) -> bool:
        """Whether nothing says which block a text belongs to."""
        blocks = (*self.blocks, "program", "case_statement", "default_statement")
        if (node.parent is not None and node.parent.type in blocks) or all(c.type != "text" for c in node.children):
            return False
        before = node.prev_sibling
        while before is not None and before.type == _TEXT:
            before = before.prev_sibling
        return before is None or before.type not in _ENDS_BEFORE_TEXT

    @staticmethod
    def _texts_after(node: Node) -> list[Node]:
        """The texts that end a block: ``if (...): ?> text <?php else: ?> text``. The grammar has them after it."""
        texts: list[Node] = []
        while (last := (texts[-1] if texts else node).next_sibling) is not None and last.type == _TEXT:
            texts.append(last)
        return texts

    def _body(self, node: Node | None) -> form.Block:
        if node is None or node.type != "colon_block":
            return super()._body(node)
        clause = node.parent if node.parent is not None and node.parent.type in _ENDS_BEFORE_TEXT else node
        return self.block([*node.named_children, *self._texts_after(clause)])

    def _cases(self, body: Node) -> list[Node]:
        return [case for case in self.inside(body) if case.type != _TEXT]

    def _statements_of(self, case: Node, test: Node | None) -> list[Node]:
        return [*super()._statements_of(case, test), *self._texts_after(case)]

    def stmt_text(self, node: Node) -> Iterable[form.Statement]:
        """The text before the first tag."""
        return self._text_between(0, 0, self.offset(node.end_byte))

    def stmt_php_tag(self, node: Node) -> Iterable[form.Statement]:
        """The first tag; the grammar knows no text of nothing but white space before it."""
        self.prints_next = self.source(node) == "<?="
        start = self.offset(node.start_byte)
        return self._text_between(0, 0, start) if not self.text[:start].strip() else ()

    def stmt_text_interpolation(self, node: Node) -> Iterable[form.Statement]:
        """``?>``, text, and the next tag if there is one; a line end behind ``?>`` is no part of the text."""
        closing, *rest = node.children
        tag = rest[-1] if rest and rest[-1].type == "php_tag" else None
        self.prints_next = tag is not None and self.source(tag) == "<?="
        start = self.offset(closing.end_byte)
        start += len(_LINE_END.match(self.text, start)[0])  # type: ignore[index]
        end = self.offset(tag.start_byte) if tag is not None else len(self.text)
        return self._text_between(self.offset(node.start_byte), start, end)

    def _text_between(self, tag: int, start: int, end: int) -> Iterable[form.Statement]:
        """What prints the text between two places; ``tag`` is where the ``?>`` before it begins.

        A text that is the last of an output has a place of its own: that of the whole output is another one.
        """
        text = self.text[start:end].removeprefix("\ufeff")
        if not text:
            return ()
        value = form.String(Span(end - len(text), end), (Mapped.exactly(text, end - len(text), "<"),), quiet=True)
        span = Span(tag, end)
        return (form.Do(span, self._printed(span, (value,))),)

    # -- expressions that are statements

    def stmt_expression_statement(self, node: Node) -> Iterable[form.Statement]:
        inside = self.inside(node)
        if not inside:
            return ()
        span = self.simple(node)
        if self.prints_next:
            self.prints_next = False
            return (form.Do(span, self._printed(span, (self.expression(inside[0]),))),)
        return self._done(inside[0])

    def _done(self, node: Node) -> Iterable[form.Statement]:
        span = self.span(node)
        function = node.child_by_field_name("function")
        called = self.source(function or node).lower() if (function or node).type == "name" else ""
        if called == "define" and (constant := self._defined(node)) is not None:
            return (constant,)
        if called in ("die", "exit"):
            given = self.arguments(node.child_by_field_name("arguments"))
            value = self._printed(span, (given[0].value,)) if given else None
            return (form.Leave(span, "exit", value),)
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator")
        if node.type == "match_expression":
            return (self._match(node),)
        if left is None or right is None:
            return (form.Do(span, self.expression(node)),)
        if node.type == "assignment_expression":
            owner = self.inside(left)
            if left.type == "subscript_expression" and len(owner) == 1:  # $lines[] = ...
                item = form.Sequence(self.span(right), (self.expression(right),))
                return (form.Augment(span, self.expression(owner[0]), item),)
            return (form.Assign(span, self.expression(left), self.expression(right)),)
        if node.type == "augmented_assignment_expression":
            target, value = self.expression(left), self.expression(right)
            if operator is not None and operator.type == ".=":
                return (form.Augment(span, target, value),)
            return (form.Assign(span, target, form.Unknown(span, (target, value))),)
        if node.type == "binary_expression" and operator is not None and operator.type in ("&&", "and", "||", "or"):
            return (self.either(span, operator.type, left, tuple(self._done(right))),)
        return (form.Do(span, self.expression(node)),)

    def stmt_unset_statement(self, node: Node) -> Iterable[form.Statement]:
        for target in self.inside(node):
            span = self.span(target)
            yield form.Do(span, form.removal(span, self.expression(target)))

    def stmt_echo_statement(self, node: Node) -> Iterable[form.Statement]:
        parts: list[Node] = []
        pending = self.inside(node)[::-1]
        while pending:
            part = pending.pop()
            if part.type == "sequence_expression":
                pending += self.inside(part)[::-1]
            else:
                parts.append(part)
        span = self.simple(node)
        values = tuple(self.expression(part) for part in parts)
        return (form.Do(span, self._printed(span, values)),) if values else ()

    def _printed(self, span: Span, values: tuple[form.Expression, ...]) -> form.Expression:
        """What is printed is written as text: as if ``print`` were a function."""
        value = form.Concat(span, values) if len(values) > 1 else values[0]
        name = "print_r" if self.loses_texts else "print"
        return form.Call(span, form.Name(Span(span.start, span.start), name), (form.Argument(value),))

    def expr_include_expression(self, node: Node) -> form.Expression:
        """``include 'menu.php'``: a call of all that is in that file."""
        arguments = tuple(form.Argument(self.expression(part)) for part in self.inside(node))
        return form.Call(self.span(node), form.Name(self.span(node), "include"), arguments)

    expr_include_once_expression = expr_include_expression
    expr_require_expression = expr_include_expression
    expr_require_once_expression = expr_include_expression

    def stmt_exit_statement(self, node: Node) -> Iterable[form.Statement]:
        """``exit`` writes what it gets, and nothing runs after it."""
        inside = self.inside(node)
        span = self.simple(node)
        value = self._printed(span, (self.expression(inside[0]),)) if inside else None
        return (form.Leave(span, "exit", value),)

    def stmt_throw_expression(self, node: Node) -> Iterable[form.Statement]:
        return (form.Leave(self.span(node), "raise", self.unknown(node)),)

    def stmt_compound_statement(self, node: Node) -> Iterable[form.Statement]:
        return self.block(node.named_children)

    stmt_colon_block = stmt_compound_statement

    def stmt_if_statement(self, node: Node) -> Iterable[form.Statement]:
        body = self._body(node.child_by_field_name("body"))
        branches = [self._branch(node.child_by_field_name("condition"), body)]
        pending = node.children_by_field_name("alternative")
        while pending:
            child = pending.pop(0)
            inner = child.child_by_field_name("body")
            if child.type == "else_if_clause":
                branches.append(self._branch(child.child_by_field_name("condition"), self._body(inner)))
            elif inner is not None and inner.type == "if_statement":
                condition = inner.child_by_field_name("condition")
                branches.append(self._branch(condition, self._body(inner.child_by_field_name("body"))))
                pending = inner.children_by_field_name("alternative")
            else:
                branches.append(form.Branch(None, "", self._body(inner)))
        return (form.If(self.span(node), tuple(branches)),)

    def stmt_foreach_statement(self, node: Node) -> Iterable[form.Statement]:
        body = node.child_by_field_name("body")
        heads = [child for child in self.inside(node) if child != body]
        names = tuple(self._variables(heads[1])) if len(heads) > 1 else ()
        over_source = self.source(heads[0]) if heads else ""
        source = f"{', '.join(names)} in {over_source}" if names else over_source
        over = self.expression(heads[0]) if heads else None
        return (form.Loop(self.span(node), source, self._body(body), names, over),)

    def _variables(self, node: Node) -> Iterable[str]:
        if node.type == "variable_name":
            yield self.source(node)
            return
        for child in self.inside(node):
            yield from self._variables(child)

    def stmt_for_statement(self, node: Node) -> Iterable[form.Statement]:
        body = node.child_by_field_name("body")
        updates = node.children_by_field_name("update")
        heads = [child for child in self.inside(node) if child not in (body, *updates)]
        before = [form.Do(self.span(head), self.expression(head)) for head in heads]
        steps = [form.Do(self.span(update), self.expression(update)) for update in updates]
        condition = node.child_by_field_name("condition")
        source = self.source(condition) if condition is not None else ""
        return (*before, form.Loop(self.span(node), source, (*self._body(body), *steps)))

    def _match(self, node: Node) -> form.Statement:
        """``match``: one of its arms."""
        body = node.child_by_field_name("body")
        branches: list[form.Branch] = []
        for arm in self.inside(body) if body is not None else []:
            value, tests = (
                arm.child_by_field_name("return_expression"),
                arm.child_by_field_name("conditional_expressions"),
            )
            done = tuple(self._done(value)) if value is not None else ()
            source = self.source(tests) if tests is not None else ""
            branches.append(form.Branch(self.unknown(tests) if tests is not None else None, source, done))
        branches.sort(key=lambda branch: branch.test is None)
        return form.If(self.span(node), tuple(branches))
