"""Measure twimllint and print ratios taken in one run, each with its goal: ``make bench``.

Figures depend on the machine; the ratios should not. Nothing here is a test: tests never assert on time.
"""

from __future__ import annotations

import ast
import gc
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any

from samples import BUILDER

from twimllint.run.lint_file import lint_bytes
from twimllint.run.runner import Options, Runner

CLEAN = """<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Gather action="/menu" numDigits="1">
    <Say voice="Polly.Joanna">Press 1 for sales, 2 for support.</Say>
  </Gather>
  <Say voice="Polly.Joanna">We heard nothing.</Say>
  <Redirect>/welcome</Redirect>
</Response>
"""
#: The same document with two mistakes.
FAULTY = (
    CLEAN.replace("numDigits", "numdigits").replace("Redirect>", "redirect>", 1).replace("</Redirect", "</redirect")
)
#: How many files the throughput is measured with.
FILES = 9_000
CASES = Path(__file__).parent.parent / "tests" / "cases"
#: Compiled modules are kept, as in any installation.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
UNIT = '<Say voice="Polly.Joanna">Line number {n} of a long story.</Say><Pause length="1"/>\n'


IMPORTS = """from flask import Flask, jsonify, request
from twilio.twiml.voice_response import Gather, VoiceResponse
app = Flask(__name__)
"""
#: The same in a literal.
LITERAL = """
def greet_{n}(request):
    name = escape(request.args.get("name", "friend"))
    return f\"\"\"<?xml version="1.0" encoding="UTF-8"?>
<Response>
    <Gather numDigits="1" action="/key/{n}"><Say>Hello {{name}}, press 1 for sales.</Say></Gather>
    <Redirect>/again/{n}</Redirect>
</Response>\"\"\"
"""
#: What is around it in an application.
OTHER = """
@app.route("/orders/{n}", methods=["POST"])
def order_{n}():
    payload = request.get_json(force=True)
    items = [item for item in payload.get("items", []) if item.get("quantity", 0) > 0]
    if not items:
        return jsonify({{"error": "no items"}}), 400
    try:
        customer = Customer.query.filter_by(id=payload["customer"]).one()
    except LookupError as error:
        logger.warning("customer %s is not known: %s", payload.get("customer"), error)
        raise NotFound(payload["customer"]) from error
    for item in items:
        database.add(OrderLine(customer=customer, sku=item["sku"], quantity=item["quantity"]))
    return jsonify({{"id": customer.id, "total": sum(item["price"] * item["quantity"] for item in items)}})
"""

#: Helpers that mention a response, call each other and touch no TwiML.
HELPER = """
def helper_{n}(response, name, size):
    if size > {n}:
        return helper_0(response, name, size - 1) + helper_1(response, "part {n}", len(name))
    if not response.get(name):
        helper_2(response, name.strip(), size)
        helper_3(response.child, f"{{name}}-{n}", size + 1)
    return name + str(size)
"""


#: The goals that were missed, for the last line.
Missed = list[str]


def goal(what: str, value: float, bound: float, unit: str, missed: Missed) -> str:
    """Whether a value is within its goal, as the end of a line."""
    reached = value <= bound
    if not reached:
        missed.append(f"{what} ({value:.3g}{unit}, goal {bound:g}{unit})")
    return f"goal {bound:g}{unit}: {'reached' if reached else 'MISSED'}"


