"""Every breach of XML: what it is called, the place it points at, and that it brings no train of others."""

from __future__ import annotations

import pytest
from source_reading import cut, problems, read

from twimllint.source.errors import ERROR_KINDS, RECOVERABLE

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'

SOUND = [
    '<?xml version="1.0" ?><Response/>',
    "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n<Response/>\n",
    "\ufeff" + DECLARATION + "<Response/>",
    "\n\n  <Response/>",
    '<!-- <?xml version="1.0"?> old version -->\n<Response/>',
    "<Response/><!-- after --><?pi?>\n",
    "<Response><Foo><your-name/></Foo></Response>",
    "<Response><Say>a &amp; b &#233; &#x3053; ]] > \"'</Say></Response>",
    "<Response><Say><![CDATA[a & b < c]]></Say></Response>",
    "<Response><Gather action = 'a&amp;b'\n numDigits\t=\t\"1>2\"\n/></Response >",
    "<!DOCTYPE Response><Response/>",
    "<!DOCTYPE Response [<!ENTITY co 'A > \"B\"'> <!-- ]> it's --> ]><Response a='&co;'>&co;</Response>",
    "<!DOCTYPE Response SYSTEM 'http://a.test/r.dtd'><Response>&anything;</Response>",
    "<Réponse été='1'/>",
    "<a xmlns:b='urn:b'><b:c b:d='1'/></a>",
    "<a xmlns='not a uri'/>",
]

