"""Escaping: how any text is made safe and true for the place where it is written."""

from __future__ import annotations

import re
from decimal import Decimal

LONGEST_SHOWN = 60

# C1 controls, line and paragraph separators, bidirectional and zero-width characters, the byte order mark.
_INVISIBLE = "\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
HIDDEN_BUT_NEWLINE = re.compile(f"[\x00-\x09\x0b-\x1f{_INVISIBLE}]")
"""A character that shows nothing or changes how others are shown; a line break is not among them."""

_HIDDEN = f"[\x00-\x1f{_INVISIBLE}]"
_MARKDOWN = r"([\\`*_{}\[\]<>#|~$&^=])"
_MARKDOWN_AT_LINE_START = r"(?m)^(\s*)([-+])|^(\s*)(\d{1,9})([.)])(?=\s|$)"
_URL_LIKE = r"(?i)(https?|ftp|mailto)(:)|(www)(\.)|(@)"
_CSV_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def escaped(text: str) -> str:
    r"""The text on one line, every control, bidirectional or zero-width character spelled out as ``\u202e``."""
    return re.sub(_HIDDEN, _spelled_out, text)


def shown(text: str) -> str:
    """The text as it is quoted in a message: on one line, spelled out, at most 60 characters."""
    safe = escaped(text)
    return safe if len(safe) <= LONGEST_SHOWN else safe[: LONGEST_SHOWN - 1] + "…"


def terminal(text: str) -> str:
    """The text for a terminal: line breaks stay, everything else that is not a visible character is spelled out."""
    return HIDDEN_BUT_NEWLINE.sub(_spelled_out, text)


def _spelled_out(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def github_data(text: str) -> str:
    """The text as the message of a GitHub workflow command."""
    return terminal(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def github_property(text: str) -> str:
    """The text as a property value of a GitHub workflow command."""
    return github_data(text).replace(":", "%3A").replace(",", "%2C")


def markdown(text: str) -> str:
    """The text as inline Markdown that shows exactly it: no heading, list, link, table or HTML can come of it."""
    safe = re.sub(_MARKDOWN, r"\\\1", terminal(text))
    safe = re.sub(_MARKDOWN_AT_LINE_START, _escaped_line_start, safe)
    return re.sub(_URL_LIKE, _escaped_url, safe)


def _escaped_line_start(match: re.Match[str]) -> str:
    blank, sign, number_blank, number, dot = match.groups()
    return f"{number_blank}{number}\\{dot}" if number else f"{blank}\\{sign}"


def _escaped_url(match: re.Match[str]) -> str:
    return "".join(f"\\{part}" if part in (":", ".", "@") else part for part in match.groups() if part)


def markdown_cell(text: str) -> str:
    """The text as the content of one cell of a Markdown table: as ``markdown``, on one line."""
    return markdown(" ".join(text.split("\n")))


def csv_cell(text: str) -> str:
    """The text as a CSV cell: what a spreadsheet would take for a formula gets an apostrophe in front."""
    safe = terminal(text)
    return f"'{safe}" if safe.startswith(_CSV_FORMULA) else safe


def number(value: int | Decimal) -> str:
    """The number as it is written in Swedish: decimal comma, thousands apart with a no-break space."""
    whole, _, decimals = (
        f"{plain_number(value):f}".partition(".") if isinstance(value, Decimal) else (str(value), "", "")
    )
    grouped = f"{int(whole):,}".replace(",", "\u00a0")
    return f"{grouped},{decimals}" if decimals else grouped


def plain_number(value: int | Decimal) -> int | Decimal:
    """The number without needless decimals: ``2.50`` is 2.5, and ``2.0`` is the integer 2."""
    if isinstance(value, int):
        return value
    whole = int(value)
    return whole if whole == value else value.normalize()
