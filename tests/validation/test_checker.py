"""The spine: one promise with its logs, from bytes to a value, and everything said on the way, once."""

import random
import re
import resource
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlofte.core.diagnostic import Checked, Severity
from medlofte.core.messages import msg
from medlofte.core.source import TOP, on_line
from medlofte.parsing import encoding, pipeline
from medlofte.validation.checker import CODES, ProjectFile, PromiseFiles, check_promise, check_settings, lay_out
from medlofte.validation.rules import LoggedPromise

pytestmark = pytest.mark.quick

HERE = Path(__file__).parents[1]
PATH = "promises/x-2018.yaml"
PROMISE = """\
format: 1
title: Löfte
municipality: {name: Kungälvs kommun}
period: {start: 2018-10-01, end: 2019-09-30}
status: adopted
parties: {polis: {name: Polisen, kind: police}, kommun: {name: Kungälvs kommun, kind: municipality}}
decisions: [{kind: adopted, date: 2018-09-01}]
activities:
  fot:
    title: Fotpatrull
    responsible: [polis]
    target: {at_least: 200, unit: tillfällen}
"""


def checked(promise: str | bytes = PROMISE, **logs: str | bytes) -> Checked[LoggedPromise]:
    files = (ProjectFile(f"promises/x-2018/{name}.yaml", in_bytes(text)) for name, text in logs.items())
    return check_promise(PromiseFiles(ProjectFile(PATH, in_bytes(promise)), tuple(files)))


def in_bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def grave(found: Checked[LoggedPromise], least: Severity = Severity.WARNING) -> list[tuple[str, str, int]]:
    """Path, code and line of all that is graver than a note."""
    return [
        (e.path.removeprefix("promises/"), e.code, e.span.start.line) for e in found.diagnostics if e.severity >= least
    ]


# Sorting the files


@pytest.mark.parametrize(
    ("path", "code", "near"),
    [
        ("promises/x-2018.yml", "file-not-read", None),
        ("promises/x-2018.YAML", "file-not-read", None),
        ("promises/notes.txt", "file-not-read", None),
        ("promises/x-2018/polis.yml", "file-not-read", None),
        ("promises/x-2018/bilder/a.jpg", "file-not-read", None),
        ("promises/x-2018/a/b.yaml", "file-not-read", None),
        ("promises/x-2019/polis.yaml", "log-without-promise", "x-2018"),
        ("promises/halmstad-2017/polis.yaml", "log-without-promise", None),
    ],
)
def test_a_file_that_is_no_promise_and_no_log_of_one_is_said(path: str, code: str, near: str | None) -> None:
    found = lay_out([PATH, path])
    assert dict(found.promises) == {"x-2018": PATH}
    (said,) = found.diagnostics
    assert (said.code, said.path, said.span, said.severity) == (code, path, TOP, CODES[code].severity)
    assert said.hint is not None
    assert said.hint.values.get("key") == near


@pytest.mark.parametrize("path", ["promises/LÄSMIG.md", "promises/x-2018/polis.yaml.rest", "promises/.dold.txt"])
def test_a_file_that_explains_or_is_set_aside_is_let_be(path: str) -> None:
    assert lay_out([PATH, path]).diagnostics == ()


def test_the_order_of_the_paths_changes_nothing() -> None:
    paths = [PATH, "promises/x-2018/polis.yaml", "promises/x-2018/kommun.yaml", "promises/a.yaml", "promises/b.txt"]
    assert lay_out(paths) == lay_out(reversed(paths))


