"""The region family where docstrings cannot show it: who has the say about the Region, overrides, every host form."""

from __future__ import annotations

from typing import Any

import pytest

from support.lint import family, lint
from twimllint.engine.context import Context
from twimllint.engine.diagnostic import Diagnostic, Span
from twimllint.engine.directives import read_directives
from twimllint.engine.settings import LintSettings
from twimllint.schema.data import data
from twimllint.source.parse import parse
from twimllint.source.text import Source
from twimllint.twiml import regions
from twimllint.twiml.regions import read_host

RULES = family("TW4", default=True)
ROOM = "<Response><Connect{}><Room>a</Room></Connect></Response>"
DUBLIN = ' action="https://api.dublin.ie1.twilio.com/left"'


def run(text: str, **settings: Any) -> list[Diagnostic]:
    return lint(text, rules=RULES, **settings).diagnostics


def codes(text: str, **settings: Any) -> list[str]:
    return lint(text, rules=RULES, **settings).codes


def region(text: str, name: str | None = None, origin: str = "") -> tuple[str, str, bool] | None:
    document = parse(Source.from_text(text))
    ctx = Context(
        document,
        LintSettings(region=name, region_from=origin, fixed=frozenset({"region"} if origin == "--region" else ())),
        read_directives(document),
    )
    found = regions.region_of(ctx)
    return None if found is None else (found.name, found.origin, found.by_host)


def test_who_has_the_say() -> None:
    directive = "<!-- twimllint: region=au1 -->"
    by_host = ROOM.format(DUBLIN)
    assert region(directive + by_host, "us1", "--region") == ("us1", "--region", False)
    assert region(directive + by_host, "us1", "twimllint.toml") == ("au1", "the directive region=au1", False)
    assert region(directive + by_host, "us1", "TWILIO_REGION") == ("au1", "the directive region=au1", False)
    assert region(by_host, "us1", "pyproject.toml") == ("us1", "pyproject.toml", False)
    assert region(by_host, "au1", "TWILIO_REGION") == ("au1", "TWILIO_REGION", False)
    assert region(by_host) == ("ie1", 'the host "api.dublin.ie1.twilio.com"', True)
    assert region(ROOM.format("")) is None


def test_ids_that_are_no_region_are_ignored() -> None:
    text = ROOM.format("")
    assert region(text, "jp1", "TWILIO_REGION") is None
    assert region(text, "IE1", "TWILIO_REGION") == ("ie1", "TWILIO_REGION", False)
    assert region("<!-- twimllint: region=mars -->" + text, "ie1", "twimllint.toml") == ("ie1", "twimllint.toml", False)
    assert region("<!-- twimllint: region=IE1 -->" + text) == ("ie1", "the directive region=IE1", False)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://api.dublin.ie1.twilio.com/x", "ie1"),
        ("HTTPS://API.DUBLIN.IE1.TWILIO.COM/x", "ie1"),
        ("https://user:pass@voice.sydney.au1.twilio.com:443?x", "au1"),
        ("https://acme-1234-dev.sydney.au1.twil.io/next", "au1"),
        ("https://api.ashburn.us1.twilio.com/x", "us1"),
        ("https://api.twilio.com/x", None),
        ("https://api.ie1.twilio.com/x", None),
        ("https://acme-1234.twil.io/x", None),
        ("https://acme.sip.ie1.twilio.com/x", None),
        ("https://api.paris.ie1.twilio.com/x", None),
        ("https://api.tokyo.jp1.twilio.com/x", None),
        ("https://api.{{ edge }}.ie1.twilio.com/x", None),
        ("https://api.dublin.ie1.twilio.com.acme.test/x", None),
        ("https://ivr.acme.test/?next=https://api.dublin.ie1.twilio.com/", None),
        ("https://ivr.acme.test/n#e=dublin", None),
    ],
)
def test_hosts_as_evidence(url: str, name: str | None) -> None:
    for text in (ROOM.format(f' action="{url}"'), f"<Response><Redirect>\n{url}\n</Redirect></Response>"):
        found = region(text)
        assert (found and found[0]) == name


def test_every_kind_of_host_is_read_as_its_row_says() -> None:
    for row in data("regions")["hosts"]:
        for text in row["match"]:
            host = read_host(text, Span(0, len(text)))
            assert host is not None
            assert (host.kind, host.evidence) == (row["kind"], row["evidence"]), text


def test_what_proves_nothing() -> None:
    text = (
        '<Response><Dial><Sip>sip:amy@acme.sip.dublin.twilio.com;region=ie1</Sip><Conference region="ie1">a</Conference>'
        "</Dial><Connect><Room>a</Room></Connect></Response>"
    )
    assert codes(text) == ["TW406"]


def test_a_region_known_from_hosts_makes_a_warning() -> None:
    [found] = run(ROOM.format(DUBLIN))
    assert (found.code, str(found.severity)) == ("TW401", "warning")
    [found] = run(ROOM.format(DUBLIN), region="ie1", region_from="--region", fixed=frozenset({"region"}))
    assert (found.code, str(found.severity)) == ("TW401", "error")
    assert "--region" in (found.help or "")


