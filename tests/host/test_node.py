"""Calls of twilio-node in JavaScript and TypeScript, and the documents that come of them."""

from __future__ import annotations

import pytest

from support.checking import diagnostics, findings
from support.extracting import check_places, documents, texts

pytest.importorskip("tree_sitter")

REQUIRE = "const VoiceResponse = require('twilio').twiml.VoiceResponse;\n"


def built(body: str, language: str = "javascript") -> list[str]:
    """The documents of a handler that ends by sending ``t``."""
    return texts(
        f"{REQUIRE}app.post('/', (req, res) => {{ const t = new VoiceResponse();\n{body}\nres.send(t.toString()); }});",
        language,
    )


@pytest.mark.parametrize(
    ("head", "constructor"),
    [
        ("const VoiceResponse = require('twilio').twiml.VoiceResponse;", "VoiceResponse"),
        ("const { VoiceResponse } = require('twilio').twiml;", "VoiceResponse"),
        ("const { twiml: { VoiceResponse } } = require('twilio');", "VoiceResponse"),
        ("const { twiml } = require('twilio');", "twiml.VoiceResponse"),
        ("const twilio = require('twilio');", "twilio.twiml.VoiceResponse"),
        ("const VoiceResponse = require('twilio/lib/twiml/VoiceResponse');", "VoiceResponse"),
        ("const { VoiceResponse: Voice } = require('twilio').twiml;", "Voice"),
        ("let twilio; twilio = require('twilio'); const { VoiceResponse } = twilio.twiml;", "VoiceResponse"),
        ("import twilio from 'twilio';", "twilio.twiml.VoiceResponse"),
        ("import twilio from 'twilio'; const { VoiceResponse } = twilio.twiml;", "VoiceResponse"),
        ("import { twiml } from 'twilio';", "twiml.VoiceResponse"),
        ("import * as Twilio from 'twilio';", "Twilio.twiml.VoiceResponse"),
        ("import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';", "VoiceResponse"),
        ("import twilio from 'npm:twilio@5';", "twilio.twiml.VoiceResponse"),
        ("import twilio from 'https://esm.sh/twilio@4.1.0';", "twilio.twiml.VoiceResponse"),
        ("import { VoiceResponse } from 'https://esm.sh/twilio@4.18.1/twiml';", "VoiceResponse"),
        ("import { VoiceResponse } from '@/lib/twilio';", "VoiceResponse"),
        ("import { VoiceResponse as Voice, validate } from '~/services/twilio.server';", "Voice"),
        ("const { VoiceResponse, client } = require('../config/twilio');", "VoiceResponse"),
        ("const { VoiceResponse } = require('./twilioClient.js');", "VoiceResponse"),
        ("const VoiceResponse = require('../lib/twilio').VoiceResponse;", "VoiceResponse"),
        ("const lib = require('../lib/twilio');", "lib.VoiceResponse"),
        ("import * as lib from '$lib/server/twilio/client';", "lib.VoiceResponse"),
        ("", "Twilio.twiml.VoiceResponse"),
        ("", "require('twilio').twiml.VoiceResponse"),
    ],
)
@pytest.mark.parametrize("language", ["javascript", "typescript", "tsx"])
def test_the_ways_to_the_constructor(head: str, constructor: str, language: str) -> None:
    if constructor.startswith("require"):
        constructor = f"({constructor})"
    code = f"{head}\nexports.handler = function (context, event, callback) {{\n  const r = new {constructor}();\n  r.hangup();\n  return callback(null, r);\n}};\n"
    assert texts(code, language) == ["<Response><Hangup></Hangup></Response>"]


