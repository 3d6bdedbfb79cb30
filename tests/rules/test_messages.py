"""Messages are short, in plain technical English, and each is shown by an example of its rule."""

from __future__ import annotations

import re
import string
import tomllib
from functools import cache
from pathlib import Path

import pytest

from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.message import LABEL, MESSAGE, TITLE
from twimllint.engine.registry import Registry
from twimllint.engine.rule import Rule
from twimllint.engine.select import resolve
from twimllint.generate import messages_page, rule_classes
from twimllint.source.text import Source
from twimllint.testing import examples, lint_example, settings_from

RULES = {cls.name: cls for cls in rule_classes()}
#: Words and turns that have a plain equivalent.
QUAINT = re.compile(
    r"\b(?:stands?|stood|pass(?:es|ed)? over|alone|mend(?:s|ed)?|tells?|told|by the book|takes? it for|slip|"
    r"is no (?!longer)|refuses?|not a word|of its own)\b"
)
#: Quoted values may hold any word.
QUOTED = re.compile(r'"[^"]*"')


#: Messages that no document can show, each with the reason.
NOT_SHOWN = {
    ("internal-error", "crashed"): "takes a rule that crashes",
    ("fix-dropped", "dropped"): "takes a fix that goes wrong",
    ("document-too-large", "unread"): "takes a file of megabytes",
    ("schema-violation", "users"): "takes a schema of the user's",
    ("room-name-is-sid", "manifest"): "takes a rooms manifest",
    ("room-not-in-manifest", "near"): "takes a rooms manifest",
    ("room-not-in-manifest", "unknown"): "takes a rooms manifest",
    ("room-not-in-progress", "ended"): "takes a rooms manifest",
    ("room-peer-to-peer", "ended"): "takes a rooms manifest",
    ("redirect-cycle", "ring"): "takes several documents",
    ("unknown-builder-method", "former"): "takes a project that names the version of its library",
    ("not-well-formed", "unnamed-value-unclosed"): "takes a name that a template writes",
    ("not-well-formed", "too-deep"): "takes thousands of elements",
    ("not-well-formed", "doctype-entity-loop"): "takes an entity bomb",
    ("not-well-formed", "xml-reader"): "what the scanner has no kind for",
    **{
        ("encoding-mismatch", kind): "takes bytes in another encoding"
        for kind in (
            "encoding-unmarked", "encoding-unlike-mark", "encoding-unlike-pattern", "encoding-broken",
            "encoding-is-one-byte", "encoding-stray-byte", "undeclared-stray-byte", "utf-8-stray-byte",
        )
    },
}  # fmt: skip


def texts(name: str) -> dict[str, tuple[str, str, str]]:
    """Title, label and help of each message of a rule."""
    return {key: (found.title, found.label, found.help) for key, found in RULES[name].messages.items()}


@cache
def shown(cls: type[Rule]) -> frozenset[str]:
    """The ids of the messages that the examples of a rule report."""
    registry = Registry.builtin()
    ids = set()
    for example in examples(cls.__doc__ or ""):
        settings = settings_from(example.config)
        selected = tomllib.loads(example.config).get("select", ())
        names = {cls.name, *(resolve(registry.rules, select=selected) if selected else ())}
        dispatcher = Dispatcher(registry, names, settings.rule_options)
        result, _ = lint_example(Source.from_text(example.text, example.path), settings, dispatcher, None)
        ids.update(diagnostic.id for diagnostic in result.diagnostics if diagnostic.name == cls.name)
    return frozenset(ids)


def test_every_rule_declares_its_messages() -> None:
    assert [name for name, cls in RULES.items() if not cls.messages] == []


def test_messages_are_listed() -> None:
    """All words of all rules on one page: a change of a message is seen as a change of it."""
    page = Path(__file__).resolve().parents[2] / "rules" / "messages.txt"
    assert page.read_text(encoding="utf-8") == messages_page(), "run: make generate"


@pytest.mark.parametrize("name", RULES)
def test_parts_are_short(name: str) -> None:
    """The templates fit; with values, the engine shortens what does not (see tests/engine)."""
    for found in RULES[name].messages.values():
        title, label = [re.sub(r"\{[^{}]*\}", "", part) for part in (found.title, found.label)]
        assert len(title) <= TITLE, found.title
        assert len(label) <= LABEL, found.label
        assert len(f"{title}: {label}") <= MESSAGE, (found.title, found.label)


@pytest.mark.parametrize("name", RULES)
def test_form(name: str) -> None:
    for key, (title, label, help_) in texts(name).items():
        assert title, f"{key}: a title says what is wrong"
        assert label, f"{key}: a label says what is particular here"
        assert not title.endswith("."), title
        assert "`" not in title + label + help_, f"{key}: names are written as they are, values in double quotes"
        assert not re.search(r"\(?\b\d{5}\b\)?", title + label), f"{key}: Twilio's number belongs in the help"
        if help_:
            assert re.search(r"[^.][.?]$", help_), help_
            assert help_.count("({code})") <= 1, f"{key}: the number once"
        for part in (title, label):
            assert "did you mean" not in part or re.search(r'did you mean "[^"]+"\?$|\{hint\}', part), part


@pytest.mark.parametrize("name", RULES)
def test_plain_english(name: str) -> None:
    for parts in texts(name).values():
        for part in parts:
            assert QUAINT.findall(QUOTED.sub("", part)) == [], part


@pytest.mark.parametrize("name", RULES)
def test_templates_are_valid(name: str) -> None:
    for parts in texts(name).values():
        for part in parts:
            for _, field, _, _ in string.Formatter().parse(part):
                assert field is None or field.isidentifier(), part


@pytest.mark.parametrize("name", RULES)
def test_examples_show_all_messages(name: str) -> None:
    """All but those that no document can show, which are not shown."""
    hidden = {key for rule, key in NOT_SHOWN if rule == name}
    assert RULES[name].messages.keys() - shown(RULES[name]) == hidden
