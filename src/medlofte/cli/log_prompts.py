"""Asking at a terminal for what was left out, with the choices shown."""

from __future__ import annotations

from medlofte.authoring.new_entry import SAYS_ENOUGH, EntryProblem, activity_of, values_of
from medlofte.cli.output import tell_user
from medlofte.cli.prompts import ask, choose_one
from medlofte.cli.session import Session
from medlofte.core.dates import DateSpan
from medlofte.core.messages import Message, msg
from medlofte.core.record import Record
from medlofte.model.promise import ONGOING, Promise, TargetKind
from medlofte.progress.tally import progress_of
from medlofte.project.entries import EntryRequest
from medlofte.reports.progress.view import activity_line
from medlofte.validation.checker import check_promise

_YES = frozenset({"ja", "j", "yes", "y"})


def complete(session: Session, request: EntryRequest, today: DateSpan) -> EntryRequest:
    """The request with what was left out asked for: promise, activity, number, day, party, place and note."""
    known = sorted(session.workspace.ids)
    id = request.id or choose_one(session, msg("Promise"), known, known, known.__contains__)
    (id,) = session.ids([id])
    dossier = check_promise(session.workspace.bundle(id), session.workspace.ids).value
    if dossier is None:
        return request.replace(id=id, activity=request.activity or "")
    promise = dossier.promise
    given = dict(request.given)
    activity = request.activity
    if activity is None:
        tallies = progress_of(promise, dossier.logged, today.last).tallies
        lines = [activity_line(tally, session.translator) for tally in tallies]
        names = [tally.activity.id for tally in tallies]
        activity = choose_one(session, msg("Activity"), names, lines, lambda name: _is_activity(promise, name))
    asker = _Asker(session, promise, activity, today, given)
    if request.activity is None:
        asker.ask("date", msg("When"), today.text)
    if not SAYS_ENOUGH.intersection(given):
        _ask_how_many(session, asker, promise, activity)
    if request.activity is None and "place" not in given:
        place = ask(session, msg("Where (may be left empty)"), "")
        given |= {"place": [place]} if place else {}
        asker.ask("note", msg("Note, without personal data (may be left empty)"), "")
    return request.replace(
        id=id, activity=activity, given=given, party=request.party or _party(session, promise, activity)
    )


class _Asker(Record):
    """Asks for what an entry holds, until it can be read; what is answered goes into ``given``."""

    session: Session
    promise: Promise
    activity: str
    today: DateSpan
    given: dict[str, object]

    def ask(self, key: str, question: Message, default: str) -> None:
        """Ask for one key, unless it was given already. An empty answer leaves it out."""
        while key not in self.given:
            answer = ask(self.session, question, default)
            wrong = [each for each in self._refusals(key, answer) if answer]
            for each in wrong:
                tell_user(self.session.translator, each.message, each.hint)
            if not wrong:
                self.given.update({key: answer} if answer else {})
                return

    def _refusals(self, key: str, answer: str) -> list[EntryProblem]:
        """Why the answer can't be read."""
        refused = values_of(self.promise, {"activity": self.activity, key: answer}, self.today)[1]
        return [each for each in refused if each.key == key]


def _ask_how_many(session: Session, asker: _Asker, promise: Promise, activity: str) -> None:
    """Ask for the figure that the activity's kind takes: whether it is done, how many are reached, or how many more."""
    found = activity_of(promise, activity)
    target = promise.activities[found].target if isinstance(found, str) else ONGOING
    if target.kind is TargetKind.MILESTONE:
        asker.given["done"] = ask(session, msg("Is it done (yes/no)"), "").casefold() in _YES
    elif target.kind is TargetKind.COVERAGE:
        asker.ask("reached", msg("How many have been reached so far, or all"), "")
    else:
        question = msg("How many {unit}", unit=target.unit) if target.unit else msg("How many")
        asker.ask("count", question, "1")


def _is_activity(promise: Promise, name: str) -> bool:
    """Whether that is one of the promise's activities, by its id or title."""
    return isinstance(activity_of(promise, name), str)


def _party(session: Session, promise: Promise, activity: str) -> str | None:
    """The party, asked for when several are responsible."""
    found = activity_of(promise, activity)
    responsible = promise.activities[found].responsible if isinstance(found, str) else ()
    if len(responsible) < 2:
        return None
    names = [promise.parties[each].name for each in responsible]
    return choose_one(session, msg("Party"), responsible, names, promise.parties.__contains__)
