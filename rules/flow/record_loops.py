"""TW508 record-loops."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, Severity, attributes


class RecordLoops(Rule):
    """Record without an action.

    After the recording Twilio requests the current document again, which records again: the caller never gets out,
    and the verbs that follow run only if nothing was recorded. Templates are passed over, since the program behind
    them may answer the second request differently.

    Flagged:
        <Response><Say>Speak</Say><Record maxLength="20"/></Response>
                                   ^^^^^^ <Record> has no action, so after each recording Twilio requests this same document and records again
    Flagged:
        <Response><Say>Speak</Say><Record/><Hangup/></Response>
                                   ^^^^^^ <Record> has no action, so after each recording Twilio requests this same document and records again; <Hangup> after it runs only if nothing is recorded
    Allowed:
        <Response><Say>Speak</Say><Record maxLength="20" action="/done"/><Say>We heard nothing.</Say></Response>
    Allowed (voicemail.xml.erb):
        <Response><Say>Speak</Say><Record maxLength="20"/></Response>
    """

    code, name = "TW508", "record-loops"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/record"
    on = ("Record",)
    known, templated = False, True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        flow = ctx.flow
        if not flow.is_verb(node) or node.attr("action") is not None or ctx.templated or not flow.runs(node):
            return
        message = "<Record> has no action, so after each recording Twilio requests this same document and records again"
        if attributes.misspelt(node, "action", ctx):
            return
        after = next((verb for verb in flow.after(node) if flow.is_verb(verb)), None)
        if after is not None:
            message += f"; <{after.name}> after it runs only if nothing is recorded"
        yield self.report(node, message)
