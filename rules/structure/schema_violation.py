"""TW113 schema-violation."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Rule, events


class SchemaViolation(Rule):
    """The XSD processor objects to something that no other rule reported.

    Twilio checks every document against a schema of its own and logs warning 12200 where the two do not agree. Ours
    does the same as a safety net under the other rules. A schema of your own (`schema = "house.xsd"` in the settings)
    speaks through this rule too.

    Flagged:
        <Response><Dial callReason="[[x*51]]">+14155550100</Dial></Response>
                        ^^^^^^^^^^ callReason is longer than 50; Twilio warns of what its schema does not allow (12200)
    Allowed:
        <Response><Dial callReason="your appointment">+14155550100</Dial></Response>
    Allowed (dial.xml.j2):
        <Response><Dial callReason="{{ reason }} [[x*51]]">+14155550100</Dial></Response>
    """

    code, name, twilio_code = "TW113", "schema-violation", 12200
    source = "https://www.twilio.com/docs/api/errors/12200"
    on = ("#schema-objection",)
    implied_by_schema = True

    def check(self, objection: events.SchemaObjection, ctx: Context) -> Iterator[Diagnostic]:
        if objection.schema is None:
            ending = "Twilio warns of what its schema does not allow (12200)"
        else:
            name = objection.schema.replace("\\", "/").rpartition("/")[2]
            ending = f"so says {name}"
        yield self.report(objection.where, f"{objection.reason}; {ending}")
