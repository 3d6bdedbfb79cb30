"""TypeScript: the grammar that knows types, read as JavaScript."""

from __future__ import annotations

import re

from twimllint.host import form
from twimllint.host.javascript import JavaScript
from twimllint.host.node_dialect import NodeDialect

dialect = NodeDialect("typescript")
#: The types between a tag and its template: in ``sql<{ id: number }[]>`...` `` the grammar reads them as comparisons.
_TAG_TYPES = re.compile(rb"(?<=[\w$)\]])<(?:[^<>`]|=>|<(?:[^<>`]|=>|<[^<>`]*+>)*+>)*+>(?=`)")
_SEEN = re.compile(rb"[^\r\n]")


def read(text: str) -> form.Program:
    """A TypeScript file in the intermediate form."""
    return TypeScript(text).program()


class TypeScript(JavaScript):
    """Reads TypeScript."""

    grammar = ("tree_sitter_typescript", "language_typescript")

    def prepared(self, data: bytes) -> bytes:
        """The file without the types of tagged templates."""
        return _TAG_TYPES.sub(lambda match: _SEEN.sub(b" ", match[0]), data) if b">`" in data else data
