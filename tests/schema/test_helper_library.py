"""Everything that Twilio's own library for Python can write is legal here: each method, each keyword."""

import inspect
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import NamedTuple

import pytest
import xmlschema
from lxml import etree
from twilio.twiml import TwiML, fax_response, messaging_response, voice_response

from support.grammar_checker import XML, conforms
from twimllint.schema.data import schema_path
from twimllint.schema.grammar import Grammar, load
from twimllint.schema.model import ElementType, SimpleType
from twimllint.schema.net import is_valid

SOURCES = {
    "voice": (voice_response, voice_response.VoiceResponse),
    "messaging": (messaging_response, messaging_response.MessagingResponse),
    "fax": (fax_response, fax_response.FaxResponse),
}
GENERAL = {name for name, _ in inspect.getmembers(TwiML, inspect.isfunction)}

#: What the library writes and the schemas do not allow, by class and method, each with its reason.
EXCEPTIONS = {
    ("VoiceResponse", "prompt"): "Twilio's pages document Prompt in Pay only",
    ("VoiceResponse", "queue"): "Twilio's pages document Queue in Dial only",
}


class Call(NamedTuple):
    """A method of a class of the library, with the methods that lead to its object from the response."""

    channel: str
    chain: tuple[str, ...]
    owner: str
    method: str
    keyword: str | None

    def __str__(self) -> str:
        return f"{self.owner}.{self.method}({self.keyword or ''})"


def builders(cls: type[TwiML]) -> Iterator[tuple[str, inspect.Signature]]:
    for name, function in inspect.getmembers(cls, inspect.isfunction):
        if not name.startswith("_") and name not in GENERAL:
            yield name, inspect.signature(function)


def keywords(signature: inspect.Signature) -> list[str]:
    plain = [p for p in signature.parameters.values() if p.kind is p.POSITIONAL_OR_KEYWORD]
    return [p.name for p in plain if p.name != "self"]


def made(obj: TwiML, method: str, keyword: str | None = None) -> TwiML:
    """Calls a builder with what it needs and one keyword more."""
    parameters = list(inspect.signature(getattr(obj, method)).parameters.values())
    needed = {p.name: "x" for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD and p.default is p.empty}
    if keyword is not None:
        needed[keyword] = "x"
    return getattr(obj, method)(**needed)


def calls() -> list[Call]:
    found = []
    for channel, (_, response) in SOURCES.items():
        queue: list[tuple[TwiML, tuple[str, ...]]] = [(response(), ())]
        seen = {response}
        while queue:
            obj, chain = queue.pop(0)
            for method, signature in builders(type(obj)):
                for keyword in (None, *keywords(signature)):
                    found.append(Call(channel, chain, type(obj).__name__, method, keyword))
                child = made(obj, method)
                if type(child) not in seen and (type(obj).__name__, method) not in EXCEPTIONS:
                    seen.add(type(child))
                    queue.append((child, (*chain, method)))
    return found


CALLS = calls()


def written(call: Call) -> etree._Element:
    """The document that a call leads to, as the library writes it."""
    response = SOURCES[call.channel][1]()
    obj = response
    for method in call.chain:
        obj = made(obj, method)
    made(obj, call.method, call.keyword)
    return etree.fromstring(str(response).encode())


def fill(element: etree._Element, kind: ElementType, grammar: Grammar) -> None:
    """Puts values of the right type where the library wrote its ``x``, and adds what the element needs."""
    for name in kind.required:
        element.set(name.replace("xml:", XML), "x")
    for name in element.attrib:
        known = kind.attributes.get(str(name).replace(XML, "xml:"))
        if known is not None:
            element.set(name, example(known.type))
    if kind.text_type is not None and (element.text or kind.text == "required"):
        element.text = example(kind.text_type)
    for child in element:
        grown = grammar.child(kind, child.tag)
        if grown is not None:
            fill(child, grown, grammar)
    while len(element) < kind.min_children:
        name = next(iter(kind.children))
        element.append(etree.Element(name))
        fill(element[-1], grammar.child(kind, name), grammar)


def example(kind: SimpleType) -> str:
    """Some value that the type takes."""
    tries = [
        *kind.values,
        *["x", "5", "2", "60", "1000", "2000", "0.5", "500ms", "en-US", "https://a.test/b", "wss://a.test/b"],
    ]
    if kind.sid_prefix:
        tries.insert(0, kind.sid_prefix + "0" * 32)
    return next(value for value in tries if kind.accepts(value))


@cache
def full_processor(channel: str) -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(schema_path(f"twiml-{channel}.xsd"))


@pytest.mark.parametrize(("channel", "owner"), sorted({(call.channel, call.owner) for call in CALLS}))
def test_what_the_library_writes_is_legal(channel: str, owner: str) -> None:
    grammar = load(channel)
    for call in [call for call in CALLS if (call.channel, call.owner) == (channel, owner)]:
        reason = EXCEPTIONS.get((call.owner, call.method))
        root = written(call)
        fill(root, grammar.root, grammar)
        accepted = (conforms(root, grammar), is_valid(root, channel), full_processor(channel).is_valid(root))
        assert accepted == (reason is None,) * 3, f"{call}: {reason or ''} {etree.tostring(root).decode()}"


@pytest.mark.parametrize("channel", SOURCES)
def test_every_class_of_the_library_is_reached(channel: str) -> None:
    module: ModuleType = SOURCES[channel][0]
    classes = {
        name
        for name, cls in inspect.getmembers(module, inspect.isclass)
        if cls.__module__ == module.__name__ and any(builders(cls))
    }
    assert classes == {call.owner for call in CALLS if call.channel == channel}
