"""Compare the schemas with Twilio's helper libraries for Python and Node.

Which elements they nest, which attributes they write, which values, voices and languages they list. What they have and
``schemas/`` has not is to be looked up on Twilio's pages and entered with its source and date. What only ``schemas/``
has is documented and not in the libraries yet, or it is gone.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from install import version  # noqa: E402

from twimllint.schema.data import data, languages, voices  # noqa: E402
from twimllint.schema.grammar import load  # noqa: E402
from twimllint.schema.model import AttributeType, SimpleType  # noqa: E402

#: The modules and classes of the libraries by channel.
_CHANNELS = {"voice": "voice_response", "messaging": "messaging_response"}
_NODE_FILES = {"voice": "VoiceResponse", "messaging": "MessagingResponse"}
#: What the libraries write and Twilio's pages exclude, read on 2026-11-26: Prompt is documented in Pay only
#: (docs/voice/twiml/pay/prompt), Queue in Dial only (docs/voice/twiml/queue).
_EXCLUDED = {"Response > Prompt", "Response > Queue"}
_PYTHON_READER = Path(__file__).with_name("read_python.py")


class Facts(NamedTuple):
    """What a library, or our schema, has: each set holds places such as ``Dial > Number`` and ``Gather@input``."""

    children: set[str]
    attributes: set[str]
    #: the values of an attribute, where they are listed
    values: dict[str, set[str]]


def from_python(folder: Path, channel: str) -> Facts:
    """What the library for Python writes, found by calling every builder."""
    command = [sys.executable, str(_PYTHON_READER), str(folder), _CHANNELS[channel]]
    written = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return Facts(set(written["children"]), set(written["attributes"]), {})


def from_node(folder: Path, channel: str) -> Facts:
    """What the library for Node says in its type definitions."""
    stem = folder / "lib" / "twiml" / _NODE_FILES[channel]
    script = stem.with_suffix(".js").read_text(encoding="utf-8")
    types = stem.with_suffix(".d.ts").read_text(encoding="utf-8")
    names = {_NODE_FILES[channel]: "Response"}
    children: set[tuple[str, str]] = set()
    owner = ""
    for match in re.finditer(r"class (\w+) extends|new \w+\.(\w+)\(this\.\w+\.ele\(\"([\w:-]+)\"", script):
        if match[1]:
            owner = match[1]
        else:
            names[match[2]] = match[3]
            children.add((owner, match[2]))
    lists = {
        name: set(re.findall(r'"([^"]*)"', definition))
        for name, definition in re.findall(r"\n    type (\w+) = ([^;]+);", types)
    }
    attributes: set[str] = set()
    values: dict[str, set[str]] = {}
    for name, body in re.findall(r"interface (\w+)Attributes \{(.*?)\n    \}", types, re.DOTALL):
        for attribute, kind in re.findall(r"\n        \"?([\w:-]+)\"?\?: ([^;]+);", body):
            place = f"{names.get(name, name)}@{attribute}"
            attributes.add(place)
            listed = lists.get(kind.removesuffix("[]"))
            if listed is not None:
                values.setdefault(place, set()).update(listed)
    return Facts(
        {f"{names[above]} > {names[child]}" for above, child in children if above in names}, attributes, values
    )


def from_schema(channel: str) -> Facts:
    """What our schema has, but for what is known from an old schema of Twilio only."""
    grammar = load(channel)
    children, attributes, values = set(), set(), {}
    for kind in grammar.types():
        children.update([f"{kind.name} > {name}" for name in kind.children if name in grammar.offered])
        for name in kind.offered:
            attributes.add(f"{kind.name}@{name}")
            listed = set(kind.attributes[name].type.values)
            if listed:
                values.setdefault(f"{kind.name}@{name}", set()).update(listed)
    return Facts(children, attributes, values)


def types_at(place: str, channel: str) -> Iterator[AttributeType]:
    """The attributes of all elements of a name."""
    element, _, attribute = place.partition("@")
    for kind in load(channel).types():
        if kind.name == element and attribute in kind.attributes:
            yield kind.attributes[attribute]


def accepts(type_: SimpleType, place: str, value: str) -> bool:
    """Whether a value is known: listed as a voice or language, or accepted by the schema."""
    if type_.kind == "voice":
        return value in voices() or value in data("voices")["aliases"] or value in ("man", "woman")
    if type_.kind == "language":
        table = {"Gather": "gather", "Pay": "pay", "lang": "ssml_lang"}.get(place.partition("@")[0], "say")
        return value in languages(table)
    return type_.accepts(value)


def compare(library: str, theirs: Facts, ours: Facts, channel: str) -> Iterator[str]:
    """What a library has and our schema has not."""
    legacy = {f"{kind.name}@{name}" for kind in load(channel).types() for name in kind.legacy}
    for place in sorted(theirs.children - ours.children - _EXCLUDED):
        yield f"{library}: {_nested(place)}"
    yield from [f"{library}: {place}" for place in sorted(theirs.attributes - ours.attributes - legacy)]
    for place, values in sorted(theirs.values.items()):
        kinds = [attribute.type for attribute in types_at(place, channel)]
        for word in sorted(values) if kinds else ():
            if not any(accepts(kind, place, word) for kind in kinds):
                yield f'{library}: {place}="{word}"'


def only_here(ours: Facts, theirs: Mapping[str, Facts], channel: str) -> Iterator[str]:
    """What our schema has and no library."""
    children = set().union(*[facts.children for facts in theirs.values()])
    attributes = set().union(*[facts.attributes for facts in theirs.values()])
    for place in sorted(ours.children - children):
        yield f"{channel}: {_nested(place)}"
    yield from [f"{channel}: {place}" for place in sorted(ours.attributes - attributes)]
    listed: dict[str, set[str]] = {}
    for facts in theirs.values():
        for place, values in facts.values.items():
            listed.setdefault(place, set()).update(values)
    for place in sorted(set(listed) & set(ours.values)):
        yield from [f'{channel}: {place}="{word}"' for word in sorted(ours.values[place] - listed[place])]


def _nested(place: str) -> str:
    """A place such as ``Dial > Number`` in words."""
    parent, _, child = place.partition(" > ")
    return f"<{child}> in <{parent}>"


class Comparison(NamedTuple):
    """With what the schemas were compared, and what only one side has."""

    libraries: list[str]
    new: list[str]
    old: list[str]

    def print(self) -> None:
        """Print the differences."""
        print(f"Compared with {' and '.join(self.libraries)}.")
        print(f"\nIn a library and not in schemas/: {len(self.new) or 'nothing'}", *self.new, sep="\n  ")
        print(f"\nIn schemas/ and in no library: {len(self.old) or 'nothing'}", *self.old, sep="\n  ")


def compare_with(python: Path, node: Path) -> Comparison:
    """Compare with fetched libraries."""
    names = {
        "python": f"twilio-python {version('python', python)}",
        "node": f"twilio-node {version('node', node)}",
    }
    new: list[str] = []
    old: list[str] = []
    for channel in _CHANNELS:
        ours = from_schema(channel)
        theirs = {names["python"]: from_python(python, channel), names["node"]: from_node(node, channel)}
        for library, facts in theirs.items():
            new.extend(compare(library, facts, ours, channel))
        old.extend(only_here(ours, theirs, channel))
    return Comparison(list(names.values()), new, old)
