"""Builders: several promises of made-up municipalities, seen together."""

from datetime import date

from medlofte.progress.tally import PromiseProgress, progress_of
from medlofte.validation import checker
from medlofte.validation.checker import ProjectFile, PromiseFiles

PATROL = "patrull: {title: Fotpatruller, responsible: [polis], target: {at_least: 10, unit: tillfällen}}"
WALK = "vandring: {title: Trygghetsvandringar, responsible: [kommun], target: {exact: 2, unit: vandringar}}"
BOTH = "skola: {title: Skolbesök, responsible: [polis, kommun], target: {all: skolor, of: 4}}"


def files(
    id: str,
    *activities: str,
    town: str = "Exempelby kommun",
    code: str = "",
    area: str = "",
    status: str = "adopted",
    period: str = "2026-01-01/2026-12-31",
    follows: str = "",
    log: tuple[str, ...] = (),
) -> PromiseFiles:
    """A promise's files; each line of the police's log is ``activity 2026-03-01 count: 3``."""
    start, _, end = period.partition("/")
    lines = [
        f"format: 1\ntitle: Medborgarlöfte {id}",
        f"municipality: {{name: {town}{f', code: {code!r}' if code else ''}}}",
        *([f"police_area: {area}"] if area else []),
        *([f"period: {{start: {start}{f', end: {end}' if end else ''}}}"] if period else []),
        *([f"follows: {follows}"] if follows else []),
        f"status: {status}",
        "parties:\n  polis: {name: Polisen, kind: police}\n  kommun: {name: Kommunen, kind: municipality}",
        "activities:",
        *(f"  {each}" for each in activities or (PATROL, WALK)),
    ]
    rows = [line.split(" ", 2) for line in log]
    entries = "".join(f"- {{date: {day}, activity: {activity}, {keys}}}\n" for activity, day, keys in rows)
    logs = (ProjectFile(f"promises/{id}/polis.yaml", entries.encode()),) if entries else ()
    return PromiseFiles(ProjectFile(f"promises/{id}.yaml", "".join(f"{line}\n" for line in lines).encode()), logs)


def progress(bundle: PromiseFiles, day: str = "2026-12-31") -> PromiseProgress:
    """The figures at the close of a day, from files without errors but for what they follow, which is not there."""
    checked = checker.check_promise(bundle)
    assert checked.value is not None
    assert [each.code for each in checked.diagnostics if each.severity.word == "error"] == []
    return progress_of(checked.value.promise, checked.value.logged, date.fromisoformat(day))
