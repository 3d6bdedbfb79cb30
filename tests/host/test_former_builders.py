"""The builders that twilio-python had up to version 5, and twilio-node up to 2."""

from __future__ import annotations

import json

import pytest

from support.checking import diagnostics, findings
from support.extracting import texts
from twimllint.host.library import classes
from twimllint.schema.data import data
from twimllint.schema.grammar import load

pytest.importorskip("tree_sitter")

PYTHON = "import twilio.twiml\ndef f(x):\n    r = twilio.twiml.Response()\n    {}\n    return str(r)\n"
NODE = "var twilio = require('twilio');\nfunction f(req, res) {{ var r = new twilio.TwimlResponse(); {} res.send(r.toString()); }}\n"

READ: list[tuple[str, str, str]] = [
    ("python", 'r.say("Hi", voice="alice")', '<Say voice="alice">Hi</Say>'),
    ("python", 'r.addSay("Hi")', "<Say>Hi</Say>"),
    ("python", 'r.gather(numDigits=1, action="/m").say("Hi")', '<Gather numDigits="1" action="/m"><Say>Hi</Say></Gather>'),
    ("python", 'with r.dial(record=True) as d:\n        d.number("+14155550100", sendDigits="1")',
     '<Dial record="true"><Number sendDigits="1">+14155550100</Number></Dial>'),
    ("python", 'r.append(twilio.twiml.Dial(timeout=5)).client("jenny")',
     '<Dial timeout="5"><Client>jenny</Client></Dial>'),
    ("python", 'r.play(digits="1")', '<Play digits="1"></Play>'),
    ("python", 'r.play("a.mp3", "1")', '<Play digits="1">a.mp3</Play>'),
    ("python", 'r.reject("busy")', '<Reject reason="busy"></Reject>'),
    ("python", 'r.message("Hi", sender="+14155550100")', '<Message from="+14155550100">Hi</Message>'),
    ("python", 'r.message("Hi", to=None)', "<Message>Hi</Message>"),
    ("python", 'r.enqueue("a", waitUrl="/w")', '<Enqueue waitUrl="/w">a</Enqueue>'),
    ("javascript", "r.say('Hi', { voice: 'alice' });", '<Say voice="alice">Hi</Say>'),
    ("javascript", "r.say({ voice: 'alice' }, 'Hi');", '<Say voice="alice">Hi</Say>'),
    ("javascript", "r.say('Hi').hangup();", "<Say>Hi</Say><Hangup></Hangup>"),
    ("javascript", "r.gather({ numDigits: 1 }, function (node) { node.say('Hi'); node.play('a.mp3'); }).hangup();",
     '<Gather numDigits="1"><Say>Hi</Say><Play>a.mp3</Play></Gather><Hangup></Hangup>'),
    ("javascript", "r.dial(function () { this.number('+14155550100').client('a'); });",
     "<Dial><Number>+14155550100</Number><Client>a</Client></Dial>"),
    ("javascript", "r.dial({ timeout: 5 }, n => n.client('a'));", '<Dial timeout="5"><Client>a</Client></Dial>'),
    ("javascript", "r.gather({ numDigits: 1 }, menu); function menu(n) { n.say('Hi'); }",
     '<Gather numDigits="1"><Say>Hi</Say></Gather>'),
    ("javascript", "r.message(function () { this.body('a'); this.media('https://example.com/b.png'); });",
     "<Message><Body>a</Body><Media>https://example.com/b.png</Media></Message>"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "body", "expected"), READ)
def test_builders_are_read(language: str, body: str, expected: str) -> None:
    code = (PYTHON if language == "python" else NODE).format(body)
    assert texts(code, language) == [f"<Response>{expected}</Response>"]
    assert findings(code, language) == []


@pytest.mark.parametrize(
    "made",
    [
        "const { TwimlResponse } = require('twilio'); var r = new TwimlResponse();",
        "const T = require('twilio/lib/TwimlResponse'); var r = new T();",
        "var r = require('twilio').TwimlResponse();",
        "import { TwimlResponse as T } from 'twilio'; var r = new T();",
        "var r = new Twilio.TwimlResponse();",
    ],
)
def test_ways_to_the_class_in_node(made: str) -> None:
    assert texts(f"{made} r.hangup(); send(r.toString());", "javascript") == ["<Response><Hangup></Hangup></Response>"]


