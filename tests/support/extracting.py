"""Short ways to the documents of a program, for the tests of program text."""

from __future__ import annotations

from textwrap import dedent

from twimllint.host.documents import VirtualDocument
from twimllint.host.extract import Extracted, extract
from twimllint.host.languages import LANGUAGES, Language
from twimllint.host.mapped import Mapped

IMPORTS = (
    "from twilio.twiml.voice_response import VoiceResponse, Gather, Dial, Say\n"
    "from twilio.twiml.messaging_response import MessagingResponse\n"
)


def language(name: str) -> Language:
    return next(one for one in LANGUAGES if one.name == name)


def extracted(code: str, name: str = "python") -> Extracted:
    return extract(code, language(name))


def documents(code: str, name: str = "python") -> tuple[VirtualDocument, ...]:
    return extracted(dedent(code), name).documents


def texts(code: str, name: str = "python") -> list[str]:
    return [document.text for document in documents(code, name)]


def built(code: str) -> list[str]:
    """The documents of a function body in Python that ends by writing ``r``."""
    body = dedent(code).strip().replace("\n", "\n    ")
    return texts(f"{IMPORTS}def answer(items, flag):\n    r = VoiceResponse()\n    {body}\n    return str(r)\n")


def check_places(mapped: Mapped, source: str) -> None:
    """Each character of an exact piece is the file's own, and pieces keep to the file."""
    for piece in mapped.pieces:
        if piece.exact:
            assert source[piece.start : piece.end] == piece.text
        if not piece.invented:
            assert 0 <= piece.start <= piece.end <= len(source)
