"""Texts that grow where they are: ``StringBuilder``, ``strings.Builder``, what an answer is written to, ``echo``."""

from __future__ import annotations

from dataclasses import replace

from twimllint.host import form
from twimllint.host.dialect import Given
from twimllint.host.evaluate.expressions import Expressions
from twimllint.host.paths import NOWHERE, State
from twimllint.host.relevant import has_word
from twimllint.host.run import Run
from twimllint.host.scopes import chained, dotted
from twimllint.host.texts import content_of
from twimllint.host.values import (
    Closure,
    Content,
    Dictionary,
    Fork,
    Library,
    Listed,
    Method,
    More,
    Nodes,
    Text,
    Unsure,
    Value,
    has_markup,
)
from twimllint.source.span import Span

#: Values with methods of their own, which write to no output.
_WITH_METHODS = (Dictionary, Library, Listed, Nodes)


class Buffers(Expressions):
    """What is done with text buffers. One that other code gets hold of is not known any more (``_shared``).

    What is written to an output that no variable holds (``echo``) is a buffer too, under the name of the output. The
    pieces that are written are looked at by themselves where all of it makes no document.
    """

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        #: functions (by ``id``), and whether they write to an output
        self._printing: dict[int, bool] = {}

    def _output(self, function: Value, call: form.Call, name: str) -> str:
        """The output that a call writes to; empty for none."""
        written = call.function
        if isinstance(written, form.Member):
            owner = function.owner if isinstance(function, Method) else function
            if isinstance(owner, _WITH_METHODS) or (isinstance(owner, Text) and not owner.grows):
                return ""
            written = chained(written.value, self.dialect.buffer_methods)
        return self.dialect.output(written, name)

    def _printed(self, path: str, name: str, call: form.Call, given: tuple[Given, ...], state: State) -> Value | None:
        """What is written to an output; ``None`` where it is not known what was written there before."""
        buffer = state.get(path) or Text(NOWHERE, (), grows=True)
        if not isinstance(buffer, Text) or not given or any(isinstance(one.value, Closure) for one in given):
            return None
        if not has_markup(buffer):  # what some paths have written before it begins is another answer
            buffer = replace(buffer, content=tuple([part for part in buffer.content if not isinstance(part, Fork)]))
        self._render_given(given, state)
        values = [argument.value for argument in given]
        content = self._written_content(name, given, call.span)
        if (
            not buffer.content
            and len(values) == 1
            and isinstance(first := values[0], Text)
            and content == first.content
        ):
            self._set_output(path, replace(first, grows=True), state)
            return Unsure(call.span)
        if buffer.span in self.run.written:
            self.run.used.add(buffer.span)
        made = self._text(call.span, [buffer.content, content], buffer, *values)
        self.run.written.add(call.span)
        self._set_output(path, replace(made, grows=True) if isinstance(made, Text) else made, state)
        return Unsure(call.span)

    @staticmethod
    def _set_output(path: str, value: Value, state: State) -> None:
        state.names[path] = value
        if "." in path:  # an output of a variable is forgotten with it
            state.members.add(path)

    def _written_content(self, name: str, given: tuple[Given, ...], span: Span) -> Content:
        made = self.dialect.added(name, given, span)
        if made is not None:
            return made
        filled = self.dialect.function_of_text(name, given, span)
        if isinstance(filled, Text):
            return filled.content
        first = given[0]
        return content_of(first.value, self.run.source(first.span), first.span)

    def _may_have_printed(self, source: str, state: State) -> None:
        """Code that is not seen has run: it may have written something to an output that was begun."""
        for path in self.dialect.outputs:
            buffer = state.names.get(path)
            if isinstance(buffer, Text) and has_markup(buffer) and not isinstance(buffer.content[-1], More):
                state.names[path] = replace(buffer, content=(*buffer.content, More(source)))

    def _prints(self, function: form.Function) -> bool:
        """Whether a function writes to an output, by its words."""
        prints = self._printing.get(id(function))
        if prints is None:
            text, span = self.run.text, function.span
            prints = any(has_word(text, word, span) for word in self.dialect.prints)
            self._printing[id(function)] = prints
        return prints

    def _outputs_after(self, state: State, outcome: State | None) -> None:
        """A function was followed in a state of its own: what became of the outputs of the program."""
        for path in (*self.dialect.outputs, *[name for name in state.members if name.endswith("()")]):
            value = outcome.names.get(path) if outcome is not None else None
            if value is not None and path in state.names:
                state.names[path] = value

    def _written_into(self, name: str, call: form.Call, given: tuple[Given, ...], state: State) -> Value | None:
        """``fmt.Fprintf(buffer, ...)``; ``None`` for any other call."""
        if len(given) < 2:
            return None
        target = call.arguments[0].value
        buffer = self.value(target, state)
        output = self.dialect.output(target, name)
        if output and isinstance(buffer, Method | Unsure):  # c.Writer
            return self._printed(output, name, call, given[1:], state)
        if not isinstance(buffer, Text) or not buffer.grows:
            return None
        return self._added_to(buffer, dotted(target), name, given[1:], call.span, state)

    def _buffer_method(
        self, owner: Text, member: form.Member, call: form.Call, given: tuple[Given, ...], state: State
    ) -> Value | None:
        """A method of a text buffer: one that adds to it, or looks at it; any other may do anything to it."""
        if self.dialect.added(member.name, given, call.span) is not None:
            path = dotted(chained(member.value, self.dialect.buffer_methods))
            return self._added_to(owner, path, member.name, given, call.span, state)
        result = self.dialect.method_of_text(owner, member.name, given, call.span)
        if result is None:
            self._shared(chained(member.value, self.dialect.buffer_methods), state)
        elif isinstance(result, Text):
            if self._to_fill(owner, member.value):
                return Unsure(call.span)
            self._text_made(owner, result, member.name, given)
        return result

    def _added_to(
        self, buffer: Text, path: str | None, name: str, given: tuple[Given, ...], span: Span, state: State
    ) -> Value:
        """A buffer with something more at its end, also in the variable that holds it."""
        content = self.dialect.added(name, given, span) or ()
        self.run.use(buffer)
        self._altered(given)
        made = self._text(span, [buffer.content, content], buffer, *[argument.value for argument in given])
        value = replace(made, grows=True) if isinstance(made, Text) else made
        if path is not None and state.get(path) is not None:
            state.names[path] = value
        return value
