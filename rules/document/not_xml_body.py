"""TW013 not-xml-body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Rule, Span, conditions, placement, wording

_JSON = re.compile(r"\s*(?:\{\s*\"|\[\s*[\"{])")
_STRING = re.compile(r"\s*[rbfuRBFU]{0,2}([\"'`])+\s*(?:<|\\[nrt])")


class NotXmlBody(Rule):
    """The file holds plain text, JSON or a web page where TwiML is served from.

    Twilio asked for instructions. It parses whatever comes back as XML, cannot, and the caller hears "an application
    error has occurred". A document inside quotation marks has most often been turned into JSON by a web framework.

    Flagged:
        "<Response><Message>hi</Message></Response>"
        ^ the document is wrapped in quotation marks, as a string of JSON or of a program; Twilio takes XML alone (12100)
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
    when = (conditions.no_markup,)
    supersedes = (
        "not-well-formed", "content-before-prolog", "byte-order-mark", "unescaped-ampersand",
        "unescaped-angle-bracket", "undefined-entity", "duplicate-xml-declaration", "root-not-response",
        "content-after-root", "empty-document", "html-in-twiml", "doctype-declared", "namespaced-element",
        "missing-xml-declaration", "element-wrong-case",
    )  # fmt: skip
    runs_on_malformed = True

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        text, root = ctx.source.text, document.root
        if ctx.schema_valid:
            return
        start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
        where = Span(start, start + 1)
        string = _STRING.match(text, start)
        if string is not None and text.rstrip().rstrip(";").endswith(string[1]):
            what = "wrapped in quotation marks, as a string of JSON or of a program"
        elif _JSON.match(text, start) and not document.tags:
            what = "JSON"
        elif root is not None and root.name != "Response" and (placement.html(root.name) or {}).get("kind") == "page":
            what, where = "a web page", root.name_span
        elif _is_text(document) and placement.bare(text):
            line = text[start:].splitlines()[0].rstrip()
            what, where = f'plain text, "{wording.shortened(line)}"', Span(start, start + len(line))
        else:
            return
        everything = (Span(0, len(text)),)
        yield self.report(where, f"the document is {what}; Twilio takes XML alone (12100)", covers=everything)


def _is_text(document: Document) -> bool:
    """Whether there is no element, or one that stands in the middle of text and is none of TwiML's."""
    if document.tags:
        return False
    if document.root is None:
        return not document.errors
    known = document.root.name.lower() == "response" or document.root.name[:1].isupper()
    return not known and any(problem.kind == "text-before-root" for problem in document.errors)
