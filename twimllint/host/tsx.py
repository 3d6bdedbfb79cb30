"""TypeScript with markup of pages in it, read as JavaScript."""

from __future__ import annotations

from twimllint.host import form
from twimllint.host.node_dialect import NodeDialect
from twimllint.host.typescript import TypeScript

dialect = NodeDialect("tsx")


def read(text: str) -> form.Program:
    """A TSX file in the intermediate form."""
    return Tsx(text).program()


class Tsx(TypeScript):
    """Reads TSX."""

    grammar = ("tree_sitter_typescript", "language_tsx")
