"""Limits: each is read by something, and none contradicts the XSD."""

from __future__ import annotations

from pathlib import Path

import pytest

from twimllint.schema.data import data
from twimllint.schema.grammar import load
from twimllint.schema.limits import limit
from twimllint.schema.model import SimpleType

ROOT = Path(__file__).parents[2]
ROWS = data("limits")["limits"]


def sources() -> str:
    files = [*(ROOT / "rules").rglob("*.py"), *(ROOT / "twimllint").rglob("*.py")]
    return "\n".join([path.read_text(encoding="utf-8") for path in files if path.name != "_limits.py"])


def test_every_limit_is_read() -> None:
    text = sources()
    assert [key for key in ROWS if f'"{key}"' not in text] == []


def values_at(place: str) -> SimpleType | None:
    """The type of an attribute (``Gather@hints``) or of the text of an element."""
    name, at, attribute = place.partition("@")
    kind = load("voice").named(name) or load("messaging").named(name)
    if kind is None:
        return None
    if not at:
        return kind.text_type
    return kind.attributes[attribute].type if attribute in kind.attributes else None


@pytest.mark.parametrize(
    ("key", "place"), [(key, place) for key, row in ROWS.items() for place in row["scope"] if "/" not in place]
)
def test_limits_agree_with_the_schema(key: str, place: str) -> None:
    row, kind = ROWS[key], values_at(place)
    if kind is None:
        return
    facets = {"characters": (kind.min_length, kind.max_length), "entries": (None, kind.max_items)}
    low, high = facets.get(row["unit"], (kind.minimum, kind.maximum))
    if kind.max_item_length is not None and row["unit"] == "characters":
        high = kind.max_item_length
    assert low is None or row["minimum"] in (None, low)
    assert high is None or row["maximum"] in (None, high)


def test_a_limit_is_typed() -> None:
    found = limit("dial-numbers")
    assert (found.maximum, found.unit, found.error) == (10, "elements", None)
    assert limit("queue-name").errors == (14205, 14213)
    assert limit("message-body").error == 14103


def test_what_is_not_there() -> None:
    with pytest.raises(LookupError, match="dial-nmubers"):
        limit("dial-nmubers")
    with pytest.raises(LookupError, match="no minimum"):
        _ = limit("dial-numbers").minimum