@pytest.mark.parametrize(
    ("head", "constructor"),
    [
        ("import twilio = require('twilio');", "twilio.twiml.VoiceResponse"),
        ("import VoiceResponse = require('twilio/lib/twiml/VoiceResponse');", "VoiceResponse"),
        ("import twilio from 'twilio';\nimport VoiceResponse = twilio.twiml.VoiceResponse;", "VoiceResponse"),
        ("import { twiml } from 'twilio';\nimport Voice = twiml.VoiceResponse;", "Voice"),
    ],
)
def test_imports_of_typescript(head: str, constructor: str) -> None:
    code = f"{head}\nexport const bye = () => {{ const r = new {constructor}(); r.hangup(); return r.toString(); }};\n"
    assert texts(code, "typescript") == ["<Response><Hangup></Hangup></Response>"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("t.say('Hi');", "<Say>Hi</Say>"),
        ("t.say({ voice: 'alice', loop: 2 }, 'Hi');", '<Say voice="alice" loop="2">Hi</Say>'),
        ("t.say({ 'voice': 'alice' }, `Hi ${name}`);", '<Say voice="alice">Hi {{ name }}</Say>'),
        ("t.gather({ input: ['speech', 'dtmf'] });", '<Gather input="speech dtmf"></Gather>'),
        ("const g = t.gather({ numDigits: 1 }); g.say('a'); g.pause({ length: 1 });",
         '<Gather numDigits="1"><Say>a</Say><Pause length="1"></Pause></Gather>'),
        ("t.gather().say('a');", "<Gather><Say>a</Say></Gather>"),
        ("t.dial({ timeout: undefined, record: null }).number({}, '+15005550006');", "<Dial><Number>+15005550006</Number></Dial>"),
        ("t.dial({ record: true }, '+15005550006');", '<Dial record="true">+15005550006</Dial>'),
        ("const o = { voice: 'alice' }; t.say(o, 'a');", '<Say voice="alice">a</Say>'),
        ("const o = { voice: 'alice' }; t.say({ ...o, loop: 2 }, 'a');", '<Say voice="alice" loop="2">a</Say>'),
        ("const s = t.say('a'); s.break({ strength: 'weak' }); s.addText('b');", '<Say>a<break strength="weak"></break>b</Say>'),
        ("if (x) { t.say('a'); } else if (y) t.say('b'); else { t.hangup(); }",
         "{% if x %}<Say>a</Say>{% elif y %}<Say>b</Say>{% else %}<Hangup></Hangup>{% endif %}"),
        ("x && t.say('a');", "{% if x %}<Say>a</Say>{% endif %}"),
        ("x ? t.say('a') : t.hangup();", "{% if x %}<Say>a</Say>{% else %}<Hangup></Hangup>{% endif %}"),
        ("while (more(x)) { t.pause(); }", "{% for more(x) %}<Pause></Pause>{% endfor %}"),
        ("lines.flatMap((n) => t.pause({ length: n }));",
         '{% for n in lines %}<Pause length="{{ n }}">{% include the caller %}</Pause>{% endfor %}'),
        ("for (const n of numbers) t.say(n);", "{% for n in numbers %}<Say {{ t.say(n) }}>{{ n }}</Say>{% endfor %}"),
        ("switch (req.body.Digits) { case '1': t.say('a'); break; default: t.hangup(); }",
         "{% if req.body.Digits === '1' %}<Say>a</Say>{% else %}<Hangup></Hangup>{% endif %}"),
        ("switch (d) { case '1': case '2': t.say('a'); break; default: t.hangup(); break; case '3': t.leave(); }", None),
        ("t?.say('a');", "<Say>a</Say>"),
        ("t['say']('a');", "<Say>a</Say>"),
        ("helper(t); function helper(r) { r.say('a'); }", "<Say>a</Say>"),
        ("const helper = (r) => r.say('a'); helper(t);", "<Say>a</Say>"),
        ("console.log(t.toString());", ""),
    ],
)  # fmt: skip
def test_what_a_body_builds(body: str, text: str | None) -> None:
    found = built(body)
    if text is not None:
        assert f"<Response>{text}</Response>" in found


def test_a_default_that_the_case_before_it_falls_into_is_not_followed() -> None:
    (text,) = built("switch (d) { case '1': t.say('a'); default: t.hangup(); break; case '3': t.leave(); }")
    assert "{% if" not in text


