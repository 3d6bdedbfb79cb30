"""What is made from the settings table: the schema, the reference, `--show-settings`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from support.small_registry import KNOWN
from twimllint.config.errors import ConfigError
from twimllint.config.finder import ConfigFinder
from twimllint.config.reference import config_schema, reference, schema_text
from twimllint.config.settings import BY_KEY, SETTINGS
from twimllint.config.show import show_settings, toml
from twimllint.config.tables import Setting
from twimllint.config.values import ConfigSource, ConfigValue
from twimllint.schema.data import schema_path

GOOD = """
select = ["TW3", "room-outside-connect"]
fail-on = "error"
max-warnings = 0
region = "ie1"
default-country = "gb"
base-url = "https://example.com/a/"
exclude = ["a/**"]
require-reason = true
[severity]
TW3 = "info"
[per-file-ignores]
"a/**" = ["ALL"]
[per-file-settings]
"b/**" = { region = "us1", channel = "voice", role = "wait", room-type = "go" }
[rooms]
"x-*" = "group-small"
[url-map]
"public" = "/x"
[regions."Connect/Room"]
ie1 = "supported"
[rules.say-too-long]
limit = 3
[[rule]]
name = "own-rule"
match = "//Play"
message = "no {name}"
files = ["b/**"]
severity = "error"
"""


def nested(settings: tuple[Setting, ...]) -> list[Setting]:
    return [each for setting in settings for each in (setting, *nested(setting.fields))]


def test_every_setting_says_what_it_is() -> None:
    for setting in nested(SETTINGS):
        assert setting.doc.endswith(".") or setting.doc.endswith("otherwise."), setting.key
    for setting in SETTINGS:
        assert setting.example is not None or setting.fields, setting.key


def test_schema_is_a_schema_and_takes_what_we_take() -> None:
    schema = config_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.validate(tomllib.loads(GOOD), schema)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_examples_and_defaults_fit_the_schema(setting: Setting) -> None:
    schema = config_schema(())
    if setting.example is not None:
        jsonschema.validate({setting.key: setting.example}, schema)
    if setting.default is not None:
        default = list(setting.default) if isinstance(setting.default, tuple) else setting.default
        jsonschema.validate({setting.key: default}, schema)


BAD = [
    {"selct": ["TW1"]}, {"select": "TW1"}, {"select": []}, {"fail-on": "warn"}, {"max-warnings": -1},
    {"require-reason": 1}, {"default-country": "GBR"}, {"base-url": "x"}, {"severity": {"TW3": "off"}},
    {"per-file-settings": {"a": {"regoin": "ie1"}}}, {"rooms": {"a": "p2p"}}, {"url-map": {"a": "b"}},
    {"regions": {"Connect/Room": {"ie1": "yes"}}}, {"rule": [{"name": "a"}]}, {"rule": {}}, {"exclude": [1]},
]  # fmt: skip


@pytest.mark.parametrize("table", BAD, ids=str)
def test_schema_and_program_refuse_the_same(tmp_path: Path, table: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(table, config_schema(()))
    (tmp_path / "twimllint.toml").write_text("\n".join(f"{key} = {toml(value)}" for key, value in table.items()))
    with pytest.raises(ConfigError):
        ConfigFinder(cwd=str(tmp_path), environ={}, rules=KNOWN).settings_for("a.xml")


def test_schema_file_is_fresh() -> None:
    with open(schema_path("twimllint.schema.json"), encoding="utf-8") as file:
        assert file.read() == schema_text(), "run python -m twimllint.generate schema"


def test_reference_names_every_key() -> None:
    text = reference()
    for setting in nested(SETTINGS):
        assert not setting.key or f"`{setting.key}`" in text or f"[{setting.key}]" in text
    for block in text.split("```toml\n")[1:]:
        tomllib.loads(block.split("```")[0])


def test_variables_are_those_of_the_options() -> None:
    assert BY_KEY["fail-on"].variable == "TWIMLLINT_FAIL_ON"
    assert BY_KEY["exclude"].variable is None


def test_show_settings(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "twimllint.toml").write_text(GOOD)
    (tmp_path / "b/twimllint.toml").write_text('extend = "../twimllint.toml"\nextend-select = ["TW5"]\n')
    options = {"fail-on": ConfigValue("info", (ConfigSource("TWIMLLINT_FAIL_ON"),)), "ignore": ["TW302"]}
    finder = ConfigFinder(cwd=str(tmp_path), environ={"TWILIO_REGION": "au1"}, options=options, rules=KNOWN)
    text = show_settings(finder, "b/a.xml")
    for line in (
        "# settings for b/a.xml",
        "# configuration: b/twimllint.toml, which extends twimllint.toml",
        'preset = "recommended"  # default',
        'select = ["TW3", "room-outside-connect"]  # twimllint.toml:2',
        'extend-select = ["TW5"]  # b/twimllint.toml:2',
        'ignore = ["TW302"]  # --ignore',
        'fail-on = "info"  # TWIMLLINT_FAIL_ON',
        "max-warnings = 0  # twimllint.toml:4",
        'region = "us1"  # per-file-settings',
        '"TW3" = "info"  # twimllint.toml:11',
        "#   TW301 room-outside-connect",
    ):
        assert line in text.splitlines(), f"{line}\n{text}"
    assert "room-name-long" not in text
    tomllib.loads(text)


def test_show_settings_without_configuration(tmp_path: Path) -> None:
    finder = ConfigFinder(cwd=str(tmp_path), environ={"TWILIO_REGION": "au1"}, rules=KNOWN)
    text = show_settings(finder, ".")
    assert "# configuration: none found, the defaults apply" in text
    assert 'region = "au1"  # TWILIO_REGION' in text
    assert "# select is not set" in text
