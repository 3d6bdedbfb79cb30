"""The fields of Twilio's requests that hold what a caller said or wrote, by ``schemas/programs.json``."""

from __future__ import annotations

from twimllint.schema.data import data

_FIELDS = data("programs")["request_fields"]
CALLERS: frozenset[str] = frozenset(_FIELDS)
#: Those that nobody but Twilio has, wherever they are read from.
ONLY_TWILIOS: frozenset[str] = frozenset([name for name, field in _FIELDS.items() if field["only_twilio"]])
