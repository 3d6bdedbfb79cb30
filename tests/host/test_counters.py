"""Variables that change while a loop runs: their first value says nothing about the others."""

from __future__ import annotations

import pytest

from support.checking import findings
from support.extracting import texts

pytest.importorskip("tree_sitter")

#: Loops around ``SAY``, which puts the counter into a document of the loop's own.
LOOPS = {
    "javascript": [
        "for (let i = 0; i < n; i++) { SAY }",
        "for (var i = 0; i < n; ++i) { SAY }",
        "for (let i = 0; i < n; i += 2) { SAY }",
        "let i = 0; while (i < n) { SAY i++; }",
        "let i = 0; do { SAY i = i + 1; } while (i < n);",
        "let i = 0; while (i++ < n) { SAY }",
        "let i = 0; items.forEach(x => { SAY i++; });",
    ],
    "python": ["i = 0\n    while i < n:\n        SAY\n        i += 1", "i = 0\n    while i < n:\n        SAY\n        i = i + 1"],
    "php": [
        "for ($i = 0; $i < $n; $i++) { SAY }",
        "$i = 0; while ($i < $n) { SAY $i++; }",
        "$i = 0; while ($i < $n) { SAY $i += 1; }",
    ],
    "ruby": ["i = 0\n  while i < n\n    SAY\n    i += 1\n  end", "i = 0\n  n.times do |x|\n    SAY\n    i += 1\n  end"],
    "java": [
        "for (int i = 0; i < n; i++) { SAY }", "int i = 0; while (i < n) { SAY i++; }",
        "int i = 0; do { SAY i += 2; } while (i < n);",
    ],
    "csharp": ["for (int i = 0; i < n; i++) { SAY }", "var i = 0; while (i < n) { SAY ++i; }"],
    "go": ["for i := 0; i < n; i++ {\nSAY\n}", "i := 0\nfor i < n {\nSAY\ni++\n}", "for i := 0; i < n; i += 2 {\nSAY\n}"],
}  # fmt: skip
SHAPES = {
    "javascript": ("function f(n) {{ {} }}", "send(`<Response><Pause length='${i}'/></Response>`);"),
    "python": ("def f(n):\n    {}\n", "send(f\"<Response><Pause length='{i}'/></Response>\")"),
    "php": ("<?php function f($n) {{ {} }}", "echo \"<Response><Pause length='$i'/></Response>\";"),
    "ruby": ("def f(n)\n  {}\nend\n", "puts \"<Response><Pause length='#{i}'/></Response>\""),
    "java": ("class A {{ void f(int n) {{ {} }} }}", 'send("<Response><Pause length=\'" + i + "\'/></Response>");'),
    "csharp": ("class A {{ void F(int n) {{ {} }} }}", "Send($\"<Response><Pause length='{i}'/></Response>\");"),
    "go": (
        "package a\nfunc f(n int) {{\n{}\n}}",
        'send(fmt.Sprint("<Response><Pause length=\'", i, "\'/></Response>"))',
    ),
}


@pytest.mark.parametrize(
    ("language", "loop"), [(language, loop) for language, loops in LOOPS.items() for loop in loops]
)
def test_a_counter_has_no_value_in_its_loop(language: str, loop: str) -> None:
    shape, say = SHAPES[language]
    code = shape.format(loop.replace("SAY", say))
    assert any("{{" in text for text in texts(code, language)), code
    assert not any("length='0'" in text for text in texts(code, language)), code
    assert findings(code, language) == []
