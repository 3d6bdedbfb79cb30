"""All documents of the tests that rules are tried on: the cases, the examples and probes of the rules, and some more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from support import probes
from support.cases import CASES
from support.lint import REGISTRY
from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.pipeline import lint_source
from twimllint.engine.settings import LintSettings
from twimllint.generate import rule_classes
from twimllint.schema.data import data
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
        for path, text in probes_of(cls.name):
            yield path, text, LintSettings()
        for text in samples(cls.name):
            yield "voice.xml", text, LintSettings()
    for path in sorted(CASES.rglob("*")):
        if path.is_file() and path.suffix not in (".out", ".toml"):
            yield path.name, decode(path.read_bytes()).text, LintSettings()


#: Where the samples of ``placeholders.json`` belong, by what a value is.
PLACES = {
    "url": "<Response><Redirect>{}</Redirect></Response>",
    "number": "<Response><Dial><Number>{}</Number></Dial></Response>",
    "name": "<Response><Dial><Client>{}</Client></Dial></Response>",
    "sid": '<Response><Enqueue workflowSid="{}"/></Response>',
    "attribute": '<Response><Gather finishOnKey="{}"/></Response>',
    "value": '<Response><Gather finishOnKey="{}"/></Response>',
    "text": "<Response><Say>{}</Say></Response>",
    "any": "<Response><!-- {} --></Response>",
}
SAMPLED = {
    "unfilled": "unfilled-placeholder",
    "leaked": "leaked-value",
    "secrets": "secret-in-document",
    "residue": "code-residue",
}


def samples(rule: str) -> Iterator[str]:
    """Documents with what ``placeholders.json`` and ``hosts.json`` have for a rule, each in a place of its kind."""
    for section, name in SAMPLED.items():
        for row in data("placeholders")[section] if name == rule else ():
            for text in row["match"]:
                yield PLACES[row["on"][0]].format(escape(text, {'"': "&quot;"}))
    if rule == "url-tunnel-host":
        for host in data("hosts")["throw_away"]:
            yield PLACES["url"].format(f"https://a.{host}/b")


def of_each_rule() -> dict[str, list[tuple[str, str, LintSettings]]]:
    """The examples, probes and samples of each rule, and what several rules look at: path, text and settings."""
    file = Path(__file__).parents[1] / "engine" / "probes" / "superseded.txt"
    superseded = list(probes.documents(file.read_text(encoding="utf-8")))
    return {
        cls.name: [
            *((example.path, example.text, settings_from(example.config)) for example in examples(cls.__doc__ or "")),
            *((path, text, LintSettings()) for path, text in probes_of(cls.name)),
            *(("voice.xml", text, LintSettings()) for text in samples(cls.name)),
            *((path, text, LintSettings()) for path, text in (superseded if cls.supersedes else ())),
        ]
        for cls in rule_classes()
    }


def probes_of(rule: str) -> Iterator[tuple[str, str]]:
    """Path and text of each probe of a rule."""
    file = Path(__file__).parents[1] / "rules" / "probes" / f"{rule}.txt"
    if file.is_file():
        yield from probes.documents(file.read_text(encoding="utf-8"))


class Dispatchers:
    """Dispatchers of all rules, one for each set of options that documents have."""

    def __init__(self, *, gated: bool = True) -> None:
        self.gated = gated
        self.made: dict[str, Dispatcher] = {}

    def of(self, settings: LintSettings) -> Dispatcher:
        options = settings.rule_options
        if repr(options) not in self.made:
            self.made[repr(options)] = Dispatcher(REGISTRY, REGISTRY.rules, options, gated=self.gated)
        return self.made[repr(options)]


def found(name: str, text: str, settings: LintSettings, dispatcher: Dispatcher) -> list[object]:
    """The findings about a document."""
    return list(lint_source(Source.from_text(text, name), settings, dispatcher).diagnostics)
