"""Tags of PHP."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint.source.span import Span
from twimllint.source.templates.braces import first_word
from twimllint.source.templates.walk import UNCLOSED, Read, Search

#: What hides the ``?>`` of a PHP tag, or is it; a string or comment that nothing ends runs to the end of the file.
_CODE = re.compile(
    r"""'(?:[^'\\]|\\.)*+(?:'|(?P<single>\Z))|"(?:[^"\\]|\\.)*+(?:"|(?P<double>\Z))|/\*.*?(?:\*/|(?P<comment>\Z))|"""
    r"""(?://|\#)(?:[^\n?]|\?(?!>))*+|<<<[ \t]*+(?P<quote>['"]?)(?P<name>\w++)(?P=quote)\r?\n.*?"""
    r"""(?:(?<=\n)[ \t]*+(?P=name)\b|(?P<heredoc>\Z))|\?>""",
    re.DOTALL,
)
_UNFINISHED = ("single", "double", "comment", "heredoc")
_COMMENT = re.compile(r"\s*+(?:/\*((?:[^*]|\*(?!/))*+)\*/|(?://|#)([^\n]*+))\s*+\Z")


class Php:
    """Tags that begin with ``<?php``, ``<?=`` or ``<?``."""

    name = "php"
    opener = r"<\?(?:(?i:php)(?![\w.:-])|=|(?=\s))"
    first = "<"

    def __init__(self, search: Search) -> None:
        self._search = search
        #: a string or comment has run to the end of the file, so that quotes cannot be trusted any more
        self._is_unfinished = False

    def read(self, opener: str, start: int) -> Read | None:
        """To the first ``?>`` outside strings and comments; after ``<?php``, the end of the file ends it too."""
        end = self._end(opener, start)
        if end < 0:
            return UNCLOSED
        if opener == "<?=":
            return Read("output", end)
        body = self._search.text[start:end].removesuffix("?>")
        if _COMMENT.match(body):
            return Read("comment", end)
        return Read("output" if first_word(body, 0).lower() in ("echo", "print") else "control", end)

    def _end(self, opener: str, start: int) -> int:
        text, is_php = self._search.text, len(opener) == len("<?php")
        if not self._is_unfinished:
            for match in _CODE.finditer(text, start):
                if match[0] == "?>":
                    return match.end()
                self._is_unfinished = any(match[kind] is not None for kind in _UNFINISHED)
            if is_php and not self._is_unfinished:
                return len(text)
            self._is_unfinished = True
        end = self._search.after("?>", start)
        if end >= 0:
            return end
        return len(text) if is_php else -1


_TAG = re.compile(Php.opener)


def code_spans(text: str) -> Iterator[Span]:
    """Where the code of a PHP file is, with the tags around it."""
    tags, position = Php(Search(text)), 0
    while opener := _TAG.search(text, position):
        read = tags.read(opener[0], opener.end())
        position = read.end if read is not None and read.end >= 0 else len(text)
        yield Span(opener.start(), position)


def tags_around_document(text: str) -> str:
    """What a PHP file holds outside its tags, which is sent as it is written."""
    parts, position = [], 0
    for start, end in code_spans(text):
        parts.append(text[position:start])
        position = end
    return "".join([*parts, text[position:]])


def comment_text(text: str) -> str:
    """What a tag with nothing but a comment says."""
    match = _COMMENT.match(text[2:].removesuffix("?>").removeprefix("php").removeprefix("PHP"))
    return (match[1] or match[2] or "") if match else ""
