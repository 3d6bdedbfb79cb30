"""The schema as the editor features ask for it: the only module of the server that knows its tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from twimllint.schema.data import Voice, data, languages, voices
from twimllint.schema.grammar import Grammar, load
from twimllint.schema.model import About, AttributeType, ElementType, SimpleType
from twimllint.schema.places import types_at

__all__ = ["Attribute", "Element", "Facts", "Word", "types_at"]

#: The states of what is out of use or on its way out.
_OUTDATED = ("deprecated", "retired", "legacy")


class Word(NamedTuple):
    """One value that an attribute may have: the value, a few words on it, and whether it is out of use."""

    value: str
    detail: str = ""
    deprecated: bool = False


class Facts(NamedTuple):
    """What is known of an element or attribute: words, status, page, number of the error, replacement.

    ``instead`` says in words what is so of a thing that nothing by one name replaces.
    """

    doc: str
    status: str
    page: str | None
    error: int | None
    replacement: str | None
    instead: str = ""

    @property
    def outdated(self) -> bool:
        """Whether it is out of use or on its way out."""
        return self.status in (*_OUTDATED, "removed", "renamed", "misspelt")


class Attribute(NamedTuple):
    """An attribute of an element."""

    name: str
    required: bool
    default: str | None
    about: Facts
    type: SimpleType


class Element:
    """An element at its place in a document."""

    def __init__(self, grammar: Grammar, type_: ElementType) -> None:
        self._grammar = grammar
        self._type = type_
        self.name = type_.name
        self.about = _thing(type_.about)

    @property
    def attributes(self) -> list[Attribute]:
        """The attributes, in the order of the schema."""
        return [_attribute(self._type.attributes[name]) for name in self._type.offered]

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of that name."""
        declared = self._type.attributes.get(name)
        return None if declared is None else _attribute(declared)

    def withdrawn(self, name: str) -> Facts | None:
        """What is known of an attribute that Twilio no longer takes."""
        about = self._type.legacy.get(name)
        return None if about is None else _thing(about)

    @property
    def children(self) -> list[Element]:
        """The elements that may be directly inside, in the order of the schema."""
        offered = self._grammar.offered
        types = [self._grammar.child(self._type, name) for name in self._type.children if name in offered]
        return [Element(self._grammar, child) for child in types if child is not None]

    def child(self, name: str) -> Element | None:
        """The element of that name inside; where it is not allowed, the first one of that name in the schema."""
        type_ = self._grammar.child(self._type, name) or self._grammar.named(name)
        return None if type_ is None else Element(self._grammar, type_)

    @property
    def text(self) -> SimpleType | None:
        """What the text directly inside holds; ``None`` where no text is allowed."""
        return self._type.text_type

    @property
    def needs_content(self) -> bool:
        """Whether something must be inside: text, or a child element."""
        return self._type.text in ("required", "mixed") or self._type.min_children > 0

    @property
    def takes_content(self) -> bool:
        """Whether anything may be inside."""
        return self._type.text != "none" or bool(self._type.children)

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the attributes that must be there."""
        return self._type.required


def element(channel: str, path: Sequence[str]) -> Element | None:
    """The element at the end of a path of names from the root, such as ``("Response", "Gather", "Say")``."""
    grammar = load(channel)
    if not path:
        return None
    first = grammar.named(path[0])
    current = None if first is None else Element(grammar, first)
    for index, name in enumerate(path[1:], 1):
        if current is not None:
            current = current.child(name)
        else:
            named = grammar.named(path[index])
            current = None if named is None else Element(grammar, named)
    return current


def root(channel: str) -> Element:
    """``<Response>``."""
    grammar = load(channel)
    return Element(grammar, grammar.root)


def makes_element(function: str) -> bool:
    """Whether a helper library may have a function of that name that makes an element: ``gather``, ``ssml_break``."""
    return function.replace("_", "").lower().removeprefix("ssml") in _function_names()


@cache
def _function_names() -> frozenset[str]:
    names = load("voice").names | load("messaging").names
    return frozenset([name.replace("-", "").lower() for name in names])


def values(attribute: Attribute, element_name: str) -> Sequence[Word]:
    """The values that an attribute may have, as far as they are words: legal ones first, then what is outdated."""
    listed = _LISTS.get(attribute.type.kind)
    if listed is not None:
        return listed(element_name)
    is_region = attribute.name.lower().endswith("region")
    return [Word(value, describe_region(value) if is_region else "") for value in words_of(attribute.type)]


def words_of(type_: SimpleType) -> list[str]:
    """The words of a type, of its items and of its members, each once."""
    words = list(type_.values)
    if type_.kind == "boolean" and not words:
        words = ["true", "false"]
    for inner in (*(() if type_.item is None else (type_.item,)), *type_.members):
        words += words_of(inner)
    return list(dict.fromkeys(words))


def several(type_: SimpleType) -> bool:
    """Whether a value is a list of words separated by blanks."""
    return type_.item is not None or type_.kind == "enum-list"


def voice(name: str) -> Voice | None:
    """What is known of a voice; ConversationRelay names it without its provider."""
    known = voices()
    return known.get(name) or known.get(f"Polly.{name}") or known.get(f"Google.{name}")


def speaks(name: str, language: str) -> bool:
    """Whether a voice speaks the language of a tag."""
    entry = voice(name)
    return entry is not None and language in entry["languages"]


_PROVIDERS = {"polly": "Amazon Polly", "google": "Google", "basic": ""}


def describe_voice(name: str) -> str:
    """A voice in a few words: gender, languages, provider, price tier, and its status where that is not the usual."""
    entry = voice(name)
    if entry is None:
        return ""
    provider = _PROVIDERS.get(entry["provider"], entry["provider"])
    return _describe_status(entry, provider, f"price tier {entry['tier'].capitalize()}")


def _describe_status(voice: Voice, *more: str) -> str:
    status = "" if voice["status"] == "current" else voice["status"]
    parts = [voice["gender"] or "", ", ".join(voice["languages"]), *more, status]
    return ", ".join(part for part in parts if part)


@cache
def _voices(_element: str) -> tuple[Word, ...]:
    # the name says the provider, and a list of completions has room for few words
    words = [
        Word(name, _describe_status(entry, entry["tier"].capitalize()), entry["status"] in _OUTDATED)
        for name, entry in voices().items()
    ]
    return tuple(sorted(words, key=lambda word: word.deprecated))


@cache
def relay_voices(provider: str) -> tuple[Word, ...]:
    """The voices of a ``ttsProvider`` of ConversationRelay, by the names they have there; none of other providers."""
    rows = data("voices")["relay_naming"]
    prefix = next((row["prefix"] for row in rows if row["provider"].lower() == provider.strip().lower()), None)
    words = [word for word in _voices("ConversationRelay") if prefix and word.value.startswith(prefix)]
    return tuple([Word(word.value.removeprefix(prefix or ""), word.detail, word.deprecated) for word in words])


@cache
def _languages(element_name: str) -> tuple[Word, ...]:
    place = {"Gather": "gather", "Pay": "pay", "Prompt": "pay", "lang": "ssml_lang"}.get(element_name, "say")
    words = [Word(tag, language_name(tag), entry.get("status") in _OUTDATED) for tag, entry in languages(place).items()]
    return tuple(sorted(words, key=lambda word: word.deprecated))


def language_name(tag: str) -> str:
    """The language of a tag in English, where it is known."""
    entry = data("languages")["spoken"].get(tag.partition("-")[0])
    return "" if entry is None else str(entry["name"])


def describe_region(region: str) -> str:
    """A Region in a few words, or where the edge is that an id of the same form stands for; empty for anything else."""
    tables = data("regions")
    entry = tables["regions"].get(region)
    if entry is not None:
        return f"{entry['name']} ({entry['city']})"
    edge = tables["sip_regions"].get(region)
    return "" if edge is None else str(tables["edges"][edge["edge"]]["place"])


def regions() -> list[Word]:
    """The Regions that run calls."""
    return [Word(region, describe_region(region)) for region in data("regions")["regions"]]


def room_types() -> list[str]:
    """The types of Video Rooms."""
    return list(data("rooms")["types"])


_LISTS = {"voice": _voices, "language": _languages}


def _attribute(type_: AttributeType) -> Attribute:
    return Attribute(type_.name, type_.required, type_.default, _thing(type_.about), type_.type)


def _thing(about: About) -> Facts:
    return Facts(about.doc, about.status, about.page, about.error, about.replacement, about.instead)


def limits(type_: SimpleType) -> Iterable[str]:
    """What else a type asks of a value, in words."""
    unit = f" {type_.unit}" if type_.unit else ""
    single = unit.removesuffix("s")
    low, high = (None if bound is None else f"{bound:g}" for bound in (type_.minimum, type_.maximum))
    if low is not None and high is not None:
        yield f"{low} to {high}{unit}"
    elif low is not None or high is not None:
        bound = f"at least {low}" if high is None else f"at most {high}"
        yield bound + (single if "1" in (low, high) else unit)
    elif unit:
        yield f"in{unit}"
    if type_.max_length is not None:
        yield f"at most {type_.max_length} characters"
    if type_.max_items is not None:
        yield f"at most {type_.max_items} items"
    if type_.max_item_length is not None:
        yield f"each at most {type_.max_item_length} characters"
