"""What linting the buffers came to, worked out once for each version in the thread that lints."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor

from twimllint.engine.result import FileResult
from twimllint.server.documents import Buffer
from twimllint.server.garbage import Garbage, paused
from twimllint.server.project import Analysis, Project


class Analyses:
    """The analyses of the open documents."""

    def __init__(self, worker: Executor) -> None:
        self._worker = worker
        self._cache: dict[str, tuple[Buffer, asyncio.Future[Analysis]]] = {}
        self._last: dict[str, Buffer] = {}
        self._garbage = Garbage(worker)

    async def of(self, buffer: Buffer, project: Project, others: Callable[[], list[FileResult]]) -> Analysis:
        """The analysis of a buffer; nothing where the client turned the linter off.

        ``others`` gives the results of the project's other documents.
        """
        cached = self._cache.get(buffer.uri)
        if cached is not None and cached[0] is buffer:
            return await asyncio.shield(cached[1])
        if not project.client.enable:
            return Analysis()
        future = asyncio.get_running_loop().run_in_executor(self._worker, _lint, project, buffer, others)
        future.add_done_callback(self._garbage.add)
        self._cache[buffer.uri] = buffer, future
        self._last[buffer.uri] = buffer
        # others may wait for the same analysis, so that who gives up does not take it from them
        return await asyncio.shield(future)

    def finished(self, buffer: Buffer) -> Analysis:
        """The analysis of a buffer where it is there already; an empty one where it is not."""
        cached = self._cache.get(buffer.uri)
        return Analysis() if cached is None or cached[0] is not buffer else _done(cached[1])

    def results(self, root: str) -> list[FileResult]:
        """The results of all documents of a project that have been worked out."""
        results = [_done(future).result for buffer, future in list(self._cache.values()) if buffer.folder == root]
        return [result for result in results if result is not None]

    def last(self, buffer: Buffer) -> Buffer:
        """The version of a buffer that was linted last; itself where none was."""
        return self._last.get(buffer.uri, buffer)

    def forget(self, uri: str) -> None:
        """Drop what is known of a document."""
        self._cache.pop(uri, None)
        self._last.pop(uri, None)

    def drop(self, uri: str) -> None:
        """Have a document analysed again: what it depends on has changed."""
        self._cache.pop(uri, None)


def _done(future: asyncio.Future[Analysis]) -> Analysis:
    return future.result() if future.done() and not future.cancelled() else Analysis()


def _lint(project: Project, buffer: Buffer, others: Callable[[], list[FileResult]]) -> Analysis:
    try:
        with paused():
            return project.lint(buffer, others())
    except Exception as error:  # whatever it is, the next document is not to suffer from it
        return Analysis(None, (f"internal error: {type(error).__name__}: {error}",))
