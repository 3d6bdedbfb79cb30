"""The strings of JavaScript and TypeScript, and twilio-node's habits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from twimllint.host.callers import CALLERS, ONLY_TWILIOS
from twimllint.host.dialect import (
    BOTH,
    LEFT,
    RIGHT,
    Bound,
    Dialect,
    Given,
    Set,
    Signature,
    list_values,
    risk_of_owner,
    stripped,
)
from twimllint.host.form import Expression
from twimllint.host.library import FORMER, classes
from twimllint.host.mapped import Mapped, Piece
from twimllint.host.scopes import dotted
from twimllint.host.text_methods import escaped, join_list, plain_items, remade, replaced
from twimllint.host.texts import dedent
from twimllint.host.values import Closure, Content, Dictionary, Library, Listed, Nothing, Scalar, Text, Unsure, Value
from twimllint.source.span import Span

#: ``twilio``, ``npm:twilio@5``, ``https://esm.sh/twilio/twiml``, ``twilio/lib/twiml/VoiceResponse``
_MODULE = re.compile(r"(?:npm:|https?://[^\s/]+/)?twilio(?:@[\w.^~-]+)?(/(?:[\w.-]+/)*twiml(?:/(\w+)(?:\.js)?)?)?\Z")
_CLASS = re.compile(r"twilio\.twiml\.((Voice|Messaging|Fax)Response)\Z")
#: The class of twilio-node 2, and the module of it: ``twilio.TwimlResponse``.
_FORMER = re.compile(r"(?:npm:)?twilio(?:@[\w.^~-]+)?(?:/lib/|\.)TwimlResponse(?:\.js)?\Z")
_PASSED_ON = re.compile(r"\Wtwiml\.((?:Voice|Messaging|Fax)Response)\Z")
#: A module of the project that is named after Twilio: ``./twilio``, ``@/lib/twilio/client``, ``~/twilio.server``.
_OWN_TWILIO = re.compile(r"(?:\.{1,2}/|[@~#]/|\$\w+/|(?:src|app|lib)/)\S*?twilio\S*\Z", re.IGNORECASE)
_RESPONSES = frozenset({"VoiceResponse", "MessagingResponse", "FaxResponse"})
_TYPE = re.compile(r"(?:(?:\w+\.)*)((Voice|Messaging|Fax)Response)(?:\s*\|\s*(?:null|undefined))*\Z")
_PLACEHOLDER = re.compile(r"\{\{\s*[\w.]+\s*\}\}|\$\{[\w.]+\}|%[sd](?![\w%])|\{\d+\}|__[A-Z_]+__")
_REQUEST = re.compile(r"(?:req|request|ctx\.request|ctx\.req|c\.req)\.(?:body|query|params)\Z")
_EVENT = re.compile(r"event\Z")
#: What the name of a module begins with that is required in the middle of an expression: no program can have it.
REQUIRED = "require "


#: Tests that hold of what is there: ``v !== undefined``, ``v != null``, ``v !== ""``, ``Boolean(v)``, ``v``.
_THERE = re.compile(
    r"\A\(?[^=]*=>\s*\(?\s*(?:(?:[\w.]+\s*!==?\s*(?:undefined|null|''|\"\")(?:\s*&&\s*)?)+|Boolean\([\w.]+\)|!!\s*\w+|\w+)\)?\Z"
)
#: What answers are called that are written to.
_ANSWERS = frozenset({"res", "resp", "response", "reply", "raw"})


class NodeDialect(Dialect):
    """JavaScript, TypeScript or TSX, and twilio-node."""

    library = "node"
    renders = frozenset({"toString", "toJSON"})
    harmless = frozenset({
        "String", "send", "end", "json", "log", "debug", "info", "warn", "error", "callback", "cb", "Response",
        "NextResponse", "write", "stringify", "reply", "respond", "resolve", "setBody", "text", "xml", "html", "type",
        "status", "code", "header", "set", "Boolean", "body",
    })  # fmt: skip
    appends = frozenset({"addText"})
    appends_to_self = appends
    strips: ClassVar = {"trim": BOTH, "trimStart": LEFT, "trimLeft": LEFT, "trimEnd": RIGHT, "trimRight": RIGHT}
    dedents = frozenset({"dedent", "outdent", "stripIndent", "stripIndents"})
    makes_mappings = frozenset({"Object.assign", "Object.freeze", "Object.seal"})
    into_first = frozenset({"Object.assign"})
    lists_mapping = frozenset({"Object.entries", "Object.keys", "Object.values"})
    maps = frozenset({"map"})
    filters = frozenset({"filter"})
    list_appends = frozenset({"push"})
    known_members = frozenset({
        "toString", "toJSON", "addText", "addChild", "comment", "commentBefore", "commentAfter", "response", "valueOf",
        "hasOwnProperty", "constructor", "_getXml", "_propertyName",
        # those of twilio-node 2
        "name", "text", "attributes", "children", "legalNodes", "topLevel",
    })  # fmt: skip
    selves = frozenset({"this"})
    prints = frozenset({"write", "end"})

    def __init__(self, name: str) -> None:
        self.name = name

    # -- the helper library

    def output(self, written: Expression, name: str) -> str:
        """``res.write(...)``, ``res.end(...)``."""
        path = dotted(written) if name in ("write", "end") else None
        return f"{path}()" if path is not None and path.rpartition(".")[2] in _ANSWERS else ""

    def imported(self, module: str, member: str) -> Value | None:
        """``twilio`` in any spelling, its ``twiml``, and the modules of the classes themselves."""
        match = _MODULE.match(module)
        if _FORMER.match(module):
            return Library("twilio.TwimlResponse")
        if match is None:
            return self._passed_on(module, member)
        if match[2] is not None:
            return Library(f"twilio.twiml.{match[2]}") if member in ("", match[2]) else None
        if match[1] is not None:
            return self.member("twilio.twiml", member) if member else Library("twilio.twiml")
        return Library("twilio") if member in ("", "Twilio") else self.member("twilio", member)

    @staticmethod
    def _passed_on(module: str, member: str) -> Value | None:
        """A module of the project may pass the library on, and one that is named after Twilio its classes."""
        if member == "twiml" and module.startswith("."):
            return Library("twilio.twiml")
        if member in _RESPONSES and _OWN_TWILIO.match(module):
            return Library(f"twilio.twiml.{member}")
        return None

    def member(self, path: str, name: str) -> Value | None:
        """``twilio.twiml``, ``twilio.twiml.VoiceResponse``; a module's ``default`` is the module."""
        if name in ("default", "Twilio") and path == "twilio":
            return Library(path)
        if name == "default" and _CLASS.match(path):
            return Library(path)
        whole = f"{path}.{name}"
        known = whole == "twilio.twiml" or self.constructs(whole, new=True)
        return Library(whole) if known else None

    def known_member(self, path: str, name: str) -> Value | None:
        """``twilio.twiml.VoiceResponse``, whatever ``twilio`` is: a module of the project may pass the library on."""
        passed = self._passed_on(path[: -len(name) - 1], name)
        if passed is not None:
            return passed
        match = _PASSED_ON.search(path)
        return Library(f"twilio.twiml.{match[1]}") if match else None

    def may_know_member(self, path: str, name: str) -> bool:
        """``lib.VoiceResponse``, where ``lib`` is a module of the project."""
        return name in _RESPONSES or super().may_know_member(path, name)

    def known_name(self, name: str, span: Span) -> Value | None:
        """``Twilio``, a global of Twilio's own servers; a module that is required in the middle of an expression."""
        if name.startswith(REQUIRED):
            module = name.removeprefix(REQUIRED)
            return self.imported(module, "") or Unsure(span, "", module)
        return Library("twilio") if name == "Twilio" else None

    def constructs(self, path: str, new: bool) -> str | None:
        """``new twilio.twiml.VoiceResponse`` makes a ``voice.VoiceResponse``."""
        if path == "twilio.TwimlResponse":
            return f"{FORMER}.Response"
        match = _CLASS.match(path)
        name = f"{match[2].lower()}.{match[1]}" if match else ""
        return name if new and name in classes(self.library) else None

    def gives_parent(self, cls: str) -> bool:
        """The builders of version 2 do."""
        return cls.startswith(FORMER)

    def typed(self, annotation: str) -> str | None:
        """``VoiceResponse``, ``twilio.twiml.VoiceResponse``."""
        match = _TYPE.match(annotation)
        name = f"{match[2].lower()}.{match[1]}" if match else ""
        return name if name in classes(self.library) else None

    def bind(self, signature: Signature, given: tuple[Given, ...]) -> Bound:
        """Attributes first, then the text; a text in first place makes the library drop what follows."""
        arguments = [argument for argument in given if not isinstance(argument.value, Closure)]
        if signature.cls.startswith(FORMER):
            return self._in_any_order(signature, arguments)
        if any(argument.spread for argument in arguments) or not signature.parameters:
            return Bound(
                open_attributes=bool(arguments),
                texts=tuple((argument.value, argument.span) for argument in arguments if argument.spread),
            )
        if not arguments:
            return Bound()
        first, second = arguments[0], arguments[1] if len(arguments) > 1 else None
        takes_text = len(signature.parameters) > 1
        if isinstance(first.value, Dictionary | Nothing):
            attributes: list[Set] = []
            complete = self._mapping(first.value, attributes)
            texts = ((second.value, second.span),) if takes_text and second else ()
            return Bound(tuple(attributes), texts, not complete, tuple(_lists(attributes)))
        if not takes_text:
            return Bound(open_attributes=True)
        options = second.value if second is not None and isinstance(second.value, Dictionary) else None
        if options is not None and second is not None and (options.entries or not options.complete):
            data: dict[str, object] = {"options": [entry.key for entry in options.entries], "text": first.span}
            return Bound((), ((first.value, first.span),), True, (("options-dropped", second.span, data),))
        if isinstance(first.value, Text | Scalar):
            return Bound((), ((first.value, first.span),))
        # a variable: the text, or the attributes
        text = second if second is not None else first
        return Bound((), ((text.value, text.span),), True)

    def _in_any_order(self, signature: Signature, given: list[Given]) -> Bound:
        """The arguments of version 2, which distinguishes them by their types: text, attributes, a function."""
        attributes: list[Set] = []
        texts: list[tuple[Value, Span]] = []
        complete = True
        for argument in given:
            value = argument.value
            if isinstance(value, Dictionary):
                complete = self._mapping(value, attributes) and complete
            elif isinstance(value, Text):
                texts = [(value, argument.span)]
            elif not isinstance(value, Nothing | Scalar):
                complete = complete and bool(attributes)
                texts = texts or [(Unsure(argument.span), argument.span)]
        # items of a list have commas between them there
        known = [one._replace(value=Unsure(one.span)) if isinstance(one.value, Listed) else one for one in attributes]
        return Bound(tuple(known), tuple(texts), not complete)

    def list_value(self, value: Listed) -> Content | None:
        """The items with a blank between them."""
        return join_list((Mapped((Piece(" "),)),), value, value.span).content

    # -- strings

    def method_of_text(self, text: Text, name: str, given: tuple[Given, ...], span: Span) -> Value | None:
        """``trim``, ``replace``, ``concat`` and the like."""
        if name in ("replace", "replaceAll") and len(given) == 2 and isinstance(given[0].value, Listed):
            # a pattern of characters that markup is written with
            content = escaped(text.content, plain_items(given[0].value))
            return remade(text, content, span) if content is not None else None
        if name in ("replace", "replaceAll") and len(given) == 2 and isinstance(given[0].value, Text):
            return replaced(text, given[0].value, given[1].value, span, -1 if name == "replaceAll" else 1)
        if name == "toString" and not given:
            return remade(text, text.content, span)
        if name == "concat" and not any(argument.spread for argument in given):
            return join_list((), Listed(span, (text, *[argument.value for argument in given])), span)
        return super().method_of_text(text, name, given, span)

    def function_of_text(self, name: str, given: tuple[Given, ...], span: Span) -> Value | None:
        """``dedent`` and the like, as functions and as tags of template strings; ``String``."""
        if len(given) != 1 or not isinstance(text := given[0].value, Text):
            return None
        if name in self.dedents:
            return stripped(remade(text, dedent(text.content), span), span)
        return remade(text, text.content, span) if name in ("String", "xml", "html", "twiml") else None

    def method_of_list(self, items: Listed, name: str, given: tuple[Given, ...], span: Span) -> Value | None:
        """``join``, and what keeps the items."""
        if name == "join" and len(given) < 2:
            separator = given[0].value if given else None
            if separator is None:
                return join_list((Mapped((Piece(","),)),), items, span)
            return join_list(separator.content, items, span) if isinstance(separator, Text) else None
        if name == "filter" and len(given) == 1 and isinstance(test := given[0].value, Unsure):
            kept = tuple([item for item in items.items if not isinstance(item, Nothing)])
            return Listed(items.span, kept, items.complete) if test.source == "Boolean" else None
        return None

    def list_of_mapping(self, name: str, mapping: Dictionary, span: Span) -> Listed | None:
        """``Object.entries`` gives pairs."""
        sure = [entry for entry in mapping.entries if not entry.maybe]
        keys = [Text(one.key_span, (Mapped((Piece(one.key, one.key_span.start, one.key_span.end),)),)) for one in sure]
        values = [entry.value for entry in sure]
        items: list[Value] = [*values] if name == "Object.values" else [*keys]
        if name == "Object.entries":
            items = [Listed(span, pair) for pair in zip(keys, values, strict=True)]
        return Listed(span, tuple(items), mapping.complete and len(sure) == len(mapping.entries))

    def leaves_out_nothing(self, function: str) -> bool:
        """``([, value]) => value !== undefined``, ``(one) => one != null``, ``(one) => one``."""
        return _THERE.search(function) is not None

    def placeholders(self, text: str) -> list[Span]:
        """``{{name}}``, ``${name}`` in a plain literal, ``%s``, ``{0}``."""
        return [Span(*match.span()) for match in _PLACEHOLDER.finditer(text)]

    # -- where values come from

    def called(self, path: str, function: Value, given: tuple[Given, ...], span: Span) -> Value:
        """``(await request.formData()).get("Body")`` is text of the caller's."""
        key = given[0].value.plain() if given and isinstance(given[0].value, Text) else None
        name = path.rpartition(".")[2]
        risk = "request" if name == "get" and key in CALLERS else ""
        if name in _KEEPING:  # what is in a text is in a part of it
            risk = risk_of_owner(function)
        elif name == "String" and given and isinstance(given[0].value, Unsure):
            risk = given[0].value.risk
        return Unsure(span, risk, f"{path}()")

    def risk(self, path: str, key: str | None, owner: str) -> str:
        """``req.body.SpeechResult`` and ``event.SpeechResult`` are text of the caller's."""
        if (key or path.rpartition(".")[2]) in ONLY_TWILIOS:
            return "request"
        if key is not None and (_REQUEST.match(path) or _EVENT.match(path)):
            return "request" if key in CALLERS else ""
        if key is None and "." in path:
            base, _, name = path.rpartition(".")
            if (_REQUEST.match(base) or _EVENT.match(base)) and name in CALLERS:
                return "request"
        return owner


def _lists(attributes: list[Set]) -> Iterator[tuple[str, Span, dict[str, object]]]:
    """Lists that are written with blanks where Twilio reads commas."""
    several = [item for item in attributes if isinstance(item.value, Listed) and len(item.value.items) > 1]
    for kind, span, values in list_values(several, " ".join):
        if values["separator"] == ",":
            yield kind, span, values


#: Methods that give a text, or a part of it, as it is but for white space and case.
_KEEPING = frozenset({
    "toString", "trim", "trimStart", "trimEnd", "toLowerCase", "toUpperCase", "slice", "substring", "substr",
    "normalize", "valueOf",
})  # fmt: skip
