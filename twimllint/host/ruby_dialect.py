"""Ruby's strings and twilio-ruby's habits."""

from __future__ import annotations

import re
from dataclasses import replace
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
)
from twimllint.host.library import MARKUP, classes
from twimllint.host.text_methods import Positions, filled, join_list, remade, replaced
from twimllint.host.texts import dedent
from twimllint.host.values import Closure, Dictionary, Library, Listed, Text, Unsure, Value, among
from twimllint.source.span import Span

_CLASS = re.compile(r"Twilio\.TwiML\.((Voice|Messaging|Fax)Response)\Z")
_PART = re.compile(r"Twilio\.TwiML\.(\w+)\Z")
_PERCENT = re.compile(r"%(?:<(\w+)>|\{(\w+)\})?([#0\- +]*\d*(?:\.\d+)?)([diufFeEgGxXosbcp%])?")
_PLACEHOLDER = re.compile(r"%\{\w+\}|%<\w+>\w|%s(?![\w%])|\{\{\s*[\w.]+\s*\}\}")
_ATTRIBUTES = {"aliasAttribute": "alias", "xmlLang": "xml:lang", "interpretAs": "interpret-as"}
_KEYWORDS = {attribute: keyword for keyword, attribute in _ATTRIBUTES.items()}
#: An object that writes any element by a method of its name, and the calls that make one or give one to a block.
_WRITER = "xml"
_WRITERS = frozenset({"Builder.XmlMarkup.new", "Nokogiri.XML.Builder.new", "builder"})
_PARAMS = re.compile(r"(?:\A|\.)params(?:\(\))?\Z")
_GETTERS = re.compile(r"(?:\A|\.)params(?:\(\))?\.(?:fetch|dig|require)\Z")
#: Methods that give a text, or a part of it, as it is but for white space and case.
_KEEPING = frozenset({
    "strip", "lstrip", "rstrip", "chomp", "downcase", "upcase", "capitalize", "to_s", "presence", "squish", "titleize",
    "first", "truncate", "humanize",
})  # fmt: skip
#: Names of hashes with keywords, and methods that give one: in Ruby 2 it is given for keywords as it is.
_KEYWORDS_OF = re.compile(
    r"(?:options|opts|params|parameters|attributes|attrs|settings|defaults|kwargs|args|config|hash)(?:\(\))?\Z"
    r"|\.(?:merge|compact|to_h|to_hash|slice|except|reject|select|(?:deep_)?symbolize_keys|transform_\w+)!?\(\)\Z"
)


