"""What holds for every log and every day, tried on many."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import floor
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.progress.conftest import Story, day_after, promised

START, END = date(2019, 10, 31), date(2020, 10, 30)
PERIOD = f"{START}/{END}"
PARTIES = ("polis", "kommun")
DAYS = st.integers(-3, 369).map(lambda number: day_after(START, number))


@dataclass(frozen=True)
class Line:
    """A line of a party's log, apart from how it is written."""

    party: str
    first: date
    last: date
    key: str
    value: str

    @property
    def text(self) -> str:
        written = f"{self.first}" if self.first == self.last else f"{self.first}/{self.last}"
        return f"{written}, {self.key}: {self.value}"

    @property
    def inside(self) -> bool:
        return self.first >= START and self.last <= END


VALUES = {
    "count": st.integers(0, 40).map(str) | st.sampled_from(["0.1", "0.25", "7.5"]),
    "total": st.integers(0, 250).map(str),
    "words": st.sampled_from(["flera", "några"]),
    "deviation": st.just("Inställt"),
    "assessed": st.sampled_from(["kept", "partly", "not-kept"]),
}


@st.composite
def lines(draw: st.DrawFn) -> Line:
    first = draw(DAYS)
    last = draw(st.one_of(st.just(first), st.integers(0, 60).map(lambda number: day_after(first, number))))
    key = draw(st.sampled_from(["count", "count", *VALUES]))
    return Line(draw(st.sampled_from(PARTIES)), first, last, key, draw(VALUES[key]))


LOGS = st.lists(lines(), max_size=9, unique_by=lambda line: (line.party, line.last, line.key == "total" or line))
TARGETS = st.sampled_from(
    [
        "",
        "at_least: 200, unit: timmar",
        "exact: 2, unit: timmar",
        "at_least: 3, per: week, unit: timmar",
        "all: skolor, of: 14",
    ]
)
PACES = st.sampled_from(["", "pace: even", "pace: end", "pace: {months: [6, 7, 8]}", "pace: {months: [2, 12]}"])


def story_of(target: str, log: Sequence[Line], keys: str = "") -> Story:
    story = promised(target, period=PERIOD, keys=keys)
    for party in PARTIES:
        story = story.log(*[line.text for line in log if line.party == party], file=party)
    return story


def figures(story: Story, day: date) -> list[object]:
    """Everything reckoned, without the words that are shown beside it."""
    progress = story.progress(day)
    return [progress.later, progress.summary] + [
        (
            *(tally.wanted, tally.done, tally.precision, tally.percent, tally.status, tally.by_party, tally.of_which),
            {name: (result.number, result.precision) for name, result in tally.results.items()},
            tally.assessed and tally.assessed.value,
        )
        for tally in progress.tallies
    ]


def figure(log: Sequence[Line], party: str, day: date) -> Decimal | None:
    """The party's sum at the close of the day: its latest reading, and the counts that end after it."""
    mine = [line for line in log if line.party == party and line.inside and line.last <= day]
    read = max((line.last for line in mine if line.key == "total"), default=date.min)
    used = [
        line
        for line in mine
        if (line.key == "total" and line.last == read) or (line.key == "count" and line.last > read)
    ]
    return sum((Decimal(line.value) for line in used), Decimal(0)) if used else None


@settings(deadline=None)
@given(LOGS, TARGETS, DAYS)
def test_done_is_what_the_parties_logs_add_up_to(log: list[Line], target: str, day: date) -> None:
    sums = [figure(log, party, day) for party in PARTIES]
    known = [each for each in sums if each is not None]
    assert story_of(target, log).on(day).done == (sum(known) if known and day >= START else None)


@settings(deadline=None)
@given(LOGS, TARGETS, DAYS)
def test_the_sum_over_the_parties_is_done(log: list[Line], target: str, day: date) -> None:
    tally = story_of(target, log).on(day)
    assert sum(tally.by_party.values()) == (tally.done or 0)


