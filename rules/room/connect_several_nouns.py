"""TW317 connect-several-nouns."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, Message, Node, Related, Rule, Severity, Span, conditions, rooms


class ConnectSeveralNouns(Rule):
    """More than one noun in a Connect.

    Twilio's pages show one noun in each `<Connect>` and do not say what happens with a second. With a `<Connect>` for
    each, the next one runs when the one before has ended.

    Flagged:
        <Response><Connect><Room>a</Room><Room>b</Room></Connect></Response>
                                          ^^^^ more than one noun in <Connect>: second noun
    Fixed:
        <Response><Connect><Room>a</Room></Connect><Connect><Room>b</Room></Connect></Response>
    Flagged:
        <Response>
          <Connect action="/after">
            <Stream url="wss://media.acme.test/in"/>
            <Room>b</Room>
             ^^^^ more than one noun in <Connect>: second noun
          </Connect>
        </Response>
    Allowed:
        <Response><Connect><Room>a</Room></Connect><Connect><Room>b</Room></Connect></Response>
    Allowed:
        <Response><Connect>{% if night %}<Room>a</Room>{% else %}<Room>b</Room>{% endif %}</Connect></Response>
    """

    code, name = "TW317", "connect-several-nouns"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/connect"
    fixable = "unsafe"
    on = ("Connect",)
    known, templated = False, True
    when = (conditions.several_children,)
    messages = {
        "second": Message(
            "more than one noun in <Connect>",
            "second noun",
            "Write a <Connect> for each noun. Twilio documents one noun and does not say what happens to the others.",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if len(node.children) < 2 or node.templated:
            return
        kind = ctx.grammar.named("Connect")
        allowed = kind.children if kind is not None else {}
        first, *others = [child for child in node.children if child.name in allowed or rooms.is_room(child)] or [node]
        if others:
            related = [Related(first.name_span, "first noun")]
            related.extend(Related(child.name_span, "another noun", again=True) for child in others[1:])
            # with an action the document ends after the first of several, so there is no simple way to split it
            fix = None if node.attrs or node.templated_attrs else _split(node, others, ctx)
            yield self.report(others[0], "second", fix=fix, related=related)


def _split(node: Node, others: list[Node], ctx: Context) -> Fix:
    text = ctx.source.text
    line = text.rfind("\n", 0, node.span.start) + 1
    margin = text[line : node.span.start]
    changes = []
    for child in others:
        start = child.span.start
        while text[start - 1] in " \t\r\n":
            start -= 1
        between = text[start : child.span.start]
        if "\n" in between and not margin.strip(" \t"):
            end = "\r\n" if "\r\n" in between else "\n"
            changes.append(Edit(Span(start, start), f"{end}{margin}</Connect>{end}{margin}<Connect>"))
        else:
            changes.append(Edit(Span(child.span.start, child.span.start), "</Connect><Connect>"))
    return Fix("give each noun a <Connect> of its own", tuple(changes))
