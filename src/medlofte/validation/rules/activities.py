"""Rules about activities: who and what they name, and whether their targets can be reckoned with."""

from __future__ import annotations

from collections.abc import Iterator

from medlofte.core.diagnostic import Finding, Pointer
from medlofte.core.messages import msg
from medlofte.core.source import Route
from medlofte.core.suggestions import Suggester
from medlofte.model.promise import Activity, TargetKind
from medlofte.progress.target import expected_at
from medlofte.validation.rules.dossier import LoggedPromise


def unknown_party(dossier: LoggedPromise) -> Iterator[Finding]:
    """Whoever answers for an activity, or supports it, must be one of the promise's parties."""
    parties = dossier.promise.parties
    known = Suggester(parties)
    for activity in dossier.promise.activities.values():
        for key, named in (("responsible", activity.responsible), ("supporting", activity.supporting)):
            for index, party in enumerate(named):
                if party not in parties:
                    near = known.suggest(party)
                    hint = msg("Did you mean {key}?", key=near) if near else msg("Add it to parties.")
                    message = msg("{party} is not one of the parties.", party=party)
                    yield Finding(Pointer(("activities", activity.id, key, index)), message, hint)


def unknown_focus_area(dossier: LoggedPromise) -> Iterator[Finding]:
    """The focus area that an activity or an effect is put under must be one of the promise's."""
    areas = dossier.promise.focus_areas
    known = Suggester(areas)
    named: list[tuple[Route, str | None]]
    named = [(("activities", each.id), each.focus_area) for each in dossier.promise.activities.values()]
    named += [(("effects", index), each.focus_area) for index, each in enumerate(dossier.promise.effects)]
    for route, area in named:
        if area is not None and area not in areas:
            near = known.suggest(area)
            hint = msg("Did you mean {key}?", key=near) if near else msg("Add it to focus_areas.")
            message = msg("{area} is not one of the focus areas.", area=area)
            yield Finding(Pointer((*route, "focus_area")), message, hint)


def activity_without_focus_area(dossier: LoggedPromise) -> Iterator[Finding]:
    """An activity without a focus area is easily lost in the follow-up; Brå asks which problem each one meets."""
    activities = dossier.promise.activities.values()
    if any(activity.focus_area is not None for activity in activities):
        for activity in activities:
            if activity.focus_area is None:
                message = msg("{activity} belongs to no focus area, though others do.", activity=activity.id)
                yield Finding(_at(activity), message, msg("Add focus_area: …"))


def activity_in_watched_area(dossier: LoggedPromise) -> Iterator[Finding]:
    """A focus area that is only watched has nothing promised under it."""
    for activity in dossier.promise.activities.values():
        area = dossier.promise.focus_areas.get(activity.focus_area or "")
        if area is not None and area.watched:
            message = msg(
                "{activity} is promised under {area}, which is only watched.", activity=activity.id, area=area.id
            )
            related = ((Pointer(("focus_areas", area.id, "status")), msg("It is marked as watched here.")),)
            hint = msg("Remove status: watched, or move the activity.")
            yield Finding(Pointer(("activities", activity.id, "focus_area")), message, hint, related)


def not_measurable(dossier: LoggedPromise) -> Iterator[Finding]:
    """Without a number nobody can say afterwards whether it was kept. Allowed: about half of commitments have none."""
    for activity in dossier.promise.activities.values():
        if activity.target.kind is TargetKind.ONGOING:
            hint = msg("If a number was promised: target: {{at_least: …, unit: …}}")
            yield Finding(_at(activity), msg("{activity} has nothing to count against.", activity=activity.id), hint)
        if activity.target.kind is TargetKind.COVERAGE and activity.target.of is None:
            at = Pointer(("activities", activity.id, "target"))
            message = msg("How many are all {whom}?", whom=activity.target.whom or "")
            yield Finding(at, message, msg("Add of: with their number, when it is known."))


def pace_with_rate(dossier: LoggedPromise) -> Iterator[Finding]:
    """A rate already says how the work is spread over time; a pace would say it again, differently."""
    for activity in dossier.promise.activities.values():
        if activity.target.kind is TargetKind.RATE and activity.has_pace:
            message = msg("{activity} has both a rate and a pace.", activity=activity.id)
            yield Finding(Pointer(("activities", activity.id, "pace")), message, msg("Remove pace, or per."))


def pace_outside_period(dossier: LoggedPromise) -> Iterator[Finding]:
    """When none of the season's months lie in the period, nothing is wanted until the last day."""
    for activity in dossier.promise.activities.values():
        period = dossier.promise.period_of(activity)
        if not activity.pace.months or period is None or period.end is None or period.end < period.start:
            continue
        months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
        if not any((period.start.month - 1 + step) % 12 + 1 in activity.pace.months for step in range(months)):
            message = msg("None of the months lie in the period of {activity}.", activity=activity.id)
            at = Pointer(("activities", activity.id, "pace", "months"))
            yield Finding(at, message, msg("Check the months against the period."))


def rate_wants_nothing(dossier: LoggedPromise) -> Iterator[Finding]:
    """A rate that adds up to less than one over the whole period asks for nothing."""
    for activity in dossier.promise.activities.values():
        period = dossier.promise.period_of(activity)
        if (
            activity.target.kind is not TargetKind.RATE
            or period is None
            or period.end is None
            or period.end < period.start
        ):
            continue
        if expected_at(activity, period, period.end).whole == 0:
            message = msg("The target of {activity} comes to 0 for its whole period.", activity=activity.id)
            hint = msg("Check per and the period, or write the number for the whole period without per.")
            yield Finding(Pointer(("activities", activity.id, "target")), message, hint)


def activity_period_reversed(dossier: LoggedPromise) -> Iterator[Finding]:
    """An activity's own period must not end before it starts."""
    for activity in dossier.promise.activities.values():
        period = dossier.promise.period_of(activity)
        own = activity.own_start is not None or activity.own_end is not None
        if own and period is not None and period.end is not None and period.end < period.start:
            message = msg("The period of {activity} ends before it starts.", activity=activity.id)
            yield Finding(Pointer(("activities", activity.id, "period")), message, msg("Check the years."))


def activity_period_outside(dossier: LoggedPromise) -> Iterator[Finding]:
    """An activity's own period lies within the promise's."""
    period = dossier.promise.period
    if period is None or (period.end is not None and period.end < period.start):
        return
    for activity in dossier.promise.activities.values():
        start, end = activity.own_start, activity.own_end
        late = period.end is not None and any(each is not None and each.last > period.end for each in (start, end))
        early = any(each is not None and each.first < period.start for each in (start, end))
        if early or late:
            message = msg("The period of {activity} goes outside the promise's.", activity=activity.id)
            related = ((Pointer(("period",)), msg("The promise's period is here.")),)
            at = Pointer(("activities", activity.id, "period"))
            yield Finding(at, message, msg("Keep it within the promise's period."), related)


def deadline_outside_period(dossier: LoggedPromise) -> Iterator[Finding]:
    """A milestone's deadline should lie in the activity's period; outside it the deadline decides nothing."""
    for activity in dossier.promise.activities.values():
        by, period = activity.target.by, dossier.promise.period_of(activity)
        if by is None or period is None:
            continue
        if by.last < period.start or (period.end is not None and by.last > period.end):
            message = msg("The deadline {by} lies outside the period of {activity}.", by=by.text, activity=activity.id)
            yield Finding(Pointer(("activities", activity.id, "target", "by")), message, msg("Check both dates."))


def _at(activity: Activity) -> Pointer:
    return Pointer(("activities", activity.id), on_key=True)
