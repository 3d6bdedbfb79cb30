"""Programs through the command line: places, fixes, suppressions, settings."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

APP = '''from flask import Flask, request
from twilio.twiml.voice_response import VoiceResponse

app = Flask(__name__)


@app.post("/voice")
def voice():
    r = VoiceResponse()
    r.gather(num_digit=1, action="/menu")
    r.say("Bye")
    return str(r)


def sms(name):
    return f"""<Response><Message voice="alice">Hé {name}</Message></Response>"""
'''


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "twimllint", *arguments], cwd=folder, capture_output=True, text=True, timeout=60
    )
    return done.returncode, done.stdout, done.stderr


def findings(folder: Path, *arguments: str) -> list[tuple[str, int, int, int]]:
    _, out, _ = run(folder, "check", "--isolated", "--format", "json", *arguments)
    return [(f["name"], f["line"], f["column"], f["end_column"]) for f in json.loads(out)["findings"]]


def write(folder: Path, code: str, name: str = "app.py") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(code.encode())
    return path


def test_findings_lie_in_the_program(tmp_path: Path) -> None:
    write(tmp_path, APP)
    assert findings(tmp_path) == [
        ("unknown-attribute", 10, 14, 23),
        ("unknown-attribute", 16, 35, 40),
        ("unescaped-interpolation", 16, 52, 58),
    ]


def test_a_keyword_is_fixed_in_its_own_spelling(tmp_path: Path) -> None:
    path = write(tmp_path, APP)
    assert run(tmp_path, "--isolated", "--fix", "--unsafe-fixes", "app.py")[0] == 1
    assert path.read_text() == APP.replace("num_digit=1", "num_digits=1")


def test_a_keyword_is_suggested_in_its_own_spelling(tmp_path: Path) -> None:
    write(tmp_path, APP)
    _, out, _ = run(tmp_path, "--isolated", "--format", "json", "app.py")
    first = json.loads(out)["findings"][0]
    assert first["title"] == "unknown attribute num_digit on <Gather>"
    assert first["label"] == 'did you mean "num_digits"?'
    assert first["fix"]["title"] == 'rename "num_digit" to "num_digits"'


def test_a_fix_in_a_literal_changes_nothing_else(tmp_path: Path) -> None:
    code = 'é = 1\r\nx = "<Response><Say Voice=\\"alice\\">Hi \\u00e9</Say></Response>"  # 😀\r\n'
    path = write(tmp_path, code)
    run(tmp_path, "--isolated", "--fix", "--unsafe-fixes", "app.py")
    assert path.read_bytes().decode() == code.replace("Voice=", "voice=")


def test_nothing_is_written_that_the_literal_cannot_hold(tmp_path: Path) -> None:
    code = "x = '''<Response><Redirect>/a?b=1&c=2</Redirect></Response>'''\n"
    path = write(tmp_path, code)
    run(tmp_path, "--isolated", "--fix", "app.py")
    assert path.read_text() == code.replace("&", "&amp;")


@pytest.mark.parametrize(
    ("comment", "left"),
    [
        ("r.gather(num_digit=1)  # twimllint: ignore[unknown-attribute] old", 0),
        ("# twimllint: ignore[unknown-attribute]\n    r.gather(\n        num_digit=1,\n    )", 0),
        ("r.gather(num_digit=1)  # twimllint: ignore[say-too-long]", 1),
        ("r.gather(num_digit=1)\n    # twimllint: ignore-file[TW2]", 0),
        ("# twimllint: disable[TW201]\n    r.gather(num_digit=1)\n    # twimllint: enable[TW201]", 0),
        ("r.gather(num_digit=1)  # noqa", 1),
    ],
)
def test_comments_of_the_language_suppress(tmp_path: Path, comment: str, left: int) -> None:
    code = APP.replace('r.gather(num_digit=1, action="/menu")', comment).replace('voice="alice"', 'to="+14155550100"')
    write(tmp_path, code)
    assert [name for name, *_ in findings(tmp_path)].count("unknown-attribute") == left


def test_a_comment_covers_the_statement_below_it_and_no_other(tmp_path: Path) -> None:
    code = """import { twiml } from "twilio";
