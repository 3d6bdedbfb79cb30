"""Calls of twilio-python, and the documents that come of them on every path."""

from __future__ import annotations

import pytest

from support.extracting import IMPORTS, built, documents, extracted, texts


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ('r.say("Hi", voice="alice")', '<Say voice="alice">Hi</Say>'),
        ("r.say('A & B <c>')", "<Say>A &amp; B &lt;c&gt;</Say>"),
        ("r.gather(num_digits=1, barge_in=True)", '<Gather numDigits="1" bargeIn="true"></Gather>'),
        ("r.dial('+1', timeout=None)", "<Dial>+1</Dial>"),
        ("r.message('x', from_='+1')", ""),
        ("g = Gather(input='dtmf')\ng.say('a')\nr.append(g)", '<Gather input="dtmf"><Say>a</Say></Gather>'),
        ("with r.gather() as g:\n    g.say('a')", "<Gather><Say>a</Say></Gather>"),
        ("r.gather().say('a')", "<Gather><Say>a</Say></Gather>"),
        ("r.append(Say('a'))\nr.nest(Say('b'))", "<Say>a</Say><Say>b</Say>"),
        ("o = {'voice': 'alice'}\nr.say('a', **o)", '<Say voice="alice">a</Say>'),
        ("g = r.nest(Gather())\ng.say('a')", "<Gather><Say>a</Say></Gather>"),
        ("r.append(Gather()).say('a')", "<Gather></Gather><Say>a</Say>"),
        ("for x in items:\n    if x:\n        continue\n    r.say('a')",
         "{% for x in items %}{% if otherwise %}<Say>a</Say>{% endif %}{% endfor %}"),
        ("r.say('a', **other())", "<Say {{ r.say('a', **other()) }}>a</Say>"),
        ("o = {'voice': 'alice', **other()}\nr.say(**o)", '<Say voice="alice" {{ r.say(**o) }}>{{ o }}</Say>'),
        ("r.say(f'Hi {items}')", "<Say>Hi {{ items }}</Say>"),
        ("r.say('%s of %s' % (flag, items))", "<Say>{{ flag }} of {{ items }}</Say>"),
        ("r.pause(length=2)", '<Pause length="2"></Pause>'),
        ("if flag:\n    r.say('a')\nelse:\n    r.hangup()",
         "{% if flag %}<Say>a</Say>{% else %}<Hangup></Hangup>{% endif %}"),
        ("if flag:\n    r.say('a')", "{% if flag %}<Say>a</Say>{% endif %}"),
        ("for i in items:\n    r.say(i)", "{% for i in items %}<Say>{{ i }}</Say>{% endfor %}"),
        ("d = Dial('a') if flag else Dial('b')\nr.append(d)",
         "{% if ... %}<Dial>a</Dial>{% elif ... %}<Dial>b</Dial>{% endif %}"),
        ("def add(x):\n    x.say('b')\nadd(r)\nr.hangup()", "<Say>b</Say><Hangup></Hangup>"),
        ("[r.say(i) for i in items]",
         "{% for [r.say(i) for i in items] %}<Say>{{ i }}</Say>{% endfor %}"),
        ("each(items, lambda i: r.say(i))",
         "{% for each %}<Say>{{ i }}{% include the caller %}</Say>{% endfor %}"),
        ("r.say('', voice='')", '<Say voice=""></Say>'),
    ],
)  # fmt: skip
def test_documents(code: str, text: str) -> None:
    if text:
        assert built(code)[-1] == f"<Response>{text}</Response>"
    else:
        assert "<Response></Response>" not in built(code)


def test_each_return_is_a_document_of_its_own() -> None:
    assert built("if flag:\n    r.say('a')\n    return str(r)\nr.hangup()") == [
        "<Response><Hangup></Hangup></Response>",
        "<Response><Say>a</Say></Response>",
    ] or set(built("if flag:\n    r.say('a')\n    return str(r)\nr.hangup()")) == {
        "<Response><Hangup></Hangup></Response>",
        "<Response><Say>a</Say></Response>",
    }


@pytest.mark.parametrize(
    "code",
    [
        "helper(r)",  # may add anything
        "r.append(unknown())",
        "self.r = r",
        "items.append(r)",
        "r.verbs.append(1)",
        "getattr(r, flag)('x')",
    ],
)
def test_what_is_not_understood_leaves_the_document_open(code: str) -> None:
    program = f"{IMPORTS}def answer(self, items, flag):\n    r = VoiceResponse()\n    {code}\n    return str(r)\n"
    assert [document.complete for document in documents(program)] == [False]


