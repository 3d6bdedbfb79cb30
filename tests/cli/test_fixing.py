"""--fix, --diff, baselines and suppressions, as they change files."""

import json
import os
import stat
import subprocess
from pathlib import Path

from support.command import BAD, run

MENU = '<Response>\r\n  <Gather numdigits="1" action="/k?a=1&b=2"/>\r\n  <say>Bye</say>\r\n  <Hangup/>\r\n</Response>'
FIXED = MENU.replace("numdigits", "numDigits").replace("&b", "&amp;b").replace("say>", "Say>")


def test_fixes_keep_encoding_mark_line_ends_and_mode(tmp_path: Path) -> None:
    path = tmp_path / "menu.xml"
    path.write_bytes("\ufeff".encode("utf-16-le") + MENU.encode("utf-16-le"))
    path.chmod(0o640)
    done = run("menu.xml", "--fix", cwd=tmp_path)
    assert path.read_bytes() in [m + FIXED.encode("utf-16-le") for m in (b"", "\ufeff".encode("utf-16-le"))]
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert "fixed" in done.stdout
    before = path.read_bytes()
    run("menu.xml", "--fix", cwd=tmp_path)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["menu.xml"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.xml").write_text(MENU)
    (tmp_path / "menu.xml").symlink_to("real.xml")
    run("menu.xml", "--fix", cwd=tmp_path)
    assert (tmp_path / "menu.xml").is_symlink()
    assert "numDigits" in (tmp_path / "real.xml").read_text()


def test_a_diff_can_be_applied_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "my menu.xml"
    path.write_bytes(MENU.encode())
    done = run("my menu.xml", "--diff", cwd=tmp_path)
    assert done.returncode == 1
    assert path.read_bytes() == MENU.encode()
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    applied = subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=done.stdout.encode(), capture_output=True)
    assert applied.returncode == 0, applied.stderr
    assert path.read_bytes() == FIXED.encode()
    assert run("my menu.xml", "--diff", cwd=tmp_path).returncode == 0


def test_unsafe_fixes_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "voice.xml"
    path.write_text(BAD)
    run("voice.xml", "--fix", cwd=tmp_path)
    assert path.read_text() == BAD
    done = run("voice.xml", "--fix", "--unsafe-fixes", cwd=tmp_path)
    assert path.read_text() == "<Response><Connect><Room>DailyStandup</Room></Connect></Response>\n"
    assert done.returncode == 0


def test_a_baseline_survives_moved_lines_and_shrinks(tmp_path: Path) -> None:
    path = tmp_path / "voice.xml"
    path.write_text("<Response>\n  <Dial><Room>a</Room></Dial>\n  <Say></Say>\n</Response>\n")
    assert run("--write-baseline", "known.json", cwd=tmp_path).returncode == 0
    assert run("--baseline", "known.json", cwd=tmp_path).returncode == 0
    path.write_text("<Response>\n\n\n  <Dial><Room>a</Room></Dial>\n  <Say></Say>\n  <Play></Play>\n</Response>\n")
    done = run("--baseline", "known.json", "--format", "json", cwd=tmp_path)
    assert [f["name"] for f in json.loads(done.stdout)["findings"] if f["severity"] == "error"] == [
        "play-without-source"
    ]
    path.write_text("<Response>\n  <Dial><Room>a</Room></Dial>\n  <Say>Hi</Say>\n</Response>\n")
    run("--baseline", "known.json", "--prune-baseline", cwd=tmp_path)
    assert "empty-say" not in (tmp_path / "known.json").read_text()
    assert "room-outside-connect" in (tmp_path / "known.json").read_text()


def test_added_ignores_silence_everything(tmp_path: Path) -> None:
    cases = {
        "one-line.xml": BAD,
        "lines.xml": "<Response>\r\n  <Dial>\r\n    <Room\r\n      statusCallback='/x'>p2p-a</Room>\r\n  </Dial>\r\n</Response>",
        "root.xml": "<?xml version='1.0'?>\n<Response version='7'><Say/></Response>",
        "broken.xml": "<Response><Say>a</Response>",
    }
    for name, text in cases.items():
        (tmp_path / name).write_bytes(text.encode())
    assert run(cwd=tmp_path).returncode == 1
    assert run("--add-ignores", "old -- very old", cwd=tmp_path).returncode == 0
    done = run("--format", "concise", cwd=tmp_path)
    assert done.stdout == ""
    assert b"\r\n" in (tmp_path / "lines.xml").read_bytes()
    assert "old - very old" in (tmp_path / "one-line.xml").read_text()


