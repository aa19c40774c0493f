"""``medlofte new``: a draft of a promise, asked for at a terminal or carried over from an earlier promise."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

import typer

from medlofte.authoring.new_promise import (
    PromiseDraft,
    activity,
    activity_key,
    activity_of,
    first_day,
    municipality_of,
    parties_of,
    title_for,
)
from medlofte.authoring.spoken_dates import as_in_file
from medlofte.cli.options import AsOf, offers
from medlofte.cli.output import tell_user, write_out, write_stderr
from medlofte.cli.prompts import ask_until, choose_many
from medlofte.cli.session import Session
from medlofte.core.dates import ONE_DAY, InvalidDate, days, months_later
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escape_line
from medlofte.core.messages import Message, msg
from medlofte.core.personal_data import has_identity_number
from medlofte.core.record import Record
from medlofte.progress.wording import status_word, text_of
from medlofte.project.context import today_or
from medlofte.project.drafts import begin_promise, carry_over_promise, require_new_id
from medlofte.validation.checker import as_id

T = TypeVar("T")


def _text(option: str, metavar: str, help: str, **settings: Any) -> Any:
    return typer.Option(option, metavar=metavar, help=help, show_default=False, **settings)


def new(
    ctx: typer.Context,
    id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The new promise: kungalv-2027.", show_default=False)
    ] = None,
    old: Annotated[
        str | None,
        _text("--from", "OLD", "Carry over what this promise left unfinished.", autocompletion=offers("ids")),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="With --from: carry over what was kept too.", show_default=False)
    ] = False,
    municipality: Annotated[str | None, _text("--municipality", "NAME", "Its name or code.")] = None,
    area: Annotated[str | None, _text("--area", "TEXT", "A part of the municipality.")] = None,
    title: Annotated[str | None, _text("--title", "TEXT", "What the promise is called.")] = None,
    start: Annotated[str | None, _text("--start", "DAY", "Its first day, or month.")] = None,
    end: Annotated[str | None, _text("--end", "DAY", "Its last day, or month.")] = None,
    party: Annotated[
        list[str] | None, _text("--party", "KEY=NAME", "Who promises; may be given several times.")
    ] = None,
    activities: Annotated[
        list[str] | None,
        _text("--activity", "TEXT", "'polis: Fotpatruller = minst 200 tillfällen'; may be given several times."),
    ] = None,
    as_of: AsOf = None,
) -> None:
    """Write the draft of a new promise: asked for, or carried over from an earlier one."""
    session: Session = ctx.obj
    if id is not None:
        require_new_id(session, id)
    given = _NewOptions(session, municipality, area, title, start, end, party or [], activities or [])
    outline = _asked_for(given, id) if old is None else _carried_over(given, old, as_of, everything)
    id = id or _id(session, outline)
    path = begin_promise(session, id, outline)
    write_out(f"{escape_line(path)}\n", None)
    if not session.quiet:
        _tell(session, id, outline)


class _NewOptions(Record):
    """What the command was told; the rest is asked for where somebody is there to answer."""

    session: Session
    municipality: str | None
    area: str | None
    title: str | None
    start: str | None
    end: str | None
    parties: Sequence[str]
    activities: Sequence[str]

    def value(self, option: str, question: Message, default: str | None, read: Callable[[str], T]) -> T:
        """The value of an option, or an answer. Without either the default is read, if there is one.

        Raises ``MedlofteError`` for a value that can't be read, and where something is missing.
        """
        told = getattr(self, option)
        if told is None and self.session.is_conversation:
            return ask_until(self.session, question, default or "", lambda answer: read(_clean(answer)))
        if told is None and default is None:
            raise _missing(f"--{option}")
        return read(_clean(told if told is not None else default or ""))


def _missing(name: str) -> MedlofteError:
    return MedlofteError(msg("{name} is missing.", name=name), msg("See: medlofte new --help"))


def _clean(text: str) -> str:
    """The text on one line with whole letters. Raises ``MedlofteError`` for a personal number."""
    if has_identity_number(text):
        raise MedlofteError(msg("This is a personal number (personnummer or samordningsnummer)."))
    return unicodedata.normalize("NFC", " ".join(text.split()))


# Asked for


def _asked_for(given: _NewOptions, id: str | None) -> PromiseDraft:
    """A new promise from options and answers, in the order that a person thinks of them."""
    where = given.value("municipality", msg("Municipality, by its name or code"), None, _municipality)
    area = given.value("area", msg("A part of it (may be left empty)"), "", str)
    begin = first_day(id, today_or(None))
    start = given.value("start", msg("First day"), begin.isoformat(), _day)
    end = given.value("end", msg("Last day"), _year_later(start), lambda text: _end(text, start))
    named = ", ".join(text for text in (area, where["name"]) if text)
    title = given.value("title", msg("Title"), title_for(named, start, end), _needed)
    parties = _parties(given, where["name"])
    return PromiseDraft(
        {
            "title": title,
            "municipality": where,
            **({"area": area} if area else {}),
            "period": {"start": start, **({"end": end} if end else {})},
            "parties": parties,
            "activities": _activities(given, parties),
        }
    )


def _municipality(text: str) -> dict[str, Any]:
    return municipality_of(_needed(text))


def _needed(text: str) -> str:
    if not text:
        raise MedlofteError(msg("This can't be left empty."))
    return text


def _day(text: str) -> str:
    """A day or a month, as a file or a person writes it, in the form of a file. Raises ``MedlofteError``."""
    meant = as_in_file(text) or ""
    try:
        if re.fullmatch("[0-9]{4}-[0-9]{2}(-[0-9]{2})?", meant) and days(meant):
            return meant
    except InvalidDate:
        pass
    raise MedlofteError(msg("{text} is not a date.", text=text), msg("Write it as 2026-01-31 or 2026-01."))


def _end(text: str, start: str) -> str:
    """The last day; empty until further notice."""
    if text in ("", "-"):
        return ""
    end = _day(text)
    if days(end).last < days(start).first:
        raise MedlofteError(msg("The period ends {end}, before it starts.", end=text))
    return end


def _year_later(start: str) -> str:
    """The last day of a year that begins on the day."""
    return (months_later(days(start).first, 12) - ONE_DAY).isoformat()


def _parties(given: _NewOptions, municipality: str) -> dict[str, Any]:
    if given.parties:
        return parties_of([_clean(each) for each in given.parties])
    default = f"Polisen, {municipality}"
    if not given.session.is_conversation:
        return parties_of(default.split(", "))
    question = msg("Who promises, with commas between")
    return ask_until(given.session, question, default, lambda text: parties_of(_names(_clean(text))))


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _activities(given: _NewOptions, parties: dict[str, Any]) -> dict[str, Any]:
    """At least one activity. Raises ``MedlofteError`` where there is none and nobody to ask."""
    found: dict[str, Any] = {}
    for text in given.activities:
        each = activity_of(_clean(text), parties)
        found[activity_key(each["title"], found)] = each
    if not found and not given.session.is_conversation:
        raise _missing("--activity")
    while not given.activities:
        title = ask_until(given.session, msg("Activity (empty when there are no more)"), "", _clean)
        if not title and found:
            break
        if title:
            found[activity_key(title, found)] = _ask_about(given.session, title, parties)
        else:
            tell_user(given.session.translator, msg("A promise has at least one activity."))
    return found


def _ask_about(session: Session, title: str, parties: dict[str, Any]) -> dict[str, Any]:
    names = [party["name"] for party in parties.values()]
    who = choose_many(
        session, msg("Who is responsible (several with commas between)"), list(parties), names, parties.__contains__
    )
    question = msg("How much (minst 200 tillfällen; empty when it is ongoing)")
    return ask_until(session, question, "", lambda target: activity(title, who, _clean(target)))


# Carried over


def _carried_over(given: _NewOptions, old: str, as_of: str | None, everything: bool) -> PromiseDraft:
    """What the earlier promise left unfinished, with what the options say instead."""
    outline = carry_over_promise(given.session, old, as_of, everything=everything)
    values = dict(outline.values)
    if given.municipality is not None:
        values["municipality"] = _municipality(_clean(given.municipality))
    values.update({key: _clean(text) for key, text in (("area", given.area), ("title", given.title)) if text})
    if given.start is not None or given.end is not None:
        values["period"] = _period(given, values.get("period"))
    if given.parties:
        values["parties"] = parties_of([_clean(each) for each in given.parties])
    found = dict(values["activities"])
    for text in given.activities:
        each = activity_of(_clean(text), values["parties"])
        found[activity_key(each["title"], found)] = each
    return outline.replace(values={**values, "activities": found})


def _period(given: _NewOptions, before: dict[str, Any] | None) -> dict[str, str]:
    """The period of the options; a start alone gives the length of a year, and an end alone keeps the start."""
    if given.start is None and not before:
        raise _missing("--start")
    start = _day(_clean(given.start)) if given.start is not None else str((before or {})["start"])
    end = _end(_clean(given.end), start) if given.end is not None else _year_later(start)
    return {"start": start, **({"end": end} if end else {})}


# The file


def _id(session: Session, outline: PromiseDraft) -> str:
    """The id that a person chooses; proposed from municipality and year. Raises ``MedlofteError`` without a person."""
    if not session.is_conversation:
        raise _missing("ID")
    name = re.sub("s? (kommun|stad)$", "", outline.values["municipality"]["name"].casefold())
    start = str(outline.values.get("period", {}).get("start", ""))[:4]

    def read(answer: str) -> str:
        require_new_id(session, answer)
        return answer

    return ask_until(session, msg("The promise's id, which is its file's name"), as_id(f"{name} {start}"), read)


def _tell(session: Session, id: str, outline: PromiseDraft) -> None:
    """What was left out, and what to do next."""
    translator = session.translator
    for tally in outline.left_out:
        said = msg("{title} ({figure})", title=tally.activity.title, figure=text_of(tally))
        whole = msg("Left out, {status}: {what}", status=status_word(tally), what=said)
        write_stderr(f"{escape_line(translator.plain(whole))}\n")
    if "code" not in outline.values["municipality"]:
        name = outline.values["municipality"]["name"]
        write_stderr(
            translator(msg("{name} is not among Sweden's municipalities, so it has no code.", name=name)) + "\n"
        )
    write_stderr(translator(msg("Go on writing in it; check it with medlofte validate.")) + "\n")
    write_stderr(translator(msg("When it has been decided: medlofte adopt {id}", id=id)) + "\n")
