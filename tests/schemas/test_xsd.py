"""The XSD files: sound for two processors, documented throughout, kept in one plain style."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import xmlschema
from lxml import etree

from twimllint.schema.data import schema_path
from twimllint.schema.grammar import Grammar, load
from twimllint.schema.model import About
from twimllint.schema.net import is_valid, objections

XS = "{http://www.w3.org/2001/XMLSchema}"
TW = "{urn:twimllint}"
CHANNELS = ["voice", "messaging", "fax"]
FILES = [Path(schema_path(name)) for name in ("twiml-voice.xsd", "twiml-messaging.xsd", "twiml-fax.xsd")]
PARTS = [Path(schema_path(name)) for name in ("ssml.xsd", "types.xsd", "xml.xsd")]
STATUSES = {"current", "deprecated", "retired", "legacy", "new", "undocumented", "unlisted", "private-beta"}
GONE = {"removed", "renamed", "misspelt", "api-only"}

#: Attributes of tw:about, tw:flow and tw:legacy; anything else is a slip of the pen.
WORDS = {
    "about": {
        "status", "page", "error", "replacement", "instead", "unit", "type", "sid-prefix", "open", "case-sensitive", "text", "text-type",
        "separator", "min-in-use", "max-items", "max-item-length", "role", "means", "fetches",
    },
    "errors": {
        "root", "child", "verb", "empty", "text", "long", "value", "many", "repeated", "mixed", "region", "scheme", "host",
    },
    "flow": {
        "ends", "action", "action-default", "falls-through", "waits", "holds", "holds-from", "answers", "answers-unless",
        "starts", "endless", "in-wait", "in-whisper", "records", "may-not-start",
    },
    "legacy": {"name", "status", "replacement", "instead", "error", "doc"},
}  # fmt: skip

#: Elements that Twilio describes nowhere, so that they have no page.
PAGELESS = {
    "Sim", "Uri", "Headers", "Header", "Echo", "Conversation", "Autopilot", "AiSession", "ConversationRelaySession", "Assistant",
    "Publish", "Group", "TaskAttributes",
}  # fmt: skip


def roots() -> Iterator[tuple[Path, etree._Element]]:
    for path in [*FILES, *PARTS]:
        yield path, etree.parse(path).getroot()


def known(grammar: Grammar) -> Iterator[tuple[str, About]]:
    for kind in grammar.types():
        yield kind.key, kind.about
        for name, attribute in kind.attributes.items():
            yield f"{kind.key}@{name}", attribute.about


@pytest.mark.parametrize("path", [*FILES, *PARTS], ids=lambda path: path.name)
def test_both_processors_take_the_file_by_itself(path: Path) -> None:
    etree.XMLSchema(etree.parse(path))
    xmlschema.XMLSchema(str(path))


@pytest.mark.parametrize("channel", CHANNELS)
def test_everything_is_described(channel: str) -> None:
    bare = [place for place, about in known(load(channel)) if len(about.doc) < 10 or not about.doc.endswith((".", "?"))]
    assert bare == []


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_simple_type_is_described(channel: str) -> None:
    load(channel)
    for path, root in roots():
        bare = [t.get("name") for t in root.iterchildren(XS + "simpleType") if not t.findtext(f".//{XS}documentation")]
        assert bare == [], path.name


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_element_has_a_page_or_a_reason(channel: str) -> None:
    pageless = {kind.name for kind in load(channel).types() if kind.about.page is None}
    assert pageless == (PAGELESS if channel == "voice" else set())
    wrong = [
        about.page
        for _, about in known(load(channel))
        if about.page and not about.page.startswith("https://www.twilio.com/docs/")
    ]
    assert wrong == []


@pytest.mark.parametrize("channel", CHANNELS)
def test_statuses(channel: str) -> None:
    assert {about.status for _, about in known(load(channel))} <= STATUSES
    for kind in load(channel).types():
        assert {about.status for about in kind.legacy.values()} <= GONE
        assert not set(kind.legacy) & set(kind.attributes), f"{kind.key} both has the attribute and has lost it"
        for name, about in kind.legacy.items():
            if about.status == "misspelt":
                assert kind.folded(name) in (about.replacement, None)


@pytest.mark.parametrize("channel", CHANNELS)
def test_what_is_gone_says_what_to_do_instead(channel: str) -> None:
    for place, about in known(load(channel)):
        if "@" in place and about.status in ("deprecated", "removed", "renamed", "retired"):
            assert bool(about.replacement) != bool(about.instead), place
    for kind in load(channel).types():
        for name, about in kind.legacy.items():
            if about.status in ("removed", "renamed"):
                assert bool(about.replacement) != bool(about.instead), name


@pytest.mark.parametrize("channel", CHANNELS)
def test_defaults_are_legal(channel: str) -> None:
    for kind in load(channel).types():
        for attribute in kind.attributes.values():
            assert attribute.default is None or attribute.type.accepts(attribute.default), (
                f"{kind.key}@{attribute.name}"
            )
            assert attribute.default is None or not attribute.required, f"{kind.key}@{attribute.name}"


def test_notes_use_known_words() -> None:
    for path, root in roots():
        for note in root.iter(*[TW + kind for kind in WORDS]):
            kind = etree.QName(note).localname
            assert set(note.keys()) <= WORDS[kind], f"{path.name}:{note.sourceline}"
        strangers = [e.tag for e in root.iter(etree.Element) if not e.tag.startswith((XS, TW)) or e.tag == TW]
        assert strangers == [], path.name


def test_only_response_begins_a_document() -> None:
    for path, root in roots():
        names = [element.get("name") for element in root.iterchildren(XS + "element")]
        assert names == (["Response"] if path in FILES else []), path.name


def test_every_named_type_is_used() -> None:
    named, used = set(), set()
    for _, root in roots():
        for node in root.iter(etree.Element):
            for attribute in ("type", "base", "itemType", "ref", "text-type"):
                used.add(node.get(attribute))
            used.update((node.get("memberTypes") or "").split())
        named.update(
            t.get("name") for t in root.iterchildren(XS + "simpleType", XS + "complexType", XS + "attributeGroup")
        )
    assert named - used == set()


def test_patterns_keep_to_what_python_shares() -> None:
    for path, root in roots():
        for pattern in root.iter(XS + "pattern"):
            rest = pattern.get("value").replace(r"[\s\S]", "").replace(r"\p{Z}", "")
            assert not re.search(r"\\[sSdDwWpPiIcC]|\[[^]]*-\[", rest), f"{path.name}:{pattern.sourceline}"


@pytest.mark.parametrize("path", [*FILES, *PARTS], ids=lambda path: path.name)
def test_plain_style(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.endswith("</xs:schema>\n")
    assert "\t" not in text
    for number, line in enumerate(text.splitlines(), 1):
        assert len(line) <= 120, f"{path.name}:{number} is too long"
        assert line == line.rstrip(), f"{path.name}:{number} ends in white space"
    for number, line in enumerate(text.partition("<xs:schema ")[2].splitlines(), 1):
        assert (len(line) - len(line.lstrip())) % 2 == 0, f"{path.name}, {number} lines down, is indented oddly"


SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.twiml"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_legal(path: Path) -> None:
    channel = "messaging" if path.stem.startswith("message") else "voice"
    text = path.read_text(encoding="utf-8")
    assert is_valid(etree.fromstring(text.encode()), channel), objections(text, channel)
    assert objections(text, channel) == []


def test_the_samples_show_every_current_element() -> None:
    shown = {element.tag for path in SAMPLES for element in etree.parse(path).iter(etree.Element)}
    current = {
        kind.name
        for channel in ("voice", "messaging")
        for kind in load(channel).types()
        if kind.about.status == "current"
    }
    assert current - shown == set()