@pytest.mark.parametrize(
    ("path", "party"),
    [("promises/x/polis.yaml", "polis"), ("promises/x/polis.2019-03.yaml", "polis"), ("promises/x/a.b.c.yaml", "a")],
)
def test_a_log_belongs_to_the_party_that_its_name_begins_with(path: str, party: str) -> None:
    assert pipeline.party_of(path) == party


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("Kungälv 2018", "kungalv-2018"),
        ("kungälv_2018", "kungalv-2018"),
        ("-x--2018-", "x-2018"),
        ("x.2018", "x-2018"),
        ("ÅÄÖ", "aao"),
        ("...", "kommun-2026"),
        ("日本", "kommun-2026"),
    ],
)
def test_a_name_that_can_be_no_id_is_said_with_a_better_one(name: str, better: str) -> None:
    found = check_promise(PromiseFiles(ProjectFile(f"promises/{name}.yaml", PROMISE.encode())))
    (said,) = [each for each in found.diagnostics if each.code == "bad-id"]
    assert (said.path, said.span, said.severity) == (f"promises/{name}.yaml", TOP, Severity.ERROR)
    assert said.hint is not None
    assert said.hint.values["name"] == f"{better}.yaml"


def test_every_code_has_a_name_of_its_own_and_says_what_it_means() -> None:
    for name, code in CODES.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
        assert code.name == name
        assert code.about.endswith(".")


# From bytes to a value


def test_a_promise_with_a_log_is_a_value_and_nothing_is_wrong() -> None:
    found = checked(polis="- {date: 2018-11-05, activity: fot, count: 3}\n# x\n- {activity: fot, date: 2018-12-05}\n")
    assert grave(found) == []
    assert not found.has_errors
    assert found.value is not None
    assert found.value.promise.id == "x-2018"
    assert [(each.entry.count, each.party, each.path) for each in found.value.logged] == [
        (3, "polis", "promises/x-2018/polis.yaml"),
        (1, "polis", "promises/x-2018/polis.yaml"),
    ]


@pytest.mark.parametrize("data", [b"", b"\n", b"# bara en kommentar\n", b"---\n", b"null\n", b"\xef\xbb\xbf"])
def test_a_promise_with_nothing_in_it_is_an_error_at_its_beginning(data: bytes) -> None:
    found = checked(data)
    assert found.value is None
    ((path, code, line),) = grave(found)
    assert (path, code) == ("x-2018.yaml", "wrong-type")
    assert line <= data.count(b"\n") + 1


@pytest.mark.parametrize("data", [b"text\n", b"5\n", b"- a\n", b"[]\n", b"{}\n", b"'", b"\xff", b"\x00", b"PK\x03\x04"])
def test_a_promise_of_another_shape_is_no_value(data: bytes) -> None:
    found = checked(data, polis="- {date: 2018, activity: fot, x: 1}\n")
    assert found.value is None or found.has_errors
    assert ("x-2018/polis.yaml", "unknown-key", 1) in grave(found)


@pytest.mark.parametrize("data", [b"", b"\n", b"# x\n", b"null\n", b"[]\n"])
def test_a_log_with_nothing_in_it_is_right(data: bytes) -> None:
    assert grave(checked(polis=data)) == []


def test_a_file_that_could_not_be_read_is_said_with_the_reason() -> None:
    reason = msg("This is a folder.")
    found = check_promise(PromiseFiles(ProjectFile(PATH, unreadable=reason)))
    (said,) = found.diagnostics
    assert (said.code, said.path, said.span, said.message) == ("unreadable-file", PATH, TOP, reason)


# Said once, in its place, and the rest is looked at


def test_a_fault_does_not_hide_what_a_rule_finds_elsewhere() -> None:
    text = PROMISE.replace("title: Löfte", "titel: Löfte").replace("responsible: [polis]", "responsible: [brand]")
    assert grave(checked(text)) == [("x-2018.yaml", "unknown-key", 2), ("x-2018.yaml", "unknown-party", 11)]


def test_a_fault_is_not_said_again_by_a_rule_that_looks_at_the_same_place() -> None:
    text = PROMISE.replace("at_least: 200", "at_least: no")
    assert grave(checked(text)) == [("x-2018.yaml", "ambiguous-value", 12)]


def test_a_key_in_two_forms_of_quotation_is_looked_at_once() -> None:
    text = PROMISE + "note: &x a\nnote: b\n"
    assert grave(checked(text)) == [("x-2018.yaml", "alias", 13), ("x-2018.yaml", "duplicate-key", 14)]


