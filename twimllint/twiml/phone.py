"""Phone numbers as Twilio reads them, judged by the ``phonenumbers`` library.

The library costs some 50 ms to import, so it is asked only where its knowledge of the world's numbering plans is
needed: a North American number in E.164, by far the commonest, is told by its form.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from twimllint.engine.wording import shortened
from twimllint.schema.limits import limit
from twimllint.twiml.placement import type_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twimllint.engine.context import Context
    from twimllint.engine.diagnostic import Span
    from twimllint.source.tree import Node

#: ``e164``: plus, country code and a length that the country has. ``us``: ten digits, or eleven from 1, which Twilio
#: takes for a US number. ``abroad``: the prefix 00 or 011 in place of the plus. ``trunk``: the 0 of the national form
#: kept after the country code. ``national``: other digits without a plus. ``service``: short numbers such as 911.
#: ``several``: more than one number. ``none``: no phone number.
Kind = Literal["e164", "us", "abroad", "trunk", "national", "service", "several", "none"]

_JOINTS = re.compile(r"[ \t\r\n\u00a0()./\-\u2010-\u2015]")
_NANP = re.compile(r"\+1[2-9][0-9]{9}")
# patterns for what is no number, compiled when they are first needed
_SCHEME = r"(?i)(client|sips?|whatsapp|tel|callto|messenger|sim|conference|queue):"
_EXTENSION = r"(?i)(?:[0-9)] *(?:,+|[wp;]+|x|ext\.?|#|\*)[ =]*[0-9wp,#*]+|;ext=[0-9]+) *$"
_SEVERAL = (r"(?i)[,;|&\r\n]|/(?=\s*\+)|\band\b|\bor\b|(?<=[0-9])\s*(?=\+)", r"\s+")
_INVISIBLE = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
_NOUNS = {"client": "<Client>", "sip": "<Sip>", "sips": "<Sip>", "whatsapp": "<WhatsApp>", "sim": "<Sim>",
          "conference": "<Conference>", "queue": "<Queue>"}  # fmt: skip


class Phone(NamedTuple):
    """What a text is as a phone number.

    ``full`` is the number in E.164 where it can be told, and ``sure`` says that the numbering plans have it so.
    ``why`` tells what is wrong with a text of kind ``none`` or ``several``, as the rest of a sentence about it, and
    ``advice`` where such a thing belongs when it is dialled; ``code`` is what Twilio logs.
    """

    text: str
    kind: Kind
    full: str | None = None
    why: str = ""
    advice: str = ""
    code: int = 13223
    sure: bool = True

    @property
    def digits(self) -> str:
        """The text without what may stand between its digits."""
        return _JOINTS.sub("", self.text)

    @property
    def shown(self) -> str:
        """The text for a message."""
        return shortened(self.text)


class Content(NamedTuple):
    """The text directly in an element, trimmed; ``templated`` says that a template tag stands in it."""

    text: str
    span: Span
    templated: bool


def content(node: Node, ctx: Context) -> Content | None:
    """What stands in an element, or ``None`` where nothing certain is known of the element itself."""
    if type_of(node, ctx) is None:
        return None
    return Content(node.text.strip(), node.text_span, node.templated or any(text.templated for text in node.texts))


def dialled(node: Node, ctx: Context) -> Content | None:
    """The number in a ``Dial``, ``Number`` or ``WhatsApp``, where the file has one and not a template."""
    found = None if node.children else content(node, ctx)
    return None if found is None or found.templated or not found.text else found


def most_digits() -> int:
    """How many digits a number in E.164 has at most."""
    return limit("phone-digits").maximum


def read(text: str, country: str | None = None) -> Phone:
    """Judge a text that stands for a phone number; ``country`` is the ISO code of the country to dial from.

    White space, hyphens, dots, slashes and brackets between the digits are taken as Twilio takes them: as nothing.
    """
    text = text.strip()
    if _NANP.fullmatch(text):
        return Phone(text, "e164", text)
    digits = _JOINTS.sub("", text)
    if _NANP.fullmatch(digits):
        return Phone(text, "e164", digits)
    bare = digits.removeprefix("+")
    if not (bare.isascii() and bare.isdigit()) or (len(bare) > most_digits() and _several(text)):
        return _no_number(text)
    if len(bare) > most_digits():
        return Phone(text, "none", why=f"has {len(bare)} digits, and no number has more than {most_digits()}")
    return _international(text, digits) if digits != bare else _domestic(text, digits, country)


def _international(text: str, digits: str) -> Phone:
    import phonenumbers as library

    try:
        number = library.parse(digits)
    except library.NumberParseException as error:
        if error.error_type == library.NumberParseException.INVALID_COUNTRY_CODE:
            return Phone(text, "none", why=f"begins with no country code, as {_beginnings(digits)} is none", code=13226)
        return Phone(text, "none", why="is too short: a country code and a number follow the +")
    if not _fits(number, library):
        return Phone(text, "none", why=_length(library, number.country_code or 0, digits))
    code = str(number.country_code)
    if digits.startswith(f"+{code}0") and _e164(library, number) == f"+{code}{digits[len(code) + 2 :]}":
        return Phone(text, "trunk", _e164(library, number), code=13224)
    return Phone(text, "e164", digits)


def _beginnings(digits: str) -> str:
    found = list(dict.fromkeys(digits[1 : 1 + length] for length in (1, 2, 3)))
    return f"{', '.join(found[:-1])} or {found[-1]}" if len(found) > 1 else found[0]


def _fits(number: Any, library: Any) -> bool:
    """Whether a number has as many digits as numbers of its country have.

    One too many is taken outside North America: old forms live on, such as the 1 of Mexican mobiles in +52 1 55 ...
    """
    reason = library.is_possible_number_with_reason(number)
    if reason == library.ValidationResult.TOO_LONG and number.country_code != 1:
        return len(str(number.national_number)) <= max(_lengths(number.country_code, library), default=0) + 1
    return bool(reason == library.ValidationResult.IS_POSSIBLE)


def _lengths(code: int, library: Any) -> list[int]:
    """How many digits may follow a country code."""
    region = library.region_code_for_country_code(code)
    plan = library.PhoneMetadata.metadata_for_region_or_calling_code(code, region)
    return [] if plan is None else [length for length in plan.general_desc.possible_length if length > 0]


def _length(library: Any, code: int, digits: str) -> str:
    """What is wrong with the number of digits after a country code."""
    given, lengths = len(digits) - 1 - len(str(code)), _lengths(code, library)
    wanted = f", where {_spread(lengths)} belong" if lengths and given not in lengths else ""
    return f"has {given} digit{'' if given == 1 else 's'} after the country code {code}{wanted}"


def _spread(lengths: Sequence[int]) -> str:
    if len(lengths) > 3 and lengths[-1] - lengths[0] == len(lengths) - 1:
        return f"{lengths[0]} to {lengths[-1]}"
    shown = [str(length) for length in lengths]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def _domestic(text: str, digits: str, country: str | None) -> Phone:
    if len(digits) == 3:
        return Phone(text, "service")
    us = "+1" + digits[-10:] if re.fullmatch(r"1?[1-9][0-9]{9}", digits) else None
    if us is not None and country is None:
        return Phone(text, "us", us)
    import phonenumbers as library

    if digits.startswith("00"):
        full = _known("+" + digits[2:], library)
        return Phone(text, "abroad", full, sure=full is not None)
    if country is not None:
        found = _at_home(text, digits, country.upper(), us, library)
        if found is not None:
            return found
    elif us is not None:
        return Phone(text, "us", us)
    if digits.startswith("011") and (full := _known("+" + digits[3:], library, strict=True)) is not None:
        return Phone(text, "abroad", full)
    full = _known("+" + digits, library)
    return Phone(text, "national", full, code=13224, sure=_known("+" + digits, library, strict=True) is not None)


def _at_home(text: str, digits: str, country: str, us: str | None, library: Any) -> Phone | None:
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
    return Phone(text, "national", full, code=13224) if valid or _fits(number, library) else None


def _known(digits: str, library: Any, strict: bool = False) -> str | None:
    """A number in E.164, or ``None`` where its length (``strict``: its digits) fits no numbering plan."""
    try:
        number = library.parse(digits)
    except library.NumberParseException:
        return None
    fits = library.is_valid_number(number) if strict else _fits(number, library)
    return digits if fits else None


def _e164(library: Any, number: Any) -> str:
    return str(library.format_number(number, library.PhoneNumberFormat.E164))


def _several(text: str) -> bool:
    """Whether a text holds more than one number."""
    for pattern in _SEVERAL:
        parts = [part for part in re.split(pattern, text) if part.strip()]
        if len(parts) > 1 and all(sum(char.isdigit() for char in part) >= 7 for part in parts):
            return True
    return False


def _no_number(text: str) -> Phone:
    """What a text is that is no phone number at all."""
    scheme = re.match(_SCHEME, text)
    if scheme is not None:
        noun = _NOUNS.get(scheme[1].lower())
        advice = f"such an address goes into {noun}" if noun else "the number stands alone"
        return Phone(text, "none", why=f"begins with {scheme[0]}", advice=advice)
    if _several(text):
        return Phone(text, "several", why="holds several numbers")
    if "@" in text:
        return Phone(text, "none", why="is an address", advice="one of SIP goes into <Sip>")
    unseen = re.search(_INVISIBLE, text)
    if unseen is not None:
        why = f"holds an invisible character (U+{ord(unseen[0]):04X}), copied along with the number"
        return Phone(text, "none", why=why)
    if re.search(_EXTENSION, text):
        advice = "keys to press after the answer go into sendDigits of <Number>"
        return Phone(text, "none", why="holds more than the number", advice=advice)
    spelt = _spelt(text)
    if spelt is not None:
        return Phone(text, "none", why="holds letters that stand for keys", advice=f"in digits it is {spelt}")
    return Phone(text, "none", why=_strange(text))


def _spelt(text: str) -> str | None:
    """The digits of a US number such as 1-800-FLOWERS, in E.164."""
    if not re.fullmatch(r"\+?1?[ .-]*\(?[0-9]{3}\)?[ .-]*[0-9A-Z .-]+", text) or re.search("[XN]{2}", text):
        return None
    import phonenumbers as library

    digits = _JOINTS.sub("", library.convert_alpha_characters_in_number(text)).removeprefix("+")
    full = "+" + digits if digits.startswith("1") else "+1" + digits
    return full if _NANP.fullmatch(full) else None


def _strange(text: str) -> str:
    """What a text holds that no number does."""
    letters = re.findall("[A-Za-z]+", text)
    digits = any(char.isdigit() for char in text)
    if not letters and digits:
        return f'holds "{next((char for char in _JOINTS.sub("", text) if char not in "0123456789+"), "+")}"'
    if letters == [text]:
        return "is a word"
    return "holds letters" if digits else "holds no digits"
