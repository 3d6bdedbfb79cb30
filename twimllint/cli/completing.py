"""Words that a shell can complete: rule names and codes, elements, Regions, formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

    from twimllint.lint.registry import Registry


def register() -> None:
    """Make click use ``_Bash`` below."""
    from click.shell_completion import BashComplete, add_completion_class

    class _Bash(BashComplete):
        """Takes ``--select=TW3`` as readline hands it over, in three words."""

        def get_completion_args(self) -> tuple[list[str], str]:
            args, incomplete = super().get_completion_args()
            return [word for word in args if word != "="], incomplete

    add_completion_class(_Bash)


def complete_selector(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Codes, prefixes and names of rules; in a list separated by commas, the last word."""
    from click.shell_completion import CompletionItem

    from twimllint.explain import FAMILIES

    before, comma, word = incomplete.rpartition(",")
    words = {"ALL": "every rule"}
    words.update((prefix, about) for prefix, (_, about) in FAMILIES.items())
    for info in _rules():
        words[info.code] = info.summary
        words[info.name] = info.summary
    wanted = word.lower()
    return [
        CompletionItem(before + comma + name, help=about)
        for name, about in words.items()
        if name.lower().startswith(wanted)
    ]


def complete_first(
    commands: list[CompletionItem], check: click.Command, ctx: click.Context, incomplete: str
) -> list[CompletionItem]:
    """The first word: a command or an option of the group, an option of ``check``, or else a path."""
    from click.shell_completion import CompletionItem

    if incomplete.startswith("-"):
        with check.make_context("check", [], parent=ctx, resilient_parsing=True) as within:
            options = check.shell_complete(within, incomplete)
        return list({item.value: item for item in [*options, *commands]}.values())
    # bash drops what it was given as soon as it is told to look for files, so it is told one thing or the other
    return commands or [CompletionItem(incomplete, type="file")]


def complete_region(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The ids of Twilio's Regions."""
    from click.shell_completion import CompletionItem

    from twimllint.grammar.data import data

    return [CompletionItem(region) for region in data("regions")["regions"] if region.startswith(incomplete)]


def complete_format(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of the report formats."""
    from click.shell_completion import CompletionItem

    from twimllint.report import FORMATS

    return [CompletionItem(name) for name in FORMATS if name.startswith(incomplete)]


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


def _rules() -> Registry:
    """The rules there are; a plugin that is broken does not keep the others from being completed."""
    import click

    from twimllint.cli.common import registry

    try:
        return registry()
    except click.exceptions.Exit:
        return registry(plugins=False)
