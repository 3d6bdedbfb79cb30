"""TW719 queue-name-length."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, Severity, attributes, edits, limit, values

#: The attribute that replaces the name.
_REPLACEMENTS = {"Queue": "reservationSid", "Enqueue": "workflowSid"}


class QueueNameLength(Rule):
    """Queue without a name, or with one of 64 and more characters.

    Callers wait in a queue under its name and are taken out by it. Without one Twilio has nowhere to put them. Twilio's
    pages differ on whether 64 characters are allowed, so that length is a warning.

    Flagged:
        <Response><Dial><Queue></Queue></Dial></Response>
                         ^^^^^ <Queue> has no queue name: name missing
    Flagged:
        <Response><Enqueue waitUrl="/wait"/></Response>
                   ^^^^^^^ <Enqueue> has no queue name: name missing
    Flagged:
        <Response><Enqueue>[[q*65]]</Enqueue></Response>
                           ^^^^^^^^ queue name is too long: 65 characters; at most 64
    Flagged:
        <Response><Dial><Queue>[[q*64]]</Queue></Dial></Response>
                               ^^^^^^^^ queue name may be too long: 64 characters
    Flagged:
        <Response><Enqueue name="support" waitUrl="/wait"/></Response>
                   ^^^^^^^ <Enqueue> has no queue name: attribute name is ignored
    Fixed:
        <Response><Enqueue waitUrl="/wait">support</Enqueue></Response>
    Allowed:
        <Response><Dial><Queue>[[q*63]]</Queue></Dial></Response>
    Allowed:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{}</Task></Enqueue></Response>
    Allowed:
        <Response><Dial><Queue reservationSid="WR00000000000000000000000000000001"/></Dial></Response>
    Allowed:
        <Response><Enqueue>{{ queue }}</Enqueue></Response>
    """

    code, name, twilio_code = "TW719", "queue-name-length", 14205
    source = "https://www.twilio.com/docs/api/errors/14205"
    on = ("Queue", "Enqueue")
    templated = True
    fixable = "unsafe"
    supersedes = ("unknown-attribute",)
    messages = {
        "missing": Message(
            "<{element}> has no queue name",
            "name missing",
            "Write the queue's name as text, or set {attribute}. Twilio connects the caller to nobody ({code}).",
        ),
        "attribute": Message(
            "<{element}> has no queue name",
            "attribute {name} is ignored",
            "Write the queue's name as text. Twilio connects the caller to nobody ({code}).",
        ),
        "too-long": Message(
            "queue name is too long", "{length} characters; at most {most}", "Use a shorter name ({code})."
        ),
        "at-limit": Message(
            "queue name may be too long",
            "{length} characters",
            "Use at most 63 characters; Twilio's pages differ on 64 ({code}).",
            severity=Severity.WARNING,
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if node.templated or (node.name == "Queue" and node.parent is not None and node.parent.name == "Connect"):
            return
        attribute = _REPLACEMENTS[node.name]
        length, most = len(" ".join(node.text.split())), limit("queue-name").maximum
        if length >= most:
            id = "too-long" if length > most else "at-limit"
            yield self.report(
                node.text_span, id, length=length, most=most, twilio_code=values.element_error(node, "long", ctx)
            )
        elif length == 0 and not node.children and not _has_attribute(node, attribute, ctx):
            error = values.element_error(node, "empty", ctx)
            attr = attributes.attribute_for_text(node, ctx)
            yield self.report(
                node,
                "missing" if attr is None else "attribute",
                element=node.name,
                attribute=attribute,
                name=attr and attr.name,
                twilio_code=error,
                covers=() if attr is None else (attr,),
                fix=None if attr is None else edits.attribute_to_text(ctx.source, node, attr),
            )


def _has_attribute(node: Node, attribute: str, ctx: Context) -> bool:
    """Whether an element has an attribute, or may have it: a template writes some, or one is misspelt."""
    return node.templated_attrs or node.attr(attribute) is not None or attributes.has_misspelt(node, attribute, ctx)
