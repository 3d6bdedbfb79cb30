"""Template tags: found, told apart, and replaced by filler of the same length, so that every offset stays true."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from twimllint.source.errors import TemplateTag
from twimllint.source.span import Span
from twimllint.source.text import is_untemplated
from twimllint.source.tree import OUTPUT_MASK

#: Every way a tag may open; longer openers first. ``<?xml`` opens none.
OPENER = re.compile(
    r"(?P<braces>\{\{\{|\{\{!--|\{\{--|\{\{|\{%|\{#)|(?P<blade>\{!!)|(?P<erb><%)"
    r"|(?P<php><\?(?:(?i:php)(?![\w.:-])|=|(?=\s)))|(?P<dollar>\$\{)|(?P<hash>#\{)"
)
_CLOSERS = {
    "{{{": "}}}", "{{!--": "--}}", "{{--": "--}}", "{{": "}}", "{%": "%}", "{#": "#}", "{!!": "!!}", "<%": "%>",
    "${": "}", "#{": "}",
}  # fmt: skip
#: What a text must hold for a closer look at the languages of ``sigils`` to pay, or its file's name.
_SIGILS = (
    "@end", "@extends", "@section", "@include", "@yield", "@each", "{/", "{*", "{if ", "{elseif ", "{foreach ", "<#",
    "<@", "</@",
)  # fmt: skip
#: Suffixes of templates with single braces: Smarty's and Latte's own, and those of nothing in particular.
_BRACED = frozenset({"tpl", "smarty", "latte", "tmpl"})
#: What stands in the braces of ``${ }`` and ``#{ }``: braces one level deep are matched.
_BALANCED = re.compile(r"(?:[^{}]++|\{[^{}]*+\})*+\}")
#: What hides the ``?>`` of a PHP tag, or is it; unfinished strings and comments run to the end.
_PHP = re.compile(
    r"""'(?:[^'\\]|\\.)*+(?:'|\Z)|"(?:[^"\\]|\\.)*+(?:"|\Z)|/\*.*?(?:\*/|\Z)|(?://|\#)(?:[^\n?]|\?(?!>))*+|\?>""",
    re.DOTALL,
)
_PHP_COMMENT = re.compile(r"\s*(?:/\*((?:[^*]|\*(?!/))*+)\*/|(?://|#)([^\n]*+))\s*\Z")
_END_COMMENT = re.compile(r"\{%[-+]?\s*endcomment\s*[-+]?%\}")
_NOT_LINE_END = re.compile(r"[^\r\n]")
_FIRST = re.compile(r"[\s\-~+_]*+(\w+|\S|)")
_ASSIGNMENT = re.compile(r"-?\s*[@$\w.]+\s*=[^=]")

#: First words of program code that puts nothing in the place where it stands.
_CODE = frozenset({
    "if", "unless", "else", "elsif", "elseif", "for", "foreach", "while", "until", "each", "case", "when", "switch",
    "end", "begin", "do", "}", "//",
})  # fmt: skip
#: Words that open a block in Go's templates, which share the braces with plain values.
_GO_OPENERS = frozenset(("if", "range", "with", "define", "block"))
#: Django and Liquid tags in ``{% %}`` that put a value in.
_OUTPUT_WORDS = frozenset({
    "url", "static", "trans", "translate", "blocktrans", "blocktranslate", "now", "cycle", "firstof", "lorem",
    "widthratio", "templatetag", "echo", "t", "print", "get_static_prefix", "get_media_prefix", "csrf_token",
})  # fmt: skip


#: What opens and closes comments that end otherwise than their language's other tags.
_COMMENTS = (("{{!--", "--}}"), ("{{--", "--}}"), ("<%--", "--%>"), ("{{/*", "*/}}"), ("{*", "*}"), ("<#--", "-->"))
#: Suffixes of files that are templates, wherever they stand in a stack of suffixes such as ``.xml.erb``.
_SUFFIXES = frozenset({
    "j2", "jinja", "jinja2", "erb", "ejs", "hbs", "handlebars", "mustache", "liquid", "twig", "njk", "php", "phtml",
    "blade", "tmpl", "tpl", "gotmpl", "gohtml", "template", "jsp", "ftl", "vm", "cshtml", "eex", "heex", "haml",
    "slim", "smarty", "latte",
})  # fmt: skip


