"""Tags of Templetor, the templates of web.py: ``$def with (name)``, ``$if a:``, ``$name``, ``$:name``."""

from __future__ import annotations

import re

from twimllint.source.templates.walk import Parentheses, Read, Search

#: What nothing but Templetor has.
SIGN = (
    r"\A\ufeff?\$def[ \t]++with\b|^[ \t]*+\$(?:if|for|while|elif)[ \t][^\r\n]*+(?<=:)[ \t]*+\r?$"
    r"|^[ \t]*+\$(?:else|code):|^\$var[ \t]++\w++[:=]"
)
_CONDITION = re.compile(
    r"[^:\r\n\[({'\"]*+(?:(?:\[[^\]\r\n]*+\]|\{[^}\r\n]*+\}|'[^'\r\n]*+'|\"[^\"\r\n]*+\")[^:\r\n\[({'\"]*+)*+"
)
_LINE = re.compile(r"[^\r\n]*+")
#: The lines of a block of code: those indented deeper than its first line, and blank ones.
_CODE_LINE = re.compile(r"(?:\r\n|\r|\n)(?:([ \t]++)[^\s][^\r\n]*+|[ \t]*+(?=[\r\n]))")
_NAME = re.compile(r"[A-Za-z_]\w*+")
_STEP = re.compile(r"\.[A-Za-z_]\w*+|\[[^\[\]\r\n]{0,200}+\]")


class Templetor:
    """Statements and values, which begin with a dollar sign."""

    name = "templetor"
    first = r"$ \t"
    opener = r"\$\$|\$\#[^\r\n]*+|^[ \t]*+\$(?:def|if|elif|else|for|while|var|code|return)\b|\$:?(?=[A-Za-z_({\[])"

    def __init__(self, search: Search) -> None:
        self._search = search
        self._parentheses = Parentheses(search.text)

    def read(self, opener: str, start: int) -> Read | None:
        """A statement up to its colon or the end of its line, a comment, or a value with its properties."""
        text = self._search.text
        word = opener.strip(" \t$")
        if opener.startswith("$#"):
            return Read("comment", start)
        if opener == "$$":  # a dollar sign
            return Read("output", start)
        if not word.isalpha():
            end = self._value_end(start)
            return None if end < 0 else Read("output", end)
        line = _LINE.match(text, start)
        end = line.end() if line else start
        if word == "code":
            end = self._code_end(opener, end)
        elif word not in ("var", "return") and not (word == "def" and text.startswith(" with", start)):
            end = self._colon(start, end)
        return Read("control", end)

    def _colon(self, start: int, line_end: int) -> int:
        """After the colon that ends the statement; one in parentheses, brackets or a string does not."""
        position = start
        while True:
            match = _CONDITION.match(self._search.text, position, line_end)
            position = match.end() if match else position
            if not self._search.text.startswith("(", position):
                break
            closing = self._parentheses.end(position)
            if closing < 0:
                return line_end
            position = closing
        return position + 1 if self._search.text.startswith(":", position) else line_end

    def _code_end(self, opener: str, line_end: int) -> int:
        indent = len(opener) - len(opener.lstrip(" \t"))
        end = line_end
        match = _CODE_LINE.match(self._search.text, end)
        while match is not None and (match[1] is None or len(match[1]) > indent):
            end = match.end()
            match = _CODE_LINE.match(self._search.text, end)
        return end

    def _value_end(self, start: int) -> int:
        text = self._search.text
        if text[start] == "(":
            return self._parentheses.end(start)
        if text[start] in "{[":
            return self._search.after("}" if text[start] == "{" else "]", start)
        match = _NAME.match(text, start)
        while match is not None:
            start = match.end()
            if text.startswith("(", start):
                closing = self._parentheses.end(start)
                if closing < 0:
                    break
                start = closing
            match = _STEP.match(text, start)
        return start
