"""TW105 child-not-allowed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from twimllint import Context, Diagnostic, Flow, Message, Node, Rule, placement, values, wording

#: Children that are compared with each other when a parent may have only so many.
_MAX_COUNTED = 100


class ChildNotAllowed(Rule):
    """An element inside a parent that does not allow it.

    Most verbs follow one another and do not nest: what a caller should hear while `<Gather>` waits goes inside it,
    what comes next goes after it. Twilio ignores a verb in the wrong place, so a `<Dial>` inside `<Gather>` never
    dials.

    Flagged:
        <Response><Gather numDigits="1" action="/k"><Dial>+14155550100</Dial></Gather><Hangup/></Response>
                                                     ^^^^ <Dial> is not allowed in <Gather>: expected <Say>, <Play> or <Pause>
    Flagged:
        <Response><Say voice="Polly.Amy">Wait<Pause length="1"/>now</Say></Response>
                                              ^^^^^ <Pause> is not allowed in <Say>: expected text or SSML
    Flagged:
        <Response><Say>Wait <Play>https://cdn.acme.test/a.mp3</Play></Say></Response>
                             ^^^^ <Play> is not allowed in <Say>: expected text or SSML
    Flagged:
        <Response><Message>Hi<Play>https://cdn.acme.test/a.mp3</Play></Message></Response>
                              ^^^^ <Play> is not allowed in <Message>: expected <Body> or <Media>
    Flagged:
        <Response><Say>Thanks<Body>Thanks</Body></Say></Response>
                              ^^^^ <Body> is not allowed in <Say>: it belongs in <Message>
    Flagged:
        <Response><break time="1s"/><Say voice="Polly.Amy">Hi</Say></Response>
                   ^^^^^ <break> is not allowed in <Response>: SSML belongs in <Say>
    Flagged:
        <Response><Annotate><BillingReferenceTag>a</BillingReferenceTag><BillingReferenceTag>b</BillingReferenceTag></Annotate></Response>
                                                                         ^^^^^^^^^^^^^^^^^^^ <Annotate> has more than one <BillingReferenceTag>: only one is allowed
    Flagged:
        <Response><Say voice="Polly.Amy"><sub alias="Doctor">Dr<break/></sub></Say></Response>
                                                                ^^^^^ <break> is not allowed in <sub>: expected text only
    Flagged:
        <Response><Hangup><Say>Goodbye</Say></Hangup></Response>
                           ^^^ <Say> is not allowed in <Hangup>: expected <Parameter>
    Flagged:
        <Response><Dial><Number><Client>amy</Client></Number></Dial></Response>
                                 ^^^^^^ <Client> is not allowed in <Number>: it has no child elements
    Allowed (tag.xml.j2):
        <Response><Annotate>{% if new %}<BillingReferenceTag>a</BillingReferenceTag>{% else %}<BillingReferenceTag>b</BillingReferenceTag>{% endif %}</Annotate></Response>
    Allowed:
        <Response><Gather numDigits="1" action="/k"><Say>Press 1</Say></Gather><Dial>+14155550100</Dial></Response>
    """

    code, name, twilio_code = "TW105", "child-not-allowed", 12200
    source = "https://www.twilio.com/docs/api/errors/13320"
    on = ("#relation:misplaced", "#relation:allowed")
    known, templated = False, True
    implied_by_schema = True
    messages = {
        "speech": Message(
            "<{element}> is not allowed in <{parent}>",
            "expected text or SSML",
            "Move it out of <{parent}>. Twilio ignores it ({code}).",
        ),
        "text": Message(
            "<{element}> is not allowed in <{parent}>",
            "expected text only",
            "Move it out of <{parent}>. Twilio ignores it ({code}).",
        ),
        "ssml": Message(
            "<{element}> is not allowed in <{parent}>",
            "SSML belongs in <Say>",
            "Move it into <Say>. Twilio ignores it ({code}).",
        ),
        "of-message": Message(
            "<{element}> is not allowed in <{parent}>",
            "it belongs in <Message>",
            "Move it into <Message>. Twilio ignores it here ({code}).",
        ),
        "listed": Message(
            "<{element}> is not allowed in <{parent}>",
            "expected {allowed}",
            "Move it out of <{parent}>. Twilio ignores it ({code}).",
        ),
        "repeated": Message(
            "<{parent}> has more than one <{element}>",
            "only one is allowed",
            "Remove it, or write another <{parent}> for it ({code}).",
        ),
        "empty": Message(
            "<{element}> is not allowed in <{parent}>",
            "it has no child elements",
            "Move it out of <{parent}>. Twilio ignores it ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        parent = node.parent
        relation = placement.relation(node, ctx)
        if parent is not None and relation is placement.Relation.ALLOWED and _is_beyond(node, parent, ctx):
            error = values.element_error(parent, "repeated", ctx)
            yield self.report(node, "repeated", element=node.name, parent=parent.name, twilio_code=error)
        if parent is None or relation is not placement.Relation.MISPLACED:
            return
        allowed = placement.allowed_children(parent, ctx)
        if not placement.is_verb(node.name, ctx) and placement.is_only_in_messages(node.name):
            message = "of-message"
        elif placement.in_speech(parent):
            message = "speech" if allowed else "text"
        elif placement.is_ssml(node.name):
            message = "ssml"
        else:
            message = "listed" if allowed else "empty"
        yield self.report(
            node,
            message,
            element=node.name,
            parent=parent.name,
            allowed=wording.tags(allowed, "or"),
            twilio_code=values.element_error(parent, "child", ctx),
        )


def _is_beyond(node: Node, parent: Node, ctx: Context) -> bool:
    """Whether an element is the first one more than its parent may have."""
    kind = placement.type_of(parent, ctx)
    if kind is None or kind.max_children is None:
        return False
    beyond: dict[Node, Node | None] = ctx.shared("first child beyond the limit", dict)
    if parent not in beyond:
        allowed = list(islice((child for child in parent.children if child.name in kind.children), _MAX_COUNTED))
        flow, most = Flow.of(ctx), kind.max_children
        # branches of a template do not count beside each other
        beyond[parent] = next(
            (
                child
                for index, child in enumerate(allowed)
                if index >= most and sum(not flow.separated(earlier, child) for earlier in allowed[:index]) >= most
            ),
            None,
        )
    return beyond[parent] is node
