"""Any valid promise with any log: every document is printed, on any day, and reads as Markdown of the right shape."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from medlofte.documents import DOCUMENTS, Subject, prepare, templating
from medlofte.documents.subject import Provenance
from medlofte.progress.charts import BarChart
from medlofte.progress.tally import progress_of
from medlofte.project.context import translator_for
from medlofte.project.workspace import Workspace
from medlofte.publishing import blocks
from medlofte.publishing.markdown import plain
from medlofte.validation.checker import ProjectFile, PromiseFiles, check_promise
from tests.conftest import PROMISE
from tests.support.documents import ROOT
from tests.support.strategies import Case, bundle_of, cases_of_promises

LOADS = {document: Workspace(ROOT / "nowhere").template_loader(document, None) for document in DOCUMENTS}


def marks_in(read: tuple[blocks.Block, ...]) -> list[blocks.Inline]:
    """Every picture and status, at any depth."""
    found: list[blocks.Inline] = []
    for block in read:
        match block:
            case blocks.Heading() | blocks.Paragraph():
                found += block.content
            case blocks.ListBlock():
                found += [each for item in block.items for each in marks_in(item)]
            case blocks.Table():
                found += [each for row in block.rows for cell in row for each in cell]
    return [each for each in found if isinstance(each, (blocks.Image, blocks.StatusMark))]


@settings(max_examples=40)
@given(cases_of_promises(), st.dates(date(2016, 1, 1), date(2024, 1, 1)), st.sampled_from(("tertial", "month")))
def test_every_document_of_any_promise_is_printed(case: Case, day: date, by: str) -> None:
    checked = check_promise(bundle_of(case))
    if checked.value is None or checked.has_errors:
        return
    progress = progress_of(checked.value.promise, checked.value.logged, day)
    voices = (translator_for("sv"), translator_for("en"))
    subject = Subject(progress, *voices, Provenance("0"), checked.value.logged, by)
    for document, load in LOADS.items():
        prepared = prepare(document, subject)
        markdown = templating.render(f"{document}.md.j2", prepared.view, load)
        read = blocks.read(markdown)
        assert [each.level for each in read if isinstance(each, blocks.Heading)].count(1) == 1
        pictures = {each.picture for each in marks_in(read) if isinstance(each, blocks.Image)}
        assert pictures <= set(prepared.pictures)
        assert all(
            name in pictures for name, each in prepared.pictures.items() if isinstance(each, BarChart) or by
        ) or (document in ("memo", "interpellation") or not prepared.view["promise"]["is_adopted"])
        assert "](status:" not in plain(markdown, prepared.pictures)


def test_a_key_may_hold_any_letter() -> None:
    promise = PROMISE.replace("fotpatrull:", "Närvaro_torget:").encode()
    lines = "".join(f"- {{date: 2026-0{n}-05, activity: Närvaro_torget, count: {n}}}\n" for n in range(1, 5))
    log = ProjectFile("promises/exempelby-2026/polis.yaml", lines.encode())
    dossier = check_promise(PromiseFiles(ProjectFile("promises/exempelby-2026.yaml", promise), (log,))).value
    assert dossier is not None
    progress = progress_of(dossier.promise, dossier.logged, date(2026, 6, 30))
    subject = Subject(progress, translator_for("sv"), translator_for("en"), Provenance("0"), dossier.logged)
    prepared = prepare("followup", subject)
    markdown = templating.render("followup.md.j2", prepared.view, LOADS["followup"])
    drawn = {each.picture for each in marks_in(blocks.read(markdown)) if isinstance(each, blocks.Image)}
    assert drawn == set(prepared.pictures)
    assert len(drawn) == 2
