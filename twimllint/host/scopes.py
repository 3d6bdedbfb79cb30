"""What a body binds and uses, looked up before it is followed."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from twimllint.host import form


@dataclass(slots=True)
class Scope:
    """The names that a body assigns, and how often; those that grow in it (``+=``); its functions by name.

    ``inner`` are all functions in it that are in no other one, those of classes and those without a name included;
    ``named`` those that a variable or key holds, ``methods`` those of classes (by ``id``), ``classes`` their names.
    """

    assigned: dict[str, int] = field(default_factory=dict)
    grown: set[str] = field(default_factory=set)
    functions: dict[str, form.Function] = field(default_factory=dict)
    inner: list[form.Function] = field(default_factory=list)
    classes: set[str] = field(default_factory=set)
    methods: set[int] = field(default_factory=set)
    named: list[tuple[str, form.Function]] = field(default_factory=list)

    def bind(self, names: Iterable[str]) -> None:
        """Count an assignment of each name."""
        for name in names:
            self.assigned[name] = self.assigned.get(name, 0) + 1


class Scopes:
    """The scopes of a program: its own, those of functions and of loops. Each is looked up when it is first wanted."""

    def __init__(self) -> None:
        self._scopes: dict[int, Scope] = {}

    def of(self, item: form.Program | form.Function | form.Loop) -> Scope:
        """The scope of the body of something."""
        return self._scopes.get(id(item)) or self._look(item)

    def inner(self, item: form.Program | form.Function) -> list[form.Function]:
        """The functions in the body of something that are in no other one."""
        counted = item.inner if isinstance(item, form.Function) else None
        return self.of(item).inner if counted is None else counted

    def _look(self, whole: form.Program | form.Function | form.Loop) -> Scope:
        """Walk a body once, and those of the loops in it, but not of the functions."""
        own = self._scopes[id(whole)] = Scope()
        if isinstance(whole, form.Function):
            own.bind([parameter.name for parameter in whole.parameters])
        # what is still to be looked at, the last first, with the scopes that its names are bound in: that of the
        # whole and of the loops around it
        pending: list[tuple[list[object], tuple[Scope, ...]]] = [([*whole.body], (own,))]
        while pending:
            items, scopes = pending[-1]
            if not items:
                pending.pop()
                continue
            item = items.pop()
            kind = type(item)
            bind = _BINDERS.get(kind)
            if bind is not None:
                for scope in scopes:
                    bind(item, scope)
            if kind in _CLOSED:
                pending += self._opened(item, own, scopes)
            elif kind in PARTS:
                if kind in _HOLDERS:
                    own.named += _held(item)
                items += children(item)
        return own

    def _opened(
        self, item: object, own: Scope, scopes: tuple[Scope, ...]
    ) -> Iterator[tuple[list[object], tuple[Scope, ...]]]:
        """What is in something that binds names in another scope, and the scopes that it binds them in."""
        if isinstance(item, form.Function):
            own.inner.append(item)
            yield [parameter.default for parameter in item.parameters], ()
        elif isinstance(item, form.Loop):
            loop = self._scopes[id(item)] = Scope()
            yield [item.over], scopes
            yield [*item.body], (*scopes, loop)
        elif isinstance(item, form.Class):
            own.classes.add(item.name)
            own.methods.update([id(part) for part in item.body if isinstance(part, form.Function)])
            yield children(item), ()


#: What binds names in a scope of its own, and what holds functions.
_CLOSED = frozenset({form.Function, form.Loop, form.Class})
_HOLDERS = frozenset({form.Assign, form.Assigned, form.Mapping})


def _held(item: object) -> Iterator[tuple[str, form.Function]]:
    """The functions that are given to variables and keys, by the last part of their names."""
    if isinstance(item, form.Assign | form.Assigned):
        if isinstance(item.value, form.Function):
            yield (dotted(item.target) or "").rpartition(".")[2], item.value
    elif isinstance(item, form.Mapping):
        yield from [(entry.key, entry.value) for entry in item.entries if isinstance(entry.value, form.Function)]


def dotted(expression: form.Expression) -> str | None:
    """``a.b.c`` for names and members of names; ``None`` for anything else."""
    if type(expression) is form.Name:
        return expression.id
    return expression.path if type(expression) is form.Member else None


def chained(expression: form.Expression, methods: Container[str]) -> form.Expression:
    """The buffer of ``buffer.append(...).append(...)``; ``methods`` are those that give it back."""
    while isinstance(expression, form.Call) and isinstance(expression.function, form.Member):
        if expression.function.name not in methods:
            break
        expression = expression.function.value
    return expression


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
    parts = PARTS.get(type(item))
    return [] if parts is None else [part for part in parts(item) if type(part) in _WALKED]


def _base(expression: form.Expression) -> form.Expression:
    """``a`` of ``a.b.c``."""
    while isinstance(expression, form.Member):
        expression = expression.value
    return expression


#: What is in each form that has parts, for those who look for what binds names: members have none of their own.
PARTS: dict[type, Callable[[Any], Iterable[object]]] = {
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


#: What is worth walking: forms with parts, and those that bind a name.
_WALKED = frozenset((*PARTS, *_BINDERS))
