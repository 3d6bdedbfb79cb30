"""The other commands: rules, explain, schema, init, and what --show-files and --show-settings print."""

import json
import tomllib
from pathlib import Path

import pytest
import yaml
from lxml import etree

from support.command import BAD, FOREIGN, GOOD, VOICE, call, write
from twimllint.engine.registry import Registry

RULES = Registry.builtin().rules


def test_rules_lists_all() -> None:
    lines = call("rules").out.splitlines()
    assert len(lines) == len(RULES)
    assert [line[:5] for line in lines] == sorted(info.code for info in RULES.values())
    rows = json.loads(call("rules", "--format", "json").out)
    assert {row["name"] for row in rows} == set(RULES)
    assert all(row["url"].endswith(f"/rules/{row['name']}/") and row["summary"] for row in rows)


def test_rules_can_be_selected() -> None:
    for selectors in ("TW301,unknown-voice", "TW301 TW603", "tw301, TW603"):
        assert [line[:5] for line in call("rules", "--select", selectors).out.splitlines()] == ["TW301", "TW603"]
    done = call("rules", "--select", "TW3x")
    assert done.code == 2
    assert 'no rule has the code, prefix or name "TW3x"' in done.err
    assert 'did you mean "json"?' in call("rules", "--format", "jso").err


@pytest.mark.parametrize(
    ("topic", "wanted"),
    [
        ("TW301", "TW301 room-outside-connect\n"),
        ("tw301", "TW301 room-outside-connect\n"),
        ("room-outside-connect", "TW301 room-outside-connect\n"),
        ("12200", "Twilio warning 12200"),
        ("Gather", "<Gather> in voice documents"),
        ("gather", "<Gather> in voice documents"),
        ("Message", "<Message> in messaging documents"),
        ("break", "<break>"),
    ],
)
def test_explain(topic: str, wanted: str) -> None:
    done = call("explain", topic)
    assert done.code == 0
    assert done.out.startswith(wanted)


def test_explain_of_several_goes_on_past_what_is_unknown() -> None:
    done = call("explain", "TW301", "Gathr", "room-outside-conect", "TW3", "99999", "Room")
    assert done.code == 2
    assert "TW301 room-outside-connect" in done.out
    assert "<Room> in voice documents" in done.out
    told = done.err.splitlines()
    assert len(told) == 4
    assert told[0].endswith('did you mean "Gather"?')
    assert told[1].endswith('did you mean "room-outside-connect"?')
    assert told[2].endswith("twimllint rules --select TW3 lists the rules that it selects")
    assert call("explain").code == 2


@pytest.mark.parametrize("name", RULES)
def test_every_rule_can_be_explained(name: str) -> None:
    done = call("explain", name)
    assert done.code == 0
    assert done.out.startswith(f"{RULES[name].code} {name}\n")


def test_schemas() -> None:
    for name in ("voice", "messaging", "fax", "ssml"):
        assert etree.fromstring(call("schema", name).raw).tag.endswith("}schema")
    assert json.loads(call("schema", "config").out)["title"] == "twimllint"
    assert json.loads(call("schema", "report").out)
    path = call("schema", "voice", "--path").out.rstrip("\n")
    assert Path(path).read_bytes() == call("schema", "voice").raw
    done = call("schema", "voise")
    assert done.code == 2
    assert 'did you mean "voice"?' in done.err


def test_show_files(folder: Path) -> None:
    write(
        folder, {"b.xml": BAD, "a.twiml": "", "pom.xml": FOREIGN, "c.txt": GOOD, "d.xml.j2": GOOD, "vendor/e.xml": GOOD}
    )
    assert call("--show-files").out == "a.twiml\nb.xml\nd.xml.j2\n"
    assert call("--show-files", "--no-exclude").out == "a.twiml\nb.xml\nd.xml.j2\nvendor/e.xml\n"
    done = call("--show-files", "b.xml", "none.xml")
    assert (done.code, done.out) == (2, "b.xml\n")
    assert call("--show-files", "-").out == "-\n"
    assert call("--show-files", "pom.xml")[:2] == (0, "")


def test_show_settings(folder: Path) -> None:
    write(folder, {"base.toml": 'fail-on = "error"\n', "twimllint.toml": 'extend = "base.toml"\nignore = ["TW1"]\n'})
    write(
        folder,
        {
            "pyproject.toml": '[tool.twimllint]\nregion = "ie1"\n',
            "eu/pyproject.toml": "[tool.twimllint]\nregion = 'ie1'\n",
        },
    )
    shown = call("--show-settings", "a.xml").out
    assert "# configuration: twimllint.toml, which extends base.toml" in shown
    assert 'fail-on = "error"  # base.toml:1' in shown
    assert 'ignore = ["TW1"]  # twimllint.toml:2' in shown
    assert tomllib.loads(shown)["fail-on"] == "error"
    assert 'region = "ie1"  # eu/pyproject.toml:2' in call("--show-settings", "eu").out
    assert call("--show-settings", "a.xml", "eu").out == shown + "\n" + call("--show-settings", "eu").out
    assert "# settings for eu/x.xml" in call("--show-settings", "--stdin-filename", "eu/x.xml").out
    assert "the defaults apply" in call("--show-settings", "--isolated").out


