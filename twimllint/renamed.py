"""Public names of version 0.1 under which things can still be had; they are gone with 1.0.

What is used by an old name gives a ``DeprecationWarning`` that says the new one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def renamed_names(module: str, names: Mapping[str, str]) -> Callable[[str], Any]:
    """The ``__getattr__`` of a module some of whose names have changed: ``names`` maps the former to the present."""

    def find(name: str) -> Any:
        if name not in names:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        _warn(f"{module}.{name} is now called {names[name]}")
        return getattr(sys.modules[module], names[name])

    return find


def former_attribute(old: str, new: str) -> property:
    """An attribute or method of a class by its former name."""

    def find(item: object) -> Any:
        _warn(f"{type(item).__name__}.{old} is now called {new}")
        return getattr(item, new)

    return property(find, doc=f"Deprecated: the name of ``{new}`` in version 0.1.")


def former_view(name: str, module: str, function: str) -> property:
    """What was an attribute of the context and is now a function of the context, in a layer above."""

    def find(ctx: object) -> Any:
        _warn(f"ctx.{name} is now {module.rpartition('.')[2]}.{function}(ctx)")
        value: Any = import_module(module)
        for part in function.split("."):
            value = getattr(value, part)
        return value(ctx)

    return property(find, doc=f"Deprecated: ``{function}(ctx)`` in version 0.1.")


def _warn(message: str) -> None:
    import warnings

    warnings.warn(message, DeprecationWarning, stacklevel=3)
