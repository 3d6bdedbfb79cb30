"""TW113 schema-violation."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Node, Rule, Span, events, placement, values


class SchemaViolation(Rule):
    """The XSD processor rejects something that no other rule reported.

    Twilio checks every document against a schema of its own and logs warning 12200 for what it does not allow. Our
    schema is the safety net under the other rules. A schema of your own (`schema = "house.xsd"` in the settings) is
    reported through this rule too.

    Flagged:
        <Response><Dial callReason="[[x*51]]">+14155550100</Dial></Response>
                        ^^^^^^^^^^ not allowed by the schema: callReason is longer than 50
    Allowed:
        <Response><Dial callReason="your appointment">+14155550100</Dial></Response>
    Allowed (dial.xml.j2):
        <Response><Dial callReason="{{ reason }} [[x*51]]">+14155550100</Dial></Response>
    """

    code, name, twilio_code = "TW113", "schema-violation", 12200
    source = "https://www.twilio.com/docs/api/errors/12200"
    on = ("#schema-objection",)
    implied_by_schema = True
    messages = {
        "ours": Message(
            "not allowed by the schema", "{reason}", "Twilio warns about what its schema does not allow ({code})."
        ),
        "users": Message("not allowed by {schema}", "{reason}", twilio_code=0),
    }

    def check(self, objection: events.SchemaObjection, ctx: Context) -> Iterator[Diagnostic]:
        if objection.schema is None:
            yield self.report(
                objection.where, "ours", reason=objection.reason, twilio_code=_error(objection.where, ctx)
            )
        else:
            name = objection.schema.replace("\\", "/").rpartition("/")[2]
            yield self.report(objection.where, "users", reason=objection.reason, schema=name)


def _error(where: Node | Attr | Span, ctx: Context) -> int | None:
    """What Twilio logs for a wrong attribute, or for a wrong or too long text."""
    if isinstance(where, Attr):
        return values.error_of(where, ctx)
    kind = placement.type_of(where, ctx) if isinstance(where, Node) else None
    text = None if kind is None else kind.text_type
    if kind is None or text is None or not isinstance(where, Node) or text.accepts(where.text):
        return None
    too_long = text.max_length is not None and len(where.text) > text.max_length
    return kind.about.errors.get("long" if too_long else "text")
