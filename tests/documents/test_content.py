"""What a document must hold: all that the promise says, every figure with its day; and nothing untrue."""

import itertools
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from medlofte.core.dates import days
from medlofte.documents import DOCUMENTS, prepare, templating
from medlofte.model.promise import Case, Feedback, FollowUp, Promise
from medlofte.project.workspace import Workspace
from medlofte.publishing import blocks
from medlofte.publishing.markdown import plain
from tests.support.documents import EVERY, IDS, ROOT, YEAR, dossier, markdown, prepared, subject, texts_in

LOAD = Workspace(ROOT / "nowhere").template_loader("followup", None)
GOLDEN = Path(__file__).parents[1] / "golden"
OF_CASE = {"memo": ("memo",), "followup": ("followup",), "interpellation": ("interpellation", "motion"), "page": ()}
CODES = ("id", "kind", "status", "code", "follows", "focus_area", "responsible", "supporting", "parties", "per", "pace")
"""Fields that hold a code or a reference; the documents print what it stands for."""
ELSEWHERE = {
    "memo": ("contact", "as_written", "end_text"),
    "followup": ("contact", "as_written", "end_text"),
    "interpellation": ("contact", "as_written", "end_text", "places", "takes_part", "any_of", "condition", "when"),
    "page": ("as_written", "end_text", "causes", "target_group"),
}
"""Fields that a document leaves to another: addresses to the citizens' page, the cause analysis to the memo."""


def read(text: str) -> str:
    """A document as it is read: its blocks' words, with single blanks."""
    return " ".join(_words(block) for block in blocks.read(text))


def _words(block: blocks.Block) -> str:
    match block:
        case blocks.Heading() | blocks.Paragraph():
            return _squeezed(_shown(block.content))
        case blocks.ListBlock():
            return " ".join(_words(each) for item in block.items for each in item)
        case blocks.Table():
            rows = [block.caption, *block.head, *(cell for row in block.rows for cell in row)]
            return " ".join(_squeezed(_shown(cell)) for cell in rows)
        case blocks.Quotation():
            return " ".join(_words(each) for each in block.blocks)
    return ""


def _shown(content: tuple[blocks.Inline, ...]) -> str:
    links = [each.target for each in content if isinstance(each, blocks.Link)]
    return " ".join([blocks.words(content), *links])


def _squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("document", "id"), EVERY)
def test_a_document_lacks_nothing_that_the_promise_says(document: str, id: str) -> None:
    promise = dossier(id).promise
    cases = tuple(case for case in promise.cases if case.kind in OF_CASE[document])[-1:]
    skipped = (*CODES, *ELSEWHERE[document])
    held = read(markdown(document, id)).casefold()
    missing = [
        text
        for text in texts_in(promise.replace(cases=cases), *skipped)
        if _squeezed(text).casefold() not in held and text not in _said_otherwise(promise, cases)
    ]
    assert not missing


def _said_otherwise(promise: Promise, cases: tuple[Case, ...]) -> set[str]:
    """Texts that a document says in other words: units and milestones stand in the target's, titles give way."""
    wordings = {each.title for each in promise.activities.values() if each.wording}
    titles = {promise.title} if cases and cases[-1].title else set()
    tags = {part.tag for each in promise.activities.values() for part in each.of_which}
    milestones = {each.target.done for each in promise.activities.values() if each.target.done}
    return wordings | titles | tags | {str(each) for each in milestones}


@pytest.mark.parametrize(("document", "id"), EVERY)
def test_every_activity_is_named_and_every_figure_has_its_day(document: str, id: str) -> None:
    text = read(markdown(document, id))
    for activity in dossier(id).promise.activities.values():
        assert (activity.wording or activity.title) in text
    view = prepared(document, id).view
    if view["progress"]["started"] and view["promise"]["is_adopted"]:
        assert view["as_of"] in text


@pytest.mark.parametrize(("document", "id"), EVERY)
@pytest.mark.parametrize("ahead", [1, 40, 200])
def test_nothing_is_not_kept_before_the_end(document: str, id: str, ahead: int) -> None:
    promise = dossier(id).promise
    if promise.period is None or promise.period.end is None:
        pytest.skip("the promise has no end")
    text = read(markdown(document, id, promise.period.end - timedelta(days=ahead)))
    assert "ej uppfyll" not in text.replace("ej uppfyllt kan", "")
    assert "ej redovisat " not in text


@pytest.mark.parametrize(("document", "id"), EVERY)
def test_no_document_speaks_of_breach_or_claims_an_effect(document: str, id: str) -> None:
    text = read(markdown(document, id)).casefold()
    assert not re.search(r"avtalsbrott|brutit|har lett till|tack vare löftet", text)


