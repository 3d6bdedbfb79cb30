"""Groups of functions that call each other."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator


def groups(
    numbers: Iterable[int], following: Callable[[int], Iterable[int]], done: Container[int]
) -> Iterator[frozenset[int]]:
    """The strongly connected groups of a graph, by Tarjan's algorithm, those in ``done`` left out.

    >>> edges = {1: [2], 2: [3], 3: [2, 4], 4: []}
    >>> [sorted(group) for group in groups(edges, edges.__getitem__, ())]
    [[4], [2, 3], [1]]
    """
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    open_: list[int] = []
    closed: set[int] = set()
    for start in numbers:
        path = [] if start in order or start in done else [(start, iter(following(start)))]
        while path:
            number, left = path[-1]
            if number not in order:
                order[number] = low[number] = len(order)
                open_.append(number)
            after = next((one for one in left if one not in done and one not in closed), None)
            if after is not None:
                if after not in order:
                    path.append((after, iter(following(after))))
                low[number] = min(low[number], order.get(after, low[number]))
                continue
            path.pop()
            if path:
                low[path[-1][0]] = min(low[path[-1][0]], low[number])
            if low[number] == order[number]:
                group = {number}
                while (member := open_.pop()) != number:
                    group.add(member)
                closed |= group
                yield frozenset(group)
