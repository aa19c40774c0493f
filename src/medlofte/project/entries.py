"""Entries written to the logs of an open project, each checked before and after, and taken out again.

``read_request`` gives a request its meaning, ``write_entry`` writes it. Nothing is printed: what a person should know
is in the values, and what is refused is in ``Rejected``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from medlofte.authoring.new_entry import (
    REF_LENGTH,
    EntryProblem,
    check_new_entry,
    log_in,
    new_diagnostics,
    new_ref,
    party_of,
    two_lines,
    values_of,
    with_lines,
    with_log,
)
from medlofte.core.dates import DateSpan, days
from medlofte.core.diagnostic import Checked, Severity
from medlofte.core.errors import MedlofteError, Notice, Rejected
from medlofte.core.messages import msg
from medlofte.core.record import Record
from medlofte.model.entry import LoggedEntry
from medlofte.parsing import decoder
from medlofte.parsing.log_writer import line_of
from medlofte.parsing.pipeline import party_of as party_of_log
from medlofte.parsing.pipeline import read_log
from medlofte.progress.tally import ActivityFigures, progress_of
from medlofte.project import git, log_file
from medlofte.project.context import Context
from medlofte.validation.checker import ProjectFile, PromiseFiles, check_promise
from medlofte.validation.rules import LoggedPromise

_FILE_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


class EntryRequest(Record):
    """An entry as a person asks for it: what is ``given`` is still text. ``file`` names one of the party's files.

    What is to be there ``once`` is not written again when its ``ref`` has been logged. ``joint`` joins the other
    party's entry of that day.
    """

    id: str | None
    activity: str | None
    party: str | None = None
    file: str | None = None
    given: Mapping[str, Any] = MappingProxyType({})
    joint: bool = False
    once: bool = False


class EntryDraft(Record):
    """A request that was understood: the keys of the entry, and the promise as it is before."""

    request: EntryRequest
    values: Mapping[str, Any]
    bundle: PromiseFiles
    before: Checked[LoggedPromise]
    today: DateSpan

    @property
    def dossier(self) -> LoggedPromise:
        """The promise with its entries."""
        assert self.before.value is not None
        return self.before.value


class WrittenEntry(Record):
    """An entry in its log, and how the promise is checked with it.

    ``is_new`` is false for one that had been logged before. ``moved`` tells of half a line that was set aside,
    ``notices`` ask about what was written all the same, and ``other`` about another party's entry of that day.
    """

    promise: str
    party: str
    path: str
    values: Mapping[str, Any]
    after: Checked[LoggedPromise]
    today: DateSpan
    is_new: bool = True
    moved: Notice | None = None
    notices: tuple[Notice, ...] = ()
    other: Notice | None = None

    @property
    def line(self) -> str:
        """The line of the log."""
        return line_of(self.values)

    @property
    def activities(self) -> tuple[str, ...]:
        """The ids of the activities that it names."""
        return _listed(self.values["activity"])

    @property
    def as_of(self) -> date:
        """Today, or its last day when that is to come."""
        return max(self.today.last, days(str(self.values["date"])).last)

    def tallies(self) -> list[ActivityFigures]:
        """How far its activities have come with it; none while the log has an error."""
        if self.after.has_errors or self.after.value is None:
            return []
        progress = progress_of(self.after.value.promise, self.after.value.logged, self.as_of)
        return [tally for tally in progress.tallies if tally.activity.id in self.activities]


def read_request(context: Context, request: EntryRequest, today: DateSpan) -> EntryDraft:
    """What a request means in its promise. Raises ``MedlofteError``, as ``Rejected`` for what can't be read."""
    if request.id is None or request.activity is None:
        missing = "ID" if request.id is None else "ACTIVITY"
        raise MedlofteError(msg("{name} is missing.", name=missing), msg("See: medlofte log --help"))
    (id,) = context.ids([request.id])
    bundle = context.workspace.bundle(id)
    checked = check_promise(bundle, context.workspace.ids, Severity.WARNING)
    if checked.value is None or any(each.path == bundle.promise.path for each in checked.errors):
        context.require_valid([id])
        raise MedlofteError(msg("The promise {id} can't be read.", id=id))
    values, refused = values_of(checked.value.promise, {"activity": request.activity, **request.given}, today)
    _refuse([*refused, *two_lines(values)])
    return EntryDraft(request.replace(id=id), values, bundle, checked, today)


