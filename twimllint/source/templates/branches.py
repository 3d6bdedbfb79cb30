"""Which parts of a template are written together, and which in place of each other.

``{% if a %}<Say/>{% else %}<Play/>{% endif %}`` writes one of the two. The control tags of a text make a tree of blocks
(from ``if`` to ``endif``) and of branches in them (up to ``else``, and from there on).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from twimllint.source.errors import TemplateTag
from twimllint.source.span import Span
from twimllint.source.templates import cheetah, delimited, elements, stringtemplate
from twimllint.source.templates._table import ELEMENTS
from twimllint.source.templates.braces import first_word
from twimllint.source.templates.walk import with_line_feeds

#: How deep blocks may be nested; deeper ones are not looked into.
_MAX_DEPTH = 200
_OPEN, _MIDDLE, _CLOSE = "open", "middle", "close"
#: What opens a block that is written in place of the one before it: ``<g:if></g:if><g:else></g:else>``.
_INSTEAD = "else"
#: First words of tags that begin another branch, in whatever language.
_ELSE = frozenset({
    "else", "elif", "elsif", "elseif", "elseunless", "when", "case", "default", "otherwise", "rescue", "ensure",
    "catch", "finally", "empty", "foreachelse", "forelse", "sectionelse", "in", "plural", "recover",
})  # fmt: skip
#: Languages with one end for all blocks, and what opens one.
_ONE_END = {"velocity": frozenset({"if", "foreach", "define", "macro"}), "cheetah": cheetah.BLOCKS}
#: Languages whose elements hold branches: ``<tal:block condition="a">``, ``<template v-if="a">``.
_WITH_ELEMENTS = ("tal", "vue")
#: A condition of Cheetah that is all on one line.
_THEN = re.compile(r"\sthen\s")
#: Languages that write ``{% if %}``; ``code`` marks branches of a program.
_BRACES = ("braces", "code")
_RUBY_OPENERS = frozenset({"if", "unless", "case", "for", "while", "until", "begin"})
_BLOCK = re.compile(r"(?:\bdo|\{)(?:\s*+\|[^|]*+\|)?\Z")
_CASE = re.compile(r"\b(?:case\b[^:]*+|default):\Z")
_PHP_OPENER = re.compile(r"\W*(?:if|for|foreach|while|switch)\b", re.IGNORECASE)
_CODE = re.compile(r"<\?(?:php\b|=)?|\?>|<%[-=#_]?|[-_]?%>", re.IGNORECASE)
_SECTION = re.compile(r"\{\{[~\-]?\s*+([#^/])\s*+>?\s*+([\w.@\-]*+)")
#: doT's tags: ``{{? a }}``, ``{{?? b }}``, ``{{?}}``, ``{{~ a :b }}``, ``{{~}}``.
_DOT = re.compile(r"\{\{(\?\??|~(?=\s*+\}\}|\s*+[\w.$]++\s*+:))\s*+(?:\}\})?")
_INDENTED = re.compile(r"^([ \t]*+)(?=[^\s])", re.MULTILINE)


class _Step(NamedTuple):
    """What a control tag does to the tree (``open``, ``middle``, ``close`` ...), and the name of the block, if any."""

    kind: str
    name: str = ""


class _Block:
    """A block from its first tag to its last."""

    __slots__ = ("end", "name", "start")

    def __init__(self, name: str, start: int) -> None:
        self.name = name
        self.start = start
        self.end = -1


class _Branch:
    """A branch of a block; ``parent`` is the branch around the block."""

    __slots__ = ("block", "depth", "end", "parent", "start")

    def __init__(self, block: _Block, parent: _Branch | None, start: int) -> None:
        self.block = block
        self.parent = parent
        self.start = start
        self.end = -1
        self.depth: int = 1 if parent is None else parent.depth + 1


class Branches:
    """The branches of a text with template tags.

    Where the tags do not make a tree (a block is never closed, a tag is of no known kind), nothing is certain: no two
    places are written together for sure, and any two may be written in place of each other.
    """

    def __init__(self, text: str, tags: Iterable[TemplateTag]) -> None:
        controls = [tag for tag in tags if tag.kind == "control" and tag.closed]
        self.is_certain = True
        self._starts: list[int] = []
        self._branches: list[_Branch | None] = []
        self._open: _Branch | None = None
        self._closed: _Block | None = None
        #: the branch around that block
        self._closed_in: _Branch | None = None
        for place, step in _steps(text, controls):
            self._take(place, step)
            if not self.is_certain:
                return
        self.is_certain = self._open is None

    def _take(self, place: int, step: _Step) -> None:
        current = self._open
        if step.kind == _INSTEAD:
            block = self._closed
            if block is None or self._closed_in is not current:
                block = _Block("", place)
            self._enter(_Branch(block, current, place), place)
            return
        if step.kind == _OPEN:
            block = self._closed
            # {{#a}} {{/a}} {{^a}} {{/a}}: two branches of one block
            if block is None or not step.name.startswith("^") or block.name != "#" + step.name[1:]:
                block = _Block(step.name, place)
            self._enter(_Branch(block, current, place), place)
            return
        if step.kind == _CLOSE and step.name:
            # what opens no block after all, such as @section('a', 'b'), has no end of its own
            while current is not None and current.block.name.lstrip("#^") != step.name:
                current.end = place
                current.block.end = place
                current = current.parent
        if current is None:
            self.is_certain = False
            return
        current.end = place
        if step.kind == _MIDDLE:
            self._enter(_Branch(current.block, current.parent, place), place)
            return
        current.block.end = place
        self._closed, self._closed_in = current.block, current.parent
        self._enter(current.parent, place)

    def _enter(self, branch: _Branch | None, place: int) -> None:
        self._open = branch
        self._starts.append(place)
        self._branches.append(branch)
        if branch is not None and branch.depth > _MAX_DEPTH:
            self.is_certain = False

    def _at(self, place: int) -> _Branch | None:
        index = bisect_right(self._starts, place) - 1
        return None if index < 0 else self._branches[index]

    def extent(self, place: int) -> Span | None:
        """The part of the text that is the innermost branch around a place, if that is known."""
        branch = self._at(place) if self.is_certain else None
        return None if branch is None else Span(branch.start, branch.end)

    def choices(self, start: int, end: int) -> list[tuple[Span, ...]]:
        """The blocks in a part of the text that have several branches, as these, in the order of the text.

        A branch begins with its tag and ends before the next one, the last one before the end of the block.
        """
        blocks: dict[int, list[Span]] = {}
        within = slice(bisect_left(self._starts, start), bisect_left(self._starts, end))
        for place, branch in zip(self._starts[within], self._branches[within], strict=True) if self.is_certain else ():
            if branch is not None and branch.start == place and start <= branch.block.start and branch.block.end < end:
                blocks.setdefault(branch.block.start, []).append(Span(branch.start, branch.end))
        return [tuple(branches) for _, branches in sorted(blocks.items()) if len(branches) > 1]

    def in_same_run(self, first: int, second: int) -> bool:
        """Whether what is at the two places is surely written together, or neither is."""
        return self.is_certain and self._at(first) is self._at(second)

    def implies(self, second: int, first: int) -> bool:
        """Whether what is at ``first`` is surely written wherever what is at ``second`` is."""
        if not self.is_certain:
            return False
        branch = self._at(first)
        return branch is None or branch.start <= second < branch.end

    def exclusive(self, first: int, second: int) -> bool:
        """Whether the two places may be in different branches of one block, so that at most one is written."""
        if not self.is_certain:
            return True
        branch = self._at(first)
        while branch is not None and not branch.block.start <= second < branch.block.end:
            branch = branch.parent
        return branch is not None and not branch.start <= second < branch.end


def _steps(text: str, controls: list[TemplateTag]) -> Iterator[tuple[int, _Step]]:
    """What each control tag does, with its place, in the order of the text."""
    if any(tag.language == "templetor" for tag in controls):
        yield from _indented_steps(with_line_feeds(text), controls)
        return
    # a tag opens a block if one of that name is ever closed: {% block %} and {% endblock %}
    closers = {name for tag in controls if (name := _closer(tag))}
    for tag in controls:
        step = _step(tag, closers)
        if step is not None:
            yield tag.span.start, step


def _closer(tag: TemplateTag) -> str:
    """The name of the block that a tag closes, if it says so."""
    text, word = tag.text, first_word(tag.text, 2)
    if tag.language in _BRACES:
        section = _SECTION.match(text)
        if section is not None:
            return section[2] if section[1] == "/" else ""
        return word[3:] if text.startswith("{%") and word.startswith("end") else ""
    if tag.language == "blade":
        return text[4:].partition("(")[0] if text.startswith("@end") else ""
    if tag.language.startswith("mako") and text.lstrip().startswith("%"):
        word = text.strip(" \t%")
        return word[3:].split()[0] if word.startswith("end") and len(word) > 3 else ""
    match = re.match(r"[<\[]/(?:[#@%]|th:)([\w:.]+)|\{/(\w+)", text)
    return (match[1] or match[2]) if match else ""


def _step(tag: TemplateTag, closers: set[str]) -> _Step | None:
    """What a control tag does, or ``None`` for one that opens and closes nothing."""
    text, language = tag.text, tag.language
    own = _own_step(text, language)
    if own is not None:
        return _Step(own) if own else None
    if language in _WITH_ELEMENTS:
        return _Step(_CLOSE if text.startswith("</") else _OPEN) if text[0] == "<" and text[-2:] != "/>" else None
    closer = _closer(tag)
    if closer:
        return _Step(_CLOSE, closer)
    if language in _BRACES:
        return _braces_step(text, closers)
    if language == "mako" and re.match(r"\s*+%.*(?:[{}][);]*+\s*+\Z)|\s*+%\s*+\}", text):  # Perl
        return _code_step(text.strip(" \t%"), language)
    if language in ("erb", "php"):
        return _code_step(_CODE.sub("", text).strip(), language)
    if language == "razor":
        code = text.removesuffix("@:").strip()
        if code.endswith("{"):
            return _Step(_MIDDLE if code.startswith("}") else _OPEN)
        return _Step(_CLOSE) if code.endswith("}") else None
    match = re.match(r"\W*+((?:th:)?\w+)", text)
    word = match[1].removeprefix("th:") if match else ""
    if language in _ONE_END:
        return _one_end_step(text, word, _ONE_END[language])
    is_else = word in _ELSE or (language == "blade" and word.startswith("else"))
    if is_else and word not in closers:
        return _Step(_MIDDLE)
    return _Step(_OPEN, word) if word in closers and not text.endswith(("/>", "/}")) else None


def _own_step(text: str, language: str) -> str | None:
    """What a tag does in a language that says so itself, empty for nothing; ``None`` for all other languages."""
    if language in ELEMENTS:
        return elements.step(text, language)
    if language == "stringtemplate":
        return stringtemplate.step(text)
    words = delimited.words(language)
    return None if words is None else delimited.step(text, words)


def _one_end_step(text: str, word: str, blocks: frozenset[str]) -> _Step | None:
    """What a directive does where one word ends any block."""
    if word == "end":
        return _Step(_CLOSE)
    if word in _ELSE or word == "except":
        return _Step(_MIDDLE)
    return _Step(_OPEN) if word in blocks and not _THEN.search(text) else None


def _braces_step(text: str, closers: set[str]) -> _Step | None:
    if text.startswith("{%"):
        word = first_word(text, 2)
        if word in _ELSE and word not in closers:
            return _Step(_MIDDLE)
        return _Step(_OPEN, word) if word in closers or word in ("if", "unless", "for", "case") else None
    dot = _DOT.match(text)
    if dot is not None:
        return _Step(_MIDDLE if dot[1] == "??" else _CLOSE if dot.end() == len(text) else _OPEN)
    section = _SECTION.match(text)
    if section is not None:
        return _Step(_OPEN, section[1] + section[2]) if section[2] else _Step(_MIDDLE)
    word = first_word(text, 2)
    if word == "end":
        return _Step(_CLOSE)
    if word == "else":
        return _Step(_MIDDLE)
    return _Step(_OPEN) if word in ("if", "range", "with", "define", "block") else None


def _code_step(code: str, language: str) -> _Step | None:
    """For program code in a tag: Ruby, Elixir, JavaScript, Java or PHP."""
    word = first_word(code, 0).lower()
    if language == "php" and word.startswith("end"):
        return _Step(_CLOSE)
    is_php_block = language == "php" and code.endswith(":") and _PHP_OPENER.match(code) is not None
    opens = is_php_block or _BLOCK.search(code) is not None or code.count("{") > code.count("}")
    if code.startswith("}") or word == "end":
        return _Step(_MIDDLE if code.endswith("{") else _CLOSE)
    # Ruby's and Elixir's case begins a block, PHP's and JavaScript's ends in a colon; -> is a clause of Elixir
    is_else = word in _ELSE and word != "case" and not code.endswith(";")
    if not opens and (is_else or code.endswith("->") or _CASE.search(code)):
        return _Step(_MIDDLE)
    ends = code.endswith((" end", ";end", ";", "}"))
    return _Step(_OPEN) if opens or (language == "erb" and word in _RUBY_OPENERS and not ends) else None


def _indented_steps(text: str, controls: list[TemplateTag]) -> Iterator[tuple[int, _Step]]:
    """Templetor's blocks, which end with their line or with their indentation."""
    by_line = {tag.span.start: tag for tag in controls}
    blocks: list[int] = []
    for line in _INDENTED.finditer(text):
        indent = len(line[1].expandtabs())
        tag = by_line.get(line.start())
        word = first_word(tag.text.lstrip().lstrip("$"), 0) if tag is not None else ""
        is_else = word in ("else", "elif")
        while blocks and indent <= blocks[-1] and not (is_else and indent == blocks[-1]):
            blocks.pop()
            yield line.start(), _Step(_CLOSE)
        if tag is None or word not in ("if", "elif", "else", "for", "while", "def"):
            continue
        if tag.text.lstrip().startswith("$def with"):
            continue
        line_end = text.find("\n", tag.span.end)
        line_end = line_end if line_end >= 0 else len(text)
        if is_else and blocks:
            yield line.start(), _Step(_MIDDLE)
        else:
            blocks.append(indent)
            yield line.start(), _Step(_OPEN)
        if text[tag.span.end : line_end].strip():  # the block is the rest of the line
            blocks.pop()
            yield line_end, _Step(_CLOSE)
    for _ in blocks:
        yield len(text), _Step(_CLOSE)
