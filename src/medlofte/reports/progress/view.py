"""Progress as rows of words and figures, the same for every format that people read."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from medlofte.core.escaping import escaped
from medlofte.core.messages import Voice, count, say
from medlofte.core.record import Record
from medlofte.model.promise import Kind, Number
from medlofte.progress import overview
from medlofte.progress.outlook_text import outlook
from medlofte.progress.overview import Wish
from medlofte.progress.predecessors import NO_CHAIN, Chain, link_text
from medlofte.progress.status import Status
from medlofte.progress.tally import Progress, Tally
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


class Setting(Record):
    """What a report of progress is made for: the day, the grouping, the look, and a voice for Swedish texts.

    ``public`` says that it is published, so that small numbers of persons are left out of machine formats. ``wish`` is
    what was asked for among all that there is; ``chain_of`` finds what came before a promise, when it is told of.
    """

    as_of: date
    swedish: Voice
    by: str = BY[0]
    overview: bool = False
    width: int = 100
    color: bool = False
    rich: bool = False
    blocks: bool = True
    public: bool = False
    wish: Wish = Wish()
    chain_of: Callable[[Progress], Chain] = lambda _: NO_CHAIN

    @property
    def groups_promises(self) -> bool:
        """Whether it is promises that are grouped, not the activities of each."""
        return self.by in overview.BY

    @property
    def is_of_all(self) -> bool:
        """Whether nothing is left out."""
        return self.wish == Wish()


class Row(NamedTuple):
    """One activity in words. ``done`` and ``gone`` are fractions for the bar; missing when there are none."""

    title: str
    responsible: str
    figure: str
    done: Share | None
    gone: Share | None
    status: Status
    word: str
    remarks: tuple[str, ...]


class Group(Record):
    """Rows under a heading, which is missing when there is only one group."""

    heading: str | None
    rows: tuple[Row, ...]


def groups(progress: Progress, voice: Voice, setting: Setting) -> list[Group]:
    """The activities of a promise as rows, grouped, every activity at least once."""
    by = setting.by
    chain = setting.chain_of(progress)
    keyed = [
        (key, _row(progress, tally, chain, voice)) for tally in progress.tallies for key in _keys(progress, tally, by)
    ]
    order = list(dict.fromkeys(key for key, _ in keyed))
    if by == "focus-area":
        order.sort(key=lambda key: (key is None, list(progress.promise.focus_areas).index(key) if key else 0))
    if order == [None]:
        return [Group(None, tuple(row for _, row in keyed))]
    return [Group(_heading(progress, key, by, voice), tuple(row for k, row in keyed if k == key)) for key in order]


def _keys(progress: Progress, tally: Tally, by: str) -> tuple[str | None, ...]:
    if by == "party":
        return tally.activity.responsible
    return (tally.activity.focus_area,) if by == "focus-area" and progress.promise.focus_areas else (None,)


def _heading(progress: Progress, key: str | None, by: str, voice: Voice) -> str:
    if key is None:
        return voice(say("Other activities"))
    return progress.promise.parties[key].name if by == "party" else progress.promise.focus_areas[key].title


def _row(progress: Progress, tally: Tally, chain: Chain, voice: Voice) -> Row:
    names = [progress.promise.parties[party].name for party in tally.activity.responsible]
    gone = tally.elapsed
    return Row(
        title=tally.activity.title,
        responsible=", ".join(names),
        figure=voice.whole(text_of(tally)),
        done=_share(tally),
        gone=(gone.days, gone.of) if gone is not None and gone.of and _runs_with_time(tally) else None,
        status=tally.status,
        word=voice(status_word(tally)),
        remarks=(
            *_course(progress, tally, chain, voice),
            *(voice.whole(remark) for remark in (*outlook(tally), *remarks(tally))),
        ),
    )


def _course(progress: Progress, tally: Tally, chain: Chain, voice: Voice) -> Iterator[str]:
    """How the activity went in the promises before and goes in this, if it was there before: years side by side."""
    links = chain.links.get(tally.activity.id, ())
    if links:
        said = [*((link.promise, link.tally) for link in links), (progress.promise, tally)]
        yield "; ".join(voice.whole(link_text(*each)) for each in said)


def _runs_with_time(tally: Tally) -> bool:
    """Whether it means anything to hold what is done against the time gone."""
    return tally.activity.target.kind not in (Kind.TIME_LIMIT, Kind.MILESTONE)


def _share(tally: Tally) -> Share | None:
    whole: Number | None = tally.wanted.whole
    if tally.done is None or not whole:
        return None
    (done, over), (wanted, under) = tally.done.as_integer_ratio(), whole.as_integer_ratio()
    return done * under, over * wanted


def activity_line(tally: Tally, voice: Voice) -> str:
    """How far one activity has come, on a line that is safe to print."""
    figure, status = text_of(tally), status_word(tally)
    said = say("{title}: {figure}, {status}", title=tally.activity.title, figure=figure, status=status)
    return escaped(voice.whole(said))


def heads(voice: Voice) -> list[str]:
    """The table's column headings."""
    columns = (say("Activity"), say("Responsible"), say("Outcome"), say("Share"), say("Status"))
    return [voice(column) for column in columns]


def summary(progress: Progress, voice: Voice) -> str:
    """The activities of a promise counted by status, in words: "5 kept, 2 behind"."""
    return ", ".join(voice(words) for words in words_of_summary(progress))


def period_line(progress: Progress, voice: Voice) -> str:
    """The period, the day and how much of the period had gone."""
    as_of = say("as of {day}", day=progress.as_of.isoformat())
    period, elapsed = progress.promise.period, progress.elapsed
    if period is None or elapsed is None:
        return voice(say("{as_of}: the promise has no period yet, so nothing is measured against time", as_of=as_of))
    if elapsed.of is None:
        gone = count("{n} day gone, until further notice", "{n} days gone, until further notice", elapsed.days)
        return voice(say("{start}–, {as_of}: {gone}", start=period.start.isoformat(), as_of=as_of, gone=gone))
    end = period.end.isoformat() if period.end else ""
    gone = say("{days} of {of} days gone", days=str(elapsed.days), of=str(elapsed.of))
    return voice(say("{start}–{end}, {as_of}: {gone}", start=period.start.isoformat(), end=end, as_of=as_of, gone=gone))


def later_line(progress: Progress, voice: Voice) -> str | None:
    """How many entries are dated after the day, if any are."""
    if not progress.later:
        return None
    return voice(count("{n} later entry is not counted.", "{n} later entries are not counted.", progress.later))
