"""TW616 gather-auto-timeout-with-model."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Related, Rule, edits


class GatherAutoTimeoutWithModel(Rule):
    """speechTimeout auto together with a speechModel.

    Twilio refuses the pair (13335): where a model is chosen, the silence that ends an answer is given in seconds.

    Flagged:
        <Response><Gather input="speech" speechModel="phone_call" speechTimeout="auto" action="/k"/><Hangup/></Response>
                                                                                 ^^^^ speechTimeout "auto" does not go with speechModel "phone_call" (13335); give the silence in seconds, such as "3", or leave out speechModel
    Fixed:
        <Response><Gather input="speech" speechModel="phone_call" speechTimeout="3" action="/k"/><Hangup/></Response>
    Allowed:
        <Response><Gather input="speech" speechTimeout="auto" action="/k"/><Hangup/></Response>
    Allowed:
        <Response><Gather input="speech" speechModel="phone_call" speechTimeout="3" action="/k"/><Hangup/></Response>
    """

    code, name, twilio_code = "TW616", "gather-auto-timeout-with-model", 13335
    source = "https://www.twilio.com/docs/api/errors/13335"
    fixable = "unsafe"
    on = ("Gather@speechTimeout",)
    known, templated = False, True
    needs = ("auto",)

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        gather, model = attr.parent, attr.parent.attr("speechModel")
        hears = "speech" in gather.value("input") or gather.templated_attrs
        if attr.value.strip() != "auto" or model is None or model.templated or not model.value.strip() or not hears:
            return
        message = (
            f'speechTimeout "auto" does not go with speechModel "{model.value}" (13335); give the silence in seconds, '
            'such as "3", or leave out speechModel'
        )
        related = (Related(model.name_span, "the model is chosen here"),)
        yield self.report(attr.value_span, message, fix=edits.set_value(attr, "3"), related=related)
