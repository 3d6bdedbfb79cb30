"""TW618 finish-key-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, values

_KEYS = {"Gather": re.compile("[0-9#*]?"), "Record": re.compile("[0-9#*]*")}
_SEPARATORS = re.compile(r"[\s,;|]")
_WORDS = {"hash": "#", "pound": "#", "hashtag": "#", "sharp": "#", "star": "*", "asterisk": "*", "none": ""}


class FinishKeyInvalid(Rule):
    """finishOnKey that is not a key.

    Gather allows a single key, Record any of several; for other values Twilio logs a warning (13310, 13613) and uses
    the default.

    Flagged:
        <Response><Gather finishOnKey="hash" action="/k"/><Hangup/></Response>
                                       ^^^^ finishOnKey of <Gather> must be one key: did you mean "#"?
    Flagged:
        <Response><Gather finishOnKey="#*" action="/k"/><Hangup/></Response>
                                       ^^ finishOnKey of <Gather> must be one key: found "#*"
    Flagged:
        <Response><Record finishOnKey="1,2" action="/k"/><Hangup/></Response>
                                       ^^^ finishOnKey of <Record> must be keys without separators: did you mean "12"?
    Flagged:
        <Response><Record finishOnKey="any" action="/k"/><Hangup/></Response>
                                       ^^^ finishOnKey of <Record> must be keys without separators: found "any"
    Allowed:
        <Response><Gather finishOnKey="" action="/k"/><Record finishOnKey="1234567890*#" action="/d"/><Hangup/></Response>
    Allowed:
        <Response><Gather finishOnKey="{{ key }}" action="/k"/><Hangup/></Response>
    """

    code, name, twilio_code = "TW618", "finish-key-invalid", 13310
    source = "https://www.twilio.com/docs/api/errors/13310"
    on = ("Gather@finishOnKey", "Record@finishOnKey")
    local = True
    implied_by_schema = True
    supersedes = ("empty-attribute",)
    messages = {
        "meant": Message(
            "finishOnKey of <{element}> must be {expected}",
            'did you mean "{meant}"?',
            "Use 0-9, # or *, or an empty value for no key. Twilio uses the default ({code}).",
        ),
        "unknown": Message(
            "finishOnKey of <{element}> must be {expected}",
            'found "{value}"',
            "Use 0-9, # or *, or an empty value for no key. Twilio uses the default ({code}).",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        element, value = attr.parent.name, attr.value
        if _KEYS[element].fullmatch(value):
            return
        intended = _WORDS.get(value.strip().lower(), _SEPARATORS.sub("", value))
        yield self.report(
            attr.value_span,
            "meant" if _KEYS[element].fullmatch(intended) else "unknown",
            element=element,
            expected="one key" if element == "Gather" else "keys without separators",
            value=value,
            meant=intended,
            twilio_code=values.error_of(attr, ctx),
            covers=(attr,),
        )
