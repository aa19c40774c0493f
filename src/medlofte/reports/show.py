"""A promise in plain words for a screen: who promises what to whom, and who decided it; no figures."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from medlofte.core.escaping import escape_wrapped, format_number
from medlofte.core.messages import Message, Translator, msg
from medlofte.model import recurrence
from medlofte.model.promise import DECIDED, STATUS, Activity, Decision, Effect, FollowUp, Pace, Period, Promise
from medlofte.progress.wording import target_text

WIDTH = 80


def render(promise: Promise, translator: Translator) -> str:
    """The promise in paragraphs and lists, at most 80 columns wide."""
    where = ", ".join(text for text in (promise.municipality.name, promise.area) if text)
    status = translator(STATUS[promise.status])
    lines = [
        *_lines(promise.title, ""),
        *_lines(f"{where} · {promise.id} · {status}", ""),
        *_lines(_period(promise.period, translator), ""),
    ]
    lines += _section(msg("Parties"), [party.name for party in promise.parties.values()], translator)
    lines += _section(msg("Decisions"), [_decision(each, translator) for each in promise.decisions], translator)
    lines += _activities(promise, translator)
    lines += _section(msg("What it is to lead to"), [_effect(each, translator) for each in promise.effects], translator)
    lines += _section(msg("Follow-ups"), [_followup(each, translator) for each in promise.followups], translator)
    return "\n".join(lines) + "\n"


def _lines(text: str, indent: str) -> list[str]:
    """The text on lines that fit, each after the indentation; the second and on two columns further in."""
    safe = escape_wrapped(" ".join(text.split()))
    return textwrap.wrap(
        safe, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  " if indent else "", break_on_hyphens=False
    )


def _section(heading: Message, texts: Sequence[str], translator: Translator) -> Iterator[str]:
    """A heading and a line for each text; nothing when there is none."""
    if texts:
        yield ""
        yield translator(heading)
        for text in texts:
            yield from _lines(text, "  ")


def _period(period: Period | None, translator: Translator) -> str:
    if period is None:
        return translator(msg("no period"))
    if period.end is None:
        return translator(msg("{start} until further notice", start=period.start))
    return translator(msg("{start}–{end}", start=period.start, end=period.end))


def _decision(decision: Decision, translator: Translator) -> str:
    head = translator(DECIDED[decision.kind]) + (f" {decision.date.text}" if decision.date else "")
    more = (decision.body, decision.reference, decision.paragraph, decision.note)
    said = ", ".join([head, *(text for text in more if text)])
    if not decision.changes:
        return said
    return f"{said}. {translator.plain(msg('It changes {what}', what=', '.join(decision.changes)))}"


def _effect(effect: Effect, translator: Translator) -> str:
    if effect.measure is None:
        return effect.goal
    return translator.plain(msg("{goal}, measured by {measure}", goal=effect.goal, measure=effect.measure))


def _followup(followup: FollowUp, translator: Translator) -> str:
    whom = None if followup.to is None else translator.plain(msg("to {whom}", whom=followup.to))
    return ", ".join(text for text in (translator(recurrence.when(followup)), whom, followup.form) if text)


# Activities


def _activities(promise: Promise, translator: Translator) -> Iterator[str]:
    """The activities under their focus areas, in the order of these; what stands under none comes last."""
    yield ""
    yield translator(msg("Activities"))
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
            for label, text in _about(activity, promise, translator):
                yield from _lines(f"{_capital(translator(label))}: {text}", f"{indent}  ")
            if activity.best_effort:
                yield from _lines(translator(msg("The parties promised to work towards this.")), f"{indent}  ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _about(activity: Activity, promise: Promise, translator: Translator) -> Iterator[tuple[Message, str]]:
    """What is said of one activity: what it is called, and the words; only what there is."""
    yield msg("target"), translator.plain(target_text(activity.target))
    for part in activity.of_which:
        yield msg("of which {tag}", tag=part.tag), translator(msg("at least {n}", n=format_number(part.at_least)))
    for label, texts in (
        (msg("responsible"), _names(activity.responsible, promise)),
        (msg("supporting"), _names(activity.supporting, promise)),
        (msg("taking part"), activity.takes_part),
        (msg("places"), activity.places),
        (msg("any of"), activity.any_of),
    ):
        if texts:
            yield label, ", ".join(texts)
    for label, text in (
        (msg("period"), _own_period(activity, promise, translator)),
        (msg("pace"), _pace(activity.pace, translator)),
        (msg("when"), activity.when),
        (msg("wording"), activity.wording),
        (msg("purpose"), activity.purpose),
        (msg("rule of counting"), activity.counts),
        (msg("condition"), activity.condition),
        (msg("note"), activity.note),
    ):
        if text:
            yield label, text


def _names(ids: Iterable[str], promise: Promise) -> list[str]:
    return [promise.parties[id].name for id in ids]


def _own_period(activity: Activity, promise: Promise, translator: Translator) -> str | None:
    period = promise.period_of(activity)
    return None if period == promise.period or period is None else _period(period, translator)


def _pace(pace: Pace, translator: Translator) -> str | None:
    if pace.months:
        return translator(msg("in the months {months}", months=", ".join(map(str, pace.months))))
    return translator(msg("all at the end")) if pace.at_end else None
