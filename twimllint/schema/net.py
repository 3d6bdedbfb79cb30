"""The XSD processors: libxml2 for a list of faults, xmlschema for their explanation and for schemas of users.

The rules speak from the table of the schema; the processors, which know nothing of it, are the safety net below.
xmlschema takes a third of a second to load, so it is imported only where something has to be explained.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from copy import deepcopy
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from twimllint.schema.data import CHANNELS, schema_path
from twimllint.source.tree import strip_white_space

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

#: A user's own schema may take so long for one document; usual ones take a few hundredths.
MAX_SECONDS = 5
_ATTRIBUTE = re.compile(r"attribute ([^=\s]+)=")
_QUOTED = re.compile(r"'([^']*)'")
_XML = "{http://www.w3.org/XML/1998/namespace}"
_KINDS = {"integer": "a whole number", "decimal": "a number", "boolean": "true or false", "anyURI": "a URI"}


class Objection(NamedTuple):
    """What an XSD processor rejects about one element.

    ``order`` is the number of the element in the order of the document, the root being 0, and ``element`` its name.
    ``attribute`` is set where the objection is about an attribute.
    """

    order: int
    element: str
    attribute: str | None
    reason: str


class SchemaError(Exception):
    """A schema that cannot be used; ``path`` says which, ``reason`` why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@cache
def schema(channel: str) -> etree.XMLSchema:
    """The schema of a channel compiled by libxml2, once per process (about 5 ms); voice for an unknown channel."""
    path = schema_path(f"twiml-{channel if channel in CHANNELS else 'voice'}.xsd")
    return etree.XMLSchema(etree.parse(path, etree.XMLParser(no_network=True, resolve_entities=False)))


def is_valid(root: _Element, channel: str) -> bool:
    """Whether libxml2 finds the document legal in its channel."""
    try:
        return schema(channel).validate(root)
    except etree.XMLSchemaError:
        return False  # libxml2 gives up on references to entities, which no TwiML needs


def rejected_paths(root: _Element, channel: str) -> list[str]:
    """The elements that libxml2 objects to, each once, by their paths: ``/Response/Dial[2]``.

    The root's path where libxml2 cannot check the document. A path costs libxml2 a look at all elements before it, so
    this is for documents of a size that Twilio accepts.
    """
    validator = schema(channel)
    try:
        validator.assertValid(root)
    except etree.DocumentInvalid:
        log: Any = validator.error_log  # whose stub cannot be iterated
        return list(dict.fromkeys([error.path for error in log if error.path]))
    except etree.XMLSchemaError:
        return [root.getroottree().getpath(root)]
    return []


def objections(document: _Element | str | bytes, against: str) -> list[Objection]:
    """Everything that xmlschema rejects in a well-formed document, in plain words.

    ``against`` is a channel or the path of a user's XSD file, for which only local files are read.

    Raises SchemaError where the user's schema cannot be used.
    """
    root = without_comments(_root(document))
    numbers = {element: index for index, element in enumerate(root.iter(etree.Element))}
    if against in CHANNELS:
        return _objections(_builtin_schema(against), root, numbers)
    try:
        with _time_limit(MAX_SECONDS):
            return _objections(_user_schema(against), root, numbers)
    except _TooSlow:
        raise SchemaError(against, f"it takes over {MAX_SECONDS} seconds; a pattern in it may be too slow") from None


def _objections(validator: Any, root: _Element, numbers: dict[_Element, int]) -> list[Objection]:
    objections: dict[Objection, None] = {}
    for error in validator.iter_errors(root, use_location_hints=False):
        if not _is_only_white_space(error):
            objections[_objection(error, root, numbers)] = None
    return list(objections)