app.post("/a", (req, res) => {
  const r = new twiml.VoiceResponse();
  // twimllint: ignore[unknown-attribute]
  r.record({
    action: "/x", numDigit: 1,
  });
  r.pause({ len: 1 });
  res.send(r.toString());
});
"""
    write(tmp_path, code, "app.js")
    assert findings(tmp_path) == [("unknown-attribute", 8, 13, 16)]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("app.py", APP.replace("from flask", "#!/usr/bin/env python\nfrom flask", 1)),
        ("app.py", "x = '<Response><Say Voice=\"alice\">Hi</Say></Response>'"),
        ("app.js", "const x = `\r\n<Response>\r\n<Say Voice='alice'>Hi</Say>\r\n</Response>`;\r\n"),
        ("voice.php", "<?php\n$x = '<Response><Say Voice=\"alice\">Hi</Say></Response>';\n"),
        ("app.rb", "x = '<Response><Say Voice=\"alice\">Hi</Say></Response>'\n"),
        ("app.rb", "x = <<~XML\n  <Response>\n    <Say Voice='alice'>Hi</Say>\n  </Response>\nXML\nputs x\n"),
        (
            "app.rb",
            "def f\n  puts <<~X, <<~Y\n    a\n  X\n    <Response><Say Voice='alice'>Hi</Say></Response>\n  Y\nend\n",
        ),
        ("app.py", "if x: y = '<Response><Say Voice=\"alice\">Hi</Say></Response>'\n"),
    ],
)
def test_ignores_are_written_as_comments_of_the_language(tmp_path: Path, name: str, code: str) -> None:
    path = write(tmp_path, code, name)
    assert findings(tmp_path)
    status, _, err = run(tmp_path, "--isolated", "--add-ignores", "old", name)
    assert status == 0, err
    assert findings(tmp_path) == []
    added = [line for line in path.read_bytes().decode().splitlines() if "twimllint: " in line]
    assert added
    rest = "".join([line for line in path.read_bytes().decode().splitlines(keepends=True) if "twimllint: " not in line])
    assert rest.rstrip() == code.rstrip()


def test_ignores_are_written_into_the_blocks_of_documentation(tmp_path: Path) -> None:
    text = "# Calls\n\n- ```xml\n  <Response><Say Voice='alice'>Hi</Say></Response>\n  ```\n"
    path = write(tmp_path, text, "README.md")
    assert findings(tmp_path)
    status, _, err = run(tmp_path, "--isolated", "--add-ignores", "old", "README.md")
    assert status == 0, err
    assert findings(tmp_path) == []
    before, comment, after = re.split("(<!-- twimllint: .*?-->)", path.read_text())
    assert comment.endswith("old -->")
    assert before + after == text


@pytest.mark.parametrize("bracket", ["&lt;", "&#60;", "&#x3C;"])
def test_ignores_are_written_into_a_page_of_html(tmp_path: Path, bracket: str) -> None:
    text = "<pre>&lt;Response&gt;\n  &lt;Say Voice='alice'&gt;Hi&lt;/Say&gt;\n&lt;/Response&gt;</pre>\n"
    text = text.replace("&lt;", bracket)
    path = write(tmp_path, text, "page.html")
    assert findings(tmp_path)
    status, _, err = run(tmp_path, "--isolated", "--add-ignores", "old & <new>", "page.html")
    assert status == 0, err
    assert findings(tmp_path) == []
    before, comment, after = re.split("( *&lt;!-- twimllint: .*?--&gt;\n)", path.read_text())
    assert comment.startswith("  &lt;!--")
    assert comment.endswith("old &amp; &lt;new&gt; --&gt;\n")
    assert before + after == text


FENCED = """# Calls

```python
from twilio.twiml.voice_response import VoiceResponse
r = VoiceResponse()
r.gather(
    num_digit=1,
)
print(r)
```

- ```js
  const x = `<Response><Say Voice="alice">Hi</Say></Response>`;
  ```
