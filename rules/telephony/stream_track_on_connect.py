"""TW729 stream-track-on-connect."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, edits, values


class StreamTrackOnConnect(Rule):
    """Connect Stream with another track than the caller's.

    A stream in Connect goes both ways: your server hears the caller and speaks itself, so there is no other track to
    send. Twilio refuses the stream. A copy of both sides is made with `<Start>`.

    Flagged:
        <Response><Connect><Stream url="wss://m.acme.test/s" track="both_tracks"/></Connect></Response>
                                                                    ^^^^^^^^^^^ track is "both_tracks"; a <Stream> in <Connect> takes inbound_track alone, and <Start> copies the other tracks (31941)
    Fixed:
        <Response><Connect><Stream url="wss://m.acme.test/s" track="inbound_track"/></Connect></Response>
    Allowed:
        <Response><Start><Stream url="wss://m.acme.test/s" track="both_tracks"/></Start><Pause length="60"/></Response>
    Allowed:
        <Response><Connect><Stream url="wss://m.acme.test/s" track="inbound_track"/></Connect></Response>
    """

    code, name, twilio_code = "TW729", "stream-track-on-connect", 31941
    source = "https://www.twilio.com/docs/api/errors/31941"
    fixable = "safe"
    on = ("Stream@track",)
    known, templated = False, True
    supersedes = ("invalid-enum-value",)

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        above = attr.parent.parent
        value = attr.value.strip()
        if (
            above is None
            or above.name != "Connect"
            or attr.templated
            or not value
            or values.attribute_type(attr, ctx) is None
        ):
            return
        if value.lower() == "inbound_track":
            return
        message = f'track is "{value}"; a <Stream> in <Connect> takes inbound_track alone, and <Start> copies the other tracks (31941)'
        yield self.report(attr.value_span, message, fix=edits.set_value(attr, "inbound_track", safe=True))
