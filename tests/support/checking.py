"""Programs of any language through all rules, in the process of the tests."""

from __future__ import annotations

from support.lint import dispatcher
from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.settings import LintSettings
from twimllint.host.check import check_program
from twimllint.host.languages import LANGUAGES
from twimllint.source.text import Source


def diagnostics(code: str, language: str) -> list[Diagnostic]:
    """The findings about a program, its errors and warnings and what is only information."""
    one = next(one for one in LANGUAGES if one.name == language)
    source = Source("program", code.encode("utf-8", "surrogatepass"), code)
    checked = check_program(source, one, LintSettings(), dispatcher())
    assert checked.unreadable_because is None, checked.unreadable_because
    return list(checked.result.diagnostics) if checked.result is not None else []


def findings(code: str, language: str) -> list[tuple[str, str]]:
    """Name and text of each finding that is an error or a warning."""
    return [
        (one.name, code[one.span.start : one.span.end])
        for one in diagnostics(code, language)
        if one.severity.value != "info"
    ]
