"""What can be wrong with a configuration."""

from __future__ import annotations


class ConfigError(Exception):
    """A configuration that cannot be used: exit 2.

    ``path`` is the file as shown, or ``None`` for the command line and the environment; ``line`` counts from 1 and is
    ``None`` where no line can be named. ``str`` gives ``path:line: message``.
    """

    def __init__(self, message: str, path: str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line

    def __str__(self) -> str:
        place = [part for part in (self.path, self.line and str(self.line)) if part]
        return ": ".join([":".join(place), self.message]) if place else self.message
