"""What is told of the place that is pointed at: how far an activity has come, who a party is, what a key is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from medlofte.core.diagnostic import Code, LocatedDiagnostic
from medlofte.core.messages import Message, Translator, msg, msg_n
from medlofte.core.record import Record
from medlofte.core.source import Position, Span
from medlofte.lsp.context import LOG, DocumentContext
from medlofte.lsp.cursor import CursorContext, CursorPart, unquote
from medlofte.lsp.schema_context import expected_schema
from medlofte.model.municipalities import NAMES
from medlofte.model.promise import Activity
from medlofte.progress.outlook_text import outlook
from medlofte.progress.target import Elapsed
from medlofte.progress.wording import reported_words, status_word, target_text, text_of


class Hover(Record):
    """What is told of the text at ``span``: a heading, if there is one, and lines; not yet escaped for any sink."""

    heading: str
    lines: tuple[str, ...]
    span: Span


def hover_at(page: DocumentContext, position: Position, translator: Translator) -> Hover | None:
    """What is told of a position; nothing where there is nothing to tell."""
    place = page.place(position)
    if place is None or page.kind is None or not place.text:
        return None
    named = _of_name(page, place, translator)
    if named is not None:
        heading, lines = named
        return Hover(heading, tuple(lines), place.span)
    about = tuple(_of_key(page.kind, place, translator))
    key = next((str(step) for step in reversed(place.value_route) if isinstance(step, str)), "")
    return Hover(key, about, place.span) if about else None


def explain_diagnostics(
    diagnostics: Sequence[LocatedDiagnostic], codes: Mapping[str, Code], position: Position, translator: Translator
) -> list[str]:
    """Why what is said at a position matters, once for each code."""
    here = dict.fromkeys(each.code for each in diagnostics if each.span.start <= position <= each.span.end)
    return [f"{code}: {translator(msg(codes[code].about))}" for code in here if code in codes]


def _of_name(page: DocumentContext, place: CursorContext, translator: Translator) -> tuple[str, Sequence[str]] | None:
    """What a name stands for, that the promise gives to an activity, a party or a focus area."""
    name, route, promise = unquote(place.text), place.value_route, page.known.promise
    if promise is None:
        return None
    if page.kind == LOG:
        activity = page.activity(name) if route[1:2] == ("activity",) and place.part is CursorPart.VALUE else None
        return None if activity is None else (activity.title, list(_progress(page, activity, translator)))
    if (
        len(route) == 2
        and place.part is CursorPart.KEY
        and route[0] == "activities"
        and (activity := page.activity(name))
    ):
        return activity.title, list(_progress(page, activity, translator))
    if route[2:3] in (("responsible",), ("supporting",)) and name in promise.parties:
        return promise.parties[name].name, []
    if route[-1:] == ("focus_area",) and place.part is CursorPart.VALUE and name in promise.focus_areas:
        area = promise.focus_areas[name]
        return area.title, [area.problem] if area.problem else []
    if route == ("municipality", "code") and place.part is CursorPart.VALUE and name in NAMES:
        return NAMES[name], []
    return None


def _progress(page: DocumentContext, activity: Activity, translator: Translator) -> Iterator[str]:
    """How far an activity has come today, as ``progress`` tells it."""
    promise = page.known.promise
    names = [promise.parties[id].name for id in activity.responsible if id in promise.parties] if promise else []
    yield ", ".join(names)
    tally = page.known.tally(activity.id, page.today)
    if tally is None:
        yield translator.plain(target_text(activity.target))
        yield translator(msg("Progress is shown once the promise and its logs have been checked and have no errors."))
        return
    figure = msg("{figure} – {status}", figure=text_of(tally), status=status_word(tally))
    as_of = msg("as of {day}", day=page.today.isoformat())
    if tally.elapsed is not None:
        as_of = msg("{as_of}: {gone}", as_of=as_of, gone=_gone(tally.elapsed))
    yield from (translator.plain(each) for each in (figure, as_of, *outlook(tally), *reported_words(tally)))


def _gone(elapsed: Elapsed) -> Message:
    if elapsed.of is None:
        return msg_n("{n} day gone, until further notice", "{n} days gone, until further notice", elapsed.days)
    return msg("{days} of {of} days gone", days=str(elapsed.days), of=str(elapsed.of))


def _of_key(kind: str, place: CursorContext, translator: Translator) -> Iterator[str]:
    """What the schema says of a key, or of the word that stands under it."""
    here = expected_schema(kind, place.value_route)
    about = here.about(translator.language)
    meaning = (
        here.meaning(unquote(place.text)) if place.part is CursorPart.VALUE and translator.language == "sv" else ""
    )
    yield from (each for each in (meaning, about) if each)
