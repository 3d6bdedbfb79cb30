"""WSGI and ASGI middleware for development: each TwiML response is linted on its way out.

Findings are logged with the request's path, on the logger ``twimllint``; with ``raises=True`` they raise ``TwimlError``
instead. The response itself is never changed::

    app.wsgi_app = TwimlLint(app.wsgi_app)          # Flask, Django (wsgi.py)
    app.add_middleware(AsyncTwimlLint)              # Starlette, FastAPI
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from typing import Any

from twimllint.engine.diagnostic import Severity
from twimllint.responses import Checked, check_body, worded

_LOG = logging.getLogger("twimllint")
_LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.INFO: logging.INFO}

Message = MutableMapping[str, Any]


def _may_be_twiml(content_type: str) -> bool:
    """Whether Twilio reads TwiML in a response of this type: XML, and the types that frameworks give any text."""
    kind = content_type.partition(";")[0].strip().lower()
    return not kind or kind.endswith(("xml", "html", "plain"))


def _begins_as_xml(head: bytes | bytearray) -> bool:
    return bytes(head[:200]).lstrip(b"\xef\xbb\xbf \t\r\n")[:9].lower().startswith((b"<?xml", b"<response", b"<!--"))


class TwimlError(Exception):
    """A response is TwiML with findings; the message lists them with the request's path."""


class _Lint:
    """What both kinds of middleware share: the options, and what is done with findings."""

    def __init__(
        self,
        *,
        raises: bool = False,
        fail_on: str = "warning",
        select: tuple[str, ...] = (),
        ignore: tuple[str, ...] = (),
    ) -> None:
        self.raises = raises
        self.fail_on = fail_on
        self.select = select
        self.ignore = ignore

    def check(self, path: str, body: bytes, content_type: str | None) -> None:
        """Lint a body. Raises ``TwimlError`` where that is asked for; no other error of ours reaches the program."""
        try:
            checked = check_body(body, content_type, select=self.select, ignore=self.ignore)
        except Exception:
            _LOG.exception("%s: the response could not be linted", path)
            return
        if checked is not None:
            self._show(path, checked)

    def _show(self, path: str, checked: Checked) -> None:
        bad = checked.bad(self.fail_on)
        if bad and self.raises:
            raise TwimlError(f"{path}\n{worded(checked, bad)}")
        for one in bad:
            place = f"{path}:{one.line}:{one.column}"
            _LOG.log(_LEVELS[one.severity], "%s: %s %s: %s", place, one.code, one.name, one.message)


class TwimlLint(_Lint):
    """WSGI middleware. ``fail_on`` is the least severity that is reported; ``select`` and ``ignore`` choose rules."""

    def __init__(self, app: Callable[..., Iterable[bytes]], **options: Any) -> None:
        super().__init__(**options)
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request as the program does."""
        types: list[str] = []

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            types[:] = [value for name, value in headers if name.lower() == "content-type"]
            return start_response(status, headers, *more)

        response = self.app(environ, start)
        if types and not _may_be_twiml(types[0]):
            return response
        return self._passed_on(response, str(environ.get("PATH_INFO", "")), types)

    def _passed_on(self, response: Iterable[bytes], path: str, types: list[str]) -> Iterator[bytes]:
        """The parts of a response; one that begins as XML is held back until it has been looked at."""
        try:
            parts = iter(response)
            head = next((part for part in parts if part.strip()), b"")
            kind = types[0] if types else ""
            if _may_be_twiml(kind) and _begins_as_xml(head):
                body = head + b"".join(parts)
                self.check(path, body, kind)
                yield body
            else:
                yield head
                yield from parts
        finally:
            close = getattr(response, "close", None)
            if close is not None:
                close()


class AsyncTwimlLint(_Lint):
    """ASGI middleware, with the same options."""

    def __init__(self, app: Callable[..., Awaitable[None]], **options: Any) -> None:
        super().__init__(**options)
        self.app = app

    async def __call__(self, scope: Message, receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        """Answer a request as the program does; the body is looked at when its last part is sent."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body = bytearray()
        types: list[str] = []

        async def watch(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message.get("headers", ())
                types[:] = [value.decode("latin-1") for name, value in headers if name.lower() == b"content-type"]
            elif message["type"] == "http.response.body" and types and _may_be_twiml(types[0]):
                body.extend(message.get("body", b""))
                if body.strip() and not _begins_as_xml(body):
                    types.clear()
                elif not message.get("more_body", False):
                    self.check(str(scope.get("path", "")), bytes(body), types[0])
            await send(message)

        await self.app(scope, receive, watch)
