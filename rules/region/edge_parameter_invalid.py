"""TW407 edge-parameter-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from twimllint import Attr, Context, Diagnostic, Message, Rule, Span, Text, data, has_template, suggest, wording

_PAIR = re.compile(r"([a-z]+)=([^&]*)")


class EdgeParameterInvalid(Rule):
    """A connection override in a URL that names an unknown edge or retry policy.

    What follows `#` in a URL of TwiML controls how Twilio makes the request: `e` names the edges to make it from, `rp`
    the failures after which to retry. With an unknown value Twilio makes no request at all: errors 11240, 11241 and
    11243.

    Flagged:
        <Response><Redirect>https://ivr.acme.test/n#e=paris</Redirect></Response>
                                                      ^^^^^ unknown edge in a URL: found "paris"
    Flagged:
        <Response><Gather action="https://ivr.acme.test/n#rc=2&amp;e=dublin,frankfurd&amp;rp=6xx"/></Response>
                                                                            ^^^^^^^^^ unknown edge in a URL: did you mean "frankfurt"?
                                                                                             ^^^ unknown retry policy in a URL: found "6xx"
    Flagged:
        <Response><Redirect>/next#e=ie1</Redirect></Response>
                                    ^^^ unknown edge in a URL: "ie1" is the old id of "dublin"
    Allowed:
        <Response><Redirect>https://ivr.acme.test/n#e=dublin,ashburn&amp;rc=3</Redirect></Response>
    Allowed:
        <Response><Redirect>https://ivr.acme.test/n#section-e=paris</Redirect></Response>
    Allowed:
        <Response><Redirect>https://ivr.acme.test/n#e={{ edge }}</Redirect></Response>
    """

    code, name, twilio_code = "TW407", "edge-parameter-invalid", 11240
    source = "https://www.twilio.com/docs/api/errors/11240"
    on = ("#url",)
    known, templated = False, True
    needs = ("#e=", "#r=", "#rp=", "&e=", "&r=", "&rp=")
    messages = {
        "edge": Message("unknown edge in a URL", 'found "{word}"', "Use {legal}. Twilio makes no request ({code})."),
        "near-edge": Message("unknown edge in a URL", "{hint}", "Use {legal}. Twilio makes no request ({code})."),
        "old-edge": Message(
            "unknown edge in a URL",
            '"{word}" is the old id of "{edge}"',
            "Write {edge}. Twilio makes no request ({code}).",
        ),
        "policy": Message(
            "unknown retry policy in a URL", 'found "{word}"', "Use {legal}. Twilio makes no request ({code})."
        ),
    }

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        overrides = data("regions")["overrides"]
        for pair in _pairs(item.value, item.value.find("#") + 1):
            row = overrides.get(pair[1])
            if row is None or not row["error"]:
                continue
            start = pair.start(2)
            for value in pair[2].split(","):
                word = value.strip()
                if word.lower() not in row["values"] and not has_template(value):
                    yield self._unknown(pair[1], word, item.part(start, start + len(value)), row)
                start += len(value) + 1

    def _unknown(self, key: str, word: str, place: Span, row: dict[str, Any]) -> Diagnostic:
        old = data("regions")["sip_regions"].get(word.lower()) if key == "e" else None
        suggestion = (
            None
            if key == "rp"
            else suggest(word, _public(row["values"]) if "-ix" not in word.lower() else row["values"])
        )
        message = "policy" if key == "rp" else "old-edge" if old else "near-edge" if suggestion else "edge"
        return self.report(
            place,
            message,
            word=word,
            edge=old and old["edge"],
            hint=suggestion and suggestion.hint,
            legal=wording.listed(_public(row["values"]), "or"),
            twilio_code=row["error"][0],
        )


def _public(edges: Sequence[str]) -> list[str]:
    """The edges without those of Interconnect."""
    return [edge for edge in edges if not edge.endswith("-ix")]


def _pairs(url: str, start: int) -> list[re.Match[str]]:
    """The overrides of a URL; none where what follows # is an ordinary fragment."""
    pairs: list[re.Match[str]] = []
    end = len(url.rstrip())
    while 0 < start < end:
        match = _PAIR.match(url, start, end)
        if match is None:
            return []
        pairs.append(match)
        start = match.end() + 1
    return pairs
