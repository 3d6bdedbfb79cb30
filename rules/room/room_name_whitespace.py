"""TW305 room-name-whitespace."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, Message, Node, Rule, Severity, edits, rooms, wording

#: White space that no name needs inside; the wide space of Chinese and Japanese names is intended.
_INNER = rf" *+[^\S \u3000][^\S\u3000]*+|[{rooms.INVISIBLE}]+"
_KINDS = (
    (r"[\n\r\x0b\x0c\x85\u2028\u2029]", "line breaks"),
    (r"\t", "tabs"),
    (r" ", "spaces"),
    (rf"[{rooms.INVISIBLE}]", "invisible characters"),
    (r"[^\S\n\r\t \x0b\x0c\x85\u2028\u2029]", "special spaces"),
)
_HELP = (
    "Write the name without it. No page says that Twilio trims the name, and a room whose name differs is not found."
)


class RoomNameWhitespace(Rule):
    """White space around a room name, or line breaks and tabs inside it.

    No page says that Twilio trims the name before it looks for the room, and a name that differs by a space is another
    name: the call then continues as if the room did not exist.

    Flagged:
        <Response><Connect><Room> DailyStandup</Room></Connect></Response>
                                  ^^^^^^^^^^^^ white space in a room name: spaces before "DailyStandup"
    Fixed:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Flagged:
        <Response><Connect><Room>
          DailyStandup
          ^^^^^^^^^^^^ white space in a room name: line breaks and spaces around "DailyStandup"
        </Room></Connect></Response>
    Fixed:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Flagged:
        <Response><Connect><Room>DailyStandup </Room></Connect></Response>
                                 ^^^^^^^^^^^^ white space in a room name: spaces after "DailyStandup"
    Fixed:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Flagged:
        <Response><Connect><Room>Daily&#9;Standup</Room></Connect></Response>
                                 ^^^^^^^^^^^^^^^^ white space in a room name: tabs inside "Daily Standup"
    Fixed (unsafe):
        <Response><Connect><Room>Daily Standup</Room></Connect></Response>
    Allowed:
        <Response><Connect><Room>Daily Standup of the Night Desk</Room></Connect></Response>
    Allowed:
        <Response><Connect><Room>{{- room -}}</Room></Connect></Response>
    """

    code, name = "TW305", "room-name-whitespace"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/connect/room"
    fixable = "safe"
    on = ("~Room",)
    local = True
    known, templated = False, True
    messages = {
        "around": Message("white space in a room name", '{kinds} around "{name}"', _HELP),
        "before": Message("white space in a room name", '{kinds} before "{name}"', _HELP),
        "after": Message("white space in a room name", '{kinds} after "{name}"', _HELP),
        "inside": Message("white space in a room name", '{kinds} inside "{name}"', _HELP),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        name = rooms.name_of(node)
        text = node.text
        if name is None or (name.text == text and text.isprintable()) or (name.templated and not _plain(node, ctx)):
            return
        start = text.find(name.text)
        end = start + len(name.text)
        before, after = text[:start], text[end:]
        inner = [] if name.templated else [(start + m.start(), start + m.end()) for m in re.finditer(_INNER, name.text)]
        if not (before or after or inner):
            return
        cuts = [
            (0, start, ""),
            *((a, b, "" if text[a] in rooms.INVISIBLE else " ") for a, b in inner),
            (end, len(text), ""),
        ]
        yield self.report(
            name.span,
            "around" if before and after else "before" if before else "after" if after else "inside",
            kinds=_kinds(before + after + "".join(text[a:b] for a, b in inner)),
            name=" ".join(name.text.translate(dict.fromkeys(map(ord, rooms.INVISIBLE))).split()),
            fix=_fix(node, name, cuts, not inner, ctx),
        )


def _plain(node: Node, ctx: Context) -> bool:
    """Whether all that is in a Room's body are values put in as they are, white space around them kept."""
    tags = [tag for tag in ctx.document.tags if node.span.start <= tag.span.start < node.span.end]
    return all(tag.kind == "output" and not re.search(r"^\W*[-~]|[-~]\W*$", tag.text) for tag in tags)


def _kinds(white: str) -> str:
    return wording.listed([description for pattern, description in _KINDS if re.search(pattern, white)])


def _fix(node: Node, name: rooms.Name, cuts: list[tuple[int, int, str]], trims: bool, ctx: Context) -> Fix | None:
    """Trims the name; what is inside it is a guess and not safe."""
    title = "trim the name" if trims else "write the name with single spaces"
    if any("<![CDATA[" in text.raw for text in node.texts):
        whole = len(node.items) == 1 and not name.templated and trims
        return edits.set_content(ctx.source, node, edits.escape(name.text), title=title, safe=True) if whole else None
    changes: list[Edit] = []
    offset = 0
    for text in node.texts:
        for start, end, new in cuts:
            low, high = max(start - offset, 0), min(end - offset, len(text.value))
            if low < high:
                changes.append(Edit(text.part(low, high), new))
        offset += len(text.value)
    return Fix(title, tuple(changes), safe=trims)
