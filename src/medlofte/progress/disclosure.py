"""Figures as they may be published: small numbers of persons are left out, so that nobody can be singled out."""

from __future__ import annotations

from medlofte.model.promise import Number, TargetKind
from medlofte.progress.side_figures import ResultSum
from medlofte.progress.tally import ActivityFigures, PromiseProgress
from medlofte.progress.wording import FEWEST_SHOWN, is_hidden


def public(progress: PromiseProgress) -> PromiseProgress:
    """The progress without figures that count few persons or leave few out.

    Of persons there are no parties' shares, free words, pace or forecast either.
    """
    return progress.replace(tallies=tuple(public_tally(tally) for tally in progress.tallies))


def public_tally(tally: ActivityFigures) -> ActivityFigures:
    """The activity without such figures."""
    if not tally.activity.sensitive:
        return tally
    shown = tally.replace(
        by_party={},
        of_which=tuple(part.replace(done=None) if _is_small(part.done) else part for part in tally.of_which),
        results={name: _without_small(each) for name, each in tally.results.items() if each.number is not None},
        words=None,
        speed=None,
        forecast=None,
    )
    if tally.activity.target.kind is TargetKind.TIME_LIMIT and _is_small(tally.wanted.whole):
        shown = shown.replace(wanted=tally.wanted.replace(whole=None, now=None))
    is_told = not _is_small(tally.done) and not is_hidden(tally)
    return shown if is_told else shown.replace(done=None, precision=None, percent=None)


def _without_small(result: ResultSum) -> ResultSum:
    return ResultSum(None, words=f"färre än {FEWEST_SHOWN}") if _is_small(result.number) else result


def _is_small(number: Number | None) -> bool:
    return number is not None and number < FEWEST_SHOWN
