"""Valid promises with logs that fit them, as plain values, and a writer that makes YAML of them in several ways."""

import json
import random
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from hypothesis import strategies as st

from medlofte.core.dates import days
from medlofte.core.escaping import HIDDEN_BUT_NEWLINE
from medlofte.parsing.yaml_reader import AMBIGUOUS_WORDS
from medlofte.validation.checker import ProjectFile, PromiseFiles

Plain = dict[str, Any]
Draw = Callable[..., Any]
Strategy = st.SearchStrategy[Any]

ID = "exempelby-2018"
PARTIES = ("polis", "kommun", "bostad")
IDS = ("fotpatrull", "vandring", "kontor", "skolor-2", "kamera_b", "klotter", "Närvaro")
AREAS = ("trygghet", "trafik")
TAGS = ("kväll", "narkotika", "skola & hem")
TYPES = ("möte", "besök")
PERS = ("day", "week", "month", "quarter", "tertial", "half-year", "year")
EARLIEST, LATEST = date(2017, 1, 1), date(2022, 12, 31)


class Case(NamedTuple):
    """A promise, and the entries of its logs by the names of their files."""

    promise: Plain
    logs: dict[str, list[Plain]]


# Words and numbers

TRAPS = (
    *("no", "Yes", "0665", "1_000", "20:30", "1e3", "12", "true", "null", "~", "2018-10-01", "- a", "-", "? a", "a: b"),
    *(
        "a:",
        ": a",
        "# a",
        "a #b",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a",
        "[a",
        "{a}",
        "a, b",
        "'a'",
        '"a"',
        "a\\nb",
        "|",
        ">",
    ),
    *(
        "<<",
        "---",
        "...",
        "=",
        "::error::a",
        "##[x]",
        "Vad hände?",
        "a\nb",
        "a\n\n b\n",
        " a",
        "a ",
        "😀",
        "e\u0301",
        "“å”",
    ),
)
_NOT_SAFE = re.compile(rf"[\d\s]|{HIDDEN_BUT_NEWLINE}")
texts: Strategy = st.one_of(
    st.sampled_from(("Torget", "Ökad trygghet", "Kommunstyrelsen", "§ a", "fredag- och lördagskvällar")),
    st.sampled_from(TRAPS),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6).map(lambda text: f"å{_NOT_SAFE.sub(' ', text)}."),
)
numbers: Strategy = st.integers(1, 500) | st.sampled_from((0.5, 1.25, 7.5))
lists: Strategy = st.lists(texts, min_size=1, max_size=3)
precisions: Strategy = st.sampled_from(("exact", "over", "at-least", "about"))
dates = st.dates(EARLIEST, LATEST)
moments: Strategy = st.builds(lambda day, length: day.isoformat()[:length], dates, st.sampled_from((10, 10, 7, 4)))


@st.composite
def stretches(draw: Draw) -> str:
    """A moment, or two with a slash between."""
    start = draw(dates)
    end = draw(st.none() | st.dates(start, LATEST))
    return start.isoformat() if end is None else f"{start}/{end}"


def some(required: dict[str, Strategy], least: int = 0, /, **optional: Strategy) -> Strategy:
    """Mappings with these keys and up to three of the optional ones, whose names may end in an underscore."""
    names = st.lists(st.sampled_from(sorted(optional)), min_size=least, max_size=3, unique=True) if optional else None
    return _some(required, names, optional)


@st.composite
def _some(draw: Draw, required: dict[str, Strategy], names: Strategy | None, optional: dict[str, Strategy]) -> Plain:
    """What ``some`` describes; the strategies are made once, since that takes as long as to draw from them."""
    chosen = draw(names) if names is not None else []
    values = {**required, **{key.rstrip("_"): optional[key] for key in chosen}}
    return {key: draw(value) for key, value in values.items()}


def one_or_more(**optional: Strategy) -> Strategy:
    """Mappings with one to three of the keys."""
    return some({}, 1, **optional)


# Promises

