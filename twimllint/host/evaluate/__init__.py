"""Follow a program along all its paths and gather the documents that it makes.

Branches fork the state and join again, loops and callbacks run any number of times, local functions are followed where
they are called. What is not understood makes the nodes that it touches open.

The evaluator is one object in layers, each a class in a module of its own that builds on the one before: ``effects``
(what happens to nodes, texts and states), ``expressions``, ``buffers``, ``calls``, ``functions``, ``outcomes``,
``statements``, and here the whole program. A layer names at its top what it needs of those above it.
"""

from __future__ import annotations

from contextlib import suppress

from twimllint.host import form
from twimllint.host.evaluate.effects import Ends
from twimllint.host.evaluate.statements import Statements
from twimllint.host.paths import NOWHERE, State
from twimllint.host.run import Run
from twimllint.host.values import Exhausted, Text


class Evaluator(Statements):
    """Follows one program; what it finds is in ``run``."""

    def evaluate(self) -> Run:
        """Follow the whole program: its top level first, then every function by itself."""
        with suppress(Exhausted, RecursionError):  # what was found so far is as true as ever
            self._module()
        return self.run

    def _module(self) -> None:
        self.run.functions.update(self.scopes.of(self.program).functions)
        state = State()
        self._outermost(self.program, state)
        index = 0
        while index < len(self.waiting):
            function, outer = self.waiting[index]
            index += 1
            if id(function) in self.followed or function not in self.relevant:
                continue
            if not self.reach.is_worth_a_look(function):
                continue
            self.followed.add(id(function))
            inner = State()
            inner.outer = outer
            self._members(function, inner)
            self._parameters(function, inner)
            self._outermost(function, inner)

    def _outermost(self, item: form.Program | form.Function, state: State) -> None:
        """Follow what is no part of anything else, and finish the documents of all its paths."""
        first = len(self.waiting)
        for output in self.dialect.outputs:
            state.names[output] = Text(NOWHERE, (), grows=True)
        ends = Ends()
        made = len(self.run.nodes)
        after = self._block(item.body, state, ends)
        self._let_go([*ends.returns, *([(after, None)] if after is not None else [])], made)
        states = [end for end, _ in ends.returns] + ([after] if after is not None else [])
        for end, value in ends.returns:
            self._returned(value, end)
        for end in states:
            self.run.finish(end)
        self._give_scope(first, states, item)
