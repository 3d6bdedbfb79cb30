"""TW407 edge-parameter-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Text, data, nearest

_PAIR = re.compile(r"([a-z]+)=([^&]*)")
_FILLER = "\ue000"


class EdgeParameterInvalid(Rule):
    """Connection override in a URL that names an edge or a retry policy Twilio does not have.

    What follows `#` in a URL of TwiML tells Twilio how to make the request: `e` the edges to make it from, `rp` the
    failures after which to try again. With a value it does not know, Twilio makes no request at all: errors 11240, 11241
    and 11243.

    Flagged:
        <Response><Redirect>https://ivr.acme.test/n#e=paris</Redirect></Response>
                                                      ^^^^^ Twilio has no edge "paris", so it does not make the request (11240); edges are ashburn, dublin, ...
    Flagged:
        <Response><Gather action="https://ivr.acme.test/n#rc=2&amp;e=dublin,frankfurd&amp;rp=6xx"/></Response>
                                                                            ^^^^^^^^^ Twilio has no edge "frankfurd", so it does not make the request (11240); the nearest is "frankfurt"
                                                                                             ^^^ Twilio has no retry policy "6xx", so it does not make the request (11243); the policies are 4xx, 5xx, all, ct and rt
    Flagged:
        <Response><Redirect>/next#e=ie1</Redirect></Response>
                                    ^^^ Twilio has no edge "ie1", so it does not make the request (11240); "ie1" is the old id of "dublin"
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
    needs = ("#e=", "#r=", "#rp=", "&amp;e=", "&amp;r=", "&amp;rp=", "&#38;e=", "&#38;rp=")

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        start = item.value.find("#") + 1
        overrides = data("regions")["overrides"]
        for pair in _pairs(item.value, start):
            row = overrides.get(pair[1])
            if row is None or not row["error"]:
                continue
            at = pair.start(2)
            for value in pair[2].split(","):
                word = value.strip()
                if word.lower() not in row["values"] and _FILLER not in value:
                    place = item.part(at, at + len(value))
                    number = row["error"][0]
                    yield self.report(place, _message(pair[1], word, number), twilio_code=number)
                at += len(value) + 1


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


def _message(key: str, word: str, number: int) -> str:
    table = data("regions")
    policy = key == "rp"
    what = "retry policy" if policy else "edge"
    values = table["overrides"][key]["values"]
    old = table["sip_regions"].get(word.lower()) if key == "e" else None
    near = None if policy else nearest(word, values)
    if old is not None:
        hint = f'"{word}" is the old id of "{old["edge"]}"'
    elif near is not None:
        hint = f'the nearest is "{near}"'
    else:
        names = [value for value in values if not value.endswith("-ix")]
        hint = f"{'the policies' if policy else 'edges'} are {', '.join(names[:-1])} and {names[-1]}"
    return f'Twilio has no {what} "{word}", so it does not make the request ({number}); {hint}'
