"""Findings about a virtual document, with their places in the program and in its words."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

from twimllint.host.languages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from twimllint.engine.diagnostic import Diagnostic, Edit, Fix, Related
    from twimllint.host.documents import VirtualDocument
    from twimllint.source.span import Span

#: Rules about files and about template languages: they have nothing to say of a text inside a program.
_ABOUT_FILES = frozenset({
    "byte-order-mark", "encoding-mismatch", "missing-xml-declaration", "not-xml-body", "unclosed-template-tag",
    "unescaped-interpolation", "unescaped-template-value",
})  # fmt: skip
#: What a builder cannot get wrong, since the library writes the XML.
_ABOUT_XML = "TW0"
#: Whole families that need a whole document.
_ABOUT_WHOLES = ("TW0", "TW5")
#: What a fragment can get wrong all the same.
_OF_FRAGMENTS = frozenset({
    "unescaped-ampersand", "unescaped-angle-bracket", "undefined-entity", "duplicate-attribute", "illegal-character",
})  # fmt: skip
UNKNOWN_ATTRIBUTE = "unknown-attribute"


def moved_to_program(found: Iterable[Diagnostic], virtual: VirtualDocument, text: str) -> Iterator[Diagnostic]:
    """Findings with their places in the file of ``text``; those that make no sense in a program are left out."""
    for diagnostic in found:
        if not _is_about_document(diagnostic, virtual):
            continue
        span = virtual.mapped.place(*diagnostic.span)
        if span is None:
            if any(virtual.frame):
                continue
            span = virtual.place
        fix = _fix(diagnostic.fix, virtual)
        spelt = _in_spelling_of_language(diagnostic, fix, text)
        if diagnostic.name == UNKNOWN_ATTRIBUTE and virtual.mapped.is_keyword(*diagnostic.span):
            spelt = _with_keyword(spelt, virtual.mapped.text[slice(*diagnostic.span)], text[slice(*span)])
        yield spelt._replace(
            span=span,
            # what a program writes on several ways is in several places of the document
            related=tuple([one for one in dict.fromkeys(_related(diagnostic.related, virtual)) if one.span != span]),
            covers=tuple(
                [place for covered in diagnostic.covers if (place := virtual.mapped.place(*covered)) is not None]
            ),
        )


def _is_about_document(diagnostic: Diagnostic, virtual: VirtualDocument) -> bool:
    if diagnostic.name in _ABOUT_FILES:
        return False
    if virtual.kind == "builder" and diagnostic.code.startswith(_ABOUT_XML):
        return False
    part, span = virtual.part, diagnostic.span
    if part is not None and not part.start <= span.start <= span.end <= part.end:
        return False
    if any(place.start <= span.start and span.end <= place.end for place in virtual.doubtful):
        return False
    return not any(virtual.frame) or (diagnostic.name in _OF_FRAGMENTS or not diagnostic.code.startswith(_ABOUT_WHOLES))


def _related(related: Iterable[Related], virtual: VirtualDocument) -> Iterator[Related]:
    for other in related:
        if other.path is not None:
            yield other
        elif (place := virtual.mapped.place(*other.span)) is not None:
            yield other._replace(span=place)


def _fix(fix: Fix | None, virtual: VirtualDocument) -> Fix | None:
    """The fix in the file, where each of its edits has exactly one place there."""
    if fix is None:
        return None
    edits: list[Edit] = []
    safe = fix.safe
    for edit in fix.edits:
        text: str | None = edit.text
        if virtual.mapped.is_keyword(*edit.span):
            text = keyword_of(virtual.language, edit.text)
        place = None if text is None else virtual.mapped.edit_place(*edit.span, text)
        if place is None or text is None:
            return None
        edits.append(edit._replace(span=place, text=text))
        safe = safe and not _is_for_others(edit, place, virtual)
    return fix._replace(edits=tuple(edits), safe=safe)


def _is_for_others(edit: Edit, place: Span, virtual: VirtualDocument) -> bool:
    """Whether an edit escapes what is in a text apart from the document that holds no markup: others may use it too."""
    outer = virtual.place
    if virtual.kind != "string" or "&" not in edit.text or outer.start <= place.start <= place.end <= outer.end:
        return False
    return "<" not in virtual.mapped.written_around(*edit.span)


def _in_spelling_of_language(diagnostic: Diagnostic, fix: Fix | None, text: str) -> Diagnostic:
    """A finding with its fix, whose words name keywords as the program does: ``num_digits`` for ``numDigits``."""
    label, title = diagnostic.label, "" if fix is None else fix.title
    for inner, edit in zip(diagnostic.fix.edits, fix.edits, strict=True) if diagnostic.fix and fix else ():
        if inner.text != edit.text and inner.text.isidentifier():
            label = label.replace(f'"{inner.text}"', f'"{edit.text}"')
            title = re.sub(r'^rename "\w+" to "\w+"$', f'rename "{text[slice(*edit.span)]}" to "{edit.text}"', title)
    return diagnostic._replace(label=label, fix=None if fix is None else fix._replace(title=title))


def _with_keyword(diagnostic: Diagnostic, attribute: str, keyword: str) -> Diagnostic:
    """A finding that calls an attribute what the program does."""
    name = re.compile(rf"\b{re.escape(attribute)}\b")

    def spelt(words: str) -> str:
        return name.sub(lambda _: keyword, words)

    advice = None if diagnostic.help is None else spelt(diagnostic.help)
    return diagnostic._replace(title=spelt(diagnostic.title), label=spelt(diagnostic.label), help=advice)


def keyword_of(language: str, attribute: str) -> str | None:
    """How a keyword is spelt that becomes this attribute; ``None`` where no plain keyword does."""
    module = next((candidate.module for candidate in LANGUAGES if candidate.name == language), None)
    word: str = import_module(module).dialect.keyword(attribute) if module is not None else attribute
    return word if word.isidentifier() else None
