"""What calls of functions of the file come to: followed each time, remembered, or known beforehand.

A function is followed at each of its calls where it may change builder nodes, or variables of its caller. One that only
makes texts is followed once for the same values. One that has nothing to do with TwiML is followed for what it gives,
and what it gives follows from the values that are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from twimllint.host import form
from twimllint.host.dialect import Given
from twimllint.host.evaluate.functions import Functions
from twimllint.host.paths import State
from twimllint.host.reach import Touch
from twimllint.host.run import MAX_CALL_DEPTH, MAX_PATHS, Run
from twimllint.host.values import (
    Closure,
    Library,
    Nodes,
    Text,
    Unsure,
    Value,
    has_markup,
    holds_markup,
    parts_of,
)

#: Of functions that call each other so many are followed into one another; of very many, one.
_MOST_IN_CYCLE = 2
_MANY_IN_CYCLE = 16
#: What gives a mapping or a text back that is written out, or one without special characters as it is, in a function
#: of so many characters.
_GIVES = re.compile(r"(?:\breturn\b|=>)\s*\(?\s*(?:[\[{'\"`]|dict\(|array\(|Object\.assign\()|\.replace\(/\[?[&<>]")
_MOST_OF_GIVER = 2000


class Outcomes(Functions):
    """Calls of functions of one program."""

    def __init__(self, run: Run, program: form.Program) -> None:
        super().__init__(run, program)
        #: what functions gave, and how deep in others they were followed
        self._outcomes: dict[object, tuple[int, Value | None]] = {}
        self._times: dict[int, int] = {}
        self._giving: dict[int, bool] = {}

    def _of_function(
        self, function: form.Function, call: form.Call, given: tuple[Given, ...], state: State
    ) -> Value | None:
        if self.run.depth >= MAX_CALL_DEPTH or id(function) in self.run.active:
            return None
        values = [item for argument in given for item in parts_of(argument.value)]
        if not self._may_matter(function, values, state) or self._is_in_circles(function):
            return None
        is_inner = self._is_inner(function, call, state)
        touch = self._touch_of_call(function, values, state, is_inner)
        if touch is Touch.NODES or (is_inner and touch is Touch.TEXTS):
            return self._inline(function, call, given, state)
        inner = self._inside(function, call, given, state, is_inner)
        for argument in call.arguments:
            self._outputs_shared(argument.value, state)
        if is_inner:
            self._forget_written(function, state)
        if touch is Touch.NOTHING and not self.reach.gives(function) and not self.reach.may_stop(function):
            return Unsure(call.span)
        value = self._remembered(function, call, inner, touch)
        if value is None:
            self.last = call
        return value or Unsure(call.span)

    def _is_in_circles(self, function: form.Function) -> bool:
        """Whether functions that call each other are followed deep enough already."""
        if not self.run.active:
            return False
        group = self.reach.calling_each_other(function)
        most = 1 if len(group) > _MANY_IN_CYCLE else _MOST_IN_CYCLE
        return len(group.intersection(self.run.active)) >= most

    def _may_matter(self, function: form.Function, values: Iterable[Value], state: State) -> bool:
        """Whether a function mentions TwiML, gets a node or markup, or names a node of its caller."""
        if function in self.relevant:
            return True
        if any(isinstance(value, Nodes) or (isinstance(value, Text) and has_markup(value)) for value in values):
            return True
        if any(isinstance(state.names[name], Nodes) for name in state.names.keys() & self._mentioned(function)):
            return True
        return self._gives_literals(function)

    def _gives_literals(self, function: form.Function) -> bool:
        """Whether a short function gives back a mapping or a text that is written in it, or escapes one."""
        gives = self._giving.get(id(function))
        if gives is None:
            start, end = function.span
            gives = end - start < _MOST_OF_GIVER and _GIVES.search(self.run.text, start, end) is not None
            self._giving[id(function)] = gives
        return gives

    # -- what a call may do

    def _touch_of_call(self, function: form.Function, values: Iterable[Value], state: State, is_inner: bool) -> Touch:
        for path, value in self._own_members(state).items():
            self._hold(path, value)
        touch = max([self.reach.touch(function), *map(self._touch_of, values)])
        if not is_inner or touch is Touch.NODES:  # nothing that it sees could do more
            return touch
        seen = [value for name, value in self._seen(function, state).items() if name not in self.dialect.outputs]
        parts = [part for value in seen if not isinstance(value, Library) for part in parts_of(value)]
        return max([touch, *map(self._touch_of, parts)])

    def _seen(self, function: form.Function, state: State) -> dict[str, Value]:
        """What a function sees of the names around it: those that it mentions, or a function that it may call."""
        words = self.reach.words(function)
        members = [path for path in state.members if path.partition(".")[0] in words]
        return {name: state.names[name] for name in sorted({*(state.names.keys() & words), *members})}

    def _touch_of(self, value: Value) -> Touch:
        """What a function may do with a value that it gets or sees."""
        if isinstance(value, Text):
            return Touch.NODES if value.grows else Touch.TEXTS if holds_markup(value) else Touch.NOTHING
        if isinstance(value, Closure):
            # it may change variables of the function that it is in
            return Touch.NODES if self.reach.touch(value.function) else Touch.NOTHING
        return Touch.NODES if isinstance(value, Nodes | Library) else Touch.NOTHING

    def _hold(self, path: str, value: Value) -> None:
        """Note what those can do who mention a variable: it is the same wherever they are."""
        for item in parts_of(value):
            touch = self.reach.touch(item.function) if isinstance(item, Closure) else self._touch_of(item)
            if touch:
                self.reach.hold(path, touch)

    # -- what it gives

    def _inside(
        self, function: form.Function, call: form.Call, given: tuple[Given, ...], state: State, is_inner: bool
    ) -> State:
        """The state that a function begins with: it changes no node."""
        inner = State()
        inner.outer = state.outer
        inner.contents = dict(state.contents)
        inner.names = self._own_members(state)
        inner.members = set(inner.names)
        if is_inner:
            seen = self._seen(function, state)
            inner.members |= state.members & seen.keys()
            inner.names |= seen
        self._bind(self._parameters_of(function, call), given, call, inner)
        return inner

    def _remembered(self, function: form.Function, call: form.Call, inner: State, touch: Touch) -> Value | None:
        """What a function gives: for the same values the same; ``None`` where it does not come back."""
        active: frozenset[int] = frozenset()
        if touch is Touch.NOTHING:
            for name, value in inner.names.items():
                if isinstance(value, Unsure):
                    inner.names[name] = replace(value, span=function.span, source=name, key="")
        else:
            # those of them that are followed already are not followed into
            active = self.reach.calling_each_other(function).intersection(self.run.active)
        values = tuple(inner.names.items())
        key = (id(function), values, tuple(map(id, inner.outer)), bool(inner.contents), active)
        depth, given = self._outcomes.get(key, (MAX_CALL_DEPTH, Unsure(call.span)))
        if depth > self.run.depth and not self._is_well_known(function):
            given = self._given_back(function, call, inner)
            if touch is Touch.NOTHING and isinstance(given, Unsure) and "(" in given.source:
                given = replace(given, source=f"{function.name}()")  # as of any function that is not followed
            self._outcomes[key] = self.run.depth, given
        return given

    def _is_well_known(self, function: form.Function) -> bool:
        """Whether a function that gives nothing was followed so often that its texts are known."""
        times = self._times[id(function)] = self._times.get(id(function), 0) + 1
        return times > MAX_PATHS and not self.reach.gives(function)

    def _given_back(self, function: form.Function, call: form.Call, inner: State) -> Value | None:
        returns = self._ways(function, inner)
        return self._one_of([value for _, value in returns], call.span) if returns else None
