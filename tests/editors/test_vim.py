"""Vim and Neovim, without a screen: the quickfix list, the fixing function, and ALE in both its roles."""

from pathlib import Path

import pytest

from support.recipes import DOCUMENTS, Finding, expected, put, run
from support.tools import tool
from support.vim import EDITORS, vim

SEVERITIES = {"E": "error", "W": "warning", "I": "info"}


def finding(item: dict[str, object]) -> Finding:
    code = str(item.get("code") or item["text"]).split()[0]
    return Finding(str(item["path"]), int(item["lnum"]), int(item["col"]), SEVERITIES[str(item["type"])], code)


@pytest.mark.parametrize("editor", EDITORS)
@pytest.mark.parametrize("path", DOCUMENTS)
def test_make_fills_the_quickfix_list(editor: str, path: str, project: Path, home: Path) -> None:
    put(home / ".vim/compiler/twimllint.vim", "vim-compiler")
    put(home / "rc.vim", "vim-rc")
    script = f"""
source {home}/rc.vim
edit
write
let found = getqflist()
for item in found
  let item.path = bufname(item.bufnr)
endfor
call Done([&filetype, &makeprg, found])
"""
    filetype, makeprg, items = vim(editor, script, project, home, path=path)
    assert filetype == "xml"
    assert "twimllint" in makeprg
    assert [item for item in items if not item["valid"]] == []
    assert sorted(map(finding, items)) == expected(project, path, unit="bytes")


@pytest.mark.parametrize("editor", EDITORS)
def test_what_could_not_be_done_is_shown(editor: str, project: Path, home: Path) -> None:
    (project / "twimllint.toml").write_text('selekt = ["TW3"]\n')
    put(home / ".vim/compiler/twimllint.vim", "vim-compiler")
    items = vim(editor, "compiler twimllint\nsilent make!\ncall Done(getqflist())", project, home, path="voice.xml")
    assert any("selekt" in item["text"] and not item["valid"] for item in items)


@pytest.mark.parametrize("editor", EDITORS)
@pytest.mark.parametrize("path", ["voice.xml", "flows/main menu.xml", "flows/größe/grüße.twiml", "it's.xml"])
def test_the_buffer_is_fixed_on_save(editor: str, path: str, project: Path, home: Path) -> None:
    wanted = fixed(project, path, home)
    put(home / "fix.vim", "vim-fix")
    script = f"source {home}/fix.vim\ncall append('$', ['<!-- added -->', '', ''])\n2\nwrite\ncall Done(line('.'))"
    assert vim(editor, script, project, home, path=path) == 2
    raw = (project / path).read_bytes()
    end = b"\r\n" if b"\r\n" in raw else b"\n"
    assert raw == wanted + b"<!-- added -->" + end * 3


@pytest.mark.parametrize("editor", EDITORS)
def test_a_fix_that_cannot_be_made_leaves_the_buffer(editor: str, project: Path, home: Path) -> None:
    (project / "twimllint.toml").write_text('selekt = ["TW3"]\n')
    put(home / "fix.vim", "vim-fix")
    before = (project / "voice.xml").read_bytes()
    assert vim(editor, f"source {home}/fix.vim\nwrite\ncall Done(1)", project, home, path="voice.xml") == 1
    assert (project / "voice.xml").read_bytes() == before


def fixed(project: Path, path: str, home: Path) -> bytes:
    """The bytes of a file after its safe fixes, made by the command on a copy."""
    copy = project / f"copy-of-{Path(path).name}"
    copy.write_bytes((project / path).read_bytes())
    assert run(["twimllint", "--quiet", "--fix", copy], project, home).returncode in (0, 1)
    raw = copy.read_bytes()
    copy.unlink()
    assert raw != (project / path).read_bytes()
    return raw


def ale(script: str, project: Path, home: Path, *, path: str) -> object:
    plugin = tool("/usr/share/vim-ale")
    put(home / ".vim/ale_linters/xml/twimllint.vim", "ale-linter")
    put(home / "rc.vim", "ale-rc")
    start = (
        f"let g:ale_linters = {{'xml': ['twimllint']}}\nset runtimepath+={plugin}\nsource {home}/rc.vim\n"
        f"runtime plugin/ale.vim\nedit\n"
    )
    wait = "function! Wait()\n  let tries = 0\n  while ale#engine#IsCheckingBuffer(bufnr('')) && tries < 500\n    sleep 20m\n    let tries += 1\n  endwhile\nendfunction\n"
    return vim("vim", start + wait + script, project, home, path=path)


@pytest.mark.parametrize("path", DOCUMENTS)
def test_ale_lints_the_buffer(path: str, project: Path, home: Path) -> None:
    script = "ALELint\ncall Wait()\ncall Done(ale#engine#GetLoclist(bufnr('')))"
    # the buffer is what is linted, not the file
    script = "call append(0, '')\n1delete\n" + script
    items = ale(script, project, home, path=path)
    assert sorted(finding({"path": path, **item}) for item in items) == expected(project, path, unit="bytes")
    assert all(item["end_col"] >= item["col"] or item["end_lnum"] > item["lnum"] for item in items)


def test_ale_shows_where_a_finding_ends(project: Path, home: Path) -> None:
    items = ale("ALELint\ncall Wait()\ncall Done(ale#engine#GetLoclist(bufnr('')))", project, home, path="voice.xml")
    [room] = [item for item in items if str(item["code"]).startswith("TW301")]
    assert (room["lnum"], room["col"], room["end_col"]) == (3, 10, 13)


@pytest.mark.parametrize("path", ["voice.xml", "flows/größe/grüße.twiml"])
def test_ale_fixes(path: str, project: Path, home: Path) -> None:
    wanted = fixed(project, path, home)
    wait = "let tries = 0\nwhile &modified == 0 && tries < 500\n  sleep 20m\n  let tries += 1\nendwhile\n"
    lines = ale(f"ALEFix\n{wait}call Done(getline(1, '$'))", project, home, path=path)
    assert "\n".join(lines) + "\n" == wanted.decode("utf-8")
