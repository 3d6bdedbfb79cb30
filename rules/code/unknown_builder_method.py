"""TW823 unknown-builder-method."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, Message, Rule, Severity, events, nearest, wording


class UnknownBuilderMethod(Rule):
    """A method that the helper library does not have on this object.

    The call raises an error when the line runs, and the caller hears "an application error has occurred". Often the
    noun is called on the wrong verb: `conference` belongs to `Dial`, `room` to `Connect`.

    Flagged (app.py):
        from twilio.twiml.voice_response import VoiceResponse
        response = VoiceResponse()
        response.gathr(action="/menu")
                 ^^^^^ no method gathr on <Response>: did you mean "gather"?
        response.connect().conference("Standup")
                           ^^^^^^^^^^ no method conference on <Connect>: only <Dial> has it
        response.say("Hi").volume(3)
                           ^^^^^^ no method volume on <Say>: the helper library has none of that name
        from twilio import twiml
        twiml.Response().connect()
                         ^^^^^^^ no method connect on <Response>: only later versions of twilio-python have it
    Fixed:
        from twilio.twiml.voice_response import VoiceResponse
        response = VoiceResponse()
        response.gather(action="/menu")
        response.connect().conference("Standup")
        response.say("Hi").volume(3)
        from twilio import twiml
        twiml.Response().connect()
    Flagged (app.rb):
        response = Twilio::TwiML::VoiceResponse.new
        response.Say(message: "Hi")
                 ^^^ no method Say on <Response>: did you mean "say"?
    Fixed:
        response = Twilio::TwiML::VoiceResponse.new
        response.say(message: "Hi")
    Allowed (app.py):
        from twilio.twiml.voice_response import VoiceResponse
        response = VoiceResponse()
        response.dial().conference("Standup")
    """

    code, name = "TW823", "unknown-builder-method"
    source = "https://www.twilio.com/docs/libraries/python"
    since = "0.2"
    fixable = "unsafe"
    on = ("#unknown-method",)
    messages = {
        "near": Message("no method {method} on <{element}>", 'did you mean "{near}"?', "The call raises an error."),
        "capital": Message(
            "no method {method} on <{element}>",
            'did you mean "{near}"?',
            "twilio-ruby up to version 4 has such names. Later ones raise an error.",
            severity=Severity.WARNING,
        ),
        "elsewhere": Message(
            "no method {method} on <{element}>",
            "only {others} {have} it",
            "Call it on {others}. On <{element}> the call raises an error.",
        ),
        "former": Message(
            "no method {method} on <{element}>",
            "{library} has it up to {last}",
            "The project uses a later version: the call raises an error.",
        ),
        "later": Message(
            "no method {method} on <{element}>",
            "only later versions of {library} have it",
            "Use VoiceResponse or MessagingResponse of a later version. The call raises an error.",
        ),
        "unknown": Message(
            "no method {method} on <{element}>",
            "the helper library has none of that name",
            "The call raises an error.",
        ),
    }

    def check(self, event: events.UnknownMethod, ctx: Context) -> Iterator[Diagnostic]:
        values = event.values
        named = {"method": values["method"], "element": values["element"]}
        if values["elsewhere"]:
            others = wording.listed(values["elsewhere"][:3])
            have = "has" if len(values["elsewhere"]) == 1 else "have"
            yield self.report(event.span, "elsewhere", others=others, have=have, **named)
            return
        suggestion = nearest(values["method"], tuple(values["methods"]))
        if suggestion is None:
            id = "former" if values["last"] else "later" if values["later"] else "unknown"
            yield self.report(event.span, id, library=values["library"], last=values["last"], **named)
            return
        fix = Fix(f'call "{suggestion}"', (Edit(event.span, suggestion),))
        former = values["library"] == "twilio-ruby" and values["method"] == suggestion.capitalize()
        yield self.report(event.span, "capital" if former else "near", near=suggestion, fix=fix, **named)
