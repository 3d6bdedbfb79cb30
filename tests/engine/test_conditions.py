"""What rules declare in ``needs`` and ``when`` spares work and decides nothing."""

from __future__ import annotations

from support.lint import DEFAULT
from support.material import Dispatchers, documents, found
from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.registry import Registry
from twimllint.engine.settings import LintSettings


def test_conditions_and_needs_decide_nothing() -> None:
    gated, ungated = Dispatchers(), Dispatchers(gated=False)
    for name, text, settings in documents():
        findings = found(name, text, settings, gated.of(settings))
        assert findings == found(name, text, settings, ungated.of(settings)), (name, text)


#: As many rule modules as a usual clean document may import.
BUDGET = 3


def test_a_usual_document_imports_few_rules() -> None:
    registry = Registry.builtin()
    dispatcher = Dispatcher(registry, DEFAULT)
    text = (
        '<Response><Gather action="/menu" numDigits="1"><Say voice="Polly.Joanna">Press 1.</Say></Gather>'
        "<Say>We heard nothing.</Say><Redirect>/welcome</Redirect></Response>"
    )
    assert found("menu.xml", text, LintSettings(), dispatcher) == []
    assert len(registry.loaded) <= BUDGET, sorted(registry.loaded)
