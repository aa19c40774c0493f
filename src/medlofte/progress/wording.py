"""Tallies in words: the short text of a figure, and the status as a word."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from medlofte.core.dates import Days, days
from medlofte.core.escaping import number
from medlofte.core.messages import Message, count, say
from medlofte.model.promise import Kind, Number, Precision, Target
from medlofte.progress.status import Status
from medlofte.progress.tally import Progress, Tally, counted_by_status

STATUS_WORDS = {
    Status.KEPT: say("kept"),
    Status.ON_TRACK: say("on track"),
    Status.BEHIND: say("behind"),
    Status.NOT_KEPT: say("not kept"),
    Status.NOT_REPORTED: say("not reported"),
    Status.NO_FIGURE: say("no figure"),
    Status.ONGOING: say("ongoing"),
    Status.NOT_STARTED: say("not started"),
    Status.PARTLY: say("partly kept"),
}
_COUNTED: dict[Status, Callable[[int], Message]] = {
    Status.KEPT: lambda n: count("{n} kept", "{n} kept", n),
    Status.ON_TRACK: lambda n: count("{n} on track", "{n} on track", n),
    Status.BEHIND: lambda n: count("{n} behind", "{n} behind", n),
    Status.NOT_KEPT: lambda n: count("{n} not kept", "{n} not kept", n),
    Status.NOT_REPORTED: lambda n: count("{n} not reported", "{n} not reported", n),
    Status.NO_FIGURE: lambda n: count("{n} without a figure", "{n} without a figure", n),
    Status.ONGOING: lambda n: count("{n} ongoing", "{n} ongoing", n),
    Status.NOT_STARTED: lambda n: count("{n} not started", "{n} not started", n),
    Status.PARTLY: lambda n: count("{n} partly kept", "{n} partly kept", n),
}
_PRECISION = {
    Precision.EXACT: say("{n}"),
    Precision.OVER: say("more than {n}"),
    Precision.AT_LEAST: say("at least {n}"),
    Precision.ABOUT: say("about {n}"),
}
_PER = {
    "day": say("a day"),
    "week": say("a week"),
    "month": say("a month"),
    "quarter": say("a quarter"),
    "tertial": say("a third of a year"),
    "half-year": say("a half-year"),
    "year": say("a year"),
}


def status_word(tally: Tally) -> Message:
    """The status of an activity as a word. Before the end nothing is *not reported*, only not reported yet."""
    if tally.status is Status.NOT_REPORTED and not tally.ended:
        return say("nothing reported yet")
    if tally.is_trusted:
        return say("kept according to the party")
    return STATUS_WORDS[tally.status]


def summary(progress: Progress) -> list[Message]:
    """The activities counted by status, those that there are: "5 kept", "2 behind"."""
    return summary_of(progress.tallies)


def summary_of(tallies: Collection[Tally]) -> list[Message]:
    """Activities of one promise or several counted by status, those that there are: "5 kept", "2 behind"."""
    silent = sum(tally.status is Status.NOT_REPORTED and not tally.ended for tally in tallies)
    trusted = sum(tally.is_trusted for tally in tallies)
    numbers = counted_by_status(tallies)
    numbers[Status.NOT_REPORTED] -= silent
    numbers[Status.KEPT] -= trusted
    said = [_COUNTED[status](n) for status, n in numbers.items() if n]
    if trusted:
        said.append(count("{n} kept according to the party", "{n} kept according to the party", trusted))
    return [*said, count("{n} with nothing reported yet", "{n} with nothing reported yet", silent)] if silent else said


def amount(value: Number, precision: Precision | None = None) -> Message:
    """A number with how sure it is: "about 100"."""
    return say(_PRECISION[precision or Precision.EXACT].text, n=number(value))


Written = Callable[[Days], str]
"""How days are written."""


def iso(days: Days) -> str:
    """The days as in a file: 2026-10-31."""
    return days.text


def target_text(target: Target, written: Written = iso) -> Message:
    """What is promised, in a few words: "at least 200 tillfällen"."""
    n, unit = number(target.amount or 0), target.unit or ""
    match target.kind:
        case Kind.AT_LEAST:
            return say("at least {n} {unit}", n=n, unit=unit)
        case Kind.EXACT:
            return say("{n} {unit}", n=n, unit=unit)
        case Kind.RATE:
            per = _PER[target.per or "day"]
            if target.average:
                return say("on average at least {n} {unit} {per}", n=n, unit=unit, per=per)
            return say("at least {n} {unit} {per}", n=n, unit=unit, per=per)
        case Kind.COVERAGE:
            return _coverage(target)
        case Kind.MILESTONE:
            if target.by is None:
                return say("{what}", what=target.done or "")
            return say("{what}, by {day}", what=target.done or "", day=written(target.by))
        case Kind.TIME_LIMIT:
            return say("within {n} {unit}", n=n, unit=unit)
    return say("ongoing")


def _coverage(target: Target) -> Message:
    whom = target.whom or ""
    if target.share is not None:
        share = number(target.share)
        if target.of is None:
            return say("at least {share} per cent of all {whom}", share=share, whom=whom)
        return say("at least {share} per cent of {of} {whom}", share=share, of=number(target.of), whom=whom)
    if target.of is None:
        return say("all {whom}", whom=whom)
    return say("all {of} {whom}", of=number(target.of), whom=whom)


FEWEST_SHOWN = 5
"""A number of persons below this is not told in public, so that nobody can be singled out."""


def is_hidden(tally: Tally) -> bool:
    """Whether the figure would in public single out those few who are left: 11 of 12."""
    done, whole = tally.done, tally.wanted.whole
    if not tally.activity.sensitive or done is None or whole is None or done < FEWEST_SHOWN:
        return False
    is_of_all = tally.activity.target.kind in (Kind.COVERAGE, Kind.TIME_LIMIT)
    return is_of_all and 0 < whole - done < FEWEST_SHOWN


def text_of(tally: Tally, *, public: bool = False, written: Written = iso) -> Message:
    """How far the activity has come, in a few words: "121 av minst 200 tillfällen".

    In public a small number of persons is told as "färre än 5", and none that would single somebody out.
    """
    target = tally.activity.target
    if target.kind is Kind.MILESTONE:
        return _milestone(tally, target, written)
    if public and is_hidden(tally):
        return say("number not shown, so that nobody can be singled out")
    if tally.is_trusted:
        return say("kept according to the party, number not reported")
    if tally.everyone and tally.done is None:
        return say("all {whom} reached", whom=target.whom or "")
    if tally.done is None:
        return _without_figure(tally, public)
    return _with_figure(tally, target, _counted(tally, tally.done, tally.precision, public), public)


def _without_figure(tally: Tally, public: bool) -> Message:
    target = say("target: {target}", target=target_text(tally.activity.target))
    if tally.activity.target.kind is Kind.ONGOING:
        target = say("ongoing")
    if tally.words is not None and public and tally.activity.sensitive:
        return say("{target}; reported, without a number", target=target)
    if tally.words is not None:
        return say("{target}; reported: “{words}”", target=target, words=tally.words)
    return target


def _counted(tally: Tally, value: Number, precision: Precision | None, public: bool) -> Message:
    if public and tally.activity.sensitive and value < FEWEST_SHOWN:
        return say("fewer than {n}", n=number(FEWEST_SHOWN))
    return amount(value, precision)


def _with_figure(tally: Tally, target: Target, done: Message, public: bool) -> Message:
    n, unit = number(target.amount or 0), target.unit or ""
    match target.kind:
        case Kind.AT_LEAST if tally.precision is Precision.AT_LEAST:
            return say("{done} of {n} {unit}", done=done, n=n, unit=unit)
        case Kind.AT_LEAST:
            return say("{done} of at least {n} {unit}", done=done, n=n, unit=unit)
        case Kind.EXACT:
            return say("{done} of {n} {unit}", done=done, n=n, unit=unit)
        case Kind.RATE:
            return _rate(tally, target, done)
        case Kind.COVERAGE:
            if tally.wanted.whole is None:
                return say("{done} of {target}", done=done, target=target_text(target))
            if target.share is not None:
                n = number(tally.wanted.whole)
                return say("{done} of {n} ({target})", done=done, n=n, target=target_text(target))
            return say("{done} of {n} {unit}", done=done, n=number(tally.wanted.whole), unit=target.whom or "")
        case Kind.TIME_LIMIT:
            of = _counted(tally, tally.wanted.whole or 0, None, public)
            return say("{done} of {of} within {n} {unit}", done=done, of=of, n=n, unit=unit)
    return say("reported: {done}", done=done)


def _rate(tally: Tally, target: Target, done: Message) -> Message:
    now = tally.wanted.whole if tally.ended else tally.wanted.now
    if now is None:
        return say("{done} {unit}, {target}", done=done, unit=target.unit or "", target=target_text(target))
    per, amount = _PER[target.per or "day"], number(target.amount or 0)
    rate = say("at least {n} {per}", n=amount, per=per)
    if target.average:
        rate = say("on average at least {n} {per}", n=amount, per=per)
    if tally.ended:
        return say("{done} of {n} {unit}, {target}", done=done, n=number(now), unit=target.unit or "", target=rate)
    return say("{done} of {n} {unit} so far, {target}", done=done, n=number(now), unit=target.unit or "", target=rate)


def _milestone(tally: Tally, target: Target, written: Written) -> Message:
    by = target.by
    if tally.done and tally.reached_on is not None:
        day = written(days(tally.reached_on.isoformat()))
        if by is not None and tally.reached_on > by.last:
            return say("done {day}, promised by {by}", day=day, by=written(by))
        return say("done {day}", day=day)
    if tally.status is Status.KEPT:
        return say("kept according to the party")
    if tally.done is None and tally.words is not None:
        return say("not reported as done; reported: “{words}”", words=tally.words)
    if tally.done is None:
        return (
            say("not reported as done") if by is None else say("not reported as done, promised by {by}", by=written(by))
        )
    return say("not done") if by is None else say("not done, promised by {by}", by=written(by))


def remarks(tally: Tally) -> Iterator[Message]:
    """What is shown beside the figure: what was reported in words, and what was said of the promise from the start."""
    yield from reported(tally)
    activity = tally.activity
    if activity.best_effort:
        yield say("The parties promised to work towards this.")
    if activity.condition is not None:
        yield say("Condition: {text}", text=activity.condition)
    if activity.counts is not None and tally.done is not None:
        yield say("Counted: {text}", text=" ".join(activity.counts.split()))


def reported(
    tally: Tally,
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
            yield say("{tag}: {done} of at least {n}", tag=part.tag, done=done, n=number(part.wanted))
    if tally.assessed is not None:
        yield from _judgement(tally, written(tally.assessed.date))
    for deviation in tally.deviations if deviations else ():
        yield say("Deviation {day}: {text}", day=written(deviation.date), text=deviation.text)
        if deviation.instead is not None:
            yield say("Instead: {text}", text=deviation.instead)
    is_private = public and tally.activity.sensitive
    if tally.words is not None and tally.done is not None and not is_private:
        yield say("Reported: “{words}”", words=tally.words)
    for name, result in tally.results.items():
        if is_private and result.number is None:
            continue
        said = say("{words}", words=result.words or "")
        if result.number is not None:
            said = _counted(tally, result.number, result.precision, public)
        yield say("Side figure, not counted: {name} {number}", name=name, number=said)


_JUDGED = {"kept": say("kept"), "partly": say("partly kept"), "not-kept": say("not kept")}


def _judgement(tally: Tally, day: str) -> Iterator[Message]:
    assessed = tally.assessed
    assert assessed is not None
    judged = _JUDGED[assessed.value]
    if assessed.reason is None:
        yield say("The parties' judgement {day}: {judged}", day=day, judged=judged)
    else:
        yield say("The parties' judgement {day}: {judged}. {reason}", day=day, judged=judged, reason=assessed.reason)
    if assessed.value == "kept" and tally.counts_short:
        yield say("The figures fall short of the judgement, and decide.")
