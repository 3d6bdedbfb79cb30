"""Which rules look at what: the selected rules, sorted by their triggers once for a whole run.

A rule's module is imported when the first thing it looks at turns up, so a document pays only for its own verbs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from twimllint.grammar.quick import urls
from twimllint.lint.glances import GLANCES
from twimllint.lint.needs import Needs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from twimllint.lint.context import Context
    from twimllint.lint.diagnostic import Diagnostic
    from twimllint.lint.registry import Registry
    from twimllint.lint.rule import ProjectRule, Rule, RuleInfo


class OptionsError(Exception):
    """An option of a rule that is unknown, or has a value that the rule does not take."""

    def __init__(self, rule: str, option: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.option = option


class Slot:
    """A selected rule that is loaded when it is first called.

    ``check`` is the rule's own method once it is loaded; until then it loads the rule. For a rule with a glance it
    takes that glance first.
    """

    __slots__ = ("_rule", "broken", "check", "glance", "info", "needs", "plan")

    def __init__(self, info: RuleInfo, plan: Plan) -> None:
        self.info = info
        self.needs = info.needs
        self.broken = info.broken
        self.plan = plan
        self._rule: Rule | None = None
        self.glance = GLANCES.get(info.name)
        self.check: Callable[[Any, Any], Iterable[Diagnostic]] = self._load if self.glance is None else self._look

    @property
    def rule(self) -> Rule:
        """The rule itself, imported and set up with its options."""
        if self._rule is None:
            cls = self.plan.registry.load(self.info.name)
            self._rule = cls(make_options(cls, self.plan.options.get(self.info.name, {})))
            if self.glance is None:
                self.check = self._rule.check
        return self._rule

    def _load(self, item: Any, ctx: Any) -> Iterable[Diagnostic]:
        return self.rule.check(item, ctx)

    def _look(self, item: Any, ctx: Any) -> Iterable[Diagnostic]:
        return self.rule.check(item, ctx) if self.glance is None or self.glance(item, ctx) else ()

    def wants(self, text: str) -> bool:
        """Whether the text holds one of the strings that the rule needs to see."""
        for need in self.needs:  # noqa: SIM110 - any() with a generator takes three times as long
            if need in text:
                return True
        return False

    def concerns(self, ctx: Context) -> bool:
        """Whether a document may be of interest to a rule over all documents."""
        if self.needs and not self.wants(ctx.source.text):
            return False
        return self.glance is None or "#document" in self.info.on or self.glance(ctx.document, ctx)


class Slots(NamedTuple):
    """The rules for one kind of thing: those always called, and those that need to see some string in it."""

    always: tuple[Slot, ...]
    needing: tuple[Slot, ...]


class Plan:
    """The selected rules by trigger. ``full`` in its methods asks for the schema-backed rules too."""

    def __init__(
        self, registry: Registry, names: Iterable[str], options: Mapping[str, Mapping[str, Any]] | None = None
    ) -> None:
        self.registry = registry
        self.options = options or {}
        self.names = frozenset(names)
        self._slots = {name: Slot(registry.rules[name], self) for name in sorted(self.names)}
        self._by_trigger: dict[str, list[Slot]] = {}
        needs: dict[str, list[Slot]] = {}
        for slot in self._slots.values():
            for trigger in slot.info.on:
                self._by_trigger.setdefault(trigger, []).append(slot)
            for need in slot.needs:
                needs.setdefault(need, []).append(slot)
        self._needs = Needs(needs)
        self._cache: dict[tuple[Any, ...], Slots] = {}
        self.supersedes: dict[str, frozenset[str]] = {
            info.name: frozenset(info.supersedes) for info in registry.rules.values() if info.supersedes
        }
        self.schema_backed = any(slot.info.schema_backed for slot in self._slots.values())

    def concerned(self, text: str) -> frozenset[Slot]:
        """The rules with needs that a document of this text meets at all; one look spares one for every value."""
        return self._needs.find(text)

    def on(self, trigger: str, full: bool = True) -> Slots:
        """The rules of one ``#`` trigger."""
        return self._find((trigger, full), (trigger,), full)

    def nodes(self, name: str, full: bool) -> Slots:
        """The rules that look at an element of this name."""
        key = (name, full)
        found = self._cache.get(key)
        return self._find(key, (name, "*"), full) if found is None else found

    def attributes(self, element: str, name: str, channel: str, full: bool) -> Slots:
        """The rules that look at an attribute of this name on an element of that name."""
        key = (element, name, channel, full)
        found = self._cache.get(key)
        if found is not None:
            return found
        own = f"{element}@{name}"
        triggers = (own, "@" + name, "@*", "#url") if own in urls(channel) else (own, "@" + name, "@*")
        return self._find(key, triggers, full)

    def texts(self, element: str, channel: str, full: bool) -> Slots:
        """The rules that look at text directly in an element of this name."""
        key = (element, channel, full)
        found = self._cache.get(key)
        if found is not None:
            return found
        own = f"{element}/text"
        return self._find(key, (own, "*/text", "#url") if own in urls(channel) else (own, "*/text"), full)

    def check_options(self) -> None:
        """Try the options of every rule that has some in the settings. Raises ``OptionsError``."""
        for name in self.options:
            if name in self.registry.rules:
                make_options(self.registry.load(name), self.options[name])

    def project_rules(self, ctx: Context | None = None) -> list[ProjectRule]:
        """The selected rules that look at all documents of a run; those alone that the document of ``ctx`` concerns."""
        slots = [slot for slot in self._by_trigger.get("#project", ()) if ctx is None or slot.concerns(ctx)]
        if not slots:
            return []
        from twimllint.lint.rule import ProjectRule

        return [rule for slot in slots if isinstance(rule := slot.rule, ProjectRule)]

    def slot(self, name: str) -> Slot | None:
        """The selected rule of that name."""
        return self._slots.get(name)

    def _find(self, key: tuple[Any, ...], triggers: Iterable[str], full: bool) -> Slots:
        found = self._cache.get(key)
        if found is None:
            unique = {slot.info.name: slot for trigger in triggers for slot in self._by_trigger.get(trigger, ())}
            slots = [slot for slot in unique.values() if full or not slot.info.schema_backed]
            found = Slots(
                tuple([slot for slot in slots if not slot.needs]), tuple([slot for slot in slots if slot.needs])
            )
            self._cache[key] = found
        return found


def make_options(cls: type[Rule], table: Mapping[str, Any]) -> Any:
    """The options object of a rule. Raises ``OptionsError`` for an unknown option or a value of the wrong type."""
    if not table:
        return None
    from twimllint.lint.options import build

    return build(cls, table)