def test_a_key_that_is_missing_is_said_and_the_promise_is_still_a_value() -> None:
    found = checked(PROMISE.replace("title: Löfte\n", ""))
    assert grave(found) == [("x-2018.yaml", "missing-key", 1)]
    assert found.value is not None
    assert found.has_errors


def test_many_items_of_a_list_can_be_wrong() -> None:
    text = PROMISE + "sources: [5, {title: A}, 6, {titel: B}, {title: C, x: 1}]\n"
    assert sorted(code for _, code, _ in grave(checked(text))) == ["unknown-key"] * 2 + ["wrong-type"] * 2


def test_a_promise_whose_parts_that_must_be_are_of_another_shape_is_no_value() -> None:
    for wrong in ("activities: []\n", "activities: {fot: 5}\n", "activities: 5\n"):
        found = checked(PROMISE[: PROMISE.index("activities:")] + wrong)
        assert found.value is None
        assert [code for _, code, _ in grave(found, Severity.ERROR)] == ["wrong-type"]


def test_faults_of_a_log_have_their_own_lines_whatever_way_the_log_is_read() -> None:
    lines = [
        "# logg",
        "- {date: 2018-11-05, activity: fot}",
        "- {date: 2018-11-06, activity: fot, antal: 3}",
        "- {date: 2018-11-31, activity: fot}",
        "- {date: 2018-11-07, activity: fot, count: no}",
        "- text",
        "- {date: 2018-11-08, activity: gata}",
        "- {date: 2018-11-09, activity: fot, note: null}",
        "",
    ]
    expected = [(3, "unknown-key"), (4, "impossible-date"), (5, "ambiguous-value"), (6, "wrong-type")]
    expected += [(7, "unknown-activity"), (8, "wrong-type")]
    for head in ([], ["---"]):
        found = checked(polis="\n".join([*head, *lines]))
        assert sorted((line - len(head), code) for _, code, line in grave(found)) == expected
        assert found.value is not None
        assert [each.entry.date.text for each in found.value.logged] == ["2018-11-05", "2018-11-08"]


@pytest.mark.parametrize("head", ["", "---\n"])
@pytest.mark.parametrize(
    "wrong", ["activity: no", "activity: fot, x: 1", "activity: fot, count: a", "activity: fot, a"]
)
def test_a_wrong_entry_is_none_however_many_there_are(head: str, wrong: str) -> None:
    lines = f"- {{date: 2018-11-05, {wrong}}}\n- {{date: 2018-11-05, activity: fot}}\n" * 60
    found = checked(polis=head + lines)
    assert found.has_errors
    assert found.value is not None
    assert len(found.value.logged) == 60


def test_a_rule_points_into_a_log_at_what_it_found() -> None:
    found = checked(polis="# x\n- {date: 2018-11-05, activity: fot}\n- {date: 2017-11-05, activity: fot, ref: å}\n")
    (said,) = [each for each in found.diagnostics if each.code == "entry-outside-period"]
    assert (said.path, said.span, said.line) == (
        "promises/x-2018/polis.yaml",
        on_line(3, 10, 10),
        "- {date: 2017-11-05, activity: fot, ref: å}",
    )


def test_what_is_said_comes_by_file_the_gravest_first_and_then_by_place() -> None:
    found = checked(PROMISE + "x: 1\n", polis="- 5\n", kommun="- {date: 2018-11-05, activity: fot}\n- 5\n").diagnostics
    keys = [(each.path, -each.severity, each.span, each.code) for each in found]
    assert keys == sorted(keys)
    assert {each.path for each in found} >= {PATH, "promises/x-2018/polis.yaml", "promises/x-2018/kommun.yaml"}


def two_of(target: str) -> str:
    """The promise with two activities more, alike but for their names."""
    more = (f"  {id}: {{title: Annat, responsible: [polis], target: {target}}}\n" for id in ("ett", "tva"))
    return PROMISE + "".join(more)


