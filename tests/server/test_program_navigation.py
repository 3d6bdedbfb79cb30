"""Links, definitions, references and rename in program text and documentation, and between them and TwiML files."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from support.editor import Editor, applied, editor, range_of

pytestmark = pytest.mark.asyncio

PYTHON = """from twilio.twiml.voice_response import Connect, VoiceResponse


def answer(name):
    response = VoiceResponse()
    connect = Connect()
    connect.room("Daily Standup")
    connect.room(name)
    response.append(connect)
    response.enqueue("support", wait_url="hold.xml")
    response.play("https://cdn.acme.test/a.mp3")
    return str(response)


TEXT = "<Response><Connect><Room>Daily Standup</Room></Connect><Redirect>hold.xml</Redirect></Response>"
"""
SCRIPT = """const VoiceResponse = require('twilio').twiml.VoiceResponse;
const response = new VoiceResponse();
response.connect().room('Daily Standup');
console.log(response.toString());
"""
MARKDOWN = """# Rooms

```xml
<Response>
  <Connect><Room>Daily Standup</Room></Connect>
  <Redirect>hold.xml</Redirect>
</Response>
```
"""
VOICE = (
    "<Response>\n  <Connect><Room>Daily Standup</Room></Connect>\n  <Dial><Queue>support</Queue></Dial>\n</Response>\n"
)
HOLD = "<Response><Hangup/></Response>\n"
FILES = {"app.py": PYTHON, "app.js": SCRIPT, "README.md": MARKDOWN, "voice.xml": VOICE, "hold.xml": HOLD}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    pytest.importorskip("tree_sitter")
    pytest.importorskip("markdown_it")
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def at(uri: str) -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(uri)


async def references(each: Editor, uri: str, position: types.Position) -> set[tuple[str, int]]:
    found = await each.client.text_document_references_async(
        types.ReferenceParams(types.ReferenceContext(True), at(uri), position)
    )
    return {(one.uri.rpartition("/")[2], one.range.start.line) for one in found or ()}


async def test_links(project: Path) -> None:
    async with editor(project) as each:
        uri = each.open("app.py", PYTHON, "python")
        readme = each.open("README.md", MARKDOWN, "markdown")
        await references(each, uri, types.Position(0, 0))  # waits for the index
        found = await each.client.text_document_document_link_async(types.DocumentLinkParams(at(uri)))
        in_docs = await each.client.text_document_document_link_async(types.DocumentLinkParams(at(readme)))
    hold = (project / "hold.xml").as_uri()
    second = range_of(PYTHON, "hold.xml</Redirect>")
    second.end.character = second.start.character + len("hold.xml")
    assert {(link.range.start.line, link.range.start.character, link.target) for link in found or ()} == {
        (one.start.line, one.start.character, target)
        for one, target in (
            (range_of(PYTHON, "hold.xml"), hold),
            (range_of(PYTHON, "https://cdn.acme.test/a.mp3"), "https://cdn.acme.test/a.mp3"),
            (second, hold),
        )
    }
    assert [(link.range, link.target) for link in in_docs or ()] == [(range_of(MARKDOWN, "hold.xml"), hold)]


async def test_the_definition_of_a_url(project: Path) -> None:
    async with editor(project) as each:
        uri = each.open("app.py", PYTHON, "python")
        await references(each, uri, types.Position(0, 0))
        for part in ("hold.xml", "hold.xml</Redirect>"):
            position = range_of(PYTHON, part).start
            found = await each.client.text_document_definition_async(types.DefinitionParams(at(uri), position))
            assert [one.uri for one in found or ()] == [each.uri("hold.xml")], part


ROOMS = {("app.py", 6), ("app.py", 14), ("app.js", 2), ("README.md", 4), ("voice.xml", 1)}


@pytest.mark.parametrize("name", ["app.py", "app.js", "README.md", "voice.xml"])
async def test_references_from_and_to_every_kind_of_file(project: Path, name: str) -> None:
    async with editor(project) as each:
        uri = each.open(name, FILES[name], name.rpartition(".")[2])
        assert await references(each, uri, range_of(FILES[name], "Standup").start) == ROOMS


async def test_references_of_a_queue_and_of_a_file(project: Path) -> None:
    async with editor(project) as each:
        uri = each.open("app.py", PYTHON, "python")
        assert await references(each, uri, range_of(PYTHON, "support").start) == {("app.py", 9), ("voice.xml", 2)}
        hold = each.open("hold.xml", HOLD)
        assert await references(each, hold, types.Position(0, 3)) == {("app.py", 9), ("app.py", 14), ("README.md", 5)}


@pytest.mark.parametrize("name", ["app.py", "README.md"])
async def test_a_room_is_renamed_in_every_kind_of_file(project: Path, name: str) -> None:
    async with editor(project) as each:
        uri = each.open(name, FILES[name], name.rpartition(".")[2])
        position = range_of(FILES[name], "Standup").start
        prepared = await each.client.text_document_prepare_rename_async(types.PrepareRenameParams(at(uri), position))
        assert prepared.placeholder == "Daily Standup"
        edit = await each.client.text_document_rename_async(types.RenameParams(at(uri), position, "Weekly"))
    changed = {change.text_document.uri: change.edits for change in edit.document_changes}
    assert set(changed) == {each.uri(one) for one in ("app.py", "app.js", "README.md", "voice.xml")}
    for one, edits in changed.items():
        before = FILES[one.rpartition("/")[2]]
        assert applied(before, edits) == before.replace("Daily Standup", "Weekly")


async def renamed(project: Path, name: str, new: str) -> dict[str, str]:
    """The files that a rename in ``voice.xml`` changes, as they are after it."""
    async with editor(project) as each:
        uri = each.open("voice.xml", VOICE)
        position = range_of(VOICE, name).start
        edit = await each.client.text_document_rename_async(types.RenameParams(at(uri), position, new))
    after = {}
    for change in edit.document_changes:
        file = change.text_document.uri.rpartition("/")[2]
        after[file] = applied((project / file).read_text(), change.edits)
    return after


async def test_a_name_is_escaped_as_each_place_needs_it(project: Path) -> None:
    (project / "page.html").write_text(
        "<pre>&lt;Response>&lt;Connect>&lt;Room>Daily Standup&lt;/Room>&lt;/Connect>&lt;/Response></pre>"
    )
    (project / "f.py").write_text('x = f"<Response><Connect><Room>Daily Standup</Room></Connect>{y}</Response>"\n')
    new = 'R&D "it\'s" { \\'
    in_xml = 'R&amp;D "it\'s" { \\'
    expected = {
        "voice.xml": VOICE.replace("Daily Standup", in_xml),
        "README.md": MARKDOWN.replace("Daily Standup", in_xml),
        "app.js": SCRIPT.replace("Daily Standup", 'R&D "it\\\'s" { \\\\'),
        "app.py": PYTHON.replace('("Daily Standup")', '("R&D \\"it\'s\\" { \\\\")').replace(
            "Daily Standup", 'R&amp;D \\"it\'s\\" { \\\\'
        ),
        "page.html": (project / "page.html").read_text().replace("Daily Standup", 'R&amp;amp;D "it\'s" { \\'),
        "f.py": (project / "f.py").read_text().replace("Daily Standup", 'R&amp;D \\"it\'s\\" {{ \\\\'),
    }
    assert await renamed(project, "Standup", new) == expected


@pytest.mark.parametrize(
    ("file", "text", "new"),
    [
        ("raw.py", 'x = r"<Response><Connect><Room>Daily Standup</Room></Connect></Response>"\n', 'a"b'),
        ("menu.xml", "<Response><Connect><Room>Daily Standup</Room></Connect></Response>", "{{ a }}"),
    ],
)
async def test_a_name_that_cannot_be_written_is_refused_whole(project: Path, file: str, text: str, new: str) -> None:
    for other in ("app.py", "app.js", "README.md"):
        (project / other).unlink()
    (project / file).write_text(text)
    assert await renamed(project, "Standup", "Weekly") == {
        file: text.replace("Daily Standup", "Weekly"),
        "voice.xml": VOICE.replace("Daily Standup", "Weekly"),
    }
    with pytest.raises(JsonRpcException, match="cannot be written in"):
        await renamed(project, "Standup", new)


async def test_names_of_programs_are_offered(project: Path) -> None:
    async with editor(project) as each:
        uri = each.open("new.xml", "<Response><Connect><Room></Room></Connect></Response>")
        await references(each, uri, types.Position(0, 2))
        (project / "voice.xml").unlink()
        found = await each.client.text_document_completion_async(types.CompletionParams(at(uri), types.Position(0, 25)))
    assert "Daily Standup" in [item.label for item in found.items]
