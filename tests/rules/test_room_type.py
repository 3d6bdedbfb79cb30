"""What type a room is: configuration, hints in the document, manifests on disk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support.rooms import IN_CONNECT, SID, codes, only, room, run
from twimllint.engine.context import RuleInputError
from twimllint.twiml.manifest import load_manifest

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
def test_the_configuration_gives_the_type(settings: dict[str, Any], found: list[str]) -> None:
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
def test_names_that_do_not_suggest_peer_to_peer(name: str) -> None:
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
        '<Response><!-- p2p --><Connect action="/x?type=go"><Room mode="peer-to-peer">p2p</Room></Connect></Response>'
    )
    found = only(text, "TW313")
    assert found.label == 'mode is "peer-to-peer"'
    places = [text[related.span.start : related.span.end] for related in found.related]
    assert places == ["peer-to-peer", "type=go", "p2p", "p2p"]


@pytest.mark.parametrize("value", ["peer-to-peer", "Go", "p2p"])
def test_the_type_as_an_attribute_is_one_finding(value: str) -> None:
    text = f'<Response><Connect action="/x?type=go"><Room type="{value}">p2p</Room></Connect></Response>'
    assert codes(text) == ["TW308"]
    assert only(text, "TW308").label == "the room may be peer-to-peer"
    declared = f"<!-- twimllint: room-type=group -->{text}"
    assert only(declared, "TW308").label == "a setting of the Rooms REST resource"


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
    assert only(room(SID), "TW306", rooms_manifest=manifest([entry("p2p-a")])).label == 'its unique name is "p2p-a"'
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
    with pytest.raises(RuleInputError) as caught:
        load_manifest(path)
    assert caught.value.path == path
    assert reason in caught.value.message
    result = run(room("a"), rooms_manifest=path)
    assert [failure.path for failure in result.failures] == [path]


def test_a_missing_manifest_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(RuleInputError) as caught:
            load_manifest(str(path))
        assert caught.value.path == str(path)


def test_a_manifest_is_read_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "rooms.json"
    path.write_text(json.dumps([entry("a", kind="go")]))
    first = load_manifest(str(path))
    assert load_manifest(str(path)) is first
    path.write_text(json.dumps([entry("a", kind="group"), entry("b")]))
    assert codes(room("a"), rooms_manifest=str(path)) == []
