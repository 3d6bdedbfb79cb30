"""The strings of Java, C# and Go, and their buffers; their helper libraries are checked by their compilers."""

from __future__ import annotations

import re
from typing import ClassVar

from twimllint.host.callers import CALLERS, ONLY_TWILIOS
from twimllint.host.dialect import BOTH, LEFT, RIGHT, Dialect, Given, risk_of_owner, stripped
from twimllint.host.form import Call, Expression, Function, Member, Name, Parameter
from twimllint.host.mapped import Mapped
from twimllint.host.scopes import dotted
from twimllint.host.text_methods import Positions, filled, join_list, place_of, remade, replaced, written
from twimllint.host.texts import content_of, cut, fill, joined
from twimllint.host.values import Content, Gap, Listed, Scalar, Text, Unsure, Value, among
from twimllint.source.span import Span

_PERCENT = re.compile(r"%(?:(\d+)\$|\[(\d+)\])?([\-#+ 0,(]*\d*(?:\.\d+)?)([A-Za-z%])")
_BRACES = re.compile(r"\{\{|\}\}|\{(\d+)(?:,[^{}:]*)?(?::[^{}]*)?\}")
_PLACEHOLDER = re.compile(r"%(?:\d+\$)?[sdvq](?![\w%])|\{\d+\}|\{\{\s*\.?[\w.]+\s*\}\}|\$\{\w+\}")
#: Methods that give the text itself, and those that only look at it; in lower case.
_SAME = frozenset({"tostring", "string", "getbytes", "bytes", "tochararray", "toarray", "intern", "asspan", "asmemory"})
_READS = frozenset({
    "length", "isempty", "isblank", "equals", "equalsignorecase", "contains", "startswith", "endswith", "indexof",
    "hashcode", "compareto", "len", "cap", "lastindexof", "charat", "gethashcode",
    # of buffers and writers
    "ensurecapacity", "capacity", "grow", "header", "writeheader", "flush", "close", "setcontenttype",
})  # fmt: skip
#: Functions and types that take a text and give it back in another form.
_WRAPS = frozenset({"byte", "string", "StringReader", "NewReader", "valueOf", "ToString", "GetBytes"})
_GETTERS = frozenset({
    "getParameter", "FormValue", "PostFormValue", "PostForm", "DefaultPostForm", "formParam", "queryParam",
    "queryParams",
})  # fmt: skip
_FORM = re.compile(r"(?:Request\.(?:Form|Query|Params)|Request|form|collection|ReadFormAsync\(\))\Z", re.IGNORECASE)
#: What is asked for a field by ``get``: the fields of a form, the parameters of a request.
_FIELDS = re.compile(r"(?:form|query|param|request)\w*(?:\(\))?\.(?:get|getFirst|getOrDefault)\Z", re.IGNORECASE)
#: Methods whose last argument is what they give where there is nothing else.
_WITH_DEFAULT = frozenset({
    "getOrDefault", "getProperty", "orElse", "GetValue", "GetValueOrDefault", "DefaultQuery", "DefaultPostForm",
})  # fmt: skip
#: Methods and functions that give what is in a text, and those that only look at it.
_KEEPING = frozenset({
    "toString", "trim", "strip", "toLowerCase", "toUpperCase", "substring", "valueOf", "ToString", "Trim", "ToLower",
    "ToUpper", "Substring", "First", "FirstOrDefault", "TrimSpace", "Title", "ToTitle",
})  # fmt: skip
_LOOKING = re.compile(r"(?:[hH]as|[cC]ontains|[eE]xists|[iI]s)(?![a-z])|(?:[cC]ount|[lL]ength|[lL]en)\Z")
_TEXTS = frozenset({"", "String", "string", "string?", "Optional<String>", "StringValues"})


