"""What methods and functions of strings do in more than one language: filling in, joining, replacing."""

from __future__ import annotations

import re
from collections.abc import Callable

from twimllint.host.mapped import Mapped
from twimllint.host.texts import HOLE, MOST_TEXT, content_of, cut, fill, joined, keep, shown
from twimllint.host.values import Content, Fork, Gap, Listed, Scalar, Text, Unsure, Value
from twimllint.source.span import Span


def remade(text: Text, content: Content, span: Span) -> Text:
    """A text made of another one."""
    return Text(span, joined([content]), (text.origins | {text.span}) - {span})


def filled(
    text: Text, pattern: re.Pattern[str], value: Callable[[re.Match[str]], Value | str | None], span: Span
) -> Text:
    """A text with its placeholders filled in: ``value`` gives what stands for one, or ``None`` to keep it."""

    def content(match: re.Match[str]) -> Content | None:
        item = value(match)
        if item is None:
            return None
        if isinstance(item, str):  # an escaped percent sign or brace
            return cut(text.content, match.start(), match.start() + len(item))
        return content_of(item, written(item, match[0]), place_of(text, match))

    return remade(text, fill(text.content, pattern, content), span)


def place_of(text: Text, match: re.Match[str]) -> Span:
    """Where a match in what ``shown`` gives of a text is in the file."""
    places = [
        item.place(0, len(item)) if isinstance(item, Mapped) else item.span if isinstance(item, Gap) else None
        for item in cut(text.content, *match.span())
    ]
    in_file = [place for place in places if place is not None]
    return Span(min(place.start for place in in_file), max(place.end for place in in_file)) if in_file else text.span


def written(value: Value, otherwise: str = "...") -> str:
    """What names a value that is not known."""
    return (value.source if isinstance(value, Unsure) else "") or otherwise


def plain_items(value: Listed) -> list[str]:
    """The items of a list, as far as they are known."""
    return [item.plain() or "..." if isinstance(item, Text) else "..." for item in value.items]


def join_list(separator: Content, items: Listed, span: Span) -> Text:
    """The items of a list with a separator between them; what may be more of them is a gap at the end."""
    parts: list[Content] = []
    origins: set[Span] = set()
    for index, item in enumerate(items.items):
        if index:
            parts.append(separator)
        where = item.span if isinstance(item, Text | Scalar | Unsure) else span
        parts.append(content_of(item, written(item), where))
        if isinstance(item, Text):
            origins |= {item.span, *item.origins}
    if not items.complete:
        parts.append((Gap(items.span, "..."),))
    return Text(span, joined(parts), frozenset(origins))


def replaced(text: Text, old: Value, new: Value, span: Span, most: int = -1) -> Text | None:
    """A text with a plain piece of it replaced by something else; ``None`` where the piece is not known."""
    pattern = old.plain() if isinstance(old, Text) else None
    if not pattern or HOLE in pattern:
        return None
    whole = shown(text.content)
    if whole.count(pattern) > MOST_TEXT:
        return None
    parts: list[Content] = []
    offset = 0
    for match in re.finditer(re.escape(pattern), whole):
        if most == 0:
            break
        most -= 1
        parts += [keep(text.content, [(offset, match.start())]), content_of(new, written(new), place_of(text, match))]
        offset = match.end()
    parts.append(keep(text.content, [(offset, len(whole))]))
    return remade(text, joined(parts), span)


def escaped(content: Content, characters: list[str]) -> Content | None:
    """A text in which some characters are escaped; ``None`` where it holds one of them."""
    items: list[Mapped | Gap | Fork] = []
    for item in content:
        if isinstance(item, Mapped):
            if any(character in item.text for character in characters):
                return None
            items.append(item)
        elif isinstance(item, Gap):
            items.append(item._replace(risk="") if "<" in characters else item)
        elif isinstance(item, Fork):
            branches = [escaped(branch, characters) for branch in item.branches]
            if None in branches:
                return None
            items.append(item._replace(branches=tuple([branch for branch in branches if branch is not None])))
        else:
            return None
    return tuple(items)


class Positions:
    """The values of placeholders that are filled in one after the other."""

    def __init__(self, values: list[Value]) -> None:
        self.values = values
        self.at = 0

    def next(self, place: Span, number: int | None = None) -> Value:
        """The next value, or the one of a number counted from 0."""
        index = self.at if number is None else number
        self.at += number is None
        return self.values[index] if 0 <= index < len(self.values) else Unsure(place)