def test_hosts_that_disagree_give_no_region() -> None:
    text = f"<Response><Connect{DUBLIN}><Room>a</Room></Connect><Redirect>https://acme.sydney.au1.twil.io/x</Redirect></Response>"
    assert codes(text) == ["TW404"]


@pytest.mark.parametrize("name", ["ie1", "au1"])
def test_every_gap_of_the_table_is_reported(name: str) -> None:
    for key, row in data("regions")["elements"].items():
        parent, _, child = key.rpartition("/")
        element = f"<{child}>x</{child}>"
        text = f"<Response>{f'<{parent}>{element}</{parent}>' if parent else element}</Response>"
        found = [d for d in run(text, region=name) if d.code == "TW401"]
        gap = row[name] == "unsupported" and row["us1"] != "unsupported"
        assert len(found) == int(gap), key
        assert all(d.message.startswith((f"<{child}>", f"<{parent}>")) for d in found)
    assert not [d for d in run(ROOM.format(""), region="us1") if d.code == "TW401"]


def test_a_misplaced_or_misspelt_room_is_still_a_room() -> None:
    for text in (
        "<Response><Dial><Room>a</Room></Dial></Response>",
        "<Response><connect><room>a</room></connect></Response>",
    ):
        assert codes(text, region="ie1") == ["TW401"]


def test_rows_of_the_users_own() -> None:
    text = ROOM.format("")
    assert codes(text, region="ie1", region_table={"Connect/Room": {"ie1": "supported"}}) == []
    assert codes(text, region="au1", region_table={"Connect/Room": {"ie1": "supported"}}) == ["TW401"]
    assert codes(text, region="ie1", region_table={"Connect/Room": {"ie1": "partial"}}) == ["TW403"]
    gather = '<Response><Gather speechModel="deepgram_nova-2"/></Response>'
    assert codes(gather, region="ie1", region_table={"Gather": {"ie1": "unsupported"}}) == ["TW401"]
    own = {"Gather@speechModel": {"ie1": "unsupported", "us1": "supported"}}
    assert codes(gather, region="ie1", region_table=own) == ["TW402"]


def test_task_router_is_one_finding() -> None:
    text = '<Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{}</Task></Enqueue></Response>'
    assert codes(text, region="au1") == ["TW402"]
    assert codes(text, region="ie1") == ["TW403"]
    assert codes(text, region="us1") == []


@pytest.mark.parametrize(
    ("attributes", "hint"),
    [
        ('callerId="+353155501000"', True),
        ('callerId="client:amy"', False),
        ('callerId="{{ caller }}"', False),
        ("", False),
    ],
)
def test_caller_ids(attributes: str, hint: bool) -> None:
    found = codes(f"<Response><Dial {attributes}>+14155550100</Dial></Response>", region="ie1")
    assert found == (["TW403"] if hint else [])


@pytest.mark.parametrize(
    ("sip", "place"),
    [
        ("sip:amy@acme.test;region=ie1", "region=ie1"),
        ("sip:amy@acme.test;transport=tls;Region=US1-ix?x=1", "Region=US1-ix"),
        ("sip:amy@acme.test;edge=dublin", None),
        ("sip:amy@acme.test?x=1;region=ie1", None),
        ("sip:region=ie1@acme.test", None),
    ],
)
def test_the_old_parameter_of_sip(sip: str, place: str | None) -> None:
    text = f"<Response><Dial><Sip>{sip}</Sip></Dial></Response>"
    assert [text[d.span.start : d.span.end] for d in run(text)] == ([place] if place else [])


@pytest.mark.parametrize(
    ("fragment", "bad"),
    [
        ("#e=dublin", []),
        ("#e=dublin,ashburn-ix&amp;rc=5&amp;rp=all", []),
        ("#r=ie1", []),
        ("#r=dublin", [("dublin", 11240)]),
        ("#e=", [("", 11240)]),
        ("#ct=200&amp;rp=3xx", [("3xx", 11243)]),
        ("#top", []),
        ("#top&amp;e=paris", []),
        ("#x=1&amp;e=paris,rome", [("paris", 11240), ("rome", 11240)]),
        ("?e=paris", []),
    ],
)
def test_connection_overrides(fragment: str, bad: list[tuple[str, int]]) -> None:
    text = f"<Response><Redirect>https://ivr.acme.test/n{fragment}</Redirect></Response>"
    assert [(text[d.span.start : d.span.end], d.twilio_code) for d in run(text)] == bad


def test_hosts_without_an_edge_are_reported_in_every_url() -> None:
    url = "https://api.IE1.twilio.com/x"
    for text in (
        f"<Response><Play>{url}</Play></Response>",
        f'<Response><Gather action="{url}"/></Response>',
        f'<Response><Dial><Number statusCallback="{url}">+14155550100</Number></Dial></Response>',
    ):
        assert codes(text) == ["TW405"]
