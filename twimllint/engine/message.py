"""Messages of rules as data: a title, a label for the place, and help, each a template filled where it is reported."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twimllint.engine.basics import Severity

#: The most characters of a title, a label, and of both joined by a colon.
TITLE, LABEL, MESSAGE = 72, 60, 120
#: A value is never shortened below this many characters.
_MIN_VALUE_CHARACTERS = 8
_CODE = re.compile(r" ?\(\{code\}\)")
_NUMBER = re.compile(r"(?<!\{)\{code\}(?!\})")


class Message(NamedTuple):
    """One thing that a rule can say.

    ``title`` says what is wrong, without consequence and without a full stop; ``label`` is at the caret and names
    the particular of the place; ``help`` gives the remedy first and then what Twilio does. All three are templates of
    ``str.format``: ``{name}`` is filled by a keyword of ``Rule.report``. ``({code})`` in the help is the number of the
    Twilio error, and is left out where there is none.

    ``severity`` and ``twilio_code`` are the rule's own where they are ``None``; a ``twilio_code`` of 0 means that no
    number of Twilio's belongs to this message.
    """

    title: str
    label: str = ""
    help: str = ""
    severity: Severity | None = None
    twilio_code: int | None = None


def joined(title: str, label: str) -> str:
    """Title and label as the one line that most report formats show."""
    return f"{title}: {label}" if label else title


def fill(template: str, values: Mapping[str, Any], max_length: int) -> str:
    """The template with its values; the longest values are shortened until the text has ``max_length`` characters.

    Raises ``KeyError`` for a placeholder that has no value.
    """
    text = template.format_map(values) if "{" in template or "}" in template else template
    if len(text) <= max_length:
        return text
    shortened = dict(values)
    while len(text) > max_length:
        name = max(
            shortened, key=lambda key: len(shortened[key]) if _is_used(key, shortened, template) else 0, default=""
        )
        if not name or not isinstance(shortened[name], str) or len(shortened[name]) <= _MIN_VALUE_CHARACTERS:
            break
        room = max(_MIN_VALUE_CHARACTERS, len(shortened[name]) - (len(text) - max_length))
        shortened[name] = shortened[name][: room - 1].rstrip() + "…"
        text = template.format_map(shortened)
    return text


def fill_help(template: str, values: Mapping[str, Any], code: int | None) -> str | None:
    """The help with its values, and with Twilio's number where there is one; ``None`` where there is no help."""
    if not template:
        return None
    template = _with_code(template, code)
    return template.format_map(values).strip() if "{" in template or "}" in template else template.strip()


@cache
def _with_code(template: str, code: int | None) -> str:
    """The template with Twilio's number, or without the place for it."""
    if not code:
        template = _CODE.sub("", template)
    return _NUMBER.sub(str(code), template)


def _is_used(name: str, values: Mapping[str, Any], template: str) -> bool:
    return isinstance(values[name], str) and f"{{{name}}}" in template
