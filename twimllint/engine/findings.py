"""What becomes of findings: which are kept, in which order, with which severity."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from twimllint.engine.diagnostic import Diagnostic, Fix, Related, Severity, Span
from twimllint.source.tree import OUTPUT_MASK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from twimllint.engine.context import Context
    from twimllint.engine.dispatcher import Dispatcher


class _Claim(NamedTuple):
    """A place that a finding covers: findings of lower tiers, and of the named rules, are dropped there."""

    span: Span
    tier: int
    names: tuple[str, ...]


def drop_superseded(findings: list[Diagnostic], dispatcher: Dispatcher) -> list[Diagnostic]:
    """Without the findings that a more specific one covers.

    A finding is dropped where one of a higher tier, or of a rule that supersedes its own, has a span (or a covered
    span) that overlaps its own.
    """
    if len(findings) < 2:
        return findings  # no finding replaces itself
    tiers = {name: dispatcher.tier(name) for name in {diagnostic.name for diagnostic in findings}}
    claims = sorted(_claims(findings, tiers, dispatcher))
    if not claims:
        return findings
    highest, superseded = max([claim.tier for claim in claims]), {name for claim in claims for name in claim.names}
    # of most findings that is enough to know that they stay
    replaceable = {name for name, tier in tiers.items() if tier < highest or name in superseded}
    index = _IntervalIndex(claims)
    return [d for d in findings if d.name not in replaceable or not index.supersedes(d, tiers[d.name])]


def _claims(findings: list[Diagnostic], tiers: Mapping[str, int], dispatcher: Dispatcher) -> Iterable[_Claim]:
    """The claims of the findings that can replace another one of these."""
    rules, lowest = dispatcher.registry.rules, min(tiers.values())
    infos = {name: rules[name] for name in tiers if name in rules}
    claiming = {
        name for name, info in infos.items() if info.tier > lowest or not tiers.keys().isdisjoint(info.supersedes)
    }
    for diagnostic in findings if claiming else ():
        if diagnostic.name in claiming:
            info = infos[diagnostic.name]
            for span in (diagnostic.span, *diagnostic.covers):
                yield _Claim(span, info.tier, info.supersedes)


class _IntervalIndex:
    """Claims by their places: for a query only those are looked at that may reach it.

    ``_blocks`` holds, for each block of claims in the order of their starts, the furthest end: whole blocks that end
    before the query are skipped.
    """

    _BLOCK = 64

    def __init__(self, claims: list[_Claim]) -> None:
        self._claims = claims
        self._starts = [claim.span.start for claim in claims]
        self._blocks = [
            max(claim.span.end for claim in claims[start : start + self._BLOCK])
            for start in range(0, len(claims), self._BLOCK)
        ]

    def supersedes(self, diagnostic: Diagnostic, tier: int) -> bool:
        """Whether one of the claims covers a finding of that tier."""
        span, name = diagnostic.span, diagnostic.name
        end = bisect_left(self._starts, span.end + 1)
        for block in range((end - 1) // self._BLOCK, -1, -1):
            if self._blocks[block] < span.start:
                continue
            first = block * self._BLOCK
            for claim in self._claims[first : min(end, first + self._BLOCK)]:
                if (claim.tier > tier or name in claim.names) and claim.span.overlaps(span):
                    return True
        return False


def order(diagnostic: Diagnostic) -> tuple[Span, str]:
    """The order of reports: by place, then by code."""
    return diagnostic.span, diagnostic.code


def in_order(findings: list[Diagnostic]) -> list[Diagnostic]:
    """The findings in the order of reports, each once."""
    if len({order(diagnostic) for diagnostic in findings}) < len(findings):
        findings = list(dict.fromkeys(findings))
    return sorted(findings, key=order)


def prepare(diagnostic: Diagnostic, ctx: Context) -> Diagnostic:
    """The finding as it is reported: with its path, its place and the severity that the settings give its rule.

    Texts are one line each, with dots for what a template writes; a fix that would write such a dot is dropped.
    """
    # each field for itself, since _replace takes longer than everything else here
    code, name, severity, span, title, fix, related, remedy, url, number, covers, label, message, _, _ = diagnostic
    severities = ctx.settings.severities
    if name in severities:
        severity = Severity(severities[name])
    if related:
        related = tuple([Related(one.span, _one_line(one.message), one.path, one.line) for one in related])
    return Diagnostic(
        code, name, severity, span, _one_line(title), fix and _writable(fix), related, remedy and _one_line(remedy),
        url, number, covers, _one_line(label), message, ctx.source.path, ctx.source.place(span),
    )  # fmt: skip


def _writable(fix: Fix) -> Fix | None:
    """The fix with its title in one line; ``None`` where it would write what stands for a template tag."""
    texts = {edit.text for edit in fix.edits}  # thousands of edits may write the same
    if any(OUTPUT_MASK in text for text in texts):
        return None
    title = _one_line(fix.title)
    return fix if title is fix.title else Fix(title, fix.edits, fix.safe)


#: Texts longer than this are cut in the middle of their longest words: quoted values, names of elements.
_MAX_PLAIN_CHARACTERS = 300
#: No text is longer, whatever it holds.
_MAX_CHARACTERS = 2000


def _one_line(text: str) -> str:
    """A text of printable characters in one line."""
    if text.isprintable() and len(text) <= _MAX_PLAIN_CHARACTERS:
        return text
    while OUTPUT_MASK * 2 in text:
        text = text.replace(OUTPUT_MASK * 2, OUTPUT_MASK)
    line = " ".join(text.replace(OUTPUT_MASK, "…").split())
    if len(line) > _MAX_PLAIN_CHARACTERS:
        import re

        line = re.sub(r"(\"[^\"]{77}|<[^<>\s\"]{77})[^\"<>]{20,}(?=[\">])", r"\1...", line)
        line = line if len(line) <= _MAX_CHARACTERS else line[: _MAX_CHARACTERS - 3] + "..."
    return "".join([char if char.isprintable() else char.encode("unicode_escape").decode() for char in line])
