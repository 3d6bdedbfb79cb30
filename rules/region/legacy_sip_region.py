"""TW406 legacy-sip-region."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Rule, Severity, Text, data, edits

_PARAMETER = re.compile(r"[^;?]*(?:;[^;?]*)*?;\s*(region)\s*=\s*([^;?&\s]*)", re.IGNORECASE)


class LegacySipRegion(Rule):
    """SIP URI with the parameter region, which is called edge now.

    The parameter picks the edge that the call leaves Twilio from, not the Region that runs it. The old spelling takes
    the old ids of edges; the new one takes their names.

    Flagged:
        <Response><Dial><Sip>sip:amy@sip.acme.test;region=ie1</Sip></Dial></Response>
                                                   ^^^^^^^^^^ "region=ie1" is the old spelling of the edge by which the call leaves Twilio; write edge=dublin
    Fixed:
        <Response><Dial><Sip>sip:amy@sip.acme.test;edge=dublin</Sip></Dial></Response>
    Flagged:
        <Response><Dial><Sip>sip:amy@sip.acme.test;region={{ region }}?x-id=1</Sip></Dial></Response>
                                                   ^^^^^^^^^^^^^^^^^^^ "region" is the old spelling of the edge by which the call leaves Twilio; write edge= and the name of an edge
    Allowed:
        <Response><Dial><Sip>sip:amy@sip.acme.test;edge=dublin</Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip>sip:amy@sip.acme.test?x-region=ie1;region=ie1</Sip></Dial></Response>
    """

    code, name = "TW406", "legacy-sip-region"
    severity = Severity.INFO
    source = "https://www.twilio.com/docs/voice/twiml/sip"
    fixable = "unsafe"
    on = ("Sip/text",)
    known, templated = False, True
    needs = ("region", "Region", "REGION")

    def check(self, text: Text, ctx: Context) -> Iterator[Diagnostic]:
        match = _PARAMETER.match(text.value)
        if match is None:
            return
        old = data("regions")["sip_regions"].get(match[2].lower())
        span = text.part(match.start(1), match.end(2))
        shown = f"region={match[2]}" if old is not None else "region"
        new = f"edge={old['edge']}" if old is not None else "edge= and the name of an edge"
        message = f'"{shown}" is the old spelling of the edge by which the call leaves Twilio; write {new}'
        yield self.report(span, message, fix=edits.replace(span, new, f"write {new}") if old is not None else None)
