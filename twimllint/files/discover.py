"""Which files to look at: those named, and those that a walk through the named folders turns up.

The order is that of the arguments, and in a folder that of the names. Excludes hold for named files as well, since
pre-commit names them all. Links to folders are followed only where they lead out of the folder that is walked, and
each folder is entered once.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from twimllint.config.finder import ConfigFinder
from twimllint.engine.result import Failure
from twimllint.files.detect import candidate, sniff
from twimllint.files.detect import judge as judge_twiml
from twimllint.files.reading import FileHead, read, reason, shown

if TYPE_CHECKING:
    from twimllint.config.finder import Config
    from twimllint.files.gitignore import Ignored
    from twimllint.files.globs import Glob

__all__ = ["Discovery", "FileHead", "Found", "discover", "judge_twiml", "read", "sniff"]


class Found(NamedTuple):
    """A file to look at: its absolute path, the path as it is shown, and whether the command line named it.

    ``regular`` says that it was a regular file when it was found.
    """

    path: str
    display: str
    explicit: bool
    regular: bool = False


def discover(paths: Iterable[str | os.PathLike[str]], finder: ConfigFinder, *, no_exclude: bool = False) -> Discovery:
    """The files at and below ``paths``, each once; iterate over it to walk.

    ``no_exclude`` looks past excludes and ``.gitignore``. A folder whose configuration cannot be used is walked under
    the defaults; ``finder.errors`` tells.
    """
    return Discovery(paths, finder, no_exclude)


def excluded(path: str, finder: ConfigFinder, *, folder: bool = False) -> bool:
    """Whether an exclude holds back a path, by itself or by a folder above it; nothing need exist there."""
    above, name = os.path.split(path)
    config = finder.usable_in(above)
    root = config.root if config.root.endswith(os.sep) else config.root + os.sep
    if not path.startswith(root):
        return False
    return excluded(above, finder, folder=True) or config.exclude.entry(path, name, folder) is not None


class Discovery:
    """A walk, and what came up on the way: complete when the iteration is.

    ``failures`` are paths that do not exist and folders that cannot be read; ``excluded`` counts the files that the
    configuration leaves out; ``excluded_named`` lists what the command line named and an exclude holds back, as shown,
    with the glob.
    """

    def __init__(self, paths: Iterable[str | os.PathLike[str]], finder: ConfigFinder, no_exclude: bool) -> None:
        self.paths = [os.fspath(path) for path in paths]
        self.finder = finder
        self.no_exclude = no_exclude
        self.failures: list[Failure] = []
        self.excluded = 0
        self.excluded_named: list[tuple[str, str]] = []
        self._seen: set[str] = set()
        self._entered: set[tuple[int, int]] = set()
        self._held: dict[str, Glob | None] = {}

    def __iter__(self) -> Iterator[Found]:
        for path in self.paths:
            if not path:  # a variable that was empty; it must not come to mean the whole working folder
                self.failures.append(Failure('""', "an empty path is no file or folder"))
                continue
            absolute = os.path.normpath(os.path.join(self.finder.cwd, path))
            for found in self._named(absolute):
                if found.path not in self._seen:
                    self._seen.add(found.path)
                    yield found

    def _named(self, path: str) -> Iterable[Found]:
        display = shown(path, self.finder.cwd)
        try:
            mode = os.stat(path).st_mode
            folder = stat.S_ISDIR(mode)
        except (OSError, ValueError) as error:
            missing = isinstance(error, FileNotFoundError) and not os.path.islink(path)
            self.failures.append(Failure(display, "there is no such file or folder" if missing else reason(error)))
            return ()
        glob = None if self.no_exclude else self._exclude_of(path, folder)
        if glob is not None:
            self.excluded += not folder
            self.excluded_named.append((display, glob.pattern))
            return ()
        return self._walk(path) if folder else (Found(path, display, True, stat.S_ISREG(mode)),)

    def _exclude_of(self, path: str, folder: bool) -> Glob | None:
        """The exclude that holds back a named path, by itself or by a folder above it."""
        above, name = os.path.split(path)
        config = self.finder.usable_in(above)
        root = config.root if config.root.endswith(os.sep) else config.root + os.sep
        if not path.startswith(root):
            return None
        if above not in self._held:
            self._held[above] = self._exclude_of(above, True)
        return self._held[above] or config.exclude.entry(path, name, folder)

    def _walk(self, top: str) -> Iterator[Found]:
        from twimllint.files.gitignore import ignored_below

        ignored = None if self.no_exclude else ignored_below(top)
        pending: list[Found | tuple[str, Ignored | None]] = [(top, ignored)]
        while pending:
            item = pending.pop()
            if isinstance(item, Found):
                yield item
            else:
                pending.extend(reversed(self._entries(*item, top)))

    def _entries(self, folder: str, ignored: Ignored | None, top: str) -> list[Found | tuple[str, Ignored | None]]:
        """What is of interest directly in a folder, in the order of the names."""
        try:
            status = os.stat(folder)
            if (status.st_dev, status.st_ino) in self._entered and status.st_ino:
                return []
            self._entered.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            self.failures.append(Failure(shown(folder, self.finder.cwd), f"the folder cannot be read: {reason(error)}"))
            return []
        config = self.finder.usable_in(folder)
        names = {entry.name for entry in entries}
        if ignored is not None:
            # the top's own .git has been seen
            ignored = ignored.within(folder, names - {".git"} if folder == top else names)
        found: list[Found | tuple[str, Ignored | None]] = []
        for entry in entries:
            is_folder = self._is_folder(entry, top)
            if is_folder is None or not (is_folder or self._wanted(entry, config)):
                continue
            if ignored is not None:
                if config.exclude.entry(entry.path, entry.name, is_folder):
                    self.excluded += not is_folder
                    continue
                if ignored.has(entry.path, is_folder):
                    continue
            if is_folder:
                found.append((entry.path, ignored))
            else:
                found.append(Found(entry.path, shown(entry.path, self.finder.cwd), False, True))
        return found

    @staticmethod
    def _is_folder(entry: os.DirEntry[str], top: str) -> bool | None:
        """Whether to enter; ``None`` for what is neither a file nor a folder, and for links within the walk."""
        try:
            if entry.is_dir(follow_symlinks=False):
                return None if entry.name == ".git" else True
            if entry.is_symlink() and entry.is_dir():
                target = os.path.realpath(entry.path)
                inside = target.startswith(os.path.realpath(top).rstrip(os.sep) + os.sep)
                return None if inside else True
            return False if entry.is_file() else None
        except OSError:
            return None

    @staticmethod
    def _wanted(entry: os.DirEntry[str], config: Config) -> bool:
        if candidate(entry.name) or config.include.entry(entry.path, entry.name, False) is not None:
            return True
        if not config.code:
            return False
        from twimllint.host.detect import program_language  # a folder of XML alone needs none of it

        return program_language(entry.name) is not None
