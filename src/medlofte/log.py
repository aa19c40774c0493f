"""A log's text to rows, one for each entry, each on a line of its own.

A line in the canonical form is read by one regular expression. Any other line that is whole in itself is read by the
YAML parser alone; when a line is not, the whole file is. All three give the same meaning.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from medlofte import tree
from medlofte.dates import NotADay, Reversed, days
from medlofte.diagnostic import MOST_OF_A_KIND, Checked, Code, Diagnostic, Severity
from medlofte.entry import Entry
from medlofte.language import say
from medlofte.promise import Number, Precision
from medlofte.source import Position, Route, Source, Span, on_line

CODES = (
    Code(
        "entry-spans-lines",
        Severity.ERROR,
        "An entry on several lines: when two branches are merged line by line, a part of it can be lost.",
    ),
    Code("log-not-a-list", Severity.ERROR, "A log is a list with one entry on each line, beginning with a hyphen."),
)

_DAY = "[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"
_NUMBER = r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?"
WORD = r"[A-Za-zÅÄÖåäöÉé][\w.()/!?%&§+;'’–-]*(?: [\w.()/!?%&§+;'’–-]+)*"
REF = "[a-z0-9][a-z0-9-]*"
_CANONICAL = (
    rf"- \{{date: ({_DAY}(?:/{_DAY})?), activity: ([a-z][a-z0-9_-]*)"
    rf"(?:, count: ({_NUMBER}))?(?:, total: ({_NUMBER}))?(?:, precision: (over|at-least|about))?"
    rf"(?:, place: ({WORD}))?(?:, type: ({WORD}))?(?:, note: ({WORD}))?(?:, ref: ({REF}))?\}}"
)
_WORTH_COMPILING = 25
"""From so many lines on, compiling the expression takes less time than it saves."""

NOT_PLAIN = frozenset({"true", "false", "null"}) | tree.AMBIGUOUS_WORDS
"""Words that are no text without quotation marks."""


class Row(NamedTuple):
    """One item of a log: an entry already read, or the plain value of a line that was read as YAML."""

    line: int
    entry: Entry | None = None
    value: Any = None


class LogText:
    """A log's rows, and where everything in them stands; ``faulty`` as in a tree."""

    def __init__(
        self,
        source: Source,
        rows: tuple[Row, ...] = (),
        faulty: frozenset[Route] = frozenset(),
        whole: tree.Tree | None = None,
    ) -> None:
        self.source = source
        self.rows = rows
        self.faulty = faulty
        self._whole = whole
        self._lines: dict[int, tree.Tree] = {}

    def span(self, route: Route) -> Span:
        """Where a value of an entry stands; ``route`` begins with the entry's number, from 0."""
        found = self._tree(route)
        return found[0].span(found[1]) if found else on_line(1, 1)

    def key_span(self, route: Route) -> Span:
        """Where the key stands that leads to the value."""
        found = self._tree(route)
        return found[0].key_span(found[1]) if found else on_line(1, 1)

    def _tree(self, route: Route) -> tuple[tree.Tree, Route] | None:
        if self._whole is not None:
            return self._whole, route
        if not route or not isinstance(route[0], int) or route[0] >= len(self.rows):
            return None
        line = self.rows[route[0]].line
        if line not in self._lines:
            read = tree.read(Source(self.source.path, self.source.line(line)), line).value
            assert read is not None, "every row has been read once"
            self._lines[line] = read
        return self._lines[line], (0, *route[1:])


def read(source: Source) -> Checked[LogText]:
    """The rows of a log. No value only when the file can't be read as YAML."""
    by_line = _by_line(source)
    return by_line if by_line is not None else _as_a_whole(source)


def entry_of_line(line: str) -> Entry | None:
    """The entry of a line in the canonical form; nothing for any other line, which only YAML can read."""
    match = re.fullmatch(_CANONICAL, line)
    if match is None:
        return None
    date, activity, count, total, precision, place, kind, note, ref = match.groups()
    if activity in NOT_PLAIN or place in NOT_PLAIN or kind in NOT_PLAIN or note in NOT_PLAIN:
        return None
    try:
        when = days(date)
    except (NotADay, Reversed):
        return None
    return Entry(
        date=when,
        activities=(activity,),
        count=_number(count) if count else None if total else 1,
        total=_number(total) if total else None,
        precision=Precision(precision) if precision else Precision.EXACT,
        places=(place,) if place else (),
        type=kind,
        note=note,
        ref=ref,
    )


def _number(text: str) -> Number:
    return Decimal(text) if "." in text else int(text)


def _by_line(source: Source) -> Checked[LogText] | None:
    """The rows, each line read alone; nothing when some line has no meaning by itself."""
    rows: list[Row] = []
    said: list[Diagnostic] = []
    faulty: set[Route] = set()
    is_long = len(source.lines) > _WORTH_COMPILING
    for number, line in enumerate(source.lines, 1):
        entry = entry_of_line(line) if is_long else None
        if entry is not None:
            rows.append(Row(number, entry))
            continue
        bare = line.lstrip(" ")
        if not bare or bare.startswith("#"):
            continue
        alone = _alone(source.path, line, number)
        if alone is None:
            return None
        value, faults = alone
        index = len(rows)
        faulty.update((index, *fault.route[1:]) for fault in faults)
        if len(said) <= MOST_OF_A_KIND:
            said += (fault.but(route=(index, *fault.route[1:])) for fault in faults)
        rows.append(Row(number, None, value))
    return Checked(LogText(source, tuple(rows), frozenset(faulty)), tuple(said))


def _alone(path: str, line: str, number: int) -> tuple[Any, Iterable[Diagnostic]] | None:
    if not line.startswith("- {"):
        return None
    read = tree.read(Source(path, line), number)
    if read.value is None or type(read.value.value) is not list or len(read.value.value) != 1:
        return None
    return read.value.value[0], read.diagnostics


def _as_a_whole(source: Source) -> Checked[LogText]:
    read = tree.read(source)
    whole = read.value
    if whole is None:
        return Checked(None, read.diagnostics)
    if whole.value is None:
        return Checked(LogText(source, whole=whole), read.diagnostics)
    if type(whole.value) is not list:
        span = on_line(1, 1, len(source.line(1)))
        message = say("The log is not a list of entries.")
        hint = say("Write one entry on each line: - {{date: 2026-01-31, activity: …, count: 1}}")
        fault = Diagnostic("log-not-a-list", Severity.ERROR, message, source.path, span, hint, line=source.line(1))
        return Checked(None, (*read.diagnostics, fault))
    lines = whole.item_lines()
    rows = tuple(Row(first, None, value) for (first, _), value in zip(lines, whole.value, strict=True))
    spanning = [
        (index, first, last)
        for index, (first, last) in enumerate(lines)
        if last > first and (index,) not in whole.faulty
    ]
    faults = tuple(_spans_lines(source, *each, whole) for each in spanning[: MOST_OF_A_KIND + 1])
    faulty = whole.faulty | {(index,) for index, _, _ in spanning}
    return Checked(LogText(source, rows, faulty, whole), (*read.diagnostics, *faults))


def _spans_lines(source: Source, index: int, first: int, last: int, whole: tree.Tree) -> Diagnostic:
    line = source.line(first)
    message = say("The entry stands on {n} lines.", n=last - first + 1)
    hint = say("Write it on one line, in braces: - {{date: …, activity: …, count: …}}")
    start = whole.item_span((index,)).start
    span = Span(start, Position(first, max(start.column + 1, len(line) + 1)))
    return Diagnostic("entry-spans-lines", Severity.ERROR, message, source.path, span, hint, (index,), (), line)
