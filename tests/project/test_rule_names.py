"""Plugins and declared rules of a configuration."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rules_for_tests import DEFAULT, registry

from twimllint.config.config import Config
from twimllint.config.finder import ConfigError, ConfigFinder
from twimllint.config.rule_settings import extend_registry, work_tree
from twimllint.engine.registry import Registry

PLUGIN = '''
from twimllint.engine.rule import Rule
class Own(Rule):
    """Our own rule."""
    code, name, on, source = "ACME001", "acme-rule", ("Say",), "https://example.com/"
'''
OWN = '[[rule]]\nname = "no-demo"\nmatch = "//Play"\nmessage = "<{name}> is not ours"\n'


class Finder(ConfigFinder):
    """Few rules instead of the built-in ones."""

    def _registry(self, config: Config) -> Registry:
        return extend_registry(registry(), config, self)


def finder(root: Path, **more: Any) -> ConfigFinder:
    return Finder(cwd=str(root), environ={}, **more)


def error(root: Path, text: str) -> str:
    (root / "twimllint.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        finder(root).settings_for("a.xml")
    return str(caught.value)


def test_local_plugin(tmp_path: Path) -> None:
    (tmp_path / "own.py").write_text(PLUGIN)
    (tmp_path / "twimllint.toml").write_text("plugins = ['own.py']\nignore = ['acme-rule']\n")
    settings = finder(tmp_path).settings_for("a.xml")
    assert "acme-rule" in settings.config.registry.rules
    assert settings.rules == DEFAULT
    (tmp_path / "twimllint.toml").write_text("plugins = ['own.py']\n[severity]\nACME = 'info'\n")
    settings = finder(tmp_path).settings_for("a.xml")
    assert settings.rules == DEFAULT | {"acme-rule"}
    assert settings.lint.severities == {"acme-rule": "info"}
    (tmp_path / "twimllint.toml").write_text("plugins = ['own.py']\n")
    assert finder(tmp_path, plugins=False).settings_for("a.xml").rules == DEFAULT


def test_plugin_outside_the_working_tree_is_not_run(tmp_path: Path) -> None:
    (tmp_path / "own.py").write_text("raise SystemExit('run')")
    (tmp_path / "twimllint.toml").write_text("plugins = ['own.py']\n")
    work = tmp_path / "work"
    (work / ".git").mkdir(parents=True)
    (work / "sub").mkdir()
    look = finder(work / "sub")
    assert look.settings_for("a.xml").rules == DEFAULT
    assert look.notes == [
        f"plugins of {tmp_path}/twimllint.toml are not loaded: it lies outside the working tree; --config names it if "
        "it is trusted"
    ]
    (tmp_path / "own.py").write_text(PLUGIN)
    assert "acme-rule" in finder(work, explicit="../twimllint.toml").settings_for("a.xml").rules
    # above the working folder, yet in the same work tree
    (work / "twimllint.toml").write_text("plugins = ['../own.py']\n")
    assert "acme-rule" in finder(work / "sub").settings_for("a.xml").rules
    assert work_tree(str(work / "sub")) == str(work)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("plugins = [\n'no.py']", 'twimllint.toml:2: plugin "no.py" does not load: FileNotFoundError'),
        ("plugins = ['no_such_module_x']", 'twimllint.toml:1: plugin "no_such_module_x" does not load: ModuleNotFound'),
        (OWN.replace("//Play", "//["), 'twimllint.toml:3: match = "//[" is not an XPath expression'),
        (OWN.replace("{name}", "{nam}"), "twimllint.toml:4: message has {nam}"),
        (OWN + "code = 'TW999'", 'twimllint.toml:5: code "TW999" begins with TW'),
        (OWN + "code = 'x'", 'twimllint.toml:5: rule.code is "x"; capital letters and a number are asked for'),
        (OWN + OWN, 'twimllint.toml:5: rule OWN002 "no-demo" of'),
        ("[[rule]]\nname = 'a'\nmatch = '//a'", 'twimllint.toml:1: rule has no "message", which every one needs'),
        (OWN + "sevrity = 'error'", 'twimllint.toml:5: "sevrity" is no setting of rule; did you mean "severity"?'),
        (OWN + "files = ['[a']", 'twimllint.toml:5: rule.files: "[a" opens a set'),
    ],
)
def test_mistakes(tmp_path: Path, text: str, message: str) -> None:
    found = error(tmp_path, text)
    assert found.startswith(message), found


def test_declared_rules(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(OWN + "code = 'ACME007'\n")
    (tmp_path / "twimllint.toml").write_text(
        "extend = 'base.toml'\n" + OWN.replace("no-demo", "two") + "files = ['src/**', '*.twiml']\n"
    )
    look = finder(tmp_path)
    inside, outside = look.settings_for("src/a.xml"), look.settings_for("a.xml")
    assert inside.rules == DEFAULT | {"no-demo", "two"} == look.settings_for("x/b.twiml").rules
    assert outside.rules == DEFAULT | {"no-demo"}
    rules = inside.config.registry.rules
    assert (rules["no-demo"].code, rules["two"].code) == ("ACME007", "OWN002")
