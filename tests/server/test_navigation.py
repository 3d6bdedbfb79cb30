"""Links, definitions, references and rename over the files of a workspace."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from support.editor import Editor, applied, editor, range_of

pytestmark = pytest.mark.asyncio

VOICE = """<Response>
  <Connect><Room>Daily Standup</Room></Connect>
  <Enqueue waitUrl="hold.xml">support</Enqueue>
  <Play>https://cdn.acme.test/a.mp3</Play>
  <Play>prompts/b.mp3</Play>
  <Redirect>{{ url }}</Redirect>
</Response>
"""
OTHER = """<Response>
  <Dial><Queue>support</Queue></Dial>
  <Connect><Room>
    Daily Standup
  </Room></Connect>
  <Dial><Conference>support</Conference></Dial>
  <Redirect>voice.xml</Redirect>
</Response>
"""
HOLD = "<Response><Play>https://cdn.acme.test/hold.mp3</Play></Response>\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "voice.xml").write_text(VOICE)
    (tmp_path / "other.xml").write_text(OTHER)
    (tmp_path / "hold.xml").write_text(HOLD)
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "b.mp3").write_bytes(b"x")
    return tmp_path


def places(found: object, folder: Path) -> set[tuple[str, int]]:
    return {
        (Path(one.uri.removeprefix("file://")).relative_to(folder).as_posix(), one.range.start.line)
        for one in found or ()  # type: ignore[attr-defined]
    }


async def references(each: Editor, uri: str, position: types.Position) -> set[tuple[str, int]]:
    found = await each.client.text_document_references_async(
        types.ReferenceParams(types.ReferenceContext(True), types.TextDocumentIdentifier(uri), position)
    )
    return places(found, each.folder)


async def test_links(project: Path) -> None:
    async with editor(project) as each:
        uri = each.open("voice.xml", VOICE)
        await references(each, uri, types.Position(0, 2))  # waits for the index
        found = await each.client.text_document_document_link_async(
            types.DocumentLinkParams(types.TextDocumentIdentifier(uri))
        )
    assert [(one.range, one.target) for one in found] == [
        (range_of(VOICE, "hold.xml"), (project / "hold.xml").as_uri()),
        (range_of(VOICE, "https://cdn.acme.test/a.mp3"), "https://cdn.acme.test/a.mp3"),
        (range_of(VOICE, "prompts/b.mp3"), (project / "prompts" / "b.mp3").as_uri()),
    ]


async def test_links_by_the_addresses_of_the_configuration(project: Path) -> None:
    (project / "twimllint.toml").write_text('base-url = "https://acme.test/twiml"\n')
    text = "<Response><Redirect>https://acme.test/twiml/hold.xml</Redirect></Response>"
    async with editor(project) as each:
        uri = each.open("new.xml", text)
        await references(each, uri, types.Position(0, 2))
        (found,) = await each.client.text_document_document_link_async(
            types.DocumentLinkParams(types.TextDocumentIdentifier(uri))
        )
    assert found.target == (project / "hold.xml").as_uri()


async def test_links_to_a_file_below_the_folder_or_one_above(project: Path) -> None:
    text = "<Response><Redirect>/hold.xml?a=1#b</Redirect><Play>/../outside.mp3</Play><Redirect>//hold.xml</Redirect></Response>"
    (project / "below").mkdir()
    (project.parent / "outside.mp3").write_text("")
    async with editor(project) as each:
        uri = each.open("below/new.xml", text)
        await references(each, uri, types.Position(0, 2))
        (found,) = await each.client.text_document_document_link_async(
            types.DocumentLinkParams(types.TextDocumentIdentifier(uri))
        )
    assert found.target == (project / "hold.xml").as_uri()


async def test_the_definition_of_a_url(project: Path) -> None:
    async with editor(project) as each:
        uri = each.open("voice.xml", VOICE)
        await references(each, uri, types.Position(0, 2))
        found = await each.client.text_document_definition_async(
            types.DefinitionParams(types.TextDocumentIdentifier(uri), range_of(VOICE, "hold.xml").start)
        )
    assert places(found, project) == {("hold.xml", 0)}


async def test_the_definition_of_a_room_is_in_the_manifest(project: Path) -> None:
    (project / "rooms.json").write_text('[\n {"unique_name": "Daily Standup", "type": "group"}\n]\n')
    (project / "twimllint.toml").write_text('rooms-manifest = "rooms.json"\n')
    async with editor(project) as each:
        uri = each.open("voice.xml", VOICE)
        found = await each.client.text_document_definition_async(
            types.DefinitionParams(types.TextDocumentIdentifier(uri), range_of(VOICE, "Standup").start)
        )
    assert places(found, project) == {("rooms.json", 1)}


async def test_references_of_names(project: Path) -> None:
    async with editor(project) as each:
        uri = each.open("voice.xml", VOICE)
        assert await references(each, uri, range_of(VOICE, "Standup").start) == {("voice.xml", 1), ("other.xml", 3)}
        # a conference of the same name is something else
        assert await references(each, uri, range_of(VOICE, "support").start) == {("voice.xml", 2), ("other.xml", 1)}


async def test_an_open_document_counts_and_not_its_file(project: Path) -> None:
    async with editor(project) as each:
        uri = each.open("voice.xml", VOICE)
        each.open("other.xml", "<Response><Connect><Room>Daily Standup</Room></Connect></Response>")
        assert await references(each, uri, range_of(VOICE, "Standup").start) == {("voice.xml", 1), ("other.xml", 0)}


async def test_references_of_a_file(project: Path) -> None:
    async with editor(project) as each:
        uri = each.open("voice.xml", VOICE)
        assert await references(each, uri, types.Position(0, 3)) == {("other.xml", 6)}
        assert await references(each, uri, range_of(VOICE, "hold.xml").start) == {("voice.xml", 2)}


async def test_a_room_is_renamed_everywhere(project: Path) -> None:
    async with editor(project) as each:
        uri = each.open("voice.xml", VOICE)
        position = range_of(VOICE, "Standup").start
        prepared = await each.client.text_document_prepare_rename_async(
            types.PrepareRenameParams(types.TextDocumentIdentifier(uri), position)
        )
        assert prepared.placeholder == "Daily Standup"
        edit = await each.client.text_document_rename_async(
            types.RenameParams(types.TextDocumentIdentifier(uri), position, "Q&A")
        )
    changed = {change.text_document.uri: change for change in edit.document_changes}
    assert set(changed) == {uri, each.uri("other.xml")}
    assert changed[uri].text_document.version == 1
    assert changed[each.uri("other.xml")].text_document.version is None
    assert applied(VOICE, changed[uri].edits) == VOICE.replace("Daily Standup", "Q&amp;A")
    assert applied(OTHER, changed[each.uri("other.xml")].edits) == OTHER.replace("Daily Standup", "Q&amp;A")


async def test_what_cannot_be_renamed(project: Path) -> None:
    async with editor(project) as each:
        uri = each.open("voice.xml", VOICE)
        document = types.TextDocumentIdentifier(uri)
        nothing = await each.client.text_document_prepare_rename_async(
            types.PrepareRenameParams(document, types.Position(0, 2))
        )
        assert nothing is None
        with pytest.raises(JsonRpcException, match="at least one character"):
            await each.client.text_document_rename_async(
                types.RenameParams(document, range_of(VOICE, "Standup").start, " ")
            )
        with pytest.raises(JsonRpcException, match="no name"):
            await each.client.text_document_rename_async(types.RenameParams(document, types.Position(0, 2), "x"))


@pytest.mark.parametrize("name", ["voice.xml.j2", "voice.xml"])
@pytest.mark.parametrize("new", ["{{x}}", "a {{ x }} b", "{% if a %}", "{# a #}"])
async def test_a_new_name_must_not_be_a_template_tag(tmp_path: Path, name: str, new: str) -> None:
    text = "<Response><Connect><Room>Daily</Room></Connect><Say>{{ x }}</Say></Response>"
    async with editor(tmp_path) as each:
        uri = each.open(name, text)
        with pytest.raises(JsonRpcException, match="cannot be written"):
            await each.client.text_document_rename_async(
                types.RenameParams(types.TextDocumentIdentifier(uri), range_of(text, "Daily").start, new)
            )


async def test_names_of_the_workspace_are_offered(project: Path) -> None:
    async with editor(project) as each:
        uri = each.open("new.xml", "<Response><Connect><Room></Room></Connect></Response>")
        await references(each, uri, types.Position(0, 2))
        found = await each.client.text_document_completion_async(
            types.CompletionParams(types.TextDocumentIdentifier(uri), types.Position(0, 25))
        )
    assert "Daily Standup" in [item.label for item in found.items]


async def test_links_in_a_further_folder_of_the_workspace(project: Path) -> None:
    two = project / "two" / "deep"
    two.mkdir(parents=True)
    (two / "twimllint.toml").write_text('base-url = "https://two.test/x"\n[url-map]\n"mapped" = "/m"\n')
    (two / "menu.xml").write_text("<Response><Hangup/></Response>")
    (two / "mapped").mkdir()
    (two / "mapped" / "end.xml").write_text("<Response><Hangup/></Response>")
    text = (
        "<Response><Play>menu.xml</Play><Redirect>https://two.test/x/menu.xml</Redirect>"
        "<Redirect>https://two.test/m/end.xml</Redirect></Response>"
    )
    (two / "voice.xml").write_text(text)
    one = project / "one"
    one.mkdir()
    async with editor(one) as each:
        each.client.workspace_did_change_workspace_folders(
            types.DidChangeWorkspaceFoldersParams(
                types.WorkspaceFoldersChangeEvent([types.WorkspaceFolder(two.as_uri(), "deep")], [])
            )
        )
        uri = each.open("../two/deep/voice.xml", text)
        await references(each, uri, types.Position(0, 2))
        found = await each.client.text_document_document_link_async(
            types.DocumentLinkParams(types.TextDocumentIdentifier(uri))
        )
    assert [link.target for link in found or ()] == [
        (two / name).as_uri() for name in ("menu.xml", "menu.xml", "mapped/end.xml")
    ]


async def test_a_room_is_renamed_in_the_manifest_and_the_configuration(project: Path) -> None:
    manifest = '[\n {"unique_name": "Daily Standup", "type": "group"},\n {"unique_name": "Daily", "sid": "RM1"}\n]\n'
    config = 'rooms-manifest = "rooms.json"\n[rooms]\n"Daily*" = "go"\n\'Daily Standup\' = "group" # x\n'
    (project / "rooms.json").write_text(manifest)
    (project / "twimllint.toml").write_text(config)
    async with editor(project) as each:
        uri = each.open("voice.xml", VOICE)
        position = range_of(VOICE, "Standup").start
        found = await references(each, uri, position)
        edit = await each.client.text_document_rename_async(
            types.RenameParams(types.TextDocumentIdentifier(uri), position, 'A "B" \u00fc')
        )
    assert {("rooms.json", 1), ("twimllint.toml", 3)} <= found
    changed = {change.text_document.uri: change.edits for change in edit.document_changes}
    assert set(changed) == {each.uri(name) for name in ("voice.xml", "other.xml", "rooms.json", "twimllint.toml")}
    rooms = json.loads(applied(manifest, changed[each.uri("rooms.json")]))
    assert [room["unique_name"] for room in rooms] == ['A "B" \u00fc', "Daily"]
    table = tomllib.loads(applied(config, changed[each.uri("twimllint.toml")]))
    assert table["rooms"] == {"Daily*": "go", 'A "B" \u00fc': "group"}


async def test_names_of_other_files_that_are_being_edited(project: Path) -> None:
    """Of a configuration that is open the editor's text counts; what it does not say any more is not changed."""
    config = '[rooms]\n"Daily Standup" = "group"\n'
    (project / "twimllint.toml").write_text(config)
    async with editor(project) as each:
        uri = each.open("voice.xml", VOICE)
        toml = each.open("twimllint.toml", "# more\n" + config, "toml")
        position = range_of(VOICE, "Standup").start
        await each.published(uri)
        assert ("twimllint.toml", 2) in await references(each, uri, position)
        each.change(toml, '[rooms]\nDaily = "group"\n')
        assert not {name for name, _ in await references(each, uri, position)} & {"twimllint.toml"}
