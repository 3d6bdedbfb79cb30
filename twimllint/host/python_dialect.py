"""Python's strings and twilio-python's habits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import ClassVar

from twimllint.host.callers import ONLY_TWILIOS
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
    unsure,
)
from twimllint.host.form import REMOVAL, Expression, Function, Parameter
from twimllint.host.library import FORMER, classes
from twimllint.host.mapped import Mapped, Piece
from twimllint.host.scopes import dotted
from twimllint.host.text_methods import join_list, place_of, plain_items, remade, replaced, written
from twimllint.host.texts import content_of, cut, dedent, fill, shown
from twimllint.host.values import Content, Dictionary, Library, Listed, Nodes, Scalar, Text, Unsure, Value, among
from twimllint.source.span import Span

_ATTRIBUTES = {
    "from_": "from", "xml_lang": "xml:lang", "interpret_as": "interpret-as", "for_": "for", "break_": "break",
}  # fmt: skip
#: The class whose text may be a mapping, which is written as JSON.
_HOLDS_JSON = "voice.Task"
#: What version 5 calls an attribute that is a word of the language.
_SENDER = {"sender": "from"}
_KEYWORDS = {attribute: keyword for keyword, attribute in _ATTRIBUTES.items()}
_MODULE = re.compile(r"twilio\.twiml(?:\.(voice|messaging|fax)_response)?\Z")
_CLASS = re.compile(r"twilio\.twiml\.(voice|messaging|fax)_response\.(\w+)\Z")
#: The classes of twilio-python 5: ``twiml.Response``.
_FORMER = re.compile(r"twilio\.twiml\.(\w+)\Z")
_PERCENT = re.compile(r"%(?:\((\w+)\))?([#0\- +]*)(\*|\d+)?(?:\.(\*|\d+))?[hlL]?([diouxXeEfFgGcrsa%])")
_FIELD = re.compile(r"\{\{|\}\}|\{([\w.\[\]]*)(![rsa])?(:[^{}]*(?:\{[^{}]*\}[^{}]*)*)?\}")
_DOLLAR = re.compile(r"\$(?:(\$)|(\w+)|\{(\w+)\})")
#: Methods that give a text as it is but for white space and case.
_KEEPING = frozenset({
    "strip", "lstrip", "rstrip", "lower", "title", "upper", "capitalize", "casefold", "swapcase",
})  # fmt: skip
#: What may be filled in elsewhere in a literal that is used as it is here.
_PLACEHOLDER = re.compile(r"\{[A-Za-z_][\w.\[\]]*(?:![rsa])?(?::[^{}\s]*)?\}|%\(\w+\)[sdrif]|%[sd](?![\w%])|\{\d*\}")
_SAFE_KEYS = re.compile(
    r"(?:.*Sid|From|To|Caller|Called|Digits|.*Url|.*Status|.*Duration|Direction|ApiVersion|Confidence|Num\w+)\Z"
)
_REQUEST = re.compile(
    r"(?:\w+\.)?(?:request|req)\.(?:form|values|args|POST|GET|params|query_params|json|get_json\(\)|form\(\)|post\(\))\Z"
)


class Python(Dialect):
    """Python and twilio-python."""

    name = "python"
    line_comment = "#"
    library = "python"
    renders = frozenset({"to_xml", "toxml", "__str__"})
    appends = frozenset({"append", "nest"})
    appends_to_self = frozenset({"append"})
    harmless = frozenset({
        "str", "print", "repr", "len", "bool", "Response", "HttpResponse", "HTMLResponse", "PlainTextResponse",
        "XMLResponse", "make_response", "jsonify", "JSONResponse", "debug", "info", "warning", "error", "exception",
        "log", "isinstance", "type", "encode", "Markup", "write", "HTTPResponse",
    })  # fmt: skip
    strips: ClassVar = {"strip": BOTH, "lstrip": LEFT, "rstrip": RIGHT}
    dedents = frozenset({"dedent", "cleandoc"})
    formats = frozenset({"format", "format_map", "substitute", "safe_substitute"})
    makes_mappings = frozenset({"dict"})
    copies = frozenset({"copy"})
    updates_mapping = frozenset({"update"})
    removes_key = frozenset({"pop", REMOVAL})
    list_appends = frozenset({"append"})
    known_members = frozenset({
        "append", "nest", "xml", "to_xml", "add_child", "attrs", "name", "value", "verbs", "MAP",
        # those of twilio-python 5
        "toxml", "body", "nestables", "GET", "POST", "MAN", "WOMAN", "ENGLISH", "BRITISH", "SPANISH", "FRENCH",
        "GERMAN",
    })  # fmt: skip
    selves = frozenset({"self", "cls"})
    prints = frozenset({"wfile"})

    # -- the helper library

    def output(self, written: Expression, name: str) -> str:
        """``self.wfile.write(...)`` of ``http.server``."""
        path = dotted(written) if name == "write" else None
        return f"{path}()" if path is not None and path.endswith(".wfile") else ""

    def imported(self, module: str, member: str) -> Value | None:
        """``twilio``, its modules, and the classes of ``twilio.twiml``."""
        path = f"{module}.{member}" if member else module
        return Library(path) if path == "twilio" or path.startswith("twilio.twiml") else None

    @staticmethod
    def exported(module: str) -> list[str]:
        """The names that ``from module import *`` binds, as far as they matter."""
        channel = _MODULE.match(module)
        names = [name.partition(".") for name in classes(Python.library)] if channel is not None else []
        return [name for of_channel, _, name in names if channel is not None and of_channel == channel[1]]

    def member(self, path: str, name: str) -> Value | None:
        """A module in a module, a class in a module."""
        whole = f"{path}.{name}"
        if whole == "twilio.twiml" or _MODULE.match(whole) or self.constructs(whole):
            return Library(whole)
        return None

    def constructs(self, path: str, new: bool = False) -> str | None:
        """``twilio.twiml.voice_response.Gather`` makes a ``voice.Gather``, ``twilio.twiml.Gather`` one of version 5."""
        return _class_of(path)

    def typed(self, annotation: str) -> str | None:
        """``VoiceResponse``, ``voice_response.Gather``, ``Optional[Dial]``."""
        match = re.fullmatch(r"(?:Optional\[)?[\"']?(?:[\w.]+\.)?(\w+)[\"']?\]?(?:\s*\|\s*None)?", annotation)
        for channel in ("voice", "messaging") if match else ():
            name = f"{channel}.{match[1]}" if match else ""
            if name in classes(self.library) and (match is None or match[1] not in ("Number", "Task", "Client")):
                return name
        return None

    def attribute(self, keyword: str) -> str:
        """``num_digits`` becomes ``numDigits``, as in the library."""
        return _attribute(keyword)

    def keyword(self, attribute: str) -> str:
        """``numDigits`` comes from ``num_digits``."""
        if attribute in _KEYWORDS:
            return _KEYWORDS[attribute]
        return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda match: "_" + match[1].lower(), attribute)

    def bind(self, signature: Signature, given: tuple[Given, ...]) -> Bound:
        """Positions and keywords as Python has them; a list as a value would be written as its ``repr``."""
        if signature.cls.startswith(FORMER):
            return self._of_former(signature, given)
        bound = Dialect.bind(self, signature, given)
        for argument in given:
            if type(argument.value) is Listed or type(argument.value) is Dictionary:
                mappings = _mappings(bound.attributes, () if signature.cls == _HOLDS_JSON else bound.texts, given)
                return bound._replace(problems=(*list_values(bound.attributes, str), *mappings))
        return bound

    def _of_former(self, signature: Signature, given: tuple[Given, ...]) -> Bound:
        """Positions and keywords of version 5: keywords are attributes as they are written."""
        bound = super().bind(signature, given)
        keywords = {argument.name_span: argument.name for argument in given if argument.name is not None}
        attributes = [
            attribute._replace(name=_SENDER.get(name := keywords.get(attribute.place, attribute.name), name))
            for attribute in bound.attributes
        ]
        # a number with commas in it becomes several elements
        texts = [
            (Unsure(where) if signature.cls == f"{FORMER}.Dial" and _has_comma(text) else text, where)
            for text, where in bound.texts
        ]
        problems = tuple(list_values(attributes, str))
        return bound._replace(attributes=tuple(attributes), texts=tuple(texts), problems=problems)

    # -- strings

    def method_of_text(self, text: Text, name: str, given: tuple[Given, ...], span: Span) -> Value | None:
        """``strip``, ``format``, ``join`` and the like."""
        if name in self.strips and len(given) < 2:
            chars = given[0].value.plain() if given and isinstance(given[0].value, Text) else None
            if not given or chars is not None:
                return stripped(text, span, *self.strips[name], chars)
        if name == "format":
            return _formatted(text, given, span)
        if name == "format_map" and len(given) == 1:
            return _formatted(text, (replace(given[0], spread=True),), span)
        if name in ("substitute", "safe_substitute"):
            return _substituted(text, given, span)
        if name == "join" and len(given) == 1 and isinstance(given[0].value, Listed):
            return join_list(text.content, given[0].value, span)
        if name == "replace" and len(given) == 2:
            return replaced(text, given[0].value, given[1].value, span)
        if name == "encode":
            return remade(text, text.content, span)
        return None

    def function_of_text(self, name: str, given: tuple[Given, ...], span: Span) -> Value | None:
        """``dedent``, ``cleandoc``, and wrappers that keep the text: ``Template``, ``Markup``, ``str``."""
        if not given or not isinstance(text := given[0].value, Text):
            return None
        if name in self.dedents:
            dedented = remade(text, dedent(text.content), span)
            return stripped(dedented, span) if name == "cleandoc" else dedented
        if name in ("Template", "str") and len(given) == 1:
            return remade(text, text.content, span)
        return None

    def format(self, template: Text, values: Value, span: Span) -> Value | None:
        """``template % values``."""
        single = not isinstance(values, Listed | Dictionary)
        items = list(values.items) if isinstance(values, Listed) else [values]
        index = 0

        def value(match: re.Match[str]) -> Content | None:
            nonlocal index
            if match[5] == "%":
                return cut(template.content, match.start(), match.start() + 1)
            place = place_of(template, match)
            if match[1] is not None:
                item: Value = _entry(values, match[1]) or Unsure(place)
            else:
                item = items[index] if index < len(items) else unsure(place, values)
                item = item if not (single and isinstance(values, Unsure)) else values
                index += 1
            if match[5] != "s" or match[3] or match[4]:
                item = Unsure(place)
            return content_of(item, match[1] or written(item), place)

        return remade(template, fill(template.content, _PERCENT, value), span)

    def placeholders(self, text: str) -> list[Span]:
        """``{name}``, ``%(name)s``, ``%s``."""
        return [Span(*match.span()) for match in _PLACEHOLDER.finditer(text)]

    def list_value(self, value: Listed) -> Content | None:
        """``str(list)``."""
        return (Mapped((Piece(str(plain_items(value)), value.span.start, value.span.end),)),)

    # -- where values come from

    def called(self, path: str, function: Value, given: tuple[Given, ...], span: Span) -> Value:
        """``request.form.get("Body")`` is text of the caller's; what another function gives is not."""
        owner, _, name = path.rpartition(".")
        if name == "get" and given and isinstance(key := given[0].value, Text):
            risk = self.risk(owner, key.plain(), "")
            return Unsure(span, risk, f"{path}()", among=_default(given[1:]))
        if name in ("get", "getenv"):
            return Unsure(span, "", f"{path}()", among=_default(given[1:]))
        if name == "getattr":
            return Unsure(span, "", f"{path}()", among=_default(given[2:]))
        if name in _KEEPING and risk_of_owner(function):
            return Unsure(span, risk_of_owner(function), f"{path}()")
        if path == "str" and given and isinstance(given[0].value, Unsure):
            return Unsure(span, given[0].value.risk, f"{path}()")
        if isinstance(function, Nodes):
            return Unsure(span)
        return Unsure(span, "", f"{path}()")

    def risk(self, path: str, key: str | None, owner: str) -> str:
        """Form values and query parameters are the caller's, but for those that only Twilio writes."""
        if key in ONLY_TWILIOS:
            return "request"
        if key is not None and _REQUEST.match(path):
            return "" if _SAFE_KEYS.match(key) else "request"
        return owner

    def parameter_risk(self, function: Function, parameter: Parameter) -> str:
        """FastAPI's ``Body: str = Form(...)``."""
        default = parameter.default
        name = getattr(getattr(default, "function", None), "id", "")
        is_field = name == "Form" or "Form(" in parameter.annotation
        return (
            "request" if is_field and not _SAFE_KEYS.match(parameter.name) and "int" not in parameter.annotation else ""
        )


