"""What the tags of a template do to its blocks."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from twimllint.source.errors import TemplateTag
from twimllint.source.span import Span


class UnclearError(Exception):
    """The tags of a language are not understood well enough to say anything about their blocks."""


class Kind(Enum):
    """Whether a tag opens a block, closes one, or begins another branch of it."""

    OPEN = 1
    MIDDLE = 2
    CLOSE = 3


class Step(NamedTuple):
    """What a tag does.

    ``name`` is that of the block, the same where it is opened and closed, or empty where the language has one end for
    all. ``counterpart`` is the tag that closes or opens it. ``is_firm`` says that no engine does without that.
    ``is_inline`` says that it is after something else on its line, where the engine does not see it.
    ``offset`` is where in a tag of several lines it does so, and -1 for the whole tag.
    """

    kind: Kind
    tag: TemplateTag
    name: str = ""
    counterpart: str = ""
    is_firm: bool = True
    offset: int = -1
    is_inline: bool = False

    @property
    def span(self) -> Span:
        """The place to show: the tag, or one character of it."""
        start = self.tag.span.start + self.offset
        return self.tag.span if self.offset < 0 else Span(start, start + 1)
