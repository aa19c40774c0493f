"""Progress as rows of words and figures, the same for every format that people read."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from medlofte.core.escaping import escape_line
from medlofte.core.messages import Translator, msg, msg_n
from medlofte.core.record import Record
from medlofte.model.promise import Number, TargetKind
from medlofte.progress import overview
from medlofte.progress.outlook_text import outlook
from medlofte.progress.overview import ProgressFilter
from medlofte.progress.predecessors import NO_PREDECESSORS, Predecessors, link_text
from medlofte.progress.status import Status
from medlofte.progress.tally import ActivityFigures, PromiseProgress
from medlofte.progress.target import Share
from medlofte.progress.wording import remarks, status_word, text_of
from medlofte.progress.wording import summary as words_of_summary

BY = ("focus-area", "party", "activity")
"""How the activities of a promise can be grouped."""


NARROWEST = 24
"""The fewest columns that words get in a table on the screen."""

STYLES = {
    Status.KEPT: "green",
    Status.ON_TRACK: "green",
    Status.BEHIND: "yellow",
    Status.PARTLY: "yellow",
    Status.NOT_KEPT: "red",
    Status.NOT_REPORTED: "magenta",
    Status.NO_FIGURE: "magenta",
    Status.ONGOING: "cyan",
    Status.NOT_STARTED: "dim",
}


class ProgressReportOptions(Record):
    """What a report of progress is made for: the day, the grouping, the look, and a translator for Swedish texts.

    ``public`` says that it is published, so that small numbers of persons are left out of machine formats. ``wish`` is
    what was asked for among all that there is; ``chain_of`` finds what came before a promise, when it is told of.
    """

    as_of: date
    swedish: Translator
    by: str = BY[0]
    overview: bool = False
    width: int = 100
    color: bool = False
    rich: bool = False
    blocks: bool = True
    public: bool = False
    wish: ProgressFilter = ProgressFilter()
    chain_of: Callable[[PromiseProgress], Predecessors] = lambda _: NO_PREDECESSORS

    @property
    def groups_promises(self) -> bool:
        """Whether it is promises that are grouped, not the activities of each."""
        return self.by in overview.BY

    @property
    def is_of_all(self) -> bool:
        """Whether nothing is left out."""
        return self.wish == ProgressFilter()


class ActivityRow(NamedTuple):
    """One activity in words. ``done`` and ``gone`` are fractions for the bar; missing when there are none."""

    title: str
    responsible: str
    figure: str
    done: Share | None
    gone: Share | None
    status: Status
    word: str
    remarks: tuple[str, ...]


class RowGroup(Record):
    """Rows under a heading, which is missing when there is only one group."""

    heading: str | None
    rows: tuple[ActivityRow, ...]


def groups(progress: PromiseProgress, translator: Translator, setting: ProgressReportOptions) -> list[RowGroup]:
    """The activities of a promise as rows, grouped, every activity at least once."""
    by = setting.by
    chain = setting.chain_of(progress)
    keyed = [
        (key, _row(progress, tally, chain, translator))
        for tally in progress.tallies
        for key in _keys(progress, tally, by)
    ]
    order = list(dict.fromkeys(key for key, _ in keyed))
    if by == "focus-area":
        order.sort(key=lambda key: (key is None, list(progress.promise.focus_areas).index(key) if key else 0))
    if order == [None]:
        return [RowGroup(None, tuple(row for _, row in keyed))]
    return [
        RowGroup(_heading(progress, key, by, translator), tuple(row for k, row in keyed if k == key)) for key in order
    ]


def _keys(progress: PromiseProgress, tally: ActivityFigures, by: str) -> tuple[str | None, ...]:
    if by == "party":
        return tally.activity.responsible
    return (tally.activity.focus_area,) if by == "focus-area" and progress.promise.focus_areas else (None,)


def _heading(progress: PromiseProgress, key: str | None, by: str, translator: Translator) -> str:
    if key is None:
        return translator(msg("Other activities"))
    return progress.promise.parties[key].name if by == "party" else progress.promise.focus_areas[key].title


def _row(progress: PromiseProgress, tally: ActivityFigures, chain: Predecessors, translator: Translator) -> ActivityRow:
    names = [progress.promise.parties[party].name for party in tally.activity.responsible]
    gone = tally.elapsed
    return ActivityRow(
        title=tally.activity.title,
        responsible=", ".join(names),
        figure=translator.plain(text_of(tally)),
        done=_share(tally),
        gone=(gone.days, gone.of) if gone is not None and gone.of and _runs_with_time(tally) else None,
        status=tally.status,
        word=translator(status_word(tally)),
        remarks=(
            *_course(progress, tally, chain, translator),
            *(translator.plain(remark) for remark in (*outlook(tally), *remarks(tally))),
        ),
    )


def _course(
    progress: PromiseProgress, tally: ActivityFigures, chain: Predecessors, translator: Translator
) -> Iterator[str]:
    """How the activity went in the promises before and goes in this, if it was there before: years side by side."""
    links = chain.links.get(tally.activity.id, ())
    if links:
        said = [*((link.promise, link.tally) for link in links), (progress.promise, tally)]
        yield "; ".join(translator.plain(link_text(*each)) for each in said)


def _runs_with_time(tally: ActivityFigures) -> bool:
    """Whether it means anything to hold what is done against the time gone."""
    return tally.activity.target.kind not in (TargetKind.TIME_LIMIT, TargetKind.MILESTONE)


def _share(tally: ActivityFigures) -> Share | None:
    whole: Number | None = tally.wanted.whole
    if tally.done is None or not whole:
        return None
    (done, over), (wanted, under) = tally.done.as_integer_ratio(), whole.as_integer_ratio()
    return done * under, over * wanted


def activity_line(tally: ActivityFigures, translator: Translator) -> str:
    """How far one activity has come, on a line that is safe to print."""
    figure, status = text_of(tally), status_word(tally)
    said = msg("{title}: {figure}, {status}", title=tally.activity.title, figure=figure, status=status)
    return escape_line(translator.plain(said))


def heads(translator: Translator) -> list[str]:
    """The table's column headings."""
    columns = (msg("Activity"), msg("Responsible"), msg("Outcome"), msg("Share"), msg("Status"))
    return [translator(column) for column in columns]


