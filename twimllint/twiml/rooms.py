"""What is known of a Video Room: its name in the document, its type from the settings or the manifest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from twimllint.engine.diagnostic import Related, Span
from twimllint.renamed import renamed_names
from twimllint.schema.data import data
from twimllint.source.tree import OUTPUT_MASK, Node

if TYPE_CHECKING:
    from twimllint.engine.context import Context
    from twimllint.twiml.manifest import Entry, Manifest


#: Characters that no one sees and that are no white space to Python.
INVISIBLE = "\u200b\u2060\ufeff"


class Name(NamedTuple):
    """A room name: ``text`` is trimmed, ``span`` its place, ``templated`` says that a template tag is in it."""

    text: str
    span: Span
    templated: bool

    @property
    def static(self) -> str:
        """What surely is in it: the text without template tags."""
        return self.text.replace(OUTPUT_MASK, "")


class KnownType(NamedTuple):
    """A room's type and where it is known from; ``entry`` is that of the manifest, where it is known from there."""

    type: str
    origin: str
    related: tuple[Related, ...] = ()
    entry: Entry | None = None

    @property
    def phone(self) -> bool:
        """Whether a phone call can join a room of this type."""
        return bool(data("rooms")["types"][self.type]["phone"])

    @property
    def description(self) -> str:
        """The type in words, such as ``peer-to-peer room``."""
        return str(data("rooms")["types"][self.type]["called"])


def is_room(node: Node) -> bool:
    """Whether an element is a Room, in any letter case."""
    return node.name.lower() == "room"


def connect_of(room: Node) -> Node | None:
    """The ``<Connect>`` that a Room is directly in, in any letter case."""
    return room.parent if room.parent is not None and room.parent.name.lower() == "connect" else None


def trim(text: str) -> str:
    """A text without white space of any kind and without invisible characters at its ends."""
    while (trimmed := text.strip().strip(INVISIBLE)) != text:
        text = trimmed
    return text


def name_of(room: Node) -> Name | None:
    """The name in a Room's body, or ``None`` where there is none."""
    text = trim(room.text)
    templated = room.templated or OUTPUT_MASK in text
    return Name(text, room.text_span, templated) if text or templated else None


def known_type(room: Node, ctx: Context) -> KnownType | None:
    """A Room's type, or ``None`` where it is not known.

    The document's directive comes first, then the name in ``[rooms]``, a glob in ``[rooms]``, the manifest, and the
    account's default type. Raises ``RuleInputError`` where the manifest is asked and cannot be read.
    """
    room_type = _by_directive(ctx)
    if room_type is not None:
        return room_type
    name = name_of(room)
    if name is not None:
        room_type = _by_table(name, ctx.settings.rooms) or _by_manifest(name, ctx)
    if room_type is None and ctx.settings.room_type is not None:
        room_type = KnownType(ctx.settings.room_type, "the setting room-type")
    return room_type


def fold(name: str) -> str:
    """A name without letter case and joints, so that ``room_name`` and ``RoomName`` are one."""
    return name.replace("_", "").replace("-", "").lower()


def setting(attribute: str) -> str | None:
    """The setting of the Rooms REST resource that an attribute of this name means, such as ``StatusCallback``."""
    table = data("rooms")
    names = {fold(name): name for name in table["settings"]}
    names.update({fold(alias): row["setting"] for alias, row in table["aliases"].items()})
    return names.get(fold(attribute))


def manifest(ctx: Context) -> Manifest | None:
    """The rooms manifest of the settings, or ``None``. Raises ``RuleInputError`` where it cannot be read."""
    path = ctx.settings.rooms_manifest
    if path is None:
        return None
    from twimllint.twiml.manifest import load_manifest

    return load_manifest(path)


def entry_of(room: Node, ctx: Context) -> Entry | None:
    """The manifest's room of that name; ``None`` also where the name is not known or there is no manifest."""
    name = name_of(room)
    listed = None if name is None or name.templated else manifest(ctx)
    return None if name is None or listed is None else listed.find(name.text)


def entry_place(entry: Entry, ctx: Context) -> tuple[Related, ...]:
    """The place of an entry in the manifest."""
    listed = manifest(ctx)
    if listed is None:
        return ()
    parts = [word for word in (entry.type, entry.status) if word]
    message = ", ".join(parts) or "no type"
    return (Related(entry.span, message, listed.display_path, entry.line),)


def _by_directive(ctx: Context) -> KnownType | None:
    setting = ctx.directives.setting("room-type") if ctx.directives is not None else None
    if setting is None or setting.value not in data("rooms")["types"]:
        return None
    return KnownType(
        setting.value,
        f"the directive room-type={setting.value}",
        (Related(setting.value_span, "room type set here"),),
    )


def _by_table(name: Name, table: Mapping[str, str]) -> KnownType | None:
    if not name.templated and name.text in table:
        return KnownType(table[name.text], "[rooms]")
    globs = [key for key in table if _matches_glob(name, key)]
    if not globs:
        return None
    nearest = max(globs, key=lambda key: len(key.translate(_WILD)))
    return KnownType(table[nearest], f'"{nearest}" in [rooms]')


_WILD = str.maketrans("", "", "*?[]!")


def _matches_glob(name: Name, glob: str) -> bool:
    """Whether a glob fits a name, whatever its template tags will put in."""
    from fnmatch import fnmatchcase

    if not name.templated:
        return fnmatchcase(name.text, glob)
    return all(fnmatchcase(filled, glob) for filled in _fillings(name.text))


def _fillings(text: str) -> Iterable[str]:
    for filling in ("", "\ue001", "\ue002\ue003\ue004"):
        letters, last = [], ""
        for letter in text:
            if letter != OUTPUT_MASK:
                letters.append(letter)
            elif last != OUTPUT_MASK:
                letters.append(filling)
            last = letter
        yield "".join(letters)


def _by_manifest(name: Name, ctx: Context) -> KnownType | None:
    listed = None if name.templated else manifest(ctx)
    entry = None if listed is None else listed.find(name.text)
    if listed is None or entry is None or entry.type not in data("rooms")["types"]:
        return None
    return KnownType(entry.type, listed.display_path, entry_place(entry, ctx), entry)


if not TYPE_CHECKING:
    __getattr__ = renamed_names(
        __name__,
        {
            "Known": "KnownType",
        },
    )
