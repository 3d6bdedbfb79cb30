"""Rules that call themselves ``local`` say the same about a part wherever it is, so they need not be asked twice."""

from __future__ import annotations

from collections.abc import Iterator

from support.lint import REGISTRY, lint
from support.material import Dispatchers, documents, found
from twimllint.engine.channel import find_channel
from twimllint.engine.context import Context
from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.plans import BoundRule, Kind
from twimllint.engine.rule import Rule
from twimllint.engine.settings import LintSettings
from twimllint.source.parse import parse
from twimllint.source.text import Source
from twimllint.source.tree import Attr, Node, Text

LOCAL = {info.name for info in REGISTRY if info.local}


def context(text: str, path: str, settings: LintSettings, channel: str | None = None) -> Context:
    document = parse(Source.from_text(text, path))
    document.channel = find_channel(document, settings._replace(channel=channel or settings.channel), None)
    return Context(document, settings, rules=REGISTRY.rules)


def is_at_home(node: Node, ctx: Context) -> bool:
    """Whether the promise holds for an element: it is just where its type belongs."""
    kind = ctx.placement.type_of(node)
    return kind is not None and ctx.placement.relation(node).value == "allowed" and ctx.grammar.element(node) is kind


def parts(node: Node, ctx: Context, dispatcher: Dispatcher) -> Iterator[tuple[Node | Attr | Text, list[BoundRule]]]:
    """An element, its attributes and texts, each with the local rules that look at it."""
    kind = ctx.placement.type_of(node)
    tables = dispatcher.tables(ctx)
    plan = tables.by_kind[Kind(node.name, kind, "allowed", known=True, everything=True, in_its_place=True)]
    if not node.children and len(node.texts) < 2 and not (node.templated or node.templated_attrs):
        yield node, [rule for rule in plan.element_rules if rule.info.local]
    for attr in node.attrs if node.tag is not None else ():
        yield attr, [rule for rule in plan.rules_for_attribute(attr.name, attr.raw, attr.value) if rule.info.local]
    for text in node.texts:
        if not text.templated:
            yield text, [rule for rule in plan.rules_for_text(text.raw, text.value) if rule.info.local]


def by_itself(part: Node | Attr | Text, ctx: Context) -> str:
    """A document that holds a part and the elements around it, without their attributes, and nothing else."""
    node = part if isinstance(part, Node) else part.parent
    assert node is not None
    source = ctx.source.text
    tag = f"<{node.name}>" if isinstance(part, Text) else source[node.start : node.tag_end].removesuffix("/>")
    tag = tag if tag.endswith(">") else tag + ">"
    inside = part.raw if isinstance(part, Text) else "".join([text.raw for text in node.texts])
    written = f"{tag}{'' if isinstance(part, Attr) else inside}</{node.name}>"
    for above in node.ancestors():
        written = f"<{above.name}>{written}</{above.name}>"
    return written


def speaks(rule: BoundRule, part: Node | Attr | Text, ctx: Context) -> bool:
    return bool(list(rule.rule.check(part, ctx)))


def same_part(part: Node | Attr | Text, moved: Node) -> Node | Attr | Text | None:
    if isinstance(part, Node):
        return moved
    return moved.texts[0] if isinstance(part, Text) else moved.attr(part.name)


def moves() -> Iterator[tuple[BoundRule, bool, bool, str]]:
    """For each local rule and part: whether it reports the part in its document, and by itself; and what that was."""
    dispatchers = Dispatchers(gated=False)
    for path, text, settings in documents():
        dispatcher = dispatchers.of(settings)
        ctx = context(text, path, settings)
        for node in ctx.document.nodes if ctx.rejected is not None else ():
            for part, rules in parts(node, ctx, dispatcher) if is_at_home(node, ctx) else ():
                if not rules:
                    continue
                there = context(by_itself(part, ctx), path, settings, ctx.channel if ctx.channel != "unknown" else None)
                moved = there.document.nodes[-1]
                same = same_part(part, moved)
                if is_at_home(moved, there) and there.placement.type_of(moved) is ctx.placement.type_of(node) and same:
                    for rule in rules:
                        yield rule, speaks(rule, part, ctx), speaks(rule, same, there), f"{path}: {text}"


def test_a_part_by_itself_has_the_findings_that_it_has_among_others() -> None:
    silent: set[str] = set()
    spoke: set[str] = set()
    for rule, here, by_itself, where in moves():
        assert here == by_itself, (rule.name, where)
        (spoke if here else silent).add(rule.name)
    assert spoke == LOCAL
    assert LOCAL - silent == set()


def test_what_is_remembered_changes_nothing() -> None:
    """A dispatcher that has seen all documents says of each what a new one says."""
    settings = LintSettings()
    known = Dispatcher(REGISTRY, REGISTRY.rules)
    plain = [(path, text) for path, text, own in documents() if own == settings]
    for path, text in plain:
        found(path, text, settings, known)
    for path, text in plain:
        new = Dispatcher(REGISTRY, REGISTRY.rules)
        assert found(path, text, settings, known) == found(path, text, settings, new), (path, text)


def test_a_local_rule_is_asked_once_about_a_text_that_reads_the_same() -> None:
    asked: list[str] = []

    class Noting(Rule):
        """A note of each text."""

        code, name = "OWN001", "own-noting"
        source = "https://example.com/"
        on = ("Say/text",)
        local = templated = True

        def check(self, text: Text, ctx: Context) -> Iterator[Diagnostic]:
            asked.append(text.value)
            yield from ()

    for text in ("Hi", "Hi", "Bye", "Hi"):
        lint(f"<Response><Say>{text}</Say></Response>", rules=["own-noting"], extra=[Noting])
    assert asked == ["Hi", "Bye"]
    for _ in range(2):  # what a template writes may be another text each time
        lint("<Response><Say>{{ a }}</Say></Response>", rules=["own-noting"], extra=[Noting])
    assert len(asked) == 4
