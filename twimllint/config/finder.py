"""The configuration of each document: the nearest file above it, found once for a folder.

Without a configuration file this costs three looks into each folder upwards, and ``tomllib`` is never imported.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from twimllint.config.config import Config, FileSettings, Override
from twimllint.config.defaults import may_configure
from twimllint.config.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from twimllint.config.layers import Layer
    from twimllint.engine.registry import Registry
    from twimllint.engine.settings import LintSettings

__all__ = ["Config", "ConfigError", "ConfigFinder", "FileSettings", "Override", "lint_settings"]


class ConfigFinder:
    """Finds the configuration of documents.

    ``isolated`` looks at no file at all; ``explicit`` is the one file to use for all (``--config``). ``overrides`` are
    the command line's options by the key of the setting, each a plain value or an ``Override`` that tells an option
    from a variable; ``None`` and empty lists count as not given. ``plugins`` is off for ``--no-plugins``. ``cwd``
    and ``environ`` are those of the process. ``registry`` makes the rules of a configuration, in place of the
    built-in, installed, local and declared ones.

    ``notes`` gathers remarks for ``-v`` or standard error, such as plugins that were not loaded; ``errors`` what made
    configurations unusable, whose documents ``usable_in`` and ``usable_for`` put under the defaults. Raises
    ``ConfigError`` for overrides or an explicit file that cannot be used.
    """

    def __init__(
        self,
        isolated: bool = False,
        explicit: str | os.PathLike[str] | None = None,
        overrides: Mapping[str, Any] | None = None,
        *,
        plugins: bool = True,
        cwd: str | None = None,
        environ: Mapping[str, str] | None = None,
        registry: Callable[[Config], Registry] | None = None,
    ) -> None:
        self.cwd = cwd or os.getcwd()
        self.plugins = plugins
        self.explicit: str | None = None
        self.notes: list[str] = []
        self.errors: dict[str, ConfigError] = {}
        self._usable: dict[str, Config] = {}
        self._unusable: dict[str, ConfigError] = {}
        self._spare: Config | None = None
        self._known: frozenset[str] | None = None
        self._make_registry = registry or self._registry
        self._folders: dict[str, Config] = {}
        self._files: dict[str, Config] = {}
        self._overrides = self._checked(overrides or {})
        self._twilio_region = self._region_of(os.environ if environ is None else environ)
        self._default: Config | None = None
        self._only: Config | None = None
        if isolated:
            self._only = self._defaults()
        elif explicit is not None:
            from twimllint.config import layers

            self.explicit = os.path.normpath(os.path.join(self.cwd, os.fspath(explicit)))
            self._only = self._of_layer(layers.load(self.explicit, self.cwd))

    def config_for(self, path: str) -> Config:
        """The configuration of the document at ``path``, absolute or relative to ``cwd``; ``-`` lies in ``cwd``.

        Raises ``ConfigError``.
        """
        if self._only is not None:
            return self._only
        return self._folders.get(folder := os.path.dirname(path)) or self.config_in(folder)

    def config_in(self, folder: str) -> Config:
        """The configuration of the documents directly in ``folder``. Raises ``ConfigError``."""
        if self._only is not None:
            return self._only
        pending: list[str] = []
        at = os.path.normpath(os.path.join(self.cwd, folder))
        found = self._folders.get(at)
        while found is None:
            pending.append(at)
            layer = self._layer_in(at)
            parent = os.path.dirname(at)
            if layer is not None:
                found = self._of_layer(layer)
            elif parent == at:
                found = self._defaults()
            else:
                at = parent
                found = self._folders.get(at)
        for each in (folder, *pending):
            self._folders[each] = found
        return found

    def settings_for(self, path: str) -> FileSettings:
        """The settings of one document. Raises ``ConfigError``."""
        return self.config_for(path).settings_for(path if os.path.isabs(path) else os.path.join(self.cwd, path))

    def usable_in(self, folder: str) -> Config:
        """Like ``config_in``, with the defaults in place of a configuration that cannot be used.

        Its mistake is kept in ``errors``. Raises ``ConfigError`` where the command line itself is at fault.
        """
        config = self._usable.get(folder)
        if config is None:
            try:
                config = self.config_in(folder)
                # a plugin that is installed and broken shows only now
                assert config.registry
            except ConfigError as error:
                self._unusable[folder] = error
                config = self._instead(error)
            self._usable[folder] = config
        return config

    def usable_for(self, path: str) -> tuple[FileSettings, ConfigError | None]:
        """The settings of the document at an absolute path, and what is wrong with those that should hold.

        Raises ``ConfigError`` where the command line itself is at fault.
        """
        folder = os.path.dirname(path)
        config = self.usable_in(folder)
        return config.settings_for(path), self._unusable.get(folder)

    @property
    def in_use(self) -> list[Config]:
        """The configurations that ``usable_in`` and ``usable_for`` have given so far, each once."""
        return list({id(config): config for config in self._usable.values()}.values())

    def _instead(self, error: ConfigError) -> Config:
        """The defaults and the command line's options, for documents whose configuration cannot be used."""
        if self._spare is None:
            from twimllint.config.rule_settings import check_names

            spare = Config(
                None, self.cwd, {}, self._overrides, lambda _config: _builtin(), twilio_region=self._twilio_region
            )
            check_names(spare, self._known_here)
            self._spare = spare
        self.errors.setdefault(str(error), error)
        return self._spare

    def _layer_in(self, folder: str) -> Layer | None:
        if not may_configure(folder):
            return None
        from twimllint.config.layers import find_in

        return find_in(folder, self.cwd)

    def _of_layer(self, layer: Layer) -> Config:
        found = self._files.get(layer.path)
        if found is None:
            from twimllint.config import layers
            from twimllint.config.merge import merge
            from twimllint.config.rule_settings import check_names

            chain = layers.chain(layer, self.cwd)
            found = Config(
                layer.path, layer.folder, merge(chain), self._overrides, self._make_registry, tuple(chain),
                self._twilio_region,
            )  # fmt: skip
            check_names(found, self._known_here)
            self._files[layer.path] = found
        return found

    def _defaults(self) -> Config:
        if self._default is None:
            self._default = Config(
                None, self.cwd, {}, self._overrides, self._make_registry, twilio_region=self._twilio_region
            )
            if self._overrides:
                from twimllint.config.rule_settings import check_names

                check_names(self._default, self._known_here)
        return self._default

    def _known_here(self) -> frozenset[str]:
        """The selectors of the command line that the configuration of the working folder knows."""
        if self._known is None:
            from twimllint.engine.select import known

            self._known = frozenset()  # which holds for the working folder itself
            try:
                rules = self.config_in(self.cwd).registry.rules
            except ConfigError:
                return self._known
            given = [
                self._overrides[key].value for key in ("select", "extend-select", "ignore") if key in self._overrides
            ]
            self._known = frozenset([selector for values in given for selector in known(rules, values)])
        return self._known

    def _checked(self, overrides: Mapping[str, Any]) -> dict[str, Override]:
        found: dict[str, Override] = {}
        for key, value in overrides.items():
            if (value.value if isinstance(value, Override) else value) in (None, (), []):
                continue
            from twimllint.config.checking import Where, check
            from twimllint.config.settings import BY_KEY

            override = value if isinstance(value, Override) else Override(value, BY_KEY[key].option or "--" + key)
            where = Where(None, (key,), override.origin, self.cwd)
            found[key] = Override(check(BY_KEY[key], override.value, where), override.origin)
        return found

    def _region_of(self, environ: Mapping[str, str]) -> str | None:
        """``TWILIO_REGION`` is set for other programs, so a strange value is remarked on and left aside."""
        value = environ.get("TWILIO_REGION", "").strip().lower()
        if not value or "region" in self._overrides:
            return None
        from twimllint.config.checking import region_trouble

        trouble = region_trouble(value)
        if trouble:
            self.notes.append(f'TWILIO_REGION is "{value}" and is left aside: {trouble}')
        return None if trouble else value

    def _registry(self, config: Config) -> Registry:
        base = _installed() if self.plugins else _builtin()
        if not ("plugins" in config.given or "rule" in config.given):
            return base
        from twimllint.config.rule_settings import extend_registry

        return extend_registry(base, config, self)


@cache
def _builtin() -> Registry:
    from twimllint.engine.registry import Registry

    return Registry.builtin()


@cache
def _installed() -> Registry:
    from twimllint.engine.plugins import any_installed, installed_plugins

    if not any_installed():
        return _builtin()
    from twimllint.engine.registry import PluginError

    try:
        return _builtin().extended(installed_plugins())
    except PluginError as error:
        raise ConfigError(f"{error} (--no-plugins leaves installed plugins out)") from error


def lint_settings(text: str, folder: str | None = None) -> LintSettings:
    """Settings from the TOML of a configuration, without looking at files or at which rules exist.

    Keys stand at the top or below ``[tool.twimllint]``. Paths count from ``folder``, the working folder where it is
    not given. Raises ``ConfigError``.
    """
    from twimllint.config import layers
    from twimllint.config.merge import merge
    from twimllint.config.resolve import make_lint

    cwd = folder or os.getcwd()
    name = "pyproject.toml" if "tool.twimllint" in text else "twimllint.toml"
    layer = layers.parse(text, os.path.join(cwd, name), cwd)
    assert layer is not None
    config = Config(None, cwd, merge([layer], files=False), {}, lambda _config: _builtin())
    return make_lint(config, config.value("severity"))
