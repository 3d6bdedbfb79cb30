"""What was found out about the documents of a file, for the next look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from twimllint.engine.dispatcher import Dispatcher
    from twimllint.engine.result import FileResult
    from twimllint.engine.settings import LintSettings
    from twimllint.host.documents import VirtualDocument
    from twimllint.source.errors import TemplateTag
    from twimllint.source.tree import Document

    #: What comes of a document: no result where it is no TwiML after all.
    Outcome = tuple[FileResult | None, Document]


class Remembered:
    """The findings about each document of a file as it was looked at last, for those that are in it unchanged.

    The text of a document, the marks in it and the settings decide its findings; where it is in the file does not.
    """

    def __init__(self) -> None:
        self._for: tuple[LintSettings, Dispatcher] | None = None
        #: by all but the marks in a document: few look the same without them, and fewer are looked at twice
        self._last: dict[object, tuple[Sequence[TemplateTag], Outcome]] = {}
        self._now: dict[object, tuple[Sequence[TemplateTag], Outcome]] = {}

    def begun(self, settings: LintSettings, dispatcher: Dispatcher) -> Remembered:
        """The memory for a new look at the file: what was not found in it the last time is forgotten."""
        same = self._for == (settings, dispatcher)
        self._for = settings, dispatcher
        self._last, self._now = self._now if same else {}, {}
        return self

    def of(self, virtual: VirtualDocument, lint: Callable[[VirtualDocument], Outcome]) -> Outcome:
        """The findings about a document, from memory or from ``lint``."""
        key = virtual.mapped.text, virtual.kind, virtual.channel, virtual.frame, virtual.certain
        known = self._now.get(key) or self._last.get(key)
        outcome = known[1] if known is not None and _are_same(known[0], virtual.tags) else lint(virtual)
        if outcome[0] is None or not outcome[0].failures:
            self._now[key] = virtual.tags, outcome
        return outcome


def _are_same(tags: Sequence[TemplateTag], others: Sequence[TemplateTag]) -> bool:
    """Whether two documents have the same marks."""
    return [_marks(tag) for tag in tags] == [_marks(tag) for tag in others]


def _marks(tag: TemplateTag) -> tuple[object, ...]:
    return tag.kind, tag.language, tag.span, tag.text, tag.closed, tag.fills_element
