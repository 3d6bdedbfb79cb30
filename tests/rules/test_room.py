"""The room family where docstrings cannot show it: letter cases, places, neighbours, fixes that hold."""

from __future__ import annotations

from itertools import product

import pytest

from support.rooms import IN_CONNECT, codes, fixed, only, room, run
from twimllint.schema.data import data

# where a Room may be

WRONG_PLACES = (
    "<Response>{}</Response>",
    "<Response><Dial>{}</Dial></Response>",
    "<Response><Start>{}</Start></Response>",
    "<Response><Stop>{}</Stop></Response>",
    "<Response><Gather>{}</Gather></Response>",
    "<Response><Enqueue>{}</Enqueue></Response>",
    "<Response><Say>Hi {}</Say></Response>",
    "<Response><Refer>{}</Refer></Response>",
    "<Response><Pay><Prompt>{}</Prompt></Pay></Response>",
    "<Response><Dial><Conference>{}</Conference></Dial></Response>",
    "<Response><Connect><Stream url='wss://m.acme.test/in'>{}</Stream></Connect></Response>",
    "<Response><Message>{}</Message></Response>",
    "<Response><Response>{}</Response></Response>",
    "{}",
)


@pytest.mark.parametrize("place", WRONG_PLACES)
@pytest.mark.parametrize("name", ["Room", "room", "ROOM", "rooM"])
def test_a_room_anywhere_but_in_connect_is_one_finding(place: str, name: str) -> None:
    result = run(place.format(f"<{name}>a</{name}>"))
    about = [d for d in result.diagnostics if result.source.text[d.span.start : d.span.end] == name]
    assert [d.code for d in about if d.name != "element-wrong-case"] == ["TW301"]


@pytest.mark.parametrize("name", sorted("".join(letters) for letters in product("Rr", "Oo", "Oo", "Mm")))
def test_every_letter_case_of_room_is_a_room(name: str) -> None:
    assert "TW302" in codes(IN_CONNECT.format(f"<{name}/>"))
    assert "TW309" in codes(IN_CONNECT.format(f'<{name} participantIdentity="">a</{name}>'))


def test_a_misspelt_connect_is_not_blamed_on_the_room() -> None:
    for name in ("connect", "CONNECT", "Conect", "Connnect"):
        assert "TW301" not in codes(f"<Response><{name}><Room>a</Room></{name}></Response>"), name


def test_a_room_in_a_room_is_reported_once() -> None:
    assert codes(IN_CONNECT.format("<Room><Room>a</Room></Room>")) == ["TW301"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<Response>{}</Response>", "<Response><Connect>{}</Connect></Response>"),
        ("<Response><Dial>\n {}\n</Dial></Response>", "<Response><Connect>\n {}\n</Connect></Response>"),
        ("<Response><Start><!-- x -->{}</Start></Response>", "<Response><Connect><!-- x -->{}</Connect></Response>"),
    ],
)
def test_a_misplaced_room_is_moved_where_that_is_plain(before: str, after: str) -> None:
    assert fixed(before.format("<Room>a</Room>")) == after.format("<Room>a</Room>")
    assert fixed(before.format("<room>a</room>")) == after.format("<Room>a</Room>")


@pytest.mark.parametrize(
    "text",
    [
        '<Response><Dial timeout="9"><Room>a</Room></Dial></Response>',
        "<Response><Dial><Room>a</Room><Client>amy</Client></Dial></Response>",
        "<Response><Dial>+14155550100<Room>a</Room></Dial></Response>",
        "<Response><Start><Room>a</Room><Room>b</Room></Start></Response>",
        "<Response><Dial {{ timeout }}><Room>a</Room></Dial></Response>",
        "<Response><Gather><Room>a</Room></Gather></Response>",
    ],
)
def test_no_fix_where_it_would_be_a_guess(text: str) -> None:
    assert only(text, "TW301").fix is None


# the name


