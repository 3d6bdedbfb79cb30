"""No false alarms: right documents as people write them bring no error, and none either when templates write parts."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.documents import CHANNELS, El, Raw, documents, many, styled, written
from support.linting import lint, lint_ungated, summarized
from support.realistic import REALISTIC
from twimllint.engine.diagnostic import Severity

#: Rules about things that do not go together; drawn at random they may well meet, and the rule is right.
COMBINED = {
    "caller-id-invalid": "<WhatsApp> wants a callerId that begins with whatsapp:",
    "conference-mixed-with-targets": "a conference or queue is the only noun of its <Dial>",
    "enqueue-name-and-workflow": "a name or a workflow, and <Task> with a workflow only",
    "gather-auto-timeout-with-model": "speechTimeout auto without a model only",
    "pay-ach-without-name": "ach-debit wants a <Parameter> of its own",
    "pay-amount-invalid": "the decimals depend on the currency",
    "pay-bank-type-with-card": "a bank account's type with ach-debit only",
    "relay-voice-invalid": "the voice depends on the ttsProvider",
    "stream-track-on-connect": "the track depends on the verb",
    "too-many-targets": "<Dial> takes ten nouns",
    "queue-name-length": "<Queue> needs a name unless it has a reservationSid, which a template may leave out",
}

MARK = "\ue100"


class Language(NamedTuple):
    """A template language: a file's path, a value, and the two ends of a condition."""

    path: str
    value: str
    opens: str
    closes: str


LANGUAGES = (
    Language("menu.xml.j2", "{{ name }}", "{% if open %}", "{% endif %}"),
    Language("menu.xml.erb", "<%= name %>", "<% if open %>", "<% end %>"),
    Language("menu.ts", "${name}", "", ""),
    Language("menu.hbs", "{{name}}", "{{#if open}}", "{{/if}}"),
    Language("menu.blade.php", "{{ $name }}", "\n@if ($open)\n", "\n@endif\n"),
    Language("menu.xml.php", "<?= $name ?>", "<?php if ($open): ?>", "<?php endif ?>"),
)


def errors(text: str, path: str = "x.twiml") -> list[str]:
    found = lint(text, path)
    assert not found.failures
    return summarized(d for d in found.diagnostics if d.severity is Severity.ERROR and d.name not in COMBINED)


@pytest.mark.parametrize("channel", CHANNELS)
@many(100)
@given(st.data())
def test_right_documents(channel: str, data: st.DataObject) -> None:
    assert errors(data.draw(styled(data.draw(documents(channel, REALISTIC))))) == []


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.path)
@many(50)
@given(st.data())
def test_right_documents_as_templates(language: Language, data: st.DataObject) -> None:
    root = data.draw(documents(data.draw(st.sampled_from(CHANNELS)), REALISTIC))
    for _ in range(data.draw(st.integers(1, 4))):
        templated(data.draw, root, language)
    text = written(root).replace(MARK, language.value)
    assert errors(text, language.path) == []
    assert lint(text, language.path).diagnostics == lint_ungated(text, language.path).diagnostics


def templated(draw: st.DrawFn, root: El, language: Language) -> None:
    """Let the template write something: a value or part of it, a text, elements, or whether an element is there."""
    element = draw(st.sampled_from(list(root.walk())))
    deed = draw(st.sampled_from(["value", "part", "text", "more", "condition"]))
    if deed in ("value", "part") and element.attrs:
        at = draw(st.integers(0, len(element.attrs) - 1))
        name, value = element.attrs[at]
        parts = [MARK] if deed == "value" else [value + MARK, MARK + value]
        element.attrs[at] = (name, draw(st.sampled_from(parts)))
    elif deed == "text":
        element.items = [MARK if isinstance(item, str) and item.strip() else item for item in element.items]
    elif deed == "more":
        element.items.insert(draw(st.integers(0, len(element.items))), Raw(MARK))
    elif deed == "condition" and element.children:
        at = draw(st.sampled_from([at for at, item in enumerate(element.items) if isinstance(item, El)]))
        element.items[at : at + 1] = [Raw(language.opens), element.items[at], Raw(language.closes)]
