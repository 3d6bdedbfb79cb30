"""From what the rules yielded to what is reported: the specific over the general, severities, suppressions, order."""

from __future__ import annotations

from bisect import bisect_left

from twimllint.engine.context import Context
from twimllint.engine.diagnostic import Diagnostic, Severity
from twimllint.engine.directives import Directives
from twimllint.engine.plan import Plan
from twimllint.engine.suppressions import Silencer, selects
from twimllint.source.tree import OUTPUT_MASK


def finish(
    found: list[Diagnostic], crashed: dict[str, Exception], ctx: Context, plan: Plan
) -> tuple[list[Diagnostic], int]:
    """The findings to report, sorted, and the number of those that a comment silenced."""
    found = specific(found, plan)
    crash = plan.slot("internal-error")
    if crash is not None:
        for name, error in crashed.items():
            found.extend(crash.rule.check((name, error), ctx))
    found = [_tidy(diagnostic, ctx) for diagnostic in found]
    suppressed = 0
    if ctx.directives is not None and ctx.directives.suppressions:
        found, suppressed = _suppress(found, ctx.directives, ctx, plan)
    return sorted(dict.fromkeys(found), key=_order), suppressed


def _order(diagnostic: Diagnostic) -> tuple[int, int, str]:
    return diagnostic.span.start, diagnostic.span.end, diagnostic.code


def _tidy(diagnostic: Diagnostic, ctx: Context) -> Diagnostic:
    """The user's severity; texts of one line that any terminal can show, and no filler of the masker's in fixes."""
    wanted = ctx.settings.severities.get(diagnostic.name)
    if wanted is not None and wanted != diagnostic.severity.value:
        diagnostic = diagnostic._replace(severity=Severity(wanted))
    title, label, help_, fix = diagnostic.title, diagnostic.label, diagnostic.help, diagnostic.fix
    if len(title) > _LONG or not title.isprintable() or not label.isprintable():
        diagnostic = diagnostic._replace(title=_cut(_visible(title)), label=_visible(label))
    if help_ is not None and not help_.isprintable():
        diagnostic = diagnostic._replace(help=_visible(help_))
    if any(not related.message.isprintable() for related in diagnostic.related):
        shown = [related._replace(message=_visible(related.message)) for related in diagnostic.related]
        diagnostic = diagnostic._replace(related=tuple(shown))
    if fix is not None and any(OUTPUT_MASK in edit.text for edit in fix.edits):
        diagnostic = diagnostic._replace(fix=None)
    elif fix is not None and not fix.title.isprintable():
        diagnostic = diagnostic._replace(fix=fix._replace(title=_visible(fix.title)))
    return diagnostic._replace(path=ctx.path, place=ctx.source.place(diagnostic.span))


#: Messages longer than this have their longest words looked at, quoted values and names of elements.
_LONG = 300


def _cut(message: str) -> str:
    """A message that shows no more than the beginning of a value or name of a hundred characters and more."""
    if len(message) <= _LONG:
        return message
    import re

    return re.sub(r"(\"[^\"]{77}|<[^<>\s\"]{77})[^\"<>]{20,}(?=[\">])", r"\1...", message)


def _visible(text: str) -> str:
    """A text without line ends, without what a terminal takes for a command, and with dots for template tags."""
    while OUTPUT_MASK * 2 in text:
        text = text.replace(OUTPUT_MASK * 2, OUTPUT_MASK)
    words = " ".join(text.replace(OUTPUT_MASK, "…").split())
    return "".join([char if char.isprintable() else char.encode("unicode_escape").decode() for char in words])


def specific(found: list[Diagnostic], plan: Plan) -> list[Diagnostic]:
    """Without the findings that a more specific one speaks for.

    A finding yields where a rule that supersedes its rule has a finding whose span, or one of whose covered spans,
    overlaps its own.
    """
    claims = sorted(
        (span, names)
        for diagnostic in found
        if (names := plan.supersedes.get(diagnostic.name)) is not None
        for span in (diagnostic.span, *diagnostic.covers)
    ) if plan.supersedes else []  # fmt: skip
    if not claims:
        return found
    starts = [span.start for span, _ in claims]
    reach: list[int] = []
    for span, _ in claims:
        reach.append(max(span.end, reach[-1] if reach else 0))

    def yields(diagnostic: Diagnostic) -> bool:
        at = bisect_left(starts, diagnostic.span.end + 1) - 1
        while at >= 0 and reach[at] >= diagnostic.span.start:
            span, names = claims[at]
            if diagnostic.name in names and span.overlaps(diagnostic.span):
                return True
            at -= 1
        return False

    return [diagnostic for diagnostic in found if not yields(diagnostic)]


def _suppress(
    found: list[Diagnostic], directives: Directives, ctx: Context, plan: Plan
) -> tuple[list[Diagnostic], int]:
    silencer = Silencer(directives.suppressions)
    kept = [d for d in found if d.name == "internal-error" or not silencer.silences(d)]
    unused = plan.slot("unused-suppression")
    if unused is not None and not ctx.document.malformed:
        judged: dict[str, bool] = {}
        for suppression, selectors in silencer.idle(found):
            for selector in selectors:
                if selector.text not in judged:
                    judged[selector.text] = _judged(selector.text, plan)
            idle = [selector for selector in selectors if judged[selector.text]]
            new = [_tidy(d, ctx) for d in unused.rule.check((suppression, idle), ctx)] if idle else []
            kept.extend(d for d in new if not silencer.silences(d))
    return kept, len(found) - sum(d.name != "unused-suppression" for d in kept)


def _judged(selector: str, plan: Plan) -> bool:
    """Whether a selector names a rule that took part in this run; others may be needed in another run."""
    rules = plan.registry.rules
    # what a rule over several documents finds is not known yet
    return any(selects(selector, rules[name].code, name) and "#project" not in rules[name].on for name in plan.names)
