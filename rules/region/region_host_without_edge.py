"""TW405 region-host-without-edge."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity, Text, data, edits, regions


class RegionHostWithoutEdge(Rule):
    """A Twilio host that names a Region and no edge.

    A host of Twilio's must name the edge too, as in api.dublin.ie1.twilio.com. Without it the request is processed in
    us1 whatever the Region says, and the API hosts of the other Regions were switched off on 2026-04-28.

    Flagged:
        <Response><Redirect>https://api.ie1.twilio.com/x</Redirect></Response>
                                    ^^^^^^^^^^^^^^^^^^ host names Region ie1 without an edge: write api.dublin.ie1.twilio.com
    Fixed:
        <Response><Redirect>https://api.dublin.ie1.twilio.com/x</Redirect></Response>
    Flagged:
        <Response><Dial action="https://conversations.au1.twilio.com/x">+14155550100</Dial></Response>
                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ host names Region au1 without an edge: write conversations.sydney.au1.twilio.com
    Fixed:
        <Response><Dial action="https://conversations.sydney.au1.twilio.com/x">+14155550100</Dial></Response>
    Flagged:
        <Response><Redirect>https://api.de1.twilio.com/x</Redirect></Response>
                                    ^^^^^^^^^^^^^^^^^^ host names de1, the old id of an edge: write api.frankfurt.us1.twilio.com
    Fixed:
        <Response><Redirect>https://api.frankfurt.us1.twilio.com/x</Redirect></Response>
    Flagged:
        <Response><Redirect>https://conversations.de1.twilio.com/x</Redirect></Response>
                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ host names de1, the old id of an edge: write conversations.frankfurt.us1.twilio.com
    Fixed:
        <Response><Redirect>https://conversations.frankfurt.us1.twilio.com/x</Redirect></Response>
    Allowed:
        <Response><Redirect>https://api.us1.twilio.com/x</Redirect></Response>
    Allowed:
        <Response><Redirect>https://api.dublin.ie1.twilio.com/x</Redirect></Response>
    """

    code, name = "TW405", "region-host-without-edge"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/global-infrastructure/edge-locations/legacy-regions"
    fixable = "unsafe"
    on = ("#url",)
    known, templated = False, True
    needs = ("twilio.",)
    messages = {
        "region": Message(
            "host names Region {id} without an edge",
            "write {right}",
            "Write {right}. Twilio processes requests to this host in us1.",
        ),
        "switched-off": Message(
            "host names Region {id} without an edge",
            "write {right}",
            "Write {right}. Twilio switched this host off on {dead}.",
        ),
        "old-id": Message(
            "host names {id}, the old id of an edge",
            "write {right}",
            "Write {right}. Twilio processes requests to this host in us1.",
        ),
        "old-id-switched-off": Message(
            "host names {id}, the old id of an edge",
            "write {right}",
            "Write {right}. Twilio switched this host off on {dead}.",
        ),
    }

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        host = regions.host_in(item)
        if host is None or host.evidence != "misleading" or host.id == "us1":
            return
        table = data("regions")
        region, old = table["regions"].get(host.id), table["edges_only"].get(host.id)
        if region is None and old is None:
            return
        edge, where = (region["default_edge"], host.id) if region else (old["edge"], old["processed_in"])
        right = f"{host.text.split('.')[0]}.{edge}.{where}.twilio.com"
        if region:
            message = "switched-off" if host.dead else "region"
        else:
            message = "old-id-switched-off" if host.dead else "old-id"
        fix = edits.replace(host.span, right, f"write {right}")
        yield self.report(host.span, message, id=host.id, right=right, dead=host.dead, fix=fix)
