"""The XSD processors as safety net, and schemas of users."""

import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from twimllint.schema import net
from twimllint.schema.net import Objection, SchemaError, is_valid, objections


def reasons(document: str, against: str = "voice") -> list[str]:
    return [objection.reason for objection in objections(document, against)]


def test_verdict() -> None:
    assert is_valid(etree.fromstring("<Response><Say>Hi</Say></Response>"), "voice")
    assert not is_valid(etree.fromstring("<Response><Say>Hi</Say></Response>"), "messaging")
    assert is_valid(etree.fromstring("<Response><Hangup/></Response>"), "unknown"), "an unknown channel is voice"


def test_an_entity_reference_is_no_crash() -> None:
    text = '<!DOCTYPE Response [<!ENTITY a "b">]><Response><Say>&a;</Say></Response>'
    root = etree.fromstring(text, etree.XMLParser(resolve_entities=False))
    assert not is_valid(root, "voice")


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("<Response><Say>Hi</Say><!-- c --></Response>", []),
        ("<Response><Connect><Room><!-- c -->a</Room></Connect></Response>", []),
        ("<Response><Foo/></Response>", ["<Foo> is not allowed here in <Response>"]),
        ("<Response>hi</Response>", ["<Response> takes no text"]),
        ("<Foo/>", ["<Foo> is not what the schema begins with"]),
        ('<Response><Gather numDigit="1"/></Response>', ['<Gather> has no attribute "numDigit"']),
        (
            "<Response><Connect><ConversationRelay/></Connect></Response>",
            ['<ConversationRelay> lacks the attribute "url"'],
        ),
        ('<Response><Dial timeout="3">1</Dial></Response>', ['timeout is "3", which is less than 5']),
        ('<Response><Dial timeout="3s">1</Dial></Response>', ['timeout is "3s", which is not a whole number']),
        ('<Response><Redirect method="PUT">/x</Redirect></Response>', ['method is "PUT"; legal is GET or POST']),
        ('<Response><Play digits="1,2"/></Response>', ['digits is "1,2", which does not have the form [0-9A-DWw#*]+']),
        ("<Response><Connect><Room> </Room></Connect></Response>", ["the text of <Room> is blank"]),
        ("<Response><Pause>x</Pause></Response>", ["<Pause> takes no text"]),
        ("<Response><Pause> </Pause></Response>", []),
        ("<Response><Enqueue><Task/></Enqueue></Response>", ["the text of <Task> is empty"]),
        ("<Response><Pause><Say/></Pause></Response>", ["<Pause> takes no elements"]),
        ("<Response><Say><lang>x</lang></Say></Response>", ['<lang> lacks the attribute "xml:lang"']),
        ("<Response><Refer/></Response>", ["<Refer> is not complete: it lacks <Sip>"]),
    ],
)
def test_objections_in_plain_words(document: str, expected: list[str]) -> None:
    assert reasons(document) == expected


def test_an_objection_knows_its_place() -> None:
    document = '<?xml version="1.0"?>\n<Response>\n  <!-- c -->\n  <Say>a</Say>\n  <Dial><Number x="1">1</Number></Dial>\n</Response>'
    assert objections(document, "voice") == [Objection(3, "Number", "x", '<Number> has no attribute "x"')]


def test_a_schema_of_a_user(tmp_path: Path) -> None:
    path = tmp_path / "acme.xsd"
    path.write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="Response"><xs:complexType>'
        '<xs:sequence><xs:element name="Say" maxOccurs="2" type="xs:string"/></xs:sequence>'
        "</xs:complexType></xs:element></xs:schema>"
    )
    assert reasons("<Response><Say>a</Say></Response>", str(path)) == []
    assert reasons("<Response><Play>a</Play></Response>", str(path)) == [
        "<Play> is not allowed here in <Response>; expected is <Say>"
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "No such file"),
        ("<xs:schema", "invalid XML syntax"),
        (
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a" type="b"/></xs:schema>',
            "unknown type",
        ),
        (
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
            '<xs:include schemaLocation="http://127.0.0.1:9/a.xsd"/></xs:schema>',
            "block access to remote resource",
        ),
        (
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:include schemaLocation="not-there.xsd"/></xs:schema>',
            "not-there.xsd",
        ),
        (
            '<!DOCTYPE xs:schema [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">&a;</xs:schema>',
            "ntit",
        ),
    ],
    ids=["missing", "not-xml", "wrong", "remote", "part-missing", "entity"],
)
def test_a_schema_that_cannot_be_used(tmp_path: Path, content: str | None, reason: str) -> None:
    path = tmp_path / "acme.xsd"
    if content is not None:
        path.write_text(content)
    with pytest.raises(SchemaError, match=reason) as caught:
        objections("<Response/>", str(path))
    assert caught.value.path == str(path)


def test_the_clean_path_loads_no_heavy_module() -> None:
    code = (
        "import sys\n"
        "from lxml import etree\n"
        "from twimllint.schema.net import is_valid\n"
        "from twimllint.schema.grammar import load\n"
        "root = etree.fromstring('<Response><Say>Hi</Say></Response>')\n"
        "assert is_valid(root, 'voice') and load('voice').named('Say')\n"
        "print(sorted({'xmlschema', 'json', 'ssl', 'asyncio'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert done.stdout.strip() == "[]"


def test_a_slow_pattern_of_a_users_schema_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(net, "MAX_SECONDS", 0.5)
    path = tmp_path / "acme.xsd"
    path.write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="Response"><xs:simpleType>'
        '<xs:restriction base="xs:string"><xs:pattern value="(a+)+b"/></xs:restriction></xs:simpleType></xs:element>'
        "</xs:schema>"
    )
    with pytest.raises(SchemaError, match="a pattern in it may be too slow"):
        objections(f"<Response>{'a' * 40}</Response>", str(path))
    assert objections("<Response>aaab</Response>", str(path)) == []
