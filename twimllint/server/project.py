"""One workspace folder: its configuration, kept up to date, and the linting of its documents."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from twimllint.config.config import Config, FileSettings
from twimllint.config.defaults import NAMES
from twimllint.config.errors import ConfigError
from twimllint.config.values import ConfigValue
from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.result import FileResult
from twimllint.engine.settings import LintSettings
from twimllint.files.discover import discover, excluded
from twimllint.files.reading import MAX_BYTES, display_path, read
from twimllint.run.cross_file import add_project_findings
from twimllint.run.lint_file import fix_is_effective, fix_text, lint_text
from twimllint.run.runner import Options, Runner
from twimllint.server.baselines import Baselines
from twimllint.server.documents import Buffer
from twimllint.server.index import Entry, describe, stamp_of, union
from twimllint.server.settings import ClientSettings

#: Files of more bytes are not indexed: Twilio takes no document that is nearly as large.
MAX_INDEXED_BYTES = 1 << 20


class Analysis(NamedTuple):
    """What linting one document came to.

    ``result`` is ``None`` for a document that is not TwiML, is excluded, or could not be linted. ``failures`` says in
    words what could not be done.
    """

    result: FileResult | None = None
    failures: tuple[str, ...] = ()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The findings."""
        return () if self.result is None else self.result.diagnostics


