"""Completion in programs that are being written, most of which are no programs yet."""

from __future__ import annotations

import pytest

from twimllint.engine.diagnostic import Edit
from twimllint.server.completion import Item, World, complete
from twimllint.server.cursor import Draft
from twimllint.server.documents import Buffer
from twimllint.server.program_completion import complete_program

HEAD = {
    "/a.py": "from twilio.twiml.voice_response import VoiceResponse\nr = VoiceResponse()\n|\nprint(r)\n",
    "/a.js": "const r = new (require('twilio').twiml.VoiceResponse)();\n|\nconsole.log(r.toString());\n",
    "/a.ts": "import { twiml } from 'twilio';\nconst r = new twiml.VoiceResponse();\n|\nconsole.log(r.toString());\n",
    "/a.rb": "r = Twilio::TwiML::VoiceResponse.new\n|\nputs r\n",
    "/a.php": "<?php\nuse Twilio\\TwiML\\VoiceResponse;\n$r = new VoiceResponse();\n|\necho $r;\n",
    "/a.java": 'class A { void a() { String s =\n|\n; } String t = "<Response/>"; }\n',
    "/a.cs": 'class A { string t = "<Response/>"; void A() { var s =\n|\n; } }\n',
    "/a.go": 'package a\nvar t = "<Response/>"\nvar s =\n|\n',
}


def offered(path: str, line: str) -> dict[str, tuple[Item, Edit]]:
    """What is offered at the bar, or ``§``, of a line, which is in a program of that language."""
    mark = "§" if "§" in line else "|"
    text = HEAD[path].replace("|", line)
    offset = text.index(mark)
    buffer = Buffer.of_text(path, text.replace(mark, "", 1), "utf-16", "/")

    def offer(draft: Draft, at: int) -> list[Item]:
        return complete(draft, at, world=World())

    return {item.label: (item, edit) for item, edit in complete_program(buffer, offset, offer)}


def written(path: str, line: str, label: str) -> str:
    """The line after the offer was taken."""
    text = HEAD[path].replace("|", line)
    start = HEAD[path].index("|")
    _, edit = offered(path, line)[label]
    text = text.replace("§" if "§" in line else "|", "", 1)
    end = start + len(line) - 1 - (edit.span.end - edit.span.start) + len(edit.text)
    return (text[: edit.span.start] + edit.text + text[edit.span.end :])[start:end]


