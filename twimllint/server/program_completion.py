"""Completion in program text: in the TwiML of its literals, and keywords and values in calls of a helper library.

While somebody types a program it is seldom one: then what it may become is read in its place (``unfinished.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from lsprotocol import types

from twimllint.engine.diagnostic import Edit
from twimllint.host.detect import program_language
from twimllint.host.findings import keyword_of
from twimllint.host.languages import DOCUMENTATION
from twimllint.server import unfinished, vocabulary
from twimllint.server.calls import Call, call_at
from twimllint.server.completion import Item, attributes
from twimllint.server.cursor import Draft
from twimllint.server.documents import Buffer
from twimllint.server.parts import Part
from twimllint.server.program import ProgramPart
from twimllint.server.unfinished import Completed, UnfinishedCode
from twimllint.source.span import Span

#: What is offered at a place of a document.
Offer = Callable[[Draft, int], list[Item]]
Placed = list[tuple[Item, Edit]]
_VALUES = (types.CompletionItemKind.EnumMember, types.CompletionItemKind.Reference)
_STOPS = re.compile(r"\$\{\d\|([^|]*)\|\}|\$\d")
#: Reading a program takes a while; no more texts are tried in its place.
_ATTEMPTS = 4


def complete_program(buffer: Buffer, offset: int, offer: Offer) -> Placed:
    """What may be written at an offset of a program, each with the edit that writes it."""
    keywords = _keywords(_call(buffer, offset))
    if keywords:
        return keywords
    part = buffer.part_at(offset)
    return ([] if part is None else _in_part(part, offset, offer)) or _unfinished(buffer, offset, offer)


def _in_part(part: Part, offset: int, offer: Offer) -> Placed:
    inner = part.inner(offset)
    items = [] if inner is None else offer(Draft.of(part.document), inner)
    if isinstance(part, ProgramPart) and part.virtual.kind == "builder":
        # the library writes the tags, the program the values
        items = [item for item in items if item.kind in _VALUES]
    edits = [(item, edit) for item in items if (edit := _edit(item, part)) is not None]
    return [(item, _at_cursor(edit, offset, part.lines.text)) for item, edit in edits]


def _at_cursor(edit: Edit, offset: int, text: str) -> Edit:
    """An edit that inserts something, at the cursor where that is in the indentation, which is no part of a literal."""
    start, end = edit.span
    indentation = text[start:offset]
    if start == end and indentation.isspace() and "\n" not in indentation:
        return edit._replace(span=Span(offset, offset))
    return edit


def _edit(item: Item, part: Part) -> Edit | None:
    """The edit that writes an item into a literal, with the other quotes where that needs them."""
    for text in (item.text, item.text.replace('"', "'")):
        # what is not written, the tab stops, cannot end the literal either
        edit = part.written(item.span, _STOPS.sub(r"\1", text) if item.snippet else text)
        if edit is not None:
            return Edit(edit.span, text if item.snippet else edit.text)
    return None


def _call(buffer: Buffer, offset: int) -> tuple[ProgramPart, Call] | None:
    for part in buffer.parts:
        call = call_at(part, offset) if isinstance(part, ProgramPart) else None
        if call is not None and isinstance(part, ProgramPart):
            return part, call
    return None


def _keywords(place: tuple[ProgramPart, Call] | None, word: Span | None = None) -> Placed:
    """The attributes that a call may be given, as its keywords; ``word`` is what they replace."""
    if place is None:
        return []
    part, call = place
    # a word that begins a keyword is read as the first argument
    itself = [attr.name for attr in call.node.attrs if call.span and part.outer(attr.value_span) == call.span]
    items = attributes(part.document, call.node, word or call.span, itself)
    language = part.virtual.language
    keywords = [(item, keyword_of(language, item.label)) for item in items]
    return [
        (item._replace(label=keyword, filter="", snippet=False), Edit(item.span, call.form.format(keyword)))
        for item, keyword in keywords
        if keyword is not None
    ]


# -- programs that are being written


def _unfinished(buffer: Buffer, offset: int, offer: Offer) -> Placed:
    """The same by what the program may become."""
    language = program_language(buffer.path)
    if language is None or language.name in DOCUMENTATION:
        return []
    for placed in islice(_attempts(buffer, offset, offer, language.name), _ATTEMPTS):
        if placed:
            return placed
    return []


def _attempts(buffer: Buffer, offset: int, offer: Offer, language: str) -> Iterator[Placed]:
    for writing in unfinished.unfinished_at(buffer.text, offset, language):
        if writing.open_.quote:
            if _may_be_twiml(buffer.text, offset, writing):
                for text in unfinished.complete_literal(buffer.text, offset, writing, language):
                    yield _in_literal(buffer, text, offset, offer)
        elif not vocabulary.makes_element(writing.callee):
            continue
        elif unfinished.lacks_value(buffer.text, writing):
            for text in unfinished.complete_value(buffer.text, writing, language):
                yield _in_value(buffer, text, writing, offer)
        else:
            for text in unfinished.complete_program_text(buffer.text, writing, language):
                yield _keywords(_call(_buffer_of(buffer, text), text.offset), writing.word)


def _may_be_twiml(text: str, offset: int, writing: UnfinishedCode) -> bool:
    literal = text[text.rfind("\n", 0, offset) + 1 : offset].rpartition(writing.open_.quote)[2]
    return "<" in literal or vocabulary.makes_element(writing.callee)


def _buffer_of(buffer: Buffer, completed: Completed) -> Buffer:
    return Buffer.of_text(buffer.path, completed.text, "utf-32", buffer.folder, buffer.settings)


def _in_literal(buffer: Buffer, completed: Completed, offset: int, offer: Offer) -> Placed:
    """What a literal takes that is closed at the cursor."""
    part = _buffer_of(buffer, completed).part_at(completed.offset)
    placed = [] if part is None else _in_part(part, completed.offset, offer)
    return [(item, edit) for item, edit in placed if edit.span.end <= offset]


def _in_value(buffer: Buffer, completed: Completed, writing: UnfinishedCode, offer: Offer) -> Placed:
    """The values of the keyword before the cursor, with their quotes."""
    part = _buffer_of(buffer, completed).part_at(completed.offset)
    placed = [] if part is None else _in_part(part, completed.offset, offer)
    return [
        (item, Edit(writing.word, f'"{edit.text}"'))
        for item, edit in placed
        if item.kind == types.CompletionItemKind.EnumMember and '"' not in edit.text
    ]
