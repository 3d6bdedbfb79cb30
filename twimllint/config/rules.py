"""The rules that a configuration knows: built-in, installed, of its own plugins, and of its ``[[rule]]`` tables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from twimllint.config.errors import Mistakes
from twimllint.config.load import ConfigFile
from twimllint.engine.registry import PluginError, Registry, any_installed
from twimllint.engine.result import Failure
from twimllint.files.patterns import Glob

if TYPE_CHECKING:
    from twimllint.config.plugins import Project


class KnownRules(NamedTuple):
    """The rules of a configuration.

    ``files`` has the globs of the declared rules that look only at some files. ``failures`` names plugins that
    could not be used, ``notes`` of those that are not trusted. ``complete`` is false where plugins are missing, so
    that a name may be one of theirs.
    """

    registry: Registry
    files: Mapping[str, tuple[Glob, ...]] = {}
    failures: tuple[Failure, ...] = ()
    notes: tuple[Failure, ...] = ()
    complete: bool = True


@cache
def builtin_rules() -> KnownRules:
    """The rules that come with twimllint."""
    return KnownRules(Registry.builtin(), complete=not any_installed())


@cache
def installed_rules() -> KnownRules:
    """Those, and the rules of installed packages; a package that is broken is left out and reported."""
    builtin = builtin_rules()
    if builtin.complete:
        return builtin
    from twimllint.engine.plugins import installed_plugins

    registry = builtin.registry
    failures = []
    for plugin in installed_plugins():
        try:
            registry = registry.extended(plugin.rules())
        except PluginError as error:
            failures.append(Failure("", f"{error} (--no-plugins leaves installed plugins out)"))
    return KnownRules(registry, failures=tuple(failures), complete=not failures)


class RuleLoader:
    """Adds to the rules what configuration files bring. ``plugins`` is off for ``--no-plugins``."""

    def __init__(self, base: KnownRules, project: Project, *, plugins: bool) -> None:
        self.base = base
        self.project = project
        self.plugins = plugins

    def load(self, files: tuple[ConfigFile, ...]) -> KnownRules:
        """The rules under these files, the farthest first. Raises ``ConfigError``.

        A plugin that fails is named in ``failures``, and everything else goes on without its rules.
        """
        rules = self.base
        mistakes = Mistakes()
        for file in files:
            if "plugins" in file.table:
                with mistakes:
                    rules = self._with_plugins(rules, file)
        mistakes.check()
        return _with_declared(rules, files)

    def _with_plugins(self, known: KnownRules, file: ConfigFile) -> KnownRules:
        if not self.plugins:
            return known._replace(complete=known.complete and not file.table["plugins"])
        reason = self.project.is_untrusted(file)
        if reason is not None:
            message = f"its plugins are not loaded: {reason}; --config loads them, --no-plugins hides this line"
            note = Failure(file.display_path, message, file.line(("plugins",)))
            return known._replace(notes=(*known.notes, note), complete=False)
        for index, name in enumerate(file.table["plugins"]):
            known = self._with_plugin(known, file, index, name)
        return known

    def _with_plugin(self, known: KnownRules, file: ConfigFile, index: int, name: str) -> KnownRules:
        from twimllint.engine.plugins import is_path, local_plugin

        if is_path(name):
            path = os.path.join(file.folder, name)
            if not os.path.isfile(path):
                reason = _kind(path) or f"there is no file {path}"
                raise file.error(("plugins", index), f'plugin "{name}": {reason}')
            if not self.project.contains(path, file):
                raise file.error(("plugins", index), f'plugin "{name}" lies outside the project and is not loaded')
        try:
            return known._replace(registry=known.registry.extended(local_plugin(name, file.folder)))
        except PluginError as error:
            failure = Failure(file.display_path, str(error), file.line(("plugins", index)))
            return known._replace(failures=(*known.failures, failure), complete=False)


def _kind(path: str) -> str | None:
    """What there is in place of a file, such as a folder or a named pipe; ``None`` where there is nothing."""
    from twimllint.source.reading import UnreadableFileError, read_bytes

    if not os.path.exists(path):
        return None
    try:
        read_bytes(path, 0)
    except UnreadableFileError as error:
        return str(error)
    return None


def _with_declared(known: KnownRules, files: tuple[ConfigFile, ...]) -> KnownRules:
    rows = [(file, index, row) for file in files for index, row in enumerate(file.table.get("rule", ()))]
    if not rows:
        return known
    mistakes = Mistakes()
    registry = known.registry
    globs: dict[str, tuple[Glob, ...]] = {}
    for number, (file, index, row) in enumerate(rows, 1):
        with mistakes:
            registry = _declared(registry, file, index, {"code": f"OWN{number:03}", **row})
            if row.get("files"):
                globs[row["name"]] = tuple([Glob(glob, file.folder) for glob in row["files"]])
    mistakes.check()
    return known._replace(registry=registry, files=globs)


def _declared(registry: Registry, file: ConfigFile, index: int, row: Mapping[str, Any]) -> Registry:
    from twimllint.engine.declared import DeclaredError, declare

    try:
        return registry.extended([declare({key: value for key, value in row.items() if key != "files"})])
    except DeclaredError as error:
        raise file.error(("rule", index, error.key), str(error)) from error
    except PluginError as error:
        raise file.error(("rule", index), str(error)) from error
