"""The report for people: each finding with its lines of source, what to do about it, and where to read on.

Text is wrapped between words to the width of the terminal; only a path or an address may be wider than that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.result import Run
from twimllint.report.cells import display_width
from twimllint.report.change import draw
from twimllint.report.findings import Finding, Spot, by_path, failure_line, failures, findings, spots, twilio_url, url
from twimllint.report.options import RenderOptions
from twimllint.report.plain import visible
from twimllint.report.snippet import snippet
from twimllint.report.style import Style
from twimllint.report.summary import summary
from twimllint.report.wrapping import wrap

if TYPE_CHECKING:
    from twimllint.source.text import Source

#: Columns before the further lines of a title.
_INDENT = 2


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
    related = spots(finding, documents)
    drawing = snippet(finding, related, style, width)
    yield from _header(run, finding.diagnostic, style, width)
    arrow = style.paint(" " * drawing.gutter + "-->", "gutter")
    yield f"{arrow} {visible(finding.path)}:{finding.place.line}:{finding.place.column}\n"
    yield drawing.bar() + "\n"
    yield from drawing.draw()
    notes = [Note("note", _elsewhere(spot).split(" ")) for spot in related if spot.elsewhere]
    notes += _notes(run, finding.diagnostic, style)
    if notes:
        yield drawing.bar() + "\n"
    for note in notes:
        yield from _written(note, drawing.gutter, style, width)
    if finding.diagnostic.fix is not None:
        yield from draw(finding.file.source, finding.diagnostic.fix, style, drawing.gutter, width)


def _header(run: Run, diagnostic: Diagnostic, style: Style, width: int) -> Iterator[str]:
    """The title behind severity, code and name of the rule, which link to its page where the terminal can."""
    code = style.link(f"[{diagnostic.code}]", url(run, diagnostic))
    level = style.severity(f"{diagnostic.severity}{code}", diagnostic.severity)
    used = len(f"{diagnostic.severity}[{diagnostic.code}] {diagnostic.name}: ")
    first, *more = wrap(visible(diagnostic.title).split(" "), width - _INDENT, used - _INDENT)
    yield f"{level} {diagnostic.name}: {style.paint(first, 'bold')}".rstrip() + "\n"
    for line in more:
        yield " " * _INDENT + style.paint(line, "bold") + "\n"


def _elsewhere(spot: Spot) -> str:
    column = "" if spot.place is None else f":{spot.place.column}"
    line = "" if spot.line is None else f":{spot.line}{column}"
    return f"{visible(spot.path)}{line}: {visible(spot.message)}"


class Note(NamedTuple):
    """What is said below the source. The one of ``words`` that equals ``special`` is shown as ``painted``."""

    label: str
    words: list[str]
    special: str = ""
    painted: str = ""


def _notes(run: Run, diagnostic: Diagnostic, style: Style) -> Iterator[Note]:
    """Help, addresses and the fix; a terminal that knows links has each address behind the word that it belongs to."""
    number, page, address = str(diagnostic.twilio_code), twilio_url(diagnostic), url(run, diagnostic)
    text = visible(diagnostic.help or "")
    linked = page is not None and style.link(number, page) != number
    if text:
        yield Note("help", text.split(" "), number if linked else "", style.link(number, page))
    if page is not None and not (linked and number in text):
        yield Note("twilio", [number if linked else page], number, style.link(number, page))
    if address is not None and style.link("x", address) == "x":
        yield Note("rule", [visible(address)])
    if diagnostic.fix is not None:
        mark = fixable(diagnostic)
        yield Note("fix", [*visible(diagnostic.fix.title).split(" "), mark], mark, style.paint(mark, "good"))


def _written(note: Note, gutter: int, style: Style, width: int) -> Iterator[str]:
    """The lines of a note, those after the first below its text; what is too wide for that begins further left."""
    start = f"{' ' * gutter} = {note.label}: "
    first, *more = wrap(note.words, width - len(start))
    if len(start) + display_width(first) > width:
        first, more = "", [first, *more]
    for at, line in enumerate([first, *more]):
        indent = " " * max(0, min(len(start), width - display_width(line)))
        shown = line.replace(note.special, note.painted, 1) if note.special else line
        if at:
            yield f"{indent}{shown}".rstrip() + "\n"
        else:
            sign = style.paint(" " * gutter + " =", "gutter")
            yield f"{sign} {style.paint(note.label, 'bold')}: {shown}".rstrip() + "\n"
