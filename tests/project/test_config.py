"""Configuration files found, read, merged and checked."""

from __future__ import annotations

import builtins
import sys
from pathlib import Path
from typing import Any

import pytest
from rules_for_tests import DEFAULT, NAMES, needs_permissions, registry

from twimllint.config.finder import ConfigError, ConfigFinder, FileSettings, Override, lint_settings


def finder(root: Path, **more: Any) -> ConfigFinder:
    return ConfigFinder(**{"cwd": str(root), "environ": {}, "registry": registry, **more})


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
    assert (found.fail_on, found.max_warnings, found.lint.region) == ("warning", None, None)
    assert found.config.path is None


@pytest.mark.parametrize("order", [(".twimllint.toml", "twimllint.toml"), ("twimllint.toml", "pyproject.toml")])
def test_which_file_of_a_folder_wins(tmp_path: Path, order: tuple[str, str]) -> None:
    for name, region in zip(order, ("ie1", "au1"), strict=True):
        table = "[tool.twimllint]\n" if name == "pyproject.toml" else ""
        write(tmp_path, name, f'{table}region = "{region}"\n')
    assert finder(tmp_path).settings_for(str(tmp_path / "a.xml")).lint.region == "ie1"


def test_nearest_file_wins_whole(tmp_path: Path) -> None:
    write(tmp_path, "twimllint.toml", 'region = "ie1"\nfail-on = "error"\n')
    write(tmp_path, "eu/pyproject.toml", '[tool.twimllint]\nregion = "au1"\n')
    write(tmp_path, "eu/deep/pyproject.toml", '[project]\ndependencies = ["twimllint"]\n')
    look = finder(tmp_path)
    outer, inner = (look.settings_for(str(tmp_path / path)) for path in ("x/y/a.xml", "eu/deep/a.xml"))
    assert (outer.lint.region, outer.fail_on) == ("ie1", "error")
    assert (inner.lint.region, inner.fail_on) == ("au1", "warning")
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
    with pytest.raises(ConfigError, match=r"ci/no.toml: the configuration file cannot be read: No such file"):
        finder(tmp_path, explicit="ci/no.toml")
    bare = write(tmp_path, "ci/pyproject.toml", "[project]\n")
    with pytest.raises(ConfigError, match=r"ci/pyproject.toml: it has no table \[tool.twimllint\]"):
        finder(tmp_path, explicit=bare)


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
        'b.toml:1: extend = "twimllint.toml" goes in a circle: twimllint.toml -> b.toml -> twimllint.toml'
    )
    assert "goes in a circle" in error(tmp_path, 'extend = "twimllint.toml"')
    assert "the path of a configuration file is asked for" in error(tmp_path, "extend = 3")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('\nselct = ["TW1"]', '2: "selct" is no setting; did you mean "select"?'),
        ("fail_on = 1", '1: "fail_on" is no setting; did you mean "fail-on"?'),
        ('fail-on = "warn"', '1: fail-on is "warn"; did you mean "warning"? It is one of error, warning, info, never'),
        ("fail-on = 3", "1: fail-on is 3; it is one of error, warning, info, never"),
        ('select = "TW1"', '1: select is "TW1"; a list is asked for: ["TW1"]'),
        ("select = [\n'TW1',\n 4]", "3: select is 4; a string is asked for"),
        ("select = []", "1: select is []; no rule would run; name at least one, or leave the key out"),
        ("max-warnings = -1", "1: max-warnings is -1; a whole number from 0 is asked for"),
        ("max-warnings = true", "1: max-warnings is true; a whole number from 0 is asked for"),
        ("require-reason = 'yes'", '1: require-reason is "yes"; true or false is asked for'),
        ("default-country = 'GBR'", '1: default-country is "GBR"; a country is two letters, such as "US" or "GB"'),
        ("base-url = 'example.com'", '1: base-url is "example.com"; a whole URL is asked for, such as "https://example.com/"'),
        ("exclude = ['a', '[b']", '1: exclude: "[b" opens a set with "[" that it does not close'),
        ("extend-exclude = ['../x']", '1: extend-exclude: "../x" leads out of the folder'),
        ("schema = 'no.xsd'", '1: schema is "no.xsd"; there is no file '),
        ("region = 'ie2'", '1: region is "ie2"; did you mean ie1? The Regions are us1, au1, ie1'),
        ("region = 'de1'", '1: region is "de1"; de1 is only an edge, whose traffic is processed in us1; the Regions'),
        ("region = 'dublin'", '1: region is "dublin"; that is an edge, where traffic enters, not a Region; the Regions'),
        ("severity = 3", "1: severity is 3; a table is asked for: [severity]"),
        ("[severity]\nTW1 = 'bad'", '2: severity.TW1 is "bad"; it is one of error, warning, info'),
        ("[severity]\nTW1 = 'info'\nTW77 = 'info'", '3: severity: no rule has the code, prefix or name "TW77"'),
        ("[per-file-ignores]\n'a/{b' = ['TW1']", '2: per-file-ignores.a/{b: "a/{b" opens a brace'),
        ("[per-file-ignores]\n'a' = [\n'TW1',\n'room-outside']", '4: per-file-ignores: no rule has the code, prefix or name "room-outside"'),
        ("[per-file-settings]\n'a' = {region='ie1', chanel='voice'}", '2: "chanel" is no setting of per-file-settings.a; did you mean "channel"?'),
        ("[per-file-settings.a]\nrole = 'hold'", '2: per-file-settings.a.role is "hold"; it is one of wait, inline'),
        ("[rooms]\nx = 'p2p'", '2: rooms.x is "p2p"; it is one of group, group-small, peer-to-peer, go'),
        ("[url-map]\nx = 'voice'", '2: url-map.x is "voice"; a URL path begins with "/"'),
        ("[regions.'Connect/Rom']\nie1 = 'supported'", '1: "Connect/Rom" is no element of the table of Regions; did you mean "Connect/Room"?'),
        ("[regions.'Connect/Room']\nIreland = 'supported'", '2: "Ireland" is no Region'),
        ("[rules.say-to-long]\nlimit=1", '1: rules: no rule has the code, prefix or name "say-to-long"; did you mean "say-too-long"?'),
        ("[rules.TW3]\nlimit=1", '1: rules: "TW3" names several rules; options belong to one'),
        ("[rules.say-too-long]\nlimit=1\nstile='x'", '3: rules.say-too-long: "say-too-long" has no option "stile"; did you mean "style"?'),
        ("[rules.say-too-long]\nlimit='x'", "2: rules.say-too-long: "),
        ("[rules.say-too-long]\nlimit=-1", "2: rules.say-too-long: options of \"say-too-long\": limit is below 0"),
        ("[rules.unknown-element]\nlimit=1", '2: rules.unknown-element: rule "unknown-element" takes no options'),
        ("rule = 3", "1: rule is 3; tables are asked for: [[rule]]"),
        ("ignore = ['TW101', 'TW999']", '1: ignore: no rule has the code, prefix or name "TW999"'),
        ("[tool.twimllint]\nregion = 'ie1'", '1: keys stand at the top of this file; "[tool.twimllint]" is for pyproject.toml'),
        ("a = 1\nb = = 2", "2: it is no TOML that can be read: "),
        ("a = 1\nb = 'x", "2: it is no TOML that can be read: "),
        ("a = 1\na = 2", "2: it is no TOML that can be read: cannot overwrite a value"),
    ],
)  # fmt: skip
def test_mistakes(tmp_path: Path, text: str, message: str) -> None:
    found = error(tmp_path, text)
    assert found.startswith("twimllint.toml:" + message), found


