"""The tables of Twilio's helper libraries: classes, the elements they make, their methods."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from twimllint.host.dialect import Signature
from twimllint.schema.data import data


class HelperClass(NamedTuple):
    """A class of a helper library. ``name`` begins with the channel: ``voice.Gather``.

    ``former`` are methods that an earlier generation of the library had.
    """

    name: str
    element: str
    signature: Signature
    methods: Mapping[str, Signature]
    former: frozenset[str]

    @property
    def channel(self) -> str:
        """The channel whose documents it makes."""
        return self.name.partition(".")[0]

    @property
    def is_root(self) -> bool:
        """Whether it makes whole documents."""
        return self.element == "Response"


@cache
def classes(library: str) -> Mapping[str, HelperClass]:
    """The classes of ``schemas/helper-LIBRARY.json`` by name; none for an empty name."""
    if not library:
        return {}
    table = data(f"helper-{library}")
    texts = {name: entry["text"] for name, entry in table["classes"].items()}
    return {
        name: HelperClass(
            name,
            entry["element"],
            Signature(name, tuple(entry["parameters"]), entry["text"], tuple(entry["required"])),
            {
                method: Signature(made, tuple(parameters), texts.get(made, ""), tuple(required))
                for method, (made, parameters, required) in entry["methods"].items()
                if made in texts
            },
            frozenset(table["former"].get(name, ())),
        )
        for name, entry in table["classes"].items()
    }


def version(library: str) -> str:
    """The version of the library that the table was made from, with its name: ``twilio-python 9.1.0``."""
    table = data(f"helper-{library}")
    return f"{table['library']} {table['version']}"
