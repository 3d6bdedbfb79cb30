"""The data files of schemas/: each entry is sourced and dated, each pattern does what its examples say."""

from __future__ import annotations

import datetime
import ipaddress
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest

from twimllint.engine.registry import Registry
from twimllint.schema import data as module
from twimllint.schema.data import data

FILES = (
    "currencies", "dialects", "errors", "hosts", "languages", "limits", "placeholders", "programs", "regions", "rooms", "templates",
    "sids", "voices",
)  # fmt: skip
FULL, SEARCH, START = "full", "search", "start"


def sections(name: str) -> Iterator[tuple[str, Any]]:
    return ((section, value) for section, value in data(name).items() if section != "about")


def entries(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every entry of a file with the place it is at; a section that is an entry itself counts as one."""
    for section, value in sections(name):
        if isinstance(value, dict) and isinstance(value.get("source"), list):
            yield section, value
        elif isinstance(value, dict):
            yield from ((f"{section}.{key}", entry) for key, entry in value.items())
        else:
            yield from ((f"{section}[{index}]", entry) for index, entry in enumerate(value))


def patterns() -> Iterator[Any]:
    """(file, place, entry, mode) of each entry with a regex."""
    for name in FILES:
        for place, entry in entries(name):
            if "regex" in entry:
                mode = entry.get("mode", START if place.startswith("media_pages") else FULL)
                yield pytest.param(entry, mode, id=f"{name}:{place}:{entry.get('id', '')}")


@pytest.mark.parametrize("name", FILES)
def test_file_says_what_it_is(name: str) -> None:
    about = data(name)["about"]
    assert set(about) == {"what", "refresh", "date", "sources"}
    assert about["what"].endswith(".")
    assert about["refresh"].endswith(".")
    assert all(url.startswith(("https://", "http://")) for url in about["sources"].values())
    for section, _ in sections(name):
        assert section in about["what"], section


@pytest.mark.parametrize("name", FILES)
def test_each_entry_has_source_and_date(name: str) -> None:
    about = data(name)["about"]
    for place, entry in entries(name):
        assert entry["source"], place
        for source in entry["source"]:
            assert source in about["sources"] or source.startswith(("https://", "http://")), (place, source)
        assert datetime.date.fromisoformat(entry["date"]) <= datetime.date.fromisoformat(about["date"]), place


@pytest.mark.parametrize("name", FILES)
def test_each_source_is_used(name: str) -> None:
    used = {source for _, entry in entries(name) for source in entry["source"]}
    assert set(data(name)["about"]["sources"]) <= used


@pytest.mark.parametrize("name", FILES)
def test_file_is_diff_friendly(name: str) -> None:
    """One entry a line, keys sorted where the file is a table, nothing twice."""
    with open(module.schema_path(f"{name}.json"), encoding="utf-8") as file:
        lines = file.read().splitlines()
    dated = sum('"date": ' in line for line in lines) - 1
    assert dated == sum(1 for _ in entries(name))
    for section, value in sections(name):
        if isinstance(value, dict) and not isinstance(value.get("source"), list):
            if (name, section) == ("templates", "languages"):
                continue  # languages that are alike are together
            order = _address if section == "ranges" else lambda key: (key.lower(), key)
            assert list(value) == sorted(value, key=order), section


def _address(network: str) -> tuple[int, bytes]:
    parsed = ipaddress.ip_network(network)
    return parsed.version, parsed.network_address.packed


@pytest.mark.parametrize(("entry", "mode"), list(patterns()))
def test_patterns_fit_their_examples(entry: dict[str, Any], mode: str) -> None:
    regex = re.compile(entry["regex"], re.IGNORECASE if mode == START or "i" in entry.get("flags", "") else 0)
    test = {FULL: regex.fullmatch, SEARCH: regex.search, START: regex.match}[mode]
    assert entry["match"]
    assert [example for example in entry["match"] if not test(example)] == []
    assert [example for example in entry["skip"] if test(example)] == []


@pytest.mark.parametrize(("entry", "mode"), list(patterns()))
def test_patterns_stay_quick(entry: dict[str, Any], mode: str) -> None:
    """No example, repeated into a long value, keeps a pattern busy; a quadratic one would take minutes here."""
    regex = re.compile(entry["regex"], re.IGNORECASE if mode == START or "i" in entry.get("flags", "") else 0)
    test = {FULL: regex.fullmatch, SEARCH: regex.search, START: regex.match}[mode]
    for example in (*entry["match"], *entry["skip"], "a", "1", "-", "a.", "A_", '"+'):
        text = (example * 20_000)[:20_000] + "\0"
        begin = time.process_time()
        test(text)
        assert time.process_time() - begin < 1, example


# voices and languages


def test_languages_of_voices_are_known() -> None:
    known = {*data("languages")["say"], *data("languages")["gather"]}
    for name, voice in module.voices().items():
        assert set(voice["languages"]) <= known, name
        assert voice["languages"] or name == "alice"
        assert voice["status"] in {"current", "undocumented", "legacy", "retired"}
        assert voice["ssml"] is (voice["provider"] != "basic")
    assert set(data("voices")["alice"]["languages"]) <= known


def test_voices_fit_a_pattern_of_their_provider() -> None:
    odd = {name for name in module.voices() if name.startswith("Google.fil-ph-")}
    assert len(odd) == 2  # the libraries write the country in lower letters here
    regexes = [(entry["provider"], re.compile(entry["regex"])) for entry in data("voices")["patterns"]]
    for name, voice in module.voices().items():
        fits = any(provider == voice["provider"] and regex.fullmatch(name) for provider, regex in regexes)
        assert fits or name in odd, name


def test_aliases_lead_to_voices() -> None:
    for name, alias in data("voices")["aliases"].items():
        assert alias["name"] in module.voices()
        assert module.voices()[name]["languages"] == module.voices()[alias["name"]]["languages"]


def test_offered_language_tags_exist() -> None:
    languages = data("languages")
    for section in ("preferred", "mistaken"):
        for key, entry in languages[section].items():
            assert entry["say"] is None or languages["say"][entry["say"]]["status"] != "legacy", key
            assert entry["gather"] is None or languages["gather"][entry["gather"]]["status"] == "current", key
            assert entry["say"] != key != entry["gather"]
    for key, entry in languages["names"].items():
        assert entry["base"] in languages["preferred"], key
    assert module.languages("say")["en-US"]["status"] == "current"


def test_each_language_has_a_name() -> None:
    tags = {tag for place in ("say", "gather", "pay", "ssml_lang") for tag in module.languages(place)}
    tags |= {tag for voice in module.voices().values() for tag in voice["languages"]}
    unnamed = {tag for tag in tags if tag.partition("-")[0] not in data("languages")["spoken"]}
    # not one language; no language of that code is spoken in Iraq
    assert unnamed == {"multi", "nar-IQ"}


def test_speech_models_know_their_languages() -> None:
    tags = [*data("languages")["gather"], "no-NO"]
    for model in data("languages")["stt_models"].values():
        for tag in model["languages"]:
            assert any(known.startswith(tag.removesuffix("*")) for known in tags), tag


# regions


def test_region_tables_hang_together() -> None:
    regions = data("regions")
    assert sorted(regions["regions"]) == ["au1", "ie1", "us1"]
    assert [key for key, region in regions["regions"].items() if region["default"]] == ["us1"]
    assert all(region["default_edge"] in regions["edges"] for region in regions["regions"].values())
    assert all(entry["edge"] in regions["edges"] for entry in regions["edges_only"].values())
    states = {"supported", "presumed", "partial", "unsupported", "unknown"}
    for table in ("elements", "attributes"):
        for key, entry in regions[table].items():
            assert {entry[region] for region in regions["regions"]} <= states, key
            assert ("@" in key) is (table == "attributes")
    for key, entry in regions["limited"].items():
        row = regions["attributes" if "@" in key else "elements"][key]
        assert all(row[region] == "partial" for region in entry["regions"]), key


def test_first_host_form_that_fits_is_the_right_one() -> None:
    hosts = [(entry["id"], re.compile(entry["regex"])) for entry in data("regions")["hosts"]]
    expected = {
        "acme.sip.ie1.twilio.com": "S1", "acme.pstn.ashburn.twilio.com": "T1", "api.dublin.ie1.twilio.com": "H1",
        "api.ie1.twilio.com": "H4", "api.us1.twilio.com": "H3", "conversations.ie1.twilio.com": "H3",
        "acme-1234.dublin.ie1.twil.io": "H5", "acme-1234.twil.io": "H6", "webhooks.twilio.com": "H7",
        "api.twilio.com": "H2",
    }  # fmt: skip
    for host, want in expected.items():
        assert next(form for form, regex in hosts if regex.fullmatch(host)) == want


def test_connection_overrides() -> None:
    overrides = data("regions")["overrides"]
    assert sorted(overrides) == ["ct", "e", "r", "rc", "rp", "rt", "sni", "tt"]
    assert overrides["e"]["values"] == sorted(data("regions")["edges"])
    for override in overrides.values():
        if override["type"] == "integer":
            assert override["minimum"] <= override["default"] <= override["maximum"]
        else:
            assert override["default"] in override["values"]


# errors and limits


def test_error_codes() -> None:
    errors = data("errors")["errors"]
    assert all(re.fullmatch(r"\d{5}", code) and code[:2] in data("errors")["families"] for code in errors)
    for code, entry in errors.items():
        assert entry["severity"] in {"error", "warning"}, code
        assert entry["static"] in {"yes", "partly", "no"}, code
        assert entry["title"], code
        assert entry["cause"].endswith("."), code
        assert entry["page"].endswith(f"/{code}")
        assert len(entry["rules"]) == len(set(entry["rules"])), code
        assert not (entry["static"] == "no" and entry["rules"]), code
        assert not (entry["static"] == "yes" and not entry["rules"]), code


def test_rules_that_find_errors_exist() -> None:
    known = set(Registry.builtin().rules)
    for code, entry in data("errors")["errors"].items():
        assert set(entry["rules"]) <= known, code


def test_errors_that_rules_name_are_known() -> None:
    codes = data("errors")["errors"]
    for info in Registry.builtin():
        assert info.twilio_code is None or info.name in codes[str(info.twilio_code)]["rules"], info.name


def test_limits_name_known_errors() -> None:
    for key, row in data("limits")["limits"].items():
        assert all(str(code) in data("errors")["errors"] for code in row["errors"]), key
        if row["minimum"] is not None and row["maximum"] is not None:
            assert row["minimum"] < row["maximum"], key


def test_sid_places_use_known_prefixes() -> None:
    sids = data("sids")
    for key, place in sids["places"].items():
        assert set(place["prefixes"]) <= set(sids["prefixes"]), key
        assert place["error"] is None or str(place["error"]) in data("errors")["errors"], key


# hosts and dialects


def test_address_ranges_are_networks() -> None:
    networks = [ipaddress.ip_network(key) for key in data("hosts")["ranges"]]
    assert all(any(ipaddress.ip_address(address) in network for network in networks) for address in ("10.1.2.3", "::1"))
    assert not any(ipaddress.ip_address("54.172.60.0") in network for network in networks)


def test_labels_add_the_kind_of_a_service_to_its_name() -> None:
    for host, row in data("hosts")["throw_away"].items():
        assert row["kind"] not in row["service"].lower().split(), host


def test_no_host_is_both_usable_and_not() -> None:
    hosts = data("hosts")
    assert not set(hosts["throw_away"]) & {*hosts["twilio"], *hosts["documentation"]}
    assert not {key.removeprefix(".") for key in hosts["suffixes"]} & {
        key.removeprefix(".") for key in hosts["documentation"]
    }


def test_foreign_names_are_not_twiml() -> None:
    from twimllint.schema.grammar import load

    names = load("voice").names | load("messaging").names
    dialects = data("dialects")
    assert not set(dialects["elements"]) & names
    for key, entry in dialects["elements"].items():
        assert entry["twiml"] is None or entry["twiml"] in names | {"Response"}, key
        assert entry["inside"] is None or entry["inside"] in names, key
        assert set(entry["of"]) <= set(dialects["dialects"]), key


def test_other_words_stand_for_names_of_twiml() -> None:
    from twimllint.schema.grammar import load
    from twimllint.schema.names import fold

    dialects, grammars = data("dialects"), (load("voice"), load("messaging"))
    names = grammars[0].names | grammars[1].names
    foreign = {name.replace("@", " ").lower() for name in dialects["attributes"]}
    for key, entry in dialects["synonyms"].items():
        assert key == fold(key)
        assert set(entry["twiml"]) <= names, key
    for key, entry in dialects["attribute_synonyms"].items():
        element, _, attribute = key.partition("@")
        kinds = [kind for kind in (grammar.named(element) for grammar in grammars) if kind is not None]
        assert attribute == fold(attribute)
        assert key.replace("@", " ").lower() not in foreign, key
        assert any(entry["twiml"] in kind.offered and attribute not in kind.attributes for kind in kinds), key
