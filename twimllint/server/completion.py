"""Completion: what may be written at a place."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from lsprotocol import types

from twimllint.engine.directives import SETTING_KEYS, VERBS
from twimllint.server import hover, vocabulary
from twimllint.server.cursor import Cursor, Draft, cursor_at
from twimllint.server.vocabulary import Attribute, Element
from twimllint.source.span import Span
from twimllint.source.tree import Document, Node

_Kind = types.CompletionItemKind
#: The types of texts and values that name something in Twilio, and are worth offering from the workspace.
NAMES = frozenset({"room-name", "queue-name", "conference-name"})
#: The types whose values are words and nothing else.
_WORDS = frozenset({"boolean", "enum", "enum-list"})
_ELEMENT = re.compile(r"<[^\s<>/=!?]")


class Item(NamedTuple):
    """Something that may be written.

    ``text`` replaces ``span``; with ``snippet`` it holds tab stops. ``rank`` orders the items, lower ones first.
    ``value_of`` is the attribute that this is a value of: enough to say more of it when a client asks.
    """

    label: str
    kind: types.CompletionItemKind
    text: str
    span: Span
    detail: str = ""
    doc: str = ""
    snippet: bool = False
    deprecated: bool = False
    rank: int = 5
    filter: str = ""
    value_of: ValueOf | None = None


class ValueOf(NamedTuple):
    """An attribute at its place: the channel, the names of the elements from the root, its own name."""

    channel: str
    path: tuple[str, ...]
    attribute: str

    def describe(self, value: str) -> str:
        """What is known of a value of the attribute, in Markdown."""
        element = vocabulary.element(self.channel, self.path)
        attribute = None if element is None else element.attribute(self.attribute)
        return "" if element is None or attribute is None else hover.describe_value(element, attribute, value)


class World(NamedTuple):
    """What completion asks besides the document: the names in the workspace of a type, and the rules."""

    names: Callable[[str], Sequence[str]] = lambda _kind: ()
    rules: Callable[[], Sequence[tuple[str, str]]] = lambda: ()


def complete(draft: Draft, offset: int, *, snippets: bool = True, world: World | None = None) -> list[Item]:
    """What may be written at an offset, the likeliest first."""
    cursor = cursor_at(draft, offset)
    if cursor is None:
        return []
    items = _Completion(draft, cursor, snippets, world or World()).items()
    return sorted(items, key=lambda item: item.rank + 10 * item.deprecated)


def attributes(document: Document, node: Node, span: Span, being_written: Container[str] = ()) -> list[Item]:
    """The attributes that an element may be given besides those it has, to be written at ``span``.

    ``being_written`` are those that it has only because of the word at the cursor.
    """
    element = vocabulary.element(document.channel, hover.path(node))
    if element is None:
        return []
    items = [
        Item(
            attribute.name, _Kind.Field, attribute.name, span, "required" if attribute.required else "",
            hover.describe_attribute(element, attribute), deprecated=attribute.about.outdated,
            rank=0 if attribute.required else 5,
        )
        for attribute in element.attributes
        if node.attr(attribute.name) is None or attribute.name in being_written
    ]  # fmt: skip
    return sorted(items, key=lambda item: item.rank + 10 * item.deprecated)


class _Completion:
    def __init__(self, draft: Draft, cursor: Cursor, snippets: bool, world: World) -> None:
        self.channel = draft.channel
        self.cursor = cursor
        self.snippets = snippets
        self.world = world
        self.text = draft.text

    def items(self) -> Iterable[Item]:
        kind = self.cursor.kind
        if kind == "content":
            return self._content()
        if kind == "tag":
            return [*self._closing("/"), *self._elements("")]
        if kind == "end":
            return self._closing("")
        if kind == "attribute":
            return self._attributes()
        if kind == "value":
            return self._values()
        return self._directive()

    # elements

    def _content(self) -> Iterator[Item]:
        cursor, owner = self.cursor, self._owner()
        if not cursor.path:
            # a document has one root
            if cursor.first and _ELEMENT.search(self.text, cursor.span.end) is None:
                yield self._root()
            return
        type_ = None if owner is None else owner.text
        if type_ is not None and type_.kind in NAMES:
            yield from self._names(type_.kind, self._words_around())
        if cursor.typed and type_ is not None:
            return  # a word of a text
        yield from self._closing("</")
        yield from self._elements("<")

    def _root(self) -> Item:
        declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
        head = "" if self.text[: self.cursor.span.start].strip("\ufeff \t\r\n") else declaration
        text = f"{head}<Response>\n  $0\n</Response>\n" if self.snippets else f"{head}<Response>\n</Response>\n"
        return Item("Response", _Kind.Class, text, self.cursor.span, "a TwiML document", snippet=self.snippets)

    def _owner(self) -> Element | None:
        return vocabulary.element(self.channel, self.cursor.path)

    def _elements(self, before: str) -> Iterator[Item]:
        if not self.cursor.path and not self.cursor.first:
            return
        children = self._children()
        # an element that is there already is renamed
        rename = self.cursor.kind == "tag" and self._is_followed()
        for rank, element in enumerate(children):
            doc = hover.describe_element(element)
            text, snippet = (element.name, False) if rename else self._element_text(element)
            yield Item(
                before + element.name if before else element.name, _Kind.Class, before + text, self.cursor.span,
                doc=doc, snippet=snippet, deprecated=element.about.outdated, rank=1 + (rank > 0),
                filter=before + element.name,
            )  # fmt: skip

    def _children(self) -> list[Element]:
        cursor, channel = self.cursor, self.channel
        if not cursor.path:
            return [vocabulary.root(channel)]
        owner = self._owner()
        if owner is None:
            return []
        children = owner.children
        if channel == "unknown" and len(cursor.path) == 1:
            names = {element.name for element in children}
            children += [each for each in vocabulary.root("messaging").children if each.name not in names]
        return children

    def _is_followed(self) -> bool:
        """Whether more of the tag is after its name."""
        rest = self.text[self.cursor.span.end : self.cursor.span.end + 200].lstrip(" \t")
        return rest.startswith((">", "/>")) or (rest[:1].isalpha() and "=" in rest.partition("<")[0].partition(">")[0])

    def _element_text(self, element: Element) -> tuple[str, bool]:
        """The text of an element after its ``<``, with its required attributes, and whether it has tab stops."""
        name = element.name
        if not self.snippets:
            return name, False
        stops = range(1, len(element.required) + 1)
        attributes = "".join(f' {attr}="${stop}"' for stop, attr in zip(stops, element.required, strict=True))
        if not element.takes_content or (not element.needs_content and element.text is None and element.required):
            return f"{name}{attributes}/>$0", True
        return f"{name}{attributes}>$0</{name}>", True

    def _closing(self, before: str) -> Iterator[Item]:
        cursor = self.cursor
        for rank, name in enumerate(reversed(cursor.path)):
            text = name if self.text[cursor.span.end : cursor.span.end + 1] == ">" else name + ">"
            label = f"{before or '</'}{name}>" if before != "/" else f"/{name}>"
            yield Item(label, _Kind.Class, before + text, cursor.span, "end tag", rank=0 + 3 * (rank > 0),
                       filter=before + name)  # fmt: skip
            if before == "/":
                break

    # attributes

    def _element(self) -> Element | None:
        return vocabulary.element(self.channel, (*self.cursor.path, self.cursor.tag))

    def _attributes(self) -> Iterator[Item]:
        element = self._element()
        if element is None:
            return
        has_value = self.text[self.cursor.span.end : self.cursor.span.end + 1] == "="
        for attribute in element.attributes:
            if attribute.name in self.cursor.given:
                continue
            text, snippet = (attribute.name, False) if has_value else self._attribute_text(attribute, element)
            yield Item(
                attribute.name, _Kind.Field, text, self.cursor.span, "required" if attribute.required else "",
                hover.describe_attribute(element, attribute), snippet, attribute.about.outdated,
                0 if attribute.required else 5 + (attribute.about.status == "undocumented"),
            )  # fmt: skip

    def _attribute_text(self, attribute: Attribute, element: Element) -> tuple[str, bool]:
        if not self.snippets:
            return f'{attribute.name}=""', False
        words = [word.value for word in vocabulary.values(attribute, element.name) if not word.deprecated]
        if attribute.type.kind not in _WORDS:
            words = []  # the word that may be in place of a number is seldom meant
        choice = f"${{1|{','.join(map(_escape_choice, words))}|}}" if 0 < len(words) <= 12 else "$1"
        return f'{attribute.name}="{choice}"$0', True

    # values

    def _values(self) -> Iterator[Item]:
        cursor, element = self.cursor, self._element()
        attribute = None if element is None else element.attribute(cursor.attribute)
        if element is None or attribute is None:
            return
        span, before = cursor.span, ""
        if vocabulary.several(attribute.type):
            span, before = self._word_of_list()
        taken = set(before.split())
        value_of = ValueOf(self.channel, (*cursor.path, cursor.tag), attribute.name)
        given = cursor.given
        language = given.get("language", "")
        words = vocabulary.values(attribute, element.name)
        if attribute.name == "voice" and "ttsProvider" in given:
            language = given.get("ttsLanguage") or language or given.get("code", "")
            words = vocabulary.relay_voices(given["ttsProvider"])
        for word in words:
            if word.value in taken:
                continue
            rank = 5
            if attribute.name == "voice" and language:
                rank = 1 if vocabulary.speaks(word.value, language) else 5
            elif word.value == attribute.default:
                rank = 4
            text = word.value if cursor.quote else f'"{word.value}"'
            yield Item(
                word.value, _Kind.EnumMember, text, span, word.detail, deprecated=word.deprecated, rank=rank,
                value_of=value_of,
            )  # fmt: skip
        if attribute.type.kind in NAMES:
            yield from self._names(attribute.type.kind, span)

    def _word_of_list(self) -> tuple[Span, str]:
        """The word of a list at the cursor, and the words before and after it."""
        span, text = self.cursor.span, self.text
        offset = span.start + len(self.cursor.typed)
        start, end = offset, offset
        while start > span.start and not text[start - 1].isspace():
            start -= 1
        while end < span.end and not text[end].isspace():
            end += 1
        return Span(start, end), text[span.start : start] + " " + text[end : span.end]

    def _names(self, kind: str, span: Span) -> Iterator[Item]:
        for name in self.world.names(kind):
            yield Item(name, _Kind.Reference, _escape_xml(name), span, kind.replace("-", " "), rank=1)

    def _words_around(self) -> Span:
        """The text between the tags around the cursor, without the white space at its ends."""
        start = self.text.rfind(">", 0, self.cursor.span.start) + 1
        end = self.text.find("<", self.cursor.span.end)
        end = len(self.text) if end < 0 else end
        inner = self.text[start:end]
        left = len(inner) - len(inner.lstrip())
        return Span(start + left, start + left + len(inner.strip())) if inner.strip() else self.cursor.span

    # directives in comments

    def _directive(self) -> Iterator[Item]:
        offset = self.cursor.span.start + len(self.cursor.typed)
        typed = self.cursor.typed
        if "twimllint" not in typed:
            if not typed.strip():
                yield Item("twimllint:", _Kind.Keyword, " twimllint: ", Span(self.cursor.span.start, offset))
            return
        start = offset
        while start > self.cursor.span.start and (self.text[start - 1].isalnum() or self.text[start - 1] in "-_"):
            start -= 1
        span, before = Span(start, offset), self.text[self.cursor.span.start : start]
        if before.rfind("[") > before.rfind("]"):
            for name, summary in self.world.rules():
                yield Item(name, _Kind.EnumMember, name, span, summary)
        elif before.endswith("="):
            yield from self._setting(before[:-1].rpartition(" ")[2], span)
        else:
            for verb in VERBS:
                text = f"{verb}[$0]" if self.snippets else f"{verb}[]"
                yield Item(verb, _Kind.Keyword, text, span, snippet=self.snippets)
            for key in SETTING_KEYS:
                yield Item(key, _Kind.Property, f"{key}=", span, rank=6)

    @staticmethod
    def _setting(key: str, span: Span) -> Iterator[Item]:
        words = {
            "channel": [vocabulary.Word("voice"), vocabulary.Word("messaging")],
            "role": [
                vocabulary.Word("wait", "hold music"),
                vocabulary.Word("inline", "sent through the REST API"),
                vocabulary.Word("whisper", "what a dialled party hears first"),
            ],
            "room-type": [vocabulary.Word(kind) for kind in vocabulary.room_types()],
            "region": vocabulary.regions(),
        }.get(key, [])
        for word in words:
            yield Item(word.value, _Kind.EnumMember, word.value, span, word.detail)


def _escape_choice(text: str) -> str:
    return "".join("\\" + char if char in "\\,|$}" else char for char in text)


def _escape_xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
