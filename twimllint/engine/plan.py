"""Which rules look at what: the selected rules, sorted by their triggers once for a whole run.

A rule's module is imported when the first thing it looks at turns up, so a document pays only for its own verbs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twimllint.engine.glances import GLANCES, Glance
from twimllint.engine.needs import Needs
from twimllint.schema.quick import urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from twimllint.engine.context import Context
    from twimllint.engine.diagnostic import Diagnostic
    from twimllint.engine.registry import Registry
    from twimllint.engine.rule import ProjectRule, Rule, RuleInfo


class OptionsError(Exception):
    """An option of a rule that is unknown, or has a value that the rule does not take."""

    def __init__(self, rule: str, option: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.option = option


class Slot:
    """A selected rule that is loaded when it is first called.

    ``check`` is the rule's own method once it is loaded; until then it loads the rule. It is called only where
    ``glance``, if there is one, says yes.
    """

    __slots__ = ("_rule", "check", "glance", "info", "needs", "plan", "runs_on_malformed")

    def __init__(self, info: RuleInfo, plan: Plan) -> None:
        self.info = info
        self.needs = info.needs
        self.runs_on_malformed = info.runs_on_malformed
        self.plan = plan
        self._rule: Rule | None = None
        self.glance = GLANCES.get(info.name)
        self.check: Callable[[Any, Any], Iterable[Diagnostic]] = self._load

    @property
    def rule(self) -> Rule:
        """The rule itself, imported and set up with its options."""
        if self._rule is None:
            cls = self.plan.registry.load(self.info.name)
            self._rule = cls(make_options(cls, self.plan.options.get(self.info.name, {})))
            self.check = self._rule.check
        return self._rule

    def _load(self, item: Any, ctx: Any) -> Iterable[Diagnostic]:
        return self.rule.check(item, ctx)

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


class Slots:
    """The rules for one kind of thing: those called after a glance at most, and those that need to see some string.

    ``groups`` holds the former by their glance, so that each glance is taken once.
    """

    __slots__ = ("groups", "needs")

    def __init__(self, slots: Iterable[Slot]) -> None:
        groups: dict[Glance | None, list[Slot]] = {}
        needing = []
        for slot in slots:
            if slot.needs:
                needing.append(slot)
            else:
                groups.setdefault(slot.glance, []).append(slot)
        self.groups = tuple([(glance, tuple(group)) for glance, group in groups.items()])
        self.needs = Needs(needing) if needing else None


class _Kept(dict[Any, Slots]):
    """Rules by a key, sought when they are first asked for."""

    def __init__(self, seek: Callable[[Any], Slots]) -> None:
        self._seek = seek

    def __missing__(self, key: Any) -> Slots:
        found = self[key] = self._seek(key)
        return found


class View:
    """The rules for documents of one channel: by element, by element and attribute, by element for its text."""

    __slots__ = ("attributes", "nodes", "texts")

    def __init__(self, plan: Plan, urls: frozenset[str], full: bool) -> None:
        def seek(place: str, *triggers: str) -> Slots:
            return plan.find((place, *triggers, "#url") if place in urls else (place, *triggers), full)

        self.nodes = _Kept(lambda name: plan.find((name, "*"), full))
        self.attributes = _Kept(lambda key: seek(f"{key[0]}@{key[1]}", "@" + key[1], "@*"))
        self.texts = _Kept(lambda name: seek(f"{name}/text", "*/text"))


class Plan:
    """The selected rules by trigger."""

    def __init__(
        self, registry: Registry, names: Iterable[str], options: Mapping[str, Mapping[str, Any]] | None = None
    ) -> None:
        self.registry = registry
        self.options = options or {}
        self.names = frozenset(names)
        self._slots = {name: Slot(registry.rules[name], self) for name in sorted(self.names)}
        self._by_trigger: dict[str, list[Slot]] = {}
        for slot in self._slots.values():
            for trigger in slot.info.on:
                self._by_trigger.setdefault(trigger, []).append(slot)
        #: the rules over all documents of a run
        self.across = self._by_trigger.get("#project", [])
        self._on: dict[str, Slots] = {}
        self._views: dict[tuple[str, bool], View] = {}
        self.supersedes: dict[str, frozenset[str]] = {
            info.name: frozenset(info.supersedes) for info in registry.rules.values() if info.supersedes
        }
        self.schema_backed = any(slot.info.schema_backed for slot in self._slots.values())

    def on(self, trigger: str) -> Slots:
        """The rules of one ``#`` trigger."""
        found = self._on.get(trigger)
        if found is None:
            found = self._on[trigger] = self.find((trigger,))
        return found

    def view(self, channel: str, full: bool) -> View:
        """The rules for the parts of a document; ``full`` asks for the schema-backed ones too."""
        found = self._views.get((channel, full))
        if found is None:
            known = urls("messaging" if channel == "messaging" else "voice")
            found = self._views[channel, full] = View(self, known, full)
        return found

    def find(self, triggers: Iterable[str], full: bool = True) -> Slots:
        """The rules of several triggers, each once."""
        unique = {slot: True for trigger in triggers for slot in self._by_trigger.get(trigger, ())}
        return Slots([slot for slot in unique if full or not slot.info.schema_backed])

    def check_options(self) -> None:
        """Try the options of every rule that has some in the settings. Raises ``OptionsError``."""
        for name in self.options:
            if name in self.registry.rules:
                make_options(self.registry.load(name), self.options[name])

    def project_rules(self, ctx: Context | None = None) -> list[ProjectRule]:
        """The selected rules that look at all documents of a run; those alone that the document of ``ctx`` concerns."""
        slots = [slot for slot in self.across if ctx is None or slot.concerns(ctx)]
        if not slots:
            return []
        from twimllint.engine.rule import ProjectRule

        return [rule for slot in slots if isinstance(rule := slot.rule, ProjectRule)]

    def slot(self, name: str) -> Slot | None:
        """The selected rule of that name."""
        return self._slots.get(name)


def make_options(cls: type[Rule], table: Mapping[str, Any]) -> Any:
    """The options object of a rule. Raises ``OptionsError`` for an unknown option or a value of the wrong type."""
    if not table:
        return None
    from twimllint.engine.options import build

    return build(cls, table)
