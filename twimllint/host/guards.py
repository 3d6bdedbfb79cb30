"""Tests that hold what a value may be: after ``if lang not in LANGUAGES`` it can bring no markup into a text.

One that compares it with literals says so of the branch where it is one of them, and of no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_STRING = re.compile(r"""'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+"|`[^`]*+`""")
_PATH = r"[A-Za-z_$][\w$]*+(?:\??(?:\.|->)[A-Za-z_$][\w$]*+)*+"
_PATHS = re.compile(_PATH)
_BRACKET = re.compile(r"[()]")
#: ``lang in LANGUAGES``; what is on the right is only searched.
_MEMBER = re.compile(rf"(?<![\w$.])({_PATH})(?:\([^()]*+\))?+\s++(?:not\s++)?in\b")
_CALL = re.compile(r"(?<![\w$.>:?])((?:[A-Za-z_$][\w$]*+(?:\([^()]*+\))?+(?:\??\.|->|::))*+)([A-Za-z_]\w*+[?!]?)\(")
#: ``["yes", "no"].includes(text)``, ``/^[a-z]+$/.test(text)``
_OF_LITERAL = re.compile(r"(?:[\])]|/[a-z]*+)\??\.([A-Za-z_]\w*+)\(")
#: ``COLORS[text]``
_INDEX = re.compile(rf"[\w$\])]\[({_PATH})\]")
_LITERAL = r"(?:'_*+'|\"_*+\"|`_*+`|-?\d++\b(?!\.))"
#: What is compared with a literal: a variable or member, and methods of it.
_COMPARED = re.compile(rf"([\w$.?>()-]++)\s*+(?:(===?)|(!==?))\s*+{_LITERAL}(?!\s*+[+.\[(?])")
_COMPARED_TO = re.compile(rf"(?<![+\w]){_LITERAL}\s*+(?:(===?)|(!==?))\s*+([\w$.?>()-]++)(?!\s*+[+\[])")
#: Methods that leave what is in a text, but for white space and case.
_KEEPING = re.compile(
    r"(?:\??\.|->)(?:trim|trimEnd|trimStart|toLowerCase|toUpperCase|toString|strip|lower|upper|casefold|downcase|upcase)"
    r"(?:\(\))?\Z"
)
_NEGATED = re.compile(r"\bnot\b|!\s*+[(\w]")
_OR, _AND = re.compile(r"\|\||\bor\b"), re.compile(r"&&|\band\b")
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
    if len(test) > _MAX_TEST_CHARACTERS or not ("(" in test or " in " in test or "[" in test):
        return set()
    plain = _STRING.sub("", test)
    if not ("in" in plain or "is" in plain.lower() or "[" in plain or "(" in plain.replace("()", "")):
        return set()  # nothing is in a list, has a method of texts that says what it is, or is given to a function
    text = _masked(test)
    paths = {match[1] for match in _MEMBER.finditer(text)}
    paths |= {match[1] for match in _INDEX.finditer(text)}
    for match in _OF_LITERAL.finditer(text):
        if match[1].lower() not in _NOT_GUARDING:
            paths |= set(_PATHS.findall(_bracketed(text, match.end())))
    for match in _CALL.finditer(text):
        owner, name = match[1], match[2].lower()
        if name in _OF_THE_TEXT and owner:
            paths |= set(_PATHS.findall(owner))
        elif name not in _NOT_GUARDING:
            paths |= set(_PATHS.findall(_bracketed(text, match.end())))
    return {prefix for path in paths for prefix in _prefixes(path)}


@lru_cache(1000)
def equal(test: str) -> tuple[frozenset[str], frozenset[str]]:
    """The variables and members that are one of some literals where a test holds, and where it does not."""
    if "=" not in test or len(test) > _MAX_TEST_CHARACTERS or _NEGATED.search(text := _masked(test)):
        return frozenset(), frozenset()
    holds = [_compared(part)[0] for part in _OR.split(text)]
    fails = [_compared(part)[1] for part in _AND.split(text)]
    return frozenset.intersection(*map(frozenset, holds)), frozenset.intersection(*map(frozenset, fails))


def _compared(text: str) -> tuple[set[str], set[str]]:
    """What is compared with literals, and said to be or not to be one."""
    are: set[str] = set()
    are_not: set[str] = set()
    found = [(match[1], match[2]) for match in _COMPARED.finditer(text)]
    found += [(match[3], match[1]) for match in _COMPARED_TO.finditer(text)]
    for compared, equals in found:
        path = compared.lstrip("(")
        while (match := _KEEPING.search(path)) is not None:
            path = path[: match.start()]
        if _PATHS.fullmatch(path):
            (are if equals else are_not).add(re.sub(r"\??\.|->", ".", path))
    return are, are_not


def _masked(test: str) -> str:
    """A test with something harmless in its strings."""
    return _STRING.sub(lambda match: match[0][0] + "_" * (len(match[0]) - 2) + match[0][0], test)


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
