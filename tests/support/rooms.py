"""What the tests of the room family share."""

from __future__ import annotations

from typing import Any

from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.fix import fix_source
from twimllint.engine.pipeline import lint_source
from twimllint.engine.registry import Registry
from twimllint.engine.result import FileResult
from twimllint.engine.settings import LintSettings
from twimllint.source.text import Source

REGISTRY = Registry.builtin()
ROOM_RULES = frozenset(i.name for i in REGISTRY if i.code.startswith("TW3") and i.name != "room-name-url-unsafe")
DEFAULTS = frozenset(info.name for info in REGISTRY if info.default)
SID = "RM00000000000000000000000000000001"
IN_CONNECT = "<Response><Connect>{}</Connect><Say>Nobody is in.</Say></Response>"


def run(text: str, names: frozenset[str] = DEFAULTS, **settings: Any) -> FileResult:
    return lint_source(Source.from_text(text, "x.twiml"), LintSettings(**settings), Dispatcher(REGISTRY, names))


def codes(text: str, **settings: Any) -> list[str]:
    """The codes of the room family that speak about a document, all of them selected but the one about URLs."""
    return [d.code for d in run(text, ROOM_RULES, **settings).diagnostics]


def only(text: str, code: str, **settings: Any) -> Diagnostic:
    return next(d for d in run(text, ROOM_RULES, **settings).diagnostics if d.code == code)


def fixed(text: str, unsafe: bool = True) -> str:
    plan = Dispatcher(REGISTRY, DEFAULTS)
    return fix_source(Source.from_text(text, "x.twiml"), LintSettings(), plan, unsafe=unsafe).source.text


def room(name: str, attributes: str = "") -> str:
    return IN_CONNECT.format(f"<Room{attributes}>{name}</Room>")
