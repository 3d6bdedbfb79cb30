r"""Reports: one module a format, each with ``render(run, options)`` that yields the report in pieces of text.

The text of a report is always encodable as UTF-8: bytes of a path or a document that are no UTF-8 are shown as
backslash escapes (``\xe9``), in URIs as percent escapes. JSON formats are pure ASCII, so that no pipe can garble them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twimllint.engine.result import Run
    from twimllint.report.options import RenderOptions

    Renderer = Callable[[Run, RenderOptions], Iterator[str]]

#: The name of each format and the module that writes it, in the order of ``--help``.
FORMATS: Mapping[str, str] = MappingProxyType(
    {
        name: f"twimllint.report.{name}"
        for name in (
            "full",
            "concise",
            "grouped",
            "json",
            "jsonl",
            "sarif",
            "junit",
            "checkstyle",
            "github",
            "gitlab",
            "azure",
            "rdjson",
            "rdjsonl",
            "pylint",
            "teamcity",
            "markdown",
        )
    }
)


def load(name: str) -> Renderer:
    """The ``render`` function of a format, its module imported now.

    Raises ``KeyError`` for a name that is not in ``FORMATS``.
    """
    from importlib import import_module

    render: Renderer = import_module(FORMATS[name]).render
    return render
