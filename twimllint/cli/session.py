"""One call of ``twimllint check``: from the options to the reports and the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any

from twimllint.cli.common import fail, say, say_bytes, warn
from twimllint.cli.outputs import Outputs, is_terminal
from twimllint.config.config import Override
from twimllint.config.errors import ConfigError
from twimllint.engine.result import Failure
from twimllint.report.plain import count
from twimllint.run.runner import Options, Outcome, Runner

_LISTS = ("select", "ignore", "extend-select")
_SINGLE = ("preset", "region", "room-type", "rooms-manifest", "fail-on", "max-warnings", "baseline", "code")
#: What a call can do besides reporting: one thing at a time.
_MODES = (("fix", "diff"), ("write_baseline",), ("add_ignores",))


class Session:
    """Holds the options of one call; ``run`` does the work and gives the exit code.

    ``called`` says what the user wrote for each option, ``--region`` or ``TWIMLLINT_REGION``.
    """

    def __init__(self, paths: tuple[str, ...], given: Mapping[str, Any], called: Mapping[str, str]) -> None:
        self.given = given
        self.called = called
        self.quiet: bool = given["quiet"]
        named = bool(given["stdin_filename"]) and called["stdin_filename"].startswith("-")
        self.paths = paths or (("-",) if named and not given["show_settings"] else (".",))
        self.on_stdin = "-" in self.paths

    def run(self) -> int:
        """Do the work."""
        outputs = Outputs(self.given)
        self._check_options()
        try:
            os.getcwd()
        except FileNotFoundError:
            fail("the working folder is gone")
        try:
            runner = Runner(self._options())
            if self.given["show_settings"]:
                paths = [self.given["stdin_filename"]] if self.given["stdin_filename"] else self.paths
                say("\n".join([runner.show_settings(path) for path in paths]), end="")
                return 0
            if self.given["show_files"]:
                return self._show_files(runner)
            code = self._work(runner, outputs)
        except ConfigError as error:
            fail(str(error))
        return 2 if outputs.failed else code

    def _check_options(self) -> None:
        """Fail where options contradict one another; warn where one does nothing."""
        given, called = self.given, self.called
        if self.on_stdin and len(self.paths) > 1:
            fail('"-" (standard input) stands alone; give either it or paths')
        idle = given["stdin_filename"] and not (self.on_stdin or given["show_settings"])
        if idle and called["stdin_filename"].startswith("-"):
            fail('--stdin-filename names what comes on standard input; give "-" in place of the paths')
        if given["config"] and given["isolated"] and called["config"][:2] == called["isolated"][:2]:
            fail("--config and --isolated contradict each other")
        asked = [[name for name in mode if self._asks(name)] for mode in _MODES]
        wanted = [names[0] for names in asked if names]
        if len(wanted) > 1:
            fail(f"{self.called[wanted[0]]} and {self.called[wanted[1]]} do not go together; run one after the other")
        if given["prune_baseline"] and (given["diff"] or set(wanted) - {"fix"}):
            fail("--prune-baseline goes with linting alone or with --fix")
        if given["unsafe_fixes"] and not (given["fix"] or given["diff"]):
            warn("--unsafe-fixes does nothing without --fix or --diff")
        if given["add_ignores"] is not None:
            self._check_reason(given["add_ignores"])

    def _asks(self, name: str) -> bool:
        return self.given[name] is not None if name == "add_ignores" else bool(self.given[name])

    def _check_reason(self, reason: str) -> None:
        """A path that stands where the reason should would not be linted, but the whole working folder would."""
        from twimllint.files.detect import candidate

        if self.on_stdin or reason == "-":
            fail("--add-ignores writes into files; it cannot write into standard input")
        if reason and (os.path.lexists(reason) or (" " not in reason and candidate(os.path.basename(reason)))):
            fail(f'--add-ignores takes a reason, and "{reason}" is a path; write --add-ignores "" {reason} for none')

    def _options(self) -> Options:
        overrides: dict[str, Any] = {}
        for key in _LISTS:
            texts = self.given[name := key.replace("-", "_")]
            words = [word for text in texts for word in text.replace(",", " ").split()]
            if texts and not words:
                fail(f"{self.called[name]} names no rule; give codes, prefixes or names, or leave it out")
            overrides[key] = Override(words, self.called[name])
        for key in _SINGLE:
            name = key.replace("-", "_")
            overrides[key] = Override(self.given[name], self.called[name])
        fix = None
        if self.given["fix"] or self.given["diff"]:
            fix = "unsafe" if self.given["unsafe_fixes"] else "safe"
        config, isolated = self.given["config"], self.given["isolated"]
        if config and isolated:
            # the one from the environment yields
            config, isolated = (config, False) if self.called["config"].startswith("-") else (None, True)
        return Options(
            overrides={key: override for key, override in overrides.items() if override.value is not None},
            config=config,
            isolated=isolated,
            no_exclude=self.given["no_exclude"],
            no_plugins=self.given["no_plugins"],
            fix=fix,
            write=self.given["fix"] and not self.given["diff"],
            jobs=self.given["jobs"] or 0,
            strict=any(self._asks(name) for mode in _MODES for name in mode),
        )

    def _show_files(self, runner: Runner) -> int:
        if self.on_stdin:
            say(self.given["stdin_filename"] or "-")
            return 0
        listed = runner.files(self.paths)
        for _, path in listed.found:
            say(path)
        return 2 if self._tell(listed.failures) else 0

    def _work(self, runner: Runner, outputs: Outputs) -> int:
        if self.on_stdin:
            from twimllint.cli import stdin

            raw = stdin.read()
            outcome = stdin.lint_stdin(raw, self.given["stdin_filename"] or None, runner)
        else:
            with outputs.progress(self.quiet) as progress:
                outcome = runner.run(self.paths, progress)
        for note in runner.notes if self.given["verbose"] else ():
            warn(note)
        self._tell(outcome.run.failures)
        self._tell_unread(outcome.unread)
        self._tell_command(outcome.run.failures)
        if self.given["write_baseline"]:
            return self._write_baseline(outcome)
        outcome = self._against_baselines(outcome, runner)
        if self.given["add_ignores"] is not None:
            return self._add_ignores(outcome)
        if self.given["diff"]:
            self._diff(outcome, runner)
            return 2 if outcome.run.failures else int(bool(outcome.changed))
        if self.on_stdin and self.given["fix"]:
            # what was passed over or could not be read in full goes back as it came
            stdin.give_back(outcome.fixed_bytes if outcome.changed else raw, whole=bool(outcome.changed))
            outputs.report_to_stderr(outcome.run)
        else:
            outputs.report(outcome.run)
        self._tell_nothing(outcome)
        return exit_code(outcome, runner)

    def _tell(self, failures: tuple[Failure, ...]) -> bool:
        for failure in failures:
            warn(str(failure))
        return bool(failures)

    def _tell_unread(self, languages: tuple[str, ...]) -> None:
        """Say what could be looked at if more were installed."""
        if languages and not self.quiet:
            from twimllint.host.languages import EXTRA

            names = ", ".join(sorted(set(languages)))
            files = count(len(languages), "file")
            warn(f"{files} that may hold TwiML cannot be read ({names}); pip install '{EXTRA}' adds that")

    def _tell_command(self, failures: tuple[Failure, ...]) -> None:
        """Where the first word is no path, it may be a command with a slip in it."""
        first = self.paths[0]
        if not failures or os.path.lexists(first) or not first.isalpha():
            return
        from twimllint.cli import COMMANDS
        from twimllint.schema.names import nearest

        near = nearest(first, COMMANDS)
        if near is not None:
            warn(f'did you mean the command "{near}"?')

    def _tell_nothing(self, outcome: Outcome) -> None:
        """Say that nothing was linted, so that a wrong path does not pass for a clean one."""
        run = outcome.run
        if run.files or run.failures or self.quiet:
            return
        named = ", ".join(self.paths) if len(self.paths) < 4 else f"the {len(self.paths)} paths given"
        where = "" if self.on_stdin else f" in {named}"
        counts = ((run.passed_over, "not TwiML"), (run.excluded, "excluded")) if self.given["verbose"] else ()
        details = ", ".join([f"{number} {words}" for number, words in counts if number])
        warn(f"no TwiML to lint{where}" + (f" ({details})" if details else ""))

    def _diff(self, outcome: Outcome, runner: Runner) -> None:
        for diff in outcome.diffs(runner.finder.cwd):
            # bytes can be applied whatever the document's encoding; a screen wants text in its own
            if is_terminal(sys.stdout) or not hasattr(sys.stdout, "buffer"):
                say(diff.text, end="")
            else:
                say_bytes(diff.raw)

    def _against_baselines(self, outcome: Outcome, runner: Runner) -> Outcome:
        """Take out what is known; each document has the baseline that its configuration names."""
        files = [runner.config_of(path).baseline for path in outcome.paths]
        known = [file for file in dict.fromkeys([*files, runner.config.baseline]) if file is not None]
        if self.given["prune_baseline"] and not known:
            fail("--prune-baseline needs a baseline: --baseline FILE or the setting")
        for file in known:
            outcome = self._against_baseline(outcome, runner, file, [file == other for other in files])
        return outcome

    def _against_baseline(self, outcome: Outcome, runner: Runner, file: str, concerned: list[bool]) -> Outcome:
        from twimllint.run import baseline

        try:
            known = baseline.load(file)
        except baseline.BaselineError as error:
            fail(str(error))
        places = [
            baseline.place(path, file, runner.rules_of(path)) if concerns else None
            for path, concerns in zip(outcome.paths, concerned, strict=True)
        ]
        applied = baseline.apply(outcome.run, places, known, os.path.dirname(file))
        mended = count(sum(applied.removable.values()), "finding")
        if applied.removable and self.given["prune_baseline"]:
            self._write(file, baseline.dump(baseline.prune(known, applied.removable)))
            warn(f"took {mended} out of {file}, mended by now")
        elif applied.removable and not self.quiet:
            warn(f"{mended} of {file} mended by now; --prune-baseline takes what is mended out")
        return outcome._replace(run=applied.run)

    def _write_baseline(self, outcome: Outcome) -> int:
        from twimllint.run import baseline

        run, file = outcome.run, os.path.abspath(self.given["write_baseline"])
        places = [baseline.place(path, file) for path in outcome.paths]
        self._write(file, baseline.dump(baseline.make(zip(places, run.files, strict=True))))
        found = f"{count(run.findings, 'finding')} in {count(len(run.files), 'file')}"
        warn(f"wrote {found} to {self.given['write_baseline']}")
        return 2 if run.failures else 0

    def _add_ignores(self, outcome: Outcome) -> int:
        from twimllint.run.add_ignores import add_ignores

        added = add_ignores(zip(outcome.paths, outcome.run.files, strict=True), self.given["add_ignores"])
        failed = self._tell(added.failures) or bool(outcome.run.failures)
        silenced = f"{count(added.findings, 'finding')} in {count(added.files, 'file')}"
        warn(f"wrote {count(added.comments, 'comment')} for {silenced}")
        return 2 if failed else 0

    def _write(self, path: str, text: str) -> None:
        from twimllint.files.writing import write_atomically

        try:
            write_atomically(path, text.encode("utf-8"))
        except OSError as error:
            fail(f"{path} cannot be written: {error.strerror or error}")


def exit_code(outcome: Outcome, runner: Runner) -> int:
    """0, 1 or 2, as the README says; for each document, its own configuration says what is bad enough."""
    if outcome.run.failures:
        return 2
    by_config: dict[int, tuple[str, int | None, list[int]]] = {}
    for path, file in zip(outcome.paths, outcome.run.files, strict=True):
        if file.diagnostics:
            config = runner.config_of(path)
            _, _, numbers = by_config.setdefault(id(config), (config.fail_on, config.max_warnings, [0, 0, 0]))
            for diagnostic in file.diagnostics:
                numbers[diagnostic.severity.rank] += 1
    return int(any(_fails(*each) for each in by_config.values()))


def _fails(fail_on: str, limit: int | None, numbers: list[int]) -> bool:
    infos, warnings, errors = numbers
    if fail_on == "never":
        return False
    # the limit says how many warnings may stand, so warnings alone fail only above it
    too_many = warnings > (0 if limit is None else limit)
    if fail_on == "error":
        return bool(errors) or (limit is not None and too_many)
    return bool(errors) or too_many or (fail_on == "info" and bool(infos or warnings))
