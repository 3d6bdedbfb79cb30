"""Every setting there is, as data.

Validation, the JSON schema, ``--show-settings`` and the configuration reference are all made from this one table, so
a setting is added here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from twimllint.config.defaults import EXCLUDE, FAIL_ON, PRESET
from twimllint.engine.select import PRESETS

SEVERITIES = ("error", "warning", "info")
ROOM_TYPES = ("group", "group-small", "peer-to-peer", "go")
CHANNELS = ("voice", "messaging")
ROLES = ("wait", "inline")
REGION_STATES = ("supported", "partial", "presumed", "unknown", "unsupported")


class Setting:
    """One key of the configuration.

    ``kind`` names the check (``check.py``) and the type in the JSON schema. ``value`` describes the values of a
    ``table`` whose keys are free, ``fields`` the keys of a ``record`` or of each of several ``records``. ``keys`` says
    what the free keys of a table are. ``adds`` marks lists that grow along ``extend`` rather than being replaced.
    ``option`` is the command line's name for it; the variable's name follows from that. (A plain class, since a
    dataclass would be made anew at every start.)
    """

    __slots__ = (
        "adds", "choices", "default", "doc", "example", "fields", "key", "keys", "kind", "option", "required", "value",
    )  # fmt: skip

    def __init__(
        self,
        key: str,
        kind: str,
        doc: str,
        default: Any = None,
        choices: tuple[str, ...] = (),
        example: Any = None,
        option: str | None = None,
        keys: str = "",
        value: Setting | None = None,
        fields: tuple[Setting, ...] = (),
        required: bool = False,
        adds: bool = False,
    ) -> None:
        self.key = key
        self.kind = kind
        self.doc = doc
        self.default = default
        self.choices = choices
        self.example = example
        self.option = option
        self.keys = keys
        self.value = value
        self.fields = fields
        self.required = required
        self.adds = adds

    @property
    def variable(self) -> str | None:
        """The environment variable that stands for the option, ``TWIMLLINT_FAIL_ON``."""
        return "TWIMLLINT_" + self.option.strip("-").replace("-", "_").upper() if self.option else None


_REGION = Setting(
    "region", "region", "The Twilio Region that serves the documents; `TWILIO_REGION` counts where nothing here does.",
    example="ie1", option="--region",
)  # fmt: skip
_CHANNEL = Setting(
    "channel", "choice", "What the documents answer: a call or a message; told from the verbs where it is not set.",
    choices=CHANNELS, example="voice",
)  # fmt: skip
_ROOM_TYPE = Setting(
    "room-type", "choice", "The type that the account gives to Video Rooms made on the fly.",
    choices=ROOM_TYPES, example="group", option="--room-type",
)  # fmt: skip
_ROLE = Setting(
    "role", "choice", "The documents' special place: `wait` is hold music, `inline` is sent through the REST API.",
    choices=ROLES, example="wait",
)  # fmt: skip

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "extend", "extend", "A configuration file to inherit from; its path counts from this file.",
        example="../twimllint.toml",
    ),
    Setting(
        "preset", "choice",
        "The rules that run where `select` says nothing: `recommended`; `essential`, only those whose severity is "
        "error; `strict`, all of them, with infos raised to warnings.",
        default=PRESET, choices=PRESETS, example="strict", option="--preset",
    ),
    Setting(
        "select", "selectors", "The rules to run, in place of the preset: codes, prefixes of codes, names, or `ALL`.",
        example=["TW1", "room-outside-connect"], option="--select",
    ),
    Setting(
        "extend-select", "selectors", "Rules to run besides those.", default=(), example=["TW018"],
        option="--extend-select", adds=True,
    ),
    Setting(
        "ignore", "selectors", "Rules not to run; the more specific selector wins over `select`.", default=(),
        example=["TW5"], option="--ignore",
    ),
    Setting(
        "fail-on", "choice", "The lowest severity that makes the exit status 1.", default=FAIL_ON,
        choices=(*SEVERITIES, "never"), example="error", option="--fail-on",
    ),
    Setting(
        "max-warnings", "count", "How many warnings may stand before the exit status is 1.", example=10,
        option="--max-warnings",
    ),
    Setting(
        "exclude", "globs", "Files and folders left out, also where the command line names them. Replaces the default.",
        default=EXCLUDE, example=["legacy", "tests/fixtures/*.xml"],
    ),
    Setting(
        "extend-exclude", "globs", "Files and folders left out besides those.", default=(),
        example=["tests/broken/**"], adds=True,
    ),
    Setting(
        "include", "globs", "Files to look at in folders besides `.xml`, `.twiml` and their templates.", default=(),
        example=["views/twiml/*.tpl"],
    ),
    _REGION,
    _CHANNEL,
    _ROOM_TYPE,
    Setting(
        "rooms-manifest", "path", "A JSON file that lists the account's Video Rooms; its path counts from this file.",
        example="rooms.json", option="--rooms-manifest",
    ),
    Setting(
        "default-country", "country", "The country whose national phone numbers are offered in E.164 form.",
        example="GB",
    ),
    Setting("base-url", "http-url", "The URL that the documents are served under.", example="https://example.com/ivr/"),
    Setting(
        "schema", "file", "An XSD of your own, checked besides the built-in one; its path counts from this file.",
        example="acme.xsd",
    ),
    Setting(
        "templates", "choice", "Whether tags of template languages are recognised, or read as plain text.",
        default="auto", choices=("auto", "off"), example="off",
    ),
    Setting(
        "code", "flag", "Whether TwiML in program text and documentation is linted.", default=True, example=False,
        option="--code",
    ),
    Setting(
        "code-tests", "flag", "Whether test files are looked at too, which often hold wrong TwiML on purpose.",
        default=False, example=True,
    ),
    Setting(
        "require-reason", "flag", "Whether a comment that silences a rule must say why.", default=False, example=True,
    ),
    Setting(
        "baseline", "path", "A file of known findings, which are then left out; its path counts from this file.",
        example=".twimllint-baseline.json", option="--baseline",
    ),
    Setting(
        "plugins", "strings", "Python files or modules with rules of your own; paths count from this file.",
        default=(), example=["lint/our_rules.py"], adds=True,
    ),
    Setting(
        "severity", "table", "Severities of your own: a selector and `error`, `warning` or `info`.",
        keys="selector", value=Setting("", "choice", "The severity.", choices=SEVERITIES),
        example={"say-too-long": "error"},
    ),
    Setting(
        "per-file-ignores", "table", "Rules not to run for the files that a glob matches.",
        keys="glob", value=Setting("", "selectors", "The rules to leave out."), example={"demo/**": ["TW6"]},
    ),
    Setting(
        "per-file-settings", "table", "Settings for the files that a glob matches; where several match, the last wins.",
        keys="glob", value=Setting("", "record", "What holds for these files.",
                                   fields=(_REGION, _CHANNEL, _ROLE, _ROOM_TYPE)),
        example={"eu/**": {"region": "ie1"}},
    ),
    Setting(
        "rooms", "table", "Types of the account's Video Rooms, by name or glob.",
        keys="room name", value=Setting("", "choice", "The room's type.", choices=ROOM_TYPES),
        example={"support-*": "group"},
    ),
    Setting(
        "url-map", "table", "Where folders are served: a folder and the URL path it appears under.",
        keys="folder", value=Setting("", "url-path", "The URL path, or a whole URL."),
        example={"public/twiml": "/voice"},
    ),
    Setting(
        "regions", "table", "What Regions support, where Twilio has moved on: an element and a state for each Region.",
        keys="element", value=Setting(
            "", "table", "States by Region.", keys="region id",
            value=Setting("", "choice", "The state.", choices=REGION_STATES),
        ),
        example={"Connect/Room": {"ie1": "supported"}},
    ),
    Setting(
        "rules", "table", "Options of single rules, by the rule's name.",
        keys="rule", value=Setting("", "options", "The rule's options; `twimllint explain NAME` lists them."),
        example={"say-too-long": {"limit": 1000}},
    ),
    Setting(
        "rule", "records", "Rules of your own, written as an XPath and a message.",
        fields=(
            Setting("name", "rule-name", "The rule's name, words joined by hyphens.", required=True,
                    example="no-demo-host"),
            Setting("match", "xpath", "An XPath; whatever it finds is reported.", required=True,
                    example="//Play[contains(., 'demo.twilio.com')]"),
            Setting("message", "text", "What the finding says.", required=True,
                    example="our own recordings live on cdn.example.com"),
            Setting("code", "rule-code", "The rule's code, capital letters and a number; OWN001, OWN002 ... otherwise.",
                    example="ACME001"),
            Setting("severity", "choice", "The severity.", default="warning", choices=SEVERITIES),
            Setting("help", "text", "What to do about it."),
            Setting("url", "http-url", "A page that explains it."),
            Setting("files", "globs", "The files it looks at; all where nothing is said.", default=()),
        ),
        adds=True,
    ),
)  # fmt: skip

BY_KEY: Mapping[str, Setting] = {setting.key: setting for setting in SETTINGS}
