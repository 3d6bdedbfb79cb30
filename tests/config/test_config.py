"""Configuration files found, read, merged and checked."""

from __future__ import annotations

import builtins
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from support.small_registry import DEFAULT, KNOWN, NAMES, needs_permissions
from twimllint.config import load
from twimllint.config.config import FileSettings
from twimllint.config.errors import ConfigError
from twimllint.config.finder import ConfigFinder, lint_settings_of
from twimllint.config.values import ConfigSource, ConfigValue


def finder(root: Path, **more: Any) -> ConfigFinder:
    return ConfigFinder(**{"cwd": str(root), "environ": {}, "rules": KNOWN, **more})


def set_by(value: Any, name: str) -> ConfigValue:
    return ConfigValue(value, (ConfigSource(name),))


def write(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def settings(root: Path, text: str, path: str = "a.xml", **more: Any) -> FileSettings:
    write(root, "twimllint.toml", text)
    return finder(root, **more).settings_for(str(root / path))


def error(root: Path, text: str, name: str = "twimllint.toml", **more: Any) -> str:
    write(root, name, text)
    with pytest.raises(ConfigError) as caught:
        finder(root, **more).settings_for(str(root / "a.xml"))
    return str(caught.value)


def test_no_configuration(tmp_path: Path) -> None:
    found = finder(tmp_path).settings_for(str(tmp_path / "a.xml"))
    assert found.rules == DEFAULT
    assert (found.config.fail_on, found.config.max_warnings, found.lint.region) == ("warning", None, None)
    assert found.config.path is None


@pytest.mark.parametrize("order", [(".twimllint.toml", "twimllint.toml"), ("twimllint.toml", "pyproject.toml")])
def test_which_file_of_a_folder_wins(tmp_path: Path, order: tuple[str, str]) -> None:
    for name, region in zip(order, ("ie1", "au1"), strict=True):
        table = "[tool.twimllint]\n" if name == "pyproject.toml" else ""
        write(tmp_path, name, f'{table}region = "{region}"\n')
    look = finder(tmp_path)
    assert look.settings_for(str(tmp_path / "a.xml")).lint.region == "ie1"
    assert look.remarks == [f"{order[1]} is not used: {order[0]} comes before it"]


@pytest.mark.parametrize("name", ["twimlint", "twiml-lint", "twimllint.rooms", "twimlllint", "twimlint.rooms"])
def test_a_misspelt_table_of_a_pyproject_is_named(tmp_path: Path, name: str) -> None:
    write(tmp_path, "pyproject.toml", f'[tool.twine]\nx = 1\n\n[tool.{name}]\n"a" = "group"\n')
    look = finder(tmp_path)
    look.settings_for(str(tmp_path / "voice" / "a.xml"))
    table = name.partition(".")[0]
    said = f"pyproject.toml: [tool.{table}] is not read; did you mean [tool.twimllint]?"
    assert look.remarks == ([] if table == "twimllint" else [said])


def test_a_pyproject_of_other_tools_is_not_mentioned(tmp_path: Path) -> None:
    write(tmp_path, "pyproject.toml", "[tool.twine]\nx = 1\n[tool.ruff]\nline-length = 1 # twimllint\n")
    write(tmp_path, "twimllint.toml", "[rooms]\n")
    look = finder(tmp_path)
    look.settings_for(str(tmp_path / "a.xml"))
    assert look.remarks == []


def test_nearest_file_wins_whole(tmp_path: Path) -> None:
    write(tmp_path, "twimllint.toml", 'region = "ie1"\nfail-on = "error"\n')
    write(tmp_path, "eu/pyproject.toml", '[tool.twimllint]\nregion = "au1"\n')
    write(tmp_path, "eu/deep/pyproject.toml", '[project]\ndependencies = ["twimllint"]\n')
    look = finder(tmp_path)
    outer, inner = (look.settings_for(str(tmp_path / path)) for path in ("x/y/a.xml", "eu/deep/a.xml"))
    assert (outer.lint.region, outer.config.fail_on) == ("ie1", "error")
    assert (inner.lint.region, inner.config.fail_on) == ("au1", "warning")
    assert look.settings_for("eu/b.xml") is inner
    assert inner.lint.region_from == "eu/pyproject.toml"


def test_pyproject_without_the_table_is_not_even_parsed(tmp_path: Path) -> None:
    write(tmp_path, "pyproject.toml", "this is [ no TOML")
    assert finder(tmp_path).settings_for(str(tmp_path / "a.xml")).config.path is None


def test_no_configuration_imports_no_toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "tomllib", raising=False)
    real = builtins.__import__

    def guarded(name: str, *rest: Any, **more: Any) -> Any:
        assert name != "tomllib"
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", guarded)
    finder(tmp_path).settings_for(str(tmp_path / "a.xml"))


