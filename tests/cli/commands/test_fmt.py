"""``medlofte fmt``: canonical lines by date, with nothing lost."""

import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlofte.core.source import Source
from medlofte.parsing import log_reader, yaml_reader
from medlofte.parsing.log_formatter import format_log
from medlofte.parsing.log_writer import line_of
from tests.support.commands import Runner

LOG_PATH = Path("promises/exempelby-2026/polis.yaml")


def fmt(text: str) -> str:
    value = format_log(Source("log.yaml", text)).value
    assert value is not None
    return value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("- {activity: a, date: 2026-01-02}", "- {date: 2026-01-02, activity: a}\n"),
        (
            "- {activity: a, note: , place: [~, b], type: null}",
            "- {activity: a, place: [null, b], type: null, note: null}\n",
        ),
        ("- {date: 2026-02-01, activity: a}\n- {date: 2026-01-01, activity: b}\n", None),
        ("- date: 2026-01-02\n  activity: a\n", "- {date: 2026-01-02, activity: a}\n"),
        ("- {date: '2026-01-02', activity: \"a\", count: 2.50}\n", "- {date: 2026-01-02, activity: a, count: 2.50}\n"),
        (
            "- {date: 2026-01-02, activity: a, note: 'x # y'}  # z\n",
            '- {date: 2026-01-02, activity: a, note: "x # y"}  # z\n',
        ),
        ("# $schema=x\n# om b\n- {date: 2026-02, activity: b}\n# om a\n- {date: 2026-01, activity: a}\n# sist\n", None),
        ("# överst\n\n- {date: 2026-02, activity: b}\n\n\n- {date: 2026-01, activity: a}\n", None),
        ("- {date: 2026-01-31, activity: a, count: 1}\n- {date: 2026-01, activity: b}\n", None),
        ("- {date: 2026-01-02, activity: a, note: Annas # b\n  }\n", "refused"),
        ("- date: 2026-01-02  # när\n  activity: a\n", "refused"),
        ("---\n- {date: 2026-01-02, activity: a}\n", "refused"),
        ("[{date: 2026-01-02, activity: a}]\n", "refused"),
        ("- {date: 2026-01-02, activity: 0665}\n", "refused"),
        ("a: 1\n", "refused"),
    ],
)
def test_what_becomes_of_a_log(before: str, after: str | None) -> None:
    made = format_log(Source("log.yaml", before))
    if after == "refused":
        assert made.value is None
        assert made.diagnostics
        return
    assert made.value is not None
    if after is not None:
        assert made.value == after
    assert fmt(made.value) == made.value
    assert comments(made.value) == comments(before)
    assert sorted(values(made.value), key=repr) == sorted(values(before), key=repr)


def comments(text: str) -> list[str]:
    return sorted(line[line.index("#") :] for line in text.split("\n") if line.strip().startswith("#"))


def values(text: str) -> list[object]:
    read = log_reader.read(Source("log.yaml", text)).value
    assert read is not None
    found = [
        row.value if row.entry is None else log_reader.read(Source("x", text.split("\n")[row.line - 1])).value
        for row in read.rows
    ]
    return [each if isinstance(each, dict) else [row.value for row in each.rows] for each in found]  # type: ignore[union-attr]


def test_entries_stand_by_date_and_comments_go_with_them() -> None:
    before = "# $schema=x\n# om b\n- {date: 2026-02, activity: b}\n# om a\n- {date: 2026-01, activity: a}\n# sist\n"
    after = "# $schema=x\n# om a\n- {date: 2026-01, activity: a}\n# om b\n- {date: 2026-02, activity: b}\n# sist\n"
    assert fmt(before) == after


texts = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn")), min_size=1, max_size=20)
entries = st.fixed_dictionaries(
    {"date": st.dates().map(str).filter(lambda day: day >= "1900"), "activity": st.sampled_from(["a", "b", "no", "å"])},
    optional={
        "count": st.integers(0, 10**6),
        "place": texts | st.lists(texts, min_size=1, max_size=3),
        "note": texts,
        "results": st.dictionaries(
            texts.map(lambda text: unicodedata.normalize("NFC", text)),
            st.integers(0, 9) | texts,
            min_size=1,
            max_size=3,
        ),
        "done": st.booleans(),
        "ref": st.from_regex("[a-z0-9][a-z0-9-]{0,8}", fullmatch=True),
    },
)


