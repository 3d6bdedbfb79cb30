"""A mixin for ``unittest``: ``class TestVoice(TwimlAssertions, TestCase)`` and ``self.assert_twiml(response)``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twimllint.responses import check_document, worded

if TYPE_CHECKING:
    from twimllint.engine.diagnostic import Diagnostic


class TwimlAssertions:
    """Adds ``assert_twiml`` to a test case."""

    failureException: type[Exception] = AssertionError

    def assert_twiml(
        self, document: object, *, fail_on: str = "warning", select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
    ) -> list[Diagnostic]:
        """Fail where a document has findings as bad as ``fail_on``; give back all findings.

        ``document`` is text, bytes, a response of the twilio package, a tree of lxml or ElementTree, or a response of a
        test client (Flask, Django, Starlette), whose body is taken.
        """
        checked = check_document(document, select=select, ignore=ignore)
        bad = checked.bad(fail_on)
        if bad:
            raise self.failureException(worded(checked, bad))
        return list(checked.findings)
