"""TW403 limited-in-region."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Document, Message, Node, Rule, Severity, conditions, regions


class LimitedInRegion(Rule):
    """An element or attribute that works in the document's Region with limits.

    Whether the limit matters cannot be seen in the document: which provider a payment connector uses, whether a caller
    ID is a number at Twilio. Each limit is reported once for a document.

    Flagged:
        <!-- twimllint: region=ie1 -->
        <Response><Pay paymentConnector="till" chargeAmount="9.99"/></Response>
                   ^^^ <Pay> has limits in Region ie1: see the help
    Flagged:
        <!-- twimllint: region=au1 -->
        <Response><Dial callerId="+61255500100"><Number>+61255500101</Number></Dial><Dial callerId="+61255500102">+61255500103</Dial></Response>
                        ^^^^^^^^ callerId has limits in Region au1: see the help
    Allowed:
        <!-- twimllint: region=au1 -->
        <Response><Dial callerId="client:amy"><Client>bob</Client></Dial></Response>
    Allowed:
        <Response><Pay paymentConnector="till" chargeAmount="9.99"/></Response>
    """

    code, name = "TW403", "limited-in-region"
    severity = Severity.INFO
    source = "https://www.twilio.com/docs/global-infrastructure/regional-product-and-feature-availability"
    on = ("#document",)
    when = (conditions.region_known,)
    messages = {
        "limit": Message(
            "{subject} has limits in Region {region}",
            "see the help",
            "Check that this does not affect you: {note}. The Region is known from {origin}.",
        ),
    }

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        here = regions.region_of(ctx)
        if here is None:
            return
        reported: set[str] = set()
        for node in document.nodes:
            items: tuple[Node | Attr, ...] = (node, *node.attrs)
            for item in items:
                limit = regions.limit(item, here.name, ctx)
                if limit is not None and limit[0] not in reported and not _is_no_phone_number(item):
                    reported.add(limit[0])
                    yield self.report(
                        item,
                        "limit",
                        subject=f"<{item.name}>" if isinstance(item, Node) else item.name,
                        region=here.name,
                        note=limit[1],
                        origin=here.origin,
                        related=here.related,
                    )


def _is_no_phone_number(item: Node | Attr) -> bool:
    """Whether a caller ID is not a phone number, or one that only the running program knows."""
    return isinstance(item, Attr) and item.name == "callerId" and (item.templated or ":" in item.value)
