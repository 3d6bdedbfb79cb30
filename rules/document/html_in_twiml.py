"""TW014 html-in-twiml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from twimllint import Context, Diagnostic, Edit, Fix, Message, Node, Rule, edits, placement


class HtmlInTwiml(Rule):
    """An HTML element in a TwiML document.

    Phones have no bold type, and TwiML has no HTML: Twilio warns and drops the element, mostly with the words inside
    it. A line break in a message is `&#10;`; a pause in speech is the SSML tag `<break/>`. A whole HTML page in a
    document is most often the error page of a web framework.

    Flagged:
        <Response><Message>Line one<br/>Line two</Message></Response>
                                    ^^ HTML is not allowed in <Message>: found <br>
    Fixed:
        <Response><Message>Line one&#10;Line two</Message></Response>
    Flagged:
        <Response><Message>Your code: <b>1 2 3</b></Message></Response>
                                       ^ HTML is not allowed in <Message>: found <b>
    Fixed:
        <Response><Message>Your code: 1 2 3</Message></Response>
    Flagged:
        <Response><Say voice="Polly.Amy">Wait<br/>now</Say></Response>
                                              ^^ HTML is not allowed in <Say>: found <br>
    Fixed:
        <Response><Say voice="Polly.Amy">Wait<break/>now</Say></Response>
    Flagged:
        <Response><Gather action="/k"><p>Press 1</p></Gather></Response>
                                       ^ SSML is not allowed in <Gather>: found <p>
    Allowed:
        <Response><Say voice="Polly.Amy"><p>One <s>sentence</s></p> H<sub alias="two">2</sub>O</Say></Response>
    """

    code, name, twilio_code = "TW014", "html-in-twiml", 12200
    source = "https://www.twilio.com/docs/api/errors/12200"
    fixable = "unsafe"
    on = ("#relation:html",)
    known, templated = False, True
    implied_by_schema = True
    messages = {
        "html": Message(
            "HTML is not allowed in <{parent}>", "found <{element}>", "{advice}. Twilio drops the element ({code})."
        ),
        "ssml": Message(
            "SSML is not allowed in <{parent}>", "found <{element}>", "{advice}. Twilio drops the element ({code})."
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if placement.relation(node, ctx) is not placement.Relation.HTML or node.parent is None:
            return
        about = placement.html_element(node.name) or {}
        advice = _advice(node, about)
        yield self.report(
            node,
            "ssml" if node.name in ctx.grammar.ssml else "html",
            element=node.name,
            parent=node.parent.name,
            advice=advice[:1].upper() + advice[1:],
            fix=_fix(node, about, ctx),
            covers=(node.span,),
        )


def _advice(node: Node, about: dict[str, Any]) -> str:
    if not placement.in_speech(node.parent) or about["kind"] not in ("markup", "block"):
        return str(about["instead"])
    return f"use the SSML tag <{about['say']}>" if about["say"] else "remove the tags"


def _fix(node: Node, about: dict[str, Any], ctx: Context) -> Fix | None:
    """The element and all HTML inside it replaced, in speech or in a message; elsewhere only a line break is removed."""
    speech = placement.in_speech(node.parent)
    if not speech and (node.parent is None or node.parent.name not in ("Message", "Body")):
        return edits.remove_element(ctx.source, node) if about["kind"] == "break" and not node.items else None
    changes: list[Edit] = []
    for inner in node.walk():
        facts = placement.html_element(inner.name)
        if facts is None or facts["kind"] not in ("markup", "block", "break"):
            return None
        changes.extend(_describe_replacement(inner, facts, speech, ctx))
    return Fix("write it without HTML", tuple(changes))


def _describe_replacement(node: Node, about: dict[str, Any], speech: bool, ctx: Context) -> Iterable[Edit]:
    word = about["say" if speech else "message"]
    if about["kind"] == "break":
        return [Edit(node.span, f"<{word}/>" if speech else word)]
    if speech and word in ("emphasis", "p", "s") and not node.attrs:
        return edits.renaming(ctx.source, node, word)
    if node.end_span is None:
        return [Edit(node.tag_span, "")]
    return [Edit(node.tag_span, ""), Edit(node.end_span, word if word and not speech else "")]
