"""Elements that an element may be in, for parts of documents that are written by themselves."""

from __future__ import annotations

from functools import cache

from twimllint.schema.grammar import load

#: No path from an element up to the root is longer.
_STEPS = 8


@cache
def frame_of(element: str, channel: str) -> tuple[str, str]:
    """The start tags that must come before an element to make a document of it, and the end tags after it."""
    path = path_to(element, channel) or ["Response"]
    return "".join([f"<{name}>" for name in path]), "".join([f"</{name}>" for name in reversed(path)])


@cache
def path_to(element: str, channel: str) -> list[str] | None:
    """The elements around one, from the root down, on a way that the schema allows; ``None`` where there is none."""
    grammar = load("messaging" if channel == "messaging" else "voice")
    path: list[str] = []
    name = element
    for _ in range(_STEPS):
        parents = grammar.parents(name)
        if not parents:
            return None
        name = "Response" if "Response" in parents else parents[0]
        path.insert(0, name)
        if name == "Response":
            return path
    return None
