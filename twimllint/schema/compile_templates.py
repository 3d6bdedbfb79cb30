"""``schemas/templates.json`` compiled into modules of ``twimllint/source``: ``python -m twimllint.generate``.

Only the generator and the tests import this module.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from twimllint.schema.data import data

_HEAD = '''"""{about} Made by ``python -m twimllint.generate``: do not edit."""

# ruff: noqa
# fmt: off
from __future__ import annotations
{imports}
'''
#: The lists of words of ``templates.json`` in the order of the fields of ``Words`` and ``ElementNames``.
_DELIMITED_LISTS = ("blocks", "middles", "ends", "statements", "outputs", "values", "spaced")
_ELEMENT_LISTS = ("prefixes", "names", "blocks", "alternatives", "middles", "statements", "hidden", "outputs")
_ELEMENT_FLAGS = ("any_case", "in_comments")
#: What ``twimllint.source.untemplated`` looks for by itself.
_ALWAYS = ("{", "$", "<?")
#: Characters that most plain documents do not hold, so that one look does for all signs with them.
_RARE = "#@%[(*_:&"


def table() -> str:
    """The text of ``source/templates/_table.py``: what is known of each template language."""
    lines = [_HEAD.format(about="The template languages.", imports="\nfrom typing import Any\n")]
    lines.append("LANGUAGES: tuple[tuple[Any, ...], ...] = (\n")
    for key, row in _rows("languages"):
        word_lists = [tuple(row.get(field, ())) for field in ("tags", "output_words", "raw_filters", "escape_filters")]
        flags = (row.get("is_sample", False), row.get("is_xml", True))
        lines.append(f"  {(key, row['title'], tuple(row['suffixes']), row['search'], *word_lists, *flags)!r},\n")
    lines.append(")\n")
    lines += _dictionary("DELIMITED", "tuple[Any, ...]", _delimited())
    lines += _dictionary("ELEMENTS", "tuple[Any, ...]", _elements())
    lines += _dictionary("HINTS", "tuple[str, ...]", _hints().items())
    lines.append(f"TOGETHER: tuple[tuple[str, ...], ...] = {tuple(_together())!r}\n")
    for name in ("conditions", "contents"):
        words = [word for _, row in _rows("families") for word in row.get("attributes", {}).get(name, ())]
        lines.append(f"{name.upper()}: tuple[str, ...] = {tuple(words)!r}\n")
    fillers = frozenset([key for key, row in _rows("families") if "contents" in row.get("attributes", ())])
    lines.append(f"FILLERS = frozenset({sorted(fillers)!r})\n")
    for name, section in (("WITH_BRACES", "languages"), ("NAMESPACES_WITH_BRACES", "namespaces")):
        with_braces = tuple([key for key, row in _rows(section) if row.get("braces")])
        lines.append(f"{name}: tuple[str, ...] = {with_braces!r}\n")
    return "".join(lines)


def signs() -> str:
    """The text of ``source/_signs.py``: strings of which any text with a template tag holds one at least.

    A string that holds another one is left out. The others are grouped by a shorter one that all of a group hold; of
    those with a colon, ``PREFIXES`` has what is before it.
    """
    wanted = sorted({hint for hints in _hints().values() for hint in hints})
    groups: dict[str, list[str]] = {}
    for sign in wanted:
        if not any(other in sign for other in wanted if other != sign) and not any(each in sign for each in _ALWAYS):
            groups.setdefault(_key(sign), []).append(sign)
    prefixes = tuple([sign.partition(":")[0] for sign in groups.pop(":")])
    lines = [_HEAD.format(about="What texts with template tags hold.", imports="")]
    lines.append("SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (\n")
    lines += [f"  {(key, tuple(group))!r},\n" for key, group in groups.items()]
    return "".join([*lines, f")\nPREFIXES: tuple[str, ...] = {prefixes!r}\n"])


def _key(sign: str) -> str:
    """What is looked for before a sign is."""
    return next((character for character in _RARE if character in sign), sign.lstrip())


def _rows(section: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from data("templates")[section].items()


def _dictionary(name: str, kind: str, rows: Any) -> list[str]:
    return [f"{name}: dict[str, {kind}] = {{\n", *[f"  {key!r}: {row!r},\n" for key, row in rows], "}\n"]


def _delimited() -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The rows of ``Words``; a language with several pairs of delimiters has one for each, the usual one first."""
    for key, row in _rows("languages"):
        if "delimited" in row:
            words = [tuple(row["delimited"].get(field, ())) for field in _DELIMITED_LISTS]
            for number, pair in enumerate(row["delimited"]["pairs"]):
                opener, closer, kind = (*pair, "")[:3]
                yield f"{key}_{number + 1}" if number else key, (opener, closer, kind, *words)


def _together() -> Iterator[tuple[str, ...]]:
    """The rows of ``Words`` of each language whose pairs of delimiters are used side by side."""
    for key, row in _rows("languages"):
        if row.get("delimited", {}).get("together"):
            yield tuple([name for name, _ in _delimited() if name == key or name.startswith(f"{key}_")])


def _elements() -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The rows of ``ElementNames``."""
    for key, row in _rows("languages"):
        if "elements" in row:
            words = [tuple(row["elements"].get(field, ())) for field in _ELEMENT_LISTS]
            yield key, (*words, *[row["elements"].get(flag, False) for flag in _ELEMENT_FLAGS])


def _hints() -> dict[str, tuple[str, ...]]:
    """For each kind of tags, strings of which a text with such tags holds one at least."""
    hints: dict[str, list[str]] = {}
    for key, row in _rows("families"):
        hints.setdefault(key, []).extend(row.get("hints", ()))
        prefixes = row.get("attributes", {}).get("prefixes", ())
        hints[key] += [space + prefix for prefix in prefixes for space in " \t\n"]
    for key, (opener, *_) in _delimited():
        hints.setdefault(key, []).append(opener)
    for key, (prefixes, *_, any_case, in_comments) in _elements():
        written = [case(prefix) for prefix in prefixes for case in ((str.lower, str.upper) if any_case else (str,))]
        hints.setdefault(key, []).extend([prefix if in_comments else f"<{prefix}" for prefix in written])
    return {key: tuple(strings) for key, strings in hints.items() if strings}
