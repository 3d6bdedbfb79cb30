"""Real signals while fixes are written: no document is damaged, and no temporary file stays."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support.command import surroundings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are another matter there")

BEFORE = "<Response>" + "<say>Hi</say>" * 40 + "</Response>\n"
AFTER = BEFORE.replace("say>", "Say>")
FILES = 400


@pytest.mark.parametrize("wait", [0, 3, 40])
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("group", [True, False], ids=["group", "process"])
def test_no_temporary_file_stays(number: signal.Signals, group: bool, jobs: str, wait: int, tmp_path: Path) -> None:
    """The signal comes when some files are written: at the first one, or after ``wait`` more."""
    for at in range(FILES):
        (tmp_path / f"f{at:03}.twiml").write_text(BEFORE)
    process = subprocess.Popen(
        [sys.executable, "-m", "twimllint", "--fix", "--isolated", "-j", jobs, "."],
        cwd=tmp_path, env=surroundings(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    last = tmp_path / f"f{wait:03}.twiml"
    while process.poll() is None and last.read_text() == BEFORE:
        time.sleep(0.001)
    (os.killpg if group else os.kill)(process.pid, number)
    _, err = process.communicate(timeout=60)
    assert process.returncode in (128 + number, 0), err
    assert b"Traceback" not in err
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"f{at:03}.twiml" for at in range(FILES)]
    assert {path.read_text() for path in tmp_path.iterdir()} <= {BEFORE, AFTER}


#: Says when the program has begun to answer signals, which is before it imports anything of weight.
START = """
import signal
import twimllint.__main__ as program
answer = signal.signal
signal.signal = lambda *words: (answer(*words), print(flush=True))[0]
program.run()
"""


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.04, 0.06, 0.08])
def test_an_interrupt_at_the_start_shows_no_traceback(delay: float, tmp_path: Path) -> None:
    (tmp_path / "a.twiml").write_text(AFTER)
    process = subprocess.Popen(
        [sys.executable, "-c", START, "--isolated", "a.twiml"],
        cwd=tmp_path, env=surroundings(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(delay)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert b"Traceback" not in err
    assert process.returncode in (-signal.SIGINT, 130, 0)


def test_a_rule_that_runs_is_not_blamed_for_the_signal(tmp_path: Path) -> None:
    (tmp_path / "p.py").write_text(
        'import time\nfrom twimllint import Rule\nclass Slow(Rule):\n    """Slow."""\n'
        '    code, name, on, source = "OWN001", "slow", ("Response",), "https://example.com/"\n'
        "    def check(self, node, ctx):\n        open('started', 'w').close()\n        time.sleep(30)\n        return ()\n"
    )
    (tmp_path / "twimllint.toml").write_text("plugins = ['p.py']\n")
    (tmp_path / "a.twiml").write_text(AFTER)
    process = subprocess.Popen(
        [sys.executable, "-m", "twimllint", "."], cwd=tmp_path, env=surroundings(), stderr=subprocess.PIPE
    )
    while process.poll() is None and not (tmp_path / "started").exists():
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    assert (process.communicate(timeout=20)[1], process.returncode) == (b"", 143)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_a_signal_is_answered_where_exceptions_are_ignored(number: signal.Signals, tmp_path: Path) -> None:
    """Python drops whatever a finalizer raises; the program must end all the same."""
    (tmp_path / "p.py").write_text(
        "import signal\nfrom twimllint import Rule\n"
        f"class Last:\n    def __del__(self):\n        signal.raise_signal({int(number)})\n        len('')\n"
        'class Own(Rule):\n    """Own."""\n'
        '    code, name, on, source = "OWN001", "own", ("Response",), "https://example.com/"\n'
        "    def check(self, node, ctx):\n        Last()\n        return ()\n"
    )
    (tmp_path / "twimllint.toml").write_text("plugins = ['p.py']\n")
    (tmp_path / "a.twiml").write_text(AFTER)
    done = subprocess.run(
        [sys.executable, "-m", "twimllint", "."],
        cwd=tmp_path, env=surroundings(), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 128 + number
    assert done.stderr == ("twimllint: interrupted\n" if number == signal.SIGINT else "")
