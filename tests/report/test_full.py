"""The report for people: parts in their places, wrapped between words, each fix as a diff."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.report_samples import NASTY, diagnostic, find
from twimllint.engine.diagnostic import Diagnostic, Edit, Fix, Related, Severity, Span
from twimllint.engine.fix import apply
from twimllint.engine.result import FileResult, Run
from twimllint.report import load
from twimllint.report.cells import display_width
from twimllint.report.change import Hunk, hunks
from twimllint.report.options import RenderOptions
from twimllint.report.wrapping import wrap
from twimllint.source.text import Source

Render = Callable[..., str]

TEXT = "<Response>\n  <Say>a</Say>\n  <Say>b</Say>\n  <Hangup/>\n</Response>\n"
BEFORE_HANGUP = Span(TEXT.index("  <Hangup"), TEXT.index("  <Hangup"))
SENTENCE = "Write the number in the form that is expected here, because Twilio ignores every other one of them (12200)."
LABEL = "only one attribute of this name is allowed in an element"


def full(text: str, found: Diagnostic, **options: object) -> str:
    run = Run("/r", (FileResult("a.xml", Source.from_text(text, "a.xml"), (found,)),))
    return "".join(load("full")(run, RenderOptions(quiet=True, **options)))  # type: ignore[arg-type]


def words(text: str) -> list[str]:
    """The words of a report without its line numbers, bars and marks."""
    return [word for word in re.sub(r"(?m)^ *\d* *[|=] ?", "", text).split() if word.strip("|^-")]


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("column", [0, 30, 70, 300])
def test_no_word_is_broken_and_no_line_is_too_long(width: int, column: int) -> None:
    text = "<Response>\n" + " " * column + '<Say voice="alice">x</Say>' + " " * 200 + "\n</Response>"
    found = diagnostic(
        "room-outside-connect",
        find(text, "voice"),
        "an attribute of this name is set twice on one and the same element",
        label=LABEL,
        help=SENTENCE,
        related=(Related(find(text, "Response"), SENTENCE), Related(find(text, "Say"), LABEL)),
        fix=Fix(f"remove what is there: {SENTENCE}", (Edit(find(text, ' voice="alice"'), ""),)),
        twilio_code=12200,
    )
    shown = full(text, found, width=width)
    page = "https://twimllint.github.io/twimllint/rules/room-outside-connect/"
    assert [line for line in shown.splitlines() if display_width(line) > width and line.strip() != page] == []
    for part in (found.title, LABEL, SENTENCE, f"{found.fix.title} [fixable with --unsafe-fixes]" if found.fix else ""):
        for word in part.split():
            assert word in words(shown), word


def test_every_address_is_written_once() -> None:
    found = [
        diagnostic("unreachable-verb", find(TEXT, name), "never runs", twilio_code=12200, help="Remove it (12200).")
        for name in ("Say", "Hangup")
    ]
    run = Run("/r", (FileResult("a.xml", Source.from_text(TEXT, "a.xml"), tuple(found)),))
    shown = "".join(load("full")(run, RenderOptions(quiet=True)))
    assert re.findall(r"= (twilio|rule): (\S+)", shown) == [
        ("twilio", "https://www.twilio.com/docs/api/errors/12200"),
        ("rule", "https://twimllint.github.io/twimllint/rules/unreachable-verb/"),
        ("rule", "unreachable-verb"),
    ]


def test_a_terminal_with_links_gets_addresses_behind_words_only(run: Run, render: Render) -> None:
    text = render("full", run, hyperlinks=True)
    assert "https://" not in re.sub(r"\x1b\]8;;.*?\x1b\\", "", text)
    for block in text.split("\n\n"):
        addresses = re.findall(r"\x1b\]8;;(https.*?)\x1b\\", block)
        assert len(addresses) == len(set(addresses))
    assert "https://www.twilio.com/docs/api/errors/12200\x1b\\12200\x1b" in text


def test_the_label_of_a_finding_cannot_steer_a_terminal() -> None:
    found = Diagnostic("TW1", "x", Severity.ERROR, find(TEXT, "Say"), "title", label=NASTY)
    assert not re.search("[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]", full(TEXT, found))


def fix(*edits: Edit) -> Fix:
    return Fix("change", edits)


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (fix(Edit(find(TEXT, "Say"), "Play")), [Hunk(2, ["  <Say>a</Say>"], ["  <Play>a</Say>"], 3)]),
        (fix(Edit(find(TEXT, "  <Hangup/>\n"), "")), [Hunk(4, ["  <Hangup/>"], [], 0)]),
        (
            fix(
                Edit(
                    BEFORE_HANGUP,
                    "  <Leave/>\n",
                )
            ),
            [Hunk(4, [], ["  <Leave/>"], 0)],
        ),
        (
            fix(Edit(find(TEXT, "</Response"), "</R"), Edit(find(TEXT, "Response"), "R")),
            [Hunk(1, ["<Response>"], ["<R>"], 1), Hunk(5, ["</Response>"], ["</R>"], 0)],
        ),
        (
            fix(Edit(find(TEXT, "</Say>\n  <Say>"), " ")),
            [Hunk(2, ["  <Say>a</Say>", "  <Say>b</Say>"], ["  <Say>a b</Say>"], 8)],
        ),
        (fix(Edit(find(TEXT, "\n"), "\r\n")), []),
    ],
)
def test_lines_that_a_fix_changes(change: Fix, wanted: list[Hunk]) -> None:
    assert hunks(Source.from_text(TEXT), change) == wanted


@given(st.lists(st.text("ab", max_size=4), max_size=6).map("\n".join), st.data())
def test_a_diff_leads_from_the_text_to_the_fixed_text(text: str, data: st.DataObject) -> None:
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4, unique=True)))
    pairs = list(zip(places[::2], places[1::2], strict=False))
    change = fix(*[Edit(Span(start, end), data.draw(st.text("ab\n", max_size=3))) for start, end in pairs])
    source = Source.from_text(text)
    lines: list[str] = [source.line_text(number + 1) for number in range(source.line_count)]
    for hunk in reversed(hunks(source, change)):
        at = hunk.line - 1
        assert lines[at : at + len(hunk.old)] == hunk.old
        lines[at : at + len(hunk.old)] = hunk.new
    assert "\n".join(lines) == apply(text, change.edits)


def test_a_long_change_shows_its_beginning() -> None:
    text = "<a>\n" + "<b/>\n" * 100 + "</a>\n"
    found = Diagnostic("TW1", "x", Severity.ERROR, Span(0, 3), "title", fix=fix(Edit(Span(4, 604), "")))
    assert full(text, found).splitlines()[-9:-1] == [
        "    = fix: change [fixable with --unsafe-fixes]",
        *[f"  {line} - <b/>" for line in range(2, 8)],
        "    - …",
    ]


def test_what_is_added_follows_the_line_before_it() -> None:
    found = Diagnostic("TW1", "x", Severity.ERROR, Span(0, 3), "title", fix=fix(Edit(BEFORE_HANGUP, "  <Leave/>\n")))
    assert full(TEXT, found).splitlines()[-4:-1] == [
        "  = fix: change [fixable with --unsafe-fixes]",
        "3     <Say>b</Say>",
        "  +   <Leave/>",
    ]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_grouped_fits_the_width(width: int, run: Run, render: Render) -> None:
    text = render("grouped", run, width=width, quiet=True)
    assert [line for line in text.splitlines() if len(line) > max(width, 50)] == []
    for file in run.files:
        for found in file.diagnostics:
            assert found.message in " ".join(text.split())


def test_wrap() -> None:
    assert wrap(["one", "two", "three"], 7) == ["one two", "three"]
    assert wrap(["one", "two"], 7, used=4) == ["one", "two"]
    assert wrap(["one", "two"], 7, used=5) == ["", "one two"]
    assert wrap(["https://address.test", "x"], 7) == ["https://address.test", "x"]
    assert wrap(["東京", "東京"], 8) == ["東京", "東京"]
    assert wrap([], 7) == [""]


def test_the_count_at_the_end_fits_the_width(run: Run) -> None:
    lines = "".join(load("full")(run, RenderOptions(width=40))).splitlines()
    last = lines[lines.index("3 files, 1 error, 2 warnings, 1 info, 2") :]
    assert max(map(len, last)) <= 40
    assert " ".join(last).endswith("(1 with --unsafe-fixes), 1 suppressed, 1 failure")
