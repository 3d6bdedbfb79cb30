"""``twimllint explain``: a rule, a Twilio number, or an element."""

from __future__ import annotations

import click

from twimllint.cli.completing import complete_topic


@click.command()
@click.argument("topics", nargs=-1, required=True, metavar="TOPIC...", shell_complete=complete_topic)
@click.option("--no-plugins", is_flag=True, help="Leave out the rules of installed packages.")
def command(topics: tuple[str, ...], no_plugins: bool) -> None:
    """Explain a rule (TW301, room-outside-connect), a Twilio number (12200) or an element (Gather)."""
    from twimllint.cli.common import fail, registry
    from twimllint.explain import explain
    from twimllint.grammar.names import nearest

    known = registry(plugins=not no_plugins)
    texts = []
    for topic in topics:
        text = explain(topic, known)
        if text is None:
            near = nearest(topic, [*known.rules, *(info.code for info in known)])
            hint = f'; did you mean "{near}"?' if near else ""
            fail(f'"{topic}" is no rule, no Twilio number that a document can cause, and no TwiML element{hint}')
        texts.append(text)
    click.echo("\n\n".join(texts))
