"""A quick look at a text: most documents hold no template tag, and nothing more is loaded for them."""

from __future__ import annotations

from twimllint.source._signs import PREFIXES, SIGNS


def is_untemplated(text: str) -> bool:
    """Whether a text surely holds no template tag: none of the signs that ``schemas/templates.json`` lists."""
    if "$" in text or ("{" in text and not _has_only_braces_of_json(text)):
        return False
    if "?" in text and (text.find("<?", 1) >= 0 or (text[:2] == "<?" and text[2:3] != "x")):
        return False  # at most an XML declaration, right at the start
    for key, signs in SIGNS:
        if key in text:
            for sign in signs:
                if sign in text:
                    return False
    if text.count(":") == text.count("://"):
        return True
    *before_colons, _ = text.replace("://", "").split(":")
    return not any(before.endswith(PREFIXES) for before in before_colons)


def _has_only_braces_of_json(text: str) -> bool:
    """Whether each opening brace begins an object of JSON; one after ``#`` is Ruby's."""
    objects = text.count('{"') + text.count("{}") + text.count("{&quot;")
    return text.count("{") == objects and "#{" not in text
