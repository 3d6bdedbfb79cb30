"""TW511 endless-media-loop."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Related, Rule, Severity


class EndlessMediaLoop(Rule):
    """Say or Play that repeats until the call ends, with verbs behind it.

    `loop="0"` goes on until somebody hangs up (Twilio stops after a thousand rounds), so what follows is as good as
    never reached. As the last verb it is ordinary hold music.

    Flagged:
        <Response><Play loop="0">https://cdn.acme.test/hold.mp3</Play><Dial>+14155550100</Dial></Response>
                              ^ loop="0" repeats <Play> until the call ends, so <Dial> after it is never reached
    Allowed:
        <Response><Play loop="3">https://cdn.acme.test/hold.mp3</Play><Dial>+14155550100</Dial></Response>
    Allowed:
        <Response><Say>Hold the line</Say><Play loop="0">https://cdn.acme.test/hold.mp3</Play></Response>
    """

    code, name = "TW511", "endless-media-loop"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/play"
    on = ("Say@loop", "Play@loop")
    known, templated = False, True
    needs = ("0",)

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        media, value, flow = attr.parent, attr.value.strip(), ctx.flow
        if attr.templated or media.templated_attrs or not value.isdecimal() or int(value) or not flow.runs(media):
            return
        lost = next((node for node in flow.after(media) if node.name in ctx.grammar.verbs), None)
        if lost is not None and not flow.separated(media, lost):
            message = f'{attr.name}="{attr.value}" repeats <{media.name}> until the call ends, so <{lost.name}> after it is never reached'
            yield self.report(attr.value_span, message, related=(Related(lost.name_span, "never reached"),))
