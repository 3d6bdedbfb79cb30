"""Family TW1 where docstrings cannot show it: no trains of findings, other providers' files, channels, the XSD net."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from twimllint.rules.structure.deprecated_element import DeprecatedElement
from twimllint.rules.structure.text_required import TextRequired

from support.lint import family, lint
from twimllint.engine.result import FileResult
from twimllint.schema.grammar import load

RULES = family("TW0", "TW1", "TW2", default=True)


def run(text: str, path: str = "x.twiml", rules: Iterable[str] = RULES, **settings: Any) -> FileResult:
    return lint(text, path, rules=rules, **settings).result


def found(text: str, path: str = "x.twiml", **settings: Any) -> list[str]:
    """Name and marked text of every finding."""
    linted = lint(text, path, rules=RULES, **settings)
    assert not linted.result.failures
    return linted.found


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        # nothing inside something unknown is checked
        ('<Foo bar="1"><say loop="x"/><Dial timeout="x">1</Dial>text</Foo>', ["unknown-element Foo"]),
        ('<div class="x"><p><Sya/></p><a href="x">y</a></div>', ["html-in-twiml div"]),
        ('<Say>x</Say><GetDigits retries="2"><Speak lang="x">1</Speak></GetDigits>', ["foreign-dialect GetDigits"]),
        # an element in the wrong place is judged as what it is, and its children too
        (
            '<Gather action="/k"><Dial timeout="x"><Sya/></Dial></Gather><Hangup/>',
            ["child-not-allowed Dial", "not-an-integer x", "unknown-element Sya"],
        ),
        ("<Number>+14155550100<Foo/></Number>", ["noun-without-verb Number", "unknown-element Foo"]),
        (
            '<Response><Say voice="alice" lop="1">x</Say></Response>',
            ["nested-response Response", "unknown-attribute lop"],
        ),
        # SSML names mean SSML only in speech
        ('<Say voice="Polly.Amy"><s>x</s> <S>y</S></Say>', ["element-wrong-case S"]),
        ("<p>x</p><sub>y</sub>", ["html-in-twiml p", "html-in-twiml sub"]),
        ("<prosody>x</prosody>", ["child-not-allowed prosody"]),
        (
            '<Say voice="Polly.Amy"><Pause/><Number>1</Number></Say>',
            ["child-not-allowed Pause", "child-not-allowed Number"],
        ),
        ('<Say voice="Polly.Amy"><p><p>x</p></p></Say>', ["child-not-allowed p"]),
        # the nearest name is looked for where the element is
        ("<Gather action='/k'><Sey>x</Sey></Gather><Hangup/>", ["unknown-element Sey"]),
        ("<Connect><Steam url='wss://x.test/s'/></Connect>", ["unknown-element Steam"]),
    ],
)
def test_one_finding_each(inside: str, expected: list[str]) -> None:
    assert found(f"<Response>{inside}</Response>") == expected


def test_no_recursion_in_deep_documents() -> None:
    depth = 1500
    text = "<Response><Say>" + "<emphasis>" * depth + "</emphasis>" * depth + "</Say></Response>"
    assert found(text) == []
    assert found("<Response>" + "<Foo>" * depth + "</Foo>" * depth + "</Response>") == ["unknown-element Foo"]


@pytest.mark.parametrize(
    "text",
    [
        "<Response><Speak>Hi</Speak><Hangup/></Response>",
        '<Response><GetDigits action="/k"><Play loop="x">a.mp3</Play></GetDigits><Foo/></Response>',
        "<response><playtext>Hi</playtext></response>",
        '<Response><SpeakSentence gender="f">Hi</SpeakSentence><Dial callerName="x"/></Response>',
        '<vxml version="2.1"><form><block>Hi</block></form></vxml>',
    ],
)
def test_another_providers_file_is_ignored(text: str) -> None:
    assert found(text, "plivo/answer.xml") == []
    assert "foreign-dialect" in " ".join(found(text, "answer.twiml"))
    assert "foreign-dialect" in " ".join(found(text, "-"))


def test_a_foreign_verb_beside_one_of_twilio_is_a_mistake() -> None:
    assert found("<Response><Say>x</Say><Wait length='2'/></Response>", "a.xml") == ["foreign-dialect Wait"]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("sms.xml", "<Response><Say>x</Say><Dial>+14155550100</Dial></Response>", ["channel-mismatch Say"]),
        ("messaging/reply.xml", "<Response><Say>x</Say></Response>", ["channel-mismatch Say"]),
        ("voice/hello.twiml", "<Response><Message>x</Message></Response>", ["channel-mismatch Message"]),
        ("voice.xml.j2", "<Response><Message>{{ x }}</Message></Response>", ["channel-mismatch Message"]),
        # the file's own name counts more than the folder's, and only clear names count
        ("sms/voice.xml", "<Response><Say>x</Say></Response>", []),
        ("voice/sms.xml", "<Response><Message>x</Message></Response>", []),
        ("sms-outage.xml", "<Response><Say>x</Say></Response>", []),
        ("voicemail.xml", "<Response><Message>x</Message></Response>", []),
        ("sms.xml", "<Response><Redirect>/x</Redirect></Response>", []),
        ("sms.xml", "<Response/>", []),
        # both channels in one document are one mistake, whatever the file is called
        ("sms.xml", "<Response><Say>x</Say><Message>y</Message></Response>", ["mixed-channels Message"]),
    ],
)
def test_channel_by_name(path: str, text: str, expected: list[str]) -> None:
    assert found(text, path) == expected


def test_declared_channel() -> None:
    text = "<Response><Say>x</Say><Message>y</Message><Dial/></Response>"
    assert found(text, channel="messaging") == ["channel-mismatch Say"]
    assert found(text, channel="voice") == ["channel-mismatch Message"]
    (finding,) = run(text, channel="messaging").diagnostics
    assert [related.message for related in finding.related] == ["<Dial> too"]


@pytest.mark.parametrize(
    "text",
    [
        "<Response>{{ verbs }}</Response>",
        "<Response>{% for v in verbs %}{{ v }}{% endfor %}</Response>",
        "<Response><Gather action='/k'>{{#if x}}<Say>x</Say>{{/if}}{{> rest}}</Gather><Hangup/></Response>",
        "<Response><% verbs.each do |v| %><%= v %><% end %></Response>",
        "<Response><Connect>${noun}</Connect></Response>",
        "<Response><Start>{% include 'stream.xml' %}</Start><Dial><Client>{{ who }}</Client></Dial></Response>",
        "<Response>\n  #foreach($i in $list)\n  <Say>$i</Say>\n  #end\n</Response>",
    ],
)
def test_templates_raise_no_alarm(text: str) -> None:
    assert found(text, "x.xml") == []


def test_lists_agree_with_the_schema() -> None:
    withdrawn = {
        kind.name
        for channel in ("voice", "messaging", "fax")
        for kind in load(channel).types()
        if kind.about.status in ("deprecated", "retired", "unlisted") and kind.name not in ("Response", "Reject")
    }
    assert withdrawn | {"Echo"} == set(DeprecatedElement.on)
    needed = {k.name for c in ("voice", "messaging") for k in load(c).types() if k.text == "required"}
    elsewhere = {"Room", "Say", "Play", "Message", "Redirect", "TaskAttributes", "say-as", "sub"}
    assert needed - elsewhere <= set(TextRequired.on)


HOUSE = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="Response"><xs:complexType><xs:sequence>
    <xs:element name="Say" maxOccurs="2"><xs:complexType mixed="true">
      <xs:attribute name="voice" use="required"/><xs:anyAttribute processContents="skip"/>
    </xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>"""


