"""What linting the buffers came to, worked out once for each version in the thread that lints."""

from __future__ import annotations

import asyncio
from concurrent.futures import Executor

from twimllint.engine.diagnostic import Diagnostic
from twimllint.server.documents import Buffer
from twimllint.server.project import Analysis, Project


class Analyses:
    """The analyses of the open documents."""

    def __init__(self, worker: Executor) -> None:
        self._worker = worker
        self._known: dict[str, tuple[Buffer, asyncio.Future[Analysis]]] = {}
        self._last: dict[str, Buffer] = {}

    async def of(self, buffer: Buffer, project: Project) -> Analysis:
        """The analysis of a buffer; nothing where the client turned the linter off."""
        known = self._known.get(buffer.uri)
        if known is not None and known[0] is buffer:
            return await asyncio.shield(known[1])
        if not project.client.enable:
            return Analysis()
        future = asyncio.get_running_loop().run_in_executor(self._worker, _lint, project, buffer)
        self._known[buffer.uri] = buffer, future
        self._last[buffer.uri] = buffer
        # others may wait for the same analysis, so that who gives up does not take it from them
        return await asyncio.shield(future)

    def known(self, buffer: Buffer) -> tuple[Diagnostic, ...]:
        """The findings of a buffer, where they have been worked out already."""
        known = self._known.get(buffer.uri)
        if known is None or known[0] is not buffer or not known[1].done() or known[1].cancelled():
            return ()
        return known[1].result().found

    def last(self, buffer: Buffer) -> Buffer:
        """The version of a buffer that was linted last; itself where none was."""
        return self._last.get(buffer.uri, buffer)

    def forget(self, uri: str) -> None:
        """Drop what is known of a document."""
        self._known.pop(uri, None)
        self._last.pop(uri, None)

    def clear(self) -> None:
        """Drop every analysis: the settings have changed."""
        self._known.clear()


def _lint(project: Project, buffer: Buffer) -> Analysis:
    return project.lint(buffer.path, buffer.text, always=buffer.surely_twiml)
