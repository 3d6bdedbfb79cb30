"""TW506 redirect-to-self."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Node, Rule, Severity, Text, addresses, conditions

_OVER = {
    "Record": "records again and again",
    "Dial": "dials again when the called party hangs up",
    "Enqueue": "puts the caller back into the queue",
    "Refer": "refers the call again",
    "Pay": "asks for the payment again",
}


class RedirectToSelf(Rule):
    """Redirect or action that leads back to this same document.

    With nothing before it that waits for the caller, the document runs in circles until Twilio gives up or the caller
    does. A menu that asks again after a silent Gather is fine, and so is an address with a query, which may count the
    rounds. Where a file is served from is told by its name, by a comment, or by `base-url` and `[url-map]`.

    Flagged:
        <!-- served as /menu -->
        <Response><Say>Press 1</Say><Redirect>/menu</Redirect></Response>
                                              ^^^^^ <Redirect> leads back to this same document, and nothing before it waits for the caller: it runs in circles
    Flagged (ivr/voicemail.xml):
        <Response><Record maxLength="30" action="voicemail.xml"/></Response>
                                                 ^^^^^^^^^^^^^ the action of <Record> leads back to this same document, which records again and again
    Allowed:
        <!-- served as /menu -->
        <Response><Gather action="/k"><Say>Press 1</Say></Gather><Redirect>/menu</Redirect></Response>
    Allowed:
        <!-- served as /menu -->
        <Response><Say>Press 1</Say><Redirect>/menu?round=2</Redirect></Response>
    Allowed (menu.xml.j2):
        <Response><Say>Press 1</Say><Redirect>menu.xml.j2</Redirect></Response>
    """

    code, name, twilio_code = "TW506", "redirect-to-self", 14106
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/14106"
    on = ("Redirect/text", "Record@action", "Dial@action", "Enqueue@action", "Refer@action", "Pay@action")
    known, templated = False, True
    when = (conditions.may_lead_back,)

    def check(self, item: Text | Attr, ctx: Context) -> Iterator[Diagnostic]:
        verb = item.parent
        if verb is None or item.templated or ctx.templated or ctx.role == "wait" or not _certain(verb, item, ctx):
            return
        if not addresses.leads_back(ctx, item.value):
            return
        if isinstance(item, Text):
            message = "<Redirect> leads back to this same document, and nothing before it waits for the caller: it runs in circles"
            yield self.report(item, message)
        else:
            does = _OVER.get(verb.name, "runs again")
            message = f"the action of <{verb.name}> leads back to this same document, which {does}"
            yield self.report(item.value_span, message)


def _certain(verb: Node, item: Text | Attr, ctx: Context) -> bool:
    flow = ctx.flow
    return flow.runs(verb) and item in flow.targets(verb) and flow.waiting_before(verb) is None
