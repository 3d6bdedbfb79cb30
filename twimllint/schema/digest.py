"""The digest of the schemas that ``_digest.py`` holds: made by ``python -m twimllint.generate``, held fresh by a test.

Reading the schemas takes longer than linting a small document. Where a document is written by the book, ``quick.py``
finds all it needs in the digest; whatever the digest leaves open is asked of the schemas themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twimllint.schema.data import voices
from twimllint.schema.files import XS, Files
from twimllint.schema.read import Grammar, load
from twimllint.schema.simple import SimpleTypes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from twimllint.schema.model import SimpleType

CHANNELS = ("voice", "messaging")
_HEAD = '''"""What the schemas say, in short. Made by ``python -m twimllint.generate``: do not edit."""

# ruff: noqa
# fmt: off
'''
_URLS = ("url", "absolute-url", "ws-url")
_FREE = "[\\s\\S]*[^\\p{Z}\\t\\r\\n\x85][\\s\\S]*"
_UNBROKEN = "[^\\p{Z}\\t\\r\\n\x85]+"
#: Patterns of the schemas that ``quick.py`` judges by other means.
_PATTERNS = {
    _FREE: "text",
    _UNBROKEN: "url",
    "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*": "language",
    "[0-9]+(\\.[0-9]+)?(ms|s)": "duration",
    "[0-9A-DWw#*]+": "keys",
    "[A-Za-z][A-Za-z0-9+.\\-]*://" + _UNBROKEN: "web-url",
}
_LONGEST = 1 << 30


def text() -> str:
    """The text of ``_digest.py``."""
    grammars = {channel: load(channel) for channel in CHANNELS}
    parts = {
        "VERBS": {channel: " ".join(sorted(grammar.verbs)) for channel, grammar in grammars.items()},
        "NAMES": {channel: " ".join(sorted(grammar.names)) for channel, grammar in grammars.items()},
        "URLS": {channel: " ".join(_urls(grammar)) for channel, grammar in grammars.items()},
        "PLACES_BY_TYPE": {channel: _joined(_types(grammar)) for channel, grammar in grammars.items()},
        "PLACES_BY_STATUS": {channel: _joined(_statuses(grammar)) for channel, grammar in grammars.items()},
        "WAITING": " ".join(sorted(k.name for k in grammars["voice"].types() if k.about.flow.get("waits") == "true")),
        "VOICES": " ".join(["", *sorted(voices()), ""]),
    }
    lines = [f"{name} = {value!r}\n" for name, value in parts.items()]
    for channel in CHANNELS:
        rows = "".join([f"    {row!r},\n" for row in _Types(channel).rows()])
        lines.append(f"{channel.upper()} = (\n{rows})\n")
    return _HEAD + "".join(lines)


def _urls(grammar: Grammar) -> list[str]:
    """Where URLs stand: ``Gather@action``, ``Redirect/text``."""
    found = set()
    for kind in grammar.types():
        found.update([f"{kind.name}@{name}" for name, attr in kind.attributes.items() if attr.type.kind in _URLS])
        if kind.text_type is not None and kind.text_type.kind in _URLS:
            found.add(f"{kind.name}/text")
    return sorted(found)


def _types(grammar: Grammar) -> Iterator[tuple[str, str]]:
    """The type of each value with its place."""
    for kind in grammar.types():
        for name, attribute in kind.attributes.items():
            yield attribute.type.kind, f"{kind.name}@{name}"
        if kind.text_type is not None:
            yield kind.text_type.kind, f"{kind.name}/text"


def _statuses(grammar: Grammar) -> Iterator[tuple[str, str]]:
    """The status of each element and attribute that is not current, with its place."""
    for kind in grammar.types():
        marks = {kind.name: kind.about}
        marks.update({f"{kind.name}@{name}": attribute.about for name, attribute in kind.attributes.items()})
        marks.update({f"{kind.name}@{name}": about for name, about in kind.legacy.items()})
        for place, about in marks.items():
            if about.status != "current":
                yield about.status, place


def _joined(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    """The places of each key, in the order of the alphabet, as one string."""
    found: dict[str, set[str]] = {}
    for key, place in pairs:
        found.setdefault(key, set()).add(place)
    return {key: " ".join(sorted(found[key])) for key in sorted(found)}


class _Types:
    """The types of elements whose rules are plain enough for the digest."""

    def __init__(self, channel: str) -> None:
        self.files = Files(f"twiml-{channel}.xsd")
        self.simple = SimpleTypes(self.files)

    def rows(self) -> list[tuple[Any, ...]]:
        """Key, names and keys of the children, whether one is needed, text, attributes, names of the required ones."""
        return [row for key, node in self.files.all("complexType") if (row := self.row(key, node)) is not None]

    def row(self, key: str, node: _Element) -> tuple[Any, ...] | None:
        """The row of one type, or ``None`` where its content is of a form that the digest does not know."""
        children: list[tuple[str, str]] = []
        least, content, owner = False, ("mixed", None) if node.get("mixed") == "true" else None, node
        for part in node.iterchildren(XS + "choice", XS + "sequence", XS + "group", XS + "simpleContent", XS + "all"):
            if part.tag == XS + "simpleContent":
                owner = next(part.iterchildren(XS + "extension"))
                content = self.code(self.simple.named(str(owner.get("base"))))
                if content is None:
                    return None
            elif part.tag in (XS + "choice", XS + "group") and part.get("maxOccurs") == "unbounded":
                least = part.get("minOccurs", "1") != "0"
                found = self.children(part)
                if found is None:
                    return None
                children += found
            else:
                return None
        attributes = self.attributes(owner)
        codes = {name: self.code(self.simple.of(attribute)) for name, attribute in attributes}
        known = tuple([(name, *code) for name, code in codes.items() if code is not None])
        required = tuple([name for name, attribute in attributes if attribute.get("use") == "required"])
        return key, tuple(children), least, content, known, required

    def children(self, part: _Element) -> list[tuple[str, str]] | None:
        """Names and keys of the elements of a choice; ``None`` for one that holds more than elements."""
        if part.tag == XS + "group":
            group = self.files.find("group", str(part.get("ref")))
            part = next(group.iterchildren(XS + "choice"))
        found = []
        for child in part.iterchildren("{*}*"):
            if child.tag == XS + "element" and child.get("maxOccurs") is None and child.get("minOccurs") is None:
                found.append((str(child.get("name")), str(child.get("type"))))
            elif child.tag != XS + "annotation":
                return None
        return found

    def attributes(self, owner: _Element) -> list[tuple[str, _Element]]:
        """The attributes of a type by name, those of its groups among them."""
        found = []
        for node in owner.iterchildren(XS + "attribute", XS + "attributeGroup"):
            if node.tag == XS + "attributeGroup":
                found += self.attributes(self.files.find("attributeGroup", str(node.get("ref"))))
            else:
                found.append((str(node.get("name") or node.get("ref")), node))
        return found

    def code(self, kind: SimpleType) -> tuple[str, Any] | None:
        """How ``quick.py`` judges a value of this type; ``None`` where it must not."""
        if kind.members:
            codes = tuple([self.code(member) for member in kind.members])
            return None if None in codes else ("one-of", codes)
        longest = _LONGEST if kind.max_length is None else kind.max_length
        if kind.item is not None:
            plain = kind.item.values and not kind.item.patterns and not kind.item.members
            return ("words", kind.item.values) if plain else None
        if kind.number:
            bounds = (kind.minimum or 0, _LONGEST if kind.maximum is None else kind.maximum)
            return ("number", bounds) if kind.number == "integer" else None
        if kind.values:
            return None if kind.patterns else ("enum", kind.values)
        if not kind.patterns:
            return ("string", (kind.min_length or 0, longest))
        meaning = _PATTERNS.get(kind.patterns[0]) if len(kind.patterns) == 1 else None
        return None if meaning is None else (meaning, longest)
