"""The shortest document in which an element may have an attribute, by the schema."""

from __future__ import annotations

from twimllint.engine.edits import escape
from twimllint.schema.grammar import load
from twimllint.schema.model import AttributeType, ElementType

CHANNELS = ("voice", "messaging")


def ways(channel: str) -> dict[str, ElementType]:
    return {kind.key: kind for kind in load(channel).types()}


def path_to(kind: ElementType, channel: str = "voice") -> list[ElementType] | None:
    """The types of the elements round one of this type, the root left out; ``None`` where the channel has none."""
    kinds = ways(channel)
    queue: list[list[ElementType]] = [[kinds["Response"]]]
    seen = {"Response"}
    for path in queue:
        for child in path[-1].children.values():
            if child == kind.key:
                return path[1:]
            if child not in seen:
                seen.add(child)
                queue.append([*path, kinds[child]])
    return None


def others(kind: ElementType, name: str = "") -> str:
    """The other attributes that an element cannot do without."""
    needed = [kind.attributes[other] for other in kind.required if other != name]
    return "".join(f' {a.name}="{a.type.values[0] if a.type.values else "wss://b.test/r"}"' for a in needed)


def nested(kind: ElementType, attribute: AttributeType, value: str) -> str:
    """A document with the attribute on the element, of that value."""
    paths = [path for path in (path_to(kind, channel) for channel in CHANNELS) if path is not None]
    tag = f'<{kind.name} {attribute.name}="{escape(value, chr(34))}"{others(kind, attribute.name)}/>'
    for outer in reversed(paths[0] if paths else []):
        tag = f"<{outer.name}{others(outer)}>{tag}</{outer.name}>"
    return f"<Response>{tag}</Response>"
