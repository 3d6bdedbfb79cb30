"""TW817 code-residue."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from twimllint import (
    Attr,
    Context,
    Diagnostic,
    Document,
    Message,
    Node,
    Rule,
    Severity,
    Span,
    TemplateTag,
    Text,
    Tier,
    find,
    templates,
    urls,
    values,
    wording,
)

_FORMS = {"dollar": "a placeholder of a JavaScript template string", "hash": "a placeholder of a Ruby string"}
#: Hints have special words with a dollar sign; sessions and tasks hold JSON.
_NOT = frozenset({"hints", "aiSessionConfiguration", "sessionConfiguration", "conversationConfiguration"})


class CodeResidue(Rule):
    """Program text that was left in a file that is served as it is.

    Twilio fills nothing in: the caller hears "quote plus patient dot name plus quote", a message shows `${name}`, and
    a URL with `%s` in it leads nowhere.

    Flagged:
        <Response><Say>Report for " + Patient.Name + " is ready</Say></Response>
                                  ^^^^^^^^^^^^^^^^^^^^ program text in text of <Say>: a string joined with +
    Flagged (voice.xml):
        <Response><Say>Hello ${name}</Say><Redirect>/next/%s</Redirect></Response>
                             ^^^^^^^ program text in text of <Say>: a placeholder of a JavaScript template string
                                                          ^^ program text in text of <Redirect>: a placeholder of a format string
    Flagged (voice.xml):
        <Response><Gather action="http://${host}/k"/><Redirect>/end</Redirect></Response>
                                         ^^^^^^^ program text in action: a placeholder of a JavaScript template string
    Flagged:
        <Response><Message>{"message":"Thank you for taking part"}</Message></Response>
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ program text in text of <Message>: JSON in place of words
    Flagged:
        <Response><Gather action="/k/{call_id}" hints="$OOV_CLASS_DIGIT_SEQUENCE"/></Response>
                                     ^^^^^^^^^ program text in action: a placeholder of a format string
    Flagged:
        <Response><Pause length="%d"/><Say voice="{voice}" language="%(lang)s">Hi</Say><Dial callerId="$from">+14155550100</Dial></Response>
                                 ^^ program text in length: a placeholder of a format string
                                                  ^^^^^^^ program text in voice: a placeholder of a format string
                                                                     ^^^^^^^^ program text in language: a placeholder of a format string
                                                                                                       ^^^^^ program text in callerId: a variable of PHP, Perl or a shell
    Allowed (voice.xml.ftl):
        <Response><Say>Hello ${name}</Say></Response>
    Allowed:
        <Response><Say>Hello {{ name }}, you save 50% with { this } or "one" + 1</Say><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{"skill":"{sales}"}</Task></Enqueue></Response>
    """

    code, name = "TW817", "code-residue"
    tier = Tier.CONTENT
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/13520"
    on = ("#tag", "*/text", "@*")
    known, templated = False, True
    messages = {
        "spoken": Message(
            "program text in {subject}",
            "{what}",
            "Write what the caller should hear, or serve the file through your program. Twilio speaks it as it is ({code}).",
            twilio_code=13520,
        ),
        "sent": Message(
            "program text in {subject}",
            "{what}",
            "Write what the message should say, or serve the file through your program. Twilio sends it as it is.",
        ),
        "used": Message(
            "program text in {subject}",
            "{what}",
            "Write the value, or serve the file through your program. Twilio uses it as it is.",
        ),
    }
    needs = (
        '" +', '"+', "' +", "'+", '+ "', '+"', "+ '", "+'",
        "{", "<%", "<?", "%s", "%d", "%i", "%f", "%@", "%(", "%.", "$", '" &', '"&', "' &", "'&", "\\",
    )  # fmt: skip

    def check(self, item: TemplateTag | Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        if not templates.static(ctx):
            return
        if isinstance(item, TemplateTag):
            yield from self._tag(item, ctx)
            return
        kind = urls.value_kind(item, ctx)
        if isinstance(item, Attr):
            kind = kind or "value"
        if kind is None or kind == "sid" or (isinstance(item, Attr) and item.name in _NOT):
            return
        residue = find("residue", kind, item.value)
        if residue is not None:
            place = item.part(residue.start, residue.end)
            yield self.report(
                place,
                _use(values.place(item), ctx),
                subject=values.subject(item),
                what=residue.what,
                covers=(item.part(0, len(item.value)),),
            )

    def _tag(self, tag: TemplateTag, ctx: Context) -> Iterator[Diagnostic]:
        form, document = _FORMS.get(tag.language), ctx.document
        if form is None or not tag.closed or _is_reported_before(tag, document):
            return
        if templates.in_comment(tag, document):
            return
        node = wording.innermost(document, tag.span)
        if node is None or node.name == "Task":
            return
        spoken = tag.span.start >= node.tag_span.end
        subject = wording.place_of(document, tag.span).removeprefix("the ")
        use = _use(node.name if spoken else "", ctx)
        yield self.report(tag, use, subject=subject, what=form, covers=_value_with(tag, node))


def _value_with(tag: TemplateTag, node: Node) -> tuple[Span, ...]:
    """The whole of the value or the text that holds a tag."""
    items: list[Attr | Text] = [*node.attrs, *node.texts]
    for item in items:
        whole = item.part(0, len(item.value))
        if whole.start <= tag.span.start and tag.span.end <= whole.end:
            return (whole,)
    return ()


def _is_reported_before(tag: TemplateTag, document: Document) -> bool:
    """Whether the same text or value holds another such tag before this one: one finding about it is enough."""
    tags = document.tags
    index = bisect_left(tags, tag.span.start, key=lambda other: other.span.start)
    while index > 0 and not (tags[index - 1].language in _FORMS and tags[index - 1].closed):
        index -= 1
    if index == 0:
        return False
    between = document.source.text[tags[index - 1].span.end : tag.span.start]
    return not any(char in between for char in "<>\"'")


def _use(place: str, ctx: Context) -> str:
    """Whether Twilio speaks, sends or only uses what is there, as the id of the message."""
    if place in ("Message", "Body", "Sms"):
        return "sent"
    return "spoken" if place in ("Say", "Prompt") or place in ctx.grammar.ssml else "used"
