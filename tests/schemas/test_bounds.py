"""Every limit is tried at, under and over its bounds: those of ``limits.json``, and the ranges of attributes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from support.lint import EVERY, lint
from support.nesting import nested
from twimllint.schema.data import data
from twimllint.schema.grammar import load
from twimllint.schema.model import AttributeType, ElementType, SimpleType

ROWS = data("limits")["limits"]
SHELL = "<Response><Say></Say></Response>"


def inside(text: str) -> str:
    return f"<Response>{text}</Response>"


def dial(text: str) -> str:
    return inside(f"<Dial>{text}</Dial>")


def say(voice: str) -> Callable[[int], str]:
    return lambda size: inside(f'<Say voice="{voice}">{"x" * size}</Say>')


def parameter(size: int) -> str:
    element = f'<Parameter name="{"n" * 99}" value="{"v" * (size - 99)}"/>'
    return inside(f'<Connect><Stream url="wss://m.acme.test/s">{element}</Stream></Connect>')


def headers(size: int) -> str:
    return dial(f"<Sip>sip:amy@pbx.acme.test?{'x-a=' + 'v' * (size - 4)}</Sip>")


#: The rule that holds a limit, and a document of a size.
HELD: dict[str, tuple[str, Callable[[int], str]]] = {
    "conference-label": (
        "participant-label-invalid",
        lambda size: dial(f'<Conference participantLabel="{"x" * size}">t</Conference>'),
    ),
    "conference-name": ("conference-name-invalid", lambda size: dial(f"<Conference>{'x' * size}</Conference>")),
    "dial-numbers": ("too-many-targets", lambda size: dial("<Number>+14155550100</Number>" * size)),
    "document-size": ("document-too-large", lambda size: SHELL.replace("></Say", f">{'x' * (size - len(SHELL))}</Say")),
    "gather-hints-count": ("gather-hints-limit", lambda size: inside(f'<Gather input="speech" hints="{", ".join(["a"] * size)}"/>')),
    "gather-hints-length": ("gather-hints-limit", lambda size: inside(f'<Gather input="speech" hints="b, {"a" * size}"/>')),
    "inline-twiml": ("inline-twiml-too-long", lambda size: SHELL.replace("></Say", f">{'x' * (size - len(SHELL))}</Say")),
    "message-alpha-sender": ("message-address-invalid", lambda size: inside(f'<Message from="{"A" * size}">Hi</Message>')),
    "message-body": ("message-too-long", lambda size: inside(f"<Message>{'x' * size}</Message>")),
    "message-media": ("media-invalid", lambda size: inside(f"<Message>{'<Media>https://a.acme.test/a.png</Media>' * size}</Message>")),
    "message-replies": ("too-many-messages", lambda size: inside("<Message>Hi</Message>" * size)),
    "pay-amount": ("pay-amount-invalid", lambda size: inside(f'<Pay chargeAmount="{size}" action="/d"/>')),
    "phone-digits": ("number-invalid", lambda size: dial(f"<Number>+{'883130' + '1' * (size - 6)}</Number>")),
    "queue-name": ("queue-name-length", lambda size: inside(f"<Enqueue>{'x' * size}</Enqueue>")),
    "record-transcribe": (
        "record-transcription-limits",
        lambda size: inside(f'<Record action="/d" transcribe="true" maxLength="{size}"/>'),
    ),
    "say-break": ("ssml-break-time", lambda size: inside(f'<Say voice="Polly.Amy"><break time="{size}s"/></Say>')),
    "say-encoded": ("say-too-long", lambda size: inside(f'<Say voice="Polly.Mizuki">{"あ" * -(-size // 9)}</Say>')),
    "say-error": ("say-too-long", say("man")),
    "say-google": ("say-too-long", say("Google.en-US-Standard-A")),
    "say-polly": ("say-too-long", say("Polly.Amy")),
    "sip-headers": ("sip-header-invalid", headers),
    "sip-uri": ("sip-uri-invalid", lambda size: dial(f"<Sip>sip:{'a' * (size - 18)}@pbx.acme.test</Sip>")),
    "stream-parameter": ("stream-parameter-limit", parameter),
}  # fmt: skip


#: No rule looks at a recording that is allowed to be as short as that.
NO_MINIMUM = {"record-transcribe"}
#: Messages about sizes that may be too large.
HINTS = {"at-limit", "disputed"}


def sizes() -> Iterator[tuple[str, int, bool]]:
    """Each limit with a size, and whether it is allowed."""
    for key, row in ROWS.items():
        if row["minimum"] is not None and key not in NO_MINIMUM:
            yield key, row["minimum"] - 1, False
            yield key, row["minimum"], True
        yield key, row["maximum"], True
        yield key, row["maximum"] + 1, False


@pytest.mark.parametrize(("key", "size", "allowed"), list(sizes()))
def test_limits_are_inclusive(key: str, size: int, allowed: bool) -> None:
    rule, document = HELD[key]
    found = [one.id for one in lint(document(size), rules=[rule], role="inline").diagnostics if one.id not in HINTS]
    assert (not found) is allowed


def ranges() -> Iterator[tuple[ElementType, AttributeType, SimpleType]]:
    for channel in ("voice", "messaging"):
        for kind in load(channel).types():
            for attribute in kind.attributes.values():
                for type_ in (attribute.type, *attribute.type.members):
                    if type_.kind == "integer" and (type_.minimum is not None or type_.maximum is not None):
                        yield kind, attribute, type_


@pytest.mark.parametrize(
    ("kind", "attribute", "type_"),
    [pytest.param(*found, id=f"{found[0].key}@{found[1].name}") for found in ranges() if found[0].key != "Response"],
)
def test_ranges_are_inclusive(kind: ElementType, attribute: AttributeType, type_: SimpleType) -> None:
    least = type_.minimum if type_.min_in_use is None else type_.min_in_use
    tried = {}
    if least is not None:
        tried |= {least - 1: False, least: True, least + 1: True}
    if type_.maximum is not None:
        tried |= {type_.maximum: True, type_.maximum + 1: False}
    for number, allowed in tried.items():
        text = nested(kind, attribute, f"{number:.0f}")
        place = text.index(f'{attribute.name}="') + len(attribute.name) + 2
        found = [
            one.name
            for one in lint(text, rules=EVERY).diagnostics
            if one.span.start == place
            and one.name in ("integer-out-of-range", "not-an-integer")
            and one.id not in HINTS
        ]
        assert bool(found) is not allowed, text