#: Document, kind, and the text that the problem covers.
BREACHES = [
    ("\n" + DECLARATION + "<Response/>", "content-before-prolog", "\n"),
    ("<!-- a -->\n" + DECLARATION + "<Response/>", "content-before-prolog", "<!-- a -->\n"),
    ("Notice " + DECLARATION + "<Response/>", "content-before-prolog", "Notice "),
    ("\ufeff\ufeff" + DECLARATION + "<Response/>", "content-before-prolog", "\ufeff"),
    ("Notice: <Response/>", "text-before-root", "Notice:"),
    (DECLARATION + "\n oops <Response/>", "text-before-root", "oops"),
    ('"<Response><Say>Hi</Say></Response>"', "text-before-root", '"'),
    (r'"<?xml version=\"1.0\"?><Response><Say voice=\"a\">Hi</Say></Response>";', "text-before-root", '"'),
    ('<?xml version="1.0">\n<Response/>', "not-well-formed", ">"),
    ('<?xml version="1.0" encoding="UTF-8" ><Response><?a?></Response>', "not-well-formed", ">"),
    (DECLARATION + DECLARATION + "<Response/>", "duplicate-xml-declaration", DECLARATION),
    ("<Response><?xml version='1.0'?></Response>", "duplicate-xml-declaration", "<?xml version='1.0'?>"),
    ("<Response/>\nok <!-- c -->", "content-after-root", "ok"),
    ("<Response/> <Response a='&'>x</Response> \n", "content-after-root", "<Response a='&'>x</Response>"),
    ("<Response></Response></Response>", "content-after-root", "</Response>"),
    ("<Response>a & b</Response>", "unescaped-ampersand", "&"),
    ("<Response a='x?b=1&c=2'/>", "unescaped-ampersand", "&"),
    ("<Response>&amp</Response>", "unescaped-ampersand", "&"),
    ("<Response>&#xZ;</Response>", "unescaped-ampersand", "&"),
    ("<Response>caf&eacute;</Response>", "undefined-entity", "&eacute;"),
    ("<Response a='&nbsp;'/>", "undefined-entity", "&nbsp;"),
    ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&d;</a>", "undefined-entity", "&d;"),
    ("<Response>&#11;</Response>", "illegal-character", "&#11;"),
    ("<Response a='&#x0;'/>", "illegal-character", "&#x0;"),
    ("<Response>&#xD800;</Response>", "illegal-character", "&#xD800;"),
    ("<Response>&#99999999999999999999;</Response>", "illegal-character", "&#99999999999999999999;"),
    ("<Response>a\x0bb</Response>", "illegal-character", "\x0b"),
    ("<Response a='\x1b'/>", "illegal-character", "\x1b"),
    ("<Response><!-- \x00 --></Response>", "illegal-character", "\x00"),
    ("<Response>\ufffe</Response>", "illegal-character", "\ufffe"),
    ("<Response a='1' b='2' a='3'/>", "duplicate-attribute", "a"),
    ("<Response><Say>3 < 5</Say></Response>", "unescaped-angle-bracket", "<"),
    ("<Response><Say>3 <= 5 < 6</Say></Response>", "unescaped-angle-bracket", "<"),
    ("<Response><Say>I <3 it</Say></Response>", "unescaped-angle-bracket", "<"),
    ("<Response><Redirect><YOUR URL></Redirect></Response>", "unescaped-angle-bracket", "<YOUR URL>"),
    ("<Response><Dial callerId='<your number>'/></Response>", "unescaped-angle-bracket", "<your number>"),
    ("<Response><Dial callerId='a < b'/></Response>", "unescaped-angle-bracket", "<"),
    ("<Response><Say>Hi <your-name>!</Say></Response>", "unescaped-angle-bracket", "<your-name>"),
    ("<Response><Say>Mail <me@acme.test></Say></Response>", "unescaped-angle-bracket", "<me@acme.test>"),
    ("<Response><Say>Hi</say></Response>", "mismatched-end-tag", "say"),
    ("<Response><Say>Hi</Sya></Response>", "mismatched-end-tag", "Sya"),
    ("<Response><pause length='20'><Say>Hi</Say></Response>", "mismatched-end-tag", "Response"),
    ("<Response><Gahter><Say>Hi</Say></Response>", "mismatched-end-tag", "Response"),
    ("<Response><Say>one<br>two</Say></Response>", "mismatched-end-tag", "Say"),
    ("<Response><Say>Hi</Say></Say></Response>", "not-well-formed", "Say"),
    ("<Response><Say>Hi</Say>", "unclosed-element", "Response"),
    ("<Response><Say>Hi", "unclosed-element", "Say"),
    ("<Response><Say voice='a", "cut-off", "<Say"),
    ("<Response><Say", "cut-off", "<Say"),
    ("<Response></Resp", "cut-off", "</Resp"),
    ("<Response><", "cut-off", "<"),
    ("<Response><!-- a", "cut-off", "<!--"),
    ("<Response><![CDATA[ a", "cut-off", "<![CDATA["),
    ("<Response><?php-like ", "cut-off", "<?php-like"),
    ("<Response/><!-- a", "cut-off", "<!--"),
    ("<!-- never closed <Response/>", "cut-off", "<!--"),
    ("<Response><Say loop=2/></Response>", "unquoted-attribute", "2"),
    ("<Response><Play digits=w1>x</Play></Response>", "unquoted-attribute", "w1"),
    ("<Response><Say voice=“alice”>x</Say></Response>", "unquoted-attribute", "“alice”"),
    ("<Response><Say voice='a', loop='2'>x</Say></Response>", "comma-between-attributes", ","),
    ("<Response><Gather numDigits/></Response>", "attribute-without-value", "numDigits"),
    ("<Response><Gather numDigits= /></Response>", "attribute-without-value", "numDigits"),
    ("<Response><Say voice='a'loop='2'/></Response>", "not-well-formed", "loop"),
    ("<Response><Gather action='/x><Say voice='y'>Hi</Say></Gather></Response>", "not-well-formed", "'/x"),
    ("<Response><Say voice='a' <Pause/></Response>", "not-well-formed", "Say"),
    ("<Response><Say voice='a''>x</Say></Response>", "not-well-formed", "'"),
    ("<Response><Say>Hi</Say now></Response>", "not-well-formed", "now"),
    ("<Response><Say>Hi</ Say></Response>", "not-well-formed", "Say"),
    ("<Response><Say>Hi</Say</Response>", "not-well-formed", "Say"),
    ("<Response>a ]]> b</Response>", "not-well-formed", "]]>"),
    ("<Response><!-- a -- b --></Response>", "not-well-formed", "--"),
    ("<Response><!DOCTYPE a></Response>", "not-well-formed", "<!"),
    ("<Response><?1?></Response>", "not-well-formed", "<?"),
    ("<?xml encoding='UTF-8'?><Response/>", "not-well-formed", "<?xml encoding='UTF-8'?>"),
    ("<!DOCTYPE Response [<!ENT>]><Response/>", "not-well-formed", "<!DOCTYPE"),
    ("<!doctype Response><Response/>", "not-well-formed", "<!doctype"),
    ("<Response><x:y/></Response>", "not-well-formed", "x:y"),
    ("<Response x:y='1'/>", "not-well-formed", "x:y"),
    ("<Response><:y/></Response>", "not-well-formed", ":y"),
    ("<a>" * 2049 + "</a>" * 2049, "too-deep", "a"),
]

