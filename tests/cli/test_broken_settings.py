"""Settings that cannot be used stop the run: all mistakes are reported at once, with file and line, exit 2."""

import json
from pathlib import Path

import pytest

from support.command import BAD, CASE, GOOD, ROOM, VOICE, call, run, write

RAISES = "raise ValueError('boo')\n"
RULE = '''
from twimllint import Rule

class Own(Rule):
    """A rule of our own."""

    code, name, on, source = "{code}", "{name}", ("Dial",), "https://example.com/"

    def check(self, node, ctx):
        {body}
'''

#: The configuration, further files beside it, and what is said about it.
BROKEN = {
    "no TOML": ("fail-on = \n", {}, "twimllint.toml:1: invalid TOML"),
    "no UTF-8": (b"# \xff\n", {}, "twimllint.toml:1: byte 0xff is not UTF-8"),
    "unknown key": ('\nfail-onn = "error"\n', {}, 'twimllint.toml:2: unknown setting "fail-onn"; did you mean "fail-on"?'),
    "unknown value": ('fail-on = "eror"\n', {}, 'twimllint.toml:1: fail-on is "eror"; did you mean "error"?'),
    "wrong type": ('select = "TW3"\n', {}, 'twimllint.toml:1: select is "TW3"; expected a list'),
    "unknown rule": ('ignore = ["TW3", "room-outside-conect"]\n', {}, 'did you mean "room-outside-connect"?'),
    "unknown rule of a file": ('[per-file-ignores]\n"*" = ["nope"]\n', {}, "twimllint.toml:2: per-file-ignores: no rule"),
    "unknown rule in severity": ('[severity]\nnope = "error"\n', {}, "twimllint.toml:2: severity: no rule"),
    "out of range": ("max-warnings = -1\n", {}, "twimllint.toml:1: max-warnings is -1"),
    "unknown Region": ('region = "br1"\n', {}, 'twimllint.toml:1: region is "br1"'),
    "unknown option of a rule": ("[rules.missing-required-attribute]\nx = 1\n", {}, "twimllint.toml:2: rules.missing-"),
    "options of no rule": ("[rules.nope]\nx = 1\n", {}, "twimllint.toml:1: rules: no rule"),
    "missing schema": ('schema = "no.xsd"\n', {}, 'twimllint.toml:1: schema is "no.xsd"; there is no file'),
    "missing plugin": ('plugins = ["no.py"]\n', {}, 'twimllint.toml:1: plugin "no.py": there is no file'),
    "declared rule without a match": ('[[rule]]\nname = "x"\nmessage = "m"\n', {}, 'rule has no "match"'),
    "declared rule with a bad XPath": ('[[rule]]\nname = "x"\nmatch = "//["\nmessage = "m"\n', {}, "twimllint.toml:3: match"),
    "extends nothing": ('extend = "no.toml"\n', {}, 'twimllint.toml:1: extend = "no.toml": there is no file'),
}  # fmt: skip


