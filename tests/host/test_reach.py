"""Which calls of a program's own functions are followed, and that nothing is lost by following fewer."""

from __future__ import annotations

from importlib import import_module
from textwrap import dedent

import pytest

from support.checking import diagnostics, findings
from support.extracting import IMPORTS, language, texts
from twimllint.host.cycles import groups
from twimllint.host.evaluate import Evaluator
from twimllint.host.run import Run

SAY = "from twilio.twiml.voice_response import VoiceResponse\n"


def steps(code: str, name: str = "python") -> int:
    """How many steps it takes to follow a program."""
    module = import_module(language(name).module)
    return Evaluator(Run(code, module.dialect), module.read(code)).evaluate().steps


def following(at: int, n: int) -> list[int]:
    return [(at + step) % n for step in (1, 2, 3, 5)]


def tangle(n: int, body: str = "") -> str:
    """Functions that mention a response, each of which calls four others."""
    return "".join(
        [
            f"def h{at}(response, name, size):\n"
            + "".join([f"    h{other}(response, 'x{at}', len(response))\n" for other in following(at, n)])
            + f"{body}    return name + str(size)\n"
            for at in range(n)
        ]
    )


def script(n: int) -> str:
    return "".join(
        [
            f"const h{at} = (response, name, size) => {{\n"
            + "".join([f"  h{other}(response, 'x{at}', response.length);\n" for other in following(at, n)])
            + "  return name + size;\n};\n"
            for at in range(n)
        ]
    )


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (IMPORTS + tangle(60), "python"),
        (IMPORTS + tangle(60, "    log('<Say>%s</Say>' % name)\n"), "python"),
        ("const { VoiceResponse } = require('twilio').twiml;\n" + script(60), "javascript"),
    ],
    ids=["python", "texts", "javascript"],
)
def test_helpers_that_call_each_other_are_followed_as_often_as_there_is_something_to_find(code: str, name: str) -> None:
    assert steps(code, name) < 50 * code.count("\n")


def test_a_function_is_followed_once_for_the_same_values() -> None:
    page = "def page():\n" + "    x = fetch('response')\n" * 100 + "    return '<Say>Hello</Say>'\n"
    calls = "def answer():\n" + "    print('<Response>' + page() + '</Response>')\n"
    few, many = (steps(page + calls + "    page()\n" * count) for count in (1, 101))
    assert many - few < 100 * 10


def test_what_has_nothing_to_do_with_twiml_is_not_followed_by_itself() -> None:
    idle = "def idle(response):\n" + "    response = fetch(response.url)\n" * 100
    assert steps(SAY + idle) - steps(SAY) < 10


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        # what a helper gives that makes no TwiML
        (
            "def twilio_base(): return 'https://example.com'\ndef twilio_url(path): return twilio_base() + path\n"
            "def answer():\n    r = VoiceResponse()\n    r.play(twilio_url('/a.mp3'))\n    return str(r)\n",
            "<Response><Play>https://example.com/a.mp3</Play></Response>",
        ),
        # a node that a helper sees in the function around it, through another one
        (
            "def answer():\n    r = VoiceResponse()\n    def inner_twilio(): r.say('a')\n    def outer(): inner_twilio()\n"
            "    outer()\n    return str(r)\n",
            "<Response><Say>a</Say></Response>",
        ),
        # a class that a helper gets, or that has another name
        (
            "def make_twilio(cls): return cls()\n"
            "def answer():\n    r = make_twilio(VoiceResponse)\n    r.say('a')\n    return str(r)\n",
            "<Response><Say>a</Say></Response>",
        ),
        (
            "Answer = VoiceResponse\ndef make(): return Answer()\n"
            "def answer():\n    r = make()\n    r.say('a')\n    return str(r)\n",
            "<Response><Say>a</Say></Response>",
        ),
        # a text that variables of the module hold, and one that is made of others
        (
            "HELLO = '<Say>Hello</Say>'\ndef twilio_hello(): return HELLO\ndef wrapped(): return twilio_hello()\n"
            "def answer(): return '<Response>' + wrapped() + '</Response>'\n",
            "<Response><Say>Hello</Say></Response>",
        ),
        # functions that call each other
        (
            "def menu(again): return '<Say>Menu</Say>' + error()\ndef error(): return '<Say>Error</Say>' + menu(1)\n"
            "def answer(): return '<Response>' + menu(0) + '</Response>'\n",
            "<Response><Say>Menu</Say><Say>Error</Say>{{ menu(1) }}</Response>",
        ),
    ],
)
def test_what_matters_is_followed(code: str, expected: str) -> None:
    assert expected in texts(IMPORTS + code)


