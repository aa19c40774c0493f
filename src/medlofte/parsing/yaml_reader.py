"""YAML text to plain values, nothing silently converted, and every value's place in the text.

The parser's events are read one by one, with no recursion and no implicit types of YAML's own. A value is text, a
whole number, a decimal, true, false or nothing; whatever another reader could take for something else than the
text shows is a fault. Places are worked out by a second reading, and only when somebody asks for one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.scanner import ScannerError

from medlofte.core.diagnostic import MOST_OF_A_KIND, Checked, Code, LocatedDiagnostic, Related, Severity
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escape_line, find_hidden
from medlofte.core.messages import Message, msg
from medlofte.core.source import TOP, Position, Route, Source, Span, on_line

CODES = (
    Code("yaml-syntax", Severity.ERROR, "The line can't be read as YAML, so nothing after it could be checked."),
    Code("duplicate-key", Severity.ERROR, "The same key is written twice; YAML readers silently keep one of them."),
    Code(
        "alias",
        Severity.ERROR,
        "An anchor (&) or alias (*): the value is written in another place than where it is used.",
    ),
    Code("tag", Severity.ERROR, "A tag (!) asks for a type of its own; promises hold plain text and numbers only."),
    Code("merge-key", Severity.ERROR, "A merge key (<<) copies values in from elsewhere; write them out."),
    Code("second-document", Severity.ERROR, "A line of three hyphens begins a second document; a file holds one."),
    Code("directive", Severity.ERROR, "A YAML directive (%) changes how the rest of the file is read."),
    Code("too-deep", Severity.ERROR, "Nested deeper than 32 levels, more than any promise needs."),
    Code("too-many-values", Severity.ERROR, "More than 50,000 values, a hundred times what a large promise has."),
    Code(
        "ambiguous-value",
        Severity.ERROR,
        "Without quotation marks YAML readers take this for another value than it shows: 0665 for 437, 20:30 for "
        "1230, no for false.",
    ),
    Code("number-too-long", Severity.ERROR, "A number of more than 15 digits can't be kept exactly by all programs."),
    Code("key-not-text", Severity.ERROR, "A key must be a plain word, not a list, a mapping or nothing."),
    Code("not-nfc", Severity.ERROR, "A key is written with loose accents (NFD): it looks like another key but isn't."),
    Code(
        "hard-space", Severity.ERROR, "A no-break space is used where YAML expects a space; YAML reads it as a letter."
    ),
    Code("hidden-escape", Severity.ERROR, "An escape in a quoted text means a control or invisible character."),
)
_SEVERITY = {code.name: code.severity for code in CODES}


def _refuse(_text: str) -> NoReturn:
    raise MedlofteError(
        msg("PyYAML is installed without libyaml, which medlofte reads YAML with."),
        msg("Install a wheel of it: pip install --force-reinstall --only-binary :all: PyYAML"),
    )


_Parser: Any = getattr(yaml, "CLoader", _refuse)


def _nesting_limit_of(error: yaml.YAMLError) -> Any:
    """The mark where libyaml refuses to nest deeper, if that is the error; ``None`` for any other error.

    libyaml stops at 1,000 levels since PyYAML 6.0.4. It scans ahead, so it may stop before it hands out an event.
    """
    return getattr(error, "problem_mark", None) if "nesting" in str(getattr(error, "problem", "")) else None


DEEPEST = 32
MOST_VALUES = 50_000
"""So many values a promise may have; a log may have any number."""

READ_AS_TEXT = frozenset({"date", "when", "start", "end", "due", "by", "retrieved", "ref"})
"""Keys whose values are always text, whatever YAML would make of them: dates, times and references."""

AMBIGUOUS_WORDS = frozenset(
    form for word in ("yes", "no", "on", "off") for form in (word, word.capitalize(), word.upper())
) | {"True", "TRUE", "False", "FALSE", "Null", "NULL"}
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_NOT_TEXT = AMBIGUOUS_WORDS.union(_WORDS)
_NUMBER_START = frozenset("-+.0123456789")
_NUMBER_SIGNS = frozenset("-+.0123456789_:xXoObBaAcCdDeEfFiInN")
"""What any YAML reader's numbers are made of."""
_LONG = r"-?[0-9]{16,}(?:\.[0-9]+)?|-?[0-9]+\.[0-9]{16,}"
_AMBIGUOUS_NUMBER = (
    r"[-+]?0[0-9_]+(?:\.[0-9_]*)?"  # a leading zero
    r"|[-+]?0(?:[xX][0-9a-fA-F_]+|[bB][01_]+|[oO][0-7_]+)"
    r"|-0|[-+][0-9][0-9_]*|[0-9]+_[0-9_]*"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"  # base 60
    r"|[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)


class ParsedYaml:
    """What a file says, as plain values, and where each value stands.

    ``faulty`` holds the routes of values that a diagnostic has already been given for; ``first_line`` is the number
    of the source's first line in its file.
    """

    def __init__(self, source: Source, value: Any, faulty: frozenset[Route], first_line: int) -> None:
        self.source = source
        self.value = value
        self.faulty = faulty
        self.first_line = first_line

    def has(self, route: Route) -> bool:
        """Whether something stands there."""
        return self._walk(route)[1] == len(route)

    def span(self, route: Route) -> Span:
        """Where the value stands; the nearest that there is above it when there is none.

        A collection in block style is pointed at by its key, because it has no mark of its own.
        """
        node = self._find(route)
        key_span = node.key_span(self.first_line)
        return key_span if key_span is not None and node.in_block else node.span(self.first_line)

    def key_span(self, route: Route) -> Span:
        """Where the key stands that leads to the value; the value's own place when it is an item of a list."""
        node = self._find(route)
        key_span = node.key_span(self.first_line)
        return node.span(self.first_line) if key_span is None else key_span

    def line(self, span: Span) -> str:
        """The text of the line that a span begins on."""
        return self.source.line(span.start.line - self.first_line + 1)

    def item_span(self, route: Route) -> Span:
        """From the first to the last character that belongs to the value, also in block style."""
        return self._find(route).whole(self.first_line)

    def item_lines(self) -> list[tuple[int, int]]:
        """The first and the last line of each item of the list that the file is."""
        nodes = self._nodes.items()
        return [(node.place[0] + self.first_line, node.last_line() + self.first_line) for node in nodes]

    def _find(self, route: Route) -> _Node:
        return self._walk(route)[0]

    def _walk(self, route: Route) -> tuple[_Node, int]:
        """The node that the route leads to, or the last there is on the way, and the number of steps to it."""
        node = self._nodes
        for taken, step in enumerate(route):
            child = node.child(step)
            if child is None:
                return node, taken
            node = child
        return node, len(route)

    @cached_property
    def _nodes(self) -> _Node:
        return _located(self.source)


def read(source: Source, first_line: int = 1, most_values: int | None = None) -> Checked[ParsedYaml]:
    """The tree of a YAML text, and everything that is wrong with its form.

    There is a value unless the text can't be read to its end. ``first_line`` is the number of the source's first
    line in its file; with more than ``most_values`` in it, reading stops.
    """
    reader = _YamlReader(source, first_line, most_values)
    try:
        value = reader.read(source.text)
    except yaml.YAMLError as error:
        limit = _nesting_limit_of(error)
        if limit is None:
            reader.say_syntax(error)
        else:
            reader = _YamlReader(source, first_line, most_values)
            reader.read_up_to(limit)
        return Checked(None, tuple(reader.faults))
    except _Stop:
        return Checked(None, tuple(reader.faults))
    tree = ParsedYaml(source, value, frozenset(reader.faulty), first_line)
    return Checked(tree, tuple(_with_first_place(tree, fault) for fault in reader.faults))


def _with_first_place(tree: ParsedYaml, fault: LocatedDiagnostic) -> LocatedDiagnostic:
    if fault.code != "duplicate-key":
        return fault
    if not tree.has(fault.route):
        return fault
    span = tree.key_span(fault.route)
    first = Related(fault.path, span, msg("It is first written here."), tree.line(span))
    return fault.replace(related=(first,))


class _Stop(Exception):
    """Reading can't go on; why has been said."""


class _YamlReader:
    def __init__(self, source: Source, first_line: int, most_values: int | None) -> None:
        self.source = source
        self.first_line = first_line
        self.left = float("inf") if most_values is None else most_values
        self.faults: list[LocatedDiagnostic] = []
        self.faulty: set[Route] = set()
        self.stack: list[tuple[Any, str | None, bool]] = []

    def read_up_to(self, limit: Any) -> None:
        """Report what is wrong before the mark where libyaml refuses to nest deeper; at the latest, the depth there.

        The text before the mark has no more levels than libyaml reads, so our own limit is met where it always is. A
        parser error at the end of that text only means that the text is cut there; any other is one of the whole text.
        """
        try:
            self.read(self.source.text[: limit.index])
        except _Stop:
            return
        except yaml.YAMLError as error:
            is_at_end = getattr(error, "problem_mark", limit).index >= limit.index
            if isinstance(error, ScannerError) or not is_at_end:
                self.say_syntax(error, limit if is_at_end else None)
                return
        place = _point(limit, self.first_line)
        self.report_at("too-deep", Span(place, place), *_TOO_DEEP)

    def read(self, text: str) -> Any:
        """The value of the one document. The loop is flat and repeats little, for it is the program's hottest."""
        if "%" in text:
            self.check_directives()
        next_event = _Parser(text).get_event
        next_event()
        event = next_event()
        if type(event) is StreamEndEvent:
            return None
        current: Any = None
        key: str | None = None
        skipping = in_map = False
        while True:
            event = next_event()
            kind = event.__class__
            if kind is ScalarEvent:
                if event.anchor is not None or event.tag is not None:
                    self.say_anchor_or_tag(event, current, key)
                value, style = event.value, event.style
                if in_map and key is None:
                    if style or value in current or not _is_plain_key(value):
                        key, skipping = self.key(event, current)
                    else:
                        key = value
                    continue
                if style:
                    if style == '"':
                        if find_hidden(value):
                            self.say_hidden(event, current, key)
                    elif style != "'":
                        self.check_block_header(event, current, key)
                elif not value or value[0] in _NUMBER_START or value in _NOT_TEXT:
                    value = self.plain(event, current, key)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    self.say_anchor_or_tag(event, current, key)
                if in_map and key is None:
                    self.fault("key-not-text", event, msg("A list or a mapping is used as a key here."), None, current)
                    raise _Stop
                if len(self.stack) == DEEPEST:
                    self.fault("too-deep", event, *_TOO_DEEP, current, key)
                    raise _Stop
                self.stack.append((current, key, skipping))
                in_map = kind is MappingStartEvent
                current = {} if in_map else []
                key, skipping = None, False
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value = current
                self.left -= len(value)
                if self.left < 0:
                    self.stop_at_too_many(event)
                current, key, skipping = self.stack.pop()
                in_map = type(current) is dict
            elif kind is AliasEvent:
                value = None
                self.say_alias(event, current, key)
                if in_map and key is None:
                    key = f"*{event.anchor}"
                    skipping = True
                    continue
            else:  # pragma: no cover - the parser gives no other event inside a document
                raise _Stop
            if in_map:
                if not skipping:
                    current[key] = value
                key, skipping = None, False
            elif current is None:
                break
            else:
                current.append(value)
        self.check_end(next_event)
        return value

    def key(self, event: Any, current: dict[str, Any]) -> tuple[str, bool]:
        """The key that the event stands for, and whether its value is to be left out because of a fault in it."""
        key: str = event.value
        if key == "<<" and not event.style:
            hint = msg("Write the values out where they belong.")
            self.fault("merge-key", event, msg("This is a merge key, <<."), hint, current)
            return key, True
        if not key:
            self.fault("key-not-text", event, msg("The key before the colon is empty."), None, current)
            return key, True
        if not event.style and "\u00a0" in key:
            self.fault("hard-space", event, *_HARD_SPACE, current, key)
        if not event.style and _means_something_else(key):
            self.say_ambiguous(event, current, key)
        if event.style == '"' and find_hidden(key):
            self.say_hidden(event, current, key)
        if event.style and event.style in "|>":
            self.check_block_header(event, current, key)
        normal = key if key.isascii() else unicodedata.normalize("NFC", key)
        if normal in current:
            self.say_duplicate(event, current, normal)
            return normal, True
        if normal != key:
            hint = msg("Type the key again: {key}.", key=normal)
            message = msg("The key {key} is written with loose accents.", key=key)
            self.fault("not-nfc", event, message, hint, current, normal)
        return normal, False

    def plain(self, event: Any, current: Any, key: str | None) -> Any:
        """The value of a text without quotation marks that may be something else than text."""
        text: str = event.value
        if key in READ_AS_TEXT:
            return text or None
        if text in _WORDS:
            return _WORDS[text]
        number = number_of(text)
        if number is not None:
            return number
        if _NUMBER_SIGNS.issuperset(text) and re.fullmatch(_LONG, text):
            message = msg("The number {text} has too many digits.", text=text)
            self.fault("number-too-long", event, message, msg("Write at most 15 digits."), current, key)
        elif _means_something_else(text):
            self.say_ambiguous(event, current, key)
        return text

    def route(self, current: Any, key: str | None) -> Route:
        steps: list[str | int] = []
        for container, its_key, _ in [*self.stack, (current, key, False)]:
            if type(container) is list:
                steps.append(len(container))
            elif container is not None and its_key is not None:
                steps.append(its_key)
        return tuple(steps)

    def fault(
        self,
        code: str,
        event: Any,
        message: Message,
        hint: Message | None,
        current: Any = None,
        key: str | None = None,
    ) -> None:
        route = self.route(current, key)
        self.faulty.add(route)
        if len(self.faults) > MOST_OF_A_KIND:
            return
        self.report_at(code, _span(_place(event), self.first_line), message, hint, route)

    def report_at(self, code: str, span: Span, message: Message, hint: Message | None, route: Route = ()) -> None:
        line = self.source.line(span.start.line - self.first_line + 1)
        severity = _SEVERITY[code]
        self.faults.append(LocatedDiagnostic(code, severity, message, self.source.path, span, hint, route, (), line))

    def say_duplicate(self, event: Any, current: dict[str, Any], key: str) -> None:
        message = msg("The key {key} is written twice.", key=key)
        self.fault("duplicate-key", event, message, msg("Remove one of them, or rename it."), current, key)

    def say_ambiguous(self, event: Any, current: Any, key: str | None) -> None:
        text: str = event.value
        message = msg("{text} without quotation marks can be read as something else than it shows.", text=text)
        if key == "code":
            message = msg("The code {text} must be in quotation marks, or its leading zero is lost.", text=text)
        self.fault("ambiguous-value", event, message, msg('Write "{text}".', text=text), current, key)

    def say_hidden(self, event: Any, current: Any, key: str | None) -> None:
        hidden = find_hidden(event.value)
        assert hidden is not None
        message = msg("The quoted text holds an invisible character, {name}.", name=escape_line(hidden))
        self.fault("hidden-escape", event, message, msg("Remove the escape."), current, key)

    def stop_at_too_many(self, event: Any) -> NoReturn:
        message = msg("The file has more than {most} values.", most=MOST_VALUES)
        hint = msg("A log is a file of its own: promises/<id>/<party>.yaml.")
        self.fault("too-many-values", event, message, hint)
        raise _Stop

    def check_block_header(self, event: Any, current: Any, key: str | None) -> None:
        """A number sign right after the mark of a block text is a comment to libyaml and a fault to other readers."""
        mark = event.start_mark
        line = self.source.line(mark.line + 1)
        if "#" in line and re.match(r"[|>][-+0-9]*#", line[mark.column :]):
            message = msg("A space is missing before the number sign.")
            self.fault("yaml-syntax", event, message, msg("Write a space before #."), current, key)

    def say_anchor_or_tag(self, event: Any, current: Any, key: str | None) -> None:
        if event.tag is not None:
            hint = msg("Remove it. If the text begins with an exclamation mark, put it in quotation marks.")
            self.fault("tag", event, msg("This is a YAML tag, {tag}.", tag=event.tag), hint, current, key)
        if event.anchor is not None:
            hint = msg("Remove it. If the text begins with &, put it in quotation marks.")
            message = msg("This is a YAML anchor, &{name}.", name=event.anchor)
            self.fault("alias", event, message, hint, current, key)

    def say_alias(self, event: Any, current: Any, key: str | None) -> None:
        hint = msg("Write the value out. If the text begins with *, put it in quotation marks.")
        message = msg("This is a YAML alias, *{name}.", name=event.anchor)
        self.fault("alias", event, message, hint, current, key)

    def check_directives(self) -> None:
        """A line that begins with a per cent sign before the first value is a directive."""
        for number, line in enumerate(self.source.lines, self.first_line):  # pragma: no branch - some line has text
            if line.startswith("%"):
                hint = msg("Remove the lines that begin with %.")
                message = msg("The file begins with a YAML directive.")
                span = on_line(number, 1, len(line))
                severity = _SEVERITY["directive"]
                self.faults.append(
                    LocatedDiagnostic("directive", severity, message, self.source.path, span, hint, line=line)
                )
                return
            if line.strip() and not line.lstrip().startswith("#"):
                return

    def check_end(self, next_event: Any) -> None:
        next_event()
        event = next_event()
        if type(event) is DocumentStartEvent:
            hint = msg("Put it in a file of its own, or remove the line of hyphens.")
            self.fault("second-document", event, msg("A second document begins here."), hint)

    def say_syntax(self, error: yaml.YAMLError, mark: Any = None) -> None:
        """Report an error of the parser at the mark, or where the parser says it is."""
        problem, context = str(getattr(error, "problem", "")), str(getattr(error, "context", ""))
        mark = mark or getattr(error, "problem_mark", None)
        opened = getattr(error, "context_mark", None)
        if opened is not None and ("quoted scalar" in context or "parsing a flow" in context):
            mark = opened
        position = Position(self.first_line, 1) if mark is None else _point(mark, self.first_line)
        message, hint = _syntax_message(problem, context)
        glued, hard = self.glued_colon(position.line), self.hard_space(position.line)
        code = "yaml-syntax" if hard is None else "hard-space"
        if hard is not None:
            position, (message, hint) = hard, _HARD_SPACE
        elif (dash := self.glued_dash(position.line)) is not None:
            position = dash
            message, hint = msg("A space is missing after the hyphen."), msg("Write a hyphen, a space, and the rest.")
        elif glued is None and "mapping values" in problem and (deeper := self.deeper_line(position.line)) is not None:
            position = deeper
            message, hint = _syntax_message("expected key", "")
        elif glued is not None:
            position, key = glued
            message = msg("A space is missing after the colon.")
            hint = msg("Write {key}: and a space.", key=key)
        if any(fault.code == code == "hard-space" and fault.span.start.line == position.line for fault in self.faults):
            return
        self.report_at(code, Span(position, position), message, hint)

    def hard_space(self, line_number: int) -> Position | None:
        """Where, on the line or one of the two before it, a no-break space stands where a blank belongs."""
        for number in range(line_number, max(line_number - 3, self.first_line - 1), -1):
            match = re.match("[ -]*\u00a0|\\s*(?:- )?[\\w-]+:\u00a0", self.source.line(number - self.first_line + 1))
            if match is not None:
                return Position(number, match.end())
        return None

    def glued_dash(self, line_number: int) -> Position | None:
        """Where, on the line, a list's hyphen has no space after it."""
        match = re.match(r" *-(?=[{\[]|[^\W\d][\w-]*: )", self.source.line(line_number - self.first_line + 1))
        return Position(line_number, match.end()) if match is not None else None

    def deeper_line(self, line_number: int) -> Position | None:
        """Where the line's key begins, when it stands deeper than the key before it, which has its value already."""
        key = re.match(r"( *)[^\W\d][\w-]*:(?: |$)", self.source.line(line_number - self.first_line + 1))
        before = "" if line_number == self.first_line else self.source.line(line_number - self.first_line)
        value = re.match(r"( *)[^\W\d][\w-]*: +\w", before)
        if key is None or value is None or len(key[1]) <= len(value[1]):
            return None
        return Position(line_number, len(key[1]) + 1)

    def glued_colon(self, line_number: int) -> tuple[Position, str] | None:
        """Where, on the line or the last one with text before it, a key has no space after its colon."""
        for number in range(line_number, max(line_number - 3, self.first_line - 1), -1):
            line = self.source.line(number - self.first_line + 1)
            match = re.match(r"\s*(?:- )?([^\W\d][\w-]*):(?=[^\s/:])", line)
            if match is not None:
                return Position(number, match.start(1) + 1), match[1]
            if line.strip() and number < line_number:
                return None
        return None


@lru_cache(maxsize=1024)
def _is_plain_key(text: str) -> bool:
    """Whether a key without quotation marks is right as it stands, if it stands there once."""
    return text.isascii() and text not in ("", "<<") and not _means_something_else(text)


def _means_something_else(text: str) -> bool:
    if text[0] not in _NUMBER_START or not _NUMBER_SIGNS.issuperset(text):
        return text in AMBIGUOUS_WORDS
    if _is_integer(text) or _is_decimal(text):
        return False
    return re.fullmatch(_AMBIGUOUS_NUMBER, text) is not None


_HARD_SPACE = (
    msg("There is a no-break space where an ordinary one belongs."),
    msg("Write an ordinary space; text copied from Word may carry the other along."),
)
_TOO_DEEP = (
    msg("Nested deeper than {deepest} levels.", deepest=DEEPEST),
    msg("Remove levels. Put a text with many brackets, braces or hyphens in quotation marks."),
)
_MOST_DIGITS = 15


def number_of(text: str) -> int | Decimal | None:
    """The number that a text is, as it is written; nothing for any other text."""
    if _is_integer(text):
        return int(text)
    return Decimal(text) if _is_decimal(text) else None


def _is_integer(text: str) -> bool:
    """Whether the text is a whole number as it is written: no leading zero, no plus, at most fifteen digits."""
    digits = text.removeprefix("-")
    if not (digits.isdecimal() and digits.isascii()) or len(digits) > _MOST_DIGITS:
        return False
    return digits[0] != "0" or text == "0"


def _is_decimal(text: str) -> bool:
    """Whether the text is a decimal number as it is written, with a point."""
    whole, point, decimals = text.partition(".")
    has_whole = _is_integer(whole) or whole == "-0"
    return bool(point) and has_whole and decimals.isdecimal() and decimals.isascii() and len(decimals) <= _MOST_DIGITS


_SYNTAX = (
    (
        "mapping values are not allowed",
        msg("A colon can't be used here."),
        msg("Put a text that has a colon and a space in it in quotation marks, or fix the indentation."),
    ),
    (
        "while scanning a quoted scalar|unexpected end of stream",
        msg("A quotation mark is opened and never closed."),
        msg("Close it; inside single quotation marks an apostrophe is written twice."),
    ),
    (
        "flow (?:mapping|sequence|node)|',' or",
        msg("A bracket or brace is not closed, or a comma is missing."),
        msg("Put a text with a comma, a colon, a bracket or a brace in it in quotation marks."),
    ),
    (
        "could not find expected ':'|simple key",
        msg("A colon is missing after the key, or the line is indented wrongly."),
        msg("Write key: value, with a space after the colon."),
    ),
    (
        "cannot start any token",
        msg("No text can begin with this character unless it is in quotation marks."),
        msg("Put the text in quotation marks."),
    ),
    (
        "block (?:mapping|collection|sequence|entry|end)|expected key",
        msg("The line is indented differently from the lines it belongs with."),
        msg("Give all keys of one block the same number of spaces in front."),
    ),
    (
        "undefined alias|alias",
        msg("An asterisk begins an alias in YAML."),
        msg("Put a text that begins with * in quotation marks."),
    ),
)


def _syntax_message(problem: str, context: str) -> tuple[Message, Message | None]:
    for pattern, message, hint in _SYNTAX:
        if re.search(pattern, f"{context} {problem}"):
            return message, hint
    return msg("YAML can't make sense of this line."), None


_Place = tuple[int, int, int, int]
"""Line and column, from 0, of the start and of the end."""


class _Node:
    """Where a value stands, and its key. There is one for every value of a file, so it is as small as can be."""

    __slots__ = ("children", "in_block", "key", "place")

    def __init__(self, place: _Place, key: _Place | None, in_block: bool) -> None:
        self.place = place
        self.key = key
        self.in_block = in_block
        self.children: dict[str | int, _Node] | None = None

    def child(self, step: str | int) -> _Node | None:
        """The node of a key or an index, if there is such."""
        return None if self.children is None else self.children.get(step)

    def items(self) -> Collection[_Node]:
        """The nodes of what is in it."""
        return () if self.children is None else self.children.values()

    def span(self, first_line: int) -> Span:
        """Where the value stands; for a collection in block style, where it begins."""
        return TOP if self is _NOWHERE else _span(self.place, first_line)

    def key_span(self, first_line: int) -> Span | None:
        """Where the key stands that leads to it, if one does."""
        return None if self.key is None else _span(self.key, first_line)

    def whole(self, first_line: int) -> Span:
        """From its start to the end of the last thing in it."""
        span = self.span(first_line)
        ends = [child.whole(first_line).end for child in self.items()] if self.in_block else []
        return Span(span.start, max([span.end, *ends]))

    def last_line(self) -> int:
        """The line, from 0, that the last thing in it ends on."""
        if not self.in_block:
            return self.place[2]
        return max([self.place[0], *(child.last_line() for child in self.items())])


_NOWHERE = _Node((0, 0, 0, 0), None, False)
"""The node of a text that holds no value."""


def _located(source: Source) -> _Node:
    """The nodes of a text that has been read without a stop; a key that stands twice keeps its first place."""
    stack: list[tuple[_Node, bool]] = []
    root = _NOWHERE
    key: Any = None
    event: Any
    for event in _events(source.text):
        kind = type(event)
        if event is None:
            return _NOWHERE
        if kind is MappingEndEvent or kind is SequenceEndEvent:
            node = stack.pop()[0]
            if not node.in_block:
                node.place = (*node.place[:2], event.end_mark.line, event.end_mark.column)
            key = None
            continue
        if stack and stack[-1][1] and key is None:
            key = event
            continue
        is_collection = kind is MappingStartEvent or kind is SequenceStartEvent
        node = _Node(_place(event), None if key is None else _place(key), is_collection and not event.flow_style)
        if stack:
            parent = stack[-1][0]
            if parent.children is None:
                parent.children = {}
            parent.children.setdefault(len(parent.children) if key is None else _key_text(key), node)
        else:
            root = node
        key = None
        if is_collection:
            stack.append((node, kind is MappingStartEvent))
    return root


def _events(text: str) -> Iterator[Event]:
    """The events of the first document's values."""
    next_event = _Parser(text).get_event
    next_event()
    next_event()
    depth = 0
    while True:
        event = next_event()
        depth += isinstance(event, (MappingStartEvent, SequenceStartEvent))
        depth -= isinstance(event, (MappingEndEvent, SequenceEndEvent))
        yield event
        if depth == 0:
            return


def _key_text(event: Any) -> str:
    return unicodedata.normalize("NFC", event.value) if isinstance(event, ScalarEvent) else f"*{event.anchor}"


def _place(event: Any) -> _Place:
    """Where an event stands; a block text's mark stands on the line after it, and it is pointed at by its bar."""
    start, end = event.start_mark, event.end_mark
    if event.__class__ is ScalarEvent and event.style in ("|", ">"):
        return start.line, start.column, max(start.line, end.line - (end.column == 0)), start.column + 1
    return start.line, start.column, *max((start.line, start.column), (end.line, end.column))


def _span(place: _Place, first_line: int) -> Span:
    start_line, start_column, end_line, end_column = place
    return Span(Position(start_line + first_line, start_column + 1), Position(end_line + first_line, end_column + 1))


def _point(mark: Any, first_line: int) -> Position:
    return Position(mark.line + first_line, mark.column + 1)
