"""Options of ``check``: each by its name and by its variable, what goes before what, and what is said of a wrong value."""

import json
from pathlib import Path

import click
import pytest

from support.command import BAD, CASE, FOREIGN, GOOD, ROOM, VOICE, call, write
from twimllint.cli.check import command as check
from twimllint.report import FORMATS

MANIFEST = json.dumps({"rooms": [{"unique_name": "DailyStandup", "sid": "RM" + "1" * 32, "type": "peer-to-peer"}]})

#: Option, the value it takes (None for a flag), the words after it, and what then is in the output or in the error.
EFFECTS = [
    ("--fix", None, "case.xml", "No findings in 1 file (1 fixed)"),
    ("--diff", None, "case.xml", "+<Response><Say>"),
    ("--select", "TW603", "room.xml voice.xml", "2 files, 1 warning"),
    ("--ignore", "unknown-voice", "voice.xml", "No findings"),
    ("--extend-select", "TW408", "room.xml", "us1-only-element"),
    ("--preset", "essential", "voice.xml", "No findings"),
    ("--region", "ie1", "fallback.xml", "element-not-in-region"),
    ("--room-type", "peer-to-peer", "fallback.xml", "room-peer-to-peer"),
    ("--rooms-manifest", "rooms.json", "fallback.xml", "rooms.json"),
    ("--format", "concise", "voice.xml", "voice.xml:1:23: warning TW603 unknown-voice"),
    ("--columns", "bytes", "--format concise wide.xml", "wide.xml:1:37:"),
    ("--output", "json=out.json", "voice.xml", "unknown-voice"),
    ("--config", "other.toml", "voice.xml", "No findings"),
    ("--isolated", None, "below", "1 warning"),
    ("--baseline", "known.json", "voice.xml", "1 in the baseline"),
    ("--write-baseline", "new.json", "voice.xml", "wrote 1 finding in 1 file to new.json"),
    ("--add-ignores", "for a reason", "voice.xml", "wrote 1 comment"),
    ("--statistics", None, "voice.xml", "1  TW603  unknown-voice"),
    ("--show-files", None, "voice.xml foreign.xml", "voice.xml\n"),
    ("--show-settings", None, "voice.xml", "# settings for voice.xml"),
    ("--no-exclude", None, "vendor", "1 warning"),
    ("--color", "always", "voice.xml", "\x1b["),
    ("--verbose", None, "voice.xml foreign.xml", "1 not TwiML"),
    ("--unsafe-fixes", None, "--diff room.xml", "+<Response><Connect>"),
]  # fmt: skip

#: Options whose effect is the exit code, a process, or silence; each has a test of its own, here or in a file of its name.
OTHERS = {
    "--fail-on", "--max-warnings", "--stdin-filename", "--prune-baseline", "--no-plugins", "--jobs", "--ci-output", "--code",
    "--quiet", "--preview", "--timings",
}  # fmt: skip


@pytest.fixture
def project(folder: Path) -> Path:
    known = {"version": 1, "files": {"voice.xml": [{"rule": "unknown-voice", "text": VOICE.strip()}]}}
    write(
        folder,
        {
            "room.xml": BAD, "voice.xml": VOICE, "good.xml": GOOD, "case.xml": CASE, "foreign.xml": FOREIGN,
            "fallback.xml": ROOM, "wide.xml": VOICE.replace("Say ", "Say language='é' "), "rooms.json": MANIFEST,
            "other.toml": 'ignore = ["TW603"]\n', "known.json": json.dumps(known), "vendor/voice.xml": VOICE,
            "below/twimllint.toml": 'ignore = ["TW603"]\n', "below/voice.xml": VOICE,
        },
    )  # fmt: skip
    return folder


def effect(*words: str, env: dict[str, str] | None = None) -> str:
    done = call(*words, env=env)
    assert done.code in (0, 1), done.err
    return done.out + done.err


@pytest.mark.parametrize(("option", "value", "rest", "wanted"), EFFECTS, ids=[row[0] for row in EFFECTS])
def test_option_and_variable_do_the_same(option: str, value: str | None, rest: str, wanted: str, project: Path) -> None:
    written = {path: path.read_bytes() for path in project.iterdir() if path.is_file()}
    assert wanted not in effect(*rest.split()) or option in ("--output", "--unsafe-fixes")
    by_option = effect(option, *([value] if value is not None else []), *rest.split())
    assert wanted in by_option
    for path, raw in written.items():
        path.write_bytes(raw)
    variable = "TWIMLLINT_" + option[2:].replace("-", "_").upper()
    by_variable = effect(*rest.split(), env={variable: value or "1"})
    assert by_variable.replace(variable, option) == by_option


def test_every_option_is_tried_and_has_a_variable() -> None:
    options = [param for param in check.params if isinstance(param, click.Option)]
    names = {max(param.opts, key=len) for param in options}
    assert names == {row[0] for row in EFFECTS} | OTHERS
    for param in options:
        assert param.envvar == "TWIMLLINT_" + max(param.opts, key=len)[2:].replace("-", "_").upper()
        assert param.help


def test_help_lists_every_format_and_the_variables() -> None:
    told = " ".join(call("check", "--help").out.split())
    assert ", ".join(FORMATS) in told
    assert "TWIMLLINT_FAIL_ON" in told
    assert call("-h").out == call("--help").out


def test_check_is_the_default_command(project: Path) -> None:
    assert call("check", "room.xml") == call("room.xml")
    assert call("check") == call()
    assert call("--format", "concise", "room.xml") == call("check", "room.xml", "--format", "concise")


