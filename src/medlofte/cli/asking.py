"""Asking at a terminal for what was left out, with the choices shown."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from medlofte.cli.session import Session, say_aside
from medlofte.cli.writing import Draft, standing_line
from medlofte.dates import Days
from medlofte.language import Message, say
from medlofte.ledger import check
from medlofte.progress.tally import progress_of
from medlofte.promise import ONGOING, Kind, Promise
from medlofte.recording import SAYS_ENOUGH, activity_of
from medlofte.text import escaped

_YES = frozenset({"ja", "j", "yes", "y"})


def complete(session: Session, draft: Draft, today: Days) -> Draft:
    """The draft with what was left out asked for: promise, activity, number, day, party, place and note."""
    id = draft.id or _chosen(session, say("Promise"), sorted(session.workspace.ids), sorted(session.workspace.ids))
    (id,) = session.ids([id])
    dossier = check(session.workspace.bundle(id), session.workspace.ids).value
    if dossier is None:
        return draft.but(id=id, activity=draft.activity or "")
    promise = dossier.promise
    given = dict(draft.given)
    activity = draft.activity
    if activity is None:
        tallies = progress_of(promise, dossier.logged, today.last).tallies
        lines = [standing_line(session, tally) for tally in tallies]
        activity = _chosen(session, say("Activity"), [tally.activity.id for tally in tallies], lines)
        _ask_into(session, given, "date", say("When"), today.text)
    if not SAYS_ENOUGH.intersection(given):
        _ask_how_many(session, given, promise, activity)
    if draft.activity is None and "place" not in given:
        place = _asked(session, say("Where (may be left empty)"), "")
        given |= {"place": [place]} if place else {}
        _ask_into(session, given, "note", say("Note, without personal data (may be left empty)"), "")
    return draft.but(id=id, activity=activity, given=given, party=draft.party or _party(session, promise, activity))


def _ask_how_many(session: Session, given: dict[str, object], promise: Promise, activity: str) -> None:
    """Ask for the figure that the activity's kind takes: whether it is done, how many are reached, or how many more."""
    found = activity_of(promise, activity)
    target = promise.activities[found].target if isinstance(found, str) else ONGOING
    if target.kind is Kind.MILESTONE:
        given["done"] = _asked(session, say("Is it done (yes/no)"), "").casefold() in _YES
    elif target.kind is Kind.COVERAGE:
        _ask_into(session, given, "reached", say("How many have been reached so far, or all"), "")
    else:
        question = say("How many {unit}", unit=target.unit) if target.unit else say("How many")
        _ask_into(session, given, "count", question, "1")


def _party(session: Session, promise: Promise, activity: str) -> str | None:
    """The party, asked for when several are responsible."""
    found = activity_of(promise, activity)
    responsible = promise.activities[found].responsible if isinstance(found, str) else ()
    if len(responsible) < 2:
        return None
    return _chosen(session, say("Party"), responsible, [promise.parties[each].name for each in responsible])


def _ask_into(session: Session, given: dict[str, object], key: str, question: Message, default: str) -> None:
    if key not in given:
        answer = _asked(session, question, default)
        if answer:
            given[key] = answer


def _chosen(session: Session, question: Message, names: Sequence[str], lines: Sequence[str]) -> str:
    """One of the names, chosen by its number or written out."""
    if len(names) == 1:
        return names[0]
    for number, line in enumerate(lines, 1):
        say_aside(f"{number:4}  {_cut(escaped(line), session.width - 7)}\n")
    answer = _asked(session, question, "")
    return names[int(answer) - 1] if answer.isdecimal() and 0 < int(answer) <= len(names) else answer


def _cut(line: str, width: int) -> str:
    return line if len(line) <= width else f"{line[: width - 1]}…"


def _asked(session: Session, question: Message, default: str) -> str:
    """The answer, or the default for an empty one. An end of input is an interrupt."""
    say_aside(f"{session.voice(question)}{f' [{default}]' if default else ''}: ")
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    return line.strip() or default
