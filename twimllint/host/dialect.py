"""What differs between languages besides their syntax: the helper library's habits and the methods of strings.

Each front end derives one ``Dialect``. The methods here are those of most languages; a dialect overrides what its own
language does in another way, and says nothing of documents, paths or rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import ClassVar, NamedTuple

from twimllint.host.form import REMOVAL, Expression, Function, Parameter
from twimllint.host.mapped import Mapped
from twimllint.host.text_methods import plain_items
from twimllint.host.values import (
    Closure,
    Content,
    Dictionary,
    Keyed,
    Library,
    Listed,
    Method,
    Nothing,
    Text,
    Unsure,
    Value,
    riskiest,
)
from twimllint.schema.places import places_of_type
from twimllint.source.span import Span

#: Functions that answer a request with a document, by what people call them.
_ANSWERS = re.compile(
    r"(?:(?:send|render|return|make|create|build|to|as)_?)?(?:twiml|xml)(?:_?(?:response|reply|answer))?\Z|\w*response\Z",
    re.IGNORECASE,
)


#: The ends of a text that white space is stripped from.
BOTH, LEFT, RIGHT = (True, True), (True, False), (False, True)


class Signature(NamedTuple):
    """How a builder method or constructor is called.

    ``cls`` is the class of the object it makes. ``parameters`` are in the order of the call; the name ``attributes``
    stands for a mapping of attributes. ``text`` is the parameter that becomes the element's text, or empty.
    ``required`` lists parameters without which the call fails.
    """

    cls: str
    parameters: tuple[str, ...] = ()
    text: str = ""
    required: tuple[str, ...] = ()


@dataclass(slots=True)
class Given:
    """An evaluated argument; ``span`` covers it, ``name_span`` its keyword."""

    value: Value
    span: Span
    name: str | None = None
    name_span: Span | None = None
    spread: bool = False


class Set(NamedTuple):
    """An attribute that a call sets: its name in TwiML, the place of the keyword, the value."""

    name: str
    place: Span | None
    value: Value
    #: where the argument is, if it has no keyword
    span: Span
    #: whether it is not set, or to another value, on another way through the program
    maybe: bool = False


@cache
def _comma_separated() -> frozenset[str]:
    """The attributes whose values are words and phrases with commas between them."""
    return frozenset([place.partition("@")[2] for place in places_of_type("list")])


def list_values(
    attributes: Iterable[Set], write: Callable[[list[str]], str]
) -> list[tuple[str, Span, dict[str, object]]]:
    """The lists that are given for attributes: ``write`` is how the library writes the items of one.

    ``separator`` is what Twilio reads between them.
    """
    lists = [(one, value) for one in attributes if isinstance(value := one.value, Listed)]
    if not lists:
        return []
    return [
        (
            "list-value",
            # a list that a variable holds may be right elsewhere
            value.span if attribute.span.start <= value.span.start < attribute.span.end else attribute.span,
            {
                "attribute": attribute.name,
                "items": plain_items(value) if attribute.span.start <= value.span.start < attribute.span.end else [],
                "written": write(plain_items(value)),
                "separator": "," if attribute.name in _comma_separated() else " ",
            },
        )
        for attribute, value in lists
    ]


class Bound(NamedTuple):
    """A call's arguments sorted out: the attributes, the texts with the places of their arguments, and whether there
    may be further attributes.

    ``problems`` holds the kind, the place and the data of ``CallProblem`` for what is wrong with the call.
    """

    attributes: tuple[Set, ...] = ()
    texts: tuple[tuple[Value, Span], ...] = ()
    open_attributes: bool = False
    problems: tuple[tuple[str, Span, dict[str, object]], ...] = ()


_NOTHING_BOUND = Bound()


class Dialect:
    """A language and its helper library."""

    #: name in ``languages.LANGUAGES``
    name = ""
    #: what begins a comment that runs to the end of the line
    line_comment = "//"
    #: name of the table ``schemas/helper-NAME.json``; empty where builders are not followed
    library = ""
    #: the version of the library that is assumed where the files of a project name none
    assumed: tuple[int, ...] = (999,)
    #: whether ``response.say(...)`` gives back the response and not the new element
    returns_parent = False
    #: methods and functions that write a node as text
    renders: frozenset[str] = frozenset()
    #: further ones of objects that write any element
    markup_renders: frozenset[str] = frozenset()
    #: methods that put a node, or a text, into another; those that give back the node they are called on
    appends: frozenset[str] = frozenset()
    appends_to_self: frozenset[str] = frozenset()
    #: functions that take a node or a document and add nothing to it, by the last part of their name
    harmless: frozenset[str] = frozenset()
    #: methods and functions that strip white space around a text, each with the ends: ``BOTH``, ``LEFT``, ``RIGHT``
    strips: ClassVar[Mapping[str, tuple[bool, bool]]] = {}
    #: those that remove common indentation
    dedents: frozenset[str] = frozenset()
    #: methods that fill placeholders of a text in: the text itself is no document then
    formats: frozenset[str] = frozenset()
    #: methods that put something at the end of a text buffer and give it back
    buffer_methods: frozenset[str] = frozenset()
    #: functions that put what follows their first argument at the end of it, where that is a text buffer
    writes_into: frozenset[str] = frozenset()
    #: outputs that all functions of a program write to, by the names that ``output`` gives
    outputs: tuple[str, ...] = ()
    #: functions after which what is written is kept elsewhere
    captures: frozenset[str] = frozenset()
    #: words that functions hold which write to an output
    prints: frozenset[str] = frozenset()
    #: functions that make a mapping of others and of keywords; those that put it into their first argument too
    makes_mappings: frozenset[str] = frozenset()
    into_first: frozenset[str] = frozenset()
    #: methods that run a block with the object, and give the object
    taps: frozenset[str] = frozenset()
    #: methods that put other mappings over one, and those that give what comes of it
    updates_mapping: frozenset[str] = frozenset()
    merges_mapping: frozenset[str] = frozenset()
    #: methods that take a key out of a mapping and give what it held
    removes_key: frozenset[str] = frozenset({REMOVAL})
    #: methods that give a list or mapping as it is
    copies: frozenset[str] = frozenset()
    #: functions that make a list of a mapping; methods that give a list of what a function gives for each item, and
    #: those that leave out what a function does not hold of
    lists_mapping: frozenset[str] = frozenset()
    maps: frozenset[str] = frozenset()
    filters: frozenset[str] = frozenset()
    #: methods that put something at the end of a list
    list_appends: frozenset[str] = frozenset()
    #: members that builder objects have besides the methods that make elements
    known_members: frozenset[str] = frozenset()
    #: names of the object that a method belongs to
    selves: frozenset[str] = frozenset()

    def imported(self, module: str, member: str) -> Value | None:
        """What an import gives: a ``Library`` value, or ``None`` for anything that is not of the helper library."""
        raise NotImplementedError

    def member(self, path: str, name: str) -> Value | None:
        """A member of a ``Library`` value."""
        raise NotImplementedError

    def constructs(self, path: str, new: bool) -> str | None:
        """The class of the helper library that a call of this ``Library`` path constructs."""
        raise NotImplementedError

    def writer(self, path: str) -> Value | None:
        """What a call of a ``Library`` path gives that writes any element: ``Builder::XmlMarkup.new``."""
        return None

    def constant(self, name: str) -> list[str]:
        """What methods call a constant of their class, besides ``Menu.VOICE``: ``self.VOICE``."""
        return [f"{owner}.{name}" for owner in sorted(self.selves)]

    def gives_parent(self, cls: str) -> bool:
        """Whether a method that makes an object of that class gives back what it was called on."""
        return self.returns_parent

    def typed(self, annotation: str) -> str | None:
        """The class of the helper library that a parameter's type names."""
        return None

    def attribute(self, keyword: str) -> str:
        """The attribute that a keyword becomes."""
        return keyword

    def keyword(self, attribute: str) -> str:
        """The keyword that becomes an attribute: the inverse of ``attribute``."""
        return attribute

    def bind(self, signature: Signature, given: tuple[Given, ...]) -> Bound:
        """Sort out the arguments of a call that makes an element."""
        if not given:
            return _NOTHING_BOUND
        attributes: list[Set] = []
        texts: list[tuple[Value, Span]] = []
        open_attributes = False
        position = 0
        _, parameters, text, _ = signature
        for argument in given:
            if argument.spread:
                open_attributes = not self._spread(argument, signature, attributes, texts) or open_attributes
                continue
            name = argument.name
            if name is None:
                name = parameters[position] if position < len(parameters) else None
                position += 1
            if name is None:
                open_attributes = True
            elif name == "attributes":
                open_attributes = not self._mapping(argument.value, attributes) or open_attributes
            elif name == text:
                texts.append((argument.value, argument.span))
            else:
                attributes.append(Set(self.attribute(name), argument.name_span, argument.value, argument.span))
        if text and not texts:
            self._may_hold_text(given, signature, texts)
        return Bound(tuple(attributes), tuple(texts), open_attributes)

    def lacking(self, signature: Signature, given: tuple[Given, ...]) -> list[str]:
        """The parameters that a call lacks, without which it fails; none where more may be among what is spread."""
        if not signature.required or any(argument.spread for argument in given):
            return []
        named = {argument.name for argument in given if argument.name is not None}
        positional = [name for name in signature.parameters if not name.endswith(":")]
        filled = sum(argument.name is None and not isinstance(argument.value, Closure) for argument in given)
        return [name for name in signature.required if name not in named and name not in positional[:filled]]

    def _mapping(self, value: Value, attributes: list[Set]) -> bool:
        """Take attributes from a mapping; whether that is all that it holds."""
        if isinstance(value, Nothing):
            return True
        if not isinstance(value, Dictionary):
            return False
        for entry in value.entries:
            attributes.append(Set(self.attribute(entry.key), entry.key_span, entry.value, entry.span, entry.maybe))
        return value.complete

    def _spread(self, one: Given, signature: Signature, attributes: list[Set], texts: list[tuple[Value, Span]]) -> bool:
        entries = one.value.entries if isinstance(one.value, Dictionary) else ()
        for entry in entries:
            if entry.key == signature.text:
                texts.append((Unsure(entry.span) if entry.maybe else entry.value, entry.span))
            else:
                attributes.append(Set(self.attribute(entry.key), entry.key_span, entry.value, entry.span, entry.maybe))
        return isinstance(one.value, Dictionary) and one.value.complete

    @staticmethod
    def _may_hold_text(given: tuple[Given, ...], signature: Signature, texts: list[tuple[Value, Span]]) -> None:
        """Where no argument is the text, it may be among what is spread into the call."""
        if not signature.text or texts:
            return
        spread = [
            argument
            for argument in given
            if argument.spread or (argument.name is None and isinstance(argument.value, Dictionary))
        ]
        texts += [
            (Unsure(argument.span), argument.span)
            for argument in spread[:1]
            if not (isinstance(argument.value, Dictionary) and argument.value.complete)
        ]

    def method(self, name: str, methods: Mapping[str, Signature]) -> Signature | None:
        """The builder method that is called by a name."""
        return methods.get(name)

    def setter(self, name: str) -> str | None:
        """The attribute that a method of a builder object sets; ``None`` for any other method."""
        return None

    def list_value(self, value: Listed) -> Content | None:
        """How the library writes a list as an attribute's value; ``None`` where it does not write one well."""
        return None

    def method_of_text(self, text: Text, name: str, given: tuple[Given, ...], span: Span) -> Value | None:
        """What a method of a string gives; ``None`` for one that is not known. Here those that strip white space."""
        return stripped(text, span, *self.strips[name]) if name in self.strips and not given else None

    def function_of_text(self, name: str, given: tuple[Given, ...], span: Span) -> Value | None:
        """What a function gives that takes a string (``dedent``); ``None`` for one that is not known."""
        return None

    def added(self, name: str, given: tuple[Given, ...], span: Span) -> Content | None:
        """What a method puts at the end of a text buffer (``append``); ``None`` for one that does anything else."""
        return None

    def list_of_mapping(self, name: str, mapping: Dictionary, span: Span) -> Listed | None:
        """The list that one of ``lists_mapping`` makes."""
        return None

    def leaves_out_nothing(self, function: str) -> bool:
        """Whether all that a filter leaves out is what is not there, such as ``undefined``, by its source."""
        return False

    def output(self, written: Expression, name: str) -> str:
        """What a call writes to that is no variable's: ``echo``, ``response.getWriter()``; empty for any other call.

        ``written`` is what the method ``name`` is called on, or the function. The name of an output ends in ``()``, as
        no variable's does.
        """
        return ""

    def may_print(self, called: Expression) -> bool:
        """Whether a function that is not seen may write to the outputs of the program."""
        return False

    def is_buffer(self, annotation: str) -> bool:
        """Whether a parameter of that type is what an answer is written to."""
        return False

    def format(self, template: Text, values: Value, span: Span) -> Value | None:
        """``template % values``."""
        return None

    def placeholders(self, text: str) -> list[Span]:
        """What in a plain literal may be filled in elsewhere: ``{name}``, ``%s``, ``$name``."""
        return []

    def leaves(self, placeholder: str, program: str) -> bool:
        """Whether something in a literal that names a variable of the program stays as it is, by all that it does."""
        return False

    def is_harmless(self, name: str) -> bool:
        """Whether a function of that name takes a node or a document and adds nothing to it."""
        return name in self.harmless or _answers(name)

    def method_of_list(self, items: Listed, name: str, given: tuple[Given, ...], span: Span) -> Value | None:
        """What a method of a list gives (``join``); ``None`` for one that is not known."""
        return None

    def known_name(self, name: str, span: Span) -> Value | None:
        """The value of a name that nothing in the file binds, such as a global of the platform."""
        return None

    def known_member(self, path: str, name: str) -> Value | None:
        """The value of a member of something that is not known, where its path says enough."""
        return None

    def may_know_member(self, path: str, name: str) -> bool:
        """Whether ``known_member`` may know a member of that path, whatever its owner stems from."""
        return self.known_member(f".{path}", name) is not None

    def unpacked(self, value: Value, name: str, span: Span) -> Value:
        """What a pattern binds a name to: ``const { VoiceResponse } = twilio.twiml``."""
        if isinstance(value, Library):
            return self.member(value.path, name) or Unsure(span)
        risk = value.risk if isinstance(value, Unsure) else ""
        source = value.source if isinstance(value, Unsure) else ""
        return Unsure(span, self.risk(source, name, risk), f"{source}.{name}" if source else name)

    def parameter_risk(self, function: Function, parameter: Parameter) -> str:
        """What a parameter may hold when the function is called from elsewhere."""
        return ""

    def called(self, path: str, function: Value, given: tuple[Given, ...], span: Span) -> Value:
        """What a function gives that nothing is known of; ``path`` is what it is called by."""
        return Unsure(span, "", f"{path}()")

    def risk(self, path: str, key: str | None, owner: str) -> str:
        """What a member or item may hold; ``owner`` is the risk of the value that it is of."""
        return owner


