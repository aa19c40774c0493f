"""What the writing commands share: an entry asked for, checked, appended and read back."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import typer

from medlofte.authoring import new_entry as recording
from medlofte.authoring.new_entry import (
    REF_LENGTH,
    Refusal,
    added,
    log_in,
    new_ref,
    refusals,
    two_lines,
    values_of,
    with_lines,
    with_log,
)
from medlofte.cli.require_valid import refuse_errors
from medlofte.cli.session import FINDINGS, Session, notify, say_aside, today_or, write_out
from medlofte.core.dates import Days, days
from medlofte.core.diagnostic import Checked, Diagnostic, Severity
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escaped
from medlofte.core.messages import count, say
from medlofte.core.record import Record
from medlofte.model.entry import Logged
from medlofte.parsing import decoder as decode
from medlofte.parsing.log_writer import line_of
from medlofte.parsing.pipeline import party_of, read_log
from medlofte.progress.tally import Tally, progress_of
from medlofte.progress.wording import status_word, text_of
from medlofte.project import git
from medlofte.project import log_file as journal
from medlofte.reports.validation import Look, Report, render
from medlofte.validation.checker import Bundle, File, check
from medlofte.validation.rules import Dossier

_FILE_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


class Draft(Record):
    """An entry as it was asked for: what is ``given`` is still text. ``file`` names one of the party's files.

    What is to be there ``once`` is not written again when its ``ref`` has been logged.
    """

    id: str | None
    activity: str | None
    party: str | None
    file: str | None
    given: Mapping[str, Any]
    joint: bool = False
    once: bool = False


def append(session: Session, draft: Draft) -> None:
    """Write the entry, print its line and how far the activity has come. Refused, it ends with 1 and writes nothing."""
    today = days(today_or(None).isoformat())
    draft, bundle, before = _completed(session, draft, today)
    dossier = before.value
    assert dossier is not None
    promise = dossier.promise
    values, refused = values_of(promise, {"activity": draft.activity, **draft.given}, today)
    _refuse(session, [*refused, *two_lines(values)])
    _read_back(session, draft.given.get("date"), str(values["date"]))
    party = recording.party_of(promise, [promise.activities[each] for each in _listed(values["activity"])], draft.party)
    if isinstance(party, Refusal):
        _refuse(session, [party])
        return
    path = _path(promise.id, party, draft.file)
    if draft.joint:
        values = _joined(session, dossier, values, party)
    values.setdefault("ref", _new_ref(dossier.logged))
    if draft.once and _is_there(session, dossier, values, party):
        return
    seen = log_in(bundle, path)
    is_torn = bool(seen.data) and not seen.data.endswith(b"\n")
    after = before if is_torn else _with_entry(session, bundle, before, seen, values)
    with journal.opened(session.workspace.place_for(path)) as log:
        mend(session, log)
        if log.data != seen.data:  # another has written meanwhile, or something was mended
            bundle = with_log(session.workspace.bundle(promise.id), File(path, log.data))
            before = check(bundle, session.workspace.ids, Severity.WARNING)
            after = _with_entry(session, bundle, before, File(path, log.data), values)
        log.append([line_of(values)])
    _tell(session, path, values, after, today)
    _doubt(session, path, values, before, after, today)
    _warn(session, added(before, after, Severity.WARNING))
    if not draft.joint:
        _ask_whether_joint(session, dossier, values, party)


def _completed(session: Session, draft: Draft, today: Days) -> tuple[Draft, Bundle, Checked[Dossier]]:
    """The draft with promise and activity, asked for at a terminal where they were left out, and the promise."""
    if session.is_conversation:
        from medlofte.cli.log_prompts import complete

        draft = complete(session, draft, today)
    if draft.id is None or draft.activity is None:
        missing = "ID" if draft.id is None else "ACTIVITY"
        raise MedlofteError(say("{name} is missing.", name=missing), say("See: medlofte log --help"))
    (id,) = session.ids([draft.id])
    bundle = session.workspace.bundle(id)
    checked = check(bundle, session.workspace.ids, Severity.WARNING)
    if checked.value is None or _has_errors_in(checked, bundle.promise.path):
        refuse_errors(session, [id])
        raise MedlofteError(say("The promise {id} can't be read.", id=id))
    return draft.but(id=id), bundle, checked


_WEEKDAYS = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)


def _read_back(session: Session, said: str | None, meant: str) -> None:
    """Tell which day was understood, when it was not written as the log writes it."""
    if said is not None and said.strip() != meant:
        weekday = _WEEKDAYS[days(meant).first.weekday()]
        message = say("{said} is {weekday} {day}", said=said.strip(), weekday=weekday, day=meant)
        say_aside(f"{session.voice(message)}\n")


def _has_errors_in(checked: Checked[Dossier], path: str) -> bool:
    return any(each.path == path and each.severity is Severity.ERROR for each in checked.diagnostics)


def _is_there(session: Session, dossier: Dossier, values: Mapping[str, Any], party: str) -> bool:
    """Whether the entry has been logged before, which is told. Refused when its ``ref`` stands for another entry."""
    found = [each for each in dossier.logged if each.entry.ref == values["ref"]]
    if not found:
        return False
    if found[0].party == party and line_of(_values_in(session, found[0])) == line_of(values):
        notify(session.voice, say("The entry {ref} has been logged before.", ref=str(values["ref"])))
        return True
    message = say("{path} has another entry {ref}.", path=found[0].path, ref=str(values["ref"]))
    _refuse(session, [Refusal("ref", message, say("Change that one, in a pull request."))])
    return True


def _listed(value: Any) -> Sequence[str]:
    return [value] if isinstance(value, str) else value


def _path(id: str, party: str, file: str | None) -> str:
    if file is None:
        return f"promises/{id}/{party}.yaml"
    if not file or not _FILE_SIGNS.issuperset(file):
        raise MedlofteError(say("--file takes small letters, digits and hyphens, such as 2026-03."))
    return f"promises/{id}/{party}.{file}.yaml"


def _new_ref(logged: Iterable[Logged]) -> str:
    used = frozenset(each.entry.ref for each in logged if each.entry.ref is not None)
    return new_ref(used, list(os.urandom(REF_LENGTH)))


def _with_entry(
    session: Session, bundle: Bundle, before: Checked[Dossier], log: File, values: Mapping[str, Any]
) -> Checked[Dossier]:
    """What is to be said when the entry has been added. Ends the command when it would be an error, or is refused."""
    after = check(with_log(bundle, with_lines(log, [line_of(values)])), session.workspace.ids, Severity.WARNING)
    errors = added(before, after)
    if errors:
        show_errors(session, errors)
        say_aside(session.voice(say("Nothing was written.")) + "\n")
        raise typer.Exit(FINDINGS)
    entry, _ = decode.entry(values, ())
    assert entry is not None
    assert before.value is not None
    own = [each for each in before.value.logged if each.party == party_of(log.path)]
    _refuse(session, list(refusals(before.value.promise, own, values, entry)))
    return after


def _refuse(session: Session, refused: Sequence[Refusal]) -> None:
    """End the command when there is anything to refuse."""
    for each in refused:
        notify(session.voice, each.message, each.hint)
    if refused:
        say_aside(session.voice(say("Nothing was written.")) + "\n")
        raise typer.Exit(FINDINGS)


def _warn(session: Session, warnings: Sequence[Diagnostic]) -> None:
    """Tell what ``validate`` will ask about the entry, which was written all the same."""
    for each in () if session.quiet else warnings:
        notify(session.voice, each.message, each.hint)


def _doubt(
    session: Session,
    path: str,
    values: Mapping[str, Any],
    before: Checked[Dossier],
    after: Checked[Dossier],
    today: Days,
) -> None:
    """Ask about what was written all the same: a day that has not been, and what stands in the log already."""
    if session.quiet or before.value is None or after.value is None:
        return
    hint = say("If it is wrong: medlofte log --undo {ref}", ref=str(values["ref"]))
    when = days(str(values["date"]))
    if when.first > today.last:
        message = say("{date} has not been yet; the entry is counted from then on.", date=when.text)
        notify(session.voice, message, hint)
    own = (each for each in after.value.logged if each.path == path and each.entry.ref == values["ref"])
    said = [(each.party, each.entry[:-1]) for each in own]
    same = [each.entry.ref or "–" for each in before.value.logged if (each.party, each.entry[:-1]) in said]
    if same:
        message = say("The same stands in the log already ({ref}), and both are counted.", ref=same[0])
        notify(session.voice, message, hint)


def show_errors(session: Session, errors: Sequence[Diagnostic]) -> None:
    """Print the errors on standard error."""
    look = Look(width=session.width, color=False, quiet=True)
    say_aside(render("text", Report(tuple(errors), 1, 1), session.voice, look))


def mend(session: Session, log: journal.Journal) -> None:
    """Give the log's last line an end, or set a half one aside and say where."""
    log.mend(lambda last: is_whole(log.data, last))
    if log.set_aside:
        name = f"{log.path.name}{journal.REST}"
        message = say("The log ended in half a line, left by an interruption; it was moved to {name}.", name=name)
        notify(session.voice, message)


