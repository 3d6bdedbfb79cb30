"""Statements: what each does to the state of a path, and how paths fork and join."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from twimllint.host import form
from twimllint.host.dialect import unsure
from twimllint.host.evaluate.effects import Ends
from twimllint.host.evaluate.outcomes import Outcomes
from twimllint.host.guards import equal
from twimllint.host.paths import State, join
from twimllint.host.run import MAX_STEPS
from twimllint.host.scopes import bound_names, dotted
from twimllint.host.texts import MOST_TEXT, content_of, place
from twimllint.host.values import (
    Closure,
    Dictionary,
    Exhausted,
    Keyed,
    Library,
    Listed,
    Nodes,
    Scalar,
    Text,
    Unsure,
    Value,
)
from twimllint.source.span import Span


class Statements(Outcomes):
    """All statements. A body that control cannot leave at its end has no state after it."""

    def _block(self, body: form.Block, state: State | None, ends: Ends) -> State | None:
        run = self.run
        for statement in body:
            if state is None:
                return None
            run.steps += 1
            if run.steps > MAX_STEPS:
                raise Exhausted
            state = _FOLLOWERS[type(statement)](self, statement, state, ends)
        return state

    def _set(self, statement: form.Assign, state: State, _ends: Ends) -> State:
        self._assign(statement.target, self._named(statement.value, state), state)
        return state

    def _return(self, statement: form.Return, state: State, ends: Ends) -> None:
        value = None if statement.value is None else self.value(statement.value, state)
        ends.returns.append((state, value))

    def _function_here(self, function: form.Function, state: State, _ends: Ends) -> State:
        self._define(function, state)
        state.names[function.name] = Closure(function)
        return state

    def _import(self, statement: form.Import, state: State, _ends: Ends) -> State:
        value = self.dialect.imported(statement.module, statement.member)
        if value is not None:
            self._hold(statement.name, value)
        state.names[statement.name] = value or Unsure(statement.span, "", statement.member or statement.module)
        return state

    def _do(self, statement: form.Do, state: State, ends: Ends) -> State | None:
        expression = self.done = statement.value
        value = self.value(expression, state)
        if isinstance(value, Closure):  # ``export default (request) => ...``
            self._define(value.function, state)
        if self.last is not expression:
            return state
        ends.raises.append(state)  # a function that never comes back
        return None

    def _named(self, expression: form.Expression, state: State) -> Value:
        """What an expression gives that a variable is to hold; a text buffer with two names is not known any more."""
        value = self.value(expression, state)
        if type(value) is not Text or not value.grows or dotted(expression) is None:
            return value
        self._shared(expression, state)
        return Unsure(expression.span)

    def _leave(self, statement: form.Leave, state: State, ends: Ends) -> None:
        if statement.value is not None:
            self.value(statement.value, state)
        if statement.kind == "raise":
            ends.raises.append(state)
        elif statement.kind == "exit":  # nobody goes on from here
            self.run.finish(state)
        else:
            ends.breaks.append(state)

    def _class(self, statement: form.Class, state: State, ends: Ends) -> State:
        for part in statement.body:
            if isinstance(part, form.Function):
                self.run.methods.setdefault(part.name, []).append((statement.span, part))
        self.run.classes_here.setdefault(statement.name, statement.span)
        state.names[statement.name] = Unsure(statement.span)
        inner = state.copy()
        inner.rendered = {}
        for part in statement.body:
            if isinstance(part, form.Function):
                self._define(part, inner)
            else:
                after = self._block((part,), inner, ends)
                inner = after if after is not None else state.copy()
        self._finish_state(inner)  # what the body itself has written
        self._note_members(statement, inner)
        constants = self._constants(statement, inner)
        if constants:
            state.names[statement.name] = Dictionary(statement.span, constants, False)
        self._note_constants(statement, inner)
        return state

    def _constants(self, statement: form.Class, state: State) -> tuple[Keyed, ...]:
        """The members of a class that hold literals; those of an enumeration have them as their value, in Python."""
        entries: list[Keyed] = []
        bases = [(dotted(base) or "").rpartition(".")[2] for base in statement.bases]
        of_enum = any(base.endswith("Enum") and base != "StrEnum" for base in bases)
        for part in statement.body:
            if not isinstance(part, form.Assign) or not isinstance(part.target, form.Name):
                continue
            name, value = part.target, state.names.get(part.target.id)
            if isinstance(value, Text | Scalar | Dictionary):
                held = Keyed(name.id, name.span, value, part.value.span)
                if of_enum:
                    inside = Dictionary(part.span, (held._replace(key="value"),), False)
                    held = held._replace(value=inside)
                entries.append(held)
        return tuple(entries)

    def _assign(self, target: form.Expression, value: Value, state: State) -> None:
        path = dotted(target)
        if path is not None and isinstance(value, Library):
            self._hold(path, value)
        if isinstance(value, Closure):
            self._define(value.function, state)
            self._forget_buffers(value.function, state)
        if path is None:
            self._escape(value, state, target.span)
            for name in bound_names(target):
                state.names[name] = self.dialect.unpacked(value, name, target.span)
            if isinstance(target, form.Item):
                owner = dotted(target.value) or ""
                key = self.value(target.key, state)
                plain = key.plain() if isinstance(key, Text) else None
                where = place(key.content) if isinstance(key, Text) else None
                if (
                    plain is None
                    or where is None
                    or not self._set_entry(owner, plain, where, value, target.span, state)
                ):
                    self._forget_items(owner, state)
            return
        if "." in path:
            # others may reach it, and what they do is not seen here
            self._escape(value, state, path)
            self._written_to(target, state)
            if isinstance(target, form.Member):
                self._set_entry(path.rpartition(".")[0], target.name, target.name_span, value, target.span, state)
        state.set(path, value)

    @staticmethod
    def _forget_items(owner: str, state: State) -> None:
        """An item of something is assigned that is not known: all that is left is where it comes from."""
        held = state.names.get(owner)
        state.forget(owner)
        if isinstance(held, Unsure) and held.source:
            state.names[owner] = Unsure(held.span, "", held.source)

    @staticmethod
    def _set_entry(owner: str, key: str, key_span: Span, value: Value, span: Span, state: State) -> bool:
        """``options["loop"] = 2``: the mapping has that entry now, if it is one."""
        mapping = state.get(owner)
        if not isinstance(mapping, Dictionary):
            return False
        entries = [entry for entry in mapping.entries if entry.key != key]
        if len(entries) > MOST_TEXT:
            state.set(owner, replace(mapping, complete=False))
            return True
        state.set(owner, replace(mapping, entries=(*entries, Keyed(key, key_span, value, span))))
        return True

    def _written_to(self, target: form.Expression, state: State) -> None:
        """A member of a node is assigned: what the node is, is no longer known."""
        if isinstance(target, form.Member):
            owner = self.value(target.value, state)
            if isinstance(owner, Nodes):
                self._escape(owner, state, target.span)
                for number in owner.numbers:
                    self.run.nodes[number].open_attributes = True

    def _augment(self, statement: form.Augment, state: State, _ends: Ends) -> State:
        path = dotted(statement.target)
        old = state.get(path) if path is not None else None
        value = self.value(statement.value, state)
        if path is None:
            self._escape(value, state, statement.span)
        elif isinstance(old, Text):
            new = content_of(value, self.run.source(statement.value.span), statement.value.span)
            self.run.use(old, *([value] if isinstance(value, Text) else []))
            self._render(value, state)
            state.names[path] = self._text(statement.span, (old.content, new), old, value)
        elif isinstance(old, Listed) and isinstance(value, Listed):
            state.names[path] = Listed(old.span, old.items + value.items, old.complete and value.complete)
        elif isinstance(old, Dictionary) and not old.entries and old.complete and isinstance(value, Listed):
            state.names[path] = value  # PHP writes an empty list and an empty mapping alike
        elif isinstance(old, Nodes):  # something is put into it: xml << render("menu")
            self._escape(old, state, statement.span)
            self._escape(value, state, statement.span)
        else:
            self._escape(value, state, path)
            state.names[path] = unsure(statement.span, value, *([old] if old is not None else []))
        return state

    def _if(self, statement: form.If, state: State, ends: Ends) -> State | None:
        after: list[State] = []
        sources: list[str] = []
        falling: State | None = None
        for branch in statement.branches:
            if branch.test is not None:
                self._test(branch.test, state)
            start = state.copy()
            if branch.test is not None:
                one, other = equal(branch.source)
                self._bring_no_markup(one, branch.test.span, start)
                self._bring_no_markup(other, branch.test.span, state)
            if falling is not None:
                start = join([start, falling], ["", ""])
            end = self._block(branch.body, start, ends)
            falling = end if branch.falls else None
            if end is not None and not branch.falls:
                after.append(end)
                sources.append(branch.source)
        if falling is not None:
            after.append(falling)
            sources.append("")
        if not statement.branches or statement.branches[-1].test is not None:
            after.append(state)
            sources.append("")
        return self._together(after, sources)

    def _loop(self, statement: form.Loop, state: State, ends: Ends) -> State | None:
        if statement.over is not None:
            over = self.value(statement.over, state)
            self._escape_items(over, state, statement.source)
        inner = state.copy()
        # what grows in the loop is followed; what is set anew is not known at the second turn
        fresh = set(self.scopes.of(statement).assigned) | set(statement.targets)
        for name in fresh:
            inner.forget(name)
            inner.names[name] = Unsure(statement.span, "", name)
        self._forget_counters(statement, inner)
        loop_ends = Ends()
        end = self._block(statement.body, inner, loop_ends)
        ends.returns += loop_ends.returns
        ends.raises += loop_ends.raises
        turned = [*loop_ends.breaks, *([end] if end is not None else [])]
        after = self._together(turned, [""] * len(turned))
        if after is None:
            return state
        for name in fresh:
            after.names[name] = Unsure(statement.span)
        return self._together([after, state], [statement.source, ""], "for")

    def _try(self, statement: form.Try, state: State, ends: Ends) -> State | None:
        body_ends = Ends()
        before = state.copy()
        end = self._block(statement.body, state, body_ends)
        ends.returns += body_ends.returns
        ends.breaks += body_ends.breaks
        stopped = [
            *body_ends.raises,
            *[returned.copy() for returned, _ in body_ends.returns],
            *([end.copy()] if end is not None else []),
        ]
        after = [end] if end is not None else []
        if statement.handlers:
            # a handler begins when some part of the body has run, and nobody knows which
            partial = self._partial(before, stopped)
            for handler in statement.handlers:
                done = self._block(handler, partial.copy(), ends)
                if done is not None:
                    after.append(done)
        else:
            ends.raises += body_ends.raises
        joined_state = self._together(after, ["no error", *["error"] * len(after)][: len(after)])
        if joined_state is None:
            if statement.final:
                self._block(statement.final, self._partial(before, stopped), Ends())
            return None
        if statement.handlers and end is not None:
            for part in statement.body:
                # what stands in for the library where it is not installed is not what the program is for
                if isinstance(part, form.Import) and isinstance(library := end.names.get(part.name), Library):
                    joined_state.names[part.name] = library
        return self._block(statement.final, joined_state, ends)

    def _partial(self, before: State, stopped: Sequence[State]) -> State:
        states = [before.copy(), *[state.copy() for state in stopped]]
        for state in states:
            state.rendered = {}
        written = before.written
        result = join(states, ["", *["so far"] * len(stopped)])
        result.written = set(written)
        return result


#: What follows each kind of statement.
_FOLLOWERS: dict[type, Callable[[Statements, Any, State, Ends], State | None]] = {
    form.Do: Statements._do, form.Assign: Statements._set, form.Augment: Statements._augment,
    form.Return: Statements._return, form.Leave: Statements._leave, form.If: Statements._if,
    form.Loop: Statements._loop, form.Try: Statements._try, form.Function: Statements._function_here,
    form.Class: Statements._class, form.Import: Statements._import,
}  # fmt: skip
