"""TW201 unknown-attribute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from twimllint import (
    Attr,
    Context,
    Diagnostic,
    Message,
    Related,
    Rule,
    Severity,
    attributes,
    edits,
    placement,
    triggers,
    wording,
)

#: Places of further attributes that a finding lists.
_MAX_RELATED = 8


class UnknownAttribute(Rule):
    """An attribute that the element does not have.

    Twilio logs warning 12200 and ignores it, so the setting is lost. Some attributes are in an old schema of Twilio and
    on none of its pages: its validation may accept them, and nothing says what they do. For these it is a warning.

    Flagged:
        <Response><Pause lenght="3"/></Response>
                         ^^^^^^ unknown attribute lenght on <Pause>: did you mean "length"?
    Fixed:
        <Response><Pause length="3"/></Response>
    Flagged:
        <Response><Say speed="fast">Hi</Say></Response>
                       ^^^^^ unknown attribute speed on <Say>: expected voice, language or loop
    Flagged:
        <Response><Record maxDuration="30" action="/done"/></Response>
                          ^^^^^^^^^^^ unknown attribute maxDuration on <Record>: Bandwidth's name for "maxLength"
    Fixed:
        <Response><Record maxLength="30" action="/done"/></Response>
    Flagged:
        <Response><Hangup reason="busy"/></Response>
                          ^^^^^^ unknown attribute reason on <Hangup>: only Plivo's XML has it
    Flagged:
        <Response><Dial callerName="Ann" dialMusic="real" timeout="9"><Number>+14155550100</Number></Dial><Hangup schedule="60"/></Response>
                        ^^^^^^^^^^ attributes of Plivo's XML: 3 found, the first is callerName
    Flagged:
        <Response><Leave after="30"/></Response>
                         ^^^^^ unknown attribute after on <Leave>: the element has no attributes
    Flagged:
        <Response><Dial colour="red">+14155550100</Dial></Response>
                        ^^^^^^ unknown attribute colour on <Dial>: not an attribute of <Dial>
    Flagged:
        <Response><Dial hangupOn="#">+14155550100</Dial></Response>
                        ^^^^^^^^ hangupOn on <Dial> is not documented: no page of Twilio describes it
    Allowed:
        <Response xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="twiml.xsd"><Pause length="3"/></Response>
    Allowed:
        <Response xmlns:tal="http://xml.zope.org/namespaces/tal"><Say tal:content="name" voice="Polly.Amy">Hi</Say></Response>
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r"><Failover anything="goes"/></ConversationRelay></Connect></Response>
    """

    code, name, twilio_code = "TW201", "unknown-attribute", 12200
    source = "https://www.twilio.com/docs/api/errors/12200"
    fixable = "unsafe"
    on = (triggers.unknown_attribute, triggers.with_status("unlisted"))
    known, templated = False, True
    implied_by_schema = True
    messages = {
        "near": Message(
            "unknown attribute {name} on <{element}>", 'did you mean "{near}"?', "Twilio ignores it ({code})."
        ),
        "foreign": Message(
            "unknown attribute {name} on <{element}>",
            '{whose} name for "{near}"',
            "Use {near}. Twilio ignores {name} ({code}).",
        ),
        "provider": Message(
            "attributes of {provider}'s XML",
            "{count} found, the first is {name}",
            "If the file is for {provider}, exclude it; otherwise remove them. Twilio ignores them ({code}).",
        ),
        "foreign-only": Message(
            "unknown attribute {name} on <{element}>",
            "only {whose} XML has it",
            "Remove it. Twilio ignores it ({code}).",
        ),
        "no-attributes": Message(
            "unknown attribute {name} on <{element}>",
            "the element has no attributes",
            "Remove it. Twilio ignores it ({code}).",
        ),
        "listed": Message("unknown attribute {name} on <{element}>", "expected {legal}", "Twilio ignores it ({code})."),
        "unknown": Message(
            "unknown attribute {name} on <{element}>",
            "not an attribute of <{element}>",
            "Remove it. Twilio ignores it ({code}).",
        ),
        "unlisted": Message(
            "{name} on <{element}> is not documented",
            "no page of Twilio describes it",
            "Do not rely on it. Twilio's validation may accept it, and nothing says what it does.",
            twilio_code=0,
            severity=Severity.WARNING,
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        kind = placement.type_of(attr.parent, ctx) if isinstance(attr, Attr) else None  # elements have a status as well
        if kind is None:
            return
        undocumented = attributes.undocumented(attr, ctx)
        if undocumented is not None and undocumented.kind is attributes.Kind.UNKNOWN:
            yield self.report(attr, "unlisted", name=attr.name, element=attr.parent.name)
        elif _is_unknown(attr, ctx):
            theirs = _foreign_facts(attr, ctx)
            provider, several = ("", {}) if theirs is None else _foreign_attributes(ctx)
            if attr not in several:
                yield self._unknown(attr, kind, theirs)
            # that the file is another provider's is said at its elements
            elif attr is next(iter(several)) and placement.foreign_elements(ctx)[0] != provider:
                yield self._of_provider(provider, list(several))

    def _unknown(self, attr: Attr, kind: Any, theirs: Any) -> Diagnostic:
        """The finding about one attribute: what it should be called, or what its element has instead."""
        suggestion = attributes.nearest_attribute(attr.name, kind) if attr.name not in kind.legacy else None
        names = list(kind.offered)
        if suggestion is not None:
            id = "near"
        elif theirs is not None:
            suggestion = theirs["twiml"]
            id = "foreign" if suggestion else "foreign-only"
        else:
            id = "no-attributes" if not names else "listed" if len(names) <= 6 else "unknown"
        fix = edits.rename_attribute(attr, suggestion) if suggestion else None
        return self.report(
            attr,
            id,
            name=attr.name,
            element=attr.parent.name,
            near=suggestion,
            whose=wording.listed([f"{of}'s" for of in theirs["of"]]) if theirs else "",
            legal=wording.listed(names, "or"),
            fix=fix,
        )

    def _of_provider(self, provider: str, several: Sequence[Attr]) -> Diagnostic:
        """The one finding about all attributes of another provider."""
        first, *others = several
        return self.report(
            first,
            "provider",
            provider=provider,
            name=first.name,
            count=len(several),
            related=[Related(attr.name_span, f"{provider}'s, too", again=True) for attr in others[:_MAX_RELATED]],
            covers=[attr.span for attr in several],
        )


def _is_unknown(attr: Attr, ctx: Context) -> bool:
    stray = attributes.unknown_attribute(attr, ctx)
    return stray is not None and stray.kind is attributes.Kind.UNKNOWN


def _foreign_facts(attr: Attr, ctx: Context) -> Any:
    """What is known of an attribute of another provider, unless one of the element's own is meant."""
    kind = placement.type_of(attr.parent, ctx)
    if kind is None or (attr.name not in kind.legacy and attributes.nearest_attribute(attr.name, kind) is not None):
        return None
    return attributes.foreign_attribute(attr)


def _foreign_attributes(ctx: Context) -> tuple[str, dict[Attr, None]]:
    """The provider that most of the foreign attributes belong to, and these, where they are more than one."""
    return ctx.shared("attributes of another provider", lambda: _find_foreign_attributes(ctx))


def _find_foreign_attributes(ctx: Context) -> tuple[str, dict[Attr, None]]:
    attrs = [attr for node in ctx.document.nodes if ctx.knows(node) for attr in node.attrs if _is_unknown(attr, ctx)]
    return placement.most_common_provider((attr, (_foreign_facts(attr, ctx) or {}).get("of", ())) for attr in attrs)
