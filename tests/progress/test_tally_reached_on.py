"""The day a milestone was reached: the first on which it was done, and has been ever since."""

from datetime import date

import pytest

from medlofte.core.messages import Translator
from medlofte.progress.wording import text_of
from tests.progress.conftest import promised

CAMERA = promised("done: Kamerorna är uppsatta, by: 2019-06-30")
END = "2019-09-30"


def test_a_milestone_that_was_undone_was_reached_when_it_was_done_again() -> None:
    story = CAMERA.log("2019-01-01, done: true", "2019-02-01, done: false")
    again = story.log("2019-03-01, done: true", "2019-04-01, done: true", file="polis.2")
    assert [again.on(day).reached_on for day in ("2019-01-31", "2019-02-28", "2019-03-31", END)] == [
        date(2019, 1, 1),
        None,
        date(2019, 3, 1),
        date(2019, 3, 1),
    ]


def test_a_milestone_is_not_reached_on_a_day_when_another_party_says_it_is_not() -> None:
    story = CAMERA.log("2019-02-01, done: true", "2019-03-01, done: true").log("2019-02-01, done: false", file="kommun")
    assert [story.on(day).reached_on for day in ("2019-02-01", END)] == [None, date(2019, 3, 1)]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2019-06-29", "done 2019-06-29"),
        ("2019-06-30", "done 2019-06-30"),
        ("2019-07-01", "done 2019-07-01, promised by 2019-06-30"),
    ],
)
def test_on_the_promised_day_it_is_in_time(day: str, words: str, english: Translator) -> None:
    assert english.plain(text_of(CAMERA.log(f"{day}, done: true").on(END))) == words
