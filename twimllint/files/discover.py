"""Which files to look at: those named, and those that a walk through the named folders turns up.

The order is that of the arguments, and in a folder that of the names. Excludes hold for named files as well, since
pre-commit names them all. In a walk, links are followed only where they stay in the project and lead out of the folder
that is walked; each folder is entered once.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from twimllint.config.errors import ConfigError
from twimllint.config.finder import ConfigFinder
from twimllint.engine.result import Failure
from twimllint.files.detect import has_response_line, is_candidate_name
from twimllint.files.reading import display_path, read, reason

if TYPE_CHECKING:
    from twimllint.config.config import Config
    from twimllint.files.gitignore import Ignored
    from twimllint.files.patterns import Glob


class FoundFile(NamedTuple):
    """A file to look at: its absolute path, the path as it is shown, and whether the command line named it.

    ``regular`` says that it was a regular file when it was found.
    """

    path: str
    display: str
    explicit: bool
    regular: bool = False


class Walk(NamedTuple):
    """A folder that is walked: its path, its real path, and the real path of the project around it."""

    top: str
    real: str
    project: str


def discover(paths: Iterable[str | os.PathLike[str]], finder: ConfigFinder, *, no_exclude: bool = False) -> Discovery:
    """The files at and below ``paths``, each once; iterate over it to walk.

    ``no_exclude`` looks past excludes and ``.gitignore``.
    """
    return Discovery(paths, finder, no_exclude)


def excluded(path: str, finder: ConfigFinder, *, folder: bool = False) -> bool:
    """Whether an exclude holds back a path, by itself or by a folder above it; nothing need exist there.

    Raises ``ConfigError`` where the configuration cannot be used.
    """
    above, name = os.path.split(path)
    if not name:
        return False  # the root of the file system
    config = finder.config(above)
    root = config.root if config.root.endswith(os.sep) else config.root + os.sep
    if not path.startswith(root):
        return False
    return excluded(above, finder, folder=True) or config.exclude.entry(path, name, folder) is not None


def why_not_read(path: str) -> str | None:
    """Why TwiML is not looked for in a file of that name; ``None`` where it is."""
    if path.endswith((".xml", ".twiml")):
        return None
    if is_candidate_name(os.path.basename(path)):
        from twimllint.source.templates.languages import other_than_xml

        template = other_than_xml(path)
        return None if template is None else f"is {template.title}, which is not XML; TwiML is not looked for in it"
    from twimllint.files.languages import language_of
    from twimllint.host.detect import program_language

    language = None if program_language(path) is not None else language_of(path)
    return None if language is None else f"is {language}, in which TwiML is not looked for"


class Discovery:
    """A walk, and what came up on the way: complete when the iteration is.

    ``failures`` are paths that do not exist and folders that cannot be read; ``mistakes`` those of configurations that
    cannot be used, each once, whose folders are not walked. ``excluded`` counts the files that the configuration
    leaves out. ``remarks`` lists what was named and is not linted, and of links that are not followed; ``explained``
    has the absolute paths of what was named.
    """

    def __init__(self, paths: Iterable[str | os.PathLike[str]], finder: ConfigFinder, no_exclude: bool) -> None:
        self.paths = [os.fspath(path) for path in paths]
        self.finder = finder
        self.no_exclude = no_exclude
        self.failures: list[Failure] = []
        self.mistakes: dict[Failure, None] = {}
        self.excluded = 0
        self.skipped = 0
        self.remarks: list[str] = []
        self.explained: set[str] = set()
        self._seen: set[str] = set()
        self._entered: set[tuple[int, int]] = set()
        self._held: dict[str, Glob | None] = {}

    def __iter__(self) -> Iterator[FoundFile]:
        for path in self.paths:
            if not path:  # a variable that was empty; it must not come to mean the whole working folder
                self.failures.append(Failure('""', "an empty path is neither a file nor a folder"))
                continue
            absolute = os.path.normpath(os.path.join(self.finder.cwd, path))
            for file in self._named(absolute):
                if file.path not in self._seen:
                    self._seen.add(file.path)
                    if self._is_document(file):
                        yield file

    def _is_document(self, file: FoundFile) -> bool:
        """Whether a file may hold TwiML that can be read; where its name says that it cannot, that is remarked on."""
        why = why_not_read(file.path)
        if why is None:
            return True
        # a walk finds many templates that are not XML, and says so of those that may hold TwiML all the same
        if file.explicit or not is_candidate_name(os.path.basename(file.path)) or self._has_response(file):
            self.skipped += 1
            self.explained.add(file.path)
            self.remarks.append(f"{file.display} {why}")
        return False

    @staticmethod
    def _has_response(file: FoundFile) -> bool:
        content = read(file.path, regular=file.regular)
        return isinstance(content, bytes) and has_response_line(content)

    def _named(self, path: str) -> Iterable[FoundFile]:
        display = display_path(path, self.finder.cwd)
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
            self.explained.add(path)
            self.remarks.append(f'{display} is excluded by "{glob.pattern}"; --no-exclude lints it')
            return ()
        if folder:
            return self._walk(path)
        # resolved here, so that a configuration that cannot be used stops the run before it begins
        usable = self._config(os.path.dirname(path)) is not None
        return (FoundFile(path, display, True, stat.S_ISREG(mode)),) if usable else ()

    def _config(self, folder: str) -> Config | None:
        config = self.finder.resolve(folder)
        if isinstance(config, ConfigError):
            self.mistakes.update(dict.fromkeys(config.failures))
            return None
        return config

    def _exclude_of(self, path: str, folder: bool) -> Glob | None:
        """The exclude that holds back a named path, by itself or by a folder above it."""
        above, name = os.path.split(path)
        config = self._config(above)
        if config is None:
            return None
        root = config.root if config.root.endswith(os.sep) else config.root + os.sep
        if not path.startswith(root):
            return None
        if above not in self._held:
            self._held[above] = self._exclude_of(above, True)
        return self._held[above] or config.exclude.entry(path, name, folder)

    def _walk(self, top: str) -> Iterator[FoundFile]:
        from twimllint.files.gitignore import ignored_below
        from twimllint.files.worktree import work_tree

        ignored = None if self.no_exclude else ignored_below(top)
        real = os.path.realpath(top)
        walk = Walk(top, real, work_tree(real) or real)
        pending: list[FoundFile | tuple[str, Ignored | None]] = [(top, ignored)]
        while pending:
            item = pending.pop()
            if isinstance(item, FoundFile):
                yield item
            else:
                pending.extend(reversed(self._entries(*item, walk)))

    def _entries(
        self, folder: str, ignored: Ignored | None, walk: Walk
    ) -> list[FoundFile | tuple[str, Ignored | None]]:
        """What is of interest directly in a folder, in the order of the names."""
        try:
            status = os.stat(folder)
            if (status.st_dev, status.st_ino) in self._entered and status.st_ino:
                return []
            self._entered.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            self.failures.append(
                Failure(display_path(folder, self.finder.cwd), f"the folder cannot be read: {reason(error)}")
            )
            return []
        config = self._config(folder)
        if config is None:
            return []
        names = {entry.name for entry in entries}
        if ignored is not None:
            # the top's own .git has been seen
            ignored = ignored.ignored_among(folder, names - {".git"} if folder == walk.top else names)
        kept: list[FoundFile | tuple[str, Ignored | None]] = []
        for entry in entries:
            is_folder = self._is_folder(entry, walk)
            if is_folder is None or not (is_folder or self._wanted(entry, config)):
                continue
            if entry.is_symlink() and not _is_below(os.path.realpath(entry.path), walk.project):
                link = display_path(entry.path, self.finder.cwd)
                self.remarks.append(f"{link} is a link out of the project and is not followed; name it to lint it")
                continue
            if ignored is not None:
                if config.exclude.entry(entry.path, entry.name, is_folder):
                    self.excluded += not is_folder
                    continue
                if ignored.is_ignored(entry.path, is_folder):
                    continue
            if is_folder:
                kept.append((entry.path, ignored))
            else:
                kept.append(FoundFile(entry.path, display_path(entry.path, self.finder.cwd), False, True))
        return kept

    @staticmethod
    def _is_folder(entry: os.DirEntry[str], walk: Walk) -> bool | None:
        """Whether to enter; ``None`` for what is neither a file nor a folder, and for links within the walk."""
        try:
            if entry.is_dir(follow_symlinks=False):
                return None if entry.name == ".git" else True
            if entry.is_symlink() and entry.is_dir():
                return None if _is_below(os.path.realpath(entry.path), walk.real) else True
            return False if entry.is_file() else None
        except OSError:
            return None

    @staticmethod
    def _wanted(entry: os.DirEntry[str], config: Config) -> bool:
        if is_candidate_name(entry.name) or config.include.entry(entry.path, entry.name, False) is not None:
            return True
        if not config.lint.code:
            return False
        from twimllint.host.detect import program_language  # a folder of XML files needs none of it

        return program_language(entry.name) is not None


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
