"""A session of garbage: whatever a client sends, the next request is answered."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.asyncio

PATIENCE = 30
TEXT = "<Response><say>Hello</say></Response>\n"


class Wire:
    """The server as bytes."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.number = 0
        self.received: list[dict[str, Any]] = []

    def send(self, body: bytes | str | object, header: str | None = None) -> None:
        if not isinstance(body, bytes):
            body = (body if isinstance(body, str) else json.dumps(body)).encode()
        assert self.process.stdin is not None
        self.process.stdin.write((header or f"Content-Length: {len(body)}\r\n\r\n").encode() + body)

    def notify(self, method: str, params: Any = None) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def request(self, method: str, params: Any = None) -> int:
        self.number += 1
        self.send({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params})
        return self.number

    async def receive(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        length = 0
        while (line := await asyncio.wait_for(self.process.stdout.readline(), PATIENCE)) != b"\r\n":
            assert line, "the server has gone"
            name, _, value = line.decode().partition(": ")
            length = int(value) if name == "Content-Length" else length
        message: dict[str, Any] = json.loads(await self.process.stdout.readexactly(length))
        self.received.append(message)
        if "method" in message and "id" in message:
            empty = [None] if message["method"] == "workspace/configuration" else None
            self.send({"jsonrpc": "2.0", "id": message["id"], "result": empty})
        return message

    async def answer(self, number: int | str | None) -> dict[str, Any]:
        """The answer to a request; everything before it is kept in ``received``."""
        while True:
            message = await self.receive()
            if "method" not in message and message.get("id") == number:
                return message

    async def ask(self, method: str, params: Any = None) -> dict[str, Any]:
        return await self.answer(self.request(method, params))

    async def alive(self) -> None:
        """A document can be opened and asked about."""
        uri = f"file:///garbage/{self.number}.xml"
        self.notify("textDocument/didOpen", {"textDocument": item(uri, TEXT)})
        found = await self.ask("textDocument/hover", place(uri, 0, 2))
        assert "Response" in found["result"]["contents"]["value"]


def item(uri: str, text: str) -> dict[str, Any]:
    return {"uri": uri, "languageId": "xml", "version": 1, "text": text}


def place(uri: str, line: int, character: int) -> dict[str, Any]:
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}


def server(folder: Path, *arguments: str) -> dict[str, Any]:
    environment = {**os.environ, "PYTHONASYNCIODEBUG": "0"}
    return {"args": (sys.executable, "-m", "twimllint", "server", *arguments), "cwd": folder, "env": environment}


@asynccontextmanager
async def wire(folder: Path, *, start: bool = True) -> AsyncIterator[Wire]:
    options = server(folder)
    process = await asyncio.create_subprocess_exec(
        *options["args"], cwd=folder, env=options["env"], limit=1 << 24,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    each = Wire(process)
    try:
        if start:
            await each.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}})
            each.notify("initialized", {})
        yield each
        assert process.stdin is not None
        if start:
            await each.ask("shutdown")
            each.notify("exit")
        else:
            process.stdin.close()
        await asyncio.wait_for(process.communicate(), PATIENCE)
        assert process.returncode == (0 if start else 1)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


MESSAGES: tuple[bytes | str, ...] = ("{", "[]", "null", "7", '"x"', "{}", '{"jsonrpc": "1.0"}', '{"jsonrpc": "2.0"}', '{"jsonrpc": "2.0", "id": 1}',
     '{"jsonrpc": "2.0", "method": 3}', '{"jsonrpc": "2.0", "id": {}, "method": "x"}',
     '{"jsonrpc": "2.0", "id": "x", "result": {"a b": [1, {"c": null}]}}',
     '{"jsonrpc": "2.0", "id": "x", "error": {"code": "?"}}',
     '{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {}}',
     '{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": {"uri": "x", "version": 1}}}',
     '{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 99}}',
     '{"jsonrpc": "2.0", "method": "$/cancelRequest"}',
     b"\xff\xfe\x00", "[" * 100_000, '{"jsonrpc": "2.0", "method": "$/unknown", "params": [1, 2]}',)  # fmt: skip


async def test_bodies_that_are_no_twiml_messages(tmp_path: Path) -> None:
    async with wire(tmp_path) as each:
        for body in MESSAGES:
            each.send(body)
            await each.alive()


