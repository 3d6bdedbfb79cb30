"""TW408 us1-only-element."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Message, Node, Rule, Severity, data, regions


class Us1OnlyElement(Rule):
    """An element that only us1 offers, in a document whose Region is not known.

    For teams that serve several Regions: the document works as long as its calls run in us1, which is where they run
    unless a number or a SIP domain was moved. Declare the Region, and a certain answer replaces this hint.

    Flagged:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
                            ^^^^ <Room> is available in us1 only: the Region of this document is not known
    Allowed:
        <!-- twimllint: region=us1 -->
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Allowed:
        <Response><Connect><Stream url="wss://media.acme.test/in"/></Connect></Response>
    """

    code, name = "TW408", "us1-only-element"
    severity = Severity.INFO
    source = "https://www.twilio.com/docs/global-infrastructure/regional-product-and-feature-availability"
    default = False
    on = ("#document",)
    messages = {
        "unknown": Message(
            "<{element}> is available in us1 only",
            "the Region of this document is not known",
            "Declare the Region with the setting region or the directive region=us1.",
        ),
    }

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        if regions.region_of(ctx) is not None:
            return
        table = regions.region_table(ctx)
        names = table.of_one_region()
        if not any(node.name in names or node.name.lower() == "room" for node in document.nodes):
            return
        others = [name for name, row in data("regions")["regions"].items() if not row["default"]]
        only: set[Node | None] = set()
        for node in document.nodes:
            key = table.element(node)
            if node.parent not in only and all(table.missing(key, name) for name in others):
                only.add(node)
                yield self.report(node, "unknown", element=node.name)
