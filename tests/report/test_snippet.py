"""Lines of source on a terminal: columns, marks, cutting."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.report_samples import NASTY
from twimllint.engine.diagnostic import Diagnostic, Related, Severity, Span
from twimllint.engine.result import FileResult, Run
from twimllint.report.cells import display_width, lay_out
from twimllint.report.marks import Mark, rows
from twimllint.report.plain import count, encodable, escape, is_invisible, visible
from twimllint.report.snippet import ELLIPSIS, fit
from twimllint.report.style import Style
from twimllint.source.text import Source

Render = Callable[..., str]


def drawn(marks: list[Mark], width: int = 100) -> list[str]:
    return ["".join(run.text for run in row) for row in rows(marks, width)]


def block(text: str, *spans: Span, width: int = 100, **more: object) -> list[str]:
    """The lines of a full report about the first span, the others being related places called a, b, c."""
    from twimllint.report.full import render
    from twimllint.report.options import RenderOptions

    related = tuple(Related(span, "abcdef"[at]) for at, span in enumerate(spans[1:]))
    found = Diagnostic("TW1", "x", Severity.ERROR, spans[0], "m", related=related)
    run = Run("/r", (FileResult("a.xml", Source.from_text(text, "a.xml"), (found,)),))
    shown = "".join(render(run, RenderOptions(width=width, quiet=True))).splitlines()
    assert shown[-2].lstrip() == "= rule: x"
    return shown[3:-3]


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("abc", 3),
        ("\ta", 5),
        ("abc\td", 5),
        ("東京", 4),
        ("e\u0301", 1),
        ("🎉", 2),
        ("\x1b[", 2),
        ("\u202e", 6),
        ("\udce9", 4),
    ],
)
def test_columns_of_characters(text: str, width: int) -> None:
    assert display_width(text) == width


def test_no_control_character_is_printed() -> None:
    everything = "".join(map(chr, [*range(0x300), 0x2028, 0x202E, 0x2066, 0xFEFF, 0xD800, 0xDC80, 0xE0041]))
    for shown in ("".join(lay_out(everything).shown), visible(everything)):
        assert not re.search("[\0-\x1f\x7f-\x9f\u2028\u202e\u2066\ufeff\ud800-\udfff\U000e0041]", shown)


@pytest.mark.parametrize(
    ("character", "escaped"),
    [("\n", r"\n"), ("\x1b", r"\x1b"), ("\udce9", r"\xe9"), ("\ud800", r"\ud800"), ("\U000e0041", r"\U000e0041")],
)
def test_escapes(character: str, escaped: str) -> None:
    assert escape(character) == visible(character) == escaped


def test_what_python_prints_as_it_is_is_never_hidden() -> None:
    assert not [char for char in map(chr, range(0x110000)) if char.isprintable() and is_invisible(char)]


def test_encodable_touches_surrogates_only() -> None:
    assert encodable("a\n\x1b東\udce9") == "a\n\x1b東\\xe9"


def test_count() -> None:
    assert [count(number, "file") for number in (0, 1, 2)] == ["0 files", "1 file", "2 files"]


def test_words_without_room_hang_in_lines_and_move_to_the_left() -> None:
    assert drawn([Mark(30, 32, "one two three four", True)], 40) == [
        " " * 30 + "^^",
        " " * 30 + "|",
        " " * 22 + "one two three four",
    ]
    assert drawn([Mark(0, 1, "a"), Mark(4, 6, "only one attribute of the name is allowed", True)], 30) == [
        "-   ^^",
        "|   |",
        "|   only one attribute of the",
        "|   name is allowed",
        "a",
    ]


def test_one_mark_with_words() -> None:
    assert drawn([Mark(2, 5, "here", True)]) == ["  ^^^ here"]


def test_an_empty_place_has_one_caret() -> None:
    assert drawn([Mark(2, 2, "", True)]) == ["  ^"]


def test_words_of_several_marks_hang_on_bars() -> None:
    assert drawn([Mark(0, 2, "one"), Mark(4, 6, "two"), Mark(8, 9, "", True)]) == [
        "--  --  ^",
        "|   |",
        "|   two",
        "one",
    ]
    assert drawn([Mark(0, 2, "one"), Mark(4, 6, "two", True)]) == ["--  ^^ two", "|", "one"]


def test_marks_that_begin_together_keep_all_words() -> None:
    assert drawn([Mark(1, 3, "in"), Mark(1, 9, "out"), Mark(4, 5, "", True)]) == [
        " ---^---- out",
        " |",
        " in",
    ]


def test_carets_are_under_wide_characters_and_after_tabs() -> None:
    text = "\t東e\u0301<b/>"
    start = text.index("<b/>")
    assert block(text, Span(start, start + 4)) == ["1 |     東é<b/>".replace("é", "e\u0301"), "  |        ^^^^"]
    assert block(text, Span(1, 2)) == ["1 |     東e\u0301<b/>", "  |     ^^"]


def test_a_place_over_lines_is_shown_at_its_ends() -> None:
    text = "<a>\n  <b>\n1\n2\n3\n  </b>\n</a>\n"
    assert block(text, Span(text.index("<b>"), text.index("</b>") + 4)) == [
        "1 | <a>",
        "2 |   <b>",
        "  |   ^^^",
        "...",
        "6 |   </b>",
        "  |   ^^^^",
        "7 | </a>",
    ]


def test_a_place_that_ends_with_a_line_end() -> None:
    assert block("<a/>\n<b/>\n", Span(0, 5)) == ["1 | <a/>", "  | ^^^^", "2 | <b/>"]


def test_line_numbers_are_aligned() -> None:
    text = "<a>\n" + "\n" * 98 + "</a>"
    assert block(text, Span(0, 3), Span(len(text) - 4, len(text))) == [
        "  1 | <a>",
        "    | ^^^",
        "...",
        "100 | </a>",
        "    | ---- a",
    ]


def test_a_long_line_is_cut_around_the_place() -> None:
    text = "<Response>" + "<Say>x</Say>" * 50 + "<Oops/>" + "<Say>y</Say>" * 50 + "</Response>"
    line, marks = block(text, Span(text.index("Oops"), text.index("Oops") + 4), width=60)
    assert len(line) <= 60
    assert line.startswith(f"1 | {ELLIPSIS}")
    assert line.endswith(ELLIPSIS)
    assert line[marks.index("^") : marks.rindex("^") + 1] == "Oops"


def test_words_of_places_cut_off_are_kept() -> None:
    text = "<a/>" + " " * 300 + "<b/>"
    assert block(text, Span(304, 308), Span(0, 4), width=60)[-1] == f"  | {ELLIPSIS} a"


def test_a_place_longer_than_the_line_shows_its_start() -> None:
    text = "x" * 50 + "y" * 500 + "z" * 50
    line, marks = block(text, Span(50, 550), width=60)
    assert len(line) <= 60
    assert set(line[marks.index("^") : marks.rindex("^") + 1]) <= {"y", ELLIPSIS}


@given(st.text(max_size=300), st.data(), st.integers(30, 120))
def test_whatever_is_cut_fits_and_keeps_its_marks(line: str, data: st.DataObject, width: int) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    other = data.draw(st.integers(0, len(line)))
    cut = fit(line, [Mark(start, end, "", True), Mark(other, len(line), "other")], width)
    assert display_width(cut.text) <= width
    assert all(0 <= mark.start <= mark.end <= display_width(cut.text) for mark in cut.marks)
    primary = next(mark for mark in cut.marks if mark.primary)
    if start < end:
        first, cells = lay_out(line).shown[start].strip(), lay_out(cut.text)
        starts = [at for at, column in enumerate(cells.at) if column == primary.start]
        assert any(cut.text.startswith(first, at) for at in starts)
    if start < end and not cut.text.startswith(ELLIPSIS) and not cut.text.endswith(ELLIPSIS):
        whole = lay_out(line)
        assert (primary.start, primary.end) == (whole.at[start], whole.at[end])
    assert (cut.left_out == ["other"]) == (len(cut.marks) == 1)


@given(st.text(max_size=200), st.data())
def test_full_never_fails_and_shows_no_control_character(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lines = block(text, Span(start, end), Span(0, start), Span(end, len(text)), width=50)
    assert not any(re.search("[\0-\x1f\x7f-\x9f]", line) for line in lines)
    "".join(lines).encode("utf-8")


def test_colours_only_where_wanted(nasty: Run, render: Render) -> None:
    for name in ("full", "concise", "grouped"):
        assert "\x1b" not in render(name, nasty)
        assert "\x1b[" in render(name, nasty, color=True)
    assert "\x1b[31mp" not in render("full", nasty, color=True), "the file's own escape sequence"
    assert NASTY not in render("full", nasty)


def test_links_only_to_plain_addresses() -> None:
    style = Style(hyperlinks=True)
    assert style.link("x", "https://a.test/") == "\x1b]8;;https://a.test/\x1b\\x\x1b]8;;\x1b\\"
    assert style.link("x", "https://a.test/\x1b") == "x"
    assert Style().link("x", "https://a.test/") == "x"
