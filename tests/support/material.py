"""All documents of the tests that rules are tried on: the cases, the examples of the rules, and some more."""

from __future__ import annotations

from collections.abc import Iterator

from support.cases import CASES
from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.pipeline import lint_source
from twimllint.engine.settings import LintSettings
from twimllint.generate import rule_classes
from twimllint.source.text import Source, decode
from twimllint.testing import examples, settings_from

#: Where conditions have their bounds: names of files, Regions, sizes, comments.
EXTRA = (
    ("sms.xml", "<Response><Say>Hi</Say></Response>", LintSettings()),
    ("calls/voice.xml", "<Response><Message>Hi</Message></Response>", LintSettings()),
    ("a.xml", "<Response><Message>Hi</Message></Response>", LintSettings(channel="voice")),
    ("a.xml", "<Response><Connect><Room>x</Room></Connect></Response>", LintSettings(region="ie1")),
    ("a.xml", "<Response><Redirect>a.xml</Redirect></Response>", LintSettings()),
    ("in/a.xml", "<Response><Redirect>../in/a.xml#x</Redirect></Response>", LintSettings()),
    ("a.xml", "<!-- served as /m --><Response><Redirect>/m</Redirect></Response>", LintSettings()),
    ("a.xml", "<Response><Redirect>/v/a.xml</Redirect></Response>", LintSettings(base_url="https://x.test/v/")),
    ("a.xml", f"<Response><Say>{'x' * 70_000}</Say></Response>", LintSettings()),
    ("a.xml", "\ufeff<Response><Dial>\u200b</Dial><Say>\u00a0</Say></Response>", LintSettings()),
    ("a.xml", '{"twiml": "<Response/>"}', LintSettings()),
    ("a.xml", "", LintSettings()),
)


def documents() -> Iterator[tuple[str, str, LintSettings]]:
    """Path, text and settings of each."""
    yield from EXTRA
    for cls in rule_classes():
        for example in examples(cls.__doc__ or ""):
            yield example.path, example.text, settings_from(example.config)
    for path in sorted(CASES.rglob("*")):
        if path.is_file() and path.suffix not in (".out", ".toml"):
            yield path.name, decode(path.read_bytes()).text, LintSettings()


def found(name: str, text: str, settings: LintSettings, dispatcher: Dispatcher) -> list[object]:
    """The findings about a document."""
    return list(lint_source(Source.from_text(text, name), settings, dispatcher).diagnostics)