def test_a_hard_link_keeps_its_other_names(tmp_path: Path) -> None:
    (tmp_path / "menu.xml").write_text(MENU, newline="")
    os.link(tmp_path / "menu.xml", tmp_path / "other")
    inode = (tmp_path / "menu.xml").stat().st_ino
    run("menu.xml", "--fix", cwd=tmp_path)
    assert (tmp_path / "menu.xml").stat().st_ino == inode
    assert (tmp_path / "other").read_bytes() == FIXED.encode()
    assert sorted(os.listdir(tmp_path)) == ["menu.xml", "other"]


def test_a_link_out_of_the_project_is_linted_and_not_written(tmp_path: Path) -> None:
    (tmp_path / "outside.xml").write_text(MENU, newline="")
    work = tmp_path / "work"
    (work / "sub").mkdir(parents=True)
    (work / "menu.xml").symlink_to("../outside.xml")
    (work / "folder").symlink_to("..")
    walked = run("--fix", ".", cwd=work)
    assert walked.returncode == 0
    assert "menu.xml is a link out of the project and is not followed; name it to lint it" in walked.stderr
    named = run("menu.xml", "--fix", cwd=work)
    assert named.returncode == 2
    assert "its fixes are not written: it is a link out of the project" in named.stderr
    assert "TW202" in named.stdout
    assert (tmp_path / "outside.xml").read_bytes() == MENU.encode()


RULE = """
class {name}(Rule):
    \"\"\"A rule of our own.\"\"\"

    code, name, on, source, fixable = "{code}", "{code}-rule".lower(), ("Say",), "https://example.com/", "safe"
    messages = {{"a": Message("letter", "found", "Write another.")}}

    def check(self, node, ctx):
        {body}
"""


def plugin(folder: Path, *rules: str) -> None:
    """A project with rules of its own, each given by the body of its ``check``."""
    classes = [RULE.format(name=f"Own{n}", code=f"OWN{n:03}", body=body) for n, body in enumerate(rules, 1)]
    (folder / "own.py").write_text("from twimllint import Message, Rule, edits\n" + "".join(classes))
    (folder / "twimllint.toml").write_text('plugins = ["own.py"]\n')


def test_fixes_that_lead_back_to_the_same_text_are_none(tmp_path: Path) -> None:
    # five rules in a circle, and 25 rounds
    plugin(tmp_path, *[
        f"""if node.text == "{one}":
            yield self.report(node, "a", fix=edits.replace(node.texts[0].trimmed, "{other}", "x", safe=True))"""
        for one, other in zip("abcde", "bcdea", strict=True)
    ])  # fmt: skip
    (tmp_path / "menu.xml").write_text("<Response><Say>a</Say></Response>")
    done = run("menu.xml", "--fix", cwd=tmp_path)
    assert (tmp_path / "menu.xml").read_text() == "<Response><Say>a</Say></Response>"
    assert "OWN001" in done.stdout
    assert "fixed" not in done.stdout


def test_a_file_that_is_changed_while_it_is_linted_is_not_overwritten(tmp_path: Path) -> None:
    other = "<Response><Say voice='other'>Hello</Say></Response>"
    plugin(
        tmp_path,
        f"""if node.value("voice") == "first":
            open("menu.xml", "w").write("{other}")
        return ()""",
    )
    (tmp_path / "menu.xml").write_text("<Response><Say voice='first'>Hello</Say><Gather numdigits='1'/></Response>")
    done = run("menu.xml", "--fix", cwd=tmp_path)
    assert (tmp_path / "menu.xml").read_text() == other
    assert done.returncode == 2
    assert "menu.xml: its fixes are not written: it was changed meanwhile" in done.stderr
    assert "1 fixed" not in done.stdout