class _TooSlow(BaseException):
    """Raised in the middle of whatever takes so long; nothing there catches it."""


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise ``_TooSlow`` in a block that takes longer: a pattern such as ``(a+)+b`` in a user's schema never ends.

    Python's regular expressions answer signals, which only the main thread gets; elsewhere there is no limit.
    """
    import signal
    import threading

    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: Any) -> None:
        raise _TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _root(document: _Element | str | bytes) -> _Element:
    if isinstance(document, str):
        # A declared encoding means the file, not text that is decoded already.
        document = re.sub(r"^<\?xml[^>]*\?>", "", document.lstrip("\ufeff"), count=1).encode()
    if isinstance(document, bytes):
        return etree.fromstring(document, etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False))
    return document


def without_comments(root: _Element) -> _Element:
    """A copy without comments and processing instructions, which xmlschema takes for elements in simple content."""
    copy = deepcopy(root)
    etree.strip_tags(copy, etree.Comment, etree.ProcessingInstruction)
    return copy


def _is_only_white_space(error: Any) -> bool:
    """Whether xmlschema objects to ``<Pause> </Pause>``, though its type collapses the blank to nothing."""
    element = error.elem
    if element is None or len(element) or strip_white_space(element.text or ""):
        return False
    return str(error.reason or "").startswith("character data")


@cache
def _builtin_schema(channel: str) -> Any:
    import xmlschema

    return xmlschema.XMLSchema(schema_path(f"twiml-{channel}.xsd"), allow="local")


def _user_schema(path: str) -> Any:
    try:
        return _load_schema(os.path.abspath(path), os.stat(path).st_mtime_ns)
    except OSError as error:
        raise SchemaError(path, error.strerror or "cannot be read") from error


@lru_cache(maxsize=8)
def _load_schema(path: str, _changed: int) -> Any:
    import warnings

    import xmlschema
    from xmlschema.exceptions import XMLSchemaWarning

    try:
        with warnings.catch_warnings():
            # An include that cannot be read is a warning there, and leaves a schema that is not what was meant.
            warnings.simplefilter("error", XMLSchemaWarning)
            return xmlschema.XMLSchema(path, allow="local", defuse="always")
    except (xmlschema.XMLSchemaException, XMLSchemaWarning) as error:
        raise SchemaError(path, _first_line(error)) from error


def _first_line(error: Exception) -> str:
    text = str(getattr(error, "message", "") or error).strip()
    return text.partition("\n")[0].rstrip(":.") or type(error).__name__


def _objection(error: Any, root: _Element, numbers: dict[_Element, int]) -> Objection:
    element: _Element = root if error.elem is None else error.elem
    reason = str(error.reason or error.message)
    attribute = None
    child = getattr(error, "invalid_child", None)
    if child is not None:
        parent, element = element, child
        message = f"{_tag(child)} is not allowed here in {_tag(parent)}" + _expected(error, "; expected is ")
    elif getattr(error, "invalid_tag", None) is None and hasattr(error, "expected") and error.expected is not None:
        message = f"{_tag(element)} is not complete" + _expected(error, ": it lacks ")
    else:
        attribute, message = _describe(error, reason, element)
    return Objection(numbers.get(element, 0), _local(element.tag), attribute, message)


def _describe(error: Any, reason: str, element: _Element) -> tuple[str | None, str]:
    """The attribute that an objection is about, and the objection in plain words."""
    tag = _tag(element)
    quoted, named = _QUOTED.search(reason), _ATTRIBUTE.match(reason)
    if "attribute not allowed" in reason and quoted is not None:
        name = _local(quoted[1])
        return name, f'{tag} has no attribute "{name}"'
    if reason.startswith("missing required attribute") and quoted is not None:
        return None, f'{tag} lacks the attribute "{_local(quoted[1])}"'
    if reason.startswith("character data") or (named is None and getattr(error.validator, "value", None) == 0):
        return None, f"{tag} takes no text"
    if "can't have child elements" in reason:
        return None, f"{tag} takes no elements"
    if "is not an element of the schema" in reason:
        return None, f"{tag} is not what the schema begins with"
    attribute = None if named is None else _local(named[1])
    subject = f"the text of {tag}" if attribute is None else attribute
    description = _describe_value(error)
    if description is None:
        return attribute, f"{tag}: {reason}" if attribute is None else f"{tag} {reason}"
    return attribute, f"{subject} {description}"


def _describe_value(error: Any) -> str | None:
    """What is wrong with a value, as the rest of a sentence about it; ``None`` where it is not a value's fault."""
    facet, value = error.validator, error.obj
    kind = type(facet).__name__
    if isinstance(value, list):
        value = " ".join([str(part) for part in value])
    quoted = f'"{value}"'
    if kind == "XsdEnumerationFacets":
        return f"is {quoted}; legal is {_listed([str(word) for word in facet.enumeration])}"
    if kind == "XsdPatternFacets":
        if isinstance(value, str) and not value.strip():
            return "is blank" if value else "is empty"
        return f"is {quoted}, which does not have the form {' or '.join(facet.regexps)}"
    if kind == "XsdMinLengthFacet":
        return "is empty" if not value else f"is {quoted}, which is shorter than {facet.value}"
    if kind == "XsdMaxLengthFacet":
        return f"is longer than {facet.value}"
    comparison = _COMPARISONS.get(kind)
    if comparison is not None:
        return f"is {quoted}, which is {comparison} {facet.value}"
    if type(error).__name__ == "XMLSchemaDecodeError":
        name = facet.local_name or ""
        return f"is {quoted}, which is not {_KINDS.get(name, f'a value of type {name}')}"
    return None


_COMPARISONS = {
    "XsdMinInclusiveFacet": "less than",
    "XsdMinExclusiveFacet": "not more than",
    "XsdMaxInclusiveFacet": "more than",
    "XsdMaxExclusiveFacet": "not less than",
}


def _expected(error: Any, lead: str) -> str:
    names = [f"<{_local(name)}>" for name in _names(error.expected or ())]
    return lead + _listed(names) if names else ""


def _names(particles: Any) -> Iterator[str]:
    for particle in particles:
        name = getattr(particle, "name", None)
        if name:
            yield name


def _listed(words: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""


def _tag(element: _Element) -> str:
    return f"<{_local(element.tag)}>"


def _local(name: Any) -> str:
    """A name as people write it: without its namespace, but for XML's own prefix."""
    text = str(name)
    return "xml:" + text[len(_XML) :] if text.startswith(_XML) else text.rpartition("}")[2]
