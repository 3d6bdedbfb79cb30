"""From merged values and known rules to a frozen ``Config``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from twimllint.config.config import Config, FileOverride
from twimllint.config.errors import ConfigError, Mistakes
from twimllint.config.load import ConfigFile
from twimllint.config.rule_names import NamedRule, check_rule_names, in_preview, named_in, renamed_rules
from twimllint.config.rules import KnownRules
from twimllint.config.values import ConfigValue, ConfigValues, plain
from twimllint.engine.basics import RuleInfo
from twimllint.engine.settings import LintSettings
from twimllint.files.globs import compile_glob
from twimllint.files.patterns import Glob, Patterns

_SELECTING = ("select", "ignore", "extend-select")
#: Lists that the command line's option adds to; all other options replace what the files say.
_ADDED_TO = ("ignore", "extend-select")

Rules = Mapping[str, RuleInfo]


class Layers(NamedTuple):
    """What is known before it is resolved, the weakest first: the environment, the files, the command line.

    ``files`` are the configuration files, the farthest first, and ``merged`` what they say together; ``cwd`` is the
    root where there are none.
    """

    cwd: str
    environment: Mapping[str, ConfigValue]
    files: tuple[ConfigFile, ...]
    merged: Mapping[str, ConfigValue]
    options: Mapping[str, ConfigValue]

    @property
    def given(self) -> dict[str, ConfigValue]:
        """The values that hold, each with its sources."""
        values = {**self.environment, **self.merged}
        for key, option in self.options.items():
            before = values.get(key) if key in _ADDED_TO else None
            added = (
                ConfigValue((*before.value, *option.value), (*before.sources, *option.sources)) if before else option
            )
            values[key] = added
        return values

    @property
    def named(self) -> list[NamedRule]:
        """Every place in the files and the command line that names rules."""
        named_rules = [named for file in self.files for named in named_in(file)]
        for key in _SELECTING:
            option = self.options.get(key)
            for selector in option.value if option else ():
                named_rules.append(NamedRule(key, selector, option.sources[0].name if option else key))
        return named_rules

    @property
    def root(self) -> str:
        """The folder that the globs of ``exclude`` count from."""
        return self.files[-1].folder if self.files else self.cwd


def check_names(layers: Layers, known: KnownRules, elsewhere: Callable[[], Rules] = dict) -> None:
    """Raises ``ConfigError`` for selectors that name no rule, and for options that a rule does not have.

    ``elsewhere`` gives the rules that are known in the working folder: a selector of the command line may name one of
    them and nothing here, where the plugins are not those of this configuration.
    """
    mistakes = Mistakes()
    with mistakes:
        _check_options_of_command_line(layers, known, elsewhere)
    with mistakes:
        check_rule_names(layers.files, known)
    mistakes.check()


def resolve(layers: Layers, known: KnownRules) -> Config:
    """The configuration of these layers, whose names have been checked. Raises ``ConfigError``."""
    values = ConfigValues(layers.given)
    lint = lint_settings(layers, values, _severities(values, known.registry.rules), known)
    excluded = [glob if isinstance(glob, Glob) else Glob(glob, layers.root) for glob in values["exclude"]]
    config = Config(
        layers.root,
        values,
        known.registry,
        _selected(layers, values, known.registry.rules),
        lint,
        Patterns([*excluded, *values["extend-exclude"]]),
        Patterns(values["include"]),
        layers.files,
        values["fail-on"],
        values["max-warnings"],
        values["baseline"],
        tuple(_overrides(layers, known)),
        known.failures,
        (*known.notes, *in_preview(layers.named, values["preview"], known)),
        tuple(renamed_rules(layers.named, known)),
    )
    _check_merged_options(config)
    return config


def lint_settings(
    layers: Layers, values: ConfigValues, severities: Mapping[str, str], known: KnownRules | None = None
) -> LintSettings:
    """The settings that rules see, from the top-level keys and tables. ``known`` turns codes of rules into names."""
    region = values.given.get("region")
    options = values["rules"]
    if known is not None:
        options = {info.name if (info := known.registry.find(key)) else key: row for key, row in options.items()}
    return LintSettings(
        region=region.value if region else None,
        region_from=region.sources[0].name if region else "",
        channel=values["channel"],
        room_type=values["room-type"],
        rooms=values["rooms"],
        rooms_manifest=values["rooms-manifest"],
        default_country=values["default-country"],
        region_table=values["regions"],
        rule_options=options,
        severities=severities,
        base_url=values["base-url"],
        url_map=values["url-map"],
        schema=values["schema"],
        require_reason=values["require-reason"],
        templates=values["templates"] if "templates" in values.given else None,
        code=values["code"],
        code_tests=values["code-tests"],
        fixed=frozenset(layers.options),
    )


def _check_options_of_command_line(layers: Layers, known: KnownRules, elsewhere: Callable[[], Rules]) -> None:
    from twimllint.engine.select import SelectError, match

    for key in _SELECTING:
        option = layers.options.get(key)
        for selector in option.value if option else ():
            try:
                match(known.registry.rules, selector)
            except SelectError as error:
                if not known.complete or _is_known(selector, elsewhere()):
                    continue
                source = option.sources[0].name if option else key
                raise ConfigError.of(f"{source}: {error.message}") from None


def _is_known(selector: str, rules: Rules) -> bool:
    from twimllint.engine.select import known_selectors

    return bool(known_selectors(rules, (selector,)))


def _selected(layers: Layers, values: ConfigValues, rules: Rules) -> frozenset[str]:
    from twimllint.engine.select import known_selectors, resolve

    def selectors_of(source: Mapping[str, ConfigValue], key: str) -> list[str]:
        # what names nothing has been reported already
        return known_selectors(rules, source[key].value) if key in source else []

    chosen = selectors_of(layers.options, "select")
    if "select" in layers.options and not chosen:
        return frozenset()
    return resolve(
        rules,
        selectors_of(layers.merged, "select"),
        selectors_of(layers.merged, "ignore"),
        selectors_of(layers.merged, "extend-select"),
        values["preset"],
        preview=values["preview"],
        cli_select=chosen or None,
        cli_ignore=selectors_of(layers.options, "ignore"),
        cli_extend_select=selectors_of(layers.options, "extend-select"),
    )


def _severities(values: ConfigValues, rules: Rules) -> dict[str, str]:
    """Severities by rule: those of the ``strict`` preset, and over them the configured ones, the most specific last."""
    from twimllint.engine.select import known_selectors, match

    strict = values["preset"] == "strict"
    severities = {name: "warning" for name, info in rules.items() if strict and info.severity.value == "info"}
    table = values["severity"]
    matched = [(match(rules, selector), table[selector]) for selector in known_selectors(rules, table)]
    for names, severity in sorted(matched, key=lambda pair: pair[0].rank):
        severities.update(dict.fromkeys(names.names, severity))
    return severities


def _overrides(layers: Layers, known: KnownRules) -> Iterator[FileOverride]:
    from twimllint.engine.select import known_selectors, match

    rules = known.registry.rules
    for key in ("per-file-ignores", "per-file-settings"):
        for glob, entry in layers.merged[key].value.items() if key in layers.merged else ():
            override = FileOverride(
                compile_glob(glob.pattern.removeprefix("!")), glob.folder, negated=glob.pattern.startswith("!")
            )
            if key == "per-file-ignores":
                selectors = known_selectors(rules, entry.value)
                names = frozenset().union(*[match(rules, selector).names for selector in selectors])
                yield override._replace(ignores=names)
            else:
                yield override._replace(settings=_changed_settings(entry, frozenset(layers.options)))
    for name, globs in known.files.items():
        for glob in globs:
            yield FileOverride(compile_glob(glob.pattern), glob.folder, enables=name)


def _changed_settings(entry: ConfigValue, fixed: frozenset[str]) -> dict[str, Any]:
    changes = {key.replace("-", "_"): value for key, value in plain(entry).items() if key not in fixed}
    if "region" in changes:
        changes["region_from"] = entry.sources[0].name
    return changes


def _check_merged_options(config: Config) -> None:
    """Options are checked file by file; together they may still be more than a rule takes."""
    from twimllint.engine.dispatcher import make_options
    from twimllint.engine.settings import OptionsError

    for name, options in config.lint.rule_options.items():
        if name in config.registry.rules:
            try:
                make_options(config.registry.load(name), options)
            except OptionsError as error:
                place, line = config.place(("rules", name, error.option))
                raise ConfigError.of(str(error), place, line) from None
