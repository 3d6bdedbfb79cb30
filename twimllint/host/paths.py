"""The state of a program along one path, and how paths join."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from twimllint.host.mapped import Mapped
from twimllint.host.texts import joined
from twimllint.host.values import (
    Child,
    Content,
    Dictionary,
    Fork,
    Library,
    Listed,
    More,
    Nodes,
    Nothing,
    Scalar,
    Text,
    Unsure,
    Value,
    among,
    riskiest,
    size,
)
from twimllint.source.span import Span

_Key = TypeVar("_Key")
_Item = TypeVar("_Item")

#: Makes a state without the parts that it begins with.
_unmade = object.__new__
#: Contents of more parts are not followed any further.
MAX_PARTS = 4000
NOWHERE = Span(0, 0)


class State:
    """What is known at one point of one path.

    ``names`` holds the values of variables (and of members such as ``self.response``, by their dotted path), ``outer``
    those of the scopes around, from the inside, which many states share; ``contents`` what each builder node holds so
    far. ``rendered`` has, for each root that was written as text, what it held then, and ``written`` the roots that
    are done with on every path that led here.
    """

    __slots__ = ("contents", "members", "names", "outer", "rendered", "written")

    def __init__(self) -> None:
        self.names: dict[str, Value] = {}
        self.members: set[str] = set()
        self.outer: tuple[Mapping[str, Value], ...] = ()
        self.contents: dict[int, Content] = {}
        self.rendered: dict[int, dict[int, Content]] = {}
        self.written: set[int] = set()

    def copy(self) -> State:
        """A state that goes on by itself."""
        other = _unmade(State)
        other.names = self.names.copy()
        other.members = self.members.copy()
        other.outer = self.outer
        other.contents = self.contents.copy()
        other.rendered = self.rendered.copy()
        other.written = self.written.copy()
        return other

    def set(self, path: str, value: Value) -> None:
        """Give a variable or member a value; what was known of its members holds no more."""
        self.forget(path)
        self.names[path] = value
        if "." in path:
            self.members.add(path)

    def forget(self, path: str) -> None:
        """What was known of a name and of its members holds no more."""
        self.names.pop(path, None)
        self.members.discard(path)
        if not self.members:
            return
        for name in [name for name in self.members if name.startswith(path + ".")]:
            self.names.pop(name, None)
            self.members.discard(name)

    def get(self, path: str) -> Value | None:
        """The value of a variable or member here or in one of the scopes around."""
        value = self.names.get(path)
        if value is not None:
            return value
        for names in self.outer:
            value = names.get(path)
            if value is not None:
                return value
        return None

    def add(self, node: int, item: Child | More | Mapped | Fork) -> None:
        """Put something at the end of a node."""
        self.contents[node] = (*self.contents.get(node, ()), item)

    def open(self, node: int, source: str) -> None:
        """Say that unsure code may add to a node from here on."""
        content = self.contents.get(node, ())
        if not (content and isinstance(content[-1], More)):
            self.contents[node] = (*content, More(source))

    def below(self, node: int) -> dict[int, Content]:
        """The contents of a node and of all nodes in it."""
        contents: dict[int, Content] = {}
        pending = [node]
        while pending:
            number = pending.pop()
            if number in contents:
                continue
            contents[number] = content = self.contents.get(number, ())
            for item in content:
                kind = type(item)
                if kind is Child:
                    pending.append(item.node)  # type: ignore[union-attr]
                elif kind is Fork:
                    pending += children((item,))
        return contents

    def holds(self, contents: Mapping[int, Content]) -> bool:
        """Whether nodes hold what they did, and so all that was below them is as it was."""
        own = self.contents
        for number, content in contents.items():  # noqa: SIM110 - any() with a generator takes three times as long
            if own.get(number, ()) != content:
                return False
        return True


def children(content: Content) -> list[int]:
    """The nodes directly in a content, those of branches included."""
    nodes: list[int] = []
    for item in content:
        kind = type(item)
        if kind is Child:
            nodes.append(item.node)  # type: ignore[union-attr]
        elif kind is Fork:
            for branch in item.branches:  # type: ignore[union-attr]
                nodes += children(branch)
    return nodes


def added(before: State, after: State) -> set[int]:
    """The nodes that have come into the nodes of a state since then, with all that is in them."""
    numbers: set[int] = set()
    for number, old in before.contents.items():
        content = after.contents.get(number, old)
        if content is not old:
            for node in children(content[_shared(old, content) :]):
                numbers |= after.below(node).keys()
    return numbers


def join(states: Sequence[State], sources: Sequence[str], kind: str = "if") -> State:
    """One state for several that go on together; ``sources`` are the tests that led to each.

    What all contents begin with stays as it is; what differs is in a fork.
    """
    if len(states) == 1:
        return states[0]
    result = states[0].copy()
    result.members.update(*[state.members for state in states])
    result.rendered = {}
    for name, values in _changed([state.names for state in states]).items():
        result.names[name] = _merged([value for value, _ in values], len(values) == len(states), sources, kind)
    for node, contents in _changed([state.contents for state in states]).items():
        # what is made on some of the paths only, nobody else knows
        on = [sources[index] for _, index in contents]
        result.contents[node] = forked([content for content, _ in contents], on, kind)
    result.written.intersection_update(*[state.written for state in states])
    return result


def _changed(maps: Sequence[Mapping[_Key, _Item]]) -> dict[_Key, list[tuple[_Item, int]]]:
    """The keys of maps whose values are not one object in all of them: few, where paths have just parted.

    Each with its values in the maps that have it, and the number of the map.
    """
    first = maps[0]
    changed: dict[_Key, list[tuple[_Item, int]]] = {}
    for other in maps:
        if other is first or other == first:
            continue
        for key, value in other.items():
            if first.get(key) is not value:
                changed[key] = []
        if not other.keys() >= first.keys():
            changed |= {key: [] for key in first if key not in other}
    for key, values in changed.items():
        for number, held in enumerate(maps):
            if key in held:
                values.append((held[key], number))
    return changed


def _shared(one: Content, other: Content) -> int:
    """How many parts two contents have in common at their beginnings; comparing tuples whole is much faster."""
    low, high = 0, min(len(one), len(other))
    if one[:high] == other[:high]:
        return high
    while low < high - 1:
        middle = (low + high) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle
    return low if one[low] != other[low] else high


def forked(contents: Sequence[Content], sources: Sequence[str], kind: str) -> Content:
    """The common beginning of several contents, and a fork for the rest."""
    first = contents[0]
    if contents.count(first) == len(contents):
        return first
    shared = min([_shared(first, content) for content in contents[1:]])
    rests = [content[shared:] for content in contents]
    if sum(map(size, rests)) > MAX_PARTS:
        return (*first[:shared], More("..."))
    if kind == "for":
        rests, sources = ([rest for rest in rests if rest], sources[:1])
        return (*first[:shared], Fork("for", (sources[0],), (rests[0],))) if rests else first
    full = [at for at, rest in enumerate(rests) if rest]  # empty branches need no mention
    if len(full) == len(rests):
        return (*first[:shared], Fork("if", tuple(sources), tuple(rests)))
    # a branch without a test of its own needs one where it is not the last
    tests = tuple([sources[at] or "otherwise" for at in full])
    return (*first[:shared], Fork("if", tests, tuple([rests[at] for at in full])))


def _merged(present: Sequence[Value], everywhere: bool, sources: Sequence[str], kind: str) -> Value:
    """A value for those of several paths, ``everywhere`` if all of them have one."""
    first = present[0]
    if everywhere and all(value == first for value in present):
        return first
    libraries = {value for value in present if isinstance(value, Library)}
    if len(libraries) == 1 and all(isinstance(value, Library | Nothing) for value in present):
        return next(iter(libraries))  # try: from twilio import ... except ImportError: VoiceResponse = None
    numbers = [number for value in present if isinstance(value, Nodes) for number in value.numbers]
    if numbers and all(isinstance(value, Nodes | Nothing) for value in present):
        return Nodes(tuple(dict.fromkeys(numbers)))
    if everywhere and all(isinstance(value, Text) for value in present):
        return _merged_texts([value for value in present if isinstance(value, Text)], sources, kind)
    if everywhere and any(isinstance(value, Listed) for value in present):
        lists = [_as_list(value) for value in present]
        if None not in lists:
            return _merged_lists([value for value in lists if value is not None], sources, kind)
    if everywhere and all(isinstance(value, Dictionary) for value in present):
        return _merged_mappings([value for value in present if isinstance(value, Dictionary)])
    place = next((value.span for value in present if isinstance(value, Unsure | Text | Scalar)), NOWHERE)
    return Unsure(place, riskiest(present), among=among(present) if kind == "if" else ())


def _as_list(value: Value) -> Listed | None:
    """A list; PHP writes an empty one and an empty mapping alike."""
    if isinstance(value, Dictionary) and not value.entries and value.complete:
        return Listed(value.span, ())
    return value if isinstance(value, Listed) else None


def _merged_lists(lists: list[Listed], sources: Sequence[str], kind: str) -> Value:
    """A list of what all have in common, and one text with branches for the rest where the rest are texts."""
    first = lists[0]
    shared = 0
    while all(len(listed.items) > shared and listed.items[shared] == first.items[shared] for listed in lists):
        shared += 1
    rests = [listed.items[shared:] for listed in lists]
    complete = all(listed.complete for listed in lists)
    if not all(isinstance(item, Text) for rest in rests for item in rest):
        return Listed(first.span, first.items[:shared], False)
    texts = [[item for item in rest if isinstance(item, Text)] for rest in rests]
    content = forked([joined([text.content for text in rest]) for rest in texts], sources, kind)
    if not content:
        return Listed(first.span, first.items[:shared], complete)
    origins = frozenset(origin for rest in texts for text in rest for origin in (text.span, *text.origins))
    span = next(text.span for rest in texts for text in rest)
    return Listed(first.span, (*first.items[:shared], Text(span, content, origins)), complete)


def _merged_mappings(mappings: list[Dictionary]) -> Dictionary:
    """A mapping of the entries that all have, and of those that some have; what some have taken out is not in it."""
    taken = frozenset().union(*[mapping.taken for mapping in mappings])
    shared = set(mappings[0].entries).intersection(*[mapping.entries for mapping in mappings[1:]])
    every = dict.fromkeys([entry for mapping in mappings for entry in mapping.entries])
    entries = [entry if entry in shared else entry._replace(maybe=True) for entry in every if entry.key not in taken]
    return Dictionary(mappings[0].span, tuple(dict.fromkeys(entries)), False, taken)


def _merged_texts(texts: list[Text], sources: Sequence[str], kind: str) -> Value:
    contents = _aligned([text.content for text in texts])
    content = forked(contents, sources, kind)
    origins = frozenset().union(*(text.origins | {text.span} for text in texts))
    if size(content) > MAX_PARTS:
        return Unsure(texts[0].span)
    return Text(texts[0].span, joined([content]), origins, any(text.grows for text in texts))


def _aligned(contents: list[Content]) -> list[Content]:
    """Contents cut where their pieces differ, so that a common beginning inside a longer text is found."""
    return [
        tuple(
            [part for item in content for part in (map(_single, item.pieces) if isinstance(item, Mapped) else (item,))]
        )
        for content in contents
    ]


def _single(piece: object) -> Mapped:
    return Mapped((piece,))  # type: ignore[arg-type]
