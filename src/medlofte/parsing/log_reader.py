"""A log's text to rows, one for each entry, each on a line of its own.

A line in the canonical form is cut where its date ends and its reference begins, and what stands between is worked out
once, however often it stands. Any other line that is whole in itself is read by the YAML parser alone; when a line is
not, the whole file is. All three give the same meaning.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from medlofte.core.dates import DateSpan, InvalidDate, ReversedInterval, days
from medlofte.core.diagnostic import MOST_OF_A_KIND, Checked, Code, LocatedDiagnostic, Severity
from medlofte.core.messages import msg
from medlofte.core.source import Position, Route, Source, Span, on_line
from medlofte.model.entry import ALL, LogEntry
from medlofte.model.promise import Number, Precision
from medlofte.parsing import yaml_reader

CODES = (
    Code(
        "entry-spans-lines",
        Severity.ERROR,
        "An entry on several lines: when two branches are merged line by line, a part of it can be lost.",
    ),
    Code("log-not-a-list", Severity.ERROR, "A log is a list with one entry on each line, beginning with a hyphen."),
)

WORD = r"[A-Za-zÅÄÖåäöÉé][\w.()/!?%&§+;'’–-]*(?: [\w.()/!?%&§+;'’–-]+)*"
REF = "[a-z0-9][a-z0-9-]*"
_ID = "[a-z][a-z0-9_-]*"
_START, _REF_KEY, _END = "- {date: ", ", ref: ", "}"
_new: Any = tuple.__new__  # an entry is a tuple, and its own way to make one takes four times as long
_WORTH_COMPILING = 4
"""From so many lines on, compiling the expression takes less time than it saves."""

NOT_PLAIN = frozenset({"true", "false", "null"}) | yaml_reader.AMBIGUOUS_WORDS
"""Words that are no text without quotation marks."""


class LogRow(NamedTuple):
    """One item of a log: an entry already read, or the plain value of a line that was read as YAML."""

    line: int
    entry: LogEntry | None = None
    value: Any = None


class LogText:
    """A log's rows, and where everything in them stands; ``faulty`` as in a tree.

    ``entries`` are in the order of the rows, with nothing for a row that was read as YAML: its plain value is in
    ``odd``, under the row's number. ``lines`` are the numbers of the lines that the rows begin on.
    """

    def __init__(
        self,
        source: Source,
        lines: Sequence[int] = (),
        entries: Sequence[LogEntry | None] = (),
        odd: Mapping[int, Any] = MappingProxyType({}),
        faulty: frozenset[Route] = frozenset(),
        whole: yaml_reader.ParsedYaml | None = None,
    ) -> None:
        self.source = source
        self.lines = lines
        self.entries = entries
        self.odd = odd
        self.faulty = faulty
        self._whole = whole
        self._trees: dict[int, yaml_reader.ParsedYaml] = {}

    @cached_property
    def rows(self) -> tuple[LogRow, ...]:
        """One for each item of the log, in order."""
        return tuple(map(LogRow, self.lines, self.entries, map(self.odd.get, itertools.count())))

    def plain(self, number: int) -> Any:
        """The values of a row as they are written."""
        found = self._tree((number,))
        return found[0].value[found[1][0]] if found else None

    def span(self, route: Route) -> Span:
        """Where a value of an entry stands; ``route`` begins with the entry's number, from 0."""
        found = self._tree(route)
        return found[0].span(found[1]) if found else on_line(1, 1)

    def key_span(self, route: Route) -> Span:
        """Where the key stands that leads to the value."""
        found = self._tree(route)
        return found[0].key_span(found[1]) if found else on_line(1, 1)

    def _tree(self, route: Route) -> tuple[yaml_reader.ParsedYaml, Route] | None:
        if self._whole is not None:
            return self._whole, route
        if not route or not isinstance(route[0], int) or route[0] >= len(self.lines):
            return None
        line = self.lines[route[0]]
        if line not in self._trees:
            read = yaml_reader.read(Source(self.source.path, self.source.line(line)), line).value
            assert read is not None, "every row has been read once"
            self._trees[line] = read
        return self._trees[line], (0, *route[1:])


def read(source: Source) -> Checked[LogText]:
    """The rows of a log. No value only when the file can't be read as YAML."""
    return _regular(source) or _by_line(source) or _as_a_whole(source)


