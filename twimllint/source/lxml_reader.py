"""What lxml says of a document: whether it is well-formed, and if not, where and why; and its tree."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from twimllint.source.errors import RECOVERABLE, ParseError
from twimllint.source.span import Span
from twimllint.source.tree import Document, Node

if TYPE_CHECKING:
    from lxml.etree import XMLParser, XMLSyntaxError, _Element

_UNDECLARED = r"Namespace prefix (\S+?)(?: for (\S+))? on (\S+) is not defined"
#: Objections of libxml2 that are no breach of XML: a namespace name that is no URI, an identifier given twice ...
_IGNORED_ERRORS = frozenset(
    (
        etree.ErrorTypes.WAR_NS_URI,
        etree.ErrorTypes.WAR_NS_URI_RELATIVE,
        etree.ErrorTypes.NS_ERR_COLON,
        etree.ErrorTypes.DTD_ID_REDEFINED,
        etree.ErrorTypes.DTD_XMLID_VALUE,
    )
)


def read_with_lxml(document: Document) -> _Element | None:
    """The root that lxml reads, or ``None`` where the document is not well-formed.

    Nothing is loaded or expanded: document type declarations are blanked out beforehand. Problems of the scanner that
    lxml does not share are dropped; one that the scanner missed is added.
    """
    if document.root is None or _cannot_be_checked(document):
        return None
    try:
        root = tree_of(document)
    except etree.XMLSyntaxError as error:
        if not document.errors and _code(error) not in _IGNORED_ERRORS and not _may_be_templated(document):
            document.errors.append(_parse_error(document, error))
            document.malformed = True
        return None
    if document.doctype is not None:
        doctype_error = None if document.errors else _doctype_error(document, document.doctype)
        if doctype_error is not None:
            document.errors.append(doctype_error)
            document.malformed = True
    elif document.errors:
        # What is before a declaration is hidden from lxml where a template may have put it there.
        document.errors = [error for error in document.errors if error.kind == "content-before-prolog"]
        document.malformed = False
    return None if document.errors else root


def tree_of(document: Document) -> _Element:
    """The root that lxml reads. Raises ``XMLSyntaxError`` where the document is not well-formed."""
    source = document.source
    masked = document.masked
    if masked is source.text and source.encoding == "utf-8" and source.mismatch is None:
        data = source.raw
    else:
        # Bytes that could not be decoded are reported as such; here they only must not count twice.
        data = masked.encode("utf-8", "surrogatepass" if source.mismatch is None else "replace")
    return etree.fromstring(data, _parser(b"<!DOCTYPE" not in data))


@cache
def _parser(huge: bool) -> XMLParser:
    """One parser for the life of the process; it loads, fetches and expands nothing.

    ``collect_ids=False`` would be faster by a hair, and makes lxml open external files despite ``load_dtd=False``.
    """
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=huge,
    )


def _cannot_be_checked(document: Document) -> bool:
    """Whether it cannot be known: tags chosen by a template, or elements nested deeper than lxml reads."""
    if not document.malformed:
        return False
    return not any(p.kind not in RECOVERABLE and p.kind != "too-deep" for p in document.errors)


def _may_be_templated(document: Document) -> bool:
    """Whether a template may put in or take away what lxml misses or objects to."""
    return any(tag.kind == "control" for tag in document.tags) or any(node.templated_attrs for node in document.nodes)


def _doctype_error(document: Document, span: Span) -> ParseError | None:
    """What lxml reports only for the document type declaration, where no entity of it is ever used."""
    text = document.source.text[span.start : span.end] + "<r/>"
    try:
        etree.fromstring(text.encode("utf-8", "replace"), _parser(False))
    except etree.XMLSyntaxError as error:
        loop = _code(error) in (etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_ENTITY_LOOP)
        return ParseError("doctype-entity-loop" if loop else "doctype-malformed", Span(span.start, span.start + 9))
    return None


def _parse_error(document: Document, error: XMLSyntaxError) -> ParseError:
    """Place and kind of what only lxml noticed: mostly namespaces."""
    message = (error.msg or "").partition(", line ")[0]
    undeclared = re.match(_UNDECLARED, message)
    if undeclared is not None:
        prefix, attribute, name = undeclared.groups()
        for node in document.nodes:
            if attribute is None and node.name == f"{prefix}:{name}":
                return ParseError("element-prefix-undeclared", node.name_span, prefix=prefix, element=node.name)
            attr = node.attr(f"{prefix}:{attribute}") if attribute is not None else None
            if attr is not None and node.name.endswith(name):
                return ParseError("attribute-prefix-undeclared", attr.name_span, prefix=prefix, attribute=attr.name)
    node = _node_before(document, _offset(document.masked, *error.position))
    if _code(error) == etree.ErrorTypes.NS_ERR_QNAME:
        for name, span in [(node.name, node.name_span), *((attr.name, attr.name_span) for attr in node.attrs)]:
            if name.count(":") > 1 or name.startswith(":") or name.endswith(":"):
                return ParseError("misplaced-colon", span, name=name)
    if _code(error) == etree.ErrorTypes.NS_ERR_ATTRIBUTE_REDEFINED:
        return ParseError("duplicate-qualified-attribute", node.name_span, element=node.name)
    return ParseError("xml-reader", node.name_span, element=node.name, reason=message)


def _code(error: XMLSyntaxError) -> int:
    """libxml2's number of an error."""
    return int(getattr(error, "code", 0))


def _node_before(document: Document, offset: int) -> Node:
    """The last element whose start tag begins before an offset; the root where there is none."""
    from bisect import bisect_left

    starts = [node.start for node in document.nodes]
    return document.nodes[max(bisect_left(starts, offset) - 1, 0)]


def _offset(text: str, line: int, column: int) -> int:
    """The offset that libxml2 means: lines end in line feeds only, columns count bytes of UTF-8."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    end = text.find("\n", start)
    encoded = text[start : end if end >= 0 else len(text)].encode("utf-8", "replace")
    return start + len(encoded[: max(column - 1, 0)].decode("utf-8", "ignore"))
