"""``medlofte adopt``: a promise is adopted, or decided on again, and its file bears the mark of what was decided."""

import unicodedata
from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

import typer

from medlofte.authoring.adoption import ASKED_FOR, KINDS, amended, amendment, known_of, paths_to_nothing
from medlofte.authoring.new_entry import spoken_days
from medlofte.cli import session as _session
from medlofte.cli.log_entry import show_errors
from medlofte.cli.options import Lang, Quiet, Root, choice, offers
from medlofte.cli.prompts import answered, chosen
from medlofte.cli.session import FINDINGS, Session, notify, say_aside, today_or, write_out
from medlofte.core.dates import NotADay, Reversed, days
from medlofte.core.diagnostic import Severity
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escaped
from medlofte.core.messages import Message, say
from medlofte.model.promise import Promise
from medlofte.parsing.pipeline import read_tree
from medlofte.parsing.yaml_reader import Tree
from medlofte.project import log_file as journal
from medlofte.validation.checker import Bundle, File, check
from medlofte.validation.rules import Dossier

MENDED_BY_ADOPTING = "changed-since-decision"
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
    root: Root = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Write the decision that adopts or changes a promise, with the fingerprint of what was decided."""
    session = _session.open_session(ctx.obj, root, lang, None, quiet)
    bundle, promise, read = _whole(session, id)
    given = {"date": date, "body": body, "reference": reference, "paragraph": paragraph, "changes": changes or None}
    decision = _completed(
        session, promise, read, kind, {key: value for key, value in given.items() if value is not None}
    )
    done = amendment(promise, decision)
    data = amended(bundle.promise.data, read, done)
    if data is None:
        raise MedlofteError(
            say("{path} is written so that the decision can't be put in its place.", path=bundle.promise.path),
            say("Write decisions as a list of lines that begin with a hyphen, and the status on one line."),
        )
    if data == bundle.promise.data:
        _tell(session, say("{path} says so already; nothing was written.", path=bundle.promise.path))
        return
    _refuse_errors(session, bundle.but(promise=File(bundle.promise.path, data)))
    journal.replace(session.workspace.place_for(bundle.promise.path), data, bundle.promise.data)
    _show(bundle.promise.path, bundle.promise.data, data)
    if kind in CHANGING and "changes" not in decision:
        _tell(session, say("The decision names nothing that it changes, so it lifts nothing that has been weakened."))


def _whole(session: Session, id: str | None) -> tuple[Bundle, Promise, Tree]:
    """The promise, its files and its tree. Ends the command when it has an error but the one that is mended here."""
    if id is None and session.is_conversation:
        known = session.ids([])
        id = chosen(session, say("Promise"), known, known, known.__contains__)
    if id is None:
        raise MedlofteError(say("{name} is missing.", name="ID"), say("See: medlofte adopt --help"))
    (id,) = session.ids([id])
    bundle = session.workspace.bundle(id)
    dossier = _refuse_errors(session, bundle, MENDED_BY_ADOPTING)
    read = read_tree(bundle.promise.path, bundle.promise.data).value
    assert read is not None, "it has been read without an error"
    return bundle, dossier.promise, read


def _refuse_errors(session: Session, bundle: Bundle, but: str = "") -> Dossier:
    """The promise with its logs. Ends the command when there is an error in it, but one."""
    checked = check(bundle, session.workspace.ids, Severity.ERROR)
    errors = [each for each in checked.diagnostics if each.severity is Severity.ERROR and each.code != but]
    if errors or checked.value is None:
        show_errors(session, errors)
        say_aside(session.voice(say("Nothing was written.")) + "\n")
        raise typer.Exit(FINDINGS)
    return checked.value


# What is decided


def _completed(session: Session, promise: Promise, read: Tree, kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
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
        say_aside(f"{escaped(promise.title)} ({promise.id})\n")
    for key, question in _QUESTIONS.items():
        if key in told:
            values[key] = told[key]
        elif asks:
            values[key] = answered(session, question, known.get(key, ""), partial(_read, key))
        elif key in known:
            values[key] = known[key]
        elif key in ASKED_FOR:
            raise MedlofteError(
                say("{name} is missing.", name=f"--{key}"), say("A decision says when, by whom and where it is found.")
            )
    if "changes" in given:
        values["changes"] = _paths(session, read, " ".join(given["changes"]))
    elif asks and kind in CHANGING:
        question = say("What it changes, with blanks between, such as activities.patrull.target")
        values["changes"] = answered(session, question, "", partial(_paths, session, read))
    return {key: value for key, value in values.items() if value}


_QUESTIONS = {
    "date": say("When was it decided"),
    "body": say("By whom"),
    "reference": say("Where is it registered"),
    "paragraph": say("Paragraph in the minutes (may be left empty)"),
}


def _read(key: str, answer: str) -> str:
    """The value as it will stand in the file. Raises ``MedlofteError`` when it can't."""
    text = unicodedata.normalize("NFC", answer.strip())
    if key == "date":
        return _day(text)
    if not text and key in ASKED_FOR:
        raise MedlofteError(say("{name} is missing.", name=key))
    return text


def _day(text: str) -> str:
    """The day, the month or the year that a person means, as a file writes it. Raises ``MedlofteError``."""
    hint = say("Write it as 2026-01-31.")
    try:
        meant = spoken_days(text, days(today_or(None).isoformat()))
    except (NotADay, Reversed):
        meant = None
    if meant is None or "/" in meant.text:
        raise MedlofteError(say("{text} is not a date.", text=text), hint)
    return meant.text


def _paths(session: Session, read: Tree, answer: str) -> list[str]:
    """The paths of an answer, each once; of one whose place is empty now it is told.

    Raises ``MedlofteError`` for one that can't have led anywhere.
    """
    paths = list(dict.fromkeys(answer.split()))
    for missing in paths_to_nothing(read, paths):
        hint = None if missing.near is None else say("Did you mean {key}?", key=missing.near)
        if not missing.can_be_removed:
            raise MedlofteError(say("Nothing stands at {path} in the promise.", path=missing.path), hint)
        notify(
            session.voice,
            say("Nothing stands at {path} in the promise; it is taken to have been removed.", path=missing.path),
            hint,
        )
    return paths


# What is told


def _show(path: str, before: bytes, after: bytes) -> None:
    """Print the lines of the file that are new."""
    old = before.decode("utf-8-sig").splitlines()
    new = [line for line in after.decode("utf-8-sig").splitlines() if line not in old]
    write_out("".join(f"{escaped(line)}\n" for line in (path, *new)), None)


def _tell(session: Session, message: Message) -> None:
    if not session.quiet:
        say_aside(f"{session.voice(message)}\n")
