"""``twimllint rules``: the list of rules."""

from __future__ import annotations

import click

from twimllint.cli.completing import complete_selector
from twimllint.cli.options import Option


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
    from twimllint.cli.streams import echo, fail
    from twimllint.engine.select import SelectError, match

    known, code = known_here(plugins=not no_plugins)
    infos = list(known)
    if select:
        try:
            words = select.replace(",", " ").split()
            names = {name for word in words for name in match(known.rules, word).names}
        except SelectError as error:
            fail(error.message)
        infos = [info for info in infos if info.name in names]
    if form == "json":
        import json

        rows = [
            {
                "code": info.code,
                "name": info.name,
                "summary": info.summary,
                "severity": info.severity.value,
                "default": info.default,
                "fix": info.fixable,
                "twilio_code": info.twilio_code,
                "url": info.url,
            }
            for info in infos
        ]
        echo(json.dumps(rows, indent=2))
        ctx.exit(code)
    width = max((len(info.name) for info in infos), default=0)
    for info in infos:
        state = info.severity.value if info.default else f"{info.severity.value}, off"
        mark = {"safe": " [fix]", "unsafe": " [unsafe fix]", None: ""}[info.fixable]
        echo(f"{info.code}  {info.name:{width}}  {state:12}  {info.summary}{mark}")
    ctx.exit(code)
