"""The library's one call: ``twimllint.lint(text)``."""

from __future__ import annotations

from functools import cache

from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.pipeline import lint_source
from twimllint.engine.registry import Registry
from twimllint.engine.settings import LintSettings
from twimllint.source.text import Source, decode


@cache
def _registry() -> Registry:
    return Registry.builtin()


def lint(
    document: str | bytes,
    *,
    path: str = "-",
    settings: LintSettings | None = None,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
) -> list[Diagnostic]:
    """The findings about one TwiML document, in the order of its text.

    ``path`` names the document for messages and rules that look at the suffix; ``select`` and ``ignore`` are
    selectors as on the command line. Raises ``twimllint.engine.select.SelectError`` for an unknown selector. Spans are
    offsets in ``document`` where it is a string.
    """
    from twimllint.engine.select import resolve

    registry = _registry()
    names = resolve(registry.rules, select=select, ignore=ignore)
    source = decode(document, path) if isinstance(document, bytes) else Source.from_text(document, path)
    chosen = settings or LintSettings()
    return list(lint_source(source, chosen, Dispatcher(registry, names, chosen.rule_options)).diagnostics)
