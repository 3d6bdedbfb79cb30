"""What in a document suggests that a Room is peer-to-peer, which a phone call cannot join."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from twimllint.engine.diagnostic import Span
from twimllint.source.tree import OUTPUT_MASK, Attr, Comment, Node, Text
from twimllint.twiml.rooms import connect_of, name_of

if TYPE_CHECKING:
    from twimllint.engine.context import Context

_PEER = r"p2p|peer[-_ ]?(?:to|2)[-_ ]?peer"
#: A value that says peer-to-peer or WebRTC Go; a bare "go" only where the key asks for a type.
_VALUE = rf"\s*(?:(?:{_PEER})(?:[-_ ]?rooms?)?|web[-_ ]?rtc[-_ ]?go|(?P<bare>go))\s*"
_QUERY = r"[?&;#]((?:room[-_]?)?(?:type|mode|kind)|room)=([^&;#\s]*)"
_COMMENT = rf"(?<![a-z0-9])(?:{_PEER}|web[-_ ]?rtc[-_ ]go)(?![a-z0-9])"
#: Words beside which a comment says that the room is no such room, or what would happen if it were.
_DENIAL = (
    r"n't\b|\b(?:not?|never|non|nor|cannot|cant|dont|isnt|instead|rather|unlike|without|was|were|if|used to|formerly"
    r"|previously|migrated|moved|avoid|breaks?|fails?|wrong|unsupported)\b"
)
_TOKEN = (
    rf"(?<![A-Za-z0-9])(?i:{_PEER})(?![A-Za-z0-9])"
    r"|(?<=[a-z0-9])(?:P2P|Peer(?:To|2)Peer)(?![a-z0-9])"
    r"|(?<![A-Za-z0-9])(?:p2p|P2P|[Pp]eer(?:To|2)Peer)(?=[A-Z][a-z])"
)


class Source(Enum):
    """Where a hint comes from."""

    ATTRIBUTE = "attribute"
    URL = "url"
    COMMENT = "comment"
    PARAMETER = "parameter"
    NAME = "name"


class Hint(NamedTuple):
    """One piece of evidence: its rank (0 is the strongest), its place, and what it says.

    ``name`` is the name of the attribute or query parameter, ``value`` the words that suggest peer-to-peer.
    """

    rank: int
    span: Span
    source: Source
    value: str
    name: str = ""


def names_peer_type(value: str, *, bare: bool) -> bool:
    """Whether a value is a name of the room types that a call cannot join; ``bare`` takes a plain "go" too."""
    match = re.fullmatch(_VALUE, value, re.IGNORECASE)
    return match is not None and (bare or match["bare"] is None)


def hints(room: Node, ctx: Context) -> list[Hint]:
    """All evidence about one Room, the strongest first."""
    if not ctx.shared("peer words", lambda: _may_hold_hint(ctx.source.text)):
        return []
    connect = connect_of(room)
    hints_found = [*_attributes(room, connect), *_urls(connect, ctx), *_comments(room, connect, ctx)]
    hints_found.extend(_parameters(room, connect))
    hints_found.extend(_name(room))
    return sorted(hints_found, key=lambda hint: (hint.rank, hint.span))


def _may_hold_hint(text: str) -> bool:
    """Whether a document holds a word that may be a hint: most do not, and their patterns are never compiled."""
    lower = text.lower()
    return any(word in lower for word in ("p2p", "peer", "rtc", "go"))


def _attributes(room: Node, connect: Node | None) -> Iterator[Hint]:
    for attr in (*room.attrs, *(connect.attrs if connect is not None else ())):
        bare = attr.name.lower().replace("_", "").replace("-", "") in ("type", "roomtype", "mode", "kind")
        if attr.name != "participantIdentity" and names_peer_type(attr.value, bare=bare):
            yield Hint(0, attr.value_span, Source.ATTRIBUTE, attr.value.strip(), attr.name)


def _urls(connect: Node | None, ctx: Context) -> Iterator[Hint]:
    """The query of the ``action`` of its Connect, and that of every Redirect where there is no other Room."""
    action = connect.attr("action") if connect is not None else None
    if action is not None:
        yield from _query(action)
    for redirect in ctx.shared("redirects of the only room", lambda: _redirects(ctx)):
        for text in redirect.texts:
            yield from _query(text)


def _redirects(ctx: Context) -> list[Node]:
    """The Redirects of a document with one Room."""
    nodes = ctx.document.nodes
    single = sum([node.name.lower() == "room" for node in nodes]) == 1
    return [node for node in nodes if node.name == "Redirect"] if single else []


def _query(item: Attr | Text) -> Iterator[Hint]:
    for match in re.finditer(_QUERY, item.value, re.IGNORECASE):
        if names_peer_type(match[2].replace("+", " ").replace("%20", " "), bare=match[1].lower() != "room"):
            yield Hint(1, item.part(match.start(1), match.end(2)), Source.URL, match[2], match[1])


def _comments(room: Node, connect: Node | None, ctx: Context) -> Iterator[Hint]:
    for comment in ctx.document.comments:
        if not _is_near(comment, room, connect or room) or comment.text.lstrip().startswith("twimllint"):
            continue
        match = re.search(_COMMENT, comment.text, re.IGNORECASE)
        if match is not None and not _is_denied(comment.text, match):
            start = ctx.source.text.find(comment.text, comment.span.start) + match.start()
            yield Hint(2, Span(start, start + len(match[0])), Source.COMMENT, match[0])


def _is_denied(text: str, match: re.Match[str]) -> bool:
    """Whether a comment mentions group rooms too, or denies in the same clause what was found in it."""
    start = max(text.rfind(mark, 0, match.start()) for mark in ",.;:!?") + 1
    end = min(
        [position for position in (text.find(mark, match.end()) for mark in ",.;:!?") if position >= 0],
        default=len(text),
    )
    return "group" in text.lower() or re.search(_DENIAL, text[start:end], re.IGNORECASE) is not None


def _is_near(comment: Comment, room: Node, outer: Node) -> bool:
    """Whether a comment is in the Room, before it, after it on the same line, or just before its Connect."""
    if comment.parent is room:
        return True
    before = comment.span.end <= outer.span.start
    if comment.parent is outer and outer is not room:
        return not any(_between(child, comment, room) for child in outer.children)
    if outer.parent is not None and comment.parent is outer.parent:
        if before:
            return not [child for child in outer.before if child.span.start >= comment.span.end]
        return not [child for child in outer.after if child.span.end <= comment.span.start]
    top = outer.parent is not None and outer.parent.parent is None and outer.index == 0
    return before and top and comment.parent is None


def _between(child: Node, comment: Comment, room: Node) -> bool:
    low, high = sorted((comment.span.start, room.span.start))
    return child is not room and low < child.span.start < high


def _parameters(room: Node, connect: Node | None) -> Iterator[Hint]:
    for node in (*room.children, *(connect.children if connect is not None else ())):
        value = node.attr("value") if node.name == "Parameter" else None
        if value is not None:
            key = node.value("name").lower().replace("_", "").replace("-", "")
            if names_peer_type(value.value, bare="type" in key):
                yield Hint(2, value.value_span, Source.PARAMETER, value.value.strip())


def _name(room: Node) -> Iterator[Hint]:
    name = name_of(room)
    match = re.search(_TOKEN, name.text) if name is not None else None
    if name is not None and match is not None and OUTPUT_MASK not in match[0]:
        yield Hint(2, name.span, Source.NAME, match[0])
