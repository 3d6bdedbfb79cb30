"""Completions as the protocol has them, in the forms that the client can show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from lsprotocol import types

from twimllint.server.completion import Item
from twimllint.server.markup import content, plain
from twimllint.server.parts import Part
from twimllint.server.positions import Lines
from twimllint.source.span import Span

#: Characters after which a client asks for completions by itself.
TRIGGERS = ("<", "/", " ", '"', "'", "=", ":", "[")
_STOPS = re.compile(r"\$\{\d\|([^|]*)\|\}|\$\d")
_IN_TAGS = (types.CompletionItemKind.Field, types.CompletionItemKind.EnumMember)


def after_trigger(items: list[Item], character: str) -> list[Item]:
    """The items to show without being asked: after a blank or a slash, only those that a tag or a directive takes."""
    if character in " =":
        return [item for item in items if item.kind in _IN_TAGS]
    if character == "/":
        return [item for item in items if item.detail == "end tag"]
    return items


def _written(item: Item, part: Part) -> types.TextEdit | None:
    """The edit for a document inside a literal: with the other quotes where that needs them."""
    for text in (item.text, item.text.replace('"', "'")):
        # what is not written, the tab stops, cannot end the literal either
        edit = part.edit(item.span, _STOPS.sub(r"\1", text) if item.snippet else text)
        if edit is not None:
            return types.TextEdit(edit.range, text if item.snippet else edit.new_text)
    return None


class CompletionClient(NamedTuple):
    """What the client can do with completions."""

    snippets: bool = False
    tags: bool = False
    deprecated: bool = False
    formats: tuple[types.MarkupKind, ...] = ()
    label_details: bool = False

    @classmethod
    def of(cls, capabilities: types.ClientCapabilities) -> CompletionClient:
        """As the client says."""
        document = capabilities.text_document
        able = document.completion.completion_item if document is not None and document.completion is not None else None
        if able is None:
            return cls()
        return cls(
            bool(able.snippet_support),
            able.tag_support is not None,
            bool(able.deprecated_support),
            tuple(able.documentation_format or ()),
            bool(able.label_details_support),
        )

    def items(self, items: Iterable[Item], part: Part) -> list[types.CompletionItem]:
        """The items that have a place in the file."""
        found = []
        plain_range: dict[Span, types.Range] = {}
        for number, item in enumerate(items):
            if part.plain:
                if item.span not in plain_range:
                    plain_range[item.span] = part.lines.range(item.span)
                edit: types.TextEdit | None = types.TextEdit(plain_range[item.span], item.text)
            else:
                edit = _written(item, part)
            if edit is not None:
                found.append(self._item(item, edit, number))
        return found

    def keywords(self, items: Iterable[tuple[Item, str]], lines: Lines) -> list[types.CompletionItem]:
        """Attributes as keywords of a call, each with the text that is written into the file."""
        return [
            self._item(item._replace(snippet=False), types.TextEdit(lines.range(item.span), text), number)
            for number, (item, text) in enumerate(items)
        ]

    def _item(self, item: Item, edit: types.TextEdit, number: int) -> types.CompletionItem:
        doc: types.MarkupContent | str | None = None
        if item.doc:
            doc = content(item.doc, self.formats) if self.formats else plain(item.doc)
        return types.CompletionItem(
            label=item.label,
            label_details=types.CompletionItemLabelDetails(description=item.detail)
            if item.detail and self.label_details
            else None,
            kind=item.kind,
            tags=[types.CompletionItemTag.Deprecated] if item.deprecated and self.tags else None,
            deprecated=True if item.deprecated and self.deprecated and not self.tags else None,
            detail=item.detail if item.detail and not self.label_details else None,
            documentation=doc,
            sort_text=f"{number:04}",
            filter_text=item.filter or None,
            insert_text_format=types.InsertTextFormat.Snippet if item.snippet else None,
            text_edit=edit,
        )
