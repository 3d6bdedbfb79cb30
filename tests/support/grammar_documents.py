"""Documents drawn from the grammar: right ones, and right ones with something done to them."""

import re
from functools import cache

from hypothesis import strategies as st
from lxml import etree

from support.grammar_checker import XML
from twimllint.schema.grammar import Grammar, load
from twimllint.schema.model import ElementType, SimpleType, python_pattern

PRINTED = st.characters(codec="ascii", min_codepoint=32)
LETTERS = st.characters(codec="utf-8", categories=("Lu", "Ll", "Nd", "Zs", "Lo"), include_characters="/:?#+-_.,*@\t\n")
WILD = [
    "", " ", "x", "X y", "0", "1", "-1", "+7", "007", " 5 ", "5\n", "1.5", ".5", "1.", "0.6", "1e3", "5s", "auto", "AUTO",
    "true", "True", "false", "1000001", "86401", "POST", "post", "dtmf speech", "dtmf  dtmf", "dtmf,speech", "completed",
    "en-US", "en_US", "e", "https://a.test/b", "https://a.test/b c", "/x", "wss://a.test", "WSS://a", "ws://a", "localhost:1",
    "*", "#", "12", "w1W*#D", "1,2", "+6dB", "6dB", "-2.5dB", "85%", "fast", "500ms", "1.5s", "Google", "gOOGLE", "google ",
    "AC" + "0" * 32, "CA" + "0" * 32, "WW" + "aF" * 16, "WW" + "g" * 32, "a" * 128, "a" * 129, "é" * 64, "\u00a0", "\u2003\u3000", "\x85", "a\u00a0b", "a/b",
    "visa amex", "1 2 3", "1 11", "none", "deepgram_nova-9",
]  # fmt: skip


@cache
def values(kind: SimpleType) -> st.SearchStrategy[str]:
    """Values that the type takes."""
    if kind.members:
        return st.one_of([values(member) for member in kind.members])
    if kind.item is not None:
        return st.lists(values(kind.item), min_size=kind.min_length or 0, max_size=4).map(" ".join)
    if kind.number:
        low = 0 if kind.minimum is None else kind.minimum
        high = 10**15 if kind.maximum is None else kind.maximum
        if kind.number == "integer":
            return st.integers(int(low), int(high)).map(str)
        return st.decimals(str(low), str(high), places=2).map(str)
    if kind.values:
        return st.sampled_from(kind.values)
    if kind.patterns and "\\p" not in kind.pattern and kind.pattern != "[^/]*":
        return st.from_regex(re.compile(python_pattern(kind.pattern)), fullmatch=True, alphabet=PRINTED).filter(
            kind.accepts
        )
    return st.text(LETTERS, max_size=12).filter(kind.accepts) | st.sampled_from(["x", "https://a.test/b"]).filter(
        kind.accepts
    )


@st.composite
def elements(draw: st.DrawFn, grammar: Grammar, kind: ElementType, depth: int = 4) -> etree._Element:
    """An element of a type, with all it needs and some of what it may have."""
    element = etree.Element(kind.name)
    optional = [name for name in kind.attributes if name not in kind.required]
    chosen = draw(st.lists(st.sampled_from(optional), max_size=4, unique=True)) if optional else []
    for name in (*kind.required, *chosen):
        element.set(name.replace("xml:", XML), draw(values(kind.attributes[name].type)))
    if kind.children:
        names = st.sampled_from(list(kind.children))
        most = max(4 if depth else 0, kind.min_children)
        most = most if kind.max_children is None else min(most, kind.max_children)
        for name in draw(st.lists(names, min_size=kind.min_children, max_size=most)):
            element.append(draw(elements(grammar, grammar.child(kind, name), max(depth - 1, 0))))
        if kind.text != "none":
            element.text = draw(st.text(LETTERS, max_size=5))
            for child in element:
                child.tail = draw(st.sampled_from(["", " ", "x"]))
    elif kind.text_type is not None:
        element.text = draw(values(kind.text_type))
    return element


def documents(channel: str) -> st.SearchStrategy[etree._Element]:
    """Right documents of a channel."""
    grammar = load(channel)
    return elements(grammar, grammar.root)


@st.composite
def spoiled(draw: st.DrawFn, channel: str) -> etree._Element:
    """Documents of a channel to which something has been done; some are still right."""
    root = draw(documents(channel))
    for _ in range(draw(st.integers(1, 3))):
        spoil(draw, load(channel), root)
    return root


def spoil(draw: st.DrawFn, grammar: Grammar, root: etree._Element) -> None:
    element = draw(st.sampled_from(list(root.iter(etree.Element))))
    deed = draw(st.sampled_from(["value", "attribute", "drop", "rename", "child", "text", "empty", "comment"]))
    if deed == "value" and element.attrib:
        element.set(draw(st.sampled_from(sorted(element.attrib))), draw(st.sampled_from(WILD)))
    elif deed == "attribute":
        known = draw(st.sampled_from(["url", "name", "timeout", "numdigits", "loop", "record", "action", "voice"]))
        element.set(known, draw(st.sampled_from(WILD)))
    elif deed == "drop" and element.attrib:
        del element.attrib[draw(st.sampled_from(sorted(element.attrib)))]
    elif deed == "rename":
        element.tag = draw(st.sampled_from([*sorted(grammar.names), "say", "Foo"]))
    elif deed == "child":
        element.append(etree.Element(draw(st.sampled_from(sorted(grammar.names)))))
    elif deed == "text":
        # xmlschema takes every blank of Unicode for white space between elements, XSD only four.
        element.text = draw(st.sampled_from([text for text in WILD if text.isascii() or text.strip()]))
    elif deed == "empty":
        for child in list(element):
            element.remove(child)
    elif deed == "comment":
        element.insert(0, etree.Comment(" c "))
