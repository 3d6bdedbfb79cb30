"""Start tags that are not written by the book, read letter by letter.

Nothing here fails or looks further than it must: whatever a file holds, each character is read a bounded number of
times. What breaks XML's rules is noted as a ``ParseError`` and read as it was most likely meant.
"""

from __future__ import annotations

import re
from functools import cache

from twimllint.source.errors import ParseError
from twimllint.source.plausible import KNOWN
from twimllint.source.span import Span
from twimllint.source.tree import OUTPUT_MASK, TAG_MASK
from twimllint.source.unescape import NAME_CHAR, name_end

#: How an XML declaration begins, by the book or not.
DECLARATION_START = re.compile(r"<\?xml(?=[ \t\r\n?])")
END_NAMES = re.compile(r"</[ \t\r\n]*+([^ \t\r\n<>/]++)")
#: A ``<`` that may begin markup other than a start tag.
_MARKUP = re.compile(rf"<(?:[{OUTPUT_MASK}/]|!--|!\[CDATA\[|![A-Za-z]|\?|\Z)")

_SPACE = re.compile(rf"[ \t\r\n{OUTPUT_MASK}{TAG_MASK}]*+")
_FILLED_NAME = re.compile(rf"[\w:.\-{OUTPUT_MASK}]*+", re.ASCII)
_BARE_VALUE = re.compile(r"(?:[^\s<>\"'/]|/(?!>))++")
_BLANK = re.compile(r"[ \t\r\n]*+")
_JUNK = re.compile(r"[\"']|[^\s<>/=\"',]++|.", re.DOTALL)
_CURLY_VALUE = re.compile(r"[“”„][^“”<>]*+[“”]|[‘’‚][^‘’<>]*+[‘’]")
_PLACEHOLDER = re.compile(r"<[^<>=\"'\r\n]{1,200}+>")
_QUOTED_PLACEHOLDER = re.compile(r"<[^<>\r\n]{1,200}?>")
_NEXT_TAG = re.compile(r"[^<>]*+/?>[^<>]*+<[A-Za-z/!?]")
_DOCTYPE = re.compile(r"\"[^\"]*+\"|'[^']*+'|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|[\[\]>]", re.DOTALL)


def is_markup(text: str, start: int) -> bool:
    """Whether the ``<`` at ``start`` may begin markup."""
    return _MARKUP.match(text, start) is not None or name_end(text, start + 1) > start + 1


class Tag:
    """A start tag read letter by letter.

    ``attrs`` are rows of name, its start, raw value, its start and end, and quote. ``end`` lies after the tag; it is
    the end of the text for a tag cut off. ``blanks`` are spans that an XML processor had better see as white space.
    ``placeholder`` says that it is none at all, but text in angle brackets.
    """

    __slots__ = (
        "attrs",
        "blanks",
        "cut_off",
        "end",
        "errors",
        "name",
        "placeholder",
        "slash",
        "templated",
        "templated_name",
    )  # fmt: skip

    def __init__(self, name: str, end: int) -> None:
        self.name = name
        self.end = end
        self.attrs: list[tuple[str, int, str, int, int, str]] = []
        self.errors: list[ParseError] = []
        self.blanks: list[Span] = []
        self.slash = False
        self.templated = False
        self.templated_name = False
        self.placeholder = False
        self.cut_off = False