targets: Strategy = st.one_of(
    some({"at_least": numbers, "unit": texts}),
    some({"at_least": numbers, "unit": texts, "per": st.sampled_from(PERS)}, average=st.booleans()),
    some({"exact": numbers, "unit": texts}),
    some({"all": texts}, of=st.integers(1, 60), share=st.integers(1, 100) | st.just(33.3)),
    some({"done": texts}, by=moments),
    some({"within": numbers, "unit": texts}),
    st.just({"ongoing": True}),
)
paces: Strategy = st.sampled_from(("even", "end")) | st.fixed_dictionaries(
    {"months": st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True)}
)
people: Strategy = st.lists(st.sampled_from(PARTIES), min_size=1, max_size=2, unique=True)
activities: Strategy = some(
    {"title": texts, "responsible": people},
    focus_area=st.sampled_from(AREAS),
    supporting=people,
    with_=lists,
    places=lists,
    target=targets,
    counts=texts,
    wording=texts,
    purpose=texts,
    note=texts,
    when=texts,
    of_which=st.lists(some({"tag": st.sampled_from(TAGS), "at_least": numbers}), min_size=1, max_size=2),
    any_of=st.lists(st.sampled_from(TYPES), min_size=1, max_size=2),
    best_effort=st.booleans(),
    condition=texts,
    beyond_ordinary=st.booleans(),
    sensitive=st.just(False),
    pace=paces,
)
measured: Strategy = some({"value": numbers | texts}, date=moments, source=texts, note=texts)
effects: Strategy = some(
    {"goal": texts}, measure=texts, baseline=measured, focus_area=st.sampled_from(AREAS), note=texts
)
contacts: Strategy = one_or_more(role=texts, url=texts, address=texts)
parties: Strategy = st.fixed_dictionaries(
    {
        party: some({"name": texts}, kind=st.sampled_from(("police", "municipality", "other")), contact=contacts)
        for party in PARTIES
    }
)
areas: Strategy = st.fixed_dictionaries(
    {
        area: some({"title": texts}, problem=texts, causes=lists, places=lists, target_group=texts, note=texts)
        for area in AREAS
    }
)
dialogues: Strategy = one_or_more(
    kind=st.sampled_from(("citizens", "staff", "partners", "other")),
    when=stretches(),
    answers=st.integers(0, 5000),
    precision=precisions,
    places=lists,
    method=texts,
)
decisions: Strategy = some(
    {"kind": st.sampled_from(("adopted", "revised", "extended", "ended"))},
    date=moments,
    body=texts,
    reference=texts,
    paragraph=texts,
)
cases: Strategy = some(
    {"kind": st.sampled_from(("memo", "followup", "interpellation", "motion"))},
    title=texts,
    reference=texts,
    date=moments,
    from_=texts,
    to=texts,
    officer=one_or_more(name=texts, title=texts),
    proposal=lists,
    summary=texts,
    documents=st.lists(some({"title": texts}, date=moments), min_size=1, max_size=2),
    answers=lists,
)
sources: Strategy = some({"title": texts}, publisher=texts, url=texts, date=moments, retrieved=moments)


def several(each: Strategy) -> Strategy:
    """Lists of one or two."""
    return st.lists(each, min_size=1, max_size=2)


promises_without_time: Strategy = some(
    {
        "format": st.just(1),
        "title": texts,
        "municipality": st.sampled_from(({"name": "Exempelby kommun"}, {"name": "Kungälvs kommun", "code": "1482"})),
        "parties": parties,
        "focus_areas": areas,
        "activities": st.dictionaries(st.sampled_from(IDS), activities, min_size=1, max_size=3),
    },
    area=texts,
    police_area=texts,
    agreement=one_or_more(title=texts, reference=texts, note=texts),
    basis=one_or_more(situation=texts, dialogues=several(dialogues), sources=lists),
    decisions=several(decisions),
    effects=several(effects),
    cases=several(cases),
    sources=several(sources),
    note=texts,
)


@st.composite
def promises(draw: Draw) -> Plain:
    """A promise about which nothing is an error, with or without a period, and activities with periods of their own."""
    promise: Plain = draw(promises_without_time)
    for activity in promise["activities"].values():
        if "per" in activity.get("target", ()):
            activity.pop("pace", None)
    if draw(st.integers(0, 5)) == 0:
        return {**promise, "status": draw(st.sampled_from(("draft", "proposed")))}
    start = draw(st.dates(EARLIEST, date(2021, 1, 1)))
    end = draw(st.dates(start, LATEST))
    promise["period"] = {"start": draw(st.sampled_from((str(start), str(start)[:7])))}
    if draw(st.integers(0, 4)):
        promise["period"]["end"] = draw(st.sampled_from((str(end), str(end)[:7])))
    for activity in promise["activities"].values():
        if draw(st.integers(0, 3)) == 0:
            activity["period"] = draw(_periods_between(start, end))
    due = st.dates(start, LATEST).map(str)
    if draw(st.booleans()):
        every = st.sampled_from(("month", "quarter", "tertial", "half-year", "year"))
        once, again = some({"due": due}, to=texts, form=texts), some({"every": every}, due=due, to=texts)
        promise["followups"] = draw(several(st.one_of(once, again)))
    if draw(st.integers(0, 3)) == 0:
        promise["feedback"] = draw(several(some({"date": due}, channel=texts, link=texts, note=texts)))
    return {**promise, "status": draw(st.sampled_from(("draft", "proposed", "adopted", "closed")))}


