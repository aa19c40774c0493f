"""Side figures summed up: how sure the sum is, and what becomes of words."""

import pytest

from medlofte.model.promise import Precision
from medlofte.progress.side_figures import ResultSum
from tests.progress.conftest import promised


def summed(*written: str) -> ResultSum:
    """The side figure that several entries tell of."""
    lines = [f"2019-03-{day:02}, results: {{böter: {value}}}" for day, value in enumerate(written, 1)]
    return promised().log(*lines).on("2019-03-31").results["böter"]


@pytest.mark.parametrize(
    ("written", "number", "precision"),
    [
        (("3", "minst 2"), 5, "at-least"),
        (("drygt 7", "cirka 3"), 10, "about"),
        (("minst 2", "drygt 7"), 9, "at-least"),
        (("{vägg: 3, bänk: 1}", "över 6"), 10, "over"),
        (("3", "4"), 7, "exact"),
    ],
)
def test_a_sum_of_side_figures_is_as_sure_as_the_least_sure_of_them(
    written: tuple[str, ...], number: int, precision: str
) -> None:
    assert summed(*written) == ResultSum(number, Precision(precision))


def test_several_in_words_are_told_together_each_once_and_no_number() -> None:
    assert summed("goda", "få", "goda", "3") == ResultSum(None, words="få; goda")