def test_falling_through_cases_join() -> None:
    (text,) = built("switch (d) { case '1': t.say('a'); case '2': t.say('b'); break; default: t.hangup(); }")
    assert text.count("<Say>b</Say>") >= 1
    assert "<Say>a</Say>" in text


@pytest.mark.parametrize(
    "code",
    [
        "import { Response } from 'node-fetch';\nconst r = new Response('<Response>');\n",
        "class VoiceResponse { say() {} }\nconst r = new VoiceResponse(); r.nonsense();\n",
        "interface VoiceResponse { Dial(number: string): void }\nconst r: VoiceResponse = await api();\nr.nonsense();\n",
        "const plivo = require('plivo');\nconst r = plivo.Response(); r.addSpeak('x');\n",
        "const f = async (): Promise<Response> => fetch('/x');\nconst response = await f(); response.json();\n",
        "import { VoiceResponse } from './local';\nconst r = new VoiceResponse(); r.whatever();\n",
        "import { VoiceResponse } from '../lib/texml';\nconst r = new VoiceResponse(); r.whatever();\n",
        "import { VoiceResponse } from '@acme/twilio-kit';\nconst r = new VoiceResponse(); r.whatever();\n",
        "import VoiceResponse from './twilio/responses';\nconst r = new VoiceResponse(); r.whatever();\n",
        "import { Response } from './twilio';\nconst r = new Response(); r.whatever();\n",
        "const e = <Connect onClick={() => dial('x')}><Response>{x}</Response></Connect>;\n",
        "const r = new twiml.VoiceResponse(); r.whatever();\n",
    ],
)
def test_what_is_not_the_helper_library(code: str) -> None:
    for language in ("tsx", "typescript", "javascript"):
        if "<Connect" in code and language == "typescript":
            continue
        assert findings(code, language) == []
        assert all(not text.startswith("<Response><") for text in texts(code, language))


@pytest.mark.parametrize(
    "body",
    [
        "dial[kind](number);",
        "fill(dial);",
        "numbers.forEach((n) => dial.number(n));",
        "numbers.forEach(function (n) { dial.number(n); });",
        "await Promise.all(numbers.map(async (n) => dial.number(n)));",
        "Object.assign(dial, other);",
        "this.dial = dial;",
        "setTimeout(() => dial.number('+15005550006'));",
        "const { number } = dial; number('+15005550006');",
        "try { dial.number(await find()); } catch (e) { console.error(e); }",
        "switch (x) { case 1: if (y) break; dial.number(a); break; }",
        "for (;;) { dial.number(a); break; }",
        "while (x) dial.number(a);",
        "x || dial.number(a);",
        "[dial].map(fill);",
        "const again = dial; again.number(a);",
        "if (x) { dial.number(a) } else { `${dial}` }",
    ],
)
def test_a_dial_that_may_be_filled_is_not_empty(body: str) -> None:
    code = f"{REQUIRE}app.post('/', async (req, res) => {{ const t = new VoiceResponse(); const dial = t.dial();\n{body}\nres.send(t.toString()); }});"
    assert [name for name, _ in findings(code, "javascript") if name in ("dial-empty", "unknown-builder-method")] == []


@pytest.mark.parametrize(
    "body",
    [
        "if (a) { t.redirect('/a'); } else { t.say('b'); t.hangup(); }",
        "if (a) { t.redirect('/a'); return res.send(t.toString()); }\nt.say('b'); t.hangup();",
        "try { t.say('a'); t.hangup(); } catch (e) { t.say('b'); t.redirect('/b'); }",
        "switch (a) { case 1: t.redirect('/a'); break; default: t.say('b'); t.hangup(); }",
        "const jobs = [() => t.redirect('/a'), () => t.say('b')]; jobs[0]();",
    ],
)
def test_branches_are_ways_and_not_a_sequence(body: str) -> None:
    code = (
        f"{REQUIRE}app.post('/', (req, res) => {{ const t = new VoiceResponse();\n{body}\nres.send(t.toString()); }});"
    )
    assert [name for name, _ in findings(code, "javascript") if name == "unreachable-instruction"] == []


