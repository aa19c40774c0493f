"""What medlofte's readers cost beside libyaml's, in a process of their own.

``python -m benchmarks.inside WHAT FOLDER`` prints JSON, seconds of CPU by name: ``promises`` reads every promise in
turn with each reader, ``logs`` every log. ``raw-parse`` lets libyaml read every file once and prints nothing, so that
the whole process can be measured; ``modules`` runs a command and prints which modules it loaded.
"""

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

HEAVY = ("rich", "jinja2", "babel", "jsonschema", "pydantic")
ROUNDS = 9


def texts(folder: Path, pattern: str) -> list[str]:
    """The texts of the files under ``promises/`` whose paths match."""
    return [path.read_text("utf-8") for path in sorted((folder / "promises").glob(pattern))]


def raw_parse(*all_texts: str | bytes) -> None:
    """Let libyaml read each text, with nothing made of it."""
    from yaml._yaml import CParser

    for text in all_texts:
        CParser(text).raw_parse()


def timed(ways: Mapping[str, Callable[[], Any]], rounds: int = ROUNDS) -> dict[str, float]:
    """The median seconds of CPU of each way, which take turns. The collector is off, as it is in medlofte."""
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            gc.collect()
            gc.disable()
            start = time.process_time()
            way()
            took[name].append(time.process_time() - start)
            gc.enable()
    return {name: statistics.median(seconds) for name, seconds in took.items()}


def promises(folder: Path) -> dict[str, float]:
    """Seconds for all promises: libyaml, PyYAML's values, medlofte's tree, and with a place asked for."""
    import yaml

    from medlofte.core.source import Source
    from medlofte.parsing import yaml_reader

    all_texts = texts(folder, "*.yaml")

    def placed() -> None:
        for text in all_texts:
            read = yaml_reader.read(Source("x.yaml", text)).value
            assert read is not None
            read.span(("activities", "fotpatrull", "target"))

    return timed(
        {
            "raw parse": lambda: raw_parse(*all_texts),
            "CSafeLoader": lambda: [yaml.load(text, yaml.CSafeLoader) for text in all_texts],
            "tree": lambda: [yaml_reader.read(Source("x.yaml", text)) for text in all_texts],
            "tree and a place": placed,
        }
    )


def logs(folder: Path) -> dict[str, float]:
    """Seconds for all logs: libyaml alone, canonical lines, the same as lines for YAML, and as a whole for YAML.

    Raises ``AssertionError`` when the three don't mean the same.
    """
    canonical = [fast for fast in map(canonical_lines, texts(folder, "*/*.yaml")) if fast]
    forms = {
        "canonical": canonical,
        "line by line": [slow_lines(text) for text in canonical],
        "as a whole": [slow_whole(text) for text in canonical],
    }
    as_it_is = meanings(canonical)
    assert all(meanings(form) == as_it_is for form in forms.values())
    del as_it_is
    ways: dict[str, Callable[[], Any]] = {name: partial(meanings, form) for name, form in forms.items()}
    return timed({"raw parse": partial(raw_parse, *canonical), **ways}, rounds=3)


def canonical_lines(text: str) -> str:
    """The lines of a log that need no YAML parser."""
    from medlofte.parsing import log_reader

    return "".join(f"{line}\n" for line in text.splitlines() if log_reader.entry_of_line(line) is not None)


def slow_lines(text: str) -> str:
    """The same entries, each with a blank that medlofte would not write, which sends its line to the YAML parser."""
    return text.replace("- {date:", "- { date:")


def slow_whole(text: str) -> str:
    """The same entries in a list that no line can be read alone from, so that the whole file goes to the parser."""
    return text.replace("- {date:", "-  {date:")


def meanings(all_texts: Sequence[str]) -> list[list[Any]]:
    """The entries of each log."""
    return [meaning(text) for text in all_texts]


def meaning(text: str) -> list[Any]:
    """The entries of a log, as ``medlofte validate`` reads them."""
    from medlofte.core.source import Source
    from medlofte.parsing import decoder, log_reader

    read = log_reader.read(Source("x.yaml", text)).value
    assert read is not None
    entries = list(read.entries)
    for index, value in read.odd.items():
        entries[index] = decoder.entry(value, (index,))[0]
    return entries


def modules(arguments: Sequence[str]) -> list[str]:
    """Which of the heavy modules are there when a command has run; its output goes nowhere."""
    import contextlib
    import io

    from medlofte.cli import COMMANDS
    from medlofte.cli.app import build, run

    sys.argv = ["medlofte", *arguments]
    with contextlib.redirect_stdout(io.StringIO()):
        code = run(build(COMMANDS))
    assert code == 0
    return [name for name in HEAVY if name in sys.modules]


def main(arguments: Sequence[str]) -> None:
    """Do what is asked for."""
    what, *rest = arguments
    if what == "raw-parse":
        for path in sorted(Path(rest[0], "promises").rglob("*.yaml")):
            raw_parse(path.read_bytes())
        return
    found: Any = modules(rest) if what == "modules" else {"promises": promises, "logs": logs}[what](Path(rest[0]))
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
