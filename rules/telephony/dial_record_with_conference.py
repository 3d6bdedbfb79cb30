"""TW718 dial-record-with-conference."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Edit, Fix, Node, Related, Rule, Severity, edits, values

#: Settings of a recording that both have; they go along with ``record``.
_ALONG = (
    "recordingStatusCallback", "recordingStatusCallbackMethod", "recordingStatusCallbackEvent",
    "recordingConfigurationId", "trim",
)  # fmt: skip


class DialRecordWithConference(Rule):
    """Recording asked for on Dial although the call goes to a Conference.

    A conference is recorded by `record` on `<Conference>`, once for everybody in it. On Dial it is a setting for calls
    between two sides, and the conference goes unrecorded.

    Flagged:
        <Response><Dial record="record-from-answer"><Conference>town</Conference></Dial></Response>
                        ^^^^^^ record on <Dial> is for calls between two sides; a conference is recorded by record="record-from-start" on <Conference>
    Fixed:
        <Response><Dial><Conference record="record-from-start">town</Conference></Dial></Response>
    Flagged:
        <Response><Dial record="true" recordingStatusCallback="/r"><Conference beep="false">town</Conference></Dial></Response>
                        ^^^^^^ record on <Dial> is for calls between two sides; ...
    Fixed:
        <Response><Dial><Conference beep="false" record="record-from-start" recordingStatusCallback="/r">town</Conference></Dial></Response>
    Flagged:
        <Response><Dial record="record-from-answer"><Conference record="record-from-start">town</Conference></Dial></Response>
                        ^^^^^^ record on <Dial> is for calls between two sides; the record of <Conference> is enough
    Fixed:
        <Response><Dial><Conference record="record-from-start">town</Conference></Dial></Response>
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
    known, templated = False, True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        dial = attr.parent
        inside = next((child for child in dial.children if child.name == "Conference"), None)
        if inside is None or len(dial.children) > 1 or attr.templated or attr.value in ("do-not-record", "false", ""):
            return
        kind = values.attribute_type(attr, ctx)
        if kind is None or not kind.type.accepts(attr.value):
            return
        records = inside.attr("record") is not None
        right = "the record of <Conference> is enough"
        if not records:
            right = 'a conference is recorded by record="record-from-start" on <Conference>'
        message = f"record on <Dial> is for calls between two sides; {right}"
        related = [Related(inside.name_span, "the conference that the call goes to")]
        yield self.report(attr, message, related=related, fix=_move(attr, inside, ctx))


def _move(record: Attr, conference: Node, ctx: Context) -> Fix | None:
    """Takes the recording from Dial to Conference, with its callbacks."""
    dial, source = record.parent, ctx.source
    if dial.attr("recordingTrack") is not None or conference.templated_attrs or dial.templated_attrs:
        return None
    moved = [attr for attr in dial.attrs if attr.name in _ALONG]
    written = [] if conference.attr("record") is not None else [' record="record-from-start"']
    written += [" " + edits.raw(source, attr.span) for attr in moved if conference.attr(attr.name) is None]
    changes = [edits.removal(source, attr) for attr in (record, *moved)]
    if written:
        changes.append(Edit(edits.attribute_place(conference), "".join(written)))
    title = "take record from <Dial>" if len(written) == 0 else "record by <Conference>"
    return Fix(title, tuple(changes))
