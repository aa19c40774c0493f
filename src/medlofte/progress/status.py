"""Figures to one status word: the first that fits, in the order that ``docs/format.md`` gives."""

from __future__ import annotations

from enum import StrEnum

from medlofte.core.record import Record
from medlofte.model.promise import Number, TargetKind


class Status(StrEnum):
    """What is said of an activity; the values are those of the machine formats, in the order of their summary."""

    KEPT = "kept"
    ON_TRACK = "on-track"
    BEHIND = "behind"
    NOT_KEPT = "not-kept"
    NOT_REPORTED = "not-reported"
    NO_FIGURE = "no-figure"
    ONGOING = "ongoing"
    NOT_STARTED = "not-started"
    PARTLY = "partly"


class Figures(Record):
    """All that a status follows from.

    ``done`` is missing when no number was reported; ``everyone`` is true when all of a coverage were reached;
    ``parts`` are pairs of done and wanted, one for each *varav*.
    """

    kind: TargetKind
    started: bool
    ended: bool
    open_ended: bool
    reported: bool
    done: Number | None
    wanted: Number | None
    wanted_now: Number | None
    everyone: bool
    parts: tuple[tuple[Number, Number], ...]
    assessed: str | None


def status_of(figures: Figures) -> Status:
    """The status word."""
    if not figures.started:
        return Status.NOT_STARTED
    if not figures.reported:
        return Status.NOT_REPORTED
    decided = _as_assessed(figures)
    if decided is not None:
        return decided
    if figures.kind is TargetKind.ONGOING:
        return Status.ONGOING
    if _has_no_figure(figures):
        return Status.NO_FIGURE
    if _is_kept(figures):
        return Status.KEPT
    if figures.ended:
        return Status.NOT_KEPT
    return Status.BEHIND if _is_behind(figures) else Status.ON_TRACK


def falls_short(figures: Figures) -> bool:
    """Whether numbers were reported and they are less than the whole promise, so that *kept* can't stand."""
    if figures.done is None:
        return False
    goal = figures.wanted if figures.wanted is not None else figures.wanted_now
    short = goal is not None and figures.done < goal and not figures.everyone
    return short or any(done < at_least for done, at_least in figures.parts)


def _as_assessed(figures: Figures) -> Status | None:
    if figures.assessed == "kept":
        return None if falls_short(figures) else Status.KEPT
    if figures.assessed is not None and figures.ended:
        return Status(figures.assessed)
    return None


def _has_no_figure(figures: Figures) -> bool:
    if figures.kind is TargetKind.MILESTONE or figures.everyone:
        return False
    return figures.done is None or (figures.kind is TargetKind.COVERAGE and figures.wanted is None)


def _is_kept(figures: Figures) -> bool:
    if figures.kind in (TargetKind.RATE, TargetKind.TIME_LIMIT) and not figures.ended:
        return False
    enough = figures.done is not None and figures.wanted is not None and figures.done >= figures.wanted
    return (enough or figures.everyone) and all(done >= at_least for done, at_least in figures.parts)


def _is_behind(figures: Figures) -> bool:
    if figures.kind is TargetKind.TIME_LIMIT and not figures.open_ended:
        return figures.done is not None and figures.wanted is not None and figures.done < figures.wanted
    return figures.wanted_now is not None and (figures.done or 0) < figures.wanted_now
