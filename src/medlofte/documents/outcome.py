"""The part of a view that says how far a promise has come: its focus areas, activities and pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from medlofte.core.dates import DateSpan
from medlofte.documents.facts import givers
from medlofte.documents.subject import Subject
from medlofte.documents.swedish import (
    english_date,
    long_date,
    long_days,
    long_period,
    number,
    series,
    short_period,
    when,
)
from medlofte.model.promise import Activity, FocusArea, Number, TargetKind
from medlofte.progress import timeline
from medlofte.progress.charts import BarChart, PaceChart
from medlofte.progress.events import Event, events_of, remark_counts
from medlofte.progress.outlook_text import forecast_text, pace_text
from medlofte.progress.status import Status
from medlofte.progress.tally import ActivityFigures, Deviation, events_by_activity
from medlofte.progress.target import has_ended
from medlofte.progress.wording import (
    FEWEST_SHOWN,
    amount,
    is_hidden,
    reported_words,
    status_word,
    summary,
    target_text,
    text_of,
)

_DETAILS = ("places", "when", "supporting", "takes_part", "of_which", "any_of", "purpose", "counts", "note")
_CONDITIONS = ("condition", "best_effort", "beyond_ordinary")


def outcome(subject: Subject, charts: bool) -> dict[str, Any]:
    """``progress``, ``focus_areas`` with their activities, and ``pictures`` by name; pace charts if asked for."""
    events = events_by_activity(subject.promise, events_of(subject.logged), subject.as_of)
    activities = {
        tally.activity.id: _activity(number, tally, events[tally.activity.id], subject, charts)
        for number, tally in enumerate(subject.progress.tallies, 1)
    }
    pictures = {name: picture for each in activities.values() for name, picture in each.pop("pictures").items()}
    return {
        "progress": _progress(subject) | {"has_forecast": any(each["forecast_text"] for each in activities.values())},
        "focus_areas": _focus_areas(subject, activities),
        "pictures": pictures,
    }


def _progress(subject: Subject) -> dict[str, Any]:
    progress = subject.progress
    elapsed = progress.elapsed
    return {
        "started": subject.has_begun,
        "ended": has_ended(subject.promise.period, subject.as_of),
        "over": has_ended(subject.promise.period, subject.as_of) or subject.promise.status == "closed",
        "days": elapsed.days if elapsed else None,
        "days_of": elapsed.of if elapsed else None,
        "summary": series([subject.swedish(words) for words in summary(progress)]),
        "sentence": _sentence(subject),
        "counts": {status.value: progress.summary[status] for status in Status},
        "words": _words_of_status(subject),
        "later": progress.later,
        "activities": len(progress.tallies),
    }


def _sentence(subject: Subject) -> str:
    """How far it has come, in a sentence: *Av 8 aktiviteter är 2 uppfyllda och 6 enligt plan*."""
    said = [subject.swedish(words) for words in summary(subject.progress)]
    number_of = len(subject.progress.tallies)
    if len(said) > 1:
        return f"Av {number_of} aktiviteter är {series(said)}."
    if all(tally.status is Status.NOT_REPORTED for tally in subject.progress.tallies):
        none = (
            "Aktiviteten är inte redovisad" if number_of == 1 else f"Ingen av de {number_of} aktiviteterna är redovisad"
        )
        return f"{none}{'' if subject.progress.tallies[0].ended else ' än'}."
    word = said[0].partition(" ")[2] if said else ""
    return f"Aktiviteten är {word}." if number_of == 1 else f"Alla {number_of} aktiviteter är {word}."


def _words_of_status(subject: Subject) -> list[dict[str, Any]]:
    """Each word that an activity's status is said with, with how many activities have it and which they are."""
    said: dict[tuple[str, str], list[str]] = {}
    for tally in subject.progress.tallies:
        key = (tally.status.value, subject.swedish.plain(status_word(tally)))
        said.setdefault(key, []).append(tally.activity.title)
    order = [status.value for status in Status]
    return [
        {"status": status, "word": word, "number": len(titles), "titles": titles}
        for (status, word), titles in sorted(said.items(), key=lambda each: (order.index(each[0][0]), each[0][1]))
    ]


