"""``medlofte new``: a draft of a promise, asked for at a terminal or carried over from an earlier promise."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

import typer

from medlofte.authoring.new_promise import (
    Outline,
    activity,
    activity_key,
    activity_of,
    carried,
    first_day,
    municipality_of,
    parties_of,
    text_of_draft,
    title_for,
)
from medlofte.authoring.spoken_dates import as_in_file
from medlofte.cli import session as _session
from medlofte.cli.log_entry import show_errors
from medlofte.cli.options import AsOf, Lang, Quiet, Root, offers
from medlofte.cli.prompts import answered, several
from medlofte.cli.require_valid import refuse_errors
from medlofte.cli.session import FINDINGS, Session, notify, say_aside, today_or, write_out
from medlofte.core.dates import ONE_DAY, NotADay, days, months_later
from medlofte.core.diagnostic import Severity
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escaped
from medlofte.core.messages import Message, say
from medlofte.core.personal_data import has_identity
from medlofte.core.record import Record
from medlofte.parsing.pipeline import read_tree
from medlofte.progress.tally import progress_of
from medlofte.progress.wording import status_word, text_of
from medlofte.project import log_file as journal
from medlofte.validation.checker import Bundle, File, as_id, check, is_id

T = TypeVar("T")
_SCHEMA_LINE = "# yaml-language-server: $schema=../{path}"
_SCHEMA = "promise.schema.json"
_SCHEMA_OF_INIT = ".vscode/medlofte-promise.schema.json"
_LONGEST_LINE = 300


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
    root: Root = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Write the draft of a new promise: asked for, or carried over from an earlier one."""
    session = _session.open_session(ctx.obj, root, lang, None, quiet)
    if id is not None:
        _refuse_id(session, id)
    given = _Given(session, municipality, area, title, start, end, party or [], activities or [])
    outline = _asked_for(given, id) if old is None else _carried_over(given, old, as_of, everything)
    id = id or _id(session, outline)
    text = text_of_draft(outline, session.swedish, _schema_line(session))
    path = f"promises/{id}.yaml"
    _refuse_errors(session, File(path, text.encode()))
    with journal.opened(session.workspace.place_for(path)) as file:
        if file.data:
            raise _taken(id)
        file.append(text.removesuffix("\n").split("\n"))
    write_out(f"{escaped(path)}\n", None)
    if not quiet:
        _tell(session, id, outline)


class _Given(Record):
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
            return answered(self.session, question, default or "", lambda answer: read(_clean(answer)))
        if told is None and default is None:
            raise _missing(f"--{option}")
        return read(_clean(told if told is not None else default or ""))


def _missing(name: str) -> MedlofteError:
    return MedlofteError(say("{name} is missing.", name=name), say("See: medlofte new --help"))


def _clean(text: str) -> str:
    """The text on one line with whole letters. Raises ``MedlofteError`` for a personal number."""
    if has_identity(text):
        raise MedlofteError(say("A personal number (personnummer or samordningsnummer) stands here."))
    return unicodedata.normalize("NFC", " ".join(text.split()))


# Asked for


