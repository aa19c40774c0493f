"""A new promise as a file to go on writing in: from answers, or from what an earlier promise left unfinished."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from medlofte.authoring.new_entry import number_of
from medlofte.authoring.spoken_dates import as_in_file
from medlofte.core.dates import ONE_DAY, months_later
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escape_line, find_hidden
from medlofte.core.messages import Message, Translator, msg
from medlofte.core.record import Record
from medlofte.model.municipalities import NAMES, codes_of
from medlofte.model.promise import Number, Period
from medlofte.parsing.log_writer import value_of
from medlofte.progress.status import Status
from medlofte.progress.tally import ActivityFigures, PromiseProgress
from medlofte.progress.wording import status_word, text_of
from medlofte.validation.checker import as_id

Plain = dict[str, Any]


class PromiseDraft(Record):
    """A promise to be: its plain values, and what is to be remembered of each activity, by id."""

    values: Mapping[str, Any]
    hints: Mapping[str, Sequence[Message]] = MappingProxyType({})
    left_out: tuple[ActivityFigures, ...] = ()


# What people write


def municipality_of(text: str) -> Plain:
    """The municipality of a name or a code, with its code where only one can be meant. Raises ``MedlofteError``."""
    if text.isdecimal() and text.isascii():
        if text not in NAMES:
            raise MedlofteError(msg("No municipality has the code {code}.", code=text), msg("Write its name instead."))
        return {"name": _as_official(NAMES[text]), "code": text}
    bare = {name.casefold(): code for code, name in NAMES.items()}.get(text.casefold())
    if bare is not None:
        return {"name": _as_official(NAMES[bare]), "code": bare}
    codes, name = codes_of(text), text[:1].upper() + text[1:]
    return {"name": name, "code": codes[0]} if len(codes) == 1 else {"name": name}


_OFFICIAL = {"Falun": "Falu kommun", "Gotland": "Region Gotland", "Kalmar": "Kalmar kommun"}


def _as_official(name: str) -> str:
    """A municipality's name as it mostly calls itself: Kungälvs kommun, Umeå kommun."""
    genitive = name if name[-1] in "aeiouyåäösxz" else f"{name}s"
    return _OFFICIAL.get(name, f"{genitive} kommun")


def parties_of(names: Sequence[str]) -> Plain:
    """Parties by short names of their own, from names of which any may stand behind ``KEY=``."""
    parties: Plain = {}
    for text in names:
        key, equals, name = text.partition("=")
        name = name.strip() if equals else text.strip()
        kind = _kind_of(name)
        own = {"police": "polis", "municipality": "kommun", "other": as_id(name.split(" ")[0]) or "part"}[kind]
        parties[_free(key.strip() if equals else own, parties)] = {"name": name, "kind": kind}
    return parties


def _kind_of(name: str) -> str:
    words = name.casefold()
    if "polis" in words:
        return "police"
    is_municipality = words.endswith((" kommun", " stad")) or words == "region gotland"
    return "municipality" if is_municipality else "other"


def _free(key: str, taken: Mapping[str, Any]) -> str:
    """The key, with a number behind it when it is taken."""
    number = 2
    free = key
    while free in taken:
        free = f"{key}-{number}"
        number += 1
    return free


def activity_key(title: str, taken: Mapping[str, Any]) -> str:
    """A short name for an activity: the first word or two of its title, up to one that only joins others."""
    words = title.split()
    joins = (number for number, word in enumerate(words) if word.casefold() in _JOINING)
    return _free(as_id("-".join(words[: min(2, next(joins, 2)) or 2])) or "aktivitet", taken)


_JOINING = frozenset(
    ["att", "av", "för", "från", "hos", "i", "inom", "med", "mot", "och", "om", "på", "som", "till", "under", "vid"]
)


