"""All template tags of a text: which families of languages are in it, and what their tags say."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from twimllint.source.errors import TemplateTag
from twimllint.source.templates import (
    attributes,
    blade,
    cheetah,
    coldfusion,
    delimited,
    dust,
    elements,
    freemarker,
    heex,
    mako,
    php,
    razor,
    smarty,
    stringtemplate,
    tal,
    templetor,
    thymeleaf,
    velocity,
    vue,
)
from twimllint.source.templates._table import (
    DELIMITED,
    ELEMENTS,
    FILLERS,
    HINTS,
    NAMESPACES_WITH_BRACES,
    TOGETHER,
    WITH_BRACES,
)
from twimllint.source.templates.braces import Braces
from twimllint.source.templates.brackets import Brackets
from twimllint.source.templates.interpolation import Interpolation
from twimllint.source.templates.languages import tags_of_path
from twimllint.source.templates.walk import Family, Search, fill_spans, read_tags, with_line_feeds
from twimllint.source.tree import OUTPUT_MASK
from twimllint.source.untemplated import is_untemplated

__all__ = ["Masked", "comment_text", "fill_spans", "find_tags", "mask"]

#: Families whose tags look like plain text, and what nothing but them has.
_SIGNS = {
    "blade": blade.SIGN,
    "smarty": smarty.SIGN,
    "freemarker": freemarker.SIGN,
    "velocity": velocity.SIGN,
    "mako": mako.SIGN,
    "mason": mako.MASON_SIGN,
    "thymeleaf": thymeleaf.SIGN,
    "stringtemplate": stringtemplate.SIGN,
    "templetor": templetor.SIGN,
    "razor": razor.SIGN,
    "tal": tal.SIGN,
    "cheetah": cheetah.SIGN,
    "dust": dust.SIGN,
    "vue": vue.SIGN,
}
#: What only ASP.NET writes in the signs that ERB and others have too.
_ASP_NET = re.compile(r"<%@\s*+(?:Page|Control|Master|Register)\b|<%#\s*+(?:Eval|Bind|Container|DataBinder)\b")


class Masked(NamedTuple):
    """A text of the same length with its template tags replaced by ``OUTPUT_MASK``, and the tags in their order."""

    text: str
    tags: tuple[TemplateTag, ...]


def mask(text: str, path: str = "-") -> Masked:
    """Replace every character of every template tag by ``OUTPUT_MASK``, line ends excepted.

    A tag that is opened and never closed is listed with ``closed=False`` and stays as it is.
    """
    tags = find_tags(text, path)
    if not tags:
        return Masked(text, ())
    return Masked(fill_spans(text, [(tag.span, OUTPUT_MASK) for tag in tags if tag.closed]), tags)


def find_tags(text: str, path: str = "-") -> tuple[TemplateTag, ...]:
    """The template tags of a text, in their order; the name of its file may give the language."""
    named = tags_of_path(path)
    if not named and is_untemplated(text):
        return ()
    text = with_line_feeds(text)
    if "<%" in text and _ASP_NET.search(text):
        named |= {"aspx"}
    tags = read_tags(text, _families(text, frozenset()))
    present = set(named)
    lines = f"\n{text}"  # some hints are the first of a line
    hinted = {name for name, hints in HINTS.items() if any(hint in lines for hint in hints)}
    if hinted:
        present |= _signs(fill_spans(text, [(tag.span, OUTPUT_MASK) for tag in tags if tag.closed]), hinted)
    if "razor" in present and "blade" not in present:
        return tuple(razor.read_tags(text))
    present.update(*[names for names in TOGETHER if present.intersection(names)])
    if "mason" in present:
        present.add("mako")
    if present:
        tags = read_tags(text, _families(text, frozenset(present)))
    return tuple(attributes.with_contents(text, tags) if present & FILLERS else tags)


def _signs(text: str, hinted: set[str]) -> set[str]:
    """Those of the families that a text without the tags of the others surely shows."""
    families = {name for name in hinted if _is_shown(name, text)}
    comment = text.find("{*")
    if text.find("*}", comment) > comment >= 0:
        families.add("smarty")
    return families


def _is_shown(name: str, text: str) -> bool:
    """Whether a text surely holds a tag of a family."""
    if name in ELEMENTS and not elements.is_declared(name, text) and _pattern(elements.sign(name)).search(text):
        return True
    if name in DELIMITED and _pattern(delimited.sign(name)).search(text):
        return True
    return name in _SIGNS and _pattern(_SIGNS[name]).search(text) is not None


@cache
def _pattern(sign: str) -> re.Pattern[str]:
    return re.compile(sign, re.MULTILINE)


#: Families whose tags begin with signs that others have too, and so come before those.
_EARLY: tuple[tuple[str, Callable[[Search], Family]], ...] = (
    ("coldfusion", coldfusion.ColdFusion),
    ("dust", dust.Dust),
    ("vue", vue.Vue),
    ("tal", tal.Tal),
    ("thymeleaf", thymeleaf.Thymeleaf),
    ("mako", mako.Mako),
    ("mako", mako.MakoInline),
)
#: Families whose tags begin with signs that mean nothing to others.
_LATE: tuple[tuple[str, Callable[[Search], Family]], ...] = (
    ("heex", heex.Heex),
    ("smarty", smarty.Smarty),
    ("freemarker", freemarker.FreeMarker),
)


def _families(text: str, present: frozenset[str]) -> list[Family]:
    """The families to look for: those with delimiters that nothing else has, and those that are present."""
    search = Search(text)
    families = [make(search) for name, make in _EARLY if name in present]
    families += [Braces(search), blade.Blade(search, directives="blade" in present)]
    families += [delimited.Delimited(search, name) for name in DELIMITED if name in present]
    families += [elements.Elements(search, name) for name in ELEMENTS if name in present]
    families += [Brackets(search, binds="aspx" in present, writes="mason" in present), php.Php(search)]
    families += _of_dollars(search, present)
    if present.intersection(WITH_BRACES) or any(namespace in text for namespace in NAMESPACES_WITH_BRACES):
        families.append(Interpolation(search, "brace", ""))
    return families + [make(search) for name, make in _LATE if name in present]


def _of_dollars(search: Search, present: frozenset[str]) -> list[Family]:
    """The families of dollar and number signs, which exclude each other."""
    makers = (
        ("cheetah", cheetah.Cheetah),
        ("velocity", velocity.Velocity),
        ("templetor", templetor.Templetor),
        ("stringtemplate", stringtemplate.StringTemplate),
    )
    chosen = next((make for name, make in makers if name in present), None)
    if chosen is not None:
        return [chosen(search)]
    return [Interpolation(search, "dollar", "$"), Interpolation(search, "hash", "#")]


#: What opens and closes comments, by language; longer ones first.
_COMMENTS = (
    ("{{!--", "--}}"), ("{{--", "--}}"), ("{{/*", "*/}}"), ("{{- /*", "*/ -}}"), ("{{!", "}}"), ("{#", "#}"),
    ("<%--", "--%>"), ("<%doc>", "</%doc>"), ("<%#", "%>"), ("<#--", "-->"), ("[#--", "--]"), ("[[/*", "*/]]"),
    ("[[- /*", "*/ -]]"), ("[%#", "%]"), ("{!", "!}"), ("%{--", "--}%"), ("<!---", "--->"),
    ("#*", "*#"), ("{*", "*}"), ("@*", "*@"),
    ("##", ""), ("$#", ""), ("%#", ""),
)  # fmt: skip


def comment_text(tag: TemplateTag) -> str:
    """What a template comment says, without its delimiters."""
    text = tag.text.lstrip()
    if tag.language == "php":
        return php.comment_text(text)
    if text.startswith("{%"):
        return text[text.find("%}") + 2 : text.rfind("{%")]
    for start, end in _COMMENTS:
        if text.startswith(start) and text.endswith(end) and len(text) >= len(start) + len(end):
            return text[len(start) : len(text) - len(end)]
    return text[2:-2]
