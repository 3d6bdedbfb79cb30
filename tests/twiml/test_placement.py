"""Where elements belong."""

from __future__ import annotations

import pytest

from twimllint.twiml.placement import is_only_in_messages


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Body", True), ("Media", True), ("Say", False), ("Redirect", False), ("Sms", False), ("Unknown", False)],
)
def test_what_belongs_only_to_the_response_to_a_message(name: str, expected: bool) -> None:
    assert is_only_in_messages(name) is expected
