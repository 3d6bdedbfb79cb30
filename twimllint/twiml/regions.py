"""The Twilio Region of a document: where it is known from, what it offers, and what Twilio's hosts say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from twimllint.engine.diagnostic import Related, Span
from twimllint.renamed import renamed_names
from twimllint.schema.data import data
from twimllint.source.tree import OUTPUT_MASK, Attr, Document, Node, Text

if TYPE_CHECKING:
    from twimllint.engine.context import Context

COMMAND_LINE = "--region"
_HOST = r"\s*(?:https?|wss?)://(?:[^/?#@\s]*@)?([^/?#:\s]+)"


class Region(NamedTuple):
    """A document's Region.

    ``origin`` names what it is known from; ``by_host`` says that it is known only from hosts in the document's URLs.
    """

    name: str
    origin: str
    by_host: bool = False
    related: tuple[Related, ...] = ()


class Host(NamedTuple):
    """A host of Twilio's in a URL.

    ``text`` is the host as written at ``span``; ``kind`` and ``evidence`` are those of ``schemas/regions.json``;
    ``id`` is the Region or the old id of an edge that it names, in lower letters, ``edge`` the edge, ``dead`` the day
    it was switched off; empty where there is none.
    """

    text: str
    span: Span
    kind: str
    evidence: str
    id: str
    edge: str
    dead: str

    @property
    def region(self) -> str | None:
        """The Region that the host surely names, or ``None``."""
        is_known = self.evidence == "strong" and self.id in data("regions")["regions"]
        return self.id if is_known and self.edge in data("regions")["edges"] else None


def region_of(ctx: Context) -> Region | None:
    """The Region of a document, or ``None`` where it is not known (then us1 is meant)."""
    return ctx.shared("region", lambda: _find(ctx))


def _find(ctx: Context) -> Region | None:
    """Look in all the places that may say the Region, in their order.

    ``--region`` comes first, then the document's directive, the configuration, ``TWILIO_REGION``, and last the hosts in
    its URLs where they all agree. An id that is not a Region is ignored.
    """
    settings = ctx.settings
    region_id = (settings.region or "").strip().lower()
    if region_id and "region" in settings.fixed and is_region(region_id):
        return Region(region_id, settings.region_from or COMMAND_LINE)
    setting = ctx.directives.setting("region") if ctx.directives is not None else None
    if setting is not None and is_region(setting.value.lower()):
        related = (Related(setting.value_span, "Region set here"),)
        return Region(setting.value.lower(), f"the directive region={setting.value}", False, related)
    if region_id and is_region(region_id):
        return Region(region_id, settings.region_from or "the configuration")
    return _by_hosts(ctx)


def is_region(name: str) -> bool:
    """Whether a name in lower letters is the id of a Region that runs calls."""
    return name in data("regions")["regions"]


def _by_hosts(ctx: Context) -> Region | None:
    if "twil" not in ctx.source.text.lower():
        return None
    naming = [host for host in twilio_hosts(ctx) if host.region is not None]
    if len({host.region for host in naming}) != 1:
        return None
    first = naming[0]
    related = (Related(first.span, f"host in Region {first.region}"),)
    return Region(first.region or "", f'the host "{first.text}"', True, related)


def twilio_hosts(ctx: Context) -> tuple[Host, ...]:
    """Every host of Twilio's in the document's URLs, in the order of the text."""
    return ctx.shared("twilio-hosts", lambda: tuple(_hosts(ctx.document)))


def _hosts(document: Document) -> Iterator[Host]:
    if "twil" not in document.source.text.lower():
        return
    for node in document.nodes:
        items: tuple[Attr | Text, ...] = (*node.attrs, *node.texts)
        for item in items:
            host = host_in(item) if "://" in item.value else None
            if host is not None:
                yield host


def host_in(item: Attr | Text) -> Host | None:
    """The host of Twilio's in an attribute or text that is a URL, or ``None``."""
    match = re.match(_HOST, item.value, re.IGNORECASE)
    if match is None or OUTPUT_MASK in match[1]:
        return None
    return read_host(match[1], item.part(match.start(1), match.end(1)))