async def test_requests_of_a_wrong_form_are_answered(tmp_path: Path) -> None:
    async with wire(tmp_path) as each:
        assert (await each.ask("textDocument/hover", {"no": 1}))["error"]["code"] == -32602
        assert (await each.ask("textDocument/hover"))["error"]["code"] == -32602
        assert (await each.ask("textDocument/codeAction", {"textDocument": 5}))["error"]["code"] == -32602
        assert (await each.ask("twimllint/unknown", {"a": 1}))["error"]["code"] == -32601
        assert (await each.ask("workspace/executeCommand", {"command": "rm"}))["error"]["code"] == -32602
        page = {"command": "twimllint.openRule"}
        assert (await each.ask("workspace/executeCommand", page))["error"]["code"] == -32602
        assert (await each.ask("initialize", {"capabilities": {}, "processId": None}))["error"]["code"] == -32600
        await each.alive()


async def test_nothing_before_initialize(tmp_path: Path) -> None:
    async with wire(tmp_path, start=False) as each:
        each.notify("textDocument/didOpen", {"textDocument": item("file:///a.xml", TEXT)})
        assert (await each.ask("textDocument/hover", place("file:///a.xml", 0, 2)))["error"]["code"] == -32002


async def test_headers_of_all_kinds(tmp_path: Path) -> None:
    async with wire(tmp_path) as each:
        each.send(b"", header="Nonsense\r\n\r\n")
        each.send(b"", header="Content-Length: many\r\n\r\n")
        each.send(b"", header="\r\n\r\n\r\n")
        body = {"jsonrpc": "2.0", "method": "$/x"}
        length = len(json.dumps(body))
        each.send(body, header=f"Content-Type: application/vscode-jsonrpc\r\nContent-Length: {length}\r\n\r\n")
        each.send(b"", header="Content-Length: 0\r\n\r\n")
        each.send(b"", header="Content-Length: -5\r\n\r\n")
        each.send(b"", header="Content-Length: 99999999999999\r\n\r\n")
        each.send(b"", header=f"Content-Length: {'9' * 5000}\r\n\r\n")
        await each.alive()


@pytest.mark.parametrize(
    "header",
    ["content-length: {}\r\n\r\n", "CONTENT-LENGTH:{} \r\n\r\n", "Content-Length: {}\n\n"],
)
async def test_headers_in_other_spellings(tmp_path: Path, header: str) -> None:
    async with wire(tmp_path) as each:
        request = {
            "jsonrpc": "2.0",
            "id": "odd",
            "method": "textDocument/hover",
            "params": place("file:///x.xml", 0, 0),
        }
        each.send(request, header=header.format(len(json.dumps(request))))
        assert (await each.answer("odd"))["result"] is None