@pytest.mark.parametrize(
    "body",
    ["", " ", "\n\t", "<!-- a -->", "<![CDATA[]]>", "<![CDATA[ ]]>", "&#32;", "&#160;", "\u200b", "<Name>a</Name>"],
)
def test_a_body_without_a_name(body: str) -> None:
    assert "TW302" in codes(room(body))


@pytest.mark.parametrize(
    "body", ["{{ a }}", "{% if a %}x{% endif %}", "<%= a %>", "${a}", "<![CDATA[a]]>", "&#65;", "0"]
)
def test_a_body_with_a_name(body: str) -> None:
    assert "TW302" not in codes(room(body))


@pytest.mark.parametrize("name", [row["name"] for row in data("rooms")["name_attributes"]] + ["room_name", "ROOMNAME"])
def test_the_name_in_an_attribute_is_one_finding(name: str) -> None:
    text = IN_CONNECT.format(f"<Room {name}='a &amp; \"b\"'/>")
    assert [d.code for d in run(text).diagnostics] == ["TW303"]
    assert fixed(text) == IN_CONNECT.format('<Room>a &amp; "b"</Room>')


def test_an_empty_attribute_names_no_room() -> None:
    assert "TW302" in codes(IN_CONNECT.format('<Room name=" "/>'))


def test_moving_the_name_keeps_template_tags_and_comments() -> None:
    assert fixed(IN_CONNECT.format('<Room name="{{ a }}"><!-- c --></Room>')) == room("{{ a }}<!-- c -->")


@pytest.mark.parametrize(
    ("name", "long"), [("x" * 128, False), ("x" * 129, True), ("é" * 128, False), ("🙂" * 129, True)]
)
def test_the_length_of_a_name_counts_characters(name: str, long: bool) -> None:
    assert ("TW304" in codes(room(name))) is long


@pytest.mark.parametrize(
    ("identity", "long"),
    [
        ("x" * 128, False),
        ("x" * 129, True),
        ("日" * 64, False),
        ("日" * 65, True),
        ("🙂" * 65, True),
        ("x" * 127 + "ü", True),
    ],
)
def test_the_length_of_an_identity_counts_double_byte_characters_twice(identity: str, long: bool) -> None:
    found = codes(room("a", f' participantIdentity="{identity}"'))
    assert ("TW310" in found) is long
    assert ("TW311" in found) is not long


@pytest.mark.parametrize(
    ("body", "after"),
    [
        (" a", "a"),
        ("a\n", "a"),
        ("\r\n  a b\r\n", "a b"),
        ("&#160;a\u200b", "a"),
        ("\u3000a\u3000", "a"),
        (" <![CDATA[ a&b ]]>", "a&amp;b"),
        ("\n <!-- c --> a <!-- d -->\n", "<!-- c -->a<!-- d -->"),
        (" {{ a }}-room ", "{{ a }}-room"),
    ],
)
def test_white_space_round_a_name_is_trimmed(body: str, after: str) -> None:
    assert only(room(body), "TW305").fix is not None
    assert fixed(room(body), unsafe=False) == room(after)


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("a\n b", "a b"),
        (" a\tb ", "a b"),
        ("a\u00a0b", "a b"),
        ("a&#10;b", "a b"),
        ("a\u2028b", "a b"),
        ("a\u200bb", "ab"),
    ],
)
def test_white_space_inside_a_name_is_a_guess(body: str, after: str) -> None:
    assert fixed(room(body), unsafe=False) == room(body)
    assert fixed(room(body)) == room(after)


@pytest.mark.parametrize(
    "body",
    ["a b", "会議\u3000室", "{{- a -}}", "\n{% if a %}x{% endif %}\n", "\n{{~ a ~}}\n", "<%- a -%>", "{{ a }}"],
)
def test_white_space_that_is_fine(body: str) -> None:
    assert "TW305" not in codes(room(body))


# settings of the REST resource


