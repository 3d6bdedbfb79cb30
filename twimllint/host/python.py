"""The Python front end: ``ast`` for structure, a lexer of our own for what is inside string literals."""

from __future__ import annotations

import ast
import re
import warnings
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from io import StringIO
from keyword import iskeyword
from tokenize import COMMENT, TokenError, generate_tokens

from twimllint.host import form
from twimllint.host.languages import UnreadableError
from twimllint.host.mapped import Mapped
from twimllint.host.python_dialect import Python
from twimllint.host.python_strings import Field, string_parts
from twimllint.source.span import Span

dialect = Python()

#: Expressions nested deeper are not followed: each level is several frames of our own.
_MAX_DEPTH = 150
_LONE = re.compile("[\ud800-\udfff]")
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", re.ASCII)
_NON_ASCII = re.compile(r"[^\x00-\x7f]")


def read(text: str) -> form.Program:
    """The program of a text. Raises ``UnreadableError`` where Python itself cannot read it."""
    shift = 1 if text.startswith("\ufeff") else 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes are Python's business
            # of what is no character, only the place matters
            tree = ast.parse(_LONE.sub("\ufffd", text[shift:]))
    except SyntaxError as error:
        lines = text.splitlines()[: (error.lineno or 1) - 1]
        raise UnreadableError(error.msg or "syntax error", sum(len(line) + 1 for line in lines)) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise UnreadableError(str(error) or "nested too deeply") from error
    reader = _Reader(text[shift:], shift)
    body = reader.block(tree.body)
    return form.Program(body, tuple(_remarks(text, reader)), tuple(reader.statements))


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


