"""How sure a sum is."""

from itertools import product

import pytest

from tests.progress.conftest import promised

PASS = "at_least: 200, unit: pass"
END = "2019-09-30"
ORDER = ("exact", "over", "at-least", "about")


def test_precision_is_exact_by_default() -> None:
    assert promised(PASS).log("2018-11-05, count: 3").on(END).precision == "exact"


@pytest.mark.parametrize(("one", "other"), list(product(ORDER, ORDER)))
def test_a_sum_takes_the_weakest_of_what_was_added(one: str, other: str) -> None:
    story = promised(PASS).log(f"2018-11-05, count: 3, precision: {one}", f"2018-11-06, precision: {other}")
    assert story.on(END).precision == max(one, other, key=ORDER.index)


def test_a_sum_takes_the_weakest_of_all_parties() -> None:
    story = promised(PASS).log("2018-11-05, count: 3, precision: about").log("2018-11-06, total: 5", file="kommun")
    assert story.on(END).precision == "about"


def test_entries_replaced_by_a_total_do_not_matter() -> None:
    story = promised(PASS).log("2018-11-05, count: 3, precision: about", "2018-12-31, total: 50, precision: over")
    assert [story.on(day).precision for day in ("2018-12-30", END)] == ["about", "over"]


def test_an_earlier_total_that_was_replaced_does_not_matter() -> None:
    assert (
        promised(PASS).log("2018-11-05, total: 3, precision: about", "2018-12-31, total: 9").on(END).precision
        == "exact"
    )


def test_a_count_after_the_total_matters() -> None:
    assert promised(PASS).log("2019-01-01, precision: about", "2018-12-31, total: 9").on(END).precision == "about"


def test_entries_of_a_later_day_do_not_matter() -> None:
    assert promised(PASS).log("2018-11-05", "2018-11-06, precision: about").on("2018-11-05").precision == "exact"


def test_entries_outside_the_period_do_not_matter() -> None:
    assert promised(PASS).log("2018-11-05", "2019-10-01, precision: about").on("2019-10-01").precision == "exact"


def test_precision_is_null_when_no_figure_was_reported() -> None:
    assert promised(PASS).on(END).precision is None
    assert promised(PASS).log("2018-11-05, words: flera").on(END).precision is None


@pytest.mark.parametrize("precision", ORDER)
def test_precision_never_changes_a_status(precision: str) -> None:
    enough = promised(PASS).log(f"2018-12-31, count: 200, precision: {precision}").on(END)
    short = promised(PASS).log(f"2018-12-31, count: 199, precision: {precision}").on(END)
    assert (enough.status, enough.percent, short.status, short.percent) == ("kept", 100, "not-kept", 99)


def test_an_earlier_reached_all_that_was_replaced_does_not_matter() -> None:
    story = promised("all: skolor, of: 14").log(
        "2019-05-20, reached: all, precision: about", "2019-06-20, reached: all"
    )
    assert [story.on(day).precision for day in ("2019-05-20", END)] == ["about", "exact"]