@lru_cache(1000)
def _answers(name: str) -> bool:
    return _ANSWERS.match(name) is not None


def stripped(text: Text, span: Span, left: bool = True, right: bool = True, chars: str | None = None) -> Text:
    """A text without the white space at its ends."""
    content = list(text.content)
    while left and content and isinstance(first := content[0], Mapped):
        rest = first.strip(True, False, chars)
        content[:1] = [rest] if rest.text else []
        if rest.text:
            break
    while right and content and isinstance(last := content[-1], Mapped):
        rest = last.strip(False, True, chars)
        content[-1:] = [rest] if rest.text else []
        if rest.text:
            break
    return Text(span, tuple(content), (text.origins | {text.span}) - {span})


def put_together(given: tuple[Given, ...], span: Span) -> Dictionary | None:
    """A mapping of other mappings and of keywords, the last over those before; ``None`` where the first is none."""
    whole = Dictionary(span, ())
    for number, argument in enumerate(given):
        if argument.name is not None and argument.name_span is not None:
            entry = Keyed(argument.name, argument.name_span, argument.value, argument.span)
            whole = whole.overlaid((entry,))
        elif isinstance(argument.value, Dictionary):
            whole = whole.overlaid(argument.value.entries, argument.value.complete)
        elif not number and not argument.spread:
            return None
        else:
            whole = whole.overlaid((), False)
    return whole


def risk_of_owner(function: Value) -> str:
    """How risky the value is that a method is called on."""
    owner = function.owner if isinstance(function, Method) else None
    return owner.risk if isinstance(owner, Unsure) else ""


def unsure(span: Span, *values: Value) -> Unsure:
    """A value that cannot be known, as risky as what it is made of."""
    return Unsure(span, riskiest(values))
