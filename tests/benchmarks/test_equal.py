"""What other programs are given holds the same promises and events."""

import json
from collections import Counter
from decimal import Decimal
from itertools import islice
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from benchmarks import corpus, equal
from medlofte.parsing import schema as _schema

WRITTEN = tuple(islice(corpus.promises(corpus.SIZES["M"]), 2))
SCHEMAS = Path(_schema.__file__).parent


def schema(name: str) -> dict[str, object]:
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("written", WRITTEN, ids=lambda written: written.id)
def test_quoted_days_are_text_to_every_reader_and_nothing_else_changes(written: corpus.Written) -> None:
    plain = yaml.load(written.text, yaml.BaseLoader)
    assert yaml.load(equal.quoted_days(written.text), yaml.BaseLoader) == plain
    assert jsonschema_rs.is_valid(schema("promise"), yaml.safe_load(equal.quoted_days(written.text)))
    assert not jsonschema_rs.is_valid(
        schema("promise"), json.loads(json.dumps(yaml.safe_load(written.text), default=id))
    )


def test_embedded_events_are_judged_by_the_schema_of_a_log() -> None:
    both = equal.schema_of_embedded(schema("promise"), schema("log"))
    value = yaml.safe_load(equal.quoted_days(equal.embedded(WRITTEN[0])))
    assert len(value["log"]) == len(WRITTEN[0].entries)
    assert jsonschema_rs.is_valid(both, value)
    value["log"][-1]["count"] = "många"
    assert not jsonschema_rs.is_valid(both, value)


def wanted() -> Counter[tuple[str, str]]:
    sums: Counter[tuple[str, str]] = Counter()
    for written in WRITTEN:
        for entry in written.entries:
            sums[written.id, entry.values["activity"]] += Decimal(equal.number(entry))  # type: ignore[assignment]
    return sums


def test_a_journal_has_every_event_once() -> None:
    transactions = "".join(equal.journal(WRITTEN)).strip().split("\n\n")
    assert len(transactions) == sum(len(written.entries) for written in WRITTEN)
    sums: Counter[tuple[str, str]] = Counter()
    for transaction in transactions:
        account, figure, _ = transaction.splitlines()[1].split()
        _, id, activity = account.split(":")
        sums[id, activity] += Decimal(figure)  # type: ignore[assignment]
    assert sums == wanted()


def test_a_ledger_opens_every_account_once_and_before_it_is_used() -> None:
    opened: set[str] = set()
    sums: Counter[tuple[str, str]] = Counter()
    for line in "".join(equal.beancount(WRITTEN)).splitlines():
        words = line.split()
        if "open" in words:
            assert words[-1] not in opened
            opened.add(words[-1])
        elif words and words[0].startswith(("Assets:", "Income:")):
            assert words[0] in opened
            if words[0].startswith("Assets:"):
                _, id, activity = words[0].lower().split(":")
                sums[id, activity] += Decimal(words[1])  # type: ignore[assignment]
    assert sums == wanted()


def test_all_forms_are_written(tmp_path: Path) -> None:
    paths = tuple(SCHEMAS / f"{name}.schema.json" for name in ("promise", "log"))
    equal.write(tmp_path, corpus.SIZES["S"], (paths[0], paths[1]))
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"quoted", "embedded", "embedded.schema.json", "events.journal", "events.beancount"}
    assert len(list((tmp_path / "embedded").iterdir())) == len(list((tmp_path / "quoted").iterdir())) == 5