def test_isolated_and_explicit(tmp_path: Path) -> None:
    write(tmp_path, "twimllint.toml", 'region = "ie1"\n')
    other = write(tmp_path, "ci/lint.toml", 'region = "au1"\n')
    assert finder(tmp_path, isolated=True).settings_for("a.xml").lint.region is None
    assert finder(tmp_path, explicit=other).settings_for("a.xml").lint.region == "au1"
    assert finder(tmp_path, explicit="ci/lint.toml").settings_for("a.xml").lint.region == "au1"
    with pytest.raises(ConfigError, match=r"ci/no.toml: it cannot be read: there is no such file"):
        finder(tmp_path, explicit="ci/no.toml").settings_for("a.xml")
    bare = write(tmp_path, "ci/pyproject.toml", "[project]\n")
    with pytest.raises(ConfigError, match=r"ci/pyproject.toml: it has no table \[tool.twimllint\]"):
        finder(tmp_path, explicit=bare).settings_for("a.xml")


def test_extend(tmp_path: Path) -> None:
    write(
        tmp_path,
        "twimllint.toml",
        'region = "ie1"\nselect = ["TW1"]\nextend-select = ["TW201"]\nignore = ["TW102"]\n'
        '[severity]\nTW101 = "info"\nTW201 = "warning"\n[rooms]\na = "go"\n[per-file-ignores]\n"old/**" = ["TW101"]\n'
        "[rules.say-too-long]\nlimit = 5\n",
    )
    write(
        tmp_path,
        "eu/twimllint.toml",
        'extend = "../twimllint.toml"\nregion = "au1"\nextend-select = ["TW301"]\n'
        '[severity]\nTW101 = "error"\n[rooms]\nb = "group"\n[rules.say-too-long]\nstyle = "loose"\n',
    )
    look = finder(tmp_path)
    found = look.settings_for("eu/a.xml")
    assert found.rules == {"unknown-element", "unknown-attribute", "room-outside-connect"}
    assert found.lint.region == "au1"
    assert found.lint.severities == {"unknown-element": "error", "unknown-attribute": "warning"}
    assert found.lint.rooms == {"a": "go", "b": "group"}
    assert found.lint.rule_options == {"say-too-long": {"limit": 5, "style": "loose"}}
    # the inherited glob still counts from the folder of its own file
    assert "unknown-element" in look.settings_for("eu/old/a.xml").rules


def test_extend_of_a_pyproject(tmp_path: Path) -> None:
    write(tmp_path, "pyproject.toml", '[tool.twimllint]\nregion = "ie1"\n')
    assert settings(tmp_path / "eu", 'extend = "../pyproject.toml"').lint.region == "ie1"


