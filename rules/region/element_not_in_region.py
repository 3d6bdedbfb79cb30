"""TW401 element-not-in-region."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Node, Rule, Severity, conditions, regions


class ElementNotInRegion(Rule):
    """Element that the document's Twilio Region does not offer.

    Some of Twilio's products live in us1 alone: calls into a video Room, VirtualAgent, SIPREC, WhatsApp, text messages.
    In ie1 or au1 the caller does not get through, and a message is refused with error 13803. TwiML does not choose the
    Region; it is told by `--region`, a directive, the configuration, `TWILIO_REGION`, or by hosts in the document's URLs
    that all name one Region (then the finding is a warning).

    Flagged:
        <!-- twimllint: region=ie1 -->
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
                            ^^^^ <Room> is not offered in Region ie1 (known from the directive region=ie1); us1 alone offers it, so the call has to run there
    Config:
        region = "au1"
    Flagged:
        <Response><Start><Siprec connectorName="tapes"/></Start><Dial callerId="+14155550100"><WhatsApp>+14155550101</WhatsApp></Dial></Response>
                          ^^^^^^ <Siprec> is not offered in Region au1 ...
                                                                                               ^^^^^^^^ <WhatsApp> is not offered in Region au1 ...
    Flagged:
        <Response><Message><Body>Hi</Body><Media>https://app.acme.test/a.png</Media></Message></Response>
                   ^^^^^^^ <Message> is not offered in Region au1 (known from twimllint.toml); us1 alone offers it, and Twilio refuses it elsewhere (13803)
    Allowed:
        <!-- twimllint: region=us1 -->
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Allowed:
        <Response><Connect><Stream url="wss://media.acme.test/in"/></Connect></Response>
    Config:
        fail-on = "error"
    Flagged:
        <Response><Connect action="https://api.dublin.ie1.twilio.com/left"><Room>DailyStandup</Room></Connect></Response>
                                                                            ^^^^ <Room> is not offered in Region ie1 (known from the host "api.dublin.ie1.twilio.com"); ...
    Allowed:
        <Response><Connect action="https://api.twilio.com/left"><Room>DailyStandup</Room></Connect></Response>
    """

    code, name, twilio_code = "TW401", "element-not-in-region", 13803
    source = "https://www.twilio.com/docs/global-infrastructure/regional-product-and-feature-availability"
    on = ("#document",)
    when = (conditions.region_known,)

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        here = ctx.region
        if here is None:
            return
        table = regions.region_table(ctx)
        missing: set[Node | None] = set()
        for node in document.nodes:
            if node.parent in missing:
                missing.add(node)  # what stands in it goes with it
                continue
            key = table.element(node)
            if not table.missing(key, here.name):
                continue
            missing.add(node)
            refused = node.name in ("Message", "Sms")
            end = ", and Twilio refuses it elsewhere (13803)" if refused else ", so the call has to run there"
            message = f"<{node.name}> is not offered in {here}; {regions.offered(table.offering(key))}{end}"
            severity = Severity.WARNING if here.by_host else None
            yield self.report(node, message, related=here.related, severity=severity)
