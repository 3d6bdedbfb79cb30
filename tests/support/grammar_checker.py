"""A check of whole documents that knows nothing but the grammar's tables, to be compared with XSD processors."""

from lxml import etree

from twimllint.schema.grammar import Grammar
from twimllint.schema.model import ElementType
from twimllint.schema.net import without_comments

BLANKS = " \t\r\n"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
XML = "{http://www.w3.org/XML/1998/namespace}"


def plain(root: etree._Element) -> etree._Element:
    """A copy that xmlschema reads as XSD has it: without comments, and without blanks as an element's only text.

    It objects to ``<Pause> </Pause>``, whose type is a token of no characters, to which the blank collapses.
    """
    copy = without_comments(root)
    for element in copy.iter():
        if not len(element) and element.text and not element.text.strip(BLANKS):
            element.text = None
    return copy


def conforms(root: etree._Element, grammar: Grammar) -> bool:
    """Whether a document is what the grammar's tables describe."""
    return root.tag == "Response" and fits(root, grammar.root, grammar)


def fits(element: etree._Element, kind: ElementType, grammar: Grammar) -> bool:
    if kind.open:
        return True
    return attributes_fit(element, kind) and content_fits(element, kind, grammar)


def attributes_fit(element: etree._Element, kind: ElementType) -> bool:
    given = {name.replace(XML, "xml:"): value for name, value in element.items() if not name.startswith(XSI)}
    if not set(kind.required) <= set(given) or not set(given) <= set(kind.attributes):
        return False
    return all(kind.attributes[name].type.accepts(value) for name, value in given.items())


def content_fits(element: etree._Element, kind: ElementType, grammar: Grammar) -> bool:
    text = "".join([element.text or "", *(child.tail or "" for child in element)])
    children = list(element.iterchildren(etree.Element))
    if not kind.children and kind.text_type is not None:
        return not children and kind.text_type.accepts(text)
    if kind.text == "none" and text.strip(BLANKS):
        return False
    if kind.max_children is not None and len(children) > kind.max_children:
        return False
    if len(children) < kind.min_children or not all(grammar.allows(kind, child.tag) for child in children):
        return False
    return all(fits(child, grammar.child(kind, child.tag), grammar) for child in children)
