"""TW006 undefined-entity."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, ParseError, Rule, edits, nearest


class UndefinedEntity(Rule):
    """An entity that XML does not know, such as `&nbsp;` of HTML.

    XML has five named entities: `&amp;` `&lt;` `&gt;` `&quot;` `&apos;`. Any other character is written as it is or
    by its number. Twilio cannot parse a document with an unknown entity and runs nothing of it.

    Flagged:
        <Response><Say>caf&eacute;&nbsp;open</Say></Response>
                          ^^^^^^^^ XML knows no entity &eacute;: write é or &#233;; Twilio rejects the whole document (12100)
                                  ^^^^^^ XML knows no entity &nbsp;: write &#160;; Twilio rejects the whole document (12100)
    Fixed:
        <Response><Say>caf&#233;&#160;open</Say></Response>
    Flagged:
        <Response><Say>this &ampp; that</Say></Response>
                            ^^^^^^ XML knows no entity &ampp;; did you mean &amp;? Twilio rejects the whole document (12100)
    Flagged:
        <Response><Redirect>/q?a=1&step;b=2</Redirect></Response>
                                  ^^^^^^ XML knows no entity &step;: write &amp;step; where the characters are meant; ...
    Allowed:
        <Response><Say>ma&#241;ana &#x3053; &amp; &quot;&apos;&lt;&gt;</Say></Response>
    """

    code, name, twilio_code = "TW006", "undefined-entity", 12100
    source = "https://www.twilio.com/docs/api/errors/12100"
    fixable = "safe"
    on = ("#error:undefined-entity",)
    runs_on_malformed = True

    def check(self, error: ParseError, ctx: Context) -> Iterator[Diagnostic]:
        from html.entities import html5

        entity = error.parts["entity"]
        known, fix = html5.get(entity + ";"), None
        if known is not None:
            number = "".join(f"&#{ord(char)};" for char in known)
            shown = f"{known} or {number}" if known.isprintable() and not known.isspace() else number
            said = f": write {shown};"
            fix = edits.replace(error.span, number, f"write {number}", safe=True)
        elif near := nearest(entity, ("amp", "lt", "gt", "quot", "apos", "nbsp"), 1):
            said = f"; did you mean &{near};?"
        else:
            said = f": write &amp;{entity}; where the characters are meant;"
        yield self.report(
            error, f"XML knows no entity &{entity};{said} Twilio rejects the whole document (12100)", fix=fix
        )