def test_verbs_after_a_redirect_on_the_same_path() -> None:
    code = f"{REQUIRE}app.post('/', (req, res) => {{ const t = new VoiceResponse(); t.redirect('/a'); t.say('b'); res.send(t.toString()); }});"
    assert ("unreachable-instruction", "say") in findings(code, "javascript")


def test_places_of_keywords_values_and_methods() -> None:
    code = (
        REQUIRE
        + "const t = new VoiceResponse();\nt.gather({ 'numDigit': 1, method: 'PUT' });\nt.reject().say('x');\nconsole.log(t.toString());\n"
    )
    found = findings(code, "javascript")
    assert ("unknown-attribute", "numDigit") in found
    assert ("invalid-enum-value", "PUT") in found
    (document,) = documents(code, "javascript")
    check_places(document.mapped, code)


def test_typed_parameters_are_open_nodes() -> None:
    code = (
        "import twilio from 'twilio';\nfunction add(r: twilio.twiml.VoiceResponse) { r.say({ voic: 'alice' }, 'x'); }\n"
    )
    assert findings(code, "typescript") == [("unknown-attribute", "voic")]


def test_lists_that_are_joined() -> None:
    code = "const twiml = ['<Response>', `<Say voic=\"alice\">${x}</Say>`, '</Response>'].join('\\n');\n"
    assert texts(code, "javascript") == ['<Response>\n<Say voic="alice">{{ x }}</Say>\n</Response>']
    assert findings(code, "javascript") == [("unknown-attribute", "voic")]


@pytest.mark.parametrize(
    ("attributes", "tag"),
    [
        ("['loop=\"2\"', v ? `voice=\"${v}\"` : null].filter(Boolean).join(' ')",
         '<Say loop="2" {% if v %}voice="{{ v }}"{% else %}{% endif %}>'),
        ("['loop=\"2\"', v && `voice=\"${v}\"`].filter(Boolean).join(' ')",
         '<Say loop="2" {% if v %}voice="{{ v }}"{% else %}{% endif %}>'),
        ("[null, 'loop=\"2\"', false].filter(Boolean).join('')", '<Say loop="2">'),
        ("['loop=\"2\"', v ? `voice=\"${v}\"` : undefined].filter((one) => !!one).join(' ')",
         '<Say loop="2" {% if v %}voice="{{ v }}"{% else %}{% endif %}>'),
        ("['loop=\"2\"', v ? `voice=\"${v}\"` : null].filter((one) => one !== null).join(' ')",
         '<Say loop="2" {% if v %}voice="{{ v }}"{% else %}{% endif %}>'),
        ("['loop=\"2\"'].filter((one) => one.length > 9).join(' ')", "<Say {{ attributes }}>"),
        ("[...given, 'loop=\"2\"'].filter(Boolean).join(' ')", None),
    ],
)  # fmt: skip
def test_what_is_left_out_of_a_list_is_empty(attributes: str, tag: str | None) -> None:
    code = f"const attributes = {attributes};\nconst twiml = `<Response><Say ${{attributes}}>Hi</Say></Response>`;\n"
    (text,) = texts(code, "javascript")
    if tag is None:
        assert text.startswith("<Response><Say {{")
    else:
        assert text == f"<Response>{tag}Hi</Say></Response>"


def test_a_list_that_grows_is_filtered_too() -> None:
    code = "const a = ['loop=\"2\"'];\nif (v) a.push('voic=\"x\"');\na.push(null);\nconst twiml = `<Response><Say ${a.filter(Boolean).join(' ')}>Hi</Say></Response>`;\n"
    assert texts(code, "javascript") == ['<Response><Say loop="2" {% if v %}voic="x"{% endif %}>Hi</Say></Response>']
    assert findings(code, "javascript") == [("unknown-attribute", "voic")]


