"""How each goal is measured: one function for those that are measured together."""

from __future__ import annotations

from benchmarks import corpus
from benchmarks.bench import Bench
from benchmarks.measure import Failed, Job, instructions, median, peak, user, wall

PROMISE = f"exempelby-norra-{corpus.LAST_YEAR}"
MEMO = ("render", "memo", PROMISE, "--as-of", corpus.AS_OF, "--quiet")
YAMLLINT = "{extends: default, rules: {line-length: disable, braces: disable, document-start: disable}}"
PIPED = (
    ("validate",),
    ("validate", "--format", "json"),
    ("progress",),
    ("progress", PROMISE),
    ("progress", "--format", "json"),
    ("progress", "--format", "csv"),
)


def _promises(bench: Bench, size: str) -> list[str]:
    folder = bench.corpus(size)
    return [str(path.relative_to(folder)) for path in sorted((folder / "promises").glob("*.yaml"))]


def start_up(bench: Bench) -> None:
    """Goals 1, 2, 12 and 13: what a person waits for at S, beside a Typer hello and check-jsonschema."""
    small = bench.corpus("S")
    progress = bench.medlofte("progress", PROMISE, "--as-of", corpus.AS_OF)
    schema = str(bench.schemas["promise"])
    jobs = {
        "hello": Job(bench.hello, small),
        "validate": Job(bench.medlofte("validate"), small),
        "progress": Job(progress, small),
        "memo": Job(bench.medlofte(*MEMO), small),
        "memo as PDF": Job(bench.medlofte(*MEMO, "--format", "pdf", "--output", "../memo.pdf"), small),
        **bench.peer("check-jsonschema", small, "--schemafile", schema, *_promises(bench, "S")),
        **bench.peer("sourcemeta-jsonschema", small, "validate", schema, *_promises(bench, "S")),
        **bench.peer("yamllint", small, "-d", YAMLLINT, "promises"),
    }
    turned = bench.turns(jobs, bench.rounds.short, "S")
    turned.compare("validate/hello wall", "validate", "hello", wall)
    turned.compare("check-jsonschema/validate wall", "check-jsonschema", "validate", wall)
    turned.compare("progress/hello wall", "progress", "hello", wall)
    turned.compare("memo/hello wall", "memo", "hello", wall)
    pdf = turned.runs["memo as PDF"]
    bench.found["PDF seconds"] = (
        median(pdf, wall) - median(turned.runs["memo"], wall) if pdf else turned.failed["memo as PDF"]
    )
    bench.count(
        "validate/hello instructions", lambda: instructions(jobs["validate"]), lambda: instructions(jobs["hello"])
    )


def modules(bench: Bench) -> None:
    """Goal 3: which heavy modules the commands leave loaded that people pipe."""
    folder = str(bench.corpus("S"))
    loaded = {name for command in PIPED for name in bench.inside("modules", *command, "--root", folder)}
    if loaded:
        bench.tell(f"loaded: {', '.join(sorted(loaded))}")
    bench.found["heavy modules"] = len(loaded)


def promises_alone(bench: Bench) -> None:
    """Goals 4 and 5: the schema's work, at M without logs."""
    alone = bench.corpus("M", "--without-logs")
    schema = str(bench.schemas["promise"])
    names = _promises(bench, "M")
    quoted = f"{bench.equal('M')}/quoted/*.yaml"
    jobs = {
        "promises": Job(bench.medlofte("validate"), alone),
        **bench.peer("check-jsonschema", alone, "--schemafile", schema, *names),
        **bench.peer("ajv", alone, "validate", "--strict=false", "--spec=draft2020", "-s", schema, "-d", quoted),
        **bench.peer("sourcemeta-jsonschema", alone, "validate", schema, *names),
    }
    turned = bench.turns(jobs, bench.rounds.middle, "M without logs")
    turned.compare("check-jsonschema/promises", "check-jsonschema", "promises", user)
    turned.compare("ajv/promises", "ajv", "promises", user)
    _further_promise(bench, jobs)