@st.composite
def _periods_between(draw: Draw, first: date, last: date) -> Plain:
    start = draw(st.dates(first, last))
    both = {"start": str(start), "end": str(draw(st.dates(start, last)))}
    return draw(st.sampled_from((both, {"start": both["start"]}, {"end": both["end"]})))  # type: ignore[no-any-return]


# Logs

remarks: Strategy = st.one_of(
    some({"words": texts}),
    some({"deviation": texts}, instead=texts),
    some({"assessed": st.sampled_from(("kept", "partly", "not-kept"))}, reason=texts),
)
counted: Strategy = st.one_of(
    st.just({}),
    st.integers(0, 80).map(lambda n: {"count": n}),
    st.integers(0, 80).map(lambda n: {"total": n}),
    st.integers(0, 80).map(lambda n: {"reached": n}),
    remarks,
)
results: Strategy = st.dictionaries(
    st.sampled_from(("trasiga lampor", "klotter", "böter")),
    numbers | texts | st.dictionaries(st.sampled_from(("vägg", "bänk")), numbers, min_size=1),
    min_size=1,
)
besides: Strategy = some(
    {},
    precision=precisions,
    place=texts | st.lists(texts, min_size=1, max_size=2, unique=True),
    type_=st.sampled_from(TYPES),
    note=texts,
    results=results,
    tags=st.lists(st.sampled_from(TAGS), min_size=1, max_size=2),
    source=texts,
)
when: Strategy = st.one_of(moments, stretches(), st.dates(date(2018, 10, 1), date(2018, 10, 9)).map(str))


@st.composite
def entries(draw: Draw, promise: Plain) -> Plain:
    """An entry that fits the promise when it is alone."""
    kinds = {id: set(activity.get("target", ())) for id, activity in promise["activities"].items()}
    id = draw(st.sampled_from(sorted(kinds)))
    entry: Plain = {"date": draw(when), "activity": id}
    if "done" in kinds[id]:
        return {**entry, **draw(remarks | st.just({"done": True}))}
    others = sorted(each for each, kind in kinds.items() if each != id and "done" not in kind)
    if others and draw(st.integers(0, 5)) == 0:
        entry["activity"] = [id, draw(st.sampled_from(others))]
    elif "all" in kinds[id] and draw(st.booleans()):
        return {**entry, "reached": "all", **draw(besides)}
    figure = draw(counted)
    whole = next((figure[key] for key in ("count", "total", "reached") if key in figure), None)
    if whole is not None and draw(st.integers(0, 3)) == 0:
        figure["of_which"] = draw(st.dictionaries(st.sampled_from(TAGS), st.integers(0, whole), min_size=1))
    if whole is not None and "within" in kinds[id] and isinstance(entry["activity"], str):
        figure["within"] = draw(st.integers(0, whole))
    return {**entry, **figure, **draw(besides)}


@st.composite
def cases_of_promises(draw: Draw, most: int = 5) -> Case:
    """A promise with up to three logs, about which nothing is an error."""
    promise = draw(promises())
    names = draw(st.lists(st.sampled_from(PARTIES), max_size=3, unique=True))
    logs = {name: _without_conflicts(draw(st.lists(entries(promise), max_size=most))) for name in names}
    _refer(logs, draw(st.lists(st.booleans(), min_size=most * 3, max_size=most * 3)))
    if len(logs) > 1 and draw(st.booleans()):
        _tell_together(*list(logs.values())[:2])
    return Case(promise, logs)


def _without_conflicts(log: list[Plain]) -> list[Plain]:
    """The entries without those that read another number for the same activity on the same day."""
    read: set[tuple[str, date]] = set()
    kept = []
    for entry in log:
        ids = entry["activity"] if isinstance(entry["activity"], list) else [entry["activity"]]
        places = {(id, days(entry["date"]).last) for id in ids}
        if not {"total", "reached"} & entry.keys():
            kept.append(entry)
        elif not places & read:
            read |= places
            kept.append(entry)
    return kept


def _refer(logs: dict[str, list[Plain]], which: Sequence[bool]) -> None:
    """Give some of the entries a reference that no other has."""
    for number, (entry, has) in enumerate(zip((e for log in logs.values() for e in log), which, strict=False)):
        if has:
            entry["ref"] = f"h{number}"


def _tell_together(log: list[Plain], other: list[Plain]) -> None:
    """Let a log tell of what another does, when that is a count with a reference."""
    other += [dict(entry) for entry in log if "ref" in entry and not {"total", "reached"} & entry.keys()][:1]


