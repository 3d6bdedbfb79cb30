"""TW813 unescaped-interpolation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Message, Rule, Severity, Span, Tier, conditions, events

#: The beginning of a string literal that holds markup, an assignment or ``return`` before it.
_LITERAL = re.compile(
    r"\ufeff?\s*(?:(?:(?:return|var|let|const|final|string|String|auto)\s+)*(?:[$@]?[\w.]+\s*:?\+?=\s*)?)"
    r"(?P<prefix>[fFrRbBuU]{1,2}|\$@?|@\$|%[qQ]?(?=\())?(?P<quote>\"\"\"|'''|\"|'|`|\()\s*(?:\\n\s*)*(?=<)"
)
_BRACES = re.compile(r"(?<!\{)\{(?![{}])([^{}\n]+)\}(?!\})")
_DOLLAR = re.compile(r"\$\{([^{}\n]+)\}")
_HASH = re.compile(r"#\{([^{}\n]+)\}")
#: What may be in no format of a value, and what the format of a number ends with: ``{x!r}``, ``{x:.2f}``.
_IN_NO_FORMAT, _NUMERIC = "{}'\"", tuple("dfegxob%")
#: Calls that leave no markup, and values that can hold none.
_SAFE = re.compile(
    r"\b(?:int|float|len|count|Number|parseInt|parseFloat|intval|h|e)\s*\(|(?i:escape|esc_|encode|entities|specialchars|"
    r"sanitize|quoteattr|quote)\w*\s*\(|\.(?:length|size|count|Count|Length)\b|\.to_[if]\b"
)
#: The code of a value is looked at up to this number of characters.
_MAX_LITERAL_CHARACTERS = 2000
_CONSTANT = re.compile(r"\s*(?:'[^']*'|\"[^\"]*\"|[\d.]+|[A-Z][A-Z0-9_]*)\s*")


_HELP = "Escape it first: < or & in it breaks the document or adds verbs."


class UnescapedInterpolation(Rule):
    """A variable in a program's TwiML string without an escape call.

    What is written into the string becomes part of the document: a name with `&` makes Twilio reject the document
    (12100), and one with `</Say><Dial>` in it places a call. In a program this is a warning where the value comes from
    the request, in the same function and without an escape call on the way; any other value that looks like free text
    is an info.

    Flagged (app.py):
        from flask import request
        def voice():
            body = request.form["Body"].strip()
            return f"<Response><Say>You said {body}</Say></Response>"
                                             ^^^^^^ unescaped value in TwiML: "body" can inject TwiML
    Flagged (app.py):
        def welcome(settings):
            return f"<Response><Say>{settings.greeting}</Say></Response>"
                                    ^^^^^^^^^^^^^^^^^^^ unescaped value in TwiML: "settings.greeting" can inject TwiML
    Allowed (app.py):
        from flask import request
        from xml.sax.saxutils import escape
        def voice():
            body = escape(request.form["Body"])
            return f"<Response><Say>You said {body}</Say><Play>{request.form['CallSid']}.mp3</Play></Response>"

    Flagged:
        f"<Response><Say>{name}</Say></Response>"
                         ^^^^^^ unescaped value in TwiML: "name" can inject TwiML
    Flagged:
        return `<Response><Dial>${req.body.to}</Dial><Say>${escapeXml(text)}</Say></Response>`;
                                ^^^^^^^^^^^^^^ unescaped value in TwiML: "req.body.to" can inject TwiML
    Flagged:
        "<Response><Say>Hello " + user.name + ", welcome</Say></Response>"
                                  ^^^^^^^^^ unescaped value in TwiML: "user.name" can inject TwiML
    Flagged:
        "<Response><Say>Hello %s</Say></Response>" % name
                              ^^ unescaped value in TwiML: "name" can inject TwiML
    Allowed:
        f"<Response><Say>{escape(name)} {{x}} {len(names)} {total:.2f}</Say></Response>"
    Allowed:
        <Response><Say>{name}</Say></Response>
    """

    code, name = "TW813", "unescaped-interpolation"
    tier = Tier.SYNTAX
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml"
    on = ("#document", "#unescaped-value")
    when = (conditions.no_markup,)
    supersedes = ("not-xml-body",)
    runs_on_malformed = True
    messages = {
        "request": Message("unescaped value in TwiML", '"{value}" can inject TwiML', _HELP),
        "value": Message("unescaped value in TwiML", '"{value}" can inject TwiML', _HELP, severity=Severity.INFO),
    }

    def check(self, item: Document | events.UnescapedValue, ctx: Context) -> Iterator[Diagnostic]:
        if isinstance(item, events.UnescapedValue):
            message = "request" if item.values["request"] else "value"
            yield self.report(item.span, message, value=item.values["expression"])
            return
        text = ctx.source.text
        literal = _LITERAL.match(text)
        if literal is None or "<Response" not in text:
            return
        everything = (Span(0, len(text)),)
        for span, code in sorted(set(_places(text, literal))):
            yield self.report(span, "request", value=code, covers=everything)


def _places(text: str, literal: re.Match[str]) -> Iterator[tuple[Span, str]]:
    """The places of values in the string that nothing escapes, and the code of each."""
    prefix, quote = literal["prefix"] or "", literal["quote"]
    start = literal.end()
    if "$" in prefix or "f" in prefix.lower():
        forms = [_BRACES]
    elif quote in ("'", "'''"):
        forms = []
    else:
        forms = [_DOLLAR] if quote == "`" else [_HASH, _DOLLAR]
    for form in forms:
        for match in form.finditer(text, start):
            code = match[1]
            bare, format_of_value = _formatted_value(code) if form is _BRACES else (code, "")
            if not format_of_value.endswith(_NUMERIC) and _unsafe(bare):
                yield Span(*match.span()), bare.strip()
    if quote != "(":
        yield from _joined(text, start, quote[0])
        yield from _formatted(text, start, quote)


def _formatted_value(code: str) -> tuple[str, str]:
    """The value in the braces of an f-string, and its format after the colon."""
    last = max(code.rfind(mark) for mark in _IN_NO_FORMAT)
    before, _, format_of_value = code[last + 1 :].partition(":")
    value = code[: last + 1] + before
    return value[:-2] if value[-2:] in ("!r", "!s", "!a") else value, format_of_value


def _joined(text: str, start: int, quote: str) -> Iterator[tuple[Span, str]]:
    """``"..." + name + "..."``, in PHP with dots, in Basic with ampersands."""
    pattern = rf"{quote}\s*[+.&]\s*([A-Za-z_$@][^{quote}<>\n;]*?)\s*(?:[+.&]\s*(?={quote})|;?\s*\Z)"
    for match in re.finditer(pattern, text[start:]):
        if _unsafe(match[1]) and not match[1].startswith("format("):
            yield Span(start + match.start(1), start + match.end(1)), match[1]


def _formatted(text: str, start: int, quote: str) -> Iterator[tuple[Span, str]]:
    """``"...%s..." % name`` and ``"...{}...".format(name)``."""
    end = text.rfind(quote)
    after = text[end + len(quote) :].strip().rstrip(";")
    percent, call = re.fullmatch(r"%\s*(.+)", after, re.DOTALL), re.fullmatch(r"\.format\((.*)\)", after, re.DOTALL)
    arguments = percent or call
    if arguments is None or not _unsafe(arguments[1]):
        return
    field = r"%(?:\(\w+\))?s" if percent else r"(?<!\{)\{\w*\}(?!\})"
    for match in re.compile(field).finditer(text, start, end):
        yield Span(*match.span()), arguments[1].strip("() ")


def _unsafe(code: str) -> bool:
    return not _SAFE.search(code[:_MAX_LITERAL_CHARACTERS]) and not _CONSTANT.fullmatch(code)
