"""Globs, and `.gitignore` held against git itself."""

from __future__ import annotations

import contextlib
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from support.tools import tool
from twimllint.files.gitignore import Ignored, read_ignore_files
from twimllint.files.globs import GlobError, compile_glob


@pytest.mark.parametrize(
    ("glob", "matching", "others"),
    [
        ("a.xml", ["a.xml", "x/a.xml", "x/y/a.xml"], ["ba.xml", "a.xmlx", "A.xml"]),
        ("build", ["build/", "build/a.xml", "x/build/y/a.xml"], ["rebuild/", "builds/a.xml"]),
        ("build/", ["build/", "x/build/a.xml"], ["build", "x/build"]),
        ("/build", ["build/", "build/a.xml"], ["x/build/a.xml"]),
        ("./x/a.xml", ["x/a.xml"], ["y/x/a.xml"]),
        ("./a.xml", ["a.xml"], ["x/a.xml"]),
        ("x/*.xml", ["x/a.xml", "x/.xml"], ["x/y/a.xml", "z/x/a.xml", "x/a.xm"]),
        ("x/**", ["x/a.xml", "x/y/a.xml"], ["x", "x/", "y/x/a.xml"]),
        ("x/**/a.xml", ["x/a.xml", "x/y/a.xml", "x/y/z/a.xml"], ["a.xml", "x/ya.xml"]),
        ("**/x/a.xml", ["x/a.xml", "y/x/a.xml"], ["yx/a.xml"]),
        ("**", ["a.xml", "x/a.xml"], []),
        ("a**b", ["ab", "acb", "x/acb"], ["a/b"]),
        ("?.xml", ["a.xml", "x/ü.xml"], ["ab.xml", "/.xml"]),
        ("[ab-d].xml", ["a.xml", "c.xml"], ["e.xml", "-.xml"]),
        ("[!a].xml", ["b.xml"], ["a.xml", "/.xml"]),
        ("[]].xml", ["].xml"], ["a.xml"]),
        ("a{1,23}.{xml,twiml}", ["a1.xml", "a23.twiml"], ["a2.xml", "a1,23.xml"]),
        ("x/{a,b/c}.xml", ["x/a.xml", "x/b/c.xml"], ["x/b.xml"]),
        (r"\*.xml", ["*.xml"], ["a.xml"]),
        ("a+(b).xml", ["a+(b).xml"], ["aab.xml"]),
        ("zeile\numbruch.xml", ["zeile\numbruch.xml"], []),
    ],
)
def test_globs(glob: str, matching: list[str], others: list[str]) -> None:
    pattern = compile_glob(glob)
    assert [path for path in matching if not pattern.match(path)] == []
    assert [path for path in others if pattern.match(path)] == []


@pytest.mark.parametrize(
    ("glob", "message"),
    [
        ("", "for everything"),
        ("/", "for everything"),
        ("./", "for everything"),
        ("../a", "leads out of the folder"),
        ("a/../b", "leads out of the folder"),
        ("[a", "does not close"),
        ("a{b", "opens a brace"),
        ("[z-a]", "cannot be read: bad character range"),
    ],
)
def test_bad_globs(glob: str, message: str) -> None:
    with pytest.raises(GlobError, match=message):
        compile_glob(glob)


@given(st.text(alphabet="ab*?[]!{},/\\.-^&~|x", max_size=12), st.text(alphabet="ab/.x-", max_size=12))
def test_any_glob_compiles_or_is_refused(glob: str, path: str) -> None:
    with contextlib.suppress(GlobError):
        compile_glob(glob).match(path)


def test_no_runaway(tmp_path: Path) -> None:
    compile_glob("**/a/**/a/**/a/**/b").match("a/" * 60)
    compile_glob("*a*a*a*a*b").match("a" * 60)


PATHS = ("a", "b.xml", "a.xml", "d/a", "d/a.xml", "d/e/a.xml", "d/e/b", "e/d/a.xml", "d e/a b", "[a]", "d/#x", "!y")
_PARTS = st.sampled_from(
    ["a", "b", "d", "e", "*", "?", "**", "*.xml", "a.xml", "[ab]", "[!a]", "[a-c].xml", "\\a", "d e", "a*"]
)
_PATTERN = st.builds(
    lambda bang, slash, parts, end: bang + slash + "/".join(parts) + end,
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "", "/"]),
    st.lists(_PARTS, min_size=1, max_size=3),
    st.sampled_from(["", "", "/", " ", "\\ "]),
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tool("git")
    root = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    for path in PATHS:
        if "/" in path:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
        if not (root / path).exists():
            (root / path).write_text("")
    return root


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.one_of(_PATTERN, st.sampled_from(["#x", "\\#x", "\\!y", "", "[a"])), max_size=4))
@example(lines=["d/**", "!d/a"])
@example(lines=["**/a.xml", "!/a.xml"])
@example(lines=["a", "!d"])
@example(lines=["**/**"])
@example(lines=["d/**/"])
@example(lines=["d", "!d/*"])
@example(lines=["d/**/**/**"])
@example(lines=["d/", "!d/e/"])
def test_gitignore_as_git_reads_it(repository: Path, lines: list[str]) -> None:
    (repository / ".gitignore").write_text("\n".join(lines) + "\n")
    command = ["git", "-c", f"core.excludesFile={os.devnull}", "check-ignore", "--no-index", "-z", "--stdin"]
    done = subprocess.run(command, cwd=repository, input="\0".join(PATHS).encode(), capture_output=True)
    expected = set(filter(None, done.stdout.decode().split("\0")))
    rules = read_ignore_files(str(repository), str(repository)).ignored_among(str(repository), [".gitignore"])
    assert {path for path in PATHS if ignored(rules, repository, path)} == expected


def ignored(rules: Ignored, root: Path, path: str) -> bool:
    steps = path.split("/")
    return any(rules.is_ignored(str(root.joinpath(*steps[:end])), end < len(steps)) for end in range(1, len(steps) + 1))
