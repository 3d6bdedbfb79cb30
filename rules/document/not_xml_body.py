"""TW013 not-xml-body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Rule, Span, nesting, wording

_JSON = re.compile(r"\s*(?:\{\s*\"|\[\s*[\"{])")
_STRING = re.compile(r"\s*([\"'`])\s*(?:<|\\[nrt])")


class NotXmlBody(Rule):
    """The file holds plain text, JSON or a web page where TwiML is served from.

    Twilio asked for instructions. It parses whatever comes back as XML, cannot, and the caller hears "an application
    error has occurred". A document inside quotation marks has most often been turned into JSON by a web framework.

    Flagged:
        "<Response><Message>hi</Message></Response>"
        ^ the document is wrapped in quotation marks, as a JSON string; Twilio takes XML alone (12100)
    Flagged:
        {"twiml": "<Response><Message>hi</Message></Response>"}
        ^ the document is JSON; Twilio takes XML alone (12100)
    Flagged:
        Saved!
        ^^^^^^ the document is plain text, "Saved!"; Twilio takes XML alone (12100)
    Flagged:
        <html><head><title>502 Bad Gateway</title></head><body><h1>Bad gateway</h1></body></html>
         ^^^^ the document is a web page; Twilio takes XML alone (12100)
    Allowed:
        <Response><Message>{"not": "JSON"}</Message></Response>
    Allowed (part.xml.hbs):
        {{> greeting}}
    """

    code, name, twilio_code = "TW013", "not-xml-body", 12100
    source = "https://www.twilio.com/docs/api/errors/12100"
    on = ("#document",)
    supersedes = (
        "not-well-formed", "content-before-prolog", "byte-order-mark", "unescaped-ampersand",
        "unescaped-angle-bracket", "undefined-entity", "duplicate-xml-declaration", "root-not-response",
        "content-after-root", "empty-document", "html-in-twiml", "doctype-declared", "namespaced-element",
        "missing-xml-declaration", "element-wrong-case",
    )  # fmt: skip
    broken = True

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        text, root = ctx.source.text.lstrip("\ufeff"), document.root
        everything = (Span(0, len(ctx.source.text)),)
        string = _STRING.match(text)
        start = len(ctx.source.text) - len(text.lstrip())
        if text.startswith("<"):
            page = root is not None and (nesting.html(root.name) or {}).get("kind") == "page"
            if page and root is not None:
                yield self.report(root, _message("a web page"), covers=everything)
        elif string is not None and text.rstrip().rstrip(";").endswith(string[1]):
            yield self.report(
                Span(start, start + 1), _message("wrapped in quotation marks, as a JSON string"), covers=everything
            )
        elif _JSON.match(text) and not document.tags:
            yield self.report(Span(start, start + 1), _message("JSON"), covers=everything)
        elif root is None and not document.tags and text.strip() and "<" not in text:
            line = text.strip().splitlines()[0]
            said = f'plain text, "{wording.shortened(line)}"'
            yield self.report(Span(start, start + len(line.rstrip())), _message(said), covers=everything)


def _message(what: str) -> str:
    return f"the document is {what}; Twilio takes XML alone (12100)"
