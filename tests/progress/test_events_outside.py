"""What is said outside the activity's period: figures are left out, words may come after it but not before."""

import pytest

from tests.progress.conftest import promised

PASS = promised("at_least: 200, unit: pass")
LATER = "2019-12-31"


@pytest.mark.parametrize("remark", ["words: Vi planerar", "deviation: Inställt", "assessed: kept"])
@pytest.mark.parametrize(
    ("written", "status"), [("2018-09-30", "not-reported"), ("2018-09-30/2018-10-01", "not-reported")]
)
def test_a_remark_from_before_the_period_says_nothing_of_it(remark: str, written: str, status: str) -> None:
    tally = PASS.log(f"{written}, {remark}").on("2018-11-05")
    assert (tally.status, tally.words, tally.deviations, tally.assessed) == (status, None, (), None)


@pytest.mark.parametrize("written", ["2018-10-01", "2019-10-01", "2019-09-30/2019-10-01"])
def test_words_from_the_first_day_on_are_told_also_after_the_last(written: str) -> None:
    assert PASS.log(f"{written}, words: flertalet").on(LATER).words == "flertalet"


@pytest.mark.parametrize("line", ["2019-10-01, count: 3", "2018-09-30, count: 3", "2018-09-30, words: Snart"])
def test_a_side_figure_of_an_entry_that_does_not_count_is_left_out(line: str) -> None:
    assert dict(PASS.log(f"{line}, results: {{böter: 2}}").on(LATER).results) == {}


def test_a_side_figure_beside_words_after_the_period_is_told() -> None:
    tally = PASS.log("2019-10-01, words: Efteråt, results: {böter: 2}").on(LATER)
    assert tally.results["böter"].number == 2


def test_a_season_that_lies_outside_the_period_wants_nothing_until_the_last_day() -> None:
    keys = "pace: {months: [7]}"
    story = promised("at_least: 200, unit: pass", own="2019-01-01/2019-02-28", keys=keys)
    assert story.warnings == ["pace-outside-period"]
    assert [story.on(day).wanted.now for day in ("2019-01-01", "2019-02-27", "2019-02-28", LATER)] == [0, 0, 200, 200]


def test_the_period_that_an_activity_is_reckoned_from_is_its_own_where_it_has_one() -> None:
    own = promised("at_least: 200, unit: pass", own="2019-01/2019-02").on(LATER).period
    promises = PASS.on(LATER).period
    assert own is not None
    assert promises is not None
    assert (own.start.isoformat(), own.end and own.end.isoformat()) == ("2019-01-01", "2019-02-28")
    assert (promises.start.isoformat(), promises.end and promises.end.isoformat()) == ("2018-10-01", "2019-09-30")
