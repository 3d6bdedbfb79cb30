"""``twimllint init``: a configuration that fits the project, and the pre-commit stanza and workflow where asked."""

from __future__ import annotations

import os

import click


@click.command()
@click.argument("folder", type=click.Path(file_okay=False), default=".")
@click.option("--pre-commit", is_flag=True, help="Also add the hook to .pre-commit-config.yaml, where there is none.")
@click.option("--github", is_flag=True, help="Also write .github/workflows/twimllint.yml.")
@click.option("--no-plugins", is_flag=True, envvar="TWIMLLINT_NO_PLUGINS", help="Leave out the rules of plugins.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
def command(folder: str, pre_commit: bool, github: bool, no_plugins: bool, dry_run: bool) -> None:
    """Look at a project and write a commented twimllint.toml for it. Nothing is ever overwritten."""
    from twimllint import __version__
    from twimllint.cli.streams import echo, fail, warn
    from twimllint.config.errors import ConfigError
    from twimllint.files.reading import display_path
    from twimllint.report.plain import count
    from twimllint.run.project_scan import WORKFLOW, configuration, hooks, pre_commit_stanza, scan_project
    from twimllint.run.runner import Options, Runner

    if not os.path.isdir(folder):
        fail(f"{folder}: there is no such folder")
    try:
        runner = Runner(Options(no_plugins=no_plugins))
        listing = runner.files([folder])
        configured = runner.finder.config(folder).path
    except ConfigError as error:
        fail(str(error))
    for failure in listing.failures:
        warn(str(failure))
    scan = scan_project(folder, listing.found, configured)
    echo(count(scan.files, "TwiML document") + (f": {', '.join(scan.suffixes)}" if scan.files else ""))
    if scan.code:
        echo("TwiML in program text is linted too.")
    stanza = pre_commit_stanza(scan, __version__)
    texts = {}
    if scan.configured is not None:
        path = display_path(scan.configured, runner.finder.cwd)
        warn(f"{path} configures this folder already; no twimllint.toml is written")
    else:
        texts["twimllint.toml"] = configuration(scan)
    if pre_commit:
        texts[".pre-commit-config.yaml"] = "repos:\n" + stanza
    if github:
        texts[".github/workflows/twimllint.yml"] = WORKFLOW.format(version=__version__)
    for name, text in texts.items():
        _write(os.path.normpath(os.path.join(folder, name)), text, dry_run)
    if scan.pre_commit:
        echo("\nFor .pre-commit-config.yaml, below repos:\n\n" + stanza)
    elif not pre_commit:
        fitting = hooks(scan)
        what = (
            f"hook {fitting[0]} is" if len(fitting) == 1 else f"hooks {', '.join(fitting[:-1])} and {fitting[-1]} are"
        )
        echo(f"With --pre-commit, the {what} set up too.")
    if scan.github and not github:
        echo("With --github, a workflow is written too.")


def _write(path: str, text: str, dry_run: bool) -> None:
    from twimllint.cli.streams import echo, fail, warn

    if os.path.exists(path):
        warn(f"{path} exists and stays as it is")
        return
    if dry_run:
        echo(f"\n{path}:\n\n{text}")
        return
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror or error}")
    echo(f"wrote {path}")
