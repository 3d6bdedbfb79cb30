"""TW713 recording-callback-without-record."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Node, Rule, Severity, attributes, wording

_SETTINGS = ("recordingStatusCallback", "recordingTrack")
_OFF = ("do-not-record", "false", "")
#: What switches a recording on: a stored configuration may do so too.
_SWITCHES = ("record", "recordingConfigurationId")
_TITLE = "{names} without a recording"


class RecordingCallbackWithoutRecord(Rule):
    """Recording callback or track while nothing is recorded.

    Dial and Conference record when `record` says so. A callback without it is never requested, and the recording that
    somebody waits for does not exist.

    Flagged:
        <Response><Dial recordingStatusCallback="/r">+14155550100</Dial></Response>
                        ^^^^^^^^^^^^^^^^^^^^^^^ recordingStatusCallback without a recording: record missing
    Flagged:
        <Response><Dial record="do-not-record" recordingTrack="inbound" recordingStatusCallback="/r">+14155550100</Dial></Response>
                                               ^^^^^^^^^^^^^^ recordingTrack and recordingStatusCallback without a recording: record is "do-not-record"
    Flagged:
        <Response><Dial><Conference recordingStatusCallback="/r">town</Conference></Dial></Response>
                                    ^^^^^^^^^^^^^^^^^^^^^^^ recordingStatusCallback without a recording: record missing
    Flagged:
        <Response><Dial recordingStatusCallback="/r"><Conference record="record-from-start">town</Conference></Dial></Response>
                        ^^^^^^^^^^^^^^^^^^^^^^^ recordingStatusCallback without a recording: only <Conference> records
    Allowed:
        <Response><Dial record="record-from-answer" recordingStatusCallback="/r">+14155550100</Dial></Response>
    Allowed:
        <Response><Dial record="{{ record }}" recordingStatusCallback="/r">+14155550100</Dial></Response>
    """

    code, name = "TW713", "recording-callback-without-record"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/dial"
    on = ("Dial@recordingStatusCallback", "Dial@recordingTrack", "Conference@recordingStatusCallback")
    local = True
    templated = True
    messages = {
        "missing": Message(_TITLE, "record missing", 'Add record="{record}" to <{element}>.'),
        "off": Message(_TITLE, 'record is "{found}"', 'Write record="{record}" on <{element}>.'),
        "conference": Message(
            _TITLE, "only <Conference> records", "Move the setting to <Conference>, which has record."
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        node = attr.parent
        settings = [other for other in node.attrs if other.name in _SETTINGS and other.value.strip()]
        if not settings or attr is not settings[0] or _may_record(node, ctx):
            return
        record = node.attr("record")
        id = "conference" if _conference_records(node) else "missing" if record is None else "off"
        yield self.report(
            attr,
            id,
            names=wording.listed([setting.name for setting in settings]),
            element=node.name,
            record="record-from-start" if node.name == "Conference" else "record-from-answer",
            found=record and record.value,
            covers=settings[1:],
        )


def _may_record(node: Node, ctx: Context) -> bool:
    record = node.attr("record")
    if record is not None and (record.templated or record.value not in _OFF):
        return True
    if node.templated_attrs or node.attr("recordingConfigurationId"):
        return True
    return any(attributes.has_misspelt(node, name, ctx) for name in _SWITCHES)


def _conference_records(dial: Node) -> bool:
    conference = next((child for child in dial.children if child.name == "Conference"), None)
    return conference is not None and conference.value("record", "do-not-record") not in _OFF
