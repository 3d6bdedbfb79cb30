"""The report for people: each finding with its lines of source, what to do about it, and where to read on.

Text is wrapped between words to the width of the terminal; only a path or an address may be wider than that. An
address is written once in a report, at the first finding that has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.result import Run
from twimllint.report.cells import display_width
from twimllint.report.change import draw
from twimllint.report.findings import (
    Finding,
    RelatedLocation,
    documents_by_path,
    failure_line,
    failures,
    findings,
    related_locations,
    twilio_url,
    url,
)
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


class _Layout(NamedTuple):
    """What every finding of a report is drawn with; ``written`` holds the addresses that the report has so far."""

    run: Run
    documents: Mapping[str, Source]
    style: Style
    width: int
    written: set[str]


def render(run: Run, options: RenderOptions) -> Iterator[str]:
    """Yield a block for each finding, then the closing line."""
    style = Style(options.color, options.hyperlinks)
    layout = _Layout(run, documents_by_path(run), style, options.width, set())
    for finding in findings(run):
        yield "".join(_block(layout, finding)) + "\n"
    yield from closing(run, options, style)


def closing(run: Run, options: RenderOptions, style: Style) -> Iterator[str]:
    """The failures where they are asked for, and the count at the end of a report for people unless it is quiet."""
    if options.failures:
        yield from map(failure_line, failures(run))
    if not options.quiet:
        for line in wrap(summary(run, options.verbose).split(" "), options.width):
            yield style.paint(line, "bold" if run.findings or run.failures else "good") + "\n"


def fixable(diagnostic: Diagnostic) -> str:
    """``[fixable]``, ``[fixable with --unsafe-fixes]`` or nothing."""
    if diagnostic.fix is None:
        return ""
    return "[fixable]" if diagnostic.fix.safe else "[fixable with --unsafe-fixes]"


def _block(layout: _Layout, finding: Finding) -> Iterator[str]:
    style, width = layout.style, layout.width
    related = related_locations(finding, layout.documents)
    drawing = snippet(finding, related, style, width)
    yield from _header(layout, finding.diagnostic)
    arrow = style.paint(" " * drawing.gutter + "-->", "gutter")
    yield f"{arrow} {visible(finding.path)}:{finding.place.line}:{finding.place.column}\n"
    yield drawing.bar() + "\n"
    yield from drawing.draw()
    yield drawing.bar() + "\n"
    for spot in related:
        if spot.is_in_other_file:
            yield from _write_note(Note("note", _other_file_note(spot).split(" ")), drawing.gutter, style, width)
    for note in _notes(layout, finding.diagnostic):
        yield from _write_note(note, drawing.gutter, style, width)
    if finding.diagnostic.fix is not None:
        yield from draw(finding.file.source, finding.diagnostic.fix, style, drawing.gutter, width)


def _header(layout: _Layout, diagnostic: Diagnostic) -> Iterator[str]:
    """The title behind severity and code, which links to the rule's page where the terminal can."""
    style = layout.style
    code = style.link(f"[{diagnostic.code}]", url(layout.run, diagnostic))
    level = style.severity(f"{diagnostic.severity}{code}", diagnostic.severity)
    used = len(f"{diagnostic.severity}[{diagnostic.code}]: ")
    first, *more = wrap(visible(diagnostic.title).split(" "), layout.width - _INDENT, used - _INDENT)
    yield f"{level}: {style.paint(first, 'bold')}".rstrip() + "\n"
    for line in more:
        yield " " * _INDENT + style.paint(line, "bold") + "\n"


def _other_file_note(spot: RelatedLocation) -> str:
    column = "" if spot.place is None else f":{spot.place.column}"
    line = "" if spot.line is None else f":{spot.line}{column}"
    return f"{visible(spot.path)}{line}: {visible(spot.message)}"


class Note(NamedTuple):
    """What is said below the source. The one of ``words`` that equals ``special`` is shown as ``painted``."""

    label: str
    words: list[str]
    special: str = ""
    painted: str = ""


def _notes(layout: _Layout, diagnostic: Diagnostic) -> Iterator[Note]:
    """Help, addresses and the fix; a terminal that knows links has each address behind the word that it belongs to."""
    style = layout.style
    number, page = str(diagnostic.twilio_code), twilio_url(diagnostic)
    text = visible(diagnostic.help or "")
    linked = page is not None and style.link(number, page) != number
    if text:
        yield Note("help", text.split(" "), number if linked else "", style.link(number, page))
    if page is not None and linked and number not in text:
        yield Note("twilio", [number], number, style.link(number, page))
    elif page is not None and not linked and _first(layout, page):
        yield Note("twilio", [page])
    address = url(layout.run, diagnostic)
    spelt = address is not None and style.link("x", address) == "x" and _first(layout, address)
    yield Note("rule", [visible(address if address is not None and spelt else diagnostic.name)])
    if diagnostic.fix is not None:
        mark = fixable(diagnostic)
        yield Note("fix", [*visible(diagnostic.fix.title).split(" "), mark], mark, style.paint(mark, "good"))


def _first(layout: _Layout, address: str) -> bool:
    """Whether the report does not have this address yet; from now on it has."""
    new = address not in layout.written
    layout.written.add(address)
    return new


def _write_note(note: Note, gutter: int, style: Style, width: int) -> Iterator[str]:
    """The lines of a note, those after the first below its text; what is too wide for that begins further left."""
    start = f"{' ' * gutter} = {note.label}: "
    first, *more = wrap(note.words, width - len(start))
    if len(start) + display_width(first) > width:
        first, more = "", [first, *more]
    for index, line in enumerate([first, *more]):
        indent = " " * max(0, min(len(start), width - display_width(line)))
        text = line.replace(note.special, note.painted, 1) if note.special else line
        if index:
            yield f"{indent}{text}".rstrip() + "\n"
        else:
            sign = style.paint(" " * gutter + " =", "gutter")
            yield f"{sign} {style.paint(note.label, 'bold')}: {text}".rstrip() + "\n"
