"""Where a cursor stands in a text that is being written, and so often can't be read as YAML.

The lines are followed one by one, by their indentation and their brackets. What is found is good enough to help by;
no verdict is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from medlofte.core.record import Record
from medlofte.core.source import Position, Route, Span

LONGEST_LINE = 20_000
"""On a longer line nobody writes, and nothing is looked for."""

_QUOTED = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'"
_KEY = re.compile(rf"((?:{_QUOTED})|[^\s#,\[\]{{}}&*!|>'\"%@`:-](?:[^:#]|:(?=\S))*?):(?=[ ]|$)")
_FLOW = re.compile(
    r"\"(?:[^\"\\]|\\.)*\"?|'(?:[^']|'')*'?|[{}\[\],]|:(?=[ ,{}\[\]]|$)|#.*"
    r"|(?:[^,{}\[\]:]|:(?![ ,{}\[\]]|$))+"
)
_BLOCK_TEXT = re.compile(r"[|>][-+0-9]*[ ]*(?:#.*)?$")
_COMMENT = re.compile(r"(?:^|(?<= ))#.*$")


class CursorPart(Enum):
    """What stands, or can be written, at a place: a key, a value, or either."""

    KEY = "key"
    VALUE = "value"
    OPEN = "open"


class CursorContext(Record):
    """Where a cursor stands.

    ``route`` leads to the mapping in which a key is written, or to the value that is. ``text`` is what stands there
    already, at ``span``. ``keys`` are those of the mapping around it, ``in_braces`` tells its form.
    """

    route: Route
    part: CursorPart
    text: str
    span: Span
    keys: tuple[str, ...] = ()
    in_braces: bool = False

    @property
    def value_route(self) -> Route:
        """The route to the value, also from its key."""
        return (*self.route, unquote(self.text)) if self.part is CursorPart.KEY else self.route


def unquote(text: str) -> str:
    """A text without the quotation marks around it."""
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text.lstrip("\"'")


def place_at(lines: Sequence[str], position: Position, *, is_log: bool = False) -> CursorContext | None:
    """Where a position stands; nothing in a comment, in a text of several lines, or where nothing can be told."""
    if not 0 < position.line <= len(lines) or len(lines[position.line - 1]) > LONGEST_LINE:
        return None
    first = position.line - 1
    while first > 0 and not _is_top(lines[first], is_log):
        first -= 1
    walk = _Walk(position.line - 1, position.column - 1)
    for number in range(first, len(lines)):
        if number > walk.line and _is_top(lines[number], is_log):
            break
        walk.read(number, lines[number][:LONGEST_LINE])
    place = walk.place()
    if place is None or place.route[:1] != (0,):
        return place if place is None or place.route or is_log else place.replace(keys=tuple(_top_keys(lines)))
    return place.replace(route=(sum(line.startswith("-") for line in lines[:first]), *place.route[1:]))


def _is_top(line: str, is_log: bool) -> bool:
    """Whether a line begins something at the left margin; there a promise has keys, and a log items."""
    return line[:1] not in ("", " ", "#", "\r", "}", "]") and (is_log or line[0] != "-")


def _top_keys(lines: Sequence[str]) -> Iterator[str]:
    return (unquote(key[1]) for line in lines if (key := _KEY.match(line[:LONGEST_LINE])))


class _Level:
    """A mapping or a list that is open: where it stands, what it has, and which of it is being read."""

    def __init__(self, column: int, is_list: bool, in_braces: bool) -> None:
        self.column = column
        self.is_list = is_list
        self.in_braces = in_braces
        self.keys: list[str] = []
        self.key: str | None = None
        self.index = 0
        self.has_value = False

    @property
    def step(self) -> tuple[str | int, ...]:
        """The step to what is being read in it."""
        if self.is_list:
            return (self.index,)
        return () if self.key is None else (self.key,)

    def begin(self, key: str) -> None:
        """Take a key whose value is read next."""
        self.key = key
        self.keys.append(key)
        self.has_value = False


class _Walk:
    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column
        self.levels: list[_Level] = []
        self.text_above: int | None = None
        self.found: tuple[tuple[_Level, ...], Route, CursorPart, str, int] | None = None

    def place(self) -> CursorContext | None:
        """What was found, once all lines are read."""
        if self.found is None:
            return None
        levels, route, part, text, column = self.found
        span = Span(Position(self.line + 1, column + 1), Position(self.line + 1, column + 1 + len(text)))
        around = levels[-1] if levels else None
        return CursorContext(
            route, part, text, span, tuple(around.keys) if around else (), bool(around and around.in_braces)
        )

    def read(self, number: int, line: str) -> None:
        """Follow one line."""
        cursor = self.column if number == self.line else None
        bare = line.strip(" \r")
        indent = len(line) - len(line.lstrip(" "))
        if self.levels and self.levels[-1].in_braces:
            self._flow(line, 0, cursor)
        elif self.text_above is not None and (not bare or indent > self.text_above) and (cursor is None or bare):
            return
        elif bare and not bare.startswith("#") and (cursor is None or cursor >= indent):
            self.text_above = None
            self._block(line.rstrip(" \r") if cursor is None else line.rstrip("\r"), indent, cursor)
        elif cursor is not None and not bare.startswith("#"):
            self._blank(cursor)

    def _blank(self, column: int) -> None:
        """The cursor stands before anything on its line."""
        if self.text_above is not None and column > self.text_above:
            return
        levels = [
            level for level in self.levels if level.column < column or (level.column == column and not level.is_list)
        ]
        if not levels:
            self._find((), (), CursorPart.OPEN, "", column)
        elif levels[-1].column == column:
            levels[-1].key = None
            self._find(levels, self._route(levels), CursorPart.KEY, "", column)
        elif not levels[-1].has_value:
            self._find(levels, self._route(levels), CursorPart.OPEN, "", column)

    def _block(self, line: str, at: int, cursor: int | None) -> None:
        """A line in block style, from its first character on."""
        while line[at : at + 2] in ("- ", "-"):
            level = self._settle(at, is_list=True)
            if level.has_value:
                level.index += 1
            level.has_value = True
            at += 1
            at += len(line[at:]) - len(line[at:].lstrip(" "))
        key = _KEY.match(line, at)
        if key is None:
            self._value(line, at, cursor, CursorPart.OPEN)
            return
        level = self._settle(at, is_list=False)
        level.begin(unquote(key[1]))
        if cursor is not None and at <= cursor <= key.end(1):
            self._find(self.levels, self._route(self.levels[:-1]), CursorPart.KEY, key[1], at)
            cursor = None
        at = key.end() + 1
        at += len(line[at:]) - len(line[at:].lstrip(" "))
        if cursor is not None and cursor <= key.end():
            cursor = None
        self._value(line, at, cursor, CursorPart.VALUE, key.end() + 1)

    def _value(self, line: str, at: int, cursor: int | None, part: CursorPart, earliest: int | None = None) -> None:
        """What stands after a key or a hyphen, or alone on its line."""
        rest = line[at:]
        if rest[:1] in ("{", "["):
            self._mark()
            self._flow(line, at, cursor)
            return
        if _BLOCK_TEXT.match(rest):
            self.text_above = self.levels[-1].column if self.levels else -1
            self._mark()
            return
        text = _COMMENT.sub("", rest).rstrip(" ")
        if cursor is not None and (at if earliest is None else earliest) <= cursor <= at + len(text):
            self._find_value(text, min(at, cursor) if not text else at, part)
        elif cursor is not None and not text and cursor >= at:
            self._find_value("", cursor, part)
        if text and part is CursorPart.VALUE:
            self._mark()

    def _find_value(self, text: str, at: int, part: CursorPart) -> None:
        levels = list(self.levels)
        if part is CursorPart.OPEN:
            levels = [level for level in levels if level.column <= at]
            if levels and levels[-1].column == at and not levels[-1].is_list:
                self._find(levels, self._route(levels[:-1]), CursorPart.KEY, text, at)
                return
            if levels and levels[-1].has_value and not levels[-1].is_list:
                return
        self._find(levels, self._route(levels), part, text, at)

    def _flow(self, line: str, at: int, cursor: int | None) -> None:
        """A line in braces or brackets, from ``at`` on."""
        for match in _FLOW.finditer(line, at):
            sign = match.group().strip(" ")
            start = match.start() + len(match.group()) - len(match.group().lstrip(" "))
            if not sign:
                continue
            is_mark = sign in "{}[],:"
            if cursor is not None and cursor <= (start if is_mark else start + len(sign)):
                inside = not is_mark and not sign.startswith("#") and cursor >= start
                self._find_in_flow(sign if inside else "", start if inside else cursor)
                cursor = None
            if sign.startswith("#"):
                break
            if not self._take(sign):
                return
        if cursor is not None:
            self._find_in_flow("", cursor)

    def _take(self, sign: str) -> bool:
        """Take one sign of a line in braces; whether the braces are still open after it."""
        top = self.levels[-1] if self.levels else None
        if sign in "{[":
            self._mark()
            self.levels.append(_Level(-1, is_list=sign == "[", in_braces=True))
        elif sign in "}]":
            self.levels.pop()
            return bool(self.levels) and self.levels[-1].in_braces
        elif top is not None and sign == ",":
            top.index += 1
            top.key = None
            top.has_value = False
        elif top is not None and sign != ":":
            if top.is_list or top.key is not None:
                top.has_value = True
            else:
                top.begin(unquote(sign))
        return True

    def _find_in_flow(self, text: str, at: int) -> None:
        level = self.levels[-1] if self.levels else None
        if level is None:
            return
        if level.is_list or level.key is not None:
            if text or not level.has_value:
                self._find(self.levels, self._route(self.levels), CursorPart.VALUE, text, at)
        else:
            self._find(self.levels, self._route(self.levels[:-1]), CursorPart.KEY, text, at)

    def _settle(self, column: int, *, is_list: bool) -> _Level:
        """The mapping or list at a column, with what is deeper closed."""
        levels = self.levels
        while levels and (
            levels[-1].column > column or (levels[-1].column == column and levels[-1].is_list and not is_list)
        ):
            levels.pop()
        if not levels or levels[-1].column != column or levels[-1].is_list != is_list:
            self._mark()
            levels.append(_Level(column, is_list, in_braces=False))
        return levels[-1]

    def _mark(self) -> None:
        if self.levels:
            self.levels[-1].has_value = True

    def _find(self, levels: Sequence[_Level], route: Route, part: CursorPart, text: str, column: int) -> None:
        self.found = (tuple(levels), route, part, text, column)

    @staticmethod
    def _route(levels: Sequence[_Level]) -> Route:
        def steps() -> Iterator[str | int]:
            for level in levels:
                yield from level.step

        return tuple(steps())
