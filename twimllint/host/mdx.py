"""MDX: Markdown with components, which knows no indented code and no HTML of several lines."""

from __future__ import annotations

from twimllint.host.form import Remark
from twimllint.host.languages import Block
from twimllint.host.mapped import Mapped
from twimllint.host.markdown import blocks_of, remarks_of


def blocks(text: str) -> list[Block]:
    """The code blocks of a page that may hold TwiML."""
    return list(blocks_of(Mapped.exactly(text, 0, ""), mdx=True))


def remarks(text: str) -> list[Remark]:
    """The comments of a page for us."""
    return remarks_of(text, mdx=True)
