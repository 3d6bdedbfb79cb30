"""Operations on the content of texts: looking at it as characters, cutting it, filling placeholders in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from twimllint.host.mapped import Mapped, Piece
from twimllint.host.values import (
    Child,
    Content,
    Fork,
    Gap,
    More,
    Nothing,
    Scalar,
    Text,
    TextTooLongError,
    Unsure,
    Value,
)
from twimllint.source.span import Span

#: No text that a program makes is followed beyond so many characters, far more than a document may have.
MOST_CHARACTERS = 2_000_000
#: Texts, lists and replacements of more parts are not followed any further.
MOST_TEXT = 2000
#: Stands for one part that is no plain text where content is looked at as characters.
HOLE = "\ue000"


def shown(content: Content) -> str:
    """The content as characters, each part that is no plain text as one ``HOLE``."""
    return "".join([item.text if isinstance(item, Mapped) else HOLE for item in content])


def cut(content: Content, start: int, end: int) -> Content:
    """The content between two places of what ``shown`` gives."""
    items: list[Mapped | object] = []
    offset = 0
    for item in content:
        length = len(item) if isinstance(item, Mapped) else 1
        low, high = max(start - offset, 0), min(end - offset, length)
        if low < high or (length == 0 and start <= offset <= end):
            items.append(item.cut(low, high) if isinstance(item, Mapped) and (low, high) != (0, length) else item)
        offset += length
        if offset >= end:
            break
    return tuple(items)  # type: ignore[arg-type]


def keep(content: Content, spans: Iterable[tuple[int, int]]) -> Content:
    """Only these stretches of the content, put together."""
    return tuple([item for start, end in spans for item in cut(content, start, end)])


def dedent(content: Content) -> Content:
    """The content without the white space that all its lines begin with, as ``textwrap.dedent`` does."""
    text = shown(content)
    margins = [match[1] for match in re.finditer(r"^([ \t]*)(?=[^ \t\n])", text, re.MULTILINE)]
    margin = _common(margins)
    kept: list[tuple[int, int]] = []
    offset = 0
    for line in text.splitlines(keepends=True) or [text]:
        blank = not line.strip(" \t\r\n")
        skip = len(line) - len(line.lstrip(" \t")) if blank else margin if line[:margin].strip(" \t") == "" else 0
        kept.append((offset + skip, offset + len(line)))
        offset += len(line)
    return keep(content, kept)


def _common(margins: list[str]) -> int:
    if not margins:
        return 0
    low, high = min(margins), max(margins)
    length = 0
    while length < min(len(low), len(high)) and low[length] == high[length]:
        length += 1
    return length


def fill(content: Content, pattern: re.Pattern[str], value: Callable[[re.Match[str]], Content | None]) -> Content:
    """The content with each match of a pattern replaced; ``None`` keeps it as it is."""
    text = shown(content)
    parts: list[Content] = []
    offset = 0
    for number, match in enumerate(pattern.finditer(text)):
        if number > MOST_TEXT:
            raise TextTooLongError
        new = value(match)
        if new is not None:
            parts += [cut(content, offset, match.start()), new]
            offset = match.end()
    parts.append(cut(content, offset, len(text)))
    return tuple([item for part in parts for item in part])


def place(content: Content) -> Span | None:
    """Where a content is in the file, from its first place to its last."""
    spans: list[Span] = []
    for item in content:
        if isinstance(item, Mapped):
            where = item.place(0, len(item))
            if where is not None:
                spans.append(where)
        elif isinstance(item, Gap):
            spans.append(item.span)
    return Span(min(span.start for span in spans), max(span.end for span in spans)) if spans else None


def content_of(value: Value, source: str, span: Span) -> Content:
    """What a value puts into a text; ``source`` is its expression as written, ``span`` where it is."""
    if isinstance(value, Text):
        return _put_into(value.content, span)
    if isinstance(value, Scalar) and value.kind == "number":
        return (Mapped((Piece(value.text, value.span.start, value.span.end),)),)
    if isinstance(value, Nothing):
        return (Gap(span, source),)
    return (Gap(span, source, risk_of(value, source), None, value.among if isinstance(value, Unsure) else ()),)


def _put_into(content: Content, span: Span) -> Content:
    """The content of a text without markup, put into another at ``span``: that is where it should be escaped."""
    if not _is_risky(content) or "<" in shown(content):
        return content
    return tuple([_moved(item, span) for item in content])


def _moved(item: Mapped | Gap | Fork | Child | More, span: Span) -> Mapped | Gap | Fork | Child | More:
    if isinstance(item, Gap):
        return item._replace(into=span)
    if isinstance(item, Fork):
        return Fork(item.kind, item.sources, tuple([_put_into(branch, span) for branch in item.branches]))
    return item


def _is_risky(content: Content) -> bool:
    for item in content:
        if isinstance(item, Gap):
            if item.risk:
                return True
        elif isinstance(item, Fork) and any(_is_risky(branch) for branch in item.branches):
            return True
    return False


#: Names of values that are free text more often than not, and of what leaves nothing dangerous in a text.
_FREE_TEXT = re.compile(
    r"(?:name|message|msg|text|greeting|prompt|speech|reply|response|answer|content|title|label|reason|error|question|"
    r"instructions?|transcript|body|description|summary)s?(?:\(\))?\Z",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"esc|encode|quote|xml|sanit|html|safe|json|uri|url|number|count|len|int|float|fixed|digit|hash|uuid|id\Z|sid\Z",
    re.IGNORECASE,
)


def risk_of(value: Value, source: str) -> str:
    """What a value may bring into a text: ``request``, ``text``, or nothing of note."""
    if not isinstance(value, Unsure):
        return ""
    if value.risk:
        return value.risk
    word = re.sub(r"\s*(?:\?\?|\|\||\bor\b|\?:).*\Z", "", source)
    word = re.sub(r"\(.*\)\Z|\[.*\]\Z", "", word)
    if _HARMLESS.search(source) or _HARMLESS.search(value.source) or not _FREE_TEXT.search(word):
        return ""
    return "text"


def joined(parts: Iterable[Content], most: int | None = MOST_CHARACTERS) -> Content:
    """Contents put together, neighbouring texts as one. Raises ``TextTooLongError`` beyond ``most`` characters."""
    items: list[object] = []
    texts: list[Mapped] = []
    length = 0
    for part in parts:
        for item in part:
            if isinstance(item, Mapped):
                texts.append(item)
                length += len(item)
            else:
                if texts:
                    items.append(texts[0] if len(texts) == 1 else Mapped.joined(texts))
                    texts = []
                items.append(item)
                if isinstance(item, Fork):
                    length += item.characters
            if most is not None and length > most:
                raise TextTooLongError
    if texts:
        items.append(texts[0] if len(texts) == 1 else Mapped.joined(texts))
    return tuple(items)  # type: ignore[arg-type]
