"""What documentation shows on purpose, which is no mistake there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twimllint.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twimllint.engine.diagnostic import Diagnostic

#: Rules about placeholders, passwords that are none, hosts of nobody or of the reader.
_SHOWN_IN_DOCS = frozenset({
    "insecure-callback", "sip-password-in-clear", "unfilled-placeholder", "url-local-host", "url-tunnel-host",
})  # fmt: skip
#: What stands for a value, by the rule that it breaks: ``my-phone-number``, ``LANGUAGE``, ``your-voice``, ``n``.
_NUMBER_IN_WORDS = re.compile(r"[^:@\d]*[A-Za-z][^:@\d]*")
_WORD_FOR_VALUE = re.compile(r"[A-Z][A-Z0-9_]{2,}|[A-Za-z]|(?:your|my)[-_ ].*|.*(?:xx|XX).*")
_SAMPLES = {
    "number-invalid": _NUMBER_IN_WORDS,
    **dict.fromkeys(("not-an-integer", "unknown-voice", "invalid-language", "relay-voice-invalid"), _WORD_FOR_VALUE),
}
#: A comment above the declaration is the caption of a listing.
_BEFORE_PROLOG = "content-before-prolog"
#: ``<your-host>`` in a value is such a placeholder too, and a number with these digits.
_ANGLE_BRACKET, _SAMPLE_DIGITS = "unescaped-angle-bracket", "123456789"
#: How long the text of a number may be.
_MAX_DIGITS = 20
#: What is around a value or a text.
_DELIMITERS = "\"'<>"
_DELIMITER = re.compile(f"[{_DELIMITERS}]")


def without_samples(found: Iterable[Diagnostic], text: str) -> list[Diagnostic]:
    """Without findings about samples in documentation, and what else is said of the same values."""
    values: list[Span] = []
    for start, end in (diagnostic.span for diagnostic in found if _is_sample(diagnostic, text)):
        before, after = max(text.rfind(char, 0, start) for char in _DELIMITERS), _DELIMITER.search(text, end)
        values.append(Span(before + 1, after.start() if after else len(text)))
    return [diagnostic for diagnostic in found if not any(diagnostic.span.overlaps(value) for value in values)]


def _is_sample(diagnostic: Diagnostic, text: str) -> bool:
    """Whether a finding is about something that documentation shows on purpose."""
    excerpt = text[diagnostic.span.start : diagnostic.span.end]
    if diagnostic.name == _ANGLE_BRACKET:
        return excerpt != "<"
    if diagnostic.name == _BEFORE_PROLOG:
        return excerpt.startswith("<!--")
    pattern = _SAMPLES.get(diagnostic.name)
    if pattern is not None and pattern.fullmatch(excerpt):
        return True
    if diagnostic.name in _SHOWN_IN_DOCS:
        return True
    return len(excerpt) <= _MAX_DIGITS and _SAMPLE_DIGITS in re.sub(r"\D", "", excerpt)
