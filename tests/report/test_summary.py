"""The closing line, the statistics, fingerprints and URIs."""

import json
import re
from collections.abc import Callable

import pytest

from twimllint.engine.diagnostic import Diagnostic, Edit, Fix, Severity, Span
from twimllint.engine.result import Failure, FileResult, Run
from twimllint.report import uri
from twimllint.report.findings import failures, fingerprints
from twimllint.report.summary import Statistic, statistics, statistics_table, summary
from twimllint.source.text import Source


def test_summary(run: Run) -> None:
    assert summary(run) == (
        "3 files, 1 error, 2 warnings, 1 info, 2 fixable (1 with --unsafe-fixes), 1 suppressed, 1 failure"
    )
    assert summary(run, verbose=True).endswith("1 suppressed, 4 not TwiML, 2 excluded, 1 failure")


def test_summary_of_clean_runs(clean: Run) -> None:
    assert summary(clean) == "No findings in 2 files."
    assert summary(clean._replace(files=clean.files[:1], fixed=3, baselined=2)) == (
        "No findings in 1 file (3 fixed, 2 in the baseline)."
    )
    assert summary(Run("/r")) == "No TwiML found."
    assert summary(Run("/r", skipped=2), verbose=True) == "No TwiML found (2 not TwiML)."


def found(text: str, *spans: Span, fix: Fix | None = None) -> FileResult:
    diagnostics = tuple([Diagnostic("TW1", "x", Severity.ERROR, span, "m", fix) for span in spans])
    return FileResult("a.xml", Source.from_text(text), diagnostics)


def test_fixable_wording() -> None:
    edit = (Edit(Span(0, 0), ""),)
    safe, unsafe = (found("<a/>", Span(0, 1), fix=Fix("t", edit, flag)) for flag in (True, False))
    assert summary(Run("/r", (safe,))) == "1 file, 1 error, 1 fixable"
    assert summary(Run("/r", (unsafe,))) == "1 file, 1 error, 1 fixable with --unsafe-fixes"


def test_statistics(run: Run) -> None:
    assert statistics(run)[0] == Statistic("TW209", "repeated-attribute", Severity.WARNING, 1, 1)
    assert list(statistics_table(run)) == [
        "1  TW209  repeated-attribute    1 fixable\n",
        "1  TW301  room-outside-connect  1 fixable\n",
        "1  TW501  unreachable-verb\n",
        "1  TW510  redirect-ring\n",
    ]
    assert list(statistics_table(Run("/r"))) == []


def test_statistics_count_the_most_frequent_first(run: Run) -> None:
    files = (*run.files, run.files[1], run.files[1])
    first = statistics(run._replace(files=files))[0]
    assert (first.code, first.findings) == ("TW510", 3)


def test_failures_are_reported_once() -> None:
    one, two = Failure("a", "x"), Failure("b", "y")
    file = found("<a/>")._replace(failures=(one, two))
    assert failures(Run("/r", (file,), (one,))) == [one, two]


def test_fingerprints_outlive_moves() -> None:
    before = "<R>\n  <Say>a</Say>\n  <Say>a</Say>\n  <Say>b</Say>\n</R>"
    moved = "<R>\n\n<!-- new -->\n\t<Say>a</Say>\n\n  <Say>a</Say>\n<Say>b</Say>\n</R>"
    spans = [[at.start() for at in re.finditer("Say>[ab]", text)] for text in (before, moved)]
    one, two = (
        fingerprints(found(text, *[Span(at, at + 3) for at in starts]))
        for text, starts in zip((before, moved), spans, strict=True)
    )
    assert one == two
    assert len(set(one)) == 3


def test_fingerprints_differ_by_rule() -> None:
    file = found("<a/>", Span(0, 1))
    other = file._replace(diagnostics=(file.diagnostics[0]._replace(name="y"),))
    assert fingerprints(file) != fingerprints(other)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a b/é.xml", "a%20b/%C3%A9.xml"),
        ("\udce9", "%E9"),
        ("a:b", "a%3Ab"),
        ("a%20", "a%2520"),
        ("\ud800", "%ED%A0%80"),
    ],
)
def test_relative_uri(path: str, expected: str) -> None:
    assert uri.relative(path) == expected


@pytest.mark.parametrize(
    ("path", "folder", "expected"),
    [
        ("/srv/a b", True, "file:///srv/a%20b/"),
        ("/", True, "file:///"),
        ("C:\\app", True, "file:///C:/app/"),
        ("C:/app/x.xml", False, "file:///C:/app/x.xml"),
        ("/x.xml", False, "file:///x.xml"),
    ],
)
def test_absolute_uri(path: str, folder: bool, expected: str) -> None:
    assert uri.absolute(path, folder) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("./a/../b.xml", {"uri": "b.xml", "uriBaseId": "%SRCROOT%"}),
        ("../b.xml", {"uri": "file:///srv/b.xml"}),
        ("/tmp/b.xml", {"uri": "file:///tmp/b.xml"}),
        ("-", {"uri": "-", "uriBaseId": "%SRCROOT%"}),
    ],
)
def test_sarif_paths(path: str, expected: dict[str, str], render: Callable[..., str]) -> None:
    file = found("<a/>", Span(0, 1))._replace(path=path)
    log = json.loads(render("sarif", Run("/srv/app", (file,))))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == expected