def test_a_schema_of_ones_own(tmp_path: Path) -> None:
    schema = tmp_path / "house.xsd"
    schema.write_text(HOUSE, encoding="utf-8")
    settings = {"schema": str(schema)}
    assert found('<Response><Say voice="alice">x</Say></Response>', **settings) == []
    (finding,) = run("<Response><Say>x</Say></Response>", **settings).diagnostics
    assert finding.name == "schema-violation"
    assert finding.message == 'not allowed by house.xsd: <Say> lacks the attribute "voice"'
    # our own finding about the element is enough
    assert found("<Response><Say lop='1'>x</Say></Response>", **settings) == ["unknown-attribute lop"]
    # a template may write the attribute
    assert found("<Response><Say {{ attrs }}>x</Say></Response>", **settings) == []


def test_a_schema_that_cannot_be_used_is_a_failure(tmp_path: Path) -> None:
    schema = tmp_path / "house.xsd"
    schema.write_text("<xs:schema", encoding="utf-8")
    for path in (schema, tmp_path / "none.xsd"):
        result = run("<Response><Speek/></Response>", schema=str(path))
        assert [d.name for d in result.diagnostics] == ["unknown-element"]
        (failure,) = result.failures
        assert failure.path == str(path)
        assert failure.message.startswith("the schema cannot be used: ")


def test_the_schema_is_checked_where_no_rule_is_selected() -> None:
    net = ["schema-violation"]
    result = run('<Response><Speek/><Say loop="x">Hi</Say><Gather>text</Gather></Response>', rules=net)
    assert {d.name for d in result.diagnostics} == {"schema-violation"}
    assert len(result.diagnostics) >= 3
    assert run("<Response><Say>{{ x }}</Say>{{ y }}</Response>", rules=net).diagnostics == ()


@pytest.mark.parametrize(
    "namespace", ["http://genshi.edgewall.org/", "jakarta.tags.core", "http://xml.zope.org/namespaces/tal"]
)
def test_a_namespace_of_a_template_language_is_left_to_it(namespace: str) -> None:
    text = '<Response xmlns:t="{}"><Say t:x="1">Hi</Say><t:if x="1"><Speek/></t:if><Hangup/></Response>'
    assert found(text.format(namespace)) == []
    assert found(text.format("urn:other")) == ["unknown-attribute t:x", "namespaced-element t:if"]


def test_a_part_of_a_template_needs_no_root() -> None:
    assert found("<Say>Hello</Say>", "_greeting.xml.erb") == []
    assert found("<Say>Hello</Say>", "greeting.xml") == ["root-not-response Say"]


def test_fixes_hold_together() -> None:
    text = (
        "<response><say>Hi</say><Wait length='2' silence='true'/><GetDigits callbackUrl='/k' retries='2'/></response>"
    )
    outcome = lint(text, rules=RULES).fix(unsafe=True)
    assert outcome.source.text == "<Response><Say>Hi</Say><Pause length='2'/><Gather action='/k'/></Response>"
    assert not outcome.dropped