def test_extend_goes_wrong(tmp_path: Path) -> None:
    assert error(tmp_path, '\nextend = "no.toml"') == ('twimllint.toml:2: extend = "no.toml": there is no file no.toml')
    write(tmp_path, "b.toml", 'extend = "twimllint.toml"')
    assert error(tmp_path, 'extend = "b.toml"') == (
        'b.toml:1: extend = "twimllint.toml" is circular: twimllint.toml -> b.toml -> twimllint.toml'
    )
    assert "is circular" in error(tmp_path, 'extend = "twimllint.toml"')
    assert "must be the path of a configuration file" in error(tmp_path, "extend = 3")
    assert error(tmp_path, '\nextend = "."') == 'twimllint.toml:2: extend = ".": it is a folder'
    assert error(tmp_path, 'extend = "/dev/null"').startswith('twimllint.toml:1: extend = "/dev/null": it is a device')
    write(tmp_path, "b.toml", "\nselct = 1")
    assert error(tmp_path, 'extend = "b.toml"').startswith('b.toml:2: unknown setting "selct"')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('\nselct = ["TW1"]', '2: unknown setting "selct"; did you mean "select"?'),
        ("fail_on = 1", '1: unknown setting "fail_on"; did you mean "fail-on"?'),
        ('fail-on = "warn"', '1: fail-on is "warn"; did you mean "warning"? Expected one of error, warning, info, never'),
        ("fail-on = 3", "1: fail-on is 3; expected one of error, warning, info, never"),
        ('select = "TW1"', '1: select is "TW1"; expected a list: ["TW1"]'),
        ("select = [\n'TW1',\n 4]", "3: select is 4; expected a string"),
        ("select = []", "1: select is []; no rule would run; name at least one, or remove the key"),
        ("max-warnings = -1", "1: max-warnings is -1; expected a whole number from 0"),
        ("max-warnings = true", "1: max-warnings is true; expected a whole number from 0"),
        ("require-reason = 'yes'", '1: require-reason is "yes"; expected true or false'),
        ("default-country = 'GBR'", '1: default-country is "GBR"; expected a country of two letters, such as "US" or "GB"'),
        ("base-url = 'example.com'", '1: base-url is "example.com"; expected a whole URL, such as "https://example.com/"'),
        ("base-url = 'https://[::1/x'", '1: base-url is "https://[::1/x"; expected a whole URL, such as'),
        ("base-url = 'https://x:port/'", '1: base-url is "https://x:port/"; expected a whole URL, such as'),
        ("exclude = ['a', '[b']", '1: exclude: "[b" opens a set with "[" that it does not close'),
        ("extend-exclude = ['../x']", '1: extend-exclude: "../x" leads out of the folder'),
        ("schema = 'no.xsd'", '1: schema is "no.xsd"; there is no file '),
        ("region = 'ie2'", '1: region is "ie2"; did you mean ie1? The Regions are us1, au1, ie1'),
        ("region = 'de1'", '1: region is "de1"; de1 is only an edge, whose traffic is processed in us1; the Regions'),
        ("region = 'dublin'", '1: region is "dublin"; that is an edge, where traffic enters, not a Region; the Regions'),
        ("severity = 3", "1: severity is 3; expected a table: [severity]"),
        ("[severity]\nTW1 = 'bad'", '2: severity.TW1 is "bad"; expected one of error, warning, info'),
        ("[severity]\nTW1 = 'info'\nTW77 = 'info'", '3: severity: no rule has the code, prefix or name "TW77"'),
        ("[per-file-ignores]\n'a/{b' = ['TW1']", '2: per-file-ignores.a/{b: "a/{b" opens a brace'),
        ("[per-file-ignores]\n'a' = [\n'TW1',\n'room-outside']", '4: per-file-ignores: no rule has the code, prefix or name "room-outside"'),
        ("[per-file-settings]\n'a' = {region='ie1', chanel='voice'}", '2: unknown setting "chanel" in per-file-settings.a; did you mean "channel"?'),
        ("[per-file-settings.a]\nrole = 'hold'", '2: per-file-settings.a.role is "hold"; expected one of wait, inline'),
        ("[rooms]\nx = 'p2p'", '2: rooms.x is "p2p"; expected one of group, group-small, peer-to-peer, go'),
        ("[url-map]\nx = 'voice'", '2: url-map.x is "voice"; expected a URL path, which begins with "/"'),
        ("[regions.'Connect/Rom']\nie1 = 'supported'", '1: "Connect/Rom" is not in the table of Regions; did you mean "Connect/Room"?'),
        ("[regions.'Connect/Room']\nIreland = 'supported'", '2: "Ireland" is not a Region'),
        ("[rules.say-to-long]\nlimit=1", '1: rules: no rule has the code, prefix or name "say-to-long"; did you mean "say-too-long"?'),
        ("[rules.TW3]\nlimit=1", '1: rules: "TW3" names several rules; options belong to one'),
        ("[rules.say-too-long]\nlimit=1\nstile='x'", '3: rules.say-too-long: "say-too-long" has no option "stile"; did you mean "style"?'),
        ("[rules.say-too-long]\nlimit='x'", "2: rules.say-too-long: "),
        ("[rules.say-too-long]\nlimit=-1", "2: rules.say-too-long: options of \"say-too-long\": limit is below 0"),
        ("[rules.unknown-element]\nlimit=1", '2: rules.unknown-element: rule "unknown-element" takes no options'),
        ("rule = 3", "1: rule is 3; expected tables: [[rule]]"),
        ("ignore = ['TW101', 'TW999']", '1: ignore: no rule has the code, prefix or name "TW999"'),
        ("[tool.twimllint]\nregion = 'ie1'", '1: in this file the keys belong at the top; [tool.twimllint] is only for pyproject.toml'),
        ("a = 1\nb = = 2", "2: invalid TOML: "),
        ("a = 1\nb = 'x", "2: invalid TOML: "),
        ("a = 1\na = 2", "2: invalid TOML: cannot overwrite a value"),
    ],
)  # fmt: skip
def test_mistakes(tmp_path: Path, text: str, message: str) -> None:
    found = error(tmp_path, text)
    assert found.startswith("twimllint.toml:" + message), found


