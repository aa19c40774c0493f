"""Rules about one log entry at a time, seen against the promise it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from medlofte.core.diagnostic import Finding, Pointer
from medlofte.core.escaping import format_number
from medlofte.core.messages import msg
from medlofte.core.suggestions import Suggester
from medlofte.model.entry import ALL, LogEntry, LoggedEntry
from medlofte.model.promise import Activity, Number, Promise, TargetKind
from medlofte.validation.rules.dossier import FIRST_DAY, LAST_DAY, PARTY, LoggedPromise, at

_FIGURES = ("count", "total", "reached", "done")

_Named = tuple[LoggedEntry, Activity]
"""An entry and one of the activities that it names."""


def log_owner_unknown(dossier: LoggedPromise) -> Iterator[Finding]:
    """A log's file name begins with the key of the party it belongs to."""
    parties = dossier.promise.parties
    known = Suggester(parties)
    for log in dossier.log_files:
        if log.party not in parties:
            message = msg("The log belongs to {party}, who is not one of the parties.", party=log.party)
            near = known.suggest(log.party)
            hint = msg("Known parties: {parties}", parties=", ".join(parties))
            if near:
                hint = msg("Did you mean {key}?", key=near)
            yield Finding(Pointer((), log.path), message, hint)


def unknown_activity(dossier: LoggedPromise) -> Iterator[Finding]:
    """An entry is for an activity that the promise has."""
    activities = dossier.promise.activities
    known = Suggester(activities)
    all_known = ", ".join(activities)
    for logged in dossier.lost:
        for index, activity in enumerate(logged.entry.activities):
            if activity not in activities:
                near = known.suggest(activity)
                hint = msg("Known activities: {activities}", activities=all_known)
                if near:
                    hint = msg("Did you mean {key}?", key=near)
                route = ("activity", index) if len(logged.entry.activities) > 1 else ("activity",)
                yield Finding(
                    at(logged, *route), msg("The promise has no activity {activity}.", activity=activity), hint
                )


def entry_outside_period(dossier: LoggedPromise) -> Iterator[Finding]:
    """A figure counts only when all its days lie in the activity's period; words may also come afterwards."""
    for logged in dossier.logged if _some_lie_outside(dossier) else ():
        for activity in dossier.activities_of(logged):
            period = dossier.promise.period_of(activity)
            entry = logged.entry
            if period is None or period.holds(entry.date) or _may_come_later(entry, period.start):
                continue
            when = msg(
                "{start}–{end}", start=period.start.isoformat(), end=period.end.isoformat() if period.end else ""
            )
            message = msg(
                "The entry does not lie in the period of {activity}, {period}.", activity=activity.id, period=when
            )
            hint = msg("Check the date; what lies outside the period is not counted.")
            yield Finding(at(logged, "date"), message, hint)
            break


def _some_lie_outside(dossier: LoggedPromise) -> bool:
    """Whether an activity has an entry outside its period, of whatever kind: a quick look at first and last days."""
    for id, logs in dossier.by_activity.items():
        period = dossier.promise.period_of(dossier.promise.activities[id])
        if period is not None and min(map(FIRST_DAY, logs)) < period.start:
            return True
        if period is not None and period.end is not None and max(map(LAST_DAY, logs)) > period.end:
            return True
    return False


def _may_come_later(entry: LogEntry, start: date) -> bool:
    return not entry.has_figure and entry.date.first >= start


def entry_after_closing(dossier: LoggedPromise) -> Iterator[Finding]:
    """Work on a closed promise is over: an entry after the decision that ended it is probably misdated."""
    promise = dossier.promise
    closed = _closed_on(promise)
    if closed is None or closed >= max(map(LAST_DAY, dossier.logged), default=closed):
        return
    for logged in dossier.logged:
        inside = all(
            period is None or period.holds(logged.entry.date)
            for period in (promise.period_of(activity) for activity in dossier.activities_of(logged))
        )
        if inside and logged.entry.has_figure and logged.entry.date.last > closed:
            message = msg("The entry is dated after the promise was ended, {closed}.", closed=closed.isoformat())
            yield Finding(at(logged, "date"), message, msg("Check the date."))


def _closed_on(promise: Promise) -> date | None:
    if promise.status != "closed":
        return None
    ended = [decision.date.last for decision in promise.decisions if decision.kind == "ended" and decision.date]
    return max(ended, default=None)


