"""``NamedTuple`` for the modules that every run loads.

``typing.NamedTuple`` compiles each annotation of a class when the class is made, to check that it is a type. mypy
checks that too, and for the thirty classes of a start it takes as long as linting a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from collections import namedtuple

    class _Maker(type):
        """Makes a named tuple of a class that has annotations, which it keeps as they are written."""

        def __new__(cls, name, bases, body):  # noqa: ARG004 - what every metaclass is given
            fields = body.get("__annotations__", {})
            defaults = [body[field] for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])
            for key, value in body.items():
                if key not in fields:
                    setattr(made, key, value)
            return made

    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})
