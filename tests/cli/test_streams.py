"""Standard output and standard error, whatever they are: terminals, pipes nobody reads, full disks, old encodings."""

import fcntl
import os
import pty
import signal
import subprocess
import termios
import time
from pathlib import Path

import pytest

from support.command import BAD, BIN, VOICE, call, run, surroundings, write

WIDE = VOICE.replace("alic", "ålic😀")


def shell(line: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A line of bash; the command is ``$T``."""
    environment = surroundings() | {"T": str(BIN / "twimllint")}
    done = subprocess.run(
        ["bash", "-c", "set -o pipefail; " + line],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    assert "Exception ignored" not in done.stderr
    return done


def test_a_reader_that_goes_away_changes_no_exit_code(tmp_path: Path) -> None:
    write(tmp_path, {f"{n}.xml": BAD for n in range(500)})
    for line, code in [
        ("$T | head -n 1", 1),
        ("$T --format json | head -c 10", 1),
        ("$T --fail-on never | head -n 1", 0),
        ("$T --diff --unsafe-fixes | head -n 1", 1),
        ("$T --format concise 2>&1 | true", 1),
        ("$T rules | head -n 1", 0),
        ("$T schema voice | head -n 1", 0),
        ("$T --output json=all.json | head -n 1", 1),
    ]:
        done = shell(line, tmp_path)
        assert done.returncode == code, line
        assert done.stderr == ""
    assert (tmp_path / "all.json").read_text().count("room-outside-connect") >= 500


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_full_disk_is_reported(tmp_path: Path) -> None:
    write(tmp_path, {"room.xml": BAD, "good.xml": "<Response><Say>x</Say></Response>"})
    commands = [
        "room.xml", "--format json room.xml", "--diff --unsafe-fixes room.xml", "--show-files", "--show-settings",
        "rules", "schema voice", "explain TW301", "--version", "check --help", "--help", "good.xml", "completion bash",
    ]  # fmt: skip
    line = "; ".join(f"$T {words} >/dev/full; echo $? >&2" for words in commands)
    told = shell(line, tmp_path).stderr.splitlines()
    message = "twimllint: standard output cannot be written: No space left on device"
    assert told == [message, "2"] * len(commands)
    done = shell("$T room.xml 2>/dev/full >/dev/null; echo $?; $T none.xml 2>/dev/full; echo $?", tmp_path)
    assert done.stdout.split() == ["1", "2"]


def test_closed_streams(tmp_path: Path) -> None:
    write(tmp_path, {"room.xml": BAD})
    done = shell("$T room.xml >&-; echo $?; $T -q room.xml 2>&- >/dev/null; echo $?; $T - <&-; echo $?", tmp_path)
    assert done.stdout.split() == ["2", "1", "2"]
    assert "standard output is closed" in done.stderr
    assert "standard input is closed" in done.stderr
    assert shell("$T - <&- >&- 2>&-", tmp_path).returncode == 2


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({"LC_ALL": "C"}, None),
        (
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"},
            "\\xe5lic\\U0001f600",
        ),
        ({"PYTHONIOENCODING": "ascii"}, "\\xe5lic\\U0001f600"),
        ({"PYTHONIOENCODING": "latin-1"}, "\\xe5lic\\U0001f600"),
        ({"PYTHONIOENCODING": "utf-8"}, "ålic😀"),
    ],
)
def test_terminals_of_all_encodings(environment: dict[str, str], shown: str | None, tmp_path: Path) -> None:
    write(tmp_path, {"wide.xml": WIDE})
    for words in (["wide.xml"], ["--diff", "--unsafe-fixes", "wide.xml"], ["--show-settings", "é.xml"], ["é.xml"]):
        done = run(*words, cwd=tmp_path, **environment)
        assert done.returncode in (0, 1, 2)
    if shown is not None:
        assert shown in run("--format", "concise", "wide.xml", cwd=tmp_path, **environment).stdout


@pytest.mark.parametrize(
    ("environment", "option", "colored"),
    [
        ({}, None, False),
        ({"FORCE_COLOR": "1"}, None, True),
        ({"FORCE_COLOR": "0"}, None, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, None, False),
        ({"NO_COLOR": "1"}, "always", True),
        ({"FORCE_COLOR": "1"}, "never", False),
        ({"NO_COLOR": "", "FORCE_COLOR": "1"}, "auto", True),
        ({"TWIMLLINT_COLOR": "always"}, None, True),
    ],
)
def test_colours(environment: dict[str, str], option: str | None, colored: bool, folder: Path) -> None:
    write(folder, {"room.xml": BAD})
    for form in ("full", "concise", "grouped"):
        done = call(*(["--color", option] if option else []), "--format", form, "room.xml", env=environment)
        assert ("\x1b[" in done.out) is colored
        assert "\x1b]8;" not in done.out  # links are for terminals
    assert "\x1b" not in call("--color", "always", "--format", "json", "room.xml").out
    call("--color", "always", "--output", "full=out.txt", "room.xml")
    assert "\x1b" not in (folder / "out.txt").read_text()


def on_terminal(cwd: Path, *words: str, **environment: str) -> tuple[int, str]:
    """Exit code and all that a terminal of 80 columns is shown."""
    master, slave = pty.openpty()
    child = subprocess.Popen(
        [BIN / "twimllint", *words], cwd=cwd, stdin=slave, stdout=slave, stderr=slave,
        env=surroundings() | {"TERM": "xterm", "COLUMNS": "80"} | environment,
    )  # fmt: skip
    os.close(slave)
    shown = b""
    while True:
        try:
            chunk = os.read(master, 65536)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
    os.close(master)
    return child.wait(60), shown.decode()


def test_a_progress_bar_on_a_terminal_and_nowhere_else(tmp_path: Path) -> None:
    write(tmp_path, {f"{n}.xml": "<Response><Say>x</Say></Response>" for n in range(520)})
    write(tmp_path, {"few/room.xml": BAD})
    assert "linting" in on_terminal(tmp_path, "--color", "never")[1]
    for words, environment in [(["-q"], {}), (["few"], {}), ([], {"CI": "true"})]:
        assert "linting" not in on_terminal(tmp_path, *words, **environment)[1]
    assert "linting" not in run(cwd=tmp_path).stderr


def test_a_terminal_gets_colours_and_links(tmp_path: Path) -> None:
    write(tmp_path, {"room.xml": BAD})
    code, shown = on_terminal(tmp_path, "room.xml")
    assert code == 1
    assert "\x1b[" in shown
    assert "\x1b]8;;https://" in shown
    assert "\x1b" not in on_terminal(tmp_path, "room.xml", NO_COLOR="1")[1]
    assert "\x1b" not in on_terminal(tmp_path, "room.xml", TERM="dumb")[1]


def test_an_interrupt_is_130(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [BIN / "twimllint", "-"], cwd=tmp_path, env=surroundings(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    assert child.stdin is not None
    child.stdin.write(b"<")
    child.stdin.flush()
    deadline = time.monotonic() + 60
    while fcntl.ioctl(child.stdin, termios.FIONREAD, bytes(4)) != bytes(4):  # it has not read it yet
        assert time.monotonic() < deadline
        time.sleep(0.02)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert (child.returncode, out, err) == (130, b"", b"twimllint: interrupted\n")


def test_outputs_into_pipes_and_devices_replace_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"room.xml": BAD})
    done = shell("$T -q --output json=/dev/stdout --output concise=/dev/null room.xml | grep -c room-outside", tmp_path)
    assert done.stdout.strip() != "0"
    assert not os.path.isfile("/dev/null")
    done = shell("$T -q --output pylint=>(cat >seen) room.xml >/dev/null; sleep 0.3; cat seen", tmp_path)
    assert "TW301" in done.stdout


def test_the_working_folder_is_gone(tmp_path: Path) -> None:
    calls = ("", "/dev/null", "rules", "explain TW301", "extract /dev/null", "init")
    done = shell("mkdir gone; cd gone; rmdir ../gone; " + "; ".join(f"$T {each}; echo $?" for each in calls), tmp_path)
    assert done.stdout.split() == ["2"] * len(calls)
    assert done.stderr == "twimllint: the working folder is gone\n" * len(calls)


@pytest.mark.parametrize(
    ("environment", "colored"),
    [
        ({"FORCE_COLOR": "1"}, True), ({"CLICOLOR_FORCE": "1"}, True), ({"CLICOLOR_FORCE": "0"}, False),
        ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False), ({"FORCE_COLOR": "0", "CLICOLOR_FORCE": "1"}, False),
    ],
)  # fmt: skip
def test_variables_turn_colours_on_and_off(environment: dict[str, str], colored: bool, tmp_path: Path) -> None:
    write(tmp_path, {"a.xml": BAD})
    assert ("\x1b[" in run("a.xml", cwd=tmp_path, **environment).stdout) is colored