"""


def test_ignores_are_written_into_the_programs_of_documentation(tmp_path: Path) -> None:
    path = write(tmp_path, FENCED, "README.md")
    assert {name for name, *_ in findings(tmp_path)} >= {"unknown-attribute", "attribute-wrong-case"}
    status, _, err = run(tmp_path, "--isolated", "--add-ignores", "old", "README.md")
    assert status == 0, err
    assert findings(tmp_path) == []
    lines = path.read_text().splitlines()
    assert "\n".join([line for line in lines if "twimllint: " not in line]) + "\n" == FENCED
    at = {line: number for number, line in enumerate(lines)}
    assert lines[at["r.gather("] - 1].startswith("# twimllint: ignore[")
    assert lines[at['  const x = `<Response><Say Voice="alice">Hi</Say></Response>`;'] - 1].startswith(
        "  // twimllint: "
    )


def test_programs_that_hold_twiml_are_listed(tmp_path: Path) -> None:
    write(tmp_path, APP)
    write(tmp_path, "class Response: pass\n", "other.py")
    assert run(tmp_path, "--isolated", "--show-files")[1].split() == ["app.py"]


def test_a_suppression_that_suppresses_nothing_is_reported(tmp_path: Path) -> None:
    write(tmp_path, APP.replace("r.say", "r.pause()  # twimllint: ignore[unknown-attribute]\n    r.say"))
    assert "unused-suppression" in [name for name, *_ in findings(tmp_path)]


#: A comment in a function that has nothing to do with TwiML, before one that makes a document.
OTHER_FUNCTION = {
    "app.py": (
        "from twilio.twiml.voice_response import VoiceResponse\n"
        "def other():\n    # twimllint: ignore[unknown-attribute]\n    log(1)\n"
        "def voice():\n    r = VoiceResponse()\n    r.gather(num_digit=1, action='/x')\n    return str(r)\n"
    ),
    "app.js": (
        "const { VoiceResponse } = require('twilio').twiml;\n"
        "function other() {\n  // twimllint: ignore[unknown-attribute]\n  log(1);\n}\n"
        "function voice() {\n  const r = new VoiceResponse();\n  r.gather({ numDigit: 1, action: '/x' });\n  return `${r}`;\n}\n"
    ),
    "app.rb": (
        "def other\n  # twimllint: ignore[unknown-attribute]\n  log(1)\nend\n"
        "def voice\n  r = Twilio::TwiML::VoiceResponse.new\n  r.gather(num_digit: 1, action: '/x')\n  r.to_s\nend\n"
    ),
    "app.php": (
        "<?php\nuse Twilio\\TwiML\\VoiceResponse;\n"
        "function other() {\n  # twimllint: ignore[unknown-attribute]\n  log(1);\n}\n"
        "function voice() {\n  $r = new VoiceResponse();\n  $r->gather(['numDigit' => 1, 'action' => '/x']);\n  echo $r;\n}\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER_FUNCTION)
def test_a_comment_in_a_function_without_twiml_covers_that_function_only(tmp_path: Path, name: str) -> None:
    write(tmp_path, OTHER_FUNCTION[name], name)
    assert {rule for rule, *_ in findings(tmp_path)} >= {"unknown-attribute", "unused-suppression"}


def test_code_can_be_turned_off(tmp_path: Path) -> None:
    write(tmp_path, APP)
    assert findings(tmp_path, "--no-code") == []
    (tmp_path / "twimllint.toml").write_text("code = false\n")
    assert run(tmp_path, "check")[2].startswith("twimllint: no TwiML")


def test_test_files_are_skipped_unless_asked_for(tmp_path: Path) -> None:
    write(tmp_path, APP, "tests/test_app.py")
    assert findings(tmp_path) == []
    (tmp_path / "twimllint.toml").write_text("code-tests = true\n")
    _, out, _ = run(tmp_path, "check", "--format", "json")
    assert len(json.loads(out)["findings"]) == 3


@pytest.mark.parametrize(
    "code", ["def f(:\n  'Response'", "print 'Response'\n", "\0Response", "Response = [" + "[" * 300]
)
def test_files_that_are_no_program_are_skipped(tmp_path: Path, code: str) -> None:
    write(tmp_path, code)
    write(tmp_path, APP, "other.py")
    status, _, err = run(tmp_path, "check", "--isolated", "app.py", "other.py")
    assert status == 1
    assert "Traceback" not in err


def test_extract(tmp_path: Path) -> None:
    write(tmp_path, APP)
    _, out, _ = run(tmp_path, "extract", "--format", "json", ".")
    documents = json.loads(out)["documents"]
    assert [(d["kind"], d["line"], d["complete"], d["dynamic"], d["channel"]) for d in documents] == [
        ("builder", 9, True, False, "voice"),
        ("string", 16, True, True, "messaging"),
    ]
    assert documents[1]["text"] == '<Response><Message voice="alice">Hé {{ name }}</Message></Response>'
    assert "app.py:9:9: builder, python, voice" in run(tmp_path, "extract")[1]


def test_linting_only_xml_imports_no_front_end(tmp_path: Path) -> None:
    (tmp_path / "voice.xml").write_text("<Response><Hangup/></Response>")
    script = (
        "import sys\nfrom twimllint.cli import main\n"
        "try:\n    main.main(['check', '--isolated', '.'])\nexcept SystemExit:\n    pass\n"
        "print([n for n in sys.modules if n.startswith(('twimllint.host', 'tree_sitter'))])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"
