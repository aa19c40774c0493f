"""A promise's file with another status and one more decision, everything else in it byte for byte as it was.

``amendment`` says what a decision does to a promise, ``amend_text`` puts it into the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from medlofte.core.dates import days
from medlofte.core.errors import MedlofteError
from medlofte.core.messages import msg
from medlofte.core.record import Record
from medlofte.core.source import Position, Route, Source, Span
from medlofte.core.suggestions import suggest
from medlofte.model import fingerprint
from medlofte.model.promise import Decision, Promise
from medlofte.parsing import yaml_reader
from medlofte.parsing.encoding import BYTE_ORDER_MARK
from medlofte.parsing.log_writer import in_braces, value_of
from medlofte.parsing.yaml_reader import ParsedYaml

KINDS = ("adopted", "revised", "extended", "ended")
ASKED_FOR = ("date", "body", "reference")
"""What a decision must say, for others to find it and for it to lift a change."""

BEFORE_DECISIONS = ("basis", "agreement", "parties", "status")
"""A file without decisions gets them after the first of these that it has."""


class Adoption(Record):
    """A status, and a decision: a new one, or what is added to the one that stands at ``index``."""

    status: str
    decision: Mapping[str, Any]
    index: int | None = None


class _Replacement(Record):
    """From ``start`` up to, not including, ``end`` there is to be another text."""

    start: int
    end: int
    text: str


def known_of(promise: Promise, kind: str) -> dict[str, str]:
    """What the promise says already of the only decision of the kind that can be meant, as a file says it.

    That is the only one without a fingerprint, or else the one that was marked for the text as it is.
    """
    mark = fingerprint.fingerprint(promise)
    alike = [decision for decision in promise.decisions if decision.kind == kind]
    meant = [each for each in alike if each.fingerprint is None] or [each for each in alike if each.fingerprint == mark]
    if len(meant) != 1:
        return {}
    said = _said(meant[0])
    return {key: said[key] for key in (*ASKED_FOR, "paragraph") if key in said}


def amendment(promise: Promise, decision: Mapping[str, Any]) -> Adoption:
    """What a decision does to a promise: the status it gets, and a new decision or more said of one that is there.

    It is one that is there when they are of one kind and nothing said of the one contradicts the other. The
    fingerprint is added in either case. Raises ``MedlofteError`` when the decision can't be the newest, when it was
    marked for another text, or when the promise was never adopted.
    """
    kind, mark = decision["kind"], fingerprint.fingerprint(promise)
    if kind != "adopted" and not any(each.kind == "adopted" for each in promise.decisions):
        message = msg("The promise {id} has not been adopted, so it can't be {kind}.", id=promise.id, kind=kind)
        raise MedlofteError(message, msg("Adopt it first: medlofte adopt {id}", id=promise.id))
    index = _same(promise, decision, mark)
    values = {**decision, "fingerprint": mark}
    if index is not None:
        there = _said(promise.decisions[index])
        if there.get("fingerprint", mark) != mark:
            raise MedlofteError(
                msg("That decision is of another text: the promise has been changed since."),
                msg("What was changed needs a decision of its own: medlofte adopt {id} --kind revised", id=promise.id),
            )
        values = {key: value for key, value in values.items() if key not in there}
    _refuse_older(promise, decision, index)
    return Adoption(_status_after(promise.status, kind), values, index)


def _status_after(status: str, kind: str) -> str:
    if kind == "ended":
        return "closed"
    return "closed" if status == "closed" and kind != "extended" else "adopted"


def _said(decision: Decision) -> dict[str, Any]:
    """What a decision says, under the keys of the file."""
    values = {
        "kind": decision.kind,
        "date": decision.date and decision.date.text,
        "body": decision.body,
        "reference": decision.reference,
        "paragraph": decision.paragraph,
        "changes": list(decision.changes) or None,
        "fingerprint": decision.fingerprint,
    }
    return {key: value for key, value in values.items() if value is not None}


def _same(promise: Promise, decision: Mapping[str, Any], mark: str) -> int | None:
    """Where the decision stands already: marked for this text if there is such, else the last without a mark."""
    fits = []
    for index, each in enumerate(promise.decisions):
        said = _said(each)
        if all(_plain(said.get(key, value)) == _plain(value) for key, value in decision.items()):
            fits.append((said.get("fingerprint") == mark, "fingerprint" not in said, index))
    return max(fits)[2] if fits else None


def _plain(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else sorted(value)


def _refuse_older(promise: Promise, decision: Mapping[str, Any], index: int | None) -> None:
    """Raise ``MedlofteError`` when a later decision stands in the promise: then that one made the text what it is."""
    taken = days(decision["date"]).first
    for place, other in enumerate(promise.decisions):
        if place == index or other.date is None:
            continue
        if (other.date.first, place) > (taken, len(promise.decisions) if index is None else index):
            message = msg(
                "The promise already has a later decision: {kind} {date}.", kind=other.kind, date=other.date.text
            )
            hint = msg(
                "The text as it is now is that decision's: medlofte adopt {id} --kind {kind}",
                id=promise.id,
                kind=other.kind,
            )
            raise MedlofteError(message, hint)


class Missing(Record):
    """A path that leads nowhere in the promise: whether what it was in is there, and what resembles it."""

    path: str
    can_be_removed: bool
    near: str | None = None


def paths_to_nothing(read: ParsedYaml, paths: Iterable[str]) -> Iterator[Missing]:
    """Those of the paths of a decision that lead to nothing in the promise."""
    for path in paths:
        steps = path.split(".")
        place: Any = read.value
        for number, step in enumerate(steps):
            below = _below(place, step)
            if below is None:
                near = suggest(step, [str(key) for key in place]) if isinstance(place, dict) else None
                better = None if near is None else ".".join((*steps[:number], near, *steps[number + 1 :]))
                is_activity = number == 0 and _below(read.value.get("activities"), step) is not None
                if is_activity:
                    better = f"activities.{path if len(steps) > 1 else f'{path}.target'}"
                can_be_removed = number == len(steps) - 1 and isinstance(place, (dict, list)) and not is_activity
                yield Missing(path, can_be_removed, better)
                break
            place = below


def _below(place: Any, step: str) -> Any:
    if isinstance(place, dict):
        return place.get(step)
    if isinstance(place, list) and step.isdecimal() and step.isascii() and int(step) < len(place):
        return place[int(step)]
    return None


def amend_text(data: bytes, read: ParsedYaml, amendment: Adoption) -> bytes | None:
    """The bytes of the file with the amendment in it; ``read`` is the tree that they were read to.

    Nothing when it can't be written without touching more than its own places: what is read from the result is what
    was read before, and the amendment.
    """
    mark = BYTE_ORDER_MARK if data.startswith(BYTE_ORDER_MARK) else b""
    text = _PromiseText(data.removeprefix(mark).decode(), read)
    edits = [_status(text, amendment.status), _decision(text, amendment)]
    changed = text.text
    for edit in sorted(edits, reverse=True):
        changed = changed[: edit.start] + edit.text + changed[edit.end :]
    again = yaml_reader.read(Source(read.source.path, changed.replace("\r\n", "\n")))
    if again.diagnostics or again.value is None or again.value.value != amend_value(read.value, amendment):
        return None
    return mark + changed.encode()


def amend_value(value: Any, amendment: Adoption) -> Any:
    """The plain value of the promise when it has been amended."""
    whole = deepcopy(value)
    whole["status"] = amendment.status
    decisions = whole.setdefault("decisions", [])
    if amendment.index is None:
        decisions.append(dict(amendment.decision))
    else:
        decisions[amendment.index].update(amendment.decision)
    return whole


class _PromiseText:
    """The text of the file with the line ends that it has, and where its values stand in it."""

    def __init__(self, text: str, read: ParsedYaml) -> None:
        self.text = text
        self.read = read
        self.lines = text.split("\n")
        self._starts = [0]
        for line in self.lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def offset(self, position: Position) -> int:
        """How many characters stand before the place."""
        return self._starts[position.line - 1] + position.column - 1

    def span(self, route: Route) -> Span:
        """From the first to the last character of what stands at the route."""
        return self.read.item_span(route)

    def begins_with(self, route: Route, sign: str) -> bool:
        """Whether the value is written so that it begins with the sign."""
        return self.text.startswith(sign, self.offset(self.span(route).start))

    def behind(self, route: Route, text: str) -> _Replacement:
        """The text put right behind the value."""
        place = self.offset(self.span(route).end)
        return _Replacement(place, place, text)

    def below(self, route: Route, lines: list[str], indent: int) -> _Replacement:
        """Lines put below the value's last, and below the comments there that are indented deeper than they are."""
        number = self.span(route).end.line
        while number < len(self.lines) and _is_comment(self.lines[number], indent):
            number += 1
        line = self.lines[number - 1]
        end = "\r\n" if line.endswith("\r") or (number == len(self.lines) and "\r\n" in self.text) else "\n"
        place = self._starts[number - 1] + len(line.removesuffix("\r"))
        return _Replacement(place, place, "".join(f"{end}{' ' * indent}{each}" for each in lines))


