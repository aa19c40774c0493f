"""What is written in braces: an entry as its canonical line, the one form in which medlofte writes a log."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from medlofte.core.escaping import quote_yaml
from medlofte.model.entry import KEYS
from medlofte.parsing.log_reader import NOT_PLAIN, REF, WORD
from medlofte.parsing.yaml_reader import READ_AS_TEXT

_DATES = READ_AS_TEXT - {"ref"}
_DATE = r"[0-9]{4}[0-9/-]{0,17}"


def line_of(values: Mapping[str, Any]) -> str:
    """The line of an entry, without its line break. ``values`` are the entry's keys as a log's tree has them.

    Numbers keep their digits, texts stand in quotation marks only where YAML asks for them. Read again, the line is
    the same entry.
    """
    known = [key for key in KEYS if key in values]
    others = sorted(set(values) - set(KEYS))
    return "- " + in_braces({key: values[key] for key in (*known, *others)})


def in_braces(values: Mapping[str, Any]) -> str:
    """A mapping on one line, its keys in the order that they have."""
    return "{" + ", ".join(f"{_text(key, key)}: {value_of(key, value)}" for key, value in values.items()) + "}"


def value_of(key: str, value: Any) -> str:
    """The value of a key as it stands on the line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if isinstance(value, Mapping):
        return in_braces(value)
    if isinstance(value, str):
        return _text(key, value)
    return "[" + ", ".join(value_of("", each) for each in value) + "]"


def _text(key: str, text: str) -> str:
    """The text as it stands in braces: as it is, or in double quotation marks."""
    if (key in _DATES and re.fullmatch(_DATE, text)) or (key == "ref" and re.fullmatch(REF, text)):
        return text
    return text if re.fullmatch(WORD, text) and text not in NOT_PLAIN else quote_yaml(text)
