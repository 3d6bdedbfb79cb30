"""TW609 ssml-attribute-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from twimllint import Attr, Context, Diagnostic, Fix, Node, Rule, edits, nearest, placement, wording

#: What a value looks like besides the words that the schema lists.
_FORMS = {
    "pitch": "a signed change such as +10% or -5%",
    "rate": "a percentage such as 85%",
    "volume": "a signed change such as +6dB",
}


_FASTEST = 4


class SsmlAttributeInvalid(Rule):
    """Wrong attribute of an SSML tag, or a wrong value.

    Twilio logs 13520 and the text is not spoken as meant, or not at all. Its own helper libraries used to write
    role for format and interpretAs for interpret-as.

    Flagged:
        <Response><Say voice="Polly.Joanna"><say-as interpret-as="date" role="mdy">5/17/2026</say-as></Say></Response>
                                                                        ^^^^ <say-as> has no attribute "role" (13520); it is called "format" now
    Fixed:
        <Response><Say voice="Polly.Joanna"><say-as interpret-as="date" format="mdy">5/17/2026</say-as></Say></Response>
    Flagged:
        <Response><Say voice="Polly.Joanna"><say-as interpretAs="date">5/17/2026</say-as></Say></Response>
                                                    ^^^^^^^^^^^ <say-as> has no attribute "interpretAs" (13520); it is written "interpret-as"
    Fixed:
        <Response><Say voice="Polly.Joanna"><say-as interpret-as="date">5/17/2026</say-as></Say></Response>
    Flagged:
        <Response><Say voice="Polly.Joanna"><prosody pitch="10%">Up</prosody></Say></Response>
                                                            ^^^ pitch of <prosody> is "10%"; it takes "default", "x-low", "low", "medium", "high" or "x-high", or a signed change such as +10% or -5% (13520)
    Fixed:
        <Response><Say voice="Polly.Joanna"><prosody pitch="+10%">Up</prosody></Say></Response>
    Flagged:
        <Response><Say voice="Polly.Joanna"><sub>W3C</sub></Say></Response>
                                             ^^^ <sub> lacks its attribute alias (13520)
    Allowed:
        <Response><Say voice="Polly.Joanna"><say-as interpret-as="{{ how }}">5</say-as></Say></Response>
    """

    code, name, twilio_code = "TW609", "ssml-attribute-invalid", 13520
    source = "https://www.twilio.com/docs/voice/twiml/say/text-speech"
    fixable = "unsafe"
    on = ("say-as", "prosody", "emphasis", "lang", "phoneme", "sub", "w", "p", "s", "break")
    known, templated = False, True
    implied_by_schema = True
    supersedes = (
        "unknown-attribute", "attribute-wrong-case", "misplaced-attribute", "missing-required-attribute",
        "invalid-enum-value", "enum-wrong-case", "empty-attribute", "deprecated-attribute",
    )  # fmt: skip

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        kind = placement.type_of(node, ctx) if placement.in_speech(node.parent) else None
        if kind is None or node.name not in ctx.grammar.ssml:
            return
        given = {attr.name for attr in node.attrs}
        for attr in node.attrs:
            known = kind.attributes.get(attr.name)
            if known is None and ":" not in attr.name.removeprefix("xml:") and attr.name != "xmlns":
                right, message = _named(attr, kind)
                given.add(right or "")
                again = right is not None and node.attr(right) is not None
                fix = _rename(attr, kind.attributes[right]) if right is not None and not again else None
                yield self.report(attr, message, fix=fix, covers=(attr.value_span, node))
            elif (
                known is not None and not attr.templated and attr.name != "time" and not known.type.accepts(attr.value)
            ):
                yield self.report(attr.value_span, _wrong_value(attr, known), fix=_fix(attr, known), covers=(attr,))
        for name in kind.required:
            if name not in given and not node.templated_attrs:
                yield self.report(node, f"<{node.name}> lacks its attribute {name} (13520)")


def _named(attr: Attr, kind: Any) -> tuple[str | None, str]:
    """The right name of an attribute that the tag does not have, if it can be told, and the message."""
    message = f'<{attr.parent.name}> has no attribute "{attr.name}" (13520)'
    attributes, legacy = kind.attributes, kind.legacy.get(attr.name)
    if legacy is not None and legacy.replacement in attributes:
        return legacy.replacement, f'{message}; it is called "{legacy.replacement}" now'
    right = kind.folded(attr.name) or ("xml:lang" if attr.name == "lang" and "xml:lang" in attributes else None)
    if right is not None:
        return right, f'{message}; it is written "{right}"'
    near = nearest(attr.name, attributes)
    if near is not None:
        return near, f'{message}; did you mean "{near}"?'
    takes = wording.listed([f'"{name}"' for name in attributes])
    return None, f"{message}; it takes {takes or 'none'}"


def _words(known: Any) -> list[str]:
    types = [known.type, *known.type.members]
    return list(dict.fromkeys([value for kind in types for value in kind.values]))


def _wrong_value(attr: Attr, known: Any) -> str:
    words, form = _words(known), _FORMS.get(attr.name)
    subject = f"{attr.name} of <{attr.parent.name}>"
    if not attr.value.strip():
        return f"{subject} is empty (13520)"
    takes = ", or ".join([part for part in (wording.quoted(words, most=20) if words else "", form or "") if part])
    if not takes and attr.name == "xml:lang":
        takes = "a language tag such as fr-FR"
    near = nearest(attr.value, words)
    meant = f'; did you mean "{near}"?' if near and near.lower() != attr.value.strip().lower() else ""
    return (
        f'{subject} is "{attr.value}"; it takes {takes} (13520){meant}'
        if takes
        else f'{subject} is "{attr.value}", which it does not take (13520)'
    )


def _rename(attr: Attr, known: Any) -> Fix:
    """Give an attribute its right name, and its value the right form where that is clear too."""
    renamed = edits.rename_attribute(attr, known.name)
    value = None if attr.templated or known.type.accepts(attr.value) else _fix(attr, known)
    return renamed if value is None else Fix(renamed.title, (*renamed.edits, *value.edits))


def _fix(attr: Attr, known: Any) -> Fix | None:
    value = attr.value.strip()
    number = re.fullmatch(r"([+-]?)(\d+(?:\.\d+)?)\s*(%|db)?", value, re.IGNORECASE)
    meant = nearest(value, _words(known)) if value else None
    if number is not None and known.name in _FORMS:
        unit = "dB" if known.name == "volume" else "%"
        same = number[3] is None or number[3].lower() == unit.lower()
        sign, amount = number[1] or ("" if known.name == "rate" else "+"), number[2]
        if known.name == "rate" and number[3] is None and float(amount) <= _FASTEST:
            amount = f"{float(amount) * 100:g}"  # times as fast, as some engines write it
        meant = f"{sign}{amount}{unit}" if same else None
    return edits.set_value(attr, meant) if meant is not None and known.type.accepts(meant) else None
