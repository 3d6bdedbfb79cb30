"""From what the rules yielded to what is reported: the specific over the general, suppressions, order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twimllint.engine.events import Event, RuleCrashed, UnusedSuppression
from twimllint.engine.findings import drop_superseded, in_order, prepare
from twimllint.engine.result import Renamed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from twimllint.engine.context import Context
    from twimllint.engine.diagnostic import Diagnostic
    from twimllint.engine.directives import Directives
    from twimllint.engine.dispatcher import Dispatcher
    from twimllint.engine.suppressions import SuppressionIndex
    from twimllint.source.tree import Document


def finish(
    findings: list[Diagnostic], crashes: Iterable[RuleCrashed], ctx: Context, dispatcher: Dispatcher
) -> tuple[list[Diagnostic], int]:
    """The findings to report, sorted, and the number of those that a comment suppressed."""
    if ctx.document.tags:
        findings = [diagnostic for diagnostic in findings if _may_be_written(diagnostic, ctx.document)]
    kept = drop_superseded(findings, dispatcher)
    for crash in crashes:
        kept.extend(emit(crash, ctx, dispatcher))
    prepared = [prepare(diagnostic, ctx) for diagnostic in kept]
    suppressed = 0
    if ctx.directives is not None and ctx.directives.suppressions:
        prepared, suppressed = _suppress(prepared, ctx.directives, ctx, dispatcher)
    return in_order(prepared), suppressed


def _may_be_written(diagnostic: Diagnostic, document: Document) -> bool:
    """Whether a template may write what a finding is about and what explains it together.

    What is in one branch says nothing of what is in another that is written in its place.
    """
    if not diagnostic.related or not document.branches.is_certain:
        return True
    here = [related.span for related in diagnostic.related if related.path is None and not related.again]
    return not any(document.branches.exclusive(diagnostic.span.start, span.start) for span in here)


def emit(event: Event, ctx: Context, dispatcher: Dispatcher) -> Iterator[Diagnostic]:
    """The findings of the rules that report an event."""
    for rule in dispatcher.on("#" + event.trigger):
        yield from rule.check(event, ctx)


def renamed_rules(ctx: Context, dispatcher: Dispatcher) -> Iterator[Renamed]:
    """The rules that suppressions name by former codes or names, each of these once."""
    registry, directives = dispatcher.registry, ctx.directives
    if not registry.former or directives is None:
        return
    from twimllint.engine.select import renamed

    selectors = {
        s.text.lower(): s for suppression in reversed(directives.suppressions) for s in reversed(suppression.selectors)
    }
    for selector in selectors.values():
        new = renamed(registry.rules, selector.text)
        if new is not None:
            yield Renamed(selector.text, new, f"{ctx.path}:{ctx.source.position(selector.span.start)[0]}")


def _suppress(
    findings: list[Diagnostic], directives: Directives, ctx: Context, dispatcher: Dispatcher
) -> tuple[list[Diagnostic], int]:
    from twimllint.engine.suppressions import SuppressionIndex  # hardly any document has a suppression

    index = SuppressionIndex(directives.suppressions, dispatcher.registry.former)
    kept = [d for d in findings if d.name == "internal-error" or not index.is_suppressed(d)]
    suppressed = len(findings) - len(kept)
    if not ctx.document.malformed:
        for event in _unused(index, findings, dispatcher):
            new = [prepare(diagnostic, ctx) for diagnostic in emit(event, ctx, dispatcher)]
            kept.extend([diagnostic for diagnostic in new if not index.is_suppressed(diagnostic)])
    return kept, suppressed


def _unused(index: SuppressionIndex, findings: list[Diagnostic], dispatcher: Dispatcher) -> Iterator[UnusedSuppression]:
    took_part: dict[str, bool] = {}
    for suppression, selectors in index.unused(findings):
        for selector in selectors:
            if selector.text not in took_part:
                took_part[selector.text] = _takes_part(selector.text, dispatcher)
        unused = [selector for selector in selectors if took_part[selector.text]]
        if unused:
            yield UnusedSuppression(suppression, unused)


def _takes_part(selector: str, dispatcher: Dispatcher) -> bool:
    """Whether a selector names a rule that took part in this run; others may be needed in another run."""
    from twimllint.engine.suppressions import selects

    rules, former = dispatcher.registry.rules, dispatcher.registry.former
    # what a rule over several documents finds is not known yet
    return any(
        selects(selector, rules[name].code, name, former) and "#project" not in rules[name].on
        for name in dispatcher.names
    )
