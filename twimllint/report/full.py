"""The report for people: each finding with its lines of source, what to do about it, and where to read on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.result import Run
from twimllint.report.findings import Finding, Spot, by_path, failure_line, failures, findings, spots, twilio_url, url
from twimllint.report.options import RenderOptions
from twimllint.report.plain import visible
from twimllint.report.snippet import snippet
from twimllint.report.style import Style
from twimllint.report.summary import summary

if TYPE_CHECKING:
    from twimllint.source.text import Source


def render(run: Run, options: RenderOptions) -> Iterator[str]:
    """Yield a block for each finding, then the closing line."""
    style = Style(options.color, options.hyperlinks)
    documents = by_path(run)
    for finding in findings(run):
        yield "".join(_block(run, finding, documents, style, options.width)) + "\n"
    yield from closing(run, options, style)


def closing(run: Run, options: RenderOptions, style: Style) -> Iterator[str]:
    """The failures where they are asked for, and the closing line of a report for people, unless it is to be quiet."""
    if options.failures:
        yield from map(failure_line, failures(run))
    if not options.quiet:
        text = summary(run, options.verbose)
        yield style.paint(text, "bold" if run.findings or run.failures else "good") + "\n"


def fixable(diagnostic: Diagnostic) -> str:
    """``[fixable]``, ``[fixable with --unsafe-fixes]`` or nothing."""
    if diagnostic.fix is None:
        return ""
    return "[fixable]" if diagnostic.fix.safe else "[fixable with --unsafe-fixes]"


def _block(run: Run, finding: Finding, documents: Mapping[str, Source], style: Style, width: int) -> Iterator[str]:
    diagnostic = finding.diagnostic
    related = spots(finding, documents)
    drawing = snippet(finding, related, style, width)
    yield _header(run, diagnostic, style)
    arrow = style.paint(" " * drawing.gutter + "-->", "gutter")
    yield f"{arrow} {visible(finding.path)}:{finding.place.line}:{finding.place.column}\n"
    yield drawing.bar() + "\n"
    yield from drawing.draw()
    notes = [("note", _elsewhere(spot)) for spot in related if spot.elsewhere]
    notes += _notes(run, finding, style)
    if notes:
        yield drawing.bar() + "\n"
    sign = style.paint(" " * drawing.gutter + " =", "gutter")
    for label, text in notes:
        yield f"{sign} {style.paint(label, 'bold')}: {text}\n"


def _header(run: Run, diagnostic: Diagnostic, style: Style) -> str:
    code = style.link(f"[{diagnostic.code}]", url(run, diagnostic))
    level = style.severity(f"{diagnostic.severity}{code}", diagnostic.severity)
    return f"{level} {diagnostic.name}: {style.paint(visible(diagnostic.message), 'bold')}\n"


def _elsewhere(spot: Spot) -> str:
    column = "" if spot.place is None else f":{spot.place.column}"
    line = "" if spot.line is None else f":{spot.line}{column}"
    return f"{visible(spot.path)}{line}: {visible(spot.message)}"


def _notes(run: Run, finding: Finding, style: Style) -> Iterator[tuple[str, str]]:
    diagnostic = finding.diagnostic
    if diagnostic.help:
        yield "help", visible(diagnostic.help)
    if diagnostic.fix is not None:
        yield "fix", f"{visible(diagnostic.fix.title)} {style.paint(fixable(diagnostic), 'good')}"
    page = twilio_url(diagnostic)
    if page is not None:
        yield "twilio", f"{style.link(str(diagnostic.twilio_code), page)}, {page}"
    address = url(run, diagnostic)
    if address is not None:
        yield "rule", style.link(visible(address), address)
