"""TW713 recording-callback-without-record."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Node, Rule, Severity, attributes, values

_SETTINGS = ("recordingStatusCallback", "recordingTrack")
_OFF = ("do-not-record", "false", "")


class RecordingCallbackWithoutRecord(Rule):
    """Recording callback or track while nothing is recorded.

    Dial and Conference record when `record` says so. A callback alone is never requested, and the recording that
    somebody waits for does not exist.

    Flagged:
        <Response><Dial recordingStatusCallback="/r">+14155550100</Dial></Response>
                        ^^^^^^^^^^^^^^^^^^^^^^^ recordingStatusCallback is set, but this <Dial> records nothing; add record="record-from-answer"
    Flagged:
        <Response><Dial record="do-not-record" recordingTrack="inbound" recordingStatusCallback="/r">+14155550100</Dial></Response>
                                               ^^^^^^^^^^^^^^ recordingTrack and recordingStatusCallback are set, but this <Dial> records nothing; record is "do-not-record"
    Flagged:
        <Response><Dial><Conference recordingStatusCallback="/r">town</Conference></Dial></Response>
                                    ^^^^^^^^^^^^^^^^^^^^^^^ recordingStatusCallback is set, but this <Conference> records nothing; add record="record-from-start"
    Flagged:
        <Response><Dial recordingStatusCallback="/r"><Conference record="record-from-start">town</Conference></Dial></Response>
                        ^^^^^^^^^^^^^^^^^^^^^^^ recordingStatusCallback is set, but this <Dial> records nothing; <Conference> records, so it belongs there
    Allowed:
        <Response><Dial record="record-from-answer" recordingStatusCallback="/r">+14155550100</Dial></Response>
    Allowed:
        <Response><Dial record="{{ record }}" recordingStatusCallback="/r">+14155550100</Dial></Response>
    """

    code, name = "TW713", "recording-callback-without-record"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/dial"
    known, templated = False, True
    on = ("Dial@recordingStatusCallback", "Dial@recordingTrack", "Conference@recordingStatusCallback")

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        node = attr.parent
        record = node.attr("record")
        # a stored configuration may say whether to record
        if node.templated_attrs or node.attr("recordingConfigurationId") or values.attribute_type(attr, ctx) is None:
            return
        if record is not None and (record.templated or record.value not in _OFF):
            return
        if any(attributes.misspelt(node, name, ctx) for name in ("record", "recordingConfigurationId")):
            return
        settings = [other for other in node.attrs if other.name in _SETTINGS and other.value.strip()]
        if not settings or attr is not settings[0]:
            return
        named = " and ".join([setting.name for setting in settings])
        are = "are" if len(settings) > 1 else "is"
        message = f"{named} {are} set, but this <{node.name}> records nothing; {_advice(node, record)}"
        yield self.report(attr, message, covers=settings[1:])


def _advice(node: Node, record: Attr | None) -> str:
    inside = next((child for child in node.children if child.name == "Conference"), None)
    if inside is not None and inside.value("record", "do-not-record") not in _OFF:
        return "<Conference> records, so it belongs there"
    if record is not None:
        return f'record is "{record.value}"'
    return f'add record="record-from-{"start" if node.name == "Conference" else "answer"}"'
