"""TW802 url-whitespace."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Edit, Fix, Rule, Text, edits, templates, urls

_BLANK = re.compile(r"[\s\u200b\u2060\ufeff]+")
_XML = " \t\r\n"


class UrlWhitespace(Rule):
    """White space inside a URL, or around one in an attribute.

    Twilio takes the value as it stands. A blank at the end of a Stream's url is enough for error 31922, and an action
    is never called. Around the text of an element white space does no harm.

    Flagged:
        <Response><Connect><Stream url="wss://m.acme.test/s "/></Connect></Response>
                                                           ^ white space stands after the URL in url; Twilio takes it for a part of the URL
    Fixed:
        <Response><Connect><Stream url="wss://m.acme.test/s"/></Connect></Response>
    Flagged:
        <Response><Play>https://cdn.acme.test/hold music.mp3</Play></Response>
                                                  ^ white space stands inside the URL in the text of <Play>; a blank in a file's name is written %20
    Fixed:
        <Response><Play>https://cdn.acme.test/hold%20music.mp3</Play></Response>
    Flagged:
        <Response><Gather action=" {{ base }}/k"/></Response>
                                  ^ white space stands before the URL in action; Twilio takes it for a part of the URL
    Fixed:
        <Response><Gather action="{{ base }}/k"/></Response>
    Allowed:
        <Response><Redirect>
          https://ivr.acme.test/next
        </Redirect></Response>
    Allowed:
        <Response><Gather action="{% if night %} /closed {% else %} /open {% endif %}"/></Response>
    """

    code, name, twilio_code = "TW802", "url-whitespace", 31922
    source = "https://www.twilio.com/docs/api/errors/11100"
    fixable = "safe"
    on = ("#url",)
    known, templated = False, True
    needs = (" ", "\t", "\n", "\r", "&#", "\u00a0", "\u200b", "\u2003", "\u2060", "\u3000", "\ufeff")

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        value = item.value
        core = value.strip(_XML) if isinstance(item, Text) else value
        if not core.strip() or (item.templated and _branches(item, ctx)):
            return
        start = value.find(core)
        inner = (start + len(core) - len(core.lstrip()), start + len(core.rstrip()))
        runs = list(_BLANK.finditer(value, start, start + len(core)))
        if item.templated:  # a line break inside may be one inside a tag; what stands at the ends is sure
            runs = [run for run in runs if not _inside(run, inner)]
        if not runs:
            return
        first = runs[0]
        inside = _inside(first, inner)
        place = "inside" if inside else "before" if first.start() < inner[0] else "after"
        fate = "a blank in a file's name is written %20" if inside else "Twilio takes it for a part of the URL"
        message = f"white space stands {place} the URL in {urls.where(item)}; {fate}"
        fix = _fix(item, runs, inner, ctx) if len(runs) <= 20 else None
        yield self.report(item.part(*first.span()), message, fix=fix)


def _branches(item: Attr | Text, ctx: Context) -> bool:
    span = item.value_span if isinstance(item, Attr) else item.span
    return any(tag.kind == "control" for tag in templates.tags_in(ctx.document, span))


def _inside(run: re.Match[str], inner: tuple[int, int]) -> bool:
    return inner[0] < run.start() and run.end() < inner[1]


def _fix(item: Attr | Text, runs: list[re.Match[str]], inner: tuple[int, int], ctx: Context) -> Fix:
    changes: list[Edit] = []
    for run in runs:
        span = item.part(*run.span())
        broken = "\n" in edits.raw(ctx.source, span) or not run[0].strip("\u200b\u2060\ufeff")
        changes.append(Edit(span, "%20" if _inside(run, inner) and not broken else ""))
    return Fix("take the white space out of the URL", tuple(changes), safe=all(not edit.text for edit in changes))