class RubyDialect(Dialect):
    """Ruby and twilio-ruby."""

    name = "ruby"
    line_comment = "#"
    library = "ruby"
    #: before texts of nouns and of SSML got keywords
    assumed = (5, 11)
    returns_parent = True
    updates_mapping = frozenset({"merge!", "update"})
    taps = frozenset({"tap"})
    merges_mapping = frozenset({"merge", "merge!", "update"})
    removes_key = frozenset({"delete"})
    renders = frozenset({"to_s", "to_xml", "inspect"})
    markup_renders = frozenset({"text", "target!"})
    appends = frozenset({"append", "add_text", "text!"})
    appends_to_self = appends
    harmless = frozenset({
        "puts", "p", "print", "render", "respond_with", "body", "info", "debug", "warn", "error", "write",
        "content_type", "headers", "status", "String", "send_data", "present", "text", "render_twiml", "xml",
    })  # fmt: skip
    strips: ClassVar = {
        "strip": BOTH, "strip!": BOTH, "squish": BOTH, "lstrip": LEFT, "rstrip": RIGHT, "chomp": RIGHT,
    }  # fmt: skip
    formats = frozenset({"format", "sprintf"})
    copies = frozenset({"freeze", "dup", "clone", "to_h", "to_a", "compact", "itself"})
    list_appends = frozenset({"push", "append"})
    known_members = frozenset({
        "append", "comment", "add_text", "add_child", "to_s", "to_xml", "xml", "name", "name=",
        # those of twilio-ruby 4
        "instruct!", "comment!", "cdata!", "declare!", "tag!", "text!", "target!",
        # those of every object, and of Rails
        "tap", "then", "yield_self", "itself", "inspect", "class", "is_a?", "kind_of?", "instance_of?", "nil?",
        "freeze", "frozen?", "dup", "clone", "send", "__send__", "public_send", "method", "methods",
        "public_method", "respond_to?", "instance_eval", "instance_exec", "instance_variable_get",
        "instance_variable_set", "extend", "hash", "object_id", "equal?", "eql?", "define_singleton_method",
        "singleton_class", "to_enum", "display", "present?", "blank?", "presence", "try", "try!", "to_json",
        "as_json", "html_safe", "with_indifferent_access",
    })  # fmt: skip
    selves = frozenset({"self"})

    # -- the helper library

    def imported(self, module: str, member: str) -> Value | None:
        """The gem's constant."""
        return Library("Twilio") if module == "twilio-ruby" else None

    def known_name(self, name: str, span: Span) -> Value | None:
        """``Twilio``: a constant that nothing in the file defines; ``xml``: what a view of Rails writes to."""
        return Library(name) if name in ("Twilio", "Builder", "Nokogiri", "builder", _WRITER) else None

    def member(self, path: str, name: str) -> Value | None:
        """``Twilio::TwiML``, its classes, and ``new`` of them."""
        whole = f"{path}.{name}"
        if whole == "Twilio.TwiML" or whole in _WRITERS or any(writer.startswith(f"{whole}.") for writer in _WRITERS):
            return Library(whole)
        if path == _WRITER:
            return Library(whole) if name == "Response" else None
        if name == "new":
            return Library(whole) if self.constructs(whole, new=True) else None
        return Library(whole) if self._class(whole) else None

    def _class(self, path: str) -> str | None:
        if path == "Twilio.TwiML.Response":  # of twilio-ruby 4, which writes whatever it gets
            return f"{MARKUP}.Response"
        match = _CLASS.match(path)
        if match:
            name = f"{match[2].lower()}.{match[1]}"
            return name if name in classes(self.library) else None
        part = _PART.match(path)
        # Redirect and a few others are of both channels, under the same name
        names = [f"{channel}.{part[1]}" for channel in ("voice", "messaging")] if part else []
        existing = [name for name in names if name in classes(self.library)]
        return existing[0] if len(existing) == 1 else None

    def constructs(self, path: str, new: bool) -> str | None:
        """``Twilio::TwiML::VoiceResponse.new`` makes a ``voice.VoiceResponse``."""
        if path == f"{_WRITER}.Response":
            return f"{MARKUP}.Response"
        return self._class(path.removesuffix(".new")) if new and path.endswith(".new") else None

    def writer(self, path: str) -> Value | None:
        """``Builder::XmlMarkup.new``, ``Nokogiri::XML::Builder.new { |xml| ... }``, Sinatra's ``builder``."""
        return Library(_WRITER) if path in _WRITERS else None

    def constant(self, name: str) -> list[str]:
        """Constants are seen by their own names, from classes inside too."""
        return [name]

    def attribute(self, keyword: str) -> str:
        """``num_digits`` becomes ``numDigits``, as in the library."""
        if keyword in _ATTRIBUTES:
            return _ATTRIBUTES[keyword]
        name = "".join([part.capitalize() for part in keyword.split("_")]) if "_" in keyword else keyword
        return name[:1].lower() + name[1:]

    def keyword(self, attribute: str) -> str:
        """``numDigits`` comes from ``num_digits``."""
        if attribute in _KEYWORDS:
            return _KEYWORDS[attribute]
        return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda match: "_" + match[1].lower(), attribute)

    def bind(self, signature: Signature, given: tuple[Given, ...]) -> Bound:
        """Keywords for nearly everything; a value without its keyword raises an error in Ruby."""
        if signature.cls.startswith(MARKUP):
            return _as_written(given)
        given = tuple([_with_keywords(argument) for argument in given])
        positional = [name for name in signature.parameters if not name.endswith(":")]
        attributes: list[Set] = []
        texts: list[tuple[Value, Span]] = []
        problems: list[tuple[str, Span, dict[str, object]]] = []
        open_attributes = False
        position = 0
        for argument in given:
            if isinstance(argument.value, Closure) and argument.name is None:
                continue
            if argument.spread:
                open_attributes = not self._spread(argument, signature, attributes, texts) or open_attributes
            elif argument.name is not None:
                if argument.name == signature.text:
                    texts.append((argument.value, argument.span))
                else:
                    attributes.append(
                        Set(self.attribute(argument.name), argument.name_span, argument.value, argument.span)
                    )
            elif position < len(positional):
                texts.append((argument.value, argument.span))
                position += 1
            else:
                texts.append((argument.value, argument.span))
                if signature.text:
                    problems.append(("keyword-missing", argument.span, {"keyword": signature.text}))
        self._may_hold_text(given, signature, texts)
        problems += list_values(attributes, _inspected)
        return Bound(tuple(attributes), tuple(texts), open_attributes, tuple(problems))

    # -- strings

    def method_of_text(self, text: Text, name: str, given: tuple[Given, ...], span: Span) -> Value | None:
        """``strip``, ``sub``, ``to_s`` and the like."""
        if name == "strip_heredoc" and not given:
            return remade(text, dedent(text.content), span)
        if name in ("sub", "gsub") and len(given) == 2 and isinstance(given[0].value, Text):
            return replaced(text, given[0].value, given[1].value, span, 1 if name == "sub" else -1)
        if name in ("to_s", "html_safe", "freeze", "dup") and not given:
            return remade(text, text.content, span)
        return super().method_of_text(text, name, given, span)

    def function_of_text(self, name: str, given: tuple[Given, ...], span: Span) -> Value | None:
        """``format`` and ``sprintf``."""
        if name in self.formats and given and isinstance(text := given[0].value, Text):
            return _formatted(text, [argument.value for argument in given[1:]], span)
        return None

    def format(self, template: Text, values: Value, span: Span) -> Value | None:
        """``template % values``."""
        return _formatted(template, list(values.items) if isinstance(values, Listed) else [values], span)

    def method_of_list(self, items: Listed, name: str, given: tuple[Given, ...], span: Span) -> Value | None:
        """``join``."""
        if name == "join" and len(given) < 2:
            separator = given[0].value if given else None
            if separator is None:
                return join_list((), items, span)
            return join_list(separator.content, items, span) if isinstance(separator, Text) else None
        return None

    def placeholders(self, text: str) -> list[Span]:
        """``%{name}``, ``%s``."""
        return [Span(*match.span()) for match in _PLACEHOLDER.finditer(text)]

    # -- where values come from

    def risk(self, path: str, key: str | None, owner: str) -> str:
        """``params[:SpeechResult]`` is text of the caller's."""
        return "request" if key in ONLY_TWILIOS or (key in CALLERS and _PARAMS.search(path)) else owner

    def called(self, path: str, function: Value, given: tuple[Given, ...], span: Span) -> Value:
        """``params.fetch(:Body)`` is text of the caller's, and so is ``params[:Body].strip``."""
        key = given[0].value.plain() if given and isinstance(given[0].value, Text) else None
        name = path.rpartition(".")[2]
        if key in CALLERS and _GETTERS.search(path):
            return Unsure(span, "request", f"{path}()")
        default = among([argument.value for argument in given[1:2]]) if name == "fetch" else ()
        return Unsure(span, risk_of_owner(function) if name in _KEEPING else "", f"{path}()", among=default)