class LiteralDialect(Dialect):
    """A language of which only the strings are read."""

    #: functions that fill in a template, that put texts one after the other, that replace a part of a text
    functions: frozenset[str] = frozenset()
    concatenates: frozenset[str] = frozenset()
    replaces: frozenset[str] = frozenset()
    #: whether placeholders are ``%s``, not ``{0}``
    percent = True
    #: types and functions that make a text buffer, and what gives the one that an answer is written to
    buffers: frozenset[str] = frozenset()
    writers: frozenset[str] = frozenset()
    #: functions that escape what they put at the end of a text buffer
    escapes_into: frozenset[str] = frozenset()
    #: members that are written to as they are, by their names
    answers: frozenset[str] = frozenset()

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
        low = name.lower()
        if name in self.strips and not given:
            return stripped(text, span, *self.strips[name])
        if low == "replace" and len(given) == 2 and isinstance(given[0].value, Text):
            return replaced(text, given[0].value, given[1].value, span)
        if low == "concat" and len(given) == 1:
            return remade(text, (*text.content, *_content(given[0])), span)
        if low in _SAME and len(given) < 2:
            return remade(text, text.content, span)
        if low in _READS:
            return Unsure(span)
        return self.filled(text, [argument.value for argument in given], span) if name == "formatted" else None

    def function_of_text(self, name: str, given: tuple[Given, ...], span: Span) -> Value | None:
        """``String.format``, ``fmt.Sprintf``, ``strings.TrimSpace``: the text is the first argument that is one."""
        if name in self.buffers:
            text = given[0].value if given else None
            if isinstance(text, Text) and text.grows:  # the new one writes into it
                return None
            return Text(span, text.content if isinstance(text, Text) else (), grows=True)
        if name.lower() == "join" and len(given) > 1:
            return self.joined(given, span)
        if name in self.concatenates and given:
            return join_list((), Listed(span, tuple([argument.value for argument in given])), span)
        index = next((index for index, argument in enumerate(given[:2]) if isinstance(argument.value, Text)), None)
        if index is None or not isinstance(text := given[index].value, Text):
            return None
        if name in self.functions:
            return self.filled(text, [argument.value for argument in given[index + 1 :]], span)
        if name in self.strips and len(given) == 1:
            return stripped(text, span, *self.strips[name])
        if name in self.replaces and index == 0 and len(given) > 2 and isinstance(given[1].value, Text):
            return replaced(text, given[1].value, given[2].value, span)
        return remade(text, text.content, span) if name in _WRAPS and len(given) == 1 else None

    def joined(self, given: tuple[Given, ...], span: Span) -> Value | None:
        """``String.join(separator, items)``, ``strings.Join(items, separator)``; the items may be arguments too."""
        separator, *items = [argument.value for argument in given]
        if isinstance(separator, Listed):
            separator, items = items[0], [separator]
        listed = items[0] if len(items) == 1 else Listed(span, tuple(items))
        if not isinstance(separator, Text) or not isinstance(listed, Listed):
            return None
        return join_list(separator.content, listed, span)

    def added(self, name: str, given: tuple[Given, ...], span: Span) -> Content | None:
        """``append``, ``AppendLine``, ``WriteString``: what comes to the end of a text buffer."""
        if name not in self.buffer_methods:
            return None
        low, end = name.lower(), Mapped.invented("\n")
        if name in self.escapes_into:
            return (Gap(given[-1].span, written(given[-1].value)),) if given else ()
        if low == "writeasync":  # an encoding or a token may follow
            return _content(given[0]) if given else ()
        if low in ("appendformat", "printf", "fprintf", "format"):
            made = self.function_of_text(next(iter(self.functions)), given, span)
            return made.content if isinstance(made, Text) else (Gap(span, "..."),)
        if low in ("fprint", "fprintln") or (low.endswith(("line", "ln")) and len(given) < 2):
            content = joined([_content(argument) for argument in given])
            return joined([content, (end,)]) if low.endswith(("line", "ln")) else content
        return _content(given[0]) if len(given) == 1 else (Gap(span, "..."),)

    def called(self, path: str, function: Value, given: tuple[Given, ...], span: Span) -> Value:
        """What a request holds is the caller's text; what writes an answer is a text that grows."""
        name = path.rpartition(".")[2]
        if name in self.writers and not given:
            return Text(span, (), grows=True)
        first = given[0].value if given else None
        key = first.plain() if isinstance(first, Text) else None
        risk = ""
        if key in ONLY_TWILIOS or (key in CALLERS and (name in _GETTERS or _FIELDS.search(path))):
            risk = "" if _LOOKING.match(name) else "request"
        elif name in _KEEPING:
            risk = first.risk if isinstance(first, Unsure) else risk_of_owner(function)
        default = given[-1:] if name in _WITH_DEFAULT else ()
        return Unsure(span, risk, f"{path}()", among=among([argument.value for argument in default]))

    def risk(self, path: str, key: str | None, owner: str) -> str:
        """``Request.Form["SpeechResult"]`` is text of the caller's."""
        if _LOOKING.match(key or ""):
            return ""
        return "request" if key in ONLY_TWILIOS or (key in CALLERS and _FORM.search(path)) else owner

    def parameter_risk(self, function: Function, parameter: Parameter) -> str:
        """``@RequestParam("Body") String text``, and what only Twilio's requests have."""
        is_callers = parameter.field in CALLERS or parameter.name in ONLY_TWILIOS
        return "request" if is_callers and parameter.annotation in _TEXTS else ""

    def output(self, written: Expression, name: str) -> str:
        """``response.getWriter().println(...)``, ``context.Response.Write(...)``, ``c.Writer.WriteString(...)``."""
        if name not in self.buffer_methods:
            return ""
        if isinstance(written, Call):
            function = written.function
            known = isinstance(function, Member) and function.name in self.writers and not written.arguments
            path = dotted(function) if known else None
        else:
            path = dotted(written)
            path = path if path is not None and path.rpartition(".")[2] in self.answers else None
        return f"{path}()" if path is not None else ""

    def is_buffer(self, annotation: str) -> bool:
        """``http.ResponseWriter``."""
        return annotation in self.writers

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
            plain = match[4] in "sv" or (match[4] == "d" and isinstance(item, Scalar))
            return item if plain and not match[3] else Unsure(text.span, "", written(item, ""))

        def braces(match: re.Match[str]) -> Value | str | None:
            return match[0][0] if match[1] is None else positions.next(text.span, int(match[1]))

        return filled(text, _PERCENT if self.percent else _BRACES, percent if self.percent else braces, span)

    def placeholders(self, text: str) -> list[Span]:
        """``%s``, ``{0}``, ``{{.Name}}``, ``${name}``."""
        return [Span(*match.span()) for match in _PLACEHOLDER.finditer(text)]


