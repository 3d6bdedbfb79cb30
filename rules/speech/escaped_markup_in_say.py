"""TW611 escaped-markup-in-say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, Rule, Severity, Text, placement, speech

_TAG = re.compile(r"</?([A-Za-z][\w.-]*)((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\s*/?>")


class EscapedMarkupInSay(Rule):
    """SSML that is escaped, and so read out as text.

    Some code escapes the whole text before it goes into Say, tags and all: the caller then hears "less than break",
    or nothing at all. A CDATA section does the same.

    Flagged:
        <Response><Say voice="Polly.Amy">Wait &lt;break time="1s"/&gt; now</Say></Response>
                                              ^^^^^^^^^^^^^^^^^^^^^^^^ <break> is escaped here, so it is read out as text; SSML tags are written as they are
    Fixed:
        <Response><Say voice="Polly.Amy">Wait <break time="1s"/> now</Say></Response>
    Flagged:
        <Response><Say><![CDATA[<speak>Hello</speak>]]></Say></Response>
                                ^^^^^^^ <speak> is escaped here, so it is read out as text; <Say> stands for it, leave it out
    Flagged:
        <Response><Say>One&lt;br/&gt;two</Say></Response>
                          ^^^^^^^^^^^ <br> is escaped here, so it is read out as text; <Say> takes no HTML, leave it out
    Allowed:
        <Response><Say voice="Polly.Amy">if a &lt; b and b &gt; c, press 1 &amp; 2</Say></Response>
    Allowed:
        <Response><Say voice="Polly.Amy">Wait <break time="1s"/> now</Say></Response>
    """

    code, name = "TW611", "escaped-markup-in-say"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/say/text-speech"
    fixable = "unsafe"
    on = ("Say/text", "p/text", "s/text", "prosody/text", "emphasis/text", "lang/text")
    known, templated = False, True
    needs = ("&lt;", "&#60;", "&#x3c;", "&#x3C;", "<![CDATA[")

    def check(self, text: Text, ctx: Context) -> Iterator[Diagnostic]:
        if text.parent is None or speech.speaker(text.parent) is None:
            return
        tags = [tag for tag in _TAG.finditer(text.value) if _instead(tag, text.value, ctx)]
        if not tags:
            return
        first = tags[0]
        message = f"<{first[1]}> is escaped here, so it is read out as text; {_instead(first, text.value, ctx)}"
        yield self.report(text.part(first.start(), first.end()), message, fix=_fix(text, tags, ctx))


def _instead(tag: re.Match[str], text: str, ctx: Context) -> str | None:
    """What to write in place of a tag; ``None`` for angle brackets that are surely no tag of any kind."""
    name = tag[1]
    if name == "speak":
        return "<Say> stands for it, leave it out"
    if name in ctx.grammar.ssml:
        return "SSML tags are written as they are"
    if not tag[0].endswith("/>") and name.lower() != "br" and f"</{name}>" not in text:
        return None
    if name in ctx.grammar.verbs:
        return f"<{name}> goes behind <Say>, not into it"
    return "<Say> takes no HTML, leave it out" if placement.html(name) is not None else None


def _fix(text: Text, tags: list[re.Match[str]], ctx: Context) -> Fix | None:
    """Write the tags as tags, where they match one another and the voice knows SSML."""
    open_tags: list[str] = []
    edited: list[Edit] = []
    say = speech.speaker(text.parent) if text.parent is not None else None
    if "<![CDATA[" in text.raw or say is None or say.value("voice").strip() in speech.BASIC:
        return None
    for tag in tags:
        shown = tag[0]
        if tag[1] != "speak" and tag[1] not in ctx.grammar.ssml:
            return None
        if shown.startswith("</"):
            if not open_tags or open_tags.pop() != tag[1]:
                return None
        elif not shown.endswith("/>"):
            open_tags.append(tag[1])
        inner = shown[1:-1].replace("&", "&amp;")
        edited.append(Edit(text.part(tag.start(), tag.end()), "" if tag[1] == "speak" else f"<{inner}>"))
    if open_tags or any(tag[1] == "speak" and tag[0].endswith("/>") for tag in tags):
        return None
    return Fix("write the tags as tags", tuple(edited))
