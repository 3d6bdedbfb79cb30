"""TW405 region-host-without-edge."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Severity, Text, data, edits, regions


class RegionHostWithoutEdge(Rule):
    """Twilio host that names a Region and no edge.

    A host of Twilio's has to name the edge too, as in api.dublin.ie1.twilio.com. Without it the request is processed in
    us1 whatever the Region says, and the API hosts of the other Regions were switched off on 2026-04-28.

    Flagged:
        <Response><Redirect>https://api.ie1.twilio.com/x</Redirect></Response>
                                    ^^^^^^^^^^^^^^^^^^ the host "api.ie1.twilio.com" names Region ie1 and no edge; Twilio switched it off on 2026-04-28, and api.dublin.ie1.twilio.com is the host of that Region
    Fixed:
        <Response><Redirect>https://api.dublin.ie1.twilio.com/x</Redirect></Response>
    Flagged:
        <Response><Dial action="https://conversations.au1.twilio.com/x">+14155550100</Dial></Response>
                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the host "conversations.au1.twilio.com" names Region au1 and no edge; Twilio processes the request in us1 then, and conversations.sydney.au1.twilio.com is the host of that Region
    Fixed:
        <Response><Dial action="https://conversations.sydney.au1.twilio.com/x">+14155550100</Dial></Response>
    Flagged:
        <Response><Redirect>https://api.de1.twilio.com/x</Redirect></Response>
                                    ^^^^^^^^^^^^^^^^^^ the host "api.de1.twilio.com" names de1, the old id of an edge; Twilio switched it off on 2026-04-28, and api.frankfurt.us1.twilio.com comes in by that edge
    Fixed:
        <Response><Redirect>https://api.frankfurt.us1.twilio.com/x</Redirect></Response>
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
    needs = ("twilio.", "TWILIO.", "Twilio.")

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        host = regions.host_in(item)
        if host is None or host.evidence != "misleading" or host.id == "us1":
            return
        table = data("regions")
        own, old = table["regions"].get(host.id), table["edges_only"].get(host.id)
        if own is None and old is None:
            return
        product = host.text.split(".")[0]
        edge, where = (own["default_edge"], host.id) if own else (old["edge"], old["processed_in"])
        right = f"{product}.{edge}.{where}.twilio.com"
        names = f"Region {host.id} and no edge" if own else f"{host.id}, the old id of an edge"
        fate = f"Twilio switched it off on {host.dead}" if host.dead else "Twilio processes the request in us1 then"
        is_what = "is the host of that Region" if own else "comes in by that edge"
        message = f'the host "{host.text}" names {names}; {fate}, and {right} {is_what}'
        yield self.report(host.span, message, fix=edits.replace(host.span, right, f"write {right}"))
