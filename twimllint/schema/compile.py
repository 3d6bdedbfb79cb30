"""The XSD files compiled into ``_table.py`` and ``_docs.py``: ``python -m twimllint.generate``.

Only the generator and the tests import this module; at run time nothing reads an XSD file but the XSD processors.

The files keep to a plain style and this reader to that style: no target namespace, named complex types, elements
declared inside them, choices that repeat. Whatever else is in them is an error here, so that the table never
says less than the schema. The tests compare the table with two full XSD processors.

Rows are plain tuples, which Python loads at once; ``grammar.py`` makes objects of those that are needed:

- a type of values: name, kind, and pairs of a ``SimpleType`` field and its value where it is not the default;
- an element: key, name, (status, role, replacement, errors), flow, text, type of the text, whether anything is
  allowed in it, least and most number of children, children (name and key), attributes, attributes of the past;
- an attribute: name, type, whether it is required, default, status, error, replacement, errors;
- an attribute of the past: name, status, error, replacement.

Types are numbers of rows. The documentation is in ``_docs.py``, since only a person who asks for it needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from lxml import etree

from twimllint.schema.data import CHANNELS, data, schema_path, voices
from twimllint.schema.model import SimpleType

if TYPE_CHECKING:
    from lxml.etree import _Element

Row = tuple[Any, ...]
#: The least and the most number of children; ``None`` for no limit.
Counts = tuple[int, int | None]
_ANY: Counts = (0, None)

XS = "{http://www.w3.org/2001/XMLSchema}"
TW = "{urn:twimllint}"
_HEAD = '''"""{about} Made by ``python -m twimllint.generate``: do not edit."""

# ruff: noqa
# fmt: off
from __future__ import annotations

from typing import Any

'''
_NUMBERS = {"xs:integer": "integer", "xs:decimal": "decimal"}
_MARKS = {
    "type": "kind",
    "unit": "unit",
    "separator": "separator",
    "sid-prefix": "sid_prefix",
    "means": "means",
    "fetches": "fetches",
    "open": "open",
    "case-sensitive": "case_sensitive",
    "min-in-use": "min_in_use",
    "max-items": "max_items",
    "max-item-length": "max_item_length",
}
_PARTS = tuple([XS + tag for tag in ("choice", "sequence", "group", "simpleContent")])
_KNOWN_PARTS = frozenset(
    [*_PARTS, *(XS + tag for tag in ("annotation", "attribute", "attributeGroup", "anyAttribute"))]
)


class SchemaStyleError(Exception):
    """Something in an XSD file that the compiler does not know, and the table could therefore not say."""


def table() -> str:
    """The text of ``_table.py``."""
    types = _SimpleTypes()
    elements = {channel: list(_Elements(channel, types).rows()) for channel in CHANNELS}
    lines = [_HEAD.format(about="What the schemas allow.")]
    lines.append(_rows("TYPES", types.rows))
    lines.append("ELEMENTS: dict[str, tuple[tuple[Any, ...], ...]] = {\n")
    for channel, rows in elements.items():
        lines.append(f"  {channel!r}: (\n" + "".join([f"    {row!r},\n" for row in rows]) + "  ),\n")
    lines.append("}\n")
    for name, index in (("PLACES_BY_TYPE", _places_by_type), ("PLACES_BY_STATUS", _places_by_status)):
        lines.append(f"{name} = {{\n")
        for channel in ("voice", "messaging"):
            places_by_key = _joined(index(elements[channel], types.rows))
            lines.append(f"  {channel!r}: {{\n")
            lines.extend([f"    {key!r}: {places!r},\n" for key, places in places_by_key.items()])
            lines.append("  },\n")
        lines.append("}\n")
    lines.append(f"SSML = {' '.join(_ssml())!r}\n")
    lines.append(f"ONLY_TWIML = {' '.join(data('dialects')['only_twiml']['names'])!r}\n")
    lines.append(f"VOICES = {' '.join(['', *sorted(voices()), ''])!r}\n")
    return "".join(lines)


def limits() -> str:
    """The text of ``_limits.py``: minimum, maximum, unit and errors of each limit."""
    lines = [_HEAD.format(about="How much Twilio takes.")]
    lines.append("LIMITS: dict[str, tuple[int | None, int | None, str, tuple[int, ...]]] = {\n")
    for key, row in data("limits")["limits"].items():
        lines.append(f"  {key!r}: {(row['minimum'], row['maximum'], row['unit'], tuple(row['errors']))!r},\n")
    return "".join([*lines, "}\n"])


def docs() -> str:
    """The text of ``_docs.py``: documentation and page of types, elements and attributes."""
    types = _SimpleTypes()
    texts = {}
    instead: dict[str, str] = {}
    for channel in CHANNELS:
        elements = _Elements(channel, types)
        texts[channel] = dict(elements.texts())
        instead |= dict(elements.instead())
        list(elements.rows())  # which reads the documentation of the types
    lines = [_HEAD.format(about="What the schemas say in words.")]
    lines.append("ABOUT: dict[str, dict[str, tuple[str, str | None]]] = {\n")
    for channel, channel_texts in texts.items():
        lines.append(f"  {channel!r}: {{\n")
        lines.extend([f"    {place!r}: {text!r},\n" for place, text in channel_texts.items()])
        lines.append("  },\n")
    lines.append("}\nINSTEAD = {\n")
    lines.extend([f"  {place!r}: {text!r},\n" for place, text in instead.items()])
    lines.append("}\nTYPES = {\n")
    lines.extend([f"  {name!r}: {doc!r},\n" for name, doc in sorted(types.docs.items())])
    return "".join([*lines, "}\n"])


def _places_by_type(elements: list[Row], types: list[Row]) -> Iterator[tuple[str, str]]:
    """The type of each value with its place."""
    for _, name, _, _, _, text_type, _, _, _, _, attributes, _ in elements:
        for attribute in attributes:
            yield types[attribute[1]][1], f"{name}@{attribute[0]}"
        if text_type is not None:
            yield types[text_type][1], f"{name}/text"


def _places_by_status(elements: list[Row], _types: list[Row]) -> Iterator[tuple[str, str]]:
    """The status of each element and attribute that is not current, with its place."""
    for _, name, about, *_, attributes, legacy in elements:
        marks = [(about[0], name)]
        marks += [(attribute[4], f"{name}@{attribute[0]}") for attribute in attributes]
        marks += [(old_attribute[1], f"{name}@{old_attribute[0]}") for old_attribute in legacy]
        yield from [mark for mark in marks if mark[0] != "current"]


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The places of each key, in the order of the alphabet, as one string."""
    places: dict[str, set[str]] = {}
    for key, place in pairs:
        places.setdefault(key, set()).add(place)
    return {key: " ".join(sorted(places[key])) for key in sorted(places)}