#: What a configuration names and cannot be used: reported as well, while everything else goes on.
UNUSABLE = {
    "missing manifest": ('rooms-manifest = "no.json"\n', {}, "no.json: rooms manifest cannot be read"),
    "broken manifest": ('rooms-manifest = "m.json"\n', {"m.json": "nope"}, "m.json: rooms manifest is not JSON at line 1"),
    "manifest of an error": (
        'rooms-manifest = "m.json"\n', {"m.json": '{"code": 20003, "message": "Authenticate"}'}, '"Authenticate"',
    ),
    "plugin that raises": ('plugins = ["p.py"]\n', {"p.py": RAISES}, 'plugin "p.py" cannot be loaded: ValueError: boo'),
    "plugin without rules": ('plugins = ["p.py"]\n', {"p.py": "X = 1\n"}, 'plugin "p.py" cannot be used: it has no rule'),
    "code in use": (
        'plugins = ["p.py"]\n', {"p.py": RULE.format(code="TW301", name="own", body="return ()")},
        'rule TW301 "own" of p.py clashes with TW301 "room-outside-connect"',
    ),
    "name in use": (
        'plugins = ["p.py"]\n', {"p.py": RULE.format(code="OWN9", name="unknown-voice", body="return ()")}, "clashes with TW603",
    ),
    "plugin that exits": ('plugins = ["p.py"]\n', {"p.py": "import sys; sys.exit(0)\n"}, "it calls sys.exit"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_configuration_stops_the_run(name: str, folder: Path) -> None:
    text, beside, message = BROKEN[name]
    (folder / ".git").mkdir()
    write(folder, {"a/room.xml": BAD, "b/twimllint.toml": text, "b/room.xml": BAD, "b/deep/case.xml": CASE})
    write(folder, {f"b/{file}": content for file, content in beside.items()})
    done = call("--format", "json", ".")
    assert done.code == 2
    assert done.err.count(message) == 1, done.err
    assert done.findings == []
    assert call("--show-files").code == 2
    assert call("--show-files").out == ""
    assert call("--format", "json", "-", "--stdin-filename", "b/x.xml", stdin=BAD).code == 2
    fixed = call("--fix", "-", "--stdin-filename", "b/x.xml", stdin=CASE)
    assert (fixed.code, fixed.out) == (2, CASE)
    assert call("a/room.xml", "--format", "json").names == ["room-outside-connect"]


@pytest.mark.parametrize("name", UNUSABLE)
def test_what_cannot_be_used_leaves_the_rest(name: str, folder: Path) -> None:
    text, beside, message = UNUSABLE[name]
    (folder / ".git").mkdir()
    write(folder, {"a/room.xml": BAD, "b/twimllint.toml": text, "b/room.xml": BAD})
    write(folder, {f"b/{file}": content for file, content in beside.items()})
    for jobs in ("1", "2"):
        done = call("--format", "json", ".", "-j", jobs)
        assert done.code == 2
        assert done.err.count(message) == 1, done.err
        assert [finding["path"] for finding in done.findings] == ["a/room.xml", "b/room.xml"]
    assert call("rules").code == 0
    assert call("--format", "json", "-", "--stdin-filename", "b/x.xml", stdin=BAD).code == 2


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ("name = 5", "p.py.Own: name 5 is not a string"),
        ("code = 5", "p.py.Own: code 5 is not a string"),
        ("source = ('x',)", "p.py.Own: source ('x',) is not a string"),
        ("severity = 'fatal'", 'p.py.Own: severity "fatal" is none of error, warning, info'),
        ("messages = 5", "p.py.Own: messages 5 is not a dictionary"),
        ("on = 5", "p.py.Own is not a usable rule: TypeError: 'int' object is not iterable"),
        ("aliases = 5", "p.py.Own is not a usable rule: TypeError"),
        ("supersedes = None", "p.py.Own is not a usable rule: TypeError"),
        ("needs = 5", "p.py.Own is not a usable rule: TypeError"),
    ],
)
def test_a_rule_with_attributes_of_wrong_types_is_named(attributes: str, message: str, folder: Path) -> None:
    plugin = RULE.format(code="OWN001", name="own", body="return ()") + f"    {attributes}\n"
    write(folder, {"p.py": plugin, "twimllint.toml": 'plugins = ["p.py"]\n', "room.xml": BAD})
    done = call("--format", "json")
    assert (done.code, done.names) == (2, ["room-outside-connect"])
    assert done.err.count(message) == 1, done.err
    assert call("rules").code == 2


@pytest.mark.parametrize(
    "finding",
    [
        "self.report(Span(1.5, 2.5), 'x')", "self.report(node, b'x')", "self.report(node, 'x', help=5)",
        "self.report(node, 'x', fix=Fix('y', (Edit(Span(0, 9999), 'z'),), True))",
        "self.report(node, 'x', fix=Fix('y', (Edit(Span(5, 2), 'z'),), True))", "5", "None", "(1, 2)",
    ],
)  # fmt: skip
def test_a_value_that_is_no_finding_is_reported_and_loses_no_other(finding: str, folder: Path) -> None:
    head = "from twimllint import Edit, Fix, Span\n"
    plugin = head + RULE.format(code="OWN001", name="own", body=f"yield {finding}")
    write(folder, {"p.py": plugin, "twimllint.toml": 'plugins = ["p.py"]\n', "room.xml": BAD})
    for words in ([], ["--fix"]):
        done = call("--format", "json", *words)
        assert (done.code, sorted(done.names)) == (2, ["internal-error", "room-outside-connect"])
        assert 'internal error in rule "own"' in done.err
        assert (folder / "room.xml").read_text() == BAD


UNSHOWABLE = "class E(Exception):\n    def __str__(self):\n        raise ValueError\n"


def test_an_error_that_cannot_be_shown_is_reported_by_its_class(folder: Path) -> None:
    write(folder, {"p.py": UNSHOWABLE + "raise E()\n", "twimllint.toml": 'plugins = ["p.py"]\n', "room.xml": BAD})
    done = call("--format", "json")
    assert (done.code, done.names) == (2, ["room-outside-connect"])
    assert 'plugin "p.py" cannot be loaded: E' in done.err
    write(folder, {"p.py": UNSHOWABLE + RULE.format(code="OWN001", name="own", body="raise E()")})
    done = call("--format", "json")
    assert (done.code, sorted(done.names)) == (2, ["internal-error", "room-outside-connect"])
    assert 'internal error in rule "own": E' in done.err


