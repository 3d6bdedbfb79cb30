"""Which rules are called for what: looked up once for each kind of part, and remembered for parts that read the same.

Nothing here knows how rules are selected or found: that is the dispatcher's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from twimllint.engine.conditions import OF_DOCUMENT, bound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from twimllint.engine.basics import RuleInfo
    from twimllint.engine.clock import Clock
    from twimllint.engine.context import Context
    from twimllint.engine.diagnostic import Diagnostic
    from twimllint.engine.rule import Rule
    from twimllint.schema.model import ElementType
    from twimllint.source.tree import Reading, StartTag, Text

    Check = Callable[[Any, Any], Iterable[Diagnostic]]

_T = TypeVar("_T")
_K = TypeVar("_K")

#: What rules look at in the tree; an unknown attribute is one that the element does not
#: have, or not on Twilio's pages.
Part = Literal["element", "attribute", "unknown attribute", "text"]

#: Texts and tags of at most so many characters are remembered, and at most so many of them for each kind of part:
#: attributes take few values, and documents of one application repeat them.
_MAX_CHARACTERS, _MAX_REMEMBERED = 400, 1_000
#: So many kinds of elements have plans; beyond that all are made anew.
_MAX_PLANS = 4_000
#: Conditions that hold or do not hold for a part that reads the same, whatever is around it.
_PART_CONDITIONS = frozenset(
    ("no children", "children", "several children", "more children than", "followed", "last", "no text", "own text",
     "more text than", "text not matching",
     "without attribute", "with attribute", "templated value", "not in", "value rejected", "lacks attribute",
     "lacks children", "text rejected")
)  # fmt: skip


class BoundRule:
    """A selected rule with its options; it is imported when it is first called."""

    __slots__ = (
        "_clock", "_load", "_rule", "check", "conditions", "document_conditions", "info", "known", "local", "name",
        "needs", "part_conditions", "runs_on_malformed", "templated",
    )  # fmt: skip

    def __init__(self, info: RuleInfo, load: Callable[[], Rule], gated: bool) -> None:
        self.info = info
        self.name = info.name
        self._load = load
        self._rule: Rule | None = None
        self._clock: Clock | None = None
        self.needs = info.needs if gated else ()
        #: the conditions that depend only on the part, and those that look at what is around it
        self.part_conditions = tuple([bound(c) for c in info.when if c.name in _PART_CONDITIONS]) if gated else ()
        self.conditions = tuple([bound(c) for c in info.when if c.name not in _PART_CONDITIONS]) if gated else ()
        #: those of the latter that the whole document must meet
        self.document_conditions = tuple([c for c in info.when if c.name in OF_DOCUMENT]) if gated else ()
        self.local = info.local and gated
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


def meets(conditions: tuple[tuple[Callable[..., bool], Any], ...], item: Any, ctx: Context) -> bool:
    """Whether a thing meets conditions."""
    for is_met, argument in conditions:  # noqa: SIM110 - any() with a generator takes three times as long
        if not is_met(item, ctx, argument):
            return False
    return True


BoundRules = tuple[BoundRule, ...]


class RuleSet(tuple[BoundRule, ...]):
    """The rules for one kind of part, and for a text of that kind those that may have something to say about it.

    A need in lower case is found in any letter case, since hosts, schemes and escapes may be written in any.
    """

    def __init__(self, rules: Iterable[BoundRule] = ()) -> None:  # noqa: ARG002 - tuple.__new__ reads them
        self._gated = any(rule.needs for rule in self)
        #: each rule with what it needs in lower case, and what it needs as it is: each is searched for once
        self._needs = [
            (
                rule,
                tuple([need for need in rule.needs if need == need.lower()]),
                tuple([need for need in rule.needs if need != need.lower()]),
            )
            for rule in self
        ]
        self._remembered: dict[str, tuple[BoundRule, ...]] = {}

    def for_text(self, text: str) -> tuple[BoundRule, ...]:
        """The rules that need nothing, and those that find one of the strings they need in the text."""
        if not self._gated:
            return self
        rules = self._remembered.get(text)
        if rules is None:
            rules = self.for_document(text, text.lower())
            if len(text) <= _MAX_CHARACTERS:
                if len(self._remembered) >= _MAX_REMEMBERED:
                    self._remembered.clear()
                self._remembered[text] = rules
        return rules

    def for_document(self, text: str, lower: str) -> tuple[BoundRule, ...]:
        """The same for the text of a whole document, which is not worth remembering; ``lower`` is in lower case."""
        if not self._gated:
            return self
        needed = []
        for rule, in_lower, exact in self._needs:
            if not rule.needs:
                needed.append(rule)
                continue
            for need in in_lower:
                if need in lower:
                    needed.append(rule)
                    break
            else:
                for need in exact:
                    if need in text:
                        needed.append(rule)
                        break
        return tuple(needed)


class Kind(NamedTuple):
    """What the rules for an element that the schema does not accept depend on, and for its attributes and texts.

    ``known`` says whether the schema knows the element where it is, ``everything`` whether the rules count that report
    only what the schema rejects, ``in_its_place`` that it is just where its type belongs.
    """

    name: str
    type: ElementType | None
    relation: str
    known: bool
    everything: bool
    in_its_place: bool


class Plan:
    """The rules for the elements of one kind, and for their attributes and texts.

    What has been found out about a part is remembered by what it reads: which rules may have something to say about it,
    and of these not the ones that had nothing to say and are ``local``. So a start tag, a text or an element that
    documents repeat is looked up once, and costs next to nothing from then on.
    """

    __slots__ = ("_attributes", "_find", "_kind", "_text", "element_rules", "elements", "silent", "tags", "texts")

    def __init__(self, find: Callable[[Part, str], RuleSet], kind: Kind) -> None:
        self._find = find
        self._kind = kind
        self._attributes: dict[str, RuleSet] = {}
        self._text = find("text", "")
        self.element_rules = _applicable(find("element", ""), "", kind.known)
        #: what elements read of which no rule has anything to say any more, nor of their attributes and texts
        self.silent: set[Reading | None] = set()
        #: the rules left for an element by what it reads
        self.elements: dict[Reading, BoundRules] = {}
        #: the rules left for the attributes of a start tag, each by its index
        self.tags: dict[StartTag, tuple[tuple[int, BoundRules], ...]] = {}
        #: the rules left for a text
        self.texts: dict[str, BoundRules] = {}

    def rules_for_attribute(self, name: str, raw: str, value: str) -> BoundRules:
        """The rules for an attribute."""
        kind = self._kind
        is_known = kind.type is None or name in kind.type.attributes
        rules = self._attributes.get(name)
        if rules is None:
            documented = kind.type is None or (is_known and kind.type.attributes[name].about.status != "unlisted")
            rules = self._find("attribute" if documented else "unknown attribute", name)
            if len(self._attributes) < _MAX_REMEMBERED:  # unknown names are without number
                self._attributes[name] = rules
        return _applicable(rules, searched_text(raw, value), kind.known and is_known) if rules else ()

    def rules_for_tag(self, tag: StartTag) -> tuple[tuple[int, BoundRules], ...]:
        """For each attribute of a tag that rules look at its index and those rules."""
        cached = self.tags.get(tag)
        if cached is not None:
            return cached
        looked_at = []
        for index, (name, _, raw, value, _, _) in enumerate(tag.attributes):
            rules = self.rules_for_attribute(name, raw, value)
            if rules:
                looked_at.append((index, rules))
        result = tuple(looked_at)
        if tag.length <= _MAX_CHARACTERS:
            _remember(self.tags, tag, result)
        return result

    def rules_for_text(self, raw: str, value: str) -> BoundRules:
        """The rules for a text."""
        cached = self.texts.get(raw)
        if cached is not None:
            return cached
        asked = _applicable(self._text, searched_text(raw, value), self._kind.known)
        if len(raw) <= _MAX_CHARACTERS:
            _remember(self.texts, raw, asked)
        return asked

    def note_silence(self, tag: StartTag, reading: Reading, texts: list[Text]) -> None:
        """Skip elements that read the same from now on, if no rule is left for such an element and its parts."""
        in_tag = self.tags.get(tag)
        if in_tag is None or in_tag or self.elements.get(reading, self.element_rules):
            return
        for text in texts:
            in_text = self.texts.get(text.raw)
            if in_text is None or in_text:
                return
        if len(self.silent) >= _MAX_REMEMBERED:
            self.silent.clear()
        self.silent.add(reading)

    def forget_element(self, reading: Reading, asked: BoundRules, quiet: list[BoundRule]) -> None:
        """Do not ask some rules again about an element that reads the same."""
        if self._kind.in_its_place:
            _remember(self.elements, reading, _without(asked, quiet))

    def forget_attribute(self, tag: StartTag, index: int, quiet: list[BoundRule]) -> None:
        """Do not ask some rules again about the attribute at that index of a start tag."""
        cached = self.tags.get(tag)
        if cached is not None and self._kind.in_its_place:
            left = [(position, _without(asked, quiet) if position == index else asked) for position, asked in cached]
            self.tags[tag] = tuple([(position, asked) for position, asked in left if asked])

    def forget_text(self, raw: str, asked: BoundRules, quiet: list[BoundRule]) -> None:
        """Do not ask some rules again about a text."""
        if raw in self.texts and self._kind.in_its_place:
            self.texts[raw] = _without(asked, quiet)


def _applicable(rules: RuleSet, text: str, known: bool) -> BoundRules:
    needed = rules.for_text(text)
    return needed if known else tuple([rule for rule in needed if not rule.known])


def _without(asked: BoundRules, quiet: list[BoundRule]) -> BoundRules:
    return tuple([rule for rule in asked if rule not in quiet])


def _remember(memory: dict[_K, _T], key: _K, value: _T) -> None:
    if len(memory) >= _MAX_REMEMBERED:
        memory.clear()
    memory[key] = value


def searched_text(raw: str, value: str) -> str:
    """The text that rules may need to see: as it is written, and with its references resolved where it has some."""
    return raw if "&" not in raw and "<" not in raw else f"{raw} {value}"


class Plans(dict[_K, Plan]):
    """Plans by what they are for, each made when it is first needed."""

    def __init__(self, make: Callable[[_K], Plan]) -> None:
        self._make = make

    def __missing__(self, key: _K) -> Plan:
        if len(self) >= _MAX_PLANS:  # unknown names are without number
            self.clear()
        plan = self[key] = self._make(key)
        return plan


class Tables:
    """The plans for documents of one channel under one set of settings that meet the same conditions.

    ``by_type`` has those for elements that the schema accepts, by their type; ``by_rejected_type`` those for elements
    that it knows at their place and does not accept, or that are beside such; ``by_kind`` those for any other.
    ``document_rules`` are the rules for the document itself.
    """

    def __init__(self, document_rules: RuleSet, find: Callable[[Part, Kind, str], RuleSet]) -> None:
        self.document_rules = document_rules
        self.by_type: Plans[ElementType] = Plans(lambda kind: self._of_type(kind, everything=False))
        self.by_rejected_type: Plans[ElementType] = Plans(lambda kind: self._of_type(kind, everything=True))
        self.by_kind: Plans[Kind] = Plans(lambda kind: Plan(lambda part, name: find(part, kind, name), kind))

    def _of_type(self, type: ElementType, *, everything: bool) -> Plan:
        return self.by_kind[Kind(type.name, type, "allowed", known=True, everything=everything, in_its_place=True)]
