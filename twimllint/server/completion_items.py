"""Completions as the protocol has them, in the forms that the client can show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from lsprotocol import types

from twimllint.engine.diagnostic import Edit
from twimllint.server.completion import Item, ValueOf
from twimllint.server.markup import content, plain
from twimllint.server.positions import Lines
from twimllint.server.protocol import Ready
from twimllint.source.span import Span

#: Characters after which a client asks for completions by itself.
TRIGGERS = ("<", "/", " ", '"', "'", "=", ":", "[")
_Kind = types.CompletionItemKind
_VALUES = (_Kind.EnumMember, _Kind.Reference)
#: What a client is shown without having been asked for it, by the character that was typed: what can only be meant
#: there. A quote or a colon is in every other text.
_AFTER = {
    " ": (_Kind.Field, _Kind.EnumMember),
    "=": _VALUES,
    '"': _VALUES,
    "'": _VALUES,
    ":": (_Kind.Keyword, _Kind.Property),
    "[": (_Kind.EnumMember,),
}


def after_trigger(items: list[Item], character: str) -> list[Item]:
    """The items to show without being asked."""
    if character == "/":
        return [item for item in items if item.detail == "end tag" and not item.text.startswith("<")]
    kinds = _AFTER.get(character)
    return items if kinds is None else [item for item in items if item.kind in kinds]


class CompletionClient(NamedTuple):
    """What the client can do with completions.

    ``shares`` names the properties that a list may give once for all its items; ``resolves`` says whether the
    documentation may come later, when an item is selected.
    """

    snippets: bool = False
    tags: bool = False
    deprecated: bool = False
    formats: tuple[types.MarkupKind, ...] = ()
    label_details: bool = False
    resolves: bool = False
    shares: frozenset[str] = frozenset()

    @classmethod
    def of(cls, capabilities: types.ClientCapabilities) -> CompletionClient:
        """As the client says."""
        document = capabilities.text_document
        completion = document.completion if document is not None else None
        able = completion.completion_item if completion is not None else None
        if completion is None or able is None:
            return cls()
        lists = completion.completion_list
        return cls(
            bool(able.snippet_support),
            able.tag_support is not None,
            bool(able.deprecated_support),
            tuple(able.documentation_format or ()),
            bool(able.label_details_support),
            able.resolve_support is not None and "documentation" in able.resolve_support.properties,
            frozenset(lists.item_defaults or ()) if lists is not None else frozenset(),
        )

    def nothing(self) -> Ready:
        """No items."""
        return Ready({"isIncomplete": False, "items": []})

    def items(self, placed: Sequence[tuple[Item, Edit]], lines: Lines) -> Ready:
        """Items with the edits that write them, in JSON: to convert hundreds of voices takes longer than all else."""
        ranges = {span: _range(lines, span) for span in {edit.span for _, edit in placed}}
        owners = {item.value_of for item, _ in placed if item.value_of is not None} if self.resolves else set()
        shared: dict[str, Any] = {}
        if len(ranges) == 1 and "editRange" in self.shares:
            shared["editRange"] = next(iter(ranges.values()))
        if len(owners) == 1 and "data" in self.shares:
            shared["data"] = _data(next(iter(owners)))
        entries = []
        for number, (item, edit) in enumerate(placed):
            entry = self._item(item, number)
            if "editRange" not in shared:
                entry["textEdit"] = {"range": ranges[edit.span], "newText": edit.text}
            else:
                entry["textEditText"] = edit.text
            if item.value_of in owners and "data" not in shared:
                entry["data"] = _data(item.value_of)
            entries.append(entry)
        answer: dict[str, Any] = {"isIncomplete": False, "items": entries}
        if shared:
            answer["itemDefaults"] = shared
        return Ready(answer)

    def _item(self, item: Item, number: int) -> dict[str, Any]:
        entry: dict[str, Any] = {"label": item.label, "kind": int(item.kind), "sortText": f"{number:04}"}
        if item.detail:
            if self.label_details:
                entry["labelDetails"] = {"description": item.detail}
            else:
                entry["detail"] = item.detail
        if item.deprecated and self.tags:
            entry["tags"] = [int(types.CompletionItemTag.Deprecated)]
        elif item.deprecated and self.deprecated:
            entry["deprecated"] = True
        if item.doc:
            entry["documentation"] = self._documentation(item.doc)
        if item.filter:
            entry["filterText"] = item.filter
        if item.snippet:
            entry["insertTextFormat"] = int(types.InsertTextFormat.Snippet)
        return entry

    def _documentation(self, markdown: str) -> Any:
        if not self.formats:
            return plain(markdown)
        markup = content(markdown, self.formats)
        return {"kind": markup.kind.value, "value": markup.value}

    def resolve(self, item: types.CompletionItem) -> types.CompletionItem:
        """An item with its documentation, where it is a value of an attribute."""
        value_of = _value_of(item.data)
        text = "" if value_of is None else value_of.describe(item.label)
        if text:
            item.documentation = content(text, self.formats) if self.formats else plain(text)
        return item


def _range(lines: Lines, span: Span) -> dict[str, Any]:
    start, end = lines.position(span.start), lines.position(span.end)
    return {
        "start": {"line": start.line, "character": start.character},
        "end": {"line": end.line, "character": end.character},
    }


def _data(value_of: ValueOf | None) -> Any:
    return None if value_of is None else [value_of.channel, list(value_of.path), value_of.attribute]


def _value_of(data: Any) -> ValueOf | None:
    """What an item is a value of; ``None`` for data that this server has not sent."""
    match data:
        case [str(channel), [*path], str(attribute)] if all(isinstance(name, str) for name in path):
            return ValueOf(channel, tuple(map(str, path)), attribute)
    return None