@pytest.mark.parametrize(
    "code", ["import sys; sys.stdout.close()", "import os; os.close(1)", "import sys; sys.stdout = None"]
)
def test_a_plugin_that_closes_standard_output_is_no_clean_run(code: str, folder: Path) -> None:
    plugin = f"{code}\n" + RULE.format(code="OWN001", name="own", body="return ()")
    write(folder, {"p.py": plugin, "twimllint.toml": 'plugins = ["p.py"]\n', "room.xml": BAD})
    for form in ("full", "concise", "json"):
        done = run("--format", form, cwd=folder)
        assert done.returncode == 2
        assert "standard output" in done.stderr
        assert "Exception ignored" not in done.stderr
        assert "internal error" not in done.stderr


@pytest.mark.parametrize("end", ["os.kill(os.getpid(), 9)", "os._exit(0)"])
def test_a_worker_that_is_gone_is_reported(end: str, folder: Path) -> None:
    body = f"import os; {end} if ctx.path == 'f09.xml' else None; return ()"
    plugin = RULE.format(code="OWN001", name="own", body=body)
    write(folder, {"p.py": plugin, "twimllint.toml": 'plugins = ["p.py"]\n'})
    write(folder, {f"f{n:02}.xml": BAD for n in range(40)})
    done = run("-j", "2", cwd=folder)
    assert (done.returncode, done.stderr) == (2, (
        "twimllint: a worker process was ended by the system or by a plugin; try --no-plugins or --jobs 1\n"
    ))  # fmt: skip


def test_a_baseline_that_cannot_be_used_is_in_the_report(folder: Path) -> None:
    write(folder, {"room.xml": BAD, "twimllint.toml": "baseline = 'no.json'\n"})
    done = call("--format", "json")
    (failure,) = json.loads(done.out)["failures"]
    assert done.code == 2
    assert "no.json does not exist" in failure["message"]
    assert failure["message"] in done.err
    assert done.findings == []
    assert "no.json does not exist" in call("--format", "sarif").out


def test_rules_and_explain_name_a_plugin_that_exits(folder: Path) -> None:
    write(folder, {"twimllint.toml": 'plugins = ["p.py"]\n', "p.py": "raise SystemExit('gone')\n"})
    for words in (["rules"], ["explain", "TW301"], ["init"], ["--show-files"]):
        done = call(*words)
        assert 'plugin "p.py" cannot be loaded: it calls sys.exit' in done.err
    assert call("rules").code == 2
    assert "TW301" in call("rules").out
    assert call("rules", "--no-plugins").code == 0


@pytest.mark.parametrize("mode", [["--fix"], ["--diff"], ["--add-ignores", "x"], ["--write-baseline", "b.json"]])
def test_nothing_is_written_under_a_broken_configuration(mode: list[str], folder: Path) -> None:
    write(folder, {"a/case.xml": CASE, "b/twimllint.toml": 'ignore = ["nope"]\n', "b/case.xml": CASE})
    done = call(*mode, ".")
    assert (done.code, done.out) == (2, "")
    assert (folder / "a/case.xml").read_text() == (folder / "b/case.xml").read_text() == CASE
    assert not (folder / "b.json").exists()


def test_all_mistakes_are_reported_at_once(folder: Path) -> None:
    write(folder, {"twimllint.toml": 'selct = []\nregion = "ie2"\nignore = ["TW98"]\n', "a.xml": BAD})
    lines = call().err.splitlines()
    assert [line.split(" ")[1] for line in lines] == [
        "twimllint.toml:1:", "twimllint.toml:2:", "twimllint.toml:3:",
    ]  # fmt: skip


def test_a_pyproject_without_our_table_is_ignored(folder: Path) -> None:
    write(folder, {"pyproject.toml": "[tool.other]\nx = [", "voice.xml": VOICE})
    assert call("--format", "json").names == ["unknown-voice"]


def test_a_configuration_that_cannot_be_read(folder: Path, bound_by_permissions: None) -> None:
    write(folder, {"twimllint.toml": 'fail-on = "never"\n', "room.xml": BAD})
    (folder / "twimllint.toml").chmod(0)
    done = call("--format", "json")
    assert done.code == 2
    assert "twimllint.toml: it cannot be read" in done.err


@pytest.mark.parametrize("given", [["--rooms-manifest", "no.json"], ["--rooms-manifest", "m.json"]])
def test_a_manifest_of_the_command_line(given: list[str], folder: Path) -> None:
    write(folder, {"room.xml": BAD, "good.xml": GOOD, "m.json": "[1, "})
    done = call(*given, "--format", "json")
    assert done.code == 2
    assert f"{given[1]}: rooms manifest" in done.err
    assert done.names == ["room-outside-connect"]


