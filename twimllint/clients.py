"""The test clients of web frameworks, watched: what each of them is answered, wherever a test makes its client."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from copy import copy
from functools import wraps
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from twimllint.responses import Body, Checked, check_body, may_be_twiml

#: Classes of clients, by their modules: the method that gives back a response, or awaits one.
_CLIENTS = (
    ("werkzeug.test", "Client", "open"),
    ("django.test.client", "Client", "request"),
    ("django.test.client", "AsyncClient", "request"),
    ("starlette.testclient", "TestClient", "send"),
)
#: What httpx sends the requests of its own clients through, to a program in the same process.
_TRANSPORTS = (("httpx", "ASGITransport"), ("httpx2", "ASGITransport"))
_HANDLE = "handle_async_request"
#: Where responses keep their bodies.
_BODIES = ("data", "content")


class Answer:
    """One response: the path of its request, and its body, which may be read later than it comes."""

    def __init__(self, path: str, body: Body, response: object = None) -> None:
        self.path = path
        self.body = body
        self._response = response

    def checked(self) -> Checked | None:
        """The findings about it; ``None`` where it is no TwiML, or was never read."""
        if self._response is None:
            return self.body.checked()
        try:
            content = self._response.content  # type: ignore[attr-defined]
        except Exception:  # the test has read it as a stream, or not at all
            return None
        return check_body(content, self.body.content_type)


class Clients:
    """Watches the clients from ``start`` to ``stop``, also those whose modules are imported in between.

    ``keep`` is called with each answer.
    """

    def __init__(self, keep: Callable[[Answer], None]) -> None:
        self._keep = keep
        self._undo: list[tuple[type, str, object]] = []
        self._finder = _Finder({module for module, *_ in (*_CLIENTS, *_TRANSPORTS)}, self._watch)

    def start(self) -> None:
        """Watch them."""
        for name in sorted(self._finder.names & sys.modules.keys()):
            self._watch(sys.modules[name])
        sys.meta_path.insert(0, self._finder)

    def stop(self) -> None:
        """Leave everything as it was."""
        sys.meta_path.remove(self._finder)
        for cls, name, former in reversed(self._undo):
            if former is None:
                delattr(cls, name)
            else:
                setattr(cls, name, former)
        self._undo.clear()

    def _watch(self, module: ModuleType) -> None:
        for name, client, method in _CLIENTS:
            cls = getattr(module, client, None)
            if name == module.__name__ and isinstance(cls, type) and hasattr(cls, method):
                self._replace(cls, method, self._watched)
        for name, transport in _TRANSPORTS:
            cls = getattr(module, transport, None)
            if name == module.__name__ and isinstance(cls, type) and hasattr(cls, _HANDLE):
                self._replace(cls, _HANDLE, self._through)

    def _replace(self, cls: type, name: str, watched: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
        self._undo.append((cls, name, cls.__dict__.get(name)))
        setattr(cls, name, watched(getattr(cls, name)))

    def _watched(self, method: Callable[..., Any]) -> Callable[..., Any]:
        """The method of a client that gives back a response."""

        @wraps(method)
        def call(*arguments: Any, **options: Any) -> Any:
            response = method(*arguments, **options)
            if hasattr(response, "__await__"):
                return self._awaited(response)
            self._note(response)
            return response

        return call

    async def _awaited(self, coming: Awaitable[Any]) -> Any:
        response = await coming
        self._note(response)
        return response

    def _through(self, method: Callable[..., Any]) -> Callable[..., Any]:
        """The method of a transport: its program is called as if it was behind a middleware."""

        @wraps(method)
        async def handle(transport: Any, request: Any) -> Any:
            watched = copy(transport)
            watched.app = self._recorded(transport.app)
            return await method(watched, request)

        return handle

    def _recorded(self, app: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        async def recorded(scope: Any, receive: Any, send: Callable[..., Awaitable[None]]) -> None:
            body: Body | None = None

            async def watch(message: Any) -> None:
                nonlocal body
                await send(message)
                if message["type"] == "http.response.start":
                    body = Body.begun_by(message)
                elif message["type"] == "http.response.body" and body is not None:
                    body.add(message.get("body", b""))
                    if not message.get("more_body", False):
                        self._keep(Answer(str(scope.get("path", "")), body))

            await app(scope, receive, watch)

        return recorded

    def _note(self, response: Any) -> None:
        """Keep a response, if it may be TwiML: only then may its body be asked for, which reads a stream."""
        headers = getattr(response, "headers", None)
        kind = headers.get("content-type", "") if headers is not None else ""
        if headers is None or not may_be_twiml(kind):
            return
        body = Body([("content-type", kind), ("content-encoding", headers.get("content-encoding", ""))])
        path = _path(response)
        if getattr(response, "streaming", False):  # Django's
            noting = _noting_later if response.is_async else _noting
            response.streaming_content = noting(response.streaming_content, body)
            self._keep(Answer(path, body))
            return
        try:
            content = next((part for name in _BODIES if isinstance(part := getattr(response, name, None), bytes)), None)
        except Exception:  # a stream of httpx that is not read yet
            self._keep(Answer(path, body, response))
            return
        if content is not None and hasattr(response, "iter_bytes"):  # httpx has decompressed it
            body = Body([("content-type", kind)])
        if content is not None:
            body.add(content)
            self._keep(Answer(path, body))


def _noting(parts: Iterable[bytes], body: Body) -> Iterator[bytes]:
    """The parts of a stream, noted when they are read."""
    for part in parts:
        body.add(part)
        yield part


async def _noting_later(parts: AsyncIterable[bytes], body: Body) -> AsyncIterator[bytes]:
    async for part in parts:
        body.add(part)
        yield part


def _path(response: Any) -> str:
    """The path of the request that a response answers."""
    request = getattr(response, "request", None)
    if isinstance(request, dict):  # Django's
        path = request.get("PATH_INFO") or request.get("path")
    else:
        path = getattr(request, "path", None) or getattr(getattr(request, "url", None), "path", None)
    return str(path or "response")


class _Finder(MetaPathFinder):
    """Finds the modules of clients as they are always found, and says when one of them is imported."""

    def __init__(self, names: Iterable[str], imported: Callable[[ModuleType], None]) -> None:
        self.names = frozenset(names)
        self._imported = imported

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """What the other finders say."""
        if fullname not in self.names:
            return None
        for finder in sys.meta_path:
            find = getattr(finder, "find_spec", None)
            spec: ModuleSpec | None = find(fullname, path, target) if finder is not self and find is not None else None
            if spec is not None:
                if spec.loader is not None:
                    spec.loader = _Loader(spec.loader, self._imported)
                return spec
        return None


class _Loader(Loader):
    """Loads a module as its own loader does, says so and is gone."""

    def __init__(self, loader: Loader, imported: Callable[[ModuleType], None]) -> None:
        self._loader = loader
        self._imported = imported

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Leave it to the loader."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Leave it to the loader, whose module it is from now on."""
        if module.__spec__ is not None:
            module.__spec__.loader = module.__loader__ = self._loader
        self._loader.exec_module(module)
        self._imported(module)
