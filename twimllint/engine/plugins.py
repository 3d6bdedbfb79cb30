"""Rules from elsewhere: installed packages (entry points), local files and modules.

Reading entry points through ``importlib.metadata`` costs more than a whole clean run, so a quick look at the
installed packages' own lists decides first whether there is anything to read.
"""

from __future__ import annotations

import os
import re
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from twimllint.engine.registry import PluginError

if TYPE_CHECKING:
    from twimllint.engine.rule import Rule

ENTRY_POINTS = "twimllint.rules"


def any_installed() -> bool:
    """Whether some installed package lists rules for twimllint."""
    wanted = ENTRY_POINTS.encode()
    for folder in dict.fromkeys(sys.path):
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")):
                try:
                    with open(os.path.join(folder, name, "entry_points.txt"), "rb") as file:
                        if wanted in file.read():
                            return True
                except OSError:
                    continue
    return False


def rules_in(module: Any) -> list[type[Rule]]:
    """The rule classes that a module defines or names in its ``RULES``."""
    from twimllint.engine.rule import Rule

    listed = getattr(module, "RULES", None)
    if listed is not None:
        return list(listed)
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Rule) and value.__module__ == module.__name__
    ]


def installed_plugins() -> list[type[Rule]]:
    """The rule classes behind the entry points of installed packages. Raises ``PluginError``."""
    from importlib.metadata import entry_points

    found: list[type[Rule]] = []
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        try:
            target = point.load()
        except Exception as error:
            raise PluginError(f'plugin "{point.name}" ({point.value}) does not load: {_reason(error)}') from error
        found.extend([target] if isinstance(target, type) else rules_in(target))
    return found


def local_plugin(name: str, folder: str) -> list[type[Rule]]:
    """The rule classes of a Python file (a path relative to ``folder``) or of an importable module.

    Raises ``PluginError`` where it cannot be imported or holds no rule.
    """
    try:
        module = _module_from_path(name, folder) if name.endswith(".py") or "/" in name else import_module(name)
    except Exception as error:
        raise PluginError(f'plugin "{name}" does not load: {_reason(error)}') from error
    classes = rules_in(module)
    if not classes:
        raise PluginError(f'plugin "{name}" holds no rule: a subclass of twimllint.Rule is looked for')
    return classes


def _module_from_path(name: str, folder: str) -> Any:
    import sys
    from importlib.util import module_from_spec, spec_from_file_location
    from pathlib import Path

    path = Path(folder, name).resolve()
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not a file")
    title = "twimllint_plugin_" + re.sub(r"\W", "_", str(path))
    spec = spec_from_file_location(title, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is not a Python file")
    module = module_from_spec(spec)
    sys.modules[title] = module
    spec.loader.exec_module(module)
    return module


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
