"""How much Twilio takes: the limits of ``schemas/limits.json``, as constants that need no file at run time.

Limits on a single attribute or text that an XSD file states are read from the schema (``type.max_length``).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from twimllint.schema._limits import LIMITS


class Limit(NamedTuple):
    """A limit by its key in ``limits.json``: inclusive bounds, what they count, what Twilio logs beyond them."""

    key: str
    least: int | None
    most: int | None
    #: ``characters``, ``bytes``, ``elements``, ``seconds`` ...
    unit: str
    errors: tuple[int, ...]

    @property
    def minimum(self) -> int:
        """The least. Raises ``LookupError`` where there is none."""
        return self._bound(self.least, "minimum")

    @property
    def maximum(self) -> int:
        """The most. Raises ``LookupError`` where there is none."""
        return self._bound(self.most, "maximum")

    @property
    def error(self) -> int | None:
        """The first number that Twilio logs beyond the limit, if it logs any."""
        return self.errors[0] if self.errors else None

    def _bound(self, bound: int | None, name: str) -> int:
        if bound is None:
            raise LookupError(f'the limit "{self.key}" has no {name}')
        return bound


@cache
def limit(key: str) -> Limit:
    """The limit of that key, such as ``dial-numbers``. Raises ``LookupError`` for one that is not there."""
    try:
        return Limit(key, *LIMITS[key])
    except KeyError:
        raise LookupError(f'schemas/limits.json has no limit "{key}"') from None
