"""``medlofte adopt``: a promise is adopted, or decided on again, and its file bears the mark of what was decided."""

import unicodedata
from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

import typer

from medlofte.authoring.adoption import ASKED_FOR, KINDS, known_of, paths_to_nothing
from medlofte.authoring.new_entry import read_days
from medlofte.cli.options import choice, offers
from medlofte.cli.output import tell, tell_user, write_out, write_stderr
from medlofte.cli.prompts import ask_until, choose_one
from medlofte.cli.session import Session
from medlofte.core.dates import InvalidDate, ReversedInterval, days
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escape_line
from medlofte.core.messages import msg
from medlofte.model.promise import Promise
from medlofte.parsing.yaml_reader import ParsedYaml
from medlofte.project.context import today_or
from medlofte.project.decisions import adopt as adopt_promise
from medlofte.project.decisions import open_promise

CHANGING = ("revised", "extended")


def _text(option: str, metavar: str, help: str) -> Any:
    return typer.Option(option, metavar=metavar, help=help, show_default=False)


def adopt(
    ctx: typer.Context,
    id: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="The promise.", show_default=False, autocompletion=offers("ids")),
    ] = None,
    date: Annotated[str | None, _text("--date", "DAY", "When it was decided.")] = None,
    body: Annotated[str | None, _text("--body", "NAME", "Who decided: kommunstyrelsen.")] = None,
    reference: Annotated[str | None, _text("--reference", "TEXT", "Where it is registered: KS 2026/0123.")] = None,
    paragraph: Annotated[str | None, _text("--paragraph", "TEXT", "The paragraph in the minutes: § 12.")] = None,
    kind: Annotated[str, typer.Option("--kind", help="What the decision does.", **choice(*KINDS))] = KINDS[0],
    changes: Annotated[
        list[str] | None,
        _text("--changes", "PATH", "What it changes, as activities.fotpatrull.target; may be given several times."),
    ] = None,
) -> None:
    """Write the decision that adopts or changes a promise, with the fingerprint of what was decided."""
    session: Session = ctx.obj
    opened = open_promise(session, _id(session, id))
    given = {"date": date, "body": body, "reference": reference, "paragraph": paragraph, "changes": changes or None}
    stated = {key: value for key, value in given.items() if value is not None}
    decision = _completed(session, opened.promise, opened.tree, kind, stated)
    done = adopt_promise(session, opened, decision)
    if not done.is_new:
        tell(session, msg("{path} says so already; nothing was written.", path=done.path))
        return
    _show(done.path, done.before, done.after)
    if kind in CHANGING and "changes" not in decision:
        tell(session, msg("The decision names nothing that it changes, so it approves nothing that was weakened."))


def _id(session: Session, id: str | None) -> str:
    """The promise, asked for at a terminal when it was left out. Raises ``MedlofteError``."""
    if id is None and session.is_conversation:
        known = session.ids([])
        id = choose_one(session, msg("Promise"), known, known, known.__contains__)
    if id is None:
        raise MedlofteError(msg("{name} is missing.", name="ID"), msg("See: medlofte adopt --help"))
    return session.ids([id])[0]


# What is decided


def _completed(
    session: Session, promise: Promise, read: ParsedYaml, kind: str, given: Mapping[str, Any]
) -> dict[str, Any]:
    """The decision with what was left out: as the promise says it already of the same, else as a person answers.

    Raises ``MedlofteError`` when something is missing and nobody is there to be asked.
    """
    told = {key: _read(key, given[key]) for key in _QUESTIONS if key in given}
    known = known_of(promise, kind)
    if any(known.get(key, value) != value for key, value in told.items()):
        known = {}
    asks = session.is_conversation and not ({*ASKED_FOR} <= given.keys() | known.keys())
    values: dict[str, Any] = {"kind": kind}
    if asks:
        write_stderr(f"{escape_line(promise.title)} ({promise.id})\n")
    for key, question in _QUESTIONS.items():
        if key in told:
            values[key] = told[key]
        elif asks:
            values[key] = ask_until(session, question, known.get(key, ""), partial(_read, key))
        elif key in known:
            values[key] = known[key]
        elif key in ASKED_FOR:
            raise MedlofteError(
                msg("{name} is missing.", name=f"--{key}"), msg("A decision says when, by whom and where it is found.")
            )
    if "changes" in given:
        values["changes"] = _paths(session, read, " ".join(given["changes"]))
    elif asks and kind in CHANGING:
        question = msg("What it changes, with blanks between, such as activities.patrull.target")
        values["changes"] = ask_until(session, question, "", partial(_paths, session, read))
    return {key: value for key, value in values.items() if value}


_QUESTIONS = {
    "date": msg("When was it decided"),
    "body": msg("By whom"),
    "reference": msg("Where is it registered"),
    "paragraph": msg("Paragraph in the minutes (may be left empty)"),
}


def _read(key: str, answer: str) -> str:
    """The value as it will stand in the file. Raises ``MedlofteError`` when it can't."""
    text = unicodedata.normalize("NFC", answer.strip())
    if key == "date":
        return _day(text)
    if not text and key in ASKED_FOR:
        raise MedlofteError(msg("{name} is missing.", name=key))
    return text


def _day(text: str) -> str:
    """The day, the month or the year that a person means, as a file writes it. Raises ``MedlofteError``."""
    hint = msg("Write it as 2026-01-31.")
    try:
        meant = read_days(text, days(today_or(None).isoformat()))
    except (InvalidDate, ReversedInterval):
        meant = None
    if meant is None or "/" in meant.text:
        raise MedlofteError(msg("{text} is not a date.", text=text), hint)
    return meant.text


def _paths(session: Session, read: ParsedYaml, answer: str) -> list[str]:
    """The paths of an answer, each once; of one whose place is empty now it is told.

    Raises ``MedlofteError`` for one that can't have led anywhere.
    """
    paths = list(dict.fromkeys(answer.split()))
    for missing in paths_to_nothing(read, paths):
        hint = None if missing.near is None else msg("Did you mean {key}?", key=missing.near)
        if not missing.can_be_removed:
            raise MedlofteError(msg("The promise has nothing at {path}.", path=missing.path), hint)
        tell_user(
            session.translator,
            msg("The promise has nothing at {path}; it is treated as removed.", path=missing.path),
            hint,
        )
    return paths


# What is told


def _show(path: str, before: bytes, after: bytes) -> None:
    """Print the lines of the file that are new."""
    old = before.decode("utf-8-sig").splitlines()
    new = [line for line in after.decode("utf-8-sig").splitlines() if line not in old]
    write_out("".join(f"{escape_line(line)}\n" for line in (path, *new)), None)
