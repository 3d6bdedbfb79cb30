"""Completion by place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from support.editor import Editor, applied, editor, marked
from twimllint.server.completion import Item, World, complete
from twimllint.server.cursor import Draft, cursor_at
from twimllint.source.parse import parse
from twimllint.source.text import Source


def items(text: str, *, snippets: bool = True, world: World | None = None) -> list[Item]:
    """What is offered at the place of the bar."""
    part, offset = marked(text)
    return complete(Draft.of(part.document), offset, snippets=snippets, world=world)


def labels(text: str, **options: object) -> list[str]:
    return [item.label for item in items(text, **options)]  # type: ignore[arg-type]


def written(text: str, label: str, **options: object) -> str:
    """The document after one of the offers was taken."""
    item = next(item for item in items(text, **options) if item.label == label)  # type: ignore[arg-type]
    text = text.replace("|", "", 1)
    return text[: item.span.start] + item.text + text[item.span.end :]


def test_children() -> None:
    found = labels("<Response><Gather><|</Gather></Response>")
    assert {"Say", "Play", "Pause", "/Gather>"} <= set(found)
    assert "Dial" not in found


def test_children_by_the_channel() -> None:
    assert "Message" in labels("<Response><|</Response>")
    assert "Message" not in labels("<Response><Gather/><|</Response>")
    assert "Gather" not in labels("<Response><Message>x</Message><|</Response>")


def test_a_new_element_with_what_it_requires() -> None:
    assert written("<Response><Pau|</Response>", "Pause") == "<Response><Pause/>$0</Response>"
    assert written("<Response><|</Response>", "Say") == "<Response><Say>$0</Say></Response>"
    assert (
        written("<Response><Connect><ConversationRelay><|</ConversationRelay></Connect></Response>", "Parameter")
        == '<Response><Connect><ConversationRelay><Parameter name="$1" value="$2"/>$0</ConversationRelay></Connect></Response>'
    )


def test_without_snippets() -> None:
    assert written("<Response><Pau|</Response>", "Pause", snippets=False) == "<Response><Pause</Response>"


def test_an_element_that_is_renamed_keeps_its_attributes() -> None:
    assert (
        written('<Response><Pl| loop="2">x</Play></Response>', "Play") == '<Response><Play loop="2">x</Play></Response>'
    )
    assert written("<Response><Pl|>x</Play></Response>", "Play") == "<Response><Play>x</Play></Response>"


def test_between_tags() -> None:
    assert written("<Response>|</Response>", "<Pause") == "<Response><Pause/>$0</Response>"
    assert written("<Response><Gather>|", "</Gather>") == "<Response><Gather></Gather>"


def test_end_tags() -> None:
    assert labels("<Response><Gather><Say>Hi</|") == ["</Say>", "</Gather>", "</Response>"]
    assert written("<Response><Say>Hi</|", "</Say>") == "<Response><Say>Hi</Say>"
    assert written("<Response><Say>Hi</S|></Response>", "</Say>") == "<Response><Say>Hi</Say></Response>"
    assert written("<Response><Say>Hi<|", "/Say>") == "<Response><Say>Hi</Say>"


def test_words_of_a_text_are_not_completed() -> None:
    assert labels("<Response><Say>Hello wor|</Say></Response>") == []


def test_attributes_that_are_not_given_yet() -> None:
    found = labels('<Response><Gather input="speech" | timeout="5"/></Response>')
    assert "numDigits" in found
    assert not {"input", "timeout"} & set(found)


def test_required_attributes_come_first() -> None:
    assert labels("<Response><Connect><ConversationRelay |/></Connect></Response>")[0] == "url"


def test_attributes_bring_their_values() -> None:
    assert (
        written("<Response><Gather me|/></Response>", "method")
        == '<Response><Gather method="${1|GET,POST|}"$0/></Response>'
    )
    assert written("<Response><Gather me|/></Response>", "method", snippets=False) == (
        '<Response><Gather method=""/></Response>'
    )
    assert (
        written('<Response><Gather me|="GET"/></Response>', "method") == '<Response><Gather method="GET"/></Response>'
    )


def test_an_attribute_for_numbers_brings_no_word() -> None:
    assert written("<Response><Gather tim|/></Response>", "timeout") == '<Response><Gather timeout="$1"$0/></Response>'


def test_an_attribute_needs_a_blank_before_it() -> None:
    assert labels('<Response><Gather input="dtmf"|/></Response>') == []


def test_values() -> None:
    assert labels('<Response><Gather method="|"/></Response>') == ["POST", "GET"]
    assert set(labels('<Response><Gather actionOnEmptyResult="|"/></Response>')) == {"true", "false"}
    assert written('<Response><Gather method="|"/></Response>', "GET") == '<Response><Gather method="GET"/></Response>'
    assert written("<Response><Gather method=|/></Response>", "GET") == '<Response><Gather method="GET"/></Response>'
    assert written('<Response><Gather method="|\n  <Say/></Gather></Response>', "GET").startswith(
        '<Response><Gather method="GET\n  <Say/>'
    )


def test_words_of_a_list() -> None:
    assert labels('<Response><Gather input="dtmf |"/></Response>') == ["speech"]
    assert written('<Response><Gather input="sp| dtmf"/></Response>', "speech") == (
        '<Response><Gather input="speech dtmf"/></Response>'
    )
    assert "answered" in labels('<Response><Dial><Number statusCallbackEvent="ringing |">1</Number></Dial></Response>')


def test_voices_with_what_is_known_of_them() -> None:
    found = {item.label: item for item in items('<Response><Say voice="|">x</Say></Response>')}
    assert found["Polly.Joanna"].detail == "female, en-US, Standard"
    assert found["Polly.Joanna-Neural"].detail == "female, en-US, Neural"
    assert found["Google.de-DE-Chirp3-HD-Kore"].detail == "female, de-DE, Generative"
    assert found["alice"].detail == "female, Basic, retired"
    assert found["alice"].deprecated


def test_voices_of_the_provider_of_a_relay() -> None:
    relay = '<Response><Connect><ConversationRelay url="wss://a.test" ttsProvider="%s" ttsLanguage="fr-FR" voice="|"/>'
    amazon, google = items(relay % "amazon"), labels(relay % "Google")
    assert amazon[0].label in ("Lea", "Lea-Neural", "Celine", "Mathieu", "Remi-Neural")
    assert "Joanna-Neural" in [item.label for item in amazon]
    assert not any(label.startswith(("Polly.", "Google.")) or label == "man" for label in google)
    assert google[0].startswith("fr-FR-")
    assert labels(relay % "ElevenLabs") == []
    assert labels('<Response><Connect><ConversationRelay url="wss://a.test" voice="|"/>') == []
    spoken = labels('<Response><Connect><ConversationRelay><Language code="de-DE" ttsProvider="Google" voice="|"/>')
    assert spoken[0].startswith("de-DE-")


def test_voices_of_the_language_come_first() -> None:
    first = items('<Response><Say language="fr-FR" voice="|">x</Say></Response>')[0]
    assert "fr-FR" in first.detail
    # "en" is in "Generative" too
    found = items('<Response><Say language="en" voice="|">x</Say></Response>')
    assert [item.rank for item in found if not item.deprecated] == [5] * sum(not item.deprecated for item in found)


def test_languages_and_regions() -> None:
    found = {item.label: item.detail for item in items('<Response><Gather language="|"/></Response>')}
    assert found["fr-FR"] == "French"
    found = {
        i.label: i.detail for i in items('<Response><Dial><Conference region="|">x</Conference></Dial></Response>')
    }
    assert found["ie1"] == "Ireland (Dublin)"


def test_names_of_the_workspace() -> None:
    world = World(lambda kind: ["Daily", "A & B"] if kind == "room-name" else [])
    assert written("<Response><Connect><Room>Da|</Room></Connect></Response>", "Daily", world=world) == (
        "<Response><Connect><Room>Daily</Room></Connect></Response>"
    )
    assert written("<Response><Connect><Room>|</Room></Connect></Response>", "A & B", world=world) == (
        "<Response><Connect><Room>A &amp; B</Room></Connect></Response>"
    )


def test_directives() -> None:
    assert "ignore" in labels("<!-- twimllint: |--><Response/>")
    assert "ie1" in labels("<!-- twimllint: region=|--><Response/>")
    assert labels("<!-- twimllint: channel=|--><Response/>") == ["voice", "messaging"]
    world = World(rules=lambda: [("empty-say", "Nothing is said")])
    assert written("<!-- twimllint: ignore[em|] --><Response/>", "empty-say", world=world) == (
        "<!-- twimllint: ignore[empty-say] --><Response/>"
    )


def test_a_document_has_one_root() -> None:
    assert labels("|<Response/>") == []
    assert labels("<!-- x -->\n|\n<Response/>") == []
    assert labels("<Response/>\n<|") == []
    assert labels("<Resp|/>") == ["Response"]


def test_an_empty_document() -> None:
    assert written("|", "Response").startswith('<?xml version="1.0" encoding="UTF-8"?>\n<Response>')
    assert written("<?xml version='1.0'?>\n|", "Response").startswith("<?xml version='1.0'?>\n<Response>")


@pytest.mark.parametrize(
    "text",
    [
        "<Response>{{ na|me }}</Response>",
        "<Response>{{ na|",
        "<Response>{% if |</Response>",
        '<Response><Say voice="{{ |">x</Say></Response>',
        "<Response><![CDATA[ <| ]]></Response>",
        "<?xml ver|sion='1.0'?><Response/>",
        "<Response/>|",
        "<Response><Unknown |/></Response>",
        '<Response><Say unknown="|">x</Say></Response>',
    ],
)
def test_nothing_to_offer(text: str) -> None:
    assert labels(text) == []


def test_after_mistakes() -> None:
    assert "Say" in labels("<Response><Dial></Number><Gather></Wrong><|")
    assert "Pause" in labels("<Response>1 < 2 <Gather <Say>x</Say> <|")


@given(st.text(alphabet="<>/=\"' abR&!-[]{}?\n", max_size=60), st.integers(0, 60))
def test_any_text_has_a_cursor(text: str, at: int) -> None:
    document = parse(Source.from_text(text))
    cursor = cursor_at(Draft.of(document), min(at, len(text)))
    if cursor is not None:
        assert 0 <= cursor.span.start <= cursor.span.end <= len(text)
        assert text.find(cursor.typed, cursor.span.start) == cursor.span.start


async def offered(
    each: Editor, uri: str, character: int, trigger: str | None = None, line: int = 0
) -> types.CompletionList:
    kind = types.CompletionTriggerKind.TriggerCharacter if trigger else types.CompletionTriggerKind.Invoked
    return await each.client.text_document_completion_async(
        types.CompletionParams(
            types.TextDocumentIdentifier(uri), types.Position(line, character), types.CompletionContext(kind, trigger)
        )
    )


def edit_of(found: types.CompletionList, item: types.CompletionItem) -> types.TextEdit:
    """What a client does that takes an item: its own edit, or its text at the range that the list gives for all."""
    if item.text_edit is not None:
        assert isinstance(item.text_edit, types.TextEdit)
        return item.text_edit
    assert found.item_defaults is not None
    assert isinstance(found.item_defaults.edit_range, types.Range)
    return types.TextEdit(found.item_defaults.edit_range, item.text_edit_text or item.label)


@pytest.mark.asyncio
@pytest.mark.parametrize("like", ["visual_studio_code", "neovim", "emacs"])
async def test_over_the_protocol(tmp_path: Path, like: str) -> None:
    text = "<Response><Gather me/> </Response>"
    async with editor(tmp_path, like) as each:
        uri = each.open("voice.xml", text)
        found = await offered(each, uri, 20)
        (method,) = [item for item in found.items if item.label == "method"]
        edit = edit_of(found, method)
        assert edit.range == types.Range(types.Position(0, 18), types.Position(0, 20))
        assert (method.insert_text_format == types.InsertTextFormat.Snippet) is ("$" in edit.new_text)
        assert (await offered(each, uri, 23, " ")).items == ()
        assert (await offered(each, each.uri("none.xml"), 3)).items == ()


@pytest.mark.asyncio
@pytest.mark.parametrize("shared", [[], ["editRange"], ["data"], ["editRange", "data"]])
async def test_what_is_the_same_for_all_items_is_sent_once_to_clients_that_take_it(
    tmp_path: Path, shared: list[str]
) -> None:
    def change(capabilities: types.ClientCapabilities) -> None:
        assert capabilities.text_document is not None
        assert capabilities.text_document.completion is not None
        capabilities.text_document.completion.completion_list = types.CompletionListCapabilities(shared)

    text = '<Response><Say voice="Pol">x</Say></Response>'
    async with editor(tmp_path, change=change) as each:
        found = await offered(each, each.open("voice.xml", text), 25)
        joanna = next(item for item in found.items if item.label == "Polly.Joanna-Neural")
        assert applied(text, [edit_of(found, joanna)]) == text.replace("Pol", "Polly.Joanna-Neural")
        assert (joanna.text_edit is None) is ("editRange" in shared)
        assert (joanna.data is None) is ("data" in shared)
        if found.item_defaults is not None:
            joanna.data = found.item_defaults.data or joanna.data
        resolved = await each.client.completion_item_resolve_async(joanna)
        assert isinstance(resolved.documentation, types.MarkupContent)
        assert "price tier Neural" in resolved.documentation.value
        assert "https://www.twilio.com/docs/voice/twiml/say" in resolved.documentation.value


@pytest.mark.asyncio
async def test_items_of_somebody_else_are_resolved_to_themselves(tmp_path: Path) -> None:
    foreign: list[Any] = [None, 7, ["voice"], ["voice", ["Response"], 3], ["voice", ["No"], "no"], {"a": []}]
    async with editor(tmp_path) as each:
        for data in foreign:
            item = types.CompletionItem("x", data=data)
            assert await each.client.completion_item_resolve_async(item) == item


async def names(each: Editor, uri: str, character: int) -> set[str]:
    return {item.label for item in (await offered(each, uri, character)).items}


@pytest.mark.asyncio
async def test_the_text_counts_as_it_is_being_written(tmp_path: Path) -> None:
    async with editor(tmp_path, settings={"delay": 10_000}) as each:
        await each.lint("voice.xml", "<Response><Say>x</Say></Response>")
        uri = each.uri("voice.xml")
        each.change(uri, "<Response><Say>x</Say><")
        assert {"Gather", "/Response>"} <= await names(each, uri, 23)
        each.change(uri, "<Response><Say>x</Say><Gather ")
        assert "numDigits" in await names(each, uri, 30)
        each.change(uri, "<Response><Say>{{ x | ")  # template tags are masked as ever
        assert await names(each, uri, 22) == set()
        each.change(uri, "<Respons")
        assert await names(each, uri, 8) == {"Response"}


@pytest.mark.asyncio
async def test_the_channel_is_that_of_the_configuration(tmp_path: Path) -> None:
    config = tmp_path / "twimllint.toml"
    config.write_text('channel = "messaging"\n')
    async with editor(tmp_path) as each:
        await each.lint("sms.xml", "<Response><")
        uri = each.uri("sms.xml")
        assert {"Message", "Redirect"} <= await names(each, uri, 11)
        assert "Gather" not in await names(each, uri, 11)
        config.write_text('channel = "voice"\n')
        each.news.clear()
        each.client.workspace_did_change_watched_files(
            types.DidChangeWatchedFilesParams([types.FileEvent(config.as_uri(), types.FileChangeType.Changed)])
        )
        await each.published(uri)
        assert "Gather" in await names(each, uri, 11)
        assert "Message" not in await names(each, uri, 11)


#: A text up to the character that was just typed, and whether anything is offered there unasked.
TYPED = [
    ("<Response><Play>https:", False),
    ('<Response><Say>He said "', False),
    ("<Response><Say>It'", False),
    ("<Response><Say>[", False),
    ("<Response><Say>1 =", False),
    ("<Response><Say>1 /", False),
    ("<Response><Say>Hello ", False),
    ('<Response><Say voice="', True),
    ("<Response><Say voice='", True),
    ("<Response><Say voice=", True),
    ("<Response><Say ", True),
    ('<Response><Gather input="dtmf ', True),
    ("<Response><Say>x</", True),
    ("<Response><", True),
    ("<!-- twimllint:", True),
    ("<!-- twimllint: ignore[", True),
]


@pytest.mark.asyncio
async def test_nothing_is_shown_unasked_in_the_middle_of_a_text(tmp_path: Path) -> None:
    async with editor(tmp_path) as each:
        shown = []
        for number, (text, _) in enumerate(TYPED):
            uri = each.open(f"voice{number}.twiml", text, "twiml")
            shown.append((text, bool((await offered(each, uri, len(text), text[-1])).items)))
        assert shown == TYPED
