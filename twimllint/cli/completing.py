"""Words that a shell can complete: rule names and codes, elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem


def complete_selector(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Codes, prefixes and names of rules; in a list separated by commas, the last word."""
    from click.shell_completion import CompletionItem

    from twimllint.explain import FAMILIES
    from twimllint.lint.registry import Registry

    before, comma, word = incomplete.rpartition(",")
    words = {"ALL": "every rule"}
    words.update((prefix, about) for prefix, (_, about) in FAMILIES.items())
    for info in Registry.builtin():
        words[info.code] = info.summary
        words[info.name] = info.summary
    wanted = word.lower()
    return [
        CompletionItem(before + comma + name, help=about)
        for name, about in words.items()
        if name.lower().startswith(wanted)
    ]


def complete_topic(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Codes and names of rules, names of elements, Twilio numbers."""
    from click.shell_completion import CompletionItem

    from twimllint.grammar.data import data
    from twimllint.grammar.read import load

    found = complete_selector(ctx, param, incomplete)
    names = sorted(load("voice").names | load("messaging").names)
    found += [CompletionItem(name) for name in names if name.startswith(incomplete)]
    if incomplete.isdigit():
        codes = data("errors")["errors"]
        found += [CompletionItem(code, help=entry["title"]) for code, entry in codes.items() if code.startswith(incomplete)]
    return found