def _as_written(given: tuple[Given, ...]) -> Bound:
    """The arguments of a builder that writes any element: texts, and attributes by their own names."""
    attributes: list[Set] = []
    texts: list[tuple[Value, Span]] = []
    complete = True
    for argument in given:
        if argument.name is not None:
            attributes.append(Set(argument.name, argument.name_span, argument.value, argument.span))
        elif isinstance(argument.value, Dictionary):
            attributes += [Set(entry.key, entry.key_span, entry.value, entry.span) for entry in argument.value.entries]
            complete = complete and argument.value.complete
        elif argument.spread:
            complete = False
        elif not isinstance(argument.value, Closure):
            texts.append((argument.value, argument.span))
            # a variable may hold the attributes
            complete = complete and not isinstance(argument.value, Unsure)
    return Bound(tuple(attributes), tuple(texts), not complete)


def _inspected(items: list[str]) -> str:
    """What Ruby's ``to_s`` makes of an array."""
    return "[" + ", ".join([f'"{item}"' for item in items]) + "]"


def _formatted(text: Text, values: list[Value], span: Span) -> Text:
    positions = Positions(values)
    names = values[0] if len(values) == 1 and isinstance(values[0], Dictionary) else None

    def value(match: re.Match[str]) -> Value | str | None:
        if match[4] == "%":
            return "%"
        name = match[1] or match[2]
        if name is not None:
            matching = [entry.value for entry in names.entries if entry.key == name] if names is not None else []
            return matching[0] if matching and match[2] else Unsure(text.span)
        if match[4] is None:
            return None
        item = positions.next(text.span)
        return item if match[4] == "s" and not match[3] else Unsure(text.span)

    return filled(text, _PERCENT, value, span)


def _with_keywords(argument: Given) -> Given:
    """A hash without a keyword, or what is not known and may be one, is spread into the call."""
    value = argument.value
    may_be_hash = isinstance(value, Dictionary) or (isinstance(value, Unsure) and _KEYWORDS_OF.search(value.source))
    return replace(argument, spread=True) if may_be_hash and argument.name is None else argument
