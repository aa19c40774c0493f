"""``medlofte log`` on the screen: what is asked for, the entry that was written, and what is to be asked about it."""

from __future__ import annotations

from medlofte.cli.output import tell, tell_user, write_out, write_stderr
from medlofte.cli.session import Session
from medlofte.core.dates import days
from medlofte.core.errors import Notice
from medlofte.core.escaping import escape_line
from medlofte.core.messages import msg, msg_n
from medlofte.project.context import today_or
from medlofte.project.entries import EntryRequest, WrittenEntry, read_request, remove_entry, write_entry
from medlofte.reports.progress.view import activity_line


def append(session: Session, request: EntryRequest) -> None:
    """Write the entry, print its line and how far the activity has come. Raises ``MedlofteError``."""
    today = days(today_or(None).isoformat())
    if session.is_conversation:
        from medlofte.cli.log_prompts import complete

        request = complete(session, request, today)
    draft = read_request(session, request, today)
    _read_back(session, request.given.get("date"), str(draft.values["date"]))
    written = write_entry(session, draft)
    if not written.is_new:
        tell_user(session.translator, msg("The entry {ref} has been logged before.", ref=str(written.values["ref"])))
        return
    _notify(session, written.moved)
    _tell(session, written)
    for each in () if session.quiet else written.notices:
        _notify(session, each)
    _notify(session, written.other)


_WEEKDAYS = (
    msg("Monday"),
    msg("Tuesday"),
    msg("Wednesday"),
    msg("Thursday"),
    msg("Friday"),
    msg("Saturday"),
    msg("Sunday"),
)


def _read_back(session: Session, said: str | None, meant: str) -> None:
    """Tell which day was understood, when it was not written as the log writes it."""
    if said is not None and said.strip() != meant:
        weekday = _WEEKDAYS[days(meant).first.weekday()]
        message = msg("{said} is {weekday} {day}", said=said.strip(), weekday=weekday, day=meant)
        write_stderr(f"{session.translator(message)}\n")


def _notify(session: Session, notice: Notice | None) -> None:
    if notice is not None:
        tell_user(session.translator, notice.message, notice.hint)


def _tell(session: Session, written: WrittenEntry) -> None:
    """Print the line that was written and how far its activities have come."""
    write_out(f"{escape_line(written.path)}\n{escape_line(written.line)}\n", None)
    if session.quiet:
        return
    if session.is_terminal:
        tell(session, msg("Take it back with: medlofte log --undo {ref}", ref=str(written.values["ref"])))
    if written.after.has_errors:
        message = msg_n(
            "The log has {n} error; see medlofte validate.",
            "The log has {n} errors; see medlofte validate.",
            len(written.after.errors),
        )
        tell_user(session.translator, message)
    for tally in written.tallies():
        as_of = session.translator(msg("as of {day}", day=written.as_of.isoformat()))
        write_out(f"{activity_line(tally, session.translator)} ({as_of})\n", None)


def undo(session: Session, ref: str, id: str | None, party: str | None) -> None:
    """Take an entry that is not committed out of its log again, and print its line. Raises ``MedlofteError``."""
    removed = remove_entry(session, ref, id, party)
    taken_back = session.translator(msg("Taken back from {path}:", path=removed.path))
    write_out(f"{taken_back}\n{escape_line(removed.line)}\n", None)
