"""Tags of Velocity: ``#if ($a)``, ``#set``, ``$name``, ``$!{name}``; Amazon's API Gateway maps responses with it."""

from __future__ import annotations

import re

from twimllint.source.templates.walk import Parentheses, Read, Search

_DIRECTIVES = "set|if|elseif|else|end|foreach|include|parse|stop|break|evaluate|define|macro"
#: What nothing but Velocity has.
SIGN = (
    r"(?<![\w&<])#(?:set|if|elseif|foreach|parse|macro)[ \t]*+\(|(?<!\\)\$!\{?[A-Za-z]"
    r"|\$(?:input|util|context|stageVariables)\.[A-Za-z]"
)
#: A property, a method or an index after a name.
_PROPERTY = re.compile(r"\.[A-Za-z_][\w-]*+")
_INDEX = re.compile(r"\[[^\[\]\r\n]{0,200}+\]")


class Velocity:
    """Directives, which begin with a number sign, and references, which begin with a dollar sign."""

    name = "velocity"
    first = "#$"
    opener = (
        rf"\#\#|\#\*|\#\[\[|(?<![&\\])\#(?:\{{(?:{_DIRECTIVES})\}}|(?:{_DIRECTIVES})\b)|(?:(?<![\w&\\])\#|\#@)[A-Za-z_]\w*+(?=\()"
        r"|(?<!\\)\$!?(?:\{[A-Za-z_]|[A-Za-z_])[\w-]*+"
    )

    def __init__(self, search: Search) -> None:
        self._search = search
        self._parentheses = Parentheses(search.text, escapes=False)

    def read(self, opener: str, start: int) -> Read | None:
        """A directive with its arguments, or a reference with its properties."""
        if opener.startswith("$"):
            kind, end = "output", self._reference_end(opener, start)
        elif opener in ("##", "#*"):
            kind, end = "comment", self._search.after("*#", start) if opener == "#*" else self._line_end(start)
        elif opener == "#[[":
            kind, end = "output", self._search.after("]]#", start)
        else:
            kind, end = "control", self._directive_end(opener, start)
        return None if end < 0 else Read(kind, end)

    def _line_end(self, start: int) -> int:
        ends = [end for end in (self._search.next("\n", start), self._search.next("\r", start)) if end >= 0]
        return min(ends, default=len(self._search.text))

    def _directive_end(self, opener: str, start: int) -> int:
        if opener.strip("#{}") in ("else", "end", "stop", "break"):
            return start
        text = self._search.text
        while text[start : start + 1] in (" ", "\t"):
            start += 1
        return self._parentheses.end(start) if text.startswith("(", start) else -1

    def _reference_end(self, opener: str, start: int) -> int:
        text = self._search.text
        end = start
        while True:
            match = _PROPERTY.match(text, end) or _INDEX.match(text, end)
            if match is None:
                break
            end = match.end()
            if text.startswith("(", end):
                closing = self._parentheses.end(end)
                if closing < 0:
                    break
                end = closing
        if "{" not in opener:
            return end
        if text.startswith("|", end):  # an alternate value
            end = self._search.next("}", end)
        return end + 1 if end >= 0 and text.startswith("}", end) else -1
