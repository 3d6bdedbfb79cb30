"""A quick look at a document: what the digest of the schemas can tell without reading the schemas.

``accepts`` never says yes where an XSD processor says no; where it cannot tell, it says no, and the processor is asked.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from twimllint.schema import _digest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from twimllint.source.tree import Document, Node


@cache
def verbs(channel: str) -> frozenset[str]:
    """The names of the elements that stand directly in ``<Response>``."""
    return frozenset(_digest.VERBS[channel].split())


@cache
def names(channel: str) -> frozenset[str]:
    """The names of all elements."""
    return frozenset(_digest.NAMES[channel].split())


@cache
def urls(channel: str) -> frozenset[str]:
    """Where URLs stand: ``Gather@action``, ``Redirect/text``."""
    return frozenset(_digest.URLS[channel].split())


@cache
def waiting() -> frozenset[str]:
    """The verbs that wait for somebody: the caller's keys or words, another party."""
    return frozenset(_digest.WAITING.split())


def is_voice(name: str) -> bool:
    """Whether Twilio lists a voice of exactly this name."""
    return f" {name} " in _digest.VOICES and " " not in name


def accepts(document: Document, channel: str) -> bool:
    """Whether the schema of a channel surely takes a document."""
    root = document.root
    if root is None or root.name != "Response" or document.tags or document.doctype is not None:
        return False
    types = _types("messaging" if channel == "messaging" else "voice")
    placed: dict[Node, _Type] = {}
    for node in document.nodes:
        key = "Response" if node.parent is None else placed[node.parent].children.get(node.name, "")
        kind = types[key]
        if kind is None or not kind.takes(node):
            return False
        placed[node] = kind
    return True


@cache
def _types(channel: str) -> _Types:
    rows = _digest.MESSAGING if channel == "messaging" else _digest.VOICE
    return _Types({row[0]: row for row in rows})


class _Types(dict[str, "_Type | None"]):
    """Types by their keys, made ready when they are first asked for; ``None`` for what the digest does not tell."""

    def __init__(self, rows: Mapping[str, tuple[Any, ...]]) -> None:
        self._rows = rows

    def __missing__(self, key: str) -> _Type | None:
        row = self._rows.get(key)
        found = self[key] = None if row is None else _Type(*row[1:])
        return found


class _Type:
    """An element type: a row of the digest, made ready to look things up in."""

    __slots__ = ("attributes", "children", "content", "least", "required")

    def __init__(
        self,
        children: tuple[tuple[str, str], ...],
        least: bool,
        content: tuple[str, Any] | None,
        attributes: tuple[tuple[str, str, Any], ...],
        required: tuple[str, ...],
    ) -> None:
        self.children = dict(children)
        self.least = least
        self.content = content
        self.attributes = {name: (kind, limit) for name, kind, limit in attributes}
        self.required = required

    def takes(self, node: Node) -> bool:
        """Whether attributes and text of an element are surely right, and there is a child where one is needed."""
        for attr in node.attrs:
            kind = self.attributes.get(attr.name)
            if kind is None or not fits(attr.value, *kind):
                return False
        if self.least and not node.children:
            return False
        for name in self.required:
            if node.attr(name) is None:
                return False
        if self.content is None:
            for text in node.texts:  # noqa: SIM110 - a plain loop, since every element comes by here
                if text.value.strip(" \t\r\n"):
                    return False
            return True
        return fits(node.text, *self.content)


def fits(value: str, kind: str, limit: Any) -> bool:
    """Whether a value is surely one of a kind; what is written in other letters than ASCII is mostly left open."""
    judge = _PLAIN.get(kind)
    if judge is not None:
        return judge(value, limit)
    return value.isascii() and value.strip() != "" and _ASCII[kind](value, limit)


def _is_number(value: str, limit: tuple[float, float]) -> bool:
    return value.isdecimal() and len(value) < 10 and limit[0] <= int(value) <= limit[1]


def _is_language(value: str, _limit: int) -> bool:
    first, *others = value.split("-")
    return first.isalpha() and 2 <= len(first) <= 8 and all(part.isalnum() and len(part) <= 8 for part in others)


def _is_url(value: str, _limit: int) -> bool:
    return " " not in value and value.isprintable()


def _is_web_url(value: str, limit: int) -> bool:
    return value.startswith(("http://", "https://")) and not value.endswith("://") and _is_url(value, limit)


#: How values are judged, whatever their letters.
_PLAIN: Mapping[str, Callable[[str, Any], bool]] = {
    "mixed": lambda _value, _limit: True,
    "string": lambda value, limit: limit[0] <= len(value) <= limit[1],
    "enum": lambda value, words: value in words,
    "one-of": lambda value, kinds: any(fits(value, *kind) for kind in kinds),
}
#: How values are judged that are in ASCII and not blank.
_ASCII: Mapping[str, Callable[[str, Any], bool]] = {
    "text": lambda value, longest: len(value) <= longest,
    "number": _is_number,
    "words": lambda value, words: all(word in words for word in value.split()),
    "duration": lambda value, _limit: value.endswith("s") and value[:-1].removesuffix("m").isdecimal(),
    "keys": lambda value, _limit: value.isdecimal(),
    "language": _is_language,
    "url": _is_url,
    "web-url": _is_web_url,
}
