"""Tags of Razor: ``@Model.Name``, ``@if (a) { ... }``, ``@{ ... }``.

Razor has no delimiters around what it does not mask: in a block of code, markup begins where a statement would and ends
with the element; in markup, an at sign begins code. So a text is read from front to back, and what is code becomes
tags: a control tag for each stretch of statements, an output tag for each value.
"""

from __future__ import annotations

import re

from twimllint.source.errors import TemplateTag
from twimllint.source.span import Span
from twimllint.source.templates.walk import Parentheses

#: What nothing but Razor has.
SIGN = (
    r"^[ \t]*+@(?:model|inherits)[ \t]++[\w.<>\[\],? ]+\r?$|^@page\b|(?<![\w@])@(?:Model|Html|ViewBag|ViewData)[.\[]"
    r"|(?<![\w@])@(?:if|foreach|for|while|switch)[ \t]*+\([^{]{0,300}+(?<=[)\s])\{"
)
_STATEMENTS = r"if|for|foreach|while|switch|lock|using|do|try|section|functions|code|helper"
_LINES = (
    r"model|using|inject|page|inherits|addTagHelper|removeTagHelper|layout|namespace|attribute|implements|typeparam"
)
#: What matters in markup: comments, transitions to code, and where elements begin and end.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|@@|@\*.*?(?:\*@|\Z)|(?<!\w)@(?:"
    rf"(?P<statement>(?:{_STATEMENTS})\b(?=[ \t]*+[({{\w]))|(?P<line>(?:{_LINES})\b(?![ \t]*+[(.])[^\r\n]*+)"
    r"|(?P<block>\{)|(?P<expression>\()|(?P<value>(?:await[ ])?[A-Za-z_]\w*+))"
    r"|(?P<text></?text>)|(?P<end></)|(?P<start><(?=[A-Za-z_@]))|(?P<empty>/>)|(?P<close>>)",
    re.DOTALL,
)
#: What matters in code: strings, comments, braces, and where markup begins.
_CODE = re.compile(
    r"""@"(?:[^"]|"")*+(?:"|\Z)|"(?:[^"\\\n]|\\.)*+(?:"|$)|'(?:[^'\\\n]|\\.)*+(?:'|$)|//[^\n]*+|/\*.*?(?:\*/|\Z)"""
    r"|@\*.*?(?:\*@|\Z)|(?P<open>\{)|(?P<close>\})|(?P<line>(?<=[\s{};])@:)|(?P<markup>(?<=[\s{};>])<(?=[A-Za-z]))",
    re.DOTALL | re.MULTILINE,
)
_GOES_ON = re.compile(r"\s*+(?:else\b|catch\b|finally\b|while\b(?=\s*+\())")
_STEP = re.compile(r"\??\.[A-Za-z_]\w*+|\[[^\[\]\r\n]{0,200}+\]|!(?=\.)")


def read_tags(text: str) -> list[TemplateTag]:
    """All tags of a text, in their order."""
    return _Reader(text).read()


class _Reader:
    """``_blocks`` holds, for each block of code that is open, how many elements of markup are open in it, and for the
    innermost how many braces.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._parentheses = Parentheses(text)
        self._tags: list[TemplateTag] = []
        #: elements that are open in the markup of each block
        self._elements = [0]
        #: braces that are open in the code of each block
        self._braces: list[int] = []
        self._in_end_tag = False

    def read(self) -> list[TemplateTag]:
        """All tags."""
        position, is_code = 0, False
        while 0 <= position < len(self._text):
            position, is_code = self._read_code(position) if is_code else self._read_markup(position)
        return self._tags

    def _add(self, kind: str, start: int, end: int) -> None:
        """Note a tag; white space at its end stays in the text."""
        text = self._text[start:end].rstrip()
        if text:
            self._tags.append(TemplateTag(kind, "razor", Span(start, start + len(text)), text))

    def _read_markup(self, position: int) -> tuple[int, bool]:
        """Read on in markup up to the next code; where that begins, and whether there is any."""
        for match in _MARKUP.finditer(self._text, position):
            kind, start, end = match.lastgroup, match.start(), match.end()
            if kind == "start":
                self._elements[-1] += 1
            elif kind == "end":
                self._in_end_tag = True
            elif kind == "empty" or (kind == "close" and self._in_end_tag):
                self._in_end_tag = False
                self._elements[-1] -= 1
                if self._elements[-1] <= 0 and self._braces:
                    return end, True
            elif kind == "text":
                self._add("control", start, end)
                self._elements[-1] += -1 if match[0].startswith("</") else 1
                if self._elements[-1] <= 0 and self._braces:
                    return end, True
            elif kind is None:
                if match[0].startswith("@"):
                    self._add("comment" if match[0].startswith("@*") else "output", start, end)
            elif kind == "line":
                self._add("control", start, end)
            elif kind != "close":
                return self._read_transition(match)
        return len(self._text), False

    def _read_transition(self, match: re.Match[str]) -> tuple[int, bool]:
        """Read what an at sign begins in markup: a value, or a block of code."""
        start, end = match.span()
        if match.lastgroup in ("statement", "block"):
            brace = self._text.find("{", end - 1)
            if brace >= 0:
                self._open_block()
                self._add("control", start, brace + 1)
                return brace + 1, True
        if match.lastgroup == "expression":
            closing = self._parentheses.end(end - 1)
            end = closing if closing >= 0 else end
        else:
            end = self._value_end(end)
        self._add("output", start, end)
        return end, False

    def _value_end(self, end: int) -> int:
        """Where a value ends whose first name ends at ``end``: after its properties, calls and indexes."""
        while True:
            if self._text.startswith("(", end):
                closing = self._parentheses.end(end)
                if closing < 0:
                    return end
                end = closing
            match = _STEP.match(self._text, end)
            if match is None:
                return end
            end = match.end()

    def _open_block(self) -> None:
        self._braces.append(1)
        self._elements.append(0)

    def _read_code(self, position: int) -> tuple[int, bool]:
        """Read on in code up to the next markup; where that begins, and whether code goes on there."""
        begin = position
        for match in _CODE.finditer(self._text, position):
            kind, start, end = match.lastgroup, match.start(), match.end()
            if kind == "open":
                self._braces[-1] += 1
            elif kind == "close":
                self._braces[-1] -= 1
                if self._braces[-1] > 0 or _GOES_ON.match(self._text, end):
                    continue
                self._braces.pop()
                self._elements.pop()
                self._add_code(begin, end)
                # a block within markup of another block goes back to that markup
                return end, False
            elif kind == "markup":
                self._add_code(begin, start)
                return start, False
            elif kind == "line":
                self._add_code(begin, end)
                return self._read_line(end), True
        self._add_code(begin, len(self._text))
        return len(self._text), False

    def _read_line(self, start: int) -> int:
        """Read the markup between ``@:`` and the end of its line; where that ends."""
        line_end = self._text.find("\n", start)
        line_end = line_end if line_end >= 0 else len(self._text)
        read_to = start
        for match in _MARKUP.finditer(self._text, start, line_end):
            if match.start() >= read_to and match.lastgroup in ("value", "expression"):
                read_to, _ = self._read_transition(match)
        return max(read_to, line_end)

    def _add_code(self, start: int, end: int) -> None:
        """Note a stretch of statements, white space around it left out."""
        code = self._text[start:end]
        start += len(code) - len(code.lstrip())
        self._add("control", start, end)