def _rows(name: str, rows: Iterable[Row]) -> str:
    return f"{name}: tuple[tuple[Any, ...], ...] = (\n" + "".join([f"  {row!r},\n" for row in rows]) + ")\n"


def _ssml() -> list[str]:
    """The names of the SSML elements."""
    group = next(node for node in _root("ssml.xsd").iterchildren(XS + "group") if node.get("name") == "speech")
    return [str(node.get("name")) for node in group.iter(XS + "element")]


def _root(file: str) -> _Element:
    parser = etree.XMLParser(no_network=True, resolve_entities=False, remove_blank_text=True)
    return etree.parse(schema_path(file), parser).getroot()


class _Files:
    """The definitions of a schema and of those that it includes, by kind and name."""

    def __init__(self, file: str) -> None:
        self._found: dict[tuple[str, str], _Element] = {}
        self.roots: list[_Element] = []
        waiting = [file]
        for name in waiting:
            root = _root(name)
            self.roots.append(root)
            for child in root.iterchildren(etree.Element):
                included = child.get("schemaLocation")
                if included and included not in waiting:
                    waiting.append(included)
                if child.get("name") is not None:
                    self._found.setdefault((str(child.tag), str(child.get("name"))), child)

    def find(self, kind: str, name: str) -> _Element:
        """The definition of that kind, such as ``complexType``."""
        return self._found[XS + kind, name]

    def all(self, kind: str) -> Iterator[tuple[str, _Element]]:
        """Every definition of a kind with its name, in the order of the files."""
        for (tag, name), element in self._found.items():
            if tag == XS + kind:
                yield name, element


