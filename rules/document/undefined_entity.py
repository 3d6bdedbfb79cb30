"""TW006 undefined-entity."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, ParseError, Rule, edits, nearest

_HELP = "XML has the entities &amp; &lt; &gt; &quot; and &apos; only. Twilio rejects the whole document ({code})."


class UndefinedEntity(Rule):
    """An entity that XML does not know, such as `&nbsp;` of HTML.

    XML has five named entities: `&amp;` `&lt;` `&gt;` `&quot;` `&apos;`. Any other character is written as it is or
    by its number. Twilio cannot parse a document with an unknown entity and runs nothing of it.

    Flagged:
        <Response><Say>caf&eacute;&nbsp;open</Say></Response>
                          ^^^^^^^^ unknown entity &eacute;: write é or &#233;
                                  ^^^^^^ unknown entity &nbsp;: write &#160;
    Fixed:
        <Response><Say>caf&#233;&#160;open</Say></Response>
    Flagged:
        <Response><Say>this &ampp; that</Say></Response>
                            ^^^^^^ unknown entity &ampp;: did you mean "&amp;"?
    Flagged:
        <Response><Redirect>/q?a=1&step;b=2</Redirect></Response>
                                  ^^^^^^ unknown entity &step;: write &amp;step; for the characters
    Allowed:
        <Response><Say>ma&#241;ana &#x3053; &amp; &quot;&apos;&lt;&gt;</Say></Response>
    """

    code, name, twilio_code = "TW006", "undefined-entity", 12100
    source = "https://www.twilio.com/docs/api/errors/12100"
    fixable = "safe"
    on = ("#error:undefined-entity",)
    runs_on_malformed = True
    messages = {
        "html": Message("unknown entity &{entity};", "write {right}", _HELP),
        "near": Message("unknown entity &{entity};", 'did you mean "&{right};"?', _HELP),
        "unknown": Message("unknown entity &{entity};", "write &amp;{entity}; for the characters", _HELP),
    }

    def check(self, error: ParseError, ctx: Context) -> Iterator[Diagnostic]:
        from html.entities import html5

        entity = error.parts["entity"]
        characters = html5.get(entity + ";")
        if characters is not None:
            number = "".join(f"&#{ord(char)};" for char in characters)
            right = f"{characters} or {number}" if characters.isprintable() and not characters.isspace() else number
            fix = edits.replace(error.span, number, f"write {number}", safe=True)
            yield self.report(error, "html", entity=entity, right=right, fix=fix)
        else:
            suggestion = nearest(entity, ("amp", "lt", "gt", "quot", "apos", "nbsp"), 1)
            yield self.report(error, "near" if suggestion else "unknown", entity=entity, right=suggestion)
