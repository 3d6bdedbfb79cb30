"""TW616 gather-auto-timeout-with-model."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Related, Rule, Severity, edits


class GatherAutoTimeoutWithModel(Rule):
    """speechTimeout auto together with a speechModel.

    Twilio logs a warning (13335) and does not use `auto`: where a model is chosen, the silence that ends an answer is
    given in seconds.

    Flagged:
        <Response><Gather input="speech" speechModel="phone_call" speechTimeout="auto" action="/k"/><Hangup/></Response>
                                                                                 ^^^^ speechTimeout cannot be auto with speechModel: speechModel is "phone_call"
    Fixed:
        <Response><Gather input="speech" speechModel="phone_call" speechTimeout="3" action="/k"/><Hangup/></Response>
    Allowed:
        <Response><Gather input="speech" speechTimeout="auto" action="/k"/><Hangup/></Response>
    Allowed:
        <Response><Gather input="speech" speechModel="phone_call" speechTimeout="3" action="/k"/><Hangup/></Response>
    """

    code, name, twilio_code = "TW616", "gather-auto-timeout-with-model", 13335
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/13335"
    fixable = "unsafe"
    on = ("Gather@speechTimeout",)
    local = True
    needs = ("auto",)
    messages = {
        "auto": Message(
            "speechTimeout cannot be auto with speechModel",
            'speechModel is "{model}"',
            'Write seconds, such as "3", or remove speechModel ({code}).',
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        gather, model = attr.parent, attr.parent.attr("speechModel")
        hears = "speech" in gather.value("input") or gather.templated_attrs
        if attr.value.strip() != "auto" or not hears or model is None or model.templated or not model.value.strip():
            return
        related = (Related(model.name_span, "the model is chosen here"),)
        yield self.report(attr.value_span, "auto", model=model.value, fix=edits.set_value(attr, "3"), related=related)