class Masked(NamedTuple):
    """A text of the same length with its template tags replaced by ``OUTPUT_MASK``, and the tags in their order."""

    text: str
    tags: tuple[TemplateTag, ...]


def mask(text: str) -> Masked:
    """Replace every character of every template tag by ``OUTPUT_MASK``, line ends excepted.

    A tag that is opened and never closed is listed with ``closed=False`` and stands as it is.
    """
    tags = find_tags(text)
    if not tags:
        return Masked(text, ())
    return Masked(fill(text, [(tag.span, OUTPUT_MASK) for tag in tags if tag.closed]), tags)


def find_tags(text: str, path: str = "-") -> tuple[TemplateTag, ...]:
    """The template tags of a text, in their order; the name of its file may tell the language."""
    if is_untemplated(text):
        return ()
    tags = tuple(Finder(text).run())
    if not any(hint in text for hint in _SIGILS) and not is_braced(path):
        return tags
    from twimllint.source.sigils import more_tags

    return more_tags(text, path, tags)


def fill(text: str, spans: Iterable[tuple[Span, str]]) -> str:
    """The text with each span filled with a character, line ends kept; spans in order, none overlapping."""
    pieces: list[str] = []
    done = 0
    for (start, end), char in spans:
        pieces.append(text[done:start])
        piece = text[start:end]
        plain = "\n" not in piece and "\r" not in piece
        pieces.append(char * len(piece) if plain else _NOT_LINE_END.sub(char, piece))
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def is_template_path(path: str) -> bool:
    """Whether a file's name says that it is a template: ``voice.xml.erb``, ``twiml.ejs``."""
    return _has_suffix(path, _SUFFIXES)


def is_braced(path: str) -> bool:
    """Whether a file's name says that single braces may well be template tags in it: ``voice.xml.tpl``."""
    return _has_suffix(path, _BRACED)


def _has_suffix(path: str, suffixes: frozenset[str]) -> bool:
    name = path.replace("\\", "/").rpartition("/")[2].lower()
    return not suffixes.isdisjoint(name.split(".")[1:])


def comment_text(tag: TemplateTag) -> str:
    """What a template comment says, without its delimiters."""
    text = tag.text
    if tag.language == "php":
        match = _PHP_COMMENT.match(text[2:-2].removeprefix("php").removeprefix("PHP"))
        return (match[1] or match[2] or "") if match else ""
    if text.startswith("{%"):
        return text[text.find("%}") + 2 : text.rfind("{%")]
    for start, end in _COMMENTS:
        if text.startswith(start) and text.endswith(end) and len(text) >= len(start) + len(end):
            return text[len(start) : -len(end)]
    return text[3:-2] if text.startswith(("{{", "<%")) else text[2:-2]


