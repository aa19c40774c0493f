"""A promise in plain words for a screen: who promises what to whom, and who decided it; no figures."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from medlofte.core.escaping import number, wrappable
from medlofte.core.messages import Message, Voice, say
from medlofte.model import recurrence as recurring
from medlofte.model.promise import DECIDED, STATUS, Activity, Decision, Effect, FollowUp, Pace, Period, Promise
from medlofte.progress.wording import target_text

WIDTH = 80


def render(promise: Promise, voice: Voice) -> str:
    """The promise in paragraphs and lists, at most 80 columns wide."""
    where = ", ".join(text for text in (promise.municipality.name, promise.area) if text)
    status = voice(STATUS[promise.status])
    lines = [
        *_lines(promise.title, ""),
        *_lines(f"{where} · {promise.id} · {status}", ""),
        *_lines(_period(promise.period, voice), ""),
    ]
    lines += _section(say("Parties"), [party.name for party in promise.parties.values()], voice)
    lines += _section(say("Decisions"), [_decision(each, voice) for each in promise.decisions], voice)
    lines += _activities(promise, voice)
    lines += _section(say("What it is to lead to"), [_effect(each, voice) for each in promise.effects], voice)
    lines += _section(say("Follow-ups"), [_followup(each, voice) for each in promise.followups], voice)
    return "\n".join(lines) + "\n"


def _lines(text: str, indent: str) -> list[str]:
    """The text on lines that fit, each after the indentation; the second and on two columns further in."""
    safe = wrappable(" ".join(text.split()))
    return textwrap.wrap(
        safe, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  " if indent else "", break_on_hyphens=False
    )


def _section(heading: Message, texts: Sequence[str], voice: Voice) -> Iterator[str]:
    """A heading and a line for each text; nothing when there is none."""
    if texts:
        yield ""
        yield voice(heading)
        for text in texts:
            yield from _lines(text, "  ")


def _period(period: Period | None, voice: Voice) -> str:
    if period is None:
        return voice(say("no period"))
    if period.end is None:
        return voice(say("{start} until further notice", start=period.start))
    return voice(say("{start}–{end}", start=period.start, end=period.end))


def _decision(decision: Decision, voice: Voice) -> str:
    head = voice(DECIDED[decision.kind]) + (f" {decision.date.text}" if decision.date else "")
    more = (decision.body, decision.reference, decision.paragraph, decision.note)
    said = ", ".join([head, *(text for text in more if text)])
    if not decision.changes:
        return said
    return f"{said}. {voice.whole(say('It changes {what}', what=', '.join(decision.changes)))}"


def _effect(effect: Effect, voice: Voice) -> str:
    if effect.measure is None:
        return effect.goal
    return voice.whole(say("{goal}, measured by {measure}", goal=effect.goal, measure=effect.measure))


def _followup(followup: FollowUp, voice: Voice) -> str:
    whom = None if followup.to is None else voice.whole(say("to {whom}", whom=followup.to))
    return ", ".join(text for text in (voice(recurring.when(followup)), whom, followup.form) if text)


# Activities


def _activities(promise: Promise, voice: Voice) -> Iterator[str]:
    """The activities under their focus areas, in the order of these; what stands under none comes last."""
    yield ""
    yield voice(say("Activities"))
    areas = [*promise.focus_areas.values(), None]
    for area in areas:
        under = [each for each in promise.activities.values() if promise.focus_areas.get(each.focus_area or "") == area]
        if area is not None and under:
            yield ""
            yield from _lines(area.title, "  ")
        for activity in under:
            indent = "  " if area is None else "    "
            yield ""
            yield from _lines(f"{activity.title} ({activity.id})", indent)
            for label, text in _about(activity, promise, voice):
                yield from _lines(f"{_capital(voice(label))}: {text}", f"{indent}  ")
            if activity.best_effort:
                yield from _lines(voice(say("The parties promised to work towards this.")), f"{indent}  ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _about(activity: Activity, promise: Promise, voice: Voice) -> Iterator[tuple[Message, str]]:
    """What is said of one activity: what it is called, and the words; only what there is."""
    yield say("target"), voice.whole(target_text(activity.target))
    for part in activity.of_which:
        yield say("of which {tag}", tag=part.tag), voice(say("at least {n}", n=number(part.at_least)))
    for label, texts in (
        (say("responsible"), _names(activity.responsible, promise)),
        (say("supporting"), _names(activity.supporting, promise)),
        (say("taking part"), activity.takes_part),
        (say("places"), activity.places),
        (say("any of"), activity.any_of),
    ):
        if texts:
            yield label, ", ".join(texts)
    for label, text in (
        (say("period"), _own_period(activity, promise, voice)),
        (say("pace"), _pace(activity.pace, voice)),
        (say("when"), activity.when),
        (say("wording"), activity.wording),
        (say("purpose"), activity.purpose),
        (say("rule of counting"), activity.counts),
        (say("condition"), activity.condition),
        (say("note"), activity.note),
    ):
        if text:
            yield label, text


def _names(ids: Iterable[str], promise: Promise) -> list[str]:
    return [promise.parties[id].name for id in ids]


def _own_period(activity: Activity, promise: Promise, voice: Voice) -> str | None:
    period = promise.period_of(activity)
    return None if period == promise.period or period is None else _period(period, voice)


def _pace(pace: Pace, voice: Voice) -> str | None:
    if pace.months:
        return voice(say("in the months {months}", months=", ".join(map(str, pace.months))))
    return voice(say("all at the end")) if pace.at_end else None