# Writing


class Style(NamedTuple):
    """How a value is written: from which depth in braces, with which quotation mark, and with all texts in them."""

    flow_from: int = 2
    mark: str = '"'
    quotes_all: bool = False


styles: Strategy = st.builds(Style, st.integers(0, 5), st.sampled_from("'\""), st.booleans())
_PLAIN = re.compile(r"[A-Za-zÅÄÖåäö](?:[\wÅÄÖåäö().;/!%&§–-]| (?=[\wÅÄÖåäö().;/!%&§–-]))*")
_DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?(?:/\d{4}-\d\d(?:-\d\d)?)?")
_NOT_PLAIN = AMBIGUOUS_WORDS | {"true", "false", "null"}


def written(value: Any, style: Style) -> str:
    """A value as YAML."""
    return (
        _block(value, style, 0) if style.flow_from and isinstance(value, (dict, list)) else f"{_flow(value, style)}\n"
    )


def written_log(log: Sequence[Plain], style: Style) -> str:
    """A log as YAML, each entry on a line of its own."""
    return "".join(f"- {_flow(entry, style)}\n" for entry in log)


def _block(value: Any, style: Style, depth: int) -> str:
    items = value.items() if isinstance(value, dict) else ((None, each) for each in value)
    blanks = "  " * depth
    return "".join(f"{blanks}{_head(key, style)}{_item(each, style, depth + 1)}" for key, each in items)


def _head(key: str | None, style: Style) -> str:
    return "-" if key is None else f"{_scalar(key, style)}:"


def _item(value: Any, style: Style, depth: int) -> str:
    if isinstance(value, (dict, list)) and depth < style.flow_from:
        return f"\n{_block(value, style, depth)}"
    if isinstance(value, str) and _fits_block_text(value):
        mark = "|" if value.endswith("\n") else "|-"
        lines = (f"{'  ' * depth}{line}".rstrip(" ") for line in value.removesuffix("\n").split("\n"))
        return "\n".join([f" {mark}", *lines, ""])
    return f" {_flow(value, style)}\n"


def _fits_block_text(text: str) -> bool:
    lines = text.removesuffix("\n").split("\n")
    is_bare = all(line == line.rstrip() for line in lines)
    return len(lines) > 1 and bool(lines[-1]) and bool(lines[0]) and not lines[0].startswith(" ") and is_bare


def _flow(value: Any, style: Style) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key, style)}: {_flow(each, style)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(each, style) for each in value) + "]"
    return _scalar(value, style)


def _scalar(value: Any, style: Style) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    is_plain = bool(_PLAIN.fullmatch(value)) and value not in _NOT_PLAIN
    if not style.quotes_all and (is_plain or _DAY.fullmatch(value)):
        return value
    if style.mark == "'" and "\n" not in value:
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value, ensure_ascii=False)


def bundle_of(case: Case, style: Style = Style()) -> PromiseFiles:  # noqa: B008 - it never changes
    """The case as files."""
    logs = (
        ProjectFile(f"promises/{ID}/{name}.yaml", written_log(log, style).encode())
        for name, log in sorted(case.logs.items())
    )
    return PromiseFiles(ProjectFile(f"promises/{ID}.yaml", written(case.promise, style).encode()), tuple(logs))


# Edits that change nothing


def with_keys_permuted(value: Any, dice: random.Random) -> Any:
    """The same value, the keys of all its mappings in another order."""
    if isinstance(value, list):
        return [with_keys_permuted(each, dice) for each in value]
    if not isinstance(value, dict):
        return value
    keys = list(value)
    dice.shuffle(keys)
    return {key: with_keys_permuted(value[key], dice) for key in keys}


def with_lines_permuted(case: Case, dice: random.Random) -> Case:
    """The same entries in each log, in another order."""
    return Case(case.promise, {name: dice.sample(log, len(log)) for name, log in case.logs.items()})


def with_logs_split(case: Case, dice: random.Random) -> Case:
    """Each log in two files of the same party."""
    logs = {}
    for name, log in case.logs.items():
        at = dice.randrange(len(log) + 1)
        logs[name], logs[f"{name}.mars"] = log[:at], log[at:]
    return Case(case.promise, logs)


def with_bytes(bundle: PromiseFiles, change: Callable[[bytes], bytes]) -> PromiseFiles:
    """The files of the bundle with their bytes changed."""
    promise, *logs = (file.replace(data=change(file.data)) for file in (bundle.promise, *bundle.logs))
    return PromiseFiles(promise, tuple(logs))
