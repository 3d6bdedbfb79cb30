"""TW403 limited-in-region."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Document, Node, Rule, Severity, conditions, regions


class LimitedInRegion(Rule):
    """Element or attribute that works in the document's Region with limits.

    Whether the limit matters cannot be seen in the document: which provider stands behind a payment connector, whether a
    caller ID is a number held at Twilio. Each limit is told once for a document.

    Flagged:
        <!-- twimllint: region=ie1 -->
        <Response><Pay paymentConnector="till" chargeAmount="9.99"/></Response>
                   ^^^ <Pay> has limits in Region ie1 (known from the directive region=ie1): only these payment connectors work there: ...
    Flagged:
        <!-- twimllint: region=au1 -->
        <Response><Dial callerId="+61255500100"><Number>+61255500101</Number></Dial><Dial callerId="+61255500102">+61255500103</Dial></Response>
                        ^^^^^^^^ "callerId" on <Dial> has limits in Region au1 (known from the directive region=au1): verified caller IDs are not taken there; the caller ID has to be a Twilio number
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

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        here = ctx.region
        if here is None:
            return
        told: set[str] = set()
        for node in document.nodes:
            items: tuple[Node | Attr, ...] = (node, *node.attrs)
            for item in items:
                found = regions.limit(item, here.name, ctx)
                if found is not None and found[0] not in told and not _harmless(item):
                    told.add(found[0])
                    subject = f"<{node.name}>" if isinstance(item, Node) else f'"{item.name}" on <{node.name}>'
                    yield self.report(item, f"{subject} has limits in {here}: {found[1]}", related=here.related)


def _harmless(item: Node | Attr) -> bool:
    """Whether a caller ID is no phone number, or one that only the running program knows."""
    return isinstance(item, Attr) and item.name == "callerId" and (item.templated or ":" in item.value)
