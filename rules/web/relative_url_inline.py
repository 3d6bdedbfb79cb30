"""TW807 relative-url-inline."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Text, has_template, urls


class RelativeUrlInline(Rule):
    """A relative URL in TwiML that goes to Twilio inside an API request.

    Relative URLs are resolved against the address of the document. TwiML in the `Twiml` parameter of a
    call has none, so Twilio rejects the update (15004) or the URL (11100). Only documents with the role
    `inline`, from a directive or the configuration, are checked.

    Flagged:
        <!-- twimllint: role=inline -->
        <Response><Gather action="/k" numDigits="1"/><Hangup/></Response>
                                  ^^ relative URL in an inline document: found "/k"
    Allowed:
        <!-- twimllint: role=inline -->
        <Response><Gather action="https://ivr.acme.test/k" numDigits="1"/><Redirect>{{ base }}/n</Redirect></Response>
    Allowed:
        <Response><Gather action="/k" numDigits="1"/><Hangup/></Response>
    """

    code, name, twilio_code = "TW807", "relative-url-inline", 15004
    default = False
    source = "https://www.twilio.com/docs/api/errors/15004"
    on = ("#url",)
    known, templated = False, True
    messages = {
        "relative": Message(
            "relative URL in an inline document",
            'found "{url}"',
            "Write the whole URL: TwiML in an API request has no address to resolve it against. Twilio rejects the "
            "request ({code}).",
        ),
    }

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        if ctx.role != "inline":
            return
        url = urls.parse_url(item)
        text = url.whole.text
        if not text or url.scheme is not None or has_template(text[:1]) or urls.schemeless(url) is not None:
            return
        yield self.report(url.span(url.whole), "relative", url=text)
