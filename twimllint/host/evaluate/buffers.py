"""Texts that grow where they are: ``StringBuilder``, ``strings.Builder``, what an answer is written to."""

from __future__ import annotations

from dataclasses import replace

from twimllint.host import form
from twimllint.host.dialect import Dialect, Given
from twimllint.host.evaluate.expressions import Expressions
from twimllint.host.paths import State
from twimllint.host.scopes import dotted
from twimllint.host.values import Text, Unsure, Value
from twimllint.source.span import Span


class Buffers(Expressions):
    """What is done with text buffers. One that other code gets hold of is not known any more (``_shared``)."""

    def _written_into(self, name: str, call: form.Call, given: tuple[Given, ...], state: State) -> Value | None:
        """``fmt.Fprintf(buffer, ...)``; ``None`` for any other call."""
        if len(given) < 2:
            return None
        target = call.arguments[0].value
        buffer = self.value(target, state)
        if not isinstance(buffer, Text) or not buffer.grows:
            return None
        return self._added_to(buffer, target, name, given[1:], call.span, state)

    def _buffer_method(
        self, owner: Text, member: form.Member, call: form.Call, given: tuple[Given, ...], state: State
    ) -> Value | None:
        """A method of a text buffer: one that adds to it, or looks at it; any other may do anything to it."""
        if self.dialect.added(member.name, given, call.span) is not None:
            return self._added_to(owner, member.value, member.name, given, call.span, state)
        result = self.dialect.method_of_text(owner, member.name, given, call.span)
        if result is None:
            self._shared(_chained(member.value, self.dialect), state)
        elif isinstance(result, Text):
            if self._to_fill(owner, member.value):
                return Unsure(call.span)
            self._text_made(owner, result, member.name, given)
        return result

    def _added_to(
        self, buffer: Text, expression: form.Expression, name: str, given: tuple[Given, ...], span: Span, state: State
    ) -> Value:
        """A buffer with something more at its end, also in the variable that holds it."""
        content = self.dialect.added(name, given, span) or ()
        self.run.use(buffer)
        self._altered(given)
        made = self._text(span, [buffer.content, content], buffer, *[argument.value for argument in given])
        value = replace(made, grows=True) if isinstance(made, Text) else made
        path = dotted(_chained(expression, self.dialect))
        if path is not None and state.get(path) is not None:
            state.names[path] = value
        return value


def _chained(expression: form.Expression, dialect: Dialect) -> form.Expression:
    """The buffer of ``buffer.append(...).append(...)``."""
    while isinstance(expression, form.Call) and isinstance(expression.function, form.Member):
        if expression.function.name not in dialect.buffer_methods:
            break
        expression = expression.function.value
    return expression
