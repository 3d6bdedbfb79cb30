"""Where the schemes of a URL end."""

from __future__ import annotations

import pytest

from twimllint.twiml.urls import end_of_schemes


@pytest.mark.parametrize(
    "schemes",
    ["http://https://", "https//https://", "httphttps://", "https:https:", "//http://", "wss://wss//", "wsss://wss://"],
)
def test_two_schemes_end_where_the_last_one_does(schemes: str) -> None:
    assert end_of_schemes(f"{schemes}example.com/a") == len(schemes)


@pytest.mark.parametrize(
    "text", ["https://httpss://a.com", "https://http.com/", "https://https", "http;//ftp;//https//a.com"]
)
def test_a_host_that_looks_like_a_scheme_is_none(text: str) -> None:
    assert end_of_schemes(text) == 0
