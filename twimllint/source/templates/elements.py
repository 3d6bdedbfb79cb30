"""Tags that look like elements and that no XML declares: ``<g:if>``, ``<c:out/>``, ``<asp:Literal/>``, ``<cfif>``.

What they are is in ``schemas/templates.json``. A prefix that the document declares is one of XML, and left to
``twimllint.schema.namespaces``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from twimllint.source.templates._table import ELEMENTS
from twimllint.source.templates.walk import Read, Search

_REST_OF_TAG = re.compile(
    r"""(?:[^<>"']++|"(?:[^"$]++|\$\{[^{}]*+\}|\$)*+"|'(?:[^'$]++|\$\{[^{}]*+\}|\$)*+'|<%(?:[^<%]++|<(?!%)|%(?!>))*+%>)*+>""",
    re.DOTALL,
)
_NAME = re.compile(r"</?(?:!--\s*+/?)?([\w:.-]++)")


#: What listed elements do; see ``templates.json``.
_ROLES = ("blocks", "alternatives", "middles", "statements", "hidden", "outputs")


class ElementNames(NamedTuple):
    """The prefixes and names of a language's elements, and what those do that are listed; see ``templates.json``."""

    prefixes: tuple[str, ...]
    names: tuple[str, ...]
    blocks: tuple[str, ...]
    alternatives: tuple[str, ...]
    middles: tuple[str, ...]
    statements: tuple[str, ...]
    hidden: tuple[str, ...]
    outputs: tuple[str, ...]
    any_case: bool
    in_comments: bool


@cache
def _names(language: str) -> ElementNames:
    return ElementNames(*ELEMENTS[language])


@cache
def _roles(language: str) -> Mapping[str, str]:
    """What each listed element of a language does, by its name as ``_folded`` gives it."""
    names = _names(language)
    return {_folded(name, names): role for role in _ROLES for name in getattr(names, role)}


@cache
def sign(language: str) -> str:
    """A regular expression for an element that only this language has."""
    listed = "|".join(map(re.escape, _roles(language)))
    return _tag(_names(language), rf"(?:{listed})(?=[\s/>])")


def _tag(names: ElementNames, name: str) -> str:
    """A regular expression for what begins a tag, from one for its name."""
    comment = r"(?:!--\s*+/?)?" if names.in_comments else ""
    return rf"(?{'i' if names.any_case else ''}:</?{comment}(?:{name}))"


def is_declared(language: str, text: str) -> bool:
    """Whether XML's own way of declaring a prefix is used for one of this language's."""
    prefixes = [prefix[:-1] for prefix in _names(language).prefixes if prefix.endswith(":")]
    return any(re.search(rf"\sxmlns:{prefix}\s*+=", text) for prefix in prefixes)


@cache
def languages_with_prefixes() -> frozenset[str]:
    """The languages whose elements have prefixes, so that a project can have some of its own."""
    return frozenset([name for name, row in ELEMENTS.items() if any(prefix.endswith(":") for prefix in row[0])])


class Elements:
    """The tags of one such language in one text."""

    first = "<"

    def __init__(self, search: Search, language: str) -> None:
        self.name = language
        self._names = _names(language)
        names, prefixes = "|".join(self._names.names), "|".join(map(re.escape, self._names.prefixes))
        own = rf"(?:{names})(?=[\s/>])|" if names else ""
        self.opener = _tag(self._names, rf"{own}(?:{prefixes})[A-Za-z_][\w:.-]*+")
        self._search = search

    def read(self, opener: str, start: int) -> Read | None:
        """To its angle bracket, or to that of its end tag where all that it holds writes nothing."""
        text = self._search.text
        match = _REST_OF_TAG.match(text, start)
        if match is None:
            return None
        end, role = match.end(), _role(opener, self.name) or "outputs"
        if role == "hidden" and not match[0].endswith("/>") and not opener.startswith("</"):
            end = max(self._search.after(f"</{_written(opener)}>", end), end)
        return Read("output" if role == "outputs" else "control", end)


def _role(tag: str, language: str) -> str | None:
    """What a tag does that begins a text; ``None`` for one that is not listed."""
    return _roles(language).get(_folded(_written(tag), _names(language)))


def _folded(name: str, names: ElementNames) -> str:
    return name.lower() if names.any_case else name


def _written(text: str) -> str:
    match = _NAME.match(text)
    return match[1] if match else ""


def step(text: str, language: str) -> str:
    """What a tag does to the blocks of its language: ``open``, ``else`` (in place of the block before), ``middle``,
    ``close``, or nothing.
    """
    role = _role(text, language)
    if role == "middles":
        return "" if text.startswith("</") else "middle"
    if role not in ("blocks", "alternatives") or text.endswith("/>"):
        return ""
    if re.match(r"</|<!--\s*+/", text):
        return "close"
    return "else" if role == "alternatives" else "open"
