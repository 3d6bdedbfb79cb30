"""TW718 dial-record-with-conference."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Edit, Fix, Message, Node, Related, Rule, Severity, edits, values

#: Settings of a recording that both elements have; they move together with ``record``.
_SETTINGS = (
    "recordingStatusCallback", "recordingStatusCallbackMethod", "recordingStatusCallbackEvent",
    "recordingConfigurationId", "trim",
)  # fmt: skip
_OFF = ("do-not-record", "false", "")


class DialRecordWithConference(Rule):
    """Recording asked for on Dial although the call goes to a Conference.

    A conference is recorded by `record` on `<Conference>`, once for everybody in it. On Dial it is a setting for calls
    between two sides, and the conference is not recorded. A recording with two channels (`record-from-answer-dual`)
    records the caller on one of them and the conference on the other, which `<Conference>` cannot do.

    Flagged:
        <Response><Dial record="record-from-answer"><Conference>town</Conference></Dial></Response>
                        ^^^^^^ record on <Dial> does not record the conference: belongs on <Conference>
    Fixed:
        <Response><Dial><Conference record="record-from-start">town</Conference></Dial></Response>
    Flagged:
        <Response><Dial record="true" recordingStatusCallback="/r"><Conference beep="false">town</Conference></Dial></Response>
                        ^^^^^^ record on <Dial> does not record the conference: belongs on <Conference>
    Fixed:
        <Response><Dial><Conference beep="false" record="record-from-start" recordingStatusCallback="/r">town</Conference></Dial></Response>
    Flagged:
        <Response><Dial record="record-from-answer"><Conference record="record-from-start">town</Conference></Dial></Response>
                        ^^^^^^ record on <Dial> does not record the conference: <Conference> already has record
    Fixed:
        <Response><Dial><Conference record="record-from-start">town</Conference></Dial></Response>
    Allowed:
        <Response><Dial record="record-from-answer-dual"><Conference>town</Conference></Dial></Response>
    Allowed:
        <Response><Dial record="do-not-record"><Conference>town</Conference></Dial></Response>
    Allowed:
        <Response><Dial record="record-from-answer"><Number>+14155550100</Number></Dial></Response>
    """

    code, name = "TW718", "dial-record-with-conference"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/dial"
    fixable = "unsafe"
    on = ("Dial@record",)
    messages = {
        "move": Message(
            "record on <Dial> does not record the conference",
            "belongs on <Conference>",
            'Write record="record-from-start" on <Conference>.',
        ),
        "remove": Message(
            "record on <Dial> does not record the conference",
            "<Conference> already has record",
            "Remove record from <Dial>.",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        children = attr.parent.children
        kind = values.attribute_type(attr, ctx)
        if len(children) != 1 or children[0].name != "Conference" or kind is None or not kind.type.accepts(attr.value):
            return
        if attr.value in _OFF or attr.value.endswith("-dual"):
            return
        conference = children[0]
        id = "move" if conference.attr("record") is None else "remove"
        related = [Related(conference.name_span, "the conference")]
        yield self.report(attr, id, related=related, fix=_move(attr, conference, ctx))


def _move(record: Attr, conference: Node, ctx: Context) -> Fix | None:
    """Move the recording from Dial to Conference, with its callbacks."""
    dial, source = record.parent, ctx.source
    if dial.attr("recordingTrack") is not None or conference.templated_attrs or dial.templated_attrs:
        return None
    moved = [attr for attr in dial.attrs if attr.name in _SETTINGS]
    written = [] if conference.attr("record") is not None else [' record="record-from-start"']
    written += [" " + edits.raw(source, attr.span) for attr in moved if conference.attr(attr.name) is None]
    changes = [edits.removal(source, attr) for attr in (record, *moved)]
    if written:
        changes.append(Edit(edits.attribute_place(conference), "".join(written)))
    title = "move record to <Conference>" if written else "remove record from <Dial>"
    return Fix(title, tuple(changes))