def _is_comment(line: str, indent: int) -> bool:
    return line.lstrip(" ").startswith("#") and len(line) - len(line.lstrip(" ")) > indent


def _status(text: _PromiseText, status: str) -> _Replacement:
    """The status in the quotation marks that it has."""
    span = text.span(("status",))
    start, end = text.offset(span.start), text.offset(span.end)
    mark = text.text[start] if text.text[start] in "'\"" else ""
    return _Replacement(start, end, f"{mark}{status}{mark}")


def _decision(text: _PromiseText, amendment: Adoption) -> _Replacement:
    decisions = text.read.value.get("decisions")
    if not decisions:
        return _first_decision(text, amendment.decision)
    if amendment.index is not None:
        return _more(text, ("decisions", amendment.index), amendment.decision)
    last: Route = ("decisions", len(decisions) - 1)
    written = in_braces(amendment.decision)
    if text.begins_with(("decisions",), "["):
        return text.behind(last, f", {written}")
    return text.below(last, [f"- {written}"], text.span(("decisions",)).start.column - 1)


def _first_decision(text: _PromiseText, decision: Mapping[str, Any]) -> _Replacement:
    above = next(key for key in BEFORE_DECISIONS if key in text.read.value)
    written = in_braces(decision)
    if text.begins_with((), "{"):
        return text.behind((above,), f", decisions: [{written}]")
    return text.below((above,), ["decisions:", f"  - {written}"], text.span(()).start.column - 1)


def _more(text: _PromiseText, route: Route, values: Mapping[str, Any]) -> _Replacement:
    """More keys in a decision that there is."""
    written = [f"{key}: {value_of(key, value)}" for key, value in values.items()]
    if text.begins_with(route, "{"):
        last = list(text.read.value["decisions"][route[1]])[-1]
        return text.behind((*route, last), "".join(f", {each}" for each in written))
    return text.below(route, written, text.span(route).start.column - 1)
