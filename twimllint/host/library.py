"""The tables of Twilio's helper libraries: classes, the elements they make, their methods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from twimllint.host.dialect import Signature
from twimllint.host.project import Version
from twimllint.schema.data import data

#: The channel of the classes of builders that write any element: a method's name is the element's.
MARKUP = "markup"
#: The channel of the classes that libraries had before those of today: one kind of response for calls and messages.
FORMER = "former"
#: The libraries that have a table of these, ``schemas/former-LIBRARY.json``.
_HAVE_FORMER = ("python", "node")


@dataclass(frozen=True, eq=False)
class HelperClass:
    """A class of a helper library. ``name`` begins with the channel: ``voice.Gather``.

    ``former`` has the methods that earlier versions of the library had, each with the last version; ``earlier`` how a
    method (the constructor has no name) took its text up to a version: its parameters up to it, and its name.
    """

    name: str
    element: str
    signature: Signature
    methods: Mapping[str, Signature]
    former: Mapping[str, Version]
    earlier: Mapping[str, tuple[tuple[Version, tuple[str, ...], str], ...]]

    @cached_property
    def channel(self) -> str:
        """The channel whose documents it makes."""
        return self.name.partition(".")[0]

    @cached_property
    def is_root(self) -> bool:
        """Whether it makes whole documents."""
        return self.element == "Response"

    @cached_property
    def is_markup(self) -> bool:
        """Whether it is of a builder that writes any element."""
        return self.channel == MARKUP

    @cached_property
    def is_former(self) -> bool:
        """Whether it is of an earlier generation of the library."""
        return self.channel == FORMER

    @cached_property
    def respells(self) -> bool:
        """Whether keywords become attributes of another spelling."""
        return not (self.is_markup or self.is_former)


@cache
def classes(library: str) -> Mapping[str, HelperClass]:
    """The classes of ``schemas/helper-LIBRARY.json`` by name, and those it had before; none for an empty name."""
    if not library:
        return {}
    former = _classes(data(f"former-{library}")) if library in _HAVE_FORMER else {}
    return {**_classes(data(f"helper-{library}")), **former}


@cache
def newest(library: str) -> Version:
    """The version of the library that its table was made from."""
    return tuple([int(number) for number in data(f"helper-{library}")["version"].split(".")])


def _classes(table: Any) -> dict[str, HelperClass]:
    """The classes of a table."""
    texts = {name: entry["text"] for name, entry in table["classes"].items()}
    return {
        name: HelperClass(
            name,
            entry["element"],
            Signature(name, tuple(entry["parameters"]), entry["text"], tuple(entry["required"])),
            {
                method: Signature(cls, tuple(parameters), texts.get(cls, ""), tuple(required))
                for method, (cls, parameters, required) in entry["methods"].items()
                if cls in texts
            },
            {method: _version(last) for method, last in table["former"].get(name, {}).items()},
            {
                method: tuple([(_version(last), tuple(parameters), text) for last, parameters, text in rows])
                for method, rows in table["earlier"].get(name, {}).items()
            },
        )
        for name, entry in table["classes"].items()
    }


class _AnyMethod(Mapping[str, Signature]):
    """The methods of a builder that writes any element: all words."""

    def __getitem__(self, name: str) -> Signature:
        if not name.isidentifier():
            raise KeyError(name)
        return Signature(f"{MARKUP}.{name}", ("text",), "text")

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


_ANY_METHOD = _AnyMethod()


@cache
def helper_class(library: str, name: str) -> HelperClass | None:
    """A class of a library by name; a class ``markup.Say`` writes an element by the name of ``Say``."""
    channel, _, element = name.partition(".")
    if channel != MARKUP:
        return classes(library).get(name)
    return HelperClass(name, element, Signature(name, ("text",), "text"), _ANY_METHOD, {}, {})


def _version(text: str) -> Version:
    return tuple([int(number) for number in text.split(".")])


def version(library: str) -> str:
    """The version of the library that the table was made from, with its name: ``twilio-python 9.1.0``."""
    table = data(f"helper-{library}")
    return f"{table['library']} {table['version']}"
