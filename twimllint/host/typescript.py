"""TypeScript: the grammar that knows types, read as JavaScript."""

from __future__ import annotations

from twimllint.host import form
from twimllint.host.javascript import JavaScript
from twimllint.host.node_dialect import NodeDialect

dialect = NodeDialect("typescript")


def read(text: str) -> form.Program:
    """A TypeScript file in the intermediate form."""
    return TypeScript(text).program()


class TypeScript(JavaScript):
    """Reads TypeScript."""

    grammar = ("tree_sitter_typescript", "language_typescript")
