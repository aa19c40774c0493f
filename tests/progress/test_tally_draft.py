"""A draft whose period nobody has decided: what was reported is told, and nothing is wanted by a day."""

from dataclasses import dataclass

import pytest

from medlofte.core.diagnostic import Severity
from medlofte.progress.tally import ActivityFigures, progress_of
from medlofte.progress.target import Expected
from medlofte.validation import checker
from medlofte.validation.checker import ProjectFile, PromiseFiles
from tests.progress.conftest import Story, day_after, promised

DAY = "2019-03-31"


@dataclass(frozen=True)
class Draft:
    """The same story as a draft without a period."""

    story: Story

    @property
    def bundle(self) -> PromiseFiles:
        lines = self.story.bundle.promise.data.decode().replace("status: adopted", "status: draft").split("\n")
        text = "\n".join(line for line in lines if not line.startswith("period:"))
        return PromiseFiles(ProjectFile(self.story.bundle.promise.path, text.encode()), self.story.bundle.logs)

    def on(self, day: str) -> ActivityFigures:
        checked = checker.check_promise(self.bundle)
        assert checked.value is not None
        assert [each.code for each in checked.diagnostics if each.severity is Severity.ERROR] == []
        progress = progress_of(checked.value.promise, checked.value.logged, day_after(day, 0))
        assert progress.elapsed is None
        return progress.tallies[0]


@pytest.mark.parametrize(
    ("target", "whole"),
    [
        ("at_least: 200, unit: pass", 200),
        ("exact: 2, unit: pass", 2),
        ("at_least: 1, per: week, unit: pass", None),
        ("all: skolor, of: 14", 14),
        ("done: Klart", 1),
        ("within: 24, unit: timmar", 0),
        ("", None),
    ],
)
def test_what_is_wanted_of_the_whole_is_known_but_nothing_by_a_day(target: str, whole: int | None) -> None:
    tally = Draft(promised(target)).on(DAY)
    assert tally.wanted == Expected(whole, None)
    assert (tally.period, tally.elapsed, tally.ended, tally.status) == (None, None, False, "not-reported")


def test_every_day_lies_in_a_period_that_nobody_has_decided() -> None:
    draft = Draft(promised("at_least: 200, unit: pass").log("2017-01-01, count: 7", "2019-03-31, words: Fler på gång"))
    assert (draft.on(DAY).done, draft.on(DAY).words, draft.on(DAY).status) == (7, "Fler på gång", "on-track")


def test_words_alone_are_a_report_without_a_number() -> None:
    draft = Draft(promised("at_least: 200, unit: pass").log("2019-03-01, words: flertalet"))
    assert (draft.on(DAY).words, draft.on(DAY).status) == ("flertalet", "no-figure")


def test_a_rate_is_never_kept_or_behind() -> None:
    tally = Draft(promised("at_least: 1, per: week, unit: pass").log("2019-03-01, count: 7")).on(DAY)
    assert (tally.done, tally.percent, tally.status) == (7, None, "on-track")
