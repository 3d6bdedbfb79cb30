"""``twimllint extract``: the TwiML that files hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from twimllint.cli.options import Option, PathWord

if TYPE_CHECKING:
    from twimllint.run.extraction import Extracted


@click.command()
@click.argument("paths", nargs=-1, type=PathWord(), metavar="[PATHS]...")
@click.option("--format", "form", cls=Option, type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--stdin-filename", metavar="PATH", help="The file that standard input stands for.")
@click.option("--isolated", is_flag=True, help="Read no configuration files.")
@click.option("--no-exclude", is_flag=True, help="Look at files that the configuration leaves out.")
@click.option("--no-plugins", is_flag=True, envvar="TWIMLLINT_NO_PLUGINS", help="Do not load the rules of plugins.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    form: str,
    stdin_filename: str | None,
    isolated: bool,
    no_exclude: bool,
    no_plugins: bool,
) -> None:
    """Print the TwiML in files, also in string literals, helper-library calls and documentation.

    Parts that are known only when the program runs are shown as {{ expression }}, branches as {% if %}, loops as
    {% for %}, and places where code that is not followed may add more as {% include %}.
    """
    from twimllint.cli import stdin
    from twimllint.cli.streams import echo, fail, warn
    from twimllint.cli.unread import warn_of_unread
    from twimllint.config.errors import ConfigError
    from twimllint.config.finder import ConfigFinder
    from twimllint.run.extraction import Extraction

    paths = paths or (("-",) if stdin_filename else (".",))
    if "-" in paths and len(paths) > 1:
        fail('"-" (standard input) cannot be combined with paths')
    if stdin_filename and "-" not in paths:
        fail('--stdin-filename names what comes on standard input; give "-" in place of the paths')
    try:
        extraction = Extraction(ConfigFinder(isolated=isolated, plugins=not no_plugins), no_exclude=no_exclude)
        if "-" in paths:
            documents = list(extraction.of_standard_input(stdin.read(), stdin_filename))
        else:
            documents = list(extraction.of_paths(paths))
    except ConfigError as error:
        fail(str(error))
    if form == "json":
        from twimllint.report.jsontext import dumps

        echo(dumps({"version": 1, "documents": [_row(one) for one in documents]}, indent=2))
    else:
        for one in documents:
            about = [one.document.kind, one.document.language, *_notes(one)]
            echo(f"{one.path}:{one.place.line}:{one.place.column}: {', '.join(about)}")
            echo("".join([f"  {line}\n" for line in one.document.text.splitlines()]))
    for remark in extraction.remarks:
        warn(remark)
    warn_of_unread(extraction.unread)
    for failure in extraction.failures:
        warn(str(failure))
    ctx.exit(2 if extraction.failures else 0)


def _notes(one: Extracted) -> list[str]:
    document = one.document
    return [
        *(["dynamic"] if document.dynamic else []),
        *([] if document.complete else ["incomplete"]),
        *([one.channel] if one.channel != "unknown" else []),
    ]


def _row(one: Extracted) -> dict[str, Any]:
    document, place = one.document, one.place
    return {
        "path": one.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "kind": document.kind,
        "language": document.language,
        "complete": document.complete,
        "dynamic": document.dynamic,
        "channel": one.channel,
        "text": document.text,
    }
