"""Family TW8 where docstrings cannot show it: URLs against urllib, hosts, the data's own examples, one finding each."""

from __future__ import annotations

import time
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.lint import EVERY, lint
from twimllint import data, templates, urls
from twimllint.engine.diagnostic import Diagnostic, Span
from twimllint.source.errors import TemplateTag
from twimllint.source.parse import parse
from twimllint.source.text import Source
from twimllint.source.tree import Attr

#: Rules with something to say about most small documents.
CHATTY = frozenset({"missing-xml-declaration", "recording-without-notice", "us1-only-element", "gather-no-fallthrough"})


def run(text: str, path: str = "x.twiml") -> list[Diagnostic]:
    linted = lint(text, path, rules=EVERY)
    assert not linted.result.failures
    return [d for d in linted.diagnostics if d.name not in CHATTY]


def found(text: str, path: str = "x.twiml") -> list[str]:
    return [f"{d.name} {text[d.span.start : d.span.end]}" for d in run(text, path)]


def redirect(url: str) -> str:
    return f"<Response><Redirect>{url}</Redirect></Response>"


def value(raw: str) -> Attr:
    root = parse(Source.from_text(f'<Response a="{raw}"/>', "x.twiml")).root
    assert root is not None
    return root.attrs[0]


# --- parts of URLs


@given(st.text(st.sampled_from("ahtps:/?#@[].%1&-+ é"), max_size=30))
def test_parts_are_those_of_urllib(text: str) -> None:
    text = text.strip(" ")
    item = value(escape(text))
    url = urls.parse_url(item)
    try:
        expected = urlsplit(text)
    except ValueError:  # urllib refuses brackets that do not match
        return
    assert (url.scheme.text.lower() if url.scheme else "") == expected.scheme
    assert url.path.text == expected.path
    assert (url.query.text if url.query else "") == expected.query
    assert (url.fragment.text if url.fragment else "") == expected.fragment
    authority = text.partition("//")[2] if url.host is not None else ""
    userinfo = url.userinfo.text + "@" if url.userinfo is not None else ""
    port = ":" + url.port.text if url.port is not None else ""
    written = userinfo + (url.host.text if url.host is not None else "") + port
    assert written == expected.netloc
    assert authority.startswith(written)


def test_every_part_knows_its_place() -> None:
    raw = " https://b&#111;b:x&amp;y@[2001:db8::1]:8443/a&lt;b?q=1&amp;r=2#e=dublin "
    item = value(raw)
    url = urls.parse_url(item)
    text = f'<Response a="{raw}"/>'

    def at(part: urls.Part | None) -> str:
        assert part is not None
        span = url.span(part)
        return text[span.start : span.end]

    assert at(url.whole) == raw.strip()
    assert [at(url.scheme), at(url.userinfo), at(url.host), at(url.port)] == [
        "https", "b&#111;b:x&amp;y", "[2001:db8::1]", "8443",
    ]  # fmt: skip
    assert [at(url.path), at(url.query), at(url.fragment)] == ["/a&lt;b", "q=1&amp;r=2", "e=dublin"]
    assert url.userinfo is not None
    assert url.userinfo.text == "bob:x&y"


# --- hosts


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        ("localhost", "loopback"), ("LOCALHOST.", "loopback"), ("a.localhost", "loopback"), ("127.0.0.1", "loopback"),
        ("127.1", "loopback"), ("2130706433", "loopback"), ("0x7f.0.0.1", "loopback"), ("[::1]", "loopback"),
        ("[::ffff:127.0.0.1]", "loopback"), ("x.lvh.me", "loopback"), ("10.0.0.1", "private"),
        ("172.16.0.1", "private"), ("192.168.1.1", "private"), ("[fd00::1]", "private"), ("100.64.0.1", "shared"),
        ("169.254.169.254", "link-local"), ("[fe80::1%25eth0]", "link-local"), ("mac.local", "link-local"),
        ("db.internal", "private"), ("0.0.0.0", "this-host"), ("web", "bare"), ("app", "bare"), ("my_host", "bare"),
        ("\ue000\ue000.local", "link-local"),
    ],
)  # fmt: skip
def test_hosts_out_of_reach(host: str, kind: str) -> None:
    verdict = urls.unreachable(host)
    assert verdict is not None
    assert verdict.kind == kind


