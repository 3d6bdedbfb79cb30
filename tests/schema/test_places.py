"""Places by type and status: what triggers by type ask."""

import pytest

from twimllint.schema.grammar import load
from twimllint.schema.places import (
    last_word,
    places_of_type,
    places_with_status,
    statuses,
    statuses_at,
    types,
    types_at,
)  # fmt: skip


@pytest.mark.parametrize("channel", ["voice", "messaging"])
def test_every_value_is_at_the_place_of_its_type(channel: str) -> None:
    for kind in load(channel).types():
        for name, attribute in kind.attributes.items():
            assert f"{kind.name}@{name}" in places_of_type(attribute.type.kind, channel)
            assert attribute.type.kind in types_at(f"{kind.name}@{name}", channel)
        if kind.text_type is not None:
            assert f"{kind.name}/text" in places_of_type(kind.text_type.kind, channel)


def test_nothing_else_is() -> None:
    owners = {kind.name for kind in load("voice").types() for name in kind.attributes if name == "voice"}
    assert {f"{owner}@voice" for owner in owners} >= {p for p in places_of_type("voice") if p.endswith("@voice")}
    assert places_of_type("sid", "messaging") == frozenset()
    assert "Say@voice" not in places_of_type("url")


def test_spoken_text_is_also_inside_ssml() -> None:
    assert {"Say/text", "emphasis/text", "sub/text", "say-as/text", "w/text", "phoneme/text"} <= places_of_type(
        "spoken-text"
    )


def test_statuses() -> None:
    assert "Sms" in places_with_status("deprecated", "voice")
    assert "Conference@eventCallbackUrl" in places_with_status("deprecated")
    assert "Dial@ifMachine" in places_with_status("removed")
    assert "current" not in statuses()
    assert statuses_at("Conference@whisper") == ("renamed",)
    assert statuses_at("Say") == ()


def test_a_shared_name_has_the_types_of_all_its_elements() -> None:
    assert types_at("Sip/text") == ("sip-uri",)
    assert "Redirect/text" in places_of_type("url", "messaging")
    assert places_of_type("url") == places_of_type("url", "voice") | places_of_type("url", "messaging")


def test_unknown_names_have_no_places() -> None:
    assert "sidd" not in types()
    assert places_of_type("sidd") == places_with_status("depreciated") == frozenset()
    assert types_at("Foo@bar") == ()


def test_the_last_word_of_a_name_has_its_capital() -> None:
    names = ("statusCallbackEvent", "waitUrlMethod", "method", "e", "", "workflowSid")
    assert [last_word(name) for name in names] == ["Event", "Method", "", "", "", "Sid"]
