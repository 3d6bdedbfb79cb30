"""TW019 response-version."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity, edits


class ResponseVersion(Rule):
    """A version on `<Response>` that Twilio does not know.

    TwiML has no versions. All that is documented of the attribute is the error for a value that is not understood.

    Flagged:
        <Response version="2.0"><Say>Hi</Say></Response>
                  ^^^^^^^ TwiML has no versions: found "2.0"
    Fixed:
        <Response><Say>Hi</Say></Response>
    Allowed:
        <?xml version="1.0"?>
        <Response version="1.0"><Say>Hi</Say></Response>
    """

    code, name, twilio_code = "TW019", "response-version", 12101
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/12101"
    fixable = "safe"
    on = ("Response@version",)
    messages = {
        "version": Message(
            "TwiML has no versions",
            'found "{value}"',
            "Remove the attribute. Twilio warns about an unknown version ({code}).",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        # 1.0, the version of XML, is in copied samples and does no harm
        if attr.value not in ("1.0", "1"):
            fix = edits.remove_attribute(ctx.source, attr, safe=True)
            yield self.report(attr, "version", value=attr.value, fix=fix)
