"""Code actions: fixes, suppressions, pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from support.editor import applied, editor, range_of

pytestmark = pytest.mark.asyncio

FIX_ALL = "source.fixAll.twimllint"
TEXT = '<Response>\n  <say>Hello</say>\n  <Gather numDigit="1"/>\n  <Dial><say>x</say></Dial>\n</Response>\n'


def edits_of(action: types.CodeAction) -> list[types.TextEdit]:
    assert action.edit is not None
    assert action.edit.document_changes is not None
    (change,) = action.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    return list(change.edits)  # type: ignore[arg-type]


async def test_the_fix_of_a_finding(tmp_path: Path) -> None:
    async with editor(tmp_path) as each:
        await each.lint("voice.xml", TEXT)
        found = await each.actions(each.uri("voice.xml"), range_of(TEXT, "say"))
    fix = found[0]
    assert fix.title == "Rename <say> to <Say>"
    assert fix.is_preferred
    assert fix.diagnostics is not None
    assert [one.code for one in fix.diagnostics] == ["TW102"]
    assert applied(TEXT, edits_of(fix)) == TEXT.replace("<say>Hello</say>", "<Say>Hello</Say>")


async def test_all_safe_fixes(tmp_path: Path) -> None:
    async with editor(tmp_path) as each:
        await each.lint("voice.xml", TEXT)
        (every,) = await each.actions(each.uri("voice.xml"), range_of(TEXT, "Gather"), ["source.fixAll.twimllint"])
        (same,) = await each.actions(each.uri("voice.xml"), range_of(TEXT, "Gather"), ["source.fixAll"])
    assert every == same
    assert "<Say>Hello</Say>" in applied(TEXT, edits_of(every))


async def test_kinds_that_nobody_asked_for_are_left_out(tmp_path: Path) -> None:
    async with editor(tmp_path) as each:
        await each.lint("voice.xml", TEXT)
        assert await each.actions(each.uri("voice.xml"), range_of(TEXT, "say"), ["refactor"]) == []
        quick = await each.actions(each.uri("voice.xml"), range_of(TEXT, "say"), ["quickfix"])
        every = await each.actions(each.uri("voice.xml"), range_of(TEXT, "say"))
        unfiltered = await each.actions(each.uri("voice.xml"), range_of(TEXT, "say"), [])
    assert {action.kind for action in quick} == {types.CodeActionKind.QuickFix}
    assert [action.title for action in unfiltered] == [action.title for action in every]


async def test_suppressions(tmp_path: Path) -> None:
    async with editor(tmp_path) as each:
        await each.lint("voice.xml", TEXT)
        uri = each.uri("voice.xml")
        found = {action.title: action for action in await each.actions(uri, range_of(TEXT, "say"))}
        here = applied(TEXT, edits_of(found["Ignore element-wrong-case here"]))
        whole = applied(TEXT, edits_of(found["Ignore element-wrong-case in this file"]))
        assert "  <!-- twimllint: ignore[element-wrong-case] -->\n  <say>Hello" in here
        assert [one.code for one in await each.relint(uri, here)].count("TW102") == 1
        assert whole.startswith("<!-- twimllint: ignore-file[element-wrong-case] -->\n<Response>")
        assert "TW102" not in [one.code for one in await each.relint(uri, whole)]


async def test_the_page_of_a_rule(tmp_path: Path) -> None:
    async with editor(tmp_path) as each:
        await each.lint("voice.xml", TEXT)
        found = await each.actions(each.uri("voice.xml"), range_of(TEXT, "say"))
        command = next(action.command for action in found if action.command is not None)
        await each.client.workspace_execute_command_async(
            types.ExecuteCommandParams(command.command, arguments=command.arguments)
        )
        await each.hover(each.uri("voice.xml"), 0, 0)  # what the client is asked for meanwhile comes before the answer
        (shown,) = each.client.shown_documents
    assert shown.uri.endswith("/rules/element-wrong-case/")
    assert shown.external


async def test_all_safe_fixes_are_worked_out_when_they_are_chosen(tmp_path: Path) -> None:
    """An editor asks for actions at every move of the cursor."""
    async with editor(tmp_path) as each:
        await each.lint("voice.xml", TEXT)
        uri = each.uri("voice.xml")
        (every,) = [one for one in await each.actions(uri, range_of(TEXT, "numDigit")) if one.kind == FIX_ALL]
        assert every.edit is None
        each.change(uri, "<!-- x -->" + TEXT)
        resolved = await each.client.code_action_resolve_async(every)
        after = applied("<!-- x -->" + TEXT, edits_of(resolved))
        assert "<Say>Hello</Say>" in after
        assert after.startswith("<!-- x -->")
        (now,) = await each.actions(uri, range_of(TEXT, "numDigit"), ["source.fixAll"])
        assert now.edit == resolved.edit


async def test_a_client_that_does_not_resolve_has_the_edit_at_once(tmp_path: Path) -> None:
    def change(capabilities: types.ClientCapabilities) -> None:
        assert capabilities.text_document is not None
        assert capabilities.text_document.code_action is not None
        capabilities.text_document.code_action.resolve_support = None

    async with editor(tmp_path, change=change) as each:
        await each.lint("voice.xml", TEXT)
        found = await each.actions(each.uri("voice.xml"), range_of(TEXT, "numDigit"))
        (every,) = [one for one in found if one.kind == FIX_ALL]
        assert "<Say>Hello</Say>" in applied(TEXT, edits_of(every))


async def test_actions_of_somebody_else_are_resolved_to_themselves(tmp_path: Path) -> None:
    foreign: list[Any] = [None, 5, "file:///none.xml"]
    async with editor(tmp_path) as each:
        for data in foreign:
            action = types.CodeAction("x", FIX_ALL, data=data)
            assert await each.client.code_action_resolve_async(action) == action


async def test_all_safe_fixes_of_a_program(tmp_path: Path) -> None:
    program = 'A = "<Response><say>x</say></Response>"\nB = "<Response><Dial><say>y</say></Dial></Response>"\n'
    async with editor(tmp_path) as each:
        await each.lint("app.py", program, "python")
        (every,) = await each.actions(each.uri("app.py"), range_of(program, "B"), ["source.fixAll.twimllint"])
    assert applied(program, edits_of(every)) == program.replace("<say>x</say>", "<Say>x</Say>").replace(
        "<say>y</say>", "<Say>y</Say>"
    )
