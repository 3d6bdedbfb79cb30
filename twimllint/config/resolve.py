"""From the configuration to what the engine is given: the rules that run, and the settings they see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from twimllint.engine.select import known, match, resolve
from twimllint.engine.settings import LintSettings

if TYPE_CHECKING:
    from twimllint.config.config import Config
    from twimllint.engine.registry import Registry


_SELECTING = ("select", "ignore", "extend-select")


def names_of(registry: Registry, selectors: tuple[str, ...]) -> frozenset[str]:
    """The rules that some of the selectors name."""
    return frozenset().union(*[match(registry.rules, selector).names for selector in selectors])


def base(config: Config) -> tuple[LintSettings, frozenset[str]]:
    """What holds for every document of a configuration before the per-file tables."""
    rules = config.registry.rules
    # what the command line names need not be known to each configuration of the run
    cli = {key: known(rules, config.overrides[key].value) for key in _SELECTING if key in config.overrides}
    if cli.get("select") == []:
        return make_lint(config, severities(config)), frozenset()
    selected = resolve(
        rules,
        _given(config, "select"),
        _given(config, "ignore"),
        _given(config, "extend-select"),
        config.value("preset"),
        cli_select=cli.get("select"),
        cli_ignore=cli.get("ignore", ()),
        cli_extend_select=cli.get("extend-select", ()),
    )
    return make_lint(config, severities(config)), selected


def _given(config: Config, key: str) -> tuple[str, ...]:
    given = config.given.get(key)
    return given.value if given else ()


def severities(config: Config) -> dict[str, str]:
    """Severities by rule: those of the ``strict`` preset, and over them the configured ones, the most specific last."""
    table = config.value("severity")
    strict = config.value("preset") == "strict"
    if not table and not strict:
        return {}
    rules = config.registry.rules
    found = {name: "warning" for name, info in rules.items() if strict and info.severity.value == "info"}
    matched = [(match(rules, selector), severity) for selector, severity in table.items()]
    for names, severity in sorted(matched, key=lambda pair: pair[0].rank):
        found.update(dict.fromkeys(names.names, severity))
    return found


def make_lint(config: Config, severity: Mapping[str, str]) -> LintSettings:
    """The settings that rules see, from the top-level keys and tables."""
    region, source = config.value("region"), ""
    if "region" in config.overrides:
        source = config.overrides["region"].origin
    elif region is not None:
        source = config.given["region"].origins[0].name
    elif config.twilio_region is not None:
        region, source = config.twilio_region, "TWILIO_REGION"
    if not (config.given or config.overrides):
        return LintSettings(region=region, region_from=source)
    value = config.value
    return LintSettings(
        region=region,
        region_from=source,
        channel=value("channel"),
        room_type=value("room-type"),
        rooms=value("rooms"),
        rooms_manifest=value("rooms-manifest"),
        default_country=value("default-country"),
        region_table=value("regions"),
        rule_options={_rule_name(config, key): options for key, options in value("rules").items()},
        severities=severity,
        base_url=value("base-url"),
        url_map=value("url-map"),
        schema=value("schema"),
        require_reason=value("require-reason"),
        templates=value("templates") if "templates" in config.given else None,
        code=value("code"),
        code_tests=value("code-tests"),
        fixed=frozenset(config.overrides),
    )


def _rule_name(config: Config, key: str) -> str:
    """The name of a rule that ``[rules.KEY]`` gives by its name or its code."""
    if not config.layers:
        return key
    info = config.registry.find(key)
    return info.name if info else key
