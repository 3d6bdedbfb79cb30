"""Start the server: over standard input and output, or over a socket for debugging."""

from __future__ import annotations

import os
import sys
from typing import Any, BinaryIO

from twimllint.server import features, handlers
from twimllint.server.app import Server
from twimllint.server.garbage import collect_in_pauses
from twimllint.server.headers import Headers


def make() -> Server:
    """A server that answers everything it can."""
    server = Server()
    for method, handler, options in (*handlers.HANDLERS, *features.HANDLERS):
        server.feature(method, options)(handler)
    for name, handler in handlers.COMMANDS:
        server.command(name)(handler)
    return server


def serve() -> int:
    """Serve the client at standard input and output until it goes; the exit code that the protocol asks for."""
    collect_in_pauses()
    server = make()
    reader: Any = Headers(sys.stdin.buffer)  # no whole stream is needed
    server.start_io(reader, _own_output())
    return 0 if server.stopped else 1


def serve_tcp(host: str, port: int) -> int:
    """Serve one client at a socket. Raises ``OSError`` where it cannot be opened."""
    collect_in_pauses()
    server = make()
    server.start_tcp(host, port)
    return 0 if server.stopped else 1


def _own_output() -> BinaryIO:
    """Standard output for the protocol only: what a plugin prints goes to standard error."""
    sys.stdout.flush()
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    sys.stdout = sys.stderr
    return output
