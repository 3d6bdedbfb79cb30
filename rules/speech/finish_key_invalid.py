"""TW618 finish-key-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule

_WORDS = {"hash": "#", "pound": "#", "hashtag": "#", "sharp": "#", "star": "*", "asterisk": "*", "none": ""}


class FinishKeyInvalid(Rule):
    """finishOnKey that is not a key.

    Gather takes a single key, Record any of several; other values are logged (13310, 13613) and the default counts.

    Flagged:
        <Response><Gather finishOnKey="hash" action="/k"/><Hangup/></Response>
                                       ^^^^ finishOnKey of <Gather> is "hash"; it is one key, 0-9, # or *, or empty for none (13310): write "#"
    Flagged:
        <Response><Gather finishOnKey="#*" action="/k"/><Hangup/></Response>
                                       ^^ finishOnKey of <Gather> is "#*"; it is one key, 0-9, # or *, or empty for none (13310)
    Flagged:
        <Response><Record finishOnKey="1,2" action="/k"/><Hangup/></Response>
                                       ^^^ finishOnKey of <Record> is "1,2"; it is keys one after the other, 0-9, # and *, or empty for none (13613): write "12"
    Allowed:
        <Response><Gather finishOnKey="" action="/k"/><Record finishOnKey="1234567890*#" action="/d"/><Hangup/></Response>
    Allowed:
        <Response><Gather finishOnKey="{{ key }}" action="/k"/><Hangup/></Response>
    """

    code, name, twilio_code = "TW618", "finish-key-invalid", 13310
    source = "https://www.twilio.com/docs/api/errors/13310"
    on = ("Gather@finishOnKey", "Record@finishOnKey")
    known, templated = False, True
    implied_by_schema = True
    supersedes = ("invalid-enum-value", "enum-wrong-case", "empty-attribute")

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        gather, value = attr.parent.name == "Gather", attr.value
        if attr.templated or re.fullmatch("[0-9#*]?" if gather else "[0-9#*]*", value):
            return
        what = "one key, 0-9, # or *," if gather else "keys one after the other, 0-9, # and *,"
        number = 13310 if gather else 13613
        message = f'finishOnKey of <{attr.parent.name}> is "{value}"; it is {what} or empty for none ({number})'
        meant = _WORDS.get(value.strip().lower(), re.sub(r"[\s,;|]", "", value))
        if re.fullmatch("[0-9#*]?" if gather else "[0-9#*]*", meant):
            message += f': write "{meant}"'
        yield self.report(attr.value_span, message, twilio_code=number, covers=(attr,))
