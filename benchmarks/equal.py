"""The same promises and events in the forms that other programs read, so that each is given equal work.

``python -m benchmarks.equal FOLDER --size M`` writes them: ``quoted/`` for ajv, ``embedded/`` with its schema for
check-jsonschema, ``events.journal`` for hledger and ``events.beancount`` for bean-check.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.corpus import SIZES, Entry, Size, Written, last_and_first, logs, promises

DAY = re.compile(r"(?<=: )(\d{4}-\d{2}-\d{2})(?=[,}\n])")


def quoted_days(text: str) -> str:
    """A promise with its days in quotation marks, for readers that would make a time of them."""
    return DAY.sub(r'"\1"', text)


def embedded(written: Written) -> str:
    """A promise with all its events in the same file, under the key ``log``."""
    lines = (line for text in logs(written).values() for line in text.splitlines())
    return f"{written.text}log:\n" + "".join(f"  {line}\n" for line in lines)


def schema_of_embedded(promise: dict[str, Any], log: dict[str, Any]) -> dict[str, Any]:
    """The schema of a promise with its events in it, made of the schemas of both."""
    moved = json.loads(json.dumps(log).replace('"#/$defs/', '"#/$defs/log/$defs/'))
    del moved["$id"], moved["$schema"]
    return {
        **promise,
        "properties": {**promise["properties"], "log": {"$ref": "#/$defs/log"}},
        "$defs": {**promise["$defs"], "log": moved},
    }


def number(entry: Entry) -> str:
    """What an event adds in a ledger: its count or reading, and nothing when it tells only words."""
    if "count" in entry.values:
        return entry.values["count"]
    return entry.values.get("reached") or ("0" if "deviation" in entry.values else "1")


def journal(all_written: Iterable[Written]) -> Iterator[str]:
    """Every event as a transaction of hledger's: from a party to an activity, with reference and place as tags."""
    for written in all_written:
        for entry in written.entries:
            day, values = last_and_first(entry)[0], entry.values
            place = f", plats:{values['place']}" if "place" in values else ""
            yield (
                f"{day} {values.get('note', values['activity'])}  ; ref:{values['ref']}{place}\n"
                f"    aktivitet:{written.id}:{values['activity']}    {number(entry)} st\n"
                f"    part:{written.id}:{entry.party}\n\n"
            )


def beancount(all_written: Iterable[Written]) -> Iterator[str]:
    """Every event as a transaction of Beancount's, with its accounts opened first."""
    opened: set[str] = set()
    for written in all_written:
        for entry in written.entries:
            values = entry.values
            accounts = (
                f"Assets:{written.id.title()}:{values['activity'].title()}",
                f"Income:{written.id.title()}:{entry.party.title()}",
            )
            yield from (f"1970-01-01 open {account}\n" for account in accounts if account not in opened)
            opened.update(accounts)
            place = f'  plats: "{values["place"]}"\n' if "place" in values else ""
            yield (
                f'{last_and_first(entry)[0]} * "{values.get("note", values["activity"])}"\n'
                f'  ref: "{values["ref"]}"\n{place}'
                f"  {accounts[0]}  {number(entry)} ST\n  {accounts[1]}\n\n"
            )


def write(folder: Path, size: Size, schemas: tuple[Path, Path]) -> None:
    """All forms of the promises of a size. ``schemas`` are the files of medlofte's own, of a promise and of a log."""
    for inside in ("quoted", "embedded"):
        (folder / inside).mkdir(parents=True)
    for written in promises(size):
        (folder / "quoted" / f"{written.id}.yaml").write_text(quoted_days(written.text), "utf-8")
        (folder / "embedded" / f"{written.id}.yaml").write_text(embedded(written), "utf-8")
    promise, log = (json.loads(path.read_text("utf-8")) for path in schemas)
    (folder / "embedded.schema.json").write_text(json.dumps(schema_of_embedded(promise, log)), "utf-8")
    with (folder / "events.journal").open("w", encoding="utf-8") as file:
        file.writelines(journal(promises(size)))
    with (folder / "events.beancount").open("w", encoding="utf-8") as file:
        file.writelines(beancount(promises(size)))


def main(arguments: Sequence[str]) -> None:
    """Write a folder."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.equal", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", choices=sorted(SIZES), default="S")
    parser.add_argument("--promise-schema", type=Path, required=True)
    parser.add_argument("--log-schema", type=Path, required=True)
    asked = parser.parse_args(arguments)
    write(asked.folder, SIZES[asked.size], (asked.promise_schema, asked.log_schema))


if __name__ == "__main__":
    main(sys.argv[1:])
