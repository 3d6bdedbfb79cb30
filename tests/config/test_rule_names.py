"""Plugins and declared rules of a configuration."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.small_registry import DEFAULT, KNOWN
from twimllint.config.errors import ConfigError
from twimllint.config.finder import ConfigFinder
from twimllint.files.worktree import work_tree

PLUGIN = '''
from twimllint.engine.rule import Rule
class Own(Rule):
    """Our own rule."""
    code, name, on, source = "ACME001", "acme-rule", ("Say",), "https://example.com/"
'''
OWN = '[[rule]]\nname = "no-demo"\nmatch = "//Play"\nmessage = "<{name}> is not ours"\n'


def finder(root: Path, **more: Any) -> ConfigFinder:
    return ConfigFinder(**{"cwd": str(root), "environ": {}, "rules": KNOWN, **more})


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


def test_plugins_of_a_configuration_outside_the_work_tree_are_not_run(tmp_path: Path) -> None:
    (tmp_path / "own.py").write_text("raise SystemExit('run')")
    (tmp_path / "twimllint.toml").write_text("plugins = ['own.py']\nignore = ['acme-rule']\n")
    work = tmp_path / "work"
    (work / ".git").mkdir(parents=True)
    (work / "sub").mkdir()
    config = finder(work / "sub").config(".")
    assert config.rules == DEFAULT
    assert [str(note) for note in config.notes] == [
        f"{tmp_path}/twimllint.toml:1: its plugins are not loaded: it lies outside the work tree; --config loads them, "
        "--no-plugins hides this line"
    ]
    (tmp_path / "own.py").write_text(PLUGIN)
    assert "acme-rule" in finder(work, explicit="../twimllint.toml").config(".").registry.rules
    assert work_tree(str(work / "sub")) == str(work)


@pytest.mark.parametrize(
    ("layout", "config", "cwd", "loaded"),
    [
        # the project's own configuration, from wherever it is called
        ([".git"], "", ".", True),
        ([".git"], "", "sub", True),
        ([".git"], "sub", ".", True),
        # a project inside the project, as a submodule or a clone is
        ([".git", "sub/.git"], "sub", ".", False),
        # no work tree: the folder one is in, and nothing else
        ([], "", ".", True),
        ([], "sub", ".", False),
        ([], "", "sub", False),
        (["sub/.git"], "sub", "other", False),
    ],
)
def test_which_configurations_may_bring_plugins(
    layout: list[str], config: str, cwd: str, loaded: bool, tmp_path: Path
) -> None:
    for folder in ("sub", "other", *layout):
        (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / config / "own.py").write_text(PLUGIN)
    (tmp_path / config / "twimllint.toml").write_text("plugins = ['own.py']\n")
    found = finder(tmp_path / cwd).config(str(tmp_path / config))
    assert ("acme-rule" in found.registry.rules) is loaded
    assert bool(found.notes) is not loaded


@pytest.mark.parametrize("name", ["../own.py", "link.py", "{outside}"])
def test_plugins_that_lie_outside_the_project_are_not_run(name: str, tmp_path: Path) -> None:
    (tmp_path / "own.py").write_text("raise SystemExit('run')")
    work = tmp_path / "work"
    (work / ".git").mkdir(parents=True)
    (work / "link.py").symlink_to("../own.py")
    (work / "twimllint.toml").write_text(f"plugins = ['{name.format(outside=tmp_path / 'own.py')}']\n")
    with pytest.raises(ConfigError, match=r"twimllint.toml:1: plugin .* lies outside the project and is not loaded"):
        finder(work).config(".")


BROKEN_PLUGINS = {
    "exits": ("import sys; sys.exit(0)", 'plugin "own.py" cannot be loaded: it calls sys.exit'),
    "raises": ("raise ValueError('boo')", 'plugin "own.py" cannot be loaded: ValueError: boo'),
    "raises something of its own": ("class E(BaseException): ...\nraise E('boo')", "cannot be loaded: E: boo"),
    "is no Python": ("def", 'plugin "own.py" cannot be loaded: SyntaxError'),
    "recurses": ("def f(): f()\nf()", 'plugin "own.py" cannot be loaded: RecursionError'),
    "lists nonsense": ("RULES = 5", 'plugin "own.py" cannot be used: RULES must be a list'),
    "lists other classes": ("RULES = [int]", 'plugin "own.py" cannot be used: RULES must be a list'),
    "has none": ("X = 1", 'plugin "own.py" cannot be used: it has no rule'),
    "takes a code": (PLUGIN.replace("ACME001", "TW301"), 'rule TW301 "acme-rule" of own.py clashes with TW301'),
}


@pytest.mark.parametrize("name", BROKEN_PLUGINS)
def test_a_plugin_that_cannot_be_used_is_named_and_the_others_work(name: str, tmp_path: Path) -> None:
    text, message = BROKEN_PLUGINS[name]
    (tmp_path / "own.py").write_text(text)
    (tmp_path / "other.py").write_text(PLUGIN.replace("ACME001", "ACME002").replace("acme-rule", "other-rule"))
    (tmp_path / "twimllint.toml").write_text("ignore = ['acme-rule']\nplugins = [\n'own.py',\n'other.py']\n")
    config = finder(tmp_path).config(".")
    assert config.rules == DEFAULT | {"other-rule"}
    (failure,) = config.failures
    assert str(failure).startswith("twimllint.toml:3: ")
    assert message in failure.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("plugins = [\n'no.py']", 'twimllint.toml:2: plugin "no.py": there is no file'),
        (OWN.replace("//Play", "//["), 'twimllint.toml:3: match = "//[" is not an XPath expression'),
        (OWN.replace("{name}", "{nam}"), "twimllint.toml:4: message has {nam}"),
        (OWN + "code = 'TW999'", 'twimllint.toml:5: code "TW999" begins with TW'),
        (OWN + "code = 'x'", 'twimllint.toml:5: rule.code is "x"; expected capital letters and a number'),
        (OWN + OWN, 'twimllint.toml:5: rule OWN002 "no-demo" of'),
        ("[[rule]]\nname = 'a'\nmatch = '//a'", 'twimllint.toml:1: rule has no "message", which is required'),
        (OWN + "sevrity = 'error'", 'twimllint.toml:5: unknown setting "sevrity" in rule; did you mean "severity"?'),
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
