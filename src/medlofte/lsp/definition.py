"""Where a name was given: the activity, the party or the focus area in the promise, or the promise before it."""

from __future__ import annotations

from collections.abc import Iterator

from medlofte.core.record import Record
from medlofte.core.source import TOP, Position, Route, Span
from medlofte.lsp.context import LOG, DocumentContext
from medlofte.lsp.cursor import CursorPart, unquote
from medlofte.parsing.pipeline import read_tree
from medlofte.parsing.yaml_reader import ParsedYaml
from medlofte.validation.checker import ProjectFile


class Definition(Record):
    """A place in a file of the project."""

    path: str
    span: Span


class OutlineItem(Record):
    """Something that a promise names: what it is called, where its key and all of it stand, and what is in it."""

    name: str
    detail: str
    key: Span
    whole: Span
    parts: tuple[OutlineItem, ...] = ()


def definition_at(page: DocumentContext, position: Position, promise: ProjectFile | None) -> Definition | None:
    """Where the name at a position was given. ``promise`` is the file of the page's promise."""
    place = page.place(position)
    if place is None or place.part is CursorPart.KEY or not place.text:
        return None
    name, route = unquote(place.text), place.route
    if page.kind != LOG and route == ("follows",):
        return Definition(f"promises/{name}.yaml", TOP) if name in page.known.ids else None
    leads_to = ("activities", name) if page.kind == LOG else _of_promise(route, name)
    is_name = page.kind != LOG or route[1:2] == ("activity",)
    if leads_to is None or promise is None or not is_name:
        return None
    read = read_tree(promise.path, promise.data).value
    return Definition(promise.path, read.key_span(leads_to)) if read is not None and read.has(leads_to) else None


def _of_promise(route: Route, name: str) -> Route | None:
    if route[2:3] in (("responsible",), ("supporting",)):
        return ("parties", name)
    return ("focus_areas", name) if route[-1:] == ("focus_area",) else None


NAMED = ("parties", "focus_areas", "activities")
"""The parts of a promise whose keys are names."""


def headings(promise: ProjectFile) -> tuple[OutlineItem, ...]:
    """A promise's keys, and the names that it gives in some of them."""
    read = read_tree(promise.path, promise.data).value
    if read is None or not isinstance(read.value, dict):
        return ()
    return tuple(_heading(read, (key,), "", _parts(read, key)) for key in read.value)


def _parts(read: ParsedYaml, key: str) -> Iterator[OutlineItem]:
    value = read.value[key]
    if key not in NAMED or not isinstance(value, dict):
        return
    for name, each in value.items():
        title = each.get("title", each.get("name")) if isinstance(each, dict) else None
        yield _heading(read, (key, name), title if isinstance(title, str) else "", ())


def _heading(
    read: ParsedYaml, route: tuple[str, ...], detail: str, parts: Iterator[OutlineItem] | tuple[()]
) -> OutlineItem:
    key = read.key_span(route)
    return OutlineItem(route[-1], detail, key, Span(key.start, max(key.end, read.item_span(route).end)), tuple(parts))
