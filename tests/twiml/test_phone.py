"""Phone numbers by themselves: what a text is as a number, and why it is none."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twimllint.twiml import phone


@pytest.mark.parametrize(
    ("text", "country", "kind", "full"),
    [
        ("+14155550100", None, "e164", "+14155550100"),
        ("+1 (415) 555-0100", None, "e164", "+14155550100"),
        ("+49 30 123456", None, "e164", "+4930123456"),
        ("+39 06 12345678", None, "e164", "+390612345678"),
        ("+52 1 55 1234 5678", None, "e164", "+5215512345678"),
        ("+12349013030", None, "e164", "+12349013030"),
        ("415.555.0100", None, "us", "+14155550100"),
        ("14155550100", None, "us", "+14155550100"),
        ("4155550100", "US", "us", "+14155550100"),
        ("9876543210", "IN", "national", "+919876543210"),
        ("9876543210", None, "us", "+19876543210"),
        ("01632960123", None, "national", None),
        ("01632960123", "GB", "national", "+441632960123"),
        ("01632960123", "gb", "national", "+441632960123"),
        ("0123456789", "FR", "national", "+33123456789"),
        ("447700900123", None, "national", "+447700900123"),
        ("00441632960123", None, "abroad", "+441632960123"),
        ("011442071838750", None, "abroad", "+442071838750"),
        ("+4401632960123", None, "trunk", "+441632960123"),
        ("911", None, "service", None),
        ("116117", "DE", "service", None),
        ("+14155550100 / +14155550101", None, "several", None),
        ("+1 415 555 0100 and +1 415 555 0101", None, "several", None),
        ("4155550100\n4155550101", None, "several", None),
        ("+1415555010", None, "none", None),
        ("+141555501000", None, "none", None),
        ("+44163296", None, "none", None),
        ("+0123456789", None, "none", None),
        ("+1888XXXXXXX", None, "none", None),
        ("", None, "none", None),
        ("+", None, "none", None),
    ],
)
def test_what_a_text_is_as_a_number(text: str, country: str | None, kind: str, full: str | None) -> None:
    number = phone.parse_number(text, country)
    assert (number.kind, number.full) == (kind, full)
    assert bool(number.reason) == (kind in ("none", "several"))


@given(st.text(max_size=30) | st.text("+0123456789 -()./,;xwp*#&orandABC\u00a0\u202a@:", max_size=30))
def test_any_text_is_judged(text: str) -> None:
    for country in (None, "GB", "US", "XX"):
        assert phone.parse_number(text, country).kind


def test_a_north_american_number_needs_no_library() -> None:
    code = (
        "import sys; from twimllint.twiml import phone;"
        "assert [phone.parse_number(text).kind for text in ('+1 415 555 0100', '415-555-0100', '911')] == ['e164', 'us', 'service'];"
        "sys.exit('phonenumbers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "reason", "parts"),
    [
        ("+1234567890123456", "too-many-digits", {"count": 16, "most": 15}),
        ("+999123456", "unknown-country", {"codes": ("9", "99", "999")}),
        ("+0123", "unknown-country", {"codes": ("0", "01", "012")}),
        ("+1", "too-short", {}),
        ("+1415555010", "wrong-length", {"count": 9, "country": 1, "lengths": (10,)}),
        ("client:amy", "address", {"scheme": "client:", "noun": "Client"}),
        ("SIP:amy@pbx.acme.test", "address", {"scheme": "SIP:", "noun": "Sip"}),
        ("tel:+14155550100", "address", {"scheme": "tel:", "noun": ""}),
        ("+14155550100;+14155550101", "several", {}),
        ("amy@pbx.acme.test", "at-sign", {}),
        ("\u202a+14155550100", "invisible-character", {"character": "U+202A"}),
        ("+14155550100 ext. 12", "extension", {}),
        ("+14155550100;ext=12", "extension", {}),
        ("+14155550100,,12#", "extension", {}),
        ("1-800-FLOWERS", "letters-as-keys", {"full": "+18003569377"}),
        ("+1 415_555_0100", "character", {"character": "_"}),
        ("call 555", "letters", {}),
        ("the office", "no-digits", {}),
        ("+", "no-digits", {}),
    ],
)
def test_why_a_text_is_not_a_number(text: str, reason: str, parts: dict[str, object]) -> None:
    number = phone.parse_number(text)
    assert (number.reason, number.parts) == (reason, parts)


@pytest.mark.parametrize("part", ["1", "1,", ",", "1x", "1 ", "(", "A1", "1-", "+", "@", "/ +1", "1;ext="])
def test_reading_takes_time_in_proportion_to_the_text(part: str) -> None:
    def seconds(count: int) -> float:
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            phone.parse_number(part * count + "!")
            best = min(best, time.process_time() - start)
        return best

    seconds(10)
    # eight times the input; sixty-four times the time would be quadratic
    assert seconds(40_000) < 0.05 + 24 * seconds(5_000)
