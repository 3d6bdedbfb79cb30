"""Neovim's diagnostics, from the definition for nvim-lint."""

import json
from pathlib import Path

import pytest

from support.recipes import DOCUMENTS, Finding, expected, put, run
from support.tools import tool

STAND_INS = Path(__file__).parent / "stand_ins"
SEVERITIES = {1: "error", 2: "warning", 3: "info"}


def diagnostics(path: str, project: Path, home: Path, change: str = "") -> list[dict[str, object]]:
    put(home / "twimllint.lua", "nvim-lint")
    out = home / "out.json"
    (home / "init.lua").write_text(
        "vim.cmd('filetype on')\n"
        f"package.preload['lint'] = loadfile('{STAND_INS}/nvim_lint.lua')\n"
        f"dofile('{home}/twimllint.lua')\n"
        f"vim.cmd('edit ' .. vim.fn.fnameescape({json.dumps(path, ensure_ascii=False)}))\n"
        f"{change}\n"
        f"vim.fn.writefile({{ vim.fn.json_encode(vim.diagnostic.get(0)) }}, '{out}')\n"
        "vim.cmd('qall!')\n",
        encoding="utf-8",
    )
    command = [tool("nvim"), "--headless", "-u", "NONE", "-i", "NONE", "-n"]
    done = run([*command, "-c", f"luafile {home}/init.lua", "-c", "cquit"], project, home)
    assert out.exists(), done.stdout + done.stderr
    return list(json.loads(out.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", DOCUMENTS)
def test_diagnostics_are_set_when_a_file_is_read(path: str, project: Path, home: Path) -> None:
    found = [
        Finding(path, one["lnum"] + 1, one["col"] + 1, SEVERITIES[one["severity"]], str(one["code"]).split()[0])
        for one in diagnostics(path, project, home)
    ]
    assert sorted(found) == expected(project, path, unit="bytes")


def test_a_diagnostic_covers_what_is_wrong(project: Path, home: Path) -> None:
    [room] = [one for one in diagnostics("voice.xml", project, home) if str(one["code"]).startswith("TW301")]
    assert (room["lnum"], room["col"], room["end_lnum"], room["end_col"]) == (2, 9, 2, 13)
    assert room["source"] == "twimllint"


def test_the_buffer_is_linted_and_not_the_file(project: Path, home: Path) -> None:
    change = "vim.api.nvim_buf_set_lines(0, 0, -1, true, { '<Response>', '', '<sey/></Response>' })\nrequire('lint').try_lint()"
    assert [one["lnum"] for one in diagnostics("voice.xml", project, home, change)] == [2]
