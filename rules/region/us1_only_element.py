"""TW408 us1-only-element."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Node, Rule, Severity, data, regions


class Us1OnlyElement(Rule):
    """Element that us1 alone offers, in a document whose Region is not known.

    For teams that serve several Regions: the document works as long as its calls run in us1, which is where they run
    unless a number or a SIP domain was moved. Say which Region it is, and this hint gives way to a certain answer.

    Flagged:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
                            ^^^^ <Room> works in Region us1 alone, and nothing says which Region runs this document's calls; say so with the setting region or the directive region=us1
    Allowed:
        <!-- twimllint: region=us1 -->
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Allowed:
        <Response><Connect><Stream url="wss://media.acme.test/in"/></Connect></Response>
    """

    code, name = "TW408", "us1-only-element"
    severity = Severity.INFO
    default = False
    source = "https://www.twilio.com/docs/global-infrastructure/regional-product-and-feature-availability"
    on = ("#document",)

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        if ctx.region is not None:
            return
        table = regions.region_table(ctx)
        names = table.of_one_region()
        if not any(node.name in names or node.name.lower() == "room" for node in document.nodes):
            return
        others = [name for name, row in data("regions")["regions"].items() if not row["default"]]
        only: set[Node | None] = set()
        for node in document.nodes:
            key = table.element(node)
            if node.parent in only or not all(table.missing(key, name) for name in others):
                continue
            only.add(node)
            yield self.report(
                node,
                f"<{node.name}> works in Region us1 alone, and nothing says which Region runs this document's calls; say so "
                "with the setting region or the directive region=us1",
            )
