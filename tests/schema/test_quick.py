"""The quick look never takes what an XSD processor does not, and takes what is written by the book."""

import pytest
from grammar_documents import documents, spoiled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from twimllint.schema import digest, quick
from twimllint.schema.data import data
from twimllint.schema.net import verdict
from twimllint.schema.read import load
from twimllint.source.build import parse
from twimllint.source.text import decode
from twimllint.source.tree import Document

CHANNELS = ["voice", "messaging"]
MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def read(root: etree._Element) -> Document:
    return parse(decode(etree.tostring(root, encoding="utf-8")))


def test_the_digest_is_fresh() -> None:
    with open(digest.__file__.replace("digest.py", "_digest.py"), encoding="utf-8") as file:
        assert file.read() == digest.text(), "run python -m twimllint.generate"


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("make", [documents, spoiled], ids=["right", "spoiled"])
@MANY
@given(st.data())
def test_what_the_quick_look_takes_is_legal(channel: str, make: object, data: st.DataObject) -> None:
    root = data.draw(make(channel))
    assert not quick.accepts(read(root), channel) or verdict(root, channel), etree.tostring(root)


@pytest.mark.parametrize(
    "text",
    [
        "<Response/>",
        '<Response><Say voice="Polly.Joanna" language="en-GB" loop="2">Héllo <break time="1s" strength="weak"/></Say></Response>',
        '<Response><Gather action="/a?b=1&amp;c=2" input="dtmf speech" speechTimeout="auto" numDigits="1"><Say>x</Say></Gather></Response>',
        "<Response>\n  <Connect><Room participantIdentity='al'>Support</Room></Connect>\n  <!-- bye --><Hangup/>\n</Response>",
        '<Response><Dial callerId="+14155550100"><Number statusCallbackEvent="ringing answered">+1</Number></Dial></Response>',
    ],
)
def test_what_is_written_by_the_book_is_taken(text: str) -> None:
    assert quick.accepts(parse(decode(text.encode())), "voice")


@pytest.mark.parametrize("text", ["", "<Dial/>", "<Response>{{ x }}</Response>", "<!DOCTYPE Response><Response/>"])
def test_what_is_not_is_left_open(text: str) -> None:
    assert not quick.accepts(parse(decode(text.encode())), "voice")


def test_names_and_places() -> None:
    for channel in CHANNELS:
        grammar = load(channel)
        assert quick.verbs(channel) == grammar.verbs
        assert quick.names(channel) == grammar.names
    assert {"Gather@action", "Redirect/text", "Stream@url"} <= quick.urls("voice")
    assert "Say@voice" not in quick.urls("voice")
    assert "Gather" in quick.waiting()
    assert "Say" not in quick.waiting()


def test_voices() -> None:
    assert all(quick.is_voice(name) for name in data("voices")["voices"])
    assert not any(quick.is_voice(name) for name in ("", " ", "Joanna", "polly.joanna", "Polly.Joanna Polly.Kendra"))
