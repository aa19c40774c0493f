"""A hint as an edit: where what is said of a file has one remedy, and it is certain what it would be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from medlofte.core.diagnostic import LocatedDiagnostic
from medlofte.core.escaping import HIDDEN_BUT_NEWLINE, quote_yaml
from medlofte.core.record import Record
from medlofte.core.source import TOP, Position, Source, Span, on_line
from medlofte.parsing.log_writer import value_of

HARD_SPACE = "\u00a0"
TAB_AS = "  "


class QuickFix(Record):
    """What takes the place of the text at ``span``."""

    span: Span
    text: str


class _ProblemText(Record):
    """What a diagnostic points at: the text ``there``, if it is on one line; its first ``line``; the hint's values."""

    span: Span
    there: str
    line: str
    values: Mapping[str, object]

    def all_with(self, text: str) -> QuickFix | None:
        """The line as a whole anew, for what is wrong in it may be wrong more than once."""
        return QuickFix(on_line(self.span.start.line, 1, len(self.line)), text) if text != self.line else None

    def blank_at(self, sign: str, after: int) -> QuickFix | None:
        """A blank before the first such sign from where the fault stands, or so many characters after that."""
        found = self.line.find(sign, self.span.start.column - 1)
        return QuickFix(on_line(self.span.start.line, found + 1 + after, 0), " ") if found >= 0 else None

    def with_text(self, text: str) -> QuickFix | None:
        """Another text in the place of what is there."""
        return QuickFix(self.span, text) if self.there else None


def quick_fix(diagnostic: LocatedDiagnostic, source: Source) -> QuickFix | None:
    """The edit that does what the diagnostic's hint says; nothing where more than one would, or a person must judge."""
    hint, span = diagnostic.hint, diagnostic.span
    make = _REMEDIES.get(hint.text) if hint is not None else None
    if hint is None or make is None or span == TOP:
        return None
    line = source.line(span.start.line)
    # Without a route the file is meant, or its name.
    is_one = bool(diagnostic.route) and span.start.line == span.end.line
    there = line[span.start.column - 1 : span.end.column - 1] if is_one else ""
    return make(_ProblemText(span, there, line, hint.values))


def _in_its_marks(fault: _ProblemText, text: str) -> QuickFix | None:
    """Another text, in the quotation marks that stand there."""
    mark = fault.there[:1] if fault.there[:1] in ("'", '"') else ""
    return fault.with_text(f"{mark}{text}{mark}")


def _without_line(fault: _ProblemText) -> QuickFix:
    number = fault.span.start.line
    return QuickFix(Span(Position(number, 1), Position(number + 1, 1)), "")


def _quoted(fault: _ProblemText) -> QuickFix | None:
    return fault.with_text(quote_yaml(str(fault.values["text"])))


_REMEDIES: Mapping[str, Callable[[_ProblemText], QuickFix | None]] = {
    "Did you mean {key}?": lambda fault: fault.with_text(value_of("", str(fault.values["key"]))),
    'Write "{text}".': _quoted,
    'Put it in quotation marks: "{text}".': _quoted,
    "Write a list: [{text}].": lambda fault: fault.with_text(f"[{fault.there}]"),
    "Write it with ordinary hyphens: {text}.": lambda fault: _in_its_marks(fault, str(fault.values["text"])),
    "Type the key again: {key}.": lambda fault: _in_its_marks(fault, str(fault.values["key"])),
    "Write {key}: and a space.": lambda fault: fault.blank_at(":", 1),
    "Write a space before #.": lambda fault: fault.blank_at("#", 0),
    "Write spaces instead.": lambda fault: fault.all_with(fault.line.replace("\t", TAB_AS)),
    "Remove it; text copied from a web page or from Word may carry it along.": lambda fault: fault.all_with(
        re.sub(HIDDEN_BUT_NEWLINE, "", fault.line)
    ),
    "Write an ordinary space; text copied from Word may carry the other along.": lambda fault: fault.all_with(
        fault.line.replace(HARD_SPACE, " ")
    ),
    "Remove the lines that begin with %.": _without_line,
}
"""How what a hint says is done, by its English sentence."""
