"""Calls of helper libraries as data: shapes that documentation shows, written out in each language, and their mutants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from twimllint.host.library import classes


@dataclass(frozen=True)
class Call:
    """A builder call: the element, its text, its attributes, the calls on what it gives."""

    element: str
    text: str = ""
    attributes: tuple[tuple[str, str | int | bool], ...] = ()
    inside: tuple[Call, ...] = ()


def call(element: str, text: str = "", *inside: Call, **attributes: str | int | bool) -> Call:
    return Call(element, text, tuple((name.rstrip("_"), value) for name, value in attributes.items()), inside)


SHAPES: dict[str, tuple[Call, ...]] = {
    "say": (call("Say", "Hello", voice="alice", language="en-US", loop=2), call("Hangup")),
    "menu": (
        call("Gather", "", call("Say", "Press 1"), numDigits=1, action="/menu", method="POST", timeout=5),
        call("Say", "Nothing heard"),
        call("Redirect", "/voice", method="GET"),
    ),
    "speech": (
        call("Gather", "", call("Say", "Say a name", language="de-DE"), input="speech", hints="Anna, Ben", action="/name"),
        call("Redirect", "/voice"),
    ),
    "dial": (
        call("Dial", "", call("Number", "+15005550006", url="/screen", method="POST"), timeout=20, callerId="+15005550006"),
    ),
    "direct": (call("Dial", "+15005550006", record="record-from-answer", action="/done", method="GET"),),
    "conference": (
        call("Dial", "", call("Conference", "Standup", beep="onEnter", startConferenceOnEnter=True, maxParticipants=5)),
    ),
    "softphone": (call("Dial", "", call("Client", "anna", url="/screen"), call("Sip", "sip:a@example.com", username="u")),),
    "queue": (call("Dial", "", call("Queue", "support", url="/about", method="POST")),),
    "media": (
        call("Connect", "", call("Stream", "", call("Parameter", "", name="a", value="b"), url="wss://example.com/a")),
    ),
    "fork": (call("Start", "", call("Stream", "", url="wss://example.com/a", track="inbound_track")), call("Pause", "", length=60)),
    "relay": (
        call("Connect", "", call("ConversationRelay", "", url="wss://example.com/r", welcomeGreeting="Hi", dtmfDetection=True),
             action="/over"),
    ),
    "video": (call("Connect", "", call("Room", "DailyStandup", participantIdentity="anna")),),
    "record": (call("Say", "Speak"), call("Record", "", maxLength=60, transcribe=True, action="/done", method="POST")),
    "hold": (call("Enqueue", "support", waitUrl="/wait", waitUrlMethod="GET", action="/left"),),
    "music": (call("Play", "https://example.com/a.mp3", loop=3), call("Pause", "", length=2), call("Hangup")),
    "refuse": (call("Reject", "", reason="busy"),),
}  # fmt: skip


@dataclass
class Source:
    """A program and where its parts are."""

    code: str = ""
    spans: dict[tuple[int, str, str], tuple[int, int]] = field(default_factory=dict)

    def write(self, text: str) -> None:
        self.code += text

    def mark(self, node: int, kind: str, name: str, text: str) -> None:
        self.spans[node, kind, name] = (len(self.code), len(self.code) + len(text))
        self.write(text)


HEADS = {
    "javascript": "const VoiceResponse = require('twilio').twiml.VoiceResponse;\nconst n0 = new VoiceResponse();\n",
    "typescript": "import twilio from 'twilio';\nconst n0: any = new twilio.twiml.VoiceResponse();\n",
    "ruby": "require 'twilio-ruby'\nn0 = Twilio::TwiML::VoiceResponse.new\n",
    "php": "<?php\nuse Twilio\\TwiML\\VoiceResponse;\n$n0 = new VoiceResponse();\n",
}
TAILS = {
    "javascript": "console.log(n0.toString());\n", "typescript": "console.log(n0.toString());\n", "ruby": "puts n0.to_s\n",
    "php": "echo $n0;\n",
}  # fmt: skip


def write(calls: tuple[Call, ...], language: str) -> Source:
    """The program that makes these calls."""
    writer = {"javascript": _Node, "typescript": _Node, "ruby": _Ruby, "php": _Php}[language]()
    writer.source.write(HEADS[language])
    writer.calls(calls, "n0")
    writer.source.write(TAILS[language])
    return writer.source


class _Writer:
    def __init__(self) -> None:
        self.source = Source()
        self.count = 0

    def method(self, element: str) -> str:
        return element[0].lower() + element[1:]

    def value(self, value: str | int | bool) -> str:
        return (
            {True: "true", False: "false"}[value]
            if isinstance(value, bool)
            else str(value)
            if isinstance(value, int)
            else f"'{value}'"
        )

    def calls(self, calls: tuple[Call, ...], owner: str) -> None:
        for one in calls:
            self.count += 1
            self.call(one, owner, self.count)

    def call(self, one: Call, owner: str, number: int) -> None:
        raise NotImplementedError


class _Node(_Writer):
    def call(self, one: Call, owner: str, number: int) -> None:
        source = self.source
        source.write(f"const n{number} = {owner}.")
        source.mark(number, "method", "", self.method(one.element))
        source.write("(")
        if one.attributes:
            start = len(source.code)
            source.write("{ ")
            for at, (name, value) in enumerate(one.attributes):
                source.write(", " if at else "")
                source.mark(number, "key", name, name)
                source.write(": ")
                source.mark(number, "value", name, self.value(value))
            source.write(" }")
            source.spans[number, "options", ""] = (start, len(source.code))
        if one.text:
            source.write(", " if one.attributes else "")
            source.mark(number, "text", "", self.value(one.text))
        source.write(");\n")
        self.calls(one.inside, f"n{number}")


class _Php(_Writer):
    def call(self, one: Call, owner: str, number: int) -> None:
        source = self.source
        source.write(f"$n{number} = ${owner.lstrip('$')}->")
        source.mark(number, "method", "", self.method(one.element))
        source.write("(")
        takes_text = one.element in ("Dial", "Enqueue") or bool(one.text)
        if takes_text:
            source.mark(number, "text", "", self.value(one.text))
        if one.attributes:
            source.write(", " if takes_text else "")
            start = len(source.code)
            source.write("[")
            for at, (name, value) in enumerate(one.attributes):
                source.write(", " if at else "")
                source.write("'")
                source.mark(number, "key", name, name)
                source.write("' => ")
                source.mark(number, "value", name, self.value(value))
            source.write("]")
            source.spans[number, "options", ""] = (start, len(source.code))
        source.write(");\n")
        self.calls(one.inside, f"n{number}")


class _Ruby(_Writer):
    def method(self, element: str) -> str:
        return _snake(super().method(element))

    def call(self, one: Call, owner: str, number: int, depth: int = 0) -> None:
        source = self.source
        source.write(f"{owner}.")
        source.mark(number, "method", "", self.method(one.element))
        arguments = 0
        source.write("(")
        if one.text:
            keyword = text_keyword(one.element)
            source.write(f"{keyword}: " if keyword else "")
            source.mark(number, "text", "", self.value(one.text))
            arguments += 1
        for name, value in one.attributes:
            source.write(", " if arguments else "")
            source.mark(number, "key", name, _snake(name))
            source.write(": ")
            source.mark(number, "value", name, self.value(value))
            arguments += 1
        source.write(")")
        if one.inside:
            source.write(f" do |n{number}|\n")
            self.calls(one.inside, f"n{number}")
            source.write("end")
        source.write("\n")


def text_keyword(element: str) -> str:
    """The keyword of an element's text in twilio-ruby; empty where the text comes first."""
    found = next(cls for cls in classes("ruby").values() if cls.element == element and cls.name.startswith("voice."))
    parameter = found.signature.parameters[0] if found.signature.parameters else ""
    return parameter[:-1] if parameter.endswith(":") else ""


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda match: "_" + match[1].lower(), name)


