"""Tags that look like elements and that no XML declares: ``<g:if>``, ``<c:out/>``, ``<asp:Literal/>``, ``<cfif>``.

What they are is in ``schemas/templates.json``. A prefix that the document declares is one of XML, and left to
``twimllint.schema.namespaces``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from twimllint.source.templates._table import ELEMENTS
from twimllint.source.templates.walk import Read, Search

_REST_OF_TAG = re.compile(
    r"""(?:[^<>"']++|"(?:[^"$]++|\$\{[^{}]*+\}|\$)*+"|'(?:[^'$]++|\$\{[^{}]*+\}|\$)*+'|<%(?:[^<%]++|<(?!%)|%(?!>))*+%>)*+>""",
    re.DOTALL,
)
_NAME = re.compile(r"</?(?:!--\s*+/?)?([\w:.-]++)")


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

    def listed(self) -> tuple[str, ...]:
        """All names that surely are of this language."""
        return self.blocks + self.alternatives + self.middles + self.statements + self.hidden + self.outputs


@cache
def element_names(language: str) -> ElementNames | None:
    """What is known of a language that has such tags; letter case counts only in names with a colon."""
    row = ELEMENTS.get(language)
    return None if row is None else ElementNames(*row)


@cache
def sign(language: str) -> str:
    """A regular expression for an element that only this language has."""
    listed = "|".join([re.escape(name) for name in ElementNames(*ELEMENTS[language]).listed()])
    return rf"(?{'' if ':' in listed else 'i'}:</?(?:!--\s*+/?)?(?:{listed})(?=[\s/>]))"


def is_declared(language: str, text: str) -> bool:
    """Whether XML's own way of declaring a prefix is used for one of this language's."""
    prefixes = [prefix[:-1] for prefix in ElementNames(*ELEMENTS[language]).prefixes if prefix.endswith(":")]
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
        self._names = ElementNames(*ELEMENTS[language])
        prefixes, names = "|".join(map(re.escape, self._names.prefixes)), "|".join(self._names.names)
        own = rf"</?(?:{names})(?=[\s/>])|" if names else ""
        # HTML::Template's tags may be in comments of XML
        comment = r"(?:!--\s*+/?)?" if ":" not in prefixes else ""
        case = "" if ":" in prefixes else "i"
        self.opener = rf"(?{case}:{own}</?{comment}(?:{prefixes})[A-Za-z_][\w.:-]*+)"
        self._search = search

    def read(self, opener: str, start: int) -> Read | None:
        """To its angle bracket, or to that of its end tag where all that it holds writes nothing."""
        text = self._search.text
        match = _REST_OF_TAG.match(text, start)
        if match is None:
            return None
        end = match.end()
        name = name_of(opener)
        if _is_in(name, self._names.hidden):
            if not match[0].endswith("/>") and not opener.startswith("</"):
                end = max(self._search.after(f"</{_written(opener)}>", end), end)
            return Read("control", end)
        return Read("control" if self._writes_nothing(name) else "output", end)

    def _writes_nothing(self, name: str) -> bool:
        names = self._names
        return any(_is_in(name, group) for group in (names.blocks, names.alternatives, names.middles, names.statements))


def name_of(text: str) -> str:
    """The name of the element whose tag begins a text; without a colon, letter case does not count."""
    name = _written(text)
    return name if ":" in name else name.lower()


def _written(text: str) -> str:
    match = _NAME.match(text)
    return match[1] if match else ""


def _is_in(name: str, names: tuple[str, ...]) -> bool:
    return name in names or (":" not in name and name in [each.lower() for each in names])


def step(text: str, names: ElementNames) -> str:
    """What a tag does to the blocks of its language: ``open``, ``else`` (in place of the block before), ``middle``,
    ``close``, or nothing.
    """
    name = name_of(text)
    if _is_in(name, names.middles):
        return "" if text.startswith("</") else "middle"
    is_alternative = _is_in(name, names.alternatives)
    if text.endswith("/>") or not (is_alternative or _is_in(name, names.blocks)):
        return ""
    if re.match(r"</|<!--\s*+/", text):
        return "close"
    return "else" if is_alternative else "open"
