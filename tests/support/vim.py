"""Vim and Neovim without a screen."""

import json
from pathlib import Path

from support.recipes import run
from support.tools import tool

EDITORS = {
    "vim": ["vim", "-Nu", "NONE", "-i", "NONE", "-n", "-es"],
    "nvim": ["nvim", "-u", "NONE", "-i", "NONE", "-n", "--headless"],
}


def vim(editor: str, script: str, project: Path, home: Path, *, path: str) -> object:
    """Run a script in which ``Done(value)`` hands back a value and quits; ``path`` is opened in it."""
    out = home / "out.json"
    common = (
        "set encoding=utf-8 nomore shortmess+=A\n"
        f"set runtimepath^={home}/.vim\n"
        f"function! Done(value)\n call writefile([json_encode(a:value)], '{out}')\n qall!\nendfunction\n"
        "filetype plugin on\n"
    )
    # whatever goes wrong ends the editor, so that no test waits for one
    body = "try\n" + "edit " + path.replace("'", "\\'").replace(" ", "\\ ") + "\n" + script
    (home / "test.vim").write_text(
        common + body + "\ncatch\ncall Done([v:exception, v:throwpoint])\nendtry\n", encoding="utf-8"
    )
    tool(editor)
    done = run([*EDITORS[editor], "-S", home / "test.vim"], project, home)
    assert out.exists(), done.stdout + done.stderr
    return json.loads(out.read_text(encoding="utf-8"))
