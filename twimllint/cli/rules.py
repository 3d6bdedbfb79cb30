"""``twimllint rules``: the list of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from twimllint.cli.completing import complete_selector
from twimllint.cli.options import Option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twimllint.engine.rule import RuleInfo

#: The fewest columns for summaries beside the names, and the columns before summaries below them.
_NARROW, _INDENT = 40, 7


@click.command()
@click.option("--format", "form", cls=Option, type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--select", metavar="SELECTORS", shell_complete=complete_selector,
    help="Only these: codes, prefixes or names, separated by commas.",
)  # fmt: skip
@click.option("--no-plugins", is_flag=True, envvar="TWIMLLINT_NO_PLUGINS", help="Leave out the rules of plugins.")
@click.pass_context
def command(ctx: click.Context, /, form: str, select: str | None, no_plugins: bool) -> None:
    """List the rules."""
    from twimllint.cli.known_rules import known_here
    from twimllint.cli.streams import echo, fail, terminal_width
    from twimllint.engine.select import SelectError, match

    registry, code = known_here(plugins=not no_plugins)
    infos = list(registry)
    if select is not None:
        selectors = select.replace(",", " ").split()
        if not selectors:
            fail("--select names no rule; give codes, prefixes or names, or leave it out")
        try:
            names = {name for word in selectors for name in match(registry.rules, word).names}
        except SelectError as error:
            fail(error.message)
        infos = [info for info in infos if info.name in names]
    if form == "json":
        from twimllint.report.jsontext import dumps

        rows = [
            {
                "code": info.code,
                "name": info.name,
                "summary": info.summary,
                "severity": info.severity.value,
                "default": info.default,
                "preview": info.preview,
                "fix": info.fixable,
                "twilio_code": info.twilio_code,
                "url": info.url,
            }
            for info in infos
        ]
        echo(dumps(rows, indent=2))
        ctx.exit(code)
    for line in _rows(infos, terminal_width()):
        echo(line)
    ctx.exit(code)


def _rows(infos: list[RuleInfo], width: int | None) -> Iterator[str]:
    """The table of the rules: a line for each, or what fits a terminal of ``width`` columns."""
    from twimllint.report.wrapping import wrap

    names = max((len(info.name) for info in infos), default=0)
    for info in infos:
        state = info.severity.value + ("" if info.default else ", off") + (", preview" if info.preview else "")
        mark = {"safe": " [fix]", "unsafe": " [unsafe fix]", None: ""}[info.fixable]
        start, summary = f"{info.code}  {info.name:{names}}  {state:12}  ", f"{info.summary}{mark}"
        if width is None:
            yield start + summary
        elif width - len(start) < _NARROW:  # the summary goes below, behind the codes
            yield start.rstrip()
            yield from (f"{'':{_INDENT}}{line}" for line in wrap(summary.split(), width - _INDENT))
        else:
            first, *more = wrap(summary.split(), width - len(start))
            yield start + first
            yield from (f"{'':{len(start)}}{line}" for line in more)
