"""TW715 conference-name-invalid."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, attributes, edits, limit


class ConferenceNameInvalid(Rule):
    """Conference without a name, or with one of more than 128 characters.

    The text of `<Conference>` is the name under which callers meet. With a wrong one Twilio logs a warning, and the
    caller joins no conference.

    Flagged:
        <Response><Dial><Conference></Conference></Dial></Response>
                         ^^^^^^^^^^ <Conference> has no name: name missing
    Flagged:
        <Response><Dial><Conference>[[x*129]]</Conference></Dial></Response>
                                    ^^^^^^^^^ conference name is too long: 129 characters; at most 128
    Flagged:
        <Response><Dial><Conference name="Support" beep="false"/></Dial></Response>
                         ^^^^^^^^^^ <Conference> has no name: attribute name is ignored
    Fixed:
        <Response><Dial><Conference beep="false">Support</Conference></Dial></Response>
    Allowed:
        <Response><Dial><Conference>
          Customer Waiting Room
        </Conference></Dial></Response>
    Allowed:
        <Response><Dial><Conference>[[x*128]]</Conference></Dial></Response>
    Allowed:
        <Response><Dial><Conference>{{ room }}</Conference></Dial></Response>
    """

    code, name, twilio_code = "TW715", "conference-name-invalid", 13237
    source = "https://www.twilio.com/docs/api/errors/13237"
    on = ("Conference",)
    local = True
    templated = True
    fixable = "unsafe"
    supersedes = ("text-required", "unknown-attribute")
    implied_by_schema = True
    messages = {
        "missing": Message(
            "<Conference> has no name",
            "name missing",
            "Write the name as text: <Conference>Support</Conference>. Twilio connects the caller to nobody ({code}).",
        ),
        "attribute": Message(
            "<Conference> has no name",
            "attribute {name} is ignored",
            "Write the name as text: <Conference>Support</Conference>. Twilio connects the caller to nobody ({code}).",
        ),
        "too-long": Message(
            "conference name is too long",
            "{length} characters; at most {most}",
            "Use a shorter name. Twilio connects the caller to nobody ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if node.templated or node.children or node.parent is None or node.parent.name != "Dial":
            return
        length, most = len(" ".join(node.text.split())), limit("conference-name").maximum
        if length == 0:
            yield self._nameless(node, ctx)
        elif length > most:
            yield self.report(node.text_span, "too-long", length=length, most=most)

    def _nameless(self, node: Node, ctx: Context) -> Diagnostic:
        attr = attributes.attribute_for_text(node, ctx)
        if attr is None:
            return self.report(node, "missing")
        fix = edits.attribute_to_text(ctx.source, node, attr)
        return self.report(node, "attribute", name=attr.name, covers=(attr,), fix=fix)
