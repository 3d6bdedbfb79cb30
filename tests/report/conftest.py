"""Runs to report on: a fixed one, a clean one, and one full of characters that break careless writers."""

from collections.abc import Callable

import pytest

from support.report_samples import NASTY, PATH, RING, ROOT, RULES, VOICE, after, diagnostic, find
from twimllint.engine.diagnostic import Diagnostic, Edit, Fix, Related, Severity, Span
from twimllint.engine.result import Failure, FileResult, Run
from twimllint.report import load
from twimllint.report.options import RenderOptions
from twimllint.source.text import Source


@pytest.fixture
def run() -> Run:
    """Two documents with findings of every kind, a clean one and a file that could not be read."""
    room = diagnostic(
        "room-outside-connect",
        find(VOICE, "Room"),
        "<Room> outside <Connect>",
        label="not allowed in <Response>",
        twilio_code=12200,
        help="Write it inside <Connect>. Twilio ignores the element, and the caller joins no room (12200).",
        related=(Related(find(VOICE, "Response"), "the caller is here"),),
        fix=Fix(
            "wrap <Room> in <Connect>",
            (
                Edit(Span(VOICE.index("<Room"), VOICE.index("<Room")), "<Connect>"),
                Edit(after(VOICE, "</Room>"), "</Connect>"),
            ),
        ),
    )
    second = find(VOICE, "voice", after='"alice" ')
    twice = diagnostic(
        "repeated-attribute",
        second,
        "voice is set twice",
        label="only one is allowed",
        help="Remove one of them. Twilio rejects the whole document.",
        related=(Related(find(VOICE, 'voice="alice"'), "first set here"),),
        fix=Fix("remove the second voice", (Edit(Span(second.start - 1, find(VOICE, '"man"').end), ""),), safe=True),
    )
    never = diagnostic(
        "unreachable-verb",
        Span(VOICE.rindex("<Say>"), VOICE.rindex("</Say>") + 6),
        "<Say> never runs",
        label="control leaves at <Redirect>",
        related=(Related(find(VOICE, "Redirect"), "control leaves here"),),
    )
    ring = diagnostic(
        "redirect-ring",
        find(RING, "/voice.xml"),
        "documents redirect to each other",
        label='"voice.xml" leads back here',
        related=(
            Related(find(VOICE, "/next"), "leads back here", path="voice.xml"),
            Related(Span(0, 0), "served under this address", path="routes.toml", line=12),
        ),
    )
    files = (
        FileResult("clean.xml", Source.from_text("<Response/>", "clean.xml"), suppressed=1),
        FileResult("menu/next.xml", Source.from_text(RING, "menu/next.xml"), (ring,)),
        FileResult("voice.xml", Source.from_text(VOICE, "voice.xml"), (room, twice, never)),
    )
    failure = Failure("locked.xml", "cannot be read: permission denied")
    return Run(ROOT, files, (failure,), skipped=4, excluded=2, rules=RULES)


@pytest.fixture
def clean() -> Run:
    """Two documents without findings."""
    texts = ("a.xml", "b.xml")
    return Run(ROOT, tuple(FileResult(path, Source.from_text("<Response/>", path)) for path in texts), rules=RULES)


@pytest.fixture
def nasty() -> Run:
    """One document whose path, text, messages and fix hold every character that needs care."""
    text = f"<Response>\n\t<Say>{NASTY}</Say>\n</Response>\n"
    start = text.index(NASTY)
    span = Span(start, start + len(NASTY))
    bad = Diagnostic(
        "TW999",
        "plugin-rule",
        Severity.ERROR,
        span,
        NASTY,
        help=NASTY,
        related=(Related(Span(0, 9), NASTY), Related(Span(0, 1), NASTY, path=PATH + "2", line=3)),
        fix=Fix(NASTY, (Edit(span, "x\n'\"%;]|é🎉"),), safe=True),
    )
    untellable = Diagnostic(
        "TW999", "plugin-rule", Severity.WARNING, Span(0, 1), NASTY, fix=Fix("t", (Edit(span, "\udce9"),))
    )
    info = Diagnostic("TW998", "plugin-hint", Severity.INFO, Span(len(text), len(text)), NASTY)
    file = FileResult(PATH, Source.from_text(text, PATH), (untellable, bad, info))
    return Run(ROOT, (file,), (Failure(PATH, NASTY),))


@pytest.fixture
def render() -> Callable[..., str]:
    """Render a run in a format, with any options, to one string that UTF-8 can carry."""

    def call(format: str, run: Run, **options: object) -> str:
        options.setdefault("version", "0.1.0")
        text = "".join(load(format)(run, RenderOptions(**options)))  # type: ignore[arg-type]
        text.encode("utf-8")
        return text

    return call
