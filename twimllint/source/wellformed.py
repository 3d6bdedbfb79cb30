"""Whether a document is well-formed, and the tree of an XML processor for those who need it.

A document that the fast path of the scanner has read from end to end is well-formed: it holds nothing but start tags
and end tags that belong together, texts of printable characters, and comments. Of everything else lxml has the last
word, and where nothing else turns up lxml is not even imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

    from twimllint.source.tree import Document


class Xml:
    """A well-formed document as lxml has it; it is read when the first asks for ``root``."""

    __slots__ = ("_document", "_root")

    def __init__(self, document: Document, root: _Element | None = None) -> None:
        self._document = document
        self._root = root

    @property
    def root(self) -> _Element:
        """The root element."""
        if self._root is None:
            from twimllint.source.lxml_reader import tree_of

            self._root = tree_of(self._document)
        return self._root


def check_well_formed(document: Document) -> Xml | None:
    """The document for an XML processor, or ``None`` where it is not well-formed; then ``errors`` say why."""
    if document.surely_well_formed:
        return Xml(document)
    from twimllint.source.lxml_reader import read_with_lxml

    root = read_with_lxml(document)
    return None if root is None else Xml(document, root)