def activity_of(text: str, parties: Mapping[str, Any]) -> Plain:
    """An activity from ``PARTY: TITLE = TARGET``, of which only the title must be there. Raises ``MedlofteError``."""
    before, colon, after = text.partition(":")
    named = [each.strip() for each in before.split(",")]
    has_parties = bool(colon) and all(each in parties for each in named)
    title, equals, target = (after if has_parties else text).rpartition("=")
    title, target = (title.strip(), target.strip()) if equals else (target.strip(), "")
    if not has_parties and len(parties) > 1:
        hint = msg("Write it as {party}: {title}", party=next(iter(parties)), title=title)
        raise MedlofteError(msg("Several parties are responsible."), hint)
    return activity(title, named if has_parties else list(parties), target)


def activity(title: str, responsible: Sequence[str], target: str) -> Plain:
    """An activity with a target in words. Raises ``MedlofteError`` when nobody can tell what is meant."""
    if not title:
        raise MedlofteError(msg("{name} is missing.", name="title"))
    found = target_of(target)
    return {"title": title, "responsible": list(responsible)} | ({"target": found} if found else {})


_N = "([0-9]{1,15}(?:[ \u00a0][0-9]{3}){0,4}(?:[.,][0-9]{1,15})?)"
_PER = {
    "day": ("dag", "dagen", "day"),
    "week": ("vecka", "veckan", "week"),
    "month": ("månad", "månaden", "month"),
    "quarter": ("kvartal", "kvartalet", "quarter"),
    "tertial": ("tertial", "tertialet"),
    "half-year": ("halvår", "halvåret", "half-year"),
    "year": ("år", "året", "year"),
}
_UNIT_OF_TIME = {word: per for per, words in _PER.items() for word in words}
_RATE = rf"(.{{1,200}}?) (?:per|om|i|varje|a|an|every|each) ({'|'.join(_UNIT_OF_TIME)})"


def target_of(text: str) -> Plain | None:
    """The target that a person means: "minst 200 tillfällen", "alla 14 skolor"; nothing for one that is ongoing.

    Raises ``MedlofteError`` for anything else.
    """
    words = " ".join(text.split())
    if words.casefold() in ("", "löpande", "ongoing"):
        return None
    for pattern, make in _TARGETS:
        found = re.fullmatch(pattern, words, re.IGNORECASE)
        if found is not None:
            return make(*found.groups())
    raise MedlofteError(
        msg("{text} is not a target that can be counted.", text=text),
        msg(
            "Write minst 200 tillfällen, 2 vandringar, minst 1 pass per vecka, alla 14 skolor, inom 24 timmar or "
            "klart: Kameran är på plats, senast 2026-06-30; nothing if it is ongoing."
        ),
    )


def _number(text: str) -> Number:
    found = number_of(text)
    if found is None:
        raise MedlofteError(msg("{text} is not a number.", text=text))
    return found


def _day(text: str) -> str:
    """A day or a month in the form of a file. Raises ``MedlofteError``, for a date that is lost is a promise lost."""
    found = as_in_file(text)
    if found is None:
        raise MedlofteError(msg("{text} is not a date.", text=text), msg("Write it as 2026-01-31 or 2026-01."))
    return found


def _share(share: str, of: str | None, whom: str) -> Plain:
    return {"all": whom, **_size(of), "share": _number(share)}


def _size(of: str | None) -> Plain:
    return {} if of is None else {"of": _number(of)}


def _at_least(n: str, unit: str) -> Plain:
    rate = re.fullmatch(_RATE, unit, re.IGNORECASE)
    if rate is None:
        return {"at_least": _number(n), "unit": unit}
    return {"at_least": _number(n), "per": _UNIT_OF_TIME[rate[2].casefold()], "unit": rate[1]}


def _exactly(n: str, unit: str) -> Plain:
    is_rate = re.fullmatch(_RATE, unit, re.IGNORECASE) is not None
    return _at_least(n, unit) if is_rate else {"exact": _number(n), "unit": unit}