def wall(command: list[str], folder: Path) -> float:
    """Wall time of a command in seconds, whatever its exit code."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, check=False)
    return time.perf_counter() - start


def program() -> list[str]:
    """The command that starts twimllint, as installed beside this Python."""
    installed = shutil.which("twimllint", path=str(Path(sys.executable).parent))
    return [sys.executable, installed] if installed else [sys.executable, "-m", "twimllint"]


def cold_start(folder: Path, missed: Missed, pairs: int = 15) -> None:
    """Cold start against importing what cannot be avoided: the median ratio of pairs measured one after the other."""
    importing = [sys.executable, "-c", "import click, lxml.etree"]
    print(f"cold start: wall time, median of {pairs} pairs with python -c 'import click, lxml.etree'")
    for title, text, bound in (("a clean document", CLEAN, 1.2), ("a document with two findings", FAULTY, 1.6)):
        name = f"{len(text)}.xml"
        (folder / name).write_text(text)
        linting = [*program(), "check", "--isolated", name]
        for command in (linting, importing):
            wall(command, folder)  # so that everything is compiled and cached
        figures = [(wall(linting, folder), wall(importing, folder)) for _ in range(pairs)]
        ratio = statistics.median(ours / base for ours, base in figures)
        ours = statistics.median(ours for ours, _ in figures)
        verdict = goal(f"cold start of {title}", ratio, bound, "x", missed)
        print(f"  {title:36} {ours * 1000:7.1f} ms   ratio {ratio:.2f}x  {verdict}")


def timed(work: Callable[[], object], runs: int = 3, clock: Callable[[], float] = time.perf_counter) -> float:
    """Best time of a call in seconds, by the clock of the wall or another."""
    best = float("inf")
    for _ in range(runs):
        start = clock()
        work()
        best = min(best, clock() - start)
    return best


def cases(*kinds: str) -> list[bytes]:
    """The XML documents among the cases of the tests; those that show the result of a fix are left out."""
    paths = [path for kind in kinds for path in sorted((CASES / kind).rglob("*"))]
    return [path.read_bytes() for path in paths if path.suffix in (".xml", ".twiml") and ".fixed." not in path.name]


def clean_cases() -> list[bytes]:
    """The cases without findings that have none under the default settings either."""
    settings = Runner(Options(isolated=True)).finder.settings_for("case.xml")
    results = [
        (raw, lint_bytes(raw, "case.xml", settings.lint, settings.dispatcher, None).result) for raw in cases("ok")
    ]
    return [raw for raw, result in results if result is not None and not result.diagnostics]


def write(folder: Path, documents: Iterable[bytes]) -> list[str]:
    """Repeat documents until there are ``FILES`` of them in a new folder; returns their names."""
    folder.mkdir()
    names = []
    for number, raw in enumerate(islice(cycle(documents), FILES)):
        names.append(f"doc{number:05}.xml")
        (folder / names[-1]).write_bytes(raw)
    return names


def varied(raw: bytes, number: int) -> bytes:
    """A document with URLs and spoken words that no other one has."""
    url, host, ending = b'="/%d/' % number, b"https://h%d." % number, b" %d</Say>" % number
    return raw.replace(b'="/', url).replace(b"https://", host).replace(b"</Say>", ending)


def throughput(folder: Path, missed: Missed) -> None:
    """Many files in one process, start and report included, against ``xmllint --noout`` on the same files."""
    print(f"\nthroughput: {FILES:,} files made of tests/cases, one process, --format concise, best of 3")
    linting = [*program(), "check", "--isolated", "--no-exclude", "--format", "concise", "--jobs", "1"]
    xmllint = shutil.which("xmllint")
    clean = clean_cases()
    for title, documents, bound in (
        ("documents of ok and err", cases("ok", "err"), 10),
        ("clean documents", clean, 6),
        ("clean ones, each with its own URLs", map(varied, cycle(clean), count()), None),
    ):
        place = folder / title.replace(" ", "-")
        names = write(place, documents)
        ours = timed(lambda place=place: wall([*linting, "."], place))
        line = f"  {title:36} {ours / FILES * 1e6:7.1f} us each"
        if xmllint is None:
            print(f"{line}   xmllint is not installed: not compared")
            continue
        other = timed(lambda place=place, names=names: wall([xmllint, "--noout", *names], place))
        verdict = "" if bound is None else "  " + goal(f"throughput, {title}", ours / other, bound, "x", missed)
        print(f"{line}, xmllint {other / FILES * 1e6:5.1f}   ratio {ours / other:.1f}x{verdict}")


def costliest_rules(missed: Missed, most: int = 10) -> None:
    """The share of the costliest rules in the time that the engine takes for the cases."""
    settings = Runner(Options(isolated=True)).finder.settings_for("case.xml")
    spent: Counter[str] = Counter()
    for name in settings.rules:
        bound = settings.dispatcher.rule(name)
        if bound is not None and "#project" not in bound.info.on:
            bound.check = _metered(name, bound.rule.check, spent)
    documents = cases("ok", "err")

    def lint() -> None:
        for raw in documents:
            lint_bytes(raw, "case.xml", settings.lint, settings.dispatcher, None)

    lint()  # so that everything is imported
    spent.clear()
    start = time.perf_counter()
    for _ in range(20):
        lint()
    total = time.perf_counter() - start
    rules = sum(spent.values()) / total
    verdict = goal("the costliest rule", spent.most_common(1)[0][1] / total * 100, 10, "%", missed)
    print(f"\nrules: {rules:.0%} of the time for the documents of ok and err; the first {most}, for each {verdict}")
    for name, seconds in spent.most_common(most):
        print(f"  {name:36} {seconds / total:7.1%}")


def _metered(name: str, check: Callable[[Any, Any], Iterable[Any]], spent: Counter[str]) -> Callable[[Any, Any], Any]:
    def metered(item: Any, ctx: Any) -> list[Any]:
        start = time.perf_counter()
        diagnostics = list(check(item, ctx))
        spent[name] += time.perf_counter() - start
        return diagnostics

    return metered


def processes(folder: Path) -> None:
    """The same documents in one process and in two: from where on the second pays."""
    place = folder / "processes"
    names = write(place, cases("ok", "err"))
    print("\nprocesses: seconds in one, in two (twimllint lints fewer files than WORTH_PROCESSES in one)")
    for number in (500, 1_000, 2_000, 4_000, FILES):
        script = (
            "import sys, time\n"
            "from twimllint.run.runner import Options, Runner\n"
            "start = time.perf_counter()\n"
            "Runner(Options(isolated=True, no_exclude=True, jobs=int(sys.argv[1]))).run(sys.argv[2:])\n"
            "print(time.perf_counter() - start)\n"
        )
        files = names[:number]
        figures = [
            min(
                float(subprocess.run(
                    [sys.executable, "-c", script, jobs, *files], cwd=place, env=ENVIRONMENT, capture_output=True,
                    text=True, check=True,
                ).stdout)
                for _ in range(3)
            )
            for jobs in ("1", "2")
        ]  # fmt: skip
        one, two = figures
        print(f"  {number:6} documents                     {one:7.2f} {two:7.2f}   ratio {one / two:.2f}x")


#: For some sizes the most seconds, and the most megabytes of the process.
GROWTH_GOALS = {"64 KB": (0.06, None), "10 MB": (4.0, 600)}


def growth(folder: Path, missed: Missed) -> None:
    """Time and peak memory for documents of growing size, each in a process of its own."""
    print("\ngrowth: one document, default rules")
    script = (
        "import sys, time, resource\n"
        "from twimllint.run.runner import Options, Runner\n"
        "runner = Runner(Options(isolated=True))\n"
        "runner.run([sys.argv[1]])\n"
        "start = time.perf_counter()\n"
        "runner.run([sys.argv[2]])\n"
        "print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    small = folder / "small.xml"
    small.write_text(CLEAN)
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
        time_goal, memory_goal = GROWTH_GOALS.get(label, (None, None))
        verdict = "" if time_goal is None else "  " + goal(f"{label}", seconds, time_goal, " s", missed)
        verdict += "" if memory_goal is None else ", " + goal(f"{label}", memory, memory_goal, " MB", missed)
        print(f"  {label:>6}: {seconds * 1000:9.1f} ms  {rate:7.1f} ns/byte  peak {memory:6.0f} MB{step}{verdict}")
        last = (seconds, path.stat().st_size)


def programs(missed: Missed) -> None:
    """Python programs through all rules, without the time that Python's own parser takes for them."""
    print("\nprograms: processor time for 1,000 lines of Python beyond parsing, best of 9")
    settings = Runner(Options(isolated=True)).finder.settings_for("app.py")
    gc.set_threshold(100_000, 10, 10)  # as the command does
    for title, parts in (
        ("builder calls in every line", BUILDER),
        ("documents in literals", LITERAL),
        ("an application with some of both", (OTHER * 2 + BUILDER + OTHER * 2 + LITERAL)),
        ("helpers that call each other", HELPER),
    ):
        text = IMPORTS
        for number in count():
            text += parts.format(n=number)
            if text.count("\n") >= 1000:
                break
        raw = text.encode()
        parsing = timed(lambda text=text: ast.parse(text), 9, time.process_time)
        whole = timed(
            lambda raw=raw: lint_bytes(raw, "app.py", settings.lint, settings.dispatcher, None), 9, time.process_time
        )
        took = (whole - parsing) * 1000 / text.count("\n") * 1000
        verdict = goal(f"Python, {title}", took, 25, " ms", missed)
        print(f"  {title:36} {took:7.1f} ms, parsing {parsing * 1000:.1f} ms   {verdict}")


def main() -> None:
    """Run all measurements."""
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors\n")
    missed: Missed = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cold_start(folder, missed)
        growth(folder, missed)
        throughput(folder, missed)
        programs(missed)
        costliest_rules(missed)
        processes(folder)
    print(f"\ngoals: {'all reached' if not missed else 'missed: ' + '; '.join(missed)}")


if __name__ == "__main__":
    main()
