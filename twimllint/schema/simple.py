"""The simple types of the XSD files: what values attributes and texts may have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from twimllint.schema.files import TW, XS, Files
from twimllint.schema.model import About, SimpleType

if TYPE_CHECKING:
    from lxml.etree import _Element

_ANNOTATION, _DOCUMENTATION, _ABOUT = XS + "annotation", XS + "documentation", TW + "about"
_MARKS = ("type", "unit", "separator", "sid-prefix", "open", "case-sensitive", "max-items", "max-item-length")
_NUMBERS = {"xs:integer": "integer", "xs:decimal": "decimal"}


def words(node: _Element) -> str:
    """The text of an ``xs:documentation``, its line breaks taken out."""
    return " ".join((node.text or "").split())


def told(node: _Element) -> tuple[str, _Element | None]:
    """What the annotation of a definition says: its documentation, and its ``tw:about`` where it has one."""
    doc, mark = "", None
    for note in node.iterchildren(_ANNOTATION):
        for part in note:
            if part.tag == _DOCUMENTATION:
                doc = words(part)
            else:
                mark = next(part.iterchildren(_ABOUT), None)
    return doc, mark


def read_about(doc: str, node: _Element | None, page: str | None = None) -> About:
    """``tw:about`` as a value; ``page`` is the one to fall back on."""
    if node is None:
        return About(page=page, doc=doc)
    error = node.get("error")
    flow = node.find(TW + "flow")
    about = About(
        node.get("status", "current"),
        node.get("page", page),
        None if error is None else int(error),
        node.get("replacement"),
        doc,
    )
    if flow is not None:
        about.flow = {str(key): str(value) for key, value in flow.items()}
    return about


class SimpleTypes:
    """Reads simple types by name, each once."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._known: dict[str, SimpleType] = {}

    def named(self, name: str) -> SimpleType:
        """The type of that name, built-in ones (``xs:string``) included."""
        found = self._known.get(name)
        if found is None:
            found = _built_in(name) if name.startswith("xs:") else self._defined(name)
            self._known[name] = found
        return found

    def of(self, node: _Element) -> SimpleType:
        """The type of an ``xs:attribute``, narrowed by what its own ``tw:about`` says."""
        reference = node.get("ref")
        if reference is not None:
            found = self.of(self._files.find("attribute", reference.partition(":")[2]))
        else:
            name = node.get("type")
            found = self.named(name) if name is not None else self._read("", next(node.iterchildren(XS + "simpleType")))
        return _marked(found, told(node)[1])

    def _defined(self, name: str) -> SimpleType:
        node = self._files.find("simpleType", name)
        doc, mark = told(node)
        found = self._read(name, node)
        found.doc = doc
        return _marked(found, mark)

    def _read(self, name: str, node: _Element) -> SimpleType:
        body = next(node.iterchildren(XS + "restriction", XS + "union", XS + "list"))
        if body.tag == XS + "restriction":
            return self._restricted(name, body)
        made = SimpleType(name)
        if body.tag == XS + "list":
            made.item = item = self._inner(body, "itemType")
            made.kind = {"enum": "enum-list", "integer": "integer-list"}.get(item.kind, "list")
            made.values = item.values
            return made
        made.members = members = tuple(self._members(body))
        made.values = tuple([value for member in members for value in member.values])
        for member in members:
            if member.number:
                made.kind, made.minimum, made.maximum = member.kind, member.minimum, member.maximum
            elif member.patterns and made.kind == "string":
                made.patterns = member.patterns
        return made

    def _members(self, union: _Element) -> Iterator[SimpleType]:
        for name in (union.get("memberTypes") or "").split():
            yield self.named(name)
        for node in union.iterchildren(XS + "simpleType"):
            yield self._read("", node)

    def _inner(self, node: _Element, attribute: str) -> SimpleType:
        name = node.get(attribute)
        return self.named(name) if name is not None else self._read("", next(node.iterchildren(XS + "simpleType")))

    def _restricted(self, name: str, body: _Element) -> SimpleType:
        made = self._inner(body, "base").derived(name)
        values: list[str] = []
        patterns: list[str] = []
        for facet in body.iterchildren():
            value = facet.get("value")
            if value is None:
                continue
            tag = str(facet.tag)[len(XS) :]
            if tag == "enumeration":
                values.append(value)
            elif tag == "pattern":
                patterns.append(value)
            else:
                _narrow(made, tag, value)
        if values:
            made.values = tuple(values)
            made.kind = "boolean" if values == ["true", "false"] else "enum"
        if patterns:  # those of one step are alternatives, those of several steps hold together
            step = patterns[0] if len(patterns) == 1 else "|".join([f"({pattern})" for pattern in patterns])
            made.patterns = (*made.patterns, step)
        return made


def _narrow(made: SimpleType, facet: str, value: str) -> None:
    if facet == "minInclusive":
        made.minimum = float(value) if "." in value else int(value)
    elif facet == "maxInclusive":
        made.maximum = float(value) if "." in value else int(value)
    elif facet == "minLength":
        made.min_length = int(value)
    elif facet == "maxLength":
        made.max_length = int(value)
    else:
        raise ValueError(f"the schema reader knows no facet {facet}")


def _built_in(name: str) -> SimpleType:
    made = SimpleType(name)
    if name in _NUMBERS:
        made.kind = _NUMBERS[name]
        made.number = "integer" if name == "xs:integer" else "decimal"
        made.collapse = True
    elif name == "xs:token":
        made.collapse = True
    elif name != "xs:string":
        raise ValueError(f"the schema reader knows no type {name}")
    return made


def _marked(found: SimpleType, mark: _Element | None) -> SimpleType:
    """The type as its ``tw:about`` marks it; a copy, since others may share the one without marks."""
    if mark is None:
        return found
    kept = {key: str(value) for key, value in mark.items() if key in _MARKS}
    if not kept:
        return found
    made = found.derived(found.name)
    made.kind = kept.get("type", made.kind)
    made.unit = kept.get("unit", made.unit)
    made.separator = kept.get("separator", made.separator)
    made.sid_prefix = kept.get("sid-prefix", made.sid_prefix)
    made.open = kept.get("open", str(made.open).lower()) == "true"
    made.case_sensitive = kept.get("case-sensitive", "true") == "true"
    if "max-items" in kept:
        made.max_items, made.max_item_length = int(kept["max-items"]), int(kept["max-item-length"])
    return made