@dataclass(frozen=True)
class Mutant:
    """A program with one mistake, the rules that may report it, and the exact text and place of it."""

    kind: str
    code: str
    names: tuple[str, ...]
    place: tuple[int, int]


def mutants(calls: tuple[Call, ...], language: str) -> Iterator[Mutant]:
    """One mistake at a time, of each kind that makes sense in the language."""
    for number, one in enumerate(_numbered(calls), 1):
        for name, value in one.attributes:
            yield from _misspelt(calls, language, number, one, name)
            yield from _out_of_set(calls, language, number, one, name, value)
        yield from _wrong_method(calls, language, number, one)
        yield from _swapped(calls, language, number, one)
    for at in range(len(calls)):
        if calls[at].element not in ("Redirect",) and not any(
            c.element in ("Redirect", "Reject", "Hangup") for c in calls[:at]
        ):
            made = write((*calls[:at], call("Redirect", "/elsewhere"), *calls[at:]), language)
            number = 1 + sum(_size(one) for one in calls[:at]) + 1
            yield Mutant("after redirect", made.code, ("unreachable-instruction",), made.spans[number, "method", ""])


def _numbered(calls: tuple[Call, ...]) -> Iterator[Call]:
    for one in calls:
        yield one
        yield from _numbered(one.inside)


def _size(one: Call) -> int:
    return 1 + sum(_size(inner) for inner in one.inside)


