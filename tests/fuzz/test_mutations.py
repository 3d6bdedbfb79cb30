"""Random documents: the cases, cut up, put together and damaged. ``make fuzz`` looks at many, ``make test`` at the same few."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from support import growth
from support.cases import CASES
from support.growth_of_rules import RULES, build
from support.lint import EVERY, dispatcher
from twimllint.engine.fix import fix_source
from twimllint.engine.pipeline import lint_source
from twimllint.engine.settings import LintSettings
from twimllint.source.text import Source, decode

EXAMPLES = settings.default.max_examples
DISPATCHER = dispatcher(EVERY)
SEEDS = [
    path.read_bytes().decode("utf-8", "surrogateescape")
    for path in sorted(CASES.rglob("*"))
    if path.is_file() and path.suffix not in (".out", ".toml") and path.stat().st_size < 3000
] + [build(name, 60) for name in RULES]
PATHS = ("a.twiml", "a.xml.j2", "a.xml.erb", "a.xml.php", "a.xml.blade.php", "a.xml.vm", "a.cshtml", "a.xml.hbs")
PIECES = [
    *growth.PIECES,
    "\x00",
    "\ud800",
    "\udce9",
    "\ufeff",
    "\r",
    "\r\n",
    "\u2028",
    "9" * 5000,
    "]]>",
    "&#x110000;",
    "\U0001f600",
]


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A case with pieces of others, and of the constructs, written into it or over parts of it."""
    text = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 20)))
        other = draw(st.sampled_from(SEEDS))
        start = draw(st.integers(0, len(other)))
        piece = draw(st.sampled_from([*PIECES, other[start : start + 40], ""]))
        text = text[:at] + piece + text[end:]
    return text


def lint(source: Source, path: str) -> None:
    result = lint_source(source, LintSettings(), DISPATCHER)
    assert [failure for failure in result.failures if "internal error" in failure.message] == []
    size = len(result.source.text)
    for diagnostic in result.diagnostics:
        assert diagnostic.name != "internal-error", diagnostic.message
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= size
        assert diagnostic.message.isprintable()
        for edit in diagnostic.fix.edits if diagnostic.fix else ():
            assert 0 <= edit.span.start <= edit.span.end <= size


@settings(deadline=None, max_examples=EXAMPLES)
@given(documents(), st.sampled_from(PATHS))
def test_any_document_is_linted(text: str, path: str) -> None:
    lint(Source.from_text(text, path), path)


@settings(deadline=None, max_examples=EXAMPLES)
@given(documents(), st.sampled_from(["utf-8", "latin-1", "utf-16", "utf-16-le", "cp1252"]))
def test_any_bytes_are_linted(text: str, encoding: str) -> None:
    lint(decode(text.encode(encoding, "replace"), "a.twiml"), "a.twiml")


@settings(deadline=None, max_examples=EXAMPLES)
@given(documents(), st.sampled_from(PATHS), st.booleans())
def test_fixing_twice_is_fixing_once(text: str, path: str, unsafe: bool) -> None:
    once = fix_source(Source.from_text(text, path), LintSettings(), DISPATCHER, unsafe=unsafe)
    twice = fix_source(Source.from_text(once.source.text, path), LintSettings(), DISPATCHER, unsafe=unsafe)
    assert twice.source.text == once.source.text