class TagReader:
    """Reads one start tag that is not written by the book."""

    __slots__ = ("ends", "pos", "start", "tag", "text")

    def __init__(self, text: str, start: int, ends: frozenset[str]) -> None:
        """``start`` is the offset of the ``<``; ``ends`` the names of all end tags in the text."""
        self.text = text
        self.start = start
        self.ends = ends
        self.pos = _filled_end(text, start + 1)
        self.tag = Tag(text[start + 1 : self.pos], self.pos)
        self.tag.templated_name = OUTPUT_MASK in self.tag.name

    def read(self) -> Tag:
        """The tag, with everything in it that is out of order."""
        tag, text = self.tag, self.text
        if self.is_placeholder():
            tag.placeholder = True
            return tag
        while True:
            begin = self.pos
            match = _SPACE.match(text, begin)
            pos = self.pos = match.end() if match else begin
            if pos > begin and not text[begin:pos].isspace():
                tag.templated = True
                tag.blanks.append(Span(begin, pos))
            char = text[pos : pos + 1]
            if char == ">":
                self.pos += 1
                break
            if char == "/" and text[pos + 1 : pos + 2] == ">":
                tag.slash = True
                self.pos += 2
                break
            if not char:
                tag.cut_off = True
                self.error("cut-off", self.start, self.start + 1 + len(tag.name), construct="tag")
                break
            if char == "<":
                self.error("start-tag-unclosed", self.start + 1, self.start + 1 + len(tag.name), element=tag.name)
                break
            self.attribute(char, spaced=pos > begin)
        tag.end = self.pos
        return tag

    def attribute(self, char: str, spaced: bool) -> None:
        """Read one attribute, or whatever stands in its place; always moves on."""
        text, start = self.text, self.pos
        end = name_end(text, start)
        if end == start:
            self.stray(char)
            return
        name = text[start:end]
        if not spaced and self.tag.attrs:
            self.error("attribute-unspaced", start, end, before=self.tag.attrs[-1][0], attribute=name)
        if text[end : end + 1] == OUTPUT_MASK:  # part of the name comes from a template
            end = _filled_end(text, end)
            name = ""
        self.pos = end
        gap = _SPACE.match(text, end)
        equals = gap.end() if gap else end
        if text[equals : equals + 1] != "=":
            if name:
                self.error("attribute-without-value", start, end, attribute=name)
                self.tag.attrs.append((name, start, "", end, end, ""))
            else:
                self.unknowable(start, end)
            return
        self.pos = equals + 1
        self.value(name, start, end)

    def value(self, name: str, start: int, end: int) -> None:
        """Read what follows the equals sign of the attribute whose name stands at ``start`` to ``end``."""
        text = self.text
        gap = _BLANK.match(text, self.pos)
        pos = gap.end() if gap else self.pos
        quote = text[pos : pos + 1]
        if quote in ('"', "'") and quote:
            close = self.closing(name, quote, pos)
            first, last, self.pos = pos + 1, close, close + (text[close : close + 1] == quote)
            closed = self.pos > close
        else:
            match = _CURLY_VALUE.match(text, pos) or _BARE_VALUE.match(text, pos)
            first, last = pos, match.end() if match else pos
            self.pos, quote, closed = last, "", True
            if match is None:
                self.error("attribute-without-value", start, end, attribute=name)
            elif OUTPUT_MASK in match[0] or TAG_MASK in match[0]:
                self.unknowable(start, last)  # the template may well bring its own quotes
            else:
                self.error("unquoted-attribute", first, last, attribute=name, value=text[first:last].strip("“”„‘’‚"))
        if not name:
            self.unknowable(start, self.pos)
        else:
            self.tag.attrs.append((name, start, text[first:last], first, last, quote if closed else ""))

    def closing(self, name: str, quote: str, start: int) -> int:
        """Where the value ends that opens with the quote at ``start``: its quote, or where one was forgotten."""
        text = self.text
        close = text.find(quote, start + 1)
        bracket = text.find("<", start + 1, close if close >= 0 else len(text))
        if close >= 0 and bracket < 0:
            return close
        forgotten = _NEXT_TAG.match(text, start + 1)
        if forgotten is not None and (close < 0 or forgotten.end() <= close):
            end = text.index(">", start + 1)
            end -= text[end - 1] == "/"
            self.error("value-unclosed", start, end, attribute=name, quote=quote)
            return end
        if close < 0:
            end = text.find(">", start + 1)
            if end >= 0 and bracket < 0:
                end -= text[end - 1] == "/"
                self.error("value-unclosed", start, end, attribute=name, quote=quote)
                return end
            return len(text)
        while 0 <= bracket < close:
            match = _QUOTED_PLACEHOLDER.match(text, bracket, close)
            end = match.end() if match else bracket + 1
            self.error("unescaped-angle-bracket", bracket, end)
            bracket = text.find("<", end, close)
        return close

    def stray(self, char: str) -> None:
        """A character that begins no attribute."""
        text, pos = self.text, self.pos
        self.pos += 1
        if char == "=" and self.tag.templated:  # the attribute's name comes from a template
            self.value("", pos, pos + 1)
        elif char == ",":
            self.error("comma-between-attributes", pos, pos + 1, before=self.tag.attrs[-1][0] if self.tag.attrs else "")
        else:
            match = _JUNK.match(text, pos)
            self.pos = match.end() if match else pos + 1
            self.error("stray-in-tag", pos, self.pos, found=text[pos : self.pos], element=self.tag.name)

    def is_placeholder(self) -> bool:
        """Whether it is text in angle brackets, such as ``<YOUR URL>`` or ``<me@acme.test>``, and surely no element."""
        if self.tag.templated_name or self.tag.name in self.ends or self.tag.name.lower() in KNOWN:
            return False
        match = _PLACEHOLDER.match(self.text, self.start)
        if match is None:
            return False
        inside = self.text[self.pos : match.end() - 1]
        if OUTPUT_MASK in inside or TAG_MASK in inside or inside.rstrip().endswith("/") or inside.startswith(","):
            return False
        self.pos = self.tag.end = match.end()
        return True

    def unknowable(self, start: int, end: int) -> None:
        """Leave a part of the tag to the template."""
        self.tag.templated = True
        self.tag.blanks.append(Span(start, end))

    def error(self, kind: str, start: int, end: int, **parts: str) -> None:
        """Note a error."""
        self.tag.errors.append(ParseError(kind, Span(start, end), None, **parts))


def _filled_end(text: str, start: int) -> int:
    """Where a name ends of which a template may bring a part."""
    match = _FILLED_NAME.match(text, start)
    end = start if match is None else match.end()
    if text[end : end + 1] > "\x7f":  # more letters than ASCII has: the whole classes are needed
        match = _full_filled_name().match(text, start)
    return start if match is None else match.end()


@cache
def _full_filled_name() -> re.Pattern[str]:
    return re.compile(rf"[{NAME_CHAR}{OUTPUT_MASK}]*+")


def doctype_end(text: str, start: int) -> int:
    """Where the document type declaration ends that begins at ``start``; -1 if it never does."""
    inside = False
    for match in _DOCTYPE.finditer(text, start):
        found = match[0]
        if found in "[]":
            inside = found == "["
        elif found == ">" and not inside:
            return match.end()
    return -1
