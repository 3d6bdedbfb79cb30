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
    from twimllint.grammar.data import data, find, find_all, host_entry, languages
    from twimllint.grammar.names import nearest
    from twimllint.lint import (
        directives,
        edits,
        moves,
        nesting,
        phone,
        region,
        room_hints,
        rooms,
        select,
        served,
        sip,
        speech,
        strays,
        templates,
        urls,
        values,
        wording,
    )
    from twimllint.lint.context import Context
    from twimllint.lint.diagnostic import Diagnostic, Edit, Fix, Related, Severity, Span
    from twimllint.lint.rule import ProjectRule, Rule
    from twimllint.source.kinds import Problem, TemplateTag
    from twimllint.source.tree import Attr, Comment, Document, Node, Text

__version__ = "0.1.0"

__all__ = [
    "Attr",
    "Comment",
    "Context",
    "Diagnostic",
    "Document",
    "Edit",
    "Fix",
    "Node",
    "Problem",
    "ProjectRule",
    "Related",
    "Rule",
    "Severity",
    "Span",
    "TemplateTag",
    "Text",
    "__version__",
    "data",
    "directives",
    "edits",
    "find",
    "find_all",
    "host_entry",
    "languages",
    "lint",
    "moves",
    "nearest",
    "nesting",
    "phone",
    "region",
    "room_hints",
    "rooms",
    "select",
    "served",
    "sip",
    "speech",
    "strays",
    "templates",
    "urls",
    "values",
    "wording",
]

#: Helper modules that rules take whole.
_MODULES = {
    name: "twimllint.lint." + name
    for name in (
        "directives",
        "edits",
        "moves",
        "nesting",
        "phone",
        "region",
        "room_hints",
        "rooms",
        "select",
        "served",
        "sip",
        "speech",
        "templates",
        "urls",
        "strays",
        "values",
        "wording",
    )
}

_HOMES = {
    "Context": "twimllint.lint.context",
    "Rule": "twimllint.lint.rule",
    "ProjectRule": "twimllint.lint.rule",
    "nearest": "twimllint.grammar.names",
    **dict.fromkeys(("data", "find", "find_all", "host_entry", "languages"), "twimllint.grammar.data"),
    **dict.fromkeys(("Diagnostic", "Edit", "Fix", "Related", "Severity", "Span"), "twimllint.lint.diagnostic"),
    **dict.fromkeys(("Problem", "TemplateTag"), "twimllint.source.kinds"),
    **dict.fromkeys(("Attr", "Comment", "Document", "Node", "Text"), "twimllint.source.tree"),
}

# In a bare checkout the rules and schemas lie beside the package, not inside it.
_here = os.path.dirname(os.path.abspath(__file__))
if not os.path.isdir(os.path.join(_here, "rules")):
    __path__.append(os.path.dirname(_here))


def __getattr__(name: str) -> Any:
    if name == "lint":
        return import_module("twimllint.lint")  # the folder, which can be called
    if name in _MODULES:
        return import_module(_MODULES[name])
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