@pytest.mark.parametrize(
    "host",
    [
        "ivr.acme.test", "example.com", "a.example", "8.8.8.8", "172.32.0.1", "[2606:4700::1111]", "192.0.2.1",
        "[2001:db8::1]", "localhost.acme.test", "local.acme.me", "\ue000", "\ue000localhost", "localhost\ue000",
        "10.0.0.\ue000", "", "xn--bcher-kva.acme.test", "1.2.3.4.5", "999.1.1.1",
    ],
)  # fmt: skip
def test_hosts_within_reach(host: str) -> None:
    assert urls.unreachable(host) is None


def test_no_private_name_ends_like_a_public_one() -> None:
    hosts = data("hosts")
    ends = {name.rpartition(".")[2] for name in (*hosts["names"], *hosts["suffixes"])}
    assert not ends & urls.PUBLIC_ENDINGS


def test_addresses_as_resolvers_read_them() -> None:
    assert str(urls.address("0300.0250.1")) == "192.168.0.1"
    assert urls.address("256.1.1.1") is None
    assert urls.address("08.1.1.1") is None
    assert urls.address("0x") is not None
    assert urls.address("[::1") is not None
    assert urls.address("[acme]") is None


@pytest.mark.parametrize("domain", data("hosts")["throw_away"])
def test_every_throw_away_host_is_found(domain: str) -> None:
    assert found(redirect(f"https://x1.{domain}/n")) == [f"url-tunnel-host x1.{domain}"]
    assert found(redirect(f"https://x{domain}/n")) == []


# --- templates


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("{{ name }}", "name"), ("{{{name}}}", "name"), ("{{~ name ~}}", "name"), ("{%- if a -%}", "if a"),
        ("<%= @a %>", "@a"), ("<%== a -%>", "a"), ("<?= $a; ?>", "$a"), ("<?php echo $a; ?>", "$a"), ("${a.b}", "a.b"),
        ("#{a}", "a"), ("{!! $a !!}", "$a"), ("{{&a}}", "a"),
    ],
)  # fmt: skip
def test_the_expression_of_a_tag(tag: str, code: str) -> None:
    assert templates.expression(TemplateTag("output", "", Span(0, len(tag)), tag)) == code


def test_filters_of_an_expression() -> None:
    assert templates.filters('a|default("x, y") | safe') == ("a", ["default", "safe"])
    assert templates.filters("a|date:'Y' ") == ("a", ["date"])
    assert templates.filters("a || b") == ("a || b", []) or templates.filters("a || b")[1] == ["b"]


# --- the data's own examples, through the engine, so that no rule's ``needs`` hides one

HOLDERS = {
    "url": redirect("{}"),
    "number": '<Response><Dial callerId="{}"><Client>amy</Client></Dial></Response>',
    "name": "<Response><Dial><Client>{}</Client></Dial></Response>",
    "sid": '<Response><Dial><Conference coach="{}">town</Conference></Dial></Response>',
    "text": "<Response><Say>{}</Say></Response>",
    "value": '<Response><Dial callReason="{}"><Client>amy</Client></Dial></Response>',
    "attribute": '<Response><Dial callReason="{}"><Client>amy</Client></Dial></Response>',
}
RULES = {"unfilled": "unfilled-placeholder", "leaked": "leaked-value", "residue": "code-residue"}


@pytest.mark.parametrize(
    ("rule", "kind", "example"),
    [
        (rule, kind, example)
        for section, rule in RULES.items()
        for pattern in data("placeholders")[section]
        for kind in pattern["on"]
        for example in pattern["match"]
    ],
)
def test_every_example_of_the_data_is_found(rule: str, kind: str, example: str) -> None:
    names = {d.name for d in run(HOLDERS[kind].replace("{}", escape(example, {'"': "&quot;"})))}
    # what is a placeholder in braces and program text in one is reported once
    assert names == {rule} or (rule == "code-residue" and names == {"unfilled-placeholder"})


@pytest.mark.parametrize("example", [e for p in data("placeholders")["secrets"] for e in p["match"]])
def test_every_secret_of_the_data_is_found(example: str) -> None:
    assert "secret-in-document" in {d.name for d in run(redirect(f"/n?x={example}"))}


@pytest.mark.parametrize("example", [e for p in data("placeholders")["secrets"] for e in p["skip"]])
def test_what_only_looks_like_a_secret(example: str) -> None:
    assert "secret-in-document" not in {d.name for d in run(redirect(f"/n?x={example}"))}


