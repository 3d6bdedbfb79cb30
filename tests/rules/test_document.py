"""Family TW0 where docstrings cannot show it: bytes, encodings, empty files, several problems, and what stays silent."""

from __future__ import annotations

import pytest
from lxml import etree

from support.lint import EVERY, family, lint
from twimllint.engine.diagnostic import Diagnostic

RULES = family("TW0", "TW1", "TW2", default=True)
SAY = "<Response><Say>{}</Say></Response>"


def names(document: str | bytes, path: str = "x.twiml") -> list[str]:
    return lint(document, path, rules=RULES).names


def only(document: str | bytes, path: str = "x.twiml") -> Diagnostic:
    return lint(document, path, rules=RULES).only()


def fixed(document: str | bytes, *, unsafe: bool = False) -> str:
    return lint(document, rules=RULES).fixed(unsafe=unsafe)


@pytest.mark.parametrize(
    "text", ["", " \n", "\n\n\t", '<?xml version="1.0"?>\n', "<!-- later -->", "\ufeff", "\ufeff \n"]
)
def test_an_empty_file_gives_one_finding(text: str) -> None:
    assert names(text) == ["empty-document"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("OK", "text"),
        ("\n  Saved!\nThank you", "text"),
        ("x" * 100, "text"),
        ("a < b", "text"),
        ("Error <b>500</b>", "text"),
        ("[1, 2]", "text"),
        ('{"a": 1}', "json"),
        ('[{"a": 1}]', "json"),
        ('{\n  "twiml": "<Response/>"\n}', "json"),
        ('"<Response/>"', "quoted"),
        ("'<Response><Say>Hi</Say></Response>';", "quoted"),
        ('"\\n<?xml version=\\"1.0\\"?><Response><Say voice=\\"alice\\">Hi</Say></Response>"', "quoted"),
        ('f"<Response><Say>Hi</Say></Response>"', "quoted"),
        ('"""<Response/>"""', "quoted"),
        ("`<Response/>`", "quoted"),
        ("<html><body><p>Not found<br></p></body></html>", "page"),
        ('<!DOCTYPE html>\n<html lang="en" xmlns="http://www.w3.org/1999/xhtml"><body/></html>', "page"),
    ],
)
def test_what_is_no_xml_gives_one_finding(text: str, message: str) -> None:
    finding = only(text)
    assert finding.name == "not-xml-body"
    assert finding.id == message


@pytest.mark.parametrize(
    "text",
    [
        "{{ body }}",
        '{% extends "base.xml" %}{% block verbs %}<Say>Hi</Say>{% endblock %}',
        "{{! nothing }}",
        "<%= render 'menu' %>",
        '{"to": "{{ to }}"}',
        "{% if a %}<Response/>{% else %}<Response><Hangup/></Response>{% endif %}",
    ],
)
def test_templates_are_not_judged_by_what_they_lack(text: str) -> None:
    assert names(text, "part.xml.j2") == []


@pytest.mark.parametrize(
    "text",
    [
        "#if($open)\n<Response>\n#foreach($line in $lines)\n<Say>$line</Say>\n#end\n</Response>\n#end\n",
        "@extends('layout')\n<Response>\n@if ($open)\n<Say>Hi</Say>\n@endif\n</Response>",
    ],
)
def test_template_languages_without_brackets(text: str) -> None:
    assert names(text, "menu.vm") == []


@pytest.mark.parametrize("mark", [True, False])
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_the_encoding_that_is_declared_by_a_fix_is_one_of_xml(codec: str, mark: bool) -> None:
    document = '<?xml version="1.0" encoding="UTF-8"?><Response><Say>né</Say></Response>'
    raw = ("\ufeff" if mark else "").encode(codec) + document.encode(codec)
    fixed = lint(raw).fix().source
    assert fixed.mismatch is None
    assert fixed.encoding == codec
    assert etree.fromstring(fixed.raw).findtext("Say") == "né"


def test_no_encoding_is_declared_that_changes_the_text() -> None:
    for text in ("a +- b", "Gr+APwA3w-e"):
        (finding,) = lint(f'<?xml version="1.0" encoding="UTF-7"?><Response><Say>{text}</Say></Response>').diagnostics
        assert (finding.name, finding.fix) == ("encoding-mismatch", None)
    broken = '\ufeff<?xml version="1.0" encoding="UTF-16"?><Response><Say>x</Say></Response>'.encode("utf-16-le") + b"a"
    assert {one.fix for one in lint(broken).diagnostics if one.name == "encoding-mismatch"} == {None}


