"""TW818 unclosed-template-tag."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Rule, Span, TemplateTag, Tier, conditions, templates, wording

#: What follows an opener that was meant as one; bare braces occur in plain text too.
_MEANT = {
    "{{": re.compile(r"[~\-]?\s*[#/^>&!$@.]?\s*[A-Za-z_\"'(\[]"),
    "{{{": re.compile(r"\s*[#&$@.]?\s*[A-Za-z_]"),
    "{%": re.compile(r"[-+~]?\s*[A-Za-z]"),
    "{#": re.compile(r"\s"),
    "${": re.compile(r"\s*[A-Za-z_$(]"),
    "#{": re.compile(r"\s*[@$]?[A-Za-z_(]"),
}
#: The eyes of an emoticon, whose mouth the braces are.
_EMOTICON_EYES = re.compile(r"(?:^|[\s>])[:;=8B][-'^o]?\Z")
_CLOSERS = {
    "{{": "}}", "{{{": "}}}", "{%": "%}", "{#": "#}", "${": "}", "#{": "}", "<%": "%>", "{!!": "!!}", "{{--": "--}}",
    "{{!--": "--}}",
}  # fmt: skip


class UnclosedTemplateTag(Rule):
    """A template tag that is never closed.

    The template engine stops with an error, or leaves the tag in the text; in a TwiML Bin Twilio logs error 11320 and
    the call or message fails.

    Flagged:
        <Response><Message>Hello {{From</Message></Response>
                                 ^^ template tag is not closed: expected "}}"
    Flagged:
        <Response><Redirect>https://ivr.acme.test/{{Digits</Redirect><Say>Hi {{ name }}</Say></Response>
                                                  ^^ template tag is not closed: expected "}}"
    Flagged (menu.xml.j2):
        <Response>{% if open <Say>Hi</Say>{% endif %}</Response>
                  ^^ template tag is not closed: expected "%}"
    Allowed:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{"a":{"b":{"c":1}}}</Task></Enqueue></Response>
    Allowed:
        <Response><Message>A moustache :-{{ and {#1 fan}</Message></Response>
    """

    code, name = "TW818", "unclosed-template-tag"
    tier = Tier.CONTENT
    source = "https://www.twilio.com/docs/api/errors/11320"
    on = ("#tag",)
    when = (conditions.unclosed,)
    messages = {
        "bin": Message(
            "template tag is not closed",
            'expected "{closer}"',
            "Close the tag. Twilio rejects a TwiML Bin with such a tag ({code}).",
            twilio_code=11320,
        ),
        "template": Message(
            "template tag is not closed",
            'expected "{closer}"',
            "Close the tag. The template engine stops with an error, or leaves it in the text.",
        ),
    }
    runs_on_malformed = True

    def check(self, tag: TemplateTag, ctx: Context) -> Iterator[Diagnostic]:
        if tag.closed:
            return
        text, opener = ctx.source.text, tag.text
        intended = _MEANT.get(opener)
        if intended is not None and (
            not intended.match(text, tag.span.end)
            or _EMOTICON_EYES.search(text[max(0, tag.span.start - 4) : tag.span.start])
        ):
            return
        node = None if ctx.document.malformed else wording.innermost(ctx.document, tag.span)
        if node is not None and node.name == "Task":
            return
        closer = _CLOSERS.get(opener, "?>" if opener.startswith("<?") else "}")
        # only TwiML Bins know tags in braces; any other template has an engine of its own
        message = "bin" if opener == "{{" and not templates.is_template_path(ctx.path) else "template"
        covers = (Span(tag.span.start, len(text)),) if "<" in opener else ()
        yield self.report(tag, message, closer=closer, covers=covers)
