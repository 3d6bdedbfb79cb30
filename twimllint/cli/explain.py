"""``twimllint explain``: a rule, a Twilio number, or an element."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from twimllint.cli.completing import complete_topic

if TYPE_CHECKING:
    from twimllint.engine.registry import Registry


@click.command()
@click.argument("topics", nargs=-1, required=True, metavar="TOPIC...", shell_complete=complete_topic)
@click.option("--no-plugins", is_flag=True, envvar="TWIMLLINT_NO_PLUGINS", help="Leave out the rules of plugins.")
@click.pass_context
def command(ctx: click.Context, /, topics: tuple[str, ...], no_plugins: bool) -> None:
    """Explain a rule (TW301, room-outside-connect), a Twilio number (12200) or an element (Gather)."""
    from twimllint.cli.known_rules import known_here
    from twimllint.cli.streams import echo, terminal_width, warn
    from twimllint.explain import explain

    registry, code = known_here(plugins=not no_plugins)
    width = terminal_width()
    texts = [explain(topic, registry, width) for topic in topics]
    explanations = [text for text in texts if text is not None]
    if explanations:
        echo("\n\n".join(explanations))
    for topic, text in zip(topics, texts, strict=True):
        if text is None:
            warn(
                f'"{topic}" is no rule, no Twilio number that a document can cause, and no TwiML element'
                + _hint(topic, registry)
            )
            code = 2
    ctx.exit(code)


def _hint(topic: str, registry: Registry) -> str:
    from twimllint.engine.select import SelectError, match
    from twimllint.schema.grammar import load
    from twimllint.schema.names import nearest

    try:
        match(registry.rules, topic)
    except SelectError:
        names = sorted(load("voice").names | load("messaging").names)
        suggestion = nearest(topic, [*registry.rules, *(info.code for info in registry), *names])
        return f'; did you mean "{suggestion}"?' if suggestion else ""
    return f"; twimllint rules --select {topic} lists the rules that it selects"
