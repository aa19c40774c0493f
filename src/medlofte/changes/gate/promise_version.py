"""One side of a comparison, and a change between two sides with its places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from medlofte.changes.gate.grade import ChangeKind, GradedChange
from medlofte.changes.gate.value_diff import ChangedValue, at, nearest, parts
from medlofte.core.diagnostic import Pointer
from medlofte.core.messages import Message
from medlofte.core.record import Record
from medlofte.core.source import Route
from medlofte.model.promise import Promise


class PromiseVersion(Record):
    """A promise as it was or is, with the plain values of its file."""

    promise: Promise
    plain: Mapping[str, Any]


def grade_change(
    kind: ChangeKind,
    message: Message,
    before: PromiseVersion,
    after: PromiseVersion,
    was: Route | None,
    now: Route | None,
) -> GradedChange:
    """A change of what stood at one route and stands at another. It points at the one value that differs, if it is one.

    ``was`` is missing for what is new, ``now`` for what is gone from a list. What is gone is pointed at by the nearest
    mapping or list that held it.
    """
    old = None if was is None else at(before.plain, was)
    new = None if now is None else at(after.plain, now)
    whole = ChangedValue(now or was or (), was or now or ())
    differing = parts(old, new, whole) or (whole,)
    one = differing[0] if len(differing) == 1 else whole
    holder = one.now if now is not None else one.now[:1]
    stood = was is not None and at(before.plain, one.was) is not None
    return GradedChange(
        kind,
        message,
        Pointer(nearest(after.plain, holder)),
        Pointer(one.was) if stood else None,
        tuple((part.now, part.was) for part in differing),
        at(before.plain, one.was) if stood else None,
        at(after.plain, one.now) if now is not None else None,
    )
