"""A log's text in canonical form: one line for each entry, by date, with every comment kept."""

from __future__ import annotations

from typing import Any

from medlofte.core.dates import InvalidDate, ReversedInterval, days
from medlofte.core.diagnostic import Checked, LocatedDiagnostic, Severity
from medlofte.core.messages import msg
from medlofte.core.record import Record
from medlofte.core.source import Source, on_line
from medlofte.parsing import log_reader
from medlofte.parsing.log_writer import line_of
from medlofte.parsing.yaml_reader import read as read_tree


class Block(Record):
    """An entry's line with the comments that stand right above it."""

    above: tuple[str, ...]
    line: str
    when: tuple[Any, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines, from the top."""
        return (*self.above, self.line)


def format_log(*sources: Source) -> Checked[str]:
    """The log's text in canonical form; of several, as one. No value, and errors, when something could not be kept."""
    faults = tuple(fault for source in sources for fault in _faults(source))
    if faults:
        return Checked(None, faults)
    layouts = [_Layout(source) for source in sources]
    lost = tuple(_refused(each.source, number) for each in layouts for number in each.lost)
    if lost:
        return Checked(None, lost)
    head = dict.fromkeys(line for each in layouts for line in each.head if line)
    blocks = sorted((block for each in layouts for block in each.blocks), key=lambda block: block.when)
    tail = [line for each in layouts for line in each.above]
    lines = [
        *(layouts[0].head if len(layouts) == 1 else head),
        *(line for block in blocks for line in block.lines),
        *tail,
    ]
    return Checked("\n".join(lines).rstrip("\n") + "\n" if lines else "")


def _faults(source: Source) -> tuple[LocatedDiagnostic, ...]:
    """What keeps the log from being read; an entry on several lines does not."""
    said = log_reader.read(source)
    return tuple(each for each in said.diagnostics if each.code != "entry-spans-lines")


class _Layout:
    """A log's lines told apart: comments on top, entries each with what stands above it, and what can't be kept.

    ``above`` is in the end what follows the last entry; ``lost`` the numbers of lines that would lose something.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.head: list[str] = []
        self.blocks: list[Block] = []
        self.above: list[str] = []
        self.lost: list[int] = []
        spans = _spans(source)
        number = 1
        while number <= len(source.lines):
            if number in spans:
                last, value = spans[number]
                self._add_entry(source, number, last, value)
                number = last + 1
            else:
                self._add_line(source.line(number).strip(), number)
                number += 1

    def _add_entry(self, source: Source, first: int, last: int, value: Any) -> None:
        written = _written(source, first, last, value)
        if written is None:
            self.lost.append(first)
        self.blocks.append(Block(tuple(self.above), written or "", _when(value)))
        self.above = []

    def _add_line(self, line: str, number: int) -> None:
        if line and not line.startswith("#"):
            self.lost.append(number)
        if line or (self.above and self.above[-1]):
            self.above.append(line)
        if not self.blocks and (not line or "$schema" in line):
            self.head += self.above
            self.above = []


def _spans(source: Source) -> dict[int, tuple[int, Any]]:
    """For the first line of each entry, its last line and its plain value."""
    tree = read_tree(source).value
    assert tree is not None, "it has been read once"
    values = tree.value or []
    return {first: (last, value) for (first, last), value in zip(tree.item_lines(), values, strict=True)}


def _written(source: Source, first: int, last: int, value: Any) -> str | None:
    """The entry's canonical line with the comment behind it; nothing when a comment stands inside it."""
    if not isinstance(value, dict):
        return None
    if not source.line(first).lstrip(" ").startswith("- "):
        return None
    if last > first and any(" #" in source.line(number) for number in range(first, last + 1)):
        return None
    comment = _comment_on(source.line(first)) if last == first else ""
    return line_of(value) + (f"  {comment}" if comment else "")


def _comment_on(line: str) -> str:
    """The comment at the end of a line, where a number sign stands outside quotation marks after a blank."""
    quote = ""
    for index, char in enumerate(line):
        if quote:
            quote = "" if char == quote and not (quote == '"' and line[index - 1] == "\\") else quote
        elif char in "\"'" and (index == 0 or line[index - 1] in " [{,:"):
            quote = char
        elif char == "#" and (index == 0 or line[index - 1] == " "):
            return line[index:].rstrip()
    return ""


def _when(value: Any) -> tuple[Any, ...]:
    """What entries are put in order by: their last day, then their first; what has no day comes last."""
    try:
        when = days(str(value["date"]))
    except (KeyError, TypeError, InvalidDate, ReversedInterval):
        return (1,)
    return 0, when.last, when.first


def _refused(source: Source, number: int) -> LocatedDiagnostic:
    message = msg("The entry can't be put on one line without losing a comment in it.")
    hint = msg("Move the comment above the entry.")
    line = source.line(number)
    return LocatedDiagnostic(
        "entry-spans-lines", Severity.ERROR, message, source.path, on_line(number, 1), hint, line=line
    )
