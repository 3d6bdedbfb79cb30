"""Values that branches of a template write in different ways: no finding that is on none of the ways."""

from __future__ import annotations

import time

import pytest

from support.growth import check_growth
from support.lint import lint

LONG = "a" * 80


@pytest.mark.parametrize(
    "value",
    [
        "<Play>{% if a %}https://a.acme.test{% else %}https://b.acme.test{% endif %}/k.mp3</Play>",
        "<Play>{% if a %}https://{{ b }}.acme.test{% elif c %}https://c.acme.test:8443{% else %}https://d.acme.test"
        "{% endif %}/k.mp3</Play>",
        "<Gather action='{% if a %}https://a.acme.test{% else %}https://b.acme.test{% endif %}/k'/><Hangup/>",
        "<Dial><Sip>{% if a %}sip:amy@pbx.acme.test{% else %}sip:bob@pbx.acme.test{% endif %}</Sip></Dial>",
        "<Dial><Sip>{% if a %}sip:amy@pbx.acme.test?X-A=1{% else %}sip:bob@pbx.acme.test?X-B=2{% endif %}</Sip></Dial>",
        "<Connect><Room participantIdentity='{% if a %}" + LONG + "{% else %}" + LONG + "b{% endif %}'>{{ b }}</Room>"
        "</Connect><Hangup/>",
        "<Play>{% if a %}{% if b %}https://a.acme.test{% else %}https://b.acme.test{% endif %}{% else %}"
        "https://c.acme.test{% endif %}/{% if d %}k.mp3{% else %}l.mp3{% endif %}</Play>",
    ],
)
def test_what_branches_write_one_after_the_other_is_no_value(value: str) -> None:
    assert lint(f"<Response>{value}</Response>").found == []


@pytest.mark.parametrize(
    ("value", "name", "marked"),
    [
        (
            "{% if a %}https://a_b.acme.test/a{% else %}https://b.acme.test/b{% endif %}.mp3",
            "malformed-url",
            "a_b.acme.test",
        ),
        ("{% if a %}http://https://a.acme.test{% else %}{{ b }}{% endif %}/k", "malformed-url", "http://https://"),
        ("https://amy:s3cret@{% if a %}a{% else %}b{% endif %}.acme.test/k", "credentials-in-url", "amy:s3cret"),
        ("{{ a }}/{% if b %}c{% else %}d{% endif %}/%zz.mp3", "url-bad-escape", "%zz"),
    ],
)
def test_what_one_way_writes_is_found(value: str, name: str, marked: str) -> None:
    linted = lint(f"<Response><Play>{value}</Play></Response>")
    assert linted.marked(linted.only(name)) == marked


def test_a_loop_is_no_choice() -> None:
    linted = lint("<Response><Play>{% for a in b %}https://a_b.acme.test/a{% endfor %}</Play></Response>")
    assert linted.names == ["malformed-url"]


def test_other_values_are_as_before() -> None:
    varying = "<Play>{% if a %}https://a.acme.test{% else %}https://b.acme.test{% endif %}/k.mp3</Play>"
    assert lint(f"<Response><Say/>{varying}<Play>https://</Play></Response>").names == ["empty-say", "malformed-url"]


def test_many_values_take_no_longer_for_each() -> None:
    def seconds(count: int) -> float:
        value = "<Play>{% if a %}htps://x{% else %}https://y y{% endif %}/k</Play>\n"
        began = time.process_time()
        assert lint(f"<Response>{value * count}</Response>", "v.xml.j2").found
        return time.process_time() - began

    check_growth(seconds, 200, 800, factor=10, spare=0.1)
    assert seconds(200) < 1


def test_values_are_looked_at_each_in_its_own_way() -> None:
    first = "<Play>{% if a %}https://a_b.acme.test/a{% else %}{{ c }}{% endif %}</Play>"
    last = "<Play>{% if a %}https://c_d.acme.test/c{% elif b %}https://b.acme.test/b{% else %}{{ c }}{% endif %}</Play>"
    linted = lint(f"<Response>{(first + last) * 2}</Response>")
    assert linted.spans == ["a_b.acme.test", "c_d.acme.test"] * 2
