"""Follow a program along all its paths and gather the documents that it makes.

Branches fork the state and join again, loops and callbacks run any number of times, local functions are followed where
they are called. What is not understood makes the nodes that it touches open.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, MutableMapping, Sequence
from contextlib import suppress
from dataclasses import replace

from twimllint.host import form
from twimllint.host.dialect import Given, Set, Signature, unsure
from twimllint.host.library import HelperClass
from twimllint.host.mapped import Mapped
from twimllint.host.paths import State, join
from twimllint.host.run import DEEPEST, Exhausted, Node, Run
from twimllint.host.scopes import Scope, bound_names, dotted, relevant_functions, scope_of
from twimllint.host.texts import content_of, joined, size
from twimllint.host.values import (
    Child,
    Closure,
    Content,
    Dictionary,
    Fork,
    Keyed,
    Library,
    Listed,
    Method,
    Nodes,
    Nothing,
    Scalar,
    Text,
    Unsure,
    Value,
)  # fmt: skip
from twimllint.source.span import Span

_MOST_TEXT = 2000


class Ends:
    """Where control leaves a body: the states and values of its returns, and the states of its breaks."""

    __slots__ = ("breaks", "raises", "returns")

    def __init__(self) -> None:
        self.returns: list[tuple[State, Value | None]] = []
        self.breaks: list[State] = []
        self.raises: list[State] = []


class Evaluator:
    """Follows one program; what it finds is in ``run``."""

    def __init__(self, run: Run, program: form.Program) -> None:
        self.run = run
        self.program = program
        self.dialect = run.dialect
        self.waiting: list[tuple[form.Function, ChainMap[str, Value]]] = []
        self.followed: set[int] = set()
        self.relevant = relevant_functions(program.body, run.text)
        self._scopes: dict[int, Scope] = {}

    def evaluate(self) -> Run:
        """Follow the whole program: its top level first, then every function by itself."""
        with suppress(Exhausted, RecursionError):  # what was found so far is as true as ever
            self._module()
        return self.run

    def _module(self) -> None:
        scope = self._scope(self.program.body)
        self.run.functions.update(scope.functions)
        state = State()
        self._outermost(self.program.body, state, scope)
        at = 0
        while at < len(self.waiting):
            function, outer = self.waiting[at]
            at += 1
            if id(function) in self.followed or id(function) not in self.relevant:
                continue
            self.followed.add(id(function))
            inner = State()
            inner.outer = outer
            self._parameters(function, inner)
            self._outermost(function.body, inner, self._scope(function.body, function.parameters))

    def _scope(self, body: form.Block, parameters: tuple[form.Parameter, ...] = ()) -> Scope:
        scope = self._scopes.get(id(body))
        if scope is None:
            scope = self._scopes[id(body)] = scope_of(body, parameters)
        return scope

    def _outermost(self, body: form.Block, state: State, scope: Scope) -> None:
        """Follow a body that is nobody's part, and finish the documents of all its paths."""
        first = len(self.waiting)
        ends = Ends()
        after = self._block(body, state, ends)
        states = [end for end, _ in ends.returns] + ([after] if after is not None else [])
        for end, value in ends.returns:
            self._returned(value, end)
        for end in states:
            self.run.finish(end)
        # functions see what is assigned once in the scope around them, wherever that stands
        if len(self.waiting) > first:
            maps = state.outer.maps if isinstance(state.outer, ChainMap) else []
            outer: ChainMap[str, Value] = ChainMap(self._fixed(states, scope), *maps)
            self.waiting[first:] = [(function, outer) for function, _ in self.waiting[first:]]

    def _fixed(self, states: Sequence[State], scope: Scope) -> dict[str, Value]:
        """The names that have the same value on all paths and are assigned in one place, and what imports bind."""
        if not states:
            return {}
        first, others = states[0].names, states[1:]
        return {
            name: value
            for name, value in first.items()
            if (isinstance(value, Library) or (scope.assigned.get(name, 0) == 1 and name not in scope.grown))
            and not isinstance(value, Nodes | Method)
            and all(state.names.get(name) == value for state in others)
        }

    def _returned(self, value: Value | None, state: State) -> None:
        """Who called the function may add to the nodes that it gives back."""
        if value is not None:
            self._escape(value, state, "the caller")

    def _parameters(self, function: form.Function, state: State) -> None:
        for parameter in function.parameters:
            cls = self.dialect.typed(parameter.annotation)
            helper = self.run.classes.get(cls) if cls else None
            if helper is not None:
                node = Node(helper, function.span, function.span, open_attributes=True, opened=True)
                state.names[parameter.name] = Nodes((self._new(node, state),))
                state.open(state.names[parameter.name].numbers[0], function.name)  # type: ignore[union-attr]
            else:
                risk = self.dialect.parameter_risk(function, parameter)
                state.names[parameter.name] = Unsure(function.span, risk, parameter.name)

    def _new(self, node: Node, state: State) -> int:
        self.run.nodes.append(node)
        number = len(self.run.nodes) - 1
        state.contents[number] = ()
        return number

    # -- statements

    def _block(self, body: form.Block, state: State | None, ends: Ends) -> State | None:
        for statement in body:
            if state is None:
                return None
            state = self._statement(statement, state, ends)
        return state

    def _statement(self, statement: form.Statement, state: State, ends: Ends) -> State | None:
        self.run.step()
        match statement:
            case form.Assign():
                self._assign(statement.target, self.value(statement.value, state), state)
            case form.Augment():
                self._augment(statement, state)
            case form.Do():
                self.value(statement.value, state)
            case form.Return():
                value = None if statement.value is None else self.value(statement.value, state)
                ends.returns.append((state, value))
                return None
            case form.Leave():
                self._leave(statement, state, ends)
                return None
            case form.If():
                return self._if(statement, state, ends)
            case form.Loop():
                return self._loop(statement, state, ends)
            case form.Try():
                return self._try(statement, state, ends)
            case form.Function():
                self._define(statement, state)
                state.names[statement.name] = Closure(statement)
            case form.Class():
                self._class(statement, state, ends)
            case form.Import():
                value = self.dialect.imported(statement.module, statement.member)
                state.names[statement.name] = value or Unsure(statement.span, "", statement.member or statement.module)
        return state

    def _leave(self, statement: form.Leave, state: State, ends: Ends) -> None:
        if statement.value is not None:
            self.value(statement.value, state)
        if statement.kind == "raise":
            ends.raises.append(state)
        else:
            ends.breaks.append(state)

    def _class(self, statement: form.Class, state: State, ends: Ends) -> None:
        for part in statement.body:
            if isinstance(part, form.Function):
                self.run.methods.setdefault(part.name, []).append((statement.span, part))
        state.names[statement.name] = Unsure(statement.span)
        inner = state.copy()
        for part in statement.body:
            if isinstance(part, form.Function):
                self._define(part, inner)
            else:
                after = self._statement(part, inner, ends)
                inner = after if after is not None else state.copy()

    def _define(self, function: form.Function, state: State) -> None:
        """Remember a function, to be followed by itself when the scope around it is known."""
        self.waiting.append((function, ChainMap(*_maps(state))))

    def _assign(self, target: form.Expression, value: Value, state: State) -> None:
        path = dotted(target)
        if isinstance(value, Closure):
            self._define(value.function, state)
        if path is None:
            self._escape(value, state, self.run.source(target.span))
            for name in bound_names(target):
                state.names[name] = self.dialect.unpacked(value, name, target.span)
            if isinstance(target, form.Item):
                state.forget(dotted(target.value) or "")
            return
        if "." in path:
            # others may reach it, and what they do is not seen here
            self._escape(value, state, path)
            self._written_to(target, state)
        state.set(path, value)

    def _written_to(self, target: form.Expression, state: State) -> None:
        """A member of a node is assigned: what the node is can be told no more."""
        if isinstance(target, form.Member):
            owner = self.value(target.value, state)
            if isinstance(owner, Nodes):
                self._escape(owner, state, self.run.source(target.span))
                for number in owner.numbers:
                    self.run.nodes[number].open_attributes = True

    def _augment(self, statement: form.Augment, state: State) -> None:
        path = dotted(statement.target)
        old = state.get(path) if path is not None else None
        value = self.value(statement.value, state)
        if path is None:
            self._escape(value, state, self.run.source(statement.span))
        elif isinstance(old, Text):
            span = Span(old.span.start, old.span.end)
            new = content_of(value, self.run.source(statement.value.span), statement.value.span)
            self.run.use(old, *([value] if isinstance(value, Text) else []))
            self._render(value, state)
            state.names[path] = self._text(statement.span, (old.content, new), {span, *old.origins}, value)
        elif isinstance(old, Listed) and isinstance(value, Listed):
            state.names[path] = Listed(old.span, old.items + value.items, old.complete and value.complete)
        else:
            self._escape(value, state, path)
            state.names[path] = unsure(statement.span, value, *([old] if old is not None else []))

    def _if(self, statement: form.If, state: State, ends: Ends) -> State | None:
        after: list[State] = []
        sources: list[str] = []
        falling: State | None = None
        for branch in statement.branches:
            if branch.test is not None:
                self.value(branch.test, state)
            start = state.copy()
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

    def _together(self, states: list[State], sources: Sequence[str], kind: str = "if") -> State | None:
        """The state after several paths meet; documents that were written on one of them are done with."""
        if len(states) < 2:
            return states[0] if states else None
        for state in states:
            self._settle(state)
        self.run.steps += sum(len(state.names) + len(state.contents) for state in states) // 16
        return join(states, sources, kind)

    def _settle(self, state: State) -> None:
        """Paths meet here: what each of them has written so far is final unless it changed since."""
        for node, contents in state.rendered.items():
            if self.run.nodes[node].helper.is_root and state.below(node) == contents:
                self.run.build(node, contents, complete=True)
                state.written.add(node)
        state.rendered = {}

    def _loop(self, statement: form.Loop, state: State, ends: Ends) -> State | None:
        if statement.over is not None:
            over = self.value(statement.over, state)
            self._escape_items(over, state, statement.source)
        inner = state.copy()
        # what grows in the loop is followed; what is set anew is not known at the second turn
        fresh = set(self._scope(statement.body).assigned) | set(statement.targets)
        for name in fresh:
            inner.forget(name)
            inner.names[name] = Unsure(statement.span)
        own = Ends()
        end = self._block(statement.body, inner, own)
        ends.returns += own.returns
        ends.raises += own.raises
        turned = [*own.breaks, *([end] if end is not None else [])]
        after = self._together(turned, [""] * len(turned))
        if after is None:
            return state
        for name in fresh:
            after.names[name] = Unsure(statement.span)
        return self._together([after, state], [statement.source, ""], "for")

    def _try(self, statement: form.Try, state: State, ends: Ends) -> State | None:
        own = Ends()
        before = state.copy()
        end = self._block(statement.body, state, own)
        ends.returns += own.returns
        ends.breaks += own.breaks
        stopped = [*own.raises, *[at.copy() for at, _ in own.returns], *([end.copy()] if end is not None else [])]
        after = [end] if end is not None else []
        if statement.handlers:
            # a handler begins when some part of the body has run, and nobody knows which
            partial = self._partial(before, stopped)
            for handler in statement.handlers:
                done = self._block(handler, partial.copy(), ends)
                if done is not None:
                    after.append(done)
        else:
            ends.raises += own.raises
        joined_state = self._together(after, ["no error", *["error"] * len(after)][: len(after)])
        if joined_state is None:
            if statement.final:
                self._block(statement.final, self._partial(before, stopped), Ends())
            return None
        return self._block(statement.final, joined_state, ends)

    def _partial(self, before: State, stopped: Sequence[State]) -> State:
        states = [before.copy(), *[state.copy() for state in stopped]]
        for state in states:
            state.rendered = {}
        known = before.written
        result = join(states, ["", *["so far"] * len(stopped)])
        result.written = set(known)
        return result

    # -- expressions

    def value(self, expression: form.Expression, state: State) -> Value:
        """What an expression comes to on this path."""
        self.run.step()
        match expression:
            case form.String():
                return self._string(expression, state)
            case form.Number():
                return Scalar(expression.span, expression.text)
            case form.Boolean():
                return Scalar(expression.span, "true" if expression.value else "false", "boolean")
            case form.Null():
                return Nothing(expression.span)
            case form.Name():
                return self._name(expression, state)
            case form.Member():
                return self._member(expression, state)
            case form.Item():
                return self._item(expression, state)
            case form.Call():
                return self._call(expression, state)
            case form.Concat():
                return self._concat(expression, state)
            case form.Format():
                return self._format(expression, state)
            case form.Function():
                return Closure(expression)
        return self._other(expression, state)

    def _other(self, expression: form.Expression, state: State) -> Value:
        match expression:
            case form.Choice():
                return self._choice(expression, state)
            case form.Sequence():
                items = tuple([self.value(item, state) for item in expression.items])
                return Listed(expression.span, items, expression.complete)
            case form.Mapping():
                return self._mapping(expression, state)
            case form.Assigned():
                value = self.value(expression.value, state)
                self._assign(expression.target, value, state)
                return value
            case form.Unknown():
                values = [self.value(part, state) for part in expression.parts]
                for value in values:
                    self._escape(value, state, self.run.source(expression.span))
                    self._callback(value, state)
                return unsure(expression.span, *values)
        return Unsure(expression.span)

    def _string(self, string: form.String, state: State) -> Value:
        parts: list[Content] = []
        origins: set[Span] = set()
        for part in string.parts:
            if isinstance(part, Mapped):
                parts.append((part,))
                continue
            value = self._settled(self.value(part.value, state), part.span)
            self._render(value, state)
            if isinstance(value, Text):
                self.run.use(value)
                origins |= {value.span, *value.origins}
            parts.append(content_of(value, part.source, part.span))
        text = Text(string.span, joined(parts), frozenset(origins))
        if not string.quiet:
            self.run.note(text)
        return text

    def _text(self, span: Span, parts: Iterable[Content], origins: Iterable[Span], *values: Value) -> Value:
        """A text made of others; too long a one is not followed."""
        content = joined(parts)
        if size(content) > _MOST_TEXT:
            return unsure(span, *values)
        made: set[Span] = set(origins)
        for value in values:
            if isinstance(value, Text):
                made |= {value.span, *value.origins}
        text = Text(span, content, frozenset(made))
        self.run.note(text)
        return text

    def _concat(self, expression: form.Concat, state: State) -> Value:
        values = [self._settled(self.value(part, state), part.span) for part in expression.parts]
        if not any(isinstance(value, Text) for value in values):
            for value in values:
                self._render(value, state)
            lists = [value for value in values if isinstance(value, Listed)]
            if len(lists) == len(values):
                items = tuple([item for one in lists for item in one.items])
                return Listed(expression.span, items, all(one.complete for one in lists))
            return unsure(expression.span, *values)
        parts = []
        for value, part in zip(values, expression.parts, strict=True):
            self._render(value, state)
            if isinstance(value, Text):
                self.run.use(value)
            parts.append(content_of(value, self.run.source(part.span), part.span))
        return self._text(expression.span, parts, (), *values)

    def _format(self, expression: form.Format, state: State) -> Value:
        template = self.value(expression.template, state)
        values = self.value(expression.values, state)
        self._render_all(values, state)
        if isinstance(template, Text):
            self.run.filled |= {template.span, *template.origins}
            made = self.dialect.format(template, values, expression.span)
            if isinstance(made, Text):
                self._use_all(values)
                self.run.note(made)
            if made is not None:
                return made
        return unsure(expression.span, template, values)

    def _use_all(self, value: Value) -> None:
        for item in _parts(value):
            if isinstance(item, Text):
                self.run.use(item)

    def _name(self, name: form.Name, state: State) -> Value:
        value = state.get(name.id)
        if value is not None:
            return value
        function = self.run.functions.get(name.id)
        if function is not None:
            return Closure(function)
        return self.dialect.known_name(name.id, name.span) or Unsure(
            name.span, self.dialect.risk(name.id, None, ""), name.id
        )

    def _member(self, member: form.Member, state: State) -> Value:
        path = dotted(member)
        known = state.get(path) if path is not None else None
        if known is not None:
            return known
        owner = self._settled(self.value(member.value, state), member.value.span)
        if isinstance(owner, Library):
            return self.dialect.member(owner.path, member.name) or Unsure(member.span)
        if isinstance(owner, Dictionary):
            found = next((entry.value for entry in owner.entries if entry.key == member.name), None)
            if found is not None:
                return found
        if isinstance(owner, Unsure):
            path = f"{owner.source}.{member.name}" if owner.source else member.name
            known = self.dialect.known_member(path, member.name)
            if known is not None:
                return known
            return Method(Unsure(owner.span, owner.risk, owner.source), member.name, member.name_span)
        return Method(owner, member.name, member.name_span)

    def _item(self, item: form.Item, state: State) -> Value:
        owner = self.value(item.value, state)
        key = self.value(item.key, state)
        self._escape(key, state, self.run.source(item.span))
        plain = key.plain() if isinstance(key, Text) else None
        if isinstance(owner, Dictionary) and plain is not None:
            found = next((entry.value for entry in owner.entries if entry.key == plain), None)
            if found is not None:
                return found
        self._escape(owner, state, self.run.source(item.span))
        return self._accessed(owner, plain, item.span)

    def _accessed(self, owner: Value, key: str | None, span: Span) -> Value:
        """What a member or item that is read gives, where it is not known."""
        base, path = owner, ""
        if isinstance(owner, Method):
            base, path = owner.owner, owner.name
        risk = base.risk if isinstance(base, Unsure) else ""
        source = base.source if isinstance(base, Unsure) else ""
        whole = f"{source}.{path}" if source and path else source or path
        return Unsure(span, self.dialect.risk(whole, key, risk), whole)

    def _settled(self, value: Value, span: Span) -> Value:
        """A member that is used as a value, not called."""
        if not isinstance(value, Method) or isinstance(value.owner, Nodes):
            return value
        read = self._accessed(value.owner, value.name, span)
        path = f"{read.source}.{value.name}" if isinstance(read, Unsure) and read.source else value.name
        return replace(read, source=path) if isinstance(read, Unsure) else read

    def _choice(self, choice: form.Choice, state: State) -> Value:
        if choice.test is not None:
            self.value(choice.test, state)
        states, values = [], []
        for one in choice.values:
            inner = state.copy()
            values.append(self._settled(self.value(one, inner), one.span))
            states.append(inner)
        after = join(states, [self.run.source(choice.span)] * len(states))
        state.names, state.members, state.contents = after.names, after.members, after.contents
        nodes = [value for value in values if isinstance(value, Nodes)]
        if nodes:
            return Nodes(tuple(dict.fromkeys(number for value in nodes for number in value.numbers)))
        if all(value == values[0] for value in values):
            return values[0]
        if all(isinstance(value, Text) for value in values):
            texts = [value for value in values if isinstance(value, Text)]
            source = self.run.source(choice.test.span) if choice.test is not None else "..."
            fork = Fork("if", (source, *[""] * (len(texts) - 1)), tuple([text.content for text in texts]))
            self.run.use(*texts)
            return self._text(choice.span, [(fork,)], (), *values)
        named = next((value.source for value in values if isinstance(value, Unsure) and value.source), "")
        return replace(unsure(choice.span, *values), source=named)

    def _mapping(self, mapping: form.Mapping, state: State) -> Value:
        entries: list[Keyed] = []
        complete = mapping.complete
        for one in mapping.spread:
            value = self.value(one, state)
            if isinstance(value, Dictionary):
                entries += value.entries
                complete = complete and value.complete
            else:
                self._escape(value, state, self.run.source(one.span))
                complete = False
        for entry in mapping.entries:
            value = self._settled(self.value(entry.value, state), entry.value.span)
            entries = [known for known in entries if known.key != entry.key]
            entries.append(Keyed(entry.key, entry.key_span, value))
            if isinstance(value, Closure):
                self._define(value.function, state)
        return Dictionary(mapping.span, tuple(entries), complete)

    # -- calls

    def _call(self, call: form.Call, state: State) -> Value:
        function = self.value(call.function, state)
        given = tuple([self._given(argument, state) for argument in call.arguments])
        if isinstance(function, Library):
            cls = self.dialect.constructs(function.path, call.new)
            helper = self.run.classes.get(cls) if cls else None
            if helper is not None:
                return self._construct(helper, call, given, state)
        if isinstance(function, Method):
            known = self._method(function, call, given, state)
            if known is not None:
                return known
        closure = self._local(call, function)
        if closure is not None and self._worth(closure, given, state):
            return self._inline(closure, call, given, state)
        name = _last(call.function)
        if not isinstance(function, Method):
            made = self.dialect.function_of_text(name, given, call.span)
            if made is not None:
                self._altered(given)
                if name in self.dialect.formats and isinstance(template := given[0].value, Text):
                    self.run.filled |= {template.span, *template.origins}
                if isinstance(made, Text):
                    self.run.note(made)
                return made
        return self._stranger(call, name, function, given, state)

    def _given(self, argument: form.Argument, state: State) -> Given:
        value = self._settled(self.value(argument.value, state), argument.value.span)
        return Given(value, argument.value.span, argument.name, argument.name_span, argument.spread)

    def _altered(self, given: tuple[Given, ...]) -> None:
        for one in given:
            if isinstance(one.value, Text):
                self.run.use(one.value)

    def _construct(self, helper: HelperClass, call: form.Call, given: tuple[Given, ...], state: State) -> Value:
        place = call.function.name_span if isinstance(call.function, form.Member) else call.function.span
        number = self._made(helper, helper.signature, place, call.span, given, state)
        self._blocks(given, number, state)
        return Nodes((number,))

    def _made(
        self, helper: HelperClass, signature: Signature, place: Span, span: Span, given: tuple[Given, ...],
        state: State,
    ) -> int:  # fmt: skip
        bound = self.dialect.bind(signature, given)
        node = Node(helper, place, span, list(bound.attributes), bound.open_attributes)
        number = self._new(node, state)
        for text, where in bound.texts:
            self._put(text, number, where, state)
        for kind, where, data in bound.problems:
            self.run.problem(kind, where, method=self.run.source(place), element=helper.element, **data)
        for one in given:
            for item in _parts(one.value):
                if isinstance(item, Nodes):
                    self._escape(item, state, self.run.source(span))
        return number

    def _put(self, value: Value, number: int, span: Span, state: State) -> None:
        """Put a text into a node."""
        if isinstance(value, Nothing):
            return
        content = content_of(value, self.run.source(span), span)
        if isinstance(value, Text):
            self.run.use(value)
            if not value.content:
                content = ()
        for item in content:
            state.contents[number] = (*state.contents[number], item)

    def _blocks(self, given: tuple[Given, ...], number: int, state: State) -> None:
        """A block that is given to a builder method runs once, with the new node."""
        for one in given:
            if isinstance(one.value, Closure):
                function = one.value.function
                inner = Ends()
                kept = {p.name: state.names.get(p.name) for p in function.parameters}
                for parameter in function.parameters[:1]:
                    state.names[parameter.name] = Nodes((number,))
                after = self._block(function.body, state, inner)
                states = [*[end for end, _ in inner.returns], *([after] if after is not None else [])]
                self.followed.add(id(function))
                merged = self._together(states, [""] * len(states))
                if merged is not None and merged is not state:
                    self._become(state, merged)
                for name, value in kept.items():
                    state.forget(name)
                    if value is not None:
                        state.names[name] = value

    @staticmethod
    def _become(state: State, other: State) -> None:
        state.names, state.members, state.contents = other.names, other.members, other.contents
        state.rendered, state.written = other.rendered, other.written

    def _method(self, method: Method, call: form.Call, given: tuple[Given, ...], state: State) -> Value | None:
        """A method of something known; ``None`` where it is not."""
        owner = method.owner
        if isinstance(owner, Nodes):
            return self._node_method(owner, method, call, given, state)
        if isinstance(owner, Text):
            made = self.dialect.method_of_text(owner, method.name, given, call.span)
            if made is not None:
                self._text_made(owner, made, method.name, given)
                self._render_given(given, state)
                return made
            self.run.filled |= {owner.span, *owner.origins}
            return None
        if isinstance(owner, Listed):
            return self._list_method(owner, method, call, given, state)
        return None

    def _text_made(self, owner: Text, made: Value, name: str, given: tuple[Given, ...]) -> None:
        self.run.use(owner)
        if name in self.dialect.formats:
            self.run.filled |= {owner.span, *owner.origins}
        for one in given:
            self._use_all(one.value)
        if isinstance(made, Text):
            self.run.note(made)

    def _list_method(
        self, owner: Listed, method: Method, call: form.Call, given: tuple[Given, ...], state: State
    ) -> Value | None:
        made = self.dialect.method_of_list(owner, method.name, given, call.span)
        if made is not None:
            for item in owner.items:
                self._use_all(item)
            if isinstance(made, Text):
                self.run.note(made)
            return made
        path = dotted(call.function.value) if isinstance(call.function, form.Member) else None
        if path is None or state.get(path) is None:
            return None
        if method.name in self.dialect.list_appends and not any(one.spread for one in given):
            items = (*owner.items, *[one.value for one in given])
            if len(items) <= _MOST_TEXT:
                state.names[path] = Listed(owner.span, items, owner.complete)
                return Nothing(call.span)
        state.names[path] = Listed(owner.span, owner.items, False)
        return None

    def _node_method(
        self, owner: Nodes, method: Method, call: form.Call, given: tuple[Given, ...], state: State
    ) -> Value | None:
        name = method.name
        if name in self.dialect.renders:
            self._render(owner, state)
            return Unsure(call.span)
        if name in self.dialect.appends:
            return self._append(owner, name, given, call, state)
        signatures = [self._signature(number, name) for number in owner.numbers]
        if any(signature is None for signature in signatures):
            attribute = self.dialect.setter(name)
            if attribute is not None and len(given) == 1:
                for number in owner.numbers:
                    self.run.nodes[number].attributes.append(
                        Set(attribute, method.name_span, given[0].value, given[0].span)
                    )
                return owner
            self._unknown_method(owner, method, call, given, state)
            return Unsure(call.span)
        signature = signatures[0]
        assert signature is not None, "none of them is"
        helper = self.run.classes[signature.cls]
        child = self._made(helper, signature, method.name_span, call.span, given, state)
        self._attach(owner, Child(child), state)
        self._blocks(given, child, state)
        return owner if self.dialect.returns_parent else Nodes((child,))

    def _signature(self, number: int, name: str) -> Signature | None:
        return self.dialect.method(name, self.run.nodes[number].helper.methods)

    def _attach(self, owner: Nodes, child: Child | Fork, state: State) -> None:
        if len(owner.numbers) == 1:
            state.add(owner.numbers[0], child)
            return
        for number in owner.numbers:  # one of them, and nobody knows which
            state.add(number, Fork("if", ("...",), ((child,),)))

    def _unknown_method(
        self, owner: Nodes, method: Method, call: form.Call, given: tuple[Given, ...], state: State
    ) -> None:
        helpers = [self.run.nodes[number].helper for number in owner.numbers]
        name = method.name
        known = self.dialect.known_members
        if not any(name in one.methods or name in one.former or name in known for one in helpers):
            first = helpers[0]
            others = [one for one in self.run.classes.values() if name in one.methods]
            # a root is told by its class, since all of them make a <Response>
            elsewhere = sorted({one.name.partition(".")[2] if one.is_root else f"<{one.element}>" for one in others})
            self.run.problem(
                "unknown-method", method.name_span, method=name, element=first.element, methods=sorted(first.methods),
                elsewhere=elsewhere,
            )  # fmt: skip
        self._escape(owner, state, self.run.source(call.span))
        for one in given:
            self._escape(one.value, state, self.run.source(call.span))

    def _append(self, owner: Nodes, name: str, given: tuple[Given, ...], call: form.Call, state: State) -> Value:
        for one in given:
            if isinstance(one.value, Nodes):
                numbers = [number for number in one.value.numbers if not set(owner.numbers) & set(state.below(number))]
                if len(numbers) < len(one.value.numbers):  # a node inside itself
                    self._escape(owner, state, self.run.source(call.span))
                elif len(numbers) == 1:
                    self._attach(owner, Child(numbers[0]), state)
                else:  # one of them, and nobody knows which
                    branches: tuple[Content, ...] = tuple([(Child(number),) for number in numbers])
                    self._attach(owner, Fork("if", ("...",) * len(branches), branches), state)
            elif isinstance(one.value, Text):
                for parent in owner.numbers:
                    self._put(one.value, parent, call.span, state)
            else:
                self._escape(owner, state, self.run.source(call.span))
        if name in self.dialect.appends_to_self or not given:
            return owner
        return given[0].value

    def _local(self, call: form.Call, function: Value) -> form.Function | None:
        """The function of this file that is called, if it is one."""
        if isinstance(function, Closure):
            return function.function
        if isinstance(function, Method) and isinstance(call.function, form.Member):
            owner = dotted(call.function.value)
            if owner in self.dialect.selves:
                return self._method_of_class(call.function.name, call.span)
        return None

    def _method_of_class(self, name: str, at: Span) -> form.Function | None:
        found = self.run.methods.get(name, ())
        return next((method for span, method in found if span.start <= at.start < span.end), None)

    def _worth(self, function: form.Function, given: tuple[Given, ...], state: State) -> bool:
        """Whether following a function can tell anything: it gets a node or a text, or makes one."""
        if self.run.depth >= DEEPEST or id(function) in self.run.active:
            return False
        values = [item for one in given for item in _parts(one.value)]
        if any(isinstance(item, Nodes) or (isinstance(item, Text) and _has_markup(item)) for item in values):
            return True
        return id(function) in self.relevant or any(
            isinstance(state.names.get(name), Nodes) for name in self._scope(function.body, function.parameters).names
        )

    def _inline(self, function: form.Function, call: form.Call, given: tuple[Given, ...], state: State) -> Value:
        """Follow a local function with these arguments; what it does to nodes it does here."""
        inner = state.copy()
        if not self._is_inner(function, state):
            # a function sees the scope that it stands in, and of the caller's the members of the object alone
            selves = self.dialect.selves
            inner.names = {name: inner.names[name] for name in inner.members if name.partition(".")[0] in selves}
            inner.members = set(inner.names)
        parameters = list(function.parameters)
        if isinstance(call.function, form.Member) and parameters and parameters[0].name in self.dialect.selves:
            parameters.pop(0)
        self._bind(parameters, given, call, inner)
        self.run.depth += 1
        self.run.active.append(id(function))
        ends = Ends()
        try:
            after = self._block(function.body, inner, ends)
        finally:
            self.run.depth -= 1
            self.run.active.pop()
        returns = [*ends.returns, *([(after, None)] if after is not None else [])]
        if not returns:
            return Unsure(call.span)
        value = self._one_of([value for _, value in returns], call.span)
        merged = join([end for end, _ in returns], [self.run.source(call.span)] * len(returns))
        merged.names, merged.members = state.names, state.members
        self._become(state, merged)
        return value

    def _is_inner(self, function: form.Function, state: State) -> bool:
        """Whether a function stands in the body that calls it, or that body is the top level."""
        value = state.names.get(function.name)
        return not function.name or (isinstance(value, Closure) and value.function is function)

    def _bind(self, parameters: list[form.Parameter], given: tuple[Given, ...], call: form.Call, state: State) -> None:
        for parameter in parameters:
            state.forget(parameter.name)
            default = parameter.default
            state.names[parameter.name] = self.value(default, state) if default is not None else Unsure(call.span)
        spread = any(one.spread for one in given)
        position = 0
        for one in given:
            if one.name is not None:
                state.names[one.name] = one.value
            elif not one.spread:
                if position < len(parameters):
                    state.names[parameters[position].name] = one.value
                else:
                    self._escape(one.value, state, self.run.source(call.span))
                position += 1
            if spread:
                self._escape(one.value, state, self.run.source(call.span))

    def _one_of(self, values: Sequence[Value | None], span: Span) -> Value:
        known = [value for value in values if value is not None]
        if known and all(value == known[0] for value in known):
            return known[0]
        nodes = [value for value in known if isinstance(value, Nodes)]
        if nodes and len(nodes) == len(known):
            return Nodes(tuple(dict.fromkeys(number for value in nodes for number in value.numbers)))
        return unsure(span, *known)

    def _stranger(self, call: form.Call, name: str, function: Value, given: tuple[Given, ...], state: State) -> Value:
        """A function that is not known: it may do anything to the nodes it gets, unless it is known to be harmless."""
        harmless = self.dialect.is_harmless(name)
        for one in given:
            if harmless:
                self._render_all(one.value, state)
            else:
                self._escape(one.value, state, self.run.source(call.span))
        for one in given:
            self._callback(one.value, state)
        if isinstance(function, Method):
            self._escape(function.owner, state, self.run.source(call.span))
        path = ""
        if isinstance(function, Method) and isinstance(function.owner, Unsure):
            source = function.owner.source
            path = f"{source}.{function.name}" if source else function.name
        elif isinstance(function, Unsure):
            path = function.source
        return self.dialect.called(path or name, function, given, call.span)

    def _callback(self, value: Value, state: State) -> None:
        """A function that is handed on may run any number of times, here or later."""
        for item in _parts(value):
            if not isinstance(item, Closure) or id(item.function) in self.run.active:
                continue
            if not state.contents or self.run.depth >= DEEPEST:
                self._define(item.function, state)
                continue
            self.followed.add(id(item.function))
            inner = state.copy()
            inner.rendered = {}
            self._parameters(item.function, inner)
            ends = Ends()
            self.run.depth += 1
            self.run.active.append(id(item.function))
            try:
                after = self._block(item.function.body, inner, ends)
            finally:
                self.run.depth -= 1
                self.run.active.pop()
            states = [*[end for end, _ in ends.returns], *([after] if after is not None else [])]
            for end, returned in ends.returns:
                self._returned(returned, end)
            made = {number for end in states for number in end.contents} - set(state.contents)
            for end in states:
                self._settle(end)
                self._finish_inside(end, made)
            if not states:
                continue
            turned = join(states, [""] * len(states))
            after_all = join([turned, state], [self.run.source(item.function.span), ""], "for")
            # what the callback made for itself is done with; what it put into other nodes is not
            kept = {node for outer in state.contents for node in after_all.below(outer)}
            state.contents = {n: content for n, content in after_all.contents.items() if n in kept or n not in made}
            for end in states:
                state.written |= end.written

    def _finish_inside(self, state: State, made: set[int]) -> None:
        """The documents that a callback made for itself."""
        for number in made:
            if self.run.nodes[number].helper.is_root and number not in state.written:
                self.run.build(number, state.below(number), complete=False)

    # -- nodes that are written, or that anything may happen to

    def _render(self, value: Value, state: State) -> None:
        """A node is written as text."""
        if isinstance(value, Nodes):
            for number in value.numbers:
                state.rendered[number] = state.below(number)

    def _render_all(self, value: Value, state: State) -> None:
        for item in _parts(value):
            self._render(item, state)

    def _render_given(self, given: tuple[Given, ...], state: State) -> None:
        for one in given:
            self._render_all(one.value, state)

    def _escape(self, value: Value, state: State, source: str) -> None:
        """Code that is not seen gets hold of a value: nodes in it become open."""
        for item in _parts(value):
            if isinstance(item, Nodes):
                for number in item.numbers:
                    state.open(number, source)

    def _escape_items(self, value: Value, state: State, source: str) -> None:
        if not isinstance(value, Text):
            self._escape(value, state, source)


def _parts(value: Value) -> list[Value]:
    """A value and, of a list or mapping, all that is in it."""
    found: list[Value] = []
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, Listed):
            pending.extend(item.items)
        elif isinstance(item, Dictionary):
            pending.extend([entry.value for entry in item.entries])
        elif isinstance(item, Method) and isinstance(item.owner, Nodes):
            found.append(item.owner)
        else:
            found.append(item)
    return found


def _has_markup(text: Text) -> bool:
    return any(isinstance(item, Mapped) and "<" in item.text for item in text.content)


def _maps(state: State) -> list[MutableMapping[str, Value]]:
    return [{}, *(state.outer.maps if isinstance(state.outer, ChainMap) else [])]


def _last(function: form.Expression) -> str:
    return (
        function.name if isinstance(function, form.Member) else function.id if isinstance(function, form.Name) else ""
    )
