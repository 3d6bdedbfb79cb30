"""TW703 dial-empty."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, conditions, phone


class DialEmpty(Rule):
    """Dial or Number that holds no number.

    There is nobody to call, so Twilio warns and goes on with the next verb. An empty value in a template is the usual
    cause.

    Flagged:
        <Response><Dial><Number sendDigits="w"></Number></Dial></Response>
                         ^^^^^^ <Number> is empty; its text is the number to call, such as +14155550100 (13223)
    Flagged:
        <Response><Dial timeout="20"><!-- the office --></Dial></Response>
                   ^^^^ <Dial> is empty; it takes a number such as +14155550100, or nouns such as <Client> and <Sip> (13223)
    Allowed:
        <Response><Dial><Number sendDigits="w1">+14155550100</Number></Dial></Response>
    Allowed:
        <Response><Dial>{{ To }}</Dial></Response>
    Allowed (call.xml.j2):
        <Response><Dial>{% for n in numbers %}<Number>{{ n }}</Number>{% endfor %}</Dial></Response>
    """

    code, name, twilio_code = "TW703", "dial-empty", 13223
    source = "https://www.twilio.com/docs/api/errors/13223"
    on = ("Dial", "Number")
    known, templated = False, True
    when = (conditions.no_text,)
    supersedes = ("text-required", "empty-container")

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if (
            node.children
            or node.templated
            or any(not text.blank for text in node.texts)
            or (node.name == "Number" and (node.parent is None or node.parent.name != "Dial"))
        ):
            return
        found = phone.content(node, ctx)
        if found is None or found.templated or found.text:
            return
        if node.name == "Dial":
            takes = "it takes a number such as +14155550100, or nouns such as <Client> and <Sip>"
        else:
            takes = "its text is the number to call, such as +14155550100"
        yield self.report(node, f"<{node.name}> is empty; {takes} (13223)")
