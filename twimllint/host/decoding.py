"""From the bytes of a program to its text."""

from __future__ import annotations

import re
from codecs import lookup

from twimllint.source.text import Source

_PYTHON = (".py", ".pyw", ".pyi")
#: The declaration of an encoding, in the first two lines.
_CODING = re.compile(rb"(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n?|\n))?[ \t\f]*#[^\r\n]*?coding[:=][ \t]*([-\w.]+)")


def decode_program(raw: bytes, path: str) -> Source:
    """The text of a program or documentation file. Never raises; bytes that are no UTF-8 are kept as surrogates.

    A program in Python says in its first lines if it has another encoding.
    """
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if raw.startswith(mark):
            return Source(path, raw, raw.decode(encoding, "replace"), encoding)
    declared = _CODING.match(raw) if path.endswith(_PYTHON) else None
    if declared is not None:
        try:
            encoding = lookup(declared[1].decode("ascii")).name
            return Source(path, raw, raw.decode(encoding), encoding)
        except (LookupError, UnicodeError):  # Python cannot read it either
            pass
    return Source(path, raw, raw.decode("utf-8", "surrogateescape"))
