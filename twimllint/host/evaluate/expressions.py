"""What expressions come to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from twimllint.host import form
from twimllint.host.dialect import unsure
from twimllint.host.evaluate.effects import Effects
from twimllint.host.guards import guarded
from twimllint.host.mapped import Mapped
from twimllint.host.paths import State, join
from twimllint.host.relevant import words_of
from twimllint.host.scopes import dotted
from twimllint.host.texts import MOST_CHARACTERS, content_of, joined
from twimllint.host.values import (
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
    TextTooLongError,
    Unsure,
    Value,
    among,
    is_vacant,
    parts_of,
)  # fmt: skip
from twimllint.source.span import Span

#: Larger tables hold data, not what a program chooses between.
_MOST_OF_TABLE = 100
#: Tests of more characters are not searched for what they ask.
_MOST_OF_TEST = 200
#: What reads a value that something holds, and values that may be there to be filled.
_HELD = frozenset({form.Name, form.Member, form.Item})
_FILLED = frozenset({Text, Listed})
#: What changes no state when it is evaluated.
_STILL = (form.Name, form.Number, form.Boolean, form.Null)


#: The name of the method that each kind of expression is evaluated by.
_EVALUATORS: dict[type, str] = {
    form.Name: "_name", form.String: "_string", form.Member: "_member", form.Call: "_call",
    form.Unknown: "_unknown", form.Opaque: "_opaque", form.Item: "_item", form.Concat: "_concat",
    form.Format: "_format", form.Choice: "_choice", form.Mapping: "_mapping", form.Sequence: "_sequence",
    form.Assigned: "_assigned", form.Function: "_function", form.Number: "_constant",
    form.Boolean: "_constant", form.Null: "_constant",
}  # fmt: skip


class Expressions(Effects):
    """All expressions but calls and assignments, which the layers above follow."""

    #: the methods themselves, of the topmost layer: each is looked up once, not for each expression
    _evaluators: ClassVar[dict[type, Callable[[Any, Any, State], Value]]] = {}

    def __init_subclass__(cls) -> None:
        cls._evaluators = {kind: getattr(cls, name) for kind, name in _EVALUATORS.items()}

    def _call(self, call: form.Call, state: State) -> Value:
        raise NotImplementedError

    def _assign(self, target: form.Expression, value: Value, state: State) -> None:
        raise NotImplementedError

    def _callback(self, value: Value, state: State, call: form.Call | None = None) -> None:
        raise NotImplementedError

    def _define(self, function: form.Function, state: State) -> None:
        raise NotImplementedError

    def _may_have_run(self, function: form.Function, state: State) -> None:
        raise NotImplementedError

    def value(self, expression: form.Expression, state: State) -> Value:
        """What an expression comes to on this path."""
        self.run.steps += 1  # the next statement looks whether these are too many
        kind = type(expression)
        if kind is form.Name:  # a third of all, and most are known
            known = state.names.get(expression.id)  # type: ignore[union-attr]
            if known is not None:
                return known
        try:
            return self._evaluators[kind](self, expression, state)
        except TextTooLongError:
            return Unsure(expression.span)

    def _constant(self, expression: form.Number | form.Boolean | form.Null, _state: State) -> Value:
        if isinstance(expression, form.Number):
            return Scalar(expression.span, expression.text)
        if isinstance(expression, form.Boolean):
            return Scalar(expression.span, "true" if expression.value else "false", "boolean")
        return Nothing(expression.span)

    def _function(self, function: form.Function, _state: State) -> Value:
        return Closure(function)

    def _sequence(self, sequence: form.Sequence, state: State) -> Value:
        items = tuple([self._read(item, state) for item in sequence.items])
        return Listed(sequence.span, items, sequence.complete)

    def _assigned(self, assigned: form.Assigned, state: State) -> Value:
        value = self.value(assigned.value, state)
        self._assign(assigned.target, value, state)
        return value

    def _unknown(self, expression: form.Unknown, state: State) -> Value:
        values = [self.value(part, state) for part in expression.parts]
        for part in expression.parts:
            self._shared(part, state)
        for value in values:
            self._escape(value, state, expression.span)
            self._callback(value, state)
        return unsure(expression.span, *values)

    def _opaque(self, opaque: form.Opaque, state: State) -> Value:
        """Whatever a part of the program names that is not read may be changed there; its functions may have run."""
        functions = self.run.functions
        paths = opaque.names.paths_within(opaque.span, (state.names, *state.outer, functions), state.members)
        self.run.steps += len(paths)
        values: list[Value] = []
        for path in paths:
            value = state.get(path)
            if value is None and path in functions:
                value = Closure(functions[path])
            if value is not None:
                values.append(value)
                self._escape(value, state, opaque.span)
                self._path_shared(path, state, opaque.span)
        called = [part for value in values for part in parts_of(value) if isinstance(part, Closure)]
        for closure in called:
            self._may_have_run(closure.function, state)
        for number in [*state.contents] if called else ():
            state.open(number, self.run.source(opaque.span))
        return unsure(opaque.span, *values)

    def _string(self, string: form.String, state: State) -> Value:
        if len(string.parts) == 1 and isinstance(string.parts[0], Mapped):
            text = Text(string.span, string.parts)  # type: ignore[arg-type]
            if "<" in string.parts[0].text and not string.quiet:
                self.run.note(text)
            return text
        parts: list[Content] = []
        origins: set[Span] = set()
        for part in string.parts:
            if isinstance(part, Mapped):
                parts.append((part,))
                continue
            value = self._read(part.value, state)
            self._render(value, state)
            if isinstance(value, Text):
                self.run.use(value)
                origins |= {value.span, *value.origins}
            parts.append(content_of(value, part.source, part.span))
        whole = None if all(isinstance(part, Mapped) for part in string.parts) else MOST_CHARACTERS
        text = Text(string.span, joined(parts, whole), frozenset(origins))
        if whole is not None:
            self.run.grow(text, len(string.parts))
        if not string.quiet:
            self.run.note(text)
        return text

    def _concat(self, expression: form.Concat, state: State) -> Value:
        first, *others = expression.parts
        # what a text grows from may be empty: ``xml = xml + "<Say>"``
        values = [self._settled(self.value(first, state), first.span), *[self._read(part, state) for part in others]]
        if not any(isinstance(value, Text) for value in values):
            for value in values:
                self._render(value, state)
            lists = [value for value in values if isinstance(value, Listed)]
            if len(lists) == len(values):
                items = tuple([item for listed in lists for item in listed.items])
                return Listed(expression.span, items, all(listed.complete for listed in lists))
            return unsure(expression.span, *values)
        parts = []
        for value, part in zip(values, expression.parts, strict=True):
            self._render(value, state)
            if isinstance(value, Text):
                self.run.use(value)
            source = "" if isinstance(value, Text) else self.run.source(part.span)
            parts.append(content_of(value, source, part.span))
        return self._text(expression.span, parts, *values)

    def _format(self, expression: form.Format, state: State) -> Value:
        template = self.value(expression.template, state)
        values = self._read(expression.values, state)
        self._render_all(values, state)
        if isinstance(template, Text):
            self.run.filled |= {template.span, *template.origins}
            result = self.dialect.format(template, values, expression.span)
            if isinstance(result, Text):
                self._use_all(values)
                self.run.grow(result)
                self.run.note(result)
            if result is not None:
                return result
        return unsure(expression.span, template, values)

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
        value = None if member.path is None else state.get(member.path)
        if value is not None:
            return value
        owner = self.value(member.value, state)
        if type(owner) is Method:
            owner = self._settled(owner, member.value.span)
        if isinstance(owner, Library):
            return self.dialect.member(owner.path, member.name) or Unsure(member.span)
        if isinstance(owner, Dictionary):
            held = owner.value_of(member.name)
            if held is not None:
                return held
        if isinstance(owner, Unsure):
            path = f"{owner.source}.{member.name}" if owner.source else member.name
            value = self.dialect.known_member(path, member.name)
            if value is not None:
                return value
            return Method(Unsure(owner.span, owner.risk, owner.source), member.name, member.name_span)
        return Method(owner, member.name, member.name_span)

    def _item(self, item: form.Item, state: State) -> Value:
        owner = self.value(item.value, state)
        key = self.value(item.key, state)
        self._escape(key, state, item.span)
        plain = key.plain() if isinstance(key, Text) else None
        if isinstance(owner, Listed) and owner.complete and isinstance(key, Scalar) and key.text.isdigit():
            return [*owner.items, Unsure(item.span)][min(int(key.text), len(owner.items))]
        if isinstance(owner, Dictionary | Listed) and not isinstance(key, Scalar):
            held = found(owner, plain, item.span)
            if held is not None:
                return held
        self._escape(owner, state, item.span)
        return self._looked_up(self._accessed(owner, plain, item.span), item.key, key)

    @staticmethod
    def _looked_up(found: Unsure, expression: form.Expression, key: Value) -> Unsure:
        """What was found in a collection with a key that a variable holds."""
        path = dotted(expression) if isinstance(key, Unsure) and key.risk and not found.risk else None
        return replace(found, key=path) if path is not None else found

    def _accessed(self, owner: Value, key: str | None, span: Span) -> Unsure:
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
        return Unsure(read.span, read.risk, f"{read.source}.{value.name}" if read.source else value.name)

    def _read(self, expression: form.Expression, state: State) -> Value:
        """What an expression puts somewhere else.

        An empty text or list that a variable holds is there to be filled, by code that may be out of sight.
        """
        value = self.value(expression, state)
        if type(value) is Method:
            return self._settled(value, expression.span)
        return Unsure(expression.span, "", dotted(expression) or "") if self._to_fill(value, expression) else value

    @staticmethod
    def _to_fill(value: Value, expression: form.Expression) -> bool:
        return type(value) in _FILLED and type(expression) in _HELD and is_vacant(value)

    def _test(self, test: form.Expression, state: State) -> None:
        """Evaluate a test; what it compares with a list or pattern brings no markup into a text from here on.

        Neither does what something was looked up with, if the test is whether it was found.
        """
        self.value(test, state)
        written = self.run.text[test.span.start : test.span.end]
        keys: set[str] = set()
        for word in words_of(written) if len(written) < _MOST_OF_TEST else ():
            value = state.get(word)
            if isinstance(value, Unsure):
                keys |= {value.key} if value.key else set()
                if value.among:  # which of these it is on either way, the test decides
                    state.names[word] = replace(value, among=())
            elif isinstance(value, Text) and _is_one_of_several(value):
                state.names[word] = Unsure(value.span, "", word)
        self._bring_no_markup(guarded(written) | keys, test.span, state)

    def _bring_no_markup(self, paths: Iterable[str], span: Span, state: State) -> None:
        """What a test, whose place is given, has found out of variables and members."""
        for path in paths:
            value = state.get(path)
            if isinstance(value, Method):
                value = self._settled(value, span)
            if isinstance(value, Unsure) and value.risk:
                state.names[path] = replace(value, risk="")
            elif value is None and "." in path and self.dialect.risk(*path.rpartition(".")[::2], "") == "request":
                state.set(path, Unsure(span, "", path))

    def _choice(self, choice: form.Choice, state: State) -> Value:
        if choice.test is not None:
            self._test(choice.test, state)
        values = self._values_of(choice, state)
        nodes = [value for value in values if isinstance(value, Nodes)]
        if nodes:
            return Nodes(tuple(dict.fromkeys(number for value in nodes for number in value.numbers)))
        if all(value == values[0] for value in values) or self._is_the_first(choice, values):
            return values[0]
        if all(isinstance(value, Text) for value in values):
            texts = [value for value in values if isinstance(value, Text)]
            source = self.run.source(choice.test.span) if choice.test is not None else "..."
            fork = Fork("if", (source, *[""] * (len(texts) - 1)), tuple([text.content for text in texts]))
            self.run.use(*texts)
            return self._text(choice.span, [(fork,)], *values)
        for value in values:
            self._escape(value, state, choice.span)
        mappings = [value for value in values if isinstance(value, Dictionary)]
        entries = tuple([entry for mapping in mappings for entry in mapping.perhaps()])
        if entries:
            return Dictionary(choice.span, entries, False)
        named = next((value.source for value in values if isinstance(value, Unsure) and value.source), "")
        return replace(unsure(choice.span, *values), source=named, among=among(_direct(values, choice.values)))

    def _is_the_first(self, choice: form.Choice, values: list[Value]) -> bool:
        """Whether ``a ?? b``, ``a || b`` or ``{ a = b }`` is ``a``: a text that is not empty."""
        first, other = values[0], choice.values[1]
        if choice.test is not None or not isinstance(first, Text) or not _holds_some(first.content):
            return False
        if other.span.end <= choice.values[0].span.end:  # in a pattern
            return True
        between = self.run.text[choice.values[0].span.end : other.span.start]
        return len(values) == 2 and re.fullmatch(r"[\s()]*(?:\?\?|\|\||or)[\s()]*", between) is not None

    def _values_of(self, choice: form.Choice, state: State) -> list[Value]:
        """The values of which one is taken; what each does to the state may have been done afterwards."""
        if all(_is_still(alternative) for alternative in choice.values):
            return [self._settled(self.value(alternative, state), alternative.span) for alternative in choice.values]
        states, values = [], []
        for alternative in choice.values:
            inner = state.copy()
            values.append(self._settled(self.value(alternative, inner), alternative.span))
            states.append(inner)
        after = join(states, [self.run.source(choice.span)] * len(states))
        state.names, state.members, state.contents = after.names, after.members, after.contents
        for inner in states:
            state.rendered |= inner.rendered
        return values

    def _mapping(self, mapping: form.Mapping, state: State) -> Value:
        whole = Dictionary(mapping.span, (), mapping.complete)
        for spread in mapping.spread:
            value = self.value(spread, state)
            if isinstance(value, Dictionary):
                whole = whole.overlaid(value.entries, value.complete)
            else:
                self._escape(value, state, spread.span)
                whole = whole.overlaid((), False)
        own: dict[str, Keyed] = {}
        for entry in mapping.entries:
            value = self._read(entry.value, state)
            own.pop(entry.key, None)  # the last one counts, in its own place
            own[entry.key] = Keyed(entry.key, entry.key_span, value, entry.value.span)
            if isinstance(value, Closure):
                self._define(value.function, state)
        whole = whole.overlaid(tuple(own.values()))
        entries = {entry.key: entry for entry in whole.entries}
        if "language" in entries or "lang" in entries:
            # { language: "xml", code: "<Response>...": what a page shows
            code = [entries[key].value for key in ("code", "snippet") if key in entries]
            self.run.listings |= {value.span for value in code if isinstance(value, Text)}
        return whole


def found(owner: Dictionary | Listed, key: str | None, span: Span) -> Value | None:
    """What is found in a collection: with a key, or with one that is not known; ``None`` where nothing is known."""
    if key is not None:
        return owner.value_of(key) if isinstance(owner, Dictionary) else None
    values = list(owner.items) if isinstance(owner, Listed) else [entry.value for entry in owner.entries]
    if len(values) > _MOST_OF_TABLE:
        return None
    entries = tuple([entry for value in values if isinstance(value, Dictionary) for entry in value.perhaps()])
    if entries:
        return Dictionary(span, entries, False)
    literals = among(values) if all(isinstance(value, Text | Scalar | Unsure) for value in values) else ()
    return Unsure(span, among=literals) if literals else None


def _direct(values: Sequence[Value], written: Sequence[form.Expression]) -> list[Value]:
    """Values without those of variables: beside another one, which of its literals a variable holds is not known."""
    return [
        value
        for value, expression in zip(values, written, strict=True)
        if not isinstance(expression, form.Name | form.Member) or isinstance(value, Text | Scalar)
    ]


def _holds_some(content: Content) -> bool:
    """Whether a text cannot be empty."""
    return any(
        bool(item.text) if isinstance(item, Mapped) else all(_holds_some(branch) for branch in item.branches)
        for item in content
        if isinstance(item, Mapped) or (isinstance(item, Fork) and item.kind == "if" and not item.sources[-1])
    )


def _is_one_of_several(text: Text) -> bool:
    """Whether a text is one of several literals without markup."""
    if len(text.content) != 1 or not isinstance(text.content[0], Fork):
        return False
    literals = [literal.plain() or "" for literal in among((text,)) if isinstance(literal, Text)]
    return len(literals) > 1 and not any("<" in literal for literal in literals)


def _is_still(expression: form.Expression) -> bool:
    """Whether evaluating an expression changes no state for sure."""
    while isinstance(expression, form.Member):
        expression = expression.value
    if isinstance(expression, form.String):
        return not any(isinstance(part, form.Hole) for part in expression.parts)
    return isinstance(expression, _STILL)
