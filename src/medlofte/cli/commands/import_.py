"""``medlofte import``: the rows of a sheet as entries, all of them or none, and each of them once."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any

import typer

from medlofte.authoring.new_entry import added, log_in, with_lines, with_log
from medlofte.cli import session as _session
from medlofte.cli.log_entry import is_whole, mend
from medlofte.cli.options import Lang, Quiet, Root, choice, offers
from medlofte.cli.progress_bar import waiting
from medlofte.cli.require_valid import refuse_errors
from medlofte.cli.session import FINDINGS, Session, say_aside
from medlofte.core.diagnostic import Checked, Severity
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escaped, terminal
from medlofte.core.messages import Message, count, say
from medlofte.core.record import Record
from medlofte.project import log_file as journal
from medlofte.project.workspace import SETTINGS, read_bytes
from medlofte.spreadsheets import rows as _rows
from medlofte.spreadsheets.csv_reader import ENCODINGS
from medlofte.spreadsheets.import_plan import Plan, Planner, located
from medlofte.spreadsheets.opening import Asked, Opened, opened
from medlofte.spreadsheets.rows import Sheet, Wanted, is_blank
from medlofte.spreadsheets.sheet import Problem, personal_numbers
from medlofte.validation import rules
from medlofte.validation.checker import Bundle, File, check, check_settings
from medlofte.validation.rules import Dossier

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
            "--map", metavar="HEADING=KEY", help="What a heading stands for; may be repeated.", show_default=False
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
    root: Root = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Append the rows of a sheet to the logs: all of them or none, and the same sheet only once."""
    session = _session.open_session(ctx.obj, root, lang, None, quiet)
    (id,) = session.ids([id])
    dossier = _checked(session, _bundle(session, id)).value
    assert dossier is not None
    if party is not None and party not in dossier.promise.parties:
        hint = say("Known parties: {parties}", parties=", ".join(dossier.promise.parties))
        raise MedlofteError(say("The promise has no party {party}.", party=party), hint)
    data = read_bytes(None if file == "-" else Path(file), LARGEST)
    found = opened(data, Asked(encoding, sheet, _pairs(mapped or ()), _remembered(session)))
    _tell_aside(session, found)
    read = Sheet(found.name, found.headings, dossier.promise, party)
    wanted, problems = _read(session, read, found)
    job = _Job(session, id, read, wanted, problems, accept_equal)
    if dry_run:
        _preview(session, job, job.plan(session.workspace.bundle(id)))
    else:
        _carry_out(session, job)


class _Job(Record):
    """An import that has been read: the rows that could be understood, and what is wrong with the others."""

    session: Session
    id: str
    sheet: Sheet
    wanted: list[Wanted]
    problems: list[Problem]
    accept_equal: bool

    def plan(self, bundle: Bundle) -> Plan:
        """What the import would do to the logs as they are in the bundle, checked as everything is."""
        before = _checked(self.session, bundle)
        planner = Planner(self.sheet, before.value.logged if before.value else (), self.accept_equal)
        plan = planner.plan(self.wanted, lambda alike: waiting(self.session, alike, say("Comparing")))
        problems = [*self.problems, *plan.problems]
        if plan.new:
            firsts, after = self._after(bundle, plan)
            errors = added(before, check(after, self.session.workspace.ids, Severity.ERROR))
            said = {each.place for each in problems}
            problems += (each for each in located(plan, self.sheet, firsts, errors) if each.place not in said)
        return plan.but(problems=tuple(sorted(problems, key=lambda each: (each.place.row, each.place.column))))

    def path(self, party: str) -> str:
        """Where new entries of a party go."""
        return f"promises/{self.id}/{party}.yaml"

    def _after(self, bundle: Bundle, plan: Plan) -> tuple[dict[str, int], Bundle]:
        """The bundle with the new lines, and the number of each log's first new line."""
        firsts: dict[str, int] = {}
        for party in plan.parties:
            log = with_lines(log_in(bundle, self.path(party)), ())
            firsts[log.path] = log.data.count(b"\n") + 1
            bundle = with_log(bundle, with_lines(log, _lines(plan, party)))
        return firsts, bundle


def _bundle(session: Session, id: str) -> Bundle:
    """The promise's files as they will be once the half lines are set aside that an interruption has left."""
    bundle = session.workspace.bundle(id)
    return Bundle(bundle.promise, tuple(map(_without_half_line, bundle.logs)))


def _without_half_line(file: File) -> File:
    half = journal.half_line(file.data, lambda last: is_whole(file.data, last))
    return file.but(data=file.data.removesuffix(half))


def _lines(plan: Plan, party: str) -> list[str]:
    return [each.line for each in plan.new if each.wanted.party == party]


def _checked(session: Session, bundle: Bundle) -> Checked[Dossier]:
    """The promise with its entries. Where a file could not be read as it should, its errors end the command."""
    checked = check(bundle, session.workspace.ids, Severity.ERROR)
    by_rules = {rule.code.name for rule in rules.RULES}
    unread = any(each.severity is Severity.ERROR and each.code not in by_rules for each in checked.diagnostics)
    if checked.value is None or unread:
        refuse_errors(session, [bundle.id])
        raise MedlofteError(say("The promise {id} can't be read.", id=bundle.id))
    return checked


