"""Fixes: together, repeated until still, never harmful."""

import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import twimllint.engine.fix as fix_module
from support.documents import many
from support.lint import EVERY, dispatcher, lint
from twimllint.engine.diagnostic import Diagnostic, Edit, Fix, Span
from twimllint.engine.fix import FixResult, apply, fix_source
from twimllint.engine.rule import Rule
from twimllint.engine.settings import LintSettings
from twimllint.source.parse import parse
from twimllint.source.text import Source, decode
from twimllint.source.wellformed import check_well_formed

ALL = dispatcher(EVERY)


class Renames(Rule):
    """Play element.

    A rule for these tests: every <Play> becomes <Say>.
    """

    code, name, source = "TEST001", "renames", "here"
    on = ("Play",)
    known = False
    fixable = "safe"

    def check(self, node: Any, ctx: Any) -> Iterator[Diagnostic]:
        edits = [Edit(node.name_span, "Say")]
        if node.end_span is not None:
            edits.append(Edit(Span(node.end_span.start + 2, node.end_span.start + 6), "Say"))
        yield self.report(node, "old", fix=Fix("rename", tuple(edits), safe=True))


class Breaks(Rule):
    """Element whose fix breaks the document."""

    code, name, source = "TEST002", "breaks", "here"
    on = ("Pause",)
    fixable = "safe"

    def check(self, node: Any, ctx: Any) -> Iterator[Diagnostic]:
        yield self.report(node, "breaks", fix=Fix("break", (Edit(node.name_span, "<<"),), safe=True))


class Useless(Rule):
    """Element whose fix changes nothing."""

    code, name, source = "TEST003", "useless", "here"
    on = ("Hangup",)
    fixable = "safe"

    def check(self, node: Any, ctx: Any) -> Iterator[Diagnostic]:
        where = Span(node.name_span.end, node.name_span.end)
        yield self.report(node, "useless", fix=Fix("add a blank", (Edit(where, " "),), safe=True))


def fix(text: str, *rules: type[Rule], unsafe: bool = False) -> FixResult:
    return lint(text, rules=[*(rule.name for rule in rules), "fix-dropped"], extra=rules).fix(unsafe=unsafe)


def test_edits_are_made_together() -> None:
    assert apply("abcdef", [Edit(Span(4, 5), "E"), Edit(Span(0, 0), "<"), Edit(Span(1, 3), "")]) == "<adEf"


def test_fixes_of_many_findings_are_made() -> None:
    outcome = fix("<Response><Play>a</Play><Play>b</Play></Response>", Renames)
    assert outcome.source.text == "<Response><Say>a</Say><Say>b</Say></Response>"
    assert len(outcome.applied) == 2
    assert not outcome.result.diagnostics


def test_nested_fixes_are_made() -> None:
    assert fix("<Response><Play><Play>b</Play></Play></Response>", Renames).source.text.count("Say") == 4


def test_a_fix_that_breaks_the_parse_is_dropped_and_reported() -> None:
    outcome = fix("<Response><Pause/><Play>b</Play></Response>", Renames, Breaks)
    assert outcome.source.text == "<Response><Pause/><Say>b</Say></Response>"
    assert [d.name for d in outcome.dropped] == ["breaks"]
    assert {d.name for d in outcome.result.diagnostics} == {"breaks", "fix-dropped"}


def test_a_fix_that_leaves_its_finding_is_dropped() -> None:
    outcome = fix("<Response><Hangup/></Response>", Useless)
    assert outcome.source.text == "<Response><Hangup/></Response>"
    assert {d.name for d in outcome.result.diagnostics} == {"useless", "fix-dropped"}


def test_unsafe_fixes_wait_to_be_asked_for() -> None:
    text = "<Response><Dial><Room>a</Room></Dial></Response>"
    linted = lint(text, rules=["room-outside-connect"])
    assert linted.fixed() == text
    assert "<Connect><Room>" in linted.fixed(unsafe=True)


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbf<Response>\r\n<say>a</say>\r\n</Response>",
        "\ufeff<Response>\r\n<say>\u00e9\U0001f600</say>\r\n</Response>".encode("utf-16-le"),
        '<?xml version="1.0" encoding="iso-8859-1"?>\r<Response><say>\u00e9</say></Response>'.encode("latin-1"),
    ],
    ids=["utf-8 with a mark", "utf-16", "latin-1 and CR"],
)
def test_encoding_mark_and_line_ends_stay(raw: bytes) -> None:
    outcome = lint(raw, rules=["element-wrong-case"]).fix()
    say, encoding = "say", decode(raw).encoding
    assert outcome.source.raw == raw.replace(say.encode(encoding), "Say".encode(encoding))


JIS = '<?xml version="1.0" encoding="ISO-2022-JP"?>'