#: What programs write of their own that build their TwiML as text.
ESCAPE = "const escape = (s) => String(s ?? '').replace(/&/g, '&amp;').replace(/[<>\"']/g, (c) => CODES[c]);\n"
ATTRIBUTES = (
    ESCAPE
    + "const attributes = (all) => Object.entries(all).filter(([, v]) => v !== undefined && v !== null)"
    + ".map(([key, value]) => ` ${key}=\"${escape(value)}\"`).join('');\n"
)


@pytest.mark.parametrize(
    ("options", "tag"),
    [
        ("{ voice: 'alice', loop: 2 }", '<Say voice="alice" loop="{{ escape(value) }}">'),
        ("{ voice: undefined, loop: '2' }", '<Say loop="2">'),
        ("{ voice: name }", '<Say voice="{{ escape(value) }}">'),
        ("{ voice: 'a & b' }", '<Say voice="{{ escape(value) }}">'),
        ("{ 'voice': german ? 'Polly.Vicki' : 'alice' }", '<Say voice="{% if german %}Polly.Vicki{% else %}alice{% endif %}">'),
        ("{ ...others, voice: 'alice' }", '<Say voice="alice"{{ ... }}>'),
        ("{ voice: 'alice', ...(loud && { loop: '2' }) }", '<Say voice="alice"{{ ... }}>'),
    ],
)  # fmt: skip
def test_attributes_that_are_made_of_a_mapping(options: str, tag: str) -> None:
    code = f"{ATTRIBUTES}const twiml = `<Response><Say${{attributes({options})}}>Hi</Say></Response>`;\n"
    (text,) = texts(code, "javascript")
    assert text.startswith(f"<Response>{tag}Hi"), text


def test_mistakes_in_a_mapping_lie_at_its_keys_and_values() -> None:
    code = (
        ATTRIBUTES
        + "const element = (name, all, inside) => `<${name}${attributes(all)}>${inside}</${name}>`;\n"
        + "const twiml = `<Response>${element('Say', { voic: 'x', language: 'de_DE' }, 'Hi')}</Response>`;\n"
    )
    assert findings(code, "javascript") == [("unknown-attribute", "voic"), ("invalid-language", "de_DE")]
    (document,) = documents(code, "javascript")
    check_places(document.mapped, code)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("const twiml = `<Response>${['a', 'b'].map((one) => `<Say>${one}</Say>`).join('')}</Response>`;",
         "<Response><Say>a</Say><Say>b</Say></Response>"),
        ("const twiml = `<Response>${['a', b].map((one, n) => `<Say loop=\"${n}\">${one}</Say>`).join('')}</Response>`;",
         '<Response><Say loop="0">a</Say><Say loop="1">{{ one }}</Say></Response>'),
        ("const twiml = '<Response>' + Object.values({ a: '<Hangup/>' }).join('') + '</Response>';",
         "<Response><Hangup/></Response>"),
        ("const twiml = `<Response>${Object.keys({ a: 1 }).map((key) => `<Say>${key}</Say>`).join('')}</Response>`;",
         "<Response><Say>a</Say></Response>"),
        ("const [start, , end] = ['<Response>', 1, '</Response>'];\nconst twiml = `${start}<Hangup/>${end}`;",
         "<Response><Hangup/></Response>"),
        ("let xml = '<Response>';\n['a', 'b'].map((one) => { xml += `<Say>${one}</Say>`; });\nconst twiml = xml + '</Response>';", None),
        ("const twiml = `<Response>${names.map((one) => `<Say>${one}</Say>`).join('')}</Response>`;", None),
        ("const twiml = `<Response>${['a'].filter((one) => one !== 'a').map((one) => `<Say>${one}</Say>`).join('')}</Response>`;", None),
    ],
)  # fmt: skip
def test_lists_whose_items_a_function_gets(code: str, text: str | None) -> None:
    found = texts(code, "javascript")
    if text is None:
        assert "<Response><Say>a</Say></Response>" not in found
        assert "<Response></Response>" not in found
    else:
        assert text in found


