"""Phone numbers as Twilio reads them, checked by the ``phonenumbers`` library.

The library needs some 50 ms to import, so it is asked only where its knowledge of the world's numbering plans is
needed: a North American number in E.164, by far the most common, is recognised by its form.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from twimllint.renamed import renamed_names
from twimllint.schema.limits import limit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twimllint.source.tree import Node

#: ``e164``: plus, country code and a length that the country has. ``us``: ten digits, or eleven from 1, which Twilio
#: reads as a US number. ``abroad``: the prefix 00 or 011 in place of the plus. ``trunk``: the 0 of the national form
#: kept after the country code. ``national``: other digits without a plus. ``service``: short numbers such as 911.
#: ``several``: more than one number. ``none``: not a phone number.
Kind = Literal["e164", "us", "abroad", "trunk", "national", "service", "several", "none"]

#: Why a text of kind ``several`` or ``none`` is not a phone number, with its parts in braces. ``too-many-digits``
#: {count, most}; ``unknown-country`` {codes: its first one, two and three digits}; ``too-short``: too few digits;
#: ``wrong-length`` {count, country, lengths}: digits after a country code; ``address`` {scheme, noun}: ``noun`` is the
#: element for such addresses, or empty; ``several``; ``at-sign``; ``invisible-character`` {character: U+200B};
#: ``percent-encoded`` {decoded}; ``extension``: keys to press after the answer; ``letters-as-keys`` {full};
#: ``character`` {character}; ``letters``; ``no-digits``.
Reason = Literal[
    "too-many-digits", "unknown-country", "too-short", "wrong-length", "address", "several", "at-sign",
    "invisible-character", "percent-encoded", "extension", "letters-as-keys", "character", "letters", "no-digits",
]  # fmt: skip

_SEPARATORS = re.compile(r"[ \t\r\n\u00a0()./\-\u2010-\u2015]")
_NANP = re.compile(r"\+1[2-9][0-9]{9}")
# patterns for what is not a number, compiled when they are first needed
_SCHEME = r"(?i)(client|sips?|whatsapp|tel|callto|messenger|sim|conference|queue):"
_EXTENSION = r"(?i)(?:[0-9] *(?:,|[wp;]|x|ext\.?|#|\*)[ =]*[0-9wp,;#*]+|;ext=[0-9]+) *$"
_SEVERAL = (r"(?i)[,;|&\r\n]|/(?=\s*\+)|\band\b|\bor\b|(?<=[0-9])\s*(?=\+)", r"\s+")
_INVISIBLE = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
_PERCENT = "%[0-9A-Fa-f]{2}"
_NOUNS = {"client": "Client", "sip": "Sip", "sips": "Sip", "whatsapp": "WhatsApp", "sim": "Sim",
          "conference": "Conference", "queue": "Queue"}  # fmt: skip
#: Extensions and numbers in letters are sought in this many characters at the end, and in no longer text.
_MAX_EXTENSION = _MAX_LETTERS = 40


class Phone(NamedTuple):
    """What a text is as a phone number.

    ``full`` is the number in E.164 where it is known, and ``sure`` says that the numbering plans have it so. ``reason``
    says why a text of kind ``none`` or ``several`` is not a phone number, and ``parts`` holds the particulars that
    belong to the reason.
    """

    text: str
    kind: Kind
    full: str | None = None
    reason: Reason | None = None
    parts: Mapping[str, Any] = {}
    sure: bool = True

    @property
    def digits(self) -> str:
        """The text without what may be written between its digits."""
        return _SEPARATORS.sub("", self.text)


def dialled(node: Node) -> str:
    """The number in a ``Dial``, ``Number`` or ``WhatsApp``; empty where there is none, or a template writes it."""
    return "" if node.children or node.templated else node.text.strip()


def parse_number(text: str, country: str | None = None) -> Phone:
    """Read a text as a phone number; ``country`` is the ISO code of the country to dial from.

    White space, hyphens, dots, slashes and brackets between the digits are ignored, as Twilio ignores them.
    """
    return _remembered(text, country) if len(text) <= _MAX_REMEMBERED_CHARACTERS else _parse_number(text, country)


def _parse_number(text: str, country: str | None) -> Phone:
    text = text.strip()
    if _NANP.fullmatch(text):
        return Phone(text, "e164", text)
    digits = _SEPARATORS.sub("", text)
    if _NANP.fullmatch(digits):
        return Phone(text, "e164", digits)
    bare = digits.removeprefix("+")
    max_digits = limit("phone-digits").maximum
    if not (bare.isascii() and bare.isdigit()) or (len(bare) > max_digits and _has_several_numbers(text)):
        return _not_a_number(text)
    if len(bare) > max_digits:
        return _not_a_phone(text, "too-many-digits", count=len(bare), most=max_digits)
    return _international(text, digits) if digits != bare else _domestic(text, digits, country)


#: Several rules read each number, and the documents of one application repeat them.
_MAX_REMEMBERED_CHARACTERS = 100
_remembered = lru_cache(1000)(_parse_number)


def _not_a_phone(text: str, reason: Reason, **parts: Any) -> Phone:
    return Phone(text, "none", reason=reason, parts=parts)


def _international(text: str, digits: str) -> Phone:
    import phonenumbers as library

    try:
        number = library.parse(digits)
    except library.NumberParseException as error:
        if error.error_type == library.NumberParseException.INVALID_COUNTRY_CODE:
            return _not_a_phone(text, "unknown-country", codes=_first_digits(digits))
        return _not_a_phone(text, "too-short")
    country = number.country_code or 0
    if not _has_possible_length(number, library):
        count = len(library.national_significant_number(number))
        return _not_a_phone(text, "wrong-length", count=count, country=country, lengths=_lengths(country, library))
    if digits.startswith(f"+{country}0") and _e164(library, number) == f"+{country}{digits[len(str(country)) + 2 :]}":
        return Phone(text, "trunk", _e164(library, number))
    return Phone(text, "e164", digits)


def _first_digits(digits: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(digits[1 : 1 + length] for length in (1, 2, 3)))


def _has_possible_length(number: Any, library: Any) -> bool:
    """Whether a number has as many digits as numbers of its country have.

    One too many is allowed outside North America: old forms live on, such as the 1 of Mexican mobiles in +52 1 55 ...
    """
    result = library.is_possible_number_with_reason(number)
    if result == library.ValidationResult.TOO_LONG and number.country_code != 1:
        return len(str(number.national_number)) <= max(_lengths(number.country_code, library), default=0) + 1
    return bool(result == library.ValidationResult.IS_POSSIBLE)


def _lengths(code: int, library: Any) -> tuple[int, ...]:
    """How many digits may follow a country code."""
    region = library.region_code_for_country_code(code)
    plan = library.PhoneMetadata.metadata_for_region_or_calling_code(code, region)
    return () if plan is None else tuple(length for length in plan.general_desc.possible_length if length > 0)


def _domestic(text: str, digits: str, country: str | None) -> Phone:
    if len(digits) == 3:
        return Phone(text, "service")
    us = "+1" + digits[-10:] if re.fullmatch(r"1?[1-9][0-9]{9}", digits) else None
    if us is not None and country is None:
        return Phone(text, "us", us)
    import phonenumbers as library

    if digits.startswith("00"):
        full = _with_plausible_length("+" + digits[2:], library)
        return Phone(text, "abroad", full, sure=full is not None)
    if country is not None:
        at_home = _dialled_in_country(text, digits, country.upper(), us, library)
        if at_home is not None:
            return at_home
    if us is not None:
        return Phone(text, "us", us)
    if (
        digits.startswith("011")
        and (full := _with_plausible_length("+" + digits[3:], library, strict=True)) is not None
    ):
        return Phone(text, "abroad", full)
    full = _with_plausible_length("+" + digits, library)
    return Phone(text, "national", full, sure=_with_plausible_length("+" + digits, library, strict=True) is not None)


def _dialled_in_country(text: str, digits: str, country: str, us: str | None, library: Any) -> Phone | None:
    """A number as it is dialled in a country."""
    try:
        number = library.parse(digits, country)
    except library.NumberParseException:
        return None
    full, valid = _e164(library, number), library.is_valid_number(number)
    if full == us or (us is not None and not valid):
        return Phone(text, "us", us)
    if not valid and library.is_valid_short_number(number):
        return Phone(text, "service")
    return Phone(text, "national", full) if valid or _has_possible_length(number, library) else None


def _with_plausible_length(digits: str, library: Any, strict: bool = False) -> str | None:
    """A number in E.164, or ``None`` where its length (``strict``: its digits) fits no numbering plan."""
    try:
        number = library.parse(digits)
    except library.NumberParseException:
        return None
    fits = library.is_valid_number(number) if strict else _has_possible_length(number, library)
    return digits if fits else None


def _e164(library: Any, number: Any) -> str:
    return str(library.format_number(number, library.PhoneNumberFormat.E164))


def _has_several_numbers(text: str) -> bool:
    """Whether a text holds more than one number."""
    for pattern in _SEVERAL:
        parts = [part for part in re.split(pattern, text) if part.strip()]
        if len(parts) > 1 and all(sum(char.isdigit() for char in part) >= 7 for part in parts):
            return True
    return False


def _not_a_number(text: str) -> Phone:
    scheme = re.match(_SCHEME, text)
    if scheme is not None:
        return _not_a_phone(text, "address", scheme=scheme[0], noun=_NOUNS.get(scheme[1].lower(), ""))
    if _has_several_numbers(text):
        return Phone(text, "several", reason="several")
    if "@" in text:
        return _not_a_phone(text, "at-sign")
    invisible = re.search(_INVISIBLE, text)
    if invisible is not None:
        return _not_a_phone(text, "invisible-character", character=f"U+{ord(invisible[0]):04X}")
    if re.search(_PERCENT, text):
        from urllib.parse import unquote

        return _not_a_phone(text, "percent-encoded", decoded=unquote(text))
    if re.search(_EXTENSION, text[-_MAX_EXTENSION:]):
        return _not_a_phone(text, "extension")
    full = _number_in_letters(text)
    if full is not None:
        return _not_a_phone(text, "letters-as-keys", full=full)
    if not any(char.isdigit() for char in text):
        return _not_a_phone(text, "no-digits")
    if re.search("[A-Za-z]", text):
        return _not_a_phone(text, "letters")
    wrong = next((char for char in _SEPARATORS.sub("", text) if char not in "0123456789+"), "+")
    return _not_a_phone(text, "character", character=wrong)


def _number_in_letters(text: str) -> str | None:
    """The digits of a US number such as 1-800-FLOWERS, in E.164."""
    pattern = r"\+?1?[ .-]*\(?[0-9]{3}\)?[0-9A-Z .-]+"
    if len(text) > _MAX_LETTERS or not re.fullmatch(pattern, text) or re.search("[XN]{2}", text):
        return None
    import phonenumbers as library

    # one letter among digits is no word: the digit was meant that it looks like
    if len(re.findall("[A-Z]", text)) == 1:
        text = text.replace("O", "0").replace("I", "1")
    digits = _SEPARATORS.sub("", library.convert_alpha_characters_in_number(text)).removeprefix("+")
    full = "+" + digits if digits.startswith("1") else "+1" + digits
    return full if _NANP.fullmatch(full) else None


if not TYPE_CHECKING:
    __getattr__ = renamed_names(
        __name__,
        {
            "read": "parse_number",
        },
    )
