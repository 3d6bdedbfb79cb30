"""The manual page, ``twimllint.1``: made from the commands' own help, so that it says what the program does."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

import click

from twimllint import __version__
from twimllint.cli import COMMANDS, main
from twimllint.schema.data import data

_ABOUT = (
    "twimllint reads TwiML, Twilio's XML for calls and messages, and reports what Twilio would reject, drop or ignore. "
    "It needs no network and no configuration, reads templates in place, and ignores XML that is not TwiML.",
    "Without the name of a command, check is meant: twimllint voice.xml.",
)
_EXIT = (
    ("0", "Nothing is as bad as --fail-on says."),
    ("1", "Something is."),
    ("2", "The work could not be done: a bad option or configuration, an unreadable file, an internal error."),
)
_ENVIRONMENT = (
    (
        "TWIMLLINT_OPTION",
        "Stands for an option of check: TWIMLLINT_FAIL_ON for --fail-on and so on. What is given wins.",
    ),
    ("NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE", "Turn colours off or on where --color does not."),
    ("TWIMLLINT_DEBUG", "With 1, an internal error shows where it happened."),
)
_FILES = (
    (
        "twimllint.toml, .twimllint.toml",
        "The settings: where the document lies or in a folder above; the nearest holds.",
    ),
    ("pyproject.toml", "The same, in the table [tool.twimllint]."),
)
_EXAMPLES = (
    ("twimllint", "Lint everything in and below this folder."),
    ("twimllint --fix voice.xml", "Apply the safe fixes."),
    ("curl -s https://example.com/voice | twimllint -", "Lint what a server answers."),
    ("twimllint explain 12200", "Go from the number in Twilio's debugger to its causes."),
    ("twimllint --output sarif=twimllint.sarif", "Write a report for other programs beside the one on the screen."),
)
_SECTIONS = (("EXIT STATUS", _EXIT), ("ENVIRONMENT", _ENVIRONMENT), ("FILES", _FILES), ("EXAMPLES", _EXAMPLES))


def manpage() -> str:
    """The text of the page, in the man macros of roff."""
    return "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    yield '.\\" Made by "python -m twimllint.generate": do not edit.'
    # the date is that of the facts about TwiML, which changes more often than the page
    yield f'.TH TWIMLLINT 1 "{data("errors")["about"]["date"]}" "twimllint {__version__}" "User Commands"'
    yield from (".SH NAME", "twimllint \\- find mistakes in TwiML before a caller does")
    with main.make_context("twimllint", [], resilient_parsing=True) as ctx:
        contexts = [_context(name, ctx) for name in sorted(COMMANDS)]
        yield ".SH SYNOPSIS"
        for index, within in enumerate(contexts):
            if index:
                yield ".br"
            yield from _synopsis(within)
        yield ".SH DESCRIPTION"
        yield from _paragraphs(_ABOUT)
        yield from _options(ctx)
        yield ".SH COMMANDS"
        for within in contexts:
            yield f".SS {within.info_name}"
            yield from _paragraphs((within.command.help or "").split("\n\n"))
            yield from _options(within)
    for title, entries in _SECTIONS:
        yield f".SH {title}"
        for entry in entries:
            yield from _entry(*entry)
    yield from (".SH SEE ALSO", "https://twimllint.github.io/twimllint/")


def _context(name: str, ctx: click.Context) -> click.Context:
    command = main.get_command(ctx, name)
    assert command is not None, "it is in COMMANDS"
    return command.make_context(name, [], parent=ctx, resilient_parsing=True)


def _synopsis(ctx: click.Context) -> Iterator[str]:
    name = f"[{ctx.info_name}]" if ctx.info_name == "check" else ctx.info_name
    yield f".B twimllint {name}"
    yield from _text(" ".join(ctx.command.collect_usage_pieces(ctx)))


def _options(ctx: click.Context) -> Iterator[str]:
    for parameter in ctx.command.get_params(ctx):
        record = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
        if record is not None:
            yield from _entry(*record)


def _entry(term: str, text: str) -> Iterator[str]:
    yield from (".TP", f".B {_escaped(term)}")
    yield from _text(text)


def _paragraphs(texts: Sequence[str]) -> Iterator[str]:
    for index, text in enumerate(texts):
        if index:
            yield ".PP"
        yield from _text(text)


def _text(text: str) -> Iterator[str]:
    for line in textwrap.wrap(" ".join(text.split()), 72, break_long_words=False, break_on_hyphens=False):
        yield _escaped(line)


def _escaped(line: str) -> str:
    """A line that roff takes for nothing else: its control characters begin a line."""
    line = line.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + line if line.startswith((".", "'")) else line