def test_a_response_that_nobody_writes_is_open() -> None:
    assert [d.complete for d in documents(IMPORTS + "def f():\n    r = VoiceResponse()\n    r.hangup()\n")] == [False]
    assert [d.complete for d in documents(IMPORTS + "def f():\n    r = VoiceResponse()\n    return r\n")] == [False]


def test_a_response_that_a_log_writes_first_is_what_it_is_at_the_end() -> None:
    assert built("log.info(str(r))\nr.hangup()") == ["<Response><Hangup></Hangup></Response>"]


def test_a_handler_begins_with_a_part_of_what_was_tried() -> None:
    found = built("try:\n    r.say('a')\n    r.redirect('/x')\nexcept ValueError:\n    r.hangup()")
    assert "<Response>{% if " in found[0]
    assert found[0].index("<Redirect>") < found[0].index("{% e") < found[0].index("<Hangup>")


def test_a_typed_parameter_is_an_open_response() -> None:
    (document,) = documents(IMPORTS + "def add(r: VoiceResponse):\n    r.gather(num_digit=1)\n")
    assert '<Gather numDigit="1">' in document.text
    assert not document.complete


def test_messaging() -> None:
    (document,) = documents(IMPORTS + "r = MessagingResponse()\nr.message('Hi')\nprint(r)")
    assert document.channel == "messaging"
    assert document.text == "<Response><Message>Hi</Message></Response>"


def test_names_lie_on_methods_attributes_on_keywords_values_on_literals() -> None:
    code = IMPORTS + "r = VoiceResponse()\nr.gather(num_digits='12')\nprint(r)\n"
    (document,) = documents(code)
    text, mapped = document.mapped.text, document.mapped

    def under(part: str) -> str:
        start = text.index(part)
        place = mapped.place(start, start + len(part))
        assert place is not None
        return code[place.start : place.end]

    assert under("Gather") == "gather"
    assert under("numDigits") == "num_digits"
    assert under("12") == "12"
    assert under("1") == "1"


def test_problems_of_calls() -> None:
    code = IMPORTS + "r = VoiceResponse()\nr.gather(input=['dtmf'])\nr.gathr()\nr.connect().conference('x')\n"
    found = extracted(code).problems
    assert [(one.trigger, code[one.span.start : one.span.end]) for one in found] == [
        ("list-value", "['dtmf']"),
        ("unknown-method", "gathr"),
        ("unknown-method", "conference"),
    ]
    assert found[2].values["elsewhere"] == ["<Dial>"]
    assert extracted(IMPORTS + "VoiceResponse().message('x')").problems[0].values["elsewhere"] == ["MessagingResponse"]


@pytest.mark.parametrize(
    "code",
    [
        "class VoiceResponse: pass\nr = VoiceResponse()\nr.foo()",
        "from plivo import VoiceResponse\nr = VoiceResponse()\nr.foo()",
        "r = VoiceResponse()\nr.foo()",
    ],
)
def test_other_libraries_are_ignored(code: str) -> None:
    assert extracted(code).documents == ()
    assert extracted(code).problems == ()


@pytest.mark.parametrize(
    "code",
    [
        "def f(:\n",
        "print 'Python 2'\n",
        "\0\0\0",
        "x = " + "(" * 5000 + ")" * 5000,
        IMPORTS + "r = VoiceResponse()\n" + "r" + ".gather()" * 1000 + "\n",
        IMPORTS + "def a(r):\n    b(r)\ndef b(r):\n    a(r)\na(VoiceResponse())\n",
        "x = " + " + ".join(["'<Response>'"] * 3000),
        "".join(f"{' ' * n}if x:\n" for n in range(90)) + " " * 90 + "y = 1\n",
    ],
)
def test_hostile_programs_are_read_or_refused(code: str) -> None:
    extracted(code)


def test_text_in_a_cycle_of_helpers_is_found_all_the_same() -> None:
    code = "def a():\n    return b() + '<Say>x</Say>'\ndef b():\n    return a()\nx = '<Response><Hangup/></Response>'\n"
    assert "<Response><Hangup/></Response>" in texts(code)


def test_a_node_of_its_own_is_put_where_its_attributes_are_allowed() -> None:
    code = "from twilio.twiml.voice_response import Stream\ndef f():\n    return str(Stream({}))\n"
    for attributes, around in (("name='x'", "Stop"), ("url='wss://a'", "Connect")):
        (document,) = documents(code.format(attributes))
        assert document.mapped.text.startswith(f"<Response><{around}>"), document.mapped.text
