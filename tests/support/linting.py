"""The engine as the properties use it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import xmlschema

from support.grammar_checker import BLANKS, plain
from support.lint import EVERY as EVERY_RULE
from support.lint import REGISTRY, dispatcher
from twimllint.engine import pipeline
from twimllint.engine.channel import content_channel
from twimllint.engine.diagnostic import Diagnostic, Severity
from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.result import FileResult
from twimllint.engine.settings import LintSettings
from twimllint.schema.data import schema_path
from twimllint.schema.net import is_valid
from twimllint.source.parse import parse
from twimllint.source.text import Source
from twimllint.source.tree import Document
from twimllint.source.wellformed import check_well_formed

DEFAULT = dispatcher()
EVERY = dispatcher(EVERY_RULE)
PLAIN = LintSettings()
BACKED = frozenset(info.name for info in REGISTRY.rules.values() if info.implied_by_schema) - {"schema-violation"}


def read(text: str, path: str = "x.twiml") -> tuple[Document, Any]:
    """The document and lxml's tree of it."""
    document = parse(Source.from_text(text, path))
    xml = check_well_formed(document)
    return document, None if xml is None else xml.root


def lint(
    text: str, path: str = "x.twiml", dispatcher: Dispatcher = DEFAULT, settings: LintSettings = PLAIN
) -> FileResult:
    return pipeline.lint_source(Source.from_text(text, path), settings, dispatcher)


def lint_ungated(
    text: str, path: str = "x.twiml", dispatcher: Dispatcher = DEFAULT, settings: LintSettings = PLAIN
) -> FileResult:
    """Like ``lint``, but every rule is called, whatever the XSD says of the document."""
    document = parse(Source.from_text(text, path), templates=settings.templates != "off")
    return pipeline.lint_document(document, check_well_formed(document), settings, dispatcher, implied=False)


@cache
def full_processor(channel: str) -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(schema_path(f"twiml-{channel}.xsd"))


def channel_of(document: Document) -> str:
    """The channel by whose schema the engine judges a document without directives and settings."""
    return "messaging" if content_channel(document) == "messaging" else "voice"


def accepted(document: Document, xml: Any) -> bool:
    """What the two XSD processors say of a document; they have to agree, for we know their quirks."""
    channel = channel_of(document)
    one, other = is_valid(xml, channel), full_processor(channel).is_valid(plain(xml))
    assert one == other or (other and lenient(xml)), (one, other, document.source.text)
    return one


def lenient(xml: Any) -> bool:
    """Whether a document holds what xmlschema takes and XSD does not.

    These are blanks and digits that only Unicode has, and blanks inside a number.
    """
    blanks = any(not text.strip() and text.strip(BLANKS) for text in xml.itertext())
    values = [value for element in xml.iter() for value in element.attrib.values()]
    return blanks or any(re.search(r"[^\x00-\x7f]|\d\s+\d", value) for value in values)


def severe(found: Iterable[Diagnostic], least: Severity = Severity.WARNING) -> list[Diagnostic]:
    return [diagnostic for diagnostic in found if diagnostic.severity.rank >= least.rank]


def summarized(found: Iterable[Diagnostic]) -> list[str]:
    """Findings for a failure's message."""
    return [f"{d.span.start}-{d.span.end} {d.severity.value} {d.name}: {d.message}" for d in found]
