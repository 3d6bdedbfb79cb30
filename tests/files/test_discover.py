"""Walks: candidates, excludes, git, links, and paths that make trouble."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from support.small_registry import KNOWN, needs_permissions
from twimllint.config.finder import ConfigFinder
from twimllint.files import gitignore
from twimllint.files.discover import Discovery, discover, excluded
from twimllint.files.worktree import work_tree


def walk(root: Path, *paths: str, no_exclude: bool = False, **more: Any) -> Discovery:
    finder = ConfigFinder(cwd=str(root), environ={}, rules=KNOWN, **more)
    return discover(paths or ["."], finder, no_exclude=no_exclude)


def names(found: Iterable[Any]) -> list[str]:
    return [each.display for each in found]


def make(root: Path, *files: str) -> None:
    for name in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<Response/>", encoding="utf-8")


def git(root: Path, *arguments: str) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *arguments], cwd=root, env=environment, check=True, capture_output=True)


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")


def test_candidates_in_order(tmp_path: Path) -> None:
    make(
        tmp_path, "b.xml", "a/z.twiml", "a/y.xml.erb", "a.xml", "c.XML", "d.twiml.j2", "e.xml.blade.php", "f.xml.dist",
        "notes.txt", "x.j2", "pom.xml.bak", "voice.twiml.py", "g.xml.html", "xml", ".hidden.xml", "y.tpl", "z.haml",
    )  # fmt: skip
    found = list(walk(tmp_path))
    assert names(found) == [
        ".hidden.xml", "a/y.xml.erb", "a/z.twiml", "a.xml", "b.xml", "c.XML", "d.twiml.j2", "e.xml.blade.php",
        "f.xml.dist", "g.xml.html", "voice.twiml.py", "x.j2",
    ]  # fmt: skip
    assert not any(each.explicit for each in found)
    assert found[1].path == str(tmp_path / "a/y.xml.erb")


def test_named_file_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    make(tmp_path, "notes.txt", "a.xml")
    found = list(walk(tmp_path, "notes.txt", "a.xml", "./a.xml", ".", str(tmp_path / "a.xml")))
    assert [(each.display, each.explicit) for each in found] == [("notes.txt", True), ("a.xml", True)]


def test_order_of_the_arguments(tmp_path: Path) -> None:
    make(tmp_path, "b/1.xml", "a/1.xml", "a/0.xml")
    assert names(walk(tmp_path, "b", "a/1.xml", "a")) == ["b/1.xml", "a/1.xml", "a/0.xml"]


def test_default_excludes(tmp_path: Path) -> None:
    make(tmp_path, "node_modules/p/a.xml", ".venv/a.xml", "src/build/a.xml", "src/builds/a.xml", "vendor/a.xml")
    look = walk(tmp_path)
    assert names(look) == ["src/builds/a.xml"]
    named = walk(tmp_path, "vendor/a.xml", "src/build", "src/builds/a.xml")
    assert names(named) == ["src/builds/a.xml"]
    assert named.remarks == [
        'vendor/a.xml is excluded by "vendor"; --no-exclude lints it',
        'src/build is excluded by "build"; --no-exclude lints it',
    ]
    assert named.excluded == 1
    assert names(walk(tmp_path, "vendor/a.xml", no_exclude=True)) == ["vendor/a.xml"]
    assert len(list(walk(tmp_path, no_exclude=True))) == 5


def test_default_excludes_do_not_look_above_the_working_folder(tmp_path: Path) -> None:
    make(tmp_path, "build/x/a.xml", "build/x/vendor/b.xml", "elsewhere/c.xml")
    assert names(walk(tmp_path / "build" / "x")) == ["a.xml"]
    # nor above what is named outside it
    outside = walk(tmp_path / "elsewhere", "../build", "../build/x/a.xml")
    assert [each.path for each in outside] == [str(tmp_path / "build/x/a.xml")]


def test_configured_excludes(tmp_path: Path) -> None:
    make(
        tmp_path, "a.xml", "legacy/a.xml", "x/legacy.xml", "demo/one/a.xml", "demo/b.xml", "build/a.xml", "t/x-old.xml"
    )
    (tmp_path / "twimllint.toml").write_text("exclude = ['legacy', '/demo/*/a.xml']\nextend-exclude = ['*-old.xml']\n")
    look = walk(tmp_path)
    assert names(look) == ["a.xml", "build/a.xml", "demo/b.xml", "x/legacy.xml"]
    assert look.excluded == 2
    hook = walk(tmp_path, "legacy/a.xml", "demo/one/a.xml", "t/x-old.xml", "a.xml")
    assert names(hook) == ["a.xml"]
    assert hook.excluded == 3


def test_outer_exclude_holds_over_an_inner_configuration(tmp_path: Path) -> None:
    make(tmp_path, "old/a.xml")
    (tmp_path / "twimllint.toml").write_text("exclude = ['old']")
    (tmp_path / "old/twimllint.toml").write_text("exclude = []")
    assert names(walk(tmp_path, "old/a.xml")) == names(walk(tmp_path)) == []


def test_include(tmp_path: Path) -> None:
    make(tmp_path, "views/a.tpl", "views/a.txt", "b.tpl")
    (tmp_path / "twimllint.toml").write_text("include = ['views/*.tpl']")
    assert names(walk(tmp_path)) == ["views/a.tpl"]


def test_explicit_configuration_beside_the_folders(tmp_path: Path) -> None:
    make(tmp_path, "demo/a.xml", "src/a.xml")
    (tmp_path / "ci").mkdir()
    (tmp_path / "ci/lint.toml").write_text("exclude = ['demo/**']")
    assert names(walk(tmp_path, explicit="ci/lint.toml")) == ["src/a.xml"]


def test_missing_and_strange_paths(tmp_path: Path) -> None:
    make(tmp_path, "a.xml")
    (tmp_path / "dangling.xml").symlink_to("nowhere.xml")
    look = walk(tmp_path, "no.xml", "a.xml", "dangling.xml", "a.xml/b", "nul\0.xml")
    assert names(look) == ["a.xml"]
    assert [failure.path for failure in look.failures][:3] == ["no.xml", "dangling.xml", "a.xml/b"]
    assert look.failures[0].message == "there is no such file or folder"
    assert len(look.failures) == 4
    assert names(walk(tmp_path)) == ["a.xml"]


@needs_permissions
def test_closed_folder(tmp_path: Path) -> None:
    make(tmp_path, "a.xml", "closed/b.xml", "z.xml")
    (tmp_path / "closed").chmod(0)
    look = walk(tmp_path)
    found = names(look)
    (tmp_path / "closed").chmod(0o755)
    assert found == ["a.xml", "z.xml"]
    assert [str(failure.path) for failure in look.failures] == ["closed"]


def test_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.xml", "closed/b.xml", "z.xml")
    real = os.scandir

    def refuse(path: str) -> Any:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    look = walk(tmp_path)
    assert names(look) == ["a.xml", "z.xml"]
    assert [(each.path, each.message) for each in look.failures] == [
        ("closed", "the folder cannot be read: permission is denied")
    ]


def test_links(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    tree = tmp_path / "tree"
    make(outside, "o.xml", "deep/p.xml")
    make(tree, "a/x.xml")
    (tree / "a/loop").symlink_to(tree)
    (tree / "a/self").symlink_to("self")
    (tree / "link_in").symlink_to(tree / "a")
    (tree / "link_out").symlink_to(outside)
    (tree / "link_out_again").symlink_to(outside)
    (outside / "back").symlink_to(tree)
    (tree / "file.xml").symlink_to(outside / "o.xml")
    look = walk(tree)
    assert names(look) == ["a/x.xml"]
    assert look.remarks == [
        f"{name} is a link out of the project and is not followed; name it to lint it"
        for name in ("file.xml", "link_out", "link_out_again")
    ]
    assert names(walk(tree, "file.xml", "link_out")) == ["file.xml", "link_out/deep/p.xml", "link_out/o.xml"]


def test_links_to_another_folder_of_the_project(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    make(tmp_path, "shared/o.xml", "tree/a.xml")
    (tmp_path / "tree/link").symlink_to("../shared")
    (tmp_path / "tree/file.xml").symlink_to("../shared/o.xml")
    assert names(walk(tmp_path, "tree")) == ["tree/a.xml", "tree/file.xml", "tree/link/o.xml"]


def test_pipe_in_a_folder_is_skipped(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xml")
    make(tmp_path, "a.xml")
    assert names(walk(tmp_path)) == ["a.xml"]


def test_names_that_are_not_utf8_or_not_printable(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.xml")).write_text("<Response/>")
    except OSError:
        pytest.skip("this file system takes no such name")
    make(tmp_path, "line\nbreak.xml", "größe.xml")
    found = list(walk(tmp_path))
    assert names(found) == ["caf\\xe9.xml", "größe.xml", "line\\nbreak.xml"]
    assert all(os.path.exists(each.path) for each in found)
    assert names(walk(tmp_path, os.fsdecode(b"caf\xe9.xml"))) == ["caf\\xe9.xml"]


def test_bad_configuration_below(tmp_path: Path) -> None:
    make(tmp_path, "a/b.xml", "c.xml")
    (tmp_path / "a/twimllint.toml").write_text("x = 1")
    look = walk(tmp_path)
    assert names(look) == ["c.xml"]
    (mistake,) = look.mistakes
    assert str(mistake).startswith('a/twimllint.toml:1: unknown setting "x"')
    named = walk(tmp_path, "a/b.xml", no_exclude=True)
    assert names(named) == []
    assert list(named.mistakes) == [mistake]


def test_files_in_which_twiml_is_not_looked_for_are_named(tmp_path: Path) -> None:
    make(tmp_path, "app.c", "data.json", "src/voice.sh", "voice.xml", "voice.xml.json", "reply.erb", "LICENSE")
    (tmp_path / "twimllint.toml").write_text("include = ['*.sh']")
    look = walk(tmp_path, "app.c", "data.json", ".", "reply.erb", "LICENSE")
    assert names(look) == ["reply.erb", "voice.xml", "LICENSE"]
    remarks = {"app.c": "C", "data.json": "JSON", "src/voice.sh": "a shell script"}
    assert look.remarks == [
        f"{name} is {language}, in which TwiML is not looked for" for name, language in remarks.items()
    ]
    assert look.skipped == 3


def test_templates_that_are_no_xml_are_named_where_they_may_hold_twiml(tmp_path: Path) -> None:
    make(tmp_path, "a.haml", "b.slim", "c.pug", "d.haml", "e.twiml.slim")
    (tmp_path / "a.haml").write_text("!!! XML\n%Response\n  %Say Hi\n")
    (tmp_path / "b.slim").write_text("doctype xml\nResponse\n  Say Hi\n")
    (tmp_path / "c.pug").write_text("html\n  p Response\n")
    look = walk(tmp_path, "d.haml", ".")
    assert names(look) == []
    named = {"d.haml": "Haml", "a.haml": "Haml", "b.slim": "Slim"}
    assert look.remarks == [
        f"{name} is {language}, which is not XML; TwiML is not looked for in it" for name, language in named.items()
    ]


IGNORE = "*.log.xml\n/out/\ntmp\n!keep.log.xml\n# comment\n\\#hash.xml\ntrail.xml   \ndocs/**/gen.xml\nonly/**\nq?.xml\n[ab]c.xml\n"
TREE = (
    "a.xml", "x.log.xml", "keep.log.xml", "out/a.xml", "sub/out/a.xml", "tmp/a.xml", "sub/tmp/b.xml", "#hash.xml",
    "trail.xml", "docs/gen.xml", "docs/a/b/gen.xml", "docs/a/gen2.xml", "only/a/b.xml", "q1.xml", "q12.xml", "ac.xml",
    "cc.xml", "sub/here.xml", "sub/not.xml", "sub/deep/here.xml",
)  # fmt: skip
KEPT = [
    "a.xml", "cc.xml", "docs/a/gen2.xml", "keep.log.xml", "q12.xml", "sub/deep/here.xml", "sub/not.xml",
    "sub/out/a.xml",
]  # fmt: skip


def repository(root: Path) -> Path:
    root.mkdir(exist_ok=True)
    git(root, "init", "-q", ".")
    make(root, *TREE)
    (root / ".gitignore").write_text(IGNORE)
    (root / "sub/.gitignore").write_text("/here.xml\n")
    return root


@needs_git
def test_git_ignores(tmp_path: Path) -> None:
    root = repository(tmp_path / "r")
    assert names(walk(root)) == KEPT
    assert names(walk(root / "sub")) == ["deep/here.xml", "not.xml", "out/a.xml"]
    # named files and folders are not held back by git
    assert names(walk(root, "q1.xml", "out")) == ["q1.xml", "out/a.xml"]
    assert "tmp/a.xml" in names(walk(root, no_exclude=True))


@needs_git
@pytest.mark.parametrize("trouble", ["missing", "refuses", "hangs"])
def test_gitignore_is_read_where_git_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    root = repository(tmp_path / "r")

    def run(*arguments: Any, **more: Any) -> Any:
        if trouble == "missing":
            raise FileNotFoundError("git")
        if trouble == "hangs":
            raise subprocess.TimeoutExpired("git", 1)
        return subprocess.CompletedProcess([], 128, b"", b"fatal: detected dubious ownership")

    monkeypatch.setattr(subprocess, "run", run)
    assert names(walk(root)) == KEPT
    assert names(walk(root / "sub")) == ["deep/here.xml", "not.xml", "out/a.xml"]
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/exclude").write_text("cc.xml\n")
    assert "cc.xml" not in names(walk(root))


@needs_git
def test_tracked_files_are_linted_though_ignored(tmp_path: Path) -> None:
    root = repository(tmp_path / "r")
    git(root, "add", "-f", "q1.xml", "out/a.xml")
    assert set(names(walk(root))) == {*KEPT, "q1.xml", "out/a.xml"}


@needs_git
def test_variables_of_hooks_do_not_mislead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, other = repository(tmp_path / "r"), tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q", ".")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git/index"))
    assert names(walk(root)) == KEPT


@needs_git
def test_repository_in_the_repository(tmp_path: Path) -> None:
    root = repository(tmp_path / "r")
    make(root, "sub/inner/q1.xml", "sub/inner/mine.xml")
    git(root / "sub/inner", "init", "-q", ".")
    (root / "sub/inner/.gitignore").write_text("mine.xml\n")
    assert "sub/inner/q1.xml" in names(walk(root))
    assert "sub/inner/mine.xml" not in names(walk(root))


@needs_git
def test_broken_git_folder(tmp_path: Path) -> None:
    make(tmp_path, "a.xml", "b.xml")
    (tmp_path / ".git").write_text("gitdir: /nowhere\n")
    (tmp_path / ".gitignore").write_text("b.xml\n")
    assert names(walk(tmp_path)) == ["a.xml"]


def test_no_git_no_subprocess(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.xml")
    if work_tree(str(tmp_path)) is not None:
        pytest.skip("the temporary folder lies in a work tree")
    monkeypatch.setattr(gitignore, "_ask_git", lambda _top: pytest.fail("git was asked"))
    assert names(walk(tmp_path)) == ["a.xml"]


@pytest.mark.parametrize("path", ["voice.xml", "ivr/voice.xml", "a/b/voice.xml", ""])
def test_the_working_folder_may_be_the_root(path: str) -> None:
    """As in a container."""
    root = os.path.abspath(os.sep)
    finder = ConfigFinder(cwd=root, environ={}, rules=KNOWN, isolated=True)
    assert excluded(os.path.join(root, path), finder) is False
    assert excluded(os.path.join(root, "node_modules", path or "x"), finder) is True
