"""What the tests of the room family share."""

from __future__ import annotations

from typing import Any

from support.lint import DEFAULT, family, lint
from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.result import FileResult

ROOM_RULES = family("TW3") - {"room-name-url-unsafe"}
SID = "RM00000000000000000000000000000001"
IN_CONNECT = "<Response><Connect>{}</Connect><Say>Nobody is in.</Say></Response>"


def run(text: str, rules: frozenset[str] = DEFAULT, **settings: Any) -> FileResult:
    return lint(text, rules=rules, **settings).result


def codes(text: str, **settings: Any) -> list[str]:
    """The codes of the room family that speak about a document, all of them selected but the one about URLs."""
    return lint(text, rules=ROOM_RULES, **settings).codes


def only(text: str, code: str, **settings: Any) -> Diagnostic:
    return next(d for d in run(text, ROOM_RULES, **settings).diagnostics if d.code == code)


def fixed(text: str, unsafe: bool = True) -> str:
    return lint(text).fixed(unsafe=unsafe)


def room(name: str, attributes: str = "") -> str:
    return IN_CONNECT.format(f"<Room{attributes}>{name}</Room>")
