"""What a file can hold besides its tree: breaches of XML, and tags of template languages."""

from __future__ import annotations

from twimllint.source.span import Span

#: Breaches of XML that leave the tree as it was meant, so that all rules may speak; of the others one is enough.
RECOVERABLE = frozenset(
    {
        "content-before-prolog", "unescaped-ampersand", "undefined-entity", "duplicate-xml-declaration",
        "illegal-character", "content-after-root", "duplicate-attribute", "text-before-root",
    }
)  # fmt: skip
#: Every kind of error.
ERROR_KINDS = RECOVERABLE | {
    "not-well-formed", "unescaped-angle-bracket", "mismatched-end-tag", "unclosed-element", "unquoted-attribute",
    "comma-between-attributes", "cut-off", "attribute-without-value", "too-deep",
}  # fmt: skip


class ParseError:
    """A breach of XML's own rules, found while reading; the rules of family TW0 word it.

    ``kind`` is one of the names in ``ERROR_KINDS``; ``data`` holds what a message needs (the entity's name, the
    other tag ...); ``span`` is the exact place, ``related`` the other place where there is one.
    """

    __slots__ = ("data", "kind", "related", "span")

    def __init__(self, kind: str, span: Span, data: str = "", related: Span | None = None) -> None:
        self.kind = kind
        self.span = span
        self.data = data
        self.related = related

    def __repr__(self) -> str:
        return f"ParseError({self.kind}, {self.span}, {self.data!r})"


class TemplateTag:
    """A template tag found by the masker.

    ``kind`` is ``output`` (puts a value in), ``control`` (if, for, end ...) or ``comment``; ``language`` names the
    family: ``braces`` ({{ }}, {% %}, {# #}), ``erb`` (<% %>), ``php``, ``dollar`` (${ }), ``hash`` (#{ }), ``blade``.
    ``text`` is the tag as written; ``closed`` is false for one that is opened and never closed (then it is not masked).
    """

    __slots__ = ("closed", "kind", "language", "span", "text")

    def __init__(self, kind: str, language: str, span: Span, text: str, closed: bool = True) -> None:
        self.kind = kind
        self.language = language
        self.span = span
        self.text = text
        self.closed = closed

    def __repr__(self) -> str:
        return f"TemplateTag({self.kind}, {self.text!r})"