def test_nodes_that_a_function_makes_for_each_item_are_not_lost() -> None:
    assert built("const d = t.dial(); ['1', '2'].map((n) => d.number(`+1500555000${n}`));") != [
        "<Response><Dial></Dial></Response>"
    ]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("const say = ({ text, voice = 'alice' }) => `<Say voice=\"${voice}\">${text}</Say>`;\nconst twiml = `<Response>${say({ text: 'Hi' })}${say({ voice: 'man', text: 'b' })}</Response>`;",
         '<Response><Say voice="{{ voice }}">Hi</Say><Say voice="man">b</Say></Response>'),
        ("const say = ([first, , last], { voice: { name } }) => `<Say voice=\"${name}\">${first} ${last}</Say>`;\nconst twiml = `<Response>${say(['a', 'b', 'c'], { voice: { name: 'man' } })}</Response>`;",
         '<Response><Say voice="man">a c</Say></Response>'),
        ("const respond = (...verbs) => `<Response>${verbs.join('')}</Response>`;\nconst twiml = respond('<Pause/>', '<Hangup/>');",
         "<Response><Pause/><Hangup/></Response>"),
        ("const respond = (first, ...verbs) => `<Response>${first}${verbs.join('')}</Response>`;\nconst twiml = respond('<Pause/>', ...['<Say>a</Say>', '<Hangup/>']);",
         "<Response><Pause/><Say>a</Say><Hangup/></Response>"),
        ("const respond = (...verbs) => `<Response>${verbs.join('')}</Response>`;\nconst twiml = respond('<Pause/>', ...others);",
         "<Response><Pause/>{{ ... }}</Response>"),
        ("const respond = (...verbs) => `<Response>${verbs.join('')}</Response>`;\nconst twiml = respond();",
         "<Response>{{ verbs.join('') }}</Response>"),
    ],
)  # fmt: skip
def test_parameters_that_are_patterns_or_the_rest(code: str, text: str) -> None:
    assert text in texts(code, "javascript")
    assert text in texts(code, "typescript")


@pytest.mark.parametrize(
    "sent",
    [
        "more(t.toString())",
        "x ? t.toString() : more(t.toString())",
        "x ? more(t.toString()) : ''",
        "x || t.toString()",
    ],
)
def test_what_is_sent_through_a_function_is_sent(sent: str) -> None:
    code = REQUIRE + (
        "const more = (xml) => { if (on) return xml; return xml.replace('<Response>', '<Response><Pause/>'); };\n"
        "app.post('/', (req, res) => {\n"
        "  const t = new VoiceResponse();\n"
        "  if (!req.body.x) { t.hangup(); return res.send(t.toString()); }\n"
        f"  t.say({{ voic: 'x' }}, 'Hi');\n  return res.send({sent});\n}});\n"
    )
    assert findings(code, "javascript") == [("unknown-attribute", "voic")]


@pytest.mark.parametrize(
    ("code", "safe"),
    [
        (
            "const q = (x) => `a=${x}&b=2`;\nconst twiml = `<Response><Redirect>/x?${q(x)}</Redirect></Response>`;",
            False,
        ),
        ("const q = 'a=1&b=2';\nconst twiml = `<Response><Redirect>/x?${q}</Redirect></Response>`;", False),
        ("const twiml = `<Response><Redirect>/x?a=${x}&b=2</Redirect></Response>`;", True),
        ("let twiml = '<Response>';\ntwiml += '<Redirect>/x?a=1&b=2</Redirect>';\ntwiml += '</Response>';", True),
    ],
)
def test_what_is_escaped_where_others_may_use_it_is_a_guess(code: str, safe: bool) -> None:
    (found,) = [one for one in diagnostics(code, "javascript") if one.name == "unescaped-ampersand"]
    assert found.fix is not None
    assert found.fix.safe == safe


