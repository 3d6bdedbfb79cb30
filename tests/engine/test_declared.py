"""Rules declared in the configuration: an XPath and a message, with exact places."""

import time
from typing import Any

import pytest

from support.lint import lint
from twimllint.engine.declared import DeclaredError, declare
from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.result import FileResult

DOCUMENT = (
    "<Response>\n\t<Say voice='Polly.Amy'>H\u00e9llo &amp; goodbye</Say>\r\n"
    "  <Play>https://demo.twilio.com/a.mp3</Play><Play>https://cdn.example.com/b.mp3</Play>\n</Response>"
)


def result(text: str, **table: Any) -> FileResult:
    rule = declare({"name": "own-rule", "code": "OWN001", "message": "found", **table})
    return lint(text, rules=["own-rule"], extra=[rule]).result


def run(text: str, **table: Any) -> list[Diagnostic]:
    return list(result(text, **table).diagnostics)


def places(text: str, match: str) -> list[str]:
    return [text[d.span.start : d.span.end] for d in run(text, match=match)]


@pytest.mark.parametrize(
    ("match", "found"),
    [
        ("//Play", ["Play", "Play"]),
        ("//Play[contains(., 'demo.twilio.com')]", ["Play"]),
        ("//Say/@voice", ["voice"]),
        ("//Say[@voice = 'Polly.Amy']/text()", ["H\u00e9llo &amp; goodbye"]),
        ("/Response[not(Hangup)]", ["Response"]),
        ("count(//Play) > 1", ["Response"]),
        ("//Gather", []),
        ("//comment()", []),
    ],
)
def test_the_finding_is_at_what_is_selected(match: str, found: list[str]) -> None:
    assert places(DOCUMENT, match) == found


def test_comments_and_instructions_do_not_shift_the_places() -> None:
    text = "<?xml version='1.0'?><!-- a --><Response><!-- b --><?p i?><Say>x</Say><!-- c --><Play>y</Play></Response>"
    assert places(text, "//Play/text()") == ["y"]


def test_the_message_is_filled_in() -> None:
    (found,) = run(DOCUMENT, match="//Say", message="<{name}> by {@voice} says {text}, not {@loop}1")
    assert found.message == "<Say> by Polly.Amy says H\u00e9llo & goodbye, not 1"


def test_a_long_text_is_cut() -> None:
    (found,) = run(f"<Response><Say>{'a' * 500}</Say></Response>", match="//Say", message="{text}")
    assert len(found.message) == 80


def test_severity_help_and_url_are_taken_over() -> None:
    (found,) = run(DOCUMENT, match="//Say", severity="error", help="ask the voice team", url="https://example.com/v")
    assert (found.severity.value, found.help, found.url) == ("error", "ask the voice team", "https://example.com/v")


def test_a_document_that_is_not_well_formed_has_no_finding_of_it() -> None:
    assert run("<Response><Say>", match="//Say") == []


@pytest.mark.parametrize(
    ("table", "key", "words"),
    [
        ({"match": "//Say["}, "match", "not an XPath"),
        ({"match": "//Say[nonsense(.)]"}, "match", "not an XPath"),
        ({"match": "//Gather/Say[start-with(., 'a')]"}, "match", "starts-with"),
        ({"match": "//tw:Say"}, "match", "not an XPath"),
        ({"match": "string(//Say)"}, "match", "gives text; it must select something"),
        ({"match": "count(//Say)"}, "match", "gives a number; it must select something"),
        ({"match": "//Say", "message": "see {voice}"}, "message", "{voice}"),
        ({"match": "//Say", "code": "TW999"}, "code", "twimllint's own"),
    ],
)
def test_what_cannot_be_used_names_its_key(table: dict[str, str], key: str, words: str) -> None:
    with pytest.raises(DeclaredError, match=words.replace("{", r"\{")) as caught:
        declare({"name": "own-rule", "code": "OWN001", "message": "found", **table})
    assert caught.value.key == key


SLOW = [
    "//*[count(//*[count(//*[count(//*)>0])>0])>0]",
    "//*/following::*/preceding::*",
    "//*[//*[//*]]",
    "//*[preceding::*[following::*]]",
]


@pytest.mark.parametrize("match", SLOW)
def test_a_slow_expression_is_not_run_on_a_large_document(match: str) -> None:
    start = time.process_time()
    (failure,) = result(f"<Response>{'<Say>x</Say>' * 3000}</Response>", match=match).failures
    assert time.process_time() - start < 3
    assert "its XPath is too slow for a document of 3,001 elements" in failure.message


@pytest.mark.parametrize("match", [*SLOW, "//Say[preceding-sibling::Say]", "//*[not(.//Hangup)]//Play", "//text()"])
def test_every_expression_is_run_on_a_usual_document(match: str) -> None:
    assert result(f"<Response>{'<Say>x</Say>' * 20}</Response>", match=match).failures == ()


def test_an_axis_in_a_condition_is_looked_at_for_each_element() -> None:
    text = f"<Response>{'<Say>x</Say>' * 7100}</Response>"
    (failure,) = result(text, match="//Say[preceding::Play]").failures
    assert "its XPath is too slow for a document of 7,101 elements" in failure.message
