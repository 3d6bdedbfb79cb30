"""What a body binds and uses, looked up before it is followed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import get_args

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
        outermost = (self._of(body),)
        # with each part, the scopes that its names are bound in: that of the function and of the loops around it
        pending: list[tuple[object, tuple[Scope, ...]]] = [(statement, outermost) for statement in body]
        while pending:
            item, scopes = pending.pop()
            bind = _BINDERS.get(type(item))
            if bind is not None:
                for scope in scopes:
                    bind(item, scope)
            match item:
                case form.Function():
                    self.functions.append(item)
                    function_scope = self._of(item.body)
                    function_scope.bind(parameter.name for parameter in item.parameters)
                    pending += [(parameter.default, ()) for parameter in item.parameters]
                    pending += [(statement, (function_scope,)) for statement in item.body]
                case form.Class():
                    pending += [(child, ()) for child in children(item)]
                case form.Loop():
                    inner = (*scopes, self._of(item.body))
                    pending.append((item.over, scopes))
                    pending += [(statement, inner) for statement in item.body]
                case _:
                    pending += [(child, scopes) for child in children(item)]

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
    parts: list[object] = []
    for name in _PARTS.get(type(item), ()):
        value = getattr(item, name)
        if type(value) is tuple:
            parts += [part for part in value if type(part) in _WALKED]
        elif type(value) in _WALKED:
            parts.append(value)
    return parts


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
    rest = [function for function in functions if id(function) not in relevant]
    if not rest or not names:
        return relevant
    # where each word is that may make a function relevant
    wanted = names | {function.name for function in rest}
    places: dict[str, list[int]] = {}
    for match in _WORD.finditer(text):
        if match[0] in wanted:
            places.setdefault(match[0], []).append(match.start())
    while names:
        named = sorted([place for name in names for place in places.get(name, ())])
        added = [function for function in rest if _holds(named, function.span)]
        relevant.update(map(id, added))
        rest = [function for function in rest if id(function) not in relevant]
        names = {function.name for function in added if function.name}
    return relevant


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


#: The fields of each form that may hold others: all but names, places and flags.
_PLAIN = frozenset(("span", "name_span", "key_span", "source", "name", "id", "text", "kind", "new", "quiet", "spread_"))
_PARTS: dict[type, tuple[str, ...]] = {
    cls: tuple([field.name for field in fields(cls) if field.name not in _PLAIN])
    for cls in (*get_args(form.Expression), *get_args(form.Statement), form.Hole, form.Argument, form.Entry,
                form.Parameter, form.Branch)
}  # fmt: skip
#: What is worth walking: forms with parts, and those that bind a name.
_WALKED = frozenset([*(cls for cls, parts in _PARTS.items() if parts), *_BINDERS])
