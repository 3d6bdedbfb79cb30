"""Wrong values of options, wrong variables and contradicting options are reported: exit 2, and nothing is done."""

from pathlib import Path

import pytest

from support.command import CASE, VOICE, call, write


@pytest.fixture
def project(folder: Path) -> Path:
    write(folder, {"voice.xml": VOICE, "case.xml": CASE, "other.toml": 'ignore = ["TW603"]\n', "known.json": "{}"})
    return folder


WRONG = [
    ("--format", "sarff", 'no format "sarff"; did you mean "sarif"?'),
    ("--output", "sarff=x", 'no format "sarff"; did you mean "sarif"?'),
    ("--output", "sarif", "expected FORMAT=PATH"),
    (
        "--fail-on",
        "warnings",
        '--fail-on is "warnings"; did you mean "warning"? It is one of error, warning, info, never',
    ),
    ("--preset", "strct", '--preset is "strct"; did you mean "strict"?'),
    ("--room-type", "gruop", '--room-type is "gruop"; did you mean "group"?'),
    ("--region", "ie9", '--region is "ie9"; did you mean ie1?'),
    ("--region", "dublin", "the Regions are us1"),
    ("--select", "room-outside-conect", 'did you mean "room-outside-connect"?'),
    ("--ignore", "TW99", "--ignore: no rule has the code"),
    ("--extend-select", "nope", "--extend-select: no rule has the code"),
    ("--select", ",", "--select names no rule"),
    ("--select", "", "--select names no rule"),
    ("--max-warnings", "many", '--max-warnings is "many"; expected a whole number from 0'),
    ("--max-warnings", "-1", '--max-warnings is "-1"; expected a whole number from 0'),
    ("--jobs", "x", '--jobs is "x"; expected a whole number from 0'),
    ("--color", "alway", 'did you mean "always"?'),
    ("--columns", "byte", 'did you mean "bytes"?'),
    ("--config", "none.toml", "none.toml: it cannot be read"),
    ("--baseline", "none.json", "none.json does not exist; --write-baseline makes it"),
    ("--config", "", '--config is ""; expected the name of a file'),
    ("--write-baseline", "", '--write-baseline is ""; expected the name of a file'),
    ("--format", "", 'there is no format ""'),
    ("--baseline", "case.xml", "case.xml is not JSON at line 1, column 1"),
    ("--selct", "TW3", "--select"),
]


@pytest.mark.parametrize(("option", "value", "message"), WRONG, ids=[f"{row[0]} {row[1]}" for row in WRONG])
def test_wrong_values(option: str, value: str, message: str, project: Path) -> None:
    done = call(option, value, "voice.xml")
    assert done.code == 2
    assert message in done.err
    assert done.out == ""


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("FAILON", "TWIMLLINT_FAILON is not read; did you mean TWIMLLINT_FAIL_ON?"),
        ("SELCT", "TWIMLLINT_SELCT is not read; did you mean TWIMLLINT_SELECT?"),
        ("DEBGU", "TWIMLLINT_DEBGU is not read; did you mean TWIMLLINT_DEBUG?"),
        ("SERVICE_HOST", "TWIMLLINT_SERVICE_HOST: not read, since no option has such a name"),
    ],
)
def test_unknown_variables_are_mentioned(name: str, message: str, project: Path) -> None:
    plain = call("voice.xml")
    done = call("voice.xml", env={f"TWIMLLINT_{name}": "x"})
    assert (done.code, done.out) == (plain.code, plain.out)
    assert done.err.splitlines() == [f"twimllint: {message}", *plain.err.splitlines()]
    assert call("-q", "voice.xml", env={f"TWIMLLINT_{name}": "x"}).err == ""
    assert call("voice.xml", env={"TWIMLLINT_DEBUG": "1"}).err == plain.err


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("FAIL_ON", "warnings", 'TWIMLLINT_FAIL_ON is "warnings"; did you mean "warning"?'),
        ("FIX", "maybe", 'TWIMLLINT_FIX is "maybe"; it is 1 or 0'),
        ("REGION", "ie9", 'TWIMLLINT_REGION is "ie9"; did you mean ie1?'),
        ("SELECT", "TW99", "TWIMLLINT_SELECT: no rule has the code"),
        ("JOBS", "all", 'TWIMLLINT_JOBS is "all"; expected a whole number from 0'),
        ("FORMAT", "sarff", 'did you mean "sarif"?'),
        ("ISOLATED", "x", 'TWIMLLINT_ISOLATED is "x"'),
    ],
)
def test_wrong_variables_are_called_by_their_name(name: str, value: str, message: str, project: Path) -> None:
    done = call("voice.xml", env={f"TWIMLLINT_{name}": value})
    assert done.code == 2
    assert message in done.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--config other.toml --isolated", "--config and --isolated contradict each other"),
        ("--fix --add-ignores x", "--fix and --add-ignores cannot be combined"),
        ("--diff --add-ignores x", "--diff and --add-ignores cannot be combined"),
        ("--diff --write-baseline b.json", "--diff and --write-baseline cannot be combined"),
        ("--write-baseline b.json --add-ignores x", "--write-baseline and --add-ignores cannot be combined"),
        ("--prune-baseline", "--prune-baseline needs a baseline"),
        (
            "--prune-baseline --diff --baseline known.json",
            "--prune-baseline can only be combined with linting or with --fix",
        ),
        ("--stdin-filename x.xml", "--stdin-filename names what comes on standard input"),
        ("--add-ignores voice.xml", '"voice.xml" is a path'),
        ("--add-ignores voise.xml", '"voise.xml" is a path'),
        ("-", "cannot be combined with paths"),
        ("--diff --output json=x.json", "--diff and --output cannot be combined"),
        ("--write-baseline b.json --output json=x.json", "--write-baseline and --output cannot be combined"),
        ("--add-ignores=y --output json=x.json", "--add-ignores and --output cannot be combined"),
        ("--show-files --output json=x.json", "--show-files and --output cannot be combined"),
        ("--show-files --show-settings", "--show-files and --show-settings cannot be combined"),
        ("--show-files --fix", "--show-files and --fix cannot be combined"),
        ("--output json=x.json --output sarif=./x.json", "x.json can hold one report only"),
    ],
)
def test_contradictions(words: str, message: str, project: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    done = call(*words.split(), "case.xml")
    assert done.code == 2
    assert message in done.err
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("words", ["--diff --statistics", "--diff --format json", "--show-files --format json"])
def test_options_that_do_nothing_are_named(words: str, project: Path) -> None:
    first, second = (word for word in words.split() if word.startswith("--"))
    assert f"{second} does nothing with {first}" in call(*words.split(), "voice.xml").err


@pytest.mark.parametrize("words", ["--diff", "--show-files", "--write-baseline b.json", "--diff --fix"])
def test_what_variables_set_for_all_calls_is_no_contradiction(words: str, project: Path) -> None:
    env = {"TWIMLLINT_OUTPUT": "json=x.json", "TWIMLLINT_FORMAT": "json", "TWIMLLINT_CONFIG": ""}
    done = call(*words.split(), "voice.xml", env=env)
    assert "cannot be combined" not in done.err
    assert done.code in (0, 1)
    assert not (project / "x.json").exists()


@pytest.mark.parametrize("value", ["", ",", " "])
def test_a_list_of_rules_that_names_none_is_refused(value: str, project: Path) -> None:
    done = call("rules", "--select", value)
    assert (done.code, done.out) == (2, "")
    assert "--select names no rule" in done.err