@pytest.mark.parametrize(
    "made",
    [
        "from twilio import twiml\nr = twiml.Response()",
        "from twilio.twiml import Response\nr = Response()",
        "import twilio.twiml as t\nr = t.Response()",
        "from twilio import twiml as t\nr = t.Response()",
    ],
)
def test_ways_to_the_class_in_python(made: str) -> None:
    assert texts(f"{made}\nr.hangup()\nprint(r.toxml())\n") == ["<Response><Hangup></Hangup></Response>"]


#: What is wrong, and what of it is found: name of the rule and its place.
WRONG: list[tuple[str, str, tuple[str, str]]] = [
    ("python", 'r.gather(num_digits=1, action="/m"); r.hangup()', ("attribute-wrong-case", "num_digits")),
    ("python", 'r.say("Hi", voise="alice")', ("unknown-attribute", "voise")),
    ("python", "r.dial(timeout=5)", ("dial-empty", "dial")),
    ("python", 'r.sma("Hi")', ("unknown-builder-method", "sma")),
    ("python", "r.connect()", ("unknown-builder-method", "connect")),
    ("python", 'r.gather(action="/m").number("1"); r.hangup()', ("unknown-builder-method", "number")),
    ("python", 'r.hangup()\n    r.say("Hi")', ("unreachable-instruction", "say")),
    ("javascript", "r.say('Hi', { voise: 'alice' });", ("unknown-attribute", "voise")),
    ("javascript", "r.dial({ timeout: 5 });", ("dial-empty", "dial")),
    ("javascript", "r.connect();", ("unknown-builder-method", "connect")),
    ("javascript", "r.dial(function (d) { d.room('a'); });", ("unknown-builder-method", "room")),
    ("javascript", "r.hangup().say('Hi');", ("unreachable-instruction", "say")),
]


@pytest.mark.parametrize(("language", "body", "found"), WRONG)
def test_mistakes(language: str, body: str, found: tuple[str, str]) -> None:
    code = (PYTHON if language == "python" else NODE).format(body)
    assert findings(code, language) == [found]


def test_a_fix_has_the_spelling_of_the_library() -> None:
    code = PYTHON.format('r.gather(num_digits=1, action="/m"); r.hangup()')
    (found,) = [one for one in diagnostics(code, "python") if one.fix is not None]
    assert [edit.text for edit in found.fix.edits if found.fix] == ["numDigits"]


#: What may be anything: nothing is found.
UNCLEAR: list[tuple[str, str]] = [
    ("python", "r.dial(x)"),
    ("python", "r.dial(**x)"),
    ("python", "fill(r.dial())"),
    ("python", 'r.dial("+14155550100, +14155550101")'),
    ("python", "r.verbs.append(x)"),
    ("python", "d = r.dial()\n    d.body = x"),
    ("javascript", "r.dial(req.body.To);"),
    ("javascript", "r.dial(req.body.options, req.body.To);"),
    ("javascript", "r.dial({ timeout: 5 }, build);"),
    ("javascript", "r.say(words, { voice: 'alice' });"),
    ("javascript", "r.dial({ timeout: 5 }, function (d) { ids.forEach(function (id) { d.client(id); }); });"),
    ("javascript", "r.children.push(x);"),
    (
        "javascript",
        "r.dial(function (d) { d.client({ statusCallbackEvent: ['ringing', 'answered'], statusCallback: '/s' }, x); });",
    ),
]


@pytest.mark.parametrize(("language", "body"), UNCLEAR)
def test_unclear_calls_are_silent(language: str, body: str) -> None:
    code = (PYTHON if language == "python" else NODE).format(body)
    assert findings(code, language) == []


@pytest.mark.parametrize("library", ["python", "node"])
def test_the_tables_hold_together(library: str) -> None:
    table = data(f"former-{library}")
    assert table["source"].startswith("https://github.com/twilio/")
    known = {kind.name for channel in ("voice", "messaging") for kind in load(channel).types()}
    for name, entry in table["classes"].items():
        assert entry["element"] in known, name
        assert entry["text"] in ("", *entry["parameters"]) or library == "node"
        for method, (made, parameters, required) in entry["methods"].items():
            assert made in table["classes"], method
            assert set(required) <= set(parameters), method
    assert {name for name, cls in classes(library).items() if cls.is_former} == set(table["classes"])
    assert json.loads(json.dumps(table)) == table
