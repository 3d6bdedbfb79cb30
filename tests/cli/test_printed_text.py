"""Nothing that is printed can steer a terminal or pass for a command of a CI system, whoever wrote it."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from support.command import BAD, CASE, GOOD, ROOM, call, write
from twimllint.report import FORMATS
from twimllint.report.plain import is_invisible, without_control_sequences

EVIL = "\x1b[31mx\n::error::pwned\r\n  ::warning::pwned\x9b2J\u202e ##[error]y ##vso[task.x]z ##teamcity[q]\x07"
TOML = json.dumps(EVIL)  # a string of JSON is one of TOML too
FLAT = EVIL.replace("\n", " ").replace("\r", " ")


def assert_harmless(text: str) -> None:
    for line in text.split("\n"):
        assert not line.lstrip().startswith("::"), line
        assert [word for word in ("##[", "##vso[", "##teamcity[") if word in line] == [], line
        assert [char for char in line if char != "\t" and is_invisible(char)] == [], repr(line)


def config(text: str) -> Callable[[Path], None]:
    return lambda folder: write(folder, {"twimllint.toml": text, "a.xml": BAD})


PLUGIN = f'''
from twimllint import Rule
class Own(Rule):
    """Summary {{}}"""
    code, name, on, source = "OWN001", "own", ("Room",), "https://example.com/"
    def check(self, node, ctx):
        {{}}
E = {EVIL!r}
'''
RULE = f'[[rule]]\nname = "own"\nmatch = "//Room"\nmessage = {TOML}\nhelp = {TOML}\n'

#: Every field that a repository, a user or a document controls.
FIELDS: dict[str, Callable[[Path], None]] = {
    "extend": config(f"extend = {TOML}"),
    "select": config(f"select = [{TOML}]"),
    "region": config(f"region = {TOML}"),
    "exclude": config(f"exclude = [{json.dumps('[' + FLAT)}]"),
    "an excluded file": config(f"exclude = ['a.xml', {json.dumps(FLAT)}]"),
    "plugins": config(f"plugins = [{TOML}]"),
    "baseline": config(f"baseline = {TOML}"),
    "schema": config(f"schema = {TOML}"),
    "rooms-manifest": config(f"rooms-manifest = {TOML}"),
    "an unknown key": config(f"{TOML} = 1"),
    "a key of a table": config(f"[severity]\n{TOML} = 'error'"),
    "a key of a record": config(f"[per-file-settings.a]\n{TOML} = 1"),
    "an option of a rule": config(f"[rules.stray-text]\n{TOML} = 1"),
    "a rule's name": config(f"[[rule]]\nname = {TOML}\nmatch = '//a'\nmessage = 'b'"),
    "an XPath": config(f"[[rule]]\nname = 'a'\nmatch = {json.dumps('//[' + FLAT)}\nmessage = 'b'"),
    "a declared rule": config(RULE),
    "a page of a rule": config(RULE + f"url = {json.dumps('https://example.com/' + FLAT)}"),
    "no TOML": config(f"a = {FLAT.replace(chr(27), 'x')}"),
    "a room": config(f"[rooms]\n{TOML} = 'group'"),
    "a plugin that raises": lambda folder: write(
        folder, {"a.xml": BAD, "twimllint.toml": "plugins = ['p.py']", "p.py": f"raise ValueError({EVIL!r})"}
    ),
    "a rule that raises": lambda folder: write(
        folder, {"a.xml": BAD, "twimllint.toml": "plugins = ['p.py']", "p.py": PLUGIN.format("", "raise ValueError(E)")}
    ),
    "a rule that speaks": lambda folder: write(
        folder,
        {"a.xml": BAD, "twimllint.toml": "plugins = ['p.py']", "p.py": PLUGIN.format(FLAT, "yield self.report(node, E)")},
    ),
    "a manifest": lambda folder: write(
        folder, {"a.xml": ROOM, "twimllint.toml": "rooms-manifest='m.json'", "m.json": json.dumps({"message": EVIL})}
    ),
    "a document": lambda folder: write(
        folder, {"a.twiml": f"<Response><Say voice='{FLAT}'>{EVIL}</Say><!-- twimllint: {EVIL} --><{'x' * 99}/>{EVIL}"}
    ),
    "a document to be fixed": lambda folder: write(folder, {"a.twiml": f"<Response>\n::error::x\n<say>{EVIL}</say>\n::error::y\n</Response>"}),
    "a path": lambda folder: write(folder, {f"{FLAT.replace('/', '')}.xml": BAD, f"::error ::{CASE[:0]}.xml": CASE}),
}  # fmt: skip
COMMANDS = [
    [], ["-v", "--format", "concise", "--statistics"], ["--format", "grouped"], ["--format", "markdown"],
    ["--diff"], ["--show-files"], ["--show-settings"], ["rules"], ["explain", "own", "TW301"], ["init", "--dry-run"],
]  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("field", FIELDS)
def test_fields_of_files(field: str, words: list[str], folder: Path) -> None:
    FIELDS[field](folder)
    done = call(*words, env={"CI": "1"})
    assert_harmless(done.out + "\n" + done.err)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("field", ["a document", "a rule that raises", "a declared rule", "a path", "a manifest"])
def test_every_format(field: str, form: str, folder: Path) -> None:
    FIELDS[field](folder)
    done = call("--format", form, env={"CI": "1"})
    if form in ("github", "azure", "teamcity"):  # which are made of commands: none may be begun by others
        start = {
            "github": ("::error ", "::warning ", "::notice "),
            "azure": ("##vso[task.logissue ",),
            "teamcity": ("##teamcity[",),
        }[form]
        lines = [line for line in done.out.split("\n") if "pwned" in line or "##" in line.replace("##", "", 1)]
        assert [line for line in lines if line.lstrip().startswith(("::", "##")) and not line.startswith(start)] == []
    else:
        assert_harmless(done.out)
    assert_harmless(done.err)


HASHES = "##[error]x ##vso[y] ###[z ##teamcity[q]"
READERS: dict[str, Callable[[str], object]] = {
    "json": json.loads, "sarif": json.loads, "gitlab": json.loads, "rdjson": json.loads,
    "jsonl": lambda text: [json.loads(line) for line in text.splitlines()],
    "rdjsonl": lambda text: [json.loads(line) for line in text.splitlines()],
    "junit": etree.XML, "checkstyle": etree.XML,
}  # fmt: skip


@pytest.mark.parametrize("form", READERS)
def test_what_looks_like_a_command_does_not_break_a_report(form: str, folder: Path) -> None:
    write(folder, {f"{HASHES}.xml": f"<Response><Say voice='{HASHES}'/></Response>"})
    done = call("--format", form)
    assert_harmless(done.out)
    read: Any = READERS[form](done.out.encode() if form in ("junit", "checkstyle") else done.out)
    text = etree.tostring(read, encoding="unicode") if isinstance(read, etree._Element) else json.dumps(read)
    assert HASHES in text or quote(HASHES) in text


def test_what_looks_like_a_command_does_not_break_what_is_extracted(folder: Path) -> None:
    write(folder, {f"{HASHES}.py": f'x = "<Response><Say>{HASHES}</Say></Response>"'})
    done = call("extract", "--format", "json", ".")
    assert_harmless(done.out)
    (document,) = json.loads(done.out)["documents"]
    assert HASHES in document["path"]
    assert HASHES in document["text"]


@pytest.mark.parametrize(
    "words",
    [
        ["--region", EVIL], ["--format", EVIL], ["--select", EVIL], ["--config", FLAT], [FLAT], ["--baseline", FLAT],
        ["--output", EVIL], ["--rooms-manifest", FLAT], ["--fail-on", EVIL], ["--jobs", EVIL], ["--" + FLAT],
        ["explain", EVIL], ["rules", "--select", EVIL], ["completion", EVIL], ["schema", EVIL], ["init", FLAT],
        ["--write-baseline", "no/such/" + FLAT], ["-", "--stdin-filename", FLAT + ".py"], ["server", "--tcp", EVIL],
    ],
    ids=lambda words: words[0],
)  # fmt: skip
def test_words_of_the_command_line(words: list[str], folder: Path) -> None:
    write(folder, {"a.xml": GOOD})
    done = call(*words)
    assert_harmless(done.out + "\n" + done.err)


@pytest.mark.parametrize(
    "name", ["TWILIO_REGION", "TWIMLLINT_REGION", "TWIMLLINT_FORMAT", "TWIMLLINT_SELECT", "TWIMLLINT_JOBS"]
)
def test_the_environment(name: str, folder: Path) -> None:
    write(folder, {"a.xml": GOOD})
    done = call("-v", env={name: EVIL})
    assert_harmless(done.out + "\n" + done.err)


@given(st.text(alphabet=st.sampled_from("\x1b[]31m;8\\\x07\x9b\n\r\t :#vso[a\u202eé\x00\x7f")), st.booleans())
def test_any_text(text: str, styles: bool) -> None:
    shown = without_control_sequences(text, styles=styles)
    if not styles:
        assert_harmless(shown)
    assert without_control_sequences(shown) == shown or styles
    plain = "".join([char for char in text if char.isalnum()])
    assert plain in "".join([char for char in shown if char.isalnum()]) or len(shown) > len(text)


def test_a_diff_that_is_applied_keeps_every_byte(folder: Path) -> None:
    text = "<Response>\n<Say>a\x85b</Say>\n<say>\u202ex</say>\n</Response>\n"
    write(folder, {"a.twiml": text})
    done = call("--diff", "a.twiml")
    assert text.encode().split(b"\n")[1] in done.raw
    os.environ.pop("CI", None)
