"""Properties of reading, tried on generated documents and held against lxml."""

from __future__ import annotations

import xml.sax.saxutils

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from support.reading import cut, read
from twimllint.source.errors import ERROR_KINDS, RECOVERABLE
from twimllint.source.parse import parse
from twimllint.source.text import Source, decode
from twimllint.source.tree import Document, Node
from twimllint.source.unescape import OffsetMap, unescape

NAMES = st.from_regex(r"[A-Za-zé_][A-Za-z0-9é._-]{0,5}", fullmatch=True).filter(lambda name: name[:3].lower() != "xml")
LEGAL = st.characters(
    exclude_categories=["Cs"], exclude_characters="".join(map(chr, range(32))) + "\ufffe\uffff\ue000\ufdd0"
)
WORDS = st.text(st.one_of(st.sampled_from(" \t\n\rab'\">]-é😀&<"), LEGAL), max_size=12)

#: What documents are broken with.
PIECES = [
    "<a>", "</a>", "<b c='d'>", "</b>", "<c/>", "<", ">", "/", "</", "/>", "&", ";", "&amp;", "&lt", "&#65;", "&#x0;",
    "&nbsp;", "<!--", "-->", "--", "<![CDATA[", "]]>", "<?p ", "<?xml version='1.0'?>", "<?xml", "?>", '"', "'", "=",
    " ", "\n", "\r\n", "\r", "\t", "a", "b='1'", 'c="2"', "é", "\x00", "\x0b", "\ufeff", "<a b=", "<a b", ",", "<me@x>",
    "<YOUR URL>", "<!", "<!D", "1", "“", "<\n", "<A>", "</A>", "\ud800", "]", "-", "\u00a0", "\u2028",
]  # fmt: skip
TEMPLATES = [
    "{{ a }}",
    "{% if a %}",
    "{% endif %}",
    "{# a #}",
    "{{!-- b --}}",
    "<?php a(); ?>",
    "<%= a %>",
    "{{",
    "<{{ a }}>",
]
XML = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)
ALL = st.lists(st.sampled_from(PIECES + TEMPLATES), max_size=20).map("".join)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A well-formed document in any spelling."""
    head = draw(
        st.sampled_from(["", "\ufeff", "<?xml version='1.0'?>", '<?xml version="1.0" encoding="UTF-8" ?>\r\n', " \n"])
    )
    around = st.sampled_from(["", "\n", "<!-- a -->", "<?p q?>", " "])
    return head + draw(around) + draw(elements(3)) + draw(around)


@st.composite
def elements(draw: st.DrawFn, depth: int) -> str:
    """An element and all in it."""
    space = st.sampled_from([" ", "\n", "\t ", "\r\n"])
    gap = st.sampled_from(["", "", " ", "\n"])
    name = draw(NAMES)
    tag = name
    for key in draw(st.lists(NAMES, max_size=3, unique=True)):
        quote = draw(st.sampled_from("'\""))
        value = draw(references()).replace(quote, "&quot;" if quote == '"' else "&#39;")
        tag += f"{draw(space)}{key}{draw(gap)}={draw(gap)}{quote}{value}{quote}"
    if draw(st.booleans()):
        return f"<{tag}{draw(gap)}/>"
    content = ""
    for kind in draw(st.lists(st.integers(0, 4), max_size=4)):
        if kind == 0 and depth:
            content += draw(elements(depth - 1))
        elif kind == 1:
            content += "<!--" + draw(WORDS).replace("-", "") + "-->"
        elif kind == 2:
            content += "<![CDATA[" + draw(WORDS).replace("]", "") + "]]>"
        else:
            content += draw(references()).replace("]]>", "]]&gt;")
    return f"<{tag}{draw(gap)}>{content}</{name}{draw(gap)}>"


def references() -> st.SearchStrategy[str]:
    """Text with references of all kinds."""
    piece = st.one_of(
        WORDS.map(xml.sax.saxutils.escape), st.sampled_from(["&apos;", "&#10;", "&#x9;", "&#xE9;", "&quot;"])
    )
    return st.lists(piece, max_size=3).map("".join)


def lxml_root(text: str) -> etree._Element | None:
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return None
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, encoding="utf-8"))
    except etree.XMLSyntaxError:
        return None


def check_spans(document: Document) -> None:
    """Every span slices back to what it claims to cover."""
    text = document.masked
    for node in document.nodes:
        assert cut(document, node.name_span) == node.name
        start = cut(document, node.tag_span)
        assert start[0] == "<"
        assert node.span.start == node.tag_span.start <= node.tag_span.end <= node.span.end
        if node.end_span is not None:
            assert cut(document, node.end_span).startswith("</")
            assert node.end_span.end == node.span.end
        for attr in node.attrs:
            assert attr.parent is node
            assert cut(document, attr.name_span) == attr.name
            assert cut(document, attr.value_span) == attr.raw
            assert cut(document, attr.span).endswith(attr.raw + attr.quote)
            for place in range(len(attr.value)):
                assert attr.value_span.start <= attr.part(place, place + 1).start < attr.value_span.end
        for run in node.texts:
            assert run.parent is node
            assert text[run.span.start : run.span.end] == run.raw
            assert run.trimmed.start >= run.span.start
        assert [item for item in node.items if isinstance(item, Node)] == node.children
        assert [child.index for child in node.children] == list(range(len(node.children)))
        assert [item.span for item in node.items] == sorted(item.span for item in node.items)
    for comment in document.comments:
        assert comment.text in cut(document, comment.span)
    for error in document.errors:
        assert 0 <= error.span.start <= error.span.end <= len(document.source.text)
        assert error.kind in ERROR_KINDS


@given(documents())
def test_the_tree_is_that_of_lxml(text: str) -> None:
    root = lxml_root(text)
    assert root is not None
    document = parse(Source.from_text(text))
    assert document.errors == []
    expected = [
        (item.tag, dict(item.attrib), (item.text or "") + "".join([child.tail or "" for child in item]))
        for item in root.iter(etree.Element)
    ]
    found = [(node.name, {attr.name: attr.value for attr in node.attrs}, node.text) for node in document.nodes]
    assert found == expected
    comments = [comment.text.replace("\r\n", "\n").replace("\r", "\n") for comment in document.comments]
    assert comments == [comment.text for comment in root.xpath("preceding::comment()|//comment()|following::comment()")]
    check_spans(document)


@given(documents())
def test_lxml_is_given_what_it_accepts(text: str) -> None:
    document = read(text)
    assert (document.errors, document.malformed) == ([], False)


@given(st.one_of(XML, st.builds("<r>{}</r>".format, XML), st.builds("<r {}/>".format, XML)))
def test_the_scanner_sees_all_that_lxml_objects_to(text: str) -> None:
    accepted = lxml_root(text) is not None
    document = parse(Source.from_text(text))
    assert (document.root is not None and not document.errors) == accepted
    check_spans(document)
    assert len([error for error in document.errors if error.kind not in RECOVERABLE]) <= 1


@given(st.one_of(ALL, st.builds("<r>{}</r>".format, ALL)))
def test_templates_never_raise(text: str) -> None:
    document = read(text)
    assert len(document.masked) == len(text)
    if not any(tag.closed for tag in document.tags):
        check_spans(document)


@given(st.binary())
def test_any_bytes_never_raise(raw: bytes) -> None:
    read(raw)
    read(b"<r>" + raw + b"</r>")
    read(b"<r a='" + raw + b"'/>")


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_never_raises(text: str) -> None:
    for document in (text, f"<r>{text}</r>", f"<r {text}/>"):
        parsed = read(document)
        check_spans(parsed) if not parsed.tags else None


@given(
    st.lists(st.sampled_from(["a", "&amp;", "&#233;", "\r\n", "\r", "\n", "<![CDATA[", "]]>", "&x;", "&", "]"])).map(
        "".join
    )
)
def test_each_character_of_a_value_has_its_place(raw: str) -> None:
    value, offsets = unescape(raw), OffsetMap(raw)
    places = [offsets.place(offset) for offset in range(len(value) + 1)]
    assert offsets.place(len(value) + 5) == places[-1] <= len(raw)
    assert places == sorted(places)
    assert all(
        unescape(raw[start:]).startswith(char) or raw[start] in "&]" or "<![" in raw
        for start, char in zip(places, value, strict=False)
    )


def test_parts_of_values_and_texts() -> None:
    document = parse(decode(b"<r a='x&amp;y'>one&#32;two<![CDATA[ three]]> four\r\nfive</r>"))
    root = document.root
    assert root is not None
    assert cut(document, root.attrs[0].part(1, 3)) == "&amp;y"
    assert root.text == "one two three four\nfive"
    assert cut(document, root.texts[0].part(4, 7)) == "two"
    assert cut(document, root.texts[0].part(8, 13)) == "three"
    assert cut(document, root.texts[0].part(19, 23)) == "five"
