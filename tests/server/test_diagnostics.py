"""Diagnostics as a client sees them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from lsprotocol import types

from support.editor import editor, range_of

pytestmark = pytest.mark.asyncio

TEXT = "<Response>\n  <say>Hello</say>\n  <Redirect>/next</Redirect>\n  <Say>Never</Say>\n</Response>\n"


async def test_a_document_that_is_opened_is_linted(tmp_path: Path) -> None:
    async with editor(tmp_path) as each:
        found = await each.lint("voice.xml", TEXT)
    wrong = next(one for one in found if one.code == "TW102")
    assert wrong.range == range_of(TEXT, "say")
    assert wrong.severity is types.DiagnosticSeverity.Error
    assert wrong.source == "twimllint"
    assert wrong.code_description is not None
    assert wrong.code_description.href.endswith("/rules/element-wrong-case/")
    assert wrong.message.startswith(wrong.data["title"])
    assert (wrong.data["name"], wrong.data["twilioCode"], wrong.data["fixable"]) == (
        "element-wrong-case",
        12200,
        "safe",
    )


async def test_code_that_never_runs_is_unnecessary(tmp_path: Path) -> None:
    async with editor(tmp_path) as each:
        found = await each.lint("voice.xml", TEXT)
    never = next(one for one in found if one.code == "TW501")
    assert list(never.tags or ()) == [types.DiagnosticTag.Unnecessary]
    assert never.related_information is not None
    assert never.related_information[0].location.uri == (tmp_path / "voice.xml").as_uri()


async def test_changes_are_followed(tmp_path: Path) -> None:
    async with editor(tmp_path) as each:
        await each.lint("voice.xml", TEXT)
        uri = each.uri("voice.xml")
        start, end = range_of(TEXT, "say>Hello"), range_of(TEXT, "say>\n")
        found = await each.relint(
            uri,
            types.TextDocumentContentChangePartial(types.Range(end.start, types.Position(1, 17)), "Say"),
            types.TextDocumentContentChangePartial(types.Range(start.start, types.Position(1, 6)), "Say"),
        )
        assert [one.code for one in found] == ["TW501"]


async def test_a_client_may_ask_for_diagnostics(tmp_path: Path) -> None:
    async with editor(tmp_path, "neovim") as each:
        uri = each.open("voice.xml", TEXT)
        assert "TW102" in [one.code for one in await each.pull(uri)]
        each.change(uri, TEXT.replace("say", "Say"))
        assert [one.code for one in await each.pull(uri)] == ["TW501"]
    assert each.client.diagnostics == {}


async def test_xml_that_is_not_twiml_has_none(tmp_path: Path) -> None:
    async with editor(tmp_path) as each:
        assert await each.lint("pom.xml", "<project><say/></project>") == []


async def test_the_language_says_that_it_is_twiml(tmp_path: Path) -> None:
    async with editor(tmp_path) as each:
        assert await each.lint("notes.txt", "<Responze/>", language="twiml")


async def test_a_closed_document_has_none(tmp_path: Path) -> None:
    async with editor(tmp_path) as each:
        assert await each.lint("voice.xml", TEXT)
        each.close(each.uri("voice.xml"))
        assert (await each.published(each.uri("voice.xml"))).diagnostics == ()


async def test_what_is_deprecated_is_tagged(tmp_path: Path) -> None:
    text = '<Response><Say rate="fast">Hello</Say></Response>'
    async with editor(tmp_path) as each:
        found = await each.lint("voice.xml", text)
    (one,) = [one for one in found if one.range == range_of(text, "rate")]
    assert list(one.tags or ()) == [types.DiagnosticTag.Deprecated]


async def test_clients_are_sent_what_they_can_show(tmp_path: Path) -> None:
    def change(capabilities: types.ClientCapabilities) -> None:
        assert capabilities.text_document is not None
        capabilities.text_document.publish_diagnostics = types.PublishDiagnosticsClientCapabilities()

    async with editor(tmp_path, change=change) as each:
        found = await each.lint("voice.xml", TEXT)
    assert [one.code for one in found] == ["TW102", "TW501"]
    for one in found:
        assert (one.tags, one.related_information, one.code_description, one.data) == (None, None, None, None)


async def test_documents_that_are_not_twiml_come_to_rest(tmp_path: Path) -> None:
    async with editor(tmp_path) as each:
        for name in ("pom.xml", "web.xml", "layout.xml"):
            each.open(name, f"<{name[:-4]}/>")
        await asyncio.sleep(1)
        assert len(each.news) <= 3 * 3


async def test_many_documents_at_once_are_few_requests_to_ask_anew(tmp_path: Path) -> None:
    refreshed: list[object] = []

    def change(capabilities: types.ClientCapabilities) -> None:
        assert capabilities.workspace is not None
        capabilities.workspace.diagnostics = types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)

    async with editor(tmp_path, "neovim", change=change) as each:
        each.client.protocol.fm.features.pop(types.WORKSPACE_DIAGNOSTIC_REFRESH, None)
        each.client.feature(types.WORKSPACE_DIAGNOSTIC_REFRESH)(lambda _params: refreshed.append(1))
        text = "<Response><Redirect>{}.xml</Redirect></Response>"
        uris = [each.open(f"voice{number}.xml", text.format(f"voice{number + 1}")) for number in range(40)]
        for uri in uris:
            await each.pull(uri)
        for _ in range(50):
            await asyncio.sleep(0.1)
            if refreshed:
                break
        await asyncio.sleep(0.5)
    assert 1 <= len(refreshed) <= 10


async def test_a_client_that_asks_is_not_sent_for_again_and_again(tmp_path: Path) -> None:
    refreshed: list[object] = []

    def change(capabilities: types.ClientCapabilities) -> None:
        assert capabilities.workspace is not None
        capabilities.workspace.diagnostics = types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)

    async with editor(tmp_path, "neovim", change=change) as each:
        each.client.protocol.fm.features.pop(types.WORKSPACE_DIAGNOSTIC_REFRESH, None)
        each.client.feature(types.WORKSPACE_DIAGNOSTIC_REFRESH)(lambda _params: refreshed.append(1))
        uri = each.open("pom.xml", "<project/>")
        for _ in range(5):
            assert await each.pull(uri) == []
    assert len(refreshed) <= 1