def test_defaults_in_patterns_are_looked_at() -> None:
    code = (
        "const twiml = ({ voice = 'Polly.Joana', ...rest }: Options) => "
        '`<Response><Say voice="${voice}">Hi</Say></Response>`;\n'
    )
    assert findings(code, "typescript") == [("unknown-voice", "Polly.Joana")]


def test_a_list_that_is_there_to_be_filled() -> None:
    code = REQUIRE + (
        "const list = [], table = {};\nconst add = (one) => { list.push(one); table[one] = 1; };\n"
        "exports.a = () => { const t = new VoiceResponse(); t.say(list.map((one) => `- ${one}`).join(' ')); return t.toString(); };\n"
        "exports.b = () => { const t = new VoiceResponse(); t.say(Object.keys(table).map((one) => `- ${one}`).join(' ')); return t.toString(); };\n"
    )
    assert findings(code, "javascript") == []


def test_what_is_escaped_in_part_is_not_safe() -> None:
    code = (
        "const twiml = (req) => `<Response><Say>${`Hi ${req.body.SpeechResult}`.replace(/\"/g, '')}</Say></Response>`;"
    )
    assert [name for name, _ in findings(code, "javascript")] == ["unescaped-interpolation"]
    assert findings(code.replace('/\\"/g', "/</g").replace('/"/g', "/</g"), "javascript") == []


def test_options_that_are_frozen() -> None:
    code = (
        REQUIRE
        + "const OPTIONS = Object.freeze({ say: Object.freeze({ voic: 'x' }) });\nconst t = new VoiceResponse();\nt.say(OPTIONS.say, 'Hi');\n"
    )
    assert findings(code, "javascript") == [("unknown-attribute", "voic")]


def test_a_declaration_after_a_line_end_is_trimmed_away() -> None:
    literal = '`\n  <?xml version="1.0"?>\n  <Response><Hangup/></Response>\n`'
    assert [name for name, _ in findings(f"const x = {literal};", "javascript")] == ["content-before-prolog"]
    assert findings(f"const x = {literal}.trim();", "javascript") == []
    assert findings(f"const x = dedent{literal};", "javascript") == []


def test_pieces_are_nobodys_business() -> None:
    code = "let x = '<Response>';\nif (a) x += '<Gather>';\nx += '<Say>hi';\nsend(x);\nconst open = '<Gather>', close = '</Gather>';\n"
    assert findings(code, "javascript") == []


def test_code_in_a_string_is_no_document() -> None:
    code = "const tutorial = `\nconst twiml = '<Response><Say voic=\"x\">Hi</Say></Response>';\nres.send(twiml);\n`;\n"
    assert findings(code, "javascript") == []


def test_attributes_from_a_helper_leave_the_tag_open() -> None:
    code = "const x = `<Response><Record ${attr('action', url)} /></Response>`;"
    assert [name for name, _ in findings(code, "javascript") if name.startswith("record")] == []


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("{ input: 'speech', hints: ['sales', 'support team'] }", [("list-value", "['sales', 'support team']")]),
        ("{ input: 'speech', hints: ['sales'] }", []),
        ("{ input: 'speech', hints: ['sales', 'support'].join(',') }", []),
        ("{ input: 'speech', hints: words }", []),
        ("{ input: ['speech', 'dtmf'] }", []),
    ],
)
def test_lists_are_written_with_blanks_and_hints_have_commas(options: str, found: list[tuple[str, str]]) -> None:
    code = f"const t = require('twilio'); const r = new t.twiml.VoiceResponse(); r.gather({options}); fill(r);"
    assert findings(code, "javascript") == found


@pytest.mark.parametrize("member", ["name", "text", "attributes", "children", "legalNodes", "topLevel"])
def test_members_of_the_former_library_are_no_unknown_methods(member: str) -> None:
    code = "const twilio = require('twilio');\nconst r = new twilio.TwimlResponse();\nr.{}();\nres.send(r.toString());"
    assert findings(code.format(member), "javascript") == []
    assert findings(code.format(f"{member}s2"), "javascript") == [("unknown-builder-method", f"{member}s2")]