def _asked_for(given: _Given, id: str | None) -> Outline:
    """A new promise from options and answers, in the order that a person thinks of them."""
    where = given.value("municipality", say("Municipality, by its name or code"), None, _municipality)
    area = given.value("area", say("A part of it (may be left empty)"), "", str)
    begin = first_day(id, today_or(None))
    start = given.value("start", say("First day"), begin.isoformat(), _day)
    end = given.value("end", say("Last day"), _year_later(start), lambda text: _end(text, start))
    named = ", ".join(text for text in (area, where["name"]) if text)
    title = given.value("title", say("Title"), title_for(named, start, end), _needed)
    parties = _parties(given, where["name"])
    return Outline(
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
        raise MedlofteError(say("This can't be left empty."))
    return text


def _day(text: str) -> str:
    """A day or a month, as a file or a person writes it, in the form of a file. Raises ``MedlofteError``."""
    meant = as_in_file(text) or ""
    try:
        if re.fullmatch("[0-9]{4}-[0-9]{2}(-[0-9]{2})?", meant) and days(meant):
            return meant
    except NotADay:
        pass
    raise MedlofteError(say("{text} is not a date.", text=text), say("Write it as 2026-01-31 or 2026-01."))


def _end(text: str, start: str) -> str:
    """The last day; empty until further notice."""
    if text in ("", "-"):
        return ""
    end = _day(text)
    if days(end).last < days(start).first:
        raise MedlofteError(say("The period ends {end}, before it starts.", end=text))
    return end


def _year_later(start: str) -> str:
    """The last day of a year that begins on the day."""
    return (months_later(days(start).first, 12) - ONE_DAY).isoformat()


def _parties(given: _Given, municipality: str) -> dict[str, Any]:
    if given.parties:
        return parties_of([_clean(each) for each in given.parties])
    default = f"Polisen, {municipality}"
    if not given.session.is_conversation:
        return parties_of(default.split(", "))
    question = say("Who promises, with commas between")
    return answered(given.session, question, default, lambda text: parties_of(_names(_clean(text))))


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _activities(given: _Given, parties: dict[str, Any]) -> dict[str, Any]:
    """At least one activity. Raises ``MedlofteError`` where there is none and nobody to ask."""
    found: dict[str, Any] = {}
    for text in given.activities:
        each = activity_of(_clean(text), parties)
        found[activity_key(each["title"], found)] = each
    if not found and not given.session.is_conversation:
        raise _missing("--activity")
    while not given.activities:
        title = answered(given.session, say("Activity (empty when there are no more)"), "", _clean)
        if not title and found:
            break
        if title:
            found[activity_key(title, found)] = _ask_about(given.session, title, parties)
        else:
            notify(given.session.voice, say("A promise has at least one activity."))
    return found


def _ask_about(session: Session, title: str, parties: dict[str, Any]) -> dict[str, Any]:
    names = [party["name"] for party in parties.values()]
    who = several(
        session, say("Who is responsible (several with commas between)"), list(parties), names, parties.__contains__
    )
    question = say("How much (minst 200 tillfällen; empty when it is ongoing)")
    return answered(session, question, "", lambda target: activity(title, who, _clean(target)))


# Carried over


def _carried_over(given: _Given, old: str, as_of: str | None, everything: bool) -> Outline:
    """What the earlier promise left unfinished, with what the options say instead."""
    session = given.session
    (dossier,) = refuse_errors(session, session.ids([old]))
    promise = dossier.promise
    ended = promise.period.end if promise.period is not None else None
    day = ended if as_of is None and ended is not None else today_or(as_of)
    bundle = session.workspace.bundle(promise.id)
    read = read_tree(bundle.promise.path, bundle.promise.data).value
    assert read is not None, "it has been read without an error"
    outline = carried(read.value, progress_of(promise, dossier.logged, day), everything=everything)
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
    return outline.but(values={**values, "activities": found})


def _period(given: _Given, before: dict[str, Any] | None) -> dict[str, str]:
    """The period of the options; a start alone gives the length of a year, and an end alone keeps the start."""
    if given.start is None and not before:
        raise _missing("--start")
    start = _day(_clean(given.start)) if given.start is not None else str((before or {})["start"])
    end = _end(_clean(given.end), start) if given.end is not None else _year_later(start)
    return {"start": start, **({"end": end} if end else {})}


# The file


def _id(session: Session, outline: Outline) -> str:
    """The id that a person chooses; proposed from municipality and year. Raises ``MedlofteError`` without a person."""
    if not session.is_conversation:
        raise _missing("ID")
    name = re.sub("s? (kommun|stad)$", "", outline.values["municipality"]["name"].casefold())
    start = str(outline.values.get("period", {}).get("start", ""))[:4]

    def read(answer: str) -> str:
        _refuse_id(session, answer)
        return answer

    return answered(session, say("The promise's id, which is its file's name"), as_id(f"{name} {start}"), read)


def _refuse_id(session: Session, id: str) -> None:
    """Raise ``MedlofteError`` when a new promise can't have the id."""
    if not is_id(id) or has_identity(id):
        near = as_id(id)
        hint = say("Write it as {id}.", id=near) if near and not has_identity(id) else None
        raise MedlofteError(say("{id} can't be the id of a promise.", id=id), hint)
    if id in session.workspace.ids:
        raise _taken(id)


def _taken(id: str) -> MedlofteError:
    return MedlofteError(
        say("There is a promise {id} already.", id=id),
        say("Choose another id; to carry it over: medlofte new ID --from {id}", id=id),
    )


def _schema_line(session: Session) -> str:
    """The line by which editors find the schema: as the project's other promises have it, or where init has put it."""
    for path in session.workspace.arrangement.promises.values():
        line = (session.workspace.read(path).data or b"").partition(b"\n")[0].decode("utf-8-sig", "replace").strip()
        if re.fullmatch(r"# yaml-language-server: \$schema=[\w./-]+promise\.schema\.json", line[:_LONGEST_LINE]):
            return line
    has_init = (session.workspace.root / _SCHEMA_OF_INIT).is_file()
    return _SCHEMA_LINE.format(path=_SCHEMA_OF_INIT if has_init else _SCHEMA)


def _refuse_errors(session: Session, file: File) -> None:
    """End the command when the draft would have an error."""
    checked = check(Bundle(file), session.workspace.ids, Severity.ERROR)
    errors = [each for each in checked.diagnostics if each.severity is Severity.ERROR]
    if errors:
        show_errors(session, errors)
        say_aside(session.voice(say("Nothing was written.")) + "\n")
        raise typer.Exit(FINDINGS)


def _tell(session: Session, id: str, outline: Outline) -> None:
    """What was left out, and what to do next."""
    voice = session.voice
    for tally in outline.left_out:
        said = say("{title} ({figure})", title=tally.activity.title, figure=text_of(tally))
        whole = say("Left out, {status}: {what}", status=status_word(tally), what=said)
        say_aside(f"{escaped(voice.whole(whole))}\n")
    if "code" not in outline.values["municipality"]:
        name = outline.values["municipality"]["name"]
        say_aside(voice(say("{name} is not among Sweden's municipalities, so it has no code.", name=name)) + "\n")
    say_aside(voice(say("Go on writing in it; check it with medlofte validate.")) + "\n")
    say_aside(voice(say("When it has been decided: medlofte adopt {id}", id=id)) + "\n")
