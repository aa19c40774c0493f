"""The generated corpora: the same for the same seed, right under every rule, and odd only where they should be."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
import yaml

from benchmarks import corpus, inside
from medlofte.core.diagnostic import LocatedDiagnostic, Severity
from medlofte.core.source import Source
from medlofte.parsing import log_reader
from medlofte.parsing.encoding import LARGEST_LOG
from medlofte.parsing.log_formatter import format_log
from medlofte.validation.checker import ProjectFile, PromiseFiles, check_promise

SMALL = corpus.SIZES["S"]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")}


def bundle(written: corpus.Written, odd: float = 0) -> PromiseFiles:
    texts = corpus.logs(written, odd)
    logs = (ProjectFile(f"promises/{written.id}/{name}", text.encode()) for name, text in texts.items())
    return PromiseFiles(ProjectFile(f"promises/{written.id}.yaml", written.text.encode()), tuple(logs))


def said(all_written: Iterator[corpus.Written], odd: float = 0) -> list[LocatedDiagnostic]:
    bundles = [bundle(written, odd) for written in all_written]
    ids = frozenset(each.id for each in bundles)
    return [
        each for one in bundles for each in check_promise(one, ids).diagnostics if each.severity is not Severity.NOTE
    ]


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        corpus.write(tmp_path / name, SMALL, odd=0.5, seed=seed)
    one, again, other = (bytes_of(tmp_path / name) for name in ("one", "again", "other"))
    assert one == again
    assert not set(one.values()) & set(other.values())


@pytest.mark.parametrize(("name", "promises", "events"), [("S", 5, 500), ("M", 290, 87_000), ("L", 2_900, 870_000)])
def test_a_size_has_as_many_as_it_says(name: str, promises: int, events: int) -> None:
    size = corpus.SIZES[name]
    assert (size.promises, size.all_events) == (promises, events)
    some = list(islice(corpus.promises(size), 3))
    assert {len(written.entries) for written in some} == {events // promises}
    lines = [text.count("\n") for written in some for text in corpus.logs(written).values()]
    assert sum(lines) == 3 * events // promises


@pytest.mark.parametrize("odd", [0, 1])
def test_nothing_is_wrong_with_s(odd: float) -> None:
    assert said(corpus.promises(SMALL), odd) == []


@pytest.mark.parametrize("name", ["M", "L"])
def test_nothing_is_wrong_with_some_of_the_others(name: str) -> None:
    some = list(islice(corpus.promises(corpus.SIZES[name]), 10))
    assert any("\nfollows: " in written.text for written in some) == (name == "L")
    assert said(iter(some), odd=0.3) == []


def test_the_logs_stand_as_medlofte_writes_them() -> None:
    for written in corpus.promises(SMALL):
        for name, text in corpus.logs(written).items():
            assert format_log(Source(name, text)).value == text


def test_every_kind_of_target_and_every_rarer_key_is_there() -> None:
    written = list(islice(corpus.promises(corpus.SIZES["M"]), 4))
    targets = [each["target"] for each in yaml.safe_load(written[0].text)["activities"].values()]
    kinds = {"at_least", "exact", "per", "all", "done", "within", "ongoing"}
    assert kinds <= {key for target in targets for key in target}
    keys = {key for each in written for entry in each.entries for key in entry.values}
    assert {"reached", "within", "done", "results", "tags", "deviation", "type", "note", "place", "ref"} <= keys


def test_some_parties_have_several_files() -> None:
    names = [name for written in corpus.promises(SMALL) for name in corpus.logs(written)]
    assert {"polis.yaml", "kommun.yaml", "vardar.yaml", f"polis.{corpus.LAST_YEAR}-07.yaml"} == set(names)
    assert names.count(f"polis.{corpus.LAST_YEAR}-07.yaml") < names.count("polis.yaml")


def test_odd_lines_take_the_slow_path_and_mean_the_same() -> None:
    def entries(odd: float) -> tuple[list[object], int]:
        texts = [text for written in corpus.promises(SMALL) for text in corpus.logs(written, odd).values()]
        read = [entry for text in texts for entry in inside.meaning(text)]
        fast = sum(log_reader.entry_of_line(line) is not None for text in texts for line in text.splitlines())
        return read, fast

    plain, plain_fast = entries(0)
    odd, odd_fast = entries(1)
    assert plain == odd
    assert 0.9 * 500 < plain_fast < 500
    assert 0.6 * 500 < odd_fast < 0.95 * plain_fast


def test_only_the_share_of_logs_is_odd_that_was_asked_for() -> None:
    def texts(odd: float) -> list[str]:
        some = islice(corpus.promises(corpus.SIZES["M"]), 30)
        return [text for written in some for text in corpus.logs(written, odd).values()]

    differ = sum(plain != odd for plain, odd in zip(texts(0), texts(0.3), strict=True))
    assert 0.15 < differ / len(texts(0)) < 0.45


def test_one_log_is_nearly_as_large_as_asked_for_and_right(tmp_path: Path) -> None:
    most = 4_000_000
    corpus.write_one_log(tmp_path, most)
    (path,) = tmp_path.glob("promises/*/*.yaml")
    assert most - 200 < path.stat().st_size <= most < LARGEST_LOG
    promise = ProjectFile(f"promises/{path.parent.name}.yaml", path.parent.with_suffix(".yaml").read_bytes())
    one = PromiseFiles(promise, (ProjectFile(f"promises/{path.parent.name}/{path.name}", path.read_bytes()),))
    assert [each for each in check_promise(one).diagnostics if each.severity is not Severity.NOTE] == []


def test_the_command_writes_what_the_function_does(tmp_path: Path) -> None:
    corpus.main([str(tmp_path / "one"), "--size", "S", "--odd", "0.5", "--seed", "3"])
    corpus.write(tmp_path / "other", SMALL, odd=0.5, seed=3)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "other")
    corpus.main([str(tmp_path / "bare"), "--without-logs"])
    assert len(bytes_of(tmp_path / "bare")) == SMALL.promises
