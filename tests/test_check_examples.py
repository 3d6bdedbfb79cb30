"""``twimllint.testing.check_examples`` fails where a docstring and its rule differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from twimllint import Context, Diagnostic, Edit, Fix, Message, Node, Rule
from twimllint.testing import check_examples

FLAGGED = """Say.

Flagged:
    <Response><Say>x</Say></Response>
               ^^^ Say: found
"""
FIXED = "    <Response><Sms>x</Sms></Response>\n"


def rule(doc: str, fixable: str | None = "safe", safe: bool | None = True) -> type[Rule]:
    """A rule that finds Say and makes it Sms; ``safe`` says what it calls that, ``None`` that it offers nothing."""

    def check(self: Rule, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        tags = (node.name_span, node.end_span)
        edits = [Edit(span._replace(start=span.end - 4, end=span.end - 1), "Sms") for span in tags[1:] if span]
        fix = Fix("rename", (Edit(node.name_span, "Sms"), *edits), safe=bool(safe))
        yield self.report(node, "found", fix=None if safe is None else fix)

    members: dict[str, Any] = {
        "__doc__": doc, "code": "ACME001", "name": "no-say", "source": "https://acme.test", "on": ("Say",),
        "fixable": fixable, "check": check, "messages": {"found": Message("Say", "found", "Remove it.")},
    }  # fmt: skip
    return type("NoSay", (Rule,), members)


@pytest.mark.parametrize(
    ("doc", "fixable", "safe"),
    [
        (FLAGGED, None, None),
        (FLAGGED + "Fixed:\n" + FIXED, "safe", True),
        (FLAGGED + "Fixed:\n" + FIXED, "unsafe", False),
        (FLAGGED + "Fixed (unsafe):\n" + FIXED, "safe", False),
        (FLAGGED + "Allowed:\n    <Response><Play>x</Play></Response>\n", None, None),
    ],
)
def test_examples_that_hold(doc: str, fixable: str | None, safe: bool | None) -> None:
    assert check_examples(rule(doc, fixable, safe)) == doc.count("Flagged") + doc.count("Allowed")


@pytest.mark.parametrize(
    ("doc", "fixable", "safe", "words"),
    [
        (FLAGGED + "Fixed:\n" + FIXED, "safe", False, "the fix is not safe"),
        (FLAGGED + "Fixed (unsafe):\n" + FIXED, "safe", True, "the fix is safe"),
        (FLAGGED + "Fixed:\n" + FIXED, "unsafe", True, "offers a safe fix"),
        (FLAGGED + "Fixed:\n" + FIXED, None, True, "fixable = None"),
        (FLAGGED, "safe", True, 'needs "Fixed:"'),
        (FLAGGED + "Fixed:\n" + FIXED.replace("x", "y"), "safe", True, "not to"),
        (FLAGGED.replace("^^^", "^^"), None, None, "no such finding"),
        (FLAGGED.replace("found", "lost"), None, None, "no such finding"),
        (FLAGGED.replace("               ^^^ Say: found\n", ""), None, None, "needs a line of carets"),
        (
            FLAGGED.replace("Flagged", "Allowed").replace("               ^^^ Say: found\n", ""),
            None,
            None,
            "allowed example",
        ),
        ("Say.\n\nFixed:\n" + FIXED, "safe", True, 'follows no "Flagged:"'),
    ],
)
def test_examples_that_fail(doc: str, fixable: str | None, safe: bool | None, words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        check_examples(rule(doc, fixable, safe))