def _pairs(mapped: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in mapped:
        heading, sign, key = each.rpartition("=")
        if not sign or not heading.strip():
            raise MedlofteError(say("{text} is no heading with a key.", text=each), say("Write --map 'HEADING=key'."))
        found[heading.strip()] = key.strip()
    return found


def _remembered(session: Session) -> Mapping[str, str]:
    """What headings stand for, as the project's settings say. Raises ``MedlofteError``."""
    settings = session.workspace.settings()
    if settings is None:
        return {}
    checked = check_settings(settings)
    if checked.has_errors or checked.value is None:
        raise MedlofteError(say("{path} has an error.", path=SETTINGS), say("See: medlofte validate"))
    own: Any = checked.value.get("import") or {}
    return dict(own.get("map") or {})


def _tell_aside(session: Session, found: Opened) -> None:
    notices = () if session.quiet else found.notices
    for each in (*found.warnings, *notices):
        say_aside(f"medlofte: {terminal(session.voice.whole(each))}\n")


def _read(session: Session, sheet: Sheet, found: Opened) -> tuple[list[Wanted], list[Problem]]:
    """The rows that could be understood, and everything that is wrong with the sheet's cells."""
    wanted: list[Wanted] = []
    problems = list(found.headings.problems)
    for row in waiting(session, found.rows, say("Reading")):
        personal = list(personal_numbers(found.name, row))
        problems += personal
        if row.number <= found.headings.row or is_blank(row, found.headings):
            continue
        result = _rows.read(sheet, row)
        if isinstance(result, list):
            problems += result
        elif not personal:
            wanted.append(result)
    return wanted, problems


def _preview(session: Session, job: _Job, plan: Plan) -> None:
    """Show what would be done. Ends with 1 when it could not be."""
    shown = [f"+ {session.voice(each.at.text)}  {job.path(each.wanted.party)}  {each.line}" for each in plan.new]
    shown += [
        f"= {session.voice(each.at.text)}  {job.path(each.wanted.party)}  {each.ref or '–'}" for each in plan.known
    ]
    for line in shown:
        _session.write_out(f"{escaped(line)}\n", None)
    for each in plan.conflicts:
        _session.write_out(_said(session, each, "! "), None)
    for each in plan.problems:
        say_aside(_said(session, each))
    _tell_of_equal_rows(session, plan)
    told = [
        count("{n} row would be added.", "{n} rows would be added.", len(plan.new)),
        count("{n} row is in the log already.", "{n} rows are in the log already.", len(plan.known)),
        count("{n} row is in conflict with the log.", "{n} rows are in conflict with the log.", len(plan.conflicts)),
        count("{n} cell must be mended.", "{n} cells must be mended.", len(plan.problems)),
    ]
    if not session.quiet:
        _session.write_out(_joined(session, told), None)
    if not plan.is_clean:
        raise typer.Exit(FINDINGS)


def _carry_out(session: Session, job: _Job) -> None:
    """Write the new entries, unless something is wrong. The logs stay locked from the last look until they are."""
    bundle = _bundle(session, job.id)
    plan = job.plan(bundle)
    _refuse(session, plan)
    with ExitStack() as stack:
        logs = {
            party: stack.enter_context(journal.opened(session.workspace.place_for(job.path(party))))
            for party in plan.parties
        }
        now = _bundle(session, job.id)
        for party, log in logs.items():
            mend(session, log)
            if log.data:
                now = with_log(now, File(job.path(party), log.data))
        if now != bundle:
            plan = job.plan(now)
            _refuse(session, plan)
        if not set(plan.parties) <= set(logs):
            raise MedlofteError(say("The logs were changed meanwhile."), say("Run the command again."))
        _append([(logs[party], _lines(plan, party)) for party in plan.parties])
    _tell_of_equal_rows(session, plan)
    told = [
        count("{n} entry was added.", "{n} entries were added.", len(plan.new)),
        count("{n} row was in the log already.", "{n} rows were in the log already.", len(plan.known)),
    ]
    if not session.quiet:
        _session.write_out(_joined(session, told), None)


def _tell_of_equal_rows(session: Session, plan: Plan) -> None:
    """Name the rows that are equal to a row above: they may be two events, or one that was pasted twice."""
    seen: set[str] = set()
    equal: list[str] = []
    for each in () if session.quiet else plan.new:
        said = repr((each.wanted.party, each.wanted.entry[:-1]))
        if said in seen:
            equal.append(session.voice(each.at.text))
        seen.add(said)
    if equal:
        shown = ", ".join(equal[:_MOST_SHOWN]) + (" …" if len(equal) > _MOST_SHOWN else "")
        message = say("Equal to a row above, and counted too: {places}", places=shown)
        say_aside(f"medlofte: {terminal(session.voice.whole(message))}\n")


def _append(added: Sequence[tuple[journal.Journal, list[str]]]) -> None:
    """Add lines to all logs or, when one can't be written, to none. Raises ``OSError``."""
    done: list[tuple[journal.Journal, int]] = []
    try:
        for log, lines in added:
            length = len(log.data)
            log.append(lines)
            done.append((log, length))
    except BaseException:
        for log, length in done:
            log.take_back(length)
        raise


def _refuse(session: Session, plan: Plan) -> None:
    """End the command when a cell is wrong or a row is in conflict."""
    if plan.is_clean:
        return
    for each in sorted((*plan.problems, *plan.conflicts), key=lambda each: (each.place.row, each.place.column)):
        say_aside(_said(session, each))
    say_aside(session.voice(say("Nothing was written.")) + "\n")
    raise typer.Exit(FINDINGS)


def _said(session: Session, problem: Problem, sign: str = "") -> str:
    text = f"{sign}{session.voice(problem.place.text)}: {session.voice(problem.message)}\n"
    if problem.hint is not None:
        text += f"  {session.voice(say('help'))}: {session.voice(problem.hint)}\n"
    return text


def _joined(session: Session, told: Iterable[Message]) -> str:
    return " ".join(session.voice(each) for each in told) + "\n"
