"""TW215 wrong-sid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from twimllint import Attr, Context, Diagnostic, Rule, Text, data, placement, values

_SID = re.compile(r"([A-Z]{2})[0-9a-fA-F]{32}")


class WrongSid(Rule):
    """An identifier with the wrong letters, length or characters.

    A SID is two letters that tell what it stands for and 32 hexadecimal digits. Twilio looks it up among the things
    of that kind and finds nothing under another one.

    Flagged:
        <Response><Enqueue workflowSid="WQ00000000000000000000000000000001"/></Response>
                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ workflowSid of <Enqueue> is the SID of a TaskRouter queue; that of a TaskRouter workflow begins with WW (14220)
    Flagged:
        <Response><Dial><Conference coach="CA0001">town</Conference></Dial></Response>
                                           ^^^^^^ coach of <Conference> is "CA0001"; the SID of a call is CA and 32 hexadecimal digits, these are 4 characters (13240)
    Flagged:
        <Response><Dial><Application>APxyz00000000000000000000000000001</Application></Dial></Response>
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the text of <Application> is...
    Allowed:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"/></Response>
    Allowed (route.xml.j2):
        <Response><Enqueue workflowSid="{{ workflow }}"/></Response>
    """

    code, name, twilio_code = "TW215", "wrong-sid", 14220
    source = "https://www.twilio.com/docs/api/errors/14220"
    on = (
        "@workflowSid", "@coach", "@byoc", "@reservationSid", "@postWorkActivitySid", "@serviceInstanceSid",
        "Application/text", "ApplicationSid/text", "Sim/text",
    )  # fmt: skip
    known, templated = False, True

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        if isinstance(item, Attr):
            kind = values.attribute_type(item, ctx)
            wanted_type = None if kind is None else kind.type
            where, subject, place = item.value_span, values.subject(item), f"{item.parent.name}@{item.name}"
        else:
            element = None if item.parent is None else placement.type_of(item.parent, ctx)
            wanted_type = None if element is None else element.text_type
            place = item.parent.name if item.parent is not None else ""
            where, subject = item.trimmed, f"the text of <{place}>"
        value = item.value.strip()
        if (
            wanted_type is None
            or item.templated
            or not value
            or wanted_type.kind != "sid"
            or wanted_type.accepts(item.value)
        ):
            return
        known = data("sids")
        about: dict[str, Any] = next(
            (row for key, row in known["places"].items() if key.rpartition("/")[2] == place), {}
        )
        wanted = about.get("prefixes") or [wanted_type.sid_prefix]
        found = _SID.fullmatch(value)
        if found is not None and found[1] in wanted and item.value == value:
            return
        code = about.get("error") or 12200
        yield self.report(where, f"{subject} {_fault(value, wanted[0], known['prefixes'])} ({code})", twilio_code=code)


def _fault(value: str, prefix: str, prefixes: dict[str, dict[str, str]]) -> str:
    """What is wrong with a SID, as the rest of a sentence about it."""
    what = prefixes.get(prefix, {}).get("what", "resource")
    found = _SID.fullmatch(value)
    if found is not None and found[1] in prefixes and found[1] != prefix:
        return f"is the SID of a {prefixes[found[1]]['what']}; that of a {what} begins with {prefix}"
    form = f'is "{value}"; the SID of a {what} is {prefix} and 32 hexadecimal digits'
    if value[:2] != prefix:
        return form
    rest = value[2:]
    if len(rest) != 32:
        return f"{form}, these are {len(rest)} characters"
    return f'{form}, and "{next((char for char in rest if char not in "0123456789abcdefABCDEF"), rest[0])}" is none'
