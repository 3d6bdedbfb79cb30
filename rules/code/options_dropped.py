"""TW820 options-dropped."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, Message, Rule, Span, events


class OptionsDropped(Rule):
    r"""Options in the place of the text, or the other way round.

    twilio-node takes the attributes first and the text second. Since version 4 an object after the text is dropped
    without an error: the voice, the timeout or the callback in it never reaches Twilio. Nothing is said where the
    package.json beside the file names version 3 or an earlier one, which keep both orders. twilio-php takes the text
    first; an array in its place is an error. twilio-python has no options at all: a dict is written as the value of the
    argument that it is given for.

    Flagged (voice.js):
        const { twiml } = require("twilio");
        const response = new twiml.VoiceResponse();
        response.say("Hello", { voice: "alice" });
                              ^^^^^^^^^^^^^^^^^^ options of say() are ignored: they must be the first argument
    Fixed:
        const { twiml } = require("twilio");
        const response = new twiml.VoiceResponse();
        response.say({ voice: "alice" }, "Hello");
    Flagged (voice.php):
        <?php
        use Twilio\TwiML\VoiceResponse;
        $response = new VoiceResponse();
        $response->dial(["timeout" => 20]);
                        ^^^^^^^^^^^^^^^^^ options of dial() are in the place of the text: they must be the second argument
    Flagged (app.py):
        from twilio.twiml.voice_response import VoiceResponse
        response = VoiceResponse()
        response.say("Hello", {"voice": "alice"})
                              ^^^^^^^^^^^^^^^^^^ options of say() are no keywords: the dict is written as one value
    Fixed:
        from twilio.twiml.voice_response import VoiceResponse
        response = VoiceResponse()
        response.say("Hello", **{"voice": "alice"})
    Allowed (voice.js):
        const { twiml } = require("twilio");
        const response = new twiml.VoiceResponse();
        response.say({ voice: "alice" }, "Hello");
    """

    code, name = "TW820", "options-dropped"
    source = "https://www.twilio.com/docs/libraries/node"
    since = "0.2"
    fixable = "unsafe"
    on = ("#options-dropped",)
    messages = {
        "second": Message(
            "options of {method}() are ignored",
            "they must be the first argument",
            "Swap the arguments. The helper library drops options that come after the text.",
        ),
        "first": Message(
            "options of {method}() are in the place of the text",
            "they must be the second argument",
            "Give the text first, or an empty one. The call raises an error.",
        ),
        "keywords": Message(
            "options of {method}() are no keywords",
            "the dict is written as one value",
            "Write them as keywords, or ** before the dict. The helper library does not look into it.",
        ),
    }

    def check(self, event: events.OptionsDropped, ctx: Context) -> Iterator[Diagnostic]:
        text, options = event.values.get("text"), event.span
        fix = None
        if event.values.get("keywords"):
            if event.values["spread"]:
                fix = Fix('write "**"', (Edit(Span(options.start, options.start), "**"),))
            yield self.report(options, "keywords", method=event.values["method"], fix=fix)
            return
        if text is not None:
            source = ctx.source.text
            edits = (
                Edit(text, source[options.start : options.end]),
                Edit(options, source[text.start : text.end]),
            )
            fix = Fix("swap the arguments", edits)
        which = "first" if event.values.get("text_first") else "second"
        yield self.report(options, which, method=event.values["method"], fix=fix)
