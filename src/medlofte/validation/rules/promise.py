"""Rules about the promise as a whole: its period, its municipality, its decisions and follow-ups."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from medlofte.core.dates import ONE_DAY
from medlofte.core.diagnostic import Finding, Pointer
from medlofte.core.messages import msg
from medlofte.core.suggestions import Suggester
from medlofte.model import fingerprint
from medlofte.model.municipalities import NAMES, bears_name, codes_of
from medlofte.model.promise import Decision, Period
from medlofte.validation.rules.dossier import LoggedPromise

_MONTH_LENGTH = len("2018-10")


def period_missing(dossier: LoggedPromise) -> Iterator[Finding]:
    """An adopted or closed promise must say when it is valid, or nobody knows whether it was kept."""
    promise = dossier.promise
    if promise.period is None and promise.status in ("adopted", "closed"):
        message = msg("The promise is {status} but has no period.", status=promise.status)
        yield Finding(Pointer(("status",)), message, msg("Add period: {{start: …, end: …}}"))


def period_reversed(dossier: LoggedPromise) -> Iterator[Finding]:
    """A period that ends before it starts has no days."""
    period = dossier.promise.period
    if period is not None and period.end is not None and period.end < period.start:
        message = msg("The period ends {end}, before it starts.", end=period.end.isoformat())
        related = ((Pointer(("period", "start")), msg("The period starts {start}.", start=period.start.isoformat())),)
        yield Finding(Pointer(("period", "end")), message, msg("Check the years."), related)


def last_month_unclear(dossier: LoggedPromise) -> Iterator[Finding]:
    """*October 2018–October 2019* may or may not mean that the last October is in it; a day says which."""
    promise = dossier.promise
    if promise.period is not None and promise.period.end_text is not None:
        yield from _unclear(promise.period, promise.period.end_text, Pointer(("period", "end")))
    for activity in promise.activities.values():
        period = promise.period_of(activity)
        if period is not None and activity.own_end is not None:
            yield from _unclear(period, activity.own_end.text, Pointer(("activities", activity.id, "period", "end")))


def _unclear(period: Period, end_text: str, at: Pointer) -> Iterator[Finding]:
    start, end = period.start, period.end
    if end is None or len(end_text) != _MONTH_LENGTH or end.month != start.month or end.year <= start.year:
        return
    last_day = (end.replace(day=1) - ONE_DAY).isoformat()
    message = msg("Is the last month, {month}, in the period?", month=end_text)
    yield Finding(
        at, message, msg("Write the last day: {without} or {with_it}.", without=last_day, with_it=end.isoformat())
    )


def municipality_unknown(dossier: LoggedPromise) -> Iterator[Finding]:
    """The code must be one of the 290 that SCB has given to municipalities."""
    municipality = dossier.promise.municipality
    if municipality.code is not None and municipality.code not in NAMES:
        codes = codes_of(municipality.name)
        message = msg("No municipality has the code {code}.", code=municipality.code)
        hint = msg('{name} has the code "{code}".', name=municipality.name, code=codes[0]) if codes else None
        yield Finding(Pointer(("municipality", "code")), message, hint)


def municipality_mismatch(dossier: LoggedPromise) -> Iterator[Finding]:
    """Code and name must be of the same municipality, or figures end up under the wrong one."""
    municipality = dossier.promise.municipality
    code = municipality.code
    if code is None or code not in NAMES or bears_name(code, municipality.name):
        return
    message = msg("The code {code} is {owner}, not {name}.", code=code, owner=NAMES[code], name=municipality.name)
    codes = codes_of(municipality.name)
    hint = msg('{name} has the code "{code}".', name=municipality.name, code=codes[0]) if codes else None
    related = ((Pointer(("municipality", "name")), msg("The name is here.")),)
    yield Finding(Pointer(("municipality", "code")), message, hint, related)


def follows_nothing(dossier: LoggedPromise) -> Iterator[Finding]:
    """The promise before this one is named, but no such promise is here."""
    follows = dossier.promise.follows
    if follows is None or follows in dossier.known_ids or follows == dossier.promise.id:
        return
    near = _known(dossier.known_ids).suggest(follows)
    hint = msg("Did you mean {key}?", key=near) if near else msg("Leave follows out until that promise is here.")
    yield Finding(Pointer(("follows",)), msg("There is no promise {id}.", id=follows), hint)


@lru_cache(maxsize=1)
def _known(ids: frozenset[str]) -> Suggester:
    """The ids that are there, held against what each promise says that it follows."""
    return Suggester(sorted(ids))


def follows_itself(dossier: LoggedPromise) -> Iterator[Finding]:
    """A promise can't come after itself."""
    if dossier.promise.follows == dossier.promise.id:
        message = msg("The promise follows itself.")
        yield Finding(Pointer(("follows",)), message, msg("Write the id of the promise before it."))


