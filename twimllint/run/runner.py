"""Many documents through the engine, in order: in this process, or in several where that pays."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, NamedTuple

from twimllint.config.finder import Config, ConfigError, ConfigFinder, FileSettings
from twimllint.engine.dispatcher import Dispatcher, OptionsError
from twimllint.engine.result import Failure, FileResult, Run
from twimllint.files.discover import Found, discover
from twimllint.files.reading import HEAD, LIMIT, FileHead, read, reason, shown
from twimllint.run.lint_file import Linted, lint_bytes, lint_head

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from twimllint.engine.rule import RuleInfo
    from twimllint.run.diff import Diff

#: Told how many files there are and called for each one done.
Progress = Callable[[int], "AbstractContextManager[Callable[[int], None]]"]

#: Below this many files one process is as fast: starting others costs what they save. Measured on two processors with
#: documents of 200 bytes, of which a process lints some ten thousand in a second (see ``make bench``).
WORTH_PROCESSES = 4000
CHUNK = 64


class Options(NamedTuple):
    """How to run: everything that a worker process needs to know besides the files.

    ``overrides`` are settings of the command line by their key. ``fix`` is ``None``, ``"safe"`` or ``"unsafe"``;
    ``write`` says whether fixed files are written. ``jobs`` is the number of processes, 0 for as many as pay.
    ``strict`` leaves documents alone whose configuration cannot be used, in place of linting them under the defaults;
    it is for runs that write something. ``cwd`` is the working folder where it is not that of the process.
    """

    overrides: Mapping[str, Any] = {}
    config: str | None = None
    isolated: bool = False
    no_exclude: bool = False
    no_plugins: bool = False
    fix: str | None = None
    write: bool = False
    jobs: int = 1
    strict: bool = False
    cwd: str | None = None


class Outcome(NamedTuple):
    """What a run came to: the report's data, what fixing changed, and the absolute path of each file of ``run``.

    ``unread`` has the language of each program that may hold TwiML and cannot be read as the linter is installed.
    """

    run: Run
    changed: tuple[tuple[str, Linted], ...] = ()
    paths: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def diffs(self, cwd: str) -> Iterator[Diff]:
        """A unified diff for each document that fixing changes, named as seen from ``cwd``."""
        from twimllint.run.diff import unified

        for path, linted in self.changed:
            if linted.before is not None and linted.result is not None:
                yield unified(path, cwd, linted.before, linted.result.source)

    @property
    def fixed_bytes(self) -> bytes:
        """The bytes of the one document of standard input after its fixes."""
        return b"".join(file.source.raw for file in self.run.files)


class Listing(NamedTuple):
    """The files that would be linted, each by its path on disk and as it is shown."""

    found: tuple[tuple[str, str], ...]
    failures: tuple[Failure, ...]


class Runner:
    """Lints documents under one set of options. Raises ``ConfigError`` where these cannot be used.

    It is made anew in each worker process, from the same options.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.finder = ConfigFinder(
            options.isolated, options.config, options.overrides, plugins=not options.no_plugins, cwd=options.cwd
        )
        self._plans: dict[int, Dispatcher] = {}
        self._kept: list[FileSettings] = []

    @property
    def config(self) -> Config:
        """The configuration of the working folder, or the defaults where that cannot be used."""
        return self.finder.usable_in(self.finder.cwd)

    @property
    def notes(self) -> list[str]:
        """Remarks for ``-v``."""
        return self.finder.notes

    def config_of(self, path: str) -> Config:
        """The configuration that holds for the document at an absolute path."""
        return self.finder.usable_in(os.path.dirname(path))

    def rules_of(self, path: str) -> frozenset[str]:
        """The names of the rules that run on the document at an absolute path."""
        return self.finder.usable_for(path)[0].rules

    def plan(self, settings: FileSettings) -> Dispatcher:
        """The plan of the rules for these settings. Raises ``ConfigError`` for a bad option of a rule."""
        plan = self._plans.get(id(settings))
        if plan is None:
            plan = Dispatcher(settings.config.registry, settings.rules, settings.lint.rule_options)
            try:
                plan.check_options()
            except OptionsError as error:
                raise ConfigError(str(error), *settings.config.place(("rules", error.rule, error.option))) from error
            self._plans[id(settings)] = plan
            self._kept.append(settings)
        return plan

    def files(self, paths: Iterable[str]) -> Listing:
        """The files that hold TwiML, without linting them."""
        from twimllint.run.lint_file import is_twiml_file

        walk = discover(paths, self.finder, no_exclude=self.options.no_exclude)
        found = [(file.path, file.display) for file in walk if is_twiml_file(file)]
        return Listing(tuple(found), (*walk.failures, *map(_failure, self.finder.errors.values())))

    def run(self, paths: Iterable[str], progress: Progress | None = None) -> Outcome:
        """Lint the documents at and below ``paths``. Raises ``ConfigError``."""
        walk = discover(paths, self.finder, no_exclude=self.options.no_exclude)
        found = list(walk)
        jobs = self._jobs(len(found))
        context = progress(len(found)) if progress else nullcontext(lambda _: None)
        linted: list[Linted] = []
        with context as tick:
            for one in self._in_processes(found, jobs) if jobs > 1 else map(self.lint_file, found):
                linted.append(one)
                tick(1)
        linted = [_named(one) if file.explicit else one for one, file in zip(linted, found, strict=True)]
        self.finder.notes.extend(
            f"{one.path} is passed over: {one.trouble}" for one in linted if one.trouble is not None
        )
        self.finder.notes.extend(f"{path} is excluded by {glob}" for path, glob in walk.excluded_named)
        return self._outcome(linted, [one.path for one in found], list(walk.failures), walk.excluded)

    def run_stdin(self, raw: bytes, name: str | None) -> Outcome:
        """Lint what came on standard input, under the settings of ``name``."""
        path = os.path.normpath(os.path.join(self.finder.cwd, name or "-"))
        display = shown(path, self.finder.cwd)
        content: bytes | FileHead = raw if len(raw) <= LIMIT else FileHead(raw[:HEAD], len(raw))
        return self._outcome([self._lint(path, display, content, self.options.fix, always=True)], [path], [], 0)

    def lint_file(self, found: Found) -> Linted:
        """Lint one file, and write its fixes where that is asked for."""
        content = read(found.path, display=found.display, regular=found.regular)
        if isinstance(content, Failure):
            return Linted(found.display, failure=content)
        linted = self._lint(found.path, found.display, content, self.options.fix, always=False)
        if self.options.write and linted.changed and linted.result is not None:
            from twimllint.files.writing import write_atomically

            try:
                write_atomically(found.path, linted.result.source.raw)
            except OSError as error:
                failure = Failure(found.display, f"its fixes cannot be written: {reason(error)}")
                return self._lint(found.path, found.display, content, None, always=False)._replace(failure=failure)
        return linted

    def _lint(self, path: str, display: str, content: bytes | FileHead, fix: str | None, *, always: bool) -> Linted:
        """Lint a content under the settings of a path; where these cannot be used, under the defaults."""
        settings, error = self.finder.usable_for(path)
        trouble = None if error is None else _failure(error)
        if trouble is not None and self.options.strict:
            return Linted(display, failure=trouble)
        try:
            plan = self.plan(settings)
        except ConfigError as mistake:
            return Linted(display, failure=_failure(mistake))
        if isinstance(content, FileHead):
            linted = lint_head(content.head, display, plan, always=always)
        else:
            linted = lint_bytes(content, display, settings.lint, plan, fix, always=always)
        return linted if trouble is None else linted._replace(failure=linted.failure or trouble)

    def show_settings(self, path: str) -> str:
        """The effective settings for a path, each with where it comes from."""
        from twimllint.config.show import show_settings

        return show_settings(self.finder, path)

    def _jobs(self, files: int) -> int:
        if self.options.jobs:
            return min(self.options.jobs, max(files, 1))
        if files < WORTH_PROCESSES:
            return 1
        return min(_processors(), files // (WORTH_PROCESSES // 2))

    def _in_processes(self, found: list[Found], jobs: int) -> Iterator[Linted]:
        from twimllint.run.parallel import lint_in_processes

        return lint_in_processes(self.options, found, jobs)

    def _outcome(self, linted: list[Linted], paths: list[str], failures: list[Failure], excluded: int) -> Outcome:
        both = [(one.result, path) for one, path in zip(linted, paths, strict=True) if one.result is not None]
        results = [self._with_shown_failures(result) for result, _ in both]
        failures += map(_failure, self.finder.errors.values())
        failures += [one.failure for one in linted if one.failure is not None]
        failures += [failure for result in results for failure in result.failures]
        failures += self._manifests()
        results = self._project_rules(results, failures)
        run = Run(
            self.finder.cwd,
            tuple(results),
            tuple(dict.fromkeys([self._shown(failure) for failure in failures])),
            passed_over=sum(one.result is None and one.failure is None for one in linted),
            excluded=excluded,
            fixed=sum(result.fixed for result in results),
            rules=self._rules(),
        )
        changed = [(path, one) for one, path in zip(linted, paths, strict=True) if one.changed]
        unread = [one.unread for one in linted if one.unread is not None]
        return Outcome(run, tuple(changed), tuple([path for _, path in both]), tuple(unread))

    def _with_shown_failures(self, result: FileResult) -> FileResult:
        return result._replace(failures=tuple(map(self._shown, result.failures))) if result.failures else result

    def _shown(self, failure: Failure) -> Failure:
        return failure._replace(path=shown(failure.path, self.finder.cwd)) if os.path.isabs(failure.path) else failure

    def _rules(self) -> Mapping[str, RuleInfo]:
        """The rules of all configurations that took part."""
        first = self.config.registry
        others = [config.registry for config in self.finder.in_use if config.registry is not first]
        return {name: info for each in (*others, first) for name, info in each.rules.items()} if others else first.rules

    def _manifests(self) -> Iterator[Failure]:
        """What is wrong with manifests, also where no document names a room."""
        paths = [config.value("rooms-manifest") for config in self.finder.in_use if not config.bare]
        for path in dict.fromkeys([path for path in paths if path is not None]):
            from twimllint.engine.context import RuleInputError
            from twimllint.twiml.manifest import load_manifest

            try:
                load_manifest(path)
            except RuleInputError as error:
                yield Failure(error.path, error.message)

    def _project_rules(self, results: list[FileResult], failures: list[Failure]) -> list[FileResult]:
        if not any(result.collected for result in results):
            return results
        from twimllint.run.cross_file import across

        settings, _ = self.finder.usable_for(os.path.join(self.finder.cwd, "-"))
        return across(results, settings.lint, self.plan(settings), failures)


def _named(linted: Linted) -> Linted:
    """A file that the command line names and that cannot be read as the linter is installed is a failure."""
    if linted.unread is None:
        return linted
    from twimllint.host.languages import EXTRA

    return linted._replace(
        failure=Failure(linted.path, f"{linted.unread} cannot be read without the extra: pip install '{EXTRA}'"),
        unread=None,
    )


def _processors() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return os.cpu_count() or 1 if affinity is None else len(affinity(0))


def _failure(error: ConfigError) -> Failure:
    return Failure(error.path or "", error.message, error.line)
