"""What a body binds and uses, looked up before it is followed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from typing import get_args

from twimllint.host import form


@dataclass(slots=True)
class Scope:
    """The names that a body assigns, and how often; those that grow in it (``+=``); its functions by name; and every
    name in it, inner functions included.
    """

    assigned: dict[str, int] = field(default_factory=dict)
    grown: set[str] = field(default_factory=set)
    functions: dict[str, form.Function] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def bind(self, names: Iterable[str]) -> None:
        """Count an assignment of each name."""
        for name in names:
            self.assigned[name] = self.assigned.get(name, 0) + 1


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


def scope_of(body: form.Block, parameters: tuple[form.Parameter, ...] = ()) -> Scope:
    """The scope of a body. Walks it whole, without recursion."""
    scope = Scope()
    scope.bind(parameter.name for parameter in parameters)
    pending: list[tuple[object, bool]] = [(statement, True) for statement in body]
    while pending:
        item, own = pending.pop()
        if isinstance(item, form.Name):
            scope.names.add(item.id)
        if own:
            _bind(item, scope)
        own = own and not isinstance(item, form.Function | form.Class)
        pending.extend([(child, own) for child in children(item)])
    return scope


def _bind(item: object, scope: Scope) -> None:
    match item:
        case form.Augment():
            scope.grown |= {path} if (path := dotted(item.target)) is not None else set()
        case form.Assign() | form.Assigned():
            path = dotted(item.target)
            scope.bind([path] if path is not None else bound_names(item.target))
        case form.Loop():
            scope.bind(item.targets)
        case form.Function() if item.name:
            scope.functions.setdefault(item.name, item)
        case form.Import() | form.Class():
            scope.bind([item.name])


def children(item: object) -> Iterator[object]:
    """The parts of a form directly in another."""
    for name in _PARTS.get(type(item), ()):
        value = getattr(item, name)
        if type(value) is tuple:
            for part in value:
                if type(part) in _PARTS:
                    yield part
        elif type(value) in _PARTS:
            yield value


def functions_in(body: form.Block) -> Iterator[form.Function]:
    """All functions in a body, those in others and in classes included. Walks it whole, without recursion."""
    pending: list[object] = [*body]
    while pending:
        item = pending.pop()
        if isinstance(item, form.Function):
            yield item
        pending.extend(children(item))


_SPEAKS = re.compile(r"<[A-Za-z/?!]|[Rr]esponse|twi(?:ml|lio)", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def relevant_functions(body: form.Block, text: str) -> set[int]:
    """The functions (by ``id``) that may make TwiML: by words in their text, or by the names of such functions."""
    functions = [(one, text[one.span.start : one.span.end]) for one in functions_in(body)]
    relevant = {id(one) for one, code in functions if _SPEAKS.search(code)}
    rest = [(one, set(_WORD.findall(code))) for one, code in functions if id(one) not in relevant]
    names = {one.name for one, _ in functions if id(one) in relevant and one.name}
    for statement in body:  # other names for what the library has: ``const { VoiceResponse: Voice } = ...``
        if isinstance(statement, form.Assign | form.Import) and _SPEAKS.search(text, *statement.span):
            names.update([statement.name] if isinstance(statement, form.Import) else bound_names(statement.target))
    while names:
        found = [one for one, words in rest if not words.isdisjoint(names)]
        relevant.update(map(id, found))
        rest = [(one, words) for one, words in rest if id(one) not in relevant]
        names = {one.name for one in found if one.name}
    return relevant


#: The fields of each form that may hold others: all but names, places and flags.
_PLAIN = frozenset(("span", "name_span", "key_span", "source", "name", "id", "text", "kind", "new", "quiet", "spread_"))
_PARTS: dict[type, tuple[str, ...]] = {
    cls: tuple([one.name for one in fields(cls) if one.name not in _PLAIN])
    for cls in (*get_args(form.Expression), *get_args(form.Statement), form.Hole, form.Argument, form.Entry,
                form.Parameter, form.Branch)
}  # fmt: skip
