"""TW019 response-version."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Severity, edits


class ResponseVersion(Rule):
    """`<Response>` carries a version that Twilio does not know.

    TwiML has no versions. All that is documented of the attribute is the error for a value that is not understood.

    Flagged:
        <Response version="2.0"><Say>Hi</Say></Response>
                  ^^^^^^^ version is "2.0"; TwiML has no versions, and Twilio warns of one that it does not know (12101)
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
    known, templated = False, True
    supersedes = ("unknown-attribute", "empty-attribute")

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        # 1.0, XML's own number, stands in copied samples and does no harm
        if attr.templated or attr.value in ("1.0", "1"):
            return
        message = (
            f'version is "{attr.value}"; TwiML has no versions, and Twilio warns of one that it does not know (12101)'
        )
        yield self.report(attr, message, fix=edits.remove_attribute(ctx.source, attr, safe=True))
