"""A sheet imported into the logs of an open project: all of its rows or none, and each of them once.

``open_sheet`` reads it, ``plan_import`` says what would be done, ``import_sheet`` does it. Nothing is printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from types import MappingProxyType

from medlofte.authoring.new_entry import log_in, new_diagnostics, with_lines, with_log
from medlofte.core.diagnostic import Checked, Severity
from medlofte.core.errors import MedlofteError, Notice
from medlofte.core.messages import Message, msg
from medlofte.core.record import Record
from medlofte.project import log_file
from medlofte.project.context import Context
from medlofte.project.entries import complete_last_line, is_whole
from medlofte.spreadsheets import rows as _rows
from medlofte.spreadsheets.import_plan import ImportPlan, ImportPlanner, locate_errors
from medlofte.spreadsheets.opening import OpenedSheet, SheetOptions, open_spreadsheet
from medlofte.spreadsheets.rows import Sheet, SheetEntry, is_blank
from medlofte.spreadsheets.sheet import Problem, personal_numbers
from medlofte.validation import rules
from medlofte.validation.checker import ProjectFile, PromiseFiles, check_promise
from medlofte.validation.rules import LoggedPromise


class SheetRequest(Record):
    """A sheet to be imported into the logs of a promise, and how it is to be read.

    ``headings`` are the keys that headings stand for, besides those of the project's settings. ``accept_equal`` adds
    also rows that are equal to entries logged by hand.
    """

    id: str
    data: bytes
    party: str | None = None
    headings: Mapping[str, str] = MappingProxyType({})
    sheet: str | None = None
    encoding: str | None = None
    accept_equal: bool = False


class OpenSheet(Record):
    """A sheet that has been read: the rows that could be understood, and what is wrong with the others.

    ``warnings`` and ``notices`` say how it was read.
    """

    id: str
    sheet: Sheet
    wanted: tuple[SheetEntry, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Message, ...]
    notices: tuple[Message, ...]
    accept_equal: bool

    def path(self, party: str) -> str:
        """Where new entries of a party go."""
        return f"promises/{self.id}/{party}.yaml"


class Imported(Record):
    """What was written of a plan: all of it, or nothing when it is not clean. ``moved`` is what was set aside."""

    plan: ImportPlan
    moved: tuple[Notice, ...] = ()


def open_sheet(context: Context, request: SheetRequest) -> OpenSheet:
    """Read a sheet. Raises ``MedlofteError`` when it, or the promise, can't be read."""
    (id,) = context.ids([request.id])
    dossier = _require_readable(context, _bundle(context, id)).value
    assert dossier is not None
    if request.party is not None and request.party not in dossier.promise.parties:
        hint = msg("Known parties: {parties}", parties=", ".join(dossier.promise.parties))
        raise MedlofteError(msg("The promise has no party {party}.", party=request.party), hint)
    headings = dict(context.require_settings().get("import", {}).get("map") or {})
    found = open_spreadsheet(request.data, SheetOptions(request.encoding, request.sheet, request.headings, headings))
    sheet = Sheet(found.name, found.headings, dossier.promise, request.party)
    wanted, problems = _read(context, sheet, found)
    return OpenSheet(id, sheet, wanted, problems, tuple(found.warnings), tuple(found.notices), request.accept_equal)


def _read(context: Context, sheet: Sheet, found: OpenedSheet) -> tuple[tuple[SheetEntry, ...], tuple[Problem, ...]]:
    """The rows that could be understood, and everything that is wrong with the sheet's cells."""
    wanted: list[SheetEntry] = []
    problems = list(found.headings.problems)
    for row in context.track(found.rows, msg("Reading")):
        personal = list(personal_numbers(found.name, row))
        problems += personal
        if row.number <= found.headings.row or is_blank(row, found.headings):
            continue
        result = _rows.read(sheet, row)
        if isinstance(result, list):
            problems += result
        elif not personal:
            wanted.append(result)
    return tuple(wanted), tuple(problems)


def plan_import(context: Context, sheet: OpenSheet) -> ImportPlan:
    """What the import would do to the logs, checked as everything is."""
    return _plan(context, sheet, context.workspace.bundle(sheet.id))