@pytest.mark.parametrize("garbage", ["{}", '{"jsonrpc": "2.0"}', "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "\0"])
async def test_a_message_without_a_header_takes_no_other_with_it(tmp_path: Path, garbage: str) -> None:
    async with wire(tmp_path) as each:
        each.send(garbage, header="X: 1\r\n\r\n")
        await each.alive()


async def test_nothing_after_shutdown(tmp_path: Path) -> None:
    async with wire(tmp_path) as each:
        await each.ask("shutdown")
        assert (await each.ask("textDocument/hover", place("file:///a.xml", 0, 2)))["error"]["code"] == -32600


async def test_documents_in_disorder(tmp_path: Path) -> None:
    uri = (tmp_path / "voice.xml").as_uri()
    document = {"uri": uri}
    everything = {"start": {"line": 9, "character": 9}, "end": {"line": 2, "character": 99}}
    async with wire(tmp_path) as each:
        each.notify("textDocument/didClose", {"textDocument": document})
        each.notify("textDocument/didSave", {"textDocument": document})
        each.notify("textDocument/didChange", {"textDocument": {**document, "version": 2}, "contentChanges": []})
        each.notify("textDocument/didOpen", {"textDocument": item(uri, TEXT)})
        each.notify("textDocument/didOpen", {"textDocument": item(uri, TEXT)})
        change = {"range": everything, "text": "<!-- x -->"}
        each.notify("textDocument/didChange", {"textDocument": {**document, "version": 0}, "contentChanges": [change]})
        assert (await each.ask("textDocument/hover", place(uri, 99, 99)))["result"] is None
        each.notify("textDocument/didClose", {"textDocument": document})
        each.notify("textDocument/didClose", {"textDocument": document})
        assert (await each.ask("textDocument/hover", place(uri, 0, 2)))["result"] is None
        await each.alive()


ADDRESSES = (
    "", "untitled:Untitled-1", "vscode-notebook-cell:/a#b", "file://", "file:///%00/a.xml", "git:/a.xml?{}", "::",
    "/a.xml",
)  # fmt: skip


async def test_addresses_of_all_kinds(tmp_path: Path) -> None:
    async with wire(tmp_path) as each:
        for uri in ADDRESSES:
            each.notify("textDocument/didOpen", {"textDocument": item(uri, TEXT)})
            found = await each.ask("textDocument/codeAction", {
                "textDocument": {"uri": uri}, "context": {"diagnostics": []},
                "range": {"start": {"line": 0, "character": 11}, "end": {"line": 0, "character": 12}},
            })  # fmt: skip
            assert any("<Say>" in action["title"] for action in found["result"]), uri
            found = await each.ask("textDocument/documentLink", {"textDocument": {"uri": uri}})
            assert found["result"] == [], uri
            await each.alive()


async def test_a_file_that_is_deleted(tmp_path: Path) -> None:
    file = tmp_path / "voice.xml"
    file.write_text(TEXT)
    async with wire(tmp_path) as each:
        each.notify("textDocument/didOpen", {"textDocument": item(file.as_uri(), TEXT)})
        file.unlink()
        each.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": file.as_uri(), "type": 3}]})
        each.notify("textDocument/didSave", {"textDocument": {"uri": file.as_uri()}})
        found = await each.ask("textDocument/documentSymbol", {"textDocument": {"uri": file.as_uri()}})
        assert [symbol["name"] for symbol in found["result"]] == ["Response", "say"]


async def test_a_folder_that_is_deleted(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    async with wire(folder) as each:
        folder.rmdir()
        await each.alive()
        assert (await each.ask("workspace/executeCommand", {"command": "twimllint.lintWorkspace"}))["result"] is None


async def test_a_thousand_rapid_changes(tmp_path: Path) -> None:
    uri = (tmp_path / "voice.xml").as_uri()
    async with wire(tmp_path) as each:
        each.notify("textDocument/didOpen", {"textDocument": item(uri, TEXT)})
        for version in range(2, 1002):
            start = {"line": 0, "character": 10}
            change = {"range": {"start": start, "end": start}, "text": "<say>x</say>" if version % 2 else "<!-- -->"}
            each.notify(
                "textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]}
            )
        while True:
            message = await each.receive()
            if message.get("params", {}).get("version") == 1001:
                break
    published = [m for m in each.received if m.get("method") == "textDocument/publishDiagnostics"]
    assert len(published) < 100, "changes in quick succession are linted once"
    wrong = [d for d in published[-1]["params"]["diagnostics"] if d["code"] == "TW102"]
    assert len(wrong) == 501


async def test_a_request_that_is_cancelled(tmp_path: Path) -> None:
    uri = (tmp_path / "voice.xml").as_uri()
    async with wire(tmp_path) as each:
        each.notify("textDocument/didOpen", {"textDocument": item(uri, TEXT * 3)})
        number = each.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        each.notify("$/cancelRequest", {"id": number})
        answer = await each.answer(number)
        assert "result" in answer or answer["error"]["code"] == -32800
        found = await each.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        assert found["result"]["items"]


async def test_large_documents(tmp_path: Path) -> None:
    uri = (tmp_path / "voice.xml").as_uri()
    text = "<Response>" + "<Say>" * 3000 + "x & y" + "</Gather>" * 3000
    async with wire(tmp_path) as each:
        each.notify("textDocument/didOpen", {"textDocument": item(uri, text)})
        for method in ("documentSymbol", "foldingRange", "documentLink"):
            assert "result" in await each.ask(f"textDocument/{method}", {"textDocument": {"uri": uri}}), method
        for method in ("hover", "completion", "linkedEditingRange", "definition", "prepareRename"):
            assert "result" in await each.ask(f"textDocument/{method}", place(uri, 0, 15_009)), method
        positions = {"textDocument": {"uri": uri}, "positions": [{"line": 0, "character": 15_009}]}
        assert "result" in await each.ask("textDocument/selectionRange", positions)


async def test_the_client_goes_without_a_word(tmp_path: Path) -> None:
    async with wire(tmp_path, start=False) as each:
        await each.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