def entry_of_line(line: str) -> LogEntry | None:
    """The entry of a line in the canonical form; nothing for any other line, which only YAML can read."""
    if not line.startswith(_START) or not line.endswith(_END):
        return None
    entry = _entry(line[len(_START) : -len(_END)])
    return entry if entry is not None and _has_good_ref(entry) else None


def _entry(inside: str) -> LogEntry | None:
    """The entry of what stands in a canonical line after the key of its date; its reference is not looked at."""
    date, _, rest = inside.partition(", ")
    between, has_ref, last = rest.rpartition(_REF_KEY)
    when, said = _when(date), _said(between if has_ref else last)
    if when is None or said is None:
        return None
    entry: LogEntry = _new(LogEntry, (when, *said, last if has_ref else None))
    return entry


def _has_good_ref(entry: LogEntry) -> bool:
    return entry.ref is None or re.fullmatch(REF, entry.ref) is not None


@lru_cache(maxsize=1024)
def _when(text: str) -> DateSpan | None:
    try:
        return days(text)
    except (InvalidDate, ReversedInterval):
        return None


@lru_cache(maxsize=1024)
def _said(between: str) -> tuple[Any, ...] | None:
    """An entry's fields between its date and its reference: worked out once, for logs say the same thing often."""
    fields, keys = list(_NOTHING), set[str]()
    for part in between.split(", "):
        key, _, text = part.partition(": ")
        place, reader = _READERS.get(key, (0, None))
        value = None if reader is None or key in keys else reader(text)
        if value is None:
            return None
        fields[place] = value
        keys.add(key)
    if "activity" not in keys:
        return None
    if "count" not in keys and _SAYS_MORE.isdisjoint(keys):
        fields[_COUNT] = 1
    return tuple(fields)


def _one_id(text: str) -> tuple[str, ...] | None:
    return (text,) if re.fullmatch(_ID, text) and text not in NOT_PLAIN else None


def _word(text: str) -> str | None:
    return text if _whole_word()(text) and text not in NOT_PLAIN else None


@cache
def _whole_word() -> Callable[[str], object]:
    """Whether a text is a word; compiled when the first is met."""
    return re.compile(WORD).fullmatch


def _one_place(text: str) -> tuple[str, ...] | None:
    word = _word(text)
    return None if word is None else (word,)


def _one_tag(text: str) -> tuple[str, ...] | None:
    """The list of one word, in brackets."""
    return _one_place(text[1:-1]) if text.startswith("[") and text.endswith("]") else None


def _number(text: str) -> Number | None:
    return None if text.startswith("-") else yaml_reader.number_of(text)


def _all_or_number(text: str) -> Number | Literal["all"] | None:
    return ALL if text == ALL else _number(text)


_FIELDS = LogEntry._fields[1:-1]
_NOTHING = tuple(LogEntry._field_defaults.get(name) for name in _FIELDS)
_COUNT = _FIELDS.index("count")
_BY_KEY: tuple[tuple[str, str, Callable[[str], Any]], ...] = (
    ("activity", "activities", _one_id),
    *((each, each, _number) for each in ("count", "total", "within")),
    ("reached", "reached", _all_or_number),
    ("done", "done", {"true": True, "false": False}.get),
    ("precision", "precision", {each.value: each for each in Precision}.get),
    ("place", "places", _one_place),
    *((each, each, _word) for each in ("type", "note", "words", "deviation")),
    ("tags", "tags", _one_tag),
)
_READERS = {key: (_FIELDS.index(field), reader) for key, field, reader in _BY_KEY}
"""What is read at once, by its key: its place among the fields, and the value of a text or nothing if only YAML can
tell."""

_SAYS_MORE = frozenset({"total", "reached", "done", "words", "deviation"})
"""As when an entry is decoded: with one of these it counts nothing unless it says how many."""


def _regular(source: Source) -> Checked[LogText] | None:
    """The rows of a log in which every line begins and ends as medlofte writes it; nothing where there are too few."""
    text, end = source.text, f"{_END}\n"
    number = text.count("\n")
    if number <= _WORTH_COMPILING or not text.startswith(_START) or not text.endswith(end):
        return None
    insides = text[len(_START) : -len(end)].split(f"{end}{_START}")
    if len(insides) != number:
        return None
    entries = list(map(_entry, insides))
    refs = [entry.ref for entry in entries if entry is not None and entry.ref is not None]
    if "" in refs or not _is_lower_alphanumeric("".join(refs)):
        entries = [entry if entry is not None and _has_good_ref(entry) else None for entry in entries]
    lines = _Lines(source.path)
    for index, entry in enumerate(entries) if None in entries else ():
        if entry is None and not lines.take(index, f"{_START}{insides[index]}{_END}", index + 1):
            return None
    return lines.checked(source, range(1, number + 1), entries)


