"""What rules may ask of the configuration: the settings of one document, already merged.

``twimllint.config.finder`` makes these from files, environment and command line; tests make them by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

RoomType = Literal["group", "group-small", "peer-to-peer", "go"]


class LintSettings(NamedTuple):
    """The settings that the rules and the engine see for one document.

    ``region`` is the Region the document is served in, with ``region_from`` saying where that is known from
    ("--region", "twimllint.toml", "TWILIO_REGION"), for messages. ``rooms`` maps room names or globs to a room type;
    ``room_type`` is the account's default type; ``rooms_manifest`` the absolute path of the manifest file.
    ``role`` marks documents with a special place: ``wait`` (hold music) or ``inline`` (sent through the REST API).
    ``region_table`` overrides rows of ``schemas/regions.json``. ``rule_options`` maps a rule's name to its options
    table, ``severities`` a rule's name to the severity that the user wants for it. ``base_url`` and ``url_map`` say
    where files are served from. ``schema`` is the path of the user's own XSD, or ``None``; ``require_reason`` asks
    for a reason beside every suppression; ``templates`` is ``off`` where template tags are read as plain text.
    ``code`` says whether programs and documentation are looked at, ``code_tests`` whether test files among them are.
    ``fixed`` names the settings of the command line (``region``, ``room-type``), which no directive in a document
    overrides. ``folder`` is the absolute folder that paths of documents count from, by default the working folder.
    """

    region: str | None = None
    region_from: str = ""
    channel: str | None = None
    role: str | None = None
    room_type: RoomType | None = None
    rooms: Mapping[str, RoomType] = {}
    rooms_manifest: str | None = None
    default_country: str | None = None
    region_table: Mapping[str, Any] = {}
    rule_options: Mapping[str, Mapping[str, Any]] = {}
    severities: Mapping[str, str] = {}
    base_url: str | None = None
    url_map: Mapping[str, str] = {}
    schema: str | None = None
    require_reason: bool = False
    templates: str | None = None
    code: bool = True
    code_tests: bool = False
    fixed: frozenset[str] = frozenset()
    folder: str | None = None


class OptionsError(Exception):
    """An option of a rule that is unknown, or has a value that the rule does not take."""

    def __init__(self, rule: str, option: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.option = option
