"""Tests that hold what a value may be: after ``if lang not in LANGUAGES`` it can bring no markup into a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STRING = re.compile(r"""'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+"|`[^`]*+`""")
_PATH = r"[A-Za-z_$][\w$]*+(?:\??(?:\.|->)[A-Za-z_$][\w$]*+)*+"
_PATHS = re.compile(_PATH)
_BRACKET = re.compile(r"[()]")
#: ``lang in LANGUAGES``; what is on the right is only searched.
_MEMBER = re.compile(rf"(?<![\w$.])({_PATH})(?:\([^()]*+\))?+\s++(?:not\s++)?in\b")
_CALL = re.compile(r"(?<![\w$.>:?])((?:[A-Za-z_$][\w$]*+(?:\([^()]*+\))?+(?:\??\.|->|::))*+)([A-Za-z_]\w*+[?!]?)\(")
#: Calls that say nothing about what is in a text, and those that search it for something.
_NOT_GUARDING = frozenset({
    "all", "and", "any", "bool", "boolean", "contains", "count", "empty", "endswith", "find", "if", "in", "isinstance",
    "is_null", "is_string", "isset", "len", "length", "lower", "mb_strlen", "not", "or", "print", "search", "size",
    "startswith", "str", "str_contains", "string", "stripos", "strlen", "strpos", "strstr", "trim", "typeof", "upper",
    "while",
})  # fmt: skip
#: Methods of a text that say what all of it is.
_OF_THE_TEXT = frozenset({"isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "isnumeric"})
#: Tests of more characters are not looked at.
_MAX_TEST_CHARACTERS = 1000


def guarded(test: str) -> set[str]:
    """The variables and members, as dotted paths, that a test compares with a list, a pattern or a rule of its own."""
    if len(test) > _MAX_TEST_CHARACTERS or not ("(" in test or " in " in test):
        return set()
    plain = _STRING.sub("", test)
    if "in" not in plain and "is" not in plain.lower() and "(" not in plain.replace("()", ""):
        return set()  # nothing is in a list, has a method of texts that says what it is, or is given to a function
    text = _STRING.sub(lambda match: match[0][0] + "_" * (len(match[0]) - 2) + match[0][0], test)
    paths = {match[1] for match in _MEMBER.finditer(text)}
    for match in _CALL.finditer(text):
        owner, name = match[1], match[2].lower()
        if name in _OF_THE_TEXT and owner:
            paths |= set(_PATHS.findall(owner))
        elif name not in _NOT_GUARDING:
            paths |= set(_PATHS.findall(_bracketed(text, match.end())))
    return {prefix for path in paths for prefix in _prefixes(path)}


def _bracketed(text: str, start: int) -> str:
    """What is in the bracket that begins before ``start``, without what is in quotes."""
    depth = 1
    for match in _BRACKET.finditer(text, start):
        depth += 1 if match[0] == "(" else -1
        if depth == 0:
            return _STRING.sub("", text[start : match.start()])
    return ""


def _prefixes(path: str) -> Iterator[str]:
    """``a``, ``a.b`` and ``a.b.c``."""
    names = re.split(r"\??(?:\.|->)", path)
    for end in range(1, len(names) + 1):
        yield ".".join(names[:end])