class Project:
    """The documents below one folder.

    A configuration that cannot be used does not take the place of one that could: the last good one of each folder is
    kept until the files are right again.
    """

    def __init__(self, root: str, client: ClientSettings) -> None:
        self.root = root
        self.client = client
        self._good: dict[str, Runner] = {}
        self._baselines = Baselines()
        self._seen: dict[str, object] = {}
        self._runner = self._bare()
        self._signature: tuple[object, ...] | None = None
        self.problem: str | None = None
        self.reload()

    def reload(self) -> None:
        """Read the configuration again; the client's settings that cannot be used are left aside."""
        client = self.client
        self.problem = self._use(client.overrides, client.configuration)
        if self.problem is None:
            return
        for config in dict.fromkeys((client.configuration, None)):
            usable = {key: value for key, value in client.overrides.items() if self._use({key: value}, config) is None}
            if self._use(usable, config) is None:
                return
        # the project's files are at fault: for each folder the last good ones hold, else the defaults

    def _use(self, overrides: Mapping[str, ConfigValue], config: str | None) -> str | None:
        """Lint with these settings of the client's from now on; what is wrong with them or the project's files."""
        try:
            self._runner = Runner(
                Options(
                    settings=overrides,
                    config=None if config is None else os.path.join(self.root, config),
                    no_plugins=not self.client.plugins,
                    cwd=self.root,
                )
            )
            # selectors that no rule has show only when they are asked for
            self._runner.finder.settings_for(os.path.join(self.root, "-"))
        except ConfigError as error:
            return str(error)
        return None

    def configure(self, client: ClientSettings) -> None:
        """Take other settings of the client's."""
        self.client = client
        self._good.clear()
        self.reload()

    def stale(self, folders: set[str]) -> bool:
        """Whether a configuration file of these folders or above, or what it names, has changed since last time."""
        signature = tuple(_stamps(folders))
        before, self._signature = self._signature, signature
        # a file that is named for the first time has not changed
        seen, self._seen = self._seen, {path: stamp_of(path) for path in self.reads | set(self._seen)}
        changed = any(self._seen[path] != stamp for path, stamp in seen.items())
        return changed or (before is not None and signature != before)

    def lint(self, buffer: Buffer, others: Iterable[FileResult] = ()) -> Analysis:
        """Lint a document.

        ``others`` are the results of the other documents of the project, for the rules over several documents.
        """
        path, text = buffer.path, buffer.text
        rules, failures = self._rules(path)
        if rules is None or buffer.never_twiml or self._is_excluded(path):
            return Analysis(None, failures)
        if len(text) > MAX_BYTES:
            return Analysis(None, (*failures, f"{display_path(path, self.root)}: it is too large to be looked at"))
        name = display_path(path, self.root)
        linted = lint_text(text, name, rules.lint, rules.dispatcher, assume_twiml=buffer.surely_twiml, ahead=buffer)
        all_failures = [linted.failure] if linted.failure is not None else []
        result = linted.result
        if result is not None:
            all_failures += result.failures
            results = [result, *(other for other in others if other.path != result.path)]
            if rules.dispatcher.project and any(each.collected for each in results):
                result = add_project_findings(results, rules.lint, rules.dispatcher, all_failures)[0]
            result, unread = self._baselines.new_only(result, path, rules)
            failures = (*failures, *unread)
        return Analysis(result, (*failures, *dict.fromkeys(map(str, all_failures))))

    def fixed(self, path: str, text: str) -> str:
        """The text of a document after its safe fixes."""
        rules, _ = self._rules(path)
        if rules is None:
            return text
        return fix_text(text, display_path(path, self.root), rules.lint, rules.dispatcher)

    def fix_is_effective(self, diagnostic: Diagnostic, path: str, text: str) -> bool:
        """Whether the fix of a finding removes it and breaks nothing."""
        rules, _ = self._rules(path)
        return rules is not None and fix_is_effective(
            diagnostic, text, display_path(path, self.root), rules.lint, rules.dispatcher
        )

    def settings(self, path: str) -> LintSettings:
        """The settings of the document at an absolute path."""
        rules, _ = self._rules(path)
        return LintSettings() if rules is None else rules.lint

    def collects(self) -> bool:
        """Whether rules over several documents run here."""
        rules, _ = self._rules(os.path.join(self.root, "-"))
        return rules is not None and bool(rules.dispatcher.project)

    @property
    def configs(self) -> list[Config]:
        """The configurations in use so far."""
        return self._runner.finder.resolved

    @property
    def reads(self) -> set[str]:
        """The files that findings depend on besides the documents and their configuration: baselines, manifests."""
        named = [(config.baseline, config.lint.rooms_manifest) for config in self.configs]
        return {path for pair in named for path in pair if path is not None}

    def files(self) -> Iterator[str]:
        """The absolute paths of the files of the folder that may hold TwiML."""
        return (file.path for file in discover([self.root], self._runner.finder))

    def survey(self, path: str, *, lint: bool) -> Entry | None:
        """What is known of a file on disk; ``None`` for one that is not TwiML, is too large, or cannot be read."""
        content = None if self._is_excluded(path) else read(path, MAX_INDEXED_BYTES)
        if not isinstance(content, bytes):
            return None
        buffer = Buffer.on_disk(path, content, "utf-32", self.root, self.settings)
        if not buffer.parts:
            return None
        settings = self.settings(path)
        entry = union(path, [describe(part.document, path, settings) for part in buffer.parts])
        return entry._replace(result=self.lint(buffer).result) if lint else entry

    @property
    def rules(self) -> list[tuple[str, str]]:
        """The names of the rules, each with what it finds."""
        registry = self._runner.config.registry
        return [(info.name, info.summary) for info in registry]

    def tag(self, rule: str) -> str | None:
        """What findings of a rule say of the code: ``unnecessary``, ``deprecated`` or neither."""
        for config in self._runner.finder.resolved:
            if rule in config.registry.rules:
                return config.registry.load(rule).tag
        return None

    def _rules(self, path: str) -> tuple[FileSettings | None, tuple[str, ...]]:
        folder = os.path.dirname(path)
        failures = () if self.problem is None else (self.problem,)
        try:
            rules = self._rules_of(self._runner, path)
            return rules, (*failures, *map(str, rules.config.failures))
        except ConfigError as error:
            failures = (str(error),)
        kept = self._good.get(folder)
        if kept is None:
            kept = self._bare()
        try:
            return self._rules_of(kept, path), failures
        except ConfigError:
            return None, failures

    def _rules_of(self, runner: Runner, path: str) -> FileSettings:
        settings = runner.finder.settings_for(path)
        self._good[os.path.dirname(path)] = runner
        # what the working folder is to the command, this folder is here
        return settings._replace(lint=settings.lint._replace(folder=self.root))

    def _is_excluded(self, path: str) -> bool:
        try:
            return os.path.exists(path) and excluded(path, self._runner.finder)
        except ConfigError:
            return False

    def _bare(self) -> Runner:
        """The defaults: no file is looked at."""
        return Runner(Options(isolated=True, no_plugins=True, cwd=self.root))


def _stamps(folders: set[str]) -> Iterator[object]:
    """What decides whether configuration files are still the same."""
    seen: set[str] = set()
    for folder in sorted(folders):
        current = folder
        while current not in seen:
            seen.add(current)
            for name in NAMES:
                path = os.path.join(current, name)
                try:
                    status = os.stat(path)
                except (OSError, ValueError):
                    continue
                yield path, status.st_mtime_ns, status.st_size
            current = os.path.dirname(current)