class _Reader:
    """Turns the syntax tree into the intermediate form. ``base`` is the offset of ``text`` in the file."""

    def __init__(self, text: str, base: int) -> None:
        self.text = text
        self.base = base
        self.lines = [0, *[match.end() for match in re.finditer(r"\r\n|\r|\n", text)]]
        #: the lines, from 1, in which columns of bytes are not those of characters
        self.wide: frozenset[int] = frozenset() if text.isascii() else self._wide()
        self.statements: list[Span] = []
        self.depth = 0

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

    def inside(self, node: ast.expr | ast.stmt | ast.keyword | ast.excepthandler) -> tuple[int, int]:
        """Where a node begins and ends in ``text``."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        if node.lineno in self.wide or node.end_lineno in self.wide:
            return self.offset(node.lineno, node.col_offset), self.offset(node.end_lineno, node.end_col_offset)
        lines = self.lines
        return lines[node.lineno - 1] + node.col_offset, lines[node.end_lineno - 1] + node.end_col_offset

    def span(self, node: ast.expr | ast.stmt | ast.keyword | ast.excepthandler) -> Span:
        """The place of a node in the file."""
        start, end = self.inside(node)
        return Span(start + self.base, end + self.base)

    def source(self, node: ast.expr) -> str:
        """An expression as it is written, in one line."""
        start, end = self.inside(node)
        return " ".join(self.text[start:end].split())[:80]

    # -- statements

    def block(self, body: Iterable[ast.stmt]) -> form.Block:
        """The statements of a body."""
        return tuple([part for statement in body for part in self.statement(statement)])

    def statement(self, node: ast.stmt) -> Iterator[form.Statement]:
        """What one statement comes to: none, one or several."""
        span = self.span(node)
        match node:
            case ast.Expr(value=ast.Constant(value=str())):
                return  # a docstring, or code put out of use
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from self.decorators(node.decorator_list)
                yield form.Function(span, node.name, self.parameters(node.args), self.block(node.body))
            case ast.ClassDef():
                yield from self.decorators(node.decorator_list)
                bases = tuple([self.expression(base) for base in node.bases])
                yield form.Class(span, node.name, bases, self.block(node.body))
            case ast.If():
                yield form.If(span, tuple(self.branches(node)))
            case ast.For() | ast.AsyncFor() | ast.While():
                yield from self.loop(node, span)
            case ast.Try() | ast.TryStar():
                handlers = tuple([self.block(handler.body) for handler in node.handlers])
                yield form.Try(
                    span, self.block(node.body) + self.block(node.orelse), handlers, self.block(node.finalbody)
                )
            case ast.With() | ast.AsyncWith():
                yield from self.with_items(node)
                yield from self.block(node.body)
            case ast.Match():
                yield form.Do(span, self.expression(node.subject))
                yield form.If(span, tuple(self.cases(node)))
            case _:
                self.statements.append(span)
                yield from self.simple(node, span)

    def decorators(self, nodes: list[ast.expr]) -> Iterator[form.Statement]:
        """Decorators are evaluated for the strings in them."""
        for node in nodes:
            yield form.Do(self.span(node), self.expression(node))

    def simple(self, node: ast.stmt, span: Span) -> Iterator[form.Statement]:
        """A statement of one logical line."""
        match node:
            case ast.Assign() | ast.AnnAssign() | ast.AugAssign():
                yield from self.assignment(node, span)
            case ast.Expr():
                yield form.Do(span, self.expression(node.value))
            case ast.Return():
                yield form.Return(span, None if node.value is None else self.expression(node.value))
            case ast.Raise():
                yield form.Leave(span, "raise", None if node.exc is None else self.expression(node.exc))
            case ast.Break() | ast.Continue():
                yield form.Leave(span, "break" if isinstance(node, ast.Break) else "continue")
            case ast.Import() | ast.ImportFrom():
                yield from self.imports(node, span)
            case ast.Assert():
                yield form.Do(span, form.Unknown(span, (self.expression(node.test),)))

    def assignment(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign, span: Span) -> Iterator[form.Statement]:
        """An assignment, to each of its targets."""
        if node.value is None:
            return
        value = self.expression(node.value)
        if isinstance(node, ast.AugAssign):
            grown = isinstance(node.op, ast.Add)
            yield form.Augment(span, self.expression(node.target), value if grown else form.Unknown(span, (value,)))
            return
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            yield form.Assign(span, self.expression(target), value)

    def imports(self, node: ast.Import | ast.ImportFrom, span: Span) -> Iterator[form.Statement]:
        """The names that an import binds."""
        for alias in node.names:
            if isinstance(node, ast.ImportFrom):
                yield form.Import(span, alias.asname or alias.name, node.module or "", alias.name)
            else:
                module = alias.name if alias.asname else alias.name.partition(".")[0]
                yield form.Import(span, alias.asname or module, module)

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

    def loop(self, node: ast.For | ast.AsyncFor | ast.While, span: Span) -> Iterator[form.Statement]:
        """A loop, and what comes after it where it was not broken off."""
        if isinstance(node, ast.While):
            yield form.Do(span, self.expression(node.test))
            yield form.Loop(span, self.source(node.test), self.block(node.body))
        else:
            targets = tuple([part.id for part in ast.walk(node.target) if isinstance(part, ast.Name)])
            source = f"{self.source(node.target)} in {self.source(node.iter)}"
            yield form.Loop(span, source, self.block(node.body), targets, self.expression(node.iter))
        if node.orelse:
            yield form.If(span, (form.Branch(form.Unknown(span), "no break", self.block(node.orelse)),))

    def with_items(self, node: ast.With | ast.AsyncWith) -> Iterator[form.Statement]:
        """``with value as name`` binds the name: builder objects give back themselves."""
        for item in node.items:
            value, span = self.expression(item.context_expr), self.span(item.context_expr)
            self.statements.append(span)
            if item.optional_vars is None:
                yield form.Do(span, value)
            else:
                yield form.Assign(span, self.expression(item.optional_vars), value)

    def parameters(self, node: ast.arguments) -> tuple[form.Parameter, ...]:
        """The parameters of a function, those only by keyword included."""
        plain = [*node.posonlyargs, *node.args]
        defaults: list[ast.expr | None] = [None] * (len(plain) - len(node.defaults))
        pairs = [*zip(plain, [*defaults, *node.defaults], strict=True)]
        pairs += zip(node.kwonlyargs, node.kw_defaults, strict=True)
        return tuple([
            form.Parameter(
                parameter.arg,
                self.source(parameter.annotation) if parameter.annotation is not None else "",
                self.expression(default) if default is not None else None,
            )
            for parameter, default in pairs
        ])  # fmt: skip

    # -- expressions

    def expression(self, node: ast.expr) -> form.Expression:
        """The intermediate form of an expression."""
        self.depth += 1
        try:
            return form.Unknown(self.span(node)) if self.depth > _MAX_DEPTH else self._expression(node, self.span(node))
        finally:
            self.depth -= 1

    def _expression(self, node: ast.expr, span: Span) -> form.Expression:
        match node:
            case ast.Constant():
                return self.constant(node, span)
            case ast.JoinedStr():
                return self.string(node, span)
            case ast.Name():
                return form.Name(span, node.id)
            case ast.Attribute():
                name_span = Span(span.end - len(node.attr), span.end)
                return form.Member(span, self.expression(node.value), node.attr, name_span)
            case ast.Call():
                arguments = [*self.positional(node.args), *self.keywords(node.keywords)]
                return form.Call(span, self.expression(node.func), tuple(arguments))
            case ast.BinOp(op=ast.Add()):
                return form.Concat(span, tuple([self.expression(operand) for operand in _chain(node)]))
            case ast.BinOp(op=ast.Mod()):
                return form.Format(span, self.expression(node.left), self.expression(node.right))
            case ast.Subscript():
                return form.Item(span, self.expression(node.value), self.expression(node.slice))
            case ast.Await() | ast.Starred():
                return self.expression(node.value)
        return self.compound(node, span)

    def compound(self, node: ast.expr, span: Span) -> form.Expression:
        """Choices, collections, functions, and whatever else there is."""
        match node:
            case ast.IfExp():
                values = (self.expression(node.body), self.expression(node.orelse))
                return form.Choice(span, self.expression(node.test), values)
            case ast.BoolOp():
                return form.Choice(span, None, tuple([self.expression(operand) for operand in node.values]))
            case ast.List() | ast.Tuple():
                complete = not any(isinstance(element, ast.Starred) for element in node.elts)
                return form.Sequence(span, tuple([self.expression(element) for element in node.elts]), complete)
            case ast.Dict():
                return self.dictionary(node, span)
            case ast.NamedExpr():
                return form.Assigned(span, self.expression(node.target), self.expression(node.value))
            case ast.Lambda():
                body = (form.Return(self.span(node.body), self.expression(node.body)),)
                return form.Function(span, "", self.parameters(node.args), body)
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                return self.comprehension(node, span)
        parts = [part for part in _inner(node) if isinstance(part, ast.expr)]
        return form.Unknown(span, tuple([self.expression(part) for part in parts]))

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
        return form.Unknown(span, (*over, form.Function(span, "", parameters, tuple(body))))

    def constant(self, node: ast.Constant, span: Span) -> form.Expression:
        """A literal."""
        value = node.value
        if value is None:
            return form.Null(span)
        if isinstance(value, bool):
            return form.Boolean(span, value)
        if isinstance(value, str | bytes):
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

    def positional(self, nodes: list[ast.expr]) -> Iterator[form.Argument]:
        """The arguments without a keyword."""
        for node in nodes:
            yield form.Argument(self.expression(node), spread=isinstance(node, ast.Starred))

    def keywords(self, nodes: list[ast.keyword]) -> Iterator[form.Argument]:
        """The arguments with a keyword, and mappings of them."""
        for node in nodes:
            value = self.expression(node.value)
            if node.arg is None:
                yield form.Argument(value, spread=True)
            else:
                start = self.span(node).start
                yield form.Argument(value, node.arg, Span(start, start + len(node.arg)))

    def dictionary(self, node: ast.Dict, span: Span) -> form.Expression:
        """A literal dictionary."""
        entries: list[form.Entry] = []
        spread: list[form.Expression] = []
        complete = True
        for key, value in zip(node.keys, node.values, strict=True):
            expression = self.expression(value)
            if key is None:
                spread.append(expression)
            elif isinstance(key, ast.Constant) and isinstance(key.value, str):
                entries.append(form.Entry(key.value, _unquoted(self.span(key)), expression))
            else:
                complete = False
                entries.append(form.Entry("", span, expression))
        return form.Mapping(span, tuple(entries), complete, tuple(spread))


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
