"""What can be written where the cursor stands: keys, words, and the names that the promise and its logs have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum

from medlofte.core.escaping import escape_line
from medlofte.core.messages import Translator, msg
from medlofte.core.record import Record
from medlofte.core.source import Position, Route, Span
from medlofte.lsp.context import CONFIG, LOG, PROMISE, DocumentContext
from medlofte.lsp.cursor import CursorContext, CursorPart, unquote
from medlofte.lsp.schema_context import ExpectedSchema, expected_schema
from medlofte.model.entry import KEYS
from medlofte.model.municipalities import NAMES, codes_of
from medlofte.model.promise import Activity, Promise
from medlofte.parsing.log_writer import value_of
from medlofte.progress.wording import status_word, target_text, text_of


class Sort(Enum):
    """What kind of thing is suggested."""

    KEY = "key"
    WORD = "word"
    NAME = "name"
    LINE = "line"


class Suggestion(Record):
    """Something that can be written: ``text`` takes the place of what stands at ``span``.

    ``label`` is how it is shown, ``detail`` a few words beside it, and ``about`` what it is for. In a ``snippet`` the
    cursor goes to ``$1``, then to ``$2``.
    """

    label: str
    text: str
    span: Span
    sort: Sort
    detail: str = ""
    about: str = ""
    snippet: bool = False


class _Here(Record):
    """Where something is being written: the file, the place in it, and who reads."""

    page: DocumentContext
    place: CursorContext
    translator: Translator

    @property
    def promise(self) -> Promise | None:
        """The promise, if it could be read."""
        return self.page.known.promise

    @property
    def written(self) -> Mapping[str, Sequence[str]]:
        """What the logs have written so far."""
        return self.page.known.written


def suggestions(page: DocumentContext, position: Position, translator: Translator) -> list[Suggestion]:
    """What can be written at a position, the likeliest first."""
    place = page.place(position)
    if page.kind is None or place is None:
        return []
    here = _Here(page, place, translator)
    if page.kind == LOG and not place.in_braces:
        return list(_entry(here))
    wanted = expected_schema(page.kind, place.route)
    if place.part is CursorPart.KEY or (place.part is CursorPart.OPEN and wanted.is_mapping):
        return [*_keys(here, wanted), *_free_keys(here)]
    return [*_words(here, wanted), *_names(here)]


def progress_text(page: DocumentContext, activity: Activity, translator: Translator) -> str:
    """How far an activity has come today, in a few words; what is promised, where that can't be told."""
    tally = page.known.tally(activity.id, page.today)
    if tally is None:
        return escape_line(translator.plain(target_text(activity.target)))
    return escape_line(f"{translator.plain(text_of(tally))} – {translator.plain(status_word(tally))}")


def _entry(here: _Here) -> Iterator[Suggestion]:
    """A whole new entry, where a line of a log begins."""
    place = here.place
    if len(place.route) > 1 or place.text.strip("- ") or place.span.start.column > len("- ") + 1:
        return
    hyphen = "- " if place.span.start.column == 1 else ""
    text = f"{hyphen}{{date: {here.page.today.isoformat()}, activity: $1, count: $2}}"
    about = expected_schema(LOG, (0,)).about(here.translator.language)
    yield Suggestion(here.translator(msg("New entry, today")), text, place.span, Sort.LINE, "", about, snippet=True)


def _keys(here: _Here, wanted: ExpectedSchema) -> Iterator[Suggestion]:
    """The keys that the format has here and that do not stand here already."""
    place, kind = here.place, here.page.kind or CONFIG
    is_around = place.part is CursorPart.KEY or not place.route
    free = wanted.keys_beside([key for key in place.keys if is_around and key != unquote(place.text)])
    order = sorted(free, key=KEYS.index) if kind == LOG and len(place.route) == 1 else list(free)
    for key in order:
        below = expected_schema(kind, (*place.route, key))
        text, about = f"{key}: [$1]" if below.is_list else f"{key}: ", below.about(here.translator.language)
        yield Suggestion(key, text, place.span, Sort.KEY, "", about, snippet=below.is_list)


def _free_keys(here: _Here) -> Iterator[Suggestion]:
    """The keys of one's own that the log has used in such a place before."""
    free: Mapping[Route, str] = {("results",): "results", ("of_which",): "tags"}
    named = free.get(here.place.route[1:])
    if here.page.kind == LOG and named is not None:
        known = (key for key in here.written[named] if key not in here.place.keys)
        yield from _texts(here, known, Sort.KEY, ": ")


