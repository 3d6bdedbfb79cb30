"""Voices and languages: whose voice a name is, what was meant by a name that is none, and which language a tag means.

The tables lie in ``schemas/voices.json`` and ``schemas/languages.json`` and are read when a document needs them; what
a prefix tells is answered without.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from twimllint.schema.data import data, languages, voices
from twimllint.schema.names import nearest
from twimllint.source.tree import OUTPUT_MASK, Node

if TYPE_CHECKING:
    from twimllint.schema.data import Voice

#: The old voices without a provider, which take no SSML (a test compares them with the table).
BASIC = ("man", "woman", "alice")

_GENDERS = {"female": "Polly.Joanna", "male": "Polly.Matthew"}

# Tags of one language that begin differently in the tables of the two providers.
_SAME = {"arb": "ar", "cmn": "zh", "yue": "zh", "iw": "he", "no": "nb", "nn": "nb", "tl": "fil"}
_TAG = re.compile(r"[a-z]{2,3}(-[a-z]{4})?-([a-z]{2}|[0-9]{3})(-[a-z]{3})?", re.IGNORECASE)


def provider(name: str) -> str | None:
    """``basic``, ``polly`` or ``google`` by the form of the name; ``None`` where it tells nothing."""
    if name in BASIC:
        return "basic"
    head = name.partition(".")[0]
    return {"Polly": "polly", "Google": "google"}.get(head)


def voice(name: str) -> Voice | None:
    """What is known of a voice."""
    return voices().get(name)


def elsewhere(name: str) -> bool:
    """Whether the name is a voice of another service whose documents look like TwiML (Telnyx, SignalWire, Plivo)."""
    return any(re.fullmatch(entry["regex"], name) for entry in data("voices")["other_providers"])


def nearest_voice(name: str) -> str | None:
    """The voice that was probably meant by a name that is none."""
    bare = name.strip()
    folded = _folded_voices()
    for prefix in ("", "Polly.", "Google."):
        found = folded.get((prefix + bare).lower()) or folded.get((prefix + bare).lower().replace("zh-", "cmn-"))
        if found is not None:  # Google's voices call Chinese cmn
            return found
    head, _, rest = bare.partition(".")
    if not rest:
        head, rest = "", bare
    for start in ("Polly.", "Google."):
        if head and nearest(head, (start[:-1],)) is None:
            continue
        names = {known[len(start) :]: known for known in voices() if known.startswith(start)}
        if start == "Google.":  # another letter at the end is another voice, not a slip
            names = {known: name for known, name in names.items() if known.lower()[-2:] == rest.lower()[-2:]}
        likely = nearest(rest, names, None if start == "Polly." else 2)
        if likely is not None:
            return names[likely]
    return None if head else _GENDERS.get(bare.lower()) or nearest(bare, BASIC[:2])


def kin(name: str) -> list[str]:
    """The voices of the same provider, language and kind as a name that is none: ``Google.en-US-Wavenet-``."""
    start = name[: name.rfind("-") + 1]
    return sorted(known for known in voices() if start and known.startswith(start)) if name.count("-") > 1 else []


@cache
def _folded_voices() -> dict[str, str]:
    return {name.lower(): name for name in voices()}


def voices_of(tag: str, gender: str | None = None, most: int = 3) -> list[str]:
    """A few current voices for a language of ``<Say>``: Polly's first, then of that gender, then the best known."""
    table = voices()
    children = {name.removesuffix("-Neural") for name, entry in table.items() if entry.get("child")}

    def rank(name: str) -> tuple[bool, bool, int, str]:
        kinds = sum(name + kind in table for kind in ("-Neural", "-Generative"))
        return not name.startswith("Polly."), table[name]["gender"] != gender, -kinds, name

    fitting = [
        name
        for name, entry in table.items()
        if tag in entry["languages"]
        and entry["status"] == "current"
        and name.isascii()
        and name.removesuffix("-Neural") not in children
    ]
    return sorted(fitting, key=rank)[:most]


def base(tag: str) -> str:
    """The language of a tag without its country: ``pt`` for ``pt-BR``, ``zh`` for ``cmn-CN``."""
    head = tag.replace("_", "-").partition("-")[0].lower()
    return _SAME.get(head, head)


def is_tag(value: str) -> bool:
    """Whether a value has the form language-COUNTRY, in any letter case."""
    return _TAG.fullmatch(value) is not None


def bare_language(value: str) -> bool:
    """Whether a value is a language without a country (``en``, not ``arb``, which Twilio lists so)."""
    return value.lower() in data("languages")["preferred"]


def meant_language(place: str, value: str) -> str | None:
    """The tag that was probably meant by a value that ``say`` or ``gather`` does not list, or lists as old."""
    tables: dict[str, Any] = data("languages")
    folded = value.strip().replace("_", "-").lower()
    mistaken = _folded_tags("mistaken").get(folded)
    if mistaken is not None and tables["mistaken"][mistaken][place] is not None:
        return str(tables["mistaken"][mistaken][place])
    listed = _folded_tags(place).get(folded)
    if listed is not None and languages(place)[listed]["status"] != "legacy":
        return listed
    key = tables["names"].get(folded, {}).get("base", folded)
    preferred = tables["preferred"].get(key) or tables["preferred"].get(key.partition("-")[0])
    return None if preferred is None else preferred[place]


@cache
def _folded_tags(table: str) -> dict[str, str]:
    tags: dict[str, Any] = data("languages")[table]
    # of two that differ in letter case alone the one with the country in capitals comes last and stays
    return {tag.lower(): tag for tag in sorted(tags, reverse=True)}


def language_in_voice(value: str) -> str | None:
    """The language tag of ``<Say>`` that somebody wrote as a voice (``en-gb``), or ``None`` for anything else."""
    if is_tag(value.replace("_", "-")) or bare_language(value) or value.lower() in data("languages")["names"]:
        return meant_language("say", value)
    return None


def speaker(node: Node) -> Node | None:
    """The ``<Say>`` that an element is or stands in."""
    return node if node.name == "Say" else node.closest("Say")


def length(say: Node, *, tags: bool) -> int:
    """How many characters a ``<Say>`` holds, what a template puts in not counted.

    With ``tags`` the tags inside and all white space count, as Google counts; without, the words alone, runs of white
    space as one blank.
    """
    words = "".join([text.value for node in say.walk() for text in node.texts]).replace(OUTPUT_MASK, "")
    if not tags:
        return len(" ".join(words.split()))
    inside = [span for node in say.walk() if node is not say for span in (node.tag_span, node.end_span) if span]
    return len(words) + sum(span.end - span.start for span in inside)