def is_whole(data: bytes, last: bytes) -> bool:
    """Whether the last line, which has no line break, has a meaning: by itself, or as the end of the whole log."""
    if b"\r" in last[:-1]:
        return True  # line ends of another kind: no line of ours, and none to be moved
    for part in (last, data):
        read = read_log("log", part.removesuffix(b"\r")).value
        if read is not None and all(row.entry is not None or isinstance(row.value, dict) for row in read.rows):
            return True
    return False


def _joined(session: Session, dossier: Dossier, values: dict[str, Any], party: str) -> dict[str, Any]:
    """The values of the other party's entry of that day, which both then tell of. Raises ``MedlofteError``."""
    asked = values.get("ref")
    found = [each for each in _others(dossier, values, party) if asked in (None, each.entry.ref)]
    if not found:
        raise MedlofteError(
            say(
                "No other party has logged {activity} on {date}.",
                activity=", ".join(_listed(values["activity"])),
                date=str(values["date"]),
            )
        )
    if len(found) > 1:
        refs = ", ".join(each.entry.ref or "–" for each in found)
        raise MedlofteError(
            say("There are {n} such entries.", n=len(found)), say("Name one with --ref: {refs}", refs=refs)
        )
    (other,) = found
    if other.entry.ref is None:
        raise MedlofteError(
            say("The entry in {path} has no ref, so that nobody could tell that the two are one.", path=other.path),
            say("Give it a ref first."),
        )
    return _values_in(session, other)


