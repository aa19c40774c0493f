"""``medlofte import``: the rows of a sheet as entries, all of them or none, and each of them once."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from medlofte.cli.options import choice, offers
from medlofte.cli.output import FINDINGS, tell_user, write_out, write_stderr
from medlofte.cli.session import Session
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escape_line, escape_terminal
from medlofte.core.messages import Message, msg, msg_n
from medlofte.project.sheet_import import OpenSheet, SheetRequest, import_sheet, open_sheet, plan_import
from medlofte.project.workspace import read_bytes
from medlofte.spreadsheets.csv_reader import ENCODINGS
from medlofte.spreadsheets.import_plan import ImportPlan
from medlofte.spreadsheets.sheet import Problem

LARGEST = 32 << 20
_MOST_SHOWN = 5


def import_(
    ctx: typer.Context,
    id: Annotated[
        str, typer.Argument(metavar="ID", help="The promise.", show_default=False, autocompletion=offers("ids"))
    ],
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A sheet, as CSV or XLSX; - is standard input.", show_default=False)
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be done, and write nothing.", show_default=False)
    ] = False,
    party: Annotated[
        str | None,
        typer.Option(
            "--party", metavar="PARTY", help="Whose log; the only responsible party if left out.", show_default=False
        ),
    ] = None,
    mapped: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="HEADING=KEY", help="The key that a heading means; may be repeated.", show_default=False
        ),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option("--sheet", metavar="NAME", help="Which sheet of a workbook to read.", show_default=False),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", help="How a CSV file is encoded.", **choice(*ENCODINGS)),
    ] = None,
    accept_equal: Annotated[
        bool,
        typer.Option(
            "--accept-equal", help="Add also rows that are equal to entries logged by hand.", show_default=False
        ),
    ] = False,
) -> None:
    """Append the rows of a sheet to the logs: all of them or none, and the same sheet only once."""
    session: Session = ctx.obj
    data = read_bytes(None if file == "-" else Path(file), LARGEST)
    found = open_sheet(session, SheetRequest(id, data, party, _pairs(mapped or ()), sheet, encoding, accept_equal))
    _tell_aside(session, found)
    if dry_run:
        _preview(session, found, plan_import(session, found))
    else:
        _carry_out(session, found)


def _pairs(mapped: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in mapped:
        heading, sign, key = each.rpartition("=")
        if not sign or not heading.strip():
            raise MedlofteError(
                msg("{text} is not a heading with a key.", text=each), msg("Write --map 'HEADING=key'.")
            )
        found[heading.strip()] = key.strip()
    return found


def _tell_aside(session: Session, found: OpenSheet) -> None:
    notices = () if session.quiet else found.notices
    for each in (*found.warnings, *notices):
        write_stderr(f"medlofte: {escape_terminal(session.translator.plain(each))}\n")


def _preview(session: Session, sheet: OpenSheet, plan: ImportPlan) -> None:
    """Show what would be done. Ends with 1 when it could not be."""
    shown = [f"+ {session.translator(each.at.text)}  {sheet.path(each.wanted.party)}  {each.line}" for each in plan.new]
    shown += [
        f"= {session.translator(each.at.text)}  {sheet.path(each.wanted.party)}  {each.ref or '–'}"
        for each in plan.known
    ]
    for line in shown:
        write_out(f"{escape_line(line)}\n", None)
    for each in plan.conflicts:
        write_out(_said(session, each, "! "), None)
    for each in plan.problems:
        write_stderr(_said(session, each))
    _tell_of_equal_rows(session, plan)
    told = [
        msg_n("{n} row would be added.", "{n} rows would be added.", len(plan.new)),
        msg_n("{n} row is in the log already.", "{n} rows are in the log already.", len(plan.known)),
        msg_n("{n} row is in conflict with the log.", "{n} rows are in conflict with the log.", len(plan.conflicts)),
        msg_n("{n} cell must be fixed.", "{n} cells must be fixed.", len(plan.problems)),
    ]
    if not session.quiet:
        write_out(_joined(session, told), None)
    if not plan.is_clean:
        raise typer.Exit(FINDINGS)


def _carry_out(session: Session, sheet: OpenSheet) -> None:
    """Write the new entries and say how many; with 1 when something is wrong with the sheet."""
    done = import_sheet(session, sheet)
    for each in done.moved:
        tell_user(session.translator, each.message, each.hint)
    plan = done.plan
    _refuse(session, plan)
    _tell_of_equal_rows(session, plan)
    told = [
        msg_n("{n} entry was added.", "{n} entries were added.", len(plan.new)),
        msg_n("{n} row was in the log already.", "{n} rows were in the log already.", len(plan.known)),
    ]
    if not session.quiet:
        write_out(_joined(session, told), None)


def _tell_of_equal_rows(session: Session, plan: ImportPlan) -> None:
    """Name the rows that are equal to a row above: they may be two events, or one that was pasted twice."""
    seen: set[str] = set()
    equal: list[str] = []
    for each in () if session.quiet else plan.new:
        said = repr((each.wanted.party, each.wanted.entry[:-1]))
        if said in seen:
            equal.append(session.translator(each.at.text))
        seen.add(said)
    if equal:
        shown = ", ".join(equal[:_MOST_SHOWN]) + (" …" if len(equal) > _MOST_SHOWN else "")
        message = msg("Equal to a row above, and counted too: {places}", places=shown)
        write_stderr(f"medlofte: {escape_terminal(session.translator.plain(message))}\n")


def _refuse(session: Session, plan: ImportPlan) -> None:
    """End the command when a cell is wrong or a row is in conflict."""
    if plan.is_clean:
        return
    for each in sorted((*plan.problems, *plan.conflicts), key=lambda each: (each.place.row, each.place.column)):
        write_stderr(_said(session, each))
    write_stderr(session.translator(msg("Nothing was written.")) + "\n")
    raise typer.Exit(FINDINGS)


def _said(session: Session, problem: Problem, sign: str = "") -> str:
    text = f"{sign}{session.translator(problem.place.text)}: {session.translator(problem.message)}\n"
    if problem.hint is not None:
        text += f"  {session.translator(msg('help'))}: {session.translator(problem.hint)}\n"
    return text


def _joined(session: Session, told: Iterable[Message]) -> str:
    return " ".join(session.translator(each) for each in told) + "\n"