def test_encodings_that_agree_are_silent() -> None:
    text = '<?xml version="1.0" encoding="{}"?><Response><Say>né</Say></Response>'
    assert names(text.format("ISO-8859-1").encode("latin-1")) == []
    assert names(text.format("utf-8").encode()) == []
    assert names(text.format("UTF-16").encode("utf-16")) == []


def test_latin_1_that_calls_itself_utf_8() -> None:
    finding = only('<?xml version="1.0" encoding="UTF-8"?><Response><Say>né</Say></Response>'.encode("latin-1"))
    assert finding.name == "encoding-mismatch"
    assert finding.fix is None


def test_utf_8_that_calls_itself_utf_16() -> None:
    document = '<?xml version="1.0" encoding="utf-16"?><Response><Say>né</Say></Response>'
    assert names(document.encode()) == ["encoding-mismatch"]
    assert fixed(document.encode()) == document.replace("utf-16", "UTF-8")


def test_a_byte_order_mark_stays_where_the_declaration_does_not_fit() -> None:
    """Without the mark, an XML reader would go by the declaration and reject the document."""
    document = '\ufeff<?xml version="1.0" encoding="utf-8-sig"?><Response><Say>x</Say></Response>'
    by_name = {finding.name: finding for finding in lint(document.encode(), rules=RULES).diagnostics}
    assert by_name["byte-order-mark"].fix is None
    assert by_name["encoding-mismatch"].fix is not None
    assert fixed(document.encode()) == document.replace("utf-8-sig", "UTF-8").removeprefix("\ufeff")


def test_a_byte_order_mark_is_a_risk_and_two_are_an_error() -> None:
    assert names(b"\xef\xbb\xbf<Response/>") == ["byte-order-mark"]
    assert names(b"\xef\xbb\xbf\xef\xbb\xbf<Response/>") == ["content-before-prolog"]
    assert names('\n\ufeff<?xml version="1.0"?><Response/>') == ["content-before-prolog"]
    assert fixed("\ufeff\ufeff<Response/>") == "<Response/>"


@pytest.mark.parametrize("before", ["\n", " ", "\r\n\r\n", "\t"])
def test_white_space_goes_from_before_the_declaration(before: str) -> None:
    document = '<?xml version="1.0"?>\n<Response/>'
    assert names(before + document) == ["content-before-prolog"]
    assert fixed(before + document) == document


def test_text_before_the_declaration_stays_to_be_looked_at() -> None:
    finding = only('Notice: x\n<?xml version="1.0"?><Response/>')
    assert finding.name == "content-before-prolog"
    assert finding.fix is None


def test_every_recoverable_error_is_reported() -> None:
    assert names(SAY.format("a & b &nbsp; &#11; &x;")) == [
        "unescaped-ampersand", "undefined-entity", "illegal-character", "undefined-entity",
    ]  # fmt: skip


def test_only_the_first_unrecoverable_error_is_reported() -> None:
    assert names("<Response><Say>Hi</Response><Say loop=2></Gather>") == ["not-well-formed"]


def test_recoverable_errors_do_not_stop_other_rules() -> None:
    assert names("<Response><Say>a & b</Say><Speek/></Response>") == ["unescaped-ampersand", "unknown-element"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<Response><Say>Hi</Sya></Response>", "end-tag-spelling"),
        ("<Response><Say>Hi</say></Response>", "end-tag-case"),
        ("<Response><Say>Hi</Response>", "mismatched-end-tag"),
        ("<Response><Say voice='alice>Hi</Say></Response>", "value-unclosed"),
        ("<Response><Say voice=“alice”>Hi</Say></Response>", "unquoted-attribute"),
        ("<Response><Pause ", "cut-off"),
        ("<Response><![CDATA[x</Response>", "cut-off"),
        ("<Response><Say><amazon:effect>x</amazon:effect></Say></Response>", "element-prefix-undeclared"),
        ("<a>" * 3000 + "</a>" * 3000, "too-deep"),
    ],
)
def test_messages_of_malformed_documents(text: str, message: str) -> None:
    finding = only(text)
    assert finding.name == "not-well-formed"
    assert finding.id == message


def test_size_counts_bytes_and_spares_templates() -> None:
    assert names(SAY.format("é" * 32_760)) == ["document-too-large"]
    assert names(SAY.format("e" * 65_000)) == []
    assert names(SAY.format("e" * 70_000 + "{{ x }}"), "x.xml.j2") == []


