"""Completions as the protocol has them, in the forms that the client can show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lsprotocol import types

from twimllint.server.completion import Item
from twimllint.server.documents import Part
from twimllint.server.markup import content, plain
from twimllint.source.span import Span

#: Characters after which a client asks for completions by itself.
TRIGGERS = ("<", "/", " ", '"', "'", "=", ":", "[")
_IN_TAGS = (types.CompletionItemKind.Field, types.CompletionItemKind.EnumMember)


def after_trigger(items: list[Item], character: str) -> list[Item]:
    """The items to show without being asked: after a blank or a slash, only those that a tag or a directive takes."""
    if character in " =":
        return [item for item in items if item.kind in _IN_TAGS]
    if character == "/":
        return [item for item in items if item.detail == "end tag"]
    return items


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
        places: dict[tuple[Span, str], types.Range | None] = {}
        for number, item in enumerate(items):
            key = item.span, "" if part.plain else item.text
            if key not in places:
                edit = part.edit(item.span, item.text)
                places[key] = None if edit is None else edit.range
            range_ = places[key]
            if range_ is not None:
                found.append(self._item(item, types.TextEdit(range_, item.text), number))
        return found

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
