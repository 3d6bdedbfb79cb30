"""Nearest names."""

import pytest

from twimllint.schema.grammar import load
from twimllint.schema.names import fold, nearest


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("numDigit", "numDigits"),
        ("finishonkey", "finishOnKey"),
        ("finish_on_key", "finishOnKey"),
        ("timout", "timeout"),
        ("tmieout", "timeout"),
        ("timeoutSeconds", "timeout"),
        ("partialResult", None),  # two attributes go on like that
        ("speechTimeOut", "speechTimeout"),
        ("colour", None),
        ("x", None),
        ("", None),
    ],
)
def test_attributes_of_gather(written: str, meant: str | None) -> None:
    assert nearest(written, load("voice").named("Gather").attributes) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Sya", "Say"),
        ("Dail", "Dial"),
        ("Conferense", "Conference"),
        ("Hang-up", "Hangup"),
        ("Recrd", "Record"),
        ("Whatsap", "WhatsApp"),
        ("Bananas", None),
        ("b", None),  # p, s and w are as short, and no likelier than any other letter
    ],
)
def test_elements(written: str, meant: str | None) -> None:
    assert nearest(written, sorted(load("voice").names)) == meant


def test_the_longer_common_beginning_wins_among_equals() -> None:
    assert nearest("paus", ["spaus", "pausa"]) == "pausa"


def test_a_limit_of_its_own() -> None:
    assert nearest("method", ["mesod"]) == "mesod"
    assert nearest("method", ["mesod"], limit=1) is None


def test_folding() -> None:
    assert fold("finish_on-Key") == fold("finishonkey") == "finishonkey"
