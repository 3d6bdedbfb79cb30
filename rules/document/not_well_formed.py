"""TW001 not-well-formed."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, ParseError, Related, Rule, nearest

REJECTED = "Twilio rejects the whole document (12100)"


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
    on = (
        "#problem:not-well-formed", "#problem:mismatched-end-tag", "#problem:unclosed-element",
        "#problem:unquoted-attribute", "#problem:comma-between-attributes", "#problem:cut-off",
        "#problem:attribute-without-value", "#problem:too-deep",
    )  # fmt: skip
    runs_on_malformed = True

    def check(self, error: ParseError, ctx: Context) -> Iterator[Diagnostic]:
        related: tuple[Related, ...] = ()
        if error.related is not None:
            related = (Related(error.related, f"<{error.data.partition(' ')[2]}> is opened here"),)
        yield self.report(error, f"{_words(error, ctx)}; {REJECTED}", related=related)


def _words(error: ParseError, ctx: Context) -> str:
    data = error.data
    match error.kind:
        case "mismatched-end-tag":
            ended, _, opened = data.partition(" ")
            if ended.lower() == opened.lower():
                return f"</{ended}> does not close <{opened}>: letter case counts"
            if nearest(ended, (opened,)):
                return f"</{ended}> does not close <{opened}>: it is spelt another way"
            return f"</{ended}> comes while <{opened}> is open: </{opened}> is missing before it"
        case "unclosed-element":
            return f"<{data}> is never closed: </{data}> is missing"
        case "unquoted-attribute":
            value = ctx.source.text[error.span.start : error.span.end]
            return f'the value of {data} is not in quotes: write {data}="{value.strip("“”„‘’‚")}"'
        case "comma-between-attributes":
            after = f'a comma stands after {data}="..."' if data else "a comma stands before the attributes"
            return f"{after}; attributes are separated by white space alone"
        case "cut-off":
            return f"the file ends inside {'an' if data[:1] in 'aeiou' else 'a'} {data} that begins here"
        case "attribute-without-value":
            return f'{data} has no value: write {data}="..."'
        case "too-deep":
            return f"elements are nested more than {data} deep"
    return data[:1].lower() + data[1:] if data[1:2].islower() or data[1:2] == " " else data
