"""TW001 not-well-formed."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, ParseError, Related, Rule, nearest

REJECTED = "Twilio rejects the whole document (12100)"

#: What is said of each kind of error, filled with its parts.
_WORDS = {
    "xml-declaration-unclosed": "the XML declaration ends in > where ?> belongs",
    "xml-declaration-without-version": 'the XML declaration names no version: it begins with <?xml version="1.0"',
    "xml-declaration-version": 'the version in the XML declaration is written version="1.0"',
    "xml-declaration-order": "the XML declaration names its version before the encoding",
    "xml-declaration-malformed": (
        'the XML declaration does not read <?xml version="1.0" encoding="UTF-8"?> or a part of it'
    ),
    "doctype-case": "<!DOCTYPE is written in capitals",
    "doctype-repeated": "there is a second <!DOCTYPE",
    "doctype-malformed": "the <!DOCTYPE is malformed",
    "doctype-entity-loop": "the entities declared in the <!DOCTYPE hold each other many times over",
    "mismatched-end-tag": "</{ended}> comes while <{opened}> is open: </{opened}> is missing before it",
    "unclosed-element": "<{element}> is never closed: </{element}> is missing",
    "start-tag-unclosed": "the start tag <{element}> is not closed: its > is missing before the next tag",
    "end-tag-unclosed": "the end tag </{element}> is not closed: its > is missing before the next tag",
    "end-tag-spaced": "white space stands before the name in the end tag </{element}>",
    "end-tag-content": "the end tag </{element}> holds nothing but its name",
    "end-tag-unmatched": "</{element}> closes nothing: no <{element}> is open here",
    "element-prefix-undeclared": 'the prefix "{prefix}" of <{element}> is not declared with xmlns:{prefix}',
    "too-deep": "elements are nested more than {depth} deep",
    "attribute-without-value": '{attribute} has no value: write {attribute}="..."',
    "attribute-unspaced": "there is no white space between the attributes {before} and {attribute}",
    "attribute-prefix-undeclared": 'the prefix "{prefix}" of {attribute} is not declared with xmlns:{prefix}',
    "comma-between-attributes": 'a comma stands after {before}="..."; attributes are separated by white space alone',
    "duplicate-qualified-attribute": ("<{element}> has one attribute twice, under two prefixes of the same namespace"),
    "stray-in-tag": '"{found}" in the tag <{element}> is no attribute',
    "unquoted-attribute": 'the value of {attribute} is not in quotes: write {attribute}="{value}"',
    "value-unclosed": "the value of {attribute} has no closing {quote}",
    "misplaced-colon": 'the name "{name}" holds a colon that separates no prefix from a name',
    "cdata-end-in-text": "]]> ends a CDATA section and may not stand in plain text: write ]]&gt;",
    "comment-hyphens": "a comment may not hold -- or end in --->",
    "declaration-in-element": "a declaration that begins with <! may not stand inside an element",
    "instruction-name": '"<?{name}" begins neither an XML declaration nor a processing instruction',
    "instruction-unspaced": "white space is missing after <?{name}",
    "cut-off": "the file ends inside a {construct} that begins here",
    "xml-reader": "the XML reader objects to <{element}>: {message}",
}


class NotWellFormed(Rule):
    """The file is not well-formed XML.

    Twilio parses the document before it runs anything. One tag that does not match, and not a word of it is spoken:
    the caller hears "an application error has occurred". Only the first such place is told, since what follows it can
    no longer be read with certainty.

    Flagged:
        <Response><Say voice="Polly.Joanna", loop="2">Wake up</Say></Response>
                                           ^ a comma stands after voice="..."; attributes are separated by white space alone; Twilio rejects the whole document (12100)
    Flagged:
        <Response><Pause length=2/></Response>
                                ^ the value of length is not in quotes: write length="2"; Twilio rejects the whole document (12100)
    Flagged:
        <Response><Dial hangupOnStar>+14155550100</Dial></Response>
                        ^^^^^^^^^^^^ hangupOnStar has no value: write hangupOnStar="..."; Twilio rejects the whole document (12100)
    Flagged:
        <Response><Gather><Say>Press 1</Gather></Response>
                                        ^^^^^^ </Gather> comes while <Say> is open: </Say> is missing before it; Twilio rejects the whole document (12100)
    Flagged:
        <Response><Say>Hello</say></Response>
                              ^^^ </say> does not close <Say>: letter case counts; Twilio rejects the whole document (12100)
    Flagged:
        <Response><Say>Hello</Say>
         ^^^^^^^^ <Response> is never closed: </Response> is missing; Twilio rejects the whole document (12100)
    Flagged:
        <Response><Say>Hello</Say><!-- to do</Response>
                                  ^^^^ the file ends inside a comment that begins here; Twilio rejects the whole document (12100)
    Allowed:
        <?xml version="1.0" encoding="UTF-8" ?>
        <Response><Say loop = '2'>Wake up</Say ></Response>
    """

    code, name, twilio_code = "TW001", "not-well-formed", 12100
    source = "https://www.twilio.com/docs/api/errors/12100"
    on = tuple(f"#error:{kind}" for kind in _WORDS)
    runs_on_malformed = True

    def check(self, error: ParseError, ctx: Context) -> Iterator[Diagnostic]:
        related: tuple[Related, ...] = ()
        if error.related is not None:
            related = (Related(error.related, f"<{error.parts['opened']}> is opened here"),)
        yield self.report(error, f"{_words(error)}; {REJECTED}", related=related)


def _words(error: ParseError) -> str:
    """What is said of an error; kinds of which there are several sorts first."""
    parts = error.parts
    match error.kind:
        case "mismatched-end-tag" if parts["ended"].lower() == parts["opened"].lower():
            return "</{ended}> does not close <{opened}>: letter case counts".format_map(parts)
        case "mismatched-end-tag" if nearest(parts["ended"], (parts["opened"],)):
            return "</{ended}> does not close <{opened}>: it is spelt another way".format_map(parts)
        case "comma-between-attributes" if not parts["before"]:
            return "a comma stands before the attributes; attributes are separated by white space alone"
        case "value-unclosed" if not parts["attribute"]:
            return "the value of an attribute has no closing {quote}".format_map(parts)
        case "stray-in-tag" if parts["found"] in ('"', "'"):
            return "the quote {found} in the tag <{element}> is no attribute".format_map(parts)
        case "cut-off" if parts["construct"].startswith("end"):
            return "the file ends inside an {construct} that begins here".format_map(parts)
    return _WORDS[error.kind].format_map(parts)
