"""What can be wrong with a configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twimllint.engine.result import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

#: So many mistakes are listed; a file with more is not a configuration somebody wrote.
MAX_MISTAKES = 100


class ConfigError(Exception):
    """A configuration that cannot be used: exit 2.

    ``failures`` lists every mistake that was found, in the order of the file. The path of each is the file as shown,
    empty for the command line and the environment; its line counts from 1. ``str`` gives a line for each.
    """

    def __init__(self, *failures: Failure) -> None:
        super().__init__(*failures)
        self.failures = failures

    @classmethod
    def of(cls, message: str, path: str = "", line: int | None = None) -> ConfigError:
        """An error with a single mistake."""
        return cls(Failure(path, message, line))

    def __str__(self) -> str:
        return "\n".join(map(str, self.failures))


class Mistakes:
    """Gathers the errors of several steps, so that all of them are reported at once.

    ``with mistakes:`` keeps a ``ConfigError`` and goes on after the block; ``check`` raises what was kept. Past
    ``MAX_MISTAKES`` it raises at once.
    """

    def __init__(self) -> None:
        self.failures: list[Failure] = []

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, ConfigError):
            return False
        self.add(error.failures)
        if len(self.failures) > MAX_MISTAKES:
            self.check()
        return True

    def add(self, failures: Iterable[Failure]) -> None:
        """Keep further failures, each once."""
        self.failures += [failure for failure in failures if failure not in self.failures]

    def check(self) -> None:
        """Raises ``ConfigError`` where something was kept, in the order of the files and of their lines."""
        paths = list(dict.fromkeys([failure.path for failure in self.failures]))
        self.failures.sort(key=lambda failure: (paths.index(failure.path), failure.line or 0))
        if len(self.failures) > MAX_MISTAKES:
            first = self.failures[:MAX_MISTAKES]
            raise ConfigError(*first, Failure(first[0].path, "further mistakes are not listed"))
        if self.failures:
            raise ConfigError(*self.failures)
