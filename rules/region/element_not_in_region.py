"""TW401 element-not-in-region."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Message, Node, Rule, Severity, conditions, regions, wording

#: Elements whose absence Twilio reports with a number.
_MESSAGES = {"Message": "message", "Sms": "message", "WhatsApp": "whatsapp"}


class ElementNotInRegion(Rule):
    """An element that the document's Twilio Region does not offer.

    Some of Twilio's products are available in us1 only: calls into a video Room, VirtualAgent, SIPREC, WhatsApp, text
    messages. In ie1 or au1 the caller does not get through, and a message is not sent. TwiML does not choose the
    Region; it is known from `--region`, a directive, the configuration, `TWILIO_REGION`, or from hosts in the
    document's URLs that all name one Region (then the finding is a warning).

    Flagged:
        <!-- twimllint: region=ie1 -->
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
                            ^^^^ <Room> is not available in Region ie1: only in us1
    Config:
        region = "au1"
    Flagged:
        <Response><Start><Siprec connectorName="tapes"/></Start><Dial callerId="+14155550100"><WhatsApp>+14155550101</WhatsApp></Dial></Response>
                          ^^^^^^ <Siprec> is not available in Region au1: only in us1
                                                                                               ^^^^^^^^ <WhatsApp> is not available in Region au1: only in us1
    Flagged:
        <Response><Message><Body>Hi</Body><Media>https://app.acme.test/a.png</Media></Message></Response>
                   ^^^^^^^ <Message> is not available in Region au1: only in us1
    Allowed:
        <!-- twimllint: region=us1 -->
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Allowed:
        <Response><Connect><Stream url="wss://media.acme.test/in"/></Connect></Response>
    Config:
        fail-on = "error"
    Flagged:
        <Response><Connect action="https://api.dublin.ie1.twilio.com/left"><Room>DailyStandup</Room></Connect></Response>
                                                                            ^^^^ <Room> is not available in Region ie1: only in us1
    Allowed:
        <Response><Connect action="https://api.twilio.com/left"><Room>DailyStandup</Room></Connect></Response>
    """

    code, name = "TW401", "element-not-in-region"
    source = "https://www.twilio.com/docs/global-infrastructure/regional-product-and-feature-availability"
    on = ("#document",)
    when = (conditions.region_known,)
    messages = {
        "call": Message(
            "<{element}> is not available in Region {region}",
            "only in {others}",
            "Run the call in {others}. The Region is known from {origin}.",
        ),
        "message": Message(
            "<{element}> is not available in Region {region}",
            "only in {others}",
            "Send the message in {others}: Twilio does not send it elsewhere ({code}). The Region is known from {origin}.",
            twilio_code=13803,
        ),
        "whatsapp": Message(
            "<{element}> is not available in Region {region}",
            "only in {others}",
            "Run the call in {others}: Twilio rejects it elsewhere ({code}). The Region is known from {origin}.",
            twilio_code=37001,
        ),
    }

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        here = regions.region_of(ctx)
        if here is None:
            return
        table = regions.region_table(ctx)
        missing: set[Node | None] = set()
        for node in document.nodes:
            key = table.element(node)
            inside = node.parent in missing
            if not inside and not table.missing(key, here.name):
                continue
            missing.add(node)
            if not inside:
                yield self.report(
                    node,
                    _MESSAGES.get(node.name, "call"),
                    element=node.name,
                    region=here.name,
                    others=wording.listed(table.offering(key)),
                    origin=here.origin,
                    related=here.related,
                    severity=Severity.WARNING if here.by_host else None,
                )