def _focus_areas(subject: Subject, activities: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The focus areas in order with their activities; those under none come last, under no title."""
    promise = subject.promise
    of_none = [id for id, each in promise.activities.items() if each.focus_area not in promise.focus_areas]
    areas = [
        _focus_area(area, [activities[id] for id, each in promise.activities.items() if each.focus_area == area.id])
        for area in promise.focus_areas.values()
    ]
    return [*areas, _focus_area(FocusArea("", ""), [activities[id] for id in of_none])] if of_none else areas


def _focus_area(area: FocusArea, activities: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "title": area.title or None,
        "problem": area.problem,
        "causes": list(area.causes),
        "places": list(area.places),
        "target_group": area.target_group,
        "watched": area.watched,
        "note": area.note,
        "activities": activities,
    }


def _activity(
    number: int, tally: ActivityFigures, events: Sequence[Event], subject: Subject, charts: bool
) -> dict[str, Any]:
    """One activity in plain data, and its ``pictures``, named by its number, for a key may hold any letter."""
    pace_drawn = _pace(tally, events, subject) if charts else None
    drawn = {f"bar-{number}": _bar(tally, subject), f"pace-{number}": pace_drawn}
    pictures = {name: picture for name, picture in drawn.items() if picture is not None}
    bar, pace = (name if name in pictures else None for name in drawn)
    return {
        **_as_promised(tally.activity, subject),
        **_as_reported(tally, events, subject),
        "bar": bar,
        "bar_words": _bar_words(tally),
        "pace": pace,
        "pace_words": _pace_words(tally, subject),
        **_outlook(tally, subject),
        "by_part": _by_part(tally, events, subject),
        "pictures": pictures,
    }


def _outlook(tally: ActivityFigures, subject: Subject) -> dict[str, str | None]:
    """How the pace is and where it is likely to end, in words; of persons nothing."""
    texts = (None, None) if _is_private(tally) else (pace_text(tally), forecast_text(tally))
    pace, forecast = (None if text is None else subject.swedish.plain(text) for text in texts)
    return {"pace_text": pace, "forecast_text": forecast}


def _as_promised(activity: Activity, subject: Subject) -> dict[str, Any]:
    names = {party.id: party.name for party in subject.promise.parties.values()}
    period = subject.promise.period_of(activity) if activity.own_start or activity.own_end else None
    return {
        "id": activity.id,
        "title": activity.title,
        "wording": activity.wording,
        "responsible": series([names[party] for party in activity.responsible]),
        "supporting": [names[party] for party in activity.supporting],
        "with": list(activity.takes_part),
        "places": list(activity.places),
        "target": subject.swedish.plain(target_text(activity.target)),
        "target_in_text": subject.swedish.plain(target_text(activity.target, _by_day)),
        "has_target": activity.target.kind is not TargetKind.ONGOING,
        "of_which": [f"minst {number(part.at_least)} med inriktningen {part.tag}" for part in activity.of_which],
        "any_of": list(activity.any_of),
        "counts": activity.counts,
        "purpose": activity.purpose,
        "note": activity.note,
        "when": activity.when,
        "period": long_period(period) if period else None,
        "period_in_table": short_period(period) if period else None,
        "due": f"senast {activity.target.by.text}" if activity.target.by else None,
        "condition": activity.condition,
        "best_effort": activity.best_effort,
        "beyond_ordinary": activity.beyond_ordinary,
        "has_details": any(getattr(activity, name) for name in (*_DETAILS, *_CONDITIONS)),
    }


def _as_reported(tally: ActivityFigures, events: Sequence[Event], subject: Subject) -> dict[str, Any]:
    say_whole = subject.swedish.plain
    figure, status = say_whole(text_of(tally, public=True)), say_whole(status_word(tally))
    in_text = say_whole(text_of(tally, public=True, written=_by_day))
    is_told = tally.done is not None or tally.words or tally.assessed
    remarks = [
        event.entry for event in events if remark_counts(event.entry, tally.period) or event.entry.done is not None
    ]
    return {
        "figure": figure,
        "outcome": figure if is_told else None,
        "beside": _beside(figure, status) if is_told else None,
        "beside_in_text": _beside(in_text, status) if is_told else None,
        "status": status,
        "status_key": tally.status.value,
        "ended": tally.ended,
        "reported": [say_whole(each) for each in reported_words(tally, public=True, written=long_days)],
        "remarks": [
            say_whole(each) for each in reported_words(tally, public=True, deviations=False, written=long_days)
        ],
        "deviations": [_deviation(each) for each in tally.deviations],
        "notes": [] if _is_private(tally) else list(dict.fromkeys(entry.note for entry in remarks if entry.note)),
        "log_sources": list(dict.fromkeys(e.entry.source for e in events if e.entry.source)),
        "counted_in": _counted_in(tally, events, subject),
        "by_party": _by_party(tally, subject),
    }


def _beside(figure: str, status: str) -> str | None:
    """The figure's words beside its status, without those that the status says already."""
    return figure.removeprefix(status).lstrip(",; ") or None


def _by_day(days: DateSpan) -> str:
    """A deadline or a day in running text: *den 31 oktober 2026*, *oktober 2026*."""
    return when(days).removeprefix("i ")


def _deviation(deviation: Deviation) -> dict[str, Any]:
    return {"date": long_days(deviation.date), "text": deviation.text, "instead": deviation.instead}


def _is_private(tally: ActivityFigures) -> bool:
    """Whether parts of the figure could single out a person."""
    return tally.activity.sensitive


def _counted_in(tally: ActivityFigures, events: Sequence[Event], subject: Subject) -> list[dict[str, Any]]:
    if _is_private(tally):
        return []
    sums = timeline.sum_by_kind(tally.activity, tally.period, events)
    return [{"what": kind, "number": _amount(total, tally, subject)} for kind, total in sums.items()]


def _amount(value: Number, tally: ActivityFigures, subject: Subject) -> str:
    """A part of the activity's figure, no surer than the whole."""
    return subject.swedish.plain(amount(value, tally.precision))


def _by_party(tally: ActivityFigures, subject: Subject) -> list[dict[str, Any]]:
    """Each party's own figure, where several have one."""
    if _is_private(tally) or len(tally.by_party) < 2:
        return []
    parties = subject.promise.parties
    return [
        {"party": parties[id].name, "number": _amount(total, tally, subject)} for id, total in tally.by_party.items()
    ]


def _by_part(tally: ActivityFigures, events: Sequence[Event], subject: Subject) -> list[dict[str, Any]]:
    """What was reported in each part of the year, if that is asked for; of persons only that something was."""
    period = subject.promise.period
    if subject.by is None or period is None:
        return []
    parts = [part for part in timeline.parts_of(period, subject.as_of, subject.by) if part.first <= subject.as_of]
    return [
        {"year": each.part.year, "part": each.part.number, "text": _part_text(tally, each, subject)}
        for each in timeline.by_part(tally.activity, tally.period, events, parts)
    ]


def _part_text(tally: ActivityFigures, part: timeline.Reported, subject: Subject) -> str:
    if not part.reported:
        return "–"
    if part.done is None or _is_private(tally):
        return "redovisat"
    if tally.activity.target.kind is TargetKind.MILESTONE:
        return "klart" if part.so_far else "ej klart"
    return _amount(part.done, tally, subject)


def _bar(tally: ActivityFigures, subject: Subject) -> BarChart | None:
    """The activity's bar, where there is something to reach and something reported."""
    whole, elapsed = tally.wanted.whole, tally.elapsed
    if tally.done is None or not whole or not subject.has_begun:
        return None
    is_small = _is_private(tally) and tally.done < FEWEST_SHOWN
    if tally.activity.target.kind is TargetKind.MILESTONE or is_small or is_hidden(tally):
        return None
    has_time = elapsed is not None and elapsed.of and tally.activity.target.kind is not TargetKind.TIME_LIMIT
    gone = elapsed.days / elapsed.of if has_time and elapsed and elapsed.of else None
    return BarChart(float(min(tally.done / whole, 9)), gone)


def _bar_words(tally: ActivityFigures) -> str:
    """What the bar shows: *60 procent av målet, 50 procent av tiden*."""
    whole, elapsed = tally.wanted.whole, tally.elapsed
    if tally.done is None or not whole:
        return ""
    done = f"{number(int(100 * tally.done / whole))} procent av målet"
    if elapsed is None or not elapsed.of or tally.activity.target.kind is TargetKind.TIME_LIMIT:
        return done
    return f"{done}, {100 * elapsed.days // elapsed.of} procent av tiden"


def _pace(tally: ActivityFigures, events: Sequence[Event], subject: Subject) -> PaceChart | None:
    return None if _is_private(tally) else timeline.pace(tally.activity, tally.period, events, subject.as_of)


def _pace_words(tally: ActivityFigures, subject: Subject) -> str:
    """What the pace chart shows, in a sentence."""
    if tally.done is None:
        return ""
    unit = tally.activity.target.unit or ""
    done = f"Per {long_date(subject.as_of)} har {_amount(tally.done, tally, subject)} {unit}".rstrip() + " redovisats"
    if tally.wanted.now is None:
        return f"{done}."
    return f"{done}. {_pace_name(tally.activity)} skulle det ha varit {number(tally.wanted.now)}."


def _pace_name(activity: Activity) -> str:
    """What the figure is held against; that the pace is even is our reckoning when the promise says nothing."""
    if activity.target.kind is TargetKind.RATE:
        return "I löftets takt"
    return "I den takt som är angiven" if activity.has_pace else "Vid jämn takt"


def in_english(subject: Subject) -> dict[str, str]:
    """For those who read English: who gave the promise, the activities counted by status, and the day."""
    said = [subject.english(words) for words in summary(subject.progress)]
    return {
        "summary": series(said, "and"),
        "givers": series(givers(subject), "and"),
        "as_of": english_date(subject.as_of),
    }
