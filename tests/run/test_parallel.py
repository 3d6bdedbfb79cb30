"""Several processes find what one finds, in the same order, and stop at once when they are asked to."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from twimllint.files.discover import FoundFile
from twimllint.run import parallel
from twimllint.run.lint_file import FileOutcome, WorkerLostError
from twimllint.run.runner import CHUNK, Options, Runner

RING = "<Response><Say>Hi</Say><Redirect>https://example.com/{to}</Redirect></Response>"
GOOD = "<Response><Say>Number {n}</Say><Hangup/></Response>"
BAD = '<Response>\n  <Say voise="alice">Höllo {n}</Say>\n  <Gather numDigit="1"/>\n</Response>'
COMMAND = [sys.executable, "-m", "twimllint", "check"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """More documents than one worker is given at once: good, bad, unreadable, of other encodings, and a ring."""
    for n in range(2 * CHUNK + 20):
        name, text = f"doc{n:03}.xml", (BAD if n % 7 == 0 else GOOD).format(n=n)
        if n % 50 == 3:
            (tmp_path / name).write_bytes(
                b'<?xml version="1.0" encoding="ISO-8859-1"?>\n<Response><Say>H\xe4</Say></Response>'
            )
        elif n % 50 == 4:
            (tmp_path / name).write_bytes(b"<Response><Say>\xff</Say></Response>")
        else:
            (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "ring1.xml").write_text(
        "<!-- served as https://example.com/1 -->\n" + RING.format(to=2), encoding="utf-8"
    )
    (tmp_path / "ring2.xml").write_text(
        "<!-- served as https://example.com/2 -->\n" + RING.format(to=1), encoding="utf-8"
    )
    (tmp_path / "other.xml").write_text("<project><name>no TwiML</name></project>", encoding="utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "twimllint.toml").write_text("ignore = ['TW2']\n", encoding="utf-8")
    (tmp_path / "own" / "doc.xml").write_text(BAD, encoding="utf-8")
    return tmp_path


def check(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("TWIMLLINT", "TWILIO", "GITHUB"))
    }
    return subprocess.run(
        [*COMMAND, *arguments], cwd=project, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_reports_are_the_same(project: Path) -> None:
    calls = [check(project, "--format", "json", "--jobs", jobs, "missing.xml", ".") for jobs in ("1", "2", "3")]
    first = calls[0]
    report = json.loads(first.stdout)
    paths = [finding["path"] for finding in report["findings"]]
    assert len(set(paths)) > 2 * CHUNK // 7
    assert paths == sorted(paths)
    assert "redirect-cycle" in {finding["name"] for finding in report["findings"]}
    assert "missing.xml" in first.stderr
    for other in calls[1:]:
        assert (other.returncode, other.stdout, other.stderr) == (first.returncode, first.stdout, first.stderr)


def test_fixes_are_the_same(project: Path) -> None:
    before = {path.name: path.read_bytes() for path in project.glob("*.xml")}
    check(project, "--fix", "--unsafe-fixes", "--jobs", "1", "--isolated", ".")
    alone = {path.name: path.read_bytes() for path in project.glob("*.xml")}
    assert alone != before
    for name, raw in before.items():
        (project / name).write_bytes(raw)
    check(project, "--fix", "--unsafe-fixes", "--jobs", "3", "--isolated", ".")
    assert {path.name: path.read_bytes() for path in project.glob("*.xml")} == alone


@pytest.mark.parametrize("method", ["spawn", "fork"])
def test_however_workers_are_started(project: Path, method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from multiprocessing import get_all_start_methods, get_context

    if method not in get_all_start_methods() or (method == "fork" and sys.version_info >= (3, 12)):
        pytest.skip(f"{method} is not to be had here")
    monkeypatch.setattr(parallel, "_context", lambda: get_context(method))
    monkeypatch.chdir(project)
    alone = Runner(Options(isolated=True, jobs=1)).run(["."])
    together = Runner(Options(isolated=True, jobs=2)).run(["."])
    assert together.paths == alone.paths
    for ours, theirs in zip(together.run.files, alone.run.files, strict=True):
        assert ours.diagnostics == theirs.diagnostics
        assert (ours.source.text, ours.source.raw, ours.source.encoding, ours.source.mismatch) == (
            theirs.source.text, theirs.source.raw, theirs.source.encoding, theirs.source.mismatch,
        )  # fmt: skip
    assert together.run._replace(files=()) == alone.run._replace(files=())


def test_few_documents_are_linted_in_one_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twimllint.run.runner.processors", lambda: 4)
    runner = Runner(Options(isolated=True, jobs=0))
    assert [runner.jobs(files) for files in (0, 1, 3999, 4000, 6000, 20_000)] == [1, 1, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("jobs", "files", "expected"),
    [(3, 2, 1), (2, 40, 2), (300, 4000, 300), (300, 63, 7), (1000, 4000, 500), (1000, 0, 1), (2, 100_000, 2)],
)
def test_there_are_never_more_processes_than_there_is_work(jobs: int, files: int, expected: int) -> None:
    runner = Runner(Options(isolated=True, jobs=jobs))
    assert runner.jobs(files) == expected
    assert expected == 1 or runner.jobs(files) * runner.chunk(files) <= files + runner.chunk(files)


class _Ends:
    """A linter whose process is ended from outside."""

    def lint_file(self, found: FoundFile) -> FileOutcome:
        os.kill(os.getpid(), 9)
        raise AssertionError


class _Waits:
    """A linter that has never done."""

    def lint_file(self, found: FoundFile) -> FileOutcome:
        time.sleep(60)
        raise AssertionError


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another matter there")
def test_nothing_of_the_pool_is_left_when_a_worker_is_gone(tmp_path: Path) -> None:
    """A thread that is left until the interpreter ends can print a traceback there."""
    before = set(threading.enumerate())
    found = [FoundFile(str(tmp_path / f"{n}.xml"), f"{n}.xml", explicit=True) for n in range(40)]
    with pytest.raises(WorkerLostError):
        list(parallel.lint_in_processes(_Ends, found, 2, 4))
    assert set(threading.enumerate()) == before
    assert multiprocessing.active_children() == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another matter there")
def test_nothing_of_the_pool_is_left_after_an_interrupt(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    found = [FoundFile(str(tmp_path / f"{n}.xml"), f"{n}.xml", explicit=True) for n in range(40)]
    signal.setitimer(signal.ITIMER_REAL, 1)
    previous = signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            list(parallel.lint_in_processes(_Waits, found, 2, 4))
    finally:
        signal.signal(signal.SIGALRM, previous)
    assert set(threading.enumerate()) == before
    assert multiprocessing.active_children() == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another matter there")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("wait", [0.0, 0.3, 1.5])
def test_an_interrupt_ends_it_at_once(tmp_path: Path, jobs: str, wait: float) -> None:
    """The signal reaches the whole group, as from a terminal: at the start, while workers start, while they work."""
    line = '<Say voice="Polly.Joanna">Line of a story &amp; more of it.</Say>\n'
    for n in range(40):
        (tmp_path / f"doc{n}.twiml").write_text(f"<Response>\n{line * 60_000}</Response>\n", encoding="utf-8")
    started = tmp_path / "started"
    script = (
        "import sys; from twimllint.cli import main\n"
        f"open({str(started)!r}, 'w').close()\n"
        "main(['check', '--isolated', '--no-exclude', '--jobs', sys.argv[1], '.'])\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, jobs],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    while not started.exists() and process.poll() is None:
        time.sleep(0.01)
    time.sleep(0.05 + wait)
    os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=30)  # far less than what is left to do
    assert process.returncode == 130, stderr
    assert stderr == "twimllint: interrupted\n"


def test_two_jobs_are_two_processes(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    jobs: list[int] = []
    lint_in_processes = parallel.lint_in_processes

    def note(make: Any, files: Any, number: int, chunk: int) -> Any:
        jobs.append(number)
        return lint_in_processes(make, files, number, chunk)

    monkeypatch.setattr(parallel, "lint_in_processes", note)
    assert Runner(Options(isolated=True, jobs=2)).run(["."]).paths
    assert jobs == [2]
