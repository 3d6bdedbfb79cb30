"""Which rules look at what: the selected rules, found by what they declare once for each kind of thing.

A rule's module is imported when the first thing that it looks at turns up, so a document pays only for its own verbs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from twimllint.engine.basics import Tier
from twimllint.engine.conditions import DocumentConditions
from twimllint.engine.plans import BoundRule, Kind, Part, RuleSet, Tables, meets
from twimllint.schema.places import last_word, statuses_at, types_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from twimllint.engine.basics import RuleInfo
    from twimllint.engine.clock import Clock
    from twimllint.engine.context import Context
    from twimllint.engine.diagnostic import Diagnostic
    from twimllint.engine.registry import Registry
    from twimllint.engine.rule import ProjectRule, Rule
    from twimllint.engine.settings import LintSettings

    Check = Callable[[Any, Any], Iterable[Diagnostic]]

_T = TypeVar("_T")
_P = ParamSpec("_P")

#: So many settings have tables of their own; beyond that all are made anew.
_MAX_TABLES = 16


class Dispatcher:
    """The selected rules by what they look at.

    ``gated`` is false to call rules without regard to what they declare in ``needs`` and ``when``: slower, and the
    same findings.
    """

    def __init__(
        self,
        registry: Registry,
        names: Iterable[str],
        options: Mapping[str, Mapping[str, Any]] | None = None,
        *,
        gated: bool = True,
    ) -> None:
        self.registry = registry
        self.options = options or {}
        self.names = frozenset(names)
        self._rules = {name: self._bind(registry.rules[name], gated) for name in sorted(self.names)}
        self.clock: Clock | None = None
        self._by_trigger: dict[str, list[BoundRule]] = {}
        self._sets: dict[str, RuleSet] = {}
        self._made: dict[tuple[BoundRule, ...], RuleSet] = {}
        for rule in self._rules.values():
            for trigger in rule.info.on:
                key = trigger.lower() if trigger.startswith("~") else trigger
                self._by_trigger.setdefault(key, []).append(rule)
        conditions = [condition for rule in self._rules.values() for condition in rule.document_conditions]
        self._document_conditions = DocumentConditions(conditions)
        self._tables: list[tuple[LintSettings, dict[tuple[str, tuple[int, ...]], Tables]]] = []
        #: the rules over all documents of a run
        self.project = self.on("#project")
        self.has_schema_rules = any(rule.info.implied_by_schema for rule in self._rules.values())

    def _bind(self, info: RuleInfo, gated: bool) -> BoundRule:
        def load() -> Rule:
            cls = self.registry.load(info.name)
            return cls(make_options(cls, self.options.get(info.name, {})))

        # the conditions are those of a rule without options
        return BoundRule(info, load, gated and info.name not in self.options)

    def watch(self, clock: Clock) -> None:
        """Measure the rules, and what is done with ``timed``, from now on."""
        if self.clock is not clock:
            self.clock = clock
            for rule in self._rules.values():
                rule.watch(clock)

    def timed(self, phase: str, work: Callable[_P, _T], *args: _P.args, **options: _P.kwargs) -> _T:
        """Do some work, measured as part of a phase where there is a clock."""
        return work(*args, **options) if self.clock is None else self.clock.timed(phase, work, *args, **options)

    def on(self, trigger: str) -> RuleSet:
        """The rules of one trigger, given in its text form."""
        rules = self._sets.get(trigger)
        if rules is None:
            rules = self._sets[trigger] = RuleSet(self._by_trigger.get(trigger, ()))
        return rules

    def tables(self, ctx: Context) -> Tables:
        """The plans for a document and all others of its channel and settings that meet the same conditions."""
        document = ctx.document
        state = self._document_conditions.state(document, ctx)
        of_settings = self._tables_of(ctx.settings)
        tables = of_settings.get((document.channel, state))
        if tables is None:
            tables = of_settings[document.channel, state] = self._new_tables(document.channel, state)
        return tables

    def _tables_of(self, settings: LintSettings) -> dict[tuple[str, tuple[int, ...]], Tables]:
        for cached, tables in self._tables:
            if cached is settings or cached == settings:
                return tables
        if len(self._tables) >= _MAX_TABLES:
            self._tables.clear()
        self._tables.append((settings, {}))
        return self._tables[-1][1]

    def _new_tables(self, channel: str, state: tuple[int, ...]) -> Tables:
        channel = "messaging" if channel == "messaging" else "voice"
        unmet = self._document_conditions.unmet(state)

        def concerned(rules: Iterable[BoundRule]) -> RuleSet:
            asked = tuple([rule for rule in rules if unmet.isdisjoint(rule.document_conditions)])
            # unknown names are without number, and all have the same rules
            return self._made.get(asked) or self._made.setdefault(asked, RuleSet(asked))

        return Tables(
            concerned(self.on("#document")),
            lambda part, kind, attribute: concerned(self._find(part, kind, attribute, channel)),
        )

    def _find(self, part: Part, kind: Kind, attribute: str, channel: str) -> Iterable[BoundRule]:
        unique: dict[BoundRule, bool] = {}
        for trigger in _triggers(part, kind, attribute, channel):
            # the schema accepts whatever it gives a status to
            implied = not kind.everything and not trigger.startswith("#status:")
            unique |= {
                rule: True
                for rule in self._by_trigger.get(trigger, ())
                if not (implied and rule.info.implied_by_schema)
            }
        return unique

    def check_options(self) -> None:
        """Try the options of every rule that has some in the settings. Raises ``OptionsError``."""
        for name in self.options:
            if name in self.registry.rules:
                make_options(self.registry.load(name), self.options[name])

    def project_rules(self, ctx: Context | None = None) -> list[ProjectRule]:
        """The selected rules over all documents; with ``ctx`` only those that its document may concern."""
        rules: tuple[BoundRule, ...] = self.project
        if ctx is not None and rules:
            rules = self.project.for_document(ctx.source.text, ctx.document.lower)
            if rules:
                rules = tuple([rule for rule in rules if meets(rule.conditions, ctx.document, ctx)])
        if not rules:
            return []
        # imported by the first rule that a run needs, and not before
        from twimllint.engine.rule import ProjectRule

        return [rule.rule for rule in rules if isinstance(rule.rule, ProjectRule)]

    def rule(self, name: str) -> BoundRule | None:
        """The selected rule of that name."""
        return self._rules.get(name)

    def tier(self, name: str) -> Tier:
        """The tier of a rule, selected or not."""
        info = self.registry.rules.get(name)
        return Tier.VALUE if info is None else info.tier


def _triggers(part: Part, kind: Kind, attribute: str, channel: str) -> Iterator[str]:
    """The triggers that concern a kind of part, in their text form."""
    element = kind.name
    if part == "element":
        place = element
        yield from (element, "*", f"#relation:{kind.relation}")
    elif part != "text":
        place = f"{element}@{attribute}"
        yield from (place, f"@{attribute}", f"@*{last_word(attribute)}", "@*")
        if part == "unknown attribute":
            yield "#unknown-attribute"
    else:
        place = f"{element}/text"
        yield from (place, "*/text")
    yield f"~{place}".lower()
    for name in types_at(place, channel):
        yield f"#type:{name}"
        if name == "url" or name.endswith("-url"):
            yield "#url"
    for status in statuses_at(place, channel):
        yield f"#status:{status}"


def make_options(cls: type[Rule], table: Mapping[str, Any]) -> Any:
    """The options object of a rule. Raises ``OptionsError`` for an unknown option or a value of the wrong type."""
    if not table:
        return None
    from twimllint.engine.options import build

    return build(cls, table)
