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
#: Every kind of error that the scanner or the XML processor may report, with the parts that come with it.
ERROR_KINDS: dict[str, tuple[str, ...]] = {
    # prolog
    "content-before-prolog": ("content",),
    "text-before-root": (),
    "duplicate-xml-declaration": (),
    "xml-declaration-unclosed": (),
    "xml-declaration-without-version": (),
    "xml-declaration-version": (),
    "xml-declaration-order": (),
    "xml-declaration-malformed": (),
    "doctype-case": (),
    "doctype-repeated": (),
    "doctype-malformed": (),
    "doctype-entity-loop": (),
    # tags
    "mismatched-end-tag": ("ended", "opened"),
    "unclosed-element": ("element",),
    "start-tag-unclosed": ("element",),
    "end-tag-unclosed": ("element",),
    "end-tag-spaced": ("element",),
    "tag-spaced": ("tag",),
    "end-tag-content": ("element",),
    "end-tag-unmatched": ("element",),
    "element-prefix-undeclared": ("prefix", "element"),
    "too-deep": ("depth",),
    # attributes
    "attribute-without-value": ("attribute",),
    "attribute-unspaced": ("before", "attribute"),
    "attribute-prefix-undeclared": ("prefix", "attribute"),
    "comma-between-attributes": ("before",),
    "duplicate-attribute": ("attribute",),
    "duplicate-qualified-attribute": ("element",),
    "stray-in-tag": ("found", "element"),
    "unquoted-attribute": ("attribute", "value"),
    "escaped-quotes": ("attribute", "quoted"),
    "colon-for-equals": ("attribute",),
    "value-unclosed": ("attribute", "quote"),
    "misplaced-colon": ("name",),
    # text and other markup
    "unescaped-ampersand": ("name",),
    "unescaped-angle-bracket": (),
    "undefined-entity": ("entity",),
    "illegal-character": ("character",),
    "cdata-end-in-text": (),
    "comment-hyphens": (),
    "declaration-in-element": (),
    "instruction-name": ("name",),
    "instruction-unspaced": ("name",),
    "content-after-root": (),
    "cut-off": ("construct",),
    # what only the XML processor objects to
    "xml-reader": ("element", "reason"),
}

#: Every way in which bytes, byte order mark and declared encoding can contradict each other, with its parts. Encodings
#: are written as declared, or as the names of Python's codecs.
ENCODING_KINDS: dict[str, tuple[str, ...]] = {
    "encoding-unknown": ("declared",),
    "encoding-unmarked": ("actual",),
    "encoding-unlike-mark": ("declared", "actual"),
    "encoding-unlike-pattern": ("declared", "actual"),
    "encoding-broken": ("actual",),
    "encoding-is-utf-8": ("declared",),
    "encoding-is-one-byte": ("declared",),
    "encoding-stray-byte": ("declared",),
    "undeclared-stray-byte": ("byte",),
    "utf-8-stray-byte": ("declared", "byte"),
}


class ParseError:
    """A breach of XML's own rules, found while reading; the rules of family TW0 word it.

    ``kind`` is one of ``ERROR_KINDS``, or of ``ENCODING_KINDS`` in ``Source.mismatch``; ``parts`` are the particulars
    of that kind by name (the entity, the other tag ...); ``span`` is the exact place, ``related`` the other place where
    there is one.
    """

    __slots__ = ("kind", "parts", "related", "span")

    def __init__(self, kind: str, span: Span, related: Span | None = None, **parts: str) -> None:
        self.kind = kind
        self.span = span
        self.related = related
        self.parts = parts

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ParseError):
            return NotImplemented
        mine, theirs = (self.kind, self.span, self.related), (other.kind, other.span, other.related)
        return mine == theirs and self.parts == other.parts

    def __hash__(self) -> int:
        return hash((self.kind, self.span))

    def __repr__(self) -> str:
        return f"ParseError({self.kind}, {self.span}, {self.parts})"


class TemplateTag:
    """A template tag found by the masker.

    ``kind`` is ``output`` (puts a value in), ``control`` (if, for, end ...) or ``comment``; ``language`` names the
    family: ``braces`` ({{ }}, {% %}, {# #}), ``erb`` (<% %>), ``php``, ``dollar`` (${ }), ``hash`` (#{ }), ``blade``,
    ``smarty``, ``freemarker``, ``velocity``, ``mako``, ``thymeleaf``, ``templetor``, ``razor``, ``heex``, or a language
    of ``schemas/templates.json`` with delimiters or elements of its own (``tt``, ``gsp``). ``text`` is the tag as
    written; ``closed`` is false for one that is opened and never closed (then it is not masked).
    ``fills_element`` says that it is in a start tag and writes what the element holds.
    """

    __slots__ = ("closed", "fills_element", "kind", "language", "span", "text")

    def __init__(self, kind: str, language: str, span: Span, text: str, closed: bool = True) -> None:
        self.kind = kind
        self.language = language
        self.span = span
        self.text = text
        self.closed = closed
        self.fills_element = False

    def __repr__(self) -> str:
        return f"TemplateTag({self.kind}, {self.text!r})"
