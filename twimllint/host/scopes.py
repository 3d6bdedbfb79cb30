"""What a body binds and uses, looked up before it is followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields

from twimllint.host import form
from twimllint.host.mapped import Mapped


@dataclass(slots=True)
class Scope:
    """The names that a body assigns, and how often; those that grow in it (``+=``); its functions by name; and every
    name in it, inner functions included.

    ``makes_markup`` says that a string in it holds a ``<``.
    """

    assigned: dict[str, int] = field(default_factory=dict)
    grown: set[str] = field(default_factory=set)
    functions: dict[str, form.Function] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    makes_markup: bool = False

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
        elif isinstance(item, form.String):
            scope.makes_markup = scope.makes_markup or any(isinstance(p, Mapped) and "<" in p.text for p in item.parts)
        if own:
            _bind(item, scope)
        own = own and not isinstance(item, form.Function | form.Class)
        pending.extend([(child, own) for child in _children(item)])
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


def _children(item: object) -> Iterator[object]:
    if not hasattr(item, "__dataclass_fields__"):
        return
    for one in fields(item):  # type: ignore[arg-type]
        value = getattr(item, one.name)
        if isinstance(value, tuple) and not hasattr(value, "_fields"):
            yield from (part for part in value if hasattr(part, "__dataclass_fields__"))
        elif hasattr(value, "__dataclass_fields__"):
            yield value
