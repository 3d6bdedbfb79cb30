"""Kate on a screen of its own (Xvfb), with the language server: what it receives, and what it then draws.

With ``TWIMLLINT_PICTURES=FOLDER`` the screen is written there as ``kate.png``, for the documentation.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from support.recipes import BIN, environment, put
from support.tools import tool

#: One mistake, behind letters of one to four bytes.
DOCUMENT = """\
<Response>
  <Gather numDigits="1" action="/menu">
    <Say>Grüße, 𝔸!</Say><say>Press 1 for sales.</say>
  </Gather>
  <Redirect>/menu</Redirect>
</Response>
"""
SIZE = (960, 600)
#: The colour behind lines with an error, in Kate's light theme.
ERROR_LINE = bytes((255, 229, 229))

#: The plugin on, the question whether the server may be started answered, and nothing else on the screen.
SETTINGS = """
[General]
Show Url Nav Bar=false
Show welcome view for new window=false

[Kate Plugins]
lspclientplugin=true

[lspclient]
AllowedServerCommandLines={server} server

[KTextEditor View]
Scroll Bar MiniMap=false
"""

#: Stands for the server's command and keeps what the server says.
RECORDER = """#!/bin/sh
'{server}' "$@" 2>>'{log}.errors' | tee -a '{log}'
"""


def wait_for(what: str, condition: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, f"in vain: {what}"
        time.sleep(0.1)


def published(log: Path) -> list[dict[str, Any]]:
    """The last diagnostics that the server has published; those of a closed file are empty."""
    said = log.read_text(encoding="utf-8") if log.exists() else ""
    for message in reversed(re.split(r"Content-Length:[^\n]*\n(?:[^\n]+\n)*\r?\n", said)):
        if '"textDocument/publishDiagnostics"' in message and message.endswith("}"):
            found = json.loads(message)["params"]["diagnostics"]
            if found:
                return list(found)
    return []


def screen(display: str) -> bytes:
    """The screen as three bytes for each point."""
    command = [tool("import"), "-display", display, "-window", "root", "-depth", "8", "rgb:-"]
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout


def test_mistakes_are_marked(project: Path, home: Path) -> None:
    name = "größe/menü.xml"  # Kate knows XML by its suffix
    (project / name).parent.mkdir()
    (project / name).write_text(DOCUMENT, encoding="utf-8")
    (home / "bin").mkdir()
    server, log = home / "bin/twimllint", home / "server.log"
    server.write_text(RECORDER.format(server=BIN / "twimllint", log=log))
    server.chmod(0o755)
    put(home / ".config/kate/lspclient/settings.json", "kate-lsp")
    (home / ".config/katerc").write_text(SETTINGS.format(server=server))
    values = environment(home) | {"PATH": f"{home}/bin:{os.environ['PATH']}", "QT_QPA_PLATFORM": "xcb"}
    home.chmod(0o700)
    kate = tool("kate")
    reader, writer = os.pipe()
    xvfb = subprocess.Popen(
        [tool("Xvfb"), "-displayfd", str(writer), "-screen", "0", "{}x{}x24".format(*SIZE), "-nolisten", "tcp"],
        pass_fds=[writer], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        os.close(writer)
        with os.fdopen(reader) as number:
            display = f":{number.readline().strip()}"
        editor = subprocess.Popen(
            [kate, "--new", "--block", name], cwd=project, env=values | {"DISPLAY": display},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            wait_for("the server's findings", lambda: published(log))
            wait_for("the marked lines", lambda: screen(display).count(ERROR_LINE) > 200)
            take_picture(display)
        finally:
            os.killpg(editor.pid, signal.SIGTERM)
            editor.wait(30)
    finally:
        xvfb.terminate()
        xvfb.wait(30)
    [found] = published(log)
    assert (found["code"], found["severity"]) == ("TW102", 1)
    assert found["range"] == {"start": {"line": 2, "character": 26}, "end": {"line": 2, "character": 29}}


def take_picture(display: str) -> None:
    folder = os.environ.get("TWIMLLINT_PICTURES")
    if folder is None or shutil.which("import") is None:
        return
    subprocess.run(
        ["import", "-display", display, "-window", "root", "-trim", f"{folder}/kate.png"], check=True, timeout=60
    )
