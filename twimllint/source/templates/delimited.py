"""Tags between two strings of a language's own: ``[% name %]``, ``[[ .Name ]]``, ``%{ if name }``, ``<!--#echo -->``.

What they are is in ``schemas/templates.json``; plain text has some of the signs too, so that a language is there only
where one of its words, or a value as it writes them, is between the two.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from twimllint.source.templates._table import DELIMITED, ELEMENTS
from twimllint.source.templates.walk import Read, Search

#: White space, and the marks that remove what is around the tag.
_MARKS = r"[-+~=]?\s*+"
_FIRST_WORD = re.compile(rf"{_MARKS}(\w*+)")
_WORD = re.compile(r"'[^']*+'|\"[^\"]*+\"|\b([A-Za-z]+)\b")
_ASSIGNMENT = re.compile(rf"{_MARKS}\$?[\w.]++\s*+:?=(?!=)")
_COMMENT = re.compile(r"#|[-+~]?\s*+/\*")


class Words(NamedTuple):
    """A pair of delimiters of a language and its words, by what a tag does that begins with one.

    ``kind`` is that of all tags of the pair, where no word decides it. ``schemas/templates.json`` describes the rest.
    """

    open: str
    close: str
    kind: str
    blocks: tuple[str, ...]
    middles: tuple[str, ...]
    ends: tuple[str, ...]
    statements: tuple[str, ...]
    outputs: tuple[str, ...]
    values: tuple[str, ...]
    spaced: tuple[str, ...]


@cache
def words(language: str) -> Words | None:
    """What is known of a language that has such tags."""
    row = DELIMITED.get(language)
    return None if row is None else Words(*row)


@cache
def sign(language: str) -> str:
    """A regular expression for a tag that only this language has."""
    known = Words(*DELIMITED[language])
    opener, closer = re.escape(known.open), re.escape(known.close)
    rest = rf"(?:(?!{opener}).)*?{closer}"
    if not known.blocks:
        return f"(?s:{opener}{rest})"
    listed = "|".join([*known.blocks, *known.middles, *known.ends, *known.statements, *known.outputs])
    if not _is_usual(language):  # signs that are in plain text more often
        values = "|".join([rf"{re.escape(value)}[A-Za-z_]" for value in known.values])
        block = rf"(?:(?:{'|'.join(known.blocks)})\s++)?"
        return rf"(?s:{opener}{_MARKS}{block}(?:{values})(?:(?!{opener})[^\[\]<>])*?{closer})"
    values = "".join([rf"|{re.escape(value)}\w[^\[\]<>]*?{closer}" for value in known.values])
    if known.open in known.spaced:
        values += rf"|(?<=\s)[a-z_][a-z0-9_.]*+(?:\s*+\|[^\[\]<>]*?)?\s{closer}"
    return rf"(?s:{opener}{_MARKS}(?:(?:{listed})\b{rest}{values}))"


def _is_usual(language: str) -> bool:
    """Whether these are the delimiters that a language is mostly written with; others have a number after its name."""
    return not language[-1].isdigit()


class Delimited:
    """The tags of one such language in one text."""

    def __init__(self, search: Search, language: str) -> None:
        # a language that has elements too writes only its comments so
        self.name = language if language not in ELEMENTS else f"{language}_comments"
        self._words = Words(*DELIMITED[language])
        self.opener = re.escape(self._words.open)
        self.first = re.escape(self._words.open[0])
        self._search = search

    def read(self, opener: str, start: int) -> Read | None:
        """To the string that closes the tag; plain text where another one opens before."""
        text, known = self._search.text, self._words
        end = self._search.next(known.close, start)
        if end < 0 or text.find(opener, start, end) >= 0:
            return None
        return Read(_kind(text[start:end], known), end + len(known.close))


def _kind(code: str, known: Words) -> str:
    if known.kind or _COMMENT.match(code):
        return known.kind or "comment"
    word = _first_word(code)
    if word in known.blocks or word in known.middles or word in known.ends or word in known.statements:
        return "control"
    return "control" if _ASSIGNMENT.match(code) and word not in known.outputs else "output"


def _first_word(code: str) -> str:
    match = _FIRST_WORD.match(code)
    return match[1] if match else ""


def step(text: str, known: Words) -> str:
    """What a control tag does to the blocks of its language: ``open``, ``middle``, ``close`` or nothing."""
    if known.kind:
        return ""
    code = text[len(known.open) : len(text) - len(known.close)]
    listed = [match[1] for match in _WORD.finditer(code) if match[1]]
    word = _first_word(code)
    if word in known.middles:
        return "middle"
    depth = -sum(each in known.ends for each in listed)
    # [% MACRO a BLOCK %] and [% a = BLOCK %] open one too, [% a IF b %] does not
    depth += word in known.blocks or (bool(listed) and listed[-1] in known.blocks)
    return {1: "open", -1: "close"}.get(depth, "")
