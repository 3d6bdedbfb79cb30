"""Words that a shell can complete: rule names and codes, elements, Regions, formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

    from twimllint.engine.registry import Registry


def register() -> None:
    """Make click complete ``--option=value``, and repair its scripts for fish and zsh."""
    from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete, add_completion_class

    class Joined(ShellComplete):
        """Takes ``--select=TW3`` as one word and gives its completions as one word."""

        def complete(self) -> str:
            args, incomplete = self.get_completion_args()
            before = ""
            if incomplete.startswith("--") and "=" in incomplete:
                name, _, incomplete = incomplete.partition("=")
                args, before = [*args, name], f"{name}="
            items = self.get_completions(args, incomplete)
            for item in items:
                item.value = before + item.value
            return "\n".join(map(self.format_completion, items))

    class Bash(BashComplete):
        """Takes ``--select=TW3`` as readline hands it over, in three words."""

        def get_completion_args(self) -> tuple[list[str], str]:
            args, incomplete = super().get_completion_args()
            return [word for word in args if word != "="], incomplete

    class Fish(Joined, FishComplete):
        """Keeps what follows the first comma."""

        source_template = FishComplete.source_template.replace('string split ","', 'string split -m 1 ","')

    class Zsh(Joined, ZshComplete):
        """Registers itself when first called out of fpath; click's own script completes nothing the second time."""

        source_template = ZshComplete.source_template.replace(
            "    # autoload from fpath, call function directly\n",
            "    compdef %(complete_func)s %(prog_name)s\n",
        )

    for shell in (Bash, Fish, Zsh):
        add_completion_class(shell)


def complete_selector(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Codes, prefixes and names of rules; in a list separated by commas, the last word."""
    before, comma, word = incomplete.rpartition(",")
    return _fitting(_selectors(), word, before + comma)


def complete_first(
    commands: list[CompletionItem], check: click.Command, ctx: click.Context, incomplete: str
) -> list[CompletionItem]:
    """The first word: a command or an option of the group, an option of ``check``, or else a path."""
    from click.shell_completion import CompletionItem

    if incomplete.startswith("-"):
        with check.make_context("check", [], parent=ctx, resilient_parsing=True) as within:
            options = check.shell_complete(within, incomplete)
        return list({item.value: item for item in [*options, *commands]}.values())
    # bash drops what it was given as soon as it has to look for files, so it gets one or the other
    return commands or [CompletionItem(incomplete, type="file")]


def complete_region(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The ids of Twilio's Regions."""
    from click.shell_completion import CompletionItem

    from twimllint.schema.data import data

    return [CompletionItem(region) for region in data("regions")["regions"] if region.startswith(incomplete)]


def complete_format(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of the report formats."""
    from click.shell_completion import CompletionItem

    from twimllint.report import FORMATS

    return [CompletionItem(name) for name in FORMATS if name.startswith(incomplete)]


def complete_topic(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Codes and names of rules, names of elements, Twilio's numbers."""
    from twimllint.schema.data import data
    from twimllint.schema.grammar import load

    topics = _selectors() | dict.fromkeys(sorted(load("voice").names | load("messaging").names), "")
    if incomplete.isdigit():
        topics |= {code: entry["title"] for code, entry in data("errors")["errors"].items()}
    return _fitting(topics, incomplete)


def _fitting(words: dict[str, str], word: str, before: str = "") -> list[CompletionItem]:
    """The words that begin with ``word``, each with its help, as they are after ``before``."""
    from click.shell_completion import CompletionItem

    # letter case is overlooked only where nothing fits as written, or a shell would cut all of it to what they share
    fitting = [name for name in words if name.startswith(word)]
    fitting = fitting or [name for name in words if name.lower().startswith(word.lower())]
    return [CompletionItem(before + name, help=words[name] or None) for name in fitting]


def _selectors() -> dict[str, str]:
    """All that selects rules, with what it is about."""
    from twimllint.explain import FAMILIES

    selectors = {"ALL": "every rule", **{prefix: about for prefix, (_, about) in FAMILIES.items()}}
    for info in _rules():
        selectors[info.code] = selectors[info.name] = info.summary
    return selectors


def _rules() -> Registry:
    """The rules there are; a plugin that is broken does not keep the others from being completed."""
    from twimllint.cli.known_rules import installed

    return installed()
