"""The XSD files on disk: parsed once per process, and what they define found by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from twimllint.schema.data import schema_path

if TYPE_CHECKING:
    from lxml.etree import _Element, _ElementTree

XS = "{http://www.w3.org/2001/XMLSchema}"
TW = "{urn:twimllint}"


@cache
def parsed(file: str) -> _ElementTree:
    """A file of ``schemas/`` as a tree, shared by the grammar and by libxml2's own compiler."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False, remove_blank_text=True, collect_ids=False)
    return etree.parse(schema_path(file), parser)


class Files:
    """A schema and those it includes, each opened only when a name is sought that none before it defines."""

    def __init__(self, file: str) -> None:
        self._waiting = [file]
        self._seen = {file}
        self._found: dict[tuple[str, str], _Element] = {}
        self._roots: list[_Element] = []

    def find(self, kind: str, name: str) -> _Element:
        """The definition of that kind (``complexType``, ``simpleType``, ``group``, ``attributeGroup``, ``attribute``).

        Raises KeyError where no file has it, which the tests rule out for our own schemas.
        """
        key = (XS + kind, name)
        while key not in self._found and self._waiting:
            self._open()
        return self._found[key]

    def roots(self) -> list[_Element]:
        """The root of every file, all opened, in the order of inclusion."""
        while self._waiting:
            self._open()
        return self._roots

    def all(self, kind: str) -> Iterator[tuple[str, _Element]]:
        """Every definition of a kind with its name, in the order of the files."""
        self.roots()
        for (tag, name), element in self._found.items():
            if tag == XS + kind:
                yield name, element

    def _open(self) -> None:
        root = parsed(self._waiting.pop(0)).getroot()
        self._roots.append(root)
        for child in root.iterchildren(etree.Element):
            name = child.get("name")
            if name is not None:
                self._found.setdefault((child.tag, name), child)
            else:
                included = child.get("schemaLocation")
                if included and included not in self._seen:
                    self._seen.add(included)
                    self._waiting.append(included)