class Finder:
    """One walk over a text; ``following`` remembers where each closer stands next, so that nothing is sought twice.

    ``opener`` finds what may open a tag; in the languages of ``plain`` it is plain text where nothing closes it.
    """

    __slots__ = ("blocks", "following", "naive_php", "opener", "text")
    plain: frozenset[str] = frozenset()

    def __init__(self, text: str) -> None:
        self.text = text
        self.opener = OPENER
        self.following: dict[str, int] = {}
        self.blocks = 0
        self.naive_php = False

    def run(self) -> list[TemplateTag]:
        """All tags of the text, in their order."""
        tags: list[TemplateTag] = []
        reported: set[str] = set()
        match = self.opener.search(self.text)
        while match is not None:
            opener, language = match[0], match.lastgroup or ""
            end = self.end(opener, language, match.end())
            if end >= 0:
                tags.append(self.tag(opener, language, match.start(), end))
            elif language not in self.plain and (
                opener not in reported or self.next(_CLOSERS.get(opener, "?>"), match.end()) >= 0
            ):
                # One word about an opener is enough where nothing closes any of them any more.
                reported.add(opener)
                span = Span(match.start(), match.end())
                tags.append(TemplateTag("output", language, span, opener, closed=False))
            match = self.opener.search(self.text, end if end >= 0 else match.end())
        return tags

    def next(self, closer: str, start: int) -> int:
        """Where the closer stands next from ``start`` on, or -1."""
        known = self.following.get(closer, 0)
        if 0 <= known < start or closer not in self.following:
            known = self.following[closer] = self.text.find(closer, start)
        return known

    def end(self, opener: str, language: str, start: int) -> int:
        """Where the tag ends whose inside begins at ``start``, or -1 for one that nothing closes."""
        text = self.text
        if language == "php":
            return self.php_end(start, opener)
        if language in ("dollar", "hash"):
            match = _BALANCED.match(text, start)
            return match.end() if match else -1
        closer = _CLOSERS[opener]
        end = self.next(closer, start)
        if end < 0:
            return self.end("{{", language, start) if len(opener) > 2 and language == "braces" else -1
        if opener in ("{{", "{%", "<%") and text.find(opener, start, end) >= 0:
            return -1  # another one opens before this one closes
        if opener == "{%" and _first_word(text, start) == "comment":
            after = self.following.get("endcomment", 0)
            if 0 <= after < end + 2:
                match = _END_COMMENT.search(text, end + 2)
                after = self.following["endcomment"] = match.end() if match else -1
            return after if after >= 0 else end + 2
        return end + len(closer)

    def php_end(self, start: int, opener: str) -> int:
        """PHP ends at the first ``?>`` outside strings and comments; after ``<?php``, the end of the file will do."""
        if not self.naive_php:
            for match in _PHP.finditer(self.text, start):
                if match[0] == "?>":
                    return match.end()
            self.naive_php = True
        end = self.next("?>", start)
        if end >= 0:
            return end + 2
        return len(self.text) if len(opener) == len("<?php") else -1

    def tag(self, opener: str, language: str, start: int, end: int) -> TemplateTag:
        """The tag that reaches from ``start`` to ``end``, with its kind."""
        text = self.text[start:end]
        if language == "braces":
            kind = self.braces(opener, text)
            if opener == "{{--":
                language = "blade"
        elif language == "erb":
            kind = _erb(text)
        elif language == "php":
            kind = _php(text)
        else:
            kind = "output"
        return TemplateTag(kind, language, Span(start, end), text)

    def braces(self, opener: str, text: str) -> str:
        """Output, control or comment, for the tags of Jinja, Django, Handlebars, Go and their kin."""
        if opener in ("{#", "{{!--", "{{--") or text.startswith(("{{!", "{{/*", "{{- /*")):
            return "comment"
        word = _first_word(text, len(opener))
        if opener == "{%":
            return "comment" if word == "comment" else "output" if word in _OUTPUT_WORDS else "control"
        if opener == "{{{":
            return "output"
        if word in ("#", "/", "^", ">", "else"):
            return "control"
        if word in _GO_OPENERS and re.match(r"[{\s\-]*\w+\s+[.$\w(\"]", text):
            self.blocks += 1
            return "control"
        if self.blocks and word in ("end", "break", "continue"):
            self.blocks -= word == "end"
            return "control"
        return "control" if word == "template" and '"' in text else "output"


def _first_word(text: str, start: int) -> str:
    match = _FIRST.match(text, start)
    return match[1] if match else ""


def _erb(text: str) -> str:
    if text.startswith(("<%#", "<%--")):
        return "comment"
    if text.startswith("<%="):
        return "output"
    if not text.startswith("<%-"):
        return "control"
    # <%- puts a value in for EJS, and only eats white space for ERB.
    code = _first_word(text, 2) in _CODE or _ASSIGNMENT.match(text, 2) or text[2:-2].rstrip(" -_").endswith(("{", "|"))
    return "control" if code else "output"


def _php(text: str) -> str:
    if text.startswith("<?="):
        return "output"
    body = text[5:] if text[2:5].lower() == "php" else text[2:]
    if _PHP_COMMENT.match(body.removesuffix("?>")):
        return "comment"
    return "output" if _first_word(body, 0).lower() in ("echo", "print") else "control"
