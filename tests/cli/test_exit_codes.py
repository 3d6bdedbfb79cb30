"""Exit codes: 0 nothing bad enough, 1 findings, 2 the work could not be done; and everything else is still linted."""

from pathlib import Path

import pytest

from support.command import BAD, GOOD, run

WARNED = "<Response><Redirect method='post'>/menu</Redirect></Response>\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.xml").write_text(GOOD)
    (tmp_path / "bad.xml").write_text(BAD)
    (tmp_path / "warned.xml").write_text(WARNED)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["good.xml"], 0),
        (["bad.xml"], 1),
        (["warned.xml"], 1),
        (["warned.xml", "--fail-on", "error"], 0),
        (["bad.xml", "--fail-on", "error"], 1),
        (["bad.xml", "--fail-on", "never"], 0),
        (["warned.xml", "--fail-on", "error", "--max-warnings", "0"], 1),
        (["warned.xml", "--fail-on", "error", "--max-warnings", "1"], 0),
        (["bad.xml", "--ignore", "TW301,TW1"], 0),
        (["bad.xml", "--select", "TW2"], 0),
        (["bad.xml", "missing.xml"], 2),
        (["bad.xml", "--select", "TW999"], 2),
        (["bad.xml", "--region", "br1"], 2),
        (["bad.xml", "--format", "sarf"], 2),
        (["bad.xml", "--output", "sarif"], 2),
        (["bad.xml", "--config", "missing.toml"], 2),
        (["--no-such-option"], 2),
        (["check", "good.xml"], 0),
        (["check", "bad.xml", "good.xml"], 1),
    ],
)
def test_exit_code(folder: Path, arguments: list[str], code: int) -> None:
    assert run(*arguments, cwd=folder).returncode == code


def test_the_environment_gives_options(folder: Path) -> None:
    assert run("bad.xml", cwd=folder, TWIMLLINT_FAIL_ON="never").returncode == 0
    assert run("bad.xml", "--fail-on", "error", cwd=folder, TWIMLLINT_FAIL_ON="never").returncode == 1
    assert run("bad.xml", cwd=folder, TWIMLLINT_SELECT="TW2").returncode == 0


def test_the_configuration_gives_the_threshold(folder: Path) -> None:
    (folder / "twimllint.toml").write_text('fail-on = "never"\n')
    assert run("bad.xml", cwd=folder).returncode == 0
    assert run("bad.xml", "--isolated", cwd=folder).returncode == 1


@pytest.mark.parametrize(
    ("argument", "words"),
    [
        (["--select", "room-outside-conect"], "room-outside-connect"),
        (["--region", "br1"], "us1"),
        (["--format", "sarf"], '"sarif"'),
        (["missing.xml"], "missing.xml"),
    ],
)
def test_messages_name_what_is_right(folder: Path, argument: list[str], words: str) -> None:
    done = run(*argument, cwd=folder)
    assert words in done.stderr


def test_a_missing_file_does_not_keep_the_others_from_being_linted(folder: Path) -> None:
    done = run("missing.xml", "bad.xml", "--format", "concise", cwd=folder)
    assert "bad.xml:1:18: error TW301" in done.stdout
    assert "missing.xml" in done.stderr


def test_an_empty_folder_is_no_error(tmp_path: Path) -> None:
    done = run(cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "no TwiML" in done.stderr


def test_what_is_excluded_stays_out_though_it_is_named(folder: Path) -> None:
    (folder / "twimllint.toml").write_text('extend-exclude = ["bad.xml"]\n')
    assert run("bad.xml", cwd=folder).returncode == 0
    assert run("bad.xml", "--no-exclude", cwd=folder).returncode == 1


def test_a_broken_configuration_names_its_line(folder: Path) -> None:
    (folder / "twimllint.toml").write_text('fail-on = "error"\nselct = ["TW3"]\n')
    done = run("bad.xml", cwd=folder)
    assert done.returncode == 2
    assert 'twimllint.toml:2: unknown setting "selct"' in done.stderr
    assert '"select"' in done.stderr


def test_a_missing_manifest_is_reported_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "room.xml").write_text("<Response><Connect><Room>a</Room></Connect><Say/></Response>")
    (folder / "twimllint.toml").write_text('rooms-manifest = "rooms.json"\n')
    done = run("room.xml", "--format", "concise", cwd=folder)
    assert done.returncode == 2
    assert "rooms.json" in done.stderr
    assert "TW601" in done.stdout


def test_a_rule_that_raises_is_a_finding_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "own.py").write_text(
        "from twimllint import Rule\n"
        "class Raises(Rule):\n"
        "    '''A rule that fails.'''\n"
        "    code, name, on, source = 'OWN001', 'raises', ('Dial',), 'here'\n"
        "    def check(self, node, ctx):\n"
        "        raise RuntimeError('no')\n"
        "        yield\n"
    )
    (folder / "twimllint.toml").write_text('plugins = ["own.py"]\n')
    done = run("bad.xml", "good.xml", "--format", "concise", cwd=folder)
    assert done.returncode == 2
    assert "TW904 internal-error" in done.stdout
    assert "TW301" in done.stdout
    assert "raises" in done.stderr


def test_a_plugin_that_clashes_is_a_configuration_error(folder: Path) -> None:
    (folder / "own.py").write_text(
        "from twimllint import Rule\n"
        "class Own(Rule):\n"
        "    '''A rule.'''\n"
        "    code, name, on, source = 'TW301', 'own-rule', ('Dial',), 'here'\n"
    )
    (folder / "twimllint.toml").write_text('plugins = ["own.py"]\n')
    done = run("bad.xml", cwd=folder)
    assert done.returncode == 2
    assert "clashes" in done.stderr


def test_foreign_xml_is_skipped_silently(tmp_path: Path) -> None:
    (tmp_path / "pom.xml").write_text("<project><modelVersion>4.0.0</modelVersion></project>")
    (tmp_path / "AndroidManifest.xml").write_text("<manifest><application/></manifest>")
    (tmp_path / "plivo.xml").write_text("<Response><Speak>Hi</Speak><GetDigits/></Response>")
    done = run("pom.xml", "AndroidManifest.xml", "plivo.xml", "-v", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
