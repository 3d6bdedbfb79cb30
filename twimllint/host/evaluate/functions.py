"""Functions of the file: followed where they are called, or as callbacks that run any number of times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from twimllint.host import form
from twimllint.host.dialect import Given, unsure
from twimllint.host.evaluate.calls import Calls
from twimllint.host.evaluate.effects import Ends
from twimllint.host.library import HelperClass
from twimllint.host.paths import State, added, children, join
from twimllint.host.reach import Reach, Touch
from twimllint.host.relevant import Relevant, words_of
from twimllint.host.run import MAX_CALL_DEPTH, Held, Node, Run
from twimllint.host.scopes import Scope, Scopes, dotted
from twimllint.host.values import (
    Closure,
    Dictionary,
    Keyed,
    Library,
    Listed,
    Method,
    More,
    Nodes,
    Scalar,
    Text,
    Unsure,
    Value,
    among,
    has_markup,
    parts_of,
)
from twimllint.source.span import Span

#: Values of variables that a function elsewhere does not change, or whose changes are seen in another way.
_KEPT = frozenset({Closure, Library, Method, Nodes, Unsure})
#: Values of so many variables are looked at before what a function does with them is looked up.
_FEW_NAMES = 50
#: Defaults of parameters that are known before the function runs.
_LITERALS = (form.String, form.Number, form.Boolean)
_COLLECTIONS = (Listed, Dictionary)
#: Values that constants of classes hold, and what these are called.
_PLAIN = (Text, Scalar, Listed, Dictionary)
_CONSTANT = re.compile(r"[A-Z][A-Z0-9_]*")
#: Methods that give each item of what they are called on to a function.
_EACH = frozenset({"each", "each_with_index", "each_pair", "forEach", "map", "flatMap", "collect"})
_NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
#: Of longer lists, what a function gives for each item is not looked at.
_MOST_MAPPED = 40


class Functions(Calls):
    """Functions of one program. ``waiting`` are those to be followed by themselves, each with the scope around it."""

    def __init__(self, run: Run, program: form.Program) -> None:
        super().__init__(run)
        self.program = program
        self.waiting: list[tuple[form.Function, tuple[Mapping[str, Value], ...]]] = []
        self.followed: set[int] = set()
        self.scopes = Scopes()
        self.relevant = Relevant(program, run.text, self.scopes)
        self.reach = Reach(program, run.dialect, self.scopes, self.relevant)
        self._words: dict[int, set[str]] = {}
        self._names: dict[int, set[str]] = {}

    def _hold(self, path: str, value: Value) -> None:
        raise NotImplementedError

    def _define(self, function: form.Function, state: State) -> None:
        """Remember a function, to be followed by itself when the scope around it is known."""
        self.waiting.append((function, state.outer))

    def _give_scope(self, first: int, states: Sequence[State], item: form.Program | form.Function) -> None:
        """Functions in something that wait since ``first`` see what is assigned once in it, wherever that is.

        Those of a function that was followed where it is called have seen its scope already.
        """
        if states and len(self.waiting) > first:
            around = states[0].outer
            outer = (self._fixed(states, self.scopes.of(item)), *around)
            for name, value in outer[0].items():
                self._hold(name, value)
            self.waiting[first:] = [
                (function, outer if seen is around else seen) for function, seen in self.waiting[first:]
            ]

    def _fixed(self, states: Sequence[State], scope: Scope) -> dict[str, Value]:
        """The names that have the same value on all paths and are assigned in one place, and what imports bind."""
        first, others = states[0].names, states[1:]
        return {
            name: value
            for name, value in first.items()
            if (isinstance(value, Library) or (scope.assigned.get(name, 0) == 1 and name not in scope.grown))
            and not isinstance(value, Nodes | Method)
            and not (isinstance(value, Text) and value.grows)
            and all(state.names.get(name) == value for state in others)
        }

    def _parameters(self, function: form.Function, state: State) -> None:
        for parameter in function.parameters:
            if parameter.keywords:
                state.names[parameter.name] = Dictionary(function.span, (), False)
                continue
            annotation = parameter.annotation
            helper = self.run.helper(self.dialect.typed(annotation)) if annotation else None
            if helper is not None and (helper.is_root or self._is_imported(annotation, state)):
                node = Node(helper, function.span, function.span, open_attributes=True, opened=True)
                state.names[parameter.name] = Nodes((self._new(node, state),))
                state.open(state.names[parameter.name].numbers[0], function.name)  # type: ignore[union-attr]
            else:
                risk = self.dialect.parameter_risk(function, parameter)
                buffer = bool(annotation) and self.dialect.is_buffer(annotation)
                default = parameter.default
                literal = self.value(default, state) if isinstance(default, _LITERALS) else None
                source = "" if parameter.name[:1] in "{[" else parameter.name  # a pattern has no name
                state.names[parameter.name] = (
                    Text(function.span, (), grows=True)
                    if buffer
                    else Unsure(function.span, risk, source, among=among((literal,)))
                )

    # -- members of objects

    def _note_members(self, statement: form.Class, state: State) -> None:
        """Which members of the objects of a class hold a builder, a class of the library, or what literals say.

        They do so whatever method runs.
        """
        if not self.relevant.mentioned_in(statement.span):
            return
        methods = [part for part in statement.body if isinstance(part, form.Function)]
        places: list[tuple[form.Function | None, form.Block]] = [(None, statement.body)]
        places += [(method, method.body) for method in methods]
        held: dict[str, Held] = {}
        for method, part in ((method, part) for method, body in places for part in body):
            value = self._held(part.value, state) if isinstance(part, form.Assign) else None
            if value is None or not isinstance(part, form.Assign):
                continue
            for path in self._member_paths(part.target, method):
                times = sum(self.scopes.of(other).assigned.get(path, 0) for other in methods)
                if times == (method is not None):  # set nowhere else
                    held[path] = value
        for method in methods if held else ():
            words = self._words_of(method)
            mentioned = {path: value for path, value in held.items() if re.split(r"\W", path)[-1] in words}
            if mentioned:
                self.run.held[id(method)] = mentioned
                if any(isinstance(value, Library | HelperClass) for value in mentioned.values()):
                    self.relevant.add(method)
        for path, value in held.items():
            if isinstance(value, Library | HelperClass):
                self.reach.hold(path, Touch.NODES)

    def _held(self, expression: form.Expression, state: State) -> Held | None:
        if isinstance(expression, _LITERALS):
            literals = among((self.value(expression, state),))
            return Unsure(expression.span, among=literals) if literals else None
        if isinstance(expression, form.Mapping):
            value = self.value(expression, state)
            return Dictionary(value.span, value.perhaps(), False) if isinstance(value, Dictionary) else None
        called = expression.function if isinstance(expression, form.Call) else expression
        if isinstance(expression, form.Call):  # a field of a dataclass
            made = [argument.value for argument in expression.arguments if argument.name == "default_factory"]
            called = made[0] if made else called
        if dotted(called) is None:
            return None
        value = self.value(called, state)
        if not isinstance(value, Library) or not isinstance(expression, form.Call):
            return value if isinstance(value, Library) else None
        helper = self.run.helper(self.dialect.constructs(value.path, expression.new))
        return helper if helper is not None and helper.is_root else None

    def _member_paths(self, target: form.Expression, method: form.Function | None) -> list[str]:
        """What methods call a member that is assigned: ``self.response``, ``@response``."""
        path = dotted(target) or ""
        if method is None:
            return [f"{name}.{path}" for name in sorted(self.dialect.selves)] if path else []
        return [path] if path.partition(".")[0] in self.dialect.selves or path.startswith("@") else []

    def _note_constants(self, statement: form.Class, state: State) -> None:
        """What the constants of a class hold, for its methods and, by their own names, for those of classes in it."""
        targets = [dotted(part.target) for part in statement.body if isinstance(part, form.Assign)]
        names = {
            name for name in targets if name is not None and _CONSTANT.fullmatch(name) and targets.count(name) == 1
        }
        held = {name: state.names[name] for name in names if isinstance(state.names.get(name), _PLAIN)}
        if not held:
            return
        paths = {path: value for name, value in held.items() for path in self.dialect.constant(name)}
        methods = [part for part in statement.body if isinstance(part, form.Function)]
        changed = {path for method in methods for path in self.scopes.of(method).assigned}
        paths = {path: value for path, value in paths.items() if path not in changed}
        inner = {path: value for path, value in paths.items() if path in held}
        below = _methods_below(statement)
        for method, seen in (*[(method, paths) for method in methods], *[(method, inner) for method in below]):
            self.run.constants[id(method)] = seen | self.run.constants.get(id(method), {})

    def _members(self, function: form.Function, state: State) -> None:
        """Give a method that is followed by itself the members of its object; others may have added to them."""
        constants = self.run.constants.get(id(function), {})
        if constants:
            state.outer = (constants, *state.outer)
        for path, held in self.run.held.get(id(function), {}).items():
            if path in constants:
                continue
            if not isinstance(held, HelperClass):
                state.set(path, held)
                continue
            number = self._new(Node(held, function.span, function.span, opened=True), state)
            state.set(path, Nodes((number,)))
            state.open(number, function.name)

    def _is_imported(self, annotation: str, state: State) -> bool:
        """Whether a type is named by something of the helper library, not by a class of the same name."""
        return any(isinstance(state.get(name), Library) for name in _NAME.findall(annotation))

    def _returned(self, value: Value | None, state: State) -> None:
        """Who called the function may add to the nodes that it gives back."""
        if value is not None:
            self._escape(value, state, "the caller")

    def _local(self, call: form.Call, function: Value) -> form.Function | None:
        """The function of this file that is called, if it is one."""
        if isinstance(function, Closure):
            return function.function
        if isinstance(function, Method) and isinstance(call.function, form.Member):
            owner = dotted(call.function.value)
            if owner in self.dialect.selves:
                return self._method_of_class(call.function.name, call.span)
            span = self.run.classes_here.get(owner or "")
            method = None if span is None else self._method_of_class(call.function.name, span)
            # one that gets the object as an argument is not called as others are
            if method is not None and not any(parameter.name == "self" for parameter in method.parameters[:1]):
                return method
        return None

    def _method_of_class(self, name: str, at: Span) -> form.Function | None:
        for span, method in self.run.methods.get(name, ()):
            if span.start <= at.start < span.end:
                return method
        return None

    def _inline(self, function: form.Function, call: form.Call, given: tuple[Given, ...], state: State) -> Value:
        """Follow a local function with these arguments; what it does to nodes it does here."""
        inner = state.copy()
        is_inner = self._is_inner(function, call, state)
        if not is_inner:
            # a function sees the scope that it is in, and of the caller's only the members of the object
            members = self._own_members(state)
            outputs = {name: inner.names[name] for name in self.dialect.outputs if name in inner.names}
            inner.names = members | outputs
            inner.members = set(members)
        parameters = self._parameters_of(function, call)
        self._bind(parameters, given, call, inner)
        returns = self._ways(function, inner)
        if not returns:
            self.last = call
            self._buffers_after(function, parameters, call, None, state)
            return Unsure(call.span)
        value = self._one_of([value for _, value in returns], call.span)
        source = self.run.source(call.span) if len(returns) > 1 else ""
        merged = self._together([end for end, _ in returns], [source] * len(returns))
        assert merged is not None, "it comes back"
        outcome = merged.copy()
        merged.names, merged.members = state.names, state.members
        if isinstance(call.function, form.Member) and dotted(call.function.value) in self.dialect.selves:
            self._keep_nodes(outcome, merged)
        self._outputs_after(merged, outcome)
        for argument in call.arguments:
            self._outputs_shared(argument.value, merged)
        self._buffers_after(function, parameters, call, outcome, merged)
        if is_inner:
            self._forget_written(function, merged, outcome)
        self._replace_state(state, merged)
        return value

    def _ways(self, function: form.Function, inner: State) -> list[tuple[State, Value | None]]:
        """Follow a function: the states that it ends in, and what it gives there."""
        self.run.depth += 1
        self.run.active.append(id(function))
        ends, first, made = Ends(), len(self.waiting), len(self.run.nodes)
        try:
            after = self._block(function.body, inner, ends)
        finally:
            self.run.depth -= 1
            self.run.active.pop()
        returns = [*ends.returns, *([(after, None)] if after is not None else [])]
        self._let_go(returns, made)
        self._give_scope(first, [end for end, _ in returns], function)
        return returns

    def _let_go(self, returns: Sequence[tuple[State, Value | None]], made: int) -> None:
        """What a function has made, and sends or puts into something on some ways only, is nothing on the others."""
        if len(returns) < 2 or made == len(self.run.nodes):
            return
        used = [self._used(state, value) for state, value in returns]
        somewhere = {number for numbers in used for number in numbers if number >= made}
        for (state, _), numbers in zip(returns, used, strict=True):
            for number in somewhere - numbers:
                if number in state.contents and not self._is_held(number, state):
                    for node in state.below(number):
                        state.contents.pop(node, None)

    @staticmethod
    def _used(state: State, value: Value | None) -> set[int]:
        """What was written on a way, is in something else, or is given back at the end."""
        given = [item for item in parts_of(value) if isinstance(item, Nodes)] if value is not None else []
        numbers = state.written.union(state.rendered, *[item.numbers for item in given])
        for content in state.contents.values():
            numbers.update(children(content))
        return numbers

    def _is_held(self, number: int, state: State) -> bool:
        """Whether code elsewhere may have a response: code that was handed it, or the object that has it."""
        if self.run.nodes[number].opened or any(isinstance(item, More) for item in state.contents[number]):
            return True
        members = [state.names.get(path) for path in state.members]
        return any(isinstance(value, Nodes) and number in value.numbers for value in members)

    def _parameters_of(self, function: form.Function, call: form.Call) -> list[form.Parameter]:
        """The parameters that the arguments of a call are for."""
        parameters = list(function.parameters)
        if isinstance(call.function, form.Member) and parameters and parameters[0].name in self.dialect.selves:
            parameters.pop(0)
        return parameters

    def _own_members(self, state: State) -> dict[str, Value]:
        """What is known of the members of the object that a method belongs to."""
        selves = self.dialect.selves
        return {
            name: state.names[name]
            for name in state.members
            if name.partition(".")[0] in selves and name in state.names
        }

    def _keep_nodes(self, outcome: State, state: State) -> None:
        """The members that a method has set to nodes are those of the object that called it."""
        for path, value in self._own_members(outcome).items():
            if isinstance(value, Nodes) and state.names.get(path) != value:
                state.set(path, value)

    def _buffers_after(
        self,
        function: form.Function,
        parameters: Sequence[form.Parameter],
        call: form.Call,
        outcome: State | None,
        state: State,
    ) -> None:
        """What a function that was followed has added to the text buffers that it got; ``outcome`` is how it ended."""
        for index, argument in enumerate(call.arguments):
            path = dotted(argument.value)
            value = state.get(path) if path is not None else None
            if path is None or not isinstance(value, Text) or not value.grows:
                continue
            name = parameters[index].name if index < len(parameters) and argument.name is None else ""
            is_kept = outcome is not None and self.scopes.of(function).assigned.get(name, 0) == 1
            grown = outcome.names.get(name) if outcome is not None and is_kept else None
            seen = isinstance(grown, Text) and grown.grows
            state.names[path] = grown if grown is not None and seen else Unsure(argument.value.span)

    def _is_inner(self, function: form.Function, call: form.Call, state: State) -> bool:
        """Whether a function is in the body that calls it, or that body is the top level."""
        if function.name:
            value = state.names.get(function.name)
            return isinstance(value, Closure) and value.function is function
        path = dotted(call.function)
        return path is None or path.partition(".")[0] in state.names

    def _bind(self, parameters: list[form.Parameter], given: tuple[Given, ...], call: form.Call, state: State) -> None:
        if parameters and parameters[-1].keywords:
            *parameters, rest = parameters
            names = {parameter.name for parameter in parameters}
            state.forget(rest.name)
            state.names[rest.name] = _others_by_keyword(given, names, call.span)
            given = tuple([one for one in given if one.name is None or one.name in names])
        elif parameters and parameters[-1].rest:
            *parameters, rest = parameters
            state.forget(rest.name)
            state.names[rest.name] = _others_in_order(given[len(parameters) :], call.span)
            given = given[: len(parameters)]
        for parameter in parameters:
            state.forget(parameter.name)
            default = parameter.default
            state.names[parameter.name] = self.value(default, state) if default is not None else Unsure(call.span)
        spread = any(argument.spread for argument in given)
        position = 0
        for argument in given:
            if argument.name is not None:
                state.names[argument.name] = argument.value
            elif not argument.spread:
                if position < len(parameters):
                    state.names[parameters[position].name] = argument.value
                else:
                    self._escape(argument.value, state, call.span)
                position += 1
            if spread:
                self._escape(argument.value, state, call.span)

    def _mapped(self, items: Listed, function: form.Function, call: form.Call, state: State) -> Listed | None:
        """What a function gives for each item of a list; ``None`` where it may do more, or the list is to be filled."""
        if not 0 < len(items.items) <= _MOST_MAPPED or not self._only_gives(function, state):
            return None
        parameters, values = list(function.parameters), []
        for index, item in enumerate(items.items):
            inner = state.copy()
            given = (Given(item, call.span), Given(Scalar(call.span, str(index)), call.span))
            self._bind(parameters, given[: len(parameters)], call, inner)
            returns = self._ways(function, inner)
            if not returns:
                return None
            values.append(self._one_of([value for _, value in returns], call.span))
        self.followed.add(id(function))
        return Listed(call.span, tuple(values), items.complete)

    def _only_gives(self, function: form.Function, state: State) -> bool:
        """Whether a function that is handed on can be followed, and changes nothing besides what it gives."""
        if self.run.depth >= MAX_CALL_DEPTH or id(function) in self.run.active:
            return False
        scope = self.scopes.of(function)
        parameters = {parameter.name for parameter in function.parameters}
        if scope.grown or not (scope.assigned.keys() - parameters).isdisjoint(state.names):
            return False
        names = self._words_of(function)
        return self.reach.touch(function) < Touch.NODES and not any(isinstance(state.get(x), Nodes) for x in names)

    def _one_of(self, values: Sequence[Value | None], span: Span) -> Value:
        present = [value for value in values if value is not None]
        if present and present.count(present[0]) == len(present):
            return present[0]
        nodes = [value for value in present if isinstance(value, Nodes)]
        if nodes and len(nodes) == len(present):
            return Nodes(tuple(dict.fromkeys(number for value in nodes for number in value.numbers)))
        mappings = [value for value in present if isinstance(value, Dictionary)]
        if mappings and len(mappings) == len(present):
            return Dictionary(span, tuple([entry for mapping in mappings for entry in mapping.perhaps()]), False)
        return replace(unsure(span, *present), among=among(present))

    def _callback(self, value: Value, state: State, call: form.Call | None = None) -> None:
        """A function that is handed on may run any number of times, here or later; ``call`` is what gets it."""
        if isinstance(value, Unsure | Text):
            return
        for item in parts_of(value):
            if not isinstance(item, Closure) or id(item.function) in self.run.active:
                continue
            prints = self._prints(item.function)
            worth = state.contents or prints or self._grows_markup(item.function, state)
            if self.run.depth < MAX_CALL_DEPTH and worth:
                self._follow(item.function, state, self._turns(item.function, call))
            else:
                self._define(item.function, state)
                self._may_have_run(item.function, state)

    def _may_have_run(self, function: form.Function, state: State) -> None:
        """A function may have run that was not followed."""
        self._forget_written(function, state)
        if self._prints(function):
            self._may_have_printed(self.run.source(function.span), state)

    def _turns(self, function: form.Function, call: form.Call | None) -> str:
        """What makes a callback run, as the head of a loop: ``digit in digits``, ``retry``."""
        called = call.function if call is not None else None
        names = ", ".join(parameter.name for parameter in function.parameters)
        if isinstance(called, form.Member) and called.name in _EACH and names:
            return f"{names} in {self.run.source(called.value.span)}"
        return self.run.source(called.span if called is not None else function.span)

    def _follow(self, function: form.Function, state: State, turns: str) -> None:
        """Follow a callback where it is handed on; ``turns`` says what makes it run."""
        self.followed.add(id(function))
        first_new = len(self.run.nodes)
        inner = state.copy()
        inner.rendered = {}
        self._forget_counters(function, inner)
        self._parameters(function, inner)
        ends = Ends()
        self.run.depth += 1
        self.run.active.append(id(function))
        try:
            after = self._block(function.body, inner, ends)
        finally:
            self.run.depth -= 1
            self.run.active.pop()
        self._let_go([*ends.returns, *([(after, None)] if after is not None else [])], first_new)
        states = [*[end for end, _ in ends.returns], *([after] if after is not None else [])]
        for end, returned in ends.returns:
            self._returned(returned, end)
        new_nodes = [n for n in range(first_new, len(self.run.nodes)) if any(n in end.contents for end in states)]
        for end in states:
            self._finish_state(end)
            self._finish_inside(end, new_nodes)
        if not states:
            return
        self.run.steps += (len(state.names) + len(state.contents)) // 16
        turned = join(states, [""] * len(states))
        after_all = join([turned, state], [turns, ""], "for")
        # what the callback made for itself is done with; what it put into other nodes is not
        kept = added(state, after_all)
        for number in new_nodes:
            if number not in kept:
                after_all.contents.pop(number, None)
        state.contents = after_all.contents
        self._outputs_after(state, after_all)
        self._forget_written(function, state, after_all)
        for end in states:
            state.written |= end.written

    def _forget_written(self, function: form.Function, state: State, after: State | None = None) -> None:
        """What a function that may have run has changed of the texts and lists around it, without being seen.

        ``after`` has what became of them where it was followed.
        """
        if len(state.names) < _FEW_NAMES and _KEPT.issuperset(map(type, state.names.values())):
            return  # as is so more often than not
        scope = self.scopes.of(function)
        parameters = {parameter.name for parameter in function.parameters}
        names, mentioned = state.names.keys(), self._mentioned(function)
        for name in (names & mentioned) | (names & scope.assigned.keys()) | (names & scope.grown):
            value = state.names[name]
            if type(value) in _KEPT or name in parameters:
                continue
            grown = after.names.get(name) if after is not None and name not in scope.assigned else None
            if isinstance(value, Text) and value.grows and name in mentioned:
                state.names[name] = grown if isinstance(grown, Text) else Unsure(function.span)
            elif isinstance(value, _COLLECTIONS):
                if name in scope.assigned or name in mentioned:
                    state.names[name] = grown if isinstance(grown, Listed) else replace(value, complete=False)
            elif name in scope.assigned or name in scope.grown:
                state.names[name] = grown if isinstance(grown, Text) else Unsure(function.span)

    def _forget_counters(self, repeated: form.Function | form.Loop, state: State) -> None:
        """A number that is changed each time that a body runs is not known while it does."""
        scope = self.scopes.of(repeated)
        for name in {*scope.assigned, *scope.grown}:
            value = state.get(name)
            if isinstance(value, Scalar):
                state.names[name] = Unsure(value.span, "", name)

    def _forget_buffers(self, function: form.Function, state: State) -> None:
        """A function that may run later may add to text buffers."""
        for name in state.names.keys() & self._words_of(function):
            value = state.names[name]
            if isinstance(value, Text) and value.grows:
                state.names[name] = Unsure(function.span)

    def _grows_markup(self, function: form.Function, state: State) -> bool:
        """Whether a function adds to a text or list of the scope around it that holds markup."""
        grown, words = self.scopes.of(function).grown, self._words_of(function)
        for name in state.names.keys() & (self._mentioned(function) | grown):
            value = state.names[name]
            if isinstance(value, Text) and ((value.grows and name in words) or (name in grown and has_markup(value))):
                return True
            if isinstance(value, Listed) and any(isinstance(item, Text) and has_markup(item) for item in value.items):
                return True
        return False

    def _mentioned(self, function: form.Function) -> set[str]:
        """The words in a function, each as the name of a variable too, which some languages mark."""
        names = self._names.get(id(function))
        if names is None:
            words = self._words_of(function)
            names = self._names[id(function)] = words | {f"${word}" for word in words}
        return names

    def _words_of(self, function: form.Function) -> set[str]:
        words = self._words.get(id(function))
        if words is None:
            words = self._words[id(function)] = words_of(self.run.text, function.span)
        return words

    def _finish_inside(self, state: State, made: Iterable[int]) -> None:
        """The documents that a callback made for itself."""
        for number in made:
            if self.run.nodes[number].helper.is_root and number not in state.written:
                self.run.build(number, state.below(number), complete=False)


def _others_by_keyword(given: tuple[Given, ...], names: set[str], span: Span) -> Dictionary:
    """The arguments by keyword for none of these parameters."""
    entries = [
        Keyed(one.name, one.name_span, one.value, one.span)
        for one in given
        if one.name is not None and one.name_span is not None and one.name not in names
    ]
    return Dictionary(span, tuple(entries), not any(one.spread for one in given))


def _others_in_order(given: tuple[Given, ...], span: Span) -> Value:
    """The list of arguments that are left; lists that are spread among them are part of it."""
    items: list[Value] = []
    complete = True
    for one in given:
        if not one.spread:
            items.append(one.value)
        elif isinstance(one.value, Listed):
            items += one.value.items
            complete = complete and one.value.complete
        else:
            complete = False
    return Listed(span, tuple(items), complete) if items or complete else Unsure(span)


def _methods_below(statement: form.Class) -> Iterator[form.Function]:
    """The methods of classes in a class."""
    for part in statement.body:
        if isinstance(part, form.Class):
            yield from [method for method in part.body if isinstance(method, form.Function)]
            yield from _methods_below(part)
