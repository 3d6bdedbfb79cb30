"""Which files may hold TwiML in program text or documentation: by their names and by a search of their bytes."""

from __future__ import annotations

import re
from functools import cache

from twimllint.files.detect import is_candidate_name, is_twiml, looks_like_twiml
from twimllint.host.languages import Language, language_named, language_of
from twimllint.schema.data import data
from twimllint.source.parse import parse
from twimllint.source.templates.php import tags_around_document
from twimllint.source.text import decode

#: A program that answers Twilio names one of these; most programs hold none.
_HINTS = (b"Response", b"twiml", b"TwiML", b"Twiml")
#: A name that says nothing of what is in the file.
_PAGE = "page.html"
#: Programs by their last suffix, templates in truth.
_TEMPLATES = (".blade.php", ".html.php", ".txt.php")
#: ``#!/usr/bin/env python3``, ``#!/usr/bin/php -q``.
_INTERPRETER = re.compile(
    rb"#![ \t]*(?:\S*/)?(?:env[ \t]+(?:-\S*[ \t]+|\w+=\S*[ \t]+)*(?:\S*/)?)?([A-Za-z_-]*[A-Za-z_])[\d.]*(?=\s|\Z)"
)
#: Interpreters that are not called as the language is.
_RUNS = {"pypy": "python", "deno": "typescript", "bun": "typescript", "ts-node": "typescript", "jruby": "ruby"}
_TEST_FILE = re.compile(
    r"(?:^|/)(?:tests?|specs?|__tests__|__mocks__|fixtures|testdata|e2e)/|"
    r"(?:^|/)(?:test_[^/]*|tests?|conftest)\.py$|[_.-](?:tests?|specs?)\.[a-z]+$|(?:Tests?|Spec|IT)\.(?:java|cs|php)$"
)
_TWILIO = ("twilio", "twiml")
#: What is outside the tags of a PHP file that is no template: statements, whose quotes or tags are damaged, and JSON.
_NO_TEMPLATE = re.compile(
    r"\b(?:echo|print)\s*+\(?\s*+[\"'\u2018\u2019\u201c\u201d`]\s*+<|\A\s*+(?:\{\s*+\"|\[\s*+[\[{\"])"
)

#: Programs of more characters that have no line end for so many are made by tools, not written.
_MIN_BUNDLE_CHARACTERS, _MIN_LINE_CHARACTERS = 50_000, 2_000


def is_generated(text: str) -> bool:
    """Whether a program is a minified bundle or the like, which nobody edits."""
    return len(text) > _MIN_BUNDLE_CHARACTERS and text.count("\n") * _MIN_LINE_CHARACTERS < len(text)


@cache
def _others() -> tuple[str, ...]:
    """The words by which a program names providers whose XML looks like TwiML."""
    return tuple([word for provider in data("programs")["providers"].values() for word in provider["words"]])


def names_another_provider(text: str) -> bool:
    """Whether a file is about another provider's XML: it names such ones more often than Twilio."""
    low = text.lower()
    others = sum([low.count(name) for name in _others()])
    return others > 0 and others > sum([low.count(name) for name in _TWILIO])


def other_providers(text: str) -> tuple[str, ...]:
    """The words in a file that name other providers."""
    low = text.lower()
    return tuple([name for name in _others() if name in low])


def program_language(path: str) -> Language | None:
    """The language of a program or documentation file, by its name; ``None`` for XML and its templates."""
    name = path.replace("\\", "/").rpartition("/")[2]
    low = name.lower()
    # a file of PHP may be a program or a template: is_markup decides
    may_be_php = low.endswith(".php") and not low.endswith((".xml.php", ".twiml.php"))
    if (is_candidate_name(name) and not may_be_php) or low.endswith(_TEMPLATES):
        return None
    return language_of(name)


def interpreter(raw: bytes) -> str:
    """What runs a script, by its first line; empty for a file that is none."""
    match = _INTERPRETER.match(raw)
    return match[1].decode("ascii").lower() if match is not None else ""


def script_language(raw: bytes) -> Language | None:
    """The language of a script, by what runs it."""
    name = interpreter(raw)
    return language_named(_RUNS.get(name, name)) if name else None


def is_markup(raw: bytes, path: str, language: Language) -> bool:
    """Whether a file of a language that is written inside markup is a template: the document is what surrounds it."""
    if language.name == "php":
        around = tags_around_document(decode(raw, path).text) if b"<response" in raw.lower() else ""
        return "<response" in around.lower() and _NO_TEMPLATE.search(around) is None
    # web pages about calls and messages have names that say so: what is in the file decides, not what it is called
    return language.name == "html" and looks_like_twiml(raw, _PAGE) and is_twiml(parse(decode(raw, path)), _PAGE)


def may_hold_twiml(raw: bytes) -> bool:
    """Whether a search of the bytes finds a word that TwiML in a program cannot do without."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raw = raw.replace(b"\0", b"")
    return any(hint in raw for hint in _HINTS)


def is_test_file(path: str) -> bool:
    """Whether a path is that of a test or its material, by the customs of the languages."""
    return _TEST_FILE.search(path.replace("\\", "/")) is not None
