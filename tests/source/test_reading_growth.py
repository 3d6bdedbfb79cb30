"""The work of reading grows with the size of the input and with nothing else."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any, SupportsIndex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import twimllint.source
from support.growth import ALL, PIECES, build, check_growth
from support.reading import read
from twimllint.source.parse import parse
from twimllint.source.text import Source

FOLDER = str(Path(next(iter(twimllint.source.__path__))))


class Counted(str):
    """A text that counts the characters that are looked for or cut out of it."""

    __slots__ = ()
    characters = 0

    def find(self, sub: str, start: SupportsIndex | None = 0, end: SupportsIndex | None = None) -> int:
        first = int(start or 0)
        last = len(self) if end is None else int(end)
        place = super().find(sub, first, last)
        Counted.characters += (place if place >= 0 else last) - first
        return place

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        piece = super().__getitem__(key)
        Counted.characters += len(piece)
        return piece


def steps(text: str) -> int:
    """Lines of Python that run to read a document, and the characters that are searched or copied for it."""
    lines = 0

    def count(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal lines
        if not frame.f_code.co_filename.startswith(FOLDER):
            return None
        lines += 1
        return count

    Counted.characters = 0
    source = Source.from_text(Counted(text))
    earlier = sys.gettrace()
    sys.settrace(count)
    try:
        document = parse(source)
    finally:
        sys.settrace(earlier)
    for node in document.nodes:
        assert node.span.end <= len(text)
    return lines + Counted.characters // 64


def seconds(text: str) -> float:
    """Processor time for reading a document, which other work on the machine does not lengthen."""
    raw = text.encode("utf-8", "surrogatepass")
    start = time.process_time()
    document = read(raw)
    document.source.position(len(document.source.text))
    for node in document.nodes:
        for item in (*node.attrs, *node.texts):
            item.part(len(item.value) // 2, len(item.value))
    return time.process_time() - start


@pytest.mark.parametrize("name", ALL)
def test_steps_grow_with_size(name: str) -> None:
    few, many = (steps(build(ALL[name], count)) for count in (100, 400))
    # Four times the input; sixteen times the steps would be quadratic.
    assert many < 5 * few + 200


@pytest.mark.parametrize("name", ALL)
def test_time_grows_with_size(name: str) -> None:
    size = 6_000 // len(ALL[name][1])
    # Eight times the input; 64 times the time would be quadratic.
    check_growth(lambda count: seconds(build(ALL[name], count)), size, 8 * size, factor=24, spare=0.05)


@pytest.mark.parametrize("value", ["a &amp; b", "plain words", "a\r\nb", "<![CDATA[a]]> b"])
def test_time_for_all_parts_of_a_value_grows_with_size(value: str) -> None:
    def parts(count: int) -> float:
        document = parse(Source.from_text(f"<R>{value * count}</R>"))
        text = document.nodes[0].texts[0]
        start = time.process_time()
        for place in range(count):
            text.part(place, place + 1)
        return time.process_time() - start

    check_growth(parts, 1_000, 8_000, factor=24, spare=0.05)


UNITS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)
ENDS = st.one_of(st.just(""), st.sampled_from(PIECES))


@settings(max_examples=30, deadline=None)
@given(ENDS, UNITS, ENDS)
def test_steps_grow_with_size_for_any_mixture(before: str, unit: str, after: str) -> None:
    few, many = (steps(build((before, unit, after), count)) for count in (60, 240))
    assert many < 5 * few + 400


@settings(max_examples=20, deadline=None)
@given(ENDS, UNITS, ENDS)
def test_time_grows_with_size_for_any_mixture(before: str, unit: str, after: str) -> None:
    size = 4_000 // len(unit) + 1
    check_growth(lambda count: seconds(build((before, unit, after), count)), size, 8 * size, factor=24, spare=0.05)
