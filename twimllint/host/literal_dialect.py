"""The strings of Java, C# and Go; their helper libraries are checked by their compilers."""

from __future__ import annotations

import re

from twimllint.host.dialect import Dialect, Given, stripped
from twimllint.host.text_methods import Positions, filled, remade, replaced
from twimllint.host.values import Text, Unsure, Value
from twimllint.source.span import Span

_PERCENT = re.compile(r"%(?:(\d+)\$|\[(\d+)\])?([\-#+ 0,(]*\d*(?:\.\d+)?)([A-Za-z%])")
_BRACES = re.compile(r"\{\{|\}\}|\{(\d+)(?:,[^{}:]*)?(?::[^{}]*)?\}")
_PLACEHOLDER = re.compile(r"%(?:\d+\$)?[sdvq](?![\w%])|\{\d+\}|\{\{\s*\.?[\w.]+\s*\}\}|\$\{\w+\}")


class LiteralDialect(Dialect):
    """A language of which only the strings are read."""

    #: functions that fill in a template, and whether it is the second argument
    functions: frozenset[str] = frozenset()
    percent = True

    def __init__(self, name: str) -> None:
        self.name = name

    def imported(self, module: str, member: str) -> Value | None:
        """Nothing is imported that is followed."""
        return None

    def member(self, path: str, name: str) -> Value | None:
        """Nothing is followed."""
        return None

    def constructs(self, path: str, new: bool) -> str | None:
        """Nothing is followed."""
        return None

    def method_of_text(self, text: Text, name: str, given: tuple[Given, ...], span: Span) -> Value | None:
        """``trim``, ``replace``, ``formatted`` and the like."""
        if name in self.strips and not given:
            return stripped(text, span)
        if name.lower() == "replace" and len(given) == 2 and isinstance(given[0].value, Text):
            return replaced(text, given[0].value, given[1].value, span)
        if name in ("toString", "ToString") and not given:
            return remade(text, text.content, span)
        if name == "formatted":
            return self.filled(text, [argument.value for argument in given], span)
        return None

    def function_of_text(self, name: str, given: tuple[Given, ...], span: Span) -> Value | None:
        """``String.format``, ``fmt.Sprintf``, ``strings.TrimSpace``: the text is the first argument that is one."""
        index = next((index for index, argument in enumerate(given[:2]) if isinstance(argument.value, Text)), None)
        if index is None or not isinstance(text := given[index].value, Text):
            return None
        if name in self.functions:
            return self.filled(text, [argument.value for argument in given[index + 1 :]], span)
        if name in self.strips and len(given) == 1:
            return stripped(text, span)
        return remade(text, text.content, span) if name in ("byte", "StringReader", "NewReader") else None

    def filled(self, text: Text, values: list[Value], span: Span) -> Text:
        """A template with its placeholders filled in."""
        positions = Positions(values)

        def percent(match: re.Match[str]) -> Value | str | None:
            if match[4] == "%":
                return "%"
            if match[4] == "n" and self.name == "java":
                return Unsure(text.span)
            number = match[1] or match[2]
            item = positions.next(text.span, int(number) - 1 if number else None)
            return item if match[4] in "sv" and not match[3] else Unsure(text.span)

        def braces(match: re.Match[str]) -> Value | str | None:
            return match[0][0] if match[1] is None else positions.next(text.span, int(match[1]))

        return filled(text, _PERCENT if self.percent else _BRACES, percent if self.percent else braces, span)

    def placeholders(self, text: str) -> list[Span]:
        """``%s``, ``{0}``, ``{{.Name}}``, ``${name}``."""
        return [Span(*match.span()) for match in _PLACEHOLDER.finditer(text)]


class JavaDialect(LiteralDialect):
    """Java's strings."""

    strips = frozenset({"trim", "strip"})
    formats = frozenset({"formatted"})
    functions = frozenset({"format", "printf"})


class CSharpDialect(LiteralDialect):
    """C#'s strings."""

    strips = frozenset({"Trim"})
    functions = frozenset({"Format", "AppendFormat"})
    percent = False


class GoDialect(LiteralDialect):
    """Go's strings."""

    strips = frozenset({"TrimSpace"})
    functions = frozenset({"Sprintf", "Printf", "Fprintf"})