def test_mistakes_in_pyproject(tmp_path: Path) -> None:
    assert error(tmp_path, "[tool]\n[tool.twimllint]\nregon = 'ie1'", "pyproject.toml").startswith(
        'pyproject.toml:3: "regon" is no setting; did you mean "region"?'
    )
    assert error(tmp_path, "[tool]\ntwimllint = 3", "pyproject.toml").startswith(
        "pyproject.toml:2: tool.twimllint is no table"
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
    with pytest.raises(ConfigError, match=r"^twimllint.toml: it cannot be read: Permission denied"):
        finder(tmp_path).settings_for("a.xml")


def test_deep_nesting_is_an_error_not_a_crash(tmp_path: Path) -> None:
    assert "twimllint.toml" in error(tmp_path, "a = " + "[" * 100_000)


def test_folder_of_that_name_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "twimllint.toml").mkdir()
    assert finder(tmp_path).settings_for("a.xml").config.path is None


@pytest.mark.parametrize(
    ("file", "environ", "option", "path", "expected"),
    [
        ("", {}, None, "a.xml", (None, "")),
        ("", {"TWILIO_REGION": "IE1"}, None, "a.xml", ("ie1", "TWILIO_REGION")),
        ("region='au1'", {"TWILIO_REGION": "ie1"}, None, "a.xml", ("au1", "twimllint.toml")),
        ("region='au1'", {"TWILIO_REGION": "ie1"}, "us1", "a.xml", ("us1", "--region")),
        ("region='au1'", {}, Override("us1", "TWIMLLINT_REGION"), "a.xml", ("us1", "TWIMLLINT_REGION")),
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
    found = settings(tmp_path, file, path, environ=environ, overrides={"region": option}).lint
    assert (found.region, found.region_from) == expected
    assert ("region" in found.fixed) == (option is not None)


def test_strange_twilio_region_is_only_remarked_on(tmp_path: Path) -> None:
    look = finder(tmp_path, environ={"TWILIO_REGION": "de1"})
    assert look.settings_for("a.xml").lint.region is None
    assert look.notes[0].startswith('TWILIO_REGION is "de1" and is left aside: de1 is only an edge')


def test_newer_region_by_the_regions_table(tmp_path: Path) -> None:
    found = settings(tmp_path, "region = 'jp1'\n[regions.'Connect/Room']\njp1 = 'supported'\n").lint
    assert found.region == "jp1"
    assert found.region_table == {"Connect/Room": {"jp1": "supported"}}


def test_overrides(tmp_path: Path) -> None:
    text = 'select = ["TW3"]\nfail-on = "error"\nmax-warnings = 3\nroom-type = "go"\n'
    found = settings(
        tmp_path, text,
        overrides={"select": ("TW1",), "ignore": (), "fail-on": "info", "max-warnings": 0, "room-type": "group"},
    )  # fmt: skip
    assert found.rules == {"unknown-element", "too-many"}
    assert (found.fail_on, found.max_warnings, found.lint.room_type) == ("info", 0, "group")


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"select": ["TW7"]}, '--select: no rule has the code, prefix or name "TW7"'),
        ({"ignore": Override(["TW7"], "TWIMLLINT_IGNORE")}, "TWIMLLINT_IGNORE: no rule has"),
        ({"region": "ie"}, '--region is "ie"; '),
        ({"fail-on": Override("x", "TWIMLLINT_FAIL_ON")}, 'TWIMLLINT_FAIL_ON is "x"; it is one of'),
    ],
)
def test_mistakes_on_the_command_line(tmp_path: Path, overrides: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        finder(tmp_path, overrides=overrides).settings_for("a.xml")
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
    monkeypatch.setattr("twimllint.config.layers.find_in", lambda *_: pytest.fail("looked again"))
    assert look.settings_for(str(tmp_path / "a" / "2.xml")) is first
    assert look.settings_for(str(tmp_path / "3.xml")) is first


def test_lint_settings() -> None:
    found = lint_settings("region = 'ie1'\n[rules.not-yet-indexed]\nx = 1\n[severity]\nsome-rule = 'info'\n")
    assert (found.region, found.rule_options, found.severities) == (
        "ie1", {"not-yet-indexed": {"x": 1}}, {"some-rule": "info"},
    )  # fmt: skip
    assert lint_settings("[tool.twimllint]\nregion = 'ie1'").region == "ie1"
    assert lint_settings("rooms-manifest = 'rooms.json'", "/srv").rooms_manifest == "/srv/rooms.json"
