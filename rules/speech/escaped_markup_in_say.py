"""TW611 escaped-markup-in-say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from twimllint import Context, Diagnostic, Edit, Fix, Message, Rule, Severity, Span, Text, placement, speech, triggers

_TAG = re.compile(r"</?([A-Za-z][\w.-]*)((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\s*/?>")
#: What an escaped reference leaves in the text.
_REFERENCE = re.compile(r"&(amp|lt|gt|quot|apos|nbsp|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")
_TITLE = "escaped <{element}> is read out as text"


class EscapedMarkupInSay(Rule):
    """SSML that is escaped, and so read out as text.

    Some code escapes the whole text before it is put into Say, tags included: the caller then hears "less than break",
    or nothing at all. A CDATA section does the same.

    Flagged:
        <Response><Say voice="Polly.Amy">Wait &lt;break time="1s"/&gt; now</Say></Response>
                                              ^^^^^^^^^^^^^^^^^^^^^^^^ escaped <break> is read out as text: escaped here
    Fixed:
        <Response><Say voice="Polly.Amy">Wait <break time="1s"/> now</Say></Response>
    Flagged:
        <Response><Say><![CDATA[<speak>Hello</speak>]]></Say></Response>
                                ^^^^^^^ escaped <speak> is read out as text: not needed inside <Say>
    Flagged:
        <Response><Say>One&lt;br/&gt;two</Say></Response>
                          ^^^^^^^^^^^ escaped <br> is read out as text: HTML is not allowed in <Say>
    Flagged:
        <Response><Say>One&lt;Pause length="1"/&gt;two</Say></Response>
                          ^^^^^^^^^^^^^^^^^^^^^^^^^ escaped <Pause> is read out as text: a verb is not allowed in <Say>
    Flagged:
        <Response><Say>Fish &amp;amp; chips</Say></Response>
                            ^^^^^^^^^ reference is escaped twice: "&amp;" is read out as text
    Fixed:
        <Response><Say>Fish &amp; chips</Say></Response>
    Allowed:
        <Response><Say voice="Polly.Amy">if a &lt; b and b &gt; c, press 1 &amp; 2</Say></Response>
    Allowed:
        <Response><Say voice="Polly.Amy">Wait <break time="1s"/> now</Say></Response>
    """

    code, name = "TW611", "escaped-markup-in-say"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/say/text-speech"
    fixable = "unsafe"
    on = (triggers.spoken_text,)
    templated = True
    needs = ("<", "&")
    messages = {
        "ssml": Message(_TITLE, "escaped here", "Write SSML tags unescaped."),
        "reference": Message(
            "reference is escaped twice",
            '"{found}" is read out as text',
            "Write {right}. The caller hears its letters.",
        ),
        "speak": Message(_TITLE, "not needed inside <Say>", "Remove it: <Say> already is the root of the speech."),
        "html": Message(_TITLE, "HTML is not allowed in <Say>", "Remove it."),
        "verb": Message(_TITLE, "a verb is not allowed in <Say>", "Write <{element}> after <Say>."),
    }

    def _check_references(self, text: Text, escaped_tags: list[re.Match[str]]) -> Iterator[Diagnostic]:
        verbatim = "<![CDATA[" in text.raw
        # one in an escaped tag is escaped with the tag
        in_tags = {match.start() for tag in escaped_tags for match in _REFERENCE.finditer(text.value, *tag.span())}
        # &nbsp; itself is no entity of XML, and stays what it is
        references = [
            match
            for match in _REFERENCE.finditer(text.value)
            if match.start() not in in_tags and (verbatim or _length(text.part(*match.span())) > len(match[0]))
        ]
        if not references:
            return
        first = references[0]
        fix, right = None, _once(first)
        if verbatim:
            right = unescape(first[0])
        else:
            edited = tuple([Edit(text.part(*reference.span()), _once(reference)) for reference in references])
            fix = Fix("escape it once", edited)
        yield self.report(text.part(*first.span()), "reference", found=first[0], right=right, fix=fix)

    def check(self, text: Text, ctx: Context) -> Iterator[Diagnostic]:
        say = None if text.parent is None else speech.speaker(text.parent)
        if say is None:
            return
        tags = list(_TAG.finditer(text.value))
        closed = frozenset(tag[1] for tag in tags if tag[0] == f"</{tag[1]}>")
        escaped_tags = [(tag, id) for tag in tags if (id := _kind(tag, closed, ctx)) is not None]
        yield from self._check_references(text, [tag for tag, _ in escaped_tags])
        if escaped_tags:
            first, id = escaped_tags[0]
            fix = (
                _fix(text, [tag for tag, _ in escaped_tags], ctx)
                if say.value("voice").strip() not in speech.BASIC
                else None
            )
            yield self.report(text.part(*first.span()), id, element=first[1], fix=fix)


def _length(span: Span) -> int:
    return span.end - span.start


def _once(reference: re.Match[str]) -> str:
    """A reference as it is written in XML, which has no names of HTML."""
    return "&#160;" if reference[1] == "nbsp" else reference[0]


def _kind(tag: re.Match[str], closed: frozenset[str], ctx: Context) -> str | None:
    """What a tag is, as the id of a message; ``None`` for angle brackets that are surely no tag of any kind."""
    name = tag[1]
    if name == "speak":
        return "speak"
    if name in ctx.grammar.ssml:
        return "ssml"
    if not tag[0].endswith("/>") and name.lower() != "br" and name not in closed:
        return None
    if name in ctx.grammar.verbs:
        return "verb"
    return "html" if placement.html_element(name) is not None else None


def _fix(text: Text, tags: list[re.Match[str]], ctx: Context) -> Fix | None:
    """Write the tags as tags, where all are SSML and match one another."""
    open_tags: list[str] = []
    edited: list[Edit] = []
    if "<![CDATA[" in text.raw:
        return None
    for tag in tags:
        written = tag[0]
        if (tag[1] != "speak" and tag[1] not in ctx.grammar.ssml) or (tag[1] == "speak" and written.endswith("/>")):
            return None
        if written.startswith("</"):
            if not open_tags or open_tags.pop() != tag[1]:
                return None
        elif not written.endswith("/>"):
            open_tags.append(tag[1])
        inner = written[1:-1].replace("&", "&amp;")
        edited.append(Edit(text.part(tag.start(), tag.end()), "" if tag[1] == "speak" else f"<{inner}>"))
    return None if open_tags else Fix("write the tags as tags", tuple(edited))
