"""All TwiML in one file: from its text to virtual documents."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple

from twimllint.engine.events import CallProblem
from twimllint.host.builders import builder_documents
from twimllint.host.detect import is_generated, names_another_provider
from twimllint.host.dialect import Dialect
from twimllint.host.documents import VirtualDocument
from twimllint.host.evaluate import Evaluator
from twimllint.host.excerpts import Excerpts
from twimllint.host.form import Program, Remark
from twimllint.host.languages import Block, Language, UnreadableError, language_named
from twimllint.host.literals import literal_documents
from twimllint.host.mapped import Mapped
from twimllint.host.markup import markup_documents
from twimllint.host.run import Run
from twimllint.source.span import Span

_MENTIONS_TWIML = ("twiml", "twilio")


class Extracted(NamedTuple):
    """What a file holds. ``remarks`` are its comments, ``statements`` what a comment may cover.

    ``excerpts`` are parts of the documents with values that they have on some ways through the program.
    ``unreadable_because`` says why nothing could be read, and ``offset`` where that shows.
    """

    documents: tuple[VirtualDocument, ...] = ()
    problems: tuple[CallProblem, ...] = ()
    remarks: tuple[Remark, ...] = ()
    statements: Iterable[Span] = ()
    unreadable_because: str | None = None
    offset: int = 0
    excerpts: tuple[VirtualDocument, ...] = ()


def missing(language: Language) -> bool:
    """Whether something that reading a language needs is not installed."""
    return any(find_spec(name) is None for name in language.needs)


def extract(text: str, language: Language, path: str | None = None) -> Extracted:
    """The TwiML in a file. Never raises for what the file holds.

    ``path`` is where the file is: its project gives the version of the helper library.
    """
    if names_another_provider(text) or is_generated(text):
        return Extracted()
    module = import_module(language.module)
    try:
        if hasattr(module, "blocks"):
            return _of_blocks(module.blocks(text), module.remarks(text) if "twimllint" in text else [])
        return _of_program(text, module.read(text), module.dialect, path)
    except UnreadableError as error:
        return Extracted(unreadable_because=error.message, offset=error.offset)
    except RecursionError:
        return Extracted(unreadable_because="nested too deeply")


def _of_program(text: str, program: Program, dialect: Dialect, path: str | None) -> Extracted:
    run = Evaluator(Run(text, dialect, path), program).evaluate()
    low = text.lower()
    fragments = any(word in low for word in _MENTIONS_TWIML)
    excerpts = Excerpts(run)
    documents = [*builder_documents(run, excerpts), *literal_documents(run, excerpts, fragments=fragments)]
    documents.sort(key=lambda document: document.place)
    problems = tuple(sorted(run.problems.values(), key=lambda problem: (problem.span, problem.trigger)))
    return Extracted(
        tuple(documents), problems, program.remarks, program.statements, excerpts=tuple(excerpts.documents)
    )


def _of_blocks(blocks: list[Block], remarks: list[Remark]) -> Extracted:
    """The documents in the blocks of a documentation file; a block that cannot be read is skipped.

    ``remarks`` are the comments of the page itself: one before a block of TwiML covers the block.
    """
    documents: list[VirtualDocument] = []
    problems: list[CallProblem] = []
    remarks = list(remarks)
    statements: list[Span] = []
    for block in blocks:
        source = block.mapped
        if block.language == "xml":
            inner = Extracted(tuple(markup_documents(source.text)))
        else:
            language = language_named(block.language)
            if language is None or missing(language):
                continue
            if language.opening and language.opening[:2] not in source.text:  # listings go without
                source = Mapped.invented(language.opening) + source
            inner = extract(source.text, language)
        for document in inner.documents:
            mapped = document.mapped.through(source)
            place = _carried(document.place, source)
            if place is not None:
                document.mapped, document.place = mapped, place
                documents.append(document)
                if block.language == "xml":
                    statements.append(place)
        for problem in inner.problems:
            place = _carried(problem.span, source)
            if place is not None:
                within = [_carried(document, source) for document in problem.values.get("within", ())]
                problems.append(type(problem)(place, {**problem.values, "within": within}))
        for remark in inner.remarks:
            place = _carried(remark.span, source)
            text = _carried(Span(remark.start, remark.span.end), source)
            if place is not None and text is not None:
                remarks.append(Remark(remark.text, place, text.start))
        statements += [place for span in inner.statements if (place := _carried(span, source)) is not None]
    return Extracted(tuple(documents), tuple(problems), tuple(remarks), tuple(statements))


def _carried(span: Span, outer: Mapped) -> Span | None:
    return outer.place(span.start, span.end)
