"""TW507 redirect-cycle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from twimllint import (
    Context,
    Diagnostic,
    Document,
    Flow,
    Message,
    ProjectRule,
    Related,
    Severity,
    Text,
    addresses,
    conditions,
)

#: The files of a ring are listed up to this number.
_MAX_LISTED = 6


class RedirectCycle(ProjectRule):
    """Documents that redirect to one another in a ring, where nothing waits for the caller.

    The caller hears the same words over and over, or nothing at all, until Twilio ends the call. All files of one run
    are looked at together: relative URLs are resolved against the file, others by `base-url` and `[url-map]`. The ring
    is reported once, at its first file.

    Allowed:
        <Response><Gather action="/k"/><Redirect>b.xml</Redirect></Response>
    """

    code, name, twilio_code = "TW507", "redirect-cycle", 11215
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/11215"
    needs = ("<redirect",)
    when = (conditions.reaches("Redirect"),)
    messages = {
        "ring": Message(
            "documents redirect in a ring",
            "leads to {following} and back",
            "Let one of them wait for the caller or end the call: {ring}. Twilio ends the call after some rounds ({code}).",
        ),
    }

    def collect(self, document: Document, ctx: Context) -> Any:
        """Where the document can be reached, and where it surely leads without having waited for anybody."""
        if document.root is None or document.root.name != "Response":
            return None
        flow = Flow.of(ctx)
        redirect = flow.unconditional_redirect() if not ctx.templated and ctx.role != "wait" else None
        targets = flow.targets(redirect) if redirect is not None else []
        if len(targets) != 1:
            return None  # none, or the parts of a URL that a comment is in the middle of
        target = targets[0]
        if not isinstance(target, Text) or target.templated:
            return None
        to = addresses.resolve(ctx, target.value)
        if not to:
            return None
        span = target.trimmed
        return {
            "own": addresses.document_addresses(ctx),
            "to": to,
            "span": span,
            "line": ctx.source.position(span.start)[0],
            "url": target.value.strip(),
        }

    def check_project(self, collected: Mapping[str, Any], ctx: Context) -> Iterator[tuple[str, Diagnostic]]:
        """One finding for each ring, at its first file in the order of the paths."""
        path_of = {address: path for path in sorted(collected, reverse=True) for address in collected[path]["own"]}
        following = {
            path: next((path_of[address] for address in facts["to"] if address in path_of), None)
            for path, facts in collected.items()
        }
        seen: set[str] = set()
        for start in sorted(collected):
            ring = _ring(start, following, seen)
            if len(ring) > 1:
                yield ring[0], self._report(ring, collected)

    def _report(self, ring: list[str], collected: Mapping[str, Any]) -> Diagnostic:
        related = [
            Related(collected[path]["span"], f'leads to "{collected[path]["url"]}"', path, collected[path]["line"])
            for path in ring[1:_MAX_LISTED]
        ]
        return self.report(
            collected[ring[0]]["span"],
            "ring",
            following=ring[1],
            ring=" -> ".join([*ring[:_MAX_LISTED], *(["..."] if len(ring) > _MAX_LISTED else []), ring[0]]),
            related=related,
        )


def _ring(start: str, following: Mapping[str, str | None], seen: set[str]) -> list[str]:
    """The ring that is reached from ``start`` and was not seen before, its first file first; empty if there is none."""
    path: list[str] = []
    current: str | None = start
    while current is not None and current not in seen:
        seen.add(current)
        path.append(current)
        current = following.get(current)
    if current is None or current not in path:
        return []
    ring = path[path.index(current) :]
    first = ring.index(min(ring))
    return ring[first:] + ring[:first]
