"""TypeScript with markup of pages in it, read as JavaScript."""

from __future__ import annotations

from twimllint.host import form
from twimllint.host.javascript import JavaScript
from twimllint.host.node_dialect import NodeDialect

dialect = NodeDialect("tsx")


def read(text: str) -> form.Program:
    """A TSX file in the intermediate form."""
    return Tsx(text).program()


class Tsx(JavaScript):
    """Reads TSX."""

    grammar = ("tree_sitter_typescript", "language_tsx")
