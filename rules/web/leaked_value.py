"""TW819 leaked-value."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity, Text, Tier, find, urls, values

#: Attributes whose values are words to be heard or spoken.
_WORDS = frozenset({"hints", "alias", "ph"})
_SPOKEN_OR_SENT = ("Say", "Message", "Body")


class LeakedValue(Rule):
    """A program's word for an empty variable where a value belongs.

    A variable was empty when the document was written. Twilio calls a client called "undefined", requests `/call/null`,
    or ignores an attribute that says `NaN`. In text that is spoken or sent these are words, but
    for `[object Object]`.

    Flagged:
        <Response><Dial><Client>undefined</Client></Dial></Response>
                                ^^^^^^^^^ missing value in text of <Client>: found "undefined"
    Flagged:
        <Response><Gather numDigits="NaN" action="/call/null/k?step=2"/><Redirect>https://[object Object]/n</Redirect></Response>
                                     ^^^ missing value in numDigits: found "NaN"
                                                        ^^^^ missing value in action: found "null"
                                                                                          ^^^^^^^^^^^^^^^ missing value in text of <Redirect>: found "[object Object]"
    Allowed:
        <Response><Say>Your value is undefined</Say><Message>null</Message><Redirect>/none?of=null</Redirect></Response>
    Allowed:
        <Response><Gather hints="None"/><Connect><Room>None left</Room></Connect></Response>
    """

    code, name = "TW819", "leaked-value"
    tier = Tier.CONTENT
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml"
    on = (
        "@*", "#url", "Dial/text", "Number/text", "Client/text", "Identity/text", "Sip/text", "Uri/text",
        "WhatsApp/text", "Sim/text", "Application/text", "ApplicationSid/text", "Conference/text", "Queue/text",
        "Enqueue/text", "Room/text", "Autopilot/text", "Say/text", "Message/text", "Body/text",
    )  # fmt: skip
    local = True
    known, templated = False, True
    messages = {
        "missing": Message(
            "missing value in {subject}",
            'found "{value}"',
            "Write the value that belongs here: this is what a program writes for an empty variable.",
        ),
    }
    needs = ("undefined", "null", "nil", "None", "NaN", "[object", "%5Bobject")
    supersedes = ("unfilled-placeholder", "code-residue")

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        if isinstance(item, Attr) and (item.name in _WORDS or _listed(item, ctx)):
            return
        kind = (
            "text" if isinstance(item, Text) and values.place(item) in _SPOKEN_OR_SENT else urls.value_kind(item, ctx)
        )
        if kind == "text" and isinstance(item, Attr):
            return
        leak = find("leaked", kind or ("attribute" if isinstance(item, Attr) else "name"), item.value)
        if leak is not None:
            start, end = urls.narrow_to_word(item.value, leak.start, leak.end)
            yield self.report(
                item.part(start, end),
                "missing",
                subject=values.subject(item),
                value=item.value[start:end],
                covers=(item.part(0, len(item.value)),),
            )


def _listed(attr: Attr, ctx: Context) -> bool:
    """Whether the word is one of the attribute's own values, in another letter case perhaps."""
    element = ctx.grammar.element(attr.parent)
    attribute = element.attributes.get(attr.name) if element is not None else None
    return attribute is not None and attr.value.strip().lower() in [value.lower() for value in attribute.type.values]
