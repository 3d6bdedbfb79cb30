"""``twimllint schema``: the schemas, for XML editors and for other programs."""

from __future__ import annotations

import click

from twimllint.cli.options import Argument

FILES = {
    "voice": "twiml-voice.xsd",
    "messaging": "twiml-messaging.xsd",
    "fax": "twiml-fax.xsd",
    "ssml": "ssml.xsd",
    "config": "twimllint.schema.json",
    "report": "report.schema.json",
}


@click.command()
@click.argument("name", cls=Argument, type=click.Choice(list(FILES)))
@click.option("--path", is_flag=True, help="Print where the file lies in place of its text.")
def command(name: str, path: bool) -> None:
    """Print a schema: TwiML's own (XSD), the configuration's and the JSON report's (JSON Schema)."""
    from pathlib import Path

    from twimllint.cli.streams import echo
    from twimllint.schema.data import schema_path

    file = schema_path(FILES[name])
    echo(str(file) + "\n" if path else Path(file).read_text(encoding="utf-8"), end="")
