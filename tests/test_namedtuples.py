"""The named tuples of a start are those of ``typing``, made in another way."""

from __future__ import annotations

import pickle
import typing
from typing import Any

import pytest

from twimllint.namedtuples import NamedTuple


class Ours(NamedTuple):
    """A value."""

    name: str
    number: int = 3
    others: tuple[str, ...] = ()

    @property
    def double(self) -> int:
        """Twice the number."""
        return 2 * self.number

    def __str__(self) -> str:
        return f"<{self.name}>"


class Theirs(typing.NamedTuple):
    """A value."""

    name: str
    number: int = 3
    others: tuple[str, ...] = ()

    @property
    def double(self) -> int:
        """Twice the number."""
        return 2 * self.number

    def __str__(self) -> str:
        return f"<{self.name}>"


def said(cls: type[Any]) -> list[object]:
    """What there is to see of such a class."""
    value = cls("a", others=("b",))
    return [
        value, hash(value), str(value), repr(value).partition("(")[2], value.double, value._replace(number=4),
        value._asdict(), cls._fields, cls._field_defaults, cls.__doc__, cls.__module__, cls.__bases__, cls.double.__doc__,
        typing.get_type_hints(cls), cls._make("xyz"), value == ("a", 3, ("b",)), sorted([value, cls("A")]),
    ]  # fmt: skip


def test_they_are_what_typing_makes() -> None:
    assert said(Ours) == said(Theirs)
    assert repr(Ours("a")) == "Ours(name='a', number=3, others=())"
    assert Ours.__qualname__ == "Ours"


def test_they_go_to_other_processes() -> None:
    assert pickle.loads(pickle.dumps(Ours("a", 4))) == Ours("a", 4)


def test_a_wrong_call_is_an_error() -> None:
    with pytest.raises(TypeError, match="name"):
        Ours()  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        Ours("a").name = "b"  # type: ignore[misc]
