"""Where reports go: the screen, files, the CI system; and the progress bar."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from twimllint import __version__
from twimllint.cli.streams import echo, echo_err, fail, is_terminal, terminal_width, warn
from twimllint.report import FORMATS, load

if TYPE_CHECKING:
    from twimllint.cli.check_options import CheckOptions
    from twimllint.engine.result import Run
    from twimllint.report.options import RenderOptions
    from twimllint.run.runner import Progress

#: Formats for people; the closing line follows them, and CI annotations may be added to them.
FOR_PEOPLE = ("full", "concise", "grouped")
#: Formats that are made of the commands of a CI system.
OF_COMMANDS = ("github", "azure", "teamcity")
#: Fewer files than this are done before a progress bar is read.
MIN_FILES_FOR_BAR = 500
#: Columns of a report that goes to a file or another program.
_WIDTH = 100


class Target(NamedTuple):
    """A report that goes into a file."""

    form: str
    path: str


class Outputs:
    """The reports of one call. Fails for an unknown format; ``failed`` says whether a file could not be written."""

    def __init__(self, options: CheckOptions) -> None:
        self.options = options
        # a variable that is empty is not set
        self.form = self._known(options.form or ("" if options.is_on_command_line("form") else "full"))
        self.targets = [self._target(text) for text in options.output]
        files = [os.path.realpath(target.path) for target in self.targets if target.path not in ("-", os.devnull)]
        twice = next((file for file in files if files.count(file) > 1), None)
        if twice is not None:
            fail(f"--output: {os.path.basename(twice)} can hold one report only")
        self.color = _color(options.color)
        self.failed = False

    def _write(self, text: str, *, err: bool) -> None:
        if err:
            echo_err(text, styles=self.color)
        else:
            echo(text, end="", styles=self.color, commands=self.form in OF_COMMANDS)

    def report(self, run: Run) -> None:
        """Write all reports of a run."""
        self._screen(run, err=False)
        if self.options.ci_output and os.environ.get("GITHUB_ACTIONS") == "true":
            self._github(run)
        for target in self.targets:
            self._file(run, target)

    def report_to_stderr(self, run: Run) -> None:
        """Write the report for people to standard error, where standard output holds the fixed document."""
        self._screen(run, err=True)
        for target in self.targets:
            self._file(run, target)

    def _screen(self, run: Run, *, err: bool) -> None:
        if run.findings or self.form not in FOR_PEOPLE:
            for text in load(self.form)(run, self._options(run, self.color)):
                self._write(text, err=err)
        if not self.options.quiet and run.files and (self.form == "concise" or not run.findings):
            from twimllint.report.summary import summary

            if self.form in FOR_PEOPLE:
                self._write(summary(run, self.options.verbose) + "\n", err=err or self.form == "concise")
        if self.options.statistics:
            from twimllint.report.summary import statistics_table

            for line in statistics_table(run):
                self._write(line, err=err or self.form not in FOR_PEOPLE)

    def _github(self, run: Run) -> None:
        if self.form in FOR_PEOPLE:
            for text in load("github")(run, self._options(run, color=False)):
                echo(text, end="", commands=True)
        summary = os.environ.get("GITHUB_STEP_SUMMARY")
        if summary:
            try:
                with open(summary, "a", encoding="utf-8") as file:
                    file.writelines(load("markdown")(run, self._options(run, color=False)))
            except OSError as error:
                # the job asked for none, so it does not fail for it
                warn(f"the job summary {summary} cannot be written: {error.strerror or error}")

    def _file(self, run: Run, target: Target) -> None:
        from twimllint.files.writing import write_atomically

        text = "".join(load(target.form)(run, self._options(run, color=False)._replace(failures=True)))
        try:
            if target.path == "-":
                echo(text, end="", commands=target.form in OF_COMMANDS)
            else:
                folder = os.path.dirname(target.path)
                if folder:
                    os.makedirs(folder, exist_ok=True)
                write_atomically(target.path, text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            warn(f"{target.path} cannot be written: {error.strerror or error}")
            self.failed = True

    def _options(self, run: Run, color: bool) -> RenderOptions:
        from twimllint.report.options import RenderOptions

        terminal = is_terminal(sys.stdout)
        return RenderOptions(
            color=color,
            width=terminal_width() or _WIDTH,
            verbose=self.options.verbose,
            quiet=self.options.quiet,
            hyperlinks=color and terminal,
            version=__version__,
            root=run.root,
            describe=_describe,
            columns=self.options.columns,
        )

    def progress(self, quiet: bool) -> AbstractContextManager[Progress | None]:
        """A progress bar for long runs on a terminal, and nothing anywhere else."""
        return _bar(not quiet and is_terminal(sys.stderr) and is_terminal(sys.stdout) and not os.environ.get("CI"))

    def _target(self, text: str) -> Target:
        form, equals, path = text.partition("=")
        if not equals or not path:
            fail(f'--output {text}: expected FORMAT=PATH, such as "sarif=twimllint.sarif"')
        target = Target(self._known(form), path)
        if path != "-" and not _may_replace(target):
            fail(f"--output {text}: {path} exists and is not a {form} report; it is not overwritten")
        return target

    def _known(self, form: str) -> str:
        if form not in FORMATS:
            from twimllint.schema.names import nearest

            suggestion = nearest(form, FORMATS)
            hint = f'; did you mean "{suggestion}"?' if suggestion else ""
            fail(f'there is no format "{form}"{hint}\nformats: {", ".join(FORMATS)}')
        return form


def _may_replace(target: Target) -> bool:
    """Whether a report may be written to the path: there is nothing yet, or a report of that format."""
    from twimllint.files.writing import head_of
    from twimllint.report.recognize import HEAD, is_report

    head = head_of(target.path, HEAD)
    return head is None or is_report(target.form, head)


def _describe(name: str) -> str:
    """The long explanation of a rule, for formats that carry one."""
    from twimllint.cli.known_rules import installed
    from twimllint.explain import sections

    registry = installed(plugins=False)
    return sections(registry.load(name))[1] if name in registry.rules else ""


def _color(wanted: str) -> bool:
    """Whether to colour: asked for, or on a terminal that can and whose user did not say no."""
    if wanted != "auto":
        return wanted == "always"
    if os.environ.get("NO_COLOR"):
        return False
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        if os.environ.get(name):
            return os.environ[name] != "0"
    return is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb"


@contextmanager
def _bar(wanted: bool) -> Iterator[Progress | None]:
    if not wanted:
        yield None
        return

    @contextmanager
    def show(length: int) -> Iterator[Any]:
        if length < MIN_FILES_FOR_BAR:
            yield lambda _: None
            return
        with click.progressbar(length=length, label="linting", file=sys.stderr) as bar:
            yield bar.update

    yield show
