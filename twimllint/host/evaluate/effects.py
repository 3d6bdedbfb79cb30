"""What evaluation does to nodes, texts and states: made, written, handed on, joined. Follows no code itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from twimllint.host import form
from twimllint.host.dialect import Given, unsure
from twimllint.host.paths import State, join
from twimllint.host.run import Node, Run
from twimllint.host.scopes import dotted
from twimllint.host.texts import content_of, joined
from twimllint.host.values import (
    Child,
    Closure,
    Content,
    Fork,
    Nodes,
    Nothing,
    Scalar,
    Text,
    TextTooLongError,
    Unsure,
    Value,
    parts_of,
)
from twimllint.source.span import Span

#: Values that hold no node, which most are.
WITHOUT_NODES = frozenset({Unsure, Text, Scalar, Closure})


class Ends:
    """Where control leaves a body: the states and values of its returns, and the states of its breaks."""

    __slots__ = ("breaks", "raises", "returns")

    def __init__(self) -> None:
        self.returns: list[tuple[State, Value | None]] = []
        self.breaks: list[State] = []
        self.raises: list[State] = []


class Effects:
    """The lowest layer of the evaluator: it changes states and notes what was found in ``run``."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.dialect = run.dialect

    # -- nodes and texts

    def _new(self, node: Node, state: State) -> int:
        self.run.nodes.append(node)
        number = len(self.run.nodes) - 1
        state.contents[number] = ()
        return number

    def _put(self, value: Value, number: int, span: Span, state: State) -> None:
        """Put a text into a node."""
        if isinstance(value, Nothing):
            return
        content = content_of(value, "" if isinstance(value, Text) else self.run.source(span), span)
        if isinstance(value, Text):
            self.run.use(value)
            if not value.content:
                content = ()
        for item in content:
            state.contents[number] = (*state.contents[number], item)

    def _attach(self, owner: Nodes, child: Child | Fork, state: State) -> None:
        if len(owner.numbers) == 1:
            number = owner.numbers[0]
            state.contents[number] = (*state.contents.get(number, ()), child)
            return
        for number in owner.numbers:  # one of them, and nobody knows which
            state.add(number, Fork("if", ("...",), ((child,),)))

    def _text(self, span: Span, parts: Iterable[Content], *values: Value) -> Value:
        """A text made of others; too long a one is not followed."""
        texts = [value for value in values if isinstance(value, Text)]
        origins = frozenset().union(*[text.origins for text in texts], [text.span for text in texts])
        try:
            text = Text(span, joined(parts), origins)
            self.run.grow(text)
        except TextTooLongError:
            return unsure(span, *values)
        self.run.note(text)
        return text

    def _shared(self, expression: form.Expression, state: State) -> None:
        """A text buffer that a variable holds gets into other hands: what it holds from here on is not known."""
        self._outputs_shared(expression, state)
        path = dotted(expression)
        if path is not None:
            self._path_shared(path, state, expression.span)

    @staticmethod
    def _path_shared(path: str, state: State, span: Span) -> None:
        value = state.get(path)
        if isinstance(value, Text) and value.grows:
            state.names[path] = Unsure(span)

    @staticmethod
    def _outputs_shared(expression: form.Expression, state: State) -> None:
        """Other code may write to the outputs of what a variable holds: ``response.getWriter()`` of ``response``."""
        path = dotted(expression)
        if path is None:
            return
        for name in (f"{path}()", *[name for name in state.members if name.startswith(f"{path}.")]):
            if name.endswith("()") and name in state.names:
                state.names[name] = Unsure(expression.span)

    def _altered(self, given: tuple[Given, ...]) -> None:
        for argument in given:
            self._use_all(argument.value)

    def _use_all(self, value: Value) -> None:
        for item in parts_of(value):
            if isinstance(item, Text):
                self.run.use(item)

    def _text_made(self, owner: Text, made: Value, name: str, given: tuple[Given, ...]) -> None:
        self.run.use(owner)
        if name in self.dialect.formats:
            self.run.filled |= {owner.span, *owner.origins}
        for argument in given:
            self._use_all(argument.value)
        if isinstance(made, Text):
            self.run.grow(made)
            self.run.note(made)

    def _render(self, value: Value, state: State) -> None:
        """A node is written as text."""
        if isinstance(value, Nodes):
            for number in value.numbers:
                state.rendered[number] = state.below(number)

    def _render_all(self, value: Value, state: State) -> None:
        if type(value) in WITHOUT_NODES:
            return
        for item in parts_of(value):
            self._render(item, state)

    def _render_given(self, given: tuple[Given, ...], state: State) -> None:
        for argument in given:
            self._render_all(argument.value, state)

    def _escape(self, value: Value, state: State, source: str | Span) -> None:
        """Code that is not seen, or its place, gets hold of a value: nodes in it become open."""
        if type(value) in WITHOUT_NODES:
            return
        for item in parts_of(value):
            if isinstance(item, Nodes):
                for number in item.numbers:
                    state.open(number, self.run.source(source) if isinstance(source, Span) else source)

    def _escape_items(self, value: Value, state: State, source: str) -> None:
        if not isinstance(value, Text):
            self._escape(value, state, source)

    def _together(self, states: list[State], sources: Sequence[str], kind: str = "if") -> State | None:
        """The state after several paths meet; documents that were written on one of them are done with."""
        if len(states) < 2:
            return states[0] if states else None
        size = 0
        for state in states:
            if state.rendered:
                self._finish_state(state)
            size += len(state.names) + len(state.contents)
        self.run.steps += size // 64
        return join(states, sources, kind)

    def _finish_state(self, state: State) -> None:
        """Paths meet here: what each of them has written so far is final unless it changed since."""
        for node, contents in state.rendered.items():
            if self.run.nodes[node].helper.is_root and state.holds(contents):
                self.run.build(node, contents, complete=True)
                state.written.add(node)
        state.rendered = {}

    @staticmethod
    def _replace_state(state: State, other: State) -> None:
        state.names, state.members, state.contents = other.names, other.members, other.contents
        state.rendered, state.written = other.rendered, other.written
