"""The documents that calls of a helper library make."""

from __future__ import annotations

from twimllint.host.documents import VirtualDocument
from twimllint.host.excerpts import Excerpts
from twimllint.host.frames import frame, path_to
from twimllint.host.mapped import Mapped
from twimllint.host.run import Built, Run
from twimllint.host.write import MOST_PIECES, Builder, channel_of
from twimllint.source.span import Span


def builder_documents(run: Run, excerpts: Excerpts) -> list[VirtualDocument]:
    """The documents of helper-library calls, in the order of their constructors; and excerpts from them."""
    documents: list[VirtualDocument] = []
    # functions are followed by themselves and where they are called: the same document comes of both
    seen: set[tuple[Span, Mapped]] = set()
    left = MOST_PIECES
    paths: dict[int, tuple[str, ...]] = {}
    for built in sorted(run.built, key=lambda one: (run.nodes[one.root].span, not one.complete)):
        node = run.nodes[built.root]
        writer, margins = _written(run, built, left)
        left -= len(writer.pieces)
        paths |= writer.paths
        mapped = writer.mapped()
        if (node.span, mapped) in seen:
            continue
        seen.add((node.span, mapped))
        documents.append(
            VirtualDocument(
                "builder",
                run.dialect.name,
                mapped,
                node.span,
                tags=tuple(writer.tags),
                complete=built.complete and not writer.open and node.helper.is_root,
                channel=channel_of(node.helper),
                frame=margins,
                certain=not node.any_markup,
            )
        )
    for number, around in paths.items():
        excerpts.of_node(run.nodes[number], around, left)
    return documents


def _written(run: Run, built: Built, most: int) -> tuple[Builder, tuple[int, int]]:
    """A document with so many pieces at most, and how much of it was invented before and after it."""
    node = run.nodes[built.root]
    writer = Builder(run, built, most)
    if node.helper.is_root:
        writer.node(built.root)
        return writer, (0, 0)
    names = frozenset(attribute.name for attribute in node.attributes)
    writer.around = path_to(node.helper.element, node.helper.channel, names) or ["Response"]
    before, after = frame(writer.around)
    writer.framed(before, before=True)
    head = writer.length
    writer.node(built.root)
    tail = writer.length
    writer.framed(after, before=False)
    return writer, (head, writer.length - tail)
