"""Tags of TAL, which are attributes: ``tal:content="name"``; and those of Genshi that fill elements.

Chameleon knows the prefixes of TAL without a declaration, Genshi knows none.
"""

from __future__ import annotations

from twimllint.source.templates.thymeleaf import Thymeleaf

#: What nothing but these has.
SIGN = (
    r"\s(?:tal|metal):[a-z]++(?:-[a-z]++)*+\s*+=\s*+[\"']|</?(?:tal|metal):[a-z]++[\s/>]"
    r"|\sxmlns:py\s*+=\s*+[\"']http://(?:genshi\.edgewall\.org|purl\.org/kid)"
)


class Tal(Thymeleaf):
    """Attributes and elements with the prefixes ``tal``, ``metal`` and ``i18n``, and Genshi's ``py:content``."""

    name = "tal"
    opener = (
        r"\s(?:(?:tal|metal|i18n|meta):[\w:.-]++|py:(?:content|replace))\s*+=\s*+[\"']"
        r"|</?(?:tal|metal):[\w.-]++(?=[\s/>])"
    )
    first = r"\s<"
