"""What a body binds and uses, looked up before it is followed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from twimllint.host import form
from twimllint.source.span import Span


@dataclass(slots=True)
class Scope:
    """The names that a body assigns, and how often; those that grow in it (``+=``); its functions by name."""

    assigned: dict[str, int] = field(default_factory=dict)
    grown: set[str] = field(default_factory=set)
    functions: dict[str, form.Function] = field(default_factory=dict)

    def bind(self, names: Iterable[str]) -> None:
        """Count an assignment of each name."""
        for name in names:
            self.assigned[name] = self.assigned.get(name, 0) + 1


class Scopes:
    """The scopes of all bodies of a program: its own, those of functions and of loops. Walks it once.

    ``functions`` lists all functions, those in others and in classes included.
    """

    def __init__(self, body: form.Block) -> None:
        self.functions: list[form.Function] = []
        self._scopes: dict[int, Scope] = {}
        # what is still to be looked at, the last first, with the scopes that its names are bound in: that of the
        # function and of the loops around it
        pending: list[tuple[list[object], tuple[Scope, ...]]] = [([*body], (self._of(body),))]
        while pending:
            items, scopes = pending[-1]
            if not items:
                pending.pop()
                continue
            item = items.pop()
            bind = _BINDERS.get(type(item))
            if bind is not None:
                for scope in scopes:
                    bind(item, scope)
            if isinstance(item, form.Function):
                self.functions.append(item)
                scope = self._of(item.body)
                scope.bind([parameter.name for parameter in item.parameters])
                pending.append(([parameter.default for parameter in item.parameters], ()))
                pending.append(([*item.body], (scope,)))
            elif isinstance(item, form.Loop):
                pending.append(([item.over], scopes))
                pending.append(([*item.body], (*scopes, self._of(item.body))))
            elif inner := children(item):
                pending.append((inner, () if isinstance(item, form.Class) else scopes))

    def _of(self, body: form.Block) -> Scope:
        scope = Scope()
        if body:  # all empty bodies are one object
            self._scopes[id(body)] = scope
        return scope

    def of(self, body: form.Block) -> Scope:
        """The scope of a body of the program."""
        return self._scopes.get(id(body)) or Scope()


def dotted(expression: form.Expression) -> str | None:
    """``a.b.c`` for names and members of names; ``None`` for anything else."""
    if isinstance(expression, form.Name):
        return expression.id
    parts: list[str] = []
    while isinstance(expression, form.Member):
        parts.append(expression.name)
        expression = expression.value
    if not isinstance(expression, form.Name):
        return None
    return ".".join([expression.id, *reversed(parts)])


def bound_names(target: form.Expression) -> Iterator[str]:
    """The names that a pattern binds: ``a, (b, *c)``."""
    pending = [target]
    while pending:
        item = pending.pop()
        if isinstance(item, form.Name):
            yield item.id
        elif isinstance(item, form.Sequence):
            pending.extend(item.items)
        elif isinstance(item, form.Unknown):
            pending.extend(item.parts)
        elif isinstance(item, form.Mapping):
            pending.extend([entry.value for entry in item.entries])


def _bind_target(item: object, scope: Scope) -> None:
    assert isinstance(item, form.Assign | form.Assigned)
    path = dotted(item.target)
    scope.bind([path] if path is not None else bound_names(item.target))


def _bind_grown(item: object, scope: Scope) -> None:
    assert isinstance(item, form.Augment)
    path = dotted(item.target)
    if path is not None:
        scope.grown.add(path)


def _bind_turns(item: object, scope: Scope) -> None:
    assert isinstance(item, form.Loop)
    scope.bind(item.targets)


def _bind_function(item: object, scope: Scope) -> None:
    assert isinstance(item, form.Function)
    if item.name:
        scope.functions.setdefault(item.name, item)


def _bind_name(item: object, scope: Scope) -> None:
    assert isinstance(item, form.Import | form.Class)
    scope.bind([item.name])


_BINDERS: dict[type, Callable[[object, Scope], None]] = {
    form.Assign: _bind_target,
    form.Assigned: _bind_target,
    form.Augment: _bind_grown,
    form.Loop: _bind_turns,
    form.Function: _bind_function,
    form.Import: _bind_name,
    form.Class: _bind_name,
}


def children(item: object) -> list[object]:
    """The parts of a form directly in another, but for those that bind nothing and have no parts."""
    parts = _PARTS.get(type(item))
    return [] if parts is None else [part for part in parts(item) if type(part) in _WALKED]


def _base(expression: form.Expression) -> form.Expression:
    """``a`` of ``a.b.c``."""
    while isinstance(expression, form.Member):
        expression = expression.value
    return expression


#: What is in each form that has parts: members and arguments have none of their own.
_PARTS: dict[type, Callable[[Any], Iterable[object]]] = {
    form.String: lambda string: [part.value for part in string.parts if isinstance(part, form.Hole)],
    form.Member: lambda member: [_base(member)],
    form.Item: lambda item: [_base(item.value), item.key],
    form.Call: lambda call: [_base(call.function), *[argument.value for argument in call.arguments]],
    form.Concat: lambda concat: concat.parts,
    form.Format: lambda template: [template.template, template.values],
    form.Choice: lambda choice: [choice.test, *choice.values],
    form.Sequence: lambda sequence: sequence.items,
    form.Mapping: lambda mapping: [*[entry.value for entry in mapping.entries], *mapping.spread],
    form.Assigned: lambda assigned: [assigned.target, assigned.value],
    form.Unknown: lambda unknown: unknown.parts,
    form.Assign: lambda assign: [assign.target, assign.value],
    form.Augment: lambda augment: [augment.target, augment.value],
    form.Do: lambda do: [do.value],
    form.Return: lambda statement: [statement.value],
    form.Leave: lambda leave: [leave.value],
    form.If: lambda choice: [part for branch in choice.branches for part in (branch.test, *branch.body)],
    form.Try: lambda attempt: [*attempt.body, *[part for body in attempt.handlers for part in body], *attempt.final],
    form.Class: lambda cls: [*cls.bases, *cls.body],
}


#: What a function holds that is followed; in lower case, since a search that ignores case is slow.
_MENTIONS_TWIML = re.compile(r"<[a-z/?!]|response|twi(?:ml|lio)")
_WORD = re.compile(r"\w+")


def relevant_functions(body: form.Block, text: str, functions: Sequence[form.Function]) -> set[int]:
    """The functions (by ``id``) that may make TwiML: by words in their text, or by the names of such functions."""
    speaking = [match.start() for match in _MENTIONS_TWIML.finditer(_lower(text))]
    relevant = {id(function) for function in functions if _holds(speaking, function.span)}
    names = {function.name for function in functions if id(function) in relevant and function.name}
    for statement in body:  # other names for what the library has: ``const { VoiceResponse: Voice } = ...``
        if isinstance(statement, form.Assign | form.Import) and _holds(speaking, statement.span):
            names.update([statement.name] if isinstance(statement, form.Import) else bound_names(statement.target))
    rest = {function.name for function in functions if id(function) not in relevant}
    if not rest or not names:
        return relevant
    # one that two forms share is listed twice
    unique = {id(function): function for function in functions}.values()
    ordered = sorted(unique, key=lambda function: (function.span.start, -function.span.end))
    mentions, around = _mentions(text, names | rest, ordered)
    pending = list(names)
    while pending:
        for index in mentions.pop(pending.pop(), ()):
            # what is around a relevant function is relevant already
            while index >= 0 and id(ordered[index]) not in relevant:
                relevant.add(id(ordered[index]))
                pending.append(ordered[index].name)
                index = around[index]
    return relevant


def _mentions(
    text: str, words: Container[str], functions: Sequence[form.Function]
) -> tuple[dict[str, list[int]], list[int]]:
    """For each word the innermost functions that mention it, and for each function the one around it; -1 is none.

    Functions are in order, and known by their index.
    """
    mentions: dict[str, list[int]] = {}
    around: list[int] = []
    inside = -1
    for match in _WORD.finditer(text):
        start = match.start()
        while len(around) < len(functions) and functions[len(around)].span.start <= start:
            inside = _left(inside, functions[len(around)].span.start, functions, around)
            around.append(inside)
            inside = len(around) - 1
        inside = _left(inside, start, functions, around)
        if inside >= 0 and match[0] in words:
            mentions.setdefault(match[0], []).append(inside)
    return mentions, around


def _left(inside: int, place: int, functions: Sequence[form.Function], around: Sequence[int]) -> int:
    """The innermost function at a place, of one before it and those around that."""
    while inside >= 0 and functions[inside].span.end <= place:
        inside = around[inside]
    return inside


def _lower(text: str) -> str:
    """A text in lower case, each letter where it is."""
    low = text.lower()
    # a few letters of other scripts have two in lower case
    return (
        low if len(low) == len(text) else "".join([char if len(char.lower()) != 1 else char.lower() for char in text])
    )


def _holds(places: list[int], span: Span) -> bool:
    """Whether one of the places, which are in order, lies in a span."""
    index = bisect_left(places, span.start)
    return index < len(places) and places[index] < span.end


def words_of(text: str, span: Span) -> set[str]:
    """The words in a part of a program."""
    return set(_WORD.findall(text, *span))


#: What is worth walking: forms with parts, and those that bind a name.
_WALKED = frozenset((*_PARTS, *_BINDERS))
