"""The body of an issue form: headings with answers below, in Markdown, read as what anybody may have written.

Nothing in it is guessed at or passed over: a heading that is not known, one that stands twice, text under none, and
what a reader of the issue does not see are all refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from medlofte.core.messages import Message, msg
from medlofte.core.record import Record
from medlofte.core.suggestions import suggest

LARGEST = 1 << 20
"""The most bytes of a form, or of the event that a host tells of it with."""
LONGEST = 1 << 16
"""The most characters that an issue can have."""

HEADINGS: Mapping[str, str] = {
    "löfte": "id",
    "medborgarlöfte": "id",
    "promise": "id",
    "aktivitet": "activity",
    "activity": "activity",
    "part": "party",
    "party": "party",
    "datum": "date",
    "date": "date",
    "antal": "count",
    "count": "count",
    "totalt": "total",
    "total": "total",
    "nått": "reached",
    "reached": "reached",
    "plats": "place",
    "place": "place",
    "typ": "type",
    "type": "type",
    "anteckning": "note",
    "note": "note",
    "ord": "words",
    "words": "words",
    "avvikelse": "deviation",
    "deviation": "deviation",
    "i stället": "instead",
    "instead": "instead",
    "källa": "source",
    "source": "source",
    "precision": "precision",
    "inom": "within",
    "within": "within",
    "personuppgifter": "promised",
    "personal data": "promised",
}
"""The headings that are known, in small letters, and what they hold. ``promised`` holds boxes that are to be ticked."""

_NO_ANSWER = frozenset({"", "_no response_", "_inget svar_"})
_HEADING = re.compile(r" {0,3}### +([^ \n][^\n]*)")
_NEEDED = {"id": "Löfte", "activity": "Aktivitet"}


class FormProblem(Record):
    """Why a form is not read, and the way out."""

    message: Message
    hint: Message | None = None


class Issue(Record):
    """The body of an issue, and its number where it is known."""

    body: str
    number: int | None = None


class Form(Record):
    """The answers of a form by the keys of an entry, ``id``, ``activity`` and ``party`` among them."""

    answers: Mapping[str, str]
    faults: Sequence[FormProblem] = ()


def issue_of(data: bytes) -> Issue | None:
    """The issue that a host's event (JSON) tells of, or else the text itself; nothing when neither can be read."""
    try:
        if not data.lstrip().startswith(b"{"):
            return Issue(data.decode())
        event = json.loads(data)
    except (ValueError, RecursionError):
        return None
    issue = event.get("issue")
    body = issue.get("body") if isinstance(issue, dict) else None
    number = issue.get("number") if isinstance(issue, dict) else None
    if not isinstance(body, str) or any("\ud800" <= letter <= "\udfff" for letter in body):
        return None
    return Issue(body, number if isinstance(number, int) and not isinstance(number, bool) and number > 0 else None)


def read(body: str) -> Form:
    """The answers, and everything that is wrong with the form as a form. What an answer may be is not asked here."""
    if len(body) > LONGEST:
        return Form({}, (FormProblem(msg("The form is longer than {n} characters.", n=LONGEST)),))
    first, sections = _sections(body)
    answers: dict[str, str] = {}
    faults = list(_hidden(first, sections))
    for heading, answer in sections:
        key = HEADINGS.get(heading.rstrip(":").casefold())
        if key is None:
            faults.append(_unknown(heading))
        elif key in answers:
            message = msg("The form has the heading {heading} twice.", heading=heading)
            faults.append(FormProblem(message, msg("An answer can't have a line that begins with ###.")))
        else:
            answers[key] = answer
    if re.search(r"(?m)^\s*[-*] \[ \]", answers.pop("promised", "")):
        faults.append(FormProblem(msg("A box in the form is not ticked."), msg("Tick it when what it says is true.")))
    given = {key: answer for key, answer in answers.items() if answer.casefold() not in _NO_ANSWER}
    for key, heading in _NEEDED.items():
        if key not in given:
            faults.append(FormProblem(msg("The form does not answer {heading}.", heading=heading), _how()))
    return Form(given, tuple(faults))


def _sections(body: str) -> tuple[str, list[tuple[str, str]]]:
    """The text before the first heading, and each heading with the text below it."""
    above: list[str] = []
    sections: list[tuple[str, list[str]]] = []
    for line in body.replace("\r\n", "\n").split("\n"):
        heading = _HEADING.fullmatch(line)
        if heading is not None:
            sections.append((heading[1].strip(), []))
        else:
            (sections[-1][1] if sections else above).append(line)
    return "\n".join(above).strip(), [(heading, "\n".join(lines).strip()) for heading, lines in sections]


def _hidden(first: str, sections: Sequence[tuple[str, str]]) -> Iterator[FormProblem]:
    """What stands under no heading, and what a reader of the issue would not see."""
    if first:
        yield FormProblem(msg("The form has text before its first heading."), _how())
    for heading, answer in sections:
        if "<!--" in answer or "<!--" in heading:
            message = msg("The answer to {heading} holds something that does not show.", heading=heading)
            yield FormProblem(message, msg("Take away what begins with <!--."))


def _unknown(heading: str) -> FormProblem:
    near = suggest(heading.casefold(), list(HEADINGS))
    hint = msg("Did you mean {key}?", key=near.capitalize()) if near else _how()
    return FormProblem(msg("The heading {heading} is not known here.", heading=heading), hint)


def _how() -> Message:
    return msg("It has headings such as ### Löfte, ### Aktivitet, ### Datum, ### Antal, with the answer below.")