_TARGETS = (
    (rf"(?:minst|at least) {_N} ?(?:procent|per cent|%) (?:av|of) (?:{_N}|alla|all) (.{{1,200}})", _share),
    (rf"(?:minst|at least) {_N} (.{{1,200}})", _at_least),
    (rf"(?:alla|all) (?:{_N} )?(.{{1,200}})", lambda of, whom: {"all": whom, **_size(of)}),
    (rf"(?:inom|within) {_N} (.{{1,200}})", lambda n, unit: {"within": _number(n), "unit": unit}),
    (
        r"(?:klart|klar|done): ?(.{1,500}?)(?:,? (?:senast|by) ([^0-9]{0,20}[0-9].{0,30}))?",
        lambda what, by: {"done": what} | ({"by": _day(by)} if by else {}),
    ),
    (rf"(?:exakt |exactly )?{_N} (.{{1,200}})", _exactly),
)


def title_for(name: str, start: str, end: str) -> str:
    """What a promise is mostly called: *Medborgarlöfte för Exempelby kommun 2027*."""
    return f"Medborgarlöfte för {name} {_years(start[:4], end[:4])}".strip()


def _years(first: str, last: str) -> str:
    return first if not last or first == last else f"{first}–{last}"


# What is carried over


def carry_over(value: Mapping[str, Any], progress: PromiseProgress, *, everything: bool = False) -> PromiseDraft:
    """What an earlier promise hands on: who and where, and the activities that were not kept, with how they went.

    ``value`` is the earlier promise's plain value. Its period follows upon the old, if that had an end. What had a
    day of its own is handed on without it. Raises ``MedlofteError`` when every activity was kept.
    """
    old = progress.promise
    kept = tuple(each for each in progress.tallies if each.status is Status.KEPT and not everything)
    left = [each for each in progress.tallies if each.status is not Status.KEPT or everything]
    if not left:
        message = msg("Everything in {id} was kept, so nothing is unfinished.", id=old.id)
        raise MedlofteError(message, msg("Carry all of it over with --all."))
    period = next_period(old.period)
    years = {}
    if old.period is not None and old.period.end is not None and period is not None:
        years = {old.period.start.year: period["start"][:4], old.period.end.year: period["end"][:4]}
    activities = {each.activity.id: _without_days(value["activities"][each.activity.id]) for each in left}
    used = {each.get("focus_area") for each in activities.values()}
    areas = {key: area for key, area in value.get("focus_areas", {}).items() if key in used}
    values = {
        "title": re.sub("[0-9]{4}", lambda found: years.get(int(found[0]), found[0]), old.title),
        **{key: value[key] for key in ("municipality", "area", "police_area", "parties", "agreement") if key in value},
        **({"period": period} if period else {}),
        "follows": old.id,
        **({"focus_areas": areas} if areas else {}),
        "activities": activities,
    }
    return PromiseDraft(values, {each.activity.id: tuple(_outcome(each, old.period)) for each in left}, kept)


def next_period(period: Period | None) -> Plain | None:
    """From the day after a period's end, as long as it was: whole months when it was whole months."""
    if period is None or period.end is None:
        return None
    start = period.end + ONE_DAY
    if period.start.day == start.day == 1:
        months = (start.year - period.start.year) * 12 + start.month - period.start.month
        end = months_later(start, months) - ONE_DAY
    else:
        end = start + (period.end - period.start)
    return {"start": start.isoformat(), "end": end.isoformat()}


def _without_days(value: Mapping[str, Any]) -> Plain:
    """An activity without the days of the earlier promise: a deadline, and a period of its own."""
    kept = {key: each for key, each in value.items() if key != "period"}
    if "target" in kept:
        kept["target"] = {key: each for key, each in kept["target"].items() if key != "by"}
    return kept