NO_XML = [
    "",
    " \n",
    "Saved!",
    '{"a": "<b"}',
    "3 < 5 & 6",
    DECLARATION,
    "</Response>",
    "\x00\x01",
    "<!-- a -->",
    "<",
    "< a",
]


@pytest.mark.parametrize("document", SOUND)
def test_sound_documents_have_no_problem(document: str) -> None:
    parsed = read(document)
    assert parsed.root is not None
    assert (parsed.errors, parsed.malformed) == ([], False)


@pytest.mark.parametrize(("document", "kind", "covered"), BREACHES, ids=[row[0][:60] for row in BREACHES])
def test_each_breach_is_one_problem_in_its_place(document: str, kind: str, covered: str) -> None:
    parsed = read(document)
    assert [(problem.kind, cut(parsed, problem.span)) for problem in parsed.errors] == [(kind, covered)]
    said = parsed.errors[0].data
    if kind == "not-well-formed":
        assert len(said) > 15
        assert not said.endswith(".")


def test_the_table_knows_every_kind() -> None:
    assert {kind for _, kind, _ in BREACHES} == ERROR_KINDS


@pytest.mark.parametrize(("document", "kind", "covered"), BREACHES, ids=[row[0][:60] for row in BREACHES])
def test_harmless_kinds_leave_the_tree_trustworthy(document: str, kind: str, covered: str) -> None:
    assert read(document).malformed == (kind not in RECOVERABLE or "\\" in document)


@pytest.mark.parametrize("document", NO_XML)
def test_what_holds_no_element_has_no_train_of_problems(document: str) -> None:
    parsed = read(document)
    assert parsed.root is None
    assert parsed.errors == []


def test_every_ampersand_is_told() -> None:
    document = "<R a='?a=1&b=2&c=3'>x & y &amp; z &</R>"
    assert problems(document) == [("unescaped-ampersand", "&")] * 4
    assert [problem.data for problem in read(document).errors] == ["b", "c", "", ""]


def test_data_says_what_a_message_needs() -> None:
    def data(document: str) -> str:
        return read(document).errors[0].data

    assert data("<R>&nbsp;</R>") == "nbsp"
    assert data("<R>&#11;</R>") == "U+000B"
    assert data("<R>\x1f</R>") == "U+001F"
    assert data("<R><Say>x</say></R>") == "say Say"
    assert data("<R><Say>x") == "Say"
    assert data("<R a='1', b='2'/>") == "a"
    assert data("<R a=1/>") == "a"
    assert data("<R a='1' a='2'/>") == "a"
    assert data("<R><!-- ") == "comment"
    assert data(" " + DECLARATION + "<R/>") == "white space"
    assert data("<!---->" + DECLARATION + "<R/>") == "comment"


def test_both_places_of_a_pair_are_known() -> None:
    def related(document: str) -> tuple[str, int]:
        parsed = read(document)
        span = parsed.errors[0].related
        assert span is not None
        return cut(parsed, span), span.start

    assert related("<R><Say>x</say></R>") == ("Say", 4)
    assert related("<R><pause length='2'><Say>x</Say></R>") == ("pause", 4)
    assert related("<R a='1' a='2'/>") == ("a", 3)
    assert related(DECLARATION + DECLARATION + "<R/>") == (DECLARATION, 0)


def test_only_the_first_breach_of_structure_is_kept() -> None:
    assert problems("<R><a b=1, c><d></R") == [("unquoted-attribute", "1,")]


def test_harmless_breaches_are_told_beside_it() -> None:
    assert problems("<R a='&'><b></R>") == [("unescaped-ampersand", "&"), ("mismatched-end-tag", "R")]


def test_bytes_that_cannot_be_decoded_are_not_told_twice() -> None:
    parsed = read(b"<Response><Say a='\xe9'>caf\xe9</Say></Response>")
    assert (parsed.errors, parsed.malformed) == ([], False)
    assert parsed.source.mismatch is not None