def _content(argument: Given) -> Content:
    """What an argument puts into a text."""
    return content_of(argument.value, written(argument.value), argument.span)


#: What a ``MessageFormat`` of Java has besides text: a quote, a stretch in quotes, a placeholder.
_MESSAGE = re.compile(r"''|'((?:[^']|'')*)(?:'|\Z)|\{\s*(\d+)[^{}]*\}")
#: What the reader calls ``MessageFormat.format``, and the class of its own.
MESSAGE, _MESSAGES = "MessageFormat.format()", "MessageFormat"


class JavaDialect(LiteralDialect):
    """Java's strings."""

    strips: ClassVar = {"trim": BOTH, "strip": BOTH, "stripLeading": LEFT, "stripTrailing": RIGHT}
    formats = frozenset({"formatted", MESSAGE, _MESSAGES})
    functions = frozenset({"format", "printf"})
    harmless = frozenset({
        "print", "println", "write", "send", "result", "ok", "body", "entity", "info", "debug", "warn", "error", "end",
    })  # fmt: skip
    list_appends = frozenset({"add"})
    buffers = frozenset({"StringBuilder", "StringBuffer", "StringWriter"})
    writers = frozenset({"getWriter", "getOutputStream"})
    buffer_methods = frozenset({"append", "print", "println", "write"})
    prints = writers
    selves = frozenset({"this"})

    def function_of_text(self, name: str, given: tuple[Given, ...], span: Span) -> Value | None:
        """``MessageFormat`` has quotes of its own."""
        if name in (MESSAGE, _MESSAGES) and given and isinstance(text := given[0].value, Text):
            return _message(text, [argument.value for argument in given[1:]], span)
        return super().function_of_text(name, given, span)

    def method_of_text(self, text: Text, name: str, given: tuple[Given, ...], span: Span) -> Value | None:
        """``new MessageFormat(pattern).format(values)``."""
        if name == "format":
            return remade(text, text.content, span)
        return super().method_of_text(text, name, given, span)


def _message(text: Text, values: list[Value], span: Span) -> Text:
    """A pattern of Java's ``MessageFormat`` with its placeholders filled in."""
    positions = Positions(values)

    def content(match: re.Match[str]) -> Content:
        if match[2] is not None:
            value = positions.next(text.span, int(match[2]))
            return content_of(value, written(value, match[2]), place_of(text, match))
        if match[1] is None:
            return cut(text.content, match.start(), match.start() + 1)
        return cut(text.content, *match.span(1))

    return remade(text, fill(text.content, _MESSAGE, content), span)


class CSharpDialect(LiteralDialect):
    """C#'s strings."""

    strips: ClassVar = {"Trim": BOTH, "TrimStart": LEFT, "TrimEnd": RIGHT}
    functions = frozenset({"Format"})
    concatenates = frozenset({"Concat"})
    percent = False
    harmless = frozenset({
        "Content", "Write", "WriteLine", "WriteAsync", "Text", "StringContent", "LogInformation", "LogDebug", "Ok",
        "WriteString", "WriteStringAsync",
    })  # fmt: skip
    list_appends = frozenset({"Add"})
    buffers = frozenset({"StringBuilder", "StringWriter"})
    buffer_methods = frozenset({"Append", "AppendLine", "AppendFormat", "Write", "WriteLine", "WriteAsync"})
    answers = frozenset({"Response", "response", "res"})
    outputs = ("Response()",)
    prints = frozenset({"Write", "WriteAsync", "WriteLine"})
    selves = frozenset({"this"})

    def may_print(self, called: Expression) -> bool:
        """A method of the class itself may write to its ``Response``."""
        return isinstance(called, Name)


class GoDialect(LiteralDialect):
    """Go's strings."""

    strips: ClassVar = {"TrimSpace": BOTH}
    functions = frozenset({"Sprintf"})
    concatenates = frozenset({"Sprint"})
    replaces = frozenset({"Replace", "ReplaceAll"})
    harmless = frozenset({
        "Write", "WriteString", "Print", "Printf", "Println", "Fprint", "Fprintf", "Fprintln", "String", "XML", "Data",
        "Blob", "HTML", "SendString", "Send", "Error",
    })  # fmt: skip
    buffers = frozenset({"Builder", "Buffer", "NewBufferString", "NewBuffer"})
    writers = frozenset({"http.ResponseWriter"})
    escapes_into = frozenset({"EscapeText", "HTMLEscape"})
    buffer_methods = escapes_into | {"Write", "WriteString", "WriteByte", "WriteRune", "Fprint", "Fprintf", "Fprintln"}
    writes_into = escapes_into | {"WriteString", "Fprint", "Fprintf", "Fprintln"}
    answers = frozenset({"Writer"})
    prints = frozenset({"Writer"})
