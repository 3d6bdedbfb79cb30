"""TW802 url-whitespace."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import (
    Attr,
    Context,
    Diagnostic,
    Edit,
    Fix,
    Message,
    Rule,
    Text,
    edits,
    has_template,
    templates,
    urls,
    values,
)

_BLANK = re.compile(r"[\s\u200b\u2060\ufeff]+")
_XML = " \t\r\n"


_HELP = "Remove the white space: Twilio reads it as part of the URL ({code})."


class UrlWhitespace(Rule):
    """White space inside a URL, or around one in an attribute.

    Twilio uses the value as it is. A space at the end of a Stream's url is enough for error 31922, and an action
    is never called. Around the text of an element white space does no harm.

    Flagged:
        <Response><Connect><Stream url="wss://m.acme.test/s "/></Connect></Response>
                                                           ^ white space in url: after the URL
    Fixed:
        <Response><Connect><Stream url="wss://m.acme.test/s"/></Connect></Response>
    Flagged:
        <Response><Play>https://cdn.acme.test/hold music.mp3</Play></Response>
                                                  ^ white space in text of <Play>: inside the URL
    Fixed (unsafe):
        <Response><Play>https://cdn.acme.test/hold%20music.mp3</Play></Response>
    Flagged:
        <Response><Play>{{ base }}/hold music.mp3</Play></Response>
                                       ^ white space in text of <Play>: inside the URL
    Fixed (unsafe):
        <Response><Play>{{ base }}/hold%20music.mp3</Play></Response>
    Flagged:
        <Response><Gather action=" {{ base }}/k"/></Response>
                                  ^ white space in action: before the URL
    Fixed:
        <Response><Gather action="{{ base }}/k"/></Response>
    Allowed:
        <Response><Redirect>
          https://ivr.acme.test/next
        </Redirect></Response>
    Allowed:
        <Response><Gather action="{% if night %} /closed {% else %} /open {% endif %}"/></Response>
    """

    code, name, twilio_code = "TW802", "url-whitespace", 11100
    source = "https://www.twilio.com/docs/api/errors/11100"
    fixable = "safe"
    on = ("#url",)
    local = True
    known, templated = False, True
    messages = {
        "before": Message("white space in {subject}", "before the URL", _HELP),
        "after": Message("white space in {subject}", "after the URL", _HELP),
        "inside": Message(
            "white space in {subject}",
            "inside the URL",
            "Write %20 for a space, or remove it: Twilio reads it as part of the URL ({code}).",
        ),
    }
    needs = tuple(
        " \t\n\r\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
        "\u2028\u2029\u202f\u205f\u3000\u200b\u2060\ufeff"
    )

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        value = item.value
        core = value.strip(_XML) if isinstance(item, Text) else value
        if not core.strip() or (item.templated and _branches(item, ctx)):
            return
        start = value.find(core)
        inner = (start + len(core) - len(core.lstrip()), start + len(core.rstrip()))
        runs = list(_BLANK.finditer(value, start, start + len(core)))
        if item.templated:  # a tag may take white space beside it away; what is at the ends is sure
            runs = [run for run in runs if not _inside(run, inner) or _is_between_words(run, value)]
        if not runs:
            return
        first = runs[0]
        inside = _inside(first, inner)
        place = "inside" if inside else "before" if first.start() < inner[0] else "after"
        fix = _fix(item, runs, inner, ctx) if len(runs) <= 20 else None
        yield self.report(
            item.part(*first.span()),
            place,
            subject=values.subject(item),
            fix=fix,
            twilio_code=urls.error_of(item, ctx),
        )


def _branches(item: Attr | Text, ctx: Context) -> bool:
    return any(tag.kind == "control" for tag in templates.tags_in(ctx.document, item.span))


def _inside(run: re.Match[str], inner: tuple[int, int]) -> bool:
    return inner[0] < run.start() and run.end() < inner[1]


def _is_between_words(run: re.Match[str], value: str) -> bool:
    """Whether blanks are between written characters, not beside a tag, nor a line break inside one."""
    return not has_template(value[run.start() - 1] + value[run.end()]) and "\n" not in run[0]


def _fix(item: Attr | Text, runs: list[re.Match[str]], inner: tuple[int, int], ctx: Context) -> Fix:
    changes: list[Edit] = []
    for run in runs:
        span = item.part(*run.span())
        broken = "\n" in edits.raw(ctx.source, span) or not run[0].strip("\u200b\u2060\ufeff")
        changes.append(Edit(span, "%20" if _inside(run, inner) and not broken else ""))
    return Fix("remove the white space from the URL", tuple(changes), safe=all(not edit.text for edit in changes))
