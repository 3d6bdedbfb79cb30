"""Where the schemes of a URL end."""

from __future__ import annotations

import pytest

from support.reading import read
from twimllint.twiml.urls import end_of_schemes, parse_url


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


@pytest.mark.parametrize(
    ("authority", "user", "host", "port"),
    [
        ("amy:pw@ivr.acme.test:8080", "amy:pw", "ivr.acme.test", "8080"),
        ("a@b@c.test", "a@b", "c.test", None),
        ("@c.test", "", "c.test", None),
        ("[::1]:80", None, "[::1]", "80"),
        ("c.test:", None, "c.test", ""),
    ],
)
def test_the_parts_of_an_authority_have_their_places(
    authority: str, user: str | None, host: str, port: str | None
) -> None:
    text = f"https://{authority}/a"
    (redirect,) = read(f"<Response><Redirect>{text}</Redirect></Response>").nodes[1:]
    url = parse_url(redirect.texts[0])
    for part, expected in ((url.userinfo, user), (url.host, host), (url.port, port)):
        assert (None if part is None else text[part.start : part.end]) == expected
        assert part is None or part.text == expected
