"""TW614 play-digits-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity, static_text, wording

_WRONG = re.compile(r"[^0-9A-DWw#*]")


class PlayDigitsInvalid(Rule):
    """Digits of Play that are not keys, or that Gather would not play.

    With a character that is neither a key nor a wait Twilio logs 13430 and plays none of the tones. Inside Gather
    `digits` cannot be used.

    Flagged:
        <Response><Play digits="9,1"/></Response>
                                ^^^ digits has a character that is not a key: found ","
    Flagged:
        <Response><Play digits="1 (2)"/></Response>
                                ^^^^^ digits has a character that is not a key: found a space, "(" and ")"
    Flagged:
        <Response><Gather action="/k"><Play digits="1"/></Gather><Hangup/></Response>
                                            ^^^^^^ digits on a <Play> in <Gather>: only a URL is allowed there
    Allowed:
        <Response><Play digits="9ww1"/></Response>
    Allowed:
        <Response><Play digits="{{ pin }}#"/></Response>
    """

    code, name, twilio_code = "TW614", "play-digits-invalid", 13430
    source = "https://www.twilio.com/docs/api/errors/13430"
    on = ("Play@digits",)
    templated = True
    messages = {
        "character": Message(
            "digits has a character that is not a key",
            "found {characters}",
            "Use 0-9, A-D, * and #, with w to wait half a second and W a second. Twilio plays no tone ({code}).",
        ),
        "in-gather": Message(
            "digits on a <Play> in <Gather>",
            "only a URL is allowed there",
            "Play the tones before <Gather>.",
            severity=Severity.WARNING,
            twilio_code=0,
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        wrong = list(dict.fromkeys(_WRONG.findall(static_text(attr.value))))
        if attr.value.strip() and wrong:
            characters = wording.listed(["a space" if char.isspace() else f'"{char}"' for char in wrong])
            yield self.report(attr.value_span, "character", characters=characters, covers=(attr,))
        elif attr.parent.parent is not None and attr.parent.parent.name == "Gather":
            yield self.report(attr, "in-gather")