def test_members_of_an_object_are_changed_by_its_methods() -> None:
    code = """
        class Call:
            def __init__(self):
                self.response = VoiceResponse()

            def greet(self):
                self.say("Hello")
                return str(self.response)

            def say(self, words):
                self.add(words)

            def add(self, words):
                self.response.say(words, voise="alice")
        """
    assert [one.code for one in diagnostics(IMPORTS + dedent(code), "python")] == ["TW201"]


def test_arrow_functions_see_the_scope_that_they_are_in() -> None:
    code = """
        const { VoiceResponse } = require('twilio').twiml;
        const url = 'https://example.com';
        const link = (path, twilio) => url + path;
        function answer(req, res) {
            const url = 5;
            const r = new VoiceResponse();
            const add = (path) => r.play(link(path));
            add('/a.mp3');
            res.send(r.toString());
        }
        """
    assert texts(code, "javascript") == ["<Response><Play>https://example.com/a.mp3</Play></Response>"]


def test_an_unsure_value_of_a_helper_is_named_after_it() -> None:
    code = """
        function escape(words) { return words.replace(/</g, '&lt;'); }
        function safe(words) { return escape(words); }
        function answer(req) {
            const name = safe(req.body.Body);
            return `<Response><Say>${name}</Say></Response>`;
        }
        """
    assert findings(dedent(code), "javascript") == []


def test_groups_of_a_long_chain_and_of_a_circle() -> None:
    chain = {at: [at + 1] for at in range(5000)} | {5000: []}
    assert sum(1 for _ in groups(chain, chain.__getitem__, ())) == 5001
    circle = chain | {5000: [0]}
    assert [len(group) for group in groups(circle, circle.__getitem__, ())] == [5001]
    assert [*groups(chain, chain.__getitem__, range(3000))] == [frozenset([at]) for at in range(5000, 2999, -1)]


def test_a_program_that_the_grammar_cannot_read_takes_steps_by_its_size() -> None:
    def program(n: int) -> str:
        lines = "".join([f"  const value{at} = read(name{at});\n" for at in range(n)])
        return f"function answer(twilio) {{\n  const r = new twilio.twiml.VoiceResponse();\n{lines}  d.number((;\n}}\n"

    few, many = (steps(program(count), "javascript") for count in (40, 160))
    assert many < 6 * few


#: A function that makes a document, and one that has nothing to do with TwiML.
TWO_FUNCTIONS = {
    "python": IMPORTS + "def voice():\n    return str(VoiceResponse())\ndef other():\n    log(1)\n",
    "javascript": "function voice() { return `${new twiml.VoiceResponse()}`; }\nfunction other() { log(1); }\n",
    "typescript": "function voice() { return `${new twiml.VoiceResponse()}`; }\nfunction other(): number { log(1); }\n",
    "ruby": "def voice\n  Twilio::TwiML::VoiceResponse.new.to_s\nend\ndef other\n  log(1)\nend\n",
    "php": "<?php function voice() { echo new VoiceResponse(); }\nfunction other() { log(1); }\n",
}  # fmt: skip


@pytest.mark.parametrize("name", TWO_FUNCTIONS)
def test_functions_that_have_nothing_to_do_with_twiml_are_not_read(name: str) -> None:
    code = TWO_FUNCTIONS[name]
    module = import_module(language(name).module)
    program = module.read(code)
    evaluator = Evaluator(Run(code, module.dialect), program)
    evaluator.evaluate()
    functions = sorted(evaluator.scopes.inner(program), key=lambda function: function.span)
    read = [function.is_read for function in functions]
    assert read == [True, False]
    assert code.index("log(1)") in [span.start for span in program.statements]


def test_a_document_is_listed_once_for_each_place_that_its_parts_come_from() -> None:
    code = f"""{IMPORTS}
def answer(text="Hi"):
    r = VoiceResponse()
    r.say(text)
    return str(r)

class Calls:
    def bye(self):
        r = VoiceResponse()
        r.hangup()
        return str(r)

    def one(self):
        self.bye()
        return answer("a")

    def other(self):
        self.bye()
        return answer("a")
"""
    said = ["<Response><Say>{{ text }}</Say></Response>", *["<Response><Say>a</Say></Response>"] * 2]
    assert sorted(texts(code)) == sorted([*said, "<Response><Hangup></Hangup></Response>"])