def _mappings(
    attributes: Iterable[Set], texts: Iterable[tuple[Value, Span]], given: tuple[Given, ...]
) -> Iterator[tuple[str, Span, dict[str, object]]]:
    """Mappings in the place of one value: the library writes what ``str`` or JSON makes of them."""
    places = {one.span for one in attributes if isinstance(one.value, Dictionary)}
    places |= {span for value, span in texts if isinstance(value, Dictionary)}
    for argument in given if places else ():
        if argument.span in places and isinstance(argument.value, Dictionary) and not argument.spread:
            keys = [entry.key for entry in argument.value.entries]
            last = argument is given[-1] and argument.name is None
            becomes = last and keys and all(key.isidentifier() for key in keys)
            yield "options-dropped", argument.span, {"keywords": True, "spread": bool(becomes)}


def _has_comma(text: Value) -> bool:
    return isinstance(text, Text) and "," in shown(text.content)


@lru_cache(1000)
def _class_of(path: str) -> str | None:
    former = _FORMER.match(path)
    if former is not None:
        name = f"{FORMER}.{former[1]}"
        return name if name in classes(Python.library) else None
    match = _CLASS.match(path)
    if match is None:
        return None
    # a class that is imported from the wrong module is what its name says all the same
    names = [f"{channel}.{match[2]}" for channel in (match[1], "voice", "messaging")]
    return next((name for name in names if name in classes(Python.library)), None)