def _notes(node: _Element) -> tuple[str, _Element | None]:
    """What the annotation of a definition says: its documentation, and its ``tw:about`` where it has one."""
    doc, mark = "", None
    for note in node.iterchildren(XS + "annotation"):
        for part in note:
            if part.tag == XS + "documentation":
                doc = " ".join((part.text or "").split())
            else:
                mark = next(part.iterchildren(TW + "about"), None)
    return doc, mark


def _about(mark: _Element | None) -> tuple[str, int | None, str | None]:
    """Status, error number and replacement."""
    if mark is None:
        return "current", None, None
    error = mark.get("error")
    return mark.get("status", "current"), None if error is None else int(error), mark.get("replacement")


class _SimpleTypes:
    """The rows of all types of values that elements and attributes refer to, each once."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        #: documentation of the named types
        self.docs: dict[str, str] = {}
        self._numbers: dict[Row, int] = {}

    def number(self, kind: SimpleType) -> int:
        """The number of a type's row, made where there is none yet."""
        fields = []
        for field in SimpleType.FIELDS:
            value: Any = getattr(kind, field)
            if value == SimpleType.FIELDS[field]:
                continue
            if field == "item":
                value = self.number(value)
            elif field == "members":
                value = tuple([self.number(member) for member in value])
            fields.append((field, value))
        row = (kind.name, kind.kind, tuple(fields))
        if row not in self._numbers:
            self._numbers[row] = len(self.rows)
            self.rows.append(row)
        return self._numbers[row]


class _SimpleReader:
    """Reads the simple types of one schema by name, each once."""

    def __init__(self, files: _Files, docs: dict[str, str]) -> None:
        self._files = files
        self._docs = docs
        self._named: dict[str, SimpleType] = {}

    def named(self, name: str) -> SimpleType:
        """The type of that name, built-in ones (``xs:string``) included."""
        simple_type = self._named.get(name)
        if simple_type is None:
            simple_type = self._named[name] = _built_in(name) if name.startswith("xs:") else self._defined(name)
        return simple_type

    def of(self, node: _Element) -> SimpleType:
        """The type of an ``xs:attribute``, narrowed by what its own ``tw:about`` says."""
        reference = node.get("ref")
        if reference is not None:
            simple_type = self.of(self._files.find("attribute", reference.partition(":")[2]))
        else:
            name = node.get("type")
            simple_type = (
                self.named(name) if name is not None else self._read("", next(node.iterchildren(XS + "simpleType")))
            )
        return _marked(simple_type, _notes(node)[1])

    def _defined(self, name: str) -> SimpleType:
        node = self._files.find("simpleType", name)
        self._docs[name], mark = _notes(node)
        return _marked(self._read(name, node), mark)

    def _read(self, name: str, node: _Element) -> SimpleType:
        body = next(node.iterchildren(XS + "restriction", XS + "union", XS + "list"))
        if body.tag == XS + "restriction":
            return self._restricted(name, body)
        if body.tag == XS + "list":
            item = self._inner(body, "itemType")
            kind = {"enum": "enum-list", "integer": "integer-list"}.get(item.kind, "list")
            return SimpleType(name, kind, item=item, values=item.values)
        members = tuple(self._members(body))
        union = SimpleType(name, members=members, values=tuple([v for member in members for v in member.values]))
        for member in members:
            if member.number:
                union.kind, union.minimum, union.maximum = member.kind, member.minimum, member.maximum
            elif member.patterns and union.kind == "string":
                union.patterns = member.patterns
        return union

    def _members(self, union: _Element) -> Iterator[SimpleType]:
        for name in (union.get("memberTypes") or "").split():
            yield self.named(name)
        for node in union.iterchildren(XS + "simpleType"):
            yield self._read("", node)

    def _inner(self, node: _Element, attribute: str) -> SimpleType:
        name = node.get(attribute)
        return self.named(name) if name is not None else self._read("", next(node.iterchildren(XS + "simpleType")))

    def _restricted(self, name: str, body: _Element) -> SimpleType:
        restricted = self._inner(body, "base").derived(name)
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
                _narrow(restricted, tag, value)
        if values:
            restricted.values = tuple(values)
            restricted.kind = "boolean" if values == ["true", "false"] else "enum"
        if patterns:  # those of one step are alternatives, those of several steps hold together
            step = patterns[0] if len(patterns) == 1 else "|".join([f"({pattern})" for pattern in patterns])
            restricted.patterns = (*restricted.patterns, step)
        return restricted


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
        raise SchemaStyleError(f"unknown facet {facet}")


