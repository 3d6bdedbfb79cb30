"""TW215 wrong-sid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from twimllint import Attr, Context, Diagnostic, Message, Rule, Text, data, triggers, values, wording

_SID = re.compile(r"([A-Z]{2})[0-9a-fA-F]{32}")
_DIGITS = 32


class WrongSid(Rule):
    """A SID with the wrong prefix, length or characters.

    A SID is two letters that name the kind of resource, and 32 hexadecimal digits. Twilio looks it up among the
    resources of that kind and does not find it.

    Flagged:
        <Response><Enqueue workflowSid="WQ00000000000000000000000000000001"/></Response>
                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ workflowSid must be the SID of a TaskRouter workflow: this is the SID of a TaskRouter queue
    Flagged:
        <Response><Dial><Conference coach="call-1">town</Conference></Dial></Response>
                                           ^^^^^^ coach must be the SID of a call: must begin with CA
    Flagged:
        <Response><Dial><Conference coach="CA0001">town</Conference></Dial></Response>
                                           ^^^^^^ coach must be the SID of a call: 4 characters after CA, expected 32
    Flagged:
        <Response><Dial><Conference coach="CA1">town</Conference></Dial></Response>
                                           ^^^ coach must be the SID of a call: 1 character after CA, expected 32
    Flagged:
        <Response><Dial><Application>APxyz00000000000000000000000000001</Application></Dial></Response>
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ text of <Application> must be the SID of a TwiML application: "x" is not a hexadecimal digit
    Flagged:
        <Response><Enqueue workflowSid="{WorkflowSid}"/></Response>
                                        ^^^^^^^^^^^^^ workflowSid must be the SID of a TaskRouter workflow: {WorkflowSid} was not replaced
    Allowed:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"/></Response>
    Allowed (route.xml.j2):
        <Response><Enqueue workflowSid="{{ workflow }}"/></Response>
    """

    code, name, twilio_code = "TW215", "wrong-sid", 14220
    source = "https://www.twilio.com/docs/api/errors/14220"
    on = (triggers.of_type("sid"),)
    local = True
    messages = {
        "other": Message(
            "{subject} must be the SID of a {what}",
            "this is the SID of {found}",
            "Write a SID that begins with {prefix}. Twilio finds no {what} of this SID ({code}).",
        ),
        "placeholder": Message(
            "{subject} must be the SID of a {what}",
            "{found} was not replaced",
            "Write {prefix} and 32 hexadecimal digits. Twilio finds no {what} of this SID ({code}).",
        ),
        "prefix": Message(
            "{subject} must be the SID of a {what}",
            "must begin with {prefix}",
            "Write {prefix} and 32 hexadecimal digits. Twilio finds no {what} of this SID ({code}).",
        ),
        "length": Message(
            "{subject} must be the SID of a {what}",
            "{found} after {prefix}, expected 32",
            "Write {prefix} and 32 hexadecimal digits. Twilio finds no {what} of this SID ({code}).",
        ),
        "digit": Message(
            "{subject} must be the SID of a {what}",
            '"{found}" is not a hexadecimal digit',
            "Write {prefix} and 32 hexadecimal digits. Twilio finds no {what} of this SID ({code}).",
        ),
    }

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        wanted = values.value_type(item, ctx)
        value = item.value.strip()
        if wanted is None or wanted.kind != "sid" or not value or wanted.accepts(item.value):
            return
        sids, place = data("sids"), values.place(item)
        about: dict[str, Any] = next(
            (row for key, row in sids["places"].items() if key.rpartition("/")[2] == place), {}
        )
        prefixes = about.get("prefixes") or [wanted.sid_prefix]
        sid = _SID.fullmatch(value)
        if sid is not None and sid[1] in prefixes and item.value == value:
            return
        id, detail = _find_mistake(value, prefixes[0], sids["prefixes"])
        yield self.report(
            item.value_span,
            id,
            subject=values.subject(item),
            what=sids["prefixes"].get(prefixes[0], {}).get("what", "resource"),
            prefix=prefixes[0],
            found=detail,
            twilio_code=about.get("error") or 0,
        )


def _find_mistake(value: str, prefix: str, prefixes: dict[str, dict[str, str]]) -> tuple[str, str]:
    """The id of the message for a wrong SID, and what was found instead."""
    sid = _SID.fullmatch(value)
    if sid is not None and sid[1] in prefixes and sid[1] != prefix:
        return "other", wording.with_article(prefixes[sid[1]]["what"])
    if value.startswith("{") and value.endswith("}"):
        return "placeholder", value
    if not value.startswith(prefix):
        return "prefix", value[:2]
    digits = value[len(prefix) :]
    if len(digits) != _DIGITS:
        return "length", f"{len(digits)} character{'' if len(digits) == 1 else 's'}"
    return "digit", next((char for char in digits if char not in "0123456789abcdefABCDEF"), digits[0])
