"""pytest fixture ``lint_twiml``: one line checks the TwiML that your code makes.

Write ``def test_welcome(lint_twiml): lint_twiml(ivr.welcome())``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from twimllint.engine.diagnostic import Diagnostic
    from twimllint.source.text import Source


_THRESHOLDS = ("error", "warning", "info", "never")


class LintTwiml(Protocol):
    """What the fixture gives."""

    def __call__(
        self, document: object, *, fail_on: str = "warning", select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
    ) -> list[Diagnostic]:
        """Lint a document; fail the test where a finding is as bad as ``fail_on``; return all findings."""


@pytest.fixture
def lint_twiml() -> LintTwiml:
    """Call it with a document: text, bytes, or any object whose ``str`` is TwiML, such as a ``VoiceResponse``."""

    def check(
        document: object, *, fail_on: str = "warning", select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
    ) -> list[Diagnostic]:
        from twimllint import lint
        from twimllint.engine.diagnostic import Severity
        from twimllint.source.text import Source, decode

        if fail_on not in _THRESHOLDS:
            raise ValueError(f'fail_on is "{fail_on}"; it is one of {", ".join(_THRESHOLDS)}')
        text = document if isinstance(document, (str, bytes)) else str(document)
        found = lint(text, select=select, ignore=ignore)
        bad = [] if fail_on == "never" else [d for d in found if d.severity.rank >= Severity(fail_on).rank]
        if bad:
            source = decode(text) if isinstance(text, bytes) else Source.from_text(text)
            shown = source.text.encode("utf-8", "backslashreplace").decode("utf-8")
            lines = [f"{d.severity} {d.code} {d.name} at {_at(source, d)}: {d.message}" for d in bad]
            pytest.fail("\n".join([*lines, "", shown]), pytrace=False)
        return found

    return check


def _at(source: Source, diagnostic: Diagnostic) -> str:
    line, column = source.position(diagnostic.span.start)
    return f"{line}:{column}"
