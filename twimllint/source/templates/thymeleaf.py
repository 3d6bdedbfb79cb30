"""Tags of Thymeleaf, which are attributes: ``th:text="${name}"``; and ``[[${name}]]`` in texts."""

from __future__ import annotations

import re

from twimllint.source.errors import TemplateTag
from twimllint.source.span import Span
from twimllint.source.templates.walk import REST_OF_TAG, Read, Search

#: What nothing but Thymeleaf has.
SIGN = r"\sth:[a-z]++\s*+=\s*+[\"']|\sdata-th-[a-z]++\s*+=\s*+[\"']|\[\[[$*#]\{"
#: Attributes that write what the element holds.
_FILLING = re.compile(
    r"\s(?:(?:th:|data-th-)(?:text|utext|insert|include|replace)|(?:tal|py):(?:content|replace)|metal:use-macro|i18n:translate"
    r"|v-(?:text|html)|ng-bind(?:-html)?|x-(?:text|html))\b"
)


class Thymeleaf:
    """Attributes with the prefix ``th``, its declaration, the element ``<th:block>`` and values in double brackets."""

    name = "thymeleaf"
    first = r"\s<\["
    opener = (
        r"\s(?:th:|data-th-)[\w:.-]++\s*+=\s*+[\"']|\sxmlns:th\s*+=\s*+[\"']|</?th:block(?=[\s/>])"
        r"|\[\[(?=\s*+[$*#@~'])|\[\((?=\s*+[$*#@~'])"
    )

    def __init__(self, search: Search) -> None:
        self._search = search

    def read(self, opener: str, start: int) -> Read | None:
        """To the quote, the angle bracket or the brackets."""
        search = self._search
        if opener.startswith("["):
            end = search.after("]]" if opener == "[[" else ")]", start)
            return None if end < 0 else Read("output", end)
        if opener.startswith("<"):
            match = REST_OF_TAG.match(search.text, start)
            return None if match is None else Read("control", match.end())
        end = search.after(opener[-1], start)
        return None if end < 0 else Read("control", end)


def with_contents_of_tags(text: str, tags: list[TemplateTag]) -> list[TemplateTag]:
    """The tags, and for each ``th:text`` the text that it replaces as a tag of its own.

    An attribute that writes what its element holds has ``fills_element`` set.
    """
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
        if tag.language in ("thymeleaf", "tal", "vue") and tag.closed and _FILLING.match(tag.text):
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
