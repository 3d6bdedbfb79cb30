"""What is TwiML and what only looks like it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twimllint.files.detect import (
    FOREIGN_ATTRIBUTES,
    has_twiml_suffix,
    is_candidate_name,
    is_twiml,
    looks_like_twiml,
    name_suggests_twiml,
)
from twimllint.host.detect import is_markup, program_language
from twimllint.schema.data import data
from twimllint.schema.grammar import load
from twimllint.source.parse import parse
from twimllint.source.text import decode


def accepted(raw: bytes | str, path: str = "a.xml") -> bool:
    raw = raw.encode() if isinstance(raw, str) else raw
    return looks_like_twiml(raw, path) and is_twiml(parse(decode(raw, path)), path)


def attributes_of_twiml() -> set[str]:
    types = [load(channel).named(name) for channel in ("voice", "messaging") for name in load(channel).names]
    return {attr for kind in types if kind is not None for attr in kind.attributes}


YES = {
    "plain": "<Response><Say>Hi</Say></Response>",
    "declared": '<?xml version="1.0" encoding="UTF-8"?>\n<!-- <project> -->\n<Response>\n<Dial>+1</Dial>\n</Response>',
    "doctype": '<!DOCTYPE Response [<!ENTITY a "b">]>\n<Response><Say>&a;</Say></Response>',
    "message": "<Response><Message>Hello</Message></Response>",
    "message with parts": "<Response><Message><Body>Hi</Body><Media>https://e.com/a.png</Media></Message></Response>",
    "weak verbs": "<Response><Play>a.mp3</Play><Redirect/></Response>",
    "room": "<Response><Connect><Room>a</Room></Connect></Response>",
    "room astray": "<Response><Room>a</Room></Response>",
    "wrong case": "<Response><say>Hi</say></Response>",
    "root in lower case": "<response><Say>Hi</Say></response>",
    "root in capitals": "<RESPONSE><SAY>Hi</SAY></RESPONSE>",
    "a foreign element beside verbs": "<Response><Say>Hi</Say><br/></Response>",
    "Plivo beside a verb that only TwiML has": "<Response><Say>Hi</Say><Speak>Hi</Speak></Response>",
    "a verb misspelt": "<Response><Gahter/></Response>",
    "a verb misspelt beside one that others have": "<Response><Play>/a.mp3</Play><Hangups/></Response>",
    "a verb misspelt, nested": "<Response><Gahter><Say>Hi</Say></Gahter></Response>",
    "namespace": '<Response xmlns="https://example.com/"><Say>Hi</Say></Response>',
    "text before": "Saved! <Response><Say>Hi</Say></Response>",
    "blank before the declaration": '\n <?xml version="1.0"?><Response><Say>Hi</Say></Response>',
    "quoted": '"<?xml version=\\"1.0\\"?><Response><Message>hello</Message></Response>"',
    "cut off": "<Response><Say>Hi",
    "cut off at once": "<Response",
    "cut off in a name": "<Response><Sa",
    "tags that do not match": "<Response><Say>Hi</Dial></Response>",
    "ampersand": "<Response><Redirect>a?b&c</Redirect></Response>",
    "template before": "{% if a %}<Response><Say>{{ b }}</Say></Response>{% endif %}",
    "an element of a template before": "<cfoutput><Response><Say>#a#</Say></Response></cfoutput>",
    "an element with a prefix before": '<c:if test="a"><Response><Say>b</Say></Response></c:if>',
    "php before": '<?php echo "x"; ?>\n<Response><Say>Hi</Say></Response>',
    "one attribute of another provider": '<Response><Dial callbackUrl="/c"><Number>+1</Number></Dial></Response>',
    "their attributes beside a verb of ours": (
        '<Response><Say>Hi</Say><Record recordSession="true" fileFormat="mp3"/></Response>'
    ),
    "bare gather": '<Gather numDigits="1"><Say>Press one</Say></Gather>',
}
NO = {
    "empty": "",
    "blank": " \n",
    "text": "hello",
    "json": '{"Response": "Say"}',
    "maven": '<?xml version="1.0"?><project xmlns="http://maven.apache.org/POM/4.0.0"><name>Say</name></project>',
    "android": '<manifest xmlns:android="x"><application><activity/></application></manifest>',
    "svg": '<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>',
    "soap": '<soap:Envelope xmlns:soap="s"><soap:Body><Response><Say/></Response></soap:Body></soap:Envelope>',
    "soap response": '<ns:Response xmlns:ns="s"><ns:Say/></ns:Response>',
    "api": "<Response><Status>ok</Status><Code>200</Code></Response>",
    "api with a word of TwiML": "<Response><Status>ok</Status><Code>200</Code><Message>Done</Message></Response>",
    "api in lower case": "<response><status>ok</status></response>",
    "api in lower case with a message": "<response><message>not found</message></response>",
    "saml": '<samlp:Response xmlns:samlp="s"><saml:Assertion/></samlp:Response>',
    "xacml": '<Response xmlns="urn:oasis"><Result><Decision>Permit</Decision></Result></Response>',
    "Plivo": "<Response><Speak>Hello</Speak><Hangup/></Response>",
    "Plivo menu": '<Response><GetDigits action="/a"><Speak>Press</Speak></GetDigits><Dial><Number>1</Number></Dial></Response>',
    "Bandwidth": "<Response><SpeakSentence>Hello</SpeakSentence></Response>",
    "KooKoo": "<response><playtext>Hello</playtext><hangup/></response>",
    "VoiceXML": '<vxml version="2.1"><form><block>Hi</block></form></vxml>',
    "a playlist": "<Response><Playlist/></Response>",
    "html": "<!DOCTYPE html><html><body><Response><Say/></Response></body></html>",
    "ResponseEntity": "<ResponseEntity><Say/></ResponseEntity>",
    "a message of something else": "<Message><Body>Hi</Body></Message>",
    "record of something else": "<Record><id>1</id></Record>",
    "bare say with nothing that tells": "<Say>Hi</Say>",
    "api with a code and a message": "<Response><Code>0</Code><Message>Done</Message></Response>",
    "Twilio's own answers": "<TwilioResponse><Conference><Sid>CF1</Sid></Conference></TwilioResponse>",
    "broken api": "<Response><Status>ok</Response>",
    "Plivo by its attributes": '<Response><Conference waitSound="/w" enterSound="beep:1">a</Conference></Response>',
    "Africa's Talking": '<Response><Say>Hi</Say><Dial phoneNumbers="+1" sequential="true"/></Response>',
    "sipgate": "<Response><Dial><Voicemail/></Dial></Response>",
    "Plivo recording": (
        '<Response><Record recordSession="true" fileFormat="mp3"/><Dial><Number>+1</Number></Dial></Response>'
    ),
}
HINTED = {
    "empty response": "<Response/>",
    "text only": "<Response>Hello</Response>",
    "bare say": "<Say>Hi</Say>",
    "another root": "<Twiml><Say>Hi</Say></Twiml>",
    "root in lower case with a message": "<response><message>Hi</message></response>",
    "all unknown": "<Response><Spaek/><Foo/></Response>",
}


@pytest.mark.parametrize("raw", YES.values(), ids=YES)
def test_twiml(raw: str) -> None:
    assert accepted(raw)


@pytest.mark.parametrize("raw", NO.values(), ids=NO)
def test_not_twiml(raw: str) -> None:
    assert not accepted(raw)


@pytest.mark.parametrize("raw", HINTED.values(), ids=HINTED)
def test_twiml_by_its_name(raw: str) -> None:
    assert not accepted(raw, "src/data/a.xml")
    assert accepted(raw, "src/twiml/a.xml")
    assert accepted(raw, "voice.xml")


@pytest.mark.parametrize(
    "raw",
    [
        '<smses count="1"><sms type="1" body="Hi" date="1"/></smses>',
        "<voices><say>Hi</say><play>a.wav</play></voices>",
        "<conference><sip>a@b.test</sip></conference>",
        '<calls count="1"><call number="1"/></calls>',
        "<TwilioResponse><Conference><Sid>CF1</Sid></Conference></TwilioResponse>",
        "<Response><MessageId>1</MessageId><Message>OK</Message></Response>",
        "<Dialog><Say>Hi</Say><Pause/></Dialog>",
        "<Account><Sip>a@b.test</Sip></Account>",
    ],
)
def test_a_name_that_suggests_twiml_is_not_enough(raw: str) -> None:
    assert not accepted(raw, "backup/sms.xml")
    assert not accepted(raw, "res/xml/voice.xml")


def test_the_name_outweighs_attributes_of_another_provider() -> None:
    raw = '<Response><Record recordSession="true" fileFormat="mp3"/><Hangup/></Response>'
    assert not accepted(raw, "voice.xml")
    assert accepted(raw, "twilio/voice.xml")


def test_foreign_attributes_are_not_twiml() -> None:
    table = {key.partition("@")[2] for key in data("dialects")["attributes"]}
    assert table >= FOREIGN_ATTRIBUTES
    assert not attributes_of_twiml() & FOREIGN_ATTRIBUTES


@pytest.mark.parametrize("raw", [*YES.values(), *NO.values(), *HINTED.values()])
@pytest.mark.parametrize("path", ["a.twiml", "A.TWIML", "x/a.twiml.erb", "-"])
def test_always(raw: str, path: str) -> None:
    assert accepted(raw, path)


TEMPLATES = {
    "a.erb": "<% if @open %><Response><Say>Hi</Say></Response><% end %>",
    "a.php": "<?php header('a'); ?>\n<Response><?php if ($a): ?><Say>Hi</Say><?php endif ?></Response>",
    "a.vm": "#set($a = 1)\n<Response>\n#if($a)<Say>$b</Say>#end\n</Response>",
    "a.cshtml": "@model X\n<Response>@if (Model.A) { <Say>@Model.B</Say> }</Response>",
    "child.xml.j2": '{% extends "base.xml" %}{% block a %}<Say>Hi</Say>{% endblock %}{% block b %}<Pause/>{% endblock %}',
    "child.xml": '{% extends "base.xml" %}{% block a %}<Say>Hi</Say>{% endblock %}',
    "_part.erb": '<Say>Hi <%= @name %></Say>\n<Gather numDigits="1"/>',
    "slips.xml.j2": '{% extends "base.xml" %}{% block a %}<Dial><Numbr>1</Numbr></Dial><Gather/>{% endblock %}',
    "room.xml.j2": '{% extends "base.xml" %}{% block a %}<Connect><Room>{{ room }}</Room></Connect>{% endblock %}',
    "only-tags.xml": '<Response>{% include "verbs.xml" %}{{ more }}</Response>',
}
OTHER_TEMPLATES = {
    "page.erb": "<html><body><% if @open %><p>Response</p><% end %></body></html>",
    "app.js.erb": "var call = '<%= @call %>'; // Response",
    "echo.php": "<?php echo '<Response><Say>Hi</Say></Response>';",
    "api.xml.j2": "<Response><Status>{{ status }}</Status><Code>200</Code></Response>",
    "list.vm": "#foreach($a in $b)<item>$a</item>#end",
    "part.erb": "<% @rows.each do |row| %><Record><id><%= row.id %></id></Record><% end %>",
    "ports.xml.j2": "{% if a %}<Connect><Port>{{ port }}</Port></Connect>{% endif %}",
    "dial.html.j2": "{% if a %}<Dial><div><span>{{ port }}</span></div></Dial>{% endif %}",
    "pom.xml.j2": "<project><name>{{ name }}</name></project>",
}


@pytest.mark.parametrize("path", TEMPLATES)
def test_templates(path: str) -> None:
    assert is_candidate_name(path)
    assert accepted(TEMPLATES[path], path)


@pytest.mark.parametrize("path", OTHER_TEMPLATES)
def test_templates_of_something_else(path: str) -> None:
    assert is_candidate_name(path)
    assert not accepted(OTHER_TEMPLATES[path], path)


def test_php_is_a_template_or_a_program() -> None:
    program = program_language("echo.php")
    assert program is not None
    assert program.name == "php"
    assert not is_markup(OTHER_TEMPLATES["echo.php"].encode(), "echo.php", program)
    assert is_markup(TEMPLATES["a.php"].encode(), "a.php", program)


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        # quotes of a word processor, which PHP does not know
        ("<?php\necho \u2018<?xml version=\u201d1.0\u2033?>\u2019;\necho \u2018<Response>\u2019;\necho \u2018</Response>\u2019;\n?>", False),
        ("echo '<Response>';\nprint('<Say>Hi</Say>');\necho '</Response>';\n", False),
        ('{"title": "a.php", "text": "<Response></Response>"}', False),
        ('[{"text": "<Response></Response>"}]', False),
        ("{{ declaration }}<Response><Say>print this</Say></Response>", True),
        ("<?php header('Content-Type: text/xml') ?>\n<Response>\n<?php echo '<Say>' ?>Hi</Say></Response>", True),
    ],
)  # fmt: skip
def test_code_outside_the_tags_of_php_makes_no_template(text: str, markup: bool) -> None:
    program = program_language("a.php")
    assert program is not None
    assert is_markup(text.encode(), "a.php", program) == markup


@pytest.mark.parametrize("name", ["twilio.html", "docs/sms/voice.htm", "calls.html"])
@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("<!DOCTYPE html>\n<html><body><h1>Calls</h1><pre>&lt;Response></pre></body></html>", False),
        ("<div><h1>Calls</h1><p>fetch('/sms').then((Response) => 0)</p></div>", False),
        ("Response times of calls", False),
        ("<Response><Say>Hi</Say></Response>", True),
        ("{% if a %}<Say>{{ b }}</Say>{% endif %}", True),
    ],
)
def test_web_pages_are_no_twiml_whatever_they_are_called(text: str, markup: bool, name: str) -> None:
    language = program_language(name)
    assert language is not None
    assert is_markup(text.encode(), name, language) == markup
    for path in ("a.xml.php", "a.blade.php", "a.phtml", "a.erb"):
        assert program_language(path) is None


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "latin-1"])
def test_encodings(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\n<Response><Say>Grüße</Say></Response>'
    assert accepted(text.encode(encoding))
    assert looks_like_twiml(text.encode(encoding), "a.xml")


@pytest.mark.parametrize("path", ["a.twiml.py", "twiml", "a.xml", "a.twimls", ".twimlrc", "a.twiml/b.xml", "-.xml"])
def test_not_by_name(path: str) -> None:
    assert not has_twiml_suffix(path)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("twiml/a.xml", True),
        ("TwiML.xml", True),
        ("src/twilio-app/x/a.xml", True),
        ("incoming_call.xml", True),
        ("incomingCall.xml", True),
        ("sms_reply.xml", True),
        ("ivr/menu.xml", True),
        ("hold-music.xml", True),
        ("callback.xml", False),
        ("drivers.xml", False),
        ("invoice.xml", False),
        ("pom.xml", False),
        ("twiml/a/b/c.xml", False),
    ],
)
def test_hints(path: str, expected: bool) -> None:
    assert name_suggests_twiml(path) is expected


@given(
    st.sampled_from([*YES.values(), *HINTED.values(), *NO.values(), *TEMPLATES.values(), *OTHER_TEMPLATES.values()]),
    st.sampled_from(["a.xml", "voice.xml", "a.erb"]),
)
def test_sniff_turns_down_nothing_that_judge_takes(raw: str, path: str) -> None:
    if is_twiml(parse(decode(raw.encode(), path)), path):
        assert looks_like_twiml(raw.encode(), path)


@given(st.binary(max_size=80), st.sampled_from(["a.xml", "voice.xml", "a.twiml"]))
def test_never_fails(raw: bytes, path: str) -> None:
    looks_like_twiml(raw, path)
    is_twiml(parse(decode(raw, path)), path)


def test_sniff_is_linear() -> None:
    for hostile in (
        b"<!--" * 200_000,
        b"<?" * 200_000,
        b"<!DOCTYPE[" * 100_000,
        b" " * 1_000_000,
        b"<!-- -->" * 100_000,
    ):
        begin = time.process_time()
        assert not looks_like_twiml(hostile, "a.xml")
        assert time.process_time() - begin < 1, hostile[:10]


#: What a server answers in place of TwiML, or what is left of it, under names that say what it should be.
NAMED = {
    "a web page": "<html><head><title>502 Bad Gateway</title></head><body><h1>Bad gateway</h1></body></html>",
    "a web page with a type": "<!DOCTYPE html>\n<html><body><p>Not found<br></p></body></html>",
    "plain text": "Internal Server Error",
    "JSON": '{"message": "Internal server error"}',
    "nothing": "",
    "a noun": "<Room>DailyStandup</Room>",
    "a verb with a noun": "<Connect><Room>DailyStandup</Room></Connect>",
    "a message": "<Message>Hello</Message>",
    "a root one letter off": "<Respons><Play>a.mp3</Play></Respons>",
    "a root one letter off, empty": "<Respons/>",
}
NAMES = ["voice.xml", "calls/ivr-menu.xml", "sms.xml", "incomingCall.xml", "twiml.xml", "app/voicemail.xml"]
#: What other programs call by such names.
THEIRS = {
    "an Android layout": '<LinearLayout xmlns:android="x"><TextView/></LinearLayout>',
    "a Maven project": '<project xmlns="http://maven.apache.org/POM/4.0.0"><name>ivr</name></project>',
    "a backup of messages": '<smses count="1"><sms address="1" body="hi"/></smses>',
    "strings": '<resources><string name="call">Call</string></resources>',
    "a web service": "<definitions><message/></definitions>",
    "a message of an interface": "<Message><From>1</From><Text>hi</Text></Message>",
    "with a namespace": '<Message xmlns="urn:acme">hi</Message>',
    "a prefix": '<soap:Envelope xmlns:soap="s"/>',
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", NAMED.values(), ids=NAMED.keys())
def test_what_a_name_calls_twiml_is_twiml(text: str, name: str) -> None:
    assert accepted(text, name)
    assert not accepted(text, "data/export.xml")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", THEIRS.values(), ids=THEIRS.keys())
def test_files_of_other_programs_stay_theirs(text: str, name: str) -> None:
    assert not accepted(text, name)
