"""The room family where docstrings cannot show it: manifests on disk, letter cases, neighbours, fixes that hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from twimllint.grammar.data import data
from twimllint.grammar.read import load
from twimllint.lint.context import WorkError
from twimllint.lint.diagnostic import Diagnostic
from twimllint.lint.engine import lint_source
from twimllint.lint.fix import fix_source
from twimllint.lint.manifest import load_manifest
from twimllint.lint.plan import Plan
from twimllint.lint.registry import Registry
from twimllint.lint.result import FileResult
from twimllint.lint.rooms import ROOM
from twimllint.lint.settings import LintSettings
from twimllint.source.text import Source

REGISTRY = Registry.builtin()
ROOM_RULES = frozenset(i.name for i in REGISTRY if i.code.startswith("TW3") and i.name != "room-name-url-unsafe")
DEFAULTS = frozenset(info.name for info in REGISTRY if info.default)
SID = "RM00000000000000000000000000000001"
IN_CONNECT = "<Response><Connect>{}</Connect><Say>Nobody is in.</Say></Response>"


def run(text: str, names: frozenset[str] = DEFAULTS, **settings: Any) -> FileResult:
    return lint_source(Source.from_text(text, "x.twiml"), LintSettings(**settings), Plan(REGISTRY, names))


def codes(text: str, **settings: Any) -> list[str]:
    """The codes of the room family that speak about a document, all of them selected but the one about URLs."""
    return [d.code for d in run(text, ROOM_RULES, **settings).diagnostics]


def only(text: str, code: str, **settings: Any) -> Diagnostic:
    return next(d for d in run(text, ROOM_RULES, **settings).diagnostics if d.code == code)


def fixed(text: str, unsafe: bool = True) -> str:
    plan = Plan(REGISTRY, DEFAULTS)
    return fix_source(Source.from_text(text, "x.twiml"), LintSettings(), plan, unsafe=unsafe).source.text


def room(name: str, attributes: str = "") -> str:
    return IN_CONNECT.format(f"<Room{attributes}>{name}</Room>")


# where a Room may stand

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


@pytest.mark.parametrize("name", ROOM)
def test_every_letter_case_of_room_is_a_room(name: str) -> None:
    assert "TW302" in codes(IN_CONNECT.format(f"<{name}/>"))
    assert "TW309" in codes(IN_CONNECT.format(f'<{name} participantIdentity="">a</{name}>'))


def test_a_misspelt_connect_is_not_blamed_on_the_room() -> None:
    for name in ("connect", "CONNECT", "Conect", "Connnect"):
        assert "TW301" not in codes(f"<Response><{name}><Room>a</Room></{name}></Response>"), name


def test_a_room_in_a_room_is_told_once() -> None:
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


def test_lengths_are_those_of_the_schema() -> None:
    kind = load("voice").named("Room")
    assert kind is not None
    assert kind.text_type is not None
    assert kind.text_type.max_length == data("limits")["limits"]["room-name"]["maximum"]
    identity = kind.attributes["participantIdentity"].type
    assert identity.max_length == data("limits")["limits"]["room-identity"]["maximum"]


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


def test_attributes_of_connect_are_told_once_where_there_are_several_rooms() -> None:
    text = '<Response><Connect timeout="5"><Room>a</Room><Room>b</Room></Connect><Say>x</Say></Response>'
    assert codes(text) == ["TW308", "TW317"]


# the type


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ({"rooms": {"a-1": "peer-to-peer"}}, ["TW312"]),
        ({"rooms": {"a-1": "go"}}, ["TW312"]),
        ({"rooms": {"a-1": "group-small"}}, []),
        ({"rooms": {"a-*": "peer-to-peer"}}, ["TW312"]),
        ({"rooms": {"*": "peer-to-peer", "a-*": "group"}}, []),
        ({"rooms": {"a-*": "group", "a-1": "peer-to-peer"}}, ["TW312"]),
        ({"rooms": {"A-1": "peer-to-peer"}}, []),
        ({"rooms": {"b": "peer-to-peer"}, "room_type": "group"}, []),
        ({"rooms": {"b": "group"}, "room_type": "go"}, ["TW312"]),
    ],
)
def test_the_configuration_tells_the_type(settings: dict[str, Any], found: list[str]) -> None:
    assert codes(room("a-1"), **settings) == found


def test_the_directive_beats_the_configuration() -> None:
    text = "<!-- twimllint: room-type={} -->" + room("a")
    assert codes(text.format("group"), rooms={"a": "go"}) == []
    assert codes(text.format("peer-to-peer"), rooms={"a": "group"}) == ["TW312"]
    assert codes(text.format("huge"), rooms={"a": "go"}) == ["TW312"]


def test_a_glob_counts_for_a_template_only_where_any_value_fits() -> None:
    assert codes(room("p-{{ id }}"), rooms={"p-*": "go"}) == ["TW312"]
    assert codes(room("{{ id }}"), rooms={"p-*": "go"}) == []
    assert codes(room("p-{{ id }}"), rooms={"p-?": "go"}) == []


@pytest.mark.parametrize(
    "name",
    ["p2p", "P2P-night", "my_p2p_room", "DailyP2P", "p2pStandup", "PeerToPeerRoom", "peer to peer", "ops.peer2peer"],
)
def test_names_that_say_peer_to_peer(name: str) -> None:
    assert codes(room(name)) == ["TW313"]
    assert codes(room(name), rooms={name: "group"}) == []
    assert codes(room(name), room_type="group") == []


@pytest.mark.parametrize(
    "name", ["clip2phone", "MP2P4", "team-p2p2", "go-room", "1to1", "one-on-one", "speertopeers", "{{ p2p }}"]
)
def test_names_that_do_not(name: str) -> None:
    assert codes(room(name)) == []


@pytest.mark.parametrize(
    ("comment", "hint"),
    [
        ("p2p", True),
        ("This is a P2P room, do not rename it", True),
        ("the WebRTC Go room", True),
        ("never peer-to-peer", False),
        ("a group room (was p2p)", False),
        ("if this were\n peer-to-peer the call would fail", False),
        ("go on", False),
        ("twimllint: ignore[TW316] not the p2p one", False),
    ],
)
def test_comments_close_by(comment: str, hint: bool) -> None:
    for text in ("<Room><!-- {} -->a</Room>", "<!-- {} --><Room>a</Room>", "<Room>a</Room><!-- {} -->"):
        assert ("TW313" in codes(IN_CONNECT.format(text.format(comment)))) is hint, text


def test_comments_far_away_are_no_hint() -> None:
    assert codes("<Response><!-- p2p --><Say>x</Say><Connect><Room>a</Room></Connect><Say>y</Say></Response>") == []


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("?roomType=peer-to-peer", True),
        ("?a=1&amp;type=p2p", True),
        ("?type=go", True),
        ("?room_type=PEER_TO_PEER#x", True),
        ("?type=group", False),
        ("?mytype=go", False),
        ("?next=go", False),
        ("?type=gone", False),
        ("?type={{ type }}", False),
    ],
)
def test_urls(query: str, hint: bool) -> None:
    action = f'<Response><Connect action="/left{query}"><Room>a</Room></Connect></Response>'
    redirect = f"<Response><Connect><Room>a</Room></Connect><Redirect>/left{query}</Redirect></Response>"
    for text in (action, redirect):
        assert ("TW313" in codes(text)) is hint


def test_all_evidence_is_one_finding_with_the_strongest_first() -> None:
    text = (
        '<Response><!-- p2p --><Connect action="/x?type=go"><Room type="peer-to-peer">p2p</Room></Connect></Response>'
    )
    found = only(text, "TW313")
    assert [found.message.index(words) for words in ('type="peer-to-peer"', '"type=go"', '"p2p"')] == sorted(
        found.message.index(words) for words in ('type="peer-to-peer"', '"type=go"', '"p2p"')
    )
    assert len(found.related) == 4
    assert only(text, "TW308")


# the manifest


def entry(name: str | None, status: str = "in-progress", kind: str = "group", **more: Any) -> dict[str, Any]:
    made = more.pop("created", "2026-01-01T00:00:00Z")
    return {"sid": SID, "unique_name": name, "type": kind, "status": status, "date_created": made, **more}


@pytest.fixture
def manifest(tmp_path: Path) -> Any:
    count = 0

    def write(content: Any) -> str:
        nonlocal count
        count += 1
        path = tmp_path / f"rooms{count}.json"
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content, indent=1), encoding="utf-8")
        return str(path)

    return write


CAMEL = {"sid": SID, "uniqueName": "a", "type": "peer-to-peer", "status": "in-progress", "dateCreated": "2026-01-01"}
SHAPES = (
    {"rooms": [entry("a", kind="peer-to-peer")], "meta": {"page": 0, "key": "rooms"}},
    [entry("a", kind="peer-to-peer")],
    entry("a", kind="peer-to-peer"),
    [CAMEL],
    [{"uniqueName": "a", "type": "peer-to-peer"}],
    "\n".join(json.dumps(entry(name, kind="peer-to-peer")) for name in ("b", "a")),
    json.dumps({"rooms": [entry("b")]}) + "\n" + json.dumps({"rooms": [entry("a", kind="peer-to-peer")]}, indent=2),
    b"\xef\xbb\xbf" + json.dumps([CAMEL]).encode(),
    json.dumps([CAMEL]).encode("utf-16"),
    json.dumps([CAMEL]).replace('"a"', '"\\u0061"').encode("utf-16-le"),
    json.dumps([CAMEL], indent=2).replace("\n", "\r\n"),
)


@pytest.mark.parametrize("content", SHAPES)
def test_every_shape_of_manifest(content: Any, manifest: Any) -> None:
    assert codes(room("a"), rooms_manifest=manifest(content)) == ["TW312"]
    assert codes(room("c"), rooms_manifest=manifest(content)) == ["TW314"]


def test_the_finding_points_at_the_entry(manifest: Any) -> None:
    path = manifest({"rooms": [entry("b"), entry("a", kind="go")]})
    [related] = only(room("a"), "TW312", rooms_manifest=path).related
    lines = Path(path).read_text(encoding="utf-8").split("\n")
    assert related.line is not None
    assert lines[related.line - 1].strip() == '"unique_name": "a",'
    assert related.path is not None
    assert related.path.endswith(".json")


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        (
            [
                entry("a", "completed", "peer-to-peer"),
                entry("a", "in-progress", "group", created="2020-01-01T00:00:00Z"),
            ],
            [],
        ),
        ([entry("a", "in-progress", "go", created="2020-01-01T00:00:00Z"), entry("a", "completed")], ["TW312"]),
        ([entry("a", "completed", "go"), entry("a", "completed", created="2026-02-01T00:00:00Z")], ["TW315"]),
        (
            [
                entry("a", "failed", created="Thu, 01 Jan 2026 00:00:00 +0000"),
                entry("a", "completed", created="2025-12-31"),
            ],
            ["TW315"],
        ),
        ([entry("a", "completed", "group-small")], ["TW315"]),
        ([entry("a", "completed", "peer-to-peer")], ["TW312", "TW315"]),
        ([entry("a", "IN_PROGRESS", "PEER_TO_PEER")], ["TW312"]),
        ([entry("a", kind="huge")], []),
        ([entry("b")], ["TW314"]),
        ([], ["TW314"]),
        ([{**entry("a", kind="go"), "sid": "RM" + "X" * 32}], ["TW314"]),
        ([{**entry("a", kind="go"), "sid": "RM" + "a" * 32}], ["TW314"]),
        ([{**entry("a", kind="go"), "sid": "RMXXXX"}], ["TW314"]),
    ],
)
def test_which_entry_counts(entries: list[Any], found: list[str], manifest: Any) -> None:
    assert codes(room("a"), rooms_manifest=manifest({"rooms": entries})) == found


def test_a_completed_peer_to_peer_room_is_a_warning(manifest: Any) -> None:
    path = manifest([entry("a", "completed", "peer-to-peer")])
    assert str(only(room("a"), "TW312", rooms_manifest=path).severity) == "warning"
    path = manifest([entry("a", "in-progress", "peer-to-peer")])
    assert str(only(room("a"), "TW312", rooms_manifest=path).severity) == "error"


def test_the_manifest_and_the_other_rules(manifest: Any) -> None:
    path = manifest([entry("p2p-a"), entry("b", kind="go")])
    assert codes(room("p2p-a"), rooms_manifest=path) == []
    assert codes(room("b"), rooms_manifest=path, rooms={"b": "group"}) == []
    assert codes(room("b"), rooms_manifest=path, room_type="group") == ["TW312"]
    assert codes(room("{{ a }}"), rooms_manifest=path) == []
    assert (
        '"p2p-a" in the rooms manifest' in only(room(SID), "TW306", rooms_manifest=manifest([entry("p2p-a")])).message
    )
    assert '"p2p-a"' in only(room("p2p_a"), "TW314", rooms_manifest=path).message


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is empty"),
        ("{", "line 1, column 2"),
        ('[\n{"sid": "RM1",}\n]', "line 2"),
        (b"\x80abc", "byte 0 is not utf-8"),
        ('"rooms"', "no room"),
        ("[1]", "no room"),
        ('{"code": 20003, "message": "Authenticate", "status": 401}', 'the message "Authenticate"'),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_broken_manifest_is_named_with_the_reason(content: Any, reason: str, manifest: Any) -> None:
    path = manifest(content)
    with pytest.raises(WorkError) as caught:
        load_manifest(path)
    assert caught.value.path == path
    assert reason in caught.value.message
    result = run(room("a"), rooms_manifest=path)
    assert [failure.path for failure in result.failures] == [path]


def test_a_missing_manifest_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(WorkError) as caught:
            load_manifest(str(path))
        assert caught.value.path == str(path)


def test_a_manifest_is_read_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "rooms.json"
    path.write_text(json.dumps([entry("a", kind="go")]))
    first = load_manifest(str(path))
    assert load_manifest(str(path)) is first
    path.write_text(json.dumps([entry("a", kind="group"), entry("b")]))
    assert codes(room("a"), rooms_manifest=str(path)) == []


# what follows, and what stands beside


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
    assert f"noun of <{verb}>" in found.message
    assert found.fix is not None


@pytest.mark.parametrize("child", ["Say", "Play", "Dial", "Room", "Stream", "sip", "Foo", "Parameter"])
def test_others_are_for_other_rules(child: str) -> None:
    assert "TW318" not in codes(f"<Response><Connect><{child}>x</{child}></Connect></Response>")
