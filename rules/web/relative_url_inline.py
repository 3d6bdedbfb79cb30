"""TW807 relative-url-inline."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Text, urls, wording


class RelativeUrlInline(Rule):
    """A relative URL in TwiML that goes to Twilio inside an API request.

    A document that Twilio fetched has an address that relative URLs start from. TwiML in the `Twiml` parameter of a
    call has none, so Twilio refuses the update (15004) or the URL (11100). Looks only at documents with the role
    `inline`, from a directive or the configuration.

    Flagged:
        <!-- twimllint: role=inline -->
        <Response><Gather action="/k" numDigits="1"/><Hangup/></Response>
                                  ^^ "/k" in action is relative, and TwiML inside an API request has no address to start from; a whole URL begins with https:// (15004)
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

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        if ctx.role != "inline":
            return
        url = urls.read(item)
        text = url.whole.text
        if not text or url.scheme is not None or text.startswith("\ue000") or urls.schemeless(url) is not None:
            return
        message = (
            f'"{wording.shortened(text)}" in {urls.where(item)} is relative, and TwiML inside an API request has no '
            "address to start from; a whole URL begins with https:// (15004)"
        )
        yield self.report(url.span(url.whole), message)
