"""Many documents through the engine, in order: in this process, or in several where that pays."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, TypeVar

from twimllint.config.config import Config, FileSettings
from twimllint.config.errors import ConfigError
from twimllint.config.finder import ConfigFinder
from twimllint.engine.result import Failure, FileResult, Run
from twimllint.files.discover import Discovery, FoundFile, discover
from twimllint.files.reading import HEAD_BYTES, MAX_BYTES, FileHead, display_path, read, reason
from twimllint.run.lint_file import FileOutcome, lint_bytes, lint_head

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from twimllint.engine.clock import Clock
    from twimllint.engine.rule import RuleInfo
    from twimllint.run.diff import Diff

_T = TypeVar("_T")
_P = ParamSpec("_P")

#: Called with the number of files, and for each one done.
Progress = Callable[[int], "AbstractContextManager[Callable[[int], None]]"]

#: Below this many files one process is as fast: starting others costs what they save. Measured on two processors with
#: documents of 200 bytes, of which a process lints some ten thousand in a second (see ``make bench``).
MIN_FILES_FOR_POOL = 4000
#: So many files are handed to a process at once; fewer where there would be nothing left for the others.
CHUNK, SMALL_CHUNK = 64, 8


class Options(NamedTuple):
    """How to run: everything that a worker process needs to know besides the files.

    ``settings`` are those of the command line by their key. ``fix`` is ``None``, ``"safe"`` or ``"unsafe"``;
    ``write`` says whether fixed files are written. ``jobs`` is the number of processes, 0 for as many as pay.
    ``cwd`` is the working folder where it is not that of the process. ``timings`` measures phases and rules, in one
    process.
    """

    settings: Mapping[str, Any] = {}
    config: str | None = None
    isolated: bool = False
    no_exclude: bool = False
    no_plugins: bool = False
    fix: str | None = None
    write: bool = False
    jobs: int = 1
    cwd: str | None = None
    timings: bool = False


class RunResult(NamedTuple):
    """What a run came to: the report's data, what fixing changed, and the absolute path of each file of ``run``.

    ``remarks`` list what was named and not linted, for standard error, and ``explained`` has the paths of that.
    ``stopped`` says that the run did not begin, since a configuration cannot be used. ``unread`` has the language of
    each program that may hold TwiML and cannot be read as the linter is installed.
    """

    run: Run
    changed: tuple[tuple[str, FileOutcome], ...] = ()
    paths: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    explained: frozenset[str] = frozenset()
    stopped: bool = False
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
        self.clock: Clock | None = None
        if options.timings:
            from twimllint.engine.clock import Clock

            self.clock = Clock()
        self._read = read if self.clock is None else self.clock.of_phase("reading files", read)
        self.finder = ConfigFinder(
            isolated=options.isolated,
            explicit=options.config,
            options=options.settings,
            plugins=not options.no_plugins,
            cwd=options.cwd,
        )

    @property
    def config(self) -> Config:
        """The configuration of the working folder. Raises ``ConfigError``."""
        return self.finder.config(self.finder.cwd)

    @property
    def notes(self) -> list[str]:
        """Remarks for ``-v``."""
        return self.finder.notes

    def config_of(self, path: str) -> Config:
        """The configuration of a document that was linted, by its absolute path."""
        return self.finder.settings_for(path).config

    def rules_of(self, path: str) -> frozenset[str]:
        """The names of the rules that run on a document that was linted, by its absolute path."""
        return self.finder.settings_for(path).rules

    @property
    def rules(self) -> Mapping[str, RuleInfo]:
        """The rules of all configurations that took part, by name."""
        return self._rules()

    def files(self, paths: Iterable[str]) -> Listing:
        """The files that hold TwiML, without linting them."""
        from twimllint.run.lint_file import is_twiml_file

        walk = discover(paths, self.finder, no_exclude=self.options.no_exclude)
        files = [(file.path, file.display) for file in walk if is_twiml_file(file)]
        failures = (*walk.failures, *walk.mistakes, *self._plugin_failures())
        return Listing(() if walk.mistakes else tuple(files), failures)

    def run(self, paths: Iterable[str], progress: Progress | None = None) -> RunResult:
        """Lint the documents at and below ``paths``.

        Where a configuration cannot be used, nothing is linted, and the outcome has all that is wrong with it.
        """
        walk = discover(paths, self.finder, no_exclude=self.options.no_exclude)
        files = self._timed("finding files", list, walk)
        if walk.mistakes:
            return self._stopped((*walk.failures, *walk.mistakes))
        jobs = self.jobs(len(files))
        context = progress(len(files)) if progress else nullcontext(lambda _: None)
        linted: list[FileOutcome] = []
        with context as tick:
            for outcome in self._in_processes(files, jobs) if jobs > 1 else map(self.lint_file, files):
                linted.append(outcome)
                tick(1)
        for outcome, file in zip(linted, files, strict=True):
            why = _why_not_linted(outcome) if file.explicit else None
            if why is not None:
                walk.remarks.append(why)
                walk.explained.add(file.path)
        linted = [_named(outcome) if file.explicit else outcome for outcome, file in zip(linted, files, strict=True)]
        self.finder.notes.extend(
            f"{outcome.path} is skipped: {outcome.unreadable_because}"
            for outcome in linted
            if outcome.unreadable_because is not None
        )
        return self._outcome(linted, [file.path for file in files], walk)

    def run_stdin(self, raw: bytes, name: str | None) -> RunResult:
        """Lint what came on standard input, under the settings of ``name``."""
        path = os.path.normpath(os.path.join(self.finder.cwd, name or "-"))
        display = display_path(path, self.finder.cwd)
        content: bytes | FileHead = raw if len(raw) <= MAX_BYTES else FileHead(raw[:HEAD_BYTES], len(raw))
        try:
            settings = self._settings_for(path)
        except ConfigError as error:
            return self._stopped(error.failures)
        linted = self._lint(display, content, settings, self.options.fix, assume_twiml=not name)
        why = _why_not_linted(linted)
        outcome = self._outcome([_named(linted)], [path], None)
        return outcome if why is None else explained(outcome, why)

    def lint_file(self, file: FoundFile) -> FileOutcome:
        """Lint one file, and write its fixes where that is asked for."""
        content = self._read(file.path, display=file.display, regular=file.regular)
        if isinstance(content, Failure):
            return FileOutcome(file.display, failure=content)
        settings = self._settings_for(file.path)
        linted = self._lint(file.display, content, settings, self.options.fix, assume_twiml=False)
        if self.options.write and linted.changed and linted.result is not None and isinstance(content, bytes):
            failure = self._timed("writing fixes", _write_fixes, file, content, linted.result)
            if failure is not None:
                return self._lint(file.display, content, settings, None, assume_twiml=False)._replace(failure=failure)
        return linted

    def _settings_for(self, path: str) -> FileSettings:
        if self.clock is None:
            return self.finder.settings_for(path)
        settings = self.clock.timed("configuration", self.finder.settings_for, path)
        settings.dispatcher.watch(self.clock)
        return settings

    def _timed(self, phase: str, work: Callable[_P, _T], *args: _P.args, **options: _P.kwargs) -> _T:
        return work(*args, **options) if self.clock is None else self.clock.timed(phase, work, *args, **options)

    @staticmethod
    def _lint(
        display: str, content: bytes | FileHead, settings: FileSettings, fix: str | None, *, assume_twiml: bool
    ) -> FileOutcome:
        if isinstance(content, FileHead):
            return lint_head(content.head, display, settings.dispatcher, assume_twiml=assume_twiml)
        return lint_bytes(content, display, settings.lint, settings.dispatcher, fix, assume_twiml=assume_twiml)

    def show_settings(self, path: str) -> str:
        """The effective settings for a path, each with where it comes from."""
        from twimllint.config.show import show_settings

        return show_settings(self.finder, path)

    def chunk(self, files: int) -> int:
        """How many files a process is handed at once."""
        return max(SMALL_CHUNK, min(CHUNK, files // max(self.options.jobs, 1)))

    def jobs(self, files: int) -> int:
        """How many processes to use, at most one for each chunk of work."""
        if self.clock is not None:
            return 1
        if self.options.jobs:
            return max(1, min(self.options.jobs, files // self.chunk(files)))
        if files < MIN_FILES_FOR_POOL:
            return 1
        return min(processors(), files // (MIN_FILES_FOR_POOL // 2))

    def _in_processes(self, files: list[FoundFile], jobs: int) -> Iterator[FileOutcome]:
        from twimllint.run.parallel import lint_in_processes

        return lint_in_processes(partial(Runner, self.options), files, jobs, self.chunk(len(files)))

    def _stopped(self, failures: Iterable[Failure]) -> RunResult:
        """The outcome of a run that did not begin."""
        return RunResult(Run(self.finder.cwd, failures=tuple(dict.fromkeys(failures))), stopped=True)

    def _outcome(self, linted: list[FileOutcome], paths: list[str], walk: Discovery | None) -> RunResult:
        results_and_paths = [
            (outcome.result, path) for outcome, path in zip(linted, paths, strict=True) if outcome.result is not None
        ]
        results = [self._with_shown_failures(result) for result, _ in results_and_paths]
        failures = [*(walk.failures if walk else ()), *self._plugin_failures()]
        failures += [outcome.failure for outcome in linted if outcome.failure is not None]
        failures += [failure for result in results for failure in result.failures]
        failures += self._manifests()
        results = self._project_rules(results, [path for _, path in results_and_paths], failures)
        not_twiml = sum(outcome.result is None and outcome.failure is None for outcome in linted)
        run = Run(
            self.finder.cwd,
            tuple(results),
            tuple(dict.fromkeys([self._shown(failure) for failure in failures])),
            skipped=not_twiml + (walk.skipped if walk else 0),
            excluded=walk.excluded if walk else 0,
            fixed=sum(result.fixed for result in results),
            rules=self._rules(),
        )
        changed = [(path, outcome) for outcome, path in zip(linted, paths, strict=True) if outcome.changed]
        notes = dict.fromkeys([str(note) for config in self.finder.resolved for note in config.notes])
        renames = [rename for config in self.finder.resolved for rename in config.renamed]
        renames += [rename for result in results for rename in result.renamed]
        renamed = {rename.old.lower(): str(rename) for rename in reversed(renames)}
        remarks = (*self.finder.remarks, *notes, *reversed(renamed.values()), *(walk.remarks if walk else ()))
        unread = tuple([outcome.unreadable_language for outcome in linted if outcome.unreadable_language is not None])
        return RunResult(
            run,
            tuple(changed),
            tuple([path for _, path in results_and_paths]),
            remarks,
            frozenset(walk.explained if walk else ()),
            unread=unread,
        )

    def _with_shown_failures(self, result: FileResult) -> FileResult:
        return result._replace(failures=tuple(map(self._shown, result.failures))) if result.failures else result

    def _shown(self, failure: Failure) -> Failure:
        return (
            failure._replace(path=display_path(failure.path, self.finder.cwd))
            if os.path.isabs(failure.path)
            else failure
        )

    def _plugin_failures(self) -> list[Failure]:
        return [failure for config in self.finder.resolved for failure in config.failures]

    def _rules(self) -> Mapping[str, RuleInfo]:
        """The rules of all configurations that took part."""
        registries = {id(config.registry): config.registry for config in self.finder.resolved}
        if len(registries) == 1:
            return next(iter(registries.values())).rules
        return {name: info for registry in reversed(registries.values()) for name, info in registry.rules.items()}

    def _manifests(self) -> Iterator[Failure]:
        """What is wrong with manifests, also where no document names a room."""
        paths = [config.lint.rooms_manifest for config in self.finder.resolved]
        for path in dict.fromkeys([path for path in paths if path is not None]):
            from twimllint.engine.context import RuleInputError
            from twimllint.twiml.manifest import load_manifest

            try:
                load_manifest(path)
            except RuleInputError as error:
                yield Failure(error.path, error.message)

    def _project_rules(self, results: list[FileResult], paths: list[str], failures: list[Failure]) -> list[FileResult]:
        """The results with the findings of rules over all documents, under the settings of the working folder."""
        if not any(result.collected for result in results):
            return results
        from twimllint.run.cross_file import add_project_findings

        cwd = self.finder.resolve(self.finder.cwd)
        path = paths[0] if isinstance(cwd, ConfigError) else os.path.join(self.finder.cwd, "-")
        settings = self._settings_for(path)
        return self._timed(
            "rules over all files", add_project_findings, results, settings.lint, settings.dispatcher, failures
        )


def explained(outcome: RunResult, why: str) -> RunResult:
    """The outcome of standard input that is not linted, with the reason."""
    return outcome._replace(remarks=(*outcome.remarks, why), explained=frozenset({os.path.abspath("-")}))


def _why_not_linted(linted: FileOutcome) -> str | None:
    """Why a file that was named is not linted, where it says so itself; ``None`` for any other."""
    if linted.provider is not None:
        return f"{linted.path} is XML for {linted.provider}, not TwiML; it is not linted"
    if linted.unreadable_because is not None:
        return f"{linted.path} is not linted: {linted.unreadable_because}"
    return None


def _named(linted: FileOutcome) -> FileOutcome:
    """A file that the command line names and that cannot be read as the linter is installed is a failure."""
    if linted.unreadable_language is None:
        return linted
    from twimllint.host.languages import needs_extra

    failure = Failure(linted.path, needs_extra(linted.unreadable_language))
    return linted._replace(failure=failure, unreadable_language=None)


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _write_fixes(file: FoundFile, before: bytes, result: FileResult) -> Failure | None:
    """Write a fixed document, or say why it is not written.

    What somebody else has written since the file was read is not overwritten, and what is written is read again: a
    report says "fixed" only of a file that has its fixes.
    """
    from twimllint.files.worktree import work_tree
    from twimllint.files.writing import write_atomically

    target = os.path.realpath(file.path)
    folder = os.path.realpath(os.path.dirname(file.path))
    tree = work_tree(folder) or folder
    if not target.startswith(tree.rstrip(os.sep) + os.sep):
        reason_ = f"it is a link out of the project, to {display_path(target, tree)}; name that file to fix it"
        return Failure(file.display, f"its fixes are not written: {reason_}")
    try:
        now = _content(file.path)
        if now not in (before, result.source.raw):
            return Failure(file.display, "its fixes are not written: it was changed meanwhile")
        if now == before:
            write_atomically(file.path, result.source.raw)
            if _content(file.path) != result.source.raw:
                return Failure(file.display, "its fixes are not in it after they were written")
    except OSError as error:
        return Failure(file.display, f"its fixes cannot be written: {reason(error)}")
    return None


def processors() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return os.cpu_count() or 1 if affinity is None else len(affinity(0))
