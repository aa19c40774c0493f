"""``medlofte render memo``: the memo, its template, and what happens when something is missing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.conftest import PROMISE, ROOT
from tests.support.commands import Runner

GOLDEN = Path(__file__).parents[2] / "golden"
HEADINGS = ["Förslag till beslut", "Sammanfattning av ärendet", "Beskrivning av ärendet", "Ekonomiska konsekvenser"]


def headings_of(markdown: str) -> list[str]:
    tokens = MarkdownIt("commonmark").parse(markdown)
    return [tokens[i + 1].content for i, token in enumerate(tokens) if token.type == "heading_open"]


@pytest.mark.parametrize("id", ["vaggeryd", "kungalv-2018", "kungalv-2020", "hammaro-2023"])
def test_the_memo_of_a_real_promise(id: str, medlofte: Runner, golden: Callable[[Path, str], None]) -> None:
    done = medlofte("render", "memo", id, "--as-of", "2024-10-01", cwd=ROOT)
    text, _, provenance = done.out.rpartition("---")
    assert done.code == 0
    assert "medlofte 0." in provenance
    golden(GOLDEN / f"{id}-memo.md", text)


def test_all_parts_are_there_in_order(medlofte: Runner) -> None:
    found = [each for each in headings_of(medlofte("render", "memo", "vaggeryd", cwd=ROOT).out) if each in HEADINGS]
    assert found == HEADINGS


def test_the_same_input_gives_the_same_bytes(medlofte: Runner) -> None:
    first, second = (medlofte("render", "memo", "vaggeryd", "--as-of", "2024-10-01", cwd=ROOT).out for _ in range(2))
    assert first == second


def test_without_an_id_each_promise_gets_a_file(medlofte: Runner, project: Path) -> None:
    done = medlofte("render", "memo", "--as-of", "2026-03-31")
    path = project / "build" / "exempelby-2026-memo.md"
    assert done.out == "build/exempelby-2026-memo.md\n"
    assert "44 av minst 200 tillfällen" in path.read_text("utf-8")


def test_output_is_a_file_a_folder_or_standard_output(medlofte: Runner, project: Path) -> None:
    (project / "folder").mkdir()
    assert medlofte("render", "memo", "exempelby-2026", "--output", "a.md").out == "a.md\n"
    assert medlofte("render", "memo", "exempelby-2026", "--output", "folder").out == "folder/exempelby-2026-memo.md\n"
    assert medlofte("render", "memo", "--output", "-").out.startswith("**")
    assert (project / "a.md").read_bytes() == (project / "folder" / "exempelby-2026-memo.md").read_bytes()
    assert medlofte("render", "memo", "--output", "a.md").code == 2


def test_what_is_missing_is_marked_and_named_and_never_made_up(medlofte: Runner) -> None:
    done = medlofte("render", "memo", "exempelby-2026", "--as-of", "2026-03-31")
    assert "Diarienummer: **\\[fyll i: diarienummer\\]**" in done.out
    assert "diarienummer" in done.err


def test_a_proposal_without_a_period_says_so(medlofte: Runner) -> None:
    assert "ingen giltighetstid" in medlofte("render", "memo", "vaggeryd", cwd=ROOT).out


def template(project: Path, text: str) -> None:
    (project / "templates").mkdir(exist_ok=True)
    (project / "templates" / "memo.md.j2").write_text(text, "utf-8")


def test_the_projects_own_template_wins_and_can_extend_the_original(medlofte: Runner, project: Path) -> None:
    template(project, '{% extends "medlofte/memo.md.j2" %}{% block heading %}\n# EGEN {{ memo.title }}\n{% endblock %}')
    out = medlofte("render", "memo", "exempelby-2026").out
    assert headings_of(out)[0] == "EGEN Medborgarlöfte för Exempelby 2026"
    assert "Förslag till beslut" in out


def test_a_template_can_be_named(medlofte: Runner, project: Path) -> None:
    template(project, "mappens")
    (project / "min.j2").write_text("{{ promise.id }} {{ as_of }}", "utf-8")
    done = medlofte("render", "memo", "exempelby-2026", "--template", "min.j2", "--as-of", "2026-03-31")
    assert done.out == "exempelby-2026 31 mars 2026\n"
    assert medlofte("render", "memo", "exempelby-2026", "--template", "finns-inte.j2").code == 2


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("rad ett\n{{ promise.titel }}\n", "memo.md.j2:2", "titel"),
        ("rad ett\n\n{{ okänd }}\n", "memo.md.j2:3", "okänd"),
        ("{% if %}\n", "memo.md.j2:1", ""),
        ('{% include "finns-inte.j2" %}\n', "memo.md.j2", "finns-inte.j2"),
        ("{{ 1 // 0 }}\n", "memo.md.j2", ""),
        ("{{ promise.__class__.__mro__ }}\n", "memo.md.j2:1", ""),
        ('\n{% include "../hemlig.txt" %}\n', "memo.md.j2", "hemlig"),
    ],
)
def test_a_fault_in_a_template_is_named_with_its_line(
    text: str, place: str, words: str, medlofte: Runner, project: Path
) -> None:
    (project / "hemlig.txt").write_text("HEMLIGT", "utf-8")
    template(project, text)
    done = medlofte("render", "memo", "exempelby-2026")
    assert done.code == 1
    assert place in done.err
    assert words in done.err
    assert done.out == ""


@pytest.mark.parametrize(
    ("text", "line", "said", "hint"),
    [
        ("{{ memo.sumary }}", 1, "There is no sumary in it.", "Did you mean summary?"),
        ("{{ promis.title }}", 1, "There is no variable promis.", "Did you mean promise?"),
        ("\n{{ memo.title|paragraph }}", 2, "There is no filter paragraph.", "Did you mean paragraphs?"),
        ("{% blok x %}", 1, "There is no tag blok.", "Did you mean block?"),
        ("{{ zzz }}", 1, "There is no variable zzz.", "See docs/documents.md: variables, blocks and filters."),
        ("{% for n in range(10000000) %}{% endfor %}", 1, "The range is too long for a template.", "See docs/"),
        ("{% include 'x.j2' %}", 1, "There is no template x.j2.", "See: medlofte render --list"),
    ],
)
def test_what_was_meant_is_told_of_a_fault_in_a_template(
    text: str, line: int, said: str, hint: str, medlofte: Runner, project: Path
) -> None:
    template(project, text)
    told = medlofte("render", "memo", "exempelby-2026", "--lang", "en").err
    assert told.startswith(f"medlofte: memo.md.j2:{line}: {said}\n  help: {hint}")


ORIGINAL = '{% extends "medlofte/memo.md.j2" %}\n'


def test_a_block_that_the_original_has_not_is_a_fault_and_not_passed_over(medlofte: Runner, project: Path) -> None:
    template(project, ORIGINAL + "{% block fianances %}Inom budget.{% endblock %}\n")
    done = medlofte("render", "memo", "exempelby-2026")
    assert (done.code, done.out) == (1, "")
    assert "memo.md.j2:2: Blocket fianances finns inte.\n  hjälp: Menade du finances?\n" in done.err


@pytest.mark.parametrize(
    "text",
    [
        ORIGINAL + "{% block finances %}{% block own %}Inom budget.{% endblock %}{% endblock %}",
        '{# som {% extends "finns-inte.j2" %} #}{% block own %}Inom budget.{% endblock %}',
        '{% extends "mellan.md.j2" %}{% block between %}Inom budget.{% endblock %}',
    ],
    ids=["a block within one", "extends nothing", "a block of what is between"],
)
def test_blocks_that_are_printed_may_have_any_name(text: str, medlofte: Runner, project: Path) -> None:
    template(project, text)
    between = ORIGINAL + "{% block finances %}{% block between %}{% endblock %}{% endblock %}"
    (project / "templates" / "mellan.md.j2").write_text(between, "utf-8")
    assert "Inom budget." in medlofte("render", "memo", "exempelby-2026").out


@pytest.mark.parametrize("above", ["memo.md.j2", "finns-inte.j2"])
def test_a_template_that_extends_itself_or_nothing_is_a_fault(above: str, medlofte: Runner, project: Path) -> None:
    template(project, f'{{% extends "{above}" %}}{{% block own %}}x{{% endblock %}}')
    done = medlofte("render", "memo", "exempelby-2026")
    assert (done.code, "memo.md.j2:1" in done.err) == (1, True)


def test_text_from_a_promise_stays_text(medlofte: Runner, project: Path) -> None:
    hostile = "# *a* _b_ [x](javascript:y) <script>z</script> | `c` $d$ 1. ![e](f) &amp; www.g.se"
    path = project / "promises" / "exempelby-2026.yaml"
    path.write_text(
        PROMISE.replace("title: Trygghetsvandringar", f"title: '{hostile}'\n    note: '{hostile}'"), "utf-8"
    )
    html = MarkdownIt("commonmark").enable("table").render(medlofte("render", "memo", "exempelby-2026").out)
    shown = hostile.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert html.count(shown) == 3
    assert "<script>" not in html
    assert "<em>" not in html
    assert "href" not in html
