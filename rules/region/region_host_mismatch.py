"""TW404 region-host-mismatch."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Related, Rule, Severity, Text, regions


class RegionHostMismatch(Rule):
    """Twilio host of another Region than the document's, or two such hosts that disagree.

    Regions share nothing: a call that runs in ie1 is unknown in au1, and a service there does not see its call, its
    queues or its keys.

    Flagged:
        <!-- twimllint: region=ie1 -->
        <Response><Redirect>https://acme-1234.sydney.au1.twil.io/next</Redirect></Response>
                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the host "acme-1234.sydney.au1.twil.io" belongs to Region au1, this document to Region ie1 (known from the directive region=ie1); Regions share neither calls nor settings
    Flagged:
        <Response><Gather action="https://acme-1234.dublin.ie1.twil.io/key"/><Redirect>https://acme-1234.sydney.au1.twil.io/next</Redirect></Response>
                                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the host "acme-1234.sydney.au1.twil.io" belongs to Region au1, "acme-1234.dublin.ie1.twil.io" in the same document to ie1; Regions share neither calls nor settings
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
    needs = ("twilio.", "twil.", "TWIL", "Twil")

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        host = regions.host_in(item)
        if host is None or host.region is None:
            return
        here = ctx.region
        first = next(other for other in regions.twilio_hosts(ctx) if other.region is not None)
        known = here.name if here is not None else first.region
        if host.region == known:
            return
        other = f"this document to {here}" if here is not None else f'"{first.text}" in the same document to {known}'
        message = (
            f'the host "{host.text}" belongs to Region {host.region}, {other}; Regions share neither calls nor settings'
        )
        related = here.related if here is not None else (Related(first.span, f"a host of Region {known}"),)
        yield self.report(host.span, message, related=related)
