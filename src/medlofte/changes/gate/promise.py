"""Two versions of a promise: every change that binds or doesn't, judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from math import inf

from medlofte.changes import diff
from medlofte.changes.diff import PromiseChange
from medlofte.changes.gate import kinds, non_binding, periods, targets
from medlofte.changes.gate.grade import ChangeKind, GradedChange, Grading, gravest
from medlofte.changes.gate.promise_version import PromiseVersion, grade_change
from medlofte.changes.gate.texts import excerpts
from medlofte.core.dates import MONTHS_IN, DateSpan
from medlofte.core.diagnostic import Pointer
from medlofte.core.escaping import collapse_whitespace
from medlofte.core.messages import Message, msg
from medlofte.model import recurrence
from medlofte.model.promise import Activity, FollowUp, Period, Promise

ORDER = ("draft", "proposed", "adopted", "closed")


def grade(before: PromiseVersion, after: PromiseVersion) -> Iterator[GradedChange]:
    """Every change, in the order of the promise's parts: what binds, then other keys, then what binds nobody."""
    names = diff.find_renames(before.promise, after.promise)
    old_ids = {new: old for old, new in names.activities.items()}
    for change in diff.diff_promises(before.promise, after.promise):
        found = list(_gradings(change, before.promise, after.promise, old_ids))
        verdict = gravest(found) if found else Grading(kinds.ASIDE_CHANGED)
        now = None if change.is_removed and change.route[0] in ("effects", "followups") else change.route
        yield grade_change(verdict.kind, _message(change, verdict), before, after, change.was, now)
    yield from _renamed(names)
    yield from non_binding.grade(before, after, names)


def _renamed(names: diff.Renames) -> Iterator[GradedChange]:
    for key, renamed in names.by_section.items():
        for old, new in renamed.items():
            message = msg("{old} is now called {new}; it is the same.", old=old, new=new)
            at, was = Pointer((key, new), on_key=True), Pointer((key, old), on_key=True)
            yield GradedChange(kinds.RENAMED, message, at, was, before=old, after=new)


def _message(change: PromiseChange, verdict: Grading) -> Message:
    """The change in words: of two texts, the place where they differ; and what more there is to say."""
    what = change.what
    old, new = change.before, change.after
    is_text = isinstance(old, str) and isinstance(new, str) and {"old", "new"} <= what.values.keys()
    if is_text and verdict.kind in (kinds.REWORDED, kinds.COUNTING_RULE_CHANGED):
        first, last = (msg("“{text}”", text=text) for text in excerpts(old, new))
        what = what.replace(values={**what.values, "old": first, "new": last})
    return what if verdict.more is None else msg("{what}: {more}", what=what, more=verdict.more)


def _gradings(change: PromiseChange, before: Promise, after: Promise, old_ids: Mapping[str, str]) -> Iterator[Grading]:
    match change.route:
        case ("status",):
            is_back = ORDER.index(change.after) < ORDER.index(change.before)
            yield Grading(kinds.STATUS_MOVED_BACK if is_back else kinds.STATUS_MOVED_FORWARD)
        case ("period",):
            yield from periods.of_promise(before, after, old_ids)
        case ("parties", _):
            yield _came_or_went(change, kinds.PARTY_ADDED, kinds.PARTY_REMOVED)
        case ("focus_areas", _):
            yield _came_or_went(change, kinds.TEXT_ADDED, kinds.FOCUS_AREA_REMOVED)
            if change.is_removed and change.before.places:
                yield Grading(kinds.PLACE_REMOVED)
        case ("focus_areas", _, "places"):
            yield _places(change)
        case ("focus_areas", _, "status"):
            yield Grading(kinds.FOCUS_AREA_WATCHED)
        case ("activities", _):
            yield _came_or_went(change, kinds.ACTIVITY_ADDED, kinds.ACTIVITY_REMOVED)
        case ("activities", id, field):
            old = before.activities[old_ids.get(str(id), str(id))]
            yield from _of_activity(str(field), change, old, after.activities[str(id)], before, after)
        case ("effects", _):
            yield _came_or_went(change, kinds.EFFECT_ADDED, kinds.EFFECT_REMOVED)
        case ("effects", _, "baseline"):
            yield Grading(kinds.BASELINE_CHANGED)
        case ("followups", _):
            yield from _followup(change, after.period or before.period)
        case _:
            yield _text(change)


def _came_or_went(change: PromiseChange, came: ChangeKind, went: ChangeKind) -> Grading:
    return Grading(came if change.is_added else went)


def _text(change: PromiseChange) -> Grading:
    """A text, or a list of texts: reworded when something in it is gone."""
    if isinstance(change.before, tuple) and isinstance(change.after, tuple):
        if set(map(collapse_whitespace, change.before)) <= set(map(collapse_whitespace, change.after)):
            return Grading(kinds.TEXT_ADDED)
        return Grading(kinds.REWORDED if change.after else kinds.TEXT_REMOVED)
    if change.before is None:
        return Grading(kinds.TEXT_ADDED)
    return Grading(kinds.TEXT_REMOVED if change.after is None else kinds.REWORDED)


