"""A case's fault and how it is mended: ``good.txt`` in its folder, applied to its files and shown as a pair.

``good.txt`` holds hunks with empty lines between. Lines after ``+`` stand for the lines after ``-`` in the same hunk;
in a hunk without ``-`` they stand for the next line that the case expects its code on. A hunk may also rename a file.
"""

from pathlib import Path
from typing import NamedTuple

from medlofte.changes.gate.kinds import KINDS
from medlofte.core.escaping import json_text, mask_and_escape
from tests.changes.gate.test_gate_cases import CASES as GATE_CASES
from tests.changes.gate.test_gate_cases import differences_in
from tests.validation.test_cases import CASES, EXPECT, expected_in

WITHOUT = {"too-large", "too-many-values", "unreadable-file", "more-faults", "not-text"}
"""Codes that can't be shown in a few lines."""


class Hunk(NamedTuple):
    """Lines of a case's file, and what they are mended to; ``place`` is their file and the first one's number."""

    place: tuple[str, int]
    bad: list[bytes]
    good: list[bytes]


def hunks_of(code: str) -> list[Hunk]:
    """What mends the case of a code."""
    case = CASES / code
    blamed = iter([(path, number) for path, number, name in expected_in(case) if name == code])
    found = []
    for part in (case / "good.txt").read_bytes().removesuffix(b"\n").split(b"\n\n"):
        lines = part.split(b"\n")
        bad, good = ([line[2:] for line in lines if line.startswith(sign)] for sign in (b"- ", b"+ "))
        assert len(bad) + len(good) == len(lines), f"{code}/good.txt: a line begins with neither + nor -"
        if bad:
            found.append(Hunk(("", 0) if is_name(bad[0]) else found_in(case, bad), bad, good))
        else:
            path, number = next(blamed)
            found.append(Hunk((path, number), [shown_lines(case / path)[number - 1]], good))
    return found


def is_name(line: bytes) -> bool:
    """Whether a line of a hunk is the name of a file."""
    return line.startswith(b"promises/")


def shown_lines(path: Path) -> list[bytes]:
    """The lines of a file without what the case expects of them."""
    return [EXPECT.sub(b"", line).rstrip() if EXPECT.search(line) else line for line in path.read_bytes().split(b"\n")]


def found_in(case: Path, wanted: list[bytes]) -> tuple[str, int]:
    """The file that has the lines in a row, and the number of the first."""
    for path in sorted(case.rglob("*.y*ml")):
        lines = shown_lines(path)
        for at in range(len(lines)):
            if lines[at : at + len(wanted)] == wanted:
                return path.relative_to(case).as_posix(), at + 1
    raise AssertionError(f"{case.name}/good.txt speaks of lines that no file has: {wanted}")


def mend(code: str, copy: Path) -> None:
    """Mend a copy of the case."""
    hunks = hunks_of(code)
    for hunk in sorted(hunks, key=lambda hunk: hunk.place, reverse=True):
        if is_name(hunk.bad[0]):
            target = copy / hunk.good[0].decode()
            target.parent.mkdir(exist_ok=True)
            (copy / hunk.bad[0].decode()).rename(target)
            continue
        path, number = hunk.place
        lines = (copy / path).read_bytes().split(b"\n")
        lines[number - 1 : number - 1 + len(hunk.bad)] = hunk.good
        (copy / path).write_bytes(b"\n".join(lines))


def example_of(code: str) -> tuple[str, str]:
    """The first fault of the case and what it is mended to, as a person can see them."""
    hunk = hunks_of(code)[0]
    return visible(hunk.bad), visible(hunk.good)


def visible(lines: list[bytes]) -> str:
    """Lines with what is no visible character spelled out: loose accents and no-break spaces too."""
    text = mask_and_escape(b"\n".join(lines).decode("utf-8", "backslashreplace"))
    return "".join(each if each.isprintable() or each == "\n" else f"\\u{ord(each):04x}" for each in text).replace(
        "\u0308", "\\u0308"
    )


ABOUT_FILES = {"promise-removed", "promise-added", "promise-renamed", "not-compared", "unreadable-now"}
"""Kinds of changes to whole files, which can't be shown in a few lines either."""


def change_of(kind: str) -> dict[str, str]:
    """The line as it was and as it is in the gate's case, and the decision that would let it through, if one can."""
    case = GATE_CASES / kind
    each = next(each for each in differences_in(case) if each.diagnostic.code == kind)
    said = each.diagnostic
    is_gone = kind.endswith(("removed", "dropped")) and each.after is None and said.line != ""
    now = [] if is_gone else shown_lines(case / "after" / said.path)[said.span.start.line - 1 :][:1]
    before = [related.line.encode() for related in said.related]
    hint = said.hint.values.get("path") if said.hint is not None else None
    decision = f"- {{kind: revised, date: …, body: …, reference: …, changes: [{hint}]}}" if hint else ""
    return {"before": visible(before), "now": visible(now), "decision": decision}


def data() -> str:
    """The examples as they lie in the package: a fault and its remedy, or a change and what lets it through."""
    codes = sorted(path.parent.name for path in CASES.glob("*/good.txt"))
    faults = {code: dict(zip(("bad", "good"), example_of(code), strict=True)) for code in codes}
    changes = {kind.name: change_of(kind.name) for kind in KINDS if kind.name not in ABOUT_FILES}
    return json_text({**faults, **changes}) + "\n"
