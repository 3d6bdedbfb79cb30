"""TW011 content-after-root."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, Problem, Rule, Span, placement

_RESPONSE = re.compile(r"<Response(?:\s[^<>]*)?>(.*)", re.DOTALL)


class ContentAfterRoot(Rule):
    """Something other than comments follows the end of `<Response>`.

    A document has one root. A second `<Response>`, or an "ok" that the program printed after the first, makes it
    unreadable to Twilio, and then nothing of it runs.

    Flagged:
        <Response><Hangup/></Response>
        ok
        ^^ "ok" follows </Response>, after which nothing may stand; Twilio rejects the whole document (12100)
    Fixed:
        <Response><Hangup/></Response>
    Flagged:
        <Response><Say>One</Say></Response><Response><Say>Two</Say></Response>
                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a second <Response> follows the first; ...
    Fixed:
        <Response><Say>One</Say><Say>Two</Say></Response>
    Allowed:
        <Response><Hangup/></Response>
        <!-- end of the menu -->
    Allowed (_greeting.xml.erb):
        <Say>Hello <%= @name %></Say>
        <Pause length="1"/>
    """

    code, name, twilio_code = "TW011", "content-after-root", 12100
    source = "https://www.twilio.com/docs/api/errors/12100"
    fixable = "unsafe"
    on = ("#problem:content-after-root",)
    broken = True

    def check(self, problem: Problem, ctx: Context) -> Iterator[Diagnostic]:
        text = ctx.source.text[problem.span.start : problem.span.end]
        if not placement.words(text):
            return
        root = ctx.document.root
        if root is not None and root.name.lower() != "response" and placement.is_part(ctx):
            return  # a part of another template may hold several verbs
        name = root.name if root is not None else "Response"
        second = _RESPONSE.fullmatch(text)
        if second is not None:
            said = "a second <Response> follows the first; a document has one root"
        else:
            shown = " ".join(text[:41].split())
            said = (
                f'"{shown if len(text) <= 40 else shown[:37] + "..."}" follows </{name}>, after which nothing may stand'
            )
        fix = None
        if second is None:
            fix = Fix("remove what follows", (Edit(_with_space(problem.span, ctx), ""),))
        elif root is not None and root.end_span is not None:
            # the second one's own end tag closes the first
            inner = Span(problem.span.start, problem.span.start + second.start(1))
            fix = Fix("make one <Response> of both", (Edit(root.end_span, ""), Edit(inner, "")))
        yield self.report(problem, f"{said}; Twilio rejects the whole document (12100)", fix=fix)


def _with_space(span: Span, ctx: Context) -> Span:
    """The span and the line end before it, where nothing but white space follows."""
    text, start = ctx.source.text, span.start
    if text[span.end :].strip():
        return span
    while start > 0 and text[start - 1] in " \t\r\n":
        start -= 1
    return Span(start, len(text.rstrip()))