def _outcome(tally: ActivityFigures, period: Period | None) -> Iterator[Message]:
    """How an activity went, as the new promise's file remembers it."""
    years = "" if period is None else _years(str(period.start.year), str(period.end.year) if period.end else "")
    activity = tally.activity
    figure, status = text_of(tally, public=True), status_word(tally)
    yield msg("{years}: {figure}, {status}", years=years or "–", figure=figure, status=status)
    if activity.target.by is not None:
        yield msg("It was to be done by {day}: write a new day (by).", day=activity.target.by.text)
    days = [each.text for each in (activity.own_start, activity.own_end) if each is not None]
    if days:
        yield msg("It had days of its own: {days}. Write new ones (period) if it is to have.", days="–".join(days))


# The file

ORDER = (
    *("format", "title", "municipality", "area", "police_area", "period", "status", "follows", "parties"),
    *("agreement", "focus_areas", "activities"),
)
_ABOVE = {
    "parties": msg("Who promises. The short names before the colons are used under responsible."),
    "focus_areas": msg("Headings that the activities belong to."),
    "activities": msg("What is to be done, by whom, and how much."),
}
_STATUS = msg("set by medlofte adopt")
_HEAD = msg("What else can be written here: medlofte schema promise")


def text_of_draft(outline: PromiseDraft, translator: Translator, schema_line: str) -> str:
    """The file: the editor's line, the values in their order, and comments in the translator's language."""
    values = {"format": 1, "status": "draft", **outline.values}
    lines = [schema_line, _comment(translator.plain(_HEAD))]
    for key in sorted(values, key=ORDER.index):
        if key in _ABOVE:
            lines += ["", _comment(translator.plain(_ABOVE[key]))]
        if key == "status":
            lines.append(f"status: {values[key]}  {_comment(translator.plain(_STATUS))}")
        elif key == "activities":
            lines.append("activities:")
            for id, each in values[key].items():
                hints = [_comment(translator.plain(hint)) for hint in outline.hints.get(id, ())]
                lines += [f"  {value_of('', id)}:", *_activity_lines(each, hints)]
        elif key in _ABOVE:
            lines += [f"{key}:", *(line for id, each in values[key].items() for line in _value_lines(id, each, 2))]
        else:
            lines += _value_lines(key, values[key], 0)
    return "\n".join(lines) + "\n"


def _activity_lines(value: Mapping[str, Any], hints: Sequence[str]) -> Iterator[str]:
    """The lines of an activity, with what is to be remembered above its target."""
    for key, each in value.items():
        if key == "target":
            yield from (f"    {hint}" for hint in hints)
        yield from _value_lines(key, each, 4)
    if "target" not in value:
        yield from (f"    {hint}" for hint in hints)


_WIDEST = 120


def _value_lines(key: str, value: Any, indent: int) -> Iterator[str]:
    """A key and its value: on one line where that is not too long, and a text of several lines below a bar."""
    head = f"{' ' * indent}{value_of('', key)}:"
    on_one_line = f"{head} {value_of(key, value)}"
    if isinstance(value, str) and _can_stand_below_a_bar(value):
        yield f"{head} {'|' if value.endswith(chr(10)) else '|-'}"
        for line in value.removesuffix("\n").split("\n"):
            yield f"{' ' * indent}  {line}".rstrip()
    elif isinstance(value, Mapping) and (len(on_one_line) > _WIDEST or "\\n" in on_one_line):
        yield head
        for each, below in value.items():
            yield from _value_lines(each, below, indent + 2)
    else:
        yield on_one_line


def _can_stand_below_a_bar(text: str) -> bool:
    lines = text.removesuffix("\n").split("\n")
    is_bare = all(line == line.rstrip() for line in lines) and lines[0] == lines[0].lstrip()
    return len(lines) > 1 and bool(lines[0]) and bool(lines[-1]) and is_bare and not find_hidden(text)


def _comment(text: str) -> str:
    return f"# {escape_line(' '.join(text.split()))}"


def first_day(id: str | None, today: date) -> date:
    """When a promise may begin: on the first of January in the year that its id ends in, else the next one."""
    year = re.search("-([12][0-9]{3})$", id or "")
    return date(int(year[1]) if year else today.year + 1, 1, 1)