def _others(dossier: Dossier, values: Mapping[str, Any], party: str) -> list[Logged]:
    """What other parties have logged for the same activity in the same days."""
    when, wanted = days(str(values["date"])), set(_listed(values["activity"]))
    return [
        each
        for each in dossier.logged
        if each.party != party and wanted & set(each.entry.activities) and each.entry.date.overlaps(when)
    ]


def _values_in(session: Session, logged: Logged) -> dict[str, Any]:
    """The keys of an entry as they stand in its log."""
    text = read_log(logged.path, session.workspace.read(logged.path).data).value
    assert text is not None, "it has been read once"
    return dict(text.plain(logged.number))


def _tell(session: Session, path: str, values: Mapping[str, Any], checked: Checked[Dossier], today: Days) -> None:
    """Print the line that was written and how far its activities have come."""
    write_out(f"{escaped(path)}\n{escaped(line_of(values))}\n", None)
    if session.quiet:
        return
    if session.is_terminal:
        say_aside(session.voice(say("Take it back with: medlofte log --undo {ref}", ref=str(values["ref"]))) + "\n")
    if checked.has_errors or checked.value is None:
        errors = sum(each.severity is Severity.ERROR for each in checked.diagnostics)
        message = count(
            "The log has {n} error; see medlofte validate.", "The log has {n} errors; see medlofte validate.", errors
        )
        notify(session.voice, message)
        return
    day = max(today.last, days(str(values["date"])).last)
    progress = progress_of(checked.value.promise, checked.value.logged, day)
    for tally in progress.tallies:
        if tally.activity.id in _listed(values["activity"]):
            as_of = session.voice(say("as of {day}", day=day.isoformat()))
            write_out(f"{standing_line(session, tally)} ({as_of})\n", None)


def standing_line(session: Session, tally: Tally) -> str:
    """How far one activity has come, on a line."""
    figure, status = text_of(tally), status_word(tally)
    said = say("{title}: {figure}, {status}", title=tally.activity.title, figure=figure, status=status)
    return escaped(session.voice.whole(said))


def _ask_whether_joint(session: Session, dossier: Dossier, values: Mapping[str, Any], party: str) -> None:
    """Say that another party has logged the same activity in those days, for the work may be counted twice."""
    for each in _others(dossier, values, party):
        entry = each.entry
        if entry.has_figure and entry.ref != values["ref"]:
            message = say(
                "{party} has logged this on {date} too, and both are counted.", party=each.party, date=entry.date.text
            )
            hint = say("If it was the same event, take this one back and log it with --joint.")
            notify(session.voice, message, hint)
            return


def undo(session: Session, ref: str, id: str | None, party: str | None) -> None:
    """Take an entry that is not committed out of its log again, and print its line. Raises ``MedlofteError``."""
    space = session.workspace
    ids = session.ids([id]) if id is not None else sorted(space.ids)
    found = [
        (path, line)
        for each in ids
        for path in space.arrangement.logs.get(each, ())
        if party is None or party_of(path) == party
        for line in _lines_with(space.read(path).data, ref)
    ]
    if not found:
        raise MedlofteError(say("There is no entry {ref}.", ref=ref))
    if len({path for path, _ in found}) > 1:
        raise MedlofteError(say("Several logs have the entry {ref}.", ref=ref), say("Say whose with ID and --party."))
    path, line = found[-1]
    data = space.read(path).data
    if line in git.committed(space.root, path).split(b"\n"):
        raise MedlofteError(
            say("The entry {ref} is committed already.", ref=ref),
            say("Correct it with an entry that says so, or change its line in a pull request."),
        )
    kept = data.split(b"\n")
    del kept[len(kept) - 1 - kept[::-1].index(line)]
    journal.replace(space.place_for(path), b"\n".join(kept), data)
    write_out(f"{session.voice(say('Taken back from {path}:', path=path))}\n{escaped(line.decode())}\n", None)


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
