"""--timings: where the time of a run goes, on standard error after the report."""

import re
from pathlib import Path

import pytest

from support.command import BAD, GOOD, call, write
from twimllint.engine.clock import Clock

PLUGIN = '''
import time

from twimllint import Rule


class Slow(Rule):
    """A rule that takes a while."""

    code, name, on, source = "ACME001", "slow-rule", ("Say",), "https://example.com/"

    def check(self, item, ctx):
        time.sleep(0.05)
        yield self.report(item, "slow")
'''
LINE = re.compile(r"^ *([\d.]+)  (.+)$", re.MULTILINE)


def rows(err: str) -> dict[str, float]:
    return {rest.split(",")[0].split("%")[-1].strip(): float(number) for number, rest in LINE.findall(err)}


@pytest.fixture
def project(folder: Path) -> Path:
    write(
        folder,
        {
            "own.py": PLUGIN, "twimllint.toml": 'plugins = ["own.py"]\nextend-exclude = ["own.py"]\n',
            "a.xml": GOOD, "b.xml": GOOD, "room.xml": BAD, "app.py": f"XML = {GOOD.strip()!r}\n",
        },
    )  # fmt: skip
    return folder


def test_a_slow_rule_is_first_and_its_calls_are_counted(project: Path) -> None:
    done = call("--timings", "--select", "ACME", "--format", "json", "-j", "4")
    assert done.code == 1
    assert done.names == ["slow-rule"] * 3
    assert "ACME001 slow-rule, 3 calls" in done.err.partition("Time by rule (ms):\n")[2].splitlines()[0]
    found = rows(done.err)
    assert found["ACME001 slow-rule"] >= 150
    assert found["rules"] == found["ACME001 slow-rule"]
    phases = {
        "finding files",
        "configuration",
        "reading files",
        "parsing",
        "schema and dispatch",
        "program text",
        "reports",
    }
    assert phases <= set(found)
    assert found["all"] == pytest.approx(sum(found[name] for name in (*phases, "rules")), abs=1)


def test_the_report_is_the_same_and_nothing_is_said_without_the_option(project: Path) -> None:
    plain, timed = call("room.xml"), call("--timings", "room.xml")
    assert (plain.code, plain.out, plain.err) == (timed.code, timed.out, "")
    assert "Time by phase" in timed.err


def test_fixing_is_a_phase_and_standard_input_is_measured(project: Path) -> None:
    assert {"fixing", "writing fixes"} <= set(rows(call("--timings", "--fix", "--unsafe-fixes", "room.xml").err))
    assert "parsing" in rows(call("--timings", "-", stdin=GOOD).err)


def test_a_phase_is_without_what_is_inside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter([0.0, 1.0, 3.0, 10.0])
    monkeypatch.setattr("twimllint.engine.clock.perf_counter", lambda: next(now))
    clock = Clock()
    with clock.phase("outer"), clock.phase("inner"):
        pass
    assert clock.phases == {"inner": 2.0, "outer": 8.0}
