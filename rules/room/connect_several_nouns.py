"""TW317 connect-several-nouns."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, Node, Related, Rule, Severity, Span, conditions, rooms


class ConnectSeveralNouns(Rule):
    """More than one noun in a Connect.

    Twilio's pages show one noun in each `<Connect>` and say nothing of a second. Only the first is sure to be connected;
    with a `<Connect>` for each, the next one runs when the one before has ended.

    Flagged:
        <Response><Connect><Room>a</Room><Room>b</Room></Connect></Response>
                                          ^^^^ <Room> is the second noun in this <Connect>; Twilio documents one noun for each, and only the first, <Room>, is sure to be connected
    Fixed:
        <Response><Connect><Room>a</Room></Connect><Connect><Room>b</Room></Connect></Response>
    Flagged:
        <Response>
          <Connect action="/after">
            <Stream url="wss://media.acme.test/in"/>
            <Room>b</Room>
             ^^^^ <Room> is the second noun in this <Connect>; ...
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

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if len(node.children) < 2 or node.templated:
            return
        kind = ctx.grammar.named("Connect")
        allowed = kind.children if kind is not None else {}
        first, *others = [child for child in node.children if child.name in allowed or rooms.is_room(child)] or [node]
        if others:
            message = (
                f"<{others[0].name}> is the second noun in this <Connect>; Twilio documents one noun for each, and only "
                f"the first, <{first.name}>, is sure to be connected"
            )
            related = [Related(first.name_span, "the first noun")]
            related.extend(Related(child.name_span, "one more noun") for child in others[1:])
            # an action would end the document after the first of several, so there is no simple way to split then
            fix = None if node.attrs or node.templated_attrs else _split(node, others, ctx)
            yield self.report(others[0], message, fix=fix, related=related)


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
