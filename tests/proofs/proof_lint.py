"""The engine as the proofs use it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import xmlschema
from grammar_judge import BLANKS, plain

from twimllint.engine import pipeline
from twimllint.engine.diagnostic import Diagnostic, Severity
from twimllint.engine.plan import Plan
from twimllint.engine.registry import Registry
from twimllint.engine.result import FileResult
from twimllint.engine.select import resolve
from twimllint.engine.settings import LintSettings
from twimllint.schema.data import schema_path
from twimllint.schema.net import verdict
from twimllint.source.build import parse
from twimllint.source.text import Source
from twimllint.source.tree import Document
from twimllint.source.wellformed import judge
from twimllint.twiml.channel import content_channel

REGISTRY = Registry.builtin()
DEFAULT = Plan(REGISTRY, resolve(REGISTRY.rules))
EVERY = Plan(REGISTRY, REGISTRY.rules)
PLAIN = LintSettings()
BACKED = frozenset(info.name for info in REGISTRY.rules.values() if info.schema_backed) - {"schema-violation"}


def read(text: str, path: str = "x.twiml") -> tuple[Document, Any]:
    """The document and lxml's tree of it."""
    document = parse(Source.from_text(text, path))
    return document, judge(document)


def lint(text: str, path: str = "x.twiml", plan: Plan = DEFAULT, settings: LintSettings = PLAIN) -> FileResult:
    return pipeline.lint_source(Source.from_text(text, path), settings, plan)


class _Ungated(pipeline._Check):
    """The engine without its short cut: every rule looks, whatever the XSD says."""

    def _walk(self, full: bool) -> None:
        super()._walk(True)


def lint_ungated(text: str, path: str = "x.twiml", plan: Plan = DEFAULT, settings: LintSettings = PLAIN) -> FileResult:
    """Like ``lint``, the schema-backed rules never skipped."""
    gated, pipeline._Check = pipeline._Check, _Ungated  # type: ignore[misc]
    try:
        return lint(text, path, plan, settings)
    finally:
        pipeline._Check = gated  # type: ignore[misc]


@cache
def full_processor(channel: str) -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(schema_path(f"twiml-{channel}.xsd"))


def channel_of(document: Document) -> str:
    """The channel by whose schema the engine judges a document without directives and settings."""
    return "messaging" if content_channel(document) == "messaging" else "voice"


def accepted(document: Document, xml: Any) -> bool:
    """What the two XSD processors say of a document; they have to agree, for we know their quirks."""
    channel = channel_of(document)
    one, other = verdict(xml, channel), full_processor(channel).is_valid(plain(xml))
    assert one == other or (other and lenient(xml)), (one, other, document.source.text)
    return one


def lenient(xml: Any) -> bool:
    """Whether a document holds what xmlschema takes and XSD does not.

    These are blanks and digits that only Unicode has, and blanks inside a number.
    """
    blanks = any(not text.strip() and text.strip(BLANKS) for text in xml.itertext())
    values = [value for element in xml.iter() for value in element.attrib.values()]
    return blanks or any(re.search(r"[^\x00-\x7f]|\d\s+\d", value) for value in values)


def grave(found: Iterable[Diagnostic], least: Severity = Severity.WARNING) -> list[Diagnostic]:
    return [diagnostic for diagnostic in found if diagnostic.severity.rank >= least.rank]


def told(found: Iterable[Diagnostic]) -> list[str]:
    """Findings for a failure's message."""
    return [f"{d.span.start}-{d.span.end} {d.severity.value} {d.name}: {d.message}" for d in found]