@given(st.lists(entries, max_size=5))
@settings(deadline=None, max_examples=150)
def test_what_is_written_is_read_back_the_same(drawn: list[dict[str, object]]) -> None:
    text = "".join(f"{line_of(each)}\n" for each in drawn)
    read = yaml_reader.read(Source("log.yaml", text))
    assert read.diagnostics == ()
    assert read.value is not None
    assert (read.value.value or []) == drawn
    assert log_reader.read(Source("log.yaml", text)).diagnostics == ()
    assert fmt(fmt(text)) == fmt(text)
    assert sorted(fmt(text)) == sorted(text)


def test_the_order_of_lines_makes_no_difference() -> None:
    lines = [f"- {{date: 2026-0{month}-01, activity: a}}\n" for month in range(1, 9)]
    shuffled = random.Random(1).sample(lines, len(lines))
    assert fmt("".join(shuffled)) == "".join(lines)


def test_a_check_writes_nothing_and_ends_with_1(project: Path, medlofte: Runner) -> None:
    odd = "- {activity: fotpatrull, date: 2026-01-09, ref: a}\n"
    (project / LOG_PATH).write_text(odd, "utf-8")
    done = medlofte("fmt", "--check")
    assert (done.code, done.out) == (1, f"{LOG_PATH.as_posix()}\n")
    assert (project / LOG_PATH).read_text("utf-8") == odd
    assert medlofte("fmt").code == 0
    assert (project / LOG_PATH).read_text("utf-8") == "- {date: 2026-01-09, activity: fotpatrull, ref: a}\n"
    assert medlofte("fmt", "--check").code == 0


def test_a_log_that_would_lose_something_is_left_as_it_is(project: Path, medlofte: Runner) -> None:
    odd = "- date: 2026-01-09  # när\n  activity: fotpatrull\n"
    (project / LOG_PATH).write_text(odd, "utf-8")
    done = medlofte("fmt", "--lang", "en")
    assert (done.code, "without losing a comment" in done.err) == (1, True)
    assert (project / LOG_PATH).read_text("utf-8") == odd


def test_the_files_of_a_party_are_folded_into_one(project: Path, medlofte: Runner) -> None:
    folder = (project / LOG_PATH).parent
    (folder / "polis.2026-02.yaml").write_text("# feb\n- {date: 2026-02-09, activity: fotpatrull, ref: f}\n", "utf-8")
    (folder / "kommun.yaml").write_text("- {date: 2026-02-09, activity: vandring, ref: v}\n", "utf-8")
    before = medlofte("progress", "exempelby-2026", "--format", "json", "--as-of", "2026-12-31").out
    assert medlofte("fmt", "--fold").code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["kommun.yaml", "polis.yaml"]
    assert "# feb\n- {date: 2026-02-09, activity: fotpatrull, ref: f}\n" in (project / LOG_PATH).read_text("utf-8")
    assert medlofte("progress", "exempelby-2026", "--format", "json", "--as-of", "2026-12-31").out == before


def test_files_of_a_party_without_one_of_its_name_are_folded_too(project: Path, medlofte: Runner) -> None:
    folder = (project / LOG_PATH).parent
    (project / LOG_PATH).rename(folder / "polis.b.yaml")
    (folder / "polis.a.yaml").write_text("- {date: 2026-02-09, activity: fotpatrull, ref: f}\n", "utf-8")
    assert medlofte("fmt", "--fold").code == 0
    assert [path.name for path in folder.iterdir()] == ["polis.yaml"]
    assert (project / LOG_PATH).read_text("utf-8").count("\n") == 4


@pytest.mark.parametrize("late", ["polis.yaml", "polis.b.yaml"])
def test_an_entry_that_comes_meanwhile_is_not_lost(
    late: str, project: Path, medlofte: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = (project / LOG_PATH).parent
    (folder / "polis.b.yaml").write_text("- {activity: fotpatrull, date: 2026-02-09, ref: b}\n", "utf-8")
    (project / LOG_PATH).write_text("- {activity: fotpatrull, date: 2026-01-09, ref: a}\n", "utf-8")

    def formatted_slowly(*sources: Source) -> object:
        with (folder / late).open("a", encoding="utf-8") as opened:
            opened.write("- {date: 2026-03-09, activity: fotpatrull, ref: late}\n")
        return format_log(*sources)

    monkeypatch.setattr("medlofte.cli.commands.fmt.format_log", formatted_slowly)
    done = medlofte("fmt", "--fold", "--lang", "en")
    assert (done.code, "was changed meanwhile" in done.err) == (2, True)
    text = "".join(path.read_text("utf-8") for path in folder.iterdir())
    assert [text.count(f"ref: {ref}}}") for ref in ("a", "b", "late")] == [1, 1, 1]
