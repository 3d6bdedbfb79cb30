"""TW821 builder-missing-keyword."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, Message, Rule, Severity, Span, Tier, events, wording


class BuilderMissingKeyword(Rule):
    r"""A builder call lacks a keyword or an argument that the helper library requires.

    twilio-ruby takes the text of an element by keyword. Without it Ruby raises ArgumentError when the line runs, and
    the caller hears "an application error has occurred". The same happens in Python, Ruby and PHP where an argument
    is missing; nothing is said of that where the project uses an earlier major version of the library. In PHP it is a
    warning: before version 7.1 the program goes on, with an empty element.

    Flagged (voice.rb):
        response = Twilio::TwiML::VoiceResponse.new
        response.say("Hello", voice: "alice")
                     ^^^^^^^ say() needs a keyword: write "message:"
    Fixed:
        response = Twilio::TwiML::VoiceResponse.new
        response.say(message: "Hello", voice: "alice")
    Flagged (app.py):
        from twilio.twiml.voice_response import VoiceResponse
        response = VoiceResponse()
        response.redirect(method="POST")
                 ^^^^^^^^ redirect() lacks an argument: "url" is required
        response.connect().room(**settings)
    Flagged (voice.php):
        <?php
        use Twilio\TwiML\VoiceResponse;
        $response = new VoiceResponse();
        $response->dial()->number();
                           ^^^^^^ number() lacks an argument: "phoneNumber" is required
    Allowed (voice.rb):
        response = Twilio::TwiML::VoiceResponse.new
        response.say(message: "Hello", voice: "alice")
    """

    code, name = "TW821", "builder-missing-keyword"
    source = "https://www.twilio.com/docs/libraries/ruby"
    since = "0.2"
    fixable = "unsafe"
    on = ("#keyword-missing", "#argument-missing")
    tier = Tier.CONTENT
    messages = {
        "keyword": Message(
            "{method}() needs a keyword",
            'write "{keyword}:"',
            "The helper library raises an error for a positional argument here.",
        ),
        "argument": Message(
            "{method}() lacks an argument",
            "{names} is required",
            "Add it. The helper library raises an error without it.",
        ),
        "argument-php": Message(
            "{method}() lacks an argument",
            "{names} is required",
            "Add it. PHP raises an error without it, before version 7.1 the element is empty.",
            severity=Severity.WARNING,
        ),
    }

    def check(self, event: events.KeywordMissing | events.ArgumentMissing, ctx: Context) -> Iterator[Diagnostic]:
        if isinstance(event, events.ArgumentMissing):
            names = wording.listed([f'"{name}"' for name in event.values["lacking"]])
            id = "argument-php" if event.values["library"] == "twilio-php" else "argument"
            yield self.report(event.span, id, method=event.values["method"], names=names)
            return
        keyword = event.values["keyword"]
        start = event.span.start
        fix = Fix(f'write "{keyword}:"', (Edit(Span(start, start), f"{keyword}: "),))
        yield self.report(event.span, "keyword", method=event.values["method"], keyword=keyword, fix=fix)
