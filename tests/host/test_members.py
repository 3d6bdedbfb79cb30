"""Responses that an object keeps are followed in each of its methods; what others add to them is not known."""

from __future__ import annotations

import pytest

from support.checking import diagnostics, findings
from support.extracting import documents

pytest.importorskip("tree_sitter")

PYTHON = """
from twilio.twiml.voice_response import VoiceResponse

class Answer:
    kind = VoiceResponse

    def __init__(self):
        self.response = VoiceResponse()

    def greet(self):
        self.response.say("Hello", vioce="alice")
        return self

    def leave(self):
        r = self.kind()
        r.hangups()
        return str(r)
"""
NODE = """
const { twiml } = require("./helper");
const VoiceResponse = require("twilio").twiml.VoiceResponse;
class Answer {
  kind = VoiceResponse;
  constructor() { this.response = new VoiceResponse(); }
  greet() { this.response.say({ vioce: "alice" }, "Hello"); return this; }
  leave() { const r = new this.kind(); r.hangups(); return r.toString(); }
}
function passedOn() { const r = new twiml.VoiceResponse(); r.hangups(); return r.toString(); }
"""
RUBY = """
class Answer
  def initialize
    @response = Twilio::TwiML::VoiceResponse.new
  end
  def greet
    @response.say(message: 'Hello', vioce: 'alice')
  end
end
"""
PHP = """<?php
use Twilio\\TwiML\\VoiceResponse;
class Answer {
  private $response;
  function __construct() { $this->response = new VoiceResponse(); }
  function greet() { $this->response->say('Hello', ['vioce' => 'alice']); return $this; }
}
"""
ATTRIBUTE, METHOD = ("unknown-attribute", "vioce"), ("unknown-builder-method", "hangups")


@pytest.mark.parametrize(
    ("language", "code", "expected"),
    [
        ("python", PYTHON, [ATTRIBUTE, METHOD]),
        ("javascript", NODE, [ATTRIBUTE, METHOD, METHOD]),
        ("ruby", RUBY, [ATTRIBUTE]),
        ("php", PHP, [ATTRIBUTE]),
    ],
)
def test_mistakes_in_methods_are_found(language: str, code: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.name, code[slice(*one.span)]) for one in diagnostics(code, language)] == expected


def test_nothing_is_said_of_what_others_may_add() -> None:
    assert not any(document.complete for document in documents(PYTHON.replace("vioce", "voice").replace("hangups", "hangup"))[:2])  # fmt: skip
    code = PYTHON.replace('say("Hello", vioce="alice")', 'gather(action="/a")').replace("hangups", "hangup")
    assert findings(code, "python") == []


@pytest.mark.parametrize(
    "other",
    ["self.response = Other()", "self.response = None"],
)
def test_a_member_that_is_set_again_is_not_followed(other: str) -> None:
    code = PYTHON.replace("        return self\n", f"        return self\n\n    def again(self):\n        {other}\n")
    assert [name for name, _ in findings(code, "python")] == ["unknown-builder-method"]


def test_a_class_of_its_own_is_not_twilios() -> None:
    code = PYTHON.replace("from twilio.twiml.voice_response", "from acme.voice")
    assert findings(code, "python") == []


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("python", "def menu(response: VoiceResponse):\n    response.gather(action='/a').say('Hi')\n"),
        ("python", "def menu(dial: Dial):\n    pass\n"),
        (
            "python",
            "class A:\n    def __init__(self):\n        self.response = VoiceResponse()\n"
            "    def menu(self):\n        self.response.gather(action='/a').say('Hi')\n        return self\n",
        ),
        (
            "javascript",
            "const { VoiceResponse } = require('twilio').twiml; class A { constructor() { this.r = new VoiceResponse(); }\n"
            "menu() { this.r.gather({ action: '/a' }).say('Hi'); return this; } }",
        ),
    ],
)
def test_nothing_is_said_of_the_end_of_what_the_caller_has(language: str, code: str) -> None:
    imports = "from twilio.twiml.voice_response import VoiceResponse, Dial\n" if language == "python" else ""
    assert diagnostics(imports + code, language) == []


@pytest.mark.parametrize(
    ("language", "code"),
    [
        (
            "python",
            "class A:\n    def page(self):\n        return '<Response><say>Hi</say></Response>'\n"
            "    def answer(self, key):\n        self.cache = {}\n        self.cache[key] = 1\n        return self.page()\n",
        ),
        (
            "javascript",
            "class A { page() { return '<Response><say>Hi</say></Response>'; }\n"
            "answer(key) { this.cache = {}; this.cache[key] = 1; return this.page(); } }",
        ),
        (
            "php",
            "<?php class A { function page() { return '<Response><say>Hi</say></Response>'; }\n"
            "function answer($key) { $this->cache = []; $this->cache[$key] = 1; return $this->page(); } }",
        ),
        (
            "ruby",
            "class A\n  def page\n    '<Response><say>Hi</say></Response>'\n  end\n"
            "  def answer(key)\n    @cache = {}\n    @cache[key] = 1\n    self.page\n  end\nend\n",
        ),
    ],
)
def test_a_member_of_which_a_part_is_set_is_forgotten_before_a_call(language: str, code: str) -> None:
    assert [name for name, _ in findings(code, language)] == ["element-wrong-case"]


#: A class with a constant, in each language that follows them.
CONSTANTS = {
    "python": 'from twilio.twiml.voice_response import VoiceResponse\nclass A:\n    VOICE = "nobody"\n    def f(self):\n'
    '        r = VoiceResponse()\n        r.say("x", voice={})\n        return str(r)\n',
    "ruby": "class A\n VOICE = 'nobody'.freeze\n def f\n r = Twilio::TwiML::VoiceResponse.new\n"
    " r.say(message: 'x', voice: {})\n r.to_s\n end\nend\n",
    "php": "<?php use Twilio\\TwiML\\VoiceResponse;\nclass A {{ const VOICE = 'nobody';\n"
    "function f() {{ $r = new VoiceResponse(); $r->say('x', ['voice' => {}]); echo $r; }} }}\n",
}


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("python", "self.VOICE"), ("python", "A.VOICE"), ("ruby", "VOICE"), ("ruby", "A::VOICE"), ("php", "self::VOICE"),
        ("php", "static::VOICE"), ("php", "A::VOICE"),
    ],
)  # fmt: skip
def test_constants_of_a_class_are_known_in_its_methods(language: str, named: str) -> None:
    assert findings(CONSTANTS[language].format(named), language) == [("unknown-voice", "nobody")]


@pytest.mark.parametrize(
    ("language", "named"), [("python", "other.VOICE"), ("python", "VOICE"), ("ruby", "B::VOICE"), ("php", "B::VOICE")]
)
def test_constants_of_others_are_not(language: str, named: str) -> None:
    assert findings(CONSTANTS[language].format(named), language) == []


def test_a_constant_that_a_method_changes_is_none() -> None:
    code = CONSTANTS["python"].format("self.VOICE") + "    def g(self, voice):\n        self.VOICE = voice\n"
    assert findings(code, "python") == []


def test_constants_are_seen_in_classes_inside_in_ruby() -> None:
    code = "module M\n LIMIT = 'nobody'\n" + CONSTANTS["ruby"].format("LIMIT") + "end\n"
    assert findings(code, "ruby") == [("unknown-voice", "nobody")]
