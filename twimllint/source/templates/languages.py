"""What the name of a file says about the template language in it, from ``schemas/templates.json``."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from twimllint.source.templates._table import LANGUAGES


class Language(NamedTuple):
    """A template language.

    ``search`` says where a search of folders takes files of its suffixes: ``alone`` (``voice.erb``), ``after-xml``
    (``voice.xml.tpl``) or ``never``. ``tags`` names the modules of this package whose tags a file of these suffixes
    surely holds. ``output_words`` are the first words of ``{% %}`` tags that put a value in; ``raw_filters`` switch
    escaping off, and after ``escape_filters`` a value holds no markup. ``is_sample`` is true of files to be copied and
    filled in, ``is_xml`` false where the files do not look like XML at all.
    """

    id: str
    title: str
    suffixes: tuple[str, ...]
    search: str
    tags: tuple[str, ...]
    output_words: tuple[str, ...]
    raw_filters: tuple[str, ...]
    escape_filters: tuple[str, ...]
    is_sample: bool
    is_xml: bool


@cache
def languages() -> tuple[Language, ...]:
    """All languages of the table, in its order."""
    return tuple([Language(*row) for row in LANGUAGES])


@cache
def _by_suffix() -> dict[str, tuple[Language, ...]]:
    by_suffix: dict[str, tuple[Language, ...]] = {}
    for language in languages():
        for suffix in language.suffixes:
            by_suffix[suffix] = (*by_suffix.get(suffix, ()), language)
    return by_suffix


def suffixes_of(path: str) -> list[str]:
    """The suffixes of a file's name in lower letters, dots left out: ``["xml", "erb"]``."""
    return path.replace("\\", "/").rpartition("/")[2].lower().split(".")[1:]


def languages_of(path: str) -> list[Language]:
    """The languages that the suffixes of a file name, wherever they are in a name such as ``voice.xml.erb``."""
    return [language for suffix in suffixes_of(path) for language in _by_suffix().get(suffix, ())]


@lru_cache(256)
def is_template_path(path: str) -> bool:
    """Whether a file's name says that it is a template: ``voice.xml.erb``, ``twiml.ejs``."""
    candidates = languages_of(path)
    return any(not language.is_sample for language in candidates) or "template" in suffixes_of(path)


def is_sample_path(path: str) -> bool:
    """Whether a file's name says that it is to be copied and filled in: ``voice.xml.example``."""
    return any(language.is_sample for language in languages_of(path))


def tags_of_path(path: str) -> frozenset[str]:
    """The kinds of tags that a file surely holds by its name, as modules of this package."""
    return frozenset([tags for language in languages_of(path) for tags in language.tags])


def other_than_xml(path: str) -> Language | None:
    """The template language of a file that does not look like XML, such as Haml; ``None`` for any other file."""
    last = suffixes_of(path)[-1:]
    return next((language for language in _by_suffix().get("".join(last), ()) if not language.is_xml), None)


@cache
def search_suffixes(search: str) -> tuple[str, ...]:
    """The suffixes that a search of folders takes in one of the ways of ``Language.search``, in alphabetical order."""
    return tuple(
        sorted({suffix for language in languages() if language.search == search for suffix in language.suffixes})
    )


@cache
def template_words(field: str) -> frozenset[str]:
    """All words of one field of the table: ``output_words``, ``raw_filters`` or ``escape_filters``."""
    return frozenset([word for language in languages() for word in getattr(language, field)])
