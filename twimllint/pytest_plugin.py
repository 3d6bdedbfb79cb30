"""pytest: the fixture ``lint_twiml``, and ``--twimllint``, which lints what test clients are answered.

Write ``def test_welcome(lint_twiml): lint_twiml(ivr.welcome())``. With ``--twimllint`` every TwiML response that the
test clients of Flask, Django and Starlette (FastAPI) get is linted, and a test whose responses have errors or warnings
fails.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, Protocol

import pytest

if TYPE_CHECKING:
    from twimllint.engine.diagnostic import Diagnostic


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
        from twimllint.responses import check_document, worded

        if fail_on not in _THRESHOLDS:
            raise ValueError(f'fail_on is "{fail_on}"; it is one of {", ".join(_THRESHOLDS)}')
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


#: The test clients: module, class, the method that gives back a response, and where its body is.
_CLIENTS = (
    ("werkzeug.test", "Client", "open", "data"),
    ("django.test.client", "Client", "request", "content"),
    ("starlette.testclient", "TestClient", "request", "content"),
)


class _Watch:
    """Keeps what the clients are answered during a test, and checks it when the test is done."""

    def __init__(self) -> None:
        self.answers: list[tuple[str, bytes, str | None]] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """Run a test with the clients watched, and fail it for what they were answered."""
        self.answers = []
        with pytest.MonkeyPatch.context() as patch:
            for module, cls, method, body in _CLIENTS:
                client = getattr(sys.modules.get(module), cls, None)
                if client is not None:
                    patch.setattr(client, method, self._watched(getattr(client, method), body))
            result = yield
        from twimllint.responses import check_body, worded

        reported = []
        for path, content, kind in self.answers:
            checked = check_body(content, kind)
            bad = checked.bad("warning") if checked is not None else []
            if checked is not None and bad:
                reported.append(f"{path}\n{worded(checked, bad)}")
        if reported:
            pytest.fail(f"TwiML with findings in {item.nodeid}:\n\n" + "\n\n".join(reported), pytrace=False)
        return result

    def _watched(self, method: Callable[..., Any], body: str) -> Callable[..., Any]:
        @functools.wraps(method)
        def call(*arguments: Any, **options: Any) -> Any:
            response = method(*arguments, **options)
            content = getattr(response, body, None)
            if isinstance(content, bytes):
                request = getattr(response, "request", None)
                path = getattr(request, "path", None) or getattr(getattr(request, "url", None), "path", None)
                if path is None and isinstance(request, dict):
                    path = request.get("PATH_INFO")
                answer = (str(path or "response"), content, response.headers.get("content-type"))
                if answer not in self.answers:  # one client may call another's method
                    self.answers.append(answer)
            return response

        return call
