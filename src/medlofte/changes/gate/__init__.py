"""The gate: what a change to a promise or its logs means for those who were promised something.

Two versions are compared as values, and every change has a kind from one table, with its grade: weaker, unclear,
stronger or neutral. Only a decision that names what it changes lifts what is weaker, and never in a log.
"""

from __future__ import annotations

from collections.abc import Iterable

from medlofte.changes import diff
from medlofte.changes.gate import decisions, entries, kinds, promise
from medlofte.changes.gate.entries import Logs
from medlofte.changes.gate.grade import ChangeKind, Grade, GradedChange
from medlofte.changes.gate.kinds import CODES, KINDS
from medlofte.changes.gate.promise_version import PromiseVersion
from medlofte.core.messages import Verbatim, msg

NAMED_TO = 3
"""So deep a decision is proposed to name what it changes: an activity's target, and not a number in it."""
ADOPTED = "adopted"
FREE = ("draft", "proposed")
"""The status of what nobody was promised yet: it changes freely. What stood before the change decides."""


def of_promise(before: PromiseVersion, after: PromiseVersion) -> list[GradedChange]:
    """Every change from one version of a promise to the next, judged, and lifted where a new decision says so."""
    found = [*promise.grade(before, after), *decisions.grade(before, after)]
    if before.promise.status in FREE:
        return [each.replace(is_free=True, hint=None) for each in found]
    return [_with_way_out(each) for each in decisions.apply_decisions(found, before, after)]


def of_logs(before: PromiseVersion, after: PromiseVersion, was_logged: Logs, is_logged: Logs) -> list[GradedChange]:
    """What became of what was logged; ``before`` and ``after`` are the promise of these logs."""
    names = diff.find_renames(before.promise, after.promise)
    titles = {
        **{names.activities.get(id, id): each.title for id, each in before.promise.activities.items()},
        **{id: each.title for id, each in after.promise.activities.items()},
    }
    found = list(entries.grade(was_logged, is_logged, names, after.promise, titles))
    return [each.replace(is_free=True, hint=None) for each in found] if before.promise.status in FREE else found


def _with_way_out(found: GradedChange) -> GradedChange:
    """The change with what can be done about it, when something must."""
    if found.decision is not None or found.hint is not None or found.kind.grade < Grade.UNCLEAR:
        return found
    route = _shared(now for part in found.parts for now in part[:1])[:NAMED_TO]
    path = Verbatim(".".join(map(str, route)))
    hint = msg(
        "Restore the previous value, or record the decision under decisions: - {{kind: revised, date: "
        "…, body: …, reference: …, changes: [{path}]}}",
        path=path,
    )
    return found.replace(hint=hint)


def _shared(routes: Iterable[tuple[str | int, ...]]) -> tuple[str | int, ...]:
    """What the routes have in common from the top."""
    first, *others = routes
    while any(other[: len(first)] != first for other in others):
        first = first[:-1]
    return first


__all__ = [
    "CODES",
    "KINDS",
    "ChangeKind",
    "Grade",
    "GradedChange",
    "Logs",
    "PromiseVersion",
    "kinds",
    "of_logs",
    "of_promise",
]
