"""One document through the rules: diagnostics, the rule interface, the engine, suppressions and fixes.

The package can also be called, ``twimllint.lint("<Response/>")``: the library's one function has the name of the folder
that does its work, and importing anything from the folder would otherwise hide the function.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twimllint.lint.diagnostic import Diagnostic


class _Callable(ModuleType):
    def __call__(self, document: str | bytes, **options: Any) -> list[Diagnostic]:
        """See ``twimllint.api.lint``."""
        from twimllint.api import lint

        return lint(document, **options)


sys.modules[__name__].__class__ = _Callable
