"""A mistake planted on any element of a template is found at its place, in every template language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from twimllint import lint

FOLDER = Path(__file__).parent / "planted"
TEMPLATES = sorted(FOLDER.iterdir())
ELEMENT = re.compile(r"<(?:Say|Dial|Number|Client|Pause|Gather|Redirect|Hangup)\b")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_planted_attribute_is_found_at_its_place(path: Path, line_end: str) -> None:
    text = path.read_text(encoding="utf-8").replace("\n", line_end)
    elements = list(ELEMENT.finditer(text))
    assert len(elements) > 2
    for match in elements:
        found = lint(text[: match.end()] + ' zq9="1"' + text[match.end() :], path=path.name)
        starts = [finding.span.start for finding in found if finding.name == "unknown-attribute"]
        assert starts == [match.end() + 1], text[match.start() : match.end() + 40]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_realistic_template_has_no_error(path: Path) -> None:
    found = lint(path.read_text(encoding="utf-8"), path=path.name)
    assert [(f.name, f.line) for f in found if f.severity == "error" and f.name != "unescaped-template-value"] == []
