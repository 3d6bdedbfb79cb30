"""Values in braces of HEEx: ``{@name}`` in a text, ``voice={@voice}`` and ``:if={@open}`` in a start tag."""

from __future__ import annotations

from twimllint.source.templates.interpolation import Interpolation
from twimllint.source.templates.walk import Read, Search


class Heex(Interpolation):
    """A value in a text is known to be one; an attribute with its name is left to the template."""

    def __init__(self, search: Search) -> None:
        super().__init__(search, "heex", "")
        self.opener = r"\s[@:\w.-]++=\{|\{"
        self.first = r"\s{"

    def read(self, opener: str, start: int) -> Read | None:
        """Up to where its brace is closed; an attribute is a control tag."""
        read = super().read(opener, start)
        return read if read is None or opener == "{" else read._replace(kind="control")
