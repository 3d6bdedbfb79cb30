"""Which rules look at what: the selected rules, found by what they declare once for each kind of thing.

A rule's module is imported when the first thing that it looks at turns up, so a document pays only for its own verbs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from twimllint.engine.basics import Tier
from twimllint.schema.places import statuses_at, types_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from twimllint.engine.basics import RuleInfo
    from twimllint.engine.clock import Clock
    from twimllint.engine.context import Context
    from twimllint.engine.diagnostic import Diagnostic
    from twimllint.engine.registry import Registry
    from twimllint.engine.rule import ProjectRule, Rule

    Check = Callable[[Any, Any], Iterable[Diagnostic]]

_T = TypeVar("_T")

#: What rules are looked up by: the kind of thing (``element``, ``attribute``, ``text``), element and attribute.
Key = tuple[str, str, str]


class OptionsError(Exception):
    """An option of a rule that is unknown, or has a value that the rule does not take."""

    def __init__(self, rule: str, option: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.option = option


#: Texts of at most so many characters are remembered, and at most so many of them for each kind of part: attributes
#: take few values, and documents of one application repeat them.
_SHORT, _REMEMBERED = 100, 1_000


class BoundRule:
    """A selected rule with its options; it is imported when it is first called."""

    __slots__ = (
        "_clock", "_load", "_rule", "check", "conditions", "info", "known", "name", "needs", "runs_on_malformed",
        "templated",
    )  # fmt: skip

    def __init__(self, info: RuleInfo, load: Callable[[], Rule], gated: bool) -> None:
        self.info = info
        self.name = info.name
        self._load = load
        self._rule: Rule | None = None
        self._clock: Clock | None = None
        self.needs = info.needs if gated else ()
        self.conditions = tuple([condition.bound() for condition in info.when]) if gated else ()
        self.known = info.known
        self.templated = info.templated
        self.runs_on_malformed = info.runs_on_malformed
        self.check: Check = self._first_check

    @property
    def rule(self) -> Rule:
        """The rule itself."""
        if self._rule is None:
            self._rule = self._load()
            self.check = self._measured(self._rule.check)
        return self._rule

    def watch(self, clock: Clock) -> None:
        """Measure every call from now on."""
        self._clock = clock
        self.check = self._measured(self._first_check if self._rule is None else self._rule.check)

    def _measured(self, check: Check) -> Check:
        return check if self._clock is None else self._clock.watched(self.info.name, check)

    def _first_check(self, item: Any, ctx: Context) -> Iterable[Diagnostic]:
        return self.rule.check(item, ctx)

    def meets_conditions(self, item: Any, ctx: Context) -> bool:
        """Whether a thing meets the conditions of the rule."""
        for holds, argument in self.conditions:  # noqa: SIM110 - any() with a generator takes three times as long
            if not holds(item, ctx, argument):
                return False
        return True


class RuleSet(tuple[BoundRule, ...]):
    """The rules for one kind of part, and for a text of that kind those that may have something to say about it.

    A need in lower case is found in any letter case, since hosts, schemes and escapes may be written in any.
    """

    def __init__(self, rules: Iterable[BoundRule] = ()) -> None:  # noqa: ARG002 - tuple.__new__ reads them
        self._gated = any(rule.needs for rule in self)
        self._remembered: dict[str, tuple[BoundRule, ...]] = {}

    def for_text(self, text: str) -> tuple[BoundRule, ...]:
        """The rules that need nothing, and those that find one of the strings they need in the text."""
        if not self._gated:
            return self
        found = self._remembered.get(text)
        if found is None:
            lower = text.lower()
            found = tuple([rule for rule in self if not rule.needs or _holds_any(rule.needs, text, lower)])
            if len(text) <= _SHORT:
                if len(self._remembered) >= _REMEMBERED:
                    self._remembered.clear()
                self._remembered[text] = found
        return found


def _holds_any(needs: tuple[str, ...], text: str, lower: str) -> bool:
    for need in needs:  # noqa: SIM110 - any() with a generator takes three times as long
        if need in lower or need in text:
            return True
    return False


class Table(dict[Key, RuleSet]):
    """The rules for the parts of documents of one channel, looked up when a kind of part first turns up."""

    def __init__(self, find: Callable[[Key], RuleSet]) -> None:
        self._find = find

    def __missing__(self, key: Key) -> RuleSet:
        rules = self[key] = self._find(key)
        return rules


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
        for bound in self._rules.values():
            for trigger in bound.info.on:
                key = trigger.lower() if trigger.startswith("~") else trigger
                self._by_trigger.setdefault(key, []).append(bound)
        self._tables: dict[tuple[str, bool], Table] = {}
        #: the rules over all documents of a run
        self.project = self.on("#project")
        self.has_schema_rules = any(bound.info.implied_by_schema for bound in self._rules.values())

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

    def timed(self, phase: str, work: Callable[[], _T]) -> _T:
        """Do some work, measured as part of a phase where there is a clock."""
        return work() if self.clock is None else self.clock.timed(phase, work)

    def on(self, trigger: str) -> RuleSet:
        """The rules of one trigger, given in its text form."""
        rules = self._sets.get(trigger)
        if rules is None:
            rules = self._sets[trigger] = RuleSet(self._by_trigger.get(trigger, ()))
        return rules

    def table(self, channel: str, *, schema_valid: bool) -> Table:
        """The rules for the parts of documents of a channel.

        For a document that the schema accepts, those that report only what the schema rejects are left out.
        """
        table = self._tables.get((channel, schema_valid))
        if table is None:
            wanted = "messaging" if channel == "messaging" else "voice"
            table = self._tables[channel, schema_valid] = Table(lambda key: self._find(key, wanted, schema_valid))
        return table

    def _find(self, key: Key, channel: str, schema_valid: bool) -> RuleSet:
        unique: dict[BoundRule, bool] = {}
        for trigger in _triggers(key, channel):
            # the schema accepts whatever it gives a status to
            implied = schema_valid and not trigger.startswith("#status:")
            unique |= {
                rule: True
                for rule in self._by_trigger.get(trigger, ())
                if not (implied and rule.info.implied_by_schema)
            }
        rules = tuple(unique)
        # unknown names are without number, and all have the same rules
        found = self._made.get(rules)
        if found is None:
            found = self._made[rules] = RuleSet(rules)
        return found

    def check_options(self) -> None:
        """Try the options of every rule that has some in the settings. Raises ``OptionsError``."""
        for name in self.options:
            if name in self.registry.rules:
                make_options(self.registry.load(name), self.options[name])

    def project_rules(self, ctx: Context | None = None) -> list[ProjectRule]:
        """The selected rules over all documents; with ``ctx`` only those that its document may concern."""
        bound = self.project if ctx is None else self.project.for_text(ctx.source.text)
        if ctx is not None:
            bound = tuple([rule for rule in bound if rule.meets_conditions(ctx.document, ctx)])
        if not bound:
            return []
        # imported by the first rule that a run needs, and not before
        from twimllint.engine.rule import ProjectRule

        return [rule.rule for rule in bound if isinstance(rule.rule, ProjectRule)]

    def rule(self, name: str) -> BoundRule | None:
        """The selected rule of that name."""
        return self._rules.get(name)

    def tier(self, name: str) -> Tier:
        """The tier of a rule, selected or not."""
        info = self.registry.rules.get(name)
        return Tier.VALUE if info is None else info.tier


def _triggers(key: Key, channel: str) -> Iterator[str]:
    """The triggers that concern a kind of part, in their text form."""
    kind, element, attribute = key
    if kind == "element":
        place = element
        yield from (element, "*")
    elif kind == "attribute":
        place = f"{element}@{attribute}"
        yield from (place, f"@{attribute}", "@*")
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