# --- one finding for one mistake, whatever the family


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (redirect("http://localhost/n"), ["url-local-host localhost"]),
        (redirect("http://https://ivr.acme.test/n"), ["malformed-url http://https://"]),
        (redirect("http://your-domain.com/n"), ["unfilled-placeholder your-domain"]),
        (redirect("http://URL/"), ["unfilled-placeholder URL"]),
        (redirect("https://%HOST%/n"), ["unfilled-placeholder %HOST%/n"]),
        (redirect("/n/%s"), ["code-residue %s"]),
        (redirect("/n/${id}"), ["code-residue ${id}"]),
        (redirect("http://undefined/n"), ["leaked-value undefined"]),
        (redirect("https://AC0f9e8d7c6b5a49382716059483726150:0f9e8d7c6b5a49382716059483726150@api.twilio.com/x"),
         ["credentials-in-url AC0f9e8d7c6b5a49382716059483726150:0f9e8d7c6b5a49382716059483726150"]),
        ('<Response><Dial callerId="MY_NUMBER"><Number>+1XXXXXXXXXX</Number></Dial></Response>',
         ["unfilled-placeholder MY_NUMBER", "unfilled-placeholder +1XXXXXXXXXX"]),
        ('<Response><Connect><Stream url="your_websocket_url"/></Connect></Response>',
         ["unfilled-placeholder your_websocket_url"]),
        ('<Response><Connect><Stream url="https://localhost:5000/s"/></Connect></Response>',
         ["websocket-url-scheme https", "url-local-host localhost"]),
        ('<Response><Gather action="/k" numDigits="undefined" timeout="NaN"/></Response>',
         ["leaked-value undefined", "leaked-value NaN"]),
        ('<Response><Dial><Sip username="amy" password="YOUR_PASSWORD">sip:amy@pbx.acme.test</Sip></Dial></Response>',
         ["unfilled-placeholder YOUR_PASSWORD"]),
        ("<Response><Message>Hello {{From</Message></Response>", ["unclosed-template-tag {{"]),
        ("<Response><Say>Hi <%= name </Say></Response>", ["unclosed-template-tag <%"]),
        ('f"<Response><Say>{name}</Say></Response>"', ["unescaped-interpolation {name}"]),
    ],
)  # fmt: skip
def test_one_finding_for_one_mistake(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def severities(text: str, path: str = "x.twiml") -> list[str]:
    return [str(d.severity) for d in run(text, path)]


def test_severity_by_place() -> None:
    conference = '<Response><Dial><Conference waitUrl="http://m.acme.test/a.mp3">town</Conference></Dial></Response>'
    assert severities(redirect("http://ivr.acme.test/n")) == ["warning"]
    assert severities("<Response><Play>http://cdn.acme.test/a.mp3</Play></Response>") == ["info"]
    assert severities(conference) == ["info"]
    sample = redirect("https://your-domain.com/n")
    assert severities(sample) == ["warning"]
    for path in ("voice.xml.template", "voice.example.xml", "voice.xml.sample", "voice.xml.dist"):
        assert severities(sample, path) == ["info"]


@pytest.mark.parametrize("path", ["a.xml.erb", "a.ejs", "a.js", "a.xml.j2"])
def test_code_in_a_template_is_no_residue(path: str) -> None:
    assert found("<Response><Say>Hello ${name}, you owe %s</Say></Response>", path) == []


def test_a_password_is_never_shown() -> None:
    for text in (
        redirect("https://bob:hunter2secret@ivr.acme.test/n"),
        '<Response><Dial><Sip password="hunter2secret">sip:amy@pbx.acme.test</Sip></Dial></Response>',
        redirect("/n?token=a8Kq3ZpL0vT7xW2nR5hunter2secret"),
    ):
        messages = [d.message for d in run(text)]
        assert messages
        assert not any("hunter2" in message for message in messages)


def test_values_that_a_template_may_write_are_not_checked() -> None:
    text = redirect("{% if a %}http{% else %}https{% endif %}://{{ h }}{{ p }}")
    assert found(text) == []
    assert found(redirect("{{ scheme }}://{% if a %}localhost{% else %}ivr.acme.test{% endif %}/n")) == []
    assert found(redirect("https://{{ user }}:{{ password }}@ivr.acme.test/%{{ x }}")) == []


@pytest.mark.parametrize("text", ["a b " * 20000, "x" * 60000, "://" * 20000, "[" * 50000, "%" * 50000, "a." * 30000])
def test_long_values_take_no_time(text: str) -> None:
    begin = time.process_time()
    findings = run(redirect(text), "x.twiml")
    assert time.process_time() - begin < 2
    assert all(len(finding.message) < 300 for finding in findings)
