"""Markdown and MDX: the code blocks in a page, inside quotes and lists too.

CommonMark, read by markdown-it-py, decides which lines are code; where each character of the code is in the file is
worked out here: what the parser gives of a line is the end of that line in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from twimllint.host import html
from twimllint.host.form import Remark
from twimllint.host.languages import Block
from twimllint.host.mapped import Mapped, Piece
from twimllint.host.snippets import is_interesting, language_of_block
from twimllint.source.span import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE)
_INDENTED_FENCE = re.compile(r"([ \t]*)(`{3,}|~{3,})(.*)")
#: What follows a fence: ``xml title="a"``, ``{xml}``; ``{#id .xml key="value"}`` (Pandoc); ``{code-block} xml`` (MyST).
_LANGUAGE = re.compile(r"\s*\{?\s*\.?(?:language-|lang-|application/|text/)?([\w+#-]*+)(?!\s*=\s*[\"'])")
_ATTRIBUTES = re.compile(
    r"\s*\{\s*(?>(?>#[^\s{}]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s{}]+))\s+)++\.(?:language-|lang-)?([\w+#-]+)"
)
_DIRECTIVE = re.compile(r"\s*\{(?:code|code-block|code-cell|sourcecode)\}(?:[ \t]+([\w+#-]+))?")
#: The options of such a directive: ``:linenos:`` in lines of their own, or YAML.
_OPTIONS = re.compile(r"(?:[ \t]*:[\w-]+:.*\n)+(?:[ \t]*\n)?|---\n(?:.*\n)*?---\n")
#: The tokens that hold code.
_HOLDS_CODE = frozenset({"fence", "code_block", "html_block"})
#: How often an indented block may hold a page of its own: tabs and notes of MkDocs, in one another.
_MAX_DEPTH = 3


def blocks(text: str) -> list[Block]:
    """The code blocks of a page that may hold TwiML."""
    return list(blocks_of(Mapped.exactly(text, 0, ""), mdx=False))


def blocks_of(page: Mapped, *, mdx: bool, depth: int = 0) -> Iterator[Block]:
    """The code blocks of a page, or of a part of one; ``depth`` counts how often it is a part."""
    lines = _Lines(page.text)
    for token in _parser(mdx).parse(lines.for_mdx() if mdx else lines.text):
        if token.type not in _HOLDS_CODE or token.map is None or not is_interesting(token.content):
            continue
        fenced = token.type == "fence"
        code = lines.code(token.content, token.map[0] + fenced)
        if code is None:
            continue
        if token.type == "html_block":
            for block in html.blocks(code.text):
                yield Block(block.language, block.mapped.through(code).through(page))
        elif not fenced and depth < _MAX_DEPTH and _FENCE.search(token.content):
            # what CommonMark takes for code is a page again to those who indent notes and tabs
            yield from blocks_of(code.through(page), mdx=mdx, depth=depth + 1)
        else:
            word, code = _word(token.info, code) if fenced else ("", code)
            language = language_of_block(word, code.text)
            if language:
                yield Block(language, code.through(page))


_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_EXPRESSION = re.compile(r"\{\s*/\*(.*?)\*/\s*\}", re.DOTALL)


def remarks(text: str) -> list[Remark]:
    """The comments of a page for us: those of HTML, on lines of their own."""
    return remarks_of(text, mdx=False)


def remarks_of(text: str, *, mdx: bool) -> list[Remark]:
    """The comments of a page for us; MDX writes them as expressions, ``{/* */}``."""
    lines = _Lines(text)
    kind, pattern = ("inline", _EXPRESSION) if mdx else ("html_block", _COMMENT)
    found: list[Remark] = []
    for token in _parser(mdx).parse(lines.text):
        if token.type == kind and token.map is not None and "twimllint" in token.content and token.map[1]:
            start, (last, whole, _) = lines.found[token.map[0]][0], lines.found[token.map[1] - 1]
            found += [
                Remark(match[1], Span(*match.span()), match.start(1))
                for match in pattern.finditer(text, start, last + len(whole))
            ]
    return found


@cache
def _parser(mdx: bool) -> MarkdownIt:
    """The parser, without what looks inside paragraphs. MDX knows no indented code, and no HTML but its elements."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark")
    parser.disable(["inline", "text_join", "reference"], ignoreInvalid=True)
    return parser.disable(["code", "html_block"]) if mdx else parser


def _word(info: str, code: Mapped) -> tuple[str, Mapped]:
    """The language in what follows the fence (``js title="x"``, ``{.python .numbered}``, ``{code-block} xml``), and the
    code without the options of such a directive.
    """
    directive = _DIRECTIVE.match(info)
    if directive is not None:
        options = _OPTIONS.match(code.text)
        return directive[1] or "", code if options is None else code.cut(options.end(), len(code))
    attributes = _ATTRIBUTES.match(info)
    if attributes is not None:
        return attributes[1], code
    match = _LANGUAGE.match(info)
    return (match[1] if match else ""), code


class _Lines:
    """The lines of a page, as the parser counts them and as they are in the page."""

    def __init__(self, text: str) -> None:
        offset = 1 if text.startswith("\ufeff") else 0
        #: what the parser is given: it takes a byte order mark for a letter of the first line
        self.text = text[offset:]
        self.found: list[tuple[int, str, int]] = []
        while offset <= len(text):
            match = _LINE.match(text, offset)
            if match is None or (offset == len(text) and self.found):
                break
            self.found.append((offset, match[1], len(match[2])))
            if match.end() == offset:
                break
            offset = match.end()

    def for_mdx(self) -> str:
        """The text with a blank line for each that an indented fence follows.

        MDX knows no indented code: however far a fence is indented, it ends the paragraph or the start tag before it,
        and the parser would make it a part of that.
        """
        lines = [whole for _, whole, _ in self.found]
        fence = ""
        for number, line in enumerate(lines):
            match = _INDENTED_FENCE.match(line)
            if match is None:
                continue
            if not fence:
                if len(match[1].expandtabs(4)) > 3 and number:
                    lines[number - 1] = ""
                fence = match[2]
            elif match[2].startswith(fence) and not match[3].strip():
                fence = ""
        return "\n".join(lines)

    def code(self, content: str, first: int) -> Mapped | None:
        """The content of a block that begins on a line, with its places; ``None`` where they are not known."""
        pieces: list[Piece] = []
        for number, line in enumerate(content.split("\n")[: content.count("\n") or 1], first):
            if number >= len(self.found):
                return None
            start, whole, ended = self.found[number]
            plain = whole.replace("\0", "\ufffd")
            if plain.endswith(line):
                offset = start + len(whole) - len(line)
                pieces.append(Piece(whole[len(whole) - len(line) :], offset, offset + len(line), True, "\r\n"))
            else:
                # a tab of which the indentation takes a part: the parser gives the rest as blanks
                rest = line.lstrip(" ")
                if not plain.endswith(rest):
                    return None
                offset = start + len(whole) - len(rest)
                pieces.append(Piece(line[: len(line) - len(rest)], max(offset - 1, start), offset))
                pieces.append(Piece(whole[len(whole) - len(rest) :], offset, offset + len(rest), True, "\r\n"))
            if ended:
                end = start + len(whole)
                pieces.append(Piece("\n", end, end + ended, ended == 1, "\r\n" if ended == 1 else None))
        return Mapped(pieces)
