"""TW740 machine-detection-without-callback."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity, attributes, values


class MachineDetectionWithoutCallback(Rule):
    """Number or Sip with machineDetection but without amdStatusCallback.

    What answered, a human or a machine, is sent to `amdStatusCallback` only. Without it the result can be read from
    the REST API when the call is over, which is too late to act on it.

    Flagged:
        <Response><Dial><Number machineDetection="Enable">+14155550100</Number></Dial></Response>
                                ^^^^^^^^^^^^^^^^ machineDetection without amdStatusCallback: the result is sent nowhere
    Flagged:
        <Response><Dial><Sip machineDetection="DetectMessageEnd" machineDetectionTimeout="20">sip:amy@pbx.acme.test</Sip></Dial></Response>
                             ^^^^^^^^^^^^^^^^ machineDetection without amdStatusCallback: the result is sent nowhere
    Flagged:
        <Response><Dial><Number machineDetection="Enable" amdStatusCallbackMethod="GET">+14155550100</Number></Dial></Response>
                                ^^^^^^^^^^^^^^^^ machineDetection without amdStatusCallback: the result is sent nowhere
    Allowed:
        <Response><Dial><Number machineDetection="Enable" amdStatusCallback="https://a.acme.test/amd">+14155550100</Number></Dial></Response>
    Allowed:
        <Response><Dial><Number machineDetection="{{ detection }}">+14155550100</Number></Dial></Response>
    """

    code, name, twilio_code = "TW740", "machine-detection-without-callback", 21262
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/21262"
    since = "0.2"
    on = ("Number@machineDetection", "Sip@machineDetection")
    local = True
    supersedes = ("events-without-callback",)
    messages = {
        "missing": Message(
            "machineDetection without amdStatusCallback",
            "the result is sent nowhere",
            "Add amdStatusCallback to <{element}>. Twilio logs a warning ({code}).",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        node, kind = attr.parent, values.attribute_type(attr, ctx)
        if node.attr("amdStatusCallback") is not None or node.templated_attrs:
            return
        # a value that Twilio does not know is another mistake
        if (
            kind is not None
            and kind.type.accepts(attr.value)
            and not attributes.has_misspelt(node, "amdStatusCallback", ctx)
        ):
            method = node.attr("amdStatusCallbackMethod")
            covers = () if method is None else (method.name_span,)
            yield self.report(attr, "missing", element=node.name, covers=covers)
