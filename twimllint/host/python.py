"""The Python front end: ``ast`` for structure, a lexer of our own for what is inside string literals."""

from __future__ import annotations

import ast
import re
import warnings
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import StringIO
from itertools import accumulate
from keyword import iskeyword
from tokenize import COMMENT, TokenError, generate_tokens
from typing import Any

from twimllint.host import form
from twimllint.host.languages import UnreadableError
from twimllint.host.mapped import Mapped
from twimllint.host.python_dialect import Python
from twimllint.host.python_strings import Field, plain_literal, string_parts
from twimllint.source.span import Span

dialect = Python()

#: Expressions nested deeper are not followed: each level is several frames of our own.
_MAX_DEPTH = 150
_LONE = re.compile("[\ud800-\udfff]")
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", re.ASCII)
_NON_ASCII = re.compile(r"[^\x00-\x7f]")

#: Makes a span of two offsets in half the time that ``Span`` takes.
_new = tuple.__new__

_Placed = ast.expr | ast.stmt | ast.keyword


def read(text: str) -> form.Program:
    """The program of a text. Raises ``UnreadableError`` where Python itself cannot read it."""
    shift = 1 if text.startswith("\ufeff") else 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes are Python's business
            # of what is no character, only the place matters
            tree = ast.parse(text if text.isascii() else _LONE.sub("\ufffd", text[shift:]))
    except SyntaxError as error:
        lines = text.splitlines()[: (error.lineno or 1) - 1]
        raise UnreadableError(error.msg or "syntax error", sum(len(line) + 1 for line in lines)) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise UnreadableError(str(error) or "nested too deeply") from error
    reader = _Reader(text[shift:], shift)
    return form.Program(reader.block(tree.body), tuple(_remarks(text, reader)), _Statements(tree, reader))


def _remarks(text: str, reader: _Reader) -> Iterator[form.Remark]:
    if "twimllint" not in text:
        return
    try:
        for token in generate_tokens(StringIO(text.removeprefix("\ufeff"), newline="").readline):
            if token.type == COMMENT:
                start = reader.lines[token.start[0] - 1] + token.start[1] + reader.base
                hashes = len(token.string) - len(token.string.lstrip("#"))
                span = Span(start, start + len(token.string))
                yield form.Remark(token.string[hashes:], span, start + hashes)
    except (TokenError, SyntaxError):
        return


class _Statements:
    """The places of all statements of one logical line, and of what ``with`` holds."""

    def __init__(self, tree: ast.Module, reader: _Reader) -> None:
        self._tree = tree
        self._reader = reader

    def __iter__(self) -> Iterator[Span]:
        for node in ast.walk(self._tree):
            if isinstance(node, ast.withitem):
                yield self._reader.span(node.context_expr)
            elif isinstance(node, ast.stmt) and not isinstance(node, _COMPOUND) and not _is_docstring(node):
                yield self._reader.span(node)


