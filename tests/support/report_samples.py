"""What the sample runs are made of: documents, rules, and the characters that break careless writers."""

from twimllint.engine.diagnostic import Diagnostic, Severity, Span
from twimllint.engine.rule import RuleInfo

ROOT = "/srv/app"

VOICE = """\
<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Room>daily standup</Room>
\t<Say voice="alice" voice="man">Grüße, 東京 🎉</Say>
  <Redirect>/next</Redirect>
  <Say>
    never said
  </Say>
</Response>
"""

RING = "<Response><Redirect>/voice.xml</Redirect></Response>"


def find(text: str, part: str, after: str = "") -> Span:
    """The place of ``part`` in ``text``, the first one behind ``after``."""
    start = text.index(part, text.index(after) + len(after) if after else 0)
    return Span(start, start + len(part))


def rule(code: str, name: str, severity: Severity, summary: str, family: str, twilio: int | None = None) -> RuleInfo:
    module = f"twimllint.rules.{family}.{name.replace('-', '_')}"
    return RuleInfo(
        code=code,
        name=name,
        severity=severity,
        default=True,
        on=("*",),
        twilio_code=twilio,
        fixable=None,
        supersedes=(),
        needs=(),
        implied_by_schema=False,
        runs_on_malformed=False,
        summary=summary,
        module=module,
        cls="Rule",
    )


RULES = {
    info.name: info
    for info in (
        rule("TW301", "room-outside-connect", Severity.ERROR, "Room that stands outside Connect", "room", 12200),
        rule("TW209", "repeated-attribute", Severity.WARNING, "Attribute that is set twice", "attributes"),
        rule("TW501", "unreachable-verb", Severity.WARNING, "Verb that never runs", "flow"),
        rule("TW510", "redirect-ring", Severity.INFO, "Documents that redirect to each other", "flow"),
    )
}


def diagnostic(name: str, span: Span, message: str, **more: object) -> Diagnostic:
    info = RULES[name]
    return Diagnostic(info.code, name, info.severity, span, message, url=info.url, **more)  # type: ignore[arg-type]


def after(text: str, part: str) -> Span:
    end = text.index(part) + len(part)
    return Span(end, end)


#: Quotes, line ends, percent signs, markup, tabs, an escape sequence, a bell, a bidirectional control, wide and
#: combining characters, an emoji, an undecodable byte and a surrogate that never was a byte.
NASTY = "a'b\"c\r\nd%0Ae%25]]>f<b>&amp;|g[h](i)`j`*k*;l:m,n\to\x1b[31mp\x07q\u202er 東京 e\u0301 🎉 \udce9 \ud800 ##vso[x] {0} \\n"

PATH = "d\udce9r [x]/a b%2C:'\",;|&<東京>\u202e.xml"