@pytest.mark.parametrize(
    "raw",
    [
        "<Response><say>a</say></Response>".encode("utf-16") + b"a",
        "<Response><say>a</say></Response>".encode("utf-32") + b"\0",
        (JIS + "<Response><say>\u65e5</say></Response>").encode("iso-2022-jp").replace(b"\x1b(B", b"\x1b(J\x1b(B"),
    ],
    ids=["half a character", "a quarter of a character", "one of several ways to write a text"],
)
def test_no_byte_changes_that_no_fix_is_about(raw: bytes) -> None:
    outcome = lint(raw, rules=["element-wrong-case", "fix-dropped"]).fix()
    assert outcome.source.raw == raw
    assert {d.name for d in outcome.result.diagnostics} == {"element-wrong-case", "fix-dropped"}


def test_failing_fixes_are_searched_for_in_bounded_time(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    whole = fix_module.parse
    monkeypatch.setattr(fix_module, "parse", lambda source, **words: (looks.append(1), whole(source, **words))[1])
    monkeypatch.setattr(fix_module, "MAX_CHARACTERS_LINTED", 100_000)
    for count in (200, 800):
        looks.clear()
        text = f"<Response>{'<Hangup/>' * count}<Play>b</Play></Response>"
        outcome = fix(text, Renames, Useless)
        assert len(looks) < 100_000 // len(text) + 40
        assert {d.name for d in outcome.dropped} <= {"useless", "renames"}
    assert fix(f"<Response>{'<Hangup/>' * 20}<Play>b</Play></Response>", Renames, Useless).source.text.count("Say") == 2


NAMES = st.sampled_from(["Say", "say", "Gather", "gather", "Dial", "Room", "Play", "Sya", "Connect", "Message", "br"])
ATTRIBUTES = st.sampled_from(
    ["", ' voice="Polly.Amy"', ' numdigits="1"', ' method="post"', ' action="/a?b=1&c=2"', ' timeout="5s"',
     ' hangupOnStar="True"', ' participantIdentity=""', " loop='2'", ' name="x"', ' url="wss://a.test/s?t=1"']
)  # fmt: skip
TEXTS = st.sampled_from(["", "Hi", " & ", "caf&eacute;", "a < b", "\n  DailyStandup\n", "+14155550100", "{{ name }}"])


@st.composite
def elements(draw: st.DrawFn, depth: int = 2) -> str:
    name, attributes, text = draw(NAMES), draw(ATTRIBUTES), draw(TEXTS)
    inner = "".join(draw(st.lists(elements(depth - 1), max_size=2))) if depth else ""
    return f"<{name}{attributes}>{text}{inner}</{name}>"


DOCUMENTS = st.lists(elements(), max_size=4).map(lambda parts: f"<Response>{''.join(parts)}</Response>")


def broken(source: Source) -> bool:
    document = parse(source)
    check_well_formed(document)
    return document.malformed or bool(document.errors)


@many(80)
@given(DOCUMENTS, st.booleans())
def test_fixing_twice_is_fixing_once(text: str, unsafe: bool) -> None:
    source = Source.from_text(text, "x.twiml")
    once = fix_source(source, LintSettings(), ALL, unsafe=unsafe)
    twice = fix_source(once.source, LintSettings(), ALL, unsafe=unsafe)
    assert twice.source.text == once.source.text


@many(80)
@given(DOCUMENTS)
def test_fixes_never_break_a_document(text: str) -> None:
    source = Source.from_text(text, "x.twiml")
    after = fix_source(source, LintSettings(), ALL, unsafe=True).source
    assert broken(source) or not broken(after)


@many(80)
@given(DOCUMENTS)
def test_edits_lie_in_the_text_and_do_not_overlap_within_a_fix(text: str) -> None:
    for diagnostic in lint(text, rules=EVERY).diagnostics:
        spans = sorted(edit.span for edit in diagnostic.fix.edits) if diagnostic.fix else []
        assert all(0 <= span.start <= span.end <= len(text) for span in (*spans, diagnostic.span))
        assert all(one.end <= other.start for one, other in pairwise(spans))


def seconds_to_fix(text: str) -> float:
    source = Source.from_text(text, "x.twiml")
    start = time.process_time()
    fix_source(source, LintSettings(), ALL, unsafe=True)
    return time.process_time() - start


@pytest.mark.parametrize(
    ("before", "unit", "after"),
    [
        ("<Response><Say>", "&amp", "</Say></Response>"),
        ("<Response><Say>", "\x0c", "</Say></Response>"),
        ("", "<Response>", ""),
        ("<Response><Say ", 'voice="a"language="b"', "/></Response>"),
        ("<Response>", "<say>", "</Response>"),
    ],
)
def test_time_grows_with_the_number_of_fixes_that_touch(before: str, unit: str, after: str) -> None:
    seconds_to_fix(before + unit + after)
    small, large = (seconds_to_fix(before + unit * count + after) for count in (150, 1200))
    # eight times the input; quadratic work would be sixty-four times as long
    assert large < 24 * small + 0.3
