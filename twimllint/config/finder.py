"""The configuration of each document: that of the nearest file above it, resolved once for a folder.

Without a configuration file this costs three looks into each folder upwards, and ``tomllib`` is never imported.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from twimllint.config.config import Config, FileSettings, default_config
from twimllint.config.errors import ConfigError, Mistakes
from twimllint.config.load import ConfigFile, extends_chain, find, load, parse
from twimllint.config.values import ConfigSource, ConfigValue, ConfigValues

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twimllint.config.resolve import Rules
    from twimllint.config.rules import KnownRules
    from twimllint.engine.settings import LintSettings


class ConfigFinder:
    """Finds and resolves configurations, each once.

    ``isolated`` looks at no file at all; ``explicit`` is the one file to use for all (``--config``). ``options`` are
    the command line's values by the key of the setting, each a plain value or a ``ConfigValue``, which distinguishes
    an option from a variable; ``None`` and empty lists count as not given. ``plugins`` is off for ``--no-plugins``.
    ``cwd`` and ``environ`` are those of the process. ``rules`` stands in for the built-in and installed rules.

    Raises ``ConfigError`` for options that cannot be used. ``notes`` gathers remarks for ``-v``, ``remarks`` those for
    everybody.
    """

    def __init__(
        self,
        *,
        isolated: bool = False,
        explicit: str | os.PathLike[str] | None = None,
        options: Mapping[str, Any] | None = None,
        plugins: bool = True,
        cwd: str | None = None,
        environ: Mapping[str, str] | None = None,
        rules: KnownRules | None = None,
    ) -> None:
        self.cwd = cwd or os.getcwd()
        self.notes: list[str] = []
        self.remarks: list[str] = []
        self._isolated = isolated
        self._explicit = None if explicit is None else os.path.normpath(os.path.join(self.cwd, os.fspath(explicit)))
        self._plugins = plugins
        self._rules = rules
        self._options = self._check_options(options or {})
        self._environment = self._region_of(os.environ if environ is None else environ)
        self._loaded: ConfigFile | None = None
        self._folders: dict[str, Config | ConfigError] = {}
        self._nearest_files: dict[str, ConfigFile | ConfigError | None] = {}
        self._configs: dict[str | None, Config | ConfigError] = {}
        self._settings: dict[tuple[str | None, tuple[Any, ...]], FileSettings] = {}
        #: those of folders in which all documents have the same
        self._folder_settings: dict[str, FileSettings] = {}

    def resolve(self, folder: str) -> Config | ConfigError:
        """The configuration of the documents directly in ``folder``, or all that is wrong with it."""
        config = self._folders.get(folder)
        if config is None:
            file = self._nearest(os.path.normpath(os.path.join(self.cwd, folder)))
            config = file if isinstance(file, ConfigError) else self._config_of_file(file)
            self._folders[folder] = config
        return config

    def config(self, folder: str) -> Config:
        """Like ``resolve``. Raises ``ConfigError``."""
        config = self.resolve(folder)
        if isinstance(config, ConfigError):
            raise config
        return config

    def settings_for(self, path: str) -> FileSettings:
        """The settings of the document at ``path``, absolute or relative to ``cwd``. Raises ``ConfigError``."""
        settings = self._folder_settings.get(path.rpartition(os.sep)[0])
        if settings is not None:
            return settings
        folder = os.path.dirname(path)
        config = self.config(folder)
        matching = config.matching(path if os.path.isabs(path) else os.path.join(self.cwd, path))
        key = (config.path, matching)
        settings = self._settings.get(key)
        if settings is None:
            from twimllint.engine.dispatcher import Dispatcher

            lint, names = config.settings(matching)
            settings = FileSettings(lint, names, Dispatcher(config.registry, names, lint.rule_options), config)
            self._settings[key] = settings
        if not config.overrides:
            self._folder_settings[folder] = settings
        return settings

    @property
    def resolved(self) -> list[Config]:
        """The configurations that were resolved so far and can be used, each once."""
        return [config for config in self._configs.values() if isinstance(config, Config)]

    def _nearest(self, folder: str) -> ConfigFile | ConfigError | None:
        """The configuration file nearest to a folder, upwards; every folder on the way has the same."""
        pending: list[str] = []
        nearest: ConfigFile | ConfigError | None = None
        while folder not in self._nearest_files:
            pending.append(folder)
            parent = os.path.dirname(folder)
            try:
                nearest = self._file_in(folder)
            except ConfigError as error:
                nearest = error
            if nearest is not None or parent == folder:
                break
            folder = parent
        else:
            nearest = self._nearest_files[folder]
        self._nearest_files.update(dict.fromkeys(pending, nearest))
        return nearest

    def _file_in(self, folder: str) -> ConfigFile | None:
        if self._isolated:
            return None
        if self._explicit is None:
            found = find(folder, self.cwd)
            self.remarks += found.remarks
            return found.file
        return self._explicit_file()

    def _explicit_file(self) -> ConfigFile:
        assert self._explicit is not None
        if self._loaded is None:
            self._loaded = load(self._explicit, self.cwd)
        return self._loaded

    def _config_of_file(self, file: ConfigFile | None) -> Config | ConfigError:
        path = file.path if file else None
        config = self._configs.get(path)
        if config is None:
            try:
                config = self._build(file)
            except ConfigError as error:
                config = error
            self._configs[path] = config
        return config

    def _build(self, file: ConfigFile | None) -> Config:
        rules = self._base()
        if file is None and not self._options:
            return default_config(self.cwd, self._environment, rules.registry, rules.failures)
        from twimllint.config.resolve import Layers, check_names, resolve

        if file is None:
            layers = Layers(self.cwd, self._environment, (), {}, self._options)
            check_names(layers, rules, lambda: self._rules_of_cwd(None))
            return resolve(layers, rules)
        from twimllint.config.merge import merge
        from twimllint.config.plugins import Project
        from twimllint.config.rules import RuleLoader

        mistakes = Mistakes()
        merged = merge(extends_chain(file, self.cwd), mistakes)
        layers = Layers(self.cwd, self._environment, merged.files, merged.values, self._options)
        # no code is run for a configuration that cannot be used
        plugins = self._plugins and not mistakes.failures
        with mistakes:
            rules = rules._replace(complete=False)  # unless the rules can be loaded, names cannot be checked
            rules = RuleLoader(self._base(), Project(self.cwd, self._explicit), plugins=plugins).load(merged.files)
        with mistakes:
            check_names(layers, rules, lambda: self._rules_of_cwd(file))
        mistakes.check()
        return resolve(layers, rules)

    def _rules_of_cwd(self, file: ConfigFile | None) -> Rules:
        """The rules of the working folder, for the configuration in ``file``; none where it is the same."""
        nearest = self._nearest(self.cwd)
        if isinstance(nearest, ConfigError) or nearest is file:
            return {}
        config = self._config_of_file(nearest)
        return {} if isinstance(config, ConfigError) else config.registry.rules

    def _base(self) -> KnownRules:
        if self._rules is None:
            from twimllint.config.rules import builtin_rules, installed_rules

            self._rules = installed_rules() if self._plugins else builtin_rules()
        return self._rules

    def _check_options(self, options: Mapping[str, Any]) -> dict[str, ConfigValue]:
        checked: dict[str, ConfigValue] = {}
        for key, value in options.items():
            if (value.value if isinstance(value, ConfigValue) else value) in (None, (), []):
                continue
            from twimllint.config.location import ConfigLocation
            from twimllint.config.settings import BY_KEY

            name = BY_KEY[key].option or "--" + key
            option = value if isinstance(value, ConfigValue) else ConfigValue(value, (ConfigSource(name),))
            where = ConfigLocation(None, (key,), option.sources[0].name, self.cwd)
            checked[key] = option._replace(value=BY_KEY[key].check(option.value, where))
        return checked

    def _region_of(self, environ: Mapping[str, str]) -> dict[str, ConfigValue]:
        """``TWILIO_REGION`` is set for other programs, so a strange value is remarked on and left aside."""
        value = environ.get("TWILIO_REGION", "").strip().lower()
        if not value or "region" in self._options:
            return {}
        from twimllint.config.checks import region_error

        error = region_error(value)
        if error:
            self.notes.append(f'TWILIO_REGION is "{value}" and is ignored: {error}')
            return {}
        return {"region": ConfigValue(value, (ConfigSource("TWILIO_REGION"),))}


def lint_settings_of(text: str, folder: str | None = None) -> LintSettings:
    """Settings from the TOML of a configuration, without looking at files or at which rules exist.

    Keys are at the top or below ``[tool.twimllint]``. Paths count from ``folder``, the working folder where it is
    not given. Raises ``ConfigError``.
    """
    from twimllint.config.merge import merge
    from twimllint.config.resolve import Layers, lint_settings

    cwd = folder or os.getcwd()
    name = "pyproject.toml" if "tool.twimllint" in text else "twimllint.toml"
    file = parse(text, os.path.join(cwd, name), cwd)
    assert file is not None
    mistakes = Mistakes()
    merged = merge([file], mistakes, must_exist=False)
    mistakes.check()
    values = ConfigValues(merged.values)
    return lint_settings(Layers(cwd, {}, merged.files, merged.values, {}), values, values["severity"])
