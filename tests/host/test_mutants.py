"""Mistakes planted in builder calls and literals: each is found, and found exactly where it was planted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.extracting import language
from support.lint import dispatcher
from twimllint.engine.registry import Registry
from twimllint.engine.settings import LintSettings
from twimllint.host.check import check_program
from twimllint.host.decoding import decode_program

REGISTRY = Registry.builtin()
ALL = dispatcher()

PYTHON = """from twilio.twiml.voice_response import Connect, Dial, Gather, VoiceResponse

def answer():
    response = VoiceResponse()
    gather = Gather(input="speech dtmf", num_digits=1, action="/menu", method="POST")
    gather.say("Press 1, or say sales.", voice="Polly.Joanna", language="en-US")
    response.append(gather)
    response.say("Goodbye.", loop=1)
    dial = Dial(caller_id="+14155550100", timeout=20)
    dial.conference("Standup", beep=False, record="record-from-start", start_conference_on_enter=True)
    response.append(dial)
    response.redirect("/voice", method="POST")
    return str(response)
"""
NODE = """const { twiml } = require("twilio");

function answer() {
  const response = new twiml.VoiceResponse();
  const gather = response.gather({ input: "speech dtmf", numDigits: 1, action: "/menu", method: "POST" });
  gather.say({ voice: "Polly.Joanna", language: "en-US" }, "Press 1, or say sales.");
  response.say({ loop: 1 }, "Goodbye.");
  const dial = response.dial({ callerId: "+14155550100", timeout: 20 });
  dial.conference({ beep: false, record: "record-from-start", startConferenceOnEnter: true }, "Standup");
  response.redirect({ method: "POST" }, "/voice");
  return response.toString();
}
"""


def found(code: str, name: str) -> list[tuple[str, str]]:
    """The rules that report errors and warnings, each with the text at its place."""
    source = decode_program(code.encode(), "app." + {"python": "py", "javascript": "js"}[name])
    result = check_program(source, language(name), LintSettings(), ALL).result
    assert result is not None
    return [(one.name, code[one.span.start : one.span.end]) for one in result.diagnostics if one.severity.rank]


@pytest.mark.parametrize(("code", "name"), [(PYTHON, "python"), (NODE, "javascript")])
def test_the_programs_are_right(code: str, name: str) -> None:
    assert found(code, name) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "place"),
    [
        ("num_digits=1", "num_digit=1", "unknown-attribute", "num_digit"),
        ("num_digits=1", "numDigits=1", None, ""),
        ("num_digits=1", "num_digits='one'", "not-an-integer", "one"),
        ('method="POST")\n    gather', 'method="post")\n    gather', "enum-wrong-case", "post"),
        ('input="speech dtmf"', 'input="speech keys"', "invalid-enum-value", "keys"),
        ('input="speech dtmf"', 'input=["speech", "dtmf"]', "list-value", '["speech", "dtmf"]'),
        ('language="en-US"', 'language="english"', "invalid-language", "english"),
        ('voice="Polly.Joanna"', 'voice="Polly.Joana"', "unknown-voice", "Polly.Joana"),
        ("caller_id=", "callerid=", "attribute-wrong-case", "callerid"),
        ("record-from-start", "record-always", "invalid-enum-value", "record-always"),
        ("timeout=20", "timeout=99999", "integer-out-of-range", "99999"),
        ("dial.conference", "dial.conferense", "unknown-builder-method", "conferense"),
        ("dial.conference", "dial.room", "unknown-builder-method", "room"),
        ("dial = Dial(", "dial = Connect(", "unknown-builder-method", "conference"),
        ("    return str", "    response.say('never')\n    return str", "unreachable-instruction", "say"),
        ('"Goodbye."', '""', "empty-say", "say"),
        ("beep=False", "beep='no'", "invalid-enum-value", "no"),
        ("start_conference_on_enter=True", "start_conference_on_enter='yes'", "invalid-boolean", "yes"),
    ],
)  # fmt: skip
def test_mutants_in_python(old: str, new: str, rule: str | None, place: str) -> None:
    assert PYTHON.count(old) == 1
    mutant = PYTHON.replace(old, new)
    if rule is None:
        assert found(mutant, "python") == []
    else:
        assert (rule, place) in found(mutant, "python")


@pytest.mark.parametrize(
    ("old", "new", "rule", "place"),
    [
        ("numDigits: 1", "numDigit: 1", "unknown-attribute", "numDigit"),
        ("numDigits: 1", "numdigits: 1", "attribute-wrong-case", "numdigits"),
        ('input: "speech dtmf"', 'input: ["speech", "keys"]', "invalid-enum-value", "keys"),
        ('language: "en-US"', 'language: "english"', "invalid-language", "english"),
        ('{ loop: 1 }, "Goodbye."', '"Goodbye.", { loop: 1 }', "options-dropped", "{ loop: 1 }"),
        ("record-from-start", "record-always", "invalid-enum-value", "record-always"),
        ("dial.conference", "dial.conferense", "unknown-builder-method", "conferense"),
        ("dial.conference", "dial.room", "unknown-builder-method", "room"),
        ("  return response", "  response.hangup();\n  return response", "unreachable-instruction", "hangup"),
        ("response.dial({", "response.connect({", "unknown-builder-method", "conference"),
    ],
)  # fmt: skip
def test_mutants_in_javascript(old: str, new: str, rule: str, place: str) -> None:
    assert NODE.count(old) == 1
    assert (rule, place) in found(NODE.replace(old, new), "javascript")


FILLER = st.lists(st.sampled_from([*"aZ é😀ß;", "\\n", "\\t", "\\u00e9", "\\x41"]), max_size=12).map("".join)


@given(FILLER, FILLER, st.sampled_from(("'", '"', "'''", '"""')), st.sampled_from(("", "f", "b")))
def test_a_mistake_in_a_literal_lies_where_it_was_planted(before: str, after: str, quote: str, prefix: str) -> None:
    if prefix == "b":
        before = after = ""
    hole = "{name}" if prefix == "f" else ""
    inner = '"' if quote[0] == "'" else "'"
    code = (
        f"{'é = 1'}\r\nx = {prefix}{quote}<Response><Say>{before}{hole}</Say><Pause lenght={inner}1{inner}/>"
        f"<Say>a{after}</Say></Response>{quote}\r\n"
    )
    assert ("unknown-attribute", "lenght") in found(code, "python")
