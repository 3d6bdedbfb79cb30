"""What docs/versioning.md promises: former names of rules still work, and rules in preview run only where asked for."""

from pathlib import Path

import pytest

from support.command import call, write

PLUGIN = '''
from twimllint import Rule


class New(Rule):
    """A rule that had another name and another code."""

    code, name, on, source = "ACME002", "say-is-ours", ("Say",), "https://example.com/"
    aliases = ("ACME001", "our-say")

    def check(self, item, ctx):
        yield self.report(item, "said")


class Tried(Rule):
    """A rule that is being tried out."""

    code, name, on, source = "ACME003", "hangup-is-ours", ("Hangup",), "https://example.com/"
    preview = True

    def check(self, item, ctx):
        yield self.report(item, "hung up")
'''
DOCUMENT = "<Response><Say>Hello</Say><Hangup/></Response>\n"
SUPPRESSED = "<Response>\n<!-- twimllint: ignore[{}] -->\n<Say>Hello</Say></Response>\n"


@pytest.fixture
def project(folder: Path) -> Path:
    write(folder, {"own.py": PLUGIN, "twimllint.toml": 'plugins = ["own.py"]\n', "voice.xml": DOCUMENT})
    return folder


@pytest.mark.parametrize(("old", "new"), [("our-say", "say-is-ours"), ("acme001", "ACME002")])
def test_a_former_name_selects_and_the_new_one_is_named_once(old: str, new: str, project: Path) -> None:
    write(project, {"more.xml": DOCUMENT})
    done = call("--format", "json", "--select", old, "--extend-select", old)
    assert done.names == ["say-is-ours", "say-is-ours"]
    assert done.err.count("now called") == 1
    assert f'--select: rule "{old}" is now called "{new}"' in done.err
    assert call("--quiet", "--select", old).err == ""


def test_a_former_name_in_the_configuration(project: Path) -> None:
    text = 'plugins = ["own.py"]\nextend-select = ["ACME"]\n\n[severity]\nour-say = "info"\n\n[per-file-ignores]\n"b*" = ["OUR-SAY"]\n'
    write(project, {"twimllint.toml": text, "b.xml": DOCUMENT})
    done = call("--format", "json")
    assert [(one["path"], one["severity"]) for one in done.findings] == [("voice.xml", "info")]
    assert done.err.count("now called") == 1
    assert 'twimllint.toml:5: rule "our-say" is now called "say-is-ours"' in done.err


def test_a_baseline_with_a_former_name_still_holds(project: Path) -> None:
    before = PLUGIN.replace('    aliases = ("ACME001", "our-say")\n', "")
    write(project, {"own.py": before.replace('"ACME002", "say-is-ours"', '"ACME001", "our-say"')})
    call("--write-baseline", "known.json")
    assert '"our-say"' in (project / "known.json").read_text()
    write(project, {"own.py": PLUGIN})
    done = call("--format", "json", "--baseline", "known.json")
    assert (done.findings, done.err) == ([], "")
    write(project, {"voice.xml": DOCUMENT.replace("</Say>", "</Say><Say>Hello</Say>")})
    assert call("--format", "json", "--baseline", "known.json").names == ["say-is-ours"] * 2
    write(project, {"voice.xml": "<Response><Hangup/></Response>\n"})
    call("--baseline", "known.json", "--prune-baseline")
    assert '"our-say"' not in (project / "known.json").read_text()


@pytest.mark.parametrize("old", ["our-say", "ACME001"])
def test_a_former_name_suppresses(old: str, project: Path) -> None:
    write(project, {"voice.xml": SUPPRESSED.format(old), "more.xml": SUPPRESSED.format(old)})
    done = call("--format", "json")
    assert done.findings == []
    assert done.err.count("now called") == 1
    assert f'more.xml:2: rule "{old}" is now called' in done.err
    write(project, {"more.xml": SUPPRESSED.format("say-is-ours"), "voice.xml": SUPPRESSED.format("ACME002")})
    assert call().err == ""


def test_a_former_name_suppresses_in_a_program(project: Path) -> None:
    (project / "voice.xml").unlink()
    write(project, {"app.py": '# twimllint: ignore[our-say]\nXML = "<Response><Say>Hello</Say></Response>"\n'})
    done = call("--format", "json")
    assert done.findings == []
    assert 'app.py:1: rule "our-say" is now called "say-is-ours"' in done.err


def test_a_former_name_is_explained_and_a_suppression_of_it_that_does_nothing_is_reported(project: Path) -> None:
    assert call("explain", "our-say").out.startswith("ACME002 say-is-ours")
    write(project, {"voice.xml": "<Response>\n<!-- twimllint: ignore[our-say] -->\n<Hangup/></Response>\n"})
    assert call("--format", "json").names == ["unused-suppression"]


@pytest.mark.parametrize("words", [("--select", "ALL"), ("--select", "ACME003"), ("--preset", "strict"), ()])
def test_a_rule_in_preview_does_not_run(words: tuple[str, ...], project: Path) -> None:
    done = call("--format", "json", *words)
    assert "hangup-is-ours" not in done.names
    assert ("is in preview and does not run" in done.err) is ("ACME003" in words)


def test_a_rule_in_preview_runs_where_preview_is_set(project: Path) -> None:
    assert "hangup-is-ours" in call("--format", "json", "--preview").names
    write(project, {"twimllint.toml": 'plugins = ["own.py"]\npreview = true\nselect = ["ACME003"]\n'})
    done = call("--format", "json")
    assert (done.names, done.err) == (["hangup-is-ours"], "")
    assert call("--format", "json", "--no-preview").names == []
    listed = call("rules", "--select", "ACME").out.splitlines()
    assert ["preview" in line for line in listed] == [False, True]


def test_an_alias_that_is_no_name_is_refused(project: Path) -> None:
    write(project, {"own.py": PLUGIN.replace('"our-say"', '"Our Say"')})
    done = call()
    assert done.code == 2
    assert 'alias "Our Say" is neither a code nor a name of a rule' in done.err


def test_extract_loads_no_plugins_where_they_are_not_wanted(project: Path) -> None:
    write(project, {"own.py": "raise SystemExit('loaded')\n"})
    plain = call("extract", "--no-plugins", "voice.xml")
    assert (plain.code, plain.err) == (0, "")
    assert "<Say>Hello</Say>" in plain.out
