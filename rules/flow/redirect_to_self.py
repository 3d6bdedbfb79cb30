"""TW506 redirect-to-self."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Flow, Message, Node, Rule, Severity, Text, addresses, conditions

_HELP = "Lead to another document, or wait for the caller before. The call repeats until it is ended ({code})."


class RedirectToSelf(Rule):
    """A Redirect or action that leads back to this same document.

    Where nothing before it waits for the caller, the document repeats until Twilio gives up or the caller does. A menu
    that asks again after an unanswered Gather is fine, and so is an address with a query, which may count the rounds.
    Where a file is served is known from its name, from a comment, or from `base-url` and `[url-map]`.

    Flagged:
        <!-- served as /menu -->
        <Response><Say>Press 1</Say><Redirect>/menu</Redirect></Response>
                                              ^^^^^ <Redirect> leads back to this document: nothing waits for the caller
    Flagged (ivr/voicemail.xml):
        <Response><Record maxLength="30" action="voicemail.xml"/></Response>
                                                 ^^^^^^^^^^^^^ action of <Record> leads back to this document: it records again and again
    Flagged (ivr/desk.xml):
        <Response><Dial action="desk.xml">+14155550100</Dial></Response>
                                ^^^^^^^^ action of <Dial> leads back to this document: it dials again after the call
    Flagged (ivr/pay.xml):
        <Response><Pay action="pay.xml"/></Response>
                               ^^^^^^^ action of <Pay> leads back to this document: it runs again
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
    known = False
    when = (conditions.may_point_to_self,)
    messages = {
        "redirect": Message("<Redirect> leads back to this document", "nothing waits for the caller", _HELP),
        "record": Message("action of <{verb}> leads back to this document", "it records again and again", _HELP),
        "dial": Message("action of <{verb}> leads back to this document", "it dials again after the call", _HELP),
        "other": Message("action of <{verb}> leads back to this document", "it runs again", _HELP),
    }

    def check(self, item: Text | Attr, ctx: Context) -> Iterator[Diagnostic]:
        verb = item.parent
        if verb is None or ctx.templated or ctx.role == "wait" or not _is_certain(verb, item, ctx):
            return
        if not addresses.points_to_self(ctx, item.value):
            return
        if isinstance(item, Text):
            yield self.report(item, "redirect")
        else:
            message = {"Record": "record", "Dial": "dial"}.get(verb.name, "other")
            yield self.report(item.value_span, message, verb=verb.name)


def _is_certain(verb: Node, item: Text | Attr, ctx: Context) -> bool:
    flow = Flow.of(ctx)
    return flow.runs(verb) and item in flow.targets(verb) and flow.waiting_before(verb) is None
