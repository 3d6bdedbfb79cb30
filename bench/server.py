"""Measure the language server over pipes, as an editor uses it: ``python bench/server.py``.

Prints figures of this machine with the goal of each. Nothing here is a test.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from samples import BUILDER

UNIT = '  <Say voice="Polly.Joanna">Line number {n} of a long story &amp; more.</Say><Pause length="1"/>\n'
GATHER = '  <Gather action="/key" numDigits="1"><Play>https://cdn.acme.test/{n}.mp3</Play></Gather>\n'
PROGRAM = BUILDER + "\n"
#: As VS Code and Neovim say.
COMPLETION = {
    "completionItem": {"snippetSupport": True, "labelDetailsSupport": True, "tagSupport": {"valueSet": [1]},
                       "resolveSupport": {"properties": ["documentation"]}},
    "completionList": {"itemDefaults": ["editRange", "data", "insertTextFormat"]},
}  # fmt: skip


class Client:
    """An editor without a screen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.number = 0
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "twimllint", "server"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def start(self, settings: dict[str, Any] | None = None) -> float:
        """Initialize; the seconds since the process was begun."""
        self.ask("initialize", {
            "processId": None, "rootUri": self.folder.as_uri(),
            "workspaceFolders": [{"uri": self.folder.as_uri(), "name": "bench"}],
            "initializationOptions": {"settings": {"delay": 0, **(settings or {})}},
            "capabilities": {"textDocument": {"completion": COMPLETION}},
        })  # fmt: skip
        took = time.perf_counter() - self.started
        self.notify("initialized", {})
        return took

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def notify(self, method: str, params: Any) -> None:
        self.send({"method": method, "params": params})

    def receive(self) -> dict[str, Any]:
        output = self.process.stdout
        assert output is not None
        length = 0
        while (line := output.readline()) != b"\r\n":
            if line.startswith(b"Content-Length"):
                length = int(line.partition(b":")[2])
        message: dict[str, Any] = json.loads(output.read(length))
        return message

    def ask(self, method: str, params: Any) -> Any:
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == self.number and "method" not in message:
                return message.get("result")

    def open(self, name: str, text: str, language: str = "xml") -> str:
        uri = (self.folder / name).as_uri()
        self.notify("textDocument/didOpen", {
            "textDocument": {"uri": uri, "languageId": language, "version": 1, "text": text}
        })  # fmt: skip
        self.published(uri, 1)
        return uri

    def change(self, uri: str, version: int, line: int, text: str) -> None:
        place = {"line": line, "character": 0}
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": version},
            "contentChanges": [{"range": {"start": place, "end": place}, "text": text}],
        })  # fmt: skip

    def undo(self, uri: str, version: int, line: int, length: int) -> None:
        span = {"start": {"line": line, "character": 0}, "end": {"line": line, "character": length}}
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": version}, "contentChanges": [{"range": span, "text": ""}],
        })  # fmt: skip

    def published(self, uri: str, version: int) -> int:
        while True:
            message = self.receive()
            params = message.get("params", {})
            if message.get("method") == "textDocument/publishDiagnostics" and (params["uri"], version) == (
                uri, params.get("version"),
            ):  # fmt: skip
                return len(params["diagnostics"])

    def processor(self) -> float:
        """Processor time so far, in seconds."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Resident memory in MB."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return 0.0

    def stop(self) -> None:
        self.ask("shutdown", None)
        self.notify("exit", None)
        self.process.wait(20)


#: The goals that were missed, for the last line.
MISSED: list[str] = []


def row(name: str, found: str, value: float, goal: float, unit: str) -> None:
    """Print a figure as it is shown, and whether its value is within the goal."""
    reached = value <= goal
    if not reached:
        MISSED.append(f"{name.strip()} ({value:.3g}{unit}, goal {goal:g}{unit})")
    print(f"  {name:<52} {found:>18}   goal {goal:g}{unit}: {'reached' if reached else 'MISSED'}")


def p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]


def timed(name: str, seconds: list[float], milliseconds: float) -> None:
    """A row for times that all but the slowest few must keep."""
    late = p95(seconds) * 1000
    row(f"{name} (median / p95)", f"{statistics.median(seconds) * 1000:.1f} / {late:.1f} ms", late, milliseconds, " ms")


def busy(seconds: float, milliseconds: float) -> None:
    """A row for the processor time for what the row before measures, which other programs do not change."""
    row("  its processor time (mean)", f"{seconds * 1000:.1f} ms", seconds * 1000, milliseconds, " ms")


def document(size: int) -> str:
    parts, n = ["<Response>\n"], 0
    while sum(map(len, parts)) < size:
        parts.append((UNIT if n % 4 else GATHER).format(n=n))
        n += 1
    return "".join(parts) + "</Response>\n"


def start_up(folder: Path) -> None:
    seconds = []
    for _ in range(5):
        client = Client(folder)
        seconds.append(client.start())
        client.stop()
    middle = statistics.median(seconds)
    row("server up (median)", f"{middle:.2f} s", middle, 0.9, " s")


def keystrokes(client: Client, uri: str, line: int, text: str, times: int = 100) -> tuple[list[float], float]:
    """The seconds from each key to its diagnostics, and the mean of the processor time that they took."""
    seconds, version, before = [], 1, client.processor()
    for _ in range(times // 2):
        for act in (lambda v: client.change(uri, v, line, text), lambda v: client.undo(uri, v, line, len(text))):
            version += 1
            begin = time.perf_counter()
            act(version)
            client.published(uri, version)
            seconds.append(time.perf_counter() - begin)
    return seconds, (client.processor() - before) / times


def requests(client: Client, uri: str, line: int) -> None:
    for name, method, character in (
        ("hover on an element", "hover", 4),
        ("hover on a voice", "hover", 22),
        ("completion of elements", "completion", 0),
        ("completion of attributes", "completion", 7),
        ("completion of voices", "completion", 22),
    ):
        params = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
        client.ask(f"textDocument/{method}", params)
        seconds = []
        for _ in range(30):
            begin = time.perf_counter()
            client.ask(f"textDocument/{method}", params)
            seconds.append(time.perf_counter() - begin)
        timed(name, seconds, 20)


def typing(folder: Path) -> None:
    """Completion of the text as it has just become, as it is asked for while somebody types; the linter waits."""
    client = Client(folder)
    client.start({"delay": 5000})
    text = document(64_000)
    uri = client.open("typed.xml", text)
    line = text.count("\n") // 2
    seconds, version, before = [], 1, client.processor()
    place = {"textDocument": {"uri": uri}, "position": {"line": line, "character": 22}}
    for _ in range(30):
        version += 1
        client.change(uri, version, line + 1, "x")
        begin = time.perf_counter()
        client.ask("textDocument/completion", place)
        seconds.append(time.perf_counter() - begin)
    timed("completion of voices after a key", seconds, 20)
    busy((client.processor() - before) / 30, 20)
    client.stop()


def editing(folder: Path) -> None:
    client = Client(folder)
    client.start()
    text = document(64_000)
    uri = client.open("long.xml", text)
    line = text.count("\n") // 2
    seconds, processor = keystrokes(client, uri, line, "x")
    timed(f"keystroke in {len(text) // 1000} KB", seconds, 60)
    busy(processor, 60)
    requests(client, uri, line)
    client.stop()
    client = Client(folder)
    client.start()
    program = "from twilio.twiml.voice_response import Gather, VoiceResponse\n" + "".join(
        PROGRAM.format(n=n) for n in range(100)
    )
    uri = client.open("app.py", program, "python")
    seconds, processor = keystrokes(client, uri, program.count("\n") // 2, "#", 40)
    timed(f"keystroke in {program.count(chr(10))} lines of Python", seconds, 100)
    busy(processor, 100)
    client.stop()


def memory(folder: Path) -> None:
    client = Client(folder)
    client.start()
    text = document(8_000)
    uri = client.open("edited.xml", text)
    figures = []
    version = 1
    for times in (100, 9_900):
        for number in range(times):
            version += 1
            client.change(uri, version, 3, "x") if number % 2 else client.undo(uri, version, 3, 1)
            if number % 10 == 9:
                client.published(uri, version)
                client.ask(
                    "textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 2, "character": 4}}
                )
        figures.append(client.memory())
    client.stop()
    first, last = figures
    more = 100 * (last / first - 1)
    row("memory after 100 and 10,000 edits", f"{first:.0f} / {last:.0f} MB", more, 20, " % more")


def workspace(folder: Path) -> None:
    for number in range(2000):
        path = folder / f"part{number // 100}" / f"voice{number}.xml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            f"<Response><Connect><Room>room {number % 50}</Room></Connect></Response>\n" + "<!-- x -->\n" * 20
        )
    client = Client(folder)
    client.start()
    begin = time.perf_counter()
    uri = client.open("open.xml", "<Response><Connect><Room>room 1</Room></Connect></Response>")
    seconds = []
    position = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 3}}
    client.number += 1
    waiting = client.number
    rename = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 27}, "newName": "other"}
    client.send({"id": waiting, "method": "textDocument/rename", "params": rename})
    done = False
    while not done:
        client.number += 1
        asked = time.perf_counter()
        client.send({"id": client.number, "method": "textDocument/hover", "params": position})
        while True:
            message = client.receive()
            if message.get("id") == waiting and "method" not in message:
                done = True
                changed = len(message["result"]["changes"])
            elif message.get("id") == client.number and "method" not in message:
                break
        seconds.append(time.perf_counter() - asked)
    took = time.perf_counter() - begin
    client.stop()
    row(f"2,000 files indexed, {changed} renamed in", f"{took:.2f} s", took, 5, " s")
    timed("hover meanwhile", seconds, 20)


def main() -> None:
    print("language server")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start_up(folder)
        editing(folder)
        typing(folder)
        memory(folder)
        workspace(folder)
    print(f"\ngoals: {'all reached' if not MISSED else 'missed: ' + '; '.join(MISSED)}")


if __name__ == "__main__":
    main()