def test_mistakes_in_pyproject(tmp_path: Path) -> None:
    assert error(tmp_path, "[tool]\n[tool.twimllint]\nregon = 'ie1'", "pyproject.toml").startswith(
        'pyproject.toml:3: unknown setting "regon"; did you mean "region"?'
    )
    assert error(tmp_path, "[tool]\ntwimllint = 3", "pyproject.toml").startswith(
        "pyproject.toml:2: tool.twimllint must be a table"
    )
    assert error(tmp_path, "[tool.twimllint]\nrule = 3", "pyproject.toml").endswith("[[tool.twimllint.rule]]")


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "twimllint.toml").write_bytes(b"a = 1\n# \xff\n")
    with pytest.raises(ConfigError, match=r"^twimllint.toml:2: byte 0xff is not UTF-8"):
        finder(tmp_path).settings_for("a.xml")


def test_byte_order_mark_and_crlf(tmp_path: Path) -> None:
    (tmp_path / "twimllint.toml").write_bytes(b"\xef\xbb\xbf# x\r\nregion = 'ie1'\r\nfail-on='x'\r\n")
    with pytest.raises(ConfigError, match=r"^twimllint.toml:3: "):
        finder(tmp_path).settings_for("a.xml")


@needs_permissions
def test_unreadable_file(tmp_path: Path) -> None:
    write(tmp_path, "twimllint.toml", "").chmod(0)
    with pytest.raises(ConfigError, match=r"^twimllint.toml: it cannot be read: permission is denied"):
        finder(tmp_path).settings_for("a.xml")


def test_deep_nesting_is_an_error_not_a_crash(tmp_path: Path) -> None:
    assert "twimllint.toml" in error(tmp_path, "a = " + "[" * 100_000)


def test_folder_of_that_name_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "twimllint.toml").mkdir()
    assert finder(tmp_path).settings_for("a.xml").config.path is None


