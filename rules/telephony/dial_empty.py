"""TW703 dial-empty."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, attributes, conditions, edits


class DialEmpty(Rule):
    """Dial or Number that holds no number.

    There is nobody to call, so Twilio logs a warning and continues with the next verb. An empty value in a template is
    the usual cause.

    Flagged:
        <Response><Dial><Number sendDigits="w"></Number></Dial></Response>
                         ^^^^^^ <Number> is empty: expected a phone number
    Flagged:
        <Response><Dial timeout="20"><!-- the office --></Dial></Response>
                   ^^^^ <Dial> is empty: expected a number or a noun
    Flagged:
        <Response><Dial to="+14155550100" timeout="20"></Dial></Response>
                   ^^^^ <Dial> is empty: attribute to is ignored
    Fixed:
        <Response><Dial timeout="20">+14155550100</Dial></Response>
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
    local = True
    templated = True
    when = (conditions.no_children, conditions.no_text)
    fixable = "unsafe"
    supersedes = ("text-required", "unknown-attribute")
    messages = {
        "attribute": Message(
            "<{element}> is empty",
            "attribute {name} is ignored",
            "Write the number to call, such as +14155550100, as text. Twilio calls nobody ({code}).",
        ),
        "Dial": Message(
            "<Dial> is empty",
            "expected a number or a noun",
            "Write a number such as +14155550100, or nouns such as <Client>. Twilio calls nobody ({code}).",
        ),
        "Number": Message(
            "<Number> is empty",
            "expected a phone number",
            "Write the number to call, such as +14155550100, as text. Twilio calls nobody ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        parent = node.parent.name if node.parent is not None else ""
        if node.is_empty and (node.name == "Dial" or parent == "Dial"):
            attr = attributes.attribute_for_text(node, ctx)
            if attr is None:
                yield self.report(node, node.name)
            else:
                fix = edits.attribute_to_text(ctx.source, node, attr)
                yield self.report(node, "attribute", element=node.name, name=attr.name, covers=(attr,), fix=fix)
