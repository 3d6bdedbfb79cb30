"""TW609 ssml-attribute-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from twimllint import (
    Attr,
    Context,
    Diagnostic,
    Fix,
    Message,
    Node,
    Rule,
    Severity,
    edits,
    nearest,
    placement,
    speech,
    suggest,
    wording,
)

#: What a value looks like besides the words that the schema lists.
_FORMS = {
    "pitch": "a signed change such as +10%",
    "rate": "a percentage such as 85%",
    "volume": "a signed change such as +6dB",
    "xml:lang": "a language tag such as fr-FR",
}
_NUMBER = re.compile(r"([+-]?)(\d+(?:\.\d+)?)\s*(%|db)?", re.IGNORECASE)
#: A rate up to this number is meant as times as fast, as some engines write it.
_MAX_FACTOR = 4
_HELP = "Twilio does not speak the text as meant, or not at all ({code})."


class SsmlAttributeInvalid(Rule):
    """Wrong attribute of an SSML tag, or a wrong value.

    Twilio logs 13520 and the text is not spoken as meant, or not at all. Its own helper libraries used to write
    role for format and interpretAs for interpret-as; for a former name Twilio logs a warning, and so does this rule.

    Flagged:
        <Response><Say voice="Polly.Joanna"><say-as interpret-as="date" role="mdy">5/17/2026</say-as></Say></Response>
                                                                        ^^^^ unknown attribute role on <say-as>: now called "format"
    Fixed:
        <Response><Say voice="Polly.Joanna"><say-as interpret-as="date" format="mdy">5/17/2026</say-as></Say></Response>
    Flagged:
        <Response><Say voice="Polly.Joanna"><say-as interpretAs="date">5/17/2026</say-as></Say></Response>
                                                    ^^^^^^^^^^^ unknown attribute interpretAs on <say-as>: did you mean "interpret-as"?
    Fixed:
        <Response><Say voice="Polly.Joanna"><say-as interpret-as="date">5/17/2026</say-as></Say></Response>
    Flagged:
        <Response><Say voice="Polly.Joanna"><prosody speed="fast">Up</prosody></Say></Response>
                                                     ^^^^^ unknown attribute speed on <prosody>: expected volume, rate or pitch
    Flagged:
        <Response><Say voice="Polly.Joanna"><p voice="x">Up</p></Say></Response>
                                               ^^^^^ unknown attribute voice on <p>: the element has no attributes
    Flagged:
        <Response><Say voice="Polly.Joanna"><prosody pitch="10%">Up</prosody></Say></Response>
                                                            ^^^ wrong value of pitch on <prosody>: found "10%"
    Fixed:
        <Response><Say voice="Polly.Joanna"><prosody pitch="+10%">Up</prosody></Say></Response>
    Flagged:
        <Response><Say voice="Polly.Joanna"><emphasis level="moderat">Up</emphasis></Say></Response>
                                                             ^^^^^^^ wrong value of level on <emphasis>: did you mean "moderate"?
    Fixed:
        <Response><Say voice="Polly.Joanna"><emphasis level="moderate">Up</emphasis></Say></Response>
    Flagged:
        <Response><Say voice="Polly.Joanna"><lang xml:lang="">Bonjour</lang></Say></Response>
                                                  ^^^^^^^^ xml:lang of <lang> is empty: expected a value
    Flagged:
        <Response><Say voice="Polly.Joanna"><sub>W3C</sub></Say></Response>
                                             ^^^ <sub> requires attribute alias: missing
    Allowed:
        <Response><Say voice="Polly.Joanna"><say-as interpret-as="{{ how }}">5</say-as></Say></Response>
    """

    code, name, twilio_code = "TW609", "ssml-attribute-invalid", 13520
    source = "https://www.twilio.com/docs/voice/twiml/say/text-speech"
    fixable = "unsafe"
    on = speech.ssml_elements()
    local = True
    templated = True
    implied_by_schema = True
    supersedes = (
        "unknown-attribute",
        "attribute-wrong-case",
        "misplaced-attribute",
        "missing-required-attribute",
        "invalid-enum-value",
        "enum-wrong-case",
        "empty-attribute",
        "deprecated-attribute",
    )
    messages = {
        "renamed": Message("unknown attribute {name} on <{element}>", 'now called "{right}"', "Use {right}. " + _HELP),
        "near": Message("unknown attribute {name} on <{element}>", 'did you mean "{right}"?', "Use {right}. " + _HELP),
        "listed": Message("unknown attribute {name} on <{element}>", "expected {listed}", _HELP),
        "no-attributes": Message(
            "unknown attribute {name} on <{element}>", "the element has no attributes", "Remove it. " + _HELP
        ),
        "empty": Message("{name} of <{element}> is empty", "expected a value", "Use {expected}. " + _HELP),
        "value-near": Message(
            "wrong value of {name} on <{element}>", 'did you mean "{near}"?', "Use {expected}. " + _HELP
        ),
        "value": Message("wrong value of {name} on <{element}>", 'found "{value}"', "Use {expected}. " + _HELP),
        "missing": Message("<{element}> requires attribute {name}", "missing", "Add it. " + _HELP),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        kind = placement.type_of(node, ctx) if placement.in_speech(node.parent) else None
        if kind is None:
            return
        present = {attr.name for attr in node.attrs}
        for attr in node.attrs:
            attribute = kind.attributes.get(attr.name)
            if attribute is None and not _is_of_xml(attr):
                right = _right_name(attr, kind)
                present.add(right or "")
                yield self._unknown(attr, kind, right)
            elif (
                attribute is not None
                and attr.name != "time"
                and not attr.templated
                and not attribute.type.accepts(attr.value)
            ):
                yield self._invalid(attr, attribute)
        for name in kind.required:
            if name not in present and not node.templated_attrs:
                yield self.report(node, "missing", element=node.name, name=name)

    def _unknown(self, attr: Attr, kind: Any, right: str | None) -> Diagnostic:
        legacy = kind.legacy.get(attr.name)
        if right is None:
            id = "listed" if kind.attributes else "no-attributes"
        else:
            id = "renamed" if legacy is not None and legacy.replacement == right else "near"
        fix = _rename(attr, kind.attributes[right]) if right is not None else None
        return self.report(
            attr,
            id,
            name=attr.name,
            element=attr.parent.name,
            right=right,
            listed=wording.listed(list(kind.attributes), "or"),
            severity=Severity.WARNING if id == "renamed" else None,
            fix=fix,
            covers=(attr.value_span, attr.parent),
        )

    def _invalid(self, attr: Attr, attribute: Any) -> Diagnostic:
        legal = _words(attribute)
        suggestion = suggest(attr.value, legal)
        intended = suggestion is not None and suggestion.value.lower() != attr.value.strip().lower()
        expected = [wording.quoted(legal, most=20)] if legal else []
        expected += [_FORMS[attr.name]] if attr.name in _FORMS else []
        empty = not attr.value.strip()
        return self.report(
            attr if empty else attr.value_span,
            "empty" if empty else "value-near" if intended else "value",
            name=attr.name,
            element=attr.parent.name,
            value=attr.value,
            near=suggestion and suggestion.value,
            expected=", or ".join(expected) or "another value",
            fix=_fix(attr, attribute),
            covers=(attr, attr.value_span),
        )


def _is_of_xml(attr: Attr) -> bool:
    """Whether an attribute is a namespace declaration, or has a namespace of its own."""
    return attr.name == "xmlns" or ":" in attr.name.removeprefix("xml:")


def _right_name(attr: Attr, kind: Any) -> str | None:
    """The name that was meant by an attribute that the tag does not have."""
    attributes, legacy = kind.attributes, kind.legacy.get(attr.name)
    if legacy is not None and legacy.replacement in attributes:
        return str(legacy.replacement)
    if attr.name == "lang" and "xml:lang" in attributes:
        return "xml:lang"
    return kind.folded(attr.name) or nearest(attr.name, attributes)


def _words(attribute: Any) -> list[str]:
    types = [attribute.type, *attribute.type.members]
    return list(dict.fromkeys([value for kind in types for value in kind.values]))


def _rename(attr: Attr, attribute: Any) -> Fix | None:
    """Give an attribute its right name, and its value the right form where that is clear too."""
    renamed = edits.rename_attribute(attr, attribute.name)
    value = None if attr.templated or attribute.type.accepts(attr.value) else _fix(attr, attribute)
    return renamed if renamed is None or value is None else Fix(renamed.title, (*renamed.edits, *value.edits))


def _fix(attr: Attr, attribute: Any) -> Fix | None:
    value = attr.value.strip()
    number = _NUMBER.fullmatch(value)
    intended = nearest(value, _words(attribute)) if value else None
    if number is not None and attribute.name in ("pitch", "rate", "volume"):
        intended = _measure(number, attribute.name)
    return edits.set_value(attr, intended) if intended is not None and attribute.type.accepts(intended) else None


def _measure(number: re.Match[str], name: str) -> str | None:
    """A number with the sign and unit that SSML wants; ``None`` where it has another unit."""
    unit = "dB" if name == "volume" else "%"
    if number[3] is not None and number[3].lower() != unit.lower():
        return None
    amount = number[2]
    if name == "rate" and number[3] is None and float(amount) <= _MAX_FACTOR:
        amount = f"{float(amount) * 100:g}"
    return f"{number[1] or ('' if name == 'rate' else '+')}{amount}{unit}"
