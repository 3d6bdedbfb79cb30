"""Hover, without and with the protocol."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from support.editor import editor, marked
from twimllint.server.hover import hover
from twimllint.server.markup import escape, plain


def said(text: str) -> str:
    """What is said of the place of the bar."""
    part, offset = marked(text)
    shown = hover(part.document, offset)
    return "" if shown is None else shown.text


def test_an_element() -> None:
    text = said("<Response><Ga|ther/></Response>")
    assert text.startswith("**`<Gather>`**")
    assert "https://www.twilio.com/docs/voice/twiml/gather" in text
    assert "`<Say>`" in text


def test_the_end_tag_too() -> None:
    assert said("<Response><Gather></Gath|er></Response>") == said("<Response><Gath|er></Gather></Response>")


def test_an_element_at_its_place() -> None:
    assert said("<Response><Dial><S|ip>sip:a@b.test</Sip></Dial></Response>") != said(
        "<Response><Refer><S|ip>sip:a@b.test</Sip></Refer></Response>"
    )


def test_an_attribute() -> None:
    text = said('<Response><Gather num|Digits="1"/></Response>')
    assert text.startswith("**`numDigits`** on `<Gather>`")
    assert "\n\nType: integer  \nLimits: at least 1\n\n[Twilio's page](https://" in text


def test_an_attribute_for_a_number_or_a_word() -> None:
    text = said('<Response><Gather time|out="1"/></Response>')
    assert "\n\nType: integer, or `auto`  \nLimits: at least 1 second  \nDefault: `5`" in text


def test_what_took_the_place_of_a_deprecated_attribute() -> None:
    assert "\n\nStatus: deprecated; a newer speechModel takes its place" in said(
        '<Response><Gather enh|anced="true"/></Response>'
    )
    assert "Status: removed; \\<prosody rate\\> inside \\<Say\\> takes its place" in said(
        '<Response><Say ra|te="1">x</Say></Response>'
    )


def test_a_value() -> None:
    assert "Default: `POST`" in said('<Response><Gather method="GE|T"/></Response>')
    assert "**`Polly.Joanna`**: female, en-US, Amazon Polly, price tier Standard" in said(
        '<Response><Say voice="Polly.Jo|anna">x</Say></Response>'
    )
    for tag, name in (
        ("fr-FR", "French"),
        ("it-IT", "Italian"),
        ("pt-BR", "Portuguese"),
        ("af-ZA", "Afrikaans"),
        ("arb", "Arabic"),
    ):
        assert f"**`{tag}`**: {name}" in said(f'<Response><Say language="|{tag}">x</Say></Response>')
    assert "**`ie1`**: Ireland (Dublin)" in said(
        '<Response><Dial><Conference region="ie|1">x</Conference></Dial></Response>'
    )
    assert "**`de1`**: Frankfurt" in said('<Response><Dial><Conference region="|de1">x</Conference></Dial></Response>')


def test_status_and_replacement() -> None:
    assert "Status: deprecated" in said('<Response><Gather en|hanced="true"/></Response>')
    assert "Status: deprecated; use the REST API\n" in said("<Response><S|ms>x</Sms></Response>")
    assert "Status: removed" in said('<Response><Say ra|te="1">x</Say></Response>')


def test_messaging_has_its_own_elements() -> None:
    assert "/docs/messaging/" in said("<Response><Mess|age>x</Message></Response>")


@pytest.mark.parametrize("text", ["<Response>|<Say>Hi</Say></Response>", "<Response><Say>H|i</Say></Response>", "|"])
def test_nothing_to_say(text: str) -> None:
    assert "Gather" not in said(text)


def test_unknown_names_have_no_hover() -> None:
    assert said("<Response><Nothin|g/></Response>") == ""
    assert said('<Response><Say nothi|ng="1"/></Response>') == ""


@pytest.mark.asyncio
async def test_over_the_protocol_with_the_finding(tmp_path: Path) -> None:
    async with editor(tmp_path) as each:
        await each.lint("voice.xml", '<Response><Gather numDigit="1"/></Response>')
        text = await each.hover(each.uri("voice.xml"), 0, 20)
        assert text is not None
        assert text.startswith("**[TW201 unknown-attribute](https://")
        assert await each.hover(each.uri("other.xml"), 0, 20) is None


@pytest.mark.asyncio
async def test_plain_text_for_clients_that_show_no_markdown(tmp_path: Path) -> None:
    def change(capabilities: types.ClientCapabilities) -> None:
        assert capabilities.text_document is not None
        capabilities.text_document.hover = types.HoverClientCapabilities(content_format=[types.MarkupKind.PlainText])

    async with editor(tmp_path, change=change) as each:
        await each.lint("voice.xml", '<Response><Gather numDigit="1"/></Response>')
        text = await each.hover(each.uri("voice.xml"), 0, 12)
    assert text is not None
    assert "\n\n<Gather>\n\n" in text
    assert "Twilio's page: https://" in text
    assert "**" not in text


def test_plain() -> None:
    assert plain(escape("a_b *c* <d> [e](f) `g` \\")) == "a_b *c* <d> [e](f) `g` \\"