FOUND_BY_ACTIVITY = {
    "party-not-responsible": ("{at_least: 2, unit: besök}", "kommun", "count: 1"),
    "type-not-pooled": ("{at_least: 2, unit: besök}, any_of: [möte]", "polis", "count: 1, type: annat"),
    "figure-on-milestone": ("{done: klart}", "polis", "count: 1"),
    "more-than-all": ("{all: skolor, of: 2}", "polis", "reached: 3"),
}


@pytest.mark.parametrize("code", FOUND_BY_ACTIVITY)
def test_of_many_findings_the_first_in_the_log_are_shown_whatever_activities_they_are_about(code: str) -> None:
    target, party, figure = FOUND_BY_ACTIVITY[code]
    lines = (
        f"- {{date: 2018-11-05, activity: {id}, {figure}, ref: h{n}}}\n" for n in range(60) for id in ("tva", "ett")
    )
    found = checked(two_of(target), **{party: "".join(lines)})
    assert [each.span.start.line for each in found.diagnostics if each.code == code] == [*range(1, 51)]


@pytest.mark.parametrize("named", [("ett", "tva"), ("tva", "ett")])
def test_findings_at_one_place_come_as_the_entry_names_the_activities(named: tuple[str, str]) -> None:
    log = "".join(
        f"- {{date: 2018-11-05, activity: {ids}, ref: h{n}}}\n"
        for n, ids in enumerate(("ett", f"[{', '.join(named)}]"))
    )
    found = checked(two_of("{at_least: 2, unit: besök}"), kommun=log)
    on_second = [each for each in found.diagnostics if each.span.start.line == 2]
    assert [each.message.values["activity"] for each in on_second if each.code == "party-not-responsible"] == [*named]


def test_a_place_that_is_only_counted_is_not_looked_up() -> None:
    bundle = PromiseFiles(
        ProjectFile(PATH, PROMISE.encode()),
        (ProjectFile("promises/x-2018/kommun.yaml", b"- {date: 2019, activity: fot}\n"),),
    )
    numbers = Counter(each.severity for each in check_promise(bundle).diagnostics)
    assert len(numbers) > 1
    for least in Severity:
        found = check_promise(bundle, min_reported=least)
        assert all(each.severity >= least and each.span != TOP for each in found.diagnostics)
        assert numbers == Counter(each.severity for each in found.diagnostics) + Counter(found.only_counted)


def test_a_rule_less_grave_than_what_is_sought_is_not_asked() -> None:
    log = ProjectFile(
        "promises/x-2018/polis.yaml", b"- {date: 2019, activity: fot}\n- {date: 2019, activity: saknas}\n"
    )
    for least in Severity:
        found = check_promise(PromiseFiles(ProjectFile(PATH, PROMISE.encode()), (log,)), min_checked=least)
        assert {each.severity for each in found.diagnostics} == {each for each in Severity if each >= least}
        assert not found.only_counted


# Settings


@pytest.mark.parametrize(
    ("data", "value", "codes"),
    [
        (b"lang: sv\n", {"lang": "sv"}, []),
        (b"# x\n", {}, []),
        (b"", {}, []),
        (b"null\n", {}, []),
        (b"lang: no\n", {}, ["ambiguous-value"]),
        (b"lang: fi\n", {}, ["value-not-allowed"]),
        (b"lnag: sv\n", {}, ["unknown-key"]),
        (b"lang: sv\nx: 1\n", {"lang": "sv"}, ["unknown-key"]),
        (b"- sv\n", {}, ["wrong-type"]),
        (b"sv\n", {}, ["wrong-type"]),
        (b"lang: [\n", None, ["yaml-syntax"]),
        (b"\xff", None, ["not-utf8"]),
    ],
)
def test_settings_are_read_and_what_is_wrong_is_left_out(data: bytes, value: object, codes: list[str]) -> None:
    found = check_settings(ProjectFile("medlofte.yaml", data))
    assert [each.code for each in found.diagnostics] == codes
    assert {each.path for each in found.diagnostics} <= {"medlofte.yaml"}
    assert found.value == value


# Anything at all

