"""TW212 events-without-callback."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity, attributes, values


class EventsWithoutCallback(Rule):
    """Events or the method of a callback are set, but not its URL.

    Without the URL Twilio makes no request, so the list of events or the method has no effect.

    Flagged:
        <Response><Dial><Number statusCallbackEvent="answered">+14155550100</Number></Dial></Response>
                                ^^^^^^^^^^^^^^^^^^^ statusCallbackEvent without statusCallback: it has no effect
    Flagged:
        <Response><Record action="/d" recordingStatusCallbackMethod="GET"/></Response>
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ recordingStatusCallbackMethod without recordingStatusCallback: it has no effect
    Allowed:
        <Response><Dial><Number statusCallbackEvent="answered" statusCallback="/s">+14155550100</Number></Dial></Response>
    Allowed:
        <Response><Gather method="GET"><Say>Press 1</Say></Gather><Redirect method="GET">/next</Redirect></Response>
    """

    code, name = "TW212", "events-without-callback"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/number"
    on = ("@*Event", "@*Method")
    local = True
    templated = True
    messages = {
        "callback": Message(
            "{name} without {callback}",
            "it has no effect",
            "Add {callback} with the URL of the callback, or remove {name}. Twilio makes no request.",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        node = attr.parent
        callback = values.callback_of(attr, ctx)
        if callback is None or node.templated_attrs or node.attr(callback) is not None:
            return
        # an empty attribute and a misspelt callback have findings of their own
        if not attr.value.strip() or attributes.has_misspelt(node, callback, ctx):
            return
        # one finding for a missing callback, at its events
        events = node.attr(attr.name.removesuffix("Method") + "Event")
        if attr.name.endswith("Method") and events is not None:
            return
        yield self.report(attr, "callback", name=attr.name, callback=callback)
