"""pytest: the fixture ``lint_twiml``, and ``--twimllint``, which lints what test clients are answered.

Write ``def test_welcome(lint_twiml): lint_twiml(ivr.welcome())``. With ``--twimllint`` every TwiML response that the
test clients of Flask, Django and Starlette (FastAPI) get is linted, and a test whose responses have errors or warnings
fails.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from twimllint.clients import Answer
    from twimllint.engine.diagnostic import Diagnostic


class LintTwiml(Protocol):
    """What the fixture gives."""

    def __call__(
        self, document: object, *, fail_on: str = "warning", select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
    ) -> list[Diagnostic]:
        """Lint a document; fail the test where a finding is as bad as ``fail_on``; return all findings."""


@pytest.fixture
def lint_twiml() -> LintTwiml:
    """Call it with a document: text, bytes, the response of a test client, a tree of lxml or ElementTree, or any object
    whose ``str`` is TwiML, such as a ``VoiceResponse``.
    """

    def check(
        document: object, *, fail_on: str = "warning", select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
    ) -> list[Diagnostic]:
        from twimllint.responses import check_document, worded

        checked = check_document(document, select=select, ignore=ignore)
        bad = checked.bad(fail_on)
        if bad:
            pytest.fail(worded(checked, bad), pytrace=False)
        return list(checked.findings)

    return check


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--twimllint``."""
    group = parser.getgroup("twimllint")
    group.addoption("--twimllint", action="store_true", help="Lint the TwiML that test clients are answered.")


def pytest_configure(config: pytest.Config) -> None:
    """Watch the test clients where that is asked for."""
    if config.getoption("--twimllint"):
        config.pluginmanager.register(_Watch(), "twimllint-watch")


class _Watch:
    """Keeps what the clients are answered from the fixtures of a test on, and checks it when the test is done."""

    def __init__(self) -> None:
        from twimllint.clients import Clients

        self._answers: list[Answer] = []
        self._clients = Clients(lambda answer: self._answers.append(answer))
        self._clients.start()

    def pytest_unconfigure(self) -> None:
        """Leave the clients as they were."""
        self._clients.stop()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        """Fixtures make requests too, on behalf of the test."""
        self._answers.clear()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """Run a test, and fail it for what its clients were answered."""
        result = yield
        self._fail(item)
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, object, object]:
        """The same for what comes after it."""
        self._answers.clear()
        result = yield
        self._fail(item)
        return result

    def _fail(self, item: pytest.Item) -> None:
        from twimllint.responses import worded

        reported: dict[str, None] = {}
        for answer in self._answers:
            checked = answer.checked()
            bad = checked.bad("warning") if checked is not None else []
            if checked is not None and bad:
                reported[f"{answer.path}\n{worded(checked, bad)}"] = None
        self._answers.clear()
        if reported:
            pytest.fail(f"TwiML with findings in {item.nodeid}:\n\n" + "\n\n".join(reported), pytrace=False)
