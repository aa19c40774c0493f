"""``due --format ics``: the follow-ups that are owed as days in a calendar that others can subscribe to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from medlofte.core.dates import ONE_DAY
from medlofte.core.escaping import escape_line
from medlofte.core.extras import missing
from medlofte.core.messages import Translator, msg
from medlofte.due import Obligation
from medlofte.reports.due.view import DueReportOptions, Owing

try:
    from icalendar import Calendar, Event
except ImportError as error:
    raise missing("ics", "calendar") from error


def render(owing: Sequence[Owing], translator: Translator, setting: DueReportOptions) -> str:
    """An iCalendar (RFC 5545) with a whole-day event on the last day of each follow-up, its lines ended by CRLF.

    The same duties on the same day give the same bytes; an event keeps its UID for as long as the day stands.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//medlofte//due//SV")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", translator(msg("Follow-ups of citizens' promises")))
    for each in owing:
        for event in _events(each, translator, setting.as_of):
            calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text


def _events(owing: Owing, translator: Translator, as_of: date) -> Iterator[Event]:
    numbers: Counter[str] = Counter()
    for duty in sorted(owing.duties, key=lambda duty: duty.day):
        if duty.due is not None:
            name = f"{duty.promise}-{duty.day.isoformat()}"
            numbers[name] += 1
            yield _event(owing, duty, f"{name}-{numbers[name]}@medlofte", translator, as_of)


def _event(owing: Owing, duty: Obligation, uid: str, translator: Translator, as_of: date) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC))
    event.add("dtstart", duty.day)
    event.add("dtend", duty.day + ONE_DAY)
    event.add("summary", _summary(owing, duty, translator))
    event.add("description", "\n".join(_description(duty)))
    event.add("transp", "TRANSPARENT")
    return event


def _description(duty: Obligation) -> Iterator[str]:
    """What stands of the follow-up in the file; nothing that is another tomorrow."""
    followup, about = duty.followup, duty.about
    texts = [
        duty.promise,
        duty.due.text if duty.due else None,
        f"{about.start}–{about.end}" if about else None,
        *((followup.form, followup.note) if followup else ()),
    ]
    yield from (escape_line(text) for text in texts if text)


def _summary(owing: Owing, duty: Obligation, translator: Translator) -> str:
    to = duty.followup.to if duty.followup else None
    title = owing.promise.title
    if to is None:
        return escape_line(translator.plain(msg("Follow-up: {title}", title=title)))
    return escape_line(translator.plain(msg("Follow-up to {whom}: {title}", whom=to, title=title)))
