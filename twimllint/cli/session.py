"""One call of ``twimllint check``: from the options to the reports and the exit code."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import click

from twimllint.cli.common import fail, warn
from twimllint.lint.diagnostic import Severity
from twimllint.lint.result import Run
from twimllint.project.errors import ConfigError
from twimllint.project.runner import Options, Outcome, Runner

_LISTS = ("select", "ignore", "extend-select")
_SINGLE = ("preset", "region", "room-type", "rooms-manifest", "fail-on", "max-warnings", "baseline")


class Session:
    """Holds the options of one call; ``run`` does the work and gives the exit code."""

    def __init__(self, paths: tuple[str, ...], given: Mapping[str, Any]) -> None:
        self.paths = paths
        self.given = given
        self.quiet: bool = given["quiet"]
        self.on_stdin = "-" in paths
        self.raw = b""

    def run(self) -> int:
        """Do the work."""
        from twimllint.cli.outputs import Outputs

        outputs = Outputs(self.given)
        if self.on_stdin and len(self.paths) > 1:
            fail('"-" (standard input) stands alone; give either it or paths')
        if self.given["stdin_filename"] and not (self.on_stdin or self.given["show_settings"]):
            warn('--stdin-filename does nothing without "-"')
        try:
            runner = Runner(self._options())
            if self.given["show_settings"]:
                click.echo(runner.show_settings(self.given["stdin_filename"] or self.paths[0]), nl=False)
                return 0
            if self.given["show_files"]:
                return self._show_files(runner)
            outcome = self._lint(runner, outputs)
        except ConfigError as error:
            fail(str(error))
        except KeyboardInterrupt:
            # what was found so far is of no use: nobody knows what is missing
            warn("interrupted")
            return 130
        return self._finish(runner, outcome, outputs)

    def _options(self) -> Options:
        overrides: dict[str, Any] = {}
        for key in _LISTS:
            words = [word for text in self.given[key.replace("-", "_")] for word in text.replace(",", " ").split()]
            if words:
                overrides[key] = words
        for key in _SINGLE:
            value = self.given[key.replace("-", "_")]
            if value is not None:
                overrides[key] = value
        fix = None
        if self.given["fix"] or self.given["diff"]:
            fix = "unsafe" if self.given["unsafe_fixes"] else "safe"
        elif self.given["unsafe_fixes"]:
            warn("--unsafe-fixes does nothing without --fix or --diff")
        return Options(
            overrides=overrides,
            config=self.given["config"],
            isolated=self.given["isolated"],
            no_exclude=self.given["no_exclude"],
            no_plugins=self.given["no_plugins"],
            fix=fix,
            write=self.given["fix"] and not self.given["diff"],
            jobs=self.given["jobs"] or 0,
        )

    def _show_files(self, runner: Runner) -> int:
        shown = runner.files(self.paths)
        for _, path in shown.found:
            click.echo(path)
        for failure in shown.failures:
            warn(f"{failure.path}: {failure.message}")
        return 2 if shown.failures else 0

    def _lint(self, runner: Runner, outputs: Any) -> Outcome:
        if self.on_stdin:
            from twimllint.cli.stdin import lint_stdin

            self.raw = sys.stdin.buffer.read()
            return lint_stdin(self.raw, self.given["stdin_filename"], runner)
        with outputs.progress(self.quiet) as progress:
            return runner.run(self.paths, progress)

    def _finish(self, runner: Runner, outcome: Outcome, outputs: Any) -> int:
        run = outcome.run
        if self.given["write_baseline"]:
            return self._write_baseline(run)
        if self.given["add_ignores"] is not None:
            return self._add_ignores(outcome)
        run = self._against_baseline(run, runner)
        for note in runner.notes if self.given["verbose"] else ():
            warn(note)
        for failure in run.failures:
            warn(f"{failure.path}: {failure.message}" if failure.path else failure.message)
        if self.given["diff"]:
            for text in outcome.diffs():
                outputs.write(text)
            return 2 if run.failures else int(bool(outcome.changed))
        if self.on_stdin and self.given["fix"]:
            # what was passed over or could not be read in full goes back as it came
            click.get_binary_stream("stdout").write(outcome.fixed_bytes if outcome.changed else self.raw)
            outputs.report_to_stderr(run)
        else:
            outputs.report(run)
        if not run.files and not run.failures and not self.quiet:
            warn("no TwiML to lint" + ("" if self.on_stdin else f" in {', '.join(self.paths)}"))
        return exit_code(run, runner)

    def _against_baseline(self, run: Run, runner: Runner) -> Run:
        path = runner.config.baseline
        if path is None:
            if self.given["prune_baseline"]:
                fail("--prune-baseline needs a baseline: --baseline FILE or the setting")
            return run
        from twimllint.project import baseline

        try:
            known = baseline.load(path)
        except baseline.BaselineError as error:
            fail(str(error))
        applied = baseline.apply(run, known)
        if applied.removable and self.given["prune_baseline"]:
            self._write(path, baseline.dump(baseline.prune(known, applied.removable)))
            warn(f"took {sum(applied.removable.values())} mended findings out of {path}")
        elif applied.removable and not self.quiet:
            number = sum(applied.removable.values())
            warn(f"{number} of the findings in {path} are mended; --prune-baseline takes them out")
        return applied.run

    def _write_baseline(self, run: Run) -> int:
        from twimllint.project import baseline

        path = self.given["write_baseline"]
        self._write(path, baseline.dump(baseline.make(run)))
        warn(f"wrote {run.findings} findings in {len(run.files)} files to {path}")
        for failure in run.failures:
            warn(f"{failure.path}: {failure.message}")
        return 2 if run.failures else 0

    def _add_ignores(self, outcome: Outcome) -> int:
        from twimllint.project.ignores import add_ignores

        if self.on_stdin:
            fail("--add-ignores writes into files; it cannot write into standard input")
        files = {outcome.paths[file.path]: file for file in outcome.run.files}
        added = add_ignores(files, self.given["add_ignores"])
        failures = (*outcome.run.failures, *added.failures)
        for failure in failures:
            warn(f"{failure.path}: {failure.message}")
        warn(f"wrote {added.comments} comments that silence {added.findings} findings in {added.files} files")
        return 2 if failures else 0

    def _write(self, path: str, text: str) -> None:
        from twimllint.project.write import write_atomically

        try:
            write_atomically(path, text.encode("utf-8"))
        except OSError as error:
            fail(f"{path} cannot be written: {error.strerror or error}")


def exit_code(run: Run, runner: Runner) -> int:
    """0, 1 or 2, as the README says."""
    if run.failures:
        return 2
    config = runner.config
    limit = config.max_warnings
    if limit is not None and run.number(Severity.WARNING) > limit:
        return 1
    if config.fail_on == "never":
        return 0
    worst = max((d.severity.rank for file in run.files for d in file.diagnostics), default=-1)
    if limit is not None and config.fail_on == "warning":
        # the limit says how many warnings may stand, so warnings alone fail only above it
        return int(worst >= Severity.ERROR.rank)
    return int(worst >= Severity(config.fail_on).rank)

