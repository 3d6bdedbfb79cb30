"""What stands in template tags: the tags of a place, the expression in one, and whether a file is a template at all."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from twimllint.engine.diagnostic import Span
from twimllint.source.errors import TemplateTag
from twimllint.source.templates.languages import is_template_path
from twimllint.source.tree import Document

if TYPE_CHECKING:
    from twimllint.engine.context import Context

#: Suffixes of files that are served as they stand.
_STATIC = frozenset({"xml", "twiml", "txt"})
#: Suffixes that say a file is there to be copied and filled in.
_SAMPLE = frozenset({"template", "example", "sample", "dist"})
#: What opens and closes a tag, with the marks that eat white space.
_OPENING = re.compile(
    r"\{\{\{|\{\{[~&\-]?|\{%[-+~]?|\{!!|<%==?|<%-|<%|<\?=|<\?(?:php)?\s+(?:echo|print)\b|\$\{|#\{", re.I
)
_CLOSING = re.compile(r"\}\}\}|[-~]?\}\}|[-+~]?%\}|!!\}|[-_]?%>|;?\s*\?>|\}")
#: A filter at the end of an expression: ``| safe``, ``| default("x")``.
_FILTER = re.compile(r"\|\s*(\w+)(?:\s*:\s*[^|]*|\s*\([^()]*\))?\s*\Z")


def tags_in(document: Document, span: Span) -> tuple[TemplateTag, ...]:
    """The closed template tags inside a place of the file, in their order."""
    tags = document.tags
    first = bisect_left(tags, span.start, key=lambda tag: tag.span.start)
    last = bisect_right(tags, span.end, key=lambda tag: tag.span.end)
    return tuple([tag for tag in tags[first:last] if tag.closed])


def expression(tag: TemplateTag) -> str:
    """What stands inside a tag, without its delimiters, ``echo`` and the white space."""
    text = tag.text
    opening = _OPENING.match(text)
    start = opening.end() if opening else 0
    closing = next((m for m in _CLOSING.finditer(text, start) if m.end() == len(text)), None)
    return text[start : closing.start() if closing else len(text)].strip()


def filters(code: str) -> tuple[str, list[str]]:
    """An expression without its trailing filters, and their names from the first to the last."""
    names: list[str] = []
    match = _FILTER.search(code)
    while match is not None:
        names.insert(0, match[1])
        code = code[: match.start()].rstrip()
        match = _FILTER.search(code)
    return code.strip(), names


def suffixes(path: str) -> list[str]:
    """The suffixes of a file's name in lower letters: ``["xml", "erb"]``."""
    return path.replace("\\", "/").rpartition("/")[2].lower().split(".")[1:]


def static(ctx: Context) -> bool:
    """Whether a document is served as it stands: no template by its name, and no tag of a known template language.

    ``${x}`` and ``#{x}`` make no template of a file: program strings hold them too.
    """
    ends = suffixes(ctx.path)
    if is_template_path(ctx.path) or (ends and ends[-1] not in _STATIC):
        return False
    return all(tag.language in ("dollar", "hash") or not tag.closed for tag in ctx.document.tags)


def is_sample_path(path: str) -> bool:
    """Whether a file's name says that it is to be copied and filled in: ``voice.xml.example``."""
    return any(suffix in _SAMPLE for suffix in suffixes(path))
