"""Voices and languages: whose voice a name is, what was meant by an unknown name, and which language a tag means.

The tables are ``schemas/voices.json`` and ``schemas/languages.json``, read when a document needs them; what a prefix
shows is answered without them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from twimllint.renamed import renamed_names
from twimllint.schema.data import data, languages, voices
from twimllint.schema.names import nearest
from twimllint.source.tree import Node, static_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from twimllint.schema.data import Voice
    from twimllint.source.tree import Attr

#: The old voices without a provider, which support no SSML (a test compares them with the table).
BASIC = ("man", "woman", "alice")

#: No name of a voice is longer.
_MAX_NAME_CHARACTERS = 100
#: Nor any tag of a language.
_MAX_TAG_CHARACTERS = 12
#: Of so many languages and unknown voices the voices are remembered; users may write any.
_MAX_REMEMBERED = 256
_GENDERS = {"female": "Polly.Joanna", "male": "Polly.Matthew"}

# Tags of one language that begin differently in the tables of the two providers.
_SAME_LANGUAGE = {"arb": "ar", "cmn": "zh", "yue": "zh", "iw": "he", "no": "nb", "nn": "nb", "tl": "fil"}
_TAG = re.compile(r"[a-z]{2,3}(-[a-z]{4})?-([a-z]{2}|[0-9]{3})(-[a-z]{3})?", re.IGNORECASE)


def provider(name: str) -> str | None:
    """``basic``, ``polly`` or ``google`` by the form of the name; ``None`` for any other form."""
    if name in BASIC:
        return "basic"
    head = name.partition(".")[0]
    return {"Polly": "polly", "Google": "google"}.get(head)


def voice(name: str) -> Voice | None:
    """What is known of a voice."""
    return voices().get(name)


@lru_cache(200)
def is_foreign_voice(name: str) -> bool:
    """Whether the name is a voice of another service whose documents look like TwiML (Telnyx, SignalWire, Plivo)."""
    return any(re.fullmatch(entry["regex"], name) for entry in data("voices")["other_providers"])


@lru_cache(200)
def nearest_voice(name: str) -> str | None:
    """The voice that was probably meant by an unknown name."""
    bare = name.strip()
    if len(bare) > _MAX_NAME_CHARACTERS:
        return None
    folded = _folded_voices()
    for prefix in ("", "Polly.", "Google."):
        voice = folded.get((prefix + bare).lower()) or folded.get((prefix + bare).lower().replace("zh-", "cmn-"))
        if voice is not None:  # Google's voices call Chinese cmn
            return voice
    head, _, rest = bare.partition(".")
    if not rest:
        head, rest = "", bare
    for start in ("Polly.", "Google."):
        if head and nearest(head, (start[:-1],)) is None:
            continue
        names = {candidate[len(start) :]: candidate for candidate in voices() if candidate.startswith(start)}
        if start == "Google.":  # another letter at the end is another voice, not a typing error
            names = {
                candidate: name for candidate, name in names.items() if candidate[-2:].lower() == rest[-2:].lower()
            }
        name_meant = nearest(rest, names, None if start == "Polly." else 2)
        if name_meant is not None:
            return names[name_meant]
    return None if head else _GENDERS.get(bare.lower()) or nearest(bare, BASIC[:2])


@lru_cache(_MAX_REMEMBERED)
def same_family(name: str) -> tuple[str, ...]:
    """The voices of the same provider, language and kind as an unknown name: ``Google.en-US-Wavenet-``."""
    start = name[: name.rfind("-") + 1]
    if not start or name.count("-") < 2:
        return ()
    return tuple(sorted([voice for voice in voices() if voice.startswith(start)]))


@cache
def _folded_voices() -> dict[str, str]:
    return {name.lower(): name for name in voices()}


@lru_cache(_MAX_REMEMBERED)
def voices_of(tag: str, gender: str | None = None, limit: int = 3) -> tuple[str, ...]:
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
    return tuple(sorted(fitting, key=rank)[:limit])


def base_language(tag: str) -> str:
    """The language of a tag without its country: ``pt`` for ``pt-BR``, ``zh`` for ``cmn-CN``."""
    head = tag.replace("_", "-").partition("-")[0].lower()
    return _SAME_LANGUAGE.get(head, head)


def is_tag(value: str) -> bool:
    """Whether a value has the form language-COUNTRY, in any letter case."""
    return _TAG.fullmatch(value) is not None


def is_bare_language(value: str) -> bool:
    """Whether a value is a language without a country (``en``, not ``arb``, which Twilio lists so)."""
    return value.lower() in data("languages")["preferred"]


def nearest_language(place: str, value: str) -> str | None:
    """The tag that was probably meant by a value that ``say`` or ``gather`` does not list, or lists as old.

    What continues a known tag means that tag (``en-GB-oxf``, ``en_GB.UTF-8``, ``en-GBR``, ``en-GB;q=0.8``), else the
    usual one of its language.
    """
    tables: dict[str, Any] = data("languages")
    folded = re.sub(r"[-_\s]+", "-", value.strip()[:_MAX_NAME_CHARACTERS].lower())
    for tag in (folded, re.sub(r"\A([a-z]{2,3})-[a-z]{4}-", r"\1-", folded)):  # with its script, and without
        for end in range(min(len(tag), _MAX_TAG_CHARACTERS), 1, -1):
            known = _known_language(place, tag[:end]) if end == len(tag) or "-" in tag[:end] else None
            if known is not None:
                return known
    key = tables["names"].get(folded, {}).get("base", folded)
    preferred = tables["preferred"].get(key) or tables["preferred"].get(key.partition("-")[0])
    return None if preferred is None else preferred[place]


def relay_providers(tag: str) -> Mapping[str, tuple[str, ...]]:
    """For each kind of provider of ConversationRelay, those that have a language, where not all may have it."""
    entry = data("languages")["relay"].get(tag, {"providers": {}})
    return {kind: tuple(having) for kind, having in entry["providers"].items()}


def _known_language(place: str, folded: str) -> str | None:
    """What a tag in lower letters means, if it is listed, or known as a mistake."""
    mistake = _folded_tags("mistaken").get(folded)
    intended = None if mistake is None else data("languages")["mistaken"][mistake][place]
    if intended is not None:
        return str(intended)
    listed = _folded_tags(place).get(folded)
    return listed if listed is not None and languages(place)[listed]["status"] != "legacy" else None


@cache
def _folded_tags(table: str) -> dict[str, str]:
    tags: dict[str, Any] = data("languages")[table]
    # of two that differ only in letter case the one with the country in capitals comes last and is kept
    return {tag.lower(): tag for tag in sorted(tags, reverse=True)}


def language_in_voice(value: str) -> str | None:
    """The language tag of ``<Say>`` that somebody wrote as a voice (``en-gb``), or ``None`` for anything else."""
    if is_tag(value.replace("_", "-")) or is_bare_language(value) or value.lower() in data("languages")["names"]:
        return nearest_language("say", value)
    return None


def speaker(node: Node) -> Node | None:
    """The ``<Say>`` that an element is, or is inside of."""
    return node if node.name == "Say" else node.closest("Say")


def ssml_elements() -> tuple[str, ...]:
    """The names of the SSML elements that may be inside ``<Say>``."""
    from twimllint.schema.grammar import load

    return tuple(sorted(load("voice").ssml))


def spoken_text(say: Node) -> str:
    """The text of a ``<Say>`` and of the elements inside; what a template writes is left out."""
    return static_text("".join([text.value for node in say.walk() for text in node.texts]))


def length(say: Node, *, tags: bool) -> int:
    """How many characters a ``<Say>`` has, what a template writes not counted.

    With ``tags`` the tags inside and all white space count, as Google counts; without, only the text counts, and runs
    of white space as one space.
    """
    text = spoken_text(say)
    if not tags:
        return len(" ".join(text.split()))
    inside = [span for node in say.walk() if node is not say for span in (node.tag_span, node.end_span) if span]
    return len(text) + sum(span.end - span.start for span in inside)


def encoded_length(text: str) -> int:
    """How many characters a text has when it is encoded for a URL: three for each byte outside ASCII, else one.

    Spaces and punctuation count once: Twilio's limits for plain English text leave no room for more.
    """
    ascii_only = len(text.encode("ascii", "ignore"))
    return ascii_only + 3 * (len(text.encode("utf-8", "surrogatepass")) - ascii_only)


def languages_of_model(model: str) -> tuple[str, ...]:
    """The languages of a ``speechModel`` of ``<Gather>`` that has a list of its own; empty for any other."""
    models = data("languages")["stt_models"]
    key = "experimental" if model.startswith("experimental_") else model
    row = models.get(key) if key in ("experimental", "phone_call") else None
    return () if row is None else tuple(row["languages"])


def has_language(languages: Iterable[str], tag: str) -> bool:
    """Whether a list of tags has a tag, in any letter case; ``ar-*`` is any tag of a language."""
    lower = tag.lower()
    return any(
        lower.startswith(language[:-1].lower()) if language.endswith("*") else lower == language.lower()
        for language in languages
    )


def first_of(attr: Attr, names: Collection[str]) -> list[Attr]:
    """The attributes of an element among ``names`` that have a value, if ``attr`` is the first of them; else none."""
    attrs = [other for other in attr.parent.attrs if other.name in names and other.value.strip()]
    return attrs if attrs and attrs[0] is attr else []


if not TYPE_CHECKING:
    __getattr__ = renamed_names(
        __name__,
        {
            "elsewhere": "is_foreign_voice",
            "kin": "same_family",
            "base": "base_language",
            "bare_language": "is_bare_language",
            "meant_language": "nearest_language",
        },
    )
