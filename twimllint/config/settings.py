"""Every setting there is, as data.

Validation, the JSON schema, ``--show-settings`` and the configuration reference are all made from this one table, so
a setting is added here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping

from twimllint.config.checks import (
    REGION_NAMES,
    SELECTOR,
    Choice,
    Count,
    Country,
    FilePath,
    Flag,
    Globs,
    HttpUrl,
    Matching,
    Options,
    Region,
    Selectors,
    Strings,
    Text,
    UrlPath,
)
from twimllint.config.defaults import EXCLUDE, FAIL_ON, PRESET
from twimllint.config.tables import Record, Records, Setting, Table, check_element_key, check_glob_key, check_region_key
from twimllint.engine.select import PRESETS

SEVERITIES = ("error", "warning", "info")
ROOM_TYPES = ("group", "group-small", "peer-to-peer", "go")
CHANNELS = ("voice", "messaging")
ROLES = ("wait", "inline", "whisper")
REGION_STATES = ("supported", "partial", "presumed", "unknown", "unsupported")


_REGION = Setting(
    "region", "The Twilio Region that serves the documents; `TWILIO_REGION` is used where nothing is set here.",
    Region(), example="ie1", option="--region",
)  # fmt: skip
_CHANNEL = Setting(
    "channel", "What the documents answer: a call or a message; found by the verbs where it is not set.",
    Choice(*CHANNELS), example="voice",
)  # fmt: skip
_ROOM_TYPE = Setting(
    "room-type", "The type that the account gives to Video Rooms made on the fly.",
    Choice(*ROOM_TYPES), example="group", option="--room-type",
)  # fmt: skip
_ROLE = Setting(
    "role",
    "The documents' special place: `wait` is hold music, `inline` is sent through the REST API, `whisper` is what a "
    "dialled party hears first.",
    Choice(*ROLES), example="wait",
)  # fmt: skip

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "extend", "A configuration file to inherit from; its path counts from this file.", Text("path of a file"),
        example="../twimllint.toml",
    ),
    Setting(
        "preset",
        "The rules that run where `select` says nothing: `recommended`; `essential`, only those whose severity is "
        "error; `strict`, all of them, with infos raised to warnings.",
        Choice(*PRESETS), default=PRESET, example="strict", option="--preset",
    ),
    Setting(
        "select", "The rules to run, in place of the preset: codes, prefixes of codes, names, or `ALL`.",
        Selectors(required=True), example=["TW1", "room-outside-connect"], option="--select",
    ),
    Setting(
        "extend-select", "Rules to run besides those.", Selectors(), default=(), example=["TW018"],
        option="--extend-select", adds=True,
    ),
    Setting(
        "ignore", "Rules not to run; the more specific selector wins over `select`.", Selectors(), default=(),
        example=["TW5"], option="--ignore",
    ),
    Setting(
        "preview",
        "Whether rules in preview run where they are selected. They may change, or find too much, in any release.",
        Flag(), default=False, example=True, option="--preview",
    ),
    Setting(
        "fail-on", "The lowest severity that makes the exit status 1.", Choice(*SEVERITIES, "never"),
        default=FAIL_ON, example="error", option="--fail-on",
    ),
    Setting(
        "max-warnings", "How many warnings are accepted before the exit status is 1.", Count(), example=10,
        option="--max-warnings",
    ),
    Setting(
        "exclude", "Files and folders left out, also where the command line names them. Replaces the default.",
        Globs(), default=EXCLUDE, example=["legacy", "tests/fixtures/*.xml"],
    ),
    Setting(
        "extend-exclude", "Files and folders left out besides those.", Globs(), default=(),
        example=["tests/broken/**"], adds=True,
    ),
    Setting(
        "include", "Files to look at in folders besides `.xml`, `.twiml` and templates.", Globs(), default=(),
        example=["views/twiml/*.tpl"],
    ),
    _REGION,
    _CHANNEL,
    _ROOM_TYPE,
    Setting(
        "rooms-manifest", "A JSON file that lists the account's Video Rooms; its path counts from this file.",
        FilePath(), example="rooms.json", option="--rooms-manifest",
    ),
    Setting(
        "default-country", "The country whose national phone numbers are offered in E.164 form.", Country(),
        example="GB",
    ),
    Setting("base-url", "The URL that the documents are served under.", HttpUrl(), example="https://example.com/ivr/"),
    Setting(
        "schema", "An XSD of your own, checked besides the built-in one; its path counts from this file.",
        FilePath(exists=True), example="acme.xsd",
    ),
    Setting(
        "templates", "Whether tags of template languages are recognised, or read as plain text.",
        Choice("auto", "off"), default="auto", example="off",
    ),
    Setting(
        "code", "Whether TwiML in program text and documentation is linted.", Flag(), default=True, example=False,
        option="--code",
    ),
    Setting(
        "code-tests", "Whether test files are looked at too, which often hold wrong TwiML on purpose.", Flag(),
        default=False, example=True,
    ),
    Setting(
        "require-reason", "Whether a comment that silences a rule must say why.", Flag(), default=False, example=True,
    ),
    Setting(
        "baseline", "A file of known findings, which are then left out; its path counts from this file.", FilePath(),
        example=".twimllint-baseline.json", option="--baseline",
    ),
    Setting(
        "plugins",
        "Python files or modules with rules of your own; paths count from this file. They are loaded only where this "
        "file and they lie in the project that is linted (see Security).",
        Strings(), default=(), example=["lint/our_rules.py"], adds=True,
    ),
    Setting(
        "severity", "Severities of your own: a selector and `error`, `warning` or `info`.",
        Table("selector", Choice(*SEVERITIES), names=SELECTOR), example={"say-too-long": "error"},
    ),
    Setting(
        "per-file-ignores", "Rules not to run for the files that a glob matches.",
        Table("glob", Selectors(), check_glob_key), example={"demo/**": ["TW6"]},
    ),
    Setting(
        "per-file-settings", "Settings for the files that a glob matches; where several match, the last wins.",
        Table("glob", Record(_REGION, _CHANNEL, _ROLE, _ROOM_TYPE), check_glob_key),
        example={"eu/**": {"region": "ie1"}},
    ),
    Setting(
        "rooms", "Types of the account's Video Rooms, by name or glob.", Table("room name", Choice(*ROOM_TYPES)),
        example={"support-*": "group"},
    ),
    Setting(
        "url-map", "Where folders are served: a folder and the URL path it appears under.", Table("folder", UrlPath()),
        example={"public/twiml": "/voice"},
    ),
    Setting(
        "regions", "What Regions support, where Twilio has moved on: an element and a state for each Region.",
        Table("element", Table("region id", Choice(*REGION_STATES), check_region_key, REGION_NAMES), check_element_key),
        example={"Connect/Room": {"ie1": "supported"}},
    ),
    Setting(
        "rules", "Options of single rules, by the rule's name; `twimllint explain NAME` lists them.",
        Table("rule", Options()), example={"say-too-long": {"limit": 1000}},
    ),
    Setting(
        "rule", "Rules of your own, written as an XPath and a message.",
        Records(
            Setting("name", "The rule's name, words joined by hyphens.",
                    Matching("[a-z][a-z0-9]*(-[a-z0-9]+)*", "lower-case words joined by hyphens"), required=True,
                    example="no-demo-host"),
            Setting("match", "An XPath; whatever it finds is reported.", Text(), required=True,
                    example="//Play[contains(., 'demo.twilio.com')]"),
            Setting("message", "What the finding says.", Text(), required=True,
                    example="our own recordings live on cdn.example.com"),
            Setting("code", "The rule's code, capital letters and a number; OWN001, OWN002 ... otherwise.",
                    Matching(r"[A-Z]{2,8}\d{1,4}", "capital letters and a number, such as ACME001"),
                    example="ACME001"),
            Setting("severity", "The severity.", Choice(*SEVERITIES), default="warning"),
            Setting("help", "What to do about it.", Text()),
            Setting("url", "A page that explains it.", HttpUrl()),
            Setting("files", "The files it looks at; all where nothing is said.", Globs(), default=()),
        ),
        adds=True,
    ),
)  # fmt: skip

BY_KEY: Mapping[str, Setting] = {setting.key: setting for setting in SETTINGS}
