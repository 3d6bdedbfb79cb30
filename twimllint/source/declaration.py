"""The XML declaration, as far as reading a file needs it: the encoding that it names."""

from __future__ import annotations

import re
from functools import cache

from twimllint.source.span import Span

#: The XML declaration that most files begin with, which needs no reading.
USUAL_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'

_USUAL_PLACE = Span(USUAL_DECLARATION.index("UTF-8"), USUAL_DECLARATION.index("UTF-8") + len("UTF-8"))


def find_declared(text: str) -> tuple[str | None, Span | None]:
    """The encoding named in the XML declaration and its place, or twice ``None``."""
    if text.startswith(USUAL_DECLARATION):
        return "UTF-8", _USUAL_PLACE
    match = _declared().match(text) if "<?xml" in text else None
    if match is None:
        return None, None
    group = match.lastindex or 0
    return match[group], Span(match.start(group), match.end(group))


@cache
def _declared() -> re.Pattern[str]:
    """White space is let pass in front, so that a declaration that came too late still says how to read the file."""
    return re.compile(
        r"[\ufeff \t\r\n]*+<\?xml[ \t\r\n][^<>]*?[ \t\r\n]encoding[ \t\r\n]*=[ \t\r\n]*"
        r"(?:\"([^\"<>]*)\"|'([^'<>]*)')"
    )