def _further_promise(bench: Bench, large: dict[str, Job]) -> None:
    sourcemeta = large.get("sourcemeta-jsonschema")
    if sourcemeta is None:
        bench.found["promise/sourcemeta"] = "sourcemeta-jsonschema is not installed"
        return
    few = bench.corpus("S", "--without-logs")
    more = corpus.SIZES["M"].promises - corpus.SIZES["S"].promises
    fewer = Job([*sourcemeta.command[:3], *_promises(bench, "S")], few)
    validate = large["promises"]
    bench.count(
        "promise/sourcemeta",
        lambda: bench.instructions_of_a_promise(validate._replace(folder=few), validate, more),
        lambda: bench.instructions_of_a_promise(fewer, sourcemeta, more),
    )


def reading(bench: Bench) -> None:
    """Goal 6: promises read into a tree. Places are worked out when one is asked for, so both are measured."""
    bench.tell("M: promises read by each reader")
    took = bench.inside("promises", str(bench.corpus("M")))
    bench.found["tree/raw parse"] = took["tree"] / took["raw parse"]
    bench.found["tree/CSafeLoader"] = took["tree"] / took["CSafeLoader"]
    bench.found["tree and a place/raw parse"] = took["tree and a place"] / took["raw parse"]


def log_lines(bench: Bench) -> None:
    """Goal 11: canonical lines, and the same entries in forms that only the YAML parser reads."""
    bench.tell("M: logs read in each form")
    try:
        took = bench.inside("logs", str(bench.corpus("M")))
    except Failed as failed:
        for key in ("canonical/raw parse", "line by line/canonical", "as a whole/canonical"):
            bench.found[key] = str(failed)
        return
    bench.found["canonical/raw parse"] = took["canonical"] / took["raw parse"]
    bench.found["line by line/canonical"] = took["line by line"] / took["canonical"]
    bench.found["as a whole/canonical"] = took["as a whole"] / took["canonical"]


def bare_parse(bench: Bench) -> None:
    """Goal 7: the whole of ``validate`` beside a program that lets libyaml read the same files and does no more."""
    large = bench.corpus("M")
    validate = Job(bench.medlofte("validate"), large)
    bare = bench.program("raw-parse", str(large))
    bench.count("validate/raw parse", lambda: instructions(validate), lambda: instructions(bare))
    by_hand = Job(bench.medlofte("validate"), bench.corpus("M", "--odd", "0.2"))
    bench.turns({"validate": validate, "validate, logs by hand": by_hand, "raw parse": bare}, bench.rounds.middle, "M")


def ledgers(bench: Bench) -> None:
    """Goal 8: the events of M, and what ledgers need for them."""
    forms = bench.equal("M")
    jobs = {
        "validate": Job(bench.medlofte("validate"), bench.corpus("M")),
        **bench.peer("hledger", forms, "-f", "events.journal", "balance", most_rounds=3),
        **bench.peer("bean-check", forms, "events.beancount", "--no-cache", most_rounds=3),
    }
    turned = bench.turns(jobs, bench.rounds.middle, "M beside ledgers")
    turned.compare("hledger/validate", "hledger", "validate", user)
    turned.compare("bean-check/validate", "bean-check", "validate", user)


def embedded(bench: Bench) -> None:
    """Goal 9: the events of M inside the promises, for a checker that knows schemas only. It takes minutes."""
    forms = bench.equal("M")
    files = [str(path) for path in sorted((forms / "embedded").glob("*.yaml"))]
    jobs = {
        "validate": Job(bench.medlofte("validate"), bench.corpus("M")),
        **bench.peer("check-jsonschema", forms, "--schemafile", "embedded.schema.json", *files, most_rounds=1),
    }
    turned = bench.turns(jobs, bench.rounds.long, "M with events in the promises")
    turned.compare("embedded/validate", "check-jsonschema", "validate", user)


def memory(bench: Bench) -> None:
    """Goal 10: peak memory of ``validate`` at both ends."""
    command = bench.medlofte("validate")
    jobs = {"S": Job(command, bench.corpus("S")), "L": Job(command, bench.corpus("L"), 1)}
    turned = bench.turns(jobs, bench.rounds.long, "validate for its memory")
    turned.compare("memory L/S", "L", "S", peak)


MEASURES = {
    start_up: (1, 2, 12, 13),
    modules: (3,),
    promises_alone: (4, 5),
    reading: (6,),
    bare_parse: (7,),
    ledgers: (8,),
    embedded: (9,),
    memory: (10,),
    log_lines: (11,),
}
LONG = frozenset({9, 10})
"""Goals that take minutes, which ``--quick`` leaves out."""
