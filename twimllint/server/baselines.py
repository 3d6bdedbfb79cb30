"""Baselines: findings that are known and not shown."""

from __future__ import annotations

from twimllint.config.config import FileSettings
from twimllint.engine.basics import former_names
from twimllint.engine.result import FileResult
from twimllint.run.baseline import Baseline, BaselineError, load, new_only, place
from twimllint.server.index import stamp_of


class Baselines:
    """The baseline files that documents are compared with, read again when they change."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[object, Baseline]] = {}

    def new_only(self, result: FileResult, path: str, rules: FileSettings) -> tuple[FileResult, tuple[str, ...]]:
        """What linting the document at an absolute path came to, without what is known; and why that is not known."""
        file = rules.config.baseline
        if file is None or not result.diagnostics:
            return result, ()
        try:
            baseline = self._loaded(file)
        except BaselineError as error:
            return result, (str(error),)
        return new_only(result, place(path, file), baseline, former_names(rules.config.registry.rules)), ()

    def _loaded(self, file: str) -> Baseline:
        stamp = stamp_of(file)
        read = self._read.get(file)
        if read is None or read[0] != stamp:
            read = self._read[file] = stamp, load(file)
        return read[1]
