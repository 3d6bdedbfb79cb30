"""Text that knows where each of its characters comes from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from twimllint.source.span import Span


class Piece(NamedTuple):
    r"""A stretch of text with one origin.

    ``start`` and ``end`` are offsets in the file that the text comes from, in code points. In an ``exact`` piece each
    character is the file's own: ``file[start:end] == text``. Any other piece is indivisible: an escape (``\n``), a
    keyword that the library spells another way, an expression; all its characters have the whole of ``start`` to
    ``end`` as their place. A piece without text marks the place of something empty (an empty string literal).
    Text that is nowhere in the file, such as the quotes of an attribute that a library writes, has ``start == -1``.

    ``avoid`` holds the characters that a fix must not write here, because they would end the literal or begin an
    escape or a placeholder in it; ``None`` says that nothing may be written here at all.
    """

    text: str
    start: int = -1
    end: int = -1
    exact: bool = False
    avoid: str | None = None
    #: whether it is a keyword or option name, which a fix may spell anew as a whole
    keyword: bool = False

    @property
    def invented(self) -> bool:
        """Whether it is nowhere in the file."""
        return self.start < 0

    def cut(self, start: int, end: int) -> Piece:
        """The part from ``start`` to ``end``; of an indivisible piece, the text with the whole place."""
        text = self.text[start:end]
        if not self.exact:
            return self._replace(text=text, avoid=self.avoid if text == self.text else None)
        return self._replace(text=text, start=self.start + start, end=self.start + start + len(text))


class Mapped:
    """A text made of pieces. Immutable; cutting and joining keep the places."""

    __slots__ = ("_offsets_", "pieces", "text")

    def __init__(self, pieces: Iterable[Piece] = (), text: str | None = None) -> None:
        self.pieces = pieces = tuple(pieces)
        if text is None:
            text = pieces[0].text if len(pieces) == 1 else "".join([piece.text for piece in pieces])
        #: only the text
        self.text = text
        self._offsets_: list[int] | None = None

    @classmethod
    def invented(cls, text: str) -> Mapped:
        """Text that is nowhere in the file."""
        return cls((Piece(text),))

    @classmethod
    def exactly(cls, text: str, start: int, avoid: str | None = None) -> Mapped:
        """Text that is in the file from ``start`` on, character for character."""
        return cls((Piece(text, start, start + len(text), True, avoid),))

    @classmethod
    def joined(cls, texts: Sequence[Mapped]) -> Mapped:
        """Texts put together; none of their pieces is looked at, so that a text may grow by many small ones."""
        return cls(chain.from_iterable([text.pieces for text in texts]), "".join([text.text for text in texts]))

    @property
    def _offsets(self) -> list[int]:
        """Where each piece begins in the text, and where the last one ends."""
        if self._offsets_ is None:
            self._offsets_ = list(accumulate((len(piece.text) for piece in self.pieces), initial=0))
        return self._offsets_

    def __len__(self) -> int:
        return len(self.text)

    def __add__(self, other: Mapped) -> Mapped:
        return Mapped((*self.pieces, *other.pieces))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapped) and self.pieces == other.pieces

    def __hash__(self) -> int:
        return hash(self.pieces)

    def cut(self, start: int, end: int) -> Mapped:
        """The part from ``start`` to ``end``."""
        pieces = []
        for piece, offset in self._within(start, end):
            pieces.append(piece.cut(max(start - offset, 0), min(end - offset, len(piece.text))))
        return Mapped(pieces)

    def strip(self, left: bool = True, right: bool = True, chars: str | None = None) -> Mapped:
        """The text without white space (or ``chars``) at its ends."""
        start = len(self.text) - len(self.text.lstrip(chars)) if left else 0
        end = len(self.text.rstrip(chars)) if right else len(self.text)
        return self.cut(start, max(start, end))

    def place(self, start: int, end: int) -> Span | None:
        """The place in the file of ``text[start:end]``: from its first origin to its last; ``None`` for none.

        What comes from further up in the file, such as a constant that is put in, is not part of the place.
        """
        low, high = -1, -1
        for piece, offset in self._within(start, end):
            if piece.invented:
                continue
            part = piece.cut(max(start - offset, 0), end - offset) if piece.exact else piece
            if low < 0:
                low = part.start
            elif part.start < low:
                break
            high = max(high, part.end)
        return Span(low, high) if low >= 0 else None

    def edit_place(self, start: int, end: int, text: str) -> Span | None:
        """The place in the file to replace so that ``text[start:end]`` becomes ``text``.

        ``None`` where there is no such place: it is invented in part, cuts through something indivisible, comes from
        places apart, or the literal cannot hold what would be written.
        """
        touched = [(p, o) for p, o in self._within(start, end) if p.text]
        if start == end:
            between = _between(touched)
            if between is not None:
                return Span(between.end, between.end) if set(text).isdisjoint(between.avoid or "") else None
            touched = [(p, o) for p, o in touched if p.exact][:1]
        if not touched:
            return None
        last: int | None = None
        low = high = -1
        for piece, offset in touched:
            begin, stop = max(start - offset, 0), min(end - offset, len(piece.text))
            if not piece.exact and (begin, stop) != (0, len(piece.text)):
                return None
            part = piece.cut(begin, stop)
            if part.invented or part.avoid is None or (last is not None and part.start != last):
                return None
            if not set(text).isdisjoint(part.avoid):
                return None
            low, high, last = (part.start if low < 0 else low), part.end, part.end
        return Span(low, high)

    def avoided(self, start: int, end: int, is_escaped_later: bool = False) -> str:
        """The characters that mean something in the literals of a stretch; those of XML do not if they are escaped."""
        found = {char for piece, _ in self._within(start, end) for char in piece.avoid or ""}
        return "".join(sorted(found - set("&<>" if is_escaped_later else "")))

    def is_keyword(self, start: int, end: int) -> bool:
        """Whether a stretch is exactly one keyword."""
        touched = [piece for piece, _ in self._within(start, end)]
        return len(touched) == 1 and touched[0].keyword and len(touched[0].text) == end - start

    def written_around(self, start: int, end: int) -> str:
        """All of the pieces that a part of the text is of."""
        return "".join([piece.text for piece, _ in self._within(start, end)])

    def through(self, outer: Mapped) -> Mapped:
        """The same text with its places carried on: ``outer`` maps the text that this one's places count in."""
        pieces: list[Piece] = []
        for piece in self.pieces:
            if piece.invented:
                pieces.append(piece)
            elif piece.exact:
                for part in outer.cut(piece.start, piece.end).pieces:
                    avoid = None if part.avoid is None or piece.avoid is None else part.avoid + piece.avoid
                    pieces.append(part._replace(avoid=avoid))
            else:
                place = outer.place(piece.start, piece.end)
                pieces.append(piece._replace(start=place.start, end=place.end, avoid=None) if place else
                             Piece(piece.text))  # fmt: skip
        return Mapped(pieces)

    def _within(self, start: int, end: int) -> list[tuple[Piece, int]]:
        """The pieces that share a character with a stretch, with their offsets; for an empty one, those around it."""
        offsets = self._offsets
        first = max(bisect_right(offsets, start) - 1, 0)
        pieces = []
        if start == end:
            while first > 0 and offsets[first] >= start:
                first -= 1
        for index in range(first, len(self.pieces)):
            piece, offset = self.pieces[index], offsets[index]
            if offset > end or (offset == end and start != end):
                break
            if start == end:
                if offset + len(piece.text) >= start:
                    pieces.append((piece, offset))
            elif offset + len(piece.text) > start and piece.text:
                pieces.append((piece, offset))
        if start == end:  # a mark of something empty knows best, then what is before
            pieces.sort(key=lambda item: bool(item[0].text))
            pieces = [item for item in pieces if not item[0].text] or pieces
        return pieces

    def __repr__(self) -> str:
        return f"Mapped({self.text!r})"


def _between(around: list[tuple[Piece, int]]) -> Piece | None:
    """The first of two escapes that follow each other in a literal, where these are what is around a place."""
    if len(around) != 2:
        return None
    before, after = around[0][0], around[1][0]
    escapes = not (before.exact or after.exact or before.keyword or after.keyword)
    writable = not before.invented and before.avoid is not None and after.avoid is not None
    return before if escapes and writable and before.end == after.start else None
