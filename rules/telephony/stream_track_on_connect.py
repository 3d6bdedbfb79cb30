"""TW729 stream-track-on-connect."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, edits

_TRACK = "inbound_track"


class StreamTrackOnConnect(Rule):
    """Connect Stream with another track than the caller's.

    A stream in Connect goes both ways: your server hears the caller and sends audio itself, so there is no other track
    to send. Twilio rejects the stream. A copy of both sides is made with `<Start>`.

    Flagged:
        <Response><Connect><Stream url="wss://m.acme.test/s" track="both_tracks"/></Connect></Response>
                                                                    ^^^^^^^^^^^ track of a <Stream> in <Connect> must be inbound_track: found "both_tracks"
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
    supersedes = ("invalid-enum-value",)
    messages = {
        "other-track": Message(
            "track of a <Stream> in <Connect> must be inbound_track",
            'found "{track}"',
            "Use inbound_track, or <Start> for a copy of the other tracks. Twilio rejects the stream ({code}).",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        parent, track = attr.parent.parent, attr.value.strip()
        if parent is not None and parent.name == "Connect" and track.lower() not in ("", _TRACK):
            yield self.report(attr.value_span, "other-track", track=track, fix=edits.set_value(attr, _TRACK, safe=True))
