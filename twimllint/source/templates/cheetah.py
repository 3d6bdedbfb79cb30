"""Tags of Cheetah: ``#if $open`` up to the end of the line or to another number sign, ``$name``."""

from __future__ import annotations

from twimllint.source.templates.velocity import Velocity
from twimllint.source.templates.walk import Read

#: Directives that an end belongs to.
BLOCKS = frozenset({"if", "unless", "for", "while", "repeat", "def", "block", "try", "filter", "call", "cache", "raw"})
_LINES = (
    "arg|assert|attr|break|continue|del|echo|encoding|extends|from|implements|import|include|pass|return|set|silent|slurp|"
    "stop|super"
)
#: What nothing but Cheetah has.
SIGN = rf"(?<![\w&])#(?:end[ \t]++(?:{'|'.join(sorted(BLOCKS))})\b|set[ \t]++\$\w++[ \t]*+=)"


class Cheetah(Velocity):
    """Directives, which go on to the end of the line, and the references that Velocity has as well."""

    name = "cheetah"
    opener = (
        rf"\#\#|\#\*|(?<![\w&\\])\#(?:end|else|elif|except|finally|{'|'.join(sorted(BLOCKS))}|{_LINES})\b"
        r"|(?<!\\)\$!?(?:\{[A-Za-z_]|[A-Za-z_])[\w-]*+"
    )

    def read(self, opener: str, start: int) -> Read | None:
        """A directive to the end of its line, or a comment or reference as in Velocity."""
        if not opener[1:2].isalpha() or opener.startswith("$"):
            return super().read(opener, start)
        line_end = self._line_end(start)
        sign = self._search.text.find("#", start, line_end)
        return Read("output" if opener == "#echo" else "control", line_end if sign < 0 else sign + 1)
