"""Tags of Thymeleaf, which are attributes: ``th:text="${name}"``; and ``[[${name}]]`` in texts."""

from __future__ import annotations

from twimllint.source.templates.walk import REST_OF_TAG, Read, Search

#: What nothing but Thymeleaf has.
SIGN = r"\sth:[a-z]++\s*+=\s*+[\"']|\sdata-th-[a-z]++\s*+=\s*+[\"']|\[\[[$*#]\{"


class Thymeleaf:
    """Attributes with the prefix ``th``, its declaration, the element ``<th:block>`` and values in double brackets."""

    name = "thymeleaf"
    first = r"\s<\["
    opener = (
        r"\s(?:th:|data-th-)[\w:.-]++\s*+=\s*+[\"']|\sxmlns:th\s*+=\s*+[\"']|</?th:block(?=[\s/>])"
        r"|\[\[(?=\s*+[$*#@~'])|\[\((?=\s*+[$*#@~'])"
    )

    def __init__(self, search: Search) -> None:
        self._search = search

    def read(self, opener: str, start: int) -> Read | None:
        """To the quote, the angle bracket or the brackets."""
        search = self._search
        if opener.startswith("["):
            end = search.after("]]" if opener == "[[" else ")]", start)
            return None if end < 0 else Read("output", end)
        if opener.startswith("<"):
            match = REST_OF_TAG.match(search.text, start)
            return None if match is None else Read("control", match.end())
        end = search.after(opener[-1], start)
        return None if end < 0 else Read("control", end)