@pytest.mark.parametrize(
    ("file", "environ", "option", "path", "expected"),
    [
        ("", {}, None, "a.xml", (None, "")),
        ("", {"TWILIO_REGION": "IE1"}, None, "a.xml", ("ie1", "TWILIO_REGION")),
        ("region='au1'", {"TWILIO_REGION": "ie1"}, None, "a.xml", ("au1", "twimllint.toml")),
        ("region='au1'", {"TWILIO_REGION": "ie1"}, "us1", "a.xml", ("us1", "--region")),
        ("region='au1'", {}, set_by("us1", "TWIMLLINT_REGION"), "a.xml", ("us1", "TWIMLLINT_REGION")),
        ("region='au1'\n[per-file-settings]\n'eu/**'={region='ie1'}", {}, None, "eu/a.xml", ("ie1", "twimllint.toml")),
        ("region='au1'\n[per-file-settings]\n'eu/**'={region='ie1'}", {}, None, "a.xml", ("au1", "twimllint.toml")),
        ("[per-file-settings]\n'eu/**'={region='ie1'}", {}, "us1", "eu/a.xml", ("us1", "--region")),
        ("[per-file-settings]\n'eu/**'={region='ie1'}", {"TWILIO_REGION": "us1"}, None, "eu/a.xml", ("ie1", "twimllint.toml")),
        ("[per-file-settings]\n'eu/**'={region='ie1'}\n'*.xml'={region='au1'}", {}, None, "eu/a.xml", ("au1", "twimllint.toml")),
    ],
)  # fmt: skip
def test_order_of_regions(
    tmp_path: Path, file: str, environ: dict[str, str], option: Any, path: str, expected: tuple[str | None, str]
) -> None:
    found = settings(tmp_path, file, path, environ=environ, options={"region": option}).lint
    assert (found.region, found.region_from) == expected
    assert ("region" in found.fixed) == (option is not None)


def test_unknown_twilio_region_is_only_a_remark(tmp_path: Path) -> None:
    look = finder(tmp_path, environ={"TWILIO_REGION": "de1"})
    assert look.settings_for("a.xml").lint.region is None
    assert look.notes[0].startswith('TWILIO_REGION is "de1" and is ignored: de1 is only an edge')


def test_newer_region_by_the_regions_table(tmp_path: Path) -> None:
    found = settings(tmp_path, "region = 'jp1'\n[regions.'Connect/Room']\njp1 = 'supported'\n").lint
    assert found.region == "jp1"
    assert found.region_table == {"Connect/Room": {"jp1": "supported"}}


