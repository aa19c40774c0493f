"""Side figures of entries (fines, drunk drivers) summed up. They never count towards a target."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from medlofte.core.record import Record
from medlofte.model.entry import LogEntry, Result
from medlofte.model.promise import Number, Precision, exact_sum

_WORDS = {
    Precision.AT_LEAST: ("minst",),
    Precision.OVER: ("drygt", "över", "mer än"),
    Precision.ABOUT: ("cirka", "ca", "omkring", "ungefär", "runt"),
}
_NUMBER = r"(?:(?P<word>[a-zåäö ]+?) )?(?P<number>[0-9]{1,15})"


class ResultSum(Record):
    """A side figure: its sum and how sure it is, or, when it can't be summed, the latest words."""

    number: Number | None
    precision: Precision = Precision.EXACT
    words: str | None = None


def results_of(entries: Iterable[LogEntry]) -> Mapping[str, ResultSum]:
    """The side figures of all entries by name. A mapping's parts make up its number: 6 and 2 are 8."""
    said: dict[str, list[Result]] = {}
    for entry in entries:
        for name, value in entry.results.items():
            said.setdefault(name, []).append(value)
    return {name: _sum(values) for name, values in said.items()}


def _sum(values: list[Result]) -> ResultSum:
    read = [_read(value) for value in values]
    worded = [each.words for each in read if each.number is None]
    if worded:
        return ResultSum(None, words="; ".join(sorted({str(words) for words in worded})))
    precision = max((each.precision for each in read), key=lambda each: each.weakness)
    return ResultSum(exact_sum([each.number for each in read if each.number is not None]), precision)


def _read(value: Result) -> ResultSum:
    if isinstance(value, Mapping):
        return ResultSum(exact_sum(list(value.values())))
    if not isinstance(value, str):
        return ResultSum(value)
    match = re.fullmatch(_NUMBER, value.strip().lower())
    precision = _precision(match["word"]) if match else None
    if match is None or precision is None:
        return ResultSum(None, words=value)
    return ResultSum(int(match["number"]), precision)


def _precision(word: str | None) -> Precision | None:
    if word is None:
        return Precision.EXACT
    return next((precision for precision, words in _WORDS.items() if word in words), None)
