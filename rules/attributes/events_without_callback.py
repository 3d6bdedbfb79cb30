"""TW212 events-without-callback."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Severity, attributes, values


class EventsWithoutCallback(Rule):
    """Events, or the method of a callback, are given but no URL for it.

    Without the URL Twilio makes no request at all, so the list of events means nothing.

    Flagged:
        <Response><Dial><Number statusCallbackEvent="answered">+14155550100</Number></Dial></Response>
                                ^^^^^^^^^^^^^^^^^^^ <Number> has statusCallbackEvent but no statusCallback, so Twilio makes no request
    Flagged:
        <Response><Record action="/d" recordingStatusCallbackMethod="GET"/></Response>
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ <Record> has recordingStatusCallbackMethod but no recordingStatusCallback, so Twilio makes no request
    Allowed:
        <Response><Dial><Number statusCallbackEvent="answered" statusCallback="/s">+14155550100</Number></Dial></Response>
    Allowed:
        <Response><Gather method="GET"><Say>Press 1</Say></Gather><Redirect method="GET">/next</Redirect></Response>
    """

    code, name = "TW212", "events-without-callback"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/number"
    on = (
        "@statusCallbackEvent", "@statusCallbackMethod", "@recordingStatusCallbackEvent",
        "@recordingStatusCallbackMethod", "@amdStatusCallbackMethod", "@partialResultCallbackMethod",
        "@referMethod", "@waitMethod", "@waitUrlMethod",
    )  # fmt: skip
    known, templated = False, True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        node = attr.parent
        kind = values.attribute_type(attr, ctx)
        callback = values.callback_of(attr, ctx)
        if kind is None or callback is None or node.templated_attrs or node.attr(callback) is not None:
            return
        # an empty one is empty-attribute's
        if not attr.value.strip() or attributes.misspelt(node, callback, ctx):
            return
        # one finding for a callback that is missing, at its events
        events = node.attr(attr.name.removesuffix("Method") + "Event")
        if attr.name.endswith("Method") and events is not None:
            return
        message = f"<{node.name}> has {attr.name} but no {callback}, so Twilio makes no request"
        yield self.report(attr, message)