def test_a_rule_that_raises_is_reported_for_each_file_and_the_others_go_on(folder: Path) -> None:
    plugin = RULE.format(code="OWN001", name="raises", body="raise KeyError(node.name)").replace("Dial", "Room")
    write(folder, {"p.py": plugin, "twimllint.toml": 'plugins = ["p.py"]\n', "a.xml": BAD, "b.xml": BAD, "c.xml": GOOD})
    done = call("--format", "json")
    assert done.code == 2
    assert sorted(done.names) == ["internal-error"] * 2 + ["room-outside-connect"] * 2
    for name in ("a.xml", "b.xml"):
        assert f"{name}:1: internal error in rule \"raises\": KeyError: 'Room'" in done.err
    assert call("--fail-on", "never").code == 2
    assert call("--fix", "--unsafe-fixes").code == 2
    assert (folder / "a.xml").read_text() == BAD.replace("Dial", "Connect")


def test_a_rule_over_many_documents_that_raises(folder: Path) -> None:
    plugin = '''
from twimllint import ProjectRule

class Own(ProjectRule):
    """A rule of our own."""

    code, name, on, source = "OWN001", "raises", ("#project",), "https://example.com/"

    def collect(self, document, ctx):
        return 1

    def check_project(self, collected, ctx):
        raise KeyError("oops")
'''
    write(folder, {"p.py": plugin, "twimllint.toml": 'plugins = ["p.py"]\n', "a.xml": BAD})
    done = call("--format", "json")
    assert done.code == 2
    assert done.names == ["room-outside-connect"]
    assert "internal error in rule \"raises\": KeyError: 'oops'" in done.err


def test_code_from_outside_the_work_tree_is_not_run(folder: Path) -> None:
    marker = folder / "ran"
    plugin = f"open({str(marker)!r}, 'w').close()\n" + RULE.format(code="OWN001", name="own", body="return ()")
    write(
        folder, {"p.py": plugin, "twimllint.toml": 'plugins = ["p.py"]\n', "tree/.git/HEAD": "", "tree/room.xml": ROOM}
    )
    import os

    os.chdir(folder / "tree")
    done = call("room.xml")
    assert done.code == 0
    assert "its plugins are not loaded: it lies outside the work tree" in done.err
    assert call("room.xml", "--no-plugins").err == ""
    assert call("room.xml", env={"TWIMLLINT_NO_PLUGINS": "1"}).err == ""
    assert not marker.exists()
    assert call("--config", "../twimllint.toml", "room.xml").code == 0
    assert marker.exists()


def test_declared_rules_and_presets(folder: Path) -> None:
    rule = """
[[rule]]
name = "no-demo"
code = "ACME001"
match = "//Play[contains(., 'demo.twilio.com')]"
message = "<{name}> plays {text}"
severity = "error"
help = "take our own recordings"
"""
    play = "<Response><Play>https://demo.twilio.com/x.mp3</Play></Response>\n"
    write(folder, {"twimllint.toml": rule, "play.xml": play, "voice.xml": VOICE, "room.xml": ROOM})
    (finding,) = call("--format", "json", "play.xml").findings
    assert (finding["code"], finding["message"]) == ("ACME001", "<Play> plays https://demo.twilio.com/x.mp3")
    assert "ACME001  no-demo" in call("rules").out
    assert "no-demo" in call("explain", "ACME001").out
    assert call("--ignore", "ACME", "play.xml").code == 0
    assert call("--preset", "essential", "play.xml", "voice.xml", "--format", "json").names == ["no-demo"]
    usual = call("--preset", "recommended", "room.xml", "--format", "json").findings
    strict = call("--preset", "strict", "room.xml", "--format", "json").findings
    assert {finding["severity"] for finding in usual} == {"info"}
    assert {finding["severity"] for finding in strict} == {"warning"}
    assert len(strict) > len(usual)


def test_a_rule_of_one_folder_can_be_named_on_the_command_line(folder: Path) -> None:
    plugin = RULE.format(code="ACME001", name="own", body='yield self.report(node, "ours")')
    write(folder, {"p.py": plugin, "twimllint.toml": 'plugins = ["p.py"]\n', "a.xml": BAD})
    write(folder, {"other/twimllint.toml": 'fail-on = "error"\n', "other/b.xml": BAD})
    for selector in ("ACME", "ACME001", "own"):
        done = call("--select", selector, "--format", "json", "a.xml", "other", ".")
        assert [finding["path"] for finding in done.findings] == ["a.xml"]
        assert "own" not in call("--ignore", selector, "--format", "json").names
    assert call("--select", "ACME", "other/b.xml").code == 0
    assert call("--select", "ACMF", "a.xml").code == 2
