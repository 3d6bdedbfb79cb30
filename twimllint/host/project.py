"""What the files of a project around a program tell: the generation of the helper library that it uses."""

from __future__ import annotations

import json
import os
import re

_MAJOR = re.compile(r"\d+")
#: Folders above a program that are searched for a ``package.json``.
_FOLDERS = 24
#: Where a ``package.json`` lists what the program needs.
_LISTS = ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies")


def node_generation(path: str) -> int | None:
    """The major version of twilio-node that the project of a file uses; ``None`` where nothing tells.

    The installed package tells for sure, else the first version that the nearest ``package.json`` with twilio names.
    """
    folder = os.path.dirname(os.path.abspath(path))
    for _ in range(_FOLDERS):
        installed = _json(os.path.join(folder, "node_modules", "twilio", "package.json"))
        found = _major(installed.get("version"))
        if found is not None:
            return found
        package = _json(os.path.join(folder, "package.json"))
        for name in _LISTS:
            listed = package.get(name)
            if isinstance(listed, dict) and "twilio" in listed:
                return _major(listed["twilio"])
        parent = os.path.dirname(folder)
        if parent == folder:
            break
        folder = parent
    return None


def _json(path: str) -> dict[str, object]:
    try:
        with open(path, encoding="utf-8") as file:
            found = json.load(file)
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _major(version: object) -> int | None:
    match = _MAJOR.search(version) if isinstance(version, str) else None
    return int(match[0]) if match is not None and len(match[0]) < 6 else None