def write_entry(context: Context, draft: EntryDraft) -> WrittenEntry:
    """Append the entry to its log, checked, locked and on disk when this returns. Raises ``MedlofteError``.

    Raises ``Rejected`` when it would be an error or is refused, and has then written nothing.
    """
    request, dossier, values = draft.request, draft.dossier, dict(draft.values)
    promise = dossier.promise
    party = party_of(promise, [promise.activities[each] for each in _listed(values["activity"])], request.party)
    if isinstance(party, EntryProblem):
        raise Rejected(problems=[_notice(party)])
    path = _path(promise.id, party, request.file)
    if request.joint:
        values = _joined(context, dossier, values, party)
    values.setdefault("ref", _new_ref(dossier.logged))
    if request.once and _is_there(context, dossier, values, party):
        return WrittenEntry(promise.id, party, path, values, draft.before, draft.today, is_new=False)
    before, after, moved = _append(context, draft, path, values)
    written = WrittenEntry(promise.id, party, path, values, after, draft.today, moved=moved)
    warnings = (Notice(each.message, each.hint) for each in new_diagnostics(before, after, Severity.WARNING))
    return written.replace(
        notices=(*_doubts(written, before), *warnings),
        other=None if request.joint else _logged_by_another(dossier, values, party),
    )


def _append(
    context: Context, draft: EntryDraft, path: str, values: Mapping[str, Any]
) -> tuple[Checked[LoggedPromise], Checked[LoggedPromise], Notice | None]:
    """Append the line. The promise as it was checked before and with it, and what was set aside."""
    bundle, before = draft.bundle, draft.before
    seen = log_in(bundle, path)
    is_torn = bool(seen.data) and not seen.data.endswith(b"\n")
    after = before if is_torn else _with_entry(context, bundle, before, seen, values)
    with log_file.open_locked(context.workspace.place_for(path)) as log:
        moved = complete_last_line(log)
        if log.data != seen.data:  # another has written meanwhile, or something was mended
            now = ProjectFile(path, log.data)
            bundle = with_log(context.workspace.bundle(bundle.id), now)
            before = check_promise(bundle, context.workspace.ids, Severity.WARNING)
            after = _with_entry(context, bundle, before, now, values, moved)
        log.append([line_of(values)])
    return before, after, moved


def _with_entry(
    context: Context,
    bundle: PromiseFiles,
    before: Checked[LoggedPromise],
    log: ProjectFile,
    values: Mapping[str, Any],
    moved: Notice | None = None,
) -> Checked[LoggedPromise]:
    """The promise checked with the entry. Raises ``Rejected`` when it would be an error, or is refused."""
    notices = [moved] if moved is not None else []
    after = check_promise(with_log(bundle, with_lines(log, [line_of(values)])), context.workspace.ids, Severity.WARNING)
    errors = new_diagnostics(before, after)
    if errors:
        raise Rejected(diagnostics=errors, notices=notices)
    entry, _ = decoder.entry(values, ())
    assert entry is not None
    assert before.value is not None
    own = [each for each in before.value.logged if each.party == party_of_log(log.path)]
    _refuse(check_new_entry(before.value.promise, own, values, entry), notices)
    return after


def _refuse(refused: Iterable[EntryProblem], notices: Sequence[Notice] = ()) -> None:
    """Raise ``Rejected`` when there is anything to refuse."""
    problems = [_notice(each) for each in refused]
    if problems:
        raise Rejected(problems=problems, notices=notices)


def _notice(refusal: EntryProblem) -> Notice:
    return Notice(refusal.message, refusal.hint)


def _is_there(context: Context, dossier: LoggedPromise, values: Mapping[str, Any], party: str) -> bool:
    """Whether the entry has been logged before. Raises ``Rejected`` when its ``ref`` stands for another entry."""
    found = next((each for each in dossier.logged if each.entry.ref == values["ref"]), None)
    if found is None:
        return False
    if found.party == party and line_of(_values_in(context, found)) == line_of(values):
        return True
    message = msg("{path} has another entry {ref}.", path=found.path, ref=str(values["ref"]))
    raise Rejected(problems=[Notice(message, msg("Change that one, in a pull request."))])


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _path(id: str, party: str, file: str | None) -> str:
    if file is None:
        return f"promises/{id}/{party}.yaml"
    if not file or not _FILE_SIGNS.issuperset(file):
        raise MedlofteError(msg("--file takes small letters, digits and hyphens, such as 2026-03."))
    return f"promises/{id}/{party}.{file}.yaml"


def _new_ref(logged: Iterable[LoggedEntry]) -> str:
    used = frozenset(each.entry.ref for each in logged if each.entry.ref is not None)
    return new_ref(used, list(os.urandom(REF_LENGTH)))


# What is asked about an entry that was written all the same


def _doubts(written: WrittenEntry, before: Checked[LoggedPromise]) -> Iterator[Notice]:
    """That its day has not been, and that the log has the same entry already."""
    if before.value is None or written.after.value is None:
        return
    ref = written.values["ref"]
    hint = msg("If it is wrong: medlofte log --undo {ref}", ref=str(ref))
    when = days(str(written.values["date"]))
    if when.first > written.today.last:
        yield Notice(msg("{date} has not been yet; the entry is counted from then on.", date=when.text), hint)
    own = [each for each in written.after.value.logged if each.path == written.path and each.entry.ref == ref]
    said = [(each.party, each.entry[:-1]) for each in own]
    same = [each.entry.ref or "–" for each in before.value.logged if (each.party, each.entry[:-1]) in said]
    if same:
        yield Notice(msg("The log already has the same ({ref}), and both are counted.", ref=same[0]), hint)


