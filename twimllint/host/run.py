"""What one evaluation gathers: builder nodes, texts, finished documents, problems of calls; and its bounds."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from twimllint.engine.events import (
    ArgumentMissing,
    CallProblem,
    KeywordMissing,
    ListValue,
    OptionsDropped,
    UnescapedValue,
    UnknownMethod,
)
from twimllint.host.dialect import Dialect, Given, Set, Signature
from twimllint.host.form import Function
from twimllint.host.library import HelperClass, classes, helper_class, newest
from twimllint.host.paths import State, children
from twimllint.host.project import Version, library_version
from twimllint.host.texts import MOST_TEXT
from twimllint.host.values import (
    Child,
    Content,
    Dictionary,
    Fork,
    Library,
    Text,
    TextTooLongError,
    Unsure,
    Value,
    characters,
    has_markup,
    size,
)
from twimllint.source.span import Span

_DIRECTIVE = re.compile(r"twimllint:[^\r\n]*+")
#: Steps after which a file is followed no further: far beyond any program written by hand.
MAX_STEPS = 200_000
#: How deep local functions are followed into one another.
MAX_CALL_DEPTH = 6
#: Documents that are kept of one constructor or literal: one for each way through the code, up to here.
MAX_PATHS = 24
#: A word in a placeholder and in the program that fills it in.
WORD = re.compile("[A-Za-z0-9]+")

#: What a member of an object may hold for all its methods: a class of the library, an object of one, literals.
Held = Library | HelperClass | Unsure | Dictionary

_PROBLEMS: dict[str, type[CallProblem]] = {
    problem.trigger: problem
    for problem in (ArgumentMissing, KeywordMissing, ListValue, OptionsDropped, UnescapedValue, UnknownMethod)
}


@dataclass(slots=True)
class Node:
    """A builder node. ``place`` is the name of the method or class that makes it, ``span`` the whole call.

    ``opened`` says that it was made elsewhere: what it holds and which attributes it has is not known. ``perhaps`` are
    attributes that it has on some ways through the program.
    """

    helper: HelperClass
    place: Span
    span: Span
    attributes: list[Set] = field(default_factory=list)
    perhaps: list[Set] = field(default_factory=list)
    open_attributes: bool = False
    opened: bool = False
    #: whether what makes it makes XML of all kinds
    any_markup: bool = False


@dataclass(slots=True)
class Built:
    """A builder document as it was at the end of a path: the contents of its root and all below it."""

    root: int
    contents: dict[int, Content]
    complete: bool


class Run:
    """One evaluation of one program."""

    def __init__(self, text: str, dialect: Dialect, path: str | None = None) -> None:
        self.text = text
        self.dialect = dialect
        self.path = path
        self.classes: Mapping[str, HelperClass] = classes(dialect.library)
        self.nodes: list[Node] = []
        self.built: list[Built] = []
        self.by_place: dict[Span, list[Built]] = {}
        self.texts: dict[Span, list[Text]] = {}
        self.used: set[Span] = set()
        self.filled: set[Span] = set()
        #: what was written to an output, each time that something was added
        self.written: set[Span] = set()
        #: texts that a function gets which may remove white space
        self.cleaned: set[Span] = set()
        #: texts that a parser gets: what it makes of them may be changed
        self.parsed: set[Span] = set()
        #: arguments that a parser gets: so are the texts in them
        self.parsed_in: set[Span] = set()
        #: literals that are listings: the program shows them to people
        self.listings: set[Span] = set()
        self.problems: dict[tuple[str, Span], CallProblem] = {}
        self.functions: dict[str, Function] = {}
        self.methods: dict[str, list[tuple[Span, Function]]] = {}
        #: where the classes of the program are, by their names
        self.classes_here: dict[str, Span] = {}
        #: for each method (by ``id``), what members of its object hold
        self.held: dict[int, Mapping[str, Held]] = {}
        #: for each method (by ``id``), what the constants of its class hold
        self.constants: dict[int, dict[str, Value]] = {}
        self.steps = 0
        self.depth = 0
        self.active: list[int] = []

    def helper(self, name: str | None) -> HelperClass | None:
        """The class of the helper library of a name."""
        return helper_class(self.dialect.library, name) if name else None

    @cached_property
    def version(self) -> Version | None:
        """The version of the helper library that the project uses, where its files name it."""
        return library_version(self.path, self.dialect.library) if self.path is not None else None

    @cached_property
    def besides(self) -> str:
        """The program without its texts that hold markup, and without directives: these name rules."""
        parts, offset = [], 0
        for span in sorted(span for span, texts in self.texts.items() if any(has_markup(text) for text in texts)):
            if span.end > offset:
                parts.append(self.text[offset : span.start])
                offset = span.end
        return _DIRECTIVE.sub("", " ".join([*parts, self.text[offset:]]))

    @cached_property
    def words_besides(self) -> frozenset[str]:
        """The words of letters and digits in the program without its texts that hold markup."""
        return frozenset(WORD.findall(self.besides))

    @cached_property
    def is_newest(self) -> bool:
        """Whether the project uses the library of the tables, as far as its files say: what it requires may be new."""
        return self.version is None or self.version[:1] >= newest(self.dialect.library)[:1]

    def signature(self, helper: HelperClass, name: str, given: Sequence[Given]) -> Signature | None:
        """How a method is called in the version that the project uses; the constructor has no name.

        Where the version is not known, the keywords among the arguments may show that it is the newest.
        """
        signature = self.dialect.method(name, helper.methods) if name else helper.signature
        rows = helper.earlier.get(name)
        if signature is None or rows is None:
            return signature
        if self.version is None and signature.text in [argument.name for argument in given]:
            return signature
        version = self.version or self.dialect.assumed
        row = next((row for row in rows if version <= row[0]), None)
        if row is None:
            return signature
        _, parameters, text = row
        taken = {parameter.rstrip(":") for parameter in parameters}
        others = [
            parameter
            for parameter in signature.parameters
            if parameter.rstrip(":") not in taken and parameter != signature.text
        ]
        return signature._replace(parameters=(*parameters, *others), text=text)

    def is_former(self, helper: HelperClass, name: str) -> bool:
        """Whether a method was in earlier versions of the library, one of which the project may use."""
        last = helper.former.get(name)
        return last is not None and (self.version is None or self.version <= last)

    def grow(self, text: Text, own: int = 0) -> None:
        """Count the work of making a text.

        Raises ``TextTooLongError`` where it has too many parts to go on with, besides its ``own``, as they are written.
        """
        parts = size(text.content) - own
        self.steps += parts // 4 + characters(text.content) // 1000
        if parts > MOST_TEXT:
            raise TextTooLongError

    def source(self, span: Span) -> str:
        """A piece of the program in one line, shortened where it is long."""
        text = " ".join(self.text[span.start : min(span.end, span.start + 200)].split())
        return text if len(text) <= 80 else text[:77] + "..."

    def problem(self, kind: str, span: Span, **values: object) -> None:
        """Note something wrong with a call, once."""
        self.problems.setdefault((kind, span), _PROBLEMS[kind](span, values))

    def unescaped(self, span: Span, expression: str, document: Span, *, request: bool) -> None:
        """Note a value that goes into a document unescaped; several documents may share it."""
        self.problem("unescaped-value", span, expression=expression, request=request, within=[])
        self.problems["unescaped-value", span].values["within"].append(document)

    def note(self, text: Text) -> None:
        """Remember a text that may be TwiML, as one with markup in it may."""
        if not has_markup(text):
            return
        texts = self.texts.get(text.span)
        if texts is None:
            self.texts[text.span] = [text]
        elif text not in texts and len(texts) < MAX_PATHS:
            texts.append(text)

    def is_parsed(self, text: Text) -> bool:
        """Whether a parser gets a text, by itself or in an argument."""
        starts, ends = self._parsed_places
        index = bisect_right(starts, text.span.start)
        return text.span in self.parsed or (index > 0 and text.span.end <= ends[index - 1])

    @cached_property
    def _parsed_places(self) -> tuple[list[int], list[int]]:
        """Where the arguments of parsers start, in order, and how far those go that start there or before."""
        places = sorted(self.parsed_in)
        return [place.start for place in places], [*accumulate([place.end for place in places], max)]

    def use(self, *texts: Text) -> None:
        """Say that texts went into longer ones."""
        for text in texts:
            self.used.add(text.span)
            self.used |= text.origins

    def finish(self, state: State) -> None:
        """A path ends: its roots are documents, complete where they were written and nothing came after."""
        nested: set[int] = set()
        for content in state.contents.values():
            for item in content:
                if type(item) is Child:
                    nested.add(item.node)
                elif type(item) is Fork:
                    nested.update(children((item,)))
        for node in list(state.contents):
            if node in nested or (self.nodes[node].opened and len(state.contents[node]) < 2):
                continue
            written = state.rendered.get(node)
            if written is not None and state.holds(written):
                self.build(node, written, complete=True)
            elif node not in state.written:
                if self.nodes[node].opened:  # who gave it may go on with it
                    state.open(node, "the caller")
                self.build(node, state.below(node), complete=False)

    def build(self, node: int, contents: dict[int, Content], *, complete: bool) -> None:
        """Note a document, unless it is known already."""
        same = self.by_place.setdefault(self.nodes[node].span, [])
        if len(same) < MAX_PATHS and not any(
            b.root == node and b.contents == contents and b.complete >= complete for b in same
        ):
            same.append(Built(node, contents, complete and not self.nodes[node].opened))
            self.built.append(same[-1])
