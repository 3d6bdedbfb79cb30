"""Configuration, the client's settings, the files of the workspace, and what goes wrong with them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from support.editor import PATIENCE, Editor, editor

pytestmark = pytest.mark.asyncio

TEXT = "<Response><say>Hello</say><Gather/></Response>\n"
PLUGIN = '''"""A plugin."""
from twimllint import Diagnostic, Rule

class NoSay(Rule):
    """Say.

    Flagged:
        <Response><Say>x</Say></Response>
    """

    code, name, source = "ACME1", "no-say", "https://acme.test/"
    on = ("Say",)

    def check(self, node, ctx):
        {body}
'''


async def until(said: Any) -> None:
    """Wait until something is so."""
    for _ in range(PATIENCE * 20):
        if said():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it never came to be")


def codes(each: Editor, uri: str) -> list[str]:
    return [str(one.code) for one in each.client.diagnostics.get(uri, ())]


def watched(each: Editor, *paths: Path) -> None:
    changes = [types.FileEvent(path.as_uri(), types.FileChangeType.Changed) for path in paths]
    each.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes))


async def test_the_configuration_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "twimllint.toml").write_text('select = ["TW102"]\n')
    async with editor(tmp_path) as each:
        assert [one.code for one in await each.lint("voice.xml", TEXT)] == ["TW102"]


async def test_excluded_files_have_no_findings(tmp_path: Path) -> None:
    (tmp_path / "twimllint.toml").write_text('extend-exclude = ["old"]\n')
    (tmp_path / "old").mkdir()
    async with editor(tmp_path) as each:
        (tmp_path / "old" / "voice.xml").write_text(TEXT)
        assert await each.lint("old/voice.xml", TEXT) == []


async def test_the_configuration_is_watched(tmp_path: Path) -> None:
    config = tmp_path / "twimllint.toml"
    async with editor(tmp_path) as each:
        uri = each.uri("voice.xml")
        assert "TW102" in [one.code for one in await each.lint("voice.xml", TEXT)]
        await until(lambda: each.registered)
        config.write_text('ignore = ["TW102"]\n')
        watched(each, config)
        await until(lambda: "TW102" not in codes(each, uri))


async def test_the_configuration_is_watched_for_clients_that_do_not(tmp_path: Path) -> None:
    config = tmp_path / "twimllint.toml"

    def change(capabilities: types.ClientCapabilities) -> None:
        assert capabilities.workspace is not None
        capabilities.workspace.did_change_watched_files = None

    async with editor(tmp_path, change=change) as each:
        uri = each.uri("voice.xml")
        await each.lint("voice.xml", TEXT)
        await asyncio.sleep(2.5)  # the first look is what later ones are compared with
        assert "TW102" in codes(each, uri)
        config.write_text('ignore = ["TW102"]\n')
        await until(lambda: "TW102" not in codes(each, uri))
        assert each.registered == []


async def test_a_broken_configuration_leaves_the_last_good_one(tmp_path: Path) -> None:
    config = tmp_path / "twimllint.toml"
    config.write_text('select = ["TW102"]\n')
    async with editor(tmp_path) as each:
        uri = each.uri("voice.xml")
        await each.lint("voice.xml", TEXT)
        config.write_text("select = [nothing\n")
        watched(each, config)
        await until(lambda: each.client.messages)
        assert "twimllint.toml:1" in each.client.messages[0].message
        found = await each.relint(uri, TEXT + "<!-- more -->")
        assert [one.code for one in found] == ["TW102"]
        config.write_text('ignore = ["TW102"]\n')
        watched(each, config)
        await until(lambda: "TW102" not in codes(each, uri))


async def test_a_configuration_that_was_never_good_leaves_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "twimllint.toml").write_text("nothing = 1\n")
    async with editor(tmp_path) as each:
        assert "TW102" in [one.code for one in await each.lint("voice.xml", TEXT)]
        await until(lambda: any("nothing" in one.message for one in each.client.messages))


@pytest.mark.parametrize("body", ["raise ValueError(node)", "print('hello'); yield self.report(node, 'no')"])
async def test_a_plugin_that_misbehaves(tmp_path: Path, body: str) -> None:
    (tmp_path / "acme.py").write_text(PLUGIN.format(body=body))
    (tmp_path / "twimllint.toml").write_text('plugins = ["acme.py"]\nextend-select = ["ACME1"]\n')
    async with editor(tmp_path) as each:
        found = await each.lint("voice.xml", "<Response><Say>x</Say><say>y</say></Response>")
        assert "TW102" in [one.code for one in found]
        assert await each.hover(each.uri("voice.xml"), 0, 12)


async def test_a_plugin_that_cannot_be_loaded(tmp_path: Path) -> None:
    (tmp_path / "acme.py").write_text("import nothing_of_this_name\n")
    (tmp_path / "twimllint.toml").write_text('plugins = ["acme.py"]\n')
    async with editor(tmp_path) as each:
        assert "TW102" in [one.code for one in await each.lint("voice.xml", TEXT)]
        await until(lambda: any("nothing_of_this_name" in one.message for one in each.client.messages))


async def test_settings_of_the_client_override(tmp_path: Path) -> None:
    (tmp_path / "twimllint.toml").write_text('select = ["TW5"]\n')
    async with editor(tmp_path, settings={"select": ["TW102"]}) as each:
        uri = each.uri("voice.xml")
        await each.lint("voice.xml", TEXT)
        await until(lambda: codes(each, uri) == ["TW102"])
        each.client.set_configuration({"twimllint": {"select": ["TW509"]}})
        each.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        await until(lambda: codes(each, uri) == ["TW509"])
        each.client.set_configuration({"twimllint": {"enable": False}})
        each.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        await until(lambda: codes(each, uri) == [])


async def test_settings_that_the_client_sends(tmp_path: Path) -> None:
    def change(capabilities: types.ClientCapabilities) -> None:
        assert capabilities.workspace is not None
        capabilities.workspace.configuration = None

    async with editor(tmp_path, change=change) as each:
        uri = each.uri("voice.xml")
        await each.lint("voice.xml", TEXT)
        each.client.workspace_did_change_configuration(
            types.DidChangeConfigurationParams({"twimllint": {"ignore": ["TW102"]}})
        )
        await until(lambda: codes(each, uri) and "TW102" not in codes(each, uri))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"select": "TW1"}, "twimllint.select must be a list of strings"),
        ({"run": "never"}, 'twimllint.run must be "onType" or "onSave"'),
        ({"select": ["TW0O1"]}, "TW0O1"),
        ({"region": "mars"}, "mars"),
        ({"configuration": "none.toml"}, "none.toml"),
        ({"region": "\0\x1b[31m"}, 'twimllint.region is "\\x00\\x1b[31m"'),
    ],
)
async def test_settings_that_are_wrong(tmp_path: Path, settings: dict[str, Any], said: str) -> None:
    async with editor(tmp_path, settings=settings) as each:
        uri = each.uri("voice.xml")
        await each.lint("voice.xml", TEXT)
        await until(lambda: any(said in one.message for one in each.client.messages))
        assert "TW102" in codes(each, uri)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"selct": ["TW102"]}, 'unknown setting "twimllint.selct"; did you mean "twimllint.select"?'),
        (
            {"defaultCountri": "US"},
            'unknown setting "twimllint.defaultCountri"; did you mean "twimllint.defaultCountry"?',
        ),
        ({"wholly": 1}, 'unknown setting "twimllint.wholly"'),
    ],
)
async def test_settings_that_there_are_not(tmp_path: Path, settings: dict[str, Any], said: str) -> None:
    async with editor(tmp_path, settings={**settings, "path": "/x", "trace": {"server": "off"}}) as each:
        uri = each.uri("voice.xml")
        await each.lint("voice.xml", TEXT)
        await until(lambda: any(one.message == said for one in each.client.log_messages))
        assert [one.message for one in each.client.messages] == []
        assert [one.message for one in each.client.log_messages if "unknown" in one.message] == [said]
        assert "TW102" in codes(each, uri)


@pytest.mark.parametrize(
    "settings",
    [
        {"select": ["nope"]}, {"region": "xx", "extendSelect": ["TW509"]}, {"configuration": "none.toml"},
        {"configuration": "none.toml", "channel": "x"}, {"preset": "x", "roomType": "y"},
    ],
)  # fmt: skip
async def test_a_wrong_setting_takes_neither_the_others_nor_the_configuration_away(
    tmp_path: Path, settings: dict[str, Any]
) -> None:
    (tmp_path / "twimllint.toml").write_text('select = ["TW102"]\n')
    text = TEXT.replace("<Gather/>", '<Gather action="/x"/>')
    async with editor(tmp_path, settings=settings) as each:
        found = [one.code for one in await each.lint("voice.xml", text)]
        assert found == (["TW102", "TW509"] if "extendSelect" in settings else ["TW102"])
        await until(lambda: each.client.messages)


async def test_linting_when_saved(tmp_path: Path) -> None:
    async with editor(tmp_path, settings={"run": "onSave"}) as each:
        uri = each.uri("voice.xml")
        await each.lint("voice.xml", TEXT)
        await asyncio.sleep(0.5)
        each.change(uri, "<Response/>")
        await asyncio.sleep(0.5)
        assert "TW102" in codes(each, uri)
        each.save(uri)
        await until(lambda: "TW102" not in codes(each, uri))


async def test_findings_of_the_whole_workspace(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(TEXT)
    (tmp_path / "b.xml").write_text("<Response><Say>x</Say></Response>")
    (tmp_path / "c.xml").write_text("<project/>")
    async with editor(tmp_path, settings={"diagnosticMode": "workspace"}) as each:
        await until(lambda: codes(each, each.uri("a.xml")))
        assert not codes(each, each.uri("b.xml"))
        (tmp_path / "b.xml").write_text(TEXT)
        watched(each, tmp_path / "b.xml")
        await until(lambda: codes(each, each.uri("b.xml")))
        (tmp_path / "b.xml").unlink()
        watched(each, tmp_path / "b.xml")
        await until(lambda: not codes(each, each.uri("b.xml")))


async def test_findings_of_the_whole_workspace_on_request(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(TEXT)
    async with editor(tmp_path) as each:
        await each.client.workspace_execute_command_async(types.ExecuteCommandParams("twimllint.lintWorkspace"))
        assert "TW102" in codes(each, each.uri("a.xml"))


async def test_a_client_may_ask_for_the_whole_workspace(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(TEXT)

    def change(capabilities: types.ClientCapabilities) -> None:
        assert capabilities.workspace is not None
        capabilities.workspace.diagnostics = types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)

    async with editor(tmp_path, "neovim", settings={"diagnosticMode": "workspace"}, change=change) as each:
        await until(lambda: each.client.diagnostic_refresh_count)
        report = await each.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams([]))
        (one,) = report.items
        assert one.uri == each.uri("a.xml")
        assert "TW102" in [found.code for found in one.items]
        known = types.WorkspaceDiagnosticParams([types.PreviousResultId(one.uri, one.result_id)])
        (same,) = (await each.client.workspace_diagnostic_async(known)).items
        assert (same.kind, same.uri, same.result_id) == ("unchanged", one.uri, one.result_id)
        (tmp_path / "a.xml").unlink()
        watched(each, tmp_path / "a.xml")
        (gone,) = (await each.client.workspace_diagnostic_async(known)).items
        assert (gone.kind, gone.uri, gone.items) == ("full", one.uri, ())
        known = types.WorkspaceDiagnosticParams([types.PreviousResultId(one.uri, gone.result_id)])
        assert (await each.client.workspace_diagnostic_async(known)).items == ()


async def test_a_client_is_not_sent_twice_what_it_has_of_a_document(tmp_path: Path) -> None:
    async with editor(tmp_path, "neovim") as each:
        uri = each.open("a.xml", TEXT)
        document = types.TextDocumentIdentifier(uri)
        first = await each.client.text_document_diagnostic_async(types.DocumentDiagnosticParams(document))
        assert "TW102" in [found.code for found in first.items]
        again = types.DocumentDiagnosticParams(document, previous_result_id=first.result_id)
        same = await each.client.text_document_diagnostic_async(again)
        assert (same.kind, same.result_id) == ("unchanged", first.result_id)
        each.change(uri, TEXT.replace("<say>", "<Say>").replace("</say>", "</Say>"))
        other = await each.client.text_document_diagnostic_async(again)
        assert other.kind == "full"
        assert "TW102" not in [found.code for found in other.items]


async def test_only_open_documents_have_findings_by_default(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(TEXT)
    async with editor(tmp_path, "neovim") as each:
        assert (await each.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams([]))).items == ()


async def test_rules_over_several_documents(tmp_path: Path) -> None:
    (tmp_path / "twimllint.toml").write_text('extend-select = ["wait-document-verb"]\n')
    hold = "<Response><Dial>+14155550100</Dial></Response>"
    caller = '<Response><Dial><Conference waitUrl="hold.xml">x</Conference></Dial></Response>'
    async with editor(tmp_path) as each:
        uri = each.uri("hold.xml")
        assert "TW515" not in [one.code for one in await each.lint("hold.xml", hold)]
        await each.lint("caller.xml", caller)
        await until(lambda: "TW515" in codes(each, uri))
        (found,) = [one for one in each.client.diagnostics[uri] if one.code == "TW515"]
        assert [one.location.uri for one in found.related_information or ()] == [each.uri("caller.xml")]
        each.change(each.uri("caller.xml"), caller.replace("hold.xml", "other.xml"))
        await until(lambda: "TW515" not in codes(each, uri))


HOLD = "<Response><Dial>+14155550100</Dial></Response>"
CALLER = '<Response><Dial><Conference waitUrl="hold.xml">x</Conference></Dial></Response>'


async def test_open_documents_follow_what_other_files_say_of_them(tmp_path: Path) -> None:
    (tmp_path / "twimllint.toml").write_text('extend-select = ["wait-document-verb"]\n')
    caller = tmp_path / "caller.xml"
    async with editor(tmp_path) as each:
        uri = each.uri("hold.xml")
        assert "TW515" not in [one.code for one in await each.lint("hold.xml", HOLD)]
        caller.write_text(CALLER)
        watched(each, caller)
        await until(lambda: "TW515" in codes(each, uri))
        # the document that is open counts, and when it is closed the file
        await each.lint("caller.xml", CALLER.replace("hold.xml", "other.xml"))
        await until(lambda: "TW515" not in codes(each, uri))
        each.close(each.uri("caller.xml"))
        await until(lambda: "TW515" in codes(each, uri))
        caller.unlink()
        watched(each, caller)
        await until(lambda: "TW515" not in codes(each, uri))


async def test_other_folders_of_the_workspace_say_nothing_of_a_document(tmp_path: Path) -> None:
    one, two = tmp_path / "app", tmp_path / "app2"
    for folder in (one, two):
        folder.mkdir()
        (folder / "twimllint.toml").write_text('extend-select = ["wait-document-verb"]\n')
    both = CALLER.replace("</Response>", "") + CALLER.replace("hold.xml", "../app/hold.xml").replace("<Response>", "")
    (two / "caller.xml").write_text(both)
    async with editor(one) as each:
        added = [types.WorkspaceFolder(two.as_uri(), "app2")]
        each.client.workspace_did_change_workspace_folders(
            types.DidChangeWorkspaceFoldersParams(types.WorkspaceFoldersChangeEvent(added, []))
        )
        await each.lint("hold.xml", HOLD)
        uri = (two / "hold.xml").as_uri()
        item = types.TextDocumentItem(uri, "xml", 1, HOLD)
        each.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        await until(lambda: "TW515" in codes(each, uri))
        assert "TW515" not in [found.code for found in await each.relint(each.uri("hold.xml"), HOLD + "\n")]


async def test_two_folders_with_settings_of_their_own(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder, code in ((one, "TW102"), (two, "TW509")):
        folder.mkdir()
        (folder / "twimllint.toml").write_text(f'select = ["{code}"]\n')
    async with editor(one) as each:
        each.client.workspace_did_change_workspace_folders(
            types.DidChangeWorkspaceFoldersParams(
                types.WorkspaceFoldersChangeEvent([types.WorkspaceFolder(two.as_uri(), "two")], [])
            )
        )
        assert [found.code for found in await each.lint("voice.xml", TEXT)] == ["TW102"]
        assert [found.code for found in await each.lint("../two/voice.xml", TEXT)] == ["TW509"]


KNOWN = "<Response>\n<say>Hello</say>\n</Response>\n"


@pytest.fixture
def baseline(tmp_path: Path) -> Path:
    """A project whose one finding is known."""
    (tmp_path / "voice.xml").write_text(KNOWN)
    command = [sys.executable, "-m", "twimllint", "voice.xml", "--write-baseline", "known.json"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    (tmp_path / "twimllint.toml").write_text('baseline = "known.json"\nselect = ["TW102"]\n')
    return tmp_path / "known.json"


async def test_known_findings_are_left_out(baseline: Path) -> None:
    async with editor(baseline.parent) as each:
        assert await each.lint("voice.xml", KNOWN) == []
        (found,) = await each.relint(each.uri("voice.xml"), KNOWN.replace("<say>", "<say>x</say>\n<say>", 1))
        assert found.range.start.line == 1, "of a known line only one is known"


@pytest.mark.parametrize("watches", [True, False])
async def test_the_baseline_is_watched(baseline: Path, watches: bool) -> None:
    def change(capabilities: types.ClientCapabilities) -> None:
        assert capabilities.workspace is not None
        if not watches:
            capabilities.workspace.did_change_watched_files = None

    async with editor(baseline.parent, change=change) as each:
        uri = each.uri("voice.xml")
        assert await each.lint("voice.xml", KNOWN) == []
        if not watches:
            await asyncio.sleep(2.5)
        baseline.write_text('{"version": 1, "files": {}}')
        if watches:
            watched(each, baseline)
        await until(lambda: codes(each, uri) == ["TW102"])
        baseline.write_text("{")
        if watches:
            watched(each, baseline)
        await until(lambda: any("known.json" in one.message for one in each.client.messages))
        assert codes(each, uri) == ["TW102"]


async def test_the_rooms_manifest_is_watched(tmp_path: Path) -> None:
    manifest = tmp_path / "rooms.json"
    manifest.write_text('[{"unique_name": "Daily", "type": "group"}]')
    (tmp_path / "twimllint.toml").write_text('rooms-manifest = "rooms.json"\n')
    text = "<Response><Connect><Room>Daily</Room></Connect></Response>\n"
    async with editor(tmp_path) as each:
        uri = each.uri("voice.xml")
        before = [one.code for one in await each.lint("voice.xml", text)]
        manifest.write_text('[{"unique_name": "Daily", "type": "peer-to-peer"}]')
        watched(each, manifest)
        await until(lambda: codes(each, uri) != before)


async def test_folders_come_and_go(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        (folder / "a.xml").write_text(TEXT)

    def folders(added: list[Path], removed: list[Path]) -> None:
        event = types.WorkspaceFoldersChangeEvent(
            [types.WorkspaceFolder(path.as_uri(), path.name) for path in added],
            [types.WorkspaceFolder(path.as_uri() + "/", path.name) for path in removed],
        )
        each.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))

    async with editor(one, settings={"diagnosticMode": "workspace"}) as each:
        await until(lambda: codes(each, (one / "a.xml").as_uri()))
        assert not codes(each, (two / "a.xml").as_uri())
        folders([two], [])
        await until(lambda: codes(each, (two / "a.xml").as_uri()))
        folders([], [two])
        await until(lambda: not codes(each, (two / "a.xml").as_uri()))
        assert codes(each, (one / "a.xml").as_uri())


async def test_each_folder_has_settings_of_its_own_in_the_client(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    async with editor(one, settings={"select": ["TW102"]}) as each:
        each.client.set_configuration({"twimllint": {"select": ["TW509"]}}, scope_uri=two.as_uri())
        event = types.WorkspaceFoldersChangeEvent([types.WorkspaceFolder(two.as_uri(), "two")], [])
        each.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
        for name in ("voice.xml", "../two/voice.xml"):
            each.open(name, TEXT)
        await until(lambda: codes(each, each.uri("../two/voice.xml")) == ["TW509"])
        await until(lambda: codes(each, each.uri("voice.xml")) == ["TW102"])
