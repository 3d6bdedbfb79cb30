"""Which functions of a program can have to do with TwiML, and which can give a value that is known.

Both follow from what a function holds and from the functions that it mentions. They are looked up when a call asks for
the first time; each function is read once, however many calls there are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import Any, TypeVar

from twimllint.host import form
from twimllint.host.cycles import groups
from twimllint.host.dialect import Dialect
from twimllint.host.paths import NOWHERE
from twimllint.host.relevant import Relevant
from twimllint.host.scopes import PARTS, Scopes, chained
from twimllint.host.values import Library

#: What may be markup, and is no comparison and no group of a pattern.
_MARKUP = re.compile(r"<(?<!\(\?<)(?<!\(\?P<)(?:[A-Za-z/?!]|\Z)")
#: Functions and methods that look for a text in another.
_SEARCHES = re.compile(
    r"replace|sub\Z|find|index|split|partition|strip|trim|starts|ends|with\Z|includes|contains|count", re.IGNORECASE
)


_Level = TypeVar("_Level", bound=int)


class Touch(IntEnum):
    """What following a function can do, besides giving a value."""

    NOTHING = 0
    #: make texts that may be TwiML
    TEXTS = 1
    #: make builder nodes, or change them
    NODES = 2


@dataclass(slots=True)
class _Facts:
    """What a function holds, besides what is in the functions inside it.

    ``words`` are the names of variables that it mentions, and those of members after a dot; ``functions`` those of the
    file that may be meant, and those inside it. ``typed``: some parameter may be a builder node or a text buffer by its
    type. ``stops``: an exception may come out of it. ``gives``: a value comes back that may be known, or from one of
    ``given_by``. ``unread`` are the parts that nobody has read.
    """

    touch: Touch = Touch.NOTHING
    words: set[str] = field(default_factory=set)
    functions: dict[int, form.Function] = field(default_factory=dict)
    typed: bool = False
    stops: bool = False
    gives: bool = False
    given_by: dict[int, form.Function] = field(default_factory=dict)
    unread: list[form.Opaque] = field(default_factory=list)


class Reach:
    """The functions of one program, known by their ``id``. ``hold`` says what variables outside of them hold."""

    def __init__(self, program: form.Program, dialect: Dialect, scopes: Scopes, relevant: Relevant) -> None:
        self._program = program
        self._dialect = dialect
        self._scopes = scopes
        self._relevant = relevant
        self._facts: dict[int, _Facts] = {}
        self._held: dict[str, Touch] = {}
        self._touches: dict[int, Touch] = {}
        self._gives: dict[int, int] = {}
        self._stops: dict[int, int] = {}
        self._typed: dict[int, int] = {}
        #: the functions that mention a function, that give what it gives, and that mention a name
        self._callers: dict[int, list[int]] = {}
        self._givers: dict[int, list[int]] = {}
        self._mentioning: dict[str, list[int]] = {}
        self._groups: dict[int, frozenset[int]] = {}
        self._all_words: dict[int, frozenset[str]] = {}
        self._methods: set[int] = set()
        self._knows_names = type(dialect).known_name is not Dialect.known_name
        self._knows_members = type(dialect).known_member is not Dialect.known_member
        #: names that methods are called by: those of classes, and of the object that a method belongs to
        self._classes: set[str] = set(dialect.selves)

    def hold(self, path: str, touch: Touch) -> None:
        """Say that a variable, or a member by its dotted path, holds something of interest."""
        owner, _, name = path.rpartition(".")
        word = f".{name}" if owner else name
        if touch > self._held.get(word, Touch.NOTHING):
            self._held[word] = touch
            _spread(self._mentioning.get(word, ()), touch, self._touches, self._callers)

    def touch(self, function: form.Function) -> Touch:
        """What following a function can do, whatever plain values it gets."""
        self._look(function)
        return self._touches.get(id(function), Touch.NOTHING)

    def is_worth_a_look(self, function: form.Function) -> bool:
        """Whether following a function by itself can find anything: surely if its text holds markup or the library."""
        if self._relevant.holds(function, _MARKUP, self._held.keys()):
            return True
        return self.touch(function) > Touch.NOTHING or id(function) in self._typed

    def gives(self, function: form.Function) -> bool:
        """Whether a call of a function can come to a value that is known."""
        self._look(function)
        return id(function) in self._gives

    def may_stop(self, function: form.Function) -> bool:
        """Whether control may not come back from a function."""
        self._look(function)
        return id(function) in self._stops

    def calling_each_other(self, function: form.Function) -> frozenset[int]:
        """The functions that may call a function and that it may call, itself included."""
        self._look(function)
        return self._groups[id(function)]

    def words(self, function: form.Function) -> frozenset[str]:
        """The names that a function mentions, and those that the functions mention which it may call."""
        words = self._all_words.get(id(function))
        if words is None:
            self._look(function)
            pending, seen = [id(function)], {id(function)}
            while pending:
                added = self._facts[pending.pop()].functions.keys() - seen
                seen |= added
                pending += added
            words = self._all_words[id(function)] = frozenset().union(*[self._facts[one].words for one in seen])
        return words

    def _look(self, function: form.Function) -> None:
        """Read a function, and those that it may call."""
        if id(function) in self._facts:
            return
        pending, read = [function], []
        while pending:
            one = pending.pop()
            if id(one) not in self._facts:
                facts = self._facts[id(one)] = self._read(one)
                pending += facts.functions.values()
                read.append(id(one))
        for number in read:
            self._note(number, self._facts[number])
        for group in groups(read, lambda number: self._facts[number].functions, self._groups):
            self._groups |= dict.fromkeys(group, group)

    def _note(self, number: int, facts: _Facts) -> None:
        for word in facts.words:
            self._mentioning.setdefault(word, []).append(number)
        for called in facts.functions:
            self._callers.setdefault(called, []).append(number)
        for giver in facts.given_by:
            self._givers.setdefault(giver, []).append(number)
        touches = [facts.touch, *[self._held[word] for word in facts.words & self._held.keys()]]
        touches += [self._touches[called] for called in facts.functions.keys() & self._touches.keys()]
        _spread([number], max(touches), self._touches, self._callers)
        if facts.typed or not self._typed.keys().isdisjoint(facts.functions):
            _spread([number], 1, self._typed, self._callers)
        if facts.stops or not self._stops.keys().isdisjoint(facts.functions):
            _spread([number], 1, self._stops, self._callers)
        if facts.gives or not self._gives.keys().isdisjoint(facts.given_by):
            _spread([number], 1, self._gives, self._givers)

    # -- what one function holds

    def _read(self, function: form.Function) -> _Facts:
        facts = _Facts()
        facts.typed = any(map(self._is_typed, function.parameters))
        pending: list[object] = [*[parameter.default for parameter in function.parameters], *function.body]
        while pending:
            item = pending.pop()
            kind = type(item)
            if kind is form.Name:
                facts.words.add(item.id)  # type: ignore[attr-defined]
            elif kind in _READERS:
                _READERS[kind](self, item, facts, pending)
        facts.words |= _names(facts.unread)
        for name in facts.words & self._named.keys():
            facts.functions |= self._named[name]
        if self._knows_names and any(
            isinstance(self._dialect.known_name(word, NOWHERE), Library) for word in facts.words
        ):
            facts.touch = Touch.NODES
        self._read_returns(function, facts)
        return facts

    def _read_member(self, member: form.Member, facts: _Facts, pending: list[object]) -> None:
        facts.words.add(f".{member.name}")
        if member.name in self._named:
            facts.functions |= self._meant(member)
        if self._knows_members and self._dialect.may_know_member(member.path or member.name, member.name):
            facts.touch = Touch.NODES
        pending.append(member.value)

    def _read_string(self, string: form.String, facts: _Facts, pending: list[object]) -> None:
        for part in string.parts:
            if isinstance(part, form.Hole):
                pending.append(part.value)
            elif not string.quiet and "<" in part.text and _MARKUP.search(part.text):
                facts.touch = max(facts.touch, Touch.TEXTS)

    def _read_call(self, call: form.Call, facts: _Facts, pending: list[object]) -> None:
        if self._prints(call):
            facts.touch = Touch.NODES
        pending.append(call.function)
        for argument in call.arguments:
            if not _is_bracket(argument.value) or not _SEARCHES.search(_name(call)):
                pending.append(argument.value)

    def _read_unknown(self, unknown: form.Unknown, _facts: _Facts, pending: list[object]) -> None:
        pending += [part for part in unknown.parts if not _is_bracket(part)]

    def _read_do(self, do: form.Do, facts: _Facts, pending: list[object]) -> None:
        if self._may_print(do.value):
            facts.touch = Touch.NODES
        pending.append(do.value)

    def _read_import(self, imported: form.Import, facts: _Facts, _pending: list[object]) -> None:
        if self._dialect.imported(imported.module, imported.member) is not None:
            facts.touch = Touch.NODES

    def _read_leave(self, leave: form.Leave, facts: _Facts, pending: list[object]) -> None:
        facts.stops = facts.stops or leave.kind == "raise"
        if leave.kind == "exit":  # nodes are what they are then
            facts.touch = Touch.NODES
        pending.append(leave.value)

    def _read_inner(self, function: form.Function, facts: _Facts, _pending: list[object]) -> None:
        facts.functions[id(function)] = function

    def _read_opaque(self, opaque: form.Opaque, facts: _Facts, _pending: list[object]) -> None:
        facts.unread.append(opaque)

    def _read_others(self, item: object, _facts: _Facts, pending: list[object]) -> None:
        """Read the parts of what does nothing besides what is in it."""
        pending += _ALL_PARTS[type(item)](item)

    @cached_property
    def _named(self) -> dict[str, dict[int, form.Function]]:
        """The functions that are followed, by their names and those of what holds them."""
        named: dict[str, dict[int, form.Function]] = {}
        pending: list[form.Program | form.Function] = [self._program]
        while pending:
            item = pending.pop()
            functions = [(one.name, one) for one in self._scopes.inner(item) if one in self._relevant]
            pending += [function for _, function in functions]
            if item is self._program or not all(name for name, _ in functions):
                scope = self._scopes.of(item)
                self._methods |= scope.methods
                self._classes |= scope.classes
                functions += [(name, function) for name, function in scope.named if function in self._relevant]
            for name, function in functions:
                named.setdefault(name, {})[id(function)] = function
        return named

    def _meant(self, expression: form.Name | form.Member) -> dict[int, form.Function]:
        """The functions that a name or member may be."""
        if isinstance(expression, form.Name):
            return self._named.get(expression.id, {})
        named = self._named.get(expression.name, {})
        if named and not self._is_own(expression):
            return {number: function for number, function in named.items() if number not in self._methods}
        return named

    def _prints(self, call: form.Call) -> bool:
        """Whether a call writes to an output that no variable holds."""
        written, name = call.function, _name(call)
        owner = chained(written.value, self._dialect.buffer_methods) if type(written) is form.Member else written
        if self._dialect.output(owner, name):
            return True
        into = call.arguments[:1] if name in self._dialect.writes_into else ()
        return any(self._dialect.output(argument.value, name) for argument in into)

    def _may_print(self, done: form.Expression) -> bool:
        """Whether a statement calls a function that is not seen and may write to an output."""
        return (
            isinstance(done, form.Call) and not self._called(done.function) and self._dialect.may_print(done.function)
        )

    def _is_own(self, member: form.Member) -> bool:
        """Whether a member is one of the object that a method belongs to, or of a class."""
        return isinstance(member.value, form.Name) and member.value.id in self._classes

    def _is_typed(self, parameter: form.Parameter) -> bool:
        annotation = parameter.annotation
        return bool(annotation) and (self._dialect.typed(annotation) is not None or self._dialect.is_buffer(annotation))

    def _read_returns(self, function: form.Function, facts: _Facts) -> None:
        pending: list[object] = [*function.body]
        while pending and not facts.gives:
            item = pending.pop()
            if isinstance(item, form.Return):
                self._read_value(item.value, facts)
            elif isinstance(item, form.If | form.Loop | form.Try):
                pending += _ALL_PARTS[type(item)](item)

    def _read_value(self, value: form.Expression | None, facts: _Facts) -> None:
        """Note whether an expression may come to a known value, or who gives it."""
        pending = [value]
        while pending:
            item = pending.pop()
            if isinstance(item, form.Choice):
                pending += item.values
            elif isinstance(item, form.Assigned):
                pending.append(item.value)
            elif isinstance(item, form.Call) and (named := self._called(item.function)):
                facts.given_by |= named
            elif item is not None and not isinstance(item, form.Unknown | form.Opaque):
                facts.gives = True

    def _called(self, expression: form.Expression) -> dict[int, form.Function]:
        """The functions of the file of which one is called; none where it may be something else."""
        if not isinstance(expression, form.Name | form.Member):
            return {}
        meant = self._meant(expression)
        return meant if isinstance(expression, form.Name) or self._is_own(expression) else {}


def _spread(
    numbers: Iterable[int], level: _Level, levels: dict[int, _Level], onwards: Mapping[int, Iterable[int]]
) -> None:
    """Raise the level of functions, and of those that it spreads to from them."""
    pending = [*numbers]
    while pending:
        number = pending.pop()
        if level > levels.get(number, 0):
            levels[number] = level
            pending += onwards.get(number, ())


def _names(unread: Iterable[form.Opaque]) -> set[str]:
    """The names in parts that are not read; what is in another one is looked at with that."""
    names: set[str] = set()
    end = -1
    for opaque in sorted(unread, key=lambda one: (one.span.start, -one.span.end)):
        if opaque.span.end > end:
            names |= opaque.names.within(opaque.span)
            end = opaque.span.end
    return names


def _is_bracket(part: form.Expression) -> bool:
    """Whether something is only a bracket: one that is compared, searched or replaced comes into no text."""
    return type(part) is form.String and [getattr(piece, "text", "") for piece in part.parts] == ["<"]


def _name(call: form.Call) -> str:
    function = call.function
    return function.id if type(function) is form.Name else getattr(function, "name", "")


_ALL_PARTS: dict[type, Callable[[Any], Iterable[object]]] = {
    **PARTS,
    form.Item: lambda item: [item.value, item.key],
    form.Loop: lambda loop: [loop.over, *loop.body],
}

_READERS: dict[type, Callable[[Reach, Any, _Facts, list[object]], None]] = {
    **dict.fromkeys(_ALL_PARTS, Reach._read_others),
    form.Member: Reach._read_member, form.String: Reach._read_string,
    form.Call: Reach._read_call, form.Unknown: Reach._read_unknown, form.Do: Reach._read_do,
    form.Import: Reach._read_import, form.Leave: Reach._read_leave, form.Function: Reach._read_inner,
    form.Opaque: Reach._read_opaque,
}  # fmt: skip
