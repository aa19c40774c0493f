"""Personal data in running text: identity numbers found and masked, e-mail addresses and mobile numbers found.

A *personnummer* or *samordningsnummer* is ten or twelve digits: a date of birth, where a *samordningsnummer* has 60
added to the day, three digits, and a check digit by the Luhn algorithm (folkbokföringslagen 1991:481, 18 and 18 a §§).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from medlofte.core.record import Record

DatumKind = Literal["identity", "wrong-check-digit", "email", "mobile"]

_BLANK = "(?:[^\\S\n]|[\u00ad\u200b-\u200f\u2060\ufeff])?"
_DASH = "([-+\u2010-\u2015\u2212])?"
_FOLD = "(?:\n {1,64})?"
_SHAPE = rf"000000(?<!0000000)(?:00)?{_BLANK}{_DASH}{_BLANK}{_FOLD}0000(?!0)"
"""The form of an identity number in a text whose digits are all zeros: a search for six zeros takes next to no time."""

_MOBILE_STARTS = ("070", "072", "073", "076", "079")
_NATIONAL = r"07[02369](?:[ \u00a0/-]?\d){7}(?!\d)"
_COUNTRY_SIGNS = ("+", "00")
_INTERNATIONAL = r"46[ \u00a0-]?(?:\(0\)[ \u00a0]?)?7[02369](?:[ \u00a0-]?\d){7}(?!\d)"
_BEFORE_AT, _AFTER_AT = r"[\w.+-]{1,64}$", r"@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
_ZEROS = bytes(ord("0") if chr(byte).isdecimal() and byte < 0x80 else byte for byte in range(256))
_FULL_WIDTH = "０１２３４５６７８９"
_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CENTURIES = ("18", "19", "20")
_ADDED_TO_DAY = 60
_SHORTEST = len("YYMMDDNNNN")


class PersonalDatum(Record):
    """Personal data in a text: what kind it is, and from where up to where, counted from 0."""

    kind: DatumKind
    start: int
    end: int


def find_identity_numbers(text: str) -> Iterator[PersonalDatum]:
    """The identity numbers in the text, with or without century, dash, plus or blank.

    What has the form with a dash and a real date but another check digit is found as ``wrong-check-digit``. Company
    numbers (their third and fourth digits are at least 20), registry references, spans of dates and telephone numbers
    are neither, for they have no such date or more digits.
    """
    if len(text) < _SHORTEST:
        return
    zeros = _with_zeros(text)
    for match in re.finditer(_SHAPE, zeros) if zeros is not None else ():
        found = text[match.start() : match.end()]
        digits = "".join(char for char in found if char.isdecimal())
        century, digits = digits[:-10], digits[-10:]
        if not _is_date(century, int(digits[0:2]), int(digits[2:4]), int(digits[4:6])):
            continue
        if _has_check_digit(digits):
            yield PersonalDatum("identity", *match.span())
        elif match[1] is not None and len(found) == len(century) + len("YYMMDD-NNNN"):
            yield PersonalDatum("wrong-check-digit", *match.span())


def has_identity_number(text: str) -> bool:
    """Whether an identity number stands in the text."""
    return any(found.kind == "identity" for found in find_identity_numbers(text))


def find_contacts(text: str) -> Iterator[PersonalDatum]:
    """The e-mail addresses and Swedish mobile numbers in the text."""
    for domain in re.finditer(_AFTER_AT, text) if "@" in text else ():
        name = re.search(_BEFORE_AT, text[max(domain.start() - 64, 0) : domain.start()])
        if name is not None:
            yield PersonalDatum("email", domain.start() - len(name.group()), domain.end())
    for match in re.finditer(_NATIONAL, text) if any(start in text for start in _MOBILE_STARTS) else ():
        before = text[max(match.start() - 1, 0) : match.start()]
        if not before.isdecimal() and before != "+":
            yield PersonalDatum("mobile", *match.span())
    for match in re.finditer(_INTERNATIONAL, text) if any(f"{sign}46" in text for sign in _COUNTRY_SIGNS) else ():
        sign = next((sign for sign in _COUNTRY_SIGNS if text.endswith(sign, 0, match.start())), None)
        if sign is not None:
            yield PersonalDatum("mobile", match.start() - len(sign), match.end())


def mask_identity_numbers(text: str) -> str:
    """The text with every digit of an identity number replaced by an asterisk; as long as before."""
    for found in find_identity_numbers(text):
        if found.kind == "identity":
            text = mask_span(text, found)
    return text


def mask_span(text: str, found: PersonalDatum) -> str:
    """The text with the digits of what was found replaced by asterisks; as long as before."""
    return text[: found.start] + re.sub(r"\d", "*", text[found.start : found.end]) + text[found.end :]


def _with_zeros(text: str) -> str | None:
    """The text with every digit a zero; nothing where no six digits stand together.

    It goes through bytes, because that is forty times faster.
    """
    encoded = text.encode("utf-8", "surrogatepass").translate(_ZEROS)
    if b"\xef\xbc" in encoded:
        zeros = encoded.decode("utf-8", "surrogatepass").translate(dict.fromkeys(map(ord, _FULL_WIDTH), "0"))
        return zeros if "000000" in zeros else None
    return encoded.decode("utf-8", "surrogatepass") if b"000000" in encoded else None


def _is_date(century: str, year: int, month: int, day: int) -> bool:
    """Whether there is such a day; without its century, in any year that ends so."""
    if century and century not in _CENTURIES:
        return False
    if not 1 <= month <= len(_LONGEST_MONTH):
        return False
    if day > _ADDED_TO_DAY:
        day -= _ADDED_TO_DAY
    if not 1 <= day <= _LONGEST_MONTH[month - 1]:
        return False
    is_leap_year = year % 4 == 0 and (year != 0 or century in ("", "20"))
    return (month, day) != (2, 29) or is_leap_year


def _has_check_digit(digits: str) -> bool:
    """Whether the ten digits pass the Luhn test."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[::2])
    return (sum(doubled) + sum(int(digit) for digit in digits[1::2])) % 10 == 0
