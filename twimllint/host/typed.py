"""What Java, C# and Go share: their helper libraries are checked by their compilers, so only texts are followed.

A function is read if it holds a literal with markup, or names a constant or function that does. All else is a name that
nothing is known of.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from twimllint.host import form
from twimllint.host.braces import BraceReader
from twimllint.host.mapped import Mapped, Piece
from twimllint.host.switches import switch
from twimllint.source.span import Span

if TYPE_CHECKING:
    from tree_sitter import Node

_LINE_END = re.compile(r"\r\n?|\n")
_WORD = re.compile(r"[A-Za-z_]\w*")
#: ``name = value``, ``name, other = f()``
_ASSIGNED = re.compile(r"(?<!\w)([A-Za-z_]\w*)(?=\s*(?:,\s*[\w.]+\s*){0,3}[+:]?=(?!=))")
#: What declares a constant.
_CONSTANT = re.compile(r"\b(?:const|final|readonly)\b")
_NUMBERS = ("integer_literal", "decimal_integer_literal", "int_literal")
#: Words among the names that a loop sets which are none.
_NO_NAMES = frozenset({"_", "var"})
_ESCAPED = {"\\n": "\n", "\\t": "\t", "\\r": "\r", "\\\\": "\\", "\\'": "'", '\\"': '"'}

#: A name and a value that are declared: the node of the name, that of the value if there is one.
Declared = tuple["Node", "Node | None"]
#: Annotations of parameters that get a field of the request, and the name of the field in them.
_OF_REQUEST = re.compile(r"[@\[,]\s*(?:RequestParam|FormParam|QueryParam|FromForm|FromQuery)\b(?:\s*\(([^()]*)\))?")
_FIELD = re.compile(r"(?:\A|\b(?:value|[nN]ame)\s*=)\s*\"([^\"]*)\"")


def _field_of(annotations: str, name: str) -> str:
    """The field of the request that a parameter gets, by the annotations before it; empty for none."""
    of_request = _OF_REQUEST.search(annotations)
    if of_request is None:
        return ""
    named = _FIELD.search(of_request[1] or "")
    return named[1] if named is not None else name


class TypedReader(BraceReader):
    """Reads a language of declarations and blocks."""

    #: kinds of nodes that declare functions and other bodies, fields, and what these are in
    functions: ClassVar[tuple[str, ...]]
    fields: ClassVar[tuple[str, ...]]
    #: those of the fields that are constants whatever is written before them
    constant_fields: ClassVar[tuple[str, ...]] = ()
    containers: ClassVar[tuple[str, ...]]
    #: a query for the names of what is declared in functions, where scopes do not know all of them
    binders: ClassVar[str] = ""
    #: the one of these that declares a property
    properties: ClassVar[str] = ""
    #: kinds of nodes that name a function of the file when it is called on them
    selves: ClassVar[tuple[str, ...]] = ("this",)
    #: where the literals begin that may hold markup, in bytes and in order
    starts: Sequence[int] = ()

    def program(self) -> form.Program:
        """The whole file: its constants, then its functions, then all else that has literals."""
        self.starts = self._literals()
        self.constants: set[str] = set()
        #: constants that hold other literals, such as the name of a voice
        self.values: set[str] = set()
        self.types: set[str] = set()
        #: where each name is assigned, by the look of it
        self.assignments: dict[str, set[int]] = {}
        #: names of several functions: which of them is called is not known
        self.overloaded: set[str] = set()
        #: fields that any function may assign
        self.changing: set[str] = set()
        body: list[form.Statement] = []
        if self.starts:
            for match in _ASSIGNED.finditer(self.text):
                self.assignments.setdefault(match[1], set()).add(match.start())
            functions, fields, others = self._survey()
            times = Counter(map(self._name, functions))
            self.overloaded = {name for name, number in times.items() if number > 1}
            times = Counter(self.source(name) for field in fields for name, _ in self.declared(field))
            for field in fields:
                body += self._field(field, times)
            for function in self._speaking(functions):
                body += self.statement(function)
            for other in others:
                body += self.statement(other)
            body += self.unread()
        return form.Program(tuple(body), tuple(self.remarks()), tuple(dict.fromkeys(self.statements)))

    # -- what is read at all

    def _literals(self) -> list[int]:
        """Where the string literals begin that may hold markup, in bytes and in order."""
        kinds = " ".join(f"({kind})" for kind in self.strings)
        nodes = self.captured(f"[{kinds}] @string")
        spans = ((node, self.span(node)) for node in nodes)
        return sorted(
            node.start_byte
            for node, span in spans
            if not node.has_error and self.text.find("<", span.start, span.end) >= 0
        )

    def has_markup(self, node: Node) -> bool:
        """Whether a literal in a node may hold markup."""
        index = bisect_left(self.starts, node.start_byte)
        return index < len(self.starts) and self.starts[index] < node.end_byte

    def _survey(self) -> tuple[list[Node], list[Node], list[Node]]:
        """The functions of the file, its fields, and other parts that hold literals with markup, in their order."""
        functions: list[Node] = []
        fields: list[Node] = []
        others: list[Node] = []
        pending = [self.root]
        while pending:
            node = pending.pop()
            name = node.child_by_field_name("name")
            if node.type in self.functions:
                functions.append(node)
            elif node.type in self.fields:
                fields.append(node)
            elif node.type in self.containers:
                declared = self.changing if node.type == self.properties else self.types
                declared |= {self.source(name)} if name is not None else set()
                pending += reversed(node.named_children)
            elif self.has_markup(node):
                others.append(node)
        return functions, fields, others

    def _field(self, field: Node, times: Mapping[str, int]) -> Iterator[form.Statement]:
        """A field: a constant if it is declared as one, or if nothing else in the file assigns what has markup."""
        for name, value in self.declared(field):
            word = self.source(name)
            has_markup = value is not None and self.has_markup(value)
            is_value = value is not None and not has_markup and (value.type in self.strings or value.type in _NUMBERS)
            if value is not None and is_value and times[word] == 1 and self._is_constant(field, name):
                self.values.add(word)
            elif value is None or not has_markup:
                self.changing.add(word)
                continue
            elif self.assignments.get(word, set()) <= {self.span(name).start}:
                self.constants.add(word)
            else:
                self.changing.add(word)
                yield form.Do(self.simple(field), self.expression(value))
                continue
            yield form.Assign(self.simple(field), form.Name(self.span(name), word), self.expression(value))

    def _is_constant(self, field: Node, name: Node) -> bool:
        """Whether a field is declared as a constant."""
        before = self.span(field).start, self.span(name).start
        if field.type not in self.constant_fields and _CONSTANT.search(self.text, *before) is None:
            return False
        return self.source(name) not in self._local_names

    @cached_property
    def _local_names(self) -> frozenset[str]:
        """What parameters, variables and patterns are called: a constant of that name is another one there."""
        nodes = self.captured(self.binders) if self.binders else []
        return frozenset(word for node in nodes for word in _WORD.findall(self.source(node)))

    def _speaking(self, functions: list[Node]) -> list[Node]:
        """The functions that hold markup, or name what does."""
        quiet = [function for function in functions if not self.has_markup(function)]
        speaking = {function.id for function in functions} - {function.id for function in quiet}
        naming: dict[str, list[Node]] = {}
        for function in quiet:
            for word in set(_WORD.findall(self.text, *self.span(function))):
                naming.setdefault(word, []).append(function)
        pending = [*self.constants, *[self._name(function) for function in functions if function.id in speaking]]
        while pending:
            # those that name it are wanted once, however many of the names they hold
            for function in naming.pop(pending.pop(), ()):
                if function.id not in speaking:
                    speaking.add(function.id)
                    pending.append(self._name(function))
        return [function for function in functions if function.id in speaking]

    def _name(self, node: Node) -> str:
        name = node.child_by_field_name("name")
        return self.source(name) if name is not None else ""

    def after_line(self, offset: int) -> int:
        """Where the line after that of an offset begins."""
        match = _LINE_END.search(self.text, offset)
        return match.end() if match else len(self.text)

    # -- functions

    def declared(self, node: Node) -> Iterable[Declared]:
        """The names and values of a declaration."""
        raise NotImplementedError

    def parameters(self, node: Node) -> Iterable[form.Parameter]:
        """The parameters of a function."""
        for child in self.inside(node):
            name, kind = child.child_by_field_name("name"), child.child_by_field_name("type")
            word = self.source(name) if name is not None else self.source(child)
            before = self.text[self.span(child).start : self.span(name).start] if name is not None else ""
            yield form.Parameter(word, self.source(kind) if kind is not None else "", field=_field_of(before, word))

    def function(self, node: Node) -> form.Function:
        """A function, method, or anything else with a body."""
        parameters = node.child_by_field_name("parameters")
        name = self._name(node)
        return form.Function(
            self.span(node),
            "" if name in self.overloaded else name,
            tuple(self.parameters(parameters)) if parameters is not None else (),
            self.body_of(node),
        )

    def body_of(self, node: Node) -> form.Block:
        """The statements of a function; an expression in their place is returned."""
        body = node.child_by_field_name("body")
        if body is None:
            return self.block(self.inside(node))
        if body.type in self.blocks:
            return self._body(body)
        return (form.Return(self.simple(body), self.expression(body)),)

    def stmt_method_declaration(self, node: Node) -> Iterable[form.Statement]:
        return (self.function(node),)

    stmt_constructor_declaration = stmt_method_declaration

    def expr_lambda_expression(self, node: Node) -> form.Expression:
        return self.function(node)

    # -- statements

    def stmt_block(self, node: Node) -> Iterable[form.Statement]:
        return self._body(node)

    def stmt_labeled_statement(self, node: Node) -> Iterable[form.Statement]:
        inside = self.inside(node)
        return self.statement(inside[-1]) if inside else ()

    def stmt_local_variable_declaration(self, node: Node) -> Iterable[form.Statement]:
        span = self.simple(node)
        for name, value in self.declared(node):
            if value is not None:
                yield form.Assign(span, form.Name(self.span(name), self.source(name)), self.expression(value))

    def stmt_expression_statement(self, node: Node) -> Iterable[form.Statement]:
        self.simple(node)
        for child in self.inside(node):
            yield from self.done(child)

    def done(self, node: Node) -> Iterable[form.Statement]:
        """An expression that is a statement."""
        span = self.span(node)
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if node.type == "assignment_expression" and left is not None and right is not None:
            return self.assigned(span, self.operator(node), left, right)
        return (form.Do(span, self.expression(node)),)

    def assigned(self, span: Span, operator: str, left: Node, right: Node) -> Iterable[form.Statement]:
        """``left = right`` and ``left += right``."""
        target, value = self.expression(left), self.expression(right)
        if operator in ("=", ":="):
            return (form.Assign(span, target, value),)
        if operator == "+=":
            return (form.Augment(span, target, value),)
        return (form.Assign(span, target, form.Unknown(span, (target, value))),)

    def operator(self, node: Node) -> str:
        """The operator of an expression, as it is written."""
        operator = node.child_by_field_name("operator")
        return self.source(operator) if operator is not None else ""

    def stmt_if_statement(self, node: Node) -> Iterable[form.Statement]:
        before: list[form.Statement] = []
        branches: list[form.Branch] = []
        rest: Node | None = node
        while rest is not None and rest.type == "if_statement":
            initializer = rest.child_by_field_name("initializer")
            before += self.statement(initializer) if initializer is not None else ()
            body = self._body(rest.child_by_field_name("consequence"))
            branches.append(self._branch(rest.child_by_field_name("condition"), body))
            rest = rest.child_by_field_name("alternative")
        if rest is not None:
            branches.append(self._branch(None, self._body(rest)))
        return (*before, form.If(self.span(node), tuple(branches)))

    def stmt_for_statement(self, node: Node) -> Iterable[form.Statement]:
        """A loop that counts; what begins it is evaluated once."""
        before = [form.Do(self.span(part), self.unknown(part)) for part in node.children_by_field_name("init")]
        return (*before, self.loop(node, (), None))

    def loop(self, node: Node, targets: Iterable[Node], over: Node | None) -> form.Loop:
        """A loop over something."""
        body = node.child_by_field_name("body")
        clause = next((child for child in self.inside(node) if child.type == "for_clause"), node)
        steps = [step for update in clause.children_by_field_name("update") for step in self.done(update)]
        names = [name for target in targets for name in _WORD.findall(self.source(target)) if name not in _NO_NAMES]
        if over is not None:
            source = f"{', '.join(names)} in {self.source(over)}" if names else self.source(over)
            return form.Loop(self.span(node), source, (*self._body(body), *steps), tuple(names), self.expression(over))
        condition = clause.child_by_field_name("condition")
        if condition is None and node.type == "for_statement" and clause is node:  # for more() { ... } of Go
            condition = next((child for child in self.inside(node) if child != body), None)
        return form.Loop(self.span(node), self.source_inside(condition), (*self._body(body), *steps))

    def stmt_throw_statement(self, node: Node) -> Iterable[form.Statement]:
        return (form.Leave(self.simple(node), "raise", self.unknown(node)),)

    def cases(self, node: Node, subject: Node | None, cases: Iterable[form.Branch]) -> Iterable[form.Statement]:
        """A ``switch`` with its cases; unknown where control jumps about in other ways."""
        before = (form.Do(self.span(subject), self.expression(subject)),) if subject is not None else ()
        statement = switch(self.span(node), list(cases))
        return (*before, statement if statement is not None else form.Do(self.span(node), self.opaque(node)))

    def case(self, subject: Node | None, tests: Sequence[Node], body: form.Block, *, falls: bool) -> form.Branch:
        """One case: what it compares the subject with (nothing for the default), and its body."""
        if not tests:
            test, source = None, ""
        else:
            test = form.Unknown(self.span(tests[0]), tuple(self.expression(part) for part in tests))
            words = ", ".join(self.source(part) for part in tests)
            source = f"{self.source_inside(subject)} == {words}" if subject is not None else words
        if not falls and not (body and isinstance(body[-1], form.Leave | form.Return)):
            span = body[-1].span if body else Span(0, 0)
            body = (*body, form.Leave(span, "break"))
        return form.Branch(test, source, body)

    # -- expressions

    def expr_identifier(self, node: Node) -> form.Expression:
        name = self.source(node)
        return form.Unknown(self.span(node)) if name in self.changing else form.Name(self.span(node), name)

    expr_this = expr_identifier

    def expr_parenthesized_expression(self, node: Node) -> form.Expression:
        inside = self.inside(node)
        return self.expression(inside[0]) if len(inside) == 1 else self.unknown(node)

    def expr_binary_expression(self, node: Node) -> form.Expression:
        operator = self.operator(node)
        parts = self.chain(node, "binary_expression", (operator,))
        if len(parts) < 2:
            return self.unknown(node)
        values = tuple(self.expression(part) for part in parts)
        if operator == "+":
            return form.Concat(self.span(node), values)
        span = self.span(node)
        return form.Choice(span, None, values) if operator == "??" else form.operation(span, operator, values)

    def expr_conditional_expression(self, node: Node) -> form.Expression:
        test = node.child_by_field_name("condition")
        values = [node.child_by_field_name(name) for name in ("consequence", "alternative")]
        return form.Choice(self.span(node), self.expression(test), tuple(self.expression(value) for value in values))

    expr_ternary_expression = expr_conditional_expression

    def expr_assignment_expression(self, node: Node) -> form.Expression:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        target, value, span = self.expression(left), self.expression(right), self.span(node)
        if self.operator(node) == "+=":
            value = form.Concat(span, (target, value))
        elif self.operator(node) != "=":
            value = form.Unknown(span, (target, value))
        return form.Assigned(span, target, value)

    def expr_true(self, node: Node) -> form.Expression:
        return form.Boolean(self.span(node), self.source(node) == "true")

    expr_false = expr_true

    def expr_null_literal(self, node: Node) -> form.Expression:
        return form.Null(self.span(node))

    def expr_integer_literal(self, node: Node) -> form.Expression:
        written = self.source(node)
        return form.Number(self.span(node), written) if written.isdigit() else form.Unknown(self.span(node))

    def expr_character_literal(self, node: Node) -> form.Expression:
        """A single character is put into texts as a string is."""
        span = self.span(node)
        inside = self.text[span.start + 1 : span.end - 1]
        character = _ESCAPED.get(inside, inside)
        if len(character) != 1:
            return form.Unknown(span)
        # a fix must not write more than one character there
        return form.String(span, (Mapped((Piece(character, span.start + 1, span.end - 1),)),))

    def expr_list(self, node: Node) -> form.Expression:
        """The items of a list that is written out."""
        return form.Sequence(self.span(node), tuple(self.expression(child) for child in self.inside(node)))

    def member(self, node: Node, owner: Node | None, name: Node) -> form.Expression:
        """``owner.name``; a constant of the file is known by its name, whatever it is a member of."""
        word, place = self.source(name), self.span(name)
        if owner is None or ((word in self.constants or word in self.values) and self.is_own(owner)):
            return form.Name(place, word)
        return form.Member(self.span(node), self.expression(owner), word, place)

    def is_own(self, owner: Node) -> bool:
        """Whether members of something are what the file declares: ``this``, a class of the file."""
        return owner.type in self.selves or self.source(owner) in self.types

    def called(self, node: Node, owner: Node | None, name: Node, given: Node | None) -> form.Expression:
        """A call of a function or method."""
        function: form.Expression = form.Name(self.span(name), self.source(name))
        if owner is not None and not self.is_own(owner):
            whole = Span(self.offset(owner.start_byte), self.offset(name.end_byte))
            function = form.Member(whole, self.expression(owner), self.source(name), self.span(name))
        return form.Call(self.span(node), function, self.arguments(given))

    def made(self, node: Node, kind: Node | None, given: Node | None, inside: Node | None = None) -> form.Expression:
        """An object of some type is made: a call of the type. ``inside`` is a block in braces after it."""
        span, place = self.span(node), self.span(kind) if kind is not None else self.span(node)
        name = re.sub(r"<.*\Z", "", self.source(kind), flags=re.DOTALL).rpartition(".")[2] if kind is not None else ""
        call = form.Call(span, form.Name(place, name.strip()), self.arguments(given), True)
        if inside is None:
            return call
        return form.Unknown(span, (call, *[self.expression(child) for child in self.inside(inside)]))

    def arguments(self, node: Node | None) -> tuple[form.Argument, ...]:
        """The arguments of a call."""
        return tuple([form.Argument(self.expression(child)) for child in self.inside(node)] if node is not None else ())
