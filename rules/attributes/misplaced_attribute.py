"""TW203 misplaced-attribute."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import (
    Attr,
    Context,
    Diagnostic,
    Edit,
    Fix,
    Message,
    Node,
    Rule,
    Severity,
    attributes,
    edits,
    triggers,
    wording,
)


class MisplacedAttribute(Rule):
    """An attribute that another element has: the parent, a noun inside, or another verb.

    `action` belongs to `<Dial>` and not to the `<Client>` in it, `statusCallback` to the noun and not to the verb.
    Twilio ignores a setting in the wrong place, and the callback is never made.

    Flagged:
        <Response><Dial><Client action="/done">amy</Client></Dial></Response>
                                ^^^^^^ attribute action is not allowed on <Client>: it belongs on <Dial>
    Fixed:
        <Response><Dial action="/done"><Client>amy</Client></Dial></Response>
    Flagged:
        <Response><Dial startConferenceOnEnter="false"><Conference>town</Conference></Dial></Response>
                        ^^^^^^^^^^^^^^^^^^^^^^ attribute startConferenceOnEnter is not allowed on <Dial>: it belongs on <Conference>
    Fixed:
        <Response><Dial><Conference startConferenceOnEnter="false">town</Conference></Dial></Response>
    Flagged:
        <Response><Say voice="woman" digits="ww3">Welcome</Say></Response>
                                     ^^^^^^ attribute digits is not allowed on <Say>: it belongs on <Play>
    Flagged:
        <Response><Dial><Number action="/done">+14155550100</Number></Dial></Response>
                                ^^^^^^ action on <Number> is not documented: it belongs on <Dial>
    Allowed:
        <Response><Dial method="GET" action="/done"><Number method="POST" url="/whisper">+14155550100</Number></Dial></Response>
    """

    code, name, twilio_code = "TW203", "misplaced-attribute", 12200
    source = "https://www.twilio.com/docs/api/errors/12200"
    fixable = "unsafe"
    on = (triggers.unknown_attribute, triggers.with_status("unlisted"))
    known, templated = False, True
    implied_by_schema = True
    messages = {
        "misplaced": Message(
            "attribute {name} is not allowed on <{element}>",
            "it belongs on {owners}",
            "Move it to {owners}. Twilio ignores it here ({code}).",
        ),
        "unlisted": Message(
            "{name} on <{element}> is not documented",
            "it belongs on {owners}",
            "Write it on {owners}. No page of Twilio says what it does here.",
            twilio_code=0,
            severity=Severity.WARNING,
        ),
    }

    def check(self, attr: Attr | Node, ctx: Context) -> Iterator[Diagnostic]:
        if not isinstance(attr, Attr):  # elements have a status as well
            return
        undocumented = attributes.undocumented(attr, ctx)
        if undocumented is not None and undocumented.kind is attributes.Kind.ELSEWHERE:
            owners = wording.tags(undocumented.owners, "or")
            yield self.report(attr, "unlisted", name=attr.name, element=attr.parent.name, owners=owners)
            return
        stray = attributes.unknown_attribute(attr, ctx)
        if stray is None or stray.kind is not attributes.Kind.ELSEWHERE:
            return
        owners = wording.tags(stray.owners, "or")
        fix = _fix(attr, stray, ctx)
        yield self.report(attr, "misplaced", name=attr.name, element=attr.parent.name, owners=owners, fix=fix)


def _fix(attr: Attr, stray: attributes.UnknownAttribute, ctx: Context) -> Fix | None:
    """The attribute moved as it is written, where it is clear to which element, and that has none yet."""
    to = stray.to
    if to is None or to.attr(attr.name) is not None or to.templated_attrs or not attr.quote:
        return None
    written = " " + edits.raw(ctx.source, attr.span)
    moved = (Edit(edits.attribute_place(to), written), edits.removal(ctx.source, attr))
    return Fix(f'move "{attr.name}" to <{to.name}>', moved)
