"""The name or value that was probably meant, with the words of the hint and the fix that writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twimllint.engine import edits
from twimllint.schema.names import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twimllint.engine.diagnostic import Fix, Span


class Suggestion(NamedTuple):
    """What to write instead of a name or value that is wrong."""

    value: str

    @property
    def hint(self) -> str:
        """The suggestion as the label of a message."""
        return f'did you mean "{self.value}"?'

    def fix(self, span: Span, *, safe: bool = False) -> Fix:
        """The fix that writes it in place of ``span``."""
        return edits.replace(span, edits.escape(self.value, '"'), f'write "{self.value}"', safe=safe)


def suggest(value: str, words: Iterable[str], limit: int | None = None) -> Suggestion | None:
    """The word of a list that was probably meant by ``value``; ``limit`` bounds the letters that may be wrong."""
    word = nearest(value, words, limit)
    return None if word is None else Suggestion(word)