def _built_in(name: str) -> SimpleType:
    if name in _NUMBERS:
        number = _NUMBERS[name]
        return SimpleType(name, number, number=number, collapse=True)
    if name not in ("xs:string", "xs:token"):
        raise SchemaStyleError(f"unknown type {name}")
    return SimpleType(name, collapse=name == "xs:token")


def _marked(unmarked: SimpleType, mark: _Element | None) -> SimpleType:
    """The type as its ``tw:about`` marks it; a copy, since others may share the one without marks."""
    marks = {} if mark is None else {_MARKS[str(k)]: str(value) for k, value in mark.items() if k in _MARKS}
    if not marks:
        return unmarked
    marked = unmarked.derived(unmarked.name)
    for field, value in marks.items():
        default = SimpleType.FIELDS.get(field)
        if isinstance(default, bool):
            setattr(marked, field, value == "true")
        else:
            setattr(marked, field, int(value) if field.startswith(("min_", "max_")) else value)
    return marked


class _Elements:
    """The element types of one channel as rows."""

    def __init__(self, channel: str, types: _SimpleTypes) -> None:
        self._files = _Files(f"twiml-{channel}.xsd")
        self._types = types
        self._simple = _SimpleReader(self._files, types.docs)
        declared = [node for root in self._files.roots for node in root.iter(XS + "element")]
        #: the element's name for each key of a type
        self._spelling = {str(node.get("type")): str(node.get("name")) for node in declared}

    def rows(self) -> Iterator[Row]:
        """The row of every element type, the root first, in the order of the schema."""
        for key, node in self._files.all("complexType"):
            yield self._row(key, node)

    def texts(self) -> Iterator[tuple[str, tuple[str, str | None]]]:
        """Documentation and page by place: ``Key``, ``Key@attribute``."""
        for key, node in self._files.all("complexType"):
            doc, mark = _notes(node)
            page = None if mark is None else mark.get("page")
            yield key, (doc, page)
            for attribute in self._attributes(self._owner(node)):
                described, own_mark = _notes(attribute)
                yield f"{key}@{_name(attribute)}", (described, page if own_mark is None else own_mark.get("page", page))
            for legacy in _legacy(mark):
                yield f"{key}@{legacy.get('name')}", (" ".join(legacy.get("doc", "").split()), legacy.get("page", page))

    def instead(self) -> Iterator[tuple[str, str]]:
        """What is so of attributes that no other one replaces, by place."""
        for key, node in self._files.all("complexType"):
            marks = [(_name(attribute), _notes(attribute)[1]) for attribute in self._attributes(self._owner(node))]
            marks += [(str(legacy.get("name")), legacy) for legacy in _legacy(_notes(node)[1])]
            for name, mark in marks:
                if mark is not None and mark.get("instead") is not None:
                    yield f"{key}@{name}", " ".join(mark.get("instead", "").split())

    def _owner(self, node: _Element) -> _Element:
        """The node that holds the attributes of a type."""
        content = next(node.iterchildren(XS + "simpleContent"), None)
        return node if content is None else next(content.iterchildren(XS + "extension"))

    def _row(self, key: str, node: _Element) -> Row:
        mark = _notes(node)[1]
        flow = {} if mark is None else _child(mark, "flow")
        errors = _errors(mark)
        status, _, replacement = _about(mark)
        text, text_type, open_, counts, children = self._content(key, node)
        if mark is not None and mark.get("text") is not None:
            named = mark.get("text-type")
            text = str(mark.get("text"))
            text_type = None if named is None else self._simple.named(named)
        fallback = dict(errors).get("value")
        attributes = [self._attribute(attribute, fallback) for attribute in self._attributes(self._owner(node))]
        return (
            key,
            self._spelling[key],
            (
                status,
                None if mark is None else mark.get("role"),
                replacement,
                errors,
            ),
            tuple(flow.items()),
            text,
            None if text_type is None else self._types.number(text_type),
            open_,
            *counts,
            tuple(children),
            tuple(attributes),
            tuple([(str(old_attribute.get("name")), *_about(old_attribute)) for old_attribute in _legacy(mark)]),
        )

    def _attribute(self, node: _Element, fallback: int | None) -> Row:
        """The row of an attribute; ``fallback`` is the error number where it has none of its own."""
        mark = _notes(node)[1]
        status, error, replacement = _about(mark)
        return (
            _name(node),
            self._types.number(self._simple.of(node)),
            node.get("use") == "required",
            node.get("default"),
            status,
            fallback if error is None else error,
            replacement,
            _errors(mark),
        )

    def _content(self, key: str, node: _Element) -> tuple[str, SimpleType | None, bool, Counts, list[tuple[str, str]]]:
        """Text, its type, whether anything is allowed, the least and most number of children, the children."""
        text: str = "mixed" if node.get("mixed") == "true" else "none"
        strangers = [str(part.tag) for part in node.iterchildren(etree.Element) if part.tag not in _KNOWN_PARTS]
        parts = list(node.iterchildren(*_PARTS))
        if strangers or len(parts) > 1:
            raise SchemaStyleError(f"content of {key} is not a single choice: {strangers or len(parts)}")
        if not parts:
            return text, None, False, _ANY, []
        part = parts[0]
        if part.tag == XS + "simpleContent":
            base = self._simple.named(str(self._owner(node).get("base")))
            if base.max_length == 0:
                return "none", None, False, _ANY, []
            return "optional" if base.accepts("") else "required", base, False, _ANY, []
        if part.find(XS + "any") is not None:
            return text, None, True, _ANY, []
        most = part.get("maxOccurs", "1")
        counts = int(part.get("minOccurs", "1")), None if most == "unbounded" else int(most)
        return text, None, False, counts, list(self._children(part))

    def _children(self, part: _Element) -> Iterator[tuple[str, str]]:
        if part.tag == XS + "group" and part.get("ref") is not None:
            part = self._files.find("group", str(part.get("ref")))
        for node in part.iterchildren(XS + "element", XS + "group", XS + "choice"):
            if node.tag == XS + "element":
                if node.get("minOccurs") is not None or node.get("maxOccurs") is not None:
                    raise SchemaStyleError(f"<{node.get('name')}> is counted")
                yield str(node.get("name")), str(node.get("type"))
            else:
                yield from self._children(node)

    def _attributes(self, owner: _Element) -> Iterator[_Element]:
        for node in owner.iterchildren(XS + "attribute", XS + "attributeGroup"):
            if node.tag == XS + "attributeGroup":
                yield from self._attributes(self._files.find("attributeGroup", str(node.get("ref"))))
            else:
                yield node


def _child(mark: _Element, name: str) -> dict[str, str]:
    """The attributes of a child of ``tw:about``."""
    child = mark.find(TW + name)
    return {} if child is None else {str(key): str(value) for key, value in child.items()}


def _errors(mark: _Element | None) -> tuple[tuple[str, int], ...]:
    """The error numbers by fault: those of ``tw:errors``."""
    errors = {} if mark is None else _child(mark, "errors")
    return tuple([(fault, int(number)) for fault, number in errors.items()])


def _name(attribute: _Element) -> str:
    return str(attribute.get("name") or attribute.get("ref"))


def _legacy(mark: _Element | None) -> Iterable[_Element]:
    return () if mark is None else mark.iterchildren(TW + "legacy")
