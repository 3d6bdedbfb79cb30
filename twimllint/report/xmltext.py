"""XML written piece by piece with the standard library's generator; what XML 1.0 forbids is shown as an escape."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from twimllint.report.plain import escape

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: A hash before another one: "##[" and the like are commands of CI systems, and would be changed when printed.
_HASH = re.compile("#(?=#)")


def legal(text: str) -> str:
    """Text that may be in an XML 1.0 document."""
    return _ILLEGAL.sub(lambda match: escape(match[0]), text)


class XmlWriter:
    """Writes indented elements; ``take`` hands over what was written since the last time."""

    def __init__(self) -> None:
        self._out = io.StringIO()
        self._xml = XMLGenerator(self._out, "UTF-8", short_empty_elements=True)
        self._xml.startDocument()
        self._depth = 0

    def open(self, name: str, attributes: Mapping[str, object]) -> None:
        """Begin an element with other elements inside."""
        self._indent()
        self._start(name, attributes)
        self._xml.ignorableWhitespace("\n")
        self._depth += 1

    def close(self, name: str) -> None:
        """End the element begun by ``open``."""
        self._depth -= 1
        self._indent()
        self._xml.endElement(name)
        self._xml.ignorableWhitespace("\n")

    def leaf(self, name: str, attributes: Mapping[str, object], text: str = "") -> None:
        """An element with nothing but text inside."""
        self._indent()
        self._start(name, attributes)
        if text:
            self._xml.characters(legal(text))
        self._xml.endElement(name)
        self._xml.ignorableWhitespace("\n")

    def take(self) -> str:
        """What was written since the last call."""
        text = self._out.getvalue()
        self._out.seek(0)
        self._out.truncate()
        return _HASH.sub("&#35;", text)

    def _start(self, name: str, attributes: Mapping[str, object]) -> None:
        self._xml.startElement(name, AttributesImpl({key: legal(str(value)) for key, value in attributes.items()}))

    def _indent(self) -> None:
        if self._depth:
            self._xml.ignorableWhitespace("  " * self._depth)
