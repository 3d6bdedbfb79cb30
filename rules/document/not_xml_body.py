"""TW013 not-xml-body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Message, Rule, Span, Tier, conditions, placement

_JSON = re.compile(r"\s*(?:\{\s*\"|\[\s*[\"{])")
_STRING = re.compile(r"\s*[rbfuRBFU]{0,2}([\"'`])+\s*(?:<|\\[nrt])")
#: The number of a line: ``7``, ``07.``, ``7:``, ``[7]``, ``L7``, and what pagers and editors put behind it.
_NUMBER = re.compile(r"\s*[\[(]?[Ll]?([0-9]{1,6})[\])]?[.:|\u2192\u2502]?(?=\s|<|$)")
#: What a mail program puts before quoted lines, and a comparison of two files before those of the new one.
_MARK = re.compile(r"\s*([>|])|(?=([+-]))")
#: Fewer lines than this may begin with a number by chance.
_MIN_LINES = 2
_HELP = "Respond with an XML document whose root is <Response>. Twilio rejects the whole document ({code})."


class NotXmlBody(Rule):
    """The file holds plain text, JSON or a web page where TwiML is served from.

    Twilio asked for instructions. It parses whatever comes back as XML, which fails, and the caller hears "an
    application error has occurred". A document inside quotation marks has most often been turned into JSON by a web
    framework.

    Flagged:
        "<Response><Message>hi</Message></Response>"
        ^ document is not XML: it is in quotation marks
    Flagged:
        {"twiml": "<Response><Message>hi</Message></Response>"}
        ^ document is not XML: it is JSON
    Flagged:
        Saved!
        ^^^^^^ document is not XML: it is plain text
    Flagged:
        <html><head><title>502 Bad Gateway</title></head><body><h1>Bad gateway</h1></body></html>
         ^^^^ document is not TwiML: it is a web page
    Flagged:
        1  <Response>
        ^ document is not XML: its lines are numbered
        2    <Say>Hello</Say>
        3  </Response>
    Flagged:
        > <Response>
        ^ document is not XML: its lines begin with ">"
        >   <Say>Hello</Say>
        > </Response>
    Flagged:
        ```xml
        ^ document is not XML: it is a code block of Markdown
        <Response><Say>Hello</Say></Response>
        ```
    Allowed:
        <Response><Message>{"not": "JSON"}</Message></Response>
    Allowed (part.xml.hbs):
        {{> greeting}}
    """

    code, name, twilio_code = "TW013", "not-xml-body", 12100
    source = "https://www.twilio.com/docs/api/errors/12100"
    on = ("#document",)
    when = (conditions.no_markup,)
    tier = Tier.SYNTAX
    runs_on_malformed = True
    messages = {
        "quoted": Message("document is not XML", "it is in quotation marks", _HELP),
        "json": Message("document is not XML", "it is JSON", _HELP),
        "page": Message("document is not TwiML", "it is a web page", _HELP),
        "numbered": Message("document is not XML", "its lines are numbered", _HELP),
        "marked": Message("document is not XML", 'its lines begin with "{mark}"', _HELP),
        "fence": Message("document is not XML", "it is a code block of Markdown", _HELP),
        "text": Message("document is not XML", "it is plain text", _HELP),
    }

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        text, root = ctx.source.text, document.root
        if ctx.schema_valid:
            return
        start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
        place, mark = Span(start, start + 1), ""
        quoted = _STRING.match(text, start)
        if quoted is not None and text.rstrip().rstrip(";").endswith(quoted[1]):
            message = "quoted"
        elif _JSON.match(text, start) and not document.tags:
            message = "json"
        elif (
            root is not None
            and root.name != "Response"
            and (placement.html_element(root.name) or {}).get("kind") == "page"
        ):
            message, place = "page", root.name_span
        elif _is_numbered(text):
            message = "numbered"
        elif text.startswith(("```", "~~~"), start):
            message = "fence"
        elif mark := _line_mark(text):
            message = "marked"
        elif _is_text(document) and placement.strip_prolog(text):
            message, place = "text", Span(start, start + len(text[start:].splitlines()[0].rstrip()))
        else:
            return
        yield self.report(place, message, mark=mark, covers=(Span(0, len(text)),))


def _is_numbered(text: str) -> bool:
    """Whether every line begins with its number, as in a listing that was copied from a page, or follows it."""
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    if len(lines) >= 2 * _MIN_LINES and all(
        line.strip() == str(position) for position, line in enumerate(lines[::2], 1)
    ):
        return True
    numbers = [_NUMBER.match(line) for line in lines]
    first = numbers[0] if numbers else None
    if len(lines) < _MIN_LINES or first is None:
        return False
    return all(number and int(number[1]) == int(first[1]) + position for position, number in enumerate(numbers))


def _line_mark(text: str) -> str:
    """The mark that every line begins with, as in a quotation or in the new side of a comparison."""
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    marks = {match[1] or match[2] for line in lines if (match := _MARK.match(line))}
    same = len(marks) == 1 or marks == {"+", "-"}
    return min(marks) if same and len(lines) >= _MIN_LINES and all(map(_MARK.match, lines)) else ""


def _is_text(document: Document) -> bool:
    """Whether there is no element, or one in the middle of text that is not TwiML."""
    if document.tags:
        return False
    if document.root is None:
        return not document.errors
    looks_like_twiml = document.root.name.lower() == "response" or document.root.name[:1].isupper()
    return not looks_like_twiml and any(error.kind == "text-before-root" for error in document.errors)
