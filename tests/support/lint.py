"""Lint in a test: ``lint(text, rules=..., region="ie1")`` gives what was found, and ``.fixed()`` the text after fixes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.fix import FixResult, fix_source
from twimllint.engine.pipeline import lint_source
from twimllint.engine.registry import Registry
from twimllint.engine.result import FileResult
from twimllint.engine.rule import Rule
from twimllint.engine.select import resolve
from twimllint.engine.settings import LintSettings
from twimllint.run.cross_file import add_project_findings
from twimllint.source.text import Source, decode

REGISTRY = Registry.builtin()
EVERY = frozenset(REGISTRY.rules)
#: The rules that run without any setting.
DEFAULT = resolve(REGISTRY.rules)


def family(*prefixes: str, default: bool = False) -> frozenset[str]:
    """The rules whose codes begin so, or only those of them that are on by default."""
    return frozenset(info.name for info in REGISTRY if info.code.startswith(prefixes) and (info.default or not default))


@cache
def dispatcher(rules: frozenset[str] = DEFAULT, extra: tuple[type[Rule], ...] = ()) -> Dispatcher:
    """The rules of those names, among the built-in ones and ``extra``."""
    return Dispatcher(REGISTRY.extended(extra) if extra else REGISTRY, rules)


@dataclass(frozen=True)
class Linted:
    """A document, and what was found in it."""

    source: Source
    settings: LintSettings
    dispatcher: Dispatcher
    result: FileResult

    @property
    def diagnostics(self) -> list[Diagnostic]:
        return list(self.result.diagnostics)

    @property
    def names(self) -> list[str]:
        """The rules that report something, once for each finding."""
        return [found.name for found in self.diagnostics]

    @property
    def codes(self) -> list[str]:
        return [found.code for found in self.diagnostics]

    @property
    def ids(self) -> list[str]:
        """The ids of the messages."""
        return [found.id for found in self.diagnostics]

    @property
    def messages(self) -> list[str]:
        return [found.message for found in self.diagnostics]

    @property
    def spans(self) -> list[str]:
        """The marked text of each finding."""
        return [self.marked(found) for found in self.diagnostics]

    @property
    def found(self) -> list[str]:
        """The rule and the marked text of each finding."""
        return [f"{found.name} {self.marked(found)}" for found in self.diagnostics]

    def marked(self, found: Diagnostic) -> str:
        return self.source.text[found.span.start : found.span.end]

    def only(self, rule: str | None = None) -> Diagnostic:
        """The one finding there is, of a rule by its name or code."""
        (found,) = [found for found in self.diagnostics if rule in (None, found.name, found.code)]
        return found

    def fix(self, *, unsafe: bool = False) -> FixResult:
        return fix_source(self.source, self.settings, self.dispatcher, unsafe=unsafe)

    def fixed(self, *, unsafe: bool = False) -> str:
        """The text after the safe fixes, or after all of them."""
        return self.fix(unsafe=unsafe).source.text


def lint(
    document: str | bytes | Source,
    path: str = "x.twiml",
    *,
    rules: Iterable[str] = DEFAULT,
    extra: Iterable[type[Rule]] = (),
    **settings: Any,
) -> Linted:
    """Lint a document as ``path`` with the rules of those names, among the built-in ones and ``extra``."""
    if isinstance(document, str):
        source = Source.from_text(document, path)
    else:
        source = decode(document, path) if isinstance(document, bytes) else document
    given, rules_ = LintSettings(**settings), dispatcher(frozenset(rules), tuple(extra))
    return Linted(source, given, rules_, lint_source(source, given, rules_))


def lint_together(
    documents: Mapping[str, str], *, rules: Iterable[str] = DEFAULT, **settings: Any
) -> dict[str, list[Diagnostic]]:
    """The findings about several documents of one run, by path."""
    given, rules_ = LintSettings(**settings), dispatcher(frozenset(rules))
    results = [lint_source(Source.from_text(text, path), given, rules_) for path, text in documents.items()]
    return {result.path: list(result.diagnostics) for result in add_project_findings(results, given, rules_, [])}
