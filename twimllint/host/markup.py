"""Blocks of TwiML in documentation: whole documents and fragments, with what the author left out."""

from __future__ import annotations

import re

from twimllint.host.documents import VirtualDocument
from twimllint.host.excerpts import Excerpts
from twimllint.host.literal_dialect import LiteralDialect
from twimllint.host.literals import literal_documents
from twimllint.host.mapped import Mapped
from twimllint.host.run import Run
from twimllint.host.values import Text
from twimllint.source.span import Span

#: Three dots in place of an element, of attributes, of a whole value.
_LEFT_OUT = re.compile(
    r"(?<=>)(?P<a>\s*)(?:\[\s*)?(?:\.{3,}|\u2026)(?:\s*\])?(?=\s*<)|(?<=\s)(?:\.{3,}|\u2026)(?=\s*/?>)|(?<=[\"'])(?:\.{3,}|\u2026)(?=[\"'])"
)
_PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}|\$\{[^{}]*\}|\{[A-Za-z_][\w.]*\}")


class _Markup(LiteralDialect):
    """TwiML itself."""

    def placeholders(self, text: str) -> list[Span]:
        """Dots that stand for what is left out, and names in braces."""
        dots = [Span(match.end("a") if match["a"] is not None else match.start(), match.end())
                for match in _LEFT_OUT.finditer(text)]  # fmt: skip
        return dots + [Span(*match.span()) for match in _PLACEHOLDER.finditer(text)]


def markup_documents(text: str) -> list[VirtualDocument]:
    """The document in a block of markup: one at most, and none where there is prose or a part of one."""
    run = Run(text, _Markup("xml"))
    whole = Span(0, len(text))
    run.note(Text(whole, (Mapped.exactly(text, 0, ""),)))
    documents = literal_documents(run, Excerpts(run), fragments=True)
    for document in documents:
        document.kind = "fence"
    return documents
