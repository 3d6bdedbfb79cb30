"""The document as Twilio runs it: verb after verb from the top, until one of them leads away.

The schema says what a verb does (``tw:flow``); this view puts the facts of one document together. Verbs that a
template may leave out are never certain: where a control tag is between two verbs, nothing is known about the second.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from twimllint.renamed import former_attribute
from twimllint.source.tree import Attr, Document, Node, Text

if TYPE_CHECKING:
    from twimllint.engine.context import Context
    from twimllint.schema.grammar import Grammar

_NOTHING: Mapping[str, str] = {}


class Flow:
    """Which verbs of a document run, and where control goes.

    Verbs are the elements directly in the root; a node further inside belongs to its verb.
    """

    def __init__(self, document: Document, grammar: Grammar) -> None:
        self.document = document
        self.grammar = grammar
        self.verbs: list[Node] = [] if document.root is None else document.root.children
        self._has_controls = any(tag.kind == "control" for tag in document.tags)
        self._outputs = [tag.span.start for tag in document.tags if tag.kind != "comment"]
        self._terminators: dict[Node, Node] | None = None
        self._unreachable: dict[Node, list[Node]] = {}

    @staticmethod
    def of(ctx: Context) -> Flow:
        """The view of a document, made once."""
        return ctx.shared("flow", lambda: Flow(ctx.document, ctx.grammar))

    leaver = former_attribute("leaver", "terminator")
    never_run = former_attribute("never_run", "unreachable_after")
    endless = former_attribute("endless", "is_endless")
    holds = former_attribute("holds", "keeps_call_open")
    held_after = former_attribute("held_after", "kept_open_after")
    straight_to = former_attribute("straight_to", "unconditional_redirect")

    def facts(self, node: Node) -> Mapping[str, str]:
        """What the schema says of a verb: the attributes of its ``tw:flow``; empty for any other element."""
        if node.parent is not self.document.root or node.parent is None:
            return _NOTHING
        kind = self.grammar.element(node)
        return _NOTHING if kind is None else kind.about.flow

    def is_verb(self, node: Node) -> bool:
        """Whether the node is directly in the root and is a verb of the channel."""
        return node.parent is not None and node.parent is self.document.root and node.name in self.grammar.verbs

    def verb(self, node: Node) -> Node | None:
        """The verb that a node is or is in."""
        current: Node | None = node
        while current is not None and current.parent is not self.document.root:
            current = current.parent
        return current

    def after(self, node: Node) -> Iterator[Node]:
        """The elements that follow beside a node, in document order."""
        siblings = node.parent.children if node.parent is not None else []
        for index in range(node.index + 1, len(siblings)):
            yield siblings[index]

    def before(self, node: Node) -> Iterator[Node]:
        """The elements that come before beside a node, in document order."""
        siblings = node.parent.children if node.parent is not None else []
        for index in range(node.index):
            yield siblings[index]

    def separated(self, first: Node, second: Node) -> bool:
        """Whether a template may write the second of two verbs without the first."""
        if self._is_conditional(first):
            return True
        return self._has_controls and not self.document.branches.implies(second.start, first.start)

    def _is_conditional(self, node: Node) -> bool:
        """Whether an attribute of a template (``th:if``, ``n:if``) may leave the element out."""
        if not node.templated_attrs and all(":" not in attr.name for attr in node.attrs):
            return False
        from twimllint.source.templates.attributes import may_leave_out

        return may_leave_out(self.document.source.text, node.tag_span)

    def open_after(self, node: Node) -> bool:
        """Whether a template may put more verbs behind the node."""
        index = bisect_left(self._outputs, node.span.end)
        return index < len(self._outputs)

    def open_before(self, node: Node) -> bool:
        """Whether a template may put more verbs before the node."""
        return bool(self._outputs) and self._outputs[0] < node.start

    def ends(self, node: Node) -> bool:
        """Whether the verb ends the document whatever its attributes say: Redirect, Hangup, Reject, Leave."""
        return self.facts(node).get("ends") == "document"

    def action(self, node: Node) -> Attr | None:
        """The verb's ``action``, where it surely has one that is not empty."""
        attr = None if node.templated_attrs else node.attr("action")
        return attr if attr is not None and attr.value.strip() else None

    def fetches(self, node: Node) -> bool:
        """Whether the verb, when it is over, surely goes on with another document, as Dial with ``action`` does.

        A noun that may not start, such as a Room that is not in progress, lets the next verb run all the same.
        """
        facts = self.facts(node)
        if facts.get("action") != "fetches" or any(self._may_not_start(child) for child in node.children):
            return False
        by_default = facts.get("action-default") == "self" and not node.templated_attrs
        return by_default or self.action(node) is not None

    def _may_not_start(self, noun: Node) -> bool:
        kind = self.grammar.element(noun)
        return kind is not None and "may-not-start" in kind.about.flow

    def never_returns(self, node: Node) -> bool:
        """Whether what follows the verb surely never runs."""
        return self.ends(node) or self.fetches(node)

    def falls_through(self, node: Node) -> str | None:
        """When the next verb runs: ``always``, ``silence``, ``empty-recording``, ``no-action``; ``None`` for never.

        An element that Twilio does not know is ignored, so what follows always runs.
        """
        if self.never_returns(node):
            return None
        return self.facts(node).get("falls-through", "always")

    def terminator(self, node: Node) -> Node | None:
        """The earlier verb at which control surely leaves for good, so that this node never runs."""
        verb = self.verb(node)
        return None if verb is None else self._unreachable_verbs().get(verb)

    def _unreachable_verbs(self) -> dict[Node, Node]:
        """The verbs that never run, each with the verb at which control leaves."""
        if self._terminators is None:
            self._terminators = {}
            terminator: Node | None = None
            for verb in self.verbs:
                if terminator is not None and self.separated(terminator, verb):
                    terminator = None
                if terminator is not None:
                    self._terminators[verb] = terminator
                    if self.is_verb(verb):
                        self._unreachable.setdefault(terminator, []).append(verb)
                elif self.never_returns(verb):
                    terminator = verb
        return self._terminators

    def runs(self, node: Node) -> bool:
        """Whether the node may run at all."""
        return self.terminator(node) is None

    def unreachable_after(self, terminator: Node) -> list[Node]:
        """The verbs that never run because control leaves at ``terminator``, in document order."""
        self._unreachable_verbs()
        return self._unreachable.get(terminator, [])

    def answers(self, node: Node) -> bool:
        """Whether the call has surely been answered once the verb has run."""
        facts = self.facts(node)
        # a Pause that comes first puts off the pick-up, so by itself it answers nothing
        if facts.get("answers") != "true" or "holds-from" in facts:
            return False
        unless = facts.get("answers-unless")
        return unless is None or (node.attr(unless) is None and not node.templated_attrs)

    def answered_before(self, node: Node) -> Node | None:
        """The first verb that surely runs before this one and answers the call."""
        for verb in self._answering:
            if verb.span.start >= node.span.start:
                break
            if not self.separated(verb, node):
                return verb
        return None

    @cached_property
    def _answering(self) -> list[Node]:
        return [verb for verb in self.verbs if self.answers(verb)]

    def waits(self, node: Node) -> bool:
        """Whether the verb waits for somebody: the caller's keys or words, another party, a session."""
        return self.facts(node).get("waits") == "true"

    def waiting_before(self, node: Node) -> Node | None:
        """An earlier verb that may wait for somebody, or for ever."""
        first = self._waiting
        return first if first is not None and first.span.start < node.span.start else None

    @cached_property
    def _waiting(self) -> Node | None:
        return next((verb for verb in self.verbs if self.waits(verb) or self.is_endless(verb)), None)

    def is_endless(self, node: Node) -> bool:
        """Whether the verb repeats until the call is over (``loop="0"``)."""
        loop = self.facts(node).get("endless")
        value = node.value(loop).strip() if loop is not None else ""
        return value.isdecimal() and int(value) == 0

    def keeps_call_open(self, node: Node) -> bool:
        """Whether the verb keeps the call open for as long as is needed, or hands it on."""
        facts = self.facts(node)
        if facts.get("holds") == "true" or self.is_endless(node):
            return True
        least = facts.get("holds-from")
        length = node.attr("length") if least is not None else None
        if least is None or length is None:
            return least is not None and node.templated_attrs
        value = length.value.strip()
        return length.templated or (value.isdecimal() and int(value) >= int(least))

    def kept_open_after(self, node: Node) -> bool:
        """Whether a later verb keeps the call open, or something is there of which nothing is known."""
        return self._last_keeping_open is not None and self._last_keeping_open.span.start > node.span.start

    @cached_property
    def _last_keeping_open(self) -> Node | None:
        """The last such verb of the document."""
        return next(
            (verb for verb in reversed(self.verbs) if not self.is_verb(verb) or self.keeps_call_open(verb)), None
        )

    def pause_seconds_after(self, node: Node) -> int:
        """The seconds that all the pauses after a verb take together, as far as numbers say."""
        return self._pauses[node.index + 1]

    @cached_property
    def _pauses(self) -> list[int]:
        """For each verb, the seconds of the pauses from it on; one more at the end, which is 0."""
        totals = [0] * (len(self.verbs) + 1)
        for index in range(len(self.verbs) - 1, -1, -1):
            verb = self.verbs[index]
            length = verb.value("length", "1").strip() if verb.name == "Pause" and self.runs(verb) else ""
            totals[index] = totals[index + 1] + (int(length[:9]) if length.isdecimal() else 0)
        return totals

    def timed_verbs_after(self, node: Node) -> list[str]:
        """The names of the verbs after one that take time of their own: Say, Play, a short Pause."""
        return [name for name, last in self._timed.items() if last > node.index]

    @cached_property
    def _timed(self) -> dict[str, int]:
        """Such verbs by their names, each with the place of the last one."""
        timed = [verb for verb in self.verbs if self.facts(verb).keys() & {"endless", "holds-from"} and self.runs(verb)]
        return {verb.name: verb.index for verb in timed}

    def targets(self, node: Node) -> list[Attr | Text]:
        """Where control may go when the verb is over: the text of a Redirect, or ``action``."""
        if self.ends(node):
            kind = self.grammar.element(node)
            is_url = kind is not None and kind.text_type is not None and kind.text_type.kind == "url"
            return [text for text in node.texts if not text.blank] if is_url else []
        attr = self.action(node) if "action" in self.facts(node) else None
        return [] if attr is None else [attr]

    def unconditional_redirect(self) -> Node | None:
        """The Redirect that the document surely comes to without having waited for anybody; ``None`` if there is none.

        A document that a template may cut short or change has none.
        """
        if self._has_controls:
            return None
        for verb in self.verbs:
            if self.waits(verb) or self.is_endless(verb):
                return None
            if self.ends(verb):
                return verb if self.targets(verb) else None
            if self.never_returns(verb):
                return None
        return None
