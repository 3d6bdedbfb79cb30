"""Rules from elsewhere: installed packages (entry points), local files and modules."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from twimllint.engine.registry import ENTRY_POINTS, PluginError
from twimllint.engine.result import error_text

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from twimllint.engine.rule import Rule


class InstalledPlugin(NamedTuple):
    """An entry point of an installed package."""

    name: str
    value: str
    point: EntryPoint

    def rules(self) -> list[type[Rule]]:
        """Its rule classes. Raises ``PluginError`` where it fails or holds none."""
        with _blamed(f'plugin "{self.name}" ({self.value})'):
            target = self.point.load()
            return [target] if isinstance(target, type) else rules_in(target)


def installed_plugins() -> list[InstalledPlugin]:
    """The plugins of installed packages, by their names."""
    from importlib.metadata import entry_points

    points = sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)
    return [InstalledPlugin(point.name, point.value, point) for point in points]


def is_path(name: str) -> bool:
    """Whether the name of a local plugin is that of a file, and not of a module."""
    return name.endswith(".py") or "/" in name


def local_plugin(name: str, folder: str) -> list[type[Rule]]:
    """The rule classes of a Python file (a path relative to ``folder``) or of an importable module.

    Raises ``PluginError`` where it cannot be imported, exits, or holds no rule.
    """
    with _blamed(f'plugin "{name}"'):
        return rules_in(_module_from_path(name, folder) if is_path(name) else import_module(name))


def rules_in(module: Any) -> list[type[Rule]]:
    """The rule classes that a module defines or lists in its ``RULES``.

    Raises ``PluginError`` where there is none, or something else is listed.
    """
    from twimllint.engine.rule import Rule

    listed = getattr(module, "RULES", None)
    if listed is None:
        defined = [value for value in vars(module).values() if isinstance(value, type)]
        rules = [cls for cls in defined if issubclass(cls, Rule) and cls.__module__ == module.__name__]
    elif isinstance(listed, (list, tuple)) and all(isinstance(cls, type) and issubclass(cls, Rule) for cls in listed):
        rules = list(listed)
    else:
        raise PluginError("RULES must be a list of subclasses of twimllint.Rule")
    if not rules:
        raise PluginError("it has no rule, which is a subclass of twimllint.Rule")
    return rules


@contextmanager
def _blamed(plugin: str) -> Iterator[None]:
    """Whatever the code of a plugin does is reported with its name; it must not end the program either."""
    try:
        yield
    except (KeyboardInterrupt, MemoryError):
        raise
    except PluginError as error:
        raise PluginError(f"{plugin} cannot be used: {error}") from error
    except SystemExit as error:
        raise PluginError(f"{plugin} cannot be loaded: it calls sys.exit") from error
    except BaseException as error:
        raise PluginError(f"{plugin} cannot be loaded: {error_text(error)}") from error


def _module_from_path(name: str, folder: str) -> Any:
    from importlib.util import module_from_spec, spec_from_file_location

    path = os.path.realpath(os.path.join(folder, name))
    title = "twimllint_plugin_" + re.sub(r"\W", "_", path)
    spec = spec_from_file_location(title, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is not a Python file")
    module = module_from_spec(spec)
    sys.modules[title] = module
    spec.loader.exec_module(module)
    return module