def _logged_by_another(dossier: LoggedPromise, values: Mapping[str, Any], party: str) -> Notice | None:
    """That another party has logged the same activity in those days, for the work may be counted twice."""
    for each in _others(dossier, values, party):
        if each.entry.has_figure and each.entry.ref != values["ref"]:
            message = msg(
                "{party} has logged this on {date} too, and both are counted.",
                party=each.party,
                date=each.entry.date.text,
            )
            return Notice(message, msg("If it was the same event, take this one back and log it with --joint."))
    return None


def _joined(context: Context, dossier: LoggedPromise, values: Mapping[str, Any], party: str) -> dict[str, Any]:
    """The values of the other party's entry of that day, which both then report. Raises ``MedlofteError``."""
    asked = values.get("ref")
    found = [each for each in _others(dossier, values, party) if asked in (None, each.entry.ref)]
    if not found:
        raise MedlofteError(
            msg(
                "No other party has logged {activity} on {date}.",
                activity=", ".join(_listed(values["activity"])),
                date=str(values["date"]),
            )
        )
    if len(found) > 1:
        refs = ", ".join(each.entry.ref or "–" for each in found)
        raise MedlofteError(
            msg("There are {n} such entries.", n=len(found)), msg("Name one with --ref: {refs}", refs=refs)
        )
    (other,) = found
    if other.entry.ref is None:
        raise MedlofteError(
            msg("The entry in {path} has no ref, so nothing would show that the two are one.", path=other.path),
            msg("Give it a ref first."),
        )
    return _values_in(context, other)


def _others(dossier: LoggedPromise, values: Mapping[str, Any], party: str) -> list[LoggedEntry]:
    """What other parties have logged for the same activity in the same days."""
    when, wanted = days(str(values["date"])), set(_listed(values["activity"]))
    return [
        each
        for each in dossier.logged
        if each.party != party and wanted & set(each.entry.activities) and each.entry.date.overlaps(when)
    ]


def _values_in(context: Context, logged: LoggedEntry) -> dict[str, Any]:
    """The keys of an entry as they stand in its log."""
    text = read_log(logged.path, context.workspace.read(logged.path).data).value
    assert text is not None, "it has been read once"
    return dict(text.plain(logged.number))


# The end of a log


def complete_last_line(log: log_file.LogFile) -> Notice | None:
    """Give the log's last line an end, or set a half one aside, and then say where it is."""
    log.complete_last_line(lambda last: is_whole(log.data, last))
    if not log.set_aside:
        return None
    name = f"{log.path.name}{log_file.REMAINDER_SUFFIX}"
    return Notice(msg("The log ended in half a line, left by an interruption; it was moved to {name}.", name=name))


def is_whole(data: bytes, last: bytes) -> bool:
    """Whether the last line, which has no line break, has a meaning: by itself, or as the end of the whole log."""
    if b"\r" in last[:-1]:
        return True  # line ends of another kind: no line of ours, and none to be moved
    for part in (last, data):
        read = read_log("log", part.removesuffix(b"\r")).value
        if read is not None and all(row.entry is not None or isinstance(row.value, dict) for row in read.rows):
            return True
    return False


# Taken out again


class RemovedEntry(Record):
    """The line that was taken out of a log."""

    path: str
    line: str


def remove_entry(context: Context, ref: str, id: str | None, party: str | None) -> RemovedEntry:
    """Take an entry that is not committed out of its log again. Raises ``MedlofteError``."""
    space = context.workspace
    ids = context.ids([id]) if id is not None else sorted(space.ids)
    found = [
        (path, line)
        for each in ids
        for path in space.arrangement.logs.get(each, ())
        if party is None or party_of_log(path) == party
        for line in _lines_with(space.read(path).data, ref)
    ]
    if not found:
        raise MedlofteError(msg("There is no entry {ref}.", ref=ref))
    if len({path for path, _ in found}) > 1:
        raise MedlofteError(msg("Several logs have the entry {ref}.", ref=ref), msg("Say whose with ID and --party."))
    path, line = found[-1]
    data = space.read(path).data
    if line in git.read_committed(space.root, path).split(b"\n"):
        raise MedlofteError(
            msg("The entry {ref} is committed already.", ref=ref),
            msg("Correct it with an entry that says so, or change its line in a pull request."),
        )
    kept = data.split(b"\n")
    del kept[len(kept) - 1 - kept[::-1].index(line)]
    log_file.replace(space.place_for(path), b"\n".join(kept), data)
    return RemovedEntry(path, line.decode())


def _lines_with(data: bytes, ref: str) -> list[bytes]:
    """The lines that hold the entry of the reference, and nothing else."""
    found = []
    for line in data.split(b"\n"):
        rows = read_log("log", line).value if ref.encode() in line else None
        if rows is not None and len(rows.rows) == 1:
            row = rows.rows[0]
            values = {"ref": row.entry.ref} if row.entry is not None else row.value
            if isinstance(values, dict) and values.get("ref") == ref:
                found.append(line)
    return found
