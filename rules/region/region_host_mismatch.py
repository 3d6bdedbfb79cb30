"""TW404 region-host-mismatch."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Related, Rule, Severity, Text, regions


class RegionHostMismatch(Rule):
    """A Twilio host of another Region than the document's, or two such hosts that disagree.

    Regions share nothing: a call that runs in ie1 is unknown in au1, and a service there does not see its call, its
    queues or its keys.

    Flagged:
        <!-- twimllint: region=ie1 -->
        <Response><Redirect>https://acme-1234.sydney.au1.twil.io/next</Redirect></Response>
                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ host of another Region: au1, but the document runs in ie1
    Flagged:
        <Response><Gather action="https://acme-1234.dublin.ie1.twil.io/key"/><Redirect>https://acme-1234.sydney.au1.twil.io/next</Redirect></Response>
                                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hosts of different Regions: au1, but another host is in ie1
    Allowed:
        <Response><Gather action="https://acme-1234.dublin.ie1.twil.io/key"/><Redirect>https://api.dublin.ie1.twilio.com/next</Redirect></Response>
    Allowed:
        <!-- twimllint: region=ie1 -->
        <Response><Dial action="https://acme-1234.twil.io/left"><Sip>sip:amy@acme.sip.sydney.twilio.com</Sip></Dial></Response>
    """

    code, name = "TW404", "region-host-mismatch"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/global-infrastructure/edge-locations/legacy-regions"
    on = ("#url",)
    known, templated = False, True
    needs = ("twilio.", "twil.")
    messages = {
        "document": Message(
            "host of another Region",
            "{region}, but the document runs in {here}",
            "Use a host of {here}. Regions share neither calls nor settings. The Region is known from {origin}.",
        ),
        "hosts": Message(
            "hosts of different Regions",
            "{region}, but another host is in {here}",
            "Use hosts of one Region. Regions share neither calls nor settings.",
        ),
    }

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        host = regions.host_in(item)
        if host is None or host.region is None:
            return
        here = regions.region_of(ctx)
        if here is not None:
            if host.region != here.name:
                yield self.report(
                    host.span, "document", region=host.region, here=here.name, origin=here.origin, related=here.related
                )
            return
        first = next(other for other in regions.twilio_hosts(ctx) if other.region is not None)
        if host.region != first.region:
            related = (Related(first.span, f"Region {first.region}"),)
            yield self.report(host.span, "hosts", region=host.region, here=first.region, related=related)
