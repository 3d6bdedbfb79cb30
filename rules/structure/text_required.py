"""TW112 text-required."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, conditions, placement

#: What the text of an element is.
_WHAT = {
    "Number": "the phone number", "Client": "the client's identity", "Identity": "the client's identity",
    "Sip": "the SIP address", "Uri": "the SIP address", "Sim": "the SID of the SIM",
    "Conference": "the name of the conference", "Queue": "the name of the queue", "WhatsApp": "the number",
    "Application": "the SID of the application", "ApplicationSid": "the SID of the application",
    "Task": "the task's attributes, as JSON", "Sms": "the message", "Body": "the message", "Media": "the URL of the media",
    "Autopilot": "the SID of the assistant", "BillingReferenceTag": "the tag", "phoneme": "the word to pronounce",
    "say-as": "what is to be read out", "sub": "what the alias stands for",
}  # fmt: skip
#: Elements that may hold their content in another element.
_ELSE = {"Client": "Identity", "Sip": "Uri", "Application": "ApplicationSid"}


class TextRequired(Rule):
    """An element whose text is its content is empty.

    `<Client>` without an identity rings nobody. The number, the name or the address stands between the tags; Twilio
    has nothing to go by without it.

    Flagged:
        <Response><Dial><Client/></Dial></Response>
                         ^^^^^^ <Client> is empty; its text is the client's identity, or <Identity> inside holds it (12200)
    Flagged:
        <Response><Dial><Sim> </Sim></Dial></Response>
                         ^^^ <Sim> is empty; its text is the SID of the SIM (12200)
    Allowed:
        <Response><Dial><Client><Identity>amy</Identity></Client><Sip><Uri>sip:amy@pbx.acme.test</Uri></Sip></Dial></Response>
    Allowed (call.xml.j2):
        <Response><Dial><Client>{% if x %}{{ who }}{% endif %}</Client></Dial></Response>
    """

    code, name, twilio_code = "TW112", "text-required", 12200
    source = "https://www.twilio.com/docs/voice/twiml/dial"
    on = (
        "Number", "Client", "Identity", "Sip", "Uri", "Sim", "Conference", "Queue", "WhatsApp", "Application",
        "ApplicationSid", "Task", "Sms", "Body", "Media", "Autopilot", "BillingReferenceTag", "phoneme",
        "say-as", "sub",
    )  # fmt: skip
    known, templated = False, True
    when = (conditions.no_text,)

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if node.children or node.templated or node.text.strip():
            return
        kind = placement.type_of(node, ctx)
        if kind is None or (kind.text != "required" and node.name not in _ELSE):
            return
        other = _ELSE.get(node.name)
        also = f", or <{other}> inside holds it" if other in kind.children else ""
        yield self.report(node, f"<{node.name}> is empty; its text is {_WHAT[node.name]}{also} (12200)")
