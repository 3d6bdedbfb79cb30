"""TW614 play-digits-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, wording


class PlayDigitsInvalid(Rule):
    """Character in digits that is neither a key nor a wait.

    Twilio logs 13430 and plays none of the tones.

    Flagged:
        <Response><Play digits="9,1"/></Response>
                                ^^^ digits holds ",", which is no key (13430); keys are 0-9, A-D, * and #, and w waits half a second, W a whole one
    Flagged:
        <Response><Play digits="1 (2)"/></Response>
                                ^^^^^ digits holds a blank, "(" and ")", which are no keys (13430); keys are 0-9, A-D, * and #, and w waits half a second, W a whole one
    Allowed:
        <Response><Play digits="9ww1"/></Response>
    Allowed:
        <Response><Play digits="{{ pin }}#"/></Response>
    """

    code, name, twilio_code = "TW614", "play-digits-invalid", 13430
    source = "https://www.twilio.com/docs/api/errors/13430"
    on = ("Play@digits",)
    known, templated = False, True
    implied_by_schema = True
    supersedes = ("invalid-enum-value",)

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        wrong = list(dict.fromkeys(re.findall(r"[^0-9A-DWw#*\ue000]", attr.value)))
        if attr.value.strip() and wrong:
            shown = wording.listed(["a blank" if char.isspace() else f'"{char}"' for char in wrong])
            are = "are no keys" if len(wrong) > 1 else "is no key"
            message = f"digits holds {shown}, which {are} (13430); keys are 0-9, A-D, * and #, and w waits half a second, W a whole one"
            yield self.report(attr.value_span, message, covers=(attr,))