def summary(progress: PromiseProgress, translator: Translator) -> str:
    """The activities of a promise counted by status, in words: "5 kept, 2 behind"."""
    return ", ".join(translator(words) for words in words_of_summary(progress))


def period_line(progress: PromiseProgress, translator: Translator) -> str:
    """The period, the day and how much of the period had gone."""
    as_of = msg("as of {day}", day=progress.as_of.isoformat())
    period, elapsed = progress.promise.period, progress.elapsed
    if period is None or elapsed is None:
        return translator(
            msg("{as_of}: the promise has no period yet, so nothing is measured against time", as_of=as_of)
        )
    if elapsed.of is None:
        gone = msg_n("{n} day gone, until further notice", "{n} days gone, until further notice", elapsed.days)
        return translator(msg("{start}–, {as_of}: {gone}", start=period.start.isoformat(), as_of=as_of, gone=gone))
    end = period.end.isoformat() if period.end else ""
    gone = msg("{days} of {of} days gone", days=str(elapsed.days), of=str(elapsed.of))
    return translator(
        msg("{start}–{end}, {as_of}: {gone}", start=period.start.isoformat(), end=end, as_of=as_of, gone=gone)
    )


def later_line(progress: PromiseProgress, translator: Translator) -> str | None:
    """How many entries are dated after the day, if any are."""
    if not progress.later:
        return None
    return translator(msg_n("{n} later entry is not counted.", "{n} later entries are not counted.", progress.later))
