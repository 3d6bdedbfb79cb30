"""Attributes of Vue, Angular and Alpine: ``v-if="open"``, ``*ngIf="open"``, ``x-text="name"``; ``<template>``."""

from __future__ import annotations

from twimllint.source.templates.walk import REST_OF_TAG, Read, Search

#: What nothing but these has.
SIGN = (
    r"\s(?:v-(?:bind|else-if|for|html|if|model|on|show|text)(?::[\w.-]++)?|\*ng(?:For|ForOf|If|Switch\w*)"
    r"|ng-(?:bind|class|hide|if|repeat|show|switch)(?:-[\w-]++)?|x-(?:bind|data|for|html|if|show|text)(?::[\w.-]++)?)"
    r"\s*+=\s*+[\"']"
)


class Vue:
    """Attributes that decide about the element, fill it or set others; valueless where they may be.

    Some elements are tags too: those that hold a branch, and those that write something else.
    """

    name = "vue"
    opener = (
        r"\s(?:(?:v|ng|x)-[a-z][\w:.\[\]-]*+|[:@][a-z][\w:.-]*+|\*ng[A-Z]\w*+|\[[\w.-]++\]|\([\w.-]++\))\s*+=\s*+[\"']"
        r"|\s(?:v-(?:cloak|else|once|pre)|(?:ng|x)-cloak)(?=[\s/>])"
        r"|</?(?:template|component|slot|ng-container|ng-template)(?=[\s/>])"
    )
    first = r"\s<"

    def __init__(self, search: Search) -> None:
        self._search = search

    def read(self, opener: str, start: int) -> Read | None:
        """To the quote, if there is one; to the angle bracket of an element."""
        if opener.startswith("<"):
            match = REST_OF_TAG.match(self._search.text, start)
            kind = "output" if opener.endswith(("component", "slot")) else "control"
            return None if match is None else Read(kind, match.end())
        if opener[-1] not in "\"'":
            return Read("control", start)
        end = self._search.after(opener[-1], start)
        return None if end < 0 else Read("control", end)