def test_the_command_line_goes_before_the_environment_and_both_before_files(project: Path) -> None:
    (project / "twimllint.toml").write_text('fail-on = "never"\nregion = "ie1"\n')
    assert call("voice.xml").code == 0
    assert call("voice.xml", env={"TWIMLLINT_FAIL_ON": "warning"}).code == 1
    assert call("--fail-on", "error", "voice.xml", env={"TWIMLLINT_FAIL_ON": "warning"}).code == 0
    for words, env, region in [
        ([], {"TWILIO_REGION": "au1"}, '"ie1"  # twimllint.toml:2'),
        ([], {"TWIMLLINT_REGION": "au1"}, '"au1"  # TWIMLLINT_REGION'),
        (["--region", "us1"], {"TWIMLLINT_REGION": "au1"}, '"us1"  # --region'),
        (["--isolated"], {"TWILIO_REGION": "au1"}, '"au1"  # TWILIO_REGION'),
    ]:
        assert f"region = {region}\n" in call("--show-settings", *words, env=env).out


def test_ignore_and_extend_select_add_to_what_files_say(project: Path) -> None:
    (project / "twimllint.toml").write_text('ignore = ["TW603"]\nextend-select = ["TW408"]\n')
    done = call(
        "--ignore",
        "TW301,TW105",
        "--extend-select",
        "missing-xml-declaration",
        "--format",
        "json",
        "voice.xml",
        "room.xml",
    )
    assert sorted(done.names) == ["missing-xml-declaration"] * 2 + ["us1-only-element"]


def test_lists_take_commas_blanks_and_repetition(project: Path) -> None:
    for words in (
        ["--select", "TW3,TW603"],
        ["--select", "TW3 TW603"],
        ["--select", "TW3", "--select", "unknown-voice"],
    ):
        assert sorted(call(*words, "--format", "json", "voice.xml", "room.xml").names) == [
            "room-outside-connect", "unknown-voice",
        ]  # fmt: skip


def test_variables_that_are_empty_count_as_not_set(project: Path) -> None:
    names = (
        "FIX",
        "SELECT",
        "FORMAT",
        "FAIL_ON",
        "CONFIG",
        "OUTPUT",
        "JOBS",
        "STDIN_FILENAME",
        "BASELINE",
        "ADD_IGNORES",
    )
    assert call("room.xml", env={f"TWIMLLINT_{name}": "" for name in names}) == call("room.xml")


def test_output_can_be_repeated_and_makes_folders(project: Path) -> None:
    done = call("--output", "json=made/a.json", "--output", "sarif=b.sarif", "--output=concise=-", "voice.xml")
    assert done.code == 1
    assert [one["name"] for one in json.loads((project / "made/a.json").read_text())["findings"]] == ["unknown-voice"]
    assert json.loads((project / "b.sarif").read_text())["version"] == "2.1.0"
    assert "voice.xml:1:23: warning" in done.out
    env = {"TWIMLLINT_OUTPUT": "json=c.json pylint=d.txt"}
    assert call("voice.xml", env=env).code == 1
    assert (project / "c.json").is_file()
    assert (project / "d.txt").is_file()


def test_an_output_that_cannot_be_written_keeps_none_of_the_others(project: Path) -> None:
    done = call("--output", "json=voice.xml/a.json", "--output", "json=b.json", "voice.xml")
    assert done.code == 2
    assert "voice.xml/a.json cannot be written" in done.err
    assert "unknown-voice" in done.out
    assert (project / "b.json").is_file()


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_reports_a_clean_run_a_finding_and_a_failure(form: str, project: Path) -> None:
    assert call("--format", form, "good.xml").code == 0
    found = call("--format", form, "voice.xml")
    assert found.code == 1
    assert "alic" in found.out
    assert call("--format", form, "voice.xml", "none.xml").code == 2


def test_the_command_line_decides_between_config_and_isolated(project: Path) -> None:
    assert call("--isolated", "voice.xml", env={"TWIMLLINT_CONFIG": "other.toml"}).code == 1
    assert call("--config", "other.toml", "voice.xml", env={"TWIMLLINT_ISOLATED": "1"}).code == 0


def test_unsafe_fixes_without_fix_is_remarked_on(project: Path) -> None:
    done = call("--unsafe-fixes", "room.xml")
    assert done.code == 1
    assert "--unsafe-fixes does nothing without --fix or --diff" in done.err


def test_a_misspelt_command_is_recognised(project: Path) -> None:
    done = call("explian", "TW301")
    assert done.code == 2
    assert "explian: there is no such file or folder" in done.err
    assert 'did you mean the command "explain"?' in done.err


def test_names_that_begin_with_a_dash(project: Path) -> None:
    (project / "-dash.xml").write_text(VOICE)
    assert call("--", "-dash.xml").code == 1
    assert call("./-dash.xml").code == 1
    assert call("-dash.xml").code == 2
    assert "-dash.xml" in call("--format", "concise", ".").out


def test_an_empty_path_is_not_the_whole_folder(project: Path) -> None:
    done = call("--format", "json", "", "good.xml")
    assert done.code == 2
    assert "an empty path is neither a file nor a folder" in done.err
    assert done.findings == []


def test_no_plugins_and_jobs(project: Path) -> None:
    assert call("--no-plugins", "voice.xml").out == call("voice.xml").out
    assert call("--jobs", "2", "--format", "json", "voice.xml", "room.xml").out == call(
        "-j", "1", "--format", "json", "voice.xml", "room.xml"
    ).out  # fmt: skip


def test_quiet(project: Path) -> None:
    assert call("-q", "good.xml")[:3] == (0, "", "")
    found = call("-q", "voice.xml")
    assert "unknown-voice" in found.out
    assert "1 file" not in found.out + found.err
    assert call("-q", env={"TWIMLLINT_QUIET": "1"}).code == 1
