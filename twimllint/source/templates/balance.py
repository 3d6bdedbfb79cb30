"""Blocks of templates that are opened and never closed, or closed and never opened.

An engine stops at such a template. What opens a block depends on the engine, though, and a file does not say which one
reads it: so only words that need an end in every engine that knows them count, and code that is not understood at a
glance is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from twimllint.source.errors import TemplateTag
from twimllint.source.span import Span
from twimllint.source.templates.block_code import read_csharp, read_php, read_scriptlets
from twimllint.source.templates.block_steps import Kind, Step, UnclearError
from twimllint.source.templates.block_words import (
    read_blade,
    read_braces,
    read_freemarker,
    read_mako,
    read_smarty,
    read_thymeleaf,
    read_velocity,
)


class Imbalance(NamedTuple):
    """What is wrong with a block.

    ``kind`` is ``unclosed``, ``unopened``, ``mistaken`` (an end where the innermost block has another), ``crossed`` (it
    ends while a block inside is open), ``outside`` (an ``else`` without a block) or ``inline`` (a line of the template
    is after something else, where it is plain text); ``counterpart`` is the tag that is missing, ``inner`` where the
    block inside begins.
    """

    kind: str
    span: Span
    counterpart: str = ""
    inner: Span | None = None


_READERS = {
    "braces": read_braces,
    "erb": read_scriptlets,
    "php": read_php,
    "blade": read_blade,
    "smarty": read_smarty,
    "freemarker": read_freemarker,
    "velocity": read_velocity,
    "mako": read_mako,
    "thymeleaf": read_thymeleaf,
    "razor": read_csharp,
}


def find_imbalances(tags: Sequence[TemplateTag]) -> list[Imbalance]:
    """The blocks of a template that are not balanced, in the order of the text."""
    if not all(tag.closed for tag in tags):
        return []  # an unclosed tag has its own finding, and may be the end that seems to be missing
    found: list[Imbalance] = []
    by_language: dict[str, list[TemplateTag]] = {}
    for tag in tags:
        if tag.kind != "comment":
            by_language.setdefault(tag.language.removesuffix("_inline"), []).append(tag)
    for language, chosen in by_language.items():
        reader = _READERS.get(language)
        if reader is not None:
            try:
                for steps in reader(chosen):
                    found += _check(steps)
            except UnclearError:
                continue
    found.sort(key=lambda imbalance: imbalance.span)
    return found


def _check(steps: list[Step]) -> list[Imbalance]:
    """The imbalances in what the tags of one language do; after blocks that cross nothing more can be said."""
    found = [Imbalance("inline", step.span) for step in steps if step.is_inline]
    stack: list[Step] = []
    open_names: Counter[str] = Counter()
    ends_to_come: Counter[str] = Counter()
    for step in steps:
        ends_to_come[step.name] += {Kind.OPEN: -1, Kind.CLOSE: 1, Kind.MIDDLE: 0}[step.kind]
    for step in steps:
        if step.kind is Kind.OPEN:
            stack.append(step)
            open_names[step.name] += 1
            ends_to_come[step.name] += 1
        elif step.kind is Kind.MIDDLE:
            if not stack and step.is_firm:
                return [*found, Imbalance("outside", step.span)]
        else:
            ends_to_come[step.name] -= 1
            if not open_names[step.name]:
                innermost = stack[-1] if stack else None
                if step.is_firm and innermost is not None and innermost.is_firm and ends_to_come[innermost.name] <= 0:
                    found.append(Imbalance("mistaken", step.span, innermost.counterpart, innermost.span))
                    open_names[stack.pop().name] -= 1
                elif step.is_firm:
                    found.append(Imbalance("unopened", step.span, step.counterpart))
                continue
            while (inner := stack.pop()).name != step.name:
                open_names[inner.name] -= 1
                if inner.is_firm and ends_to_come[inner.name] > 0:
                    return [*found, Imbalance("crossed", step.span, inner.counterpart, inner.span)]
                if inner.is_firm:
                    found.append(Imbalance("unclosed", inner.span, inner.counterpart))
            open_names[step.name] -= 1
    return found + [Imbalance("unclosed", step.span, step.counterpart) for step in stack if step.is_firm]
