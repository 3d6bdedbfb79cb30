"""TW318 connect-noun-misplaced."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, Message, Node, Rule, edits, rooms


class ConnectNounMisplaced(Rule):
    """A noun of another verb in Connect.

    `<Connect>` takes the nouns of Twilio's own products. The parties of a call (`<Number>`, `<Client>`, `<Sip>`,
    `<Conference>`, `<Queue>`) belong in `<Dial>`, recorders and transcribers in `<Start>`. Twilio logs warning 12200
    and connects nothing.

    Flagged:
        <Response><Connect><Sip>sip:amy@sip.acme.test</Sip></Connect></Response>
                            ^^^ <Sip> is not allowed in <Connect>: it belongs in <Dial>
    Fixed:
        <Response><Dial><Sip>sip:amy@sip.acme.test</Sip></Dial></Response>
    Flagged:
        <Response><Connect><Siprec connectorName="tapes"/></Connect></Response>
                            ^^^^^^ <Siprec> is not allowed in <Connect>: it belongs in <Start>
    Fixed:
        <Response><Start><Siprec connectorName="tapes"/></Start></Response>
    Flagged:
        <Response><Connect><Room>a</Room><Client>amy</Client></Connect></Response>
                                          ^^^^^^ <Client> is not allowed in <Connect>: it belongs in <Dial>
    Allowed:
        <Response><Connect><Stream url="wss://media.acme.test/in"/></Connect></Response>
    """

    code, name, twilio_code = "TW318", "connect-noun-misplaced", 12200
    source = "https://www.twilio.com/docs/voice/twiml/connect"
    fixable = "unsafe"
    on = ("Connect",)
    known, templated = False, True
    supersedes = ("child-not-allowed",)
    implied_by_schema = True
    messages = {
        "noun": Message(
            "<{noun}> is not allowed in <Connect>",
            "it belongs in <{verb}>",
            "Use <{verb}> instead of <Connect>. Twilio ignores the element ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        kind = ctx.grammar.named("Connect")
        for child in node.children:
            verb = None if kind is None or child.name in kind.children or rooms.is_room(child) else _verb(child, ctx)
            if verb is not None:
                yield self.report(child, "noun", noun=child.name, verb=verb, fix=_fix(node, verb, ctx))


def _verb(noun: Node, ctx: Context) -> str | None:
    """The verb that an element is a noun of, where it is not a verb itself."""
    parents = ctx.grammar.parents(noun.name) if noun.name in ctx.grammar.nouns else ()
    return next((verb for verb in ("Dial", "Start") if verb in parents), None)


def _fix(node: Node, verb: str, ctx: Context) -> Fix | None:
    """Turns the Connect into the verb, where all its children belong there."""
    kind = ctx.grammar.named(verb)
    if kind is None or node.templated_attrs or any(attr.name not in kind.attributes for attr in node.attrs):
        return None
    if any(_verb(child, ctx) != verb or child.name not in kind.children for child in node.children):
        return None
    changes: tuple[Edit, ...] = tuple(edits.renaming(ctx.source, node, verb))
    return Fix(f"turn <Connect> into <{verb}>", changes)
