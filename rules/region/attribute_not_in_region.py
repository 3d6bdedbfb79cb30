"""TW402 attribute-not-in-region."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Message, Rule, Severity, conditions, regions, values, wording


class AttributeNotInRegion(Rule):
    """An attribute that the document's Twilio Region does not offer.

    TaskRouter is not available in au1, Conversational Intelligence not in ie1 and au1: a task is not created, a
    transcript is not analyzed, and the call does not fail.

    Flagged:
        <!-- twimllint: region=au1 -->
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"/></Response>
                           ^^^^^^^^^^^ workflowSid is not available in Region au1: it has no effect
    Flagged:
        <!-- twimllint: region=ie1 -->
        <Response><Start><Transcription intelligenceService="GA00000000000000000000000000000001"/></Start></Response>
                                        ^^^^^^^^^^^^^^^^^^^ intelligenceService is not available in Region ie1: it has no effect
    Allowed:
        <!-- twimllint: region=us1 -->
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"/></Response>
    """

    code, name = "TW402", "attribute-not-in-region"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/global-infrastructure/regional-product-and-feature-availability"
    on = ("#document",)
    when = (conditions.region_known,)
    supersedes = ("element-not-in-region",)
    messages = {
        "region": Message(
            "{attribute} is not available in Region {region}",
            "it has no effect",
            "Run the call in another Region, or remove the attribute: {note} ({code}). The Region is known from {origin}.",
        ),
    }

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        here = regions.region_of(ctx)
        if here is None:
            return
        table = regions.region_table(ctx)
        for node in document.nodes:
            for attr in node.attrs:
                key = table.attribute(attr)
                if key is not None and table.missing(key, here.name):
                    kind = values.attribute_type(attr, ctx)
                    yield self.report(
                        attr,
                        "region",
                        twilio_code=None if kind is None else kind.about.errors.get("region"),
                        attribute=attr.name,
                        region=here.name,
                        origin=here.origin,
                        note=table.rows[key].get("note") or f"only in {wording.listed(table.offering(key))}",
                        related=here.related,
                        # a Task under a workflow that is not available is the same mistake
                        covers=[child for child in node.children if child.name == "Task"],
                    )
