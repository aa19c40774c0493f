"""Tallies in words: the short text of a figure, and the status as a word."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from medlofte.core.dates import DateSpan, days
from medlofte.core.escaping import format_number
from medlofte.core.messages import Message, msg, msg_n
from medlofte.model.promise import Number, Precision, Target, TargetKind
from medlofte.progress.status import Status
from medlofte.progress.tally import ActivityFigures, PromiseProgress, count_by_status

STATUS_WORDS = {
    Status.KEPT: msg("kept"),
    Status.ON_TRACK: msg("on track"),
    Status.BEHIND: msg("behind"),
    Status.NOT_KEPT: msg("not kept"),
    Status.NOT_REPORTED: msg("not reported"),
    Status.NO_FIGURE: msg("no figure"),
    Status.ONGOING: msg("ongoing"),
    Status.NOT_STARTED: msg("not started"),
    Status.PARTLY: msg("partly kept"),
}
_COUNTED: dict[Status, Callable[[int], Message]] = {
    Status.KEPT: lambda n: msg_n("{n} kept", "{n} kept", n),
    Status.ON_TRACK: lambda n: msg_n("{n} on track", "{n} on track", n),
    Status.BEHIND: lambda n: msg_n("{n} behind", "{n} behind", n),
    Status.NOT_KEPT: lambda n: msg_n("{n} not kept", "{n} not kept", n),
    Status.NOT_REPORTED: lambda n: msg_n("{n} not reported", "{n} not reported", n),
    Status.NO_FIGURE: lambda n: msg_n("{n} without a figure", "{n} without a figure", n),
    Status.ONGOING: lambda n: msg_n("{n} ongoing", "{n} ongoing", n),
    Status.NOT_STARTED: lambda n: msg_n("{n} not started", "{n} not started", n),
    Status.PARTLY: lambda n: msg_n("{n} partly kept", "{n} partly kept", n),
}
_PRECISION = {
    Precision.EXACT: msg("{n}"),
    Precision.OVER: msg("more than {n}"),
    Precision.AT_LEAST: msg("at least {n}"),
    Precision.ABOUT: msg("about {n}"),
}
_PER = {
    "day": msg("a day"),
    "week": msg("a week"),
    "month": msg("a month"),
    "quarter": msg("a quarter"),
    "tertial": msg("a third of a year"),
    "half-year": msg("a half-year"),
    "year": msg("a year"),
}


def status_word(tally: ActivityFigures) -> Message:
    """The status of an activity as a word. Before the end nothing is *not reported*, only not reported yet."""
    if tally.status is Status.NOT_REPORTED and not tally.ended:
        return msg("nothing reported yet")
    if tally.is_trusted:
        return msg("kept according to the party")
    return STATUS_WORDS[tally.status]


def summary(progress: PromiseProgress) -> list[Message]:
    """The activities counted by status, those that there are: "5 kept", "2 behind"."""
    return summary_of(progress.tallies)


def summary_of(tallies: Collection[ActivityFigures]) -> list[Message]:
    """Activities of one promise or several counted by status, those that there are: "5 kept", "2 behind"."""
    silent = sum(tally.status is Status.NOT_REPORTED and not tally.ended for tally in tallies)
    trusted = sum(tally.is_trusted for tally in tallies)
    numbers = count_by_status(tallies)
    numbers[Status.NOT_REPORTED] -= silent
    numbers[Status.KEPT] -= trusted
    said = [_COUNTED[status](n) for status, n in numbers.items() if n]
    if trusted:
        said.append(msg_n("{n} kept according to the party", "{n} kept according to the party", trusted))
    return [*said, msg_n("{n} with nothing reported yet", "{n} with nothing reported yet", silent)] if silent else said


def amount(value: Number, precision: Precision | None = None) -> Message:
    """A number with how sure it is: "about 100"."""
    return msg(_PRECISION[precision or Precision.EXACT].text, n=format_number(value))


Written = Callable[[DateSpan], str]
"""How days are written."""


def iso(days: DateSpan) -> str:
    """The days as in a file: 2026-10-31."""
    return days.text


def target_text(target: Target, written: Written = iso) -> Message:
    """What is promised, in a few words: "at least 200 tillfällen"."""
    n, unit = format_number(target.amount or 0), target.unit or ""
    match target.kind:
        case TargetKind.AT_LEAST:
            return msg("at least {n} {unit}", n=n, unit=unit)
        case TargetKind.EXACT:
            return msg("{n} {unit}", n=n, unit=unit)
        case TargetKind.RATE:
            per = _PER[target.per or "day"]
            if target.average:
                return msg("on average at least {n} {unit} {per}", n=n, unit=unit, per=per)
            return msg("at least {n} {unit} {per}", n=n, unit=unit, per=per)
        case TargetKind.COVERAGE:
            return _coverage(target)
        case TargetKind.MILESTONE:
            if target.by is None:
                return msg("{what}", what=target.done or "")
            return msg("{what}, by {day}", what=target.done or "", day=written(target.by))
        case TargetKind.TIME_LIMIT:
            return msg("within {n} {unit}", n=n, unit=unit)
    return msg("ongoing")


def _coverage(target: Target) -> Message:
    whom = target.whom or ""
    if target.share is not None:
        share = format_number(target.share)
        if target.of is None:
            return msg("at least {share} per cent of all {whom}", share=share, whom=whom)
        return msg("at least {share} per cent of {of} {whom}", share=share, of=format_number(target.of), whom=whom)
    if target.of is None:
        return msg("all {whom}", whom=whom)
    return msg("all {of} {whom}", of=format_number(target.of), whom=whom)


FEWEST_SHOWN = 5
"""A number of persons below this is not told in public, so that nobody can be singled out."""


def is_hidden(tally: ActivityFigures) -> bool:
    """Whether the figure would in public single out those few who are left: 11 of 12."""
    done, whole = tally.done, tally.wanted.whole
    if not tally.activity.sensitive or done is None or whole is None or done < FEWEST_SHOWN:
        return False
    is_of_all = tally.activity.target.kind in (TargetKind.COVERAGE, TargetKind.TIME_LIMIT)
    return is_of_all and 0 < whole - done < FEWEST_SHOWN


def text_of(tally: ActivityFigures, *, public: bool = False, written: Written = iso) -> Message:
    """How far the activity has come, in a few words: "121 av minst 200 tillfällen".

    In public a small number of persons is told as "färre än 5", and none that would single somebody out.
    """
    target = tally.activity.target
    if target.kind is TargetKind.MILESTONE:
        return _milestone(tally, target, written)
    if public and is_hidden(tally):
        return msg("number not shown, so that nobody can be singled out")
    if tally.is_trusted:
        return msg("kept according to the party, number not reported")
    if tally.everyone and tally.done is None:
        return msg("all {whom} reached", whom=target.whom or "")
    if tally.done is None:
        return _without_figure(tally, public)
    return _with_figure(tally, target, _counted(tally, tally.done, tally.precision, public), public)


def _without_figure(tally: ActivityFigures, public: bool) -> Message:
    target = msg("target: {target}", target=target_text(tally.activity.target))
    if tally.activity.target.kind is TargetKind.ONGOING:
        target = msg("ongoing")
    if tally.words is not None and public and tally.activity.sensitive:
        return msg("{target}; reported, without a number", target=target)
    if tally.words is not None:
        return msg("{target}; reported: “{words}”", target=target, words=tally.words)
    return target


def _counted(tally: ActivityFigures, value: Number, precision: Precision | None, public: bool) -> Message:
    if public and tally.activity.sensitive and value < FEWEST_SHOWN:
        return msg("fewer than {n}", n=format_number(FEWEST_SHOWN))
    return amount(value, precision)


def _with_figure(tally: ActivityFigures, target: Target, done: Message, public: bool) -> Message:
    n, unit = format_number(target.amount or 0), target.unit or ""
    match target.kind:
        case TargetKind.AT_LEAST if tally.precision is Precision.AT_LEAST:
            return msg("{done} of {n} {unit}", done=done, n=n, unit=unit)
        case TargetKind.AT_LEAST:
            return msg("{done} of at least {n} {unit}", done=done, n=n, unit=unit)
        case TargetKind.EXACT:
            return msg("{done} of {n} {unit}", done=done, n=n, unit=unit)
        case TargetKind.RATE:
            return _rate(tally, target, done)
        case TargetKind.COVERAGE:
            if tally.wanted.whole is None:
                return msg("{done} of {target}", done=done, target=target_text(target))
            if target.share is not None:
                n = format_number(tally.wanted.whole)
                return msg("{done} of {n} ({target})", done=done, n=n, target=target_text(target))
            return msg("{done} of {n} {unit}", done=done, n=format_number(tally.wanted.whole), unit=target.whom or "")
        case TargetKind.TIME_LIMIT:
            of = _counted(tally, tally.wanted.whole or 0, None, public)
            return msg("{done} of {of} within {n} {unit}", done=done, of=of, n=n, unit=unit)
    return msg("reported: {done}", done=done)


def _rate(tally: ActivityFigures, target: Target, done: Message) -> Message:
    now = tally.wanted.whole if tally.ended else tally.wanted.now
    if now is None:
        return msg("{done} {unit}, {target}", done=done, unit=target.unit or "", target=target_text(target))
    per, amount = _PER[target.per or "day"], format_number(target.amount or 0)
    rate = msg("at least {n} {per}", n=amount, per=per)
    if target.average:
        rate = msg("on average at least {n} {per}", n=amount, per=per)
    if tally.ended:
        return msg(
            "{done} of {n} {unit}, {target}", done=done, n=format_number(now), unit=target.unit or "", target=rate
        )
    return msg(
        "{done} of {n} {unit} so far, {target}", done=done, n=format_number(now), unit=target.unit or "", target=rate
    )


def _milestone(tally: ActivityFigures, target: Target, written: Written) -> Message:
    by = target.by
    if tally.done and tally.reached_on is not None:
        day = written(days(tally.reached_on.isoformat()))
        if by is not None and tally.reached_on > by.last:
            return msg("done {day}, promised by {by}", day=day, by=written(by))
        return msg("done {day}", day=day)
    if tally.status is Status.KEPT:
        return msg("kept according to the party")
    if tally.done is None and tally.words is not None:
        return msg("not reported as done; reported: “{words}”", words=tally.words)
    if tally.done is None:
        return (
            msg("not reported as done") if by is None else msg("not reported as done, promised by {by}", by=written(by))
        )
    return msg("not done") if by is None else msg("not done, promised by {by}", by=written(by))


def remarks(tally: ActivityFigures) -> Iterator[Message]:
    """What is shown beside the figure: what was reported in words, and what was said of the promise from the start."""
    yield from reported_words(tally)
    activity = tally.activity
    if activity.best_effort:
        yield msg("The parties promised to work towards this.")
    if activity.condition is not None:
        yield msg("Condition: {text}", text=activity.condition)
    if activity.counts is not None and tally.done is not None:
        yield msg("Counted: {text}", text=" ".join(activity.counts.split()))


def reported_words(
    tally: ActivityFigures,
    *,
    public: bool = False,
    deviations: bool = True,
    written: Written = iso,
) -> Iterator[Message]:
    """What the log says beside the figure: parts, the parties' judgement, deviations, words and side figures.

    In public a small number of persons is told as "färre än 5", and of persons nothing in free words but deviations and
    judgements. The deviations can be left out; ``written`` is how days are written.
    """
    for part in tally.of_which:
        if part.done is not None:
            done = _counted(tally, part.done, None, public)
            yield msg("{tag}: {done} of at least {n}", tag=part.tag, done=done, n=format_number(part.wanted))
    if tally.assessed is not None:
        yield from _judgement(tally, written(tally.assessed.date))
    for deviation in tally.deviations if deviations else ():
        yield msg("Deviation {day}: {text}", day=written(deviation.date), text=deviation.text)
        if deviation.instead is not None:
            yield msg("Instead: {text}", text=deviation.instead)
    is_private = public and tally.activity.sensitive
    if tally.words is not None and tally.done is not None and not is_private:
        yield msg("Reported: “{words}”", words=tally.words)
    for name, result in tally.results.items():
        if is_private and result.number is None:
            continue
        said = msg("{words}", words=result.words or "")
        if result.number is not None:
            said = _counted(tally, result.number, result.precision, public)
        yield msg("Side figure, not counted: {name} {number}", name=name, number=said)


_JUDGED = {"kept": msg("kept"), "partly": msg("partly kept"), "not-kept": msg("not kept")}


def _judgement(tally: ActivityFigures, day: str) -> Iterator[Message]:
    assessed = tally.assessed
    assert assessed is not None
    judged = _JUDGED[assessed.value]
    if assessed.reason is None:
        yield msg("The parties' judgement {day}: {judged}", day=day, judged=judged)
    else:
        yield msg("The parties' judgement {day}: {judged}. {reason}", day=day, judged=judged, reason=assessed.reason)
    if assessed.value == "kept" and tally.counts_short:
        yield msg("The figures fall short of the judgement, and decide.")
