"""The server at a socket, as it is debugged."""

from __future__ import annotations

import asyncio
import socket
import sys
from pathlib import Path

import pytest
from lsprotocol import types
from pytest_lsp import client_capabilities, make_test_lsp_client

from support.editor import PATIENCE, Editor, listen, range_of

pytestmark = pytest.mark.asyncio

TEXT = '<Response>\n  <say>Grüße</say>\n  <Gather method=""/>\n</Response>\n'


def free_port(host: str) -> int:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as free:
        try:
            free.bind((host, 0))
        except OSError as error:
            pytest.skip(f"no {host} here: {error}")
        return int(free.getsockname()[1])


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
async def test_a_whole_session(tmp_path: Path, host: str) -> None:
    port = free_port(host)
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "twimllint", "server", "--tcp", address, cwd=tmp_path
    )
    client = make_test_lsp_client()
    client.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda _params: None)
    try:
        for _ in range(PATIENCE * 10):
            try:
                await client.start_tcp(host, port)
                break
            except OSError:
                await asyncio.sleep(0.1)
        folders = [types.WorkspaceFolder(tmp_path.as_uri(), tmp_path.name)]
        params = types.InitializeParams(client_capabilities("visual_studio_code"), workspace_folders=folders)
        result = await asyncio.wait_for(client.initialize_session(params), PATIENCE)
        each = Editor(client, tmp_path, result, [])
        listen(each)
        found = await each.lint("voice.xml", TEXT)
        assert [one.range for one in found if one.code == "TW102"] == [range_of(TEXT, "say")]
        uri = each.uri("voice.xml")
        text = await each.hover(uri, 2, 5)
        assert text is not None
        assert "**`<Gather>`**" in text
        completions = await client.text_document_completion_async(
            types.CompletionParams(types.TextDocumentIdentifier(uri), range_of(TEXT, '"/>').start)
        )
        assert {"GET", "POST"} <= {item.label for item in completions.items}
        assert "TW102" not in [one.code for one in await each.relint(uri, TEXT.replace("say", "Say"))]
        await asyncio.wait_for(client.shutdown_async(None), PATIENCE)
        client.exit(None)
        await asyncio.wait_for(process.wait(), PATIENCE)
        assert process.returncode == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        await client.stop()


async def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "twimllint", "server", "--tcp", address, cwd=tmp_path, stderr=asyncio.subprocess.PIPE
        )
        _, said = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode == 2
    assert f"{address} cannot be listened at" in said.decode()