# Activities

_ALWAYS = {"pace": kinds.PACE_CHANGED, "focus_area": kinds.ASIDE_CHANGED}
_FLAGS = {
    "best_effort": (kinds.BEST_EFFORT_ADDED, kinds.BEST_EFFORT_REMOVED),
    "beyond_ordinary": (kinds.BEYOND_ORDINARY_ADDED, kinds.BEYOND_ORDINARY_REMOVED),
}


def _of_activity(
    field: str, change: PromiseChange, old: Activity, new: Activity, before: Promise, after: Promise
) -> Iterator[Grading]:
    if field == "target":
        yield from targets.gradings(old.target, new.target, before.period_of(old), after.period_of(new))
    elif field == "of_which":
        yield targets.of_part(change.before, change.after)
    elif field == "period":
        yield from periods.of_activity(before, after, old, new)
    elif field == "supporting":
        yield Grading(kinds.SUPPORT_REMOVED if _gone(change) - set(new.responsible) else kinds.SUPPORT_ADDED)
    elif field in _ALWAYS:
        yield Grading(_ALWAYS[field])
    elif field in _FLAGS:
        set_, unset = _FLAGS[field]
        yield Grading(set_ if change.after else unset)
    elif field in _BY_FIELD:
        yield _BY_FIELD[field](change)
    else:
        yield _text(change)


def _places(change: PromiseChange) -> Grading:
    gone = _gone(change)
    if gone:
        return Grading(kinds.PLACE_REMOVED)
    return Grading(kinds.PLACE_ADDED if change.before else kinds.PLACES_NAMED)


def _gone(change: PromiseChange) -> set[str]:
    return set(map(collapse_whitespace, change.before)) - set(map(collapse_whitespace, change.after))


def _responsible(change: PromiseChange) -> Grading:
    return Grading(kinds.RESPONSIBLE_NARROWED if _gone(change) else kinds.RESPONSIBLE_WIDENED)


def _condition(change: PromiseChange) -> Grading:
    return Grading(kinds.CONDITION_ADDED) if change.before is None else _text(change)


def _counts(change: PromiseChange) -> Grading:
    return Grading(kinds.COUNTING_RULE_ADDED if change.before is None else kinds.COUNTING_RULE_CHANGED)


def _pool(change: PromiseChange) -> Grading:
    """What is pooled to one number; a kind more makes the number easier to reach."""
    if not change.before or not change.after:
        return Grading(kinds.POOL_CHANGED)
    has_more = set(map(collapse_whitespace, change.after)) - set(map(collapse_whitespace, change.before))
    return Grading(kinds.POOL_WIDENED if has_more else kinds.POOL_NARROWED)


_BY_FIELD: Mapping[str, Callable[[PromiseChange], Grading]] = {
    "places": _places,
    "responsible": _responsible,
    "condition": _condition,
    "counts": _counts,
    "any_of": _pool,
}


# Follow-ups


def _followup(change: PromiseChange, period: Period | None) -> Iterator[Grading]:
    if change.is_added or change.is_removed:
        yield _came_or_went(change, kinds.FOLLOWUP_ADDED, kinds.FOLLOWUP_REMOVED)
        return
    old, new = change.before, change.after
    assert isinstance(old, FollowUp)
    assert isinstance(new, FollowUp)
    if old.every != new.every:
        yield Grading(kinds.FOLLOWUP_THINNED if _length(new) > _length(old) else kinds.FOLLOWUP_OFTENER)
    if old.every is None or new.every is None or old.due != new.due:
        yield from _first_time(_first_due(old, period), _first_due(new, period))
    for before, after in ((old.to, new.to), (old.form, new.form)):
        if collapse_whitespace(before or "") != collapse_whitespace(after or ""):
            yield _text(PromiseChange(change.route, change.what, before, after))


def _length(followup: FollowUp) -> float:
    """How many months there are from one time to the next; what comes once never comes again."""
    return MONTHS_IN[followup.every] if followup.every else inf


def _first_due(followup: FollowUp, period: Period | None) -> DateSpan | None:
    start = period.start if period else date.min
    return next((each.due for each in recurrence.occurrences(followup, period, start)), None)


def _first_time(old: DateSpan | None, new: DateSpan | None) -> Iterator[Grading]:
    """How it weighs that the first time is another; what nobody can reckon is other words."""
    if old is None or new is None:
        yield Grading(kinds.REWORDED)
    elif old.last != new.last:
        yield targets.grade_moved_day(kinds.FOLLOWUP_LATER, kinds.FOLLOWUP_EARLIER, (new.last - old.last).days)
    elif old.first != new.first:
        yield Grading(kinds.REWORDED)