def figure_on_milestone(dossier: LoggedPromise) -> Iterator[Finding]:
    """A milestone is done or not; a count says neither."""
    for logged, activity in _in_order(_figures_on_milestones(dossier)):
        entry = logged.entry
        said = next((key for key in _FIGURES if getattr(entry, key) is not None), "count")
        message = msg("{activity} is a milestone and takes no {key}.", activity=activity.id, key=said)
        yield Finding(at(logged, said), message, msg("Write done: true, done: false or words: …"))


def _figures_on_milestones(dossier: LoggedPromise) -> Iterator[_Named]:
    for id, logs in dossier.by_activity.items():
        activity = dossier.promise.activities[id]
        for logged in logs if activity.target.kind is TargetKind.MILESTONE else ():
            if logged.entry.count is not None or logged.entry.reading is not None:
                yield logged, activity


def all_without_coverage(dossier: LoggedPromise) -> Iterator[Finding]:
    """*All* can be reached only where the target says of whom."""
    for logged in dossier.special:
        for activity in dossier.activities_of(logged):
            if logged.entry.reached == ALL and activity.target.kind not in (TargetKind.COVERAGE, TargetKind.MILESTONE):
                message = msg("{activity} does not say who all are.", activity=activity.id)
                yield Finding(
                    at(logged, "reached"), message, msg("Write a number, or give the activity target: {{all: …}}")
                )


def done_without_milestone(dossier: LoggedPromise) -> Iterator[Finding]:
    """Only a milestone can be done or not; for other targets `done` counts nothing."""
    for logged in dossier.special:
        for activity in dossier.activities_of(logged):
            if logged.entry.done is not None and activity.target.kind is not TargetKind.MILESTONE:
                message = msg("{activity} is not a milestone, so done counts nothing.", activity=activity.id)
                yield Finding(at(logged, "done"), message, msg("Write count: …"))


def within_without_time_limit(dossier: LoggedPromise) -> Iterator[Finding]:
    """Only a time limit has cases that were in time."""
    for logged in dossier.special:
        for activity in dossier.activities_of(logged):
            if logged.entry.within is not None and activity.target.kind is not TargetKind.TIME_LIMIT:
                message = msg("{activity} has no time limit, so within counts nothing.", activity=activity.id)
                yield Finding(at(logged, "within"), message, msg("Remove it, or put it under results."))


def part_exceeds_whole(dossier: LoggedPromise) -> Iterator[Finding]:
    """A part (*varav*, in time) can't be larger than the number it is a part of."""
    for logged in dossier.special:
        entry = logged.entry
        whole = entry.reading if entry.reading is not None else entry.count
        if whole is None or whole == ALL:
            continue
        parts: list[tuple[tuple[str, ...], Number]] = [(("of_which", tag), n) for tag, n in entry.of_which.items()]
        if entry.within is not None:
            parts.append((("within",), entry.within))
        for route, part in parts:
            if part > whole:
                message = msg(
                    "{part} is more than the {whole} it is part of.",
                    part=format_number(part),
                    whole=format_number(whole),
                )
                yield Finding(at(logged, *route), message, msg("Write the whole number as count: …"))


def count_beside_reading(dossier: LoggedPromise) -> Iterator[Finding]:
    """A cumulative reading replaces what was counted up to its date; another figure in the same entry adds nothing."""
    for logged in dossier.special:
        entry = logged.entry
        if entry.count is not None and entry.reading is not None:
            key = "total" if entry.total is not None else "reached"
            message = msg("count beside {key} adds nothing: the reading replaces it.", key=key)
            yield Finding(at(logged, "count"), message, msg("Keep one of them."))
        if entry.total is not None and entry.reached is not None:
            message = msg("total and reached are both readings; only total is read.")
            yield Finding(at(logged, "reached"), message, msg("Keep one of them."))


def decimal_count(dossier: LoggedPromise) -> Iterator[Finding]:
    """Only hours come in decimals; half an occasion is probably a slip."""
    for logged in dossier.special:
        for key in ("count", "total", "reached", "within"):
            value = getattr(logged.entry, key)
            if value is None or value == ALL or value == int(value):
                continue
            for activity in dossier.activities_of(logged):
                if not activity.target.is_in_hours:
                    unit = activity.target.unit or activity.title
                    message = msg("{value} is not a whole number of {unit}.", value=format_number(value), unit=unit)
                    yield Finding(at(logged, key), message, msg("Write a whole number, or give the target in hours."))


