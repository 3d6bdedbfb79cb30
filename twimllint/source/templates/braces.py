"""Tags in double braces and the like: Jinja, Django, Twig, Nunjucks, Liquid, Handlebars, Mustache, Go templates."""

from __future__ import annotations

import re

from twimllint.source.templates.languages import template_words
from twimllint.source.templates.walk import CLOSERS, UNCLOSED, Read, Search

#: A comment of Go's templates, which may hold tags.
_GO_COMMENT = re.compile(r"(?:-\s)?\s*+/\*")
_GO_COMMENT_END = re.compile(r"\*/\s*+-?\}\}")
_END_COMMENT = re.compile(r"\{%[-+]?\s*endcomment\s*[-+]?%\}")
_END_RAW = re.compile(r"\{%[-+]?\s*end(?:raw|verbatim)\b")
_FIRST_WORD = re.compile(r"[\s\-~+_]*+(\w+|\S|)")
#: Words that open a block in Go's templates, which share the braces with plain values.
_GO_OPENERS = frozenset(("if", "range", "with", "define", "block"))
_GO_BLOCK = re.compile(r"[{\s\-]*+\w++\s++[.$\w(\"]")
_GO_ASSIGNMENT = re.compile(r"\{\{-?\s*+\$\w*+\s*+(?:,\s*+\$\w++\s*+)?:?=(?!=)")
#: What only doT has: ``{{? a }}``, ``{{~ a :b }}``.
_DOT = re.compile(r"\{\{(?:\?|~\s*+[\w.$]++\s*+:\s*+\w)")


def first_word(text: str, start: int) -> str:
    """The first word or sign of what is in a tag, after its opener and marks that remove white space."""
    match = _FIRST_WORD.match(text, start)
    return match[1] if match else ""


class Braces:
    """Tags that begin with two braces, with a brace and a percent sign, or with a brace and a number sign."""

    name = "braces"
    opener = r"\{\{\{\{(?!\{)|\{\{\{|\{\{!--|\{\{--|\{\{|\{%|\{#"
    first = "{"

    def __init__(self, search: Search) -> None:
        self._search = search
        #: blocks of a Go template that are open
        self._blocks = 0
        #: doT's conditions, which only it writes so
        self._is_dot = _DOT.search(search.text) is not None

    def read(self, opener: str, start: int) -> Read | None:
        """Unclosed also where another tag opens before this one closes."""
        end = self._end(opener, start)
        if end < 0:
            return UNCLOSED
        text = self._search.text[start - len(opener) : end]
        return Read(self._kind(opener, text), end, self._resume(opener, text, end))

    def _end(self, opener: str, start: int) -> int:
        search, text = self._search, self._search.text
        if opener == "{{" and (comment := _GO_COMMENT.match(text, start)) is not None:
            comment_end = _GO_COMMENT_END.match(text, max(search.next("*/", comment.end()), 0))
            if comment_end is not None:
                return comment_end.end()
        closer = CLOSERS[opener]
        end = search.next(closer, start)
        seen, quotes = start, {"'": 0, '"': 0}
        while end > 0 and text[end - 1] in "'\"" and text.startswith(text[end - 1], end + len(closer)):
            for quote in quotes:
                quotes[quote] += text.count(quote, seen, end)
            seen = end
            if quotes[text[end - 1]] % 2 == 0:
                break  # "{{index .Names "amy"}}": the string is over, and what follows closes the attribute
            end = search.next(closer, end + 1)  # {{ '}}' }} writes two braces
        if end < 0:
            return self._end("{{", start) if len(opener) > 2 else -1
        if opener in ("{{", "{%"):
            inner = text.find(opener, start, end)
            if inner >= 0 and text[inner - 1] not in "'\"":
                return -1
        if opener == "{%" and first_word(text, start) == "comment":
            match = _END_COMMENT.search(text, end + 2) if search.next("endcomment", end + 2) >= 0 else None
            return match.end() if match else end + 2
        return end + len(closer)

    def _kind(self, opener: str, text: str) -> str:
        if self._is_dot and opener == "{{" and text[2] in "?~!":
            return "output" if text[2] == "!" else "control"
        if opener in ("{#", "{{!--", "{{--") or text.startswith(("{{!", "{{/*", "{{- /*")):
            return "comment"
        word = first_word(text, len(opener))
        if opener == "{%":
            return "comment" if word == "comment" else "output" if word in template_words("output_words") else "control"
        if opener == "{{{":
            return "output"
        if word in ("#", "/", "^", ">", "else") or opener == "{{{{":
            return "control"
        if word in _GO_OPENERS and _GO_BLOCK.match(text):
            self._blocks += 1
            return "control"
        if self._blocks and word in ("end", "break", "continue"):
            self._blocks -= word == "end"
            return "control"
        return "control" if (word == "template" and '"' in text) or _GO_ASSIGNMENT.match(text) else "output"

    def _resume(self, opener: str, text: str, end: int) -> int:
        """What is in ``{% raw %}``, ``{% verbatim %}`` and raw blocks of Handlebars is plain text."""
        search = self._search
        if opener == "{{{{":
            return search.next("{{{{/", end)
        if opener != "{%" or first_word(text, 2) not in ("raw", "verbatim"):
            return -1
        if search.next("endraw", end) < 0 and search.next("endverbatim", end) < 0:
            return -1
        match = _END_RAW.search(search.text, end)
        return match.start() if match else -1
