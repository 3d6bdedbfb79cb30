"""TW821 builder-missing-keyword."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, Message, Rule, Span, events


class BuilderMissingKeyword(Rule):
    """A builder call lacks the keyword that the helper library requires.

    twilio-ruby takes the text of an element by keyword. Without it Ruby raises ArgumentError when the line runs, and
    the caller hears "an application error has occurred".

    Flagged (voice.rb):
        response = Twilio::TwiML::VoiceResponse.new
        response.say("Hello", voice: "alice")
                     ^^^^^^^ say() needs a keyword: write "message:"
    Fixed:
        response = Twilio::TwiML::VoiceResponse.new
        response.say(message: "Hello", voice: "alice")
    Allowed (voice.rb):
        response = Twilio::TwiML::VoiceResponse.new
        response.say(message: "Hello", voice: "alice")
    """

    code, name = "TW821", "builder-missing-keyword"
    source = "https://www.twilio.com/docs/libraries/ruby"
    since = "0.2"
    fixable = "unsafe"
    on = ("#keyword-missing",)
    messages = {
        "keyword": Message(
            "{method}() needs a keyword",
            'write "{keyword}:"',
            "The helper library raises an error for a positional argument here.",
        )
    }

    def check(self, event: events.KeywordMissing, ctx: Context) -> Iterator[Diagnostic]:
        keyword = event.values["keyword"]
        start = event.span.start
        fix = Fix(f'write "{keyword}:"', (Edit(Span(start, start), f"{keyword}: "),))
        yield self.report(event.span, "keyword", method=event.values["method"], keyword=keyword, fix=fix)
