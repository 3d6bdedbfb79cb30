"""WSGI and ASGI middleware for development: each TwiML response is linted on its way out.

Findings are logged with the request's path, on the logger ``twimllint``; with ``raises=True`` they raise ``TwimlError``
instead. The response itself is never changed::

    app.wsgi_app = TwimlLint(app.wsgi_app)          # Flask, Django (wsgi.py)
    app.add_middleware(AsyncTwimlLint)              # Starlette, FastAPI
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from itertools import chain
from typing import Any

from twimllint.engine.diagnostic import Severity
from twimllint.responses import Body, Checked, check_document, check_threshold, worded

_LOG = logging.getLogger("twimllint")
_LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.INFO: logging.INFO}

Message = MutableMapping[str, Any]


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
        check_threshold(fail_on)
        if select or ignore:
            check_document("<Response/>", select=select, ignore=ignore)  # a wrong selector is reported at once
        self.raises = raises
        self.fail_on = fail_on
        self.select = select
        self.ignore = ignore

    def check(self, path: str, body: Body) -> None:
        """Lint a body. Raises ``TwimlError`` where that is asked for; no other error of ours reaches the program."""
        try:
            checked = body.checked(select=self.select, ignore=self.ignore)
        except Exception:
            _LOG.exception("%s: the response could not be linted", _printable(path))
            return
        if checked is not None:
            self._show(_printable(path), checked)

    def _show(self, path: str, checked: Checked) -> None:
        bad = checked.bad(self.fail_on)
        if bad and self.raises:
            raise TwimlError(f"{path}\n{worded(checked, bad)}")
        for one in bad:
            place = f"{path}:{one.line}:{one.column}"
            _LOG.log(_LEVELS[one.severity], "%s: %s %s: %s", place, one.code, one.name, one.message)


def _printable(path: str) -> str:
    """A path that cannot begin a line of its own in the log."""
    return "".join([char if char.isprintable() else "\ufffd" for char in path])


class TwimlLint(_Lint):
    """WSGI middleware. ``fail_on`` is the least severity that is reported; ``select`` and ``ignore`` choose rules."""

    def __init__(self, app: Callable[..., Iterable[bytes]], **options: Any) -> None:
        super().__init__(**options)
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request as the program does."""
        response = _Response(_path(environ), self)

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            response.body = Body(headers)
            write = start_response(status, headers, *more)

            def written(part: bytes) -> None:
                response.add(part)
                write(part)

            return written

        parts = self.app(environ, start)
        if response.body is not None and not response.body.wanted:
            return parts  # a server may know what to do with a file
        if isinstance(parts, list | tuple):
            response.look_at(parts)
            return parts  # a server may take the length of the body from it
        response.send(parts)
        return response


def _path(environ: dict[str, Any]) -> str:
    """The path of a request, as its client wrote it."""
    path = str(environ.get("SCRIPT_NAME", "")) + str(environ.get("PATH_INFO", ""))
    return path.encode("latin-1", "replace").decode("utf-8", "replace")


class _Response:
    """The parts of a response, passed on as they are; looked at when the last one is known.

    Where findings are to be raised, what may be TwiML is held back until then, so that the server can still answer with
    an error.
    """

    def __init__(self, path: str, lint: TwimlLint) -> None:
        #: unknown until the program has sent its headers
        self.body: Body | None = None
        self._path = path
        self._lint = lint
        self._parts: Iterator[bytes] = iter(())
        self._close: Callable[[], object] | None = None

    def add(self, part: bytes) -> None:
        """Note a part."""
        if self.body is not None:
            self.body.add(part)

    def look_at(self, parts: Iterable[bytes]) -> None:
        """Note parts that are all there are."""
        for _ in self._watched(parts):
            pass

    def send(self, parts: Iterable[bytes]) -> None:
        """Pass on what the program returns."""
        self._close = getattr(parts, "close", None)
        self._parts = self._watched(parts)
        if self._lint.raises:
            held: list[bytes] = []
            try:
                for part in self._parts:
                    held.append(part)
                    if self.body is None or not self.body.wanted:
                        break
            except BaseException:
                self.close()
                raise
            self._parts = chain(held, self._parts)

    def _watched(self, parts: Iterable[bytes]) -> Iterator[bytes]:
        for part in parts:
            self.add(part)
            yield part
        if self.body is not None:
            self._lint.check(self._path, self.body)

    def __iter__(self) -> Iterator[bytes]:
        return self._parts

    def close(self) -> None:
        """The server is done with it."""
        if self._close is not None:
            self._close()


class AsyncTwimlLint(_Lint):
    """ASGI middleware, with the same options."""

    def __init__(self, app: Callable[..., Awaitable[None]], **options: Any) -> None:
        super().__init__(**options)
        self.app = app

    async def __call__(self, scope: Message, receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        """Answer a request as the program does; the body is looked at when its last part is sent.

        Where findings are to be raised, what may be TwiML is held back until then.
        """
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body: Body | None = None
        held: list[Message] = []

        async def watch(message: Message) -> None:
            nonlocal body
            if message["type"] == "http.response.start":
                body = Body.begun_by(message)
            elif message["type"] == "http.response.body" and body is not None:
                body.add(message.get("body", b""))
                if not message.get("more_body", False):
                    looked_at, body = body, None
                    self.check(str(scope.get("path", "")), looked_at)
            held.append(message)
            if not (self.raises and body is not None and body.wanted):
                for one in held:
                    await send(one)
                held.clear()

        await self.app(scope, receive, watch)
