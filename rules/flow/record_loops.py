"""TW508 record-loops."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Flow, Message, Node, Rule, Severity, attributes


class RecordLoops(Rule):
    """A Record without an action.

    After the recording Twilio requests the current document again, which records again: the caller never gets out,
    and the verbs that follow run only if nothing was recorded. Templates are not reported, since the program behind
    them may answer the second request differently.

    Flagged:
        <Response><Say>Speak</Say><Record maxLength="20"/></Response>
                                   ^^^^^^ <Record> has no action: it records again and again
    Flagged:
        <Response><Say>Speak</Say><Record/><Hangup/></Response>
                                   ^^^^^^ <Record> has no action: <Hangup> runs only if nothing is recorded
    Allowed:
        <Response><Say>Speak</Say><Record maxLength="20" action="/done"/><Say>We heard nothing.</Say></Response>
    Allowed (voicemail.xml.erb):
        <Response><Say>Speak</Say><Record maxLength="20"/></Response>
    """

    code, name = "TW508", "record-loops"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/record"
    on = ("Record",)
    messages = {
        "last": Message(
            "<Record> has no action",
            "it records again and again",
            "Add action with the URL of the next document. After a recording Twilio requests this same document again.",
        ),
        "followed": Message(
            "<Record> has no action",
            "<{verb}> runs only if nothing is recorded",
            "Add action with the URL of the next document. After a recording Twilio requests this same document again.",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        flow = Flow.of(ctx)
        if not flow.is_verb(node) or node.attr("action") is not None or ctx.templated or not flow.runs(node):
            return
        if not attributes.has_misspelt(node, "action", ctx):
            verb = next((verb for verb in flow.after(node) if flow.is_verb(verb)), None)
            yield self.report(node, "followed" if verb else "last", verb=verb and verb.name)
