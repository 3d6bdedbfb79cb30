"""TW730 stream-parameter-limit."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, limit


class StreamParameterLimit(Rule):
    """Parameter of a Stream whose name and value together pass 499 characters.

    Twilio does not send longer ones to the server. A key under which the server finds the rest is short.

    Flagged:
        <Response><Connect><Stream url="wss://m.acme.test/s"><Parameter name="ctx" value="[[x*497]]"/></Stream></Connect></Response>
                                                                                          ^^^^^^^^^ <Parameter> of a <Stream> is too long: 500 characters with its name; at most 499
    Allowed:
        <Response><Connect><Stream url="wss://m.acme.test/s"><Parameter name="ctx" value="[[x*496]]"/></Stream></Connect></Response>
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r"><Parameter name="ctx" value="[[x*600]]"/></ConversationRelay></Connect></Response>
    """

    code, name = "TW730", "stream-parameter-limit"
    source = "https://www.twilio.com/docs/voice/twiml/stream"
    on = ("Parameter@value",)
    messages = {
        "too-long": Message(
            "<Parameter> of a <Stream> is too long",
            "{length} characters with its name; at most {most}",
            "Send a shorter value. Twilio does not pass it on.",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        parent, name = attr.parent.parent, attr.parent.attr("name")
        if parent is None or parent.name != "Stream" or (name is not None and name.templated):
            return
        length, most = len(attr.value) + len(name.value if name is not None else ""), limit("stream-parameter").maximum
        if length > most:
            yield self.report(attr.value_span, "too-long", length=length, most=most)
