"""TW719 queue-name-length."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, Severity, attributes, limit, phone


class QueueNameLength(Rule):
    """Queue without a name, or with one of 64 and more characters.

    Callers wait in a queue under its name and are taken out by it. Without one Twilio has nowhere to put them; on 64
    characters its pages differ, so that length is a warning.

    Flagged:
        <Response><Dial><Queue></Queue></Dial></Response>
                         ^^^^^ <Queue> names no queue; its text is the queue's name, of 1 to 64 characters (14212)
    Flagged:
        <Response><Enqueue waitUrl="/wait"/></Response>
                   ^^^^^^^ <Enqueue> names no queue; its text is the queue's name, of 1 to 64 characters, unless workflowSid takes its place (14204)
    Flagged:
        <Response><Enqueue>[[q*65]]</Enqueue></Response>
                           ^^^^^^^^ the name of this queue has 65 characters; 64 is the most (14205)
    Flagged:
        <Response><Dial><Queue>[[q*64]]</Queue></Dial></Response>
                               ^^^^^^^^ the name of this queue has 64 characters; some of Twilio's pages take 63 at most (14213)
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
    known, templated = False, True
    supersedes = ("text-required", "empty-container")

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        found = phone.content(node, ctx)
        if found is None or found.templated or (node.name == "Queue" and node.parent and node.parent.name == "Connect"):
            return
        longest = limit("queue-name").maximum
        length = len(" ".join(found.text.split()))
        enqueue = node.name == "Enqueue"
        if length == 0:
            sid = "workflowSid" if enqueue else "reservationSid"
            if (
                node.children
                or node.templated_attrs
                or node.attr(sid) is not None
                or attributes.misspelt(node, sid, ctx)
            ):
                return
            code, also = (14204, ", unless workflowSid takes its place") if enqueue else (14212, "")
            message = f"<{node.name}> names no queue; its text is the queue's name, of 1 to {longest} characters{also} ({code})"
            yield self.report(node, message, twilio_code=code)
        elif length >= longest:
            code = 14205 if enqueue else 14213
            over = length > longest
            legal = f"{longest} is the most" if over else f"some of Twilio's pages take {longest - 1} at most"
            message = f"the name of this queue has {length} characters; {legal} ({code})"
            severity = None if over else Severity.WARNING
            yield self.report(found.span, message, twilio_code=code, severity=severity)
