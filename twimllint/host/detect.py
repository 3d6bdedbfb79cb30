"""Which files may hold TwiML in program text or documentation: by their names and by a search of their bytes."""

from __future__ import annotations

import re

from twimllint.files.detect import candidate
from twimllint.host.languages import Language, language_of

#: A program that answers Twilio names one of these; most programs hold none.
_HINTS = (b"Response", b"twiml", b"TwiML")
_TEST_FILE = re.compile(
    r"(?:^|/)(?:tests?|specs?|__tests__|__mocks__|fixtures|testdata|e2e)/|"
    r"(?:^|/)(?:test_[^/]*|conftest)\.py$|[_.-](?:tests?|specs?)\.[a-z]+$|(?:Tests?|Spec|IT)\.(?:java|cs|php)$"
)


def program_language(path: str) -> Language | None:
    """The language of a file that is no XML document, template of one or other; by its name alone."""
    name = path.replace("\\", "/").rpartition("/")[2]
    return None if candidate(name) else language_of(name)


def may_hold_twiml(raw: bytes) -> bool:
    """Whether a search of the bytes finds a word that TwiML in a program cannot do without."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raw = raw.replace(b"\0", b"")
    return any(hint in raw for hint in _HINTS)


def is_test_file(path: str) -> bool:
    """Whether a path is that of a test or its material, by the customs of the languages."""
    return _TEST_FILE.search(path.replace("\\", "/")) is not None
