"""HTML pages of documentation: the text of ``pre`` and ``code`` elements, with its references resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from twimllint.host.form import Remark
from twimllint.host.languages import Block
from twimllint.host.mapped import Mapped, Piece
from twimllint.host.snippets import is_interesting, language_of_block
from twimllint.source.span import Span

_BLOCK = re.compile(r"<(pre|code)\b([^<>]*)>", re.IGNORECASE)
_END = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("pre", "code")}
_PART = re.compile(
    r"(<!--.*?-->|</?[A-Za-z][^<>]*>)|(&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)|\r\n?",
    re.DOTALL,
)
_CLASS = re.compile(r"\b(?:language-|lang-|highlight-source-|brush:\s*)([\w+#-]+)")


def blocks(text: str) -> list[Block]:
    """The blocks of code in a page that may hold TwiML."""
    return [block for block in _blocks(text) if is_interesting(block.mapped.text)]


_COMMENT_OR_CODE = re.compile(r"<!--(?P<text>.*?)-->|<(?P<code>pre|code)\b[^<>]*>", re.IGNORECASE | re.DOTALL)


def remarks(text: str) -> list[Remark]:
    """The comments of a page for us; none that are in code."""
    found: list[Remark] = []
    offset = 0
    while (match := _COMMENT_OR_CODE.search(text, offset)) is not None:
        offset = match.end()
        if match["code"]:
            closing = _END[match["code"].lower()].search(text, offset)
            offset = len(text) if closing is None else closing.end()
        elif "twimllint" in match["text"]:
            found.append(Remark(match["text"], Span(*match.span()), match.start("text")))
    return found


def _blocks(text: str) -> Iterator[Block]:
    offset = 0
    while (opening := _BLOCK.search(text, offset)) is not None:
        closing = _END[opening[1].lower()].search(text, opening.end())
        if closing is None:
            return
        offset = closing.end()
        if opening[1].lower() == "code" and "\n" not in text[opening.end() : closing.start()]:
            continue  # a word in a sentence
        mapped = _code(text, opening.end(), closing.start())
        named = _CLASS.search(opening[2]) or _CLASS.search(
            text, opening.end(), min(opening.end() + 200, closing.start())
        )
        language = language_of_block(named[1] if named else "", mapped.text)
        if language:
            yield Block(language, mapped)


def _code(text: str, start: int, end: int) -> Mapped:
    """The text between two places: tags are left out, each reference is one character."""
    pieces: list[Piece] = []
    last = start
    for match in _PART.finditer(text, start, end):
        if last < match.start():
            pieces.append(Piece(text[last : match.start()], last, match.start(), True, "<&\r"))
        if match[2] is not None:
            pieces.append(Piece(unescape(match[2]), match.start(), match.end(), False, "<&\r"))
        elif match[1] is None:
            pieces.append(Piece("\n", match.start(), match.end(), False, None))
        last = match.end()
    if last < end:
        pieces.append(Piece(text[last:end], last, end, True, "<&\r"))
    mapped = Mapped(pieces)
    # the line end after <pre> is no part of it
    return mapped.cut(1, len(mapped)) if mapped.text.startswith("\n") else mapped
