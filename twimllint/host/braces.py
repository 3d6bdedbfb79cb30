"""What languages share that put their blocks in braces: bodies, conditions, ``while`` and ``switch``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from twimllint.host import form
from twimllint.host.sitter import Reader
from twimllint.host.switches import switch

if TYPE_CHECKING:
    from tree_sitter import Node


class BraceReader(Reader):
    """Reads the statements that the grammars of languages with braces name alike."""

    #: kinds of nodes that are blocks
    blocks: ClassVar[tuple[str, ...]]
    #: the field of a ``switch`` with its value, and the operator by which cases are compared with it
    switch_value: ClassVar[str]
    equals: ClassVar[str]

    def _body(self, node: Node | None) -> form.Block:
        """A block, or the one statement in its place."""
        if node is None:
            return ()
        return self.block(node.named_children if node.type in self.blocks else [node])

    def _branch(self, test: Node | None, body: form.Block) -> form.Branch:
        branch = super()._branch(test, body)
        if test is not None and test.type == "parenthesized_expression":
            branch.source = branch.source[1:-1].strip()
        return branch

    def expr_update_expression(self, node: Node) -> form.Expression:
        """``i++``: a variable has another value then."""
        operand = self.inside(node)
        target = self.expression(operand[0]) if operand else None
        if not isinstance(target, form.Name):
            return self.unknown(node)
        return form.Assigned(self.span(node), target, form.Unknown(self.span(node)))

    def stmt_return_statement(self, node: Node) -> Iterable[form.Statement]:
        """``return value``."""
        inside = self.inside(node)
        return (form.Return(self.simple(node), self.expression(inside[0]) if inside else None),)

    def stmt_break_statement(self, node: Node) -> Iterable[form.Statement]:
        """``break``."""
        return (form.Leave(self.span(node), "break"),)

    def stmt_continue_statement(self, node: Node) -> Iterable[form.Statement]:
        """``continue``."""
        return (form.Leave(self.span(node), "continue"),)

    def stmt_while_statement(self, node: Node) -> Iterable[form.Statement]:
        """``while`` and ``do``: a loop; its condition is evaluated too."""
        condition = node.child_by_field_name("condition")
        body = self._body(node.child_by_field_name("body"))
        return (form.Loop(self.span(node), self.source_inside(condition), body, (), self.expression(condition)),)

    stmt_do_statement = stmt_while_statement

    def stmt_try_statement(self, node: Node) -> Iterable[form.Statement]:
        """``try`` with what catches errors, and what is done at the end."""
        handlers: list[form.Block] = []
        final: form.Block = ()
        for child in self.inside(node):
            if child.type == "catch_clause":
                handlers.append(self._body(child.child_by_field_name("body")))
            elif child.type == "finally_clause":  # its block has a name in some of the grammars
                inside = self.inside(child)
                final = self._body(inside[-1] if inside else None)
        body = self._body(node.child_by_field_name("body"))
        return (form.Try(self.span(node), body, tuple(handlers), final),)

    def stmt_switch_statement(self, node: Node) -> Iterable[form.Statement]:
        """The value, then the cases as branches; unknown where control jumps about in other ways."""
        value, body = node.child_by_field_name(self.switch_value), node.child_by_field_name("body")
        subject = self.source_inside(value)
        before = (form.Do(self.span(value), self.expression(value)),) if value is not None else ()
        cases: list[form.Branch] = []
        for case in self._cases(body) if body is not None else []:
            test = case.child_by_field_name("value")
            block = self.block(self._unwrapped(self._statements_of(case, test)))
            source = f"{subject} {self.equals} {self.source(test)}" if test is not None else ""
            cases.append(form.Branch(self.expression(test) if test is not None else None, source, block))
        statement = switch(self.span(node), cases)
        return (*before, statement if statement is not None else form.Do(self.span(node), self.opaque(node)))

    def _cases(self, body: Node) -> list[Node]:
        """The cases in the body of a ``switch``."""
        return self.inside(body)

    def _statements_of(self, case: Node, test: Node | None) -> list[Node]:
        """What a case holds besides its test."""
        return [child for child in self.inside(case) if child != test]

    def _unwrapped(self, statements: list[Node]) -> list[Node]:
        """The statements of a case, out of the braces around all of them."""
        if len(statements) == 1 and statements[0].type in self.blocks:
            return statements[0].named_children
        return statements
