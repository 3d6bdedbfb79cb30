"""reStructuredText: the literal blocks of a page, those of directives and those after ``::``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from twimllint.host.form import Remark
from twimllint.host.languages import Block
from twimllint.host.mapped import Mapped, Piece
from twimllint.host.snippets import is_interesting, language_of_block
from twimllint.source.span import Span

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_DIRECTIVE = re.compile(
    r"(\s*)(?:[-*+]\s+|\d+[.)]\s+|#\.\s+)?\.\.\s+(?:code-block|code|sourcecode|code-tab)::(?:\s+([\w+#-]+)(?:\s.*)?)?\s*\Z",
    re.IGNORECASE,
)
#: The language of the blocks that name none, from here on.
_HIGHLIGHT = re.compile(r"\s*\.\.\s+highlight::\s+([\w+#-]+)\s*\Z", re.IGNORECASE)
#: Languages that say nothing of what is in a block.
_ANY = frozenset({"default", "none", "text", "guess"})
_REMARK = re.compile(r"\s*(?P<dots>\.\.)\s+(twimllint\b.*)")
_OPTION = re.compile(r"\s+:[\w-]+:")
_PARAGRAPH = re.compile(r"(\s*)(?!\.\.\s)\S.*::\s*\Z|(\s*)::\s*\Z")


class _Line(NamedTuple):
    """A line: where it begins, its text, and the length of its line end."""

    start: int
    text: str
    ended: int

    @property
    def indent(self) -> int:
        """The width of the white space it begins with, tabs being eight wide."""
        white = self.text[: len(self.text) - len(self.text.lstrip())]
        return len(white.expandtabs(8))


def blocks(text: str) -> list[Block]:
    """The literal blocks of a page that may hold TwiML."""
    parts = _parts(list(_lines(text)))
    return [part for part in parts if isinstance(part, Block) and is_interesting(part.mapped.text)]


def remarks(text: str) -> list[Remark]:
    """The comments of a page for us, each of one line: ``.. twimllint: ...``."""
    return [part for part in _parts(list(_lines(text))) if isinstance(part, Remark)]


def _lines(text: str) -> Iterator[_Line]:
    offset = 1 if text.startswith("\ufeff") else 0
    while offset < len(text):
        match = _LINE.match(text, offset)
        if match is None:
            return
        yield _Line(offset, match[1], len(match[2]))
        offset = match.end()


def _parts(lines: list[_Line]) -> Iterator[Block | Remark]:
    index = 0
    usual = ""
    while index < len(lines):
        line = lines[index].text
        index += 1
        if (highlight := _HIGHLIGHT.match(line)) is not None:
            usual = "" if highlight[1].lower() in _ANY else highlight[1]
            continue
        directive = _DIRECTIVE.match(line)
        paragraph = None if directive else _PARAGRAPH.match(line)
        if directive is None and paragraph is None:
            if (remark := _REMARK.match(line)) is not None:
                start = lines[index - 1].start
                yield Remark(remark[2], Span(start + remark.start("dots"), start + len(line)), start + remark.start(2))
            continue
        indent = lines[index - 1].indent
        if directive is not None and index < len(lines) and _OPTION.match(lines[index].text):
            while index < len(lines) and lines[index].text.strip():  # a value may have several lines
                index += 1
        end = index
        while end < len(lines) and (not lines[end].text.strip() or lines[end].indent > indent):
            end += 1
        body = lines[index:end]
        index = end
        while body and not body[-1].text.strip():
            body.pop()
        while body and not body[0].text.strip():
            body.pop(0)
        if body:
            mapped = _code(body)
            language = language_of_block((directive[2] if directive else "") or usual, mapped.text)
            if language:
                yield Block(language, mapped)


def _code(body: list[_Line]) -> Mapped:
    """The block without the indentation that all its lines share."""
    least = min(line.indent for line in body if line.text.strip())
    pieces: list[Piece] = []
    for line in body:
        width, skip = 0, 0
        while skip < len(line.text) and width < least and line.text[skip] in " \t":
            width = width + 1 if line.text[skip] == " " else (width // 8 + 1) * 8
            skip += 1
        start = line.start + skip
        pieces.append(Piece(line.text[skip:], start, line.start + len(line.text), True, "\r\n"))
        if line.ended:
            end = line.start + len(line.text)
            pieces.append(Piece("\n", end, end + line.ended, line.ended == 1, "\r\n" if line.ended == 1 else None))
    return Mapped(pieces)
