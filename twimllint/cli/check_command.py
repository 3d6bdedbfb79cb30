"""One call of ``twimllint check``: from the options to the reports and the exit code."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from typing import Any

from twimllint.cli.check_options import CheckOptions, unknown_variables
from twimllint.cli.contradictions import MODES, check_options
from twimllint.cli.outputs import Outputs
from twimllint.cli.streams import echo, echo_bytes, echo_err, fail, is_terminal, warn
from twimllint.config.errors import ConfigError
from twimllint.config.values import ConfigSource, ConfigValue
from twimllint.engine.basics import Severity
from twimllint.engine.collector import LIMIT
from twimllint.engine.result import Failure, FileResult, Run
from twimllint.report.plain import count
from twimllint.run.lint_file import WorkerLostError
from twimllint.run.runner import Options, Runner, RunResult

_LISTS = ("select", "ignore", "extend-select")
_SINGLE = ("preset", "region", "room-type", "rooms-manifest", "fail-on", "max-warnings", "baseline", "code", "preview")
#: What a CI system obeys where it finds it in a log; a terminal's escape sequences beside it.
_COMMAND = rb"(?m)^[ +-]?\s*::|##\[|##vso\[|##teamcity\[|\x1b"
#: So many remarks of a kind are read; the others are counted.
_MAX_REMARKS = 20


class CheckCommand:
    """Holds the options of one call; ``run`` does the work and gives the exit code."""

    def __init__(self, options: CheckOptions) -> None:
        self.options = options
        named = bool(options.stdin_filename) and options.is_on_command_line("stdin_filename")
        self.paths = options.paths or (("-",) if named and not options.show_settings else (".",))
        self.on_stdin = "-" in self.paths

    def run(self) -> int:
        """Do the work."""
        outputs = Outputs(self.options)
        check_options(self.options, self.paths)
        if not self.options.quiet:
            self._show_remarks(list(unknown_variables(os.environ, self.options.variables)))
        try:
            os.getcwd()
        except FileNotFoundError:
            fail("the working folder is gone")
        try:
            runner = Runner(self._runner_options())
            if self.options.show_settings:
                paths = [self.options.stdin_filename] if self.options.stdin_filename else self.paths
                echo("\n".join([runner.show_settings(path) for path in paths]), end="")
                return 0
            if self.options.show_files:
                return self._show_files(runner)
            code = self._work(runner, outputs)
            self._show_timings(runner)
        except WorkerLostError as error:
            fail(str(error))
        except ConfigError as error:
            # the command line itself is at fault
            self._warn_of_failures(error.failures)
            return 2
        return 2 if outputs.failed else code

    def _runner_options(self) -> Options:
        options = self.options
        settings: dict[str, ConfigValue] = {}
        for key in _LISTS:
            texts: tuple[str, ...] = getattr(options, name := key.replace("-", "_"))
            selectors = [word for text in texts for word in text.replace(",", " ").split()]
            if texts and not selectors:
                fail(f"{options.label[name]} names no rule; give codes, prefixes or names, or leave it out")
            settings[key] = self._setting(selectors, name)
        for key in _SINGLE:
            name = key.replace("-", "_")
            settings[key] = self._setting(getattr(options, name), name)
        fix = None
        if options.fix or options.diff:
            fix = "unsafe" if options.unsafe_fixes else "safe"
        config, isolated = options.config, options.isolated
        if config and isolated:
            # one of them comes from the environment, where it is in the way of the other
            config, isolated = (config, False) if options.is_on_command_line("config") else (None, True)
        return Options(
            settings={key: value for key, value in settings.items() if value.value is not None},
            config=config,
            isolated=isolated,
            no_exclude=options.no_exclude,
            no_plugins=options.no_plugins,
            fix=fix,
            write=options.fix and not options.diff,
            jobs=options.jobs or 0,
            timings=options.timings,
        )

    def _setting(self, value: Any, name: str) -> ConfigValue:
        return ConfigValue(value, (ConfigSource(self.options.label[name]),))

    def _show_files(self, runner: Runner) -> int:
        if self.on_stdin:
            echo(self.options.stdin_filename or "-")
            return 0
        listed = runner.files(self.paths)
        for _, path in listed.found:
            echo(path)
        return 2 if self._warn_of_failures(listed.failures) else 0

    def _work(self, runner: Runner, outputs: Outputs) -> int:
        if self.on_stdin:
            from twimllint.cli import stdin

            raw = stdin.read()
            outcome = stdin.lint_stdin(raw, self.options.stdin_filename or None, runner)
        else:
            with outputs.progress(self.options.quiet) as progress:
                outcome = runner.run(self.paths, progress)
        for note in runner.notes if self.options.verbose else ():
            warn(note)
        if not self.options.quiet:
            self._show_remarks([*outcome.remarks, *_limits(outcome)])
        self._warn_of_failures(outcome.run.failures)
        self._warn_of_unreadable(outcome.unread)
        self._suggest_command(outcome.run.failures)
        if outcome.stopped:
            return self._stop(outcome, outputs, raw if self.on_stdin else b"")
        if self.options.write_baseline:
            return self._write_baseline(outcome, self.options.write_baseline)
        outcome = self._against_baselines(outcome, runner)
        if outcome.stopped:
            self._warn_of_failures(outcome.run.failures)
            return self._stop(outcome, outputs, raw if self.on_stdin else b"")
        if self.options.add_ignores is not None:
            return self._add_ignores(outcome, self.options.add_ignores)
        if self.options.diff:
            self._show_diff(outcome, runner)
            return 2 if outcome.run.failures else int(bool(outcome.changed))
        if self.on_stdin and self.options.fix:
            # what was skipped or could not be read in full goes back as it came
            stdin.write_back(outcome.fixed_bytes if outcome.changed else raw, whole=bool(outcome.changed))
            outputs.report_to_stderr(outcome.run)
        else:
            with runner.clock.phase("reports") if runner.clock else nullcontext():
                outputs.report(outcome.run)
        self._warn_of_no_files(outcome)
        return exit_code(outcome, runner)

    def _stop(self, outcome: RunResult, outputs: Outputs, raw: bytes) -> int:
        """A configuration cannot be used: nothing was linted and nothing is written, and reports say why."""
        if self.on_stdin and self.options.fix:
            from twimllint.cli import stdin

            stdin.write_back(raw, whole=False)
        elif not any(self.options.is_set(name) for mode in MODES for name in mode):
            outputs.report(outcome.run)
        return 2

    def _warn_of_failures(self, failures: Sequence[Failure]) -> bool:
        for failure in failures:
            warn(str(failure))
        return bool(failures)

    def _warn_of_unreadable(self, languages: Sequence[str]) -> None:
        """Say what could be looked at if more were installed."""
        if languages and not self.options.quiet:
            from twimllint.cli.unread import warn_of_unread

            warn_of_unread(languages)

    def _show_remarks(self, remarks: Sequence[str]) -> None:
        """What was named and is not linted, and links that are not followed."""
        for remark in remarks[:_MAX_REMARKS]:
            warn(remark)
        if len(remarks) > _MAX_REMARKS:
            warn(f"... and {len(remarks) - _MAX_REMARKS} more such remarks")

    def _suggest_command(self, failures: Sequence[Failure]) -> None:
        """Where the first word is no path, it may be a misspelt command."""
        first = self.paths[0]
        if not failures or os.path.lexists(first) or not first.isalpha():
            return
        from twimllint.cli import COMMANDS
        from twimllint.schema.names import nearest

        command = nearest(first, COMMANDS)
        if command is not None:
            warn(f'did you mean the command "{command}"?')

    def _show_timings(self, runner: Runner) -> None:
        """Where the time went, after everything else."""
        if runner.clock is not None:
            from twimllint.report.timings import timings_table

            for line in timings_table(runner.clock, runner.rules):
                echo_err(line + "\n")

    def _warn_of_no_files(self, outcome: RunResult) -> None:
        """Say that nothing was linted, so that a wrong path does not pass for a clean one."""
        run = outcome.run
        if run.files or run.failures or self.options.quiet:
            return
        paths = [path for path in self.paths if os.path.abspath(path) not in outcome.explained]
        if not paths:
            return  # the reason for each has been given
        named = ", ".join(paths) if len(paths) < 4 else f"the {len(paths)} paths given"
        where = "" if self.on_stdin else f" in {named}"
        counts = ((run.skipped, "not TwiML"), (run.excluded, "excluded")) if self.options.verbose else ()
        details = ", ".join([f"{number} {label}" for number, label in counts if number])
        if not details and self._names_tests():
            details = "code-tests = true reads test files"
        warn(f"no TwiML to lint{where}" + (f" ({details})" if details else ""))

    def _names_tests(self) -> bool:
        from twimllint.host.detect import is_test_file, program_language

        paths = [self.options.stdin_filename or "-"] if self.on_stdin else self.paths
        return any(is_test_file(path) and program_language(path) is not None for path in paths)

    def _show_diff(self, outcome: RunResult, runner: Runner) -> None:
        for diff in outcome.diffs(runner.finder.cwd):
            # bytes can be applied whatever the document's encoding; a screen wants text in its own
            if is_terminal(sys.stdout) or not hasattr(sys.stdout, "buffer"):
                echo(diff.text, end="")
            elif os.environ.get("CI") and re.search(_COMMAND, diff.raw):
                # the log of a CI system would obey what the document holds
                echo(diff.text, end="")
            else:
                echo_bytes(diff.raw)

    def _against_baselines(self, outcome: RunResult, runner: Runner) -> RunResult:
        """Take out what is known; each document has the baseline that its configuration names."""
        files = [runner.config_of(path).baseline for path in outcome.paths]
        here = runner.finder.resolve(runner.finder.cwd)
        default = None if isinstance(here, ConfigError) else here.baseline
        baselines = [file for file in dict.fromkeys([*files, default]) if file is not None]
        if self.options.prune_baseline and not baselines:
            fail("--prune-baseline needs a baseline: --baseline FILE or the setting")
        for file in baselines:
            outcome = self._against_baseline(outcome, runner, file, [file == other for other in files])
        return outcome

    def _against_baseline(self, outcome: RunResult, runner: Runner, file: str, concerned: list[bool]) -> RunResult:
        from twimllint.engine.basics import former_names
        from twimllint.run import baseline

        try:
            entries = baseline.load(file)
        except baseline.BaselineError as error:
            return outcome._replace(run=Run(outcome.run.root, failures=(Failure("", str(error)),)), stopped=True)
        places = [
            baseline.place(path, file, runner.rules_of(path)) if concerns else None
            for path, concerns in zip(outcome.paths, concerned, strict=True)
        ]
        applied = baseline.apply(outcome.run, places, entries, os.path.dirname(file), former_names(runner.rules))
        fixed = count(sum(applied.removable.values()), "finding")
        if applied.removable and self.options.prune_baseline:
            self._write(file, baseline.dump(baseline.prune(entries, applied.removable)))
            warn(f"removed {fixed} from {file}: fixed since it was written")
        elif applied.removable and not self.options.quiet:
            warn(f"{fixed} of {file} fixed since it was written; --prune-baseline removes what is fixed")
        return outcome._replace(run=applied.run)

    def _write_baseline(self, outcome: RunResult, path: str) -> int:
        from twimllint.run import baseline

        run, file = outcome.run, os.path.abspath(path)
        places = [baseline.place(path, file) for path in outcome.paths]
        self._write(file, baseline.dump(baseline.make(zip(places, run.files, strict=True))))
        content = f"{count(run.findings, 'finding')} in {count(len(run.files), 'file')}"
        warn(f"wrote {content} to {path}")
        return 2 if run.failures else 0

    def _add_ignores(self, outcome: RunResult, reason: str) -> int:
        from twimllint.run.add_ignores import add_ignores

        added = add_ignores(zip(outcome.paths, outcome.run.files, strict=True), reason)
        failed = self._warn_of_failures(added.failures) or bool(outcome.run.failures)
        silenced = f"{count(added.findings, 'finding')} in {count(added.files, 'file')}"
        warn(f"wrote {count(added.comments, 'comment')} for {silenced}")
        return 2 if failed else 0

    def _write(self, path: str, text: str) -> None:
        from twimllint.files.writing import write_atomically

        try:
            write_atomically(path, text.encode("utf-8"))
        except OSError as error:
            fail(f"{path} cannot be written: {error.strerror or error}")


def _limits(outcome: RunResult) -> Iterator[str]:
    """Say which rules have more to say than is listed."""
    for file in outcome.run.files:
        for rule in file.limited:
            yield f"{file.path}: only the first {LIMIT:,} findings of {rule} are listed"


def exit_code(outcome: RunResult, runner: Runner) -> int:
    """0, 1 or 2, as the README says; for each document, its own configuration says what is bad enough."""
    if outcome.run.failures:
        return 2
    files_of: dict[str | None, list[FileResult]] = {}
    configs = {}
    for path, file in zip(outcome.paths, outcome.run.files, strict=True):
        if file.diagnostics:
            config = runner.config_of(path)
            configs[config.path] = config
            files_of.setdefault(config.path, []).append(file)
    return int(any(config.fails(_counts(files_of[path])) for path, config in configs.items()))


def _counts(files: list[FileResult]) -> Counter[Severity]:
    """How many findings there are of each severity."""
    found = [diagnostic.severity for file in files for diagnostic in file.diagnostics]
    return Counter({severity: found.count(severity) for severity in Severity})
