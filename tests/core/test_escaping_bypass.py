"""All data goes out through the room of escaping: nothing bypasses it, and a hostile text shows as exactly itself."""

import ast
import csv
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from medlofte.core import escaping
from tests.support.commands import Runner

pytestmark = pytest.mark.quick

SOURCE = Path(escaping.__file__).parent.parent
ROOMS = sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py"))
MAY = {
    "json.dumps": {"core/escaping.py", "rendering/sandbox.py"},
    "csv.writer": {"core/escaping.py"},
    "Markup": {"documents/templating.py", "publishing/html.py"},
    "stdout.write": {"cli/output.py"},
    "stderr.write": {"cli/output.py", "cli/progress_bar.py", "lsp/server.py"},
    "buffer.write": {"rendering/sandbox.py", "cli/output.py"},
    "print": {"reports/progress/rich_table.py"},
    "from_markup": set(),
    "echo": set(),
}
"""Which files may make a text for a sink, or write to one, by a call that ends so."""


def calls_in(room: str) -> Iterator[str]:
    for node in ast.walk(ast.parse((SOURCE / room).read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_writes_past_the_room_of_escaping(room: str) -> None:
    for call in calls_in(room):
        for ending, rooms in MAY.items():
            if call == ending or call.endswith(f".{ending}"):
                assert room in rooms, f"{room} calls {call}"


def test_the_calls_that_are_looked_for_are_made() -> None:
    made = {room: set(calls_in(room)) for room in ROOMS}
    for ending, rooms in MAY.items():
        for room in rooms:
            assert any(call == ending or call.endswith(f".{ending}") for call in made[room]), (ending, room)


@pytest.mark.parametrize("room", ROOMS)
def test_only_the_styles_know_a_terminals_escape_and_only_github_its_commands(room: str) -> None:
    written = (SOURCE / room).read_text("utf-8")
    assert ("\\x1b[" in written) == (room == "reports/style.py")
    assert ('f"::' in written) == (room == "reports/validation/github.py")


def test_rich_is_given_plain_texts_only() -> None:
    module = ast.parse((SOURCE / "reports/progress/rich_table.py").read_text("utf-8"))
    for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
        if ast.unparse(call.func) == "Console":
            settings = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
            assert (settings["markup"], settings["emoji"], settings["highlight"]) == ("False", "False", "False")
        if ast.unparse(call.func).endswith(("add_row", "console.print")):
            assert not any(isinstance(each, (ast.Constant, ast.JoinedStr)) for each in call.args)


HOSTILE = (
    "=1+1 <b>x</b> [a](javascript:b) | `c` *d* _e_ ::error::f ##[g] [red]h[/red] %0A,: &lt; \\ $i$ ~~j~~ www.k.se "
    "https://l.se 'm' \"n\" {{ o }} {% p %} 1. å"
)


def named(name: str) -> str:
    return f"{HOSTILE} {name}"


def hostile_promise() -> dict[str, object]:
    """A promise with a hostile text wherever the format takes free text."""
    return {
        "format": 1,
        "title": named("title"),
        "municipality": {"name": "Exempelby kommun"},
        "area": named("area"),
        "police_area": named("police_area"),
        "period": {"start": "2026-01-01", "end": "2026-12-31"},
        "status": "adopted",
        "parties": {"polis": {"name": named("party"), "kind": "police"}},
        "agreement": {"title": named("agreement"), "note": named("agreement_note")},
        "basis": {
            "situation": named("situation"),
            "dialogues": [{"kind": "citizens", "method": named("method"), "places": [named("d_place")]}],
            "sources": [named("b_source")],
        },
        "decisions": [{"kind": "adopted", "date": "2025-12-01", "body": named("body"), "note": named("d_note")}],
        "focus_areas": {"torget": {"title": named("area_title"), "problem": named("problem"), "note": named("a_note")}},
        "activities": {
            "patrull": {
                "title": named("activity"),
                "focus_area": "torget",
                "responsible": ["polis"],
                "target": {"at_least": 20, "unit": named("unit")},
                "note": named("note"),
                "purpose": named("purpose"),
                "condition": named("condition"),
                "counts": named("counts"),
                "when": named("when"),
                "places": [named("place")],
                "with": [named("with")],
            },
        },
        "effects": [{"goal": named("goal")}],
        "followups": [{"due": "2026-12", "to": named("to"), "form": named("form"), "note": named("f_note")}],
        "cases": [
            {
                "kind": "memo",
                "title": named("case"),
                "reference": named("reference"),
                "from": named("from"),
                "to": named("receiver"),
                "officer": {"name": named("officer"), "title": named("officer_title")},
                "proposal": [named("proposal")],
                "summary": named("summary"),
                "background": named("background"),
                "finances": named("finances"),
                "documents": [{"title": named("document")}],
                "send_to": [named("send_to")],
            }
        ],
        "note": named("promise_note"),
    }


IN_THE_MEMO = (
    *("area", "police_area", "party", "agreement", "situation", "method", "d_place", "b_source", "body", "d_note"),
    *("area_title", "problem", "a_note", "activity", "note", "purpose", "condition", "counts", "when", "place", "with"),
    *("goal", "to", "form", "f_note", "case", "reference", "from", "receiver", "officer", "proposal", "summary"),
    *("background", "finances", "document", "send_to", "promise_note", "words", "deviation", "instead", "reason"),
)


@pytest.fixture
def hostile(project: Path) -> Path:
    entry = {
        "date": "2026-02-01",
        "activity": "patrull",
        "count": 4,
        "place": named("e_place"),
        "note": named("e_note"),
        "words": named("words"),
        "deviation": named("deviation"),
        "instead": named("instead"),
        "source": named("s"),
        "assessed": "partly",
        "reason": named("reason"),
        "results": {named("result"): 3},
        "type": named("type"),
    }
    (project / "promises" / "exempelby-2026.yaml").write_text(
        json.dumps(hostile_promise(), ensure_ascii=False), "utf-8"
    )
    line = f"- {json.dumps(entry, ensure_ascii=False)}\n"
    (project / "promises" / "exempelby-2026" / "polis.yaml").write_text(line, "utf-8")
    return project


AS_OF = ("--as-of", "2026-12-31")


class _Page(HTMLParser):
    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()
        self.feed(MarkdownIt("gfm-like", {"linkify": False}).render(markdown))

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


PLAIN_TAGS = {
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "p",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "strong",
    "br",
    "hr",
}


def test_a_memo_shows_every_text_as_it_is(hostile: Path, medlofte: Runner) -> None:
    page = _Page(medlofte("render", "memo", "exempelby-2026", *AS_OF, "--output", "-").out)
    assert page.tags <= PLAIN_TAGS
    for name in IN_THE_MEMO:
        assert named(name)[1:] in page.text, name


def test_progress_as_markdown_shows_the_texts_as_they_are(hostile: Path, medlofte: Runner) -> None:
    page = _Page(medlofte("progress", "exempelby-2026", *AS_OF, "--format", "markdown").out)
    assert page.tags <= PLAIN_TAGS
    for name in ("title", "activity", "party", "unit", "words", "deviation", "instead", "reason", "result", "counts"):
        assert named(name)[1:] in page.text, name


def test_progress_as_json_and_csv_reads_back_the_same(hostile: Path, medlofte: Runner) -> None:
    read = json.loads(medlofte("progress", "exempelby-2026", *AS_OF, "--format", "json").out)
    (promise,) = read["promises"]
    (activity,) = promise["activities"]
    assert promise["title"] == named("title")
    assert (activity["title"], activity["unit"], activity["words"]) == (
        named("activity"),
        named("unit"),
        named("words"),
    )
    assert activity["results"] == {named("result"): 3}
    assert activity["deviation"][0]["instead"] == named("instead")
    (row,) = csv.DictReader(io.StringIO(medlofte("progress", "exempelby-2026", *AS_OF, "--format", "csv").out))
    assert row["title"] == f"'{named('activity')}"
    assert row["words"] == f"'{named('words')}"


@pytest.mark.parametrize("color", ["never", "always"])
@pytest.mark.parametrize("by", ["focus-area", "party", "activity"])
def test_a_terminal_gets_the_text_and_no_commands(color: str, by: str, hostile: Path, medlofte: Runner) -> None:
    out = medlofte("progress", "exempelby-2026", *AS_OF, "--color", color, "--by", by).out
    assert ("\x1b[" in out) == (color == "always")
    bare = re.sub(r"\x1b\[[0-9;]*m", "", out)
    assert not escaping.find_hidden(bare)
    assert not re.search(r"(?m)^\s*::error", bare)
    assert "##[" not in bare
    joined = re.sub(r"\s", "", bare)
    for name in ("title", "activity", "words", "deviation"):
        spelled = named(name).replace("##[", "#\\x23[")
        assert re.sub(r"\s", "", spelled) in joined.replace("\\x3a:", "::"), name


def test_faults_in_hostile_places_are_said_safely(hostile: Path, medlofte: Runner) -> None:
    promise = json.dumps({**hostile_promise(), named("key"): 1, "status": named("status")}, ensure_ascii=False)
    (hostile / "promises" / "exempelby-2026.yaml").write_text(promise, "utf-8")
    for format in ("text", "github"):
        out = medlofte("validate", "--format", format, "--notes").out
        assert not re.search(r"(?m)^\s*::(?!(error|warning|notice) file=)", out)
        assert "##[" not in out or format == "github"
        assert out.count("\n::") + out.startswith("::") <= out.count("::error file=") + out.count("::notice file=")
    read = json.loads(medlofte("validate", "--format", "json").out)
    assert named("key") in [each["route"][-1] for each in read["diagnostics"] if each["code"] == "unknown-key"]


@pytest.mark.parametrize("value", ["=1", "'=1", "''=1", "+1", "-1", "@x", "'", "'a", "a", "''", "'-", "=", ""])
def test_a_cell_can_be_read_back(value: str) -> None:
    cell = escaping.escape_csv_cell(value)
    assert not cell.startswith(("=", "+", "-", "@"))
    read = cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(("=", "+", "-", "@")) else cell
    assert read == value


def test_json_hides_nothing_and_commands_nothing() -> None:
    value = {"a\u202e": ["\x1b[31m", "\x9b", "##[error]x", "\ufeff", "\U000e0041", "å", 1, None, True]}
    written = escaping.json_text(value)
    assert json.loads(written) == value
    assert not escaping.find_hidden(written)
    assert "##[" not in written
    assert "å" in written
