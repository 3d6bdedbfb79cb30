"""As much of an LSP client as it takes to ask a server about one document."""

import json
import subprocess
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

from support.recipes import environment


class Client:
    """Talks to a server over its standard input and output; use it in a ``with`` statement."""

    def __init__(self, command: list[str], cwd: Path, home: Path) -> None:
        self.process = subprocess.Popen(
            command,
            cwd=cwd,
            env=environment(home),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.messages: Queue[dict[str, Any]] = Queue()
        self.number = 0
        Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while line := stream.readline():
            length = 0
            while line.strip():
                name, _, value = line.decode("ascii").partition(":")
                length = int(value) if name.lower() == "content-length" else length
                line = stream.readline()
            self.messages.put(json.loads(stream.read(length)))

    def notify(self, method: str, params: dict[str, Any], **more: object) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self.number += 1
        self.notify(method, params, id=self.number)
        return self.wait(lambda message: message.get("id") == self.number and "method" not in message)["result"]

    def wait(self, wanted: Any) -> dict[str, Any]:
        """The next message that is wanted; the others are dropped."""
        while True:
            try:
                message = self.messages.get(timeout=20)
            except Empty:
                raise AssertionError("the server does not answer") from None
            if wanted(message):
                return message
