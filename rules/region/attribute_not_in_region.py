"""TW402 attribute-not-in-region."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Rule, Severity, conditions, regions


class AttributeNotInRegion(Rule):
    """Attribute that the document's Twilio Region does not offer.

    TaskRouter is absent from au1, Conversational Intelligence from ie1 and au1: a task is not made, a transcript not
    analysed, and no caller will say so.

    Flagged:
        <!-- twimllint: region=au1 -->
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"/></Response>
                           ^^^^^^^^^^^ "workflowSid" on <Enqueue> does nothing in Region au1 (known from the directive region=au1): TaskRouter is in beta in ie1 and absent from au1
    Flagged:
        <!-- twimllint: region=ie1 -->
        <Response><Start><Transcription intelligenceService="GA00000000000000000000000000000001"/></Start></Response>
                                        ^^^^^^^^^^^^^^^^^^^ "intelligenceService" on <Transcription> does nothing in Region ie1 ...
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

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        here = ctx.region
        if here is None:
            return
        table = regions.region_table(ctx)
        for node in document.nodes:
            for attr in node.attrs:
                key = table.attribute(attr)
                if key is not None and table.missing(key, here.name):
                    note = table.rows[key].get("note") or regions.offered(table.offering(key))
                    message = f'"{attr.name}" on <{node.name}> does nothing in {here}: {note}'
                    # a Task under a workflow that is not there is the same mistake
                    tasks = [child for child in node.children if child.name == "Task"]
                    yield self.report(attr, message, related=here.related, covers=tasks)