@pytest.mark.parametrize(
    ("path", "line", "label", "after"),
    [
        ("/a.py", "r.gather(|", "num_digits", "r.gather(num_digits="),
        ("/a.py", "r.gather(num|", "num_digits", "r.gather(num_digits="),
        ("/a.py", "r.gather(input='speech', num|", "num_digits", "r.gather(input='speech', num_digits="),
        ("/a.py", "r.gather(input='speech', num|)", "num_digits", "r.gather(input='speech', num_digits=)"),
        ("/a.py", "r.gather(input='speech' , num|di method='GET')", "num_digits",
         "r.gather(input='speech' , num_digits= method='GET')"),
        ("/a.py", "r.append(\n    r.gather(|", "num_digits", "r.append(\n    r.gather(num_digits="),
        ("/a.py", "if r:\n    r.say('(', |", "voice", "if r:\n    r.say('(', voice="),
        ("/a.py", "r.say('x', # (\n  |", "voice", "r.say('x', # (\n  voice="),
        ("/a.py", "r.say('Hi', voice='Pol|", "Polly.Joanna", "r.say('Hi', voice='Polly.Joanna"),
        ("/a.py", "r.say('Hi', voice=|", "Polly.Joanna", "r.say('Hi', voice=\"Polly.Joanna\""),
        ("/a.py", "r.gather(method=|)", "GET", 'r.gather(method="GET")'),
        ("/a.py", "t = '<Response><Say voice=\"Pol|", "Polly.Joanna", "t = '<Response><Say voice=\"Polly.Joanna"),
        ("/a.js", "r.gather({|", "numDigits", "r.gather({numDigits: "),
        ("/a.js", "r.gather({ num| });", "numDigits", "r.gather({ numDigits:  });"),
        ("/a.js", "r.gather({ input: 'speech', |", "numDigits", "r.gather({ input: 'speech', numDigits: "),
        ("/a.js", "r.say({ voice: |", "Polly.Joanna", "r.say({ voice: \"Polly.Joanna\""),
        ("/a.js", "r.say({ voice: 'Pol|", "Polly.Joanna", "r.say({ voice: 'Polly.Joanna"),
        ("/a.ts", "r.gather({ num|", "numDigits", "r.gather({ numDigits: "),
        ("/a.rb", "r.gather(|", "num_digits", "r.gather(num_digits: "),
        ("/a.rb", "r.gather(input: 'speech', num|", "num_digits", "r.gather(input: 'speech', num_digits: "),
        ("/a.rb", "r.say(voice: |", "Polly.Joanna", "r.say(voice: \"Polly.Joanna\""),
        ("/a.php", "$r->gather([|", "numDigits", "$r->gather(['numDigits' => "),
        ("/a.php", "$r->gather(['input' => 'speech', |", "numDigits", "$r->gather(['input' => 'speech', 'numDigits' => "),
        ("/a.php", "$r->gather(['|']);", "numDigits", "$r->gather(['numDigits' => ]);"),
        ("/a.php", "$r->gather(['num|']);", "numDigits", "$r->gather(['numDigits' => ]);"),
        ("/a.php", "$r->say('Hi', ['voice' => |", "Polly.Joanna", "$r->say('Hi', ['voice' => \"Polly.Joanna\""),
        ("/a.java", '"<Response><Say voice=\'Pol|', "Polly.Joanna", '"<Response><Say voice=\'Polly.Joanna'),
        ("/a.py", "t = '<Response><Say>Hi</Say><Ga|'", "Gather", "t = '<Response><Say>Hi</Say><Gather>$0</Gather>'"),
        ("/a.py", "r = '<Response><Say>Hi</|", "</Say>", "r = '<Response><Say>Hi</Say>"),
        ("/a.java", '"<Response><|</Response>"', "Pause", '"<Response><Pause/>$0</Response>"'),
        ("/a.cs", '"<Response><|</Response>"', "Pause", '"<Response><Pause/>$0</Response>"'),
        ("/a.go", '"<Response><|</Response>"', "Pause", '"<Response><Pause/>$0</Response>"'),
        ("/a.go", "`<Response><Say voice='|'>x</Say></Response>`", "Polly.Joanna",
         "`<Response><Say voice='Polly.Joanna'>x</Say></Response>`"),
        ("/a.py", "r.gather(inp|)", "input", "r.gather(input=)"),
        ("/a.py", 't = "<Response><Say voice=\\"|\\">Hi</Say></Response>"', "Polly.Joanna",
         't = "<Response><Say voice=\\"Polly.Joanna\\">Hi</Say></Response>"'),
        ("/a.js", 't = "<Response><Say voice=\\"|\\">Hi</Say></Response>"', "Polly.Joanna",
         't = "<Response><Say voice=\\"Polly.Joanna\\">Hi</Say></Response>"'),
        ("/a.rb", 't = "<Response><Say voice=\\"|\\">Hi</Say></Response>"', "Polly.Joanna",
         't = "<Response><Say voice=\\"Polly.Joanna\\">Hi</Say></Response>"'),
        ("/a.php", '$t = "<Response><Say voice=\\"|\\">Hi</Say></Response>";', "Polly.Joanna",
         '$t = "<Response><Say voice=\\"Polly.Joanna\\">Hi</Say></Response>";'),
        ("/a.java", '"<Response><Say voice=\\"|\\">Hi</Say></Response>"', "Polly.Joanna",
         '"<Response><Say voice=\\"Polly.Joanna\\">Hi</Say></Response>"'),
        ("/a.cs", '@"<Response><Say voice=""|"">Hi</Say></Response>"', "Polly.Joanna",
         '@"<Response><Say voice=""Polly.Joanna"">Hi</Say></Response>"'),
        ("/a.go", '"<Response><Say voice=\\"|\\">Hi</Say></Response>"', "Polly.Joanna",
         '"<Response><Say voice=\\"Polly.Joanna\\">Hi</Say></Response>"'),
        ("/a.rb", "r.gather |", "num_digits", "r.gather num_digits: "),
        ("/a.rb", "r.gather num|", "num_digits", "r.gather num_digits: "),
        ("/a.rb", "r.gather input: 'speech', |", "num_digits", "r.gather input: 'speech', num_digits: "),
        ("/a.rb", "r.gather input: 'speech',\n  num|", "num_digits", "r.gather input: 'speech',\n  num_digits: "),
        ("/a.rb", "r.gather input: '|'", "speech", "r.gather input: 'speech'"),
        ("/a.rb", "r.gather do |g|\n  g.say message: 'Hi', voi§\nend", "voice",
         "r.gather do |g|\n  g.say message: 'Hi', voice: \nend"),
    ],
)  # fmt: skip
def test_what_is_written(path: str, line: str, label: str, after: str) -> None:
    if not path.endswith(".py"):
        pytest.importorskip("tree_sitter")
    assert written(path, line, label) == after


def test_what_the_first_argument_means_is_known() -> None:
    assert set(offered("/a.py", 'r.gather("|")')) == {"dtmf", "speech"}


def test_keywords_that_are_given_are_not_offered() -> None:
    assert "input" not in offered("/a.py", "r.gather(input='speech', |")
    assert "input" not in offered("/a.py", "r.gather(|, input='speech')")


@pytest.mark.parametrize(
    "line",
    ["print(|", "r.foo(|", "x = [|", "# r.gather(|", "r.gather(input= 'x' |", "'r.gather(|", "print('<b>|", "r.say('Hello wor|",
     "r.gather(x.y(|))", "r.gather(a |)", "|r.gather()", "r.gather()|"],
)  # fmt: skip
def test_nothing_is_offered(line: str) -> None:
    assert offered("/a.py", line) == {}


@pytest.mark.parametrize(
    "line", ["r.gather\n|", "r.gather input: 'speech'\n|", "r.gather input: 'speech' |", "r.gather; |", "r.gather do |"]
)
def test_nothing_is_offered_after_a_call_without_parentheses(line: str) -> None:
    pytest.importorskip("tree_sitter")
    assert offered("/a.rb", line) == {}
