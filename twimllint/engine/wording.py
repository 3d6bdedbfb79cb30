"""Small pieces of messages, so that all rules put things in the same words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from twimllint.engine.diagnostic import Span
from twimllint.renamed import renamed_names
from twimllint.source.tree import Document, Node

if TYPE_CHECKING:
    from twimllint.schema.model import SimpleType


def tags(names: Sequence[str], last: str = "and") -> str:
    """Element names as they are written in messages: ``<Say>, <Play> and <Pause>``."""
    return listed([f"<{name}>" for name in names], last)


def quoted(values: Sequence[str], last: str = "or", most: int = 12) -> str:
    """Values in quotes: ``"a", "b" or "c"``; of more than ``most`` the first ones, and how many there are."""
    if len(values) > most:
        first = ", ".join([f'"{value}"' for value in values[: most // 2]])
        return f"{first} and {len(values) - most // 2} others"
    return listed([f'"{value}"' for value in values], last)


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as an enumeration: ``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def shortened(text: str, most: int = 40) -> str:
    """A text of the user's for a message: its white space as single blanks, and no longer than ``most``."""
    plain = " ".join(text[: most * 4].split())
    return plain if len(plain) <= most else plain[: most - 3].rstrip() + "..."


def number(type: SimpleType) -> str:
    """The numbers that a type allows: ``a whole number of seconds from 5 to 600``, ``... or "auto"``."""
    integer = "integer" in (type.number, *[member.number for member in type.members])
    noun = "a whole number" if integer else "a number"
    unit = f" of {type.unit}" if type.unit else ""
    return f"{noun}{unit}{bounds(type)}" + "".join([f' or "{word}"' for word in type.values])


def bounds(type: SimpleType) -> str:
    """The range of a type: `` from 5 to 600``, `` from 1`` or `` up to 60``."""
    low, high = type.minimum, type.maximum
    if low is not None and high is not None:
        return f" from {low:,} to {high:,}"
    if low is not None:
        return f" from {low:,}"
    return "" if high is None else f" up to {high:,}"


def with_article(noun: str) -> str:
    """The noun with ``a`` or ``an`` before it."""
    return ("an " if noun[:1].lower() in "aeiou" else "a ") + noun


def place_of(document: Document, span: Span) -> str:
    """Where a place lies, in words: ``action`` for an attribute, ``the text of <Say>``, or ``the document``."""
    holder = innermost(document, span)
    if holder is None:
        return "the document"
    attr = next((attr for attr in holder.attrs if attr.span.start <= span.start < attr.span.end), None)
    return f"the text of <{holder.name}>" if attr is None else attr.name


def innermost(document: Document, span: Span) -> Node | None:
    """The innermost element that holds a place."""
    nodes = document.nodes
    index = bisect_right(nodes, span.start, key=lambda node: node.span.start)
    element = nodes[index - 1] if index else None
    while element is not None and element.span.end <= span.start:
        element = element.parent
    return element


if not TYPE_CHECKING:
    __getattr__ = renamed_names(
        __name__,
        {
            "a": "with_article",
        },
    )