def import_sheet(context: Context, sheet: OpenSheet) -> Imported:
    """Write the new entries, unless something is wrong. The logs stay locked from the last look until they are.

    Raises ``MedlofteError`` when they can't be written, and has then written nothing.
    """
    bundle = _bundle(context, sheet.id)
    plan = _plan(context, sheet, bundle)
    if not plan.is_clean:
        return Imported(plan)
    moved: list[Notice] = []
    with ExitStack() as stack:
        logs = {
            party: stack.enter_context(log_file.open_locked(context.workspace.place_for(sheet.path(party))))
            for party in plan.parties
        }
        now = _bundle(context, sheet.id)
        for party, log in logs.items():
            moved += filter(None, [complete_last_line(log)])
            if log.data:
                now = with_log(now, ProjectFile(sheet.path(party), log.data))
        if now != bundle:
            plan = _plan(context, sheet, now)
            if not plan.is_clean:
                return Imported(plan, tuple(moved))
        if not set(plan.parties) <= set(logs):
            raise MedlofteError(msg("The logs were changed meanwhile."), msg("Run the command again."))
        _append([(logs[party], _lines(plan, party)) for party in plan.parties])
    return Imported(plan, tuple(moved))


def _plan(context: Context, sheet: OpenSheet, bundle: PromiseFiles) -> ImportPlan:
    before = _require_readable(context, bundle)
    planner = ImportPlanner(sheet.sheet, before.value.logged if before.value else (), sheet.accept_equal)
    plan = planner.plan(list(sheet.wanted), lambda alike: context.track(alike, msg("Comparing")))
    problems = [*sheet.problems, *plan.problems]
    if plan.new:
        firsts, after = _after(sheet, bundle, plan)
        errors = new_diagnostics(before, check_promise(after, context.workspace.ids, Severity.ERROR))
        said = {each.place for each in problems}
        problems += (each for each in locate_errors(plan, sheet.sheet, firsts, errors) if each.place not in said)
    return plan.replace(problems=tuple(sorted(problems, key=lambda each: (each.place.row, each.place.column))))


def _after(sheet: OpenSheet, bundle: PromiseFiles, plan: ImportPlan) -> tuple[dict[str, int], PromiseFiles]:
    """The bundle with the new lines, and the number of each log's first new line."""
    firsts: dict[str, int] = {}
    for party in plan.parties:
        log = with_lines(log_in(bundle, sheet.path(party)), ())
        firsts[log.path] = log.data.count(b"\n") + 1
        bundle = with_log(bundle, with_lines(log, _lines(plan, party)))
    return firsts, bundle


def _bundle(context: Context, id: str) -> PromiseFiles:
    """The promise's files as they will be once the half lines are set aside that an interruption has left."""
    bundle = context.workspace.bundle(id)
    return PromiseFiles(bundle.promise, tuple(map(_without_half_line, bundle.logs)))


def _without_half_line(file: ProjectFile) -> ProjectFile:
    half = log_file.half_line(file.data, lambda last: is_whole(file.data, last))
    return file.replace(data=file.data.removesuffix(half))


def _lines(plan: ImportPlan, party: str) -> list[str]:
    return [each.line for each in plan.new if each.wanted.party == party]


def _require_readable(context: Context, bundle: PromiseFiles) -> Checked[LoggedPromise]:
    """The promise with its entries. Raises ``Rejected`` where a file could not be read as it should."""
    checked = check_promise(bundle, context.workspace.ids, Severity.ERROR)
    by_rules = {rule.code.name for rule in rules.RULES}
    if checked.value is None or any(each.code not in by_rules for each in checked.errors):
        context.require_valid([bundle.id])
        raise MedlofteError(msg("The promise {id} can't be read.", id=bundle.id))
    return checked


def _append(added: Sequence[tuple[log_file.LogFile, list[str]]]) -> None:
    """Add lines to all logs or, when one can't be written, to none. Raises ``OSError``."""
    done: list[tuple[log_file.LogFile, int]] = []
    try:
        for log, lines in added:
            length = len(log.data)
            log.append(lines)
            done.append((log, length))
    except BaseException:
        for log, length in done:
            log.take_back(length)
        raise
