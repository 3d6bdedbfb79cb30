"""Comments, docstrings, names of tests and pages are in plain English: turns that a reader would stumble over do not
occur. Messages of rules have a stricter test of their own, ``rules/test_messages.py``."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

#: Each with what to write: is, is ignored, is reported, fix, says, mentions, only, reads as, skipped silently ...
ODD = re.compile(
    r"\b(?:stands?(?! for| in|-in)|stood|pass(?:es|ed)? over|mend(?:s|ed|ing)?|told|tells?|spoke|speaks? (?:of|for)|kin"
    r"|by the book|takes? (?:it|them) for|not a word|worth a look|comes? to nothing|in silence|(?<!`)alone(?!`))\b",
    re.IGNORECASE,
)
#: In names, words are joined by underscores.
ODD_NAME = re.compile(r"(?:^|_)(?:stands|stood|passed_over|mend(?:s|ed)?|told|tells?|spoke|kin|alone)(?:_|$)")
FOLDERS = ("twimllint", "rules", "tests", "tools", "bench", "examples")
GENERATED = {"_table.py", "_docs.py", "_index.py", "_limits.py"}


def programs() -> list[Path]:
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if path.name not in GENERATED and "build" not in path.parts)


def pages() -> list[Path]:
    folders = (ROOT, ROOT / "docs", ROOT / "examples" / "plugin", ROOT / "editors" / "vscode")
    return sorted(path for folder in folders for path in folder.glob("*.md"))


def prose(text: str) -> Iterator[tuple[int, str]]:
    """The comments and docstrings of a program, each with its line."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            doc = ast.get_docstring(node, clean=False)
            if doc is not None:
                yield node.body[0].lineno, doc


def odd(text: str) -> Iterator[tuple[int, str]]:
    if ODD.search(text) is None:
        return  # taking programs apart takes its time
    for line, words in prose(text):
        yield from ((line + words.count("\n", 0, match.start()), match[0]) for match in ODD.finditer(words))


def test_comments_and_docstrings() -> None:
    texts = [(path, path.read_text(encoding="utf-8")) for path in programs()]
    assert [f"{path.relative_to(ROOT)}:{line}: {word}" for path, text in texts for line, word in odd(text)] == []


def test_names_of_functions_and_classes() -> None:
    names = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in programs()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and ODD_NAME.search(node.name)
    ]
    assert names == []


@pytest.mark.parametrize("path", pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_pages(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [(number, match[0]) for number, line in enumerate(lines, 1) for match in ODD.finditer(line)] == []


def test_an_odd_turn_is_found() -> None:
    text = '"""What stands here."""\n\n# it speaks of what stands for it\nnames = "alone"  # is told\n'
    assert list(odd(text)) == [(3, "speaks of"), (4, "told"), (1, "stands")]