def entry_without_ref(dossier: LoggedPromise) -> Iterator[Finding]:
    """Without a ref two equal lines, added on two branches, are merged into one and nobody can see it."""
    for logged in dossier.without_ref:
        hint = msg("medlofte log writes one; by hand, add ref: and a short word of its own.")
        yield Finding(at(logged), msg("The entry has no ref."), hint)


def party_not_responsible(dossier: LoggedPromise) -> Iterator[Finding]:
    """Another party than the responsible ones has logged. It counts; check that it was meant so."""
    for logged, activity in _in_order(_of_others(dossier)):
        message = msg("{party} is not responsible for {activity}.", party=logged.party, activity=activity.id)
        yield Finding(at(logged, "activity"), message, msg("It counts all the same."))


def _of_others(dossier: LoggedPromise) -> Iterator[_Named]:
    for id, logs in dossier.by_activity.items():
        activity = dossier.promise.activities[id]
        others = set(dossier.promise.parties).difference(activity.responsible)
        for logged in logs if others.intersection(map(PARTY, logs)) else ():
            if logged.party in others:
                yield logged, activity


def type_not_pooled(dossier: LoggedPromise) -> Iterator[Finding]:
    """Where several kinds are counted together, each entry says of which kind it is."""
    for logged, activity in _in_order(_of_no_kind(dossier)):
        hint = msg("Write type: {types}.", types=" | ".join(activity.any_of))
        if logged.entry.type is None:
            message = msg("The entry does not say of which kind it is.")
            yield Finding(at(logged, "activity"), message, hint)
        else:
            message = msg("{type} is not one of the kinds that count.", type=logged.entry.type)
            yield Finding(at(logged, "type"), message, hint)


def _of_no_kind(dossier: LoggedPromise) -> Iterator[_Named]:
    for id, logs in dossier.by_activity.items():
        activity = dossier.promise.activities[id]
        for logged in logs if activity.any_of else ():
            if logged.entry.has_figure and logged.entry.type not in activity.any_of:
                yield logged, activity


def unknown_tag(dossier: LoggedPromise) -> Iterator[Finding]:
    """A tag that resembles a part's (*varav*) but isn't it would leave that part at zero in silence."""
    parts: dict[str, Suggester] = {}
    for logged in dossier.special:
        entry = logged.entry
        said: list[tuple[str, tuple[str | int, ...]]] = [(tag, ("of_which", tag)) for tag in entry.of_which]
        said += ((tag, ("tags", place)) for place, tag in enumerate(entry.tags))
        for activity in dossier.activities_of(logged) if said else ():
            if activity.id not in parts:
                parts[activity.id] = Suggester(part.tag for part in activity.of_which)
            for tag, route in said:
                near = parts[activity.id].suggest(tag)
                if near not in (None, tag):
                    message = msg("{tag} is none of the parts of {activity}.", tag=tag, activity=activity.id)
                    yield Finding(at(logged, *route), message, msg("Did you mean {key}?", key=near))


def more_than_all(dossier: LoggedPromise) -> Iterator[Finding]:
    """More were reached than there are: either the reading or the target's number is wrong."""
    for logged in dossier.special:
        reading = logged.entry.reading
        if reading is None or reading == ALL:
            continue
        for activity in dossier.activities_of(logged):
            of = activity.target.of if activity.target.kind is TargetKind.COVERAGE else None
            if of is not None and reading > of:
                key = "total" if logged.entry.total is not None else "reached"
                message = msg(
                    "{reached} were reached, but there are only {of}.",
                    reached=format_number(reading),
                    of=format_number(of),
                )
                yield Finding(at(logged, key), message, msg("Check the number here and of: in the target."))


def assessment_without_reason(dossier: LoggedPromise) -> Iterator[Finding]:
    """A judgement is worth more with its reason."""
    for logged in dossier.special:
        if logged.entry.assessed is not None and logged.entry.reason is None:
            yield Finding(at(logged, "assessed"), msg("The judgement has no reason."), msg("Add reason: …"))


def _in_order(found: Iterable[_Named]) -> list[_Named]:
    """As the entries stand in each log, and the activities in each entry: of many, the first are shown."""
    return sorted(found, key=lambda each: (each[0].path, each[0].number, each[0].entry.activities.index(each[1].id)))