def test_init_fits_the_project_and_overwrites_nothing(folder: Path) -> None:
    write(
        folder,
        {"views/a.xml.j2": "<Response><Say>{{ name }}</Say></Response>", "voice/b.xml": VOICE, "voice/c.xml": GOOD},
    )
    before = sorted(folder.rglob("*"))
    dry = call("init", "--dry-run", "--pre-commit", "--github")
    assert dry.code == 0
    assert sorted(folder.rglob("*")) == before
    done = call("init", "--pre-commit", "--github")
    assert done.out.startswith("3 TwiML documents: .xml, .xml.j2\nwrote twimllint.toml\n")
    text = (folder / "twimllint.toml").read_text()
    assert text in dry.out
    assert tomllib.loads(text) == {}
    assert '"voice/**"' in text
    assert "Jinja" in text
    assert yaml.safe_load((folder / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"] == [
        {"id": "twimllint"}
    ]
    assert "jobs" in yaml.safe_load((folder / ".github/workflows/twimllint.yml").read_text())
    written = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    again = call("init", "--pre-commit", "--github")
    assert again.code == 0
    assert "twimllint.toml configures this folder already" in again.err
    assert ".pre-commit-config.yaml exists and stays as it is" in again.err
    assert "- id: twimllint" in again.out
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == written


def test_every_line_that_init_comments_out_is_a_setting_that_holds(folder: Path) -> None:
    call("init")
    path = folder / "twimllint.toml"
    assert path.read_text().startswith("#:schema ")
    lines = [line.removeprefix("# ") for line in path.read_text().splitlines()]
    path.write_text("\n".join(line for line in lines if " = " in line or line.startswith("[")))
    assert len(path.read_text().splitlines()) > 8
    write(folder, {"good.xml": GOOD})
    assert call().err == ""


def test_init_where_it_cannot(folder: Path) -> None:
    write(folder, {"file": "", "broken/twimllint.toml": "x ="})
    assert call("init", "none").code == 2
    assert call("init", "file").code == 2
    assert call("init", "broken").code == 2
    (folder / "new").mkdir()
    assert call("init", "new").out.startswith("0 TwiML documents\nwrote new/twimllint.toml\n")


def test_completion_scripts() -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "_TWIMLLINT_COMPLETE" in call("completion", shell).out
    assert call("completion", "bsh").code == 2


HOOKS = ["twimllint", "twimllint-code", "twimllint-markdown"]


@pytest.mark.parametrize(
    ("files", "hooks"),
    [
        ({"README.md": "```xml\n<Response><Say>Hi</Say></Response>\n```\n"}, ["twimllint", "twimllint-markdown"]),
        ({"app.py": "x = '<Response><Say>Hi</Say></Response>'"}, ["twimllint", "twimllint-code"]),
        ({"requirements.txt": "flask\n", "node_modules/twilio/package.json": '{"name": "twilio"}'}, ["twimllint"]),
        ({"requirements.txt": "flask\ntwilio>=9\n"}, HOOKS),
        ({"requirements/base.txt": "twilio"}, HOOKS),
        ({"requirements-dev.txt": "Twilio==9"}, HOOKS),
        ({"package.json": '{"dependencies": {"twilio": "^5"}}'}, HOOKS),
        ({"Gemfile": 'gem "twilio-ruby"'}, HOOKS),
        ({"ivr.gemspec": 's.add_dependency "twilio-ruby"'}, HOOKS),
        ({"composer.json": '{"require": {"twilio/sdk": "^8"}}'}, HOOKS),
        ({"Ivr.csproj": '<PackageReference Include="Twilio" Version="7.0.0"/>'}, HOOKS),
        ({"build.gradle.kts": 'implementation("com.twilio.sdk:twilio:10.0.0")'}, HOOKS),
        ({"go.mod": "require github.com/twilio/twilio-go v1.0.0"}, HOOKS),
        ({"backend/pyproject.toml": 'dependencies = ["twilio"]'}, HOOKS),
    ],
)
def test_init_proposes_the_hooks_that_fit(files: dict[str, str], hooks: list[str], folder: Path) -> None:
    pytest.importorskip("markdown_it")
    write(folder, files)
    dry = call("init", "--pre-commit", "--dry-run")
    assert dry.code == 0
    named = f"hook {hooks[0]} is" if len(hooks) == 1 else f"hooks {', '.join(hooks[:-1])} and {hooks[-1]} are"
    assert f"With --pre-commit, the {named} set up too.\n" in call("init", "--dry-run").out
    call("init", "--pre-commit")
    written = (folder / ".pre-commit-config.yaml").read_text()
    assert written in dry.out
    assert [hook["id"] for hook in yaml.safe_load(written)["repos"][0]["hooks"]] == hooks


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_the_list_of_rules_fits_the_terminal(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = call("rules").out
    monkeypatch.setattr("twimllint.cli.streams.terminal_width", lambda: width)
    shown = call("rules").out
    longest = max(len(name) for name in RULES) + len("TW000    warning, off")
    assert [line for line in shown.splitlines() if len(line) > max(width, longest)] == []
    assert sorted(shown.split()) == sorted(whole.split())
    assert len(whole.splitlines()) == len(RULES)


@pytest.mark.parametrize(
    ("element", "content"),
    [
        ("Pause", "nothing"),
        ("Room", "text (required)"),
        ("Gather", "<Say>, <Play>, <Pause>"),
        ("Say", "text, <break>"),
    ],
)
def test_an_element_is_explained_with_its_place_and_content(element: str, content: str, folder: Path) -> None:
    lines = call("explain", element).out.splitlines()
    assert any(line.startswith("Allowed in: <") for line in lines)
    assert any(line.startswith(f"May contain: {content}") for line in lines)
