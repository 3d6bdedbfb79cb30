"""TW815 recording-without-notice."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Node, Rule, Severity

_ALWAYS = {
    "Record": "recorded", "Recording": "recorded", "Siprec": "streamed", "Stream": "streamed",
    "Transcription": "transcribed",
}  # fmt: skip
_OFF = frozenset({"", "false", "do-not-record"})


class RecordingWithoutNotice(Rule):
    """The call is recorded or streamed, and no Say or Play comes before it.

    In many places callers have to be told first. What an earlier document said cannot be seen here, so this is a hint
    for those who want it.

    Flagged:
        <Response><Dial record="record-from-answer">+14155550100</Dial></Response>
                        ^^^^^^ the call is recorded from here, and no <Say> or <Play> of this document tells the caller first
    Flagged:
        <Response><Start><Stream url="wss://m.acme.test/s"/></Start><Say>Hello</Say></Response>
                          ^^^^^^ the call is streamed from here, and no <Say> or <Play> of this document tells the caller first
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

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        for node in document.nodes:
            if _tells(node):
                return
            record = node.attr("record") if node.name in ("Dial", "Conference") else None
            if record is not None and not record.templated and record.value.strip() not in _OFF:
                how: str | None = "recorded"
            else:
                how = _ALWAYS.get(node.name) if node.parent is None or node.parent.name != "Stop" else None
            if how is not None:
                if not _put_in_before(node, document):
                    message = (
                        f"the call is {how} from here, and no <Say> or <Play> of this document tells the caller first"
                    )
                    yield self.report(node if how != "recorded" or record is None else record, message)
                return


def _tells(node: Node) -> bool:
    if node.name == "Say":
        return bool(node.text.strip() or node.children)
    return node.name == "Play" and (bool(node.text.strip()) or node.attr("digits") is None)


def _put_in_before(node: Node, document: Document) -> bool:
    """Whether a template puts something between the verbs before the node, which may be the notice."""
    return any(tag.span.start < node.span.start and tag.kind != "comment" for tag in document.tags)
