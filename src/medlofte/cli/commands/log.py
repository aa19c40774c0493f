"""``medlofte log``: one line for what was done, checked before it is written."""

from pathlib import Path
from typing import Annotated, Any

import typer

from medlofte.cli.log_entry import append, undo
from medlofte.cli.options import choice, offers
from medlofte.cli.output import UNABLE
from medlofte.cli.session import Session
from medlofte.core.errors import MedlofteError, Notice, Rejected
from medlofte.core.messages import msg
from medlofte.parsing import encoding
from medlofte.project import workspace
from medlofte.project.entries import EntryRequest

PRECISIONS = ("exact", "over", "at-least", "about")
JUDGEMENTS = ("kept", "partly", "not-kept")


def _text(name: str, metavar: str, help: str, **settings: Any) -> Any:
    return typer.Option(name, metavar=metavar, help=help, show_default=False, **settings)


def _one_of(name: str, help: str, *names: str) -> Any:
    return typer.Option(name, help=help, show_default=False, **choice(*names))


def log(
    ctx: typer.Context,
    id: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="The promise.", show_default=False, autocompletion=offers("ids")),
    ] = None,
    activity: Annotated[
        str | None,
        typer.Argument(
            metavar="[ACTIVITY]",
            help="The activity, by its id or title; several with commas between.",
            show_default=False,
            autocompletion=offers("activities"),
        ),
    ] = None,
    count: Annotated[
        str | None, typer.Argument(metavar="[COUNT]", help="How many; 1 if left out.", show_default=False)
    ] = None,
    date: Annotated[
        str | None,
        _text("--date", "DAY", "When: 2026-03-31, 2026-03, START/END, 31/3, igår, i måndags; today if left out."),
    ] = None,
    party: Annotated[
        str | None, _text("--party", "PARTY", "Whose log; the only responsible party if left out.")
    ] = None,
    place: Annotated[
        list[str] | None,
        _text("--place", "PLACE", "Where; may be given several times.", autocompletion=offers("places")),
    ] = None,
    type: Annotated[str | None, _text("--type", "KIND", "The kind of effort.")] = None,
    note: Annotated[str | None, _text("--note", "TEXT", "A note, without personal data.")] = None,
    total: Annotated[str | None, _text("--total", "N", "How many in all up to that day, instead of COUNT.")] = None,
    reached: Annotated[str | None, _text("--reached", "N|all", "How many have been reached so far, or all.")] = None,
    done: Annotated[
        bool | None, typer.Option("--done/--not-done", help="A milestone is reached, or not.", show_default=False)
    ] = None,
    within: Annotated[str | None, _text("--within", "N", "How many of the cases met the time limit.")] = None,
    precision: Annotated[str | None, _one_of("--precision", "How sure the number is.", *PRECISIONS)] = None,
    words: Annotated[str | None, _text("--words", "TEXT", "A report without a number.")] = None,
    deviation: Annotated[str | None, _text("--deviation", "TEXT", "What went otherwise, and why.")] = None,
    instead: Annotated[str | None, _text("--instead", "TEXT", "What was done instead.")] = None,
    assessed: Annotated[str | None, _one_of("--assessed", "The parties' own judgement.", *JUDGEMENTS)] = None,
    reason: Annotated[str | None, _text("--reason", "TEXT", "Why it is judged so.")] = None,
    result: Annotated[
        list[str] | None, _text("--result", "NAME=N", "A side figure; may be given several times.")
    ] = None,
    tag: Annotated[
        list[str] | None, _text("--tag", "TAG", "What it also counts for; may be given several times.")
    ] = None,
    source: Annotated[str | None, _text("--source", "TEXT", "Where the figure comes from.")] = None,
    ref: Annotated[str | None, _text("--ref", "REF", "The entry's reference (default: generated).")] = None,
    joint: Annotated[
        bool, typer.Option("--joint", help="Join the other party's entry of that day.", show_default=False)
    ] = False,
    file: Annotated[
        str | None, _text("--file", "NAME", "Write to the party's file of this name, such as 2026-03.")
    ] = None,
    form: Annotated[
        str | None, _text("--form", "FILE", "Read the entry from the body of an issue form; - is standard input.")
    ] = None,
    undo_ref: Annotated[str | None, _text("--undo", "REF", "Take back an entry that is not committed yet.")] = None,
) -> None:
    """Log what was done: one line, checked before it is written."""
    session: Session = ctx.obj
    if undo_ref is not None:
        undo(session, undo_ref, id, party)
        return
    given = {
        "count": count,
        "date": date,
        "place": place or None,
        "type": type,
        "note": note,
        "total": total,
        "reached": reached,
        "done": done,
        "within": within,
        "precision": precision,
        "words": words,
        "deviation": deviation,
        "instead": instead,
        "assessed": assessed,
        "reason": reason,
        "results": result or None,
        "tags": tag or None,
        "source": source,
        "ref": ref,
    }
    stated = {key: value for key, value in given.items() if value is not None}
    request = EntryRequest(id, activity, party, file, stated, joint)
    if form is not None:
        if id is not None or stated or joint:
            raise MedlofteError(msg("With --form everything is read from the form."))
        request = _request_of(None if form == "-" else Path(form))
    append(session, request)


def _request_of(path: Path | None) -> EntryRequest:
    """The entry that an issue form asks for. Raises ``MedlofteError`` when the form can't be read."""
    from medlofte.authoring import issue_form

    name = str(path or "-")
    issue = issue_form.issue_of(workspace.read_bytes(path, issue_form.LARGEST))
    if issue is None:
        raise MedlofteError(
            msg("{path} is not an issue form.", path=name),
            msg("It is the text of an issue, or GitHub's event of one."),
        )
    body = encoding.read(name, issue.body.encode(), issue_form.LARGEST)
    if body.value is None:
        raise MedlofteError(msg("{path} can't be read: {reason}", path=name, reason=body.diagnostics[0].message))
    read = issue_form.read(body.value.text)
    if read.faults:
        raise Rejected(problems=[Notice(fault.message, fault.hint) for fault in read.faults], exit_code=UNABLE)
    given: dict[str, Any] = dict(read.answers)
    id, activity, party = (given.pop(key, None) for key in ("id", "activity", "party"))
    given |= {"place": [given["place"]]} if "place" in given else {}
    given |= {"ref": f"arende-{issue.number}"} if issue.number is not None else {}
    return EntryRequest(id, activity, party, None, given, once=issue.number is not None)
