"""The thirteen goals: what is compared, how far it may go, and whether it was reached."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

Found = float | str
"""What was measured, or why it was not."""


class Goal(NamedTuple):
    """One figure of a goal, which may have several. One without a limit stands there to be compared."""

    number: int
    key: str
    what: str
    limit: float | None
    at_least: bool = False
    unit: str = "×"

    @property
    def wanted(self) -> str:
        """The limit in words."""
        if self.limit is None:
            return "–"
        return f"at {'least' if self.at_least else 'most'} {_figure(self.limit, self.unit)}"

    def shown(self, found: Found) -> str:
        """The figure with its unit; a dash when there is none."""
        return "–" if isinstance(found, str) else _figure(found, self.unit)

    def verdict(self, found: Found) -> str:
        """Whether it was reached, or why nobody knows."""
        if isinstance(found, str):
            return f"not measured: {found}"
        if self.limit is None:
            return "for comparison"
        return "reached" if (found >= self.limit if self.at_least else found <= self.limit) else "missed"


def _figure(value: float, unit: str) -> str:
    digits = 0 if unit == "modules" else 2 if value < 10 else 1
    return f"{value:.{digits}f} {unit}"


GOALS = (
    Goal(1, "validate/hello wall", "`validate` at S beside a Typer hello: wall time", 1.5),
    Goal(1, "validate/hello instructions", "the same: instructions", 1.7),
    Goal(
        2, "check-jsonschema/validate wall", "`validate` at S, times faster than check-jsonschema: wall time", 3, True
    ),
    Goal(3, "heavy modules", "heavy modules loaded by `validate` and `progress`, piped", 0, unit="modules"),
    Goal(4, "check-jsonschema/promises", "promises alone at M, times faster than check-jsonschema: user CPU", 12, True),
    Goal(4, "ajv/promises", "promises alone at M, times faster than ajv: user CPU", 2, True),
    Goal(5, "promise/sourcemeta", "a further promise beside Sourcemeta's jsonschema: instructions", 2.5),
    Goal(6, "tree/raw parse", "reading promises beside libyaml's bare parse: CPU", 6),
    Goal(6, "tree/CSafeLoader", "reading promises beside PyYAML's CSafeLoader: CPU", 0.45),
    Goal(6, "tree and a place/raw parse", "the same with a place in each looked up, beside the bare parse: CPU", None),
    Goal(7, "validate/raw parse", "`validate` at M beside libyaml's bare parse of the same files: instructions", 1.4),
    Goal(8, "hledger/validate", "`validate` at M, times faster than `hledger balance`: user CPU", 10, True),
    Goal(8, "bean-check/validate", "`validate` at M, times faster than `bean-check`: user CPU", 20, True),
    Goal(
        9, "embedded/validate", "`validate` at M, times faster than check-jsonschema with events: user CPU", 100, True
    ),
    Goal(10, "memory L/S", "peak memory of `validate` at L beside S", 1.2),
    Goal(11, "canonical/raw parse", "canonical lines beside libyaml's bare parse: CPU", 1.0),
    Goal(11, "line by line/canonical", "the same entries as other lines, beside canonical ones: CPU", 7),
    Goal(11, "as a whole/canonical", "the same entries in files read as a whole, beside canonical ones: CPU", 7),
    Goal(12, "progress/hello wall", "`progress ID` at S beside a Typer hello: wall time", 1.4),
    Goal(13, "memo/hello wall", "`render memo` as Markdown beside a Typer hello: wall time", 2.5),
    Goal(13, "PDF seconds", "what a PDF adds to it: wall time", 0.3, unit="s"),
)
NUMBERS = tuple(dict.fromkeys(goal.number for goal in GOALS))

_EVENTS = (
    "libyaml's events become Python objects before anything can be checked. That takes 3.9 million of the 6.9 million "
    "instructions for a promise, four times libyaml's own parse; composing nodes in C took nine tenths of it."
)
_EVENT = (
    "An event in the log takes 40,000 instructions in all: reading, cutting, personal data, an entry, and fifty rules. "
    "The profile is flat: no part is more than a quarter."
)
WHY: Mapping[str, str] = {
    "ajv/promises": _EVENTS,
    "promise/sourcemeta": _EVENTS,
    "tree/raw parse": f"{_EVENTS} What medlofte adds to making them is a tenth.",
    "tree/CSafeLoader": f"{_EVENTS} CSafeLoader makes objects of them too, and values; the events are the same.",
    "validate/raw parse": f"{_EVENTS} {_EVENT}",
    "hledger/validate": f"{_EVENT} hledger's own code is compiled.",
    "bean-check/validate": _EVENT,
    "embedded/validate": _EVENT,
    "memory L/S": "The names of 14,500 files are held while they are arranged.",
    "canonical/raw parse": "Half of the notes here stand once only and are worked out "
    "anew; of a line that is not, a third is the making of its entry.",
    "line by line/canonical": "It was set beside a canonical line at 0.76 of libyaml's parse. Any other line waits "
    "for libyaml's events, a hundred thousand instructions, whatever is done with them.",
    "as a whole/canonical": "As line by line.",
    "progress/hello wall": "Two runs an hour apart gave 1.33 and 1.41: a tenth of a second varies by more than that "
    "between runs.",
}
"""Why a figure is missed where no known way gets there, by its key: shown beside it, and only when it is missed."""


def missed(found: Mapping[str, Found], asked: Collection[int] = NUMBERS) -> list[str]:
    """For each figure that was missed: by how much, and why if that is known."""
    return [
        f"Goal {goal.number}, {goal.what}: {goal.shown(value)} where {goal.wanted} is wanted. "
        f"{WHY.get(goal.key, 'Why is not known yet.')}"
        for goal in GOALS
        if goal.number in asked
        for value in [found.get(goal.key, "")]
        if goal.verdict(value) == "missed"
    ]


def rows(found: Mapping[str, Found], asked: Collection[int] = NUMBERS) -> list[tuple[str, ...]]:
    """A row for each figure of the goals asked about: number, what, measured, goal, verdict."""
    return [
        (str(goal.number), goal.what, goal.shown(value), goal.wanted, goal.verdict(value))
        for goal in GOALS
        if goal.number in asked
        for value in [found.get(goal.key, "not asked for")]
    ]


def summary(found: Mapping[str, Found], asked: Collection[int] = NUMBERS) -> str:
    """How many of the goals were reached whole."""
    numbers = [number for number in NUMBERS if number in asked]
    verdicts = {
        number: {
            goal.verdict(found.get(goal.key, "")) for goal in GOALS if goal.number == number and goal.limit is not None
        }
        for number in numbers
    }
    reached = [number for number in numbers if verdicts[number] == {"reached"}]
    missed = [number for number in numbers if "missed" in verdicts[number]]
    unknown = [number for number in numbers if number not in reached and number not in missed]
    return f"{len(reached)} of {len(numbers)} goals reached; missed: {_list(missed)}; unknown: {_list(unknown)}."


def _list(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers)) or "none"
