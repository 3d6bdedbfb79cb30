"""The headers of messages, read leniently: pygls knows one spelling, and misses the message behind any other."""

from __future__ import annotations

import re
from typing import BinaryIO

#: The length may come behind what a client wrote without a line end: the message after such a slip is found again.
_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*(.*?)[ \t]*\r?\n?\Z", re.IGNORECASE | re.DOTALL)
#: Nobody sends a gigabyte.
_DIGITS = re.compile(rb"[0-9]{1,9}")


class Headers:
    r"""A stream of messages with their headers in the usual spelling.

    >>> from io import BytesIO
    >>> stream = Headers(BytesIO(b"content-length:2\n\n{}{garbage}Content-Length: 3\r\n"))
    >>> stream.readline(), stream.readline(), stream.read(2), stream.readline()
    (b'Content-Length: 2\r\n', b'\r\n', b'{}', b'Content-Length: 3\r\n')
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readline(self) -> bytes:
        """The next line."""
        line = self._stream.readline()
        length = _LENGTH.search(line)
        if length is not None:
            return b"Content-Length: %d\r\n" % int(length[1]) if _DIGITS.fullmatch(length[1]) else b"Unreadable: -\r\n"
        return b"\r\n" if line == b"\n" else line

    def read(self, size: int) -> bytes:
        """The next bytes of a message."""
        return self._stream.read(size)