class _Reader:
    """Turns the syntax tree into the intermediate form. ``base`` is the offset of ``text`` in the file."""

    def __init__(self, text: str, base: int) -> None:
        self.text = text
        self.base = base
        self.lines = [0, *accumulate(map(len, StringIO(text, newline="")))]
        #: where each line begins in the file, by the number that ``ast`` gives it
        self.starts = [0, *self.lines] if base == 0 else [0, *[line + base for line in self.lines]]
        #: the lines, from 1, in which columns of bytes are not those of characters
        self.wide: frozenset[int] = frozenset() if text.isascii() else self._wide()
        self.depth = 0
        #: the functions that were read since the body began that is being read
        self.functions: list[form.Function] = []

    def _wide(self) -> frozenset[int]:
        return frozenset([bisect_right(self.lines, match.start()) for match in _NON_ASCII.finditer(self.text)])

    # -- places

    def offset(self, line: int, column: int) -> int:
        """The offset in ``text`` of a line and a column in bytes, as ``ast`` counts."""
        start = self.lines[line - 1]
        if line not in self.wide:
            return start + column
        end = self.lines[line] if line < len(self.lines) else len(self.text)
        return start + len(self.text[start:end].encode("utf-8", "surrogatepass")[:column].decode("utf-8", "replace"))

    def inside(self, node: _Placed) -> tuple[int, int]:
        """Where a node begins and ends in ``text``."""
        start, end = self.span(node)
        return start - self.base, end - self.base

    def span(self, node: _Placed) -> Span:
        """The place of a node in the file."""
        first, last, starts = node.lineno, node.end_lineno, self.starts
        if self.wide and (first in self.wide or last in self.wide):
            start = self.offset(first, node.col_offset) + self.base
            return Span(start, self.offset(last, node.end_col_offset) + self.base)  # type: ignore[arg-type]
        # the parser gives all nodes an end, and a span is made for each
        return _new(Span, (starts[first] + node.col_offset, starts[last] + node.end_col_offset))  # type: ignore

    def source(self, node: ast.expr) -> str:
        """An expression as it is written, in one line."""
        start, end = self.inside(node)
        return " ".join(self.text[start:end].split())[:80]

    # -- statements: each method adds what a statement comes to, none, one or several of the intermediate form

    def block(self, body: Iterable[ast.stmt]) -> form.Block:
        """The statements of a body."""
        into: list[form.Statement] = []
        for statement in body:
            read = _STATEMENTS.get(type(statement))
            if read is not None:
                read(self, statement, into)
        return tuple(into)

    def do(self, node: ast.Expr, into: list[form.Statement]) -> None:
        """An expression as a statement."""
        if not _is_docstring(node):
            value = self.expression(node.value)
            into.append(form.Do(value.span, value))

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, into: list[form.Statement]) -> None:
        """A function with its decorators."""
        self.decorators(node.decorator_list, into)
        into.append(self.noted(self.span(node), node.name, self.parameters(node.args), partial(self.body, node)))

    def noted(
        self,
        span: Span,
        name: str,
        parameters: tuple[form.Parameter, ...],
        body: form.Block | Callable[[], tuple[form.Block, list[form.Function]]],
    ) -> form.Function:
        """A function, which the one around it is to know of."""
        function = form.Function(span, name, parameters, body)
        self.functions.append(function)
        return function

    def body(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[form.Block, list[form.Function]]:
        """The body of a function and the functions in it, read when somebody wants them."""
        around, self.functions = self.functions, []
        body = self.block(node.body)
        inner, self.functions = self.functions, around
        return body, inner

    def class_(self, node: ast.ClassDef, into: list[form.Statement]) -> None:
        """A class with its decorators."""
        self.decorators(node.decorator_list, into)
        bases = tuple([self.expression(base) for base in node.bases])
        into.append(form.Class(self.span(node), node.name, bases, self.block(node.body)))

    def decorators(self, nodes: list[ast.expr], into: list[form.Statement]) -> None:
        """Decorators are evaluated for the strings in them."""
        for node in nodes:
            value = self.expression(node)
            into.append(form.Do(value.span, value))

    def if_(self, node: ast.If, into: list[form.Statement]) -> None:
        """A chain of ``if`` and ``elif``."""
        into.append(form.If(self.span(node), tuple(self.branches(node))))

    def try_(self, node: ast.Try | ast.TryStar, into: list[form.Statement]) -> None:
        """A ``try``: ``else`` is what its body ends with."""
        handlers = tuple([self.block(handler.body) for handler in node.handlers])
        body = self.block(node.body) + self.block(node.orelse)
        into.append(form.Try(self.span(node), body, handlers, self.block(node.finalbody)))

    def delete(self, node: ast.Delete, into: list[form.Statement]) -> None:
        """``del options["voice"]``; other names that are deleted are not used again."""
        for target in node.targets:
            if isinstance(target, ast.Subscript):
                span = self.span(target)
                into.append(form.Do(span, form.removal(span, self.expression(target))))

    def match(self, node: ast.Match, into: list[form.Statement]) -> None:
        """A ``match``."""
        span = self.span(node)
        into.append(form.Do(span, self.expression(node.subject)))
        into.append(form.If(span, tuple(self.cases(node))))

    def assign(self, node: ast.Assign, into: list[form.Statement]) -> None:
        """An assignment, to each of its targets."""
        span = self.span(node)
        value = self.expression(node.value)
        into += [form.Assign(span, self.expression(target), value) for target in node.targets]

    def annotated(self, node: ast.AnnAssign, into: list[form.Statement]) -> None:
        """``name: type = value``."""
        span = self.span(node)
        if node.value is not None:
            value = self.expression(node.value)
            into.append(form.Assign(span, self.expression(node.target), value))

    def augment(self, node: ast.AugAssign, into: list[form.Statement]) -> None:
        """``target += value``; other operators give something unknown."""
        span = self.span(node)
        value = self.expression(node.value)
        grown = value if isinstance(node.op, ast.Add) else form.Unknown(span, (value,))
        into.append(form.Augment(span, self.expression(node.target), grown))

    def return_(self, node: ast.Return, into: list[form.Statement]) -> None:
        """``return``."""
        into.append(form.Return(self.span(node), None if node.value is None else self.expression(node.value)))

    def raise_(self, node: ast.Raise, into: list[form.Statement]) -> None:
        """``raise``."""
        into.append(form.Leave(self.span(node), "raise", None if node.exc is None else self.expression(node.exc)))

    def leave(self, node: ast.Break | ast.Continue, into: list[form.Statement]) -> None:
        """``break`` and ``continue``."""
        into.append(form.Leave(self.span(node), "break" if isinstance(node, ast.Break) else "continue"))

    def assert_(self, node: ast.Assert, into: list[form.Statement]) -> None:
        """``assert``."""
        span = self.span(node)
        into.append(form.Do(span, form.Unknown(span, (self.expression(node.test),))))

    def import_(self, node: ast.Import, into: list[form.Statement]) -> None:
        """The names that ``import`` binds."""
        span = self.span(node)
        for alias in node.names:
            module = alias.name if alias.asname else alias.name.partition(".")[0]
            into.append(form.Import(span, alias.asname or module, module))

    def import_from(self, node: ast.ImportFrom, into: list[form.Statement]) -> None:
        """The names that ``from ... import`` binds."""
        span, module = self.span(node), node.module or ""
        for alias in node.names:
            names = dialect.exported(module) if alias.name == "*" else [alias.name]
            into += [form.Import(span, alias.asname or name, module, name) for name in names]

    def branches(self, node: ast.If) -> Iterator[form.Branch]:
        """The branches of a chain of ``if`` and ``elif``."""
        while True:
            yield form.Branch(self.expression(node.test), self.source(node.test), self.block(node.body))
            if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
                node = node.orelse[0]
                continue
            if node.orelse:
                yield form.Branch(None, "", self.block(node.orelse))
            return

    def cases(self, node: ast.Match) -> Iterator[form.Branch]:
        """The branches of a ``match``."""
        for case in node.cases:
            always = isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None and case.guard is None
            test = None if always else form.Unknown(self.span(node.subject))
            yield form.Branch(test, "" if always else ast.unparse(case.pattern)[:80], self.block(case.body))

    def while_(self, node: ast.While, into: list[form.Statement]) -> None:
        """``while``, and what comes after it where it was not broken off."""
        span = self.span(node)
        into.append(form.Do(span, self.expression(node.test)))
        into.append(form.Loop(span, self.source(node.test), self.block(node.body)))
        self.unbroken(node.orelse, span, into)

    def for_(self, node: ast.For | ast.AsyncFor, into: list[form.Statement]) -> None:
        """``for``, and what comes after it where it was not broken off."""
        span = self.span(node)
        targets = tuple([part.id for part in ast.walk(node.target) if isinstance(part, ast.Name)])
        source = f"{self.source(node.target)} in {self.source(node.iter)}"
        into.append(form.Loop(span, source, self.block(node.body), targets, self.expression(node.iter)))
        self.unbroken(node.orelse, span, into)

    def unbroken(self, body: list[ast.stmt], span: Span, into: list[form.Statement]) -> None:
        """The ``else`` of a loop."""
        if body:
            into.append(form.If(span, (form.Branch(form.Unknown(span), "no break", self.block(body)),)))

    def with_(self, node: ast.With | ast.AsyncWith, into: list[form.Statement]) -> None:
        """``with value as name`` binds the name: builder objects give back themselves."""
        for item in node.items:
            value, span = self.expression(item.context_expr), self.span(item.context_expr)
            if item.optional_vars is None:
                into.append(form.Do(span, value))
            else:
                into.append(form.Assign(span, self.expression(item.optional_vars), value))
        into += self.block(node.body)

    def parameters(self, node: ast.arguments) -> tuple[form.Parameter, ...]:
        """The parameters of a function, those only by keyword included."""
        plain = [*node.posonlyargs, *node.args]
        defaults: list[ast.expr | None] = [None] * (len(plain) - len(node.defaults))
        pairs = [*zip(plain, [*defaults, *node.defaults], strict=True)]
        pairs += zip(node.kwonlyargs, node.kw_defaults, strict=True)
        parameters = [
            form.Parameter(
                parameter.arg,
                self.source(parameter.annotation) if parameter.annotation is not None else "",
                self.expression(default) if default is not None else None,
            )
            for parameter, default in pairs
        ]
        if node.kwarg is not None:
            parameters.append(form.Parameter(node.kwarg.arg, keywords=True))
        return tuple(parameters)

    # -- expressions

    def expression(self, node: ast.expr) -> form.Expression:
        """The intermediate form of an expression: a variable, or what the reader of its kind makes of it."""
        if self.wide:
            span = self.span(node)
        else:  # the same, for once without a call: most time that reading takes is for this
            starts = self.starts
            place = starts[node.lineno] + node.col_offset, starts[node.end_lineno] + node.end_col_offset  # type: ignore
            span = _new(Span, place)
        kind = type(node)
        if kind is ast.Name:  # a third of all
            return form.Name(span, node.id)  # type: ignore[attr-defined]
        depth = self.depth
        if depth >= _MAX_DEPTH:
            return form.Unknown(span)
        self.depth = depth + 1
        expression = _EXPRESSIONS.get(kind, _Reader.unknown)(self, node, span)
        self.depth = depth
        return expression

    def expressions(self, nodes: Iterable[ast.expr]) -> tuple[form.Expression, ...]:
        """The intermediate form of several expressions."""
        return tuple([self.expression(node) for node in nodes])

    def unknown(self, node: ast.expr, span: Span) -> form.Expression:
        """Whatever else there is."""
        return form.Unknown(span, self.expressions([part for part in _inner(node) if isinstance(part, ast.expr)]))

    def member(self, node: ast.Attribute, span: Span) -> form.Expression:
        """``value.name``."""
        name, end = node.attr, span[1]
        return form.Member(span, self.expression(node.value), name, _new(Span, (end - len(name), end)))

    def call(self, node: ast.Call, span: Span) -> form.Expression:
        """A call: the arguments without a keyword, those with one, and mappings of them."""
        function = self.expression(node.func)
        arguments: list[form.Argument] = []
        for argument in node.args:
            spread = type(argument) is ast.Starred
            arguments.append(form.Argument(self.expression(argument), None, None, spread))
        for keyword in node.keywords:
            value, name = self.expression(keyword.value), keyword.arg
            if name is None:
                arguments.append(form.Argument(value, None, None, True))
            else:
                start = self.span(keyword)[0]
                arguments.append(form.Argument(value, name, _new(Span, (start, start + len(name)))))
        return form.Call(span, function, tuple(arguments))

    def operation(self, node: ast.BinOp, span: Span) -> form.Expression:
        """Strings put together, a template filled in; anything else is unknown."""
        if isinstance(node.op, ast.Add):
            return form.Concat(span, self.expressions(_chain(node)))
        if isinstance(node.op, ast.Mod):
            return form.Format(span, self.expression(node.left), self.expression(node.right))
        if isinstance(node.op, ast.BitOr) and any(_is_mapping(side) for side in (node.left, node.right)):
            return form.Mapping(span, (), True, (self.expression(node.left), self.expression(node.right)))
        return self.unknown(node, span)

    def sign(self, node: ast.UnaryOp, span: Span) -> form.Expression:
        """``-1``; ``not`` and the like are unknown."""
        number = self.expression(node.operand)
        if isinstance(node.op, ast.USub) and isinstance(number, form.Number):
            return form.Number(span, f"-{number.text}")
        return form.Unknown(span, (number,))

    def comparison(self, node: ast.Compare, span: Span) -> form.Expression:
        """``a == b``, ``a in b``: what is compared is not sent."""
        return form.Unknown(span, tuple(map(form.quieted, self.expressions((node.left, *node.comparators)))))

    def item(self, node: ast.Subscript, span: Span) -> form.Expression:
        """``value[key]``."""
        return form.Item(span, self.expression(node.value), self.expression(node.slice))

    def wrapped(self, node: ast.Await | ast.Starred, _span: Span) -> form.Expression:
        """What is awaited or spread."""
        return self.expression(node.value)

    def condition(self, node: ast.IfExp, span: Span) -> form.Expression:
        """``a if test else b``."""
        values = (self.expression(node.body), self.expression(node.orelse))
        return form.Choice(span, self.expression(node.test), values)

    def choice(self, node: ast.BoolOp, span: Span) -> form.Expression:
        """``a or b``, ``a and b``."""
        return form.Choice(span, None, self.expressions(node.values))

    def sequence(self, node: ast.List | ast.Tuple, span: Span) -> form.Expression:
        """A list or tuple."""
        complete = not any(isinstance(element, ast.Starred) for element in node.elts)
        return form.Sequence(span, self.expressions(node.elts), complete)

    def assigned(self, node: ast.NamedExpr, span: Span) -> form.Expression:
        """``name := value``."""
        return form.Assigned(span, self.expression(node.target), self.expression(node.value))

    def lambda_(self, node: ast.Lambda, span: Span) -> form.Expression:
        """A function of one expression."""
        body = (form.Return(self.span(node.body), self.expression(node.body)),)
        return self.noted(span, "", self.parameters(node.args), body)

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp, span: Span) -> form.Expression:
        """A comprehension: what it makes is not followed, what it does is done any number of times."""
        over = [self.expression(generator.iter) for generator in node.generators]
        targets = {
            part.id
            for generator in node.generators
            for part in ast.walk(generator.target)
            if isinstance(part, ast.Name)
        }
        tests = [self.expression(test) for generator in node.generators for test in generator.ifs]
        body = [form.Do(span, expression) for expression in (*tests, self.expression(node.elt))]
        parameters = tuple([form.Parameter(name) for name in sorted(targets)])
        return form.Unknown(span, (*over, self.noted(span, "", parameters, tuple(body))))

    def constant(self, node: ast.Constant, span: Span) -> form.Expression:
        """A literal."""
        value = node.value
        if isinstance(value, str):
            plain = plain_literal(self.text, span, value, self.base)
            return self.string(node, span) if plain is None else form.String(span, (plain,))
        if value is None:
            return form.Null(span)
        if isinstance(value, bool):
            return form.Boolean(span, value)
        if isinstance(value, bytes):
            return self.string(node, span)
        if isinstance(value, int | float):
            try:
                return form.Number(span, str(value))
            except ValueError:  # thousands of digits
                return form.Unknown(span)
        return form.Unknown(span)

    def string(self, node: ast.expr, span: Span) -> form.Expression:
        """A string literal of any kind, with the place of each character."""
        start, end = self.inside(node)
        parts: list[Mapped | form.Hole] = []
        for part in string_parts(self.text, start, end, self.base):
            parts.append(self.hole(part) if isinstance(part, Field) else part)
        return form.String(span, tuple(parts))

    def hole(self, part: Field) -> form.Hole:
        """An expression inside an f-string, read by itself: ``ast`` misplaces it in some versions of Python."""
        span = Span(part.start + self.base, part.end + self.base)
        code = self.text[part.code_start : part.code_end]
        source = " ".join(code.split())
        if _DOTTED.fullmatch(code) and not iskeyword(code):
            value = self.dotted(code, part.code_start + self.base)
            return form.Hole(span, value if part.plain else form.Unknown(span, (value,)), source)
        try:
            tree = ast.parse(f"({code})", mode="eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return form.Hole(span, form.Unknown(span), source)
        inner = _Reader(f"({code})", part.code_start + self.base - 1)
        inner.depth = self.depth
        value = inner.expression(tree.body)
        self.functions += inner.functions
        return form.Hole(span, value if part.plain else form.Unknown(span, (value,)), source)

    @staticmethod
    def dotted(code: str, start: int) -> form.Expression:
        """``name`` and ``name.member``, most of what is in f-strings: a parser takes far longer."""
        first, *members = code.split(".")
        end = start + len(first)
        value: form.Expression = form.Name(Span(start, end), first)
        for name in members:
            before, end = end + 1, end + 1 + len(name)
            value = form.Member(Span(start, end), value, name, Span(before, end))
        return value

    def dictionary(self, node: ast.Dict, span: Span) -> form.Expression:
        """A literal dictionary."""
        entries: list[form.Entry] = []
        spread: list[form.Expression] = []
        complete = True
        for key, value in zip(node.keys, node.values, strict=True):
            expression = self.expression(value)
            if key is None:
                if entries:  # what is spread comes over them
                    spread.append(form.Mapping(span, tuple(entries)))
                    entries = []
                spread.append(expression)
            elif isinstance(key, ast.Constant) and isinstance(key.value, str):
                entries.append(form.Entry(key.value, _unquoted(self.span(key)), expression))
            else:
                complete = False
                entries.append(form.Entry("", span, expression))
        return form.Mapping(span, tuple(entries), complete, tuple(spread))


_STATEMENTS: dict[type[ast.stmt], Callable[[_Reader, Any, list[form.Statement]], None]] = {
    ast.Expr: _Reader.do, ast.FunctionDef: _Reader.function, ast.AsyncFunctionDef: _Reader.function,
    ast.ClassDef: _Reader.class_, ast.If: _Reader.if_, ast.For: _Reader.for_, ast.AsyncFor: _Reader.for_,
    ast.While: _Reader.while_, ast.Try: _Reader.try_, ast.TryStar: _Reader.try_, ast.With: _Reader.with_,
    ast.AsyncWith: _Reader.with_, ast.Match: _Reader.match, ast.Assign: _Reader.assign,
    ast.AnnAssign: _Reader.annotated, ast.AugAssign: _Reader.augment, ast.Return: _Reader.return_,
    ast.Raise: _Reader.raise_, ast.Break: _Reader.leave, ast.Continue: _Reader.leave, ast.Import: _Reader.import_,
    ast.ImportFrom: _Reader.import_from, ast.Assert: _Reader.assert_,
    ast.Delete: _Reader.delete,
}  # fmt: skip
_EXPRESSIONS: dict[type[ast.expr], Callable[[_Reader, Any, Span], form.Expression]] = {
    ast.Constant: _Reader.constant, ast.JoinedStr: _Reader.string,
    ast.Compare: _Reader.comparison, ast.UnaryOp: _Reader.sign, ast.Attribute: _Reader.member, ast.Call: _Reader.call,
    ast.BinOp: _Reader.operation, ast.Subscript: _Reader.item,
    ast.Await: _Reader.wrapped, ast.Starred: _Reader.wrapped, ast.IfExp: _Reader.condition,
    ast.BoolOp: _Reader.choice, ast.List: _Reader.sequence, ast.Tuple: _Reader.sequence, ast.Dict: _Reader.dictionary,
    ast.NamedExpr: _Reader.assigned, ast.Lambda: _Reader.lambda_, ast.ListComp: _Reader.comprehension,
    ast.SetComp: _Reader.comprehension, ast.GeneratorExp: _Reader.comprehension,
}  # fmt: skip


#: Statements that hold others.
_COMPOUND = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try,
    ast.TryStar, ast.With, ast.AsyncWith, ast.Match,
)  # fmt: skip


def _is_docstring(node: ast.stmt) -> bool:
    """Whether a statement is only a string: a docstring, or code put out of use."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _is_mapping(node: ast.expr) -> bool:
    """Whether an expression is a dictionary by its looks."""
    return isinstance(node, ast.Dict) or (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "dict"
    )


def _unquoted(span: Span) -> Span:
    return Span(span.start + 1, span.end - 1)


def _chain(node: ast.BinOp) -> list[ast.expr]:
    """The operands of a chain of ``+``, from the left."""
    operands: list[ast.expr] = []
    left: ast.expr = node
    while isinstance(left, ast.BinOp) and isinstance(left.op, ast.Add):
        operands.append(left.right)
        left = left.left
    return [left, *reversed(operands)]


def _inner(node: ast.expr) -> Iterator[ast.AST]:
    """The expressions inside one, those of comprehensions and the like included."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            yield child
        else:
            yield from (grandchild for grandchild in ast.iter_child_nodes(child) if isinstance(grandchild, ast.expr))
