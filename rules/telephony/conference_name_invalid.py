"""TW715 conference-name-invalid."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, limit, phone


class ConferenceNameInvalid(Rule):
    """Conference without a name, or with one of more than 128 characters.

    The text of `<Conference>` is the name under which callers meet. Twilio warns of a wrong one and puts the caller
    nowhere.

    Flagged:
        <Response><Dial><Conference></Conference></Dial></Response>
                         ^^^^^^^^^^ <Conference> has no name; its text is the name under which callers meet, of 1 to 128 characters (13237)
    Flagged:
        <Response><Dial><Conference>[[town*40]]</Conference></Dial></Response>
                                    ^^^^^^^^^^^ the name of this conference has 160 characters; 128 is the most (13237)
    Allowed:
        <Response><Dial><Conference>
          Customer Waiting Room
        </Conference></Dial></Response>
    Allowed:
        <Response><Dial><Conference>{{ room }}</Conference></Dial></Response>
    """

    code, name, twilio_code = "TW715", "conference-name-invalid", 13237
    source = "https://www.twilio.com/docs/api/errors/13237"
    on = ("Conference",)
    known, templated = False, True
    supersedes = ("text-required",)
    implied_by_schema = True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        found = phone.content(node, ctx)
        if found is None or found.templated or node.children or node.parent is None or node.parent.name != "Dial":
            return
        longest = limit("conference-name").maximum
        length = len(" ".join(found.text.split()))
        if length == 0:
            legal = f"its text is the name under which callers meet, of 1 to {longest} characters"
            yield self.report(node, f"<Conference> has no name; {legal} (13237)")
        elif length > longest:
            message = f"the name of this conference has {length} characters; {longest} is the most (13237)"
            yield self.report(found.span, message)
