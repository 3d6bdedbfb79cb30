"""TW111 deprecated-element."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, Severity, edits, placement


class DeprecatedElement(Rule):
    """A verb or noun that Twilio has withdrawn or replaced.

    A retired product no longer works: Autopilot, the AI Assistant and faxes are gone, and a document that uses them
    fails. `<Sms>` still works in some Regions; the REST API has replaced it in a call, and `<Message>` in the response
    to a message.

    Flagged:
        <Response><Sms>Someone is at the door</Sms></Response>
                   ^^^ <Sms> is deprecated: use <Message> or the REST API
    Flagged:
        <Response><Say>One moment</Say><Sms>Someone is at the door</Sms></Response>
                                        ^^^ <Sms> is deprecated: send messages through the REST API
    Flagged:
        <Response><Connect><Autopilot>UA00000000000000000000000000000001</Autopilot></Connect></Response>
                            ^^^^^^^^^ <Autopilot> is retired: Twilio has ended the product
    Flagged:
        <Response><Connect><Assistant id="aia_asst_1"/></Connect></Response>
                            ^^^^^^^^^ <Assistant> is retired: use <ConversationRelay>
    Flagged:
        <Response><Message>One</Message><Sms>Two</Sms></Response>
                                         ^^^ <Sms> is deprecated: use <Message>
    Fixed:
        <Response><Message>One</Message><Message>Two</Message></Response>
    Flagged:
        <Response><Receive action="/fax"/></Response>
                   ^^^^^^^ <Receive> is retired: Twilio has ended the product
    Flagged:
        <Response><Echo/></Response>
                   ^^^^ <Echo> is not documented: only helper libraries have it
    Flagged:
        <Response><Hangup><Group status="queued"/></Hangup></Response>
                           ^^^^^ <Group> is not documented: no page of Twilio describes it
    Allowed:
        <Response><Say>We will write to you.</Say></Response>
    """

    code, name, twilio_code = "TW111", "deprecated-element", 13750
    tag = "deprecated"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/sms"
    fixable = "unsafe"
    on = ("Sms", "Autopilot", "Assistant", "Echo", "Receive", "Publish", "Group", "TaskAttributes")
    known, templated = False, True
    supersedes = ("unknown-element", "noun-without-verb", "child-not-allowed")
    messages = {
        "message-or-rest": Message(
            "<Sms> is deprecated",
            "use <Message> or the REST API",
            "In a call, send the message through the REST API. In the response to a message, write <Message>.",
        ),
        "rest": Message(
            "<Sms> is deprecated",
            "send messages through the REST API",
            "Send the message with a REST request from your application.",
        ),
        "message": Message("<Sms> is deprecated", "use <Message>", "Write <Message> instead."),
        "retired": Message("<{element}> is retired", "Twilio has ended the product", "Remove it. It no longer works."),
        "replaced": Message(
            "<{element}> is retired", "use <{replacement}>", "Write <{replacement}>. <{element}> no longer works."
        ),
        "unlisted": Message(
            "<{element}> is not documented",
            "no page of Twilio describes it",
            "Do not rely on it. Twilio's validation may accept it, and nothing says what it does.",
            twilio_code=0,
        ),
        "undocumented": Message(
            "<{element}> is not documented",
            "only helper libraries have it",
            "Do not rely on it: Twilio may remove it without notice.",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        kind = placement.known_type(node.name, ctx)
        relation = placement.relation(node, ctx)
        if kind is None or relation is placement.Relation.HIDDEN:
            return
        # an element that still works is reported as misplaced first
        retired = kind.about.status == "retired"
        if not retired and relation is placement.Relation.MISPLACED:
            return
        fix = None
        if node.name == "Sms":
            message = {"voice": "rest", "messaging": "message"}.get(ctx.channel, "message-or-rest")
            fix = edits.rename_element(ctx.source, node, "Message") if message == "message" else None
        elif retired:
            message = "retired" if kind.about.replacement is None else "replaced"
        else:
            message = "unlisted" if kind.about.status == "unlisted" else "undocumented"
        error = kind.about.errors.get("verb") if retired else None
        yield self.report(
            node, message, element=node.name, replacement=kind.about.replacement, fix=fix, twilio_code=error
        )
