"""The parts of a configuration that speak of rules: plugins, declared rules, selectors, options."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from twimllint.config.errors import ConfigError
from twimllint.engine.registry import PluginError, Registry
from twimllint.engine.select import SelectError, match

if TYPE_CHECKING:
    from twimllint.config.config import Config
    from twimllint.config.finder import ConfigFinder
    from twimllint.config.layers import Layer

_At = tuple[str | int, ...]


def extend_registry(registry: Registry, config: Config, finder: ConfigFinder) -> Registry:
    """The registry with the rules of local plugins and of ``[[rule]]`` tables. Raises ``ConfigError``."""
    if "plugins" in config.given and finder.plugins:
        registry = _with_plugins(registry, config, finder)
    if "rule" in config.given:
        registry = _with_declared(registry, config)
    return registry


def _with_plugins(registry: Registry, config: Config, finder: ConfigFinder) -> Registry:
    from twimllint.engine.plugins import local_plugin

    for layer in config.layers:
        names = layer.table.get("plugins", ())
        if names and not _trusted(layer, finder):
            finder.notes.append(
                f"plugins of {layer.shown} are not loaded: it lies outside the working tree; --config names it if it "
                "is trusted"
            )
            continue
        for index, name in enumerate(names):
            try:
                registry = registry.extended(local_plugin(name, layer.folder))
            except PluginError as error:
                raise layer.error(("plugins", index), str(error)) from error
    return registry


def _trusted(layer: Layer, finder: ConfigFinder) -> bool:
    """Code is run only from the working tree, so that a stray file in a folder above cannot bring its own."""
    if layer.path == finder.explicit:
        return True
    tree = os.path.realpath(work_tree(finder.cwd))
    return os.path.realpath(layer.path).startswith(tree.rstrip(os.sep) + os.sep)


def work_tree(folder: str) -> str:
    """The nearest folder upwards that holds a ``.git``; ``folder`` itself where there is none."""
    at = folder
    while not os.path.exists(os.path.join(at, ".git")):
        parent = os.path.dirname(at)
        if parent == at:
            return folder
        at = parent
    return at


def _with_declared(registry: Registry, config: Config) -> Registry:
    from twimllint.engine.declared import DeclaredError, declare

    rows = config.given["rule"].value
    for number, ((layer, index), row) in enumerate(zip(_declared_places(config), rows, strict=True), 1):
        table = {"code": f"OWN{number:03}", **row}
        globs = table.pop("files", ())
        try:
            registry = registry.extended([declare(table)])
        except DeclaredError as error:
            raise layer.error(("rule", index, error.key), str(error)) from error
        except PluginError as error:
            raise layer.error(("rule", index), str(error)) from error
        if globs:
            config.rule_files[str(table["name"])] = globs
    return registry


def _declared_places(config: Config) -> Iterator[tuple[Layer, int]]:
    for layer in config.layers:
        for index in range(len(layer.table.get("rule", ()))):
            yield layer, index


def check_names(config: Config, elsewhere: Callable[[], frozenset[str]] = frozenset) -> None:
    """Raises ``ConfigError`` for a selector that names no rule, and for an option that a rule does not take.

    ``elsewhere`` gives the selectors of the command line that are known in the working folder; here they may name
    nothing, where its plugins are not those of this configuration.
    """
    for key in ("select", "extend-select", "ignore"):
        override = config.overrides.get(key)
        for selector in override.value if override else ():
            try:
                match(config.registry.rules, selector)
            except SelectError as error:
                if selector not in elsewhere():
                    raise ConfigError(f"{override.origin if override else key}: {error.message}") from None
    for layer in config.layers:
        for at, selector in _selectors(layer.table):
            try:
                match(config.registry.rules, selector)
            except SelectError as error:
                raise layer.error(at, f"{at[0]}: {error.message}") from None
    _check_options(config)
    # declared rules and plugins are judged even where nothing else asks for them
    if config.layers:
        assert config.registry


def _selectors(table: Any) -> Iterator[tuple[_At, str]]:
    for key in ("select", "extend-select", "ignore"):
        for index, selector in enumerate(table.get(key, ())):
            yield (key, index), selector
    for selector in table.get("severity", ()):
        yield ("severity", selector), selector
    for glob, selectors in table.get("per-file-ignores", {}).items():
        for index, selector in enumerate(selectors):
            yield ("per-file-ignores", glob, index), selector


def _check_options(config: Config) -> None:
    from twimllint.engine.dispatcher import OptionsError, make_options

    for layer in config.layers:
        for key, options in layer.table.get("rules", {}).items():
            info = config.registry.find(key)
            if info is None:
                raise layer.error(("rules", key), _no_rule(config, key))
            try:
                make_options(config.registry.load(info.name), options)
            except OptionsError as error:
                raise layer.error(("rules", key, error.option), f"rules.{key}: {error}") from None


def _no_rule(config: Config, key: str) -> str:
    try:
        match(config.registry.rules, key)
    except SelectError as error:
        return f"rules: {error.message}"
    return f'rules: "{key}" names several rules; options belong to one'
