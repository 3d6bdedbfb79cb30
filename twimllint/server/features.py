"""The requests about a place in a document, or about its shape."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from twimllint.engine.diagnostic import Edit
from twimllint.server.app import Server
from twimllint.server.completion import Item, complete
from twimllint.server.completion_items import TRIGGERS, CompletionClient, after_trigger
from twimllint.server.cursor import Draft
from twimllint.server.documents import Buffer
from twimllint.server.edits import Change, workspace_edit
from twimllint.server.hover import hover
from twimllint.server.markup import content
from twimllint.server.navigation import CannotRenameError, Navigator
from twimllint.server.parts import Part
from twimllint.server.protocol import Ready
from twimllint.server.structure import NAME_PATTERN, Symbol, folds, linked, selections, symbols
from twimllint.source.span import Span

T = TypeVar("T")
_ENDS = frozenset("\r\n")


class _Here(NamedTuple):
    """A place in an open document: the file, the TwiML document in it, the offset in that document."""

    buffer: Buffer
    part: Part
    offset: int


def _here(ls: Server, document: types.TextDocumentIdentifier, position: types.Position) -> _Here | None:
    buffer = ls.buffer_of(document)
    offset = 0 if buffer is None else buffer.lines.offset(position)
    part = None if buffer is None else buffer.part_at(offset)
    inner = None if part is None else part.inner(offset)
    return None if buffer is None or part is None or inner is None else _Here(buffer, part, inner)


def _hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    here = _here(ls, params.text_document, params.position)
    if here is None:
        return None
    offset = here.buffer.lines.offset(params.position)
    description = hover(
        here.part.document, here.offset, here.part.findings(ls.findings.finished(here.buffer).diagnostics)
    )
    if description is None:
        return None
    document = ls.client_capabilities.text_document
    able = document.hover if document is not None else None
    formats = able.content_format if able is not None else None
    place = here.part.outer(description.span)
    # the end of a piece of a literal may lie in the next piece
    shown = None if place is None or not _holds(place, offset) else here.buffer.lines.range(place)
    return types.Hover(content(description.text, formats), shown)


def _complete(ls: Server, params: types.CompletionParams) -> Ready:
    client = CompletionClient.of(ls.client_capabilities)
    buffer = ls.buffer_of(params.text_document)
    if buffer is None:
        return client.nothing()
    trigger = params.context.trigger_character if params.context is not None else None

    def offer(draft: Draft, offset: int) -> list[Item]:
        items = complete(draft, offset, snippets=client.snippets, world=ls.world_of(buffer))
        return items if trigger is None else after_trigger(items, trigger)

    offset = buffer.lines.offset(params.position)
    if (draft := buffer.draft) is not None:
        placed = [(item, Edit(item.span, item.text)) for item in offer(draft, offset)]
    else:
        from twimllint.server.program_completion import complete_program

        placed = complete_program(buffer, offset, offer)
    # clients replace a stretch of one line that holds the cursor, and nothing else
    spans = {edit.span for _, edit in placed}
    usable = {span for span in spans if _holds(span, offset) and not _ENDS.intersection(buffer.text[slice(*span)])}
    return client.items([(item, edit) for item, edit in placed if edit.span in usable], buffer.lines)


def _resolve(ls: Server, item: types.CompletionItem) -> types.CompletionItem:
    return CompletionClient.of(ls.client_capabilities).resolve(item)


def _symbols(
    ls: Server, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
    buffer = ls.buffer_of(params.text_document)
    outline = (
        [] if buffer is None else [each for part in buffer.parts for each in _outline(part, symbols(part.document))]
    )
    document = ls.client_capabilities.text_document
    able = document.document_symbol if document is not None else None
    if able is not None and able.hierarchical_document_symbol_support:
        return outline
    return [] if buffer is None else list(_flat(outline, buffer.uri, None))


def _outline(part: Part, symbols: tuple[Symbol, ...]) -> list[types.DocumentSymbol]:
    outline = []
    for symbol in symbols:
        range_, selected = part.range(symbol.span), part.range(symbol.name_span)
        children = _outline(part, symbol.children)
        if range_ is None or selected is None:
            outline += children  # the element has no place of its own in the file
        else:
            kind = types.SymbolKind.Module if symbol.name == "Response" else types.SymbolKind.Object
            outline.append(types.DocumentSymbol(symbol.name, kind, range_, selected, symbol.detail, children=children))
    return outline


def _flat(symbols: list[types.DocumentSymbol], uri: str, container: str | None) -> Any:
    for symbol in symbols:
        yield types.SymbolInformation(
            types.Location(uri, symbol.range), symbol.name, symbol.kind, container_name=container
        )
        yield from _flat(list(symbol.children or ()), uri, symbol.name)


def _fold(ls: Server, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    buffer = ls.buffer_of(params.text_document)
    by_line: dict[int, types.FoldingRange] = {}
    for part in () if buffer is None else buffer.parts:
        # a program is folded by whoever knows its language
        for fold in folds(part.document) if part.plain else ():
            range_ = part.range(fold.span)
            if range_ is not None and range_.end.line > range_.start.line:
                kind = types.FoldingRangeKind.Comment if fold.comment else None
                line = range_.start.line
                if line not in by_line or by_line[line].end_line < range_.end.line:
                    by_line[line] = types.FoldingRange(line, range_.end.line - (not fold.comment), kind=kind)
    return [fold for fold in by_line.values() if fold.end_line > fold.start_line]


def _select(ls: Server, params: types.SelectionRangeParams) -> list[types.SelectionRange]:
    chains = []
    for position in params.positions:
        here = _here(ls, params.text_document, position)
        chain: types.SelectionRange | None = None
        for span in reversed([] if here is None else _around(here, here.buffer.lines.offset(position))):
            assert here is not None
            chain = types.SelectionRange(here.buffer.lines.range(span), chain)
        chains.append(chain or types.SelectionRange(types.Range(position, position)))
    return chains


def _around(here: _Here, offset: int) -> list[Span]:
    """The stretches of the file around an offset, each inside the next one."""
    around: list[Span] = []
    inner = Span(offset, offset)
    for span in selections(here.part.document, here.offset):
        # pieces of a literal may lie anywhere in the file
        place = here.part.outer(span)
        if place is not None and place.start <= inner.start and inner.end <= place.end:
            around.append(place)
            inner = place
    return around


def _holds(span: Span, offset: int) -> bool:
    return span.start <= offset <= span.end


def _linked(ls: Server, params: types.LinkedEditingRangeParams) -> types.LinkedEditingRanges | None:
    here = _here(ls, params.text_document, params.position)
    pair = None if here is None else linked(here.part.document, here.offset)
    if here is None or pair is None:
        return None
    ranges = [range_ for span in pair if (range_ := here.part.range(span)) is not None]
    return types.LinkedEditingRanges(ranges, NAME_PATTERN) if len(ranges) == 2 else None


async def _navigate(ls: Server, document: types.TextDocumentIdentifier, ask: Callable[[Navigator], T]) -> T | None:
    """Ask about the files of the workspace, which may have to be read, beside everything else."""
    buffer = ls.buffer_of(document)
    if buffer is None:
        return None
    return await asyncio.to_thread(ask, Navigator(ls.files, buffer))


async def _links(ls: Server, params: types.DocumentLinkParams) -> list[types.DocumentLink]:
    return await _navigate(ls, params.text_document, lambda here: list(here.links())) or []


async def _define(ls: Server, params: types.DefinitionParams) -> list[types.Location]:
    return await _navigate(ls, params.text_document, lambda here: here.definitions(params.position)) or []


async def _refer(ls: Server, params: types.ReferenceParams) -> list[types.Location]:
    await ls.indexed()
    return await _navigate(ls, params.text_document, lambda here: here.references(params.position)) or []


def _prepare_rename(ls: Server, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    buffer = ls.buffer_of(params.text_document)
    placeholder = None if buffer is None else Navigator(ls.files, buffer).name(params.position)
    return None if placeholder is None else types.PrepareRenamePlaceholder(*placeholder)


async def _rename(ls: Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
    await ls.indexed()
    try:
        edits = await _navigate(ls, params.text_document, lambda here: here.rename(params.position, params.new_name))
    except CannotRenameError as error:
        raise JsonRpcInvalidParams(str(error)) from error
    changes = [Change(buffer.uri, buffer.version, changed) for buffer, changed in (edits or {}).items()]
    return workspace_edit(changes, versioned=ls.versioned)


HANDLERS: tuple[tuple[str, Any, Any], ...] = (
    (types.TEXT_DOCUMENT_HOVER, _hover, None),
    (types.TEXT_DOCUMENT_COMPLETION, _complete, types.CompletionOptions(list(TRIGGERS), resolve_provider=True)),
    (types.COMPLETION_ITEM_RESOLVE, _resolve, None),
    (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, _symbols, None),
    (types.TEXT_DOCUMENT_FOLDING_RANGE, _fold, None),
    (types.TEXT_DOCUMENT_SELECTION_RANGE, _select, None),
    (types.TEXT_DOCUMENT_LINKED_EDITING_RANGE, _linked, None),
    (types.TEXT_DOCUMENT_DOCUMENT_LINK, _links, None),
    (types.TEXT_DOCUMENT_DEFINITION, _define, None),
    (types.TEXT_DOCUMENT_REFERENCES, _refer, None),
    (types.TEXT_DOCUMENT_PREPARE_RENAME, _prepare_rename, None),
    (types.TEXT_DOCUMENT_RENAME, _rename, types.RenameOptions(prepare_provider=True)),
)
