"""Looking things up in the data files."""

from __future__ import annotations

from pathlib import Path

import pytest

from twimllint.schema import data as module
from twimllint.schema.data import data


@pytest.mark.parametrize(
    ("section", "host", "found"),
    [
        ("throw_away", "9a61.ngrok-free.app", True),
        ("throw_away", "ngrok.io", True),
        ("throw_away", "notngrok.io", False),
        ("throw_away", "media.acme.test", False),
        ("suffixes", "printer.local", True),
        ("suffixes", "local.acme.test", False),
        ("documentation", "www.example.com", True),
        ("names", "localhost", True),
        ("twilio", "acme-1234.twil.io", True),
    ],
)
def test_host_entry(section: str, host: str, found: bool) -> None:
    assert (module.host_entry(section, host) is not None) is found


def test_find_tries_the_patterns_of_the_kind() -> None:
    found = module.find("unfilled", "url", " https://xxx.app ")
    assert found is not None
    assert (found.id, found.start, found.end) == ("rows-of-x-host", 7, 12)
    assert module.find("unfilled", "text", "https://xxx.app") is None
    assert module.find("secrets", "url", "sk_live_4f9a0000000000000000") is not None
    assert [found.id for found in module.find_all("residue", "text", "Hello %s, ${name}")] == [
        "template-literal",
        "printf",
    ]
    full = module.find("leaked", "name", "  undefined\n")
    assert full is not None
    assert (full.start, full.end) == (2, 11)


def test_patterns_that_need_a_substring_hold_it() -> None:
    for section, patterns in data("placeholders").items():
        if section in {"about", "entropy"}:
            continue
        for pattern in patterns:
            for example in pattern["match"] if pattern["needs"] else ():
                assert any(need in example.lower() for need in pattern["needs"]), (section, pattern["id"], example)


def test_schema_path_leads_to_the_files() -> None:
    assert Path(module.schema_path("voices.json")).is_file()


def test_data_is_read_once() -> None:
    assert data("sids") is data("sids")


def test_unknown_file() -> None:
    with pytest.raises(FileNotFoundError):
        data("nothing")
