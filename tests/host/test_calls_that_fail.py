"""Calls of builders that raise an error, or that write something else than they were given."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.checking import diagnostics, findings
from support.command import call
from support.extracting import texts
from twimllint.engine.fix import apply

PYTHON = "from twilio.twiml.voice_response import VoiceResponse\nr = VoiceResponse()\n{}\nprint(r)\n"
RUBY = "require 'twilio-ruby'\nr = Twilio::TwiML::VoiceResponse.new\n{}\nputs r.to_s\n"
PHP = "<?php\nuse Twilio\\TwiML\\VoiceResponse;\n$r = new VoiceResponse();\n{}\necho $r;\n"
LACKING, DROPPED = "builder-missing-keyword", "options-dropped"


@pytest.mark.parametrize(
    ("language", "program", "code", "found"),
    [
        ("python", PYTHON, "r.redirect()", [(LACKING, "redirect")]),
        ("python", PYTHON, "r.redirect(method='POST')", [(LACKING, "redirect")]),
        ("python", PYTHON, "r.connect().room()", [(LACKING, "room")]),
        ("python", PYTHON, "r.connect().room(name='a')", []),
        ("python", PYTHON, "r.dial().number()", [(LACKING, "number")]),
        ("python", PYTHON, "r.dial().number(phoneNumber='+14155550100')", [(LACKING, "number")]),
        ("python", PYTHON, "r.redirect(*urls)", []),
        ("python", PYTHON, "r.redirect(**options)", []),
        ("python", PYTHON, "r.redirect(url)", []),
        ("python", PYTHON, "r.redirect(url=url)", []),
        ("ruby", RUBY, "r.redirect(method: 'POST')", [(LACKING, "redirect")]),
        ("ruby", RUBY, "r.redirect", [(LACKING, "redirect")]),
        ("ruby", RUBY, "r.redirect(*urls)", []),
        ("ruby", RUBY, "r.redirect(**options)", []),
        ("ruby", RUBY, "r.redirect '/a'", []),
        ("php", PHP, "$r->redirect();", [(LACKING, "redirect")]),
        ("php", PHP, "$r->redirect(...$urls);", []),
        ("php", PHP, "$r->redirect(url: '/a');", []),
        ("php", PHP, "$r->redirect($url);", []),
    ],
)  # fmt: skip
def test_arguments_that_a_call_lacks(language: str, program: str, code: str, found: list[tuple[str, str]]) -> None:
    if language != "python":
        pytest.importorskip("tree_sitter")
    assert findings(program.format(code), language) == found


@pytest.mark.parametrize(
    ("version", "found"), [("", True), ("twilio==6.0", False), ("twilio>=9", True), ("twilio", True)]
)
def test_an_earlier_version_may_have_asked_for_less(version: str, found: bool, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "requirements.txt").write_text(version)
    program = PYTHON.format("r.redirect()")
    path = tmp_path / "app.py"
    path.write_text(program)
    assert (LACKING in call("--isolated", "--format", "json", path).names) is found


@pytest.mark.parametrize(
    ("code", "place", "fixed"),
    [
        ("r.say('Hi', {'voice': 'alice'})", "{'voice': 'alice'}", "r.say('Hi', **{'voice': 'alice'})"),
        ("r.dial({'timeout': 5})", "{'timeout': 5}", "r.dial(**{'timeout': 5})"),
        ("r.say('Hi', {'voice': 'alice'}, 2)", "{'voice': 'alice'}", None),
        ("r.say('Hi', {'xml:lang': 'en'})", "{'xml:lang': 'en'}", None),
        ("r.say('Hi', voice={'name': 'alice'})", "{'name': 'alice'}", None),
        ("o = {'voice': 'alice'}\nr.say('Hi', o)", "o", "o = {'voice': 'alice'}\nr.say('Hi', **o)"),
    ],
)
def test_options_in_a_dict(code: str, place: str, fixed: str | None) -> None:
    program = PYTHON.format(code)
    (one,) = [one for one in diagnostics(program, "python") if one.name == DROPPED]
    assert program[one.span.start : one.span.end] == place
    assert (one.fix is not None) is (fixed is not None)
    if one.fix is not None and fixed is not None:
        assert apply(program, one.fix.edits) == PYTHON.format(fixed)


@pytest.mark.parametrize(
    "code", ["r.say('Hi', **{'voice': 'alice'})", "r.enqueue(None, workflow_sid='WW' + 'a' * 32).task({'a': 1})"]
)
def test_dicts_that_are_right(code: str) -> None:
    assert DROPPED not in [name for name, _ in findings(PYTHON.format(code), "python")]


def test_lists_are_shown_as_the_language_writes_them() -> None:
    pytest.importorskip("tree_sitter")
    (one,) = [
        o for o in diagnostics(RUBY.format("r.gather(input: ['dtmf', 'speech'])"), "ruby") if o.name == "list-value"
    ]
    assert one.label == 'written as "["dtmf", "speech"]"'


@pytest.mark.parametrize("module", ["voice_response", "messaging_response"])
def test_everything_of_a_module(module: str) -> None:
    name = "VoiceResponse" if module == "voice_response" else "MessagingResponse"
    program = f"from twilio.twiml.{module} import *\nr = {name}()\nr.redirect('/a')\nprint(r)\n"
    assert texts(program) == ["<Response><Redirect>/a</Redirect></Response>"]
    assert texts(f"from twilio.twiml.{module} import *\nclass {name}: pass\nprint({name}())\n") == []
    assert texts(f"from other import *\nprint({name}())\n") == []
