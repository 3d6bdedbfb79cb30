"""Markdown for the summary page of a job: counts, then the findings of each file in a table that folds away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint.engine.result import FileResult, Run
from twimllint.report.findings import Finding, failures, located, url
from twimllint.report.full import fixable
from twimllint.report.options import RenderOptions
from twimllint.report.plain import count, encodable, visible
from twimllint.report.summary import statistics, summary

#: GitHub refuses a job summary over 1 MiB; some is left for what other tools add to the same step.
BUDGET = 900_000
#: Files are unfolded as long as the page stays short.
_UNFOLDED = 10

#: What Markdown acts on inside a line; ``$`` (formulas), ``@`` and ``:`` (emoji, addresses) are GitHub's additions.
_SPECIAL = re.compile(r"[\\`*_\[\]|~$@:]")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def render(run: Run, options: RenderOptions) -> Iterator[str]:
    """Yield the page; it stops short of GitHub's limit and says what it left out."""
    size = 0
    for number, part in enumerate(_parts(run, options)):
        size += len(part.encode())
        if size > BUDGET:
            left = len([file for file in run.files if file.diagnostics]) - max(0, number - 1)
            yield f"\n_{count(left, 'more file')} with findings did not fit on this page._\n"
            return
        yield part


def _parts(run: Run, options: RenderOptions) -> Iterator[str]:
    yield "".join(_head(run, options))
    unfolded = sum(bool(file.diagnostics) for file in run.files) <= _UNFOLDED
    for file in run.files:
        if file.diagnostics:
            yield "".join(_file(run, file, unfolded))


def _head(run: Run, options: RenderOptions) -> Iterator[str]:
    yield f"### twimllint\n\n{text(summary(run, options.verbose))}\n"
    if failures(run):
        yield "\n"
    for failure in failures(run):
        yield f"- **failure** {code(failure.path)}: {text(failure.message)}\n"
    rows = statistics(run)
    if len(rows) > 1:
        yield "\n| Findings | Rule | Severity |\n| ---: | --- | --- |\n"
    for row in rows if len(rows) > 1 else ():
        yield f"| {row.findings} | {row.code} {text(row.name)} | {row.severity} |\n"


def _file(run: Run, file: FileResult, unfolded: bool) -> Iterator[str]:
    yield f"\n<details{' open' if unfolded else ''}><summary>{html(file.path)} ({len(file.diagnostics)})</summary>\n"
    yield "\n| Place | Severity | Rule | Message |\n| ---: | --- | --- | --- |\n"
    for finding in located(file):
        yield _row(run, finding)
    yield "\n</details>\n"


def _row(run: Run, finding: Finding) -> str:
    diagnostic, place = finding.diagnostic, finding.place
    address = url(run, diagnostic)
    rule = text(finding.title)
    if address is not None and re.fullmatch(r"https?://[^\s<>()|\\]+", address):
        rule = f"[{rule}](<{address}>)"
    message = text(diagnostic.message)
    for more in (diagnostic.help, fixable(diagnostic)):
        if more:
            message += f"<br>{text(more)}"
    return f"| {place.line}:{place.column} | {diagnostic.severity} | {rule} | {message} |\n"


def text(value: str) -> str:
    """Text on one line in which nothing is Markdown or HTML."""
    return _SPECIAL.sub(lambda match: "\\" + match[0], html(value))


def html(value: str) -> str:
    """Text on one line in which nothing is HTML."""
    return "".join([_HTML.get(character, character) for character in encodable(visible(value))])


def code(value: str) -> str:
    """Text on one line as a piece of code."""
    return f"<code>{text(value)}</code>"
