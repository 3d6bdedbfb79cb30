"""The generation of the helper library that a project uses decides what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from twimllint.cli import main
from twimllint.host.project import node_generation

pytest.importorskip("tree_sitter")

PROGRAM = """const { twiml } = require("twilio");
const r = new twiml.VoiceResponse();
r.say("Hello", { voice: "alice" });
console.log(r.toString());
"""


@pytest.mark.parametrize(
    ("version", "generation"),
    [
        ("^3.84.0", 3),
        ("~4", 4),
        ("5.x", 5),
        ("npm:twilio@3.1.0", 3),
        (">=3.0.0 <4", 3),
        ("latest", None),
        ("*", None),
        (7, None),
    ],
)
def test_versions_of_package_json(version: object, generation: int | None, tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text(json.dumps({"dependencies": {"twilio": version}}))
    (tmp_path / "src").mkdir()
    assert node_generation(str(tmp_path / "src" / "voice.js")) == generation


def test_the_installed_package_is_surer(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"dependencies": {"twilio": "*"}}')
    installed = tmp_path / "node_modules" / "twilio"
    installed.mkdir(parents=True)
    (installed / "package.json").write_text('{"version": "4.23.0"}')
    assert node_generation(str(tmp_path / "voice.js")) == 4


@pytest.mark.parametrize("text", ["", "{", "[]", "\0", '{"dependencies": []}', "[" * 100_000])
def test_other_files_tell_nothing(text: str, tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text(text)
    assert node_generation(str(tmp_path / "voice.js")) is None


@pytest.mark.parametrize(("version", "found"), [("^3.0.0", 0), ("^5.0.0", 1), (None, 1)])
def test_options_after_the_text(
    version: str | None, found: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "voice.js").write_text(PROGRAM)
    if version is not None:
        (tmp_path / "package.json").write_text(json.dumps({"dependencies": {"twilio": version}}))
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", "--isolated", "--format", "concise", "voice.js"])
    assert result.stdout.count("options-dropped") == found
