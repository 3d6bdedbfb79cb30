"""Which functions of a program may make TwiML: only these are followed, and of the others not even the body is read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable
from itertools import islice

from twimllint.host import form
from twimllint.host.scopes import Scopes, bound_names
from twimllint.source.span import Span

#: What a function holds that is followed; in lower case, since a search that ignores case is slow.
_MENTIONS_TWIML = re.compile(r"<[a-z/?!]|response|twi(?:ml|lio)")
_WORD = re.compile(r"\w+")
#: So many words are searched one after the other; beyond that, looking up all words of a text takes no longer.
_FEW = 8


class Relevant:
    """The functions that may make TwiML: by words in their text, or by the names of such functions."""

    def __init__(self, program: form.Program, text: str, scopes: Scopes) -> None:
        self._text = text
        self._scopes = scopes
        self._speaking = [match.start() for match in _MENTIONS_TWIML.finditer(_lower(text))]
        self._functions: set[int] = set()
        self._names: set[str] = set()
        #: the other functions, by the words in them
        self._naming: dict[str, list[form.Function]] = {}
        for statement in program.body:  # other names for what the library has: ``const { VoiceResponse: Voice } = ...``
            if isinstance(statement, form.Import) and self._speaks(statement.span):
                self._names.add(statement.name)
            elif isinstance(statement, form.Assign) and self._speaks(statement.span):
                self._names.update(bound_names(statement.target))
        self._look_at(scopes.inner(program))

    def __contains__(self, function: form.Function) -> bool:
        return id(function) in self._functions

    def add(self, function: form.Function) -> None:
        """Say that a function may make TwiML."""
        self._functions.add(id(function))

    def holds(self, function: form.Function, pattern: re.Pattern[str], words: Collection[str]) -> bool:
        """Whether a pattern is in the text of a function, or one of some words."""
        text, span = self._text, function.span
        if pattern.search(text, *span) is not None:
            return True
        for word in islice(words, _FEW):  # as a rule, one of the first is there
            if has_word(text, word, span):
                return True
        return len(words) > _FEW and not words_of(text, span).isdisjoint(words)

    def mentioned_in(self, span: Span) -> bool:
        """Whether a part of the program has such a word or name."""
        return self._speaks(span) or not self._names.isdisjoint(words_of(self._text, span))

    def _speaks(self, span: Span) -> bool:
        index = bisect_left(self._speaking, span.start)
        return index < len(self._speaking) and self._speaking[index] < span.end

    def _look_at(self, functions: Iterable[form.Function]) -> None:
        """Find the functions that may make TwiML; those inside them too, and whoever names them."""
        pending = [*functions]
        while pending:
            function = pending.pop()
            if function in self:
                continue
            if not self._speaks(function.span):
                words = words_of(self._text, function.span)
                if self._names.isdisjoint(words):
                    for word in words:
                        self._naming.setdefault(word, []).append(function)
                    continue
            self._functions.add(id(function))
            pending += self._scopes.inner(function)
            if function.name:
                self._names.add(function.name)
                pending += self._naming.pop(function.name, ())


def _lower(text: str) -> str:
    """A text in lower case, each letter where it is."""
    low = text.lower()
    # a few letters of other scripts have two in lower case
    return (
        low if len(low) == len(text) else "".join([char if len(char.lower()) != 1 else char.lower() for char in text])
    )


def has_word(text: str, word: str, span: Span) -> bool:
    """Whether a word is in a part of a program, not only in another word."""
    start, end = span
    at = text.find(word, start, end)
    while at >= 0:
        after = at + len(word)
        if (at == start or not _is_of_word(text[at - 1])) and (after == end or not _is_of_word(text[after])):
            return _WORD.fullmatch(word) is not None
        at = text.find(word, at + 1, end)
    return False


def _is_of_word(character: str) -> bool:
    return character == "_" or character.isalnum()


def words_of(text: str, span: Span | None = None) -> set[str]:
    """The words in a program, or in a part of it."""
    return set(_WORD.findall(text, *(span or ())))
