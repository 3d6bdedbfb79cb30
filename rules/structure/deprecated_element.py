"""TW111 deprecated-element."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Fix, Node, Rule, Severity, edits, placement


class DeprecatedElement(Rule):
    """A verb or noun that Twilio has withdrawn or replaced.

    A retired product never works again: Autopilot, the AI Assistant and faxes are gone, and a document that relies on
    them fails. `<Sms>` still works in some Regions; the REST API has taken its place in a call, and `<Message>` in
    the answer to a message.

    Flagged:
        <Response><Sms>Someone is at the door</Sms></Response>
                   ^^^ <Sms> is deprecated; in a call the REST API sends messages, in the answer to a message <Message> does
    Flagged:
        <Response><Connect><Autopilot>UA00000000000000000000000000000001</Autopilot></Connect></Response>
                            ^^^^^^^^^ <Autopilot> belongs to a product that Twilio has ended; it never works any more
    Flagged:
        <Response><Message>One</Message><Sms>Two</Sms></Response>
                                         ^^^ <Sms> is deprecated; <Message> takes its place
    Fixed:
        <Response><Message>One</Message><Message>Two</Message></Response>
    Flagged:
        <Response><Receive action="/fax"/></Response>
                   ^^^^^^^ <Receive> belongs to a product that Twilio has ended; it never works any more
    Allowed:
        <Response><Say>We will write to you.</Say></Response>
    """

    code, name, twilio_code = "TW111", "deprecated-element", 13750
    tag = "deprecated"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/sms"
    fixable = "unsafe"
    on = ("Sms", "Autopilot", "Assistant", "Echo", "Receive")
    known, templated = False, True
    supersedes = ("unknown-element", "noun-without-verb", "child-not-allowed")

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if placement.standing(node, ctx) is placement.Standing.HIDDEN:
            return
        kind = placement.known_type(node.name, ctx)
        if kind is None:
            return
        status, instead = kind.about.status, kind.about.replacement
        # one that still works somewhere is in the wrong place first of all
        if status != "retired" and placement.standing(node, ctx) is placement.Standing.MISPLACED:
            return
        fix: Fix | None = None
        if node.name == "Sms":
            message = (
                "<Sms> is deprecated; in a call the REST API sends messages, in the answer to a message <Message> does"
            )
            if ctx.channel == "voice":
                message = "<Sms> is deprecated; the REST API sends messages from within a call"
            elif ctx.channel == "messaging":
                message = "<Sms> is deprecated; <Message> takes its place"
                fix = edits.rename_element(ctx.source, node, "Message")
        elif status == "retired":
            message = f"<{node.name}> belongs to a product that Twilio has ended; it never works any more"
            if instead is not None:
                message += f"; <{instead}> takes its place"
        else:
            message = f"<{node.name}> stands on no page of Twilio's, only in helper libraries; it may go away any day"
        yield self.report(node, message, fix=fix)