def _words(here: _Here, wanted: ExpectedSchema) -> Iterator[Suggestion]:
    """The words that the format knows here."""
    about = wanted.about(here.translator.language)
    for word in wanted.words:
        yield Suggestion(word, word, here.place.span, Sort.WORD, wanted.meaning(word), about)


def _names(here: _Here) -> Iterator[Suggestion]:
    """Names of what is there already, by the key that they are written under."""
    route = "/".join("*" if isinstance(step, int) else step for step in here.place.route)
    for pattern, names in _NAMES.get(here.page.kind or "", {}).items():
        if re.fullmatch(pattern, route):
            yield from names(here)


def _texts(here: _Here, texts: Iterable[str], sort: Sort = Sort.NAME, after: str = "") -> Iterator[Suggestion]:
    """Texts as they must stand to be read as they are, once each; none that would show otherwise than it is."""
    for text in dict.fromkeys(texts):
        if escape_line(text) == text:
            yield Suggestion(text, value_of("", text) + after, here.place.span, sort)


def _named(here: _Here, name: str, title: str, about: str = "") -> Suggestion:
    return Suggestion(escape_line(name), value_of("", name), here.place.span, Sort.NAME, escape_line(title), about)


def _activities(here: _Here) -> Iterator[Suggestion]:
    for activity in here.page.activities:
        yield _named(here, activity.id, activity.title, progress_text(here.page, activity, here.translator))


def _parties(here: _Here) -> Iterator[Suggestion]:
    for party in here.promise.parties.values() if here.promise else ():
        yield _named(here, party.id, party.name)


def _focus_areas(here: _Here) -> Iterator[Suggestion]:
    for area in here.promise.focus_areas.values() if here.promise else ():
        yield _named(here, area.id, area.title)


def _places(here: _Here) -> Iterator[Suggestion]:
    areas = here.promise.focus_areas.values() if here.promise else ()
    promised = [each.places for each in (*here.page.activities, *areas)]
    yield from _texts(here, [*here.written["place"], *(place for places in promised for place in places)])


def _types(here: _Here) -> Iterator[Suggestion]:
    pooled = [text for activity in here.page.activities for text in activity.any_of]
    yield from _texts(here, [*pooled, *here.written["type"]])


def _tags(here: _Here) -> Iterator[Suggestion]:
    wanted = [part.tag for activity in here.page.activities for part in activity.of_which]
    yield from _texts(here, [*wanted, *here.written["tags"]])


def _days(here: _Here) -> Iterator[Suggestion]:
    today = here.page.today.isoformat()
    yield Suggestion(today, today, here.place.span, Sort.WORD, here.translator(msg("today")))


def _earlier(here: _Here) -> Iterator[Suggestion]:
    own = here.promise.id if here.promise else ""
    yield from _texts(here, (id for id in here.page.known.ids if id != own))


def _codes(here: _Here) -> Iterator[Suggestion]:
    """The municipality's code, by its name; all of them while it has none."""
    for code in (codes_of(here.promise.municipality.name) if here.promise else ()) or NAMES:
        yield Suggestion(f'"{code}"', f'"{code}"', here.place.span, Sort.NAME, NAMES[code])


def _paths(here: _Here) -> Iterator[Suggestion]:
    for activity in here.page.activities:
        yield _named(here, f"activities.{activity.id}", activity.title)
        yield _named(here, f"activities.{activity.id}.target", activity.title)


_NAMES: Mapping[str, Mapping[str, Callable[[_Here], Iterator[Suggestion]]]] = {
    LOG: {
        r"\*/date": _days,
        r"\*/activity(/\*)?": _activities,
        r"\*/place(/\*)?": _places,
        r"\*/type": _types,
        r"\*/tags/\*": _tags,
    },
    PROMISE: {
        r"activities/[^/]*/(responsible|supporting)/\*": _parties,
        r"(activities/[^/]*|effects/\*)/focus_area": _focus_areas,
        r"(activities|focus_areas)/[^/]*/places/\*": _places,
        r"follows": _earlier,
        r"municipality/code": _codes,
        r"decisions/\*/changes/\*": _paths,
    },
}
"""What names go where, by the route with ``*`` for any item of a list."""
