"""A diff can be applied and comes to what --fix writes; what --fix writes keeps everything else about the file."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from support.command import BAD, CASE, GOOD, VOICE, call, run, write

LINES = '<Response>\n  <say>Grüße</say>\n  <Pause/>\n  <Gather numdigits="1" action="/k?a=1&b=2"/>\n  <hangup/>\n</Response>\n'
MENDED = (
    LINES.replace("say>", "Say>").replace("numdigits", "numDigits").replace("&b", "&amp;b").replace("hangup", "Hangup")
)


def variants(text: str) -> dict[str, bytes]:
    """One text in many files."""
    declared = '<?xml version="1.0" encoding="{}"?>\n'
    return {
        "plain.xml": text.encode(),
        "crlf.xml": text.replace("\n", "\r\n").encode(),
        "cr.xml": text.replace("\n", "\r").encode(),
        "mixed.xml": text.replace("\n", "\r\n", 2).encode(),
        "no end.xml": text.rstrip("\n").encode(),
        "no end, crlf.xml": text.rstrip("\n").replace("\n", "\r\n").encode(),
        "one line.xml": text.replace("\n", "").encode(),
        "mark.xml": text.encode("utf-8-sig"),
        "latin.xml": (declared.format("ISO-8859-1") + text).encode("latin-1"),
        "undecodable.twiml": text.encode().replace("ü".encode(), b"\xff"),
        "deep folder/with blank.xml": text.encode(),
        'quote"d.xml': text.encode(),
        "back\\slash.xml": text.encode(),
        "tab\there.xml": text.encode(),
        "ünï.xml": text.encode(),
        "emoji 😀.xml": text.encode(),
        "long.xml": text.replace("  <Pause/>\n", "  <Pause/>\n" * 50).encode(),
    }


@pytest.fixture
def project(folder: Path) -> Path:
    write(folder, variants(LINES))
    write(folder, {"good.xml": "<Response><Say>x</Say></Response>\n"})
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize("tool", ["git", "patch"])
def test_the_diff_comes_to_what_fix_writes(tool: str, project: Path, tmp_path: Path) -> None:
    before = contents(project)
    given = ("--fix", "--select", "TW102,TW202,TW004")
    diff = run("--diff", *given[1:], cwd=project, PYTHONIOENCODING="ascii")
    raw = call("--diff", *given[1:]).raw
    assert diff.returncode == 1
    assert contents(project) == before
    command = ["git", "apply", "-"] if tool == "git" else ["patch", "--binary", "-p1", "--no-backup-if-mismatch"]
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path)}
    applied = subprocess.run(command, cwd=project, input=raw, capture_output=True, env=environment)
    assert applied.returncode == 0, applied.stdout + applied.stderr
    by_diff = contents(project)
    write(project, before)
    assert call(*given).code == 0
    assert contents(project) == by_diff
    assert by_diff == before | variants(MENDED)
    assert call("--diff", *given[1:])[:2] == (0, "")
    assert call(*given).out.startswith("No findings")
    assert contents(project) == by_diff


def test_wide_encodings_are_fixed_too(folder: Path) -> None:
    for codec in ("utf-16", "utf-16-be", "utf-16-le"):
        mark = b"" if codec == "utf-16" else "\ufeff".encode(codec)
        write(folder, {f"{codec}.xml": mark + CASE.encode(codec)})
    diff = call("--diff")
    assert diff.code == 1
    assert diff.out.count("<Response><Say>Hi</Say></Response>") == 3
    assert call("--fix", "--ignore", "TW003").code == 0
    for codec in ("utf-16", "utf-16-be", "utf-16-le"):
        assert (folder / f"{codec}.xml").read_bytes().decode("utf-16") == CASE.replace("say", "Say")


def test_mode_links_and_neighbours_stay(folder: Path) -> None:
    write(folder, {"a/real.xml": CASE, "b/x.xml": CASE, "c.xml": CASE})
    (folder / "a/real.xml").chmod(0o600)
    (folder / "c.xml").chmod(0o755)
    (folder / "link.xml").symlink_to("a/real.xml")
    (folder / "absolute.xml").symlink_to(folder / "b/x.xml")
    assert call("--fix", "link.xml", "absolute.xml", "c.xml").code == 0
    assert os.readlink(folder / "link.xml") == "a/real.xml"
    assert (folder / "absolute.xml").is_symlink()
    assert stat.S_IMODE((folder / "a/real.xml").stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "c.xml").stat().st_mode) == 0o755
    assert all(raw == CASE.replace("say", "Say").encode() for raw in contents(folder).values())
    assert len(contents(folder)) == 5


def test_files_that_cannot_be_written_are_reported_and_the_others_written(
    folder: Path, bound_by_permissions: None
) -> None:
    write(folder, {"only.xml": CASE, "fine.xml": CASE, "shut/a.xml": CASE})
    (folder / "only.xml").chmod(0o444)
    (folder / "shut").chmod(0o555)
    try:
        done = call("--fix")
    finally:
        (folder / "shut").chmod(0o755)
    assert done.code == 2
    assert "only.xml: its fixes cannot be written: permission is denied" in done.err
    assert "shut/a.xml: its fixes cannot be written" in done.err
    assert done.out.count("error[TW102]") == 2  # what could not be fixed remains
    assert (folder / "only.xml").read_text() == CASE
    assert (folder / "shut/a.xml").read_text() == CASE
    assert "<Say>" in (folder / "fine.xml").read_text()
    assert sorted(contents(folder)) == ["fine.xml", "only.xml", "shut/a.xml"]


def test_unsafe_fixes_wait_to_be_asked_for(folder: Path) -> None:
    both = BAD.replace("<Dial>", "<say>x</say><Dial>")
    write(folder, {"both.xml": both})
    done = call("--fix")
    assert done.code == 1
    assert "1 fixable with --unsafe-fixes, 1 fixed" in done.out
    assert (folder / "both.xml").read_text() == both.replace("say", "Say")
    assert "1 fixed" in call("--fix", "--unsafe-fixes").out
    assert "<Connect><Room>" in (folder / "both.xml").read_text()


def test_fix_writes_standard_input_to_standard_output(folder: Path) -> None:
    done = call("--fix", "-", stdin=CASE.encode("utf-16"))
    assert done.raw.decode("utf-16") == CASE.replace("say", "Say")
    assert "1 fixed" in done.err
    assert call("--fix", "-", stdin=VOICE).out == VOICE
    assert call("--fix", "--format", "json", "-", stdin=VOICE).out == VOICE
    assert call("--fix", "--diff", "-", stdin=CASE).out.startswith("--- a/-\n+++ b/-\n@@ -1 +1 @@\n-<Response><say>")


def test_a_file_outside_the_working_folder(folder: Path, tmp_path: Path) -> None:
    write(tmp_path, {"other/x.xml": CASE})
    path = tmp_path / "other/x.xml"
    assert call("--diff", path).out.startswith(f"--- {path}\n+++ {path}\n")
    assert call("--fix", "../other/x.xml").code == 0
    assert "<Say>" in path.read_text()


PACKAGE = '{"name": "ivr", "version": "1.0.0"}\n'


@pytest.mark.parametrize(
    ("words", "path"),
    [
        (["--write-baseline", "voice.twiml"], "voice.twiml"),
        (["--write-baseline", "package.json"], "package.json"),
        (["--output", "json=voice.twiml"], "voice.twiml"),
        (["--output", "json=package.json"], "package.json"),
        (["--output", "markdown=README.md"], "README.md"),
        (["--output", "junit=voice.twiml"], "voice.twiml"),
        (["--output", "concise=README.md"], "README.md"),
    ],
)
def test_a_file_that_is_no_report_is_not_overwritten(words: list[str], path: str, folder: Path) -> None:
    files = {"voice.twiml": BAD, "package.json": PACKAGE, "README.md": "# IVR\n\nOur menus.\n"}
    write(folder, files)
    done = call(*words)
    assert done.code == 2
    assert f"{path} exists and is not" in done.err or f"{path}: that file exists and is not" in done.err
    assert (folder / path).read_text() == files[path]


@pytest.mark.parametrize("form", ["json", "sarif", "concise", "markdown", "junit"])
def test_a_report_is_replaced_by_the_next(form: str, folder: Path) -> None:
    write(folder, {"voice.twiml": BAD})
    for _ in range(2):
        assert call("--output", f"{form}=report").code == 1
    write(folder, {"voice.twiml": GOOD})
    assert call("--output", f"{form}=report").code == 0
    assert call("--output", f"{form}=report").code == 0
    assert [call("--write-baseline", "known.json").code for _ in range(2)] == [0, 0]