SEEDS = sorted((HERE / "validation" / "cases").rglob("*.y*ml")) + sorted((HERE.parent / "promises").rglob("*.yaml"))
TEXTS = [path.read_bytes() for path in SEEDS]
PROMISES = [text for text in TEXTS if re.search(rb"(?m)^activities:", text)]
LOGS = [text for text in TEXTS if re.search(rb"(?m)^- ", text) and not re.search(rb"(?m)^activities:", text)]
WORDS = (
    b"|null|true|no|1|0|-1|1.5|''|' '|[]|{}|[1]|{a: 1}|{a: {b: 1}}|9999-12-31|2999-12-31|0001|1900|2018-13|2018/2017|"
    b"date|activity|target|at_least|per|day|half-year|all|of|done|within|pace|months|end|<<|*a|&a|!x|\xff|\t|?|:|-|"
    b"999999999999999|0.000000000000001|period|start|total|reached|ref|\xe2\x80\xae|{|}|[|,|#|\"|'|\n|\n- |  "
).split(b"|")


def mutated(text: bytes, dice: random.Random) -> bytes:
    """The text with a few lines doubled, lost or indented, or a word in them changed."""
    lines = text.split(b"\n")
    for _ in range(dice.randint(0, 3)):
        at = dice.randrange(len(lines))
        match dice.randrange(5):
            case 0:
                lines.insert(at, dice.choice(lines))
            case 1:
                lines[at] = b""
            case 2:
                lines[at] = b" " * dice.randrange(5) + lines[at].lstrip()
            case _:
                pieces = re.findall(rb"[\w.-]+|\s+|[^\w\s]", lines[at]) or [b""]
                pieces[dice.randrange(len(pieces))] = dice.choice(WORDS)
                lines[at] = b"".join(pieces)
    return b"\n".join(lines)


@given(st.integers(0, 2**32))
@settings(deadline=None, max_examples=150)
def test_any_promise_with_any_logs_is_right_or_said_to_be_wrong(seed: int) -> None:
    dice = random.Random(seed)
    texts = [
        mutated(dice.choice(PROMISES), dice),
        *(mutated(dice.choice(LOGS), dice) for _ in range(dice.randrange(3))),
    ]
    paths = [PATH, "promises/x-2018/polis.yaml", "promises/x-2018/kommun.yaml"]
    said = []
    for ends in (b"\n", b"\r\n"):
        files = [ProjectFile(path, text.replace(b"\n", ends)) for path, text in zip(paths, texts, strict=False)]
        found = check_promise(PromiseFiles(files[0], tuple(files[1:])))
        said.append([(each.path, each.code, each.span, each.line, each.related) for each in found.diagnostics])
        for each in found.diagnostics:
            lines = next(file for file in files if file.path == each.path).data.count(b"\n") + 1
            assert 1 <= each.span.start.line <= lines + 1
            assert each.severity == CODES[each.code].severity
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("path", "head", "line"),
    [
        ("x-2018.yaml", PROMISE, "k{}: 1\n"),
        ("x-2018.yaml", PROMISE, "  k{}: {{}}\n"),
        ("x-2018.yaml", PROMISE, "<<<<<<< a\n"),
        ("x-2018/polis.yaml", "", "- x\n"),
    ],
    ids=["unknown", "empty", "conflicts", "log"],
)
def test_a_file_full_of_faults_is_refused_in_two_seconds(path: str, head: str, line: str, tmp_path: Path) -> None:
    lines = (encoding.LARGEST_PROMISE - len(head.encode())) // (len(line) + 5)
    (tmp_path / "promises" / "x-2018").mkdir(parents=True)
    (tmp_path / PATH).write_text(PROMISE, "utf-8")
    (tmp_path / "promises" / path).write_text(head + "".join(map(line.format, range(lines))), "utf-8")
    command = [sys.executable, "-m", "medlofte", "--root", str(tmp_path), "validate"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime - before.ru_utime <= 2 + 1, "not done in 2 s of the processor's time"
    assert done.returncode == 1
