"""What is in template tags: the tags of a place, the expression in one, and whether a file is a template at all."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from twimllint.engine.diagnostic import Span
from twimllint.schema.namespaces import declares_template
from twimllint.source.errors import TemplateTag
from twimllint.source.templates.languages import is_sample_path as is_sample_path
from twimllint.source.templates.languages import is_template_path as is_template_path
from twimllint.source.templates.languages import suffixes_of, template_words
from twimllint.source.tree import Document

if TYPE_CHECKING:
    from twimllint.engine.context import Context
    from twimllint.source.templates.balance import Imbalance

#: Suffixes of files that are served as they are.
_STATIC = frozenset({"xml", "twiml", "txt"})
#: What opens a tag, with the marks that remove white space.
_OPENING = re.compile(
    r"\{\{\{|\{\{[~&\-]?|\{%[-+~]?|\{!!|<%==?|<%-|<%|<\?=|<\?(?:php)?\s+(?:echo|print)\b|\$!?[{(]|#\{|\$[:!]?|@\(?(?=\w)|\[[\[(]\$?\{?|\{",
    re.IGNORECASE,
)
#: What closes a tag, by how it begins; longer ones first.
_CLOSING = {
    "[[${": "}]]", "[(${": "})]", "{{{": "}}}", "{{": "}}", "{%": "%}", "{!!": "!!}", "<%": "%>", "<?": "?>",
    "${": "}", "#{": "}", "$!{": "}", "@(": ")", "$(": ")", "[[": "]]", "[(": ")]", "{": "}",
}  # fmt: skip
_STRING = re.compile(r"'[^']*+'|\"[^\"]*+\"")
#: A filter with its arguments: ``safe``, ``default("x")``, ``truncate: 5``.
_FILTER = re.compile(r"\s*+(\w++)\s*+(?::.*|\([^()]*+\)\s*+)?", re.DOTALL)


def tags_in(document: Document, span: Span) -> tuple[TemplateTag, ...]:
    """The closed template tags inside a place of the file, in their order."""
    tags = document.tags
    first = bisect_left(tags, span.start, key=lambda tag: tag.span.start)
    last = bisect_right(tags, span.end, key=lambda tag: tag.span.end)
    return tuple([tag for tag in tags[first:last] if tag.closed])


def expression(tag: TemplateTag) -> str:
    """What is inside a tag, without its delimiters, ``echo`` and the white space."""
    text = tag.text
    opening = _OPENING.match(text)
    start = opening.end() if opening else 0
    closing = next((closer for opener, closer in _CLOSING.items() if text.startswith(opener)), "")
    closing = closing if text.endswith(closing) and len(text) >= start + len(closing) else ""
    code = text[start : len(text) - len(closing)]
    if closing == "?>":
        return code.rstrip().removesuffix(";").strip()
    return (code[:-1] if closing in ("}}", "%}", "%>") and code[-1:] in ("-", "~", "+", "_") else code).strip()


def filters(code: str) -> tuple[str, list[str]]:
    """An expression without its trailing filters, and their names from the first to the last."""
    names: list[str] = []
    plain = _STRING.sub(lambda string: "'" * len(string[0]), code)
    end = len(code)
    while (bar := plain.rfind("|", 0, end)) >= 0:
        match = _FILTER.fullmatch(plain, bar + 1, end)
        if match is None:
            break
        names.append(match[1])
        end = bar
    return code[:end].strip(), names[::-1]


def suffixes(path: str) -> list[str]:
    """The suffixes of a file's name in lower letters: ``["xml", "erb"]``."""
    return suffixes_of(path)


def static(ctx: Context) -> bool:
    """Whether a document is served as it is: no template by its name, and no tag of a known template language.

    ``${x}`` and ``#{x}`` make no template of a file: program strings hold them too.
    """
    return ctx.shared("static", lambda: _is_static(ctx))


def _is_static(ctx: Context) -> bool:
    ends = suffixes_of(ctx.path)
    if is_template_path(ctx.path) or (ends and ends[-1] not in _STATIC):
        return False
    if declares_template(ctx.document):
        return False
    return all(tag.language in ("dollar", "hash") or not tag.closed for tag in ctx.document.tags)


#: What may be the tag of a block; the tags in XML comments are not read, but an engine does not know of comments.
_TAG_IN_COMMENT = re.compile(
    r"\{%|\{\{|\{/|<%|<\?|</?#|#\{?(?:if|else|end|foreach|macro)\b|@(?:end|if|for)|^[ \t]*+%", re.MULTILINE
)


def find_imbalances(document: Document) -> list[Imbalance]:
    """The blocks of a template that are opened and not closed, or closed and not opened."""
    from twimllint.source.templates.balance import find_imbalances

    if any(not comment.template and _TAG_IN_COMMENT.search(comment.text) for comment in document.comments):
        return []
    return find_imbalances(document.tags)


def has_tag_libraries(document: Document) -> bool:
    """Whether a document is of a language with libraries of tags, whose prefixes another file may declare."""
    from twimllint.source.templates.elements import languages_with_prefixes

    return any(tag.language in languages_with_prefixes() or tag.text.startswith("<%@") for tag in document.tags)


def raw_filters() -> frozenset[str]:
    """Filters of any template language that switch escaping off."""
    return template_words("raw_filters")


def escape_filters() -> frozenset[str]:
    """Filters of any template language after which a value holds no markup."""
    return template_words("escape_filters")


def in_comment(tag: TemplateTag, document: Document) -> bool:
    """Whether a tag is inside an XML comment, where it writes nothing that is read."""
    comments = document.comments
    index = bisect_right(comments, tag.span.start, key=lambda comment: comment.span.start) - 1
    return index >= 0 and tag.span.start < comments[index].span.end