def test_the_same_entity_in_the_same_words_everywhere() -> None:
    assert fixed(SAY.format("&copy; &hellip; &zwj;")) == SAY.format("&#169; &#8230; &#8205;")
    assert fixed(SAY.format("&unheard; x"), unsafe=True) == SAY.format("&unheard; x")


def test_entities_of_a_doctype_are_written_out_or_kept() -> None:
    plain = '<!DOCTYPE Response [<!ENTITY co "Acme">]><Response><Say>&co;</Say></Response>'
    assert fixed(plain) == SAY.format("Acme")
    outside = '<!DOCTYPE Response [<!ENTITY co SYSTEM "file:///etc/passwd">]><Response><Say>&co;</Say></Response>'
    assert names(outside) == ["doctype-declared"]
    assert fixed(outside) == outside


def test_two_documents_in_one_become_one() -> None:
    text = "<Response><Say>A</Say></Response>\n<Response>\n<Say>B</Say></Response>\n"
    assert names(text) == ["content-after-root"]
    assert fixed(text, unsafe=True) == "<Response><Say>A</Say>\n\n<Say>B</Say></Response>\n"


@pytest.mark.parametrize("tag", ["Response/", "Response></Response"])
def test_the_smallest_documents_are_fine(tag: str) -> None:
    assert names(f"<{tag}>") == []
    assert names(f"<?xml version='1.0'?>\n\n<!-- x -->\n<{tag}>\n<!-- y -->\n") == []


def test_prefixes_are_reported_once() -> None:
    text = '<t:Response xmlns:t="urn:t"><t:Say>Hi</t:Say><t:Foo/></t:Response>'
    assert names(text) == ["namespaced-element"]
    assert fixed(text, unsafe=True) == '<Response xmlns:t="urn:t"><Say>Hi</Say><Foo/></Response>'


def test_html_goes_in_one_step_with_all_that_is_inside_it() -> None:
    text = "<Response><Message>One<br/><b>two <i>three</i></b><p>four</p></Message></Response>"
    assert set(names(text)) == {"html-in-twiml"}
    assert fixed(text, unsafe=True) == "<Response><Message>One&#10;two three&#10;four</Message></Response>".replace(
        "three&#10;four", "threefour&#10;"
    )


PROGRAMS = [
    'from flask import Flask\n\ndef voice():\n    return "{}"\n\n\nif __name__ == "__main__":\n    app.run()\n',
    "exports.handler = (e) => {{\n  const xml = `{}`;\n  return xml;\n}};\nmodule.exports = 1;\n",
    "# Twilio\n\nOur menu:\n\n```xml\n{}\n```\n\nAnd that is all.\n",
    "\n\n{}\nWarning: Cannot modify header information\n",
    "Notice: undefined index\n{} and so on",
    "<?php header(\"Content-Type: text/xml\"); echo '{}'; ?>\n",
    '<?xml version="1.0"?>\nconst a = 1;\n{}\nconst b = 2;\n',
]
DOCUMENTS = [
    "<Response><Say>Hi</Say></Response>",
    '<?xml version="1.0" encoding="UTF-8"?><Response><say>Hi</say></Response>',
    "<Response><Say>A</Say></Response>{gap}<Response><Say>B</Say></Response>",
    "<Response><Dial><Room>DailyStandup</Room></Dial></Response>",
    "<say>Hi</say>",
]


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("program", PROGRAMS)
def test_no_fix_removes_the_program_around_a_document(program: str, document: str) -> None:
    text = program.format(document.replace("{gap}", "\nlet twoDocuments = 1\n"))
    words = [line for line in program.format("\n").replace("let", "").split("\n") if line.strip()]
    kept = lint(text, "app.twiml", rules=EVERY).fixed(unsafe=True)
    assert [line for line in words if line.strip() not in kept] == []
    assert "twoDocuments" in kept or "{gap}" not in document


def test_documents_are_joined_only_where_nothing_else_is_written() -> None:
    first = "<Response><Say>A</Say></Response>"
    for second in (
        '<Response><Say>B</Say></Response>"',
        '<Response version="1"><Say>B</Say></Response>',
        "<Response/>",
    ):
        assert fixed(first + second, unsafe=True) == first + second


def test_a_byte_order_mark_after_the_root_is_removed() -> None:
    assert fixed("<Response/>\ufeff") == "<Response/>"
