"""TW406 legacy-sip-region."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Rule, Severity, Text, data, edits

_PARAMETER = re.compile(r";\s*(region)\s*=\s*([^;?&\s]*)", re.IGNORECASE)


class LegacySipRegion(Rule):
    """A SIP URI with the parameter region, which is called edge now.

    The parameter selects the edge through which the call leaves Twilio, not the Region that runs it. The old spelling
    has the old ids of edges; the new one has their names.

    Flagged:
        <Response><Dial><Sip>sip:amy@sip.acme.test;region=ie1</Sip></Dial></Response>
                                                   ^^^^^^^^^^ SIP parameter region is deprecated: write edge=dublin
    Fixed:
        <Response><Dial><Sip>sip:amy@sip.acme.test;edge=dublin</Sip></Dial></Response>
    Flagged:
        <Response><Dial><Sip>sip:amy@sip.acme.test;region={{ region }}?x-id=1</Sip></Dial></Response>
                                                   ^^^^^^^^^^^^^^^^^^^ SIP parameter region is deprecated: write edge= and the name of an edge
    Allowed:
        <Response><Dial><Sip>sip:amy@sip.acme.test;edge=dublin</Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip>sip:amy@sip.acme.test?x-region=ie1;region=ie1</Sip></Dial></Response>
    """

    code, name = "TW406", "legacy-sip-region"
    severity = Severity.INFO
    source = "https://www.twilio.com/docs/voice/twiml/sip"
    fixable = "unsafe"
    on = ("Sip/text", "Uri/text")
    known, templated = False, True
    needs = ("region",)
    messages = {
        "edge": Message(
            "SIP parameter region is deprecated",
            "write edge={edge}",
            "Write edge={edge}. Twilio renamed the parameter.",
        ),
        "unknown": Message(
            "SIP parameter region is deprecated",
            "write edge= and the name of an edge",
            "Write edge= and the name of an edge. Twilio renamed the parameter.",
        ),
    }

    def check(self, text: Text, ctx: Context) -> Iterator[Diagnostic]:
        match = _PARAMETER.search(text.value.partition("?")[0])
        if match is None:
            return
        old = data("regions")["sip_regions"].get(match[2].lower())
        span = text.part(match.start(1), match.end(2))
        if old is None:
            yield self.report(span, "unknown")
        else:
            new = f"edge={old['edge']}"
            yield self.report(span, "edge", edge=old["edge"], fix=edits.replace(span, new, f"write {new}"))