def _is_lower_alphanumeric(text: str) -> bool:
    """Whether it is of the letters a–z and digits only, as a reference most often is."""
    return not text or (text.isascii() and text.isalnum() and text == text.lower())


def _by_line(source: Source) -> Checked[LogText] | None:
    """The rows, each line read alone; nothing when some line has no meaning by itself."""
    lines, numbers, entries = _Lines(source.path), list[int](), list[LogEntry | None]()
    is_long = len(source.lines) > _WORTH_COMPILING
    for number, line in enumerate(source.lines, 1):
        entry = entry_of_line(line) if is_long else None
        if entry is None:
            bare = line.lstrip(" ")
            if not bare or bare.startswith("#"):
                continue
            if not lines.take(len(entries), line, number):
                return None
        entries.append(entry)
        numbers.append(number)
    return lines.checked(source, numbers, entries)


class _Lines:
    """What has been read of lines that are read as YAML, each alone."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._odd: dict[int, Any] = {}
        self._said: list[LocatedDiagnostic] = []
        self._faulty: set[Route] = set()

    def take(self, index: int, line: str, number: int) -> bool:
        """Read the line that is row ``index``; false when it has no meaning by itself."""
        alone = _alone(self._path, line, number)
        if alone is None:
            return False
        self._odd[index], faults = alone
        self._faulty.update((index, *fault.route[1:]) for fault in faults)
        if len(self._said) <= MOST_OF_A_KIND:
            self._said += (fault.replace(route=(index, *fault.route[1:])) for fault in faults)
        return True

    def checked(self, source: Source, numbers: Sequence[int], entries: Sequence[LogEntry | None]) -> Checked[LogText]:
        """The log of these lines and of the entries that were read at once."""
        return Checked(LogText(source, numbers, entries, self._odd, frozenset(self._faulty)), tuple(self._said))


def _alone(path: str, line: str, number: int) -> tuple[Any, Iterable[LocatedDiagnostic]] | None:
    if not line.startswith("- {"):
        return None
    read = yaml_reader.read(Source(path, line), number)
    if read.value is None or type(read.value.value) is not list or len(read.value.value) != 1:
        return None
    return read.value.value[0], read.diagnostics


def _as_a_whole(source: Source) -> Checked[LogText]:
    read = yaml_reader.read(source)
    whole = read.value
    if whole is None:
        return Checked(None, read.diagnostics)
    if whole.value is None:
        return Checked(LogText(source, whole=whole), read.diagnostics)
    if type(whole.value) is not list:
        span = on_line(1, 1, len(source.line(1)))
        message = msg("The log is not a list of entries.")
        hint = msg("Write one entry on each line: - {{date: 2026-01-31, activity: …, count: 1}}")
        fault = LocatedDiagnostic(
            "log-not-a-list", Severity.ERROR, message, source.path, span, hint, line=source.line(1)
        )
        return Checked(None, (*read.diagnostics, fault))
    lines = whole.item_lines()
    numbers, odd = [first for first, _ in lines], dict(enumerate(whole.value))
    spanning = [
        (index, first, last)
        for index, (first, last) in enumerate(lines)
        if last > first and (index,) not in whole.faulty
    ]
    faults = tuple(_spans_lines(source, *each, whole) for each in spanning[: MOST_OF_A_KIND + 1])
    faulty = whole.faulty | {(index,) for index, _, _ in spanning}
    return Checked(LogText(source, numbers, [None] * len(odd), odd, faulty, whole), (*read.diagnostics, *faults))


def _spans_lines(source: Source, index: int, first: int, last: int, whole: yaml_reader.ParsedYaml) -> LocatedDiagnostic:
    line = source.line(first)
    message = msg("The entry is written on {n} lines.", n=last - first + 1)
    hint = msg("Write it on one line, in braces: - {{date: …, activity: …, count: …}}")
    start = whole.item_span((index,)).start
    span = Span(start, Position(first, max(start.column + 1, len(line) + 1)))
    return LocatedDiagnostic("entry-spans-lines", Severity.ERROR, message, source.path, span, hint, (index,), (), line)
