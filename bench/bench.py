"""Measure twimllint and print ratios taken in one run: ``make bench``.

Figures depend on the machine; the ratios should not. Nothing here is a test: tests never assert on time.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

CLEAN = """<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Gather action="/menu" numDigits="1">
    <Say voice="Polly.Joanna">Press 1 for sales, 2 for support.</Say>
  </Gather>
  <Say voice="Polly.Joanna">We heard nothing.</Say>
  <Redirect>/welcome</Redirect>
</Response>
"""
SMALL = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Response><Gather action="/k{n}" numDigits="1">'
    "<Say>Press 1 for sales.</Say></Gather><Say>Bye.</Say><Dial>+14155550100</Dial></Response>\n"
)
#: Compiled modules are kept, as in any installation.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
UNIT = '<Say voice="Polly.Joanna">Line number {n} of a long story.</Say><Pause length="1"/>\n'


def cpu(command: list[str], runs: int = 20, folder: Path | None = None) -> float:
    """Median processor time of a command in milliseconds (user and system)."""
    figures = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        figures.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(figures) * 1000


def cold_start(folder: Path) -> None:
    """Cold start against importing what cannot be avoided."""
    (folder / "clean.xml").write_text(CLEAN)
    command = [shutil.which("twimllint", path=str(Path(sys.executable).parent)) or "twimllint"]
    linting = [sys.executable, *command, "check", "clean.xml"]
    importing = [sys.executable, "-c", "import click, lxml.etree"]
    cpu(linting, 3, folder)
    pairs = [(cpu(linting, 5, folder), cpu(importing, 5, folder)) for _ in range(7)]
    ratio = statistics.median(a / b for a, b in pairs)
    ours, base = (statistics.median(column) for column in zip(*pairs, strict=True))
    print("cold start (bound 1.35x)")
    print(f"  twimllint check clean.xml            {ours:7.1f} ms")
    print(f"  python -c 'import click, lxml.etree' {base:7.1f} ms   ratio {ratio:.2f}x")


def timed(work: Callable[[], object], runs: int = 3) -> float:
    """Best time of a call in seconds."""
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def throughput(folder: Path) -> None:
    """Many small documents in one process, with all rules, with the default ones, and with the first families only."""
    files = []
    for n in range(10_000):
        path = folder / f"doc{n:05}.xml"
        path.write_text(SMALL.format(n=n))
        files.append(path)
    size = files[0].stat().st_size
    reading = timed(lambda: [path.read_bytes() for path in files])
    print(f"\nthroughput: 10,000 documents of {size} bytes, one process (bounds: 150 us, 8x xmllint, 1/4 of xmlschema)")
    print(f"  reading them                         {reading / 1e4 * 1e6:7.1f} us each")
    figures = {}
    for title, select in (
        ("default rules", ()),
        ("TW0 to TW4 and TW9", ("TW0", "TW1", "TW2", "TW3", "TW4", "TW9")),
        ("all rules", ("ALL",)),
    ):
        each = timed(lambda select=select: lint_all(files, select)) / 1e4 * 1e6
        figures[title] = each
        print(f"  twimllint, {title:25} {each:7.1f} us each, {each - reading / 1e4 * 1e6:6.1f} beyond reading")
    each = figures["default rules"]
    xmllint = shutil.which("xmllint")
    if xmllint:
        other = timed(lambda: subprocess.run([xmllint, "--noout", *map(str, files)], check=True)) / 1e4 * 1e6
        print(f"  xmllint --noout                      {other:7.1f} us each   ratio {each / other:.2f}x")
    else:
        print("  xmllint is not installed: not compared")
    schema_each = xmlschema_time(files[:300])
    print(f"  xmlschema validating them            {schema_each:7.1f} us each   ratio {schema_each / each:.1f}x slower")


def lint_all(files: list[Path], select: tuple[str, ...]) -> None:
    """Lint all files through the runner, as the command does, in this process."""
    from twimllint.run.runner import Options, Runner

    runner = Runner(Options(overrides={"select": list(select)} if select else {}, isolated=True, jobs=1))
    run = runner.run([str(path) for path in files]).run
    assert len(run.files) == len(files), (len(run.files), run.failures[:3])


def processes(folder: Path) -> None:
    """The same documents in one process and in two: from where on the second pays."""
    print("\nprocesses: seconds in one, in two (twimllint lints fewer files than WORTH_PROCESSES in one)")
    for number in (500, 1_000, 2_000, 4_000, 10_000):
        script = (
            "import sys, time\n"
            "from twimllint.run.runner import Options, Runner\n"
            "start = time.perf_counter()\n"
            "Runner(Options(isolated=True, no_exclude=True, jobs=int(sys.argv[1]))).run(sys.argv[2:])\n"
            "print(time.perf_counter() - start)\n"
        )
        files = [f"doc{n:05}.xml" for n in range(number)]
        figures = [
            min(
                float(subprocess.run(
                    [sys.executable, "-c", script, jobs, *files], cwd=folder, env=ENVIRONMENT, capture_output=True,
                    text=True, check=True,
                ).stdout)
                for _ in range(3)
            )
            for jobs in ("1", "2")
        ]  # fmt: skip
        one, two = figures
        print(f"  {number:6} documents                     {one:7.2f} {two:7.2f}   ratio {one / two:.2f}x")


def xmlschema_time(files: list[Path]) -> float:
    """What xmlschema takes for a document, in microseconds, the schema built beforehand."""
    import xmlschema

    schema = xmlschema.XMLSchema(str(Path(__file__).parent.parent / "schemas" / "twiml-voice.xsd"))
    return timed(lambda: [schema.is_valid(str(path)) for path in files]) / len(files) * 1e6


def growth(folder: Path) -> None:
    """Time and peak memory for documents of growing size, each in a process of its own."""
    print("\ngrowth: one document, default rules (time and memory should grow with the size)")
    script = (
        "import sys, time, resource\n"
        "from twimllint.run.runner import Options, Runner\n"
        "runner = Runner(Options(isolated=True))\n"
        "runner.run([sys.argv[1]])\n"
        "start = time.perf_counter()\n"
        "runner.run([sys.argv[2]])\n"
        "print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    small = folder / "clean.xml"
    last = None
    for label, size in (("1 KB", 1_000), ("64 KB", 64_000), ("1 MB", 1_000_000), ("10 MB", 10_000_000)):
        path = folder / "big.xml"
        body, n = ["<Response>\n"], 0
        length = 0
        while length < size:
            body.append(UNIT.format(n=n))
            length += len(body[-1])
            n += 1
        path.write_text("".join(body) + "<Hangup/></Response>\n")
        command = [sys.executable, "-c", script, str(small), str(path)]
        out = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=True).stdout.split()
        seconds, memory = float(out[0]), int(out[1]) / 1024
        rate = seconds / path.stat().st_size * 1e9
        step = "" if last is None else f"  x{seconds / last[0]:.1f} time for x{path.stat().st_size / last[1]:.1f} size"
        print(f"  {label:>6}: {seconds * 1000:9.1f} ms  {rate:7.1f} ns/byte  peak {memory:6.0f} MB{step}")
        last = (seconds, path.stat().st_size)


def main() -> None:
    """Run all measurements."""
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cold_start(folder)
        growth(folder)
        throughput(folder)
        processes(folder)


if __name__ == "__main__":
    main()
