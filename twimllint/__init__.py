"""twimllint: find mistakes in TwiML before a caller does.

Public names, all loaded when first used so that importing the package costs nothing::

    from twimllint import lint                     # lint("<Response/>") -> list[Diagnostic]
    from twimllint import Rule, Severity, Fix      # what a rule is written with
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twimllint.api import lint
    from twimllint.engine import conditions, directives, edits, events, moves, select, triggers, wording
    from twimllint.engine.basics import Tier
    from twimllint.engine.context import Context
    from twimllint.engine.diagnostic import Diagnostic, Edit, Fix, Related, Severity, Span
    from twimllint.engine.message import Message
    from twimllint.engine.rule import ProjectRule, Rule
    from twimllint.engine.suggestion import Suggestion, suggest
    from twimllint.schema.data import data, find, find_all, host_entry, languages
    from twimllint.schema.limits import limit
    from twimllint.schema.names import nearest
    from twimllint.source.errors import ParseError, TemplateTag
    from twimllint.source.tree import Attr, Comment, Document, Node, Text, has_template, static_text, strip_white_space
    from twimllint.twiml import (
        addresses,
        attributes,
        phone,
        placement,
        regions,
        room_hints,
        rooms,
        sip,
        speech,
        templates,
        urls,
        values,
    )
    from twimllint.twiml.flow import Flow

__version__ = "0.1.0"

__all__ = [
    "Attr",
    "Comment",
    "Context",
    "Diagnostic",
    "Document",
    "Edit",
    "Fix",
    "Flow",
    "Message",
    "Node",
    "ParseError",
    "ProjectRule",
    "Related",
    "Rule",
    "Severity",
    "Span",
    "Suggestion",
    "TemplateTag",
    "Text",
    "Tier",
    "__version__",
    "addresses",
    "attributes",
    "conditions",
    "data",
    "directives",
    "edits",
    "events",
    "find",
    "find_all",
    "has_template",
    "host_entry",
    "languages",
    "limit",
    "lint",
    "moves",
    "nearest",
    "phone",
    "placement",
    "regions",
    "room_hints",
    "rooms",
    "select",
    "sip",
    "speech",
    "static_text",
    "strip_white_space",
    "suggest",
    "templates",
    "triggers",
    "urls",
    "values",
    "wording",
]

#: Helper modules that rules take whole.
_MODULES = {
    **{
        name: "twimllint.engine." + name
        for name in ("conditions", "directives", "edits", "events", "moves", "select", "triggers", "wording")
    },
    **{
        name: "twimllint.twiml." + name
        for name in (
            "addresses",
            "attributes",
            "phone",
            "placement",
            "regions",
            "room_hints",
            "rooms",
            "sip",
            "speech",
            "templates",
            "urls",
            "values",
        )
    },
}

_HOMES = {
    "lint": "twimllint.api",
    "Flow": "twimllint.twiml.flow",
    "Tier": "twimllint.engine.basics",
    "Context": "twimllint.engine.context",
    "Message": "twimllint.engine.message",
    "Rule": "twimllint.engine.rule",
    "ProjectRule": "twimllint.engine.rule",
    "limit": "twimllint.schema.limits",
    "nearest": "twimllint.schema.names",
    **dict.fromkeys(("data", "find", "find_all", "host_entry", "languages"), "twimllint.schema.data"),
    **dict.fromkeys(("Diagnostic", "Edit", "Fix", "Related", "Severity", "Span"), "twimllint.engine.diagnostic"),
    **dict.fromkeys(("ParseError", "TemplateTag"), "twimllint.source.errors"),
    **dict.fromkeys(("Suggestion", "suggest"), "twimllint.engine.suggestion"),
    **dict.fromkeys(
        ("Attr", "Comment", "Document", "Node", "Text", "has_template", "static_text", "strip_white_space"),
        "twimllint.source.tree",
    ),
}

# In a bare checkout the rules and schemas lie beside the package, not inside it.
_here = os.path.dirname(os.path.abspath(__file__))
if not os.path.isdir(os.path.join(_here, "rules")):
    __path__.append(os.path.dirname(_here))


#: Names of version 0.1 and what they are called now; they go with 1.0.
_RENAMED = {
    "Problem": "ParseError",
    "nesting": "placement",
    "region": "regions",
    "served": "addresses",
    "strays": "attributes",
}


def __getattr__(name: str) -> Any:
    if name in _RENAMED:
        import warnings

        warnings.warn(f"twimllint.{name} is now twimllint.{_RENAMED[name]}", DeprecationWarning, stacklevel=2)
        name = _RENAMED[name]
    if name in _MODULES:
        return import_module(_MODULES[name])
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
