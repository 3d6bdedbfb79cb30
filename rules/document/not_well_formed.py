"""TW001 not-well-formed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from twimllint import Context, Diagnostic, Message, ParseError, Related, Rule, nearest

_HELP = "Correct it: nothing of the document runs. Twilio rejects the whole document ({code})."
#: The kinds of errors that no other rule reports.
_KINDS = (
    "xml-declaration-unclosed",
    "xml-declaration-without-version",
    "xml-declaration-version",
    "xml-declaration-order",
    "xml-declaration-malformed",
    "doctype-case",
    "doctype-repeated",
    "doctype-malformed",
    "doctype-entity-loop",
    "mismatched-end-tag",
    "unclosed-element",
    "start-tag-unclosed",
    "end-tag-unclosed",
    "end-tag-spaced",
    "tag-spaced",
    "end-tag-content",
    "end-tag-unmatched",
    "element-prefix-undeclared",
    "too-deep",
    "attribute-without-value",
    "attribute-unspaced",
    "attribute-prefix-undeclared",
    "comma-between-attributes",
    "duplicate-qualified-attribute",
    "stray-in-tag",
    "unquoted-attribute",
    "escaped-quotes",
    "colon-for-equals",
    "value-unclosed",
    "misplaced-colon",
    "cdata-end-in-text",
    "comment-hyphens",
    "declaration-in-element",
    "instruction-name",
    "instruction-unspaced",
    "cut-off",
    "xml-reader",
)


class NotWellFormed(Rule):
    r"""The file is not well-formed XML.

    Twilio parses the document before it runs anything. One tag that does not match, and nothing of it is spoken:
    the caller hears "an application error has occurred". Only the first such place is reported, since what follows it
    can no longer be read with certainty.

    Flagged:
        <Response><Say voice="Polly.Joanna", loop="2">Wake up</Say></Response>
                                           ^ comma between attributes: after voice="..."
    Flagged:
        <Response><Pause length=2/></Response>
                                ^ value of length is not in quotes: write length="2"
    Flagged:
        <Response><Dial hangupOnStar>+14155550100</Dial></Response>
                        ^^^^^^^^^^^^ hangupOnStar has no value: write hangupOnStar="..."
    Flagged:
        <Response><Gather><Say>Press 1</Gather></Response>
                                        ^^^^^^ end tag does not match: expected </Say> first
    Flagged:
        <Response><Say>Hello</say></Response>
                              ^^^ end tag does not match: expected </Say>: names are case-sensitive
    Flagged:
        <Response><Say>Hello</Say>
         ^^^^^^^^ <Response> is never closed: expected </Response>
    Flagged:
        <Response><Say>Hello</Say><!-- to do</Response>
                                  ^^^^ file ends too early: comment is not closed
    Flagged:
        <?xml version="1.0">
                           ^ XML declaration is not closed: write ?> at its end
        <Response/>
    Flagged:
        <?xml encoding="UTF-8"?>
        ^^^^^^^^^^^^^^^^^^^^^^^^ XML declaration has no version: write <?xml version="1.0"
        <Response/>
    Flagged:
        <?xml version='2.0'?>
        ^^^^^^^^^^^^^^^^^^^^^ wrong version in the XML declaration: write version="1.0"
        <Response/>
    Flagged:
        <?xml encoding="UTF-8" version="1.0"?>
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ version must come first in the XML declaration: write it before the encoding
        <Response/>
    Flagged:
        <?xml version="1.0" charset="UTF-8"?>
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ malformed XML declaration: expected <?xml version="1.0" encoding="UTF-8"?>
        <Response/>
    Flagged:
        <!doctype Response>
        ^^^^^^^^^ DOCTYPE is not allowed: TwiML has none
        <Response/>
    Flagged:
        <!DOCTYPE Response><!DOCTYPE Response>
                           ^^^^^^^^^ more than one <!DOCTYPE: second one
        <Response/>
    Flagged:
        <!DOCTYPE>
        ^^^^^^^^^ malformed <!DOCTYPE: not readable
        <Response/>
    Flagged:
        <Response><Say>Hello</Sya></Response>
                              ^^^ end tag does not match: did you mean "Say"?
    Flagged:
        <Response><Say<Pause/></Response>
                   ^^^ start tag <Say> is not closed: expected > before the next tag
    Flagged:
        <Response><Say>Hi</Say</Response>
                           ^^^ end tag </Say> is not closed: expected > before the next tag
    Flagged:
        <Response><Say>Hi</ Say></Response>
                            ^^^ white space in an end tag: write </Say>
    Flagged:
        <Response>< Say>Hi</Say></Response>
                  ^^^^^ white space in a tag: write <Say
    Flagged:
        <Response><Say Hello</Say></Response>
                   ^^^ start tag <Say> is not closed: expected > before the next tag
    Flagged:
        <Response><Say voice=\"alice\">Hi</Say></Response>
                             ^^^^^^^^^ backslashes in a tag: write voice="alice"
    Flagged:
        <Response><Say voice:"alice">Hi</Say></Response>
                            ^ colon instead of = after voice: write voice="..."
    Flagged:
        <Response><Say>Hi</Say now></Response>
                               ^^^ end tag </Say> has content: only the name is allowed
    Flagged:
        <Response></Say></Response>
                    ^^^ end tag without a start tag: no <Say> is open
    Flagged:
        <Response><acme:Say>Hi</acme:Say></Response>
                   ^^^^^^^^ undeclared namespace prefix on <acme:Say>: xmlns:acme is missing
    Flagged:
        <Response><Say voice="alice"loop="2">Hi</Say></Response>
                                    ^^^^ no white space between attributes: after voice
    Flagged:
        <Response><Say acme:voice="alice">Hi</Say></Response>
                       ^^^^^^^^^^ undeclared namespace prefix on acme:voice: xmlns:acme is missing
    Flagged:
        <Response><Say, voice="alice">Hi</Say></Response>
                      ^ comma between attributes: before the first one
    Flagged:
        <Response xmlns:a="urn:x" xmlns:b="urn:x"><Say a:c="1" b:c="2">Hi</Say></Response>
                                                   ^^^ attribute is set twice on <Say>: under two prefixes of one namespace
    Flagged:
        <Response><Say !>Hi</Say></Response>
                       ^ unexpected text in tag <Say>: "!" is not an attribute
    Flagged:
        <Response><Say voice="alice"">Hi</Say></Response>
                                    ^ unexpected quote in tag <Say>: found "
    Flagged:
        <Response><Say voice="alice>Hi</Say></Response>
                             ^^^^^^ value of voice is not closed: expected "
    Flagged:
        <Response><a:b:c/></Response>
                   ^^^^^ misplaced colon in a name: found "a:b:c"
    Flagged:
        <Response><Say>Hi ]]> there</Say></Response>
                          ^^^ ]]> is not allowed in text: write ]]&gt;
    Flagged:
        <Response><!-- one -- two --></Response>
                           ^^ -- is not allowed in a comment: write a single hyphen
    Flagged:
        <Response><!ELEMENT a></Response>
                  ^^ <! is not allowed in an element: expected a comment or CDATA
    Flagged:
        <Response><?1 x?></Response>
                  ^^ malformed processing instruction: expected a name after <?
    Flagged:
        <Response><?acme"x"?></Response>
                        ^ malformed processing instruction: white space is missing after <?acme
    Allowed:
        <?xml version="1.0" encoding="UTF-8" ?>
        <Response><Say loop = '2'>Wake up</Say ></Response>
    """

    code, name, twilio_code = "TW001", "not-well-formed", 12100
    source = "https://www.twilio.com/docs/api/errors/12100"
    on = tuple(f"#error:{kind}" for kind in _KINDS)
    runs_on_malformed = True
    messages = {
        "xml-declaration-unclosed": Message("XML declaration is not closed", "write ?> at its end", _HELP),
        "xml-declaration-without-version": Message(
            "XML declaration has no version", 'write <?xml version="1.0"', _HELP
        ),
        "xml-declaration-version": Message("wrong version in the XML declaration", 'write version="1.0"', _HELP),
        "xml-declaration-order": Message(
            "version must come first in the XML declaration", "write it before the encoding", _HELP
        ),
        "xml-declaration-malformed": Message(
            "malformed XML declaration", 'expected <?xml version="1.0" encoding="UTF-8"?>', _HELP
        ),
        "doctype-case": Message(
            "DOCTYPE is not allowed", "TwiML has none", "Remove it. Twilio rejects the whole document ({code})."
        ),
        "doctype-repeated": Message("more than one <!DOCTYPE", "second one", _HELP),
        "doctype-malformed": Message("malformed <!DOCTYPE", "not readable", _HELP),
        "doctype-entity-loop": Message("entities of the <!DOCTYPE expand without end", "nested entities", _HELP),
        "mismatched-end-tag": Message("end tag does not match", "expected </{opened}> first", _HELP),
        "end-tag-case": Message("end tag does not match", "expected </{opened}>: names are case-sensitive", _HELP),
        "end-tag-spelling": Message("end tag does not match", 'did you mean "{opened}"?', _HELP),
        "unclosed-element": Message("<{element}> is never closed", "expected </{element}>", _HELP),
        "start-tag-unclosed": Message("start tag <{element}> is not closed", "expected > before the next tag", _HELP),
        "end-tag-unclosed": Message("end tag </{element}> is not closed", "expected > before the next tag", _HELP),
        "end-tag-spaced": Message("white space in an end tag", "write </{element}>", _HELP),
        "tag-spaced": Message("white space in a tag", "write {tag}", _HELP),
        "end-tag-content": Message("end tag </{element}> has content", "only the name is allowed", _HELP),
        "end-tag-unmatched": Message("end tag without a start tag", "no <{element}> is open", _HELP),
        "element-prefix-undeclared": Message(
            "undeclared namespace prefix on <{element}>", "xmlns:{prefix} is missing", _HELP
        ),
        "too-deep": Message("elements are nested too deep", "more than {depth} levels", _HELP),
        "attribute-without-value": Message("{attribute} has no value", 'write {attribute}="..."', _HELP),
        "attribute-unspaced": Message("no white space between attributes", "after {before}", _HELP),
        "attribute-prefix-undeclared": Message(
            "undeclared namespace prefix on {attribute}", "xmlns:{prefix} is missing", _HELP
        ),
        "comma-between-attributes": Message("comma between attributes", 'after {before}="..."', _HELP),
        "comma-before-attributes": Message("comma between attributes", "before the first one", _HELP),
        "duplicate-qualified-attribute": Message(
            "attribute is set twice on <{element}>", "under two prefixes of one namespace", _HELP
        ),
        "stray-in-tag": Message("unexpected text in tag <{element}>", '"{found}" is not an attribute', _HELP),
        "stray-quote": Message("unexpected quote in tag <{element}>", "found {found}", _HELP),
        "unquoted-attribute": Message("value of {attribute} is not in quotes", 'write {attribute}="{value}"', _HELP),
        "escaped-quotes": Message("backslashes in a tag", "write {attribute}={quoted}", _HELP),
        "colon-for-equals": Message("colon instead of = after {attribute}", 'write {attribute}="..."', _HELP),
        "value-unclosed": Message("value of {attribute} is not closed", "expected {quote}", _HELP),
        "unnamed-value-unclosed": Message("value of an attribute is not closed", "expected {quote}", _HELP),
        "misplaced-colon": Message("misplaced colon in a name", 'found "{name}"', _HELP),
        "cdata-end-in-text": Message("]]> is not allowed in text", "write ]]&gt;", _HELP),
        "comment-hyphens": Message("-- is not allowed in a comment", "write a single hyphen", _HELP),
        "declaration-in-element": Message("<! is not allowed in an element", "expected a comment or CDATA", _HELP),
        "instruction-name": Message("malformed processing instruction", "expected a name after <?", _HELP),
        "instruction-unspaced": Message(
            "malformed processing instruction", "white space is missing after <?{name}", _HELP
        ),
        "cut-off": Message("file ends too early", "{construct} is not closed", _HELP),
        "xml-reader": Message("not well-formed", "{reason}", _HELP),
    }

    def check(self, error: ParseError, ctx: Context) -> Iterator[Diagnostic]:
        related: tuple[Related, ...] = ()
        if error.related is not None:
            related = (Related(error.related, "opened here"),)
        parts: dict[str, Any] = error.parts
        yield self.report(error, _message(error), related=related, **parts)


def _message(error: ParseError) -> str:
    """The id of the message: the kind of error, or one of its sorts."""
    parts = error.parts
    match error.kind:
        case "mismatched-end-tag" if parts["ended"].lower() == parts["opened"].lower():
            return "end-tag-case"
        case "mismatched-end-tag" if nearest(parts["ended"], (parts["opened"],)):
            return "end-tag-spelling"
        case "comma-between-attributes" if not parts["before"]:
            return "comma-before-attributes"
        case "value-unclosed" if not parts["attribute"]:
            return "unnamed-value-unclosed"
        case "stray-in-tag" if parts["found"] in ('"', "'"):
            return "stray-quote"
    return error.kind
