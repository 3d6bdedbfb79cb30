"""What lxml refuses some rule reports as an error, and none reports broken XML where lxml reads the document."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from support.documents import many
from support.linting import lint, read, summarized
from twimllint.engine.diagnostic import Severity
from twimllint.source.lxml_reader import tree_of
from twimllint.source.parse import parse
from twimllint.source.text import Source, decode

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


#: What a document of the plain kind is made of, and what makes one look like it that is none.
PLAIN_PIECES = (
    "<Say>", "</Say>", "<Say voice='a'>", '<Play loop = "2"\n>', "</Play >", "<Pause/>", '<Pause length="1" />', "x", " ",
    "\n", "\t", "é", "&amp;", "&lt;", ">", "<!-- a -->", "<!---->", "<!-- -a -->", "\U0001f600", "]]", "<a-1.b/>", "'",
)  # fmt: skip
DECEPTIVE_PIECES = (
    "]]>", "]", "<!-->", "<!--->", "<!-- -- -->", "<!-- --->", "&", "&#0;", "&#65;", "&lt", "<a:b/>", "<a b:c='1'/>",
    "<a xmlns='u'/>", "<a xmlns=''/>", "<a xmlns:b='u' b:c='1'/>", "<a b='1' b='2'/>", "<a b='<'/>", "<a b='>'/>", "<a b=''/>",
    "<a b/>", "<a b='1'c='2'/>", "<1/>", "<é/>", "\x00", "\x0b", "\x7f", "\x85", "\ufffe", "\ufdd0", "\ue000", "\ud800",
    "\u2028", "\r", "\xa0", "<?p?>", "<![CDATA[a]]>", "<a></ a>", "< a/>", "<a/ >", "<:/>", "<a :='1'/>", "<xml/>",
    "<a xml:lang='en'/>", "<a xml:space='x'/>", "\ufeff", "<!DOCTYPE a>",
)  # fmt: skip
DECLARATIONS = (
    "", "", "", "", "<?xml version='1.0'?>", '<?xml version="1.1" encoding="UTF-8"?>', "<?xml version='1.0' standalone='no'?>",
    '<?xml version="1.0" encoding="utf-16"?>', '<?xml version="1.0" encoding="latin-1"?>', '<?xml encoding="UTF-8"?>', " ",
)  # fmt: skip


def balanced(rng: Random, depth: int = 0) -> str:
    """Pieces with their elements closed."""
    parts = []
    for piece in rng.choices(PLAIN_PIECES, k=rng.randint(0, 5)):
        if piece.startswith(("<Say", "<Play")):
            inside = balanced(rng, depth + 1) if depth < 4 else ""
            parts += [piece, inside, "</Say>" if piece.startswith("<Say") else "</Play >"]
        elif not piece.startswith("</"):
            parts.append(piece)
    return "".join(parts)


def plain_document(rng: Random) -> str:
    inside = balanced(rng)
    for _ in range(rng.choice((0, 0, 0, 1))):
        place = rng.randint(0, len(inside))
        inside = inside[:place] + rng.choice(DECEPTIVE_PIECES) + inside[place:]
    return f"{rng.choice(DECLARATIONS)}<Response>{inside}</Response>{rng.choice(('', chr(10), chr(10), 'x'))}"


@many(1500)
@given(st.integers(0, 2**48))
def test_lxml_reads_what_is_surely_well_formed(seed: int) -> None:
    text = plain_document(Random(seed))
    raw = text.encode("utf-8", "surrogatepass")
    others = (decode(text.encode("utf-16", "surrogatepass")), decode(raw.replace(b"e", b"\xe9", 9)))
    for source in (Source.from_text(text), decode(raw), *others):
        document = parse(source)
        if document.surely_well_formed:
            names = [element.tag for element in tree_of(document).iter() if isinstance(element.tag, str)]
            assert names == [node.name for node in document.nodes]


def test_most_plain_documents_are_surely_well_formed() -> None:
    documents = [parse(Source.from_text(plain_document(Random(seed)))) for seed in range(400)]
    assert 60 < sum(document.surely_well_formed for document in documents) < 320
