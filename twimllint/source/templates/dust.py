"""Tags of Dust in single braces: ``{?open}``, ``{:else}``, ``{/open}``, ``{name}``; Svelte's look like them."""

from __future__ import annotations

from twimllint.source.templates.smarty import Smarty
from twimllint.source.templates.walk import Read

#: What nothing but these has.
SIGN = r"\{:else\b[^{}\n]*+\}|\{[#?^][A-Za-z][\w.]*+(?:[ ][^{}\n]*+)?\}"


class Dust(Smarty):
    """Sections, conditions, helpers, parts and values."""

    name = "dust"
    opener = r"\{(?:!|(?=[#?^:>~@+</A-Za-z_.]))"
    first = "{"

    def read(self, opener: str, start: int) -> Read | None:
        """To its brace."""
        search = self._search
        if opener == "{!":
            end = search.after("!}", start)
            return None if end < 0 else Read("comment", end)
        read = super().read(opener, start)
        if read is None:
            return None
        sign = search.text[start : start + 1]
        is_whole = search.text.startswith("/}", read.end - 2) or search.text.startswith("html", start + 1)
        return Read("control" if sign in "#?^:</" or (sign == "@" and not is_whole) else "output", read.end)