@pytest.mark.parametrize("setting", sorted(data("rooms")["settings"]))
def test_every_setting_of_the_resource_is_known_in_every_spelling(setting: str) -> None:
    snake = "".join("_" + letter.lower() if letter.isupper() else letter for letter in setting).strip("_")
    for name in (setting, setting[0].lower() + setting[1:], snake):
        result = run(room("a", f' {name}="x"'))
        assert [d.code for d in result.diagnostics] == ["TW308"], name
        assert fixed(room("a", f' {name}="x"')) == room("a")


def test_attributes_of_connect_are_reported_once_where_there_are_several_rooms() -> None:
    text = '<Response><Connect timeout="5"><Room>a</Room><Room>b</Room></Connect><Say>x</Say></Response>'
    assert codes(text) == ["TW308", "TW317"]


# what follows, and what is beside


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("<Response><Connect><Room>a</Room></Connect></Response>", True),
        ("<Response><Say>x</Say><Connect method='GET'><Room>a</Room></Connect><!-- end --></Response>", True),
        ("<Response><Connect><Room>a</Room><Room>b</Room></Connect></Response>", True),
        ("<Response><connect><room>a</room></connect></Response>", True),
        ("<Response><Connect action='/x'><Room>a</Room></Connect></Response>", False),
        ("<Response><Connect {{ attrs }}><Room>a</Room></Connect></Response>", False),
        ("<Response><Connect><Room>a</Room></Connect><Hangup/></Response>", False),
        ("<Response><Connect><Room>a</Room></Connect><%= yield %></Response>", False),
        ("<Response><Connect><Room>a</Room></Connect>{% include 'end.xml' %}</Response>", False),
        ("<Response>{% if a %}<Connect><Room>a</Room></Connect>{% endif %}{# end #}</Response>", True),
        ("<Response>{{#if a}}<Connect><Room>a</Room></Connect>{{/if}}</Response>", True),
        ("<Response><% if (a) { %><Connect><Room>a</Room></Connect><% } %></Response>", True),
        ("<Response>{{#if a}}<Connect><Room>a</Room></Connect>{{else}}{{> no}}{{/if}}</Response>", False),
        ("<Response><Gather><Connect><Room>a</Room></Connect></Gather></Response>", False),
        ("<Response><Connect><Stream url='wss://m.acme.test/in'/></Connect></Response>", False),
        ("<Response><Dial><Room>a</Room></Dial></Response>", False),
    ],
)
def test_no_fallback(text: str, hint: bool) -> None:
    assert codes(text).count("TW316") == int(hint)


def test_several_nouns_are_split_line_by_line() -> None:
    before = "<Response>\n  <Connect>\n    <Room>a</Room>\n    <Room>b</Room>\n  </Connect>\n</Response>\n"
    after = (
        "<Response>\n  <Connect>\n    <Room>a</Room>\n  </Connect>\n  <Connect>\n    <Room>b</Room>\n  </Connect>\n"
        "</Response>\n"
    )
    assert fixed(before) == after
    assert fixed(before.replace("\n", "\r\n")) == after.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("noun", "verb"),
    [("Sip", "Dial"), ("Conference", "Dial"), ("Number", "Dial"), ("Client", "Dial"), ("Queue", "Dial"), ("Sim", "Dial"),
     ("WhatsApp", "Dial"), ("Application", "Dial"), ("Siprec", "Start"), ("Transcription", "Start"), ("Recording", "Start")],
)  # fmt: skip
def test_nouns_of_other_verbs(noun: str, verb: str) -> None:
    found = only(f"<Response><Connect><{noun}>x</{noun}></Connect></Response>", "TW318")
    assert found.label == f"it belongs in <{verb}>"
    assert found.fix is not None


@pytest.mark.parametrize("child", ["Say", "Play", "Dial", "Room", "Stream", "sip", "Foo", "Parameter"])
def test_others_are_for_other_rules(child: str) -> None:
    assert "TW318" not in codes(f"<Response><Connect><{child}>x</{child}></Connect></Response>")
