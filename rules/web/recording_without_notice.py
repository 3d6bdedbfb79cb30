"""TW815 recording-without-notice."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Message, Node, Rule, Severity

_ALWAYS = {
    "Record": "recorded", "Recording": "recorded", "Siprec": "streamed", "Stream": "streamed",
    "Transcription": "transcribed",
}  # fmt: skip
_OFF = frozenset({"", "false", "do-not-record"})


class RecordingWithoutNotice(Rule):
    """The call is recorded or streamed before any Say or Play.

    In many places callers must be informed first. What an earlier document said cannot be seen here, so this is a hint
    for those who want it.

    Flagged:
        <Response><Dial record="record-from-answer">+14155550100</Dial></Response>
                        ^^^^^^ no notice before the call is recorded: recorded from here
    Flagged:
        <Response><Start><Stream url="wss://m.acme.test/s"/></Start><Say>Hello</Say></Response>
                          ^^^^^^ no notice before the call is streamed: streamed from here
    Allowed:
        <Response><Say>This call is recorded.</Say><Dial record="record-from-answer">+14155550100</Dial></Response>
    Allowed:
        <Response><Dial record="do-not-record">+14155550100</Dial><Stop><Stream name="s"/></Stop></Response>
    Allowed:
        <Response>{{> notice }}{{ notice }}<Record/></Response>
    """

    code, name = "TW815", "recording-without-notice"
    severity = Severity.INFO
    default = False
    source = "https://www.twilio.com/docs/voice/twiml/record"
    on = ("#document",)
    messages = {
        "notice": Message(
            "no notice before the call is {how}",
            "{how} from here",
            "Say so first with <Say> or <Play>, unless an earlier document did. Many places require it.",
        ),
    }

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        for node in document.nodes:
            if _is_notice(node):
                return
            record = node.attr("record") if node.name in ("Dial", "Conference") else None
            if record is not None and not record.templated and record.value.strip() not in _OFF:
                how: str | None = "recorded"
            else:
                how = _ALWAYS.get(node.name) if node.parent is None or node.parent.name != "Stop" else None
            if how is not None:
                if not _is_written_before(node, document):
                    yield self.report(node if how != "recorded" or record is None else record, "notice", how=how)
                return


def _is_notice(node: Node) -> bool:
    if node.name == "Say":
        return bool(node.text.strip() or node.children)
    return node.name == "Play" and (bool(node.text.strip()) or node.attr("digits") is None)


def _is_written_before(node: Node, document: Document) -> bool:
    """Whether a template writes something between the verbs before the node, which may be the notice."""
    return any(tag.span.start < node.span.start and tag.kind != "comment" for tag in document.tags)
