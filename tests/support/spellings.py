"""The examples of rules in other spellings: one part of a document, written as people and templates write it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from support.lint import Linted, lint
from twimllint.engine.diagnostic import Diagnostic, Span
from twimllint.testing import Example

#: How a value may be written otherwise.
VALUES: dict[str, Callable[[str], str]] = {
    "empty": lambda _: "",
    "a blank": lambda _: " ",
    "blank before": lambda value: " " + value,
    "blank after": lambda value: value + " ",
    "tab and line end around": lambda value: f"\t{value}\r\n",
    "upper case": str.upper,
    "lower case": str.lower,
    "title case": str.title,
    "first character lost": lambda value: value[1:],
    "last character lost": lambda value: value[:-1],
    "character after": lambda value: value + "x",
    "digit after": lambda value: value + "7",
    "astral character after": lambda value: value + "\U0001f600",
    "plus before": lambda value: "+" + value,
    "minus before": lambda value: "-" + value,
    "doubled": lambda value: value * 2,
    "listed twice": lambda value: f"{value}, {value}",
    "two words": lambda value: f"{value[: len(value) // 2]} {value[len(value) // 2 :]}",
    "zero": lambda _: "0",
    "a large number": lambda _: "100000",
    "a fraction": lambda _: "1.5",
    "a word": lambda _: "true",
    "reference": lambda value: f"&#{ord(value[0])};{value[1:]}" if value[:1] not in ("", "&") else value,
    "template value": lambda _: "{{ x }}",
    "template value before": lambda value: "{{ x }}" + value,
    "template value after": lambda value: value + "{{ x }}",
    "conditional": lambda value: "{% if a %}" + value + "{% else %}7{% endif %}",
}
#: How the text of an element may be written, beside that.
TEXTS: dict[str, Callable[[str], str]] = {
    "CDATA": lambda text: text if "&" in text or "<" in text else f"<![CDATA[{text}]]>",
    "comment inside": lambda text: f"{text[:2]}<!-- c -->{text[2:]}" if "&" not in text[:2] else text,
    "element inside": lambda text: text + "<Say>Hi</Say>",
}
#: How an element may be written, from its start to its end.
ELEMENTS: dict[str, Callable[[str], str]] = {
    "element twice": lambda element: element * 2,
    "element in lower case": lambda element: re.sub(r"(?<=[<])/?\w+|(?<=</)\w+", lambda m: m[0].lower(), element),
    "element with a prefix": lambda element: re.sub(r"<(/?)(?=\w)", r"<\1x:", element),
    "element in an unknown one": lambda element: f"<Foo>{element}</Foo>",
    "element in <Say>": lambda element: f"<Say>{element}</Say>",
    "element in <Dial>": lambda element: f"<Dial>{element}</Dial>",
    "element in a template condition": lambda element: "{% if a %}" + element + "{% endif %}",
    "element after <Say>": lambda element: "<Say>Hi</Say>" + element,
    "element before <Say>": lambda element: element + "<Say>Hi</Say>",
    "element after a template tag": lambda element: "{{ x }}" + element,
    "element with a template attribute": lambda element: re.sub(r"^<[\w:.-]+", r"\g<0> {{ x }}", element),
    "element with an unknown attribute": lambda element: re.sub(r"^<[\w:.-]+", r'\g<0> a="1"', element),
    "element without attributes": lambda element: re.sub(r'\s[\w:.-]+=("[^"]*"|\'[^\']*\')', "", element),
    "element in single quotes": lambda element: element if "'" in element else element.replace('"', "'"),
}
#: How an attribute may be written, name and value.
ATTRIBUTES: dict[str, Callable[[str], str]] = {
    "attribute left out": lambda _: "",
    "attribute name in lower case": lambda attribute: (
        attribute.partition("=")[0].lower() + attribute[attribute.find("=") :]
    ),
    "attribute with a prefix": lambda attribute: "x:" + attribute,
    "attribute in single quotes": lambda attribute: attribute if "'" in attribute else attribute.replace('"', "'"),
}

_ATTRIBUTE = re.compile(r"""(?<=\s)([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_TEXT = re.compile(r">([^<>]*[^<>\s][^<>]*)<")
_START = re.compile(r"<([\w:.-]+)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
#: The most parts of one document that are tried.
_MOST = 8


@dataclass(frozen=True)
class Part:
    """A part of a document, what it is called, and the ways to write it otherwise."""

    name: str
    start: int
    end: int
    ways: dict[str, Callable[[str], str]]


def parts(example: Example) -> list[Part]:
    """The parts of a document that its findings are about, each once."""
    found = {
        (part.start, part.end, part.name): part for span in example.marks for part in _parts(example.text, span.span)
    }
    return list(found.values())[:_MOST]


def _parts(text: str, mark: Span) -> Iterator[Part]:
    for found in _ATTRIBUTE.finditer(text):
        if mark.start < found.end() and found.start() < mark.end:
            yield _value(found)
            yield Part(found[1], *found.span(), ATTRIBUTES)
    for found in _TEXT.finditer(text):
        if mark.start < found.end(1) and found.start(1) < mark.end:
            yield Part("text", *found.span(1), VALUES | TEXTS)
    for found in _START.finditer(text):
        if mark.start < found.end() and found.start() < mark.end and found[1] != "Response":
            end = text.find(f"</{found[1]}>", found.end()) + len(found[1]) + 3
            if found[0].endswith("/>"):
                end = found.end()
            if end >= found.end():
                yield Part(f"<{found[1]}>", found.start(), end, ELEMENTS)
            for inner in _ATTRIBUTE.finditer(text, found.start(), found.end()):
                yield _value(inner)


def _value(attribute: re.Match[str]) -> Part:
    return Part(attribute[1], *attribute.span(2 if attribute[2] is not None else 3), VALUES)


def outcome(rule: str, path: str, text: str, written: str = "") -> str:
    """What a rule finds, with the written part shown as ``~``, and what the fixes change."""
    linted = lint(text, path, rules=[rule])
    assert not linted.result.failures, (linted.result.failures, text)
    shown = "; ".join(_counted([_shown(linted, found) for found in linted.diagnostics]))
    if any(found.fix is not None for found in linted.diagnostics):
        shown += _change(text, linted.fixed(unsafe=True))
    return shown.replace(repr(written), "'~'").replace(f'"{written}"', '"~"') or "nothing"


def _counted(shown: list[str]) -> Iterator[str]:
    """Each finding once, with how often it is there."""
    for found, times in Counter(shown).items():
        yield found if times == 1 else f"{times} x {found}"


def _shown(linted: Linted, found: Diagnostic) -> str:
    number = f" {found.twilio_code}" if found.twilio_code else ""
    return f"{linted.marked(found)!r} {found.severity}{number} {found.message}"


def _change(text: str, fixed: str) -> str:
    if text == fixed:
        return " | not fixed"
    first = next((at for at, (a, b) in enumerate(zip(text, fixed, strict=False)) if a != b), min(len(text), len(fixed)))
    most = min(len(text), len(fixed)) - first
    last = next((at for at in range(most) if text[-1 - at] != fixed[-1 - at]), most)
    return f" | fixed: {text[first : len(text) - last]!r} to {fixed[first : len(fixed) - last]!r}"


def table(rule: str, example: Example) -> Iterator[str]:
    """What a rule finds in an example as it is, and the spellings of which it says something else."""
    text, path = example.text, example.path
    yield outcome(rule, path, text)
    for part in parts(example):
        original = text[part.start : part.end]
        usual = outcome(rule, path, text, original)
        others: dict[str, list[str]] = {}
        for name, way in part.ways.items():
            written = way(original)
            shown = outcome(rule, path, text[: part.start] + written + text[part.end :], written)
            if shown != usual:
                others.setdefault(shown, []).append(name)
        for shown, names in others.items():
            yield f"{part.name}: {', '.join(names)}: {shown}"
