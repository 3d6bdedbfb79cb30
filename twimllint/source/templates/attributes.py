"""Attributes of template languages that decide about their element, as ``th:if``, or write what it holds.

Which they are is in ``schemas/templates.json``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from twimllint.source.errors import TemplateTag
from twimllint.source.span import Span
from twimllint.source.templates._table import CONDITIONS, CONTENTS
from twimllint.source.templates.walk import REST_OF_TAG


def may_leave_out(text: str, start_tag: Span) -> bool:
    """Whether an attribute in a start tag decides whether, or how often, its element is written."""
    return _pattern(CONDITIONS).search(text, *start_tag) is not None


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(map(re.escape, names))})(?=[\s=/>])")


def with_contents(text: str, tags: Iterable[TemplateTag]) -> list[TemplateTag]:
    """The tags, and for each ``th:text`` the text that it replaces as a tag of its own.

    An attribute that writes what its element holds has ``fills_element`` set.
    """
    fills = _pattern(CONTENTS).match
    all_tags: list[TemplateTag] = []
    content: TemplateTag | None = None
    read_to = 0  # the start tags before this place have been looked at
    for tag in tags:
        if content is not None and tag.span.end > content.span.start:
            if tag.span.start < content.span.end:
                continue  # a part of what is replaced
            all_tags.append(content)
            content = None
        all_tags.append(tag)
        if tag.closed and fills(tag.text):
            tag.fills_element = True
            if tag.span.start >= read_to:
                content, read_to = _content(text, tag)
    return all_tags if content is None else [*all_tags, content]


def _content(text: str, tag: TemplateTag) -> tuple[TemplateTag | None, int]:
    """The text that the element holds whose start tag a tag is in, as a tag, and where the start tag ends."""
    rest = REST_OF_TAG.match(text, tag.span.end)
    if rest is None:
        return None, len(text)
    begin = rest.end()
    end = text.find("<", begin)
    if rest[0].endswith("/>") or end <= begin or not text.startswith("</", end):
        return None, begin
    return TemplateTag("output", tag.language, Span(begin, end), text[begin:end]), begin