@settings(deadline=None)
@given(LOGS, TARGETS, DAYS, st.randoms(use_true_random=False), st.integers(0, 9))
def test_the_order_of_lines_and_files_never_changes_a_figure(
    log: list[Line], target: str, day: date, dice: Random, cut: int
) -> None:
    shuffled = list(log)
    dice.shuffle(shuffled)
    other = promised(target, period=PERIOD)
    for party in reversed(PARTIES):
        mine = [line.text for line in shuffled if line.party == party]
        other = other.log(*mine[cut:], file=f"{party}.2020").log(*mine[:cut], file=party)
    assert figures(other, day) == figures(story_of(target, log), day)


REPORTS = st.sampled_from(
    [
        (
            "all: skolor, of: 14",
            ["reached: 3", "reached: 6, precision: about", "reached: all", "count: 2, tags: [kväll]"],
        ),
        ("all: skolor", ["reached: 3", "reached: all", "reached: all, precision: over", "words: flera"]),
        ("done: Klart, by: 2020-03", ["done: true", "done: false", "words: snart", "words: klart", "assessed: kept"]),
        (
            "within: 24, unit: timmar",
            ["count: 3, within: 2", "within: 1", "count: 0", "total: 9, within: 8", "count: 4"],
        ),
        ("at_least: 9, unit: pass", ["tags: [kväll]", "total: 5, of_which: {kväll: 2}", "results: {böter: 3}"]),
        (
            "",
            [
                "results: {böter: flera}",
                "results: {böter: några}",
                "words: a",
                "words: b",
                "deviation: c",
                "deviation: d",
            ],
        ),
        ("", ["assessed: kept, reason: a", "assessed: partly, reason: b", "assessed: partly, reason: c", "count: 1"]),
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.data(), REPORTS, DAYS, st.randoms(use_true_random=False))
def test_the_order_of_lines_and_files_changes_nothing_for_any_kind_of_target(
    data: st.DataObject, report: tuple[str, list[str]], day: date, dice: Random
) -> None:
    target, texts = report
    days = st.integers(-2, 9).map(lambda number: day_after(START, number)) | DAYS
    log = data.draw(st.lists(st.tuples(st.sampled_from(PARTIES), days, st.sampled_from(texts)), max_size=6))
    stories = []
    for _ in range(2):
        story = promised(target, period=PERIOD, keys="of_which: [{tag: kväll, at_least: 1}]")
        for number, (party, date_, text) in enumerate(log):
            story = story.log(f"{date_}, {text}", file=f"{party}.{number}")
        stories.append(story)
        dice.shuffle(log)
    assume(not stories[0].errors)
    assert figures(stories[0], day) == figures(stories[1], day)


@settings(deadline=None)
@given(LOGS, TARGETS, DAYS)
def test_later_and_existing_entries_are_all_entries(log: list[Line], target: str, day: date) -> None:
    existing = sum(line.last <= day for line in log)
    assert story_of(target, log).progress(day).later + existing == len(log)


@settings(deadline=None)
@given(LOGS, TARGETS, DAYS)
def test_entries_of_later_days_change_no_figure(log: list[Line], target: str, day: date) -> None:
    existing = [line for line in log if line.last <= day]
    assert story_of(target, log).progress(day).tallies == story_of(target, existing).progress(day).tallies


@settings(deadline=None)
@given(LOGS, DAYS)
def test_percent_is_the_floor_of_the_share(log: list[Line], day: date) -> None:
    tally = story_of("at_least: 37.5, unit: timmar", log).on(day)
    assert tally.percent == (None if tally.done is None else floor(100 * Decimal(tally.done) / Decimal("37.5")))


@settings(deadline=None)
@given(LOGS, TARGETS, PACES, DAYS)
def test_never_not_kept_before_the_period_has_ended(log: list[Line], target: str, pace: str, day: date) -> None:
    assume(day < END)
    assert story_of(target, log, "" if "per" in target else pace).on(day).status not in ("not-kept", "partly")


@settings(deadline=None)
@given(LOGS, TARGETS, DAYS)
def test_without_an_end_never_not_kept_and_only_a_rate_behind(log: list[Line], target: str, day: date) -> None:
    story = promised(target, period=f"{START}").log(*[line.text for line in log if line.party == "polis"])
    assert story.on(day).status not in ({"not-kept", "partly"} if "per" in target else {"not-kept", "partly", "behind"})


@settings(deadline=None)
@given(st.integers(1, 1000), st.sampled_from(["at_least", "exact"]), PACES, DAYS)
def test_wanted_by_now_grows_with_the_day_to_the_whole(number: int, kind: str, pace: str, day: date) -> None:
    story = promised(f"{kind}: {number}, unit: pass", period=PERIOD, keys=pace)
    today, tomorrow = story.on(day).wanted.now, story.on(day_after(day)).wanted.now
    assert today is not None
    assert tomorrow is not None
    assert 0 <= today <= tomorrow <= number
    assert story.on(END).wanted.now == number


UNITS = st.sampled_from(["day", "week", "month", "quarter", "tertial", "half-year", "year"])


@settings(deadline=None)
@given(UNITS, st.integers(1, 900), DAYS, DAYS)
def test_a_rate_grows_with_the_day_to_the_whole(per: str, number: int, one: date, other: date) -> None:
    story = promised(f"at_least: {number}, per: {per}, unit: pass", period=PERIOD)
    less, more = (story.on(day).wanted.now for day in sorted((one, other)))
    assert less is not None
    assert more is not None
    assert less <= more
    assert story.on(END).wanted.now == story.on(END).wanted.whole


def expected_status(log: Sequence[Line], day: date, number: int) -> str:
    """The table of statuses, read from the top, for a number by an even pace."""
    seen = [line for line in log if line.last <= day and (line.inside or line.key not in ("count", "total"))]
    if day < START:
        return "not-started"
    if not seen:
        return "not-reported"
    sums = [each for party in PARTIES if (each := figure(log, party, day)) is not None]
    done = sum(sums) if sums else None
    judged = [(line.last, ("kept", "partly", "not-kept").index(line.value)) for line in seen if line.key == "assessed"]
    worst = ("kept", "partly", "not-kept")[max(judged)[1]] if judged else ""
    if (worst == "kept" and (done is None or done >= number)) or (worst in ("partly", "not-kept") and day >= END):
        return worst
    if done is None:
        return "no-figure"
    if done >= number:
        return "kept"
    if day >= END:
        return "not-kept"
    return "on-track" if done >= number * ((day - START).days + 1) // ((END - START).days + 1) else "behind"


@settings(max_examples=300, deadline=None)
@given(LOGS, st.sampled_from([1, 3, 40, 200]), DAYS)
def test_the_status_is_the_first_that_fits(log: list[Line], number: int, day: date) -> None:
    assume(all(line.first >= START for line in log))
    assert story_of(f"at_least: {number}, unit: timmar", log).on(day).status == expected_status(log, day, number)


@settings(deadline=None)
@given(st.lists(TARGETS, min_size=1, max_size=5), LOGS, DAYS)
def test_the_summary_counts_every_activity_once(targets: list[str], log: list[Line], day: date) -> None:
    story = story_of("", log)
    for number, target in enumerate(targets):
        story = story.also(f"a{number}", target)
    progress = story.progress(day)
    said = Counter({status: count for status, count in progress.summary.items() if count})
    assert Counter(tally.status for tally in progress.tallies) == said


@settings(deadline=None)
@given(LOGS, DAYS, st.lists(st.integers(0, 8), max_size=5))
def test_what_is_read_twice_with_its_ref_counts_once(log: list[Line], day: date, again: list[int]) -> None:
    once = [f"{line.text}, ref: r{number}" for number, line in enumerate(log) if line.party == "polis"]
    twice = [once[number] for number in again if number < len(once)]
    story = promised("at_least: 200, unit: timmar", period=PERIOD)
    assert story.log(*once).log(*twice, file="polis.2").progress(day) == story.log(*once).progress(day)


@settings(deadline=None)
@given(LOGS, DAYS, st.sampled_from(["", "pace: end", "best_effort: true", "condition: vid behov"]))
def test_kept_is_never_said_against_figures(log: list[Line], day: date, keys: str) -> None:
    tally = story_of("at_least: 200, unit: timmar", log, keys).on(day)
    assert tally.status != "kept" or tally.done is None or tally.done >= 200