def _changed(calls: tuple[Call, ...], number: int, new: Call) -> tuple[Call, ...]:
    """The calls with the one of that number replaced."""
    found: list[Call] = []
    for one in calls:
        size = _size(one)
        if number == 1:
            found.append(new)
        elif 1 < number <= size:
            found.append(replace(one, inside=_changed(one.inside, number - 1, new)))
        else:
            found.append(one)
        number -= size
    return tuple(found)


def _misspelt(calls: tuple[Call, ...], language: str, number: int, one: Call, name: str) -> Iterator[Mutant]:
    wrong = {"misspelt": name[:-1] + "x" if len(name) > 3 else name + "x"}
    if name.lower() != name and language != "ruby":
        wrong["wrong case"] = name.lower()
    for kind, spelt in wrong.items():
        attributes = tuple((spelt if key == name else key, value) for key, value in one.attributes)
        made = write(_changed(calls, number, replace(one, attributes=attributes)), language)
        yield Mutant(kind, made.code, ("unknown-attribute", "attribute-wrong-case"), made.spans[number, "key", spelt])


#: Values that no attribute of this name takes, and the rules that say so.
_WRONG: dict[str, tuple[str, tuple[str, ...]]] = {
    "method": ("PUT", ("invalid-enum-value",)), "waitUrlMethod": ("PUT", ("invalid-enum-value",)),
    "track": ("sideways", ("invalid-enum-value",)), "reason": ("tired", ("invalid-enum-value",)),
    "beep": ("loud", ("invalid-enum-value", "invalid-boolean")), "record": ("always", ("invalid-enum-value", "invalid-boolean")),
    "input": ("smell", ("invalid-enum-value", "gather-input-invalid")), "numDigits": ("many", ("not-an-integer",)),
    "timeout": ("long", ("not-an-integer",)), "loop": ("twice", ("not-an-integer",)), "length": ("long", ("not-an-integer",)),
    "maxLength": ("long", ("not-an-integer",)), "maxParticipants": ("all", ("not-an-integer",)),
    "transcribe": ("perhaps", ("invalid-boolean",)), "startConferenceOnEnter": ("perhaps", ("invalid-boolean",)),
    "language": ("xx-XX", ("invalid-language", "unknown-language")), "voice": ("Polly.Nobody", ("invalid-voice", "unknown-voice")),
    "dtmfDetection": ("perhaps", ("invalid-boolean",)),
}  # fmt: skip


def _out_of_set(
    calls: tuple[Call, ...], language: str, number: int, one: Call, name: str, value: str | int | bool
) -> Iterator[Mutant]:
    if name not in _WRONG:
        return
    wrong, names = _WRONG[name]
    attributes = tuple((key, wrong if key == name else old) for key, old in one.attributes)
    made = write(_changed(calls, number, replace(one, attributes=attributes)), language)
    start, end = made.spans[number, "value", name]
    yield Mutant("value", made.code, names, (start + 1, end - 1))


#: Nouns, and the verb that does not have them.
_FOREIGN = {
    "Conference": "Connect",
    "Number": "Connect",
    "Room": "Dial",
    "Stream": "Dial",
    "Client": "Gather",
    "Queue": "Start",
}


def _wrong_method(calls: tuple[Call, ...], language: str, number: int, one: Call) -> Iterator[Mutant]:
    for at, inner in enumerate(one.inside):
        if inner.element in _FOREIGN:
            verb = Call(_FOREIGN[inner.element], "", (), one.inside)
            made = write(_changed(calls, number, verb), language)
            child = number + 1 + sum(_size(before) for before in one.inside[:at])
            yield Mutant("wrong verb", made.code, ("unknown-builder-method",), made.spans[child, "method", ""])
    misspelt = one.element[:-1] + "q"
    made = write(
        _changed(calls, number, replace(one, element=misspelt, inside=(), text="" if language == "ruby" else one.text)),
        language,
    )
    yield Mutant("method", made.code, ("unknown-builder-method",), made.spans[number, "method", ""])


def _swapped(calls: tuple[Call, ...], language: str, number: int, one: Call) -> Iterator[Mutant]:
    if not one.text:
        return
    made = write(calls, language)
    text = made.spans[number, "text", ""]
    if language == "ruby":
        keyword = text_keyword(one.element)
        if keyword and keyword not in ("sip_url", "words"):
            start = text[0] - len(keyword) - 2
            yield Mutant("no keyword", made.code[:start] + made.code[text[0] :], ("builder-missing-keyword",),
                         (start, start + text[1] - text[0]))  # fmt: skip
    elif one.attributes:
        options = made.spans[number, "options", ""]
        first, second = sorted((text, options))
        code = made.code
        swapped = (
            code[: first[0]]
            + code[slice(*second)]
            + code[first[1] : second[0]]
            + code[slice(*first)]
            + code[second[1] :]
        )
        length = options[1] - options[0]
        start = first[0] if options == second else second[1] - length
        yield Mutant("swapped", swapped, ("options-dropped",), (start, start + length))
