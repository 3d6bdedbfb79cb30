"""Every breach of XML: its kind, its place and parts, and that it causes no further errors."""

from __future__ import annotations

from inspect import signature

import pytest

from support.reading import cut, errors, read
from twimllint.engine.rule import Rule
from twimllint.source.errors import ERROR_KINDS, RECOVERABLE
from twimllint.source.parse import parse
from twimllint.source.text import Source
from twimllint.source.wellformed import check_well_formed

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

#: Document, kind, the text that the error covers, and the parts that a message is made of.
BREACHES = [
    ("\n" + DECLARATION + "<Response/>", "content-before-prolog", "\n", {"content": "white space"}),
    ("<!-- a -->\n" + DECLARATION + "<Response/>", "content-before-prolog", "<!-- a -->\n", {"content": "comment"}),
    ("Notice " + DECLARATION + "<Response/>", "content-before-prolog", "Notice ", {"content": "text"}),
    ("\ufeff\ufeff" + DECLARATION + "<Response/>", "content-before-prolog", "\ufeff", {"content": "byte order mark"}),
    ("Notice: <Response/>", "text-before-root", "Notice:", {}),
    (DECLARATION + "\n oops <Response/>", "text-before-root", "oops", {}),
    ('"<Response><Say>Hi</Say></Response>"', "text-before-root", '"', {}),
    (r'"<?xml version=\"1.0\"?><Response><Say voice=\"a\">Hi</Say></Response>";', "text-before-root", '"', {}),
    ('<?xml version="1.0">\n<Response/>', "xml-declaration-unclosed", ">", {}),
    ('<?xml version="1.0" encoding="UTF-8" ><Response><?a?></Response>', "xml-declaration-unclosed", ">", {}),
    (DECLARATION + DECLARATION + "<Response/>", "duplicate-xml-declaration", DECLARATION, {}),
    ("<Response><?xml version='1.0'?></Response>", "duplicate-xml-declaration", "<?xml version='1.0'?>", {}),
    ("<Response/>\nok <!-- c -->", "content-after-root", "ok", {}),
    ("<Response/> <Response a='&'>x</Response> \n", "content-after-root", "<Response a='&'>x</Response>", {}),
    ("<Response></Response></Response>", "content-after-root", "</Response>", {}),
    ("<Response>a & b</Response>", "unescaped-ampersand", "&", {"name": ""}),
    ("<Response a='x?b=1&c=2'/>", "unescaped-ampersand", "&", {"name": "c"}),
    ("<Response>&amp</Response>", "unescaped-ampersand", "&", {"name": "amp"}),
    ("<Response>&#xZ;</Response>", "unescaped-ampersand", "&", {"name": ""}),
    ("<Response>caf&eacute;</Response>", "undefined-entity", "&eacute;", {"entity": "eacute"}),
    ("<Response a='&nbsp;'/>", "undefined-entity", "&nbsp;", {"entity": "nbsp"}),
    ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&d;</a>", "undefined-entity", "&d;", {"entity": "d"}),
    ("<Response>&#11;</Response>", "illegal-character", "&#11;", {"character": "U+000B"}),
    ("<Response a='&#x0;'/>", "illegal-character", "&#x0;", {"character": "U+0000"}),
    ("<Response>&#xD800;</Response>", "illegal-character", "&#xD800;", {"character": "U+D800"}),
    (
        "<Response>&#99999999999999999999;</Response>",
        "illegal-character",
        "&#99999999999999999999;",
        {"character": "&#99999999999999999999;"},
    ),
    ("<Response>a\x0bb</Response>", "illegal-character", "\x0b", {"character": "U+000B"}),
    ("<Response a='\x1b'/>", "illegal-character", "\x1b", {"character": "U+001B"}),
    ("<Response><!-- \x00 --></Response>", "illegal-character", "\x00", {"character": "U+0000"}),
    ("<Response>\ufffe</Response>", "illegal-character", "\ufffe", {"character": "U+FFFE"}),
    ("<Response a='1' b='2' a='3'/>", "duplicate-attribute", "a", {"attribute": "a"}),
    ("<Response><Say>3 < 5</Say></Response>", "unescaped-angle-bracket", "<", {}),
    ("<Response><Say>3 <= 5 < 6</Say></Response>", "unescaped-angle-bracket", "<", {}),
    ("<Response><Say>I <3 it</Say></Response>", "unescaped-angle-bracket", "<", {}),
    ("<Response><Redirect><YOUR URL></Redirect></Response>", "unescaped-angle-bracket", "<YOUR URL>", {}),
    ("<Response><Dial callerId='<your number>'/></Response>", "unescaped-angle-bracket", "<your number>", {}),
    ("<Response><Dial callerId='a < b'/></Response>", "unescaped-angle-bracket", "<", {}),
    ("<Response><Say>Hi <your-name>!</Say></Response>", "unescaped-angle-bracket", "<your-name>", {}),
    ("<Response><Say>Mail <me@acme.test></Say></Response>", "unescaped-angle-bracket", "<me@acme.test>", {}),
    ("<Response><Say>Hi</say></Response>", "mismatched-end-tag", "say", {"ended": "say", "opened": "Say"}),
    ("<Response><Say>Hi</Sya></Response>", "mismatched-end-tag", "Sya", {"ended": "Sya", "opened": "Say"}),
    (
        "<Response><pause length='20'><Say>Hi</Say></Response>",
        "mismatched-end-tag",
        "Response",
        {"ended": "Response", "opened": "pause"},
    ),
    (
        "<Response><Gahter><Say>Hi</Say></Response>",
        "mismatched-end-tag",
        "Response",
        {"ended": "Response", "opened": "Gahter"},
    ),
    ("<Response><Say>one<br>two</Say></Response>", "mismatched-end-tag", "Say", {"ended": "Say", "opened": "br"}),
    ("<Response><Say>Hi</Say></Say></Response>", "end-tag-unmatched", "Say", {"element": "Say"}),
    ("<Response><Say>Hi</Say>", "unclosed-element", "Response", {"element": "Response"}),
    ("<Response><Say>Hi", "unclosed-element", "Say", {"element": "Say"}),
    ("<Response><Say voice='a", "cut-off", "<Say", {"construct": "tag"}),
    ("<Response><Say", "cut-off", "<Say", {"construct": "tag"}),
    ("<Response></Resp", "cut-off", "</Resp", {"construct": "end tag"}),
    ("<Response><", "cut-off", "<", {"construct": "tag"}),
    ("<Response><!-- a", "cut-off", "<!--", {"construct": "comment"}),
    ("<Response><![CDATA[ a", "cut-off", "<![CDATA[", {"construct": "CDATA section"}),
    ("<Response><?php-like ", "cut-off", "<?php-like", {"construct": "processing instruction"}),
    ("<Response/><!-- a", "cut-off", "<!--", {"construct": "comment"}),
    ("<!-- never closed <Response/>", "cut-off", "<!--", {"construct": "comment"}),
    ("<Response><Say loop=2/></Response>", "unquoted-attribute", "2", {"attribute": "loop", "value": "2"}),
    (
        "<Response><Play digits=w1>x</Play></Response>",
        "unquoted-attribute",
        "w1",
        {"attribute": "digits", "value": "w1"},
    ),
    (
        "<Response><Say voice=“alice”>x</Say></Response>",
        "unquoted-attribute",
        "“alice”",
        {"attribute": "voice", "value": "alice"},
    ),
    ("<Response><Say voice='a', loop='2'>x</Say></Response>", "comma-between-attributes", ",", {"before": "voice"}),
    ("<Response><Gather numDigits/></Response>", "attribute-without-value", "numDigits", {"attribute": "numDigits"}),
    ("<Response><Gather numDigits= /></Response>", "attribute-without-value", "numDigits", {"attribute": "numDigits"}),
    (
        "<Response><Say voice='a'loop='2'/></Response>",
        "attribute-unspaced",
        "loop",
        {"before": "voice", "attribute": "loop"},
    ),
    (
        "<Response><Gather action='/x><Say voice='y'>Hi</Say></Gather></Response>",
        "value-unclosed",
        "'/x",
        {"attribute": "action", "quote": "'"},
    ),
    ("<Response><Say voice='a' <Pause/></Response>", "start-tag-unclosed", "Say", {"element": "Say"}),
    ("<Response><Say voice='a''>x</Say></Response>", "stray-in-tag", "'", {"found": "'", "element": "Say"}),
    ("<Response><Say>Hi</Say now></Response>", "end-tag-content", "now", {"element": "Say"}),
    ("<Response><Say>Hi</ Say></Response>", "end-tag-spaced", "Say", {"element": "Say"}),
    ("<Response>< Say>Hi</Say></Response>", "tag-spaced", "< Say", {"tag": "<Say"}),
    ("<Response><Say>Hi</Say>< /Response>", "tag-spaced", "< /Response", {"tag": "</Response"}),
    ("<Response><Say>a < b = c</Say></Response>", "unescaped-angle-bracket", "<", {}),
    ("<Response><Say>a < Say b</Say></Response>", "unescaped-angle-bracket", "<", {}),
    ("<Response><Say Hello, caller!</Say></Response>", "start-tag-unclosed", "Say", {"element": "Say"}),
    ("<Response><Say voice='a' loop Hi</Say></Response>", "start-tag-unclosed", "Say", {"element": "Say"}),
    (
        "<Response><Play loop=\\'2\\'>x</Play></Response>",
        "escaped-quotes",
        "\\'2\\'",
        {"attribute": "loop", "quoted": "'2'"},
    ),
    ("<Response><Say voice: 'a'>x</Say></Response>", "colon-for-equals", ":", {"attribute": "voice"}),
    ("<Response><Say voice:>x</Say></Response>", "attribute-without-value", "voice:", {"attribute": "voice:"}),
    ("<Response><Say>Hi</Say</Response>", "end-tag-unclosed", "Say", {"element": "Say"}),
    ("<Response>a ]]> b</Response>", "cdata-end-in-text", "]]>", {}),
    ("<Response><!-- a -- b --></Response>", "comment-hyphens", "--", {}),
    ("<Response><!DOCTYPE a></Response>", "declaration-in-element", "<!", {}),
    ("<Response><?1?></Response>", "instruction-name", "<?", {"name": ""}),
    ("<?xml encoding='UTF-8'?><Response/>", "xml-declaration-without-version", "<?xml encoding='UTF-8'?>", {}),
    ("<!DOCTYPE Response [<!ENT>]><Response/>", "doctype-malformed", "<!DOCTYPE", {}),
    ("<!doctype Response><Response/>", "doctype-case", "<!doctype", {}),
    ("<Response><x:y/></Response>", "element-prefix-undeclared", "x:y", {"prefix": "x", "element": "x:y"}),
    ("<Response x:y='1'/>", "attribute-prefix-undeclared", "x:y", {"prefix": "x", "attribute": "x:y"}),
    ("<Response><:y/></Response>", "misplaced-colon", ":y", {"name": ":y"}),
    ("<a>" * 2049 + "</a>" * 2049, "too-deep", "a", {"depth": "2048"}),
    ("<?xml version='2.0'?><Response/>", "xml-declaration-version", "<?xml version='2.0'?>", {}),
    (
        "<?xml encoding='UTF-8' version='1.0'?><Response/>",
        "xml-declaration-order",
        "<?xml encoding='UTF-8' version='1.0'?>",
        {},
    ),
    ("<?xml version='1.0' lang='en'?><Response/>", "xml-declaration-malformed", "<?xml version='1.0' lang='en'?>", {}),
    ("<!DOCTYPE a><!DOCTYPE b><a/>", "doctype-repeated", "<!DOCTYPE", {}),
    (
        '<!DOCTYPE a [<!ENTITY a "&b;"><!ENTITY b "&a;"><!ATTLIST a c CDATA "&a;">]><a/>',
        "doctype-entity-loop",
        "<!DOCTYPE",
        {},
    ),
    ("<Response><?a?b?></Response>", "instruction-unspaced", "?", {"name": "a"}),
    ("<Response><?a!b?></Response>", "instruction-unspaced", "!", {"name": "a"}),
    (
        "<Response xmlns:a='u' xmlns:b='u' a:c='1' b:c='2'/>",
        "duplicate-qualified-attribute",
        "Response",
        {"element": "Response"},
    ),
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
def test_sound_documents_have_no_error(document: str) -> None:
    parsed = read(document)
    assert parsed.root is not None
    assert (parsed.errors, parsed.malformed) == ([], False)


@pytest.mark.parametrize(("document", "kind", "covered", "parts"), BREACHES, ids=[row[0][:60] for row in BREACHES])
def test_each_breach_is_one_error_in_its_place(document: str, kind: str, covered: str, parts: dict[str, str]) -> None:
    parsed = read(document)
    assert [(error.kind, cut(parsed, error.span), error.parts) for error in parsed.errors] == [(kind, covered, parts)]


def test_what_only_the_xml_processor_sees_is_an_error_with_its_words() -> None:
    document = parse(Source.from_text("<Response><Say/><![CDATA[ ]]></Response>"))
    document.masked = "<Response><Say//><![CDATA[ ]]></Response>"
    check_well_formed(document)
    (error,) = document.errors
    assert (error.kind, error.parts["element"]) == ("xml-reader", "Say")
    assert error.parts["reason"]


def test_the_table_knows_every_kind_and_its_parts() -> None:
    kinds = {kind: tuple(parts) for _, kind, _, parts in BREACHES}
    # rules hand the parts on to a message, beside these
    own = set(signature(Rule.report).parameters) - {"values"}
    assert not [kind for kind, parts in ERROR_KINDS.items() if own & set(parts)]
    assert kinds | {"xml-reader": ("element", "reason")} == ERROR_KINDS


@pytest.mark.parametrize(("document", "kind"), [row[:2] for row in BREACHES], ids=[row[0][:60] for row in BREACHES])
def test_recoverable_kinds_leave_the_tree_trustworthy(document: str, kind: str) -> None:
    assert read(document).malformed == (kind not in RECOVERABLE or "\\" in document)


@pytest.mark.parametrize("document", NO_XML)
def test_what_holds_no_element_has_no_errors(document: str) -> None:
    parsed = read(document)
    assert parsed.root is None
    assert parsed.errors == []


def test_every_ampersand_is_an_error() -> None:
    document = "<R a='?a=1&b=2&c=3'>x & y &amp; z &</R>"
    assert errors(document) == [("unescaped-ampersand", "&")] * 4
    assert [error.parts["name"] for error in read(document).errors] == ["b", "c", "", ""]


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


def test_only_the_first_error_of_structure_is_kept() -> None:
    assert errors("<R><a b=1, c><d></R") == [("unquoted-attribute", "1,")]


def test_recoverable_errors_are_kept_beside_it() -> None:
    assert errors("<R a='&'><b></R>") == [("unescaped-ampersand", "&"), ("mismatched-end-tag", "R")]


def test_bytes_that_cannot_be_decoded_are_no_second_error() -> None:
    parsed = read(b"<Response><Say a='\xe9'>caf\xe9</Say></Response>")
    assert (parsed.errors, parsed.malformed) == ([], False)
    assert parsed.source.mismatch is not None
