"""Fields of Twilio's requests that hold what a caller said or wrote."""

from __future__ import annotations

#: Those of them that nobody but Twilio has, wherever they are read from.
ONLY_TWILIOS = frozenset({"SpeechResult", "TranscriptionText", "UnstableSpeechResult"})
#: All of them.
CALLERS = ONLY_TWILIOS | {"Body", "CallerName", "ProfileName"}
