"""TW730 stream-parameter-limit."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, limit, values


class StreamParameterLimit(Rule):
    """Parameter of a Stream whose name and value together pass 500 characters.

    Twilio does not carry longer ones to the server. A key to look the rest up by is short.

    Flagged:
        <Response><Connect><Stream url="wss://m.acme.test/s"><Parameter name="ctx" value="[[x*497]]"/></Stream></Connect></Response>
                                                                                          ^^^^^^^^^ name and value of this <Parameter> have 500 characters together; a <Stream> takes 499 at most
    Allowed:
        <Response><Connect><Stream url="wss://m.acme.test/s"><Parameter name="ctx" value="[[x*496]]"/></Stream></Connect></Response>
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r"><Parameter name="ctx" value="[[x*600]]"/></ConversationRelay></Connect></Response>
    """

    code, name = "TW730", "stream-parameter-limit"
    source = "https://www.twilio.com/docs/voice/twiml/stream"
    on = ("Parameter@value",)
    known, templated = False, True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        node = attr.parent
        name = node.attr("name")
        if (
            node.parent is None
            or node.parent.name != "Stream"
            or attr.templated
            or (name is not None and name.templated)
        ):
            return
        longest = limit("stream-parameter").maximum
        length = len(attr.value) + (len(name.value) if name is not None else 0)
        if length > longest and values.attribute_type(attr, ctx) is not None:
            message = f"name and value of this <Parameter> have {length} characters together; a <Stream> takes {longest} at most"
            yield self.report(attr.value_span, message)
