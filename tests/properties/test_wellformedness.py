"""What lxml refuses some rule reports as an error, and none reports broken XML where lxml reads the document."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from support.documents import many
from support.linting import lint, read, summarized
from twimllint.engine.diagnostic import Severity

PIECES = (
    "<Response>", "</Response>", "<Response", "<Say>", "</Say>", "<Say", "<Gather ", "</", "<", ">", "/>", "&", "&amp;",
    "&#x0;", "&#65;", "&foo;", "<!--", "-->", "--", "<![CDATA[", "]]>", "<!DOCTYPE Response [", "<!ENTITY a 'b'>", "]>",
    '<?xml version="1.0"?>', "<?xml?>", "<?pi ", "?>", ' voice="', " action='", " =", '"', "'", "\ufeff", "\x00", "\x0b",
    "\x85", "\u2028", "\r", "\n", "\t", "x", " ", "é", "<a:b>", "</a:b>", " xmlns:a='u'", " a:b='1'", "xml:lang='x'",
)  # fmt: skip
#: Rules about breaches of XML.
BREACHES = {
    "not-well-formed", "unescaped-ampersand", "unescaped-angle-bracket", "undefined-entity", "illegal-character",
    "duplicate-attribute", "content-after-root", "duplicate-xml-declaration", "content-before-prolog",
}  # fmt: skip


@many(600)
@given(st.integers(0, 2**48))
def test_rules_and_lxml_agree(seed: int) -> None:
    rng = Random(seed)
    text = "".join(rng.choices(PIECES, k=rng.randint(1, 12)))
    text = f"<Response>{text}</Response>" if rng.random() < 0.6 else text
    errors = [d for d in lint(text).diagnostics if d.severity is Severity.ERROR]
    _, xml = read(text)
    if xml is None:
        assert errors, text
    else:
        assert summarized(d for d in errors if d.name in BREACHES) == [], text
