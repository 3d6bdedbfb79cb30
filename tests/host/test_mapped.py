"""Text with places: cutting, joining, and the way back to the file."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from twimllint.host.mapped import Mapped, Piece
from twimllint.source.span import Span


@st.composite
def mapped(draw: st.DrawFn) -> tuple[Mapped, str]:
    """A text of some pieces, and the file that they come from."""
    source, pieces = "", []
    for kind in draw(st.lists(st.sampled_from(("exact", "escape", "invented", "gap")), max_size=8)):
        text = draw(st.text(min_size=1, max_size=5))
        if kind == "exact":
            pieces.append(Piece(text, len(source), len(source) + len(text), True, ""))
            source += text
        elif kind == "escape":
            pieces.append(Piece(text, len(source), len(source) + 2, False, ""))
            source += "\\n"
        elif kind == "invented":
            pieces.append(Piece(text))
        else:
            source += text
    return Mapped(pieces), source


@given(mapped(), st.data())
def test_a_cut_has_the_places_of_the_whole(both: tuple[Mapped, str], data: st.DataObject) -> None:
    whole, source = both
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    part = whole.cut(start, end)
    assert part.text == whole.text[start:end]
    for piece in part.pieces:
        if piece.exact:
            assert source[piece.start : piece.end] == piece.text
    if end > start:
        assert part.place(0, len(part)) == whole.place(start, end)


@given(mapped(), st.data())
def test_an_edit_of_the_file_is_the_edit_of_the_text(both: tuple[Mapped, str], data: st.DataObject) -> None:
    whole, _ = both
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    place = whole.edit_place(start, end, "X")
    if place is None or start == end:
        return
    # what goes is exactly what stands for the text there: whole escapes, and the file's own characters
    gone = [piece for piece in whole.cut(start, end).pieces if piece.text]
    assert place == Span(gone[0].start, gone[-1].end)
    for piece, following in pairwise(gone):
        assert piece.end == following.start


def test_nothing_is_written_where_the_literal_cannot_hold_it() -> None:
    text = Mapped((Piece("abc", 10, 13, True, '"'),))
    assert text.edit_place(0, 1, "x") == Span(10, 11)
    assert text.edit_place(0, 1, '"') is None
    assert Mapped((Piece("abc", 10, 13, True),)).edit_place(0, 1, "x") is None
    assert Mapped((Piece("abc"),)).edit_place(0, 1, "x") is None


def test_an_escape_is_replaced_whole_or_not_at_all() -> None:
    text = Mapped((Piece("a", 0, 1, True, ""), Piece("&lt;", 1, 2, False, ""), Piece("b", 2, 3, True, "")))
    assert text.edit_place(0, 5, "x") == Span(0, 2)
    assert text.edit_place(0, 3, "x") is None


def test_an_empty_literal_has_a_place() -> None:
    text = Mapped((Piece('<Say voice="'), Piece("", 7, 7), Piece('"/>')))
    assert text.place(12, 12) == Span(7, 7)


def test_places_go_on_through_an_outer_text() -> None:
    outer = Mapped((Piece("print('", 100, 107, True, ""), Piece("ab", 110, 112, True, "")))
    inner = Mapped.exactly("ab", 7, "")
    assert inner.through(outer).place(0, 2) == Span(110, 112)
    assert inner.through(outer).edit_place(1, 2, "x") == Span(111, 112)


def test_what_is_escaped_later_is_avoided_by_a_literal_only() -> None:
    text = Mapped([Piece("a", 0, 1, True, "<'"), Piece("b", 1, 2, True, '"')])
    assert text.avoided(0, 1) == "'<"
    assert text.avoided(0, 2) == "\"'<"
    assert text.avoided(0, 2, is_escaped_later=True) == "\"'"