@lru_cache(1000)
def _attribute(keyword: str) -> str:
    name = _ATTRIBUTES.get(keyword, keyword)
    if "_" not in name:
        return name
    title = "".join([part.title() for part in name.split("_")])
    return title[:1].lower() + title[1:]


def _default(given: tuple[Given, ...]) -> tuple[Text | Scalar, ...]:
    """What is given where nothing is found: ``os.environ.get("VOICE", "alice")``."""
    first = [argument.value for argument in given[:1] if argument.name in (None, "default")]
    return among([value for value in first if isinstance(value, Text | Scalar)])


def _entry(values: Value, key: str) -> Value | None:
    if not isinstance(values, Dictionary):
        return None
    return next((entry.value for entry in values.entries if entry.key == key), None)


def _formatted(text: Text, given: tuple[Given, ...], span: Span) -> Value | None:
    plain = [argument.value for argument in given if argument.name is None and not argument.spread]
    named = {argument.name: argument.value for argument in given if argument.name is not None}
    for argument in given:
        if argument.spread and isinstance(argument.value, Dictionary):
            named |= {entry.key: entry.value for entry in argument.value.entries}
    index = 0

    def value(match: re.Match[str]) -> Content | None:
        nonlocal index
        if match[0] in ("{{", "}}"):
            return cut(text.content, match.start(), match.start() + 1)
        place, key = place_of(text, match), match[1]
        item: Value | None
        if key == "":
            item = plain[index] if index < len(plain) else None
            index += 1
        elif key.isdigit():
            item = plain[int(key)] if int(key) < len(plain) else None
        else:
            item = named.get(key)
        if item is None or match[2] or (match[3] and match[3] != ":"):
            item = unsure(place, *([item] if item is not None else []))
        return content_of(item, key or written(item), place)

    return remade(text, fill(text.content, _FIELD, value), span)


def _substituted(text: Text, given: tuple[Given, ...], span: Span) -> Value | None:
    named = {argument.name: argument.value for argument in given if argument.name is not None}
    for argument in given:
        if isinstance(argument.value, Dictionary) and argument.name is None:
            named |= {entry.key: entry.value for entry in argument.value.entries}

    def value(match: re.Match[str]) -> Content | None:
        if match[1]:
            return cut(text.content, match.start(), match.start() + 1)
        key, place = match[2] or match[3], place_of(text, match)
        return content_of(named.get(key) or Unsure(place), key, place)

    return remade(text, fill(text.content, _DOLLAR, value), span)