def adopted_without_decision(dossier: LoggedPromise) -> Iterator[Finding]:
    """An adopted promise should show who adopted it and when."""
    promise = dossier.promise
    if promise.status == "adopted" and not any(decision.kind == "adopted" for decision in promise.decisions):
        message = msg("The promise is adopted, but no decision says by whom or when.")
        yield Finding(Pointer(("status",)), message, msg("Add decisions: [{{kind: adopted, date: …, body: …}}]"))


def decision_after_period(dossier: LoggedPromise) -> Iterator[Finding]:
    """A decision taken when the period was over can't have governed what was done."""
    promise = dossier.promise
    end = promise.period.end if promise.period else None
    for index, decision in enumerate(promise.decisions):
        if end is not None and decision.date is not None and decision.date.first > end and decision.kind != "ended":
            message = msg("The decision, {date}, was taken after the period had ended.", date=decision.date.text)
            related = ((Pointer(("period", "end")), msg("The period ends {end}.", end=end.isoformat())),)
            yield Finding(Pointer(("decisions", index, "date")), message, msg("Check both dates."), related)


def changed_since_decision(dossier: LoggedPromise) -> Iterator[Finding]:
    """What binds in an adopted promise is what was decided last; whoever changes it shows the decision."""
    index, decision = _newest(dossier)
    if decision is None or decision.fingerprint is None or not dossier.is_whole:
        return
    if fingerprint.is_known(decision.fingerprint) and fingerprint.fingerprint(dossier.promise) != decision.fingerprint:
        message = msg("The promise no longer matches the decision.")
        if decision.date is not None:
            message = msg("The promise no longer matches the decision of {date}.", date=decision.date.text)
        hint = msg(
            "Undo the change (medlofte diff shows it where there is git), or write its decision: "
            "medlofte adopt {id} --kind revised --changes …",
            id=dossier.promise.id,
        )
        yield Finding(Pointer(("decisions", index, "fingerprint")), message, hint)


def decision_without_fingerprint(dossier: LoggedPromise) -> Iterator[Finding]:
    """An earlier decision has a fingerprint but the newest has none, so nobody sees when the text is changed."""
    index, decision = _newest(dossier)
    if decision is None or decision.fingerprint is not None:
        return
    earlier = [each for each, other in enumerate(dossier.promise.decisions) if other.fingerprint is not None]
    if earlier:
        hint = msg("Give it one: medlofte adopt {id} --kind {kind} …", id=dossier.promise.id, kind=decision.kind)
        related = ((Pointer(("decisions", earlier[-1], "fingerprint")), msg("An earlier decision has one.")),)
        yield Finding(Pointer(("decisions", index)), msg("The newest decision has no fingerprint."), hint, related)


def unknown_fingerprint(dossier: LoggedPromise) -> Iterator[Finding]:
    """The fingerprint is of a version that this medlofte can't make, so the text could not be compared with it."""
    index, decision = _newest(dossier)
    if decision is not None and decision.fingerprint is not None and not fingerprint.is_known(decision.fingerprint):
        message = msg("The fingerprint {mark} can't be checked here.", mark=decision.fingerprint)
        hint = msg("It was made by a newer medlofte: install that, or see medlofte --version.")
        yield Finding(Pointer(("decisions", index, "fingerprint")), message, hint)


def _newest(dossier: LoggedPromise) -> tuple[int, Decision | None]:
    """The newest decision of an adopted or closed promise, and its place; a draft changes freely and has none."""
    promise = dossier.promise
    index = promise.newest_decision
    if index is None or promise.status not in ("adopted", "closed"):
        return 0, None
    return index, promise.decisions[index]


def followup_before_start(dossier: LoggedPromise) -> Iterator[Finding]:
    """A follow-up can't be due before the promise starts."""
    promise = dossier.promise
    for index, followup in enumerate(promise.followups):
        due = followup.due
        if promise.period is not None and due is not None and due.last < promise.period.start:
            message = msg("The follow-up is due {due}, before the promise starts.", due=due.text)
            start = promise.period.start.isoformat()
            related = ((Pointer(("period", "start")), msg("The period starts {start}.", start=start)),)
            yield Finding(Pointer(("followups", index, "due")), message, msg("Check both dates."), related)