@pytest.mark.parametrize(("document", "id"), EVERY)
def test_headings_do_not_jump_and_there_is_one_title(document: str, id: str) -> None:
    levels = [block.level for block in blocks.read(markdown(document, id)) if isinstance(block, blocks.Heading)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize(("document", "id"), EVERY)
def test_no_line_is_left_of_what_is_missing(document: str, id: str) -> None:
    text = markdown(document, id)
    assert "None" not in text
    assert not re.search(r"(?m): *$(?!\n\n)|^- *$|  +\S.*\|$|\. \.|,,|;;", text), text
    assert "\n\n\n" not in text


@pytest.mark.parametrize(("document", "id"), EVERY)
def test_the_document_as_it_stands(document: str, id: str, golden: Callable[[Path, str], None]) -> None:
    by = "tertial" if document == "followup" else None
    text = plain(markdown(document, id, by=by), prepared(document, id, by=by).pictures)
    golden(GOLDEN / f"{id}-{document}.md", text.rpartition("---")[0])


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_small_number_of_persons_is_never_told(document: str) -> None:
    text = markdown(document, YEAR)
    section = text[text.index("Samtal med unga i riskzonen") :]
    assert "färre än 5 av minst 10 personer" in text
    assert not re.search(r"\b3 (av|personer)", section.split("\n\n")[0])


def test_what_was_measured_later_is_not_told() -> None:
    before, after = (markdown("page", YEAR, day) for day in (date(2026, 10, 30), date(2026, 10, 31)))
    assert "Mätning oktober 2026: 3,3" not in before
    assert "Mätning oktober 2026: 3,3" in after


def test_later_decisions_are_not_told() -> None:
    before, after = (markdown("memo", YEAR, day) for day in (date(2026, 5, 3), date(2026, 5, 4)))
    assert "Reviderat den 4 maj 2026" not in before
    assert "Reviderat den 4 maj 2026" in after


def test_a_follow_up_by_part_of_the_year_adds_up_to_the_whole() -> None:
    for by in ("tertial", "quarter", "month"):
        activities = [
            each for area in prepared("followup", YEAR, by=by).view["focus_areas"] for each in area["activities"]
        ]
        for each in activities:
            numbers = [part["text"].replace(",", ".") for part in each["by_part"]]
            if each["id"] in ("fotpatrull", "vandring", "faltarbete", "trafikkontroll"):
                done = re.match(r"[\d,]+", each["figure"])
                assert done
                assert sum(float(n) for n in numbers if n != "–") == float(done[0].replace(",", "."))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_citizens_were_told_is_in_it_from_that_day(document: str) -> None:
    of = subject(YEAR, date(2026, 10, 31))
    feedback = (
        Feedback(days("2026-06-15"), "Möte på torget", "https://exempelby.example/juni", "80 kom."),
        Feedback(days("2026-10"), link="https://exempelby.example/oktober"),
        Feedback(days("2026-11-01"), "Lokaltidningen"),
    )
    told = of.replace(progress=of.progress.replace(promise=of.promise.replace(feedback=feedback)))
    text = templating.render(f"{document}.md.j2", prepare(document, told).view, LOAD)
    assert "- 15 juni 2026: [Möte på torget](<https://exempelby.example/juni>). 80 kom.\n" in text
    assert "- Oktober 2026: [https" in text
    assert "Lokaltidningen" not in text


def test_a_follow_up_that_recurs_is_told_with_its_next_time() -> None:
    owed = (
        FollowUp(None, "kommunstyrelsen", every="tertial"),
        FollowUp(days("2026-07-01/2026-07-15"), "nämnden", every="half-year"),
    )
    for day, due in (
        (date(2026, 3, 31), "maj 2026"),
        (date(2026, 6, 1), "1 juli–15 juli 2026"),
        (date(2026, 9, 30), "september 2026"),
    ):
        of = subject(YEAR, day)
        recurring = of.replace(progress=of.progress.replace(promise=of.promise.replace(followups=owed)))
        text = templating.render("followup.md.j2", prepare("followup", recurring).view, LOAD)
        assert f"Nästa uppföljning enligt löftet: {due}, till " in text
        assert "- Efter varje tertial, till kommunstyrelsen\n" in text
        assert "- Efter varje halvår, första gången 1 juli–15 juli 2026, till nämnden\n" in text


def test_every_promise_is_tried() -> None:
    assert len(IDS) >= 7
