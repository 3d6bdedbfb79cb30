"""Programs in other encodings than UTF-8, with a byte order mark, and with bytes that are no text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from twimllint.cli import main

pytest.importorskip("tree_sitter")

DOCUMENT = "<Response><Say>café</Say><Gathr/></Response>"
PROGRAMS = {
    "voice.py": f"x = '{DOCUMENT}'\n",
    "voice.js": f"const x = '{DOCUMENT}';\n",
    "voice.ts": f"const x: string = '{DOCUMENT}';\n",
    "voice.tsx": f"const x = '{DOCUMENT}';\n",
    "voice.rb": f"x = '{DOCUMENT}'\n",
    "voice.php": f"<?php\n$x = '{DOCUMENT}';\n",
    "Voice.java": f'class A {{ String x = "{DOCUMENT}"; }}\n',
    "Voice.cs": f'class A {{ string x = "{DOCUMENT}"; }}\n',
    "voice.go": f'package a\nvar x = "{DOCUMENT}"\n',
}


def check(path: Path, *options: str) -> list[tuple[str, int, int]]:
    result = CliRunner().invoke(main, ["check", "--isolated", "--format", "json", *options, str(path)])
    return [(one["name"], one["line"], one["column"]) for one in json.loads(result.stdout)["findings"]]


def place(code: str) -> tuple[int, int]:
    line = code[: code.index("Gathr")].count("\n") + 1
    return line, code.splitlines()[line - 1].index("Gathr") + 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_byte_order_mark_moves_nothing(name: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(PROGRAMS[name].encode(encoding))
    assert check(path) == [("unknown-element", *place(PROGRAMS[name]))]


@pytest.mark.parametrize("name", PROGRAMS)
def test_bytes_that_are_no_text_are_no_mistake_of_the_document(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(PROGRAMS[name].encode("latin-1"))
    assert check(path) == [("unknown-element", *place(PROGRAMS[name]))]
    raw = path.read_bytes()
    check(path, "--fix", "--unsafe-fixes")
    assert path.read_bytes() == raw.replace(b"Gathr", b"Gather")


@pytest.mark.parametrize(
    "head",
    [
        "# -*- coding: latin-1 -*-\n",
        "#!/usr/bin/env python\n# vim: set fileencoding=iso-8859-15 :\n",
        "\n# coding=cp1252\r\n",
        # what Python cannot read either
        "# coding: no-such-encoding\n",
        "# coding: utf-8\n",
    ],
)
def test_the_encoding_that_python_declares(head: str, tmp_path: Path) -> None:
    path = tmp_path / "voice.py"
    code = head + PROGRAMS["voice.py"]
    path.write_bytes(code.encode("latin-1"))
    assert check(path) == [("unknown-element", *place(code))]
    check(path, "--fix", "--unsafe-fixes")
    assert path.read_bytes() == code.replace("Gathr", "Gather").encode("latin-1")


def test_why_a_program_that_is_named_is_not_linted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("broken.py").write_text("from twilio import twiml\nprint 'x'\n")
    Path("voice.py").write_text(PROGRAMS["voice.py"])
    named = CliRunner().invoke(main, ["check", "--isolated", "--format", "concise", "broken.py", "voice.py"])
    assert "twimllint: broken.py is not linted: line 2: Missing parentheses" in named.stderr
    assert "voice.py:1:32: error TW101" in named.stdout
    found = CliRunner().invoke(main, ["check", "--isolated", "--format", "concise", "."])
    assert "broken.py" not in found.stderr
