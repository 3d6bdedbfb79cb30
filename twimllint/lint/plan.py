"""Which rules look at what: the selected rules, sorted by their triggers once for a whole run.

A rule's module is imported when the first thing it looks at turns up, so a document pays only for its own verbs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from twimllint.lint.needs import Needs
from twimllint.lint.registry import Registry
from twimllint.lint.rule import ProjectRule, Rule, RuleInfo

if TYPE_CHECKING:
    from twimllint.lint.diagnostic import Diagnostic
    from twimllint.source.tree import Node


class OptionsError(Exception):
    """An option of a rule that is unknown, or has a value that the rule does not take."""

    def __init__(self, rule: str, option: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.option = option


class Slot:
    """A selected rule that is loaded when it is first called.

    ``check`` is the rule's own method once it is loaded; until then it loads the rule.
    """

    __slots__ = ("_rule", "broken", "check", "info", "needs", "plan")

    def __init__(self, info: RuleInfo, plan: Plan) -> None:
        self.info = info
        self.needs = info.needs
        self.broken = info.broken
        self.plan = plan
        self._rule: Rule | None = None
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
        for need in self.needs:  # a plain loop: any() with a generator takes three times as long
            if need in text:
                return True
        return False


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

    def attributes(self, node: Node, name: str, grammar: Any, full: bool) -> Slots:
        """The rules that look at this attribute of this element."""
        key = (node.name, "@", name, full)
        found = self._cache.get(key)
        if found is not None:
            return found
        triggers = [f"{node.name}@{name}", "@" + name, "@*"]
        if "#url" in self._by_trigger and _is_url_attribute(grammar, node, name):
            triggers.append("#url")
        return self._find(key, triggers, full)

    def texts(self, node: Node, grammar: Any, full: bool) -> Slots:
        """The rules that look at text directly in this element."""
        key = (node.name, "/text", full)
        found = self._cache.get(key)
        if found is not None:
            return found
        triggers = [f"{node.name}/text", "*/text"]
        if "#url" in self._by_trigger and _is_url_text(grammar, node):
            triggers.append("#url")
        return self._find(key, triggers, full)

    def check_options(self) -> None:
        """Try the options of every rule that has some in the settings. Raises ``OptionsError``."""
        for name in self.options:
            if name in self.registry.rules:
                make_options(self.registry.load(name), self.options[name])

    def project_rules(self, text: str | None = None) -> list[ProjectRule]:
        """The selected rules that look at all documents of a run; of these, the ones that ``text`` concerns."""
        slots = self._by_trigger.get("#project", ())
        found = [slot.rule for slot in slots if text is None or not slot.needs or slot.wants(text)]
        return [rule for rule in found if isinstance(rule, ProjectRule)]

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


_URL_KINDS = ("url", "absolute-url", "ws-url")


def _is_url_attribute(grammar: Any, node: Node, name: str) -> bool:
    element = grammar.element(node)
    attribute = element.attributes.get(name) if element is not None else None
    return attribute is not None and attribute.type.kind in _URL_KINDS


def _is_url_text(grammar: Any, node: Node) -> bool:
    element = grammar.element(node)
    return element is not None and element.text_type is not None and element.text_type.kind in _URL_KINDS


def make_options(cls: type[Rule], table: Mapping[str, Any]) -> Any:
    """The options object of a rule. Raises ``OptionsError`` for an unknown option or a value of the wrong type."""
    if not table:
        return None
    from twimllint.lint.options import build

    return build(cls, table)