def test_overrides(tmp_path: Path) -> None:
    text = 'select = ["TW3"]\nfail-on = "error"\nmax-warnings = 3\nroom-type = "go"\n'
    found = settings(
        tmp_path, text,
        options={"select": ("TW1",), "ignore": (), "fail-on": "info", "max-warnings": 0, "room-type": "group"},
    )  # fmt: skip
    assert found.rules == {"unknown-element", "too-many"}
    assert (found.config.fail_on, found.config.max_warnings, found.lint.room_type) == ("info", 0, "group")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"select": ["TW7"]}, '--select: no rule has the code, prefix or name "TW7"'),
        ({"ignore": set_by(["TW7"], "TWIMLLINT_IGNORE")}, "TWIMLLINT_IGNORE: no rule has"),
        ({"region": "ie"}, '--region is "ie"; '),
        ({"fail-on": set_by("x", "TWIMLLINT_FAIL_ON")}, 'TWIMLLINT_FAIL_ON is "x"; expected one of'),
    ],
)
def test_mistakes_on_the_command_line(tmp_path: Path, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        finder(tmp_path, options=options).settings_for("a.xml")
    assert str(caught.value).startswith(message)


def test_strict_raises_infos(tmp_path: Path) -> None:
    found = settings(tmp_path, "preset = 'strict'")
    assert found.rules == NAMES
    assert found.lint.severities == {"room-name-long": "warning"}
    found = settings(tmp_path, "preset = 'strict'\n[severity]\nTW30 = 'info'\nroom-outside-connect = 'error'\n")
    assert found.lint.severities == {"room-name-long": "info", "room-outside-connect": "error"}


def test_essential(tmp_path: Path) -> None:
    assert settings(tmp_path, "preset = 'essential'").rules == {
        "unknown-element", "unknown-attribute", "room-outside-connect",
    }  # fmt: skip


def test_per_file_tables(tmp_path: Path) -> None:
    text = (
        "[per-file-ignores]\n'demo/**' = ['TW3']\n'!src/**' = ['say-too-long']\n"
        "[per-file-settings]\n'wait*.xml' = {role = 'wait', channel = 'voice'}\n'*.xml' = {room-type = 'go'}\n"
    )
    write(tmp_path, "twimllint.toml", text)
    look = finder(tmp_path)
    demo, plain = look.settings_for("demo/x/a.xml"), look.settings_for("src/a.twiml")
    assert demo.rules == DEFAULT - {"room-outside-connect", "room-name-long", "say-too-long"}
    assert plain.rules == DEFAULT
    wait = look.settings_for("src/deep/wait1.xml").lint
    assert (wait.role, wait.channel, wait.room_type) == ("wait", "voice", "go")
    assert plain.lint.role is None
    # documents with the same settings share them
    assert look.settings_for("demo/b.xml") is demo


def test_paths_become_absolute(tmp_path: Path) -> None:
    write(tmp_path, "x/rooms.json", "{}")
    write(tmp_path, "x/acme.xsd", "")
    text = "rooms-manifest = 'rooms.json'\nschema = './acme.xsd'\nbaseline = '../b.json'\n[url-map]\n'public/twiml' = '/voice'\n"
    write(tmp_path, "x/twimllint.toml", text)
    found = finder(tmp_path).settings_for("x/a.xml")
    assert found.lint.rooms_manifest == str(tmp_path / "x/rooms.json")
    assert found.lint.schema == str(tmp_path / "x/acme.xsd")
    assert found.lint.url_map == {str(tmp_path / "x/public/twiml"): "/voice"}
    assert found.config.baseline == str(tmp_path / "b.json")


def test_cached_by_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look = finder(tmp_path)
    first = look.settings_for(str(tmp_path / "a" / "1.xml"))
    monkeypatch.setattr("twimllint.config.finder.find", lambda *_: pytest.fail("looked again"))
    assert look.settings_for(str(tmp_path / "a" / "2.xml")) is first
    assert look.settings_for(str(tmp_path / "3.xml")) is first


def test_all_mistakes_are_reported_at_once(tmp_path: Path) -> None:
    text = (
        "selct = []\nregion = 'ie2'\nselect = ['TW1', 3, 'TW99']\nignore = ['TW98']\n[severity]\nTW1 = 'x'\nTW2 = 'y'\n"
    )
    lines = error(tmp_path, text).split("\n")
    assert [line.split(" ")[0] for line in lines] == [f"twimllint.toml:{number}:" for number in (1, 2, 3, 4, 6, 7)]


def test_mistakes_of_both_files(tmp_path: Path) -> None:
    write(tmp_path, "base.toml", "region = 'ie2'\n")
    text = "\nextend = 'base.toml'\nfail-on = 'x'\n"
    assert [line.split(" ")[0] for line in error(tmp_path, text).split("\n")] == ["base.toml:1:", "twimllint.toml:3:"]


def test_very_many_mistakes_are_not_all_listed(tmp_path: Path) -> None:
    lines = error(tmp_path, "".join(f"k{number} = 1\n" for number in range(50_000))).split("\n")
    assert len(lines) == 101
    assert lines[-1] == "twimllint.toml: further mistakes are not listed"


def test_the_defaults_are_what_an_empty_configuration_comes_to(tmp_path: Path) -> None:
    for environ in ({}, {"TWILIO_REGION": "ie1"}):
        default = finder(tmp_path, environ=environ).config(".")
        write(tmp_path, "empty/twimllint.toml", "")
        empty = finder(tmp_path, environ=environ).config("empty")
        assert default.lint == empty.lint
        assert (default.rules, default.fail_on, default.max_warnings) == (
            empty.rules,
            empty.fail_on,
            empty.max_warnings,
        )
        assert [glob.pattern for glob in default.exclude.globs] == [glob.pattern for glob in empty.exclude.globs]
        assert default.include.globs == empty.include.globs == ()
        assert dict(default.values) == dict(empty.values)


HOSTILE = {
    "a long number": ("a = 1\nmax-warnings = " + "9" * 5000, 2, "too many digits"),
    "a long hexadecimal number": ("max-warnings = 0x" + "f" * 50_000, 1, "more than 64 bits"),
    "a year out of range": ("\nregion = 99999999999999999999-01-01", 2, "invalid TOML"),
    "an infinite number": ("max-warnings = inf", 1, "max-warnings is inf"),
    "NUL in a path": ('rooms-manifest = "a\\u0000b"', 1, "NUL"),
    "NUL in a schema": ('schema = "a\\u0000b"', 1, "NUL"),
    "NUL in extend": ('extend = "a\\u0000b"', 1, "must be the path"),
    "NUL in an XPath": ('[[rule]]\nname = "a"\nmessage = "b"\nmatch = "//Room\\u0000"', 4, "match"),
    "ESC in an XPath": ('[[rule]]\nname = "a"\nmessage = "b"\nmatch = "//Room\\u001b"', 4, "match"),
    "a nest of braces": ("exclude = ['" + "{a," * 2000 + "']", 1, "characters"),
    "many globs": ("exclude = [" + "'*a'," * 100_000 + "]", 1, "at most"),
    "deep arrays": ("a = " + "[" * 100_000, None, "invalid TOML"),
    "deep tables": ("[" + ".".join(["a"] * 20_000) + "]", 1, "a key has over 200 parts"),
    "many nested tables": ("".join(f"[{'.'.join(['a'] * n)}]\n" for n in range(1, 200)), 1, "unknown setting"),
    "a file too large": ("# " + "x" * (1 << 20), None, "bytes"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_values(name: str, tmp_path: Path) -> None:
    text, line, words = HOSTILE[name]
    start = time.process_time()
    found = error(tmp_path, text)
    assert time.process_time() - start < 5
    assert words in found
    assert found.startswith("twimllint.toml:" if line is None else f"twimllint.toml:{line}: "), found[:200]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
@pytest.mark.parametrize("name", ["twimllint.toml", ".twimllint.toml", "pyproject.toml"])
def test_pipes_and_devices_are_not_read(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)
    with pytest.raises(ConfigError, match="named pipe"):
        finder(tmp_path).settings_for("a.xml")
    (tmp_path / name).unlink()
    (tmp_path / name).symlink_to("/dev/zero")
    with pytest.raises(ConfigError, match="device"):
        finder(tmp_path).settings_for("a.xml")


def test_settings_of() -> None:
    found = lint_settings_of("region = 'ie1'\n[rules.not-yet-indexed]\nx = 1\n[severity]\nsome-rule = 'info'\n")
    assert (found.region, found.rule_options, found.severities) == (
        "ie1", {"not-yet-indexed": {"x": 1}}, {"some-rule": "info"},
    )  # fmt: skip
    assert lint_settings_of("[tool.twimllint]\nregion = 'ie1'").region == "ie1"
    assert lint_settings_of("rooms-manifest = 'rooms.json'", "/srv").rooms_manifest == "/srv/rooms.json"


def test_each_file_of_a_folder_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths: list[str] = []
    read = load.read

    def counted(path: str, *arguments: Any) -> Any:
        paths.append(os.path.basename(path))
        return read(path, *arguments)

    monkeypatch.setattr(load, "read", counted)
    (tmp_path / "pyproject.toml").write_text('[tool.twimlint]\nselect = ["TW1"]\n# twimllint\n')
    found = load.find(str(tmp_path), str(tmp_path))
    assert (found.file, paths) == (None, ["pyproject.toml"])
    assert found.remarks == ("pyproject.toml: [tool.twimlint] is not read; did you mean [tool.twimllint]?",)
