"""Text in lines that fit a terminal, broken between words only."""

from __future__ import annotations

from collections.abc import Iterable

from twimllint.report.cells import display_width


def wrap(words: Iterable[str], width: int, used: int = 0) -> list[str]:
    """Join words to lines of at most ``width`` columns; ``used`` columns of the first line are taken already.

    A word that is wider than a line has a line of its own and is not broken. There is always at least one line, and
    the first one is empty where not even one word fits behind the ``used`` columns.
    """
    lines, line, column = [], "", used
    for word in words:
        columns = display_width(word)
        if not line and column > 0 and column + columns > width:
            lines.append("")
            line, column = word, columns
        elif not line:
            line, column = word, column + columns
        elif column + 1 + columns > width:
            lines.append(line)
            line, column = word, columns
        else:
            line, column = f"{line} {word}", column + 1 + columns
    return [*lines, line]
