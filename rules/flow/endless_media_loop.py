"""TW511 endless-media-loop."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Flow, Message, Node, Related, Rule, Severity


class EndlessMediaLoop(Rule):
    """A Say or Play that repeats until the call ends, with verbs after it.

    `loop="0"` repeats until somebody hangs up (Twilio stops after a thousand rounds), so what follows does not run. As
    the last verb it is ordinary hold music.

    Flagged:
        <Response><Play loop="0">https://cdn.acme.test/hold.mp3</Play><Dial>+14155550100</Dial></Response>
                              ^ <Play> repeats until the call ends: <Dial> after it never runs
    Flagged:
        <Response><Gather action="/k"><Play loop="0">https://cdn.acme.test/menu.mp3</Play><Say>Press 1</Say></Gather><Hangup/></Response>
                                                  ^ <Play> repeats until the caller answers: <Say> after it never runs
    Allowed:
        <Response><Play loop="3">https://cdn.acme.test/hold.mp3</Play><Dial>+14155550100</Dial></Response>
    Allowed:
        <Response><Say>Hold the line</Say><Play loop="0">https://cdn.acme.test/hold.mp3</Play></Response>
    """

    code, name = "TW511", "endless-media-loop"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/play"
    on = ("Say@loop", "Play@loop")
    needs = ("0",)
    messages = {
        "prompt": Message(
            "<{media}> repeats until the caller answers",
            "<{verb}> after it never runs",
            "Write a number of rounds, or move the verbs that follow before <{media}>.",
        ),
        "endless": Message(
            "<{media}> repeats until the call ends",
            "<{verb}> after it never runs",
            "Write a number of rounds, or move the verbs that follow before <{media}>.",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        media, flow = attr.parent, Flow.of(ctx)
        if media.parent is not None and media.parent.name == "Gather":
            yield from self._in_gather(attr, media, media.parent, ctx)
            return
        if media.templated_attrs or not flow.is_endless(media) or not flow.runs(media):
            return
        unreachable = next((node for node in flow.after(media) if node.name in ctx.grammar.verbs), None)
        if unreachable is not None and not flow.separated(media, unreachable):
            related = (Related(unreachable.name_span, "never runs"),)
            yield self.report(attr.value_span, "endless", media=media.name, verb=unreachable.name, related=related)

    def _in_gather(self, attr: Attr, media: Node, gather: Node, ctx: Context) -> Iterator[Diagnostic]:
        flow = Flow.of(ctx)
        unreachable = next(
            (node for node in gather.children[media.index + 1 :] if node.name in ctx.grammar.verbs), None
        )
        rounds = attr.value.strip()
        endless = rounds.isdecimal() and int(rounds) == 0 and not media.templated_attrs and flow.runs(gather)
        if endless and unreachable is not None and not flow.separated(media, unreachable):
            related = (Related(unreachable.name_span, "never runs"),)
            yield self.report(attr.value_span, "prompt", media=media.name, verb=unreachable.name, related=related)
