"""Fixes that rearrange whole elements, comments and template tags inside them kept as they are."""

from __future__ import annotations

from collections.abc import Iterable

from twimllint.engine.diagnostic import Edit, Fix, Span
from twimllint.engine.edits import raw, whole_lines
from twimllint.source.text import Source
from twimllint.source.tree import Node


def remove_elements(source: Source, nodes: Iterable[Node], *, title: str, safe: bool = False) -> Fix:
    """Drop several elements, each with its line where nothing else is on it."""
    return Fix(title, tuple([Edit(whole_lines(source, node.span), "") for node in nodes]), safe)


def move_behind(source: Source, node: Node, last: Node, *, safe: bool = False) -> Fix:
    """Take an element away and write it again behind ``last``, on a line of its own where both have one."""
    cut, lines = whole_lines(source, node.span), whole_lines(source, last.span)
    if cut != node.span and lines != last.span:
        moved, place = raw(source, cut), lines.end
        if not raw(source, lines).endswith(("\n", "\r")):
            moved = "\n" + moved.rstrip("\r\n")
    else:
        moved, place = raw(source, node.span), last.span.end
    title = f"move <{node.name}> behind <{last.name}>"
    return Fix(title, (Edit(cut, ""), Edit(Span(place, place), moved)), safe)