def read_host(text: str, span: Span) -> Host | None:
    """What a host says, or ``None`` where it is not Twilio's."""
    host = text.lower().rstrip(".")
    if not host.endswith((".twilio.com", ".twil.io")):
        return None
    for row, pattern in _patterns():
        match = pattern.fullmatch(host)
        if match is not None:
            parts = match.groupdict()
            named, edge = parts.get("region") or parts.get("id") or "", parts.get("edge") or ""
            return Host(text, span, row["kind"], row["evidence"], named, edge, row.get("dead_since", ""))
    return None


@cache
def _patterns() -> tuple[tuple[Mapping[str, Any], re.Pattern[str]], ...]:
    return tuple((row, re.compile(row["regex"])) for row in data("regions")["hosts"])


class Table:
    """What each Region offers: the rows of ``schemas/regions.json`` with those of the configuration over them."""

    def __init__(self, overrides: Mapping[str, Any]) -> None:
        table = data("regions")
        self.rows: dict[str, Mapping[str, Any]] = {**table["elements"], **table["attributes"]}
        for key, row in overrides.items():
            self.rows[key] = {**self.rows.get(key, {}), **row}
        self._only: frozenset[str] | None = None
        self._places: dict[str, list[str]] = {}
        for key in self.rows:
            if "@" not in key:
                self._places.setdefault(key.rpartition("/")[2], []).append(key)

    def element(self, node: Node) -> str | None:
        """The key of an element's row: by its parent and name, by its name, or by the one place it belongs in."""
        name = "Room" if node.name.lower() == "room" else node.name
        keys = self._places.get(name)
        if keys is None:
            return None
        for key in (f"{node.parent.name}/{name}" if node.parent else name, name):
            if key in keys:
                return key
        return keys[0] if len(keys) == 1 else None

    def attribute(self, attr: Attr) -> str | None:
        """The key of an attribute's row."""
        node = attr.parent
        for path in (f"{node.parent.name}/{node.name}" if node.parent else node.name, node.name):
            if f"{path}@{attr.name}" in self.rows:
                return f"{path}@{attr.name}"
        return None

    def state(self, key: str | None, region: str) -> str:
        """``supported``, ``partial``, ``presumed``, ``unknown`` or ``unsupported``."""
        return "unknown" if key is None else str(self.rows[key].get(region, "unknown"))

    def missing(self, key: str | None, region: str) -> bool:
        """Whether this Region lacks what another offers; what has ended everywhere is no matter of Regions."""
        return self.state(key, region) == "unsupported" and bool(self.offering(key))

    def of_one_region(self) -> frozenset[str]:
        """The names of elements that are in some row which every Region but the default one lacks."""
        if self._only is None:
            others = [name for name, row in data("regions")["regions"].items() if not row["default"]]
            rows = [key for key in self.rows if all(self.missing(key, name) for name in others)]
            self._only = frozenset([key.rpartition("/")[2] for key in rows if "@" not in key])
        return self._only

    def offering(self, key: str | None) -> tuple[str, ...]:
        """The Regions that offer it."""
        regions = data("regions")["regions"]
        return tuple(sorted(r for r in regions if self.state(key, r) in ("supported", "presumed", "partial")))


def region_table(ctx: Context) -> Table:
    """The table of Regions for this document's settings."""
    overrides = ctx.settings.region_table
    return ctx.shared("region-table", lambda: Table(overrides)) if overrides else _default_table()


@cache
def _default_table() -> Table:
    return Table({})


def limit(item: Node | Attr, name: str, ctx: Context) -> tuple[str, str] | None:
    """The key and the words of what limits an element or attribute in a Region, or ``None``."""
    table = region_table(ctx)
    key = table.element(item) if isinstance(item, Node) else table.attribute(item)
    if key is None or table.state(key, name) != "partial":
        return None
    row = data("regions")["limited"].get(key)
    if row is not None and name in row["regions"]:
        return key, str(row["limit"])
    if key not in ctx.settings.region_table:
        return None
    return key, "the configuration says that it is offered there in part"


if not TYPE_CHECKING:
    __getattr__ = renamed_names(
        __name__,
        {
            "find_region": "region_of",
        },
    )
