"""``medlofte lsp``: the real server, driven by an editor over its standard streams."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pygls import uris

from medlofte.lsp.open_files import LARGE
from medlofte.project.context import today_or
from tests.conftest import LOG, PROMISE
from tests.support.commands import Runner
from tests.support.editor import Editor, uri
from tests.validation.test_cases import CASES

PROMISE_FILE = "promises/exempelby-2026.yaml"
LOG_FILE = "promises/exempelby-2026/polis.yaml"
COMMAND = (sys.executable, "-m", "medlofte", "lsp")
SWEDISH = {"LC_ALL": "sv_SE.UTF-8"}
Opened = Callable[..., Editor]


@pytest.fixture
def start(project: Path) -> Iterator[Opened]:
    """Starts a server in the project, and ends it after the test."""
    editors: list[Editor] = []

    def begun(*options: str, command: tuple[str, ...] = COMMAND, cwd: Path = project, **capabilities: Any) -> Editor:
        editor = Editor([*command, *options], cwd, SWEDISH)
        editors.append(editor)
        editor.begin(**capabilities)
        return editor

    yield begun
    for editor in editors:
        editor.close()


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, Editor]]:
    """The servers that tests share, by the capabilities that the editor has told."""
    servers: dict[str, Editor] = {}
    yield servers
    for server in servers.values():
        server.close()


@pytest.fixture
def shared(servers: dict[str, Editor], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Gives a server that has no file open and has said nothing, in a folder that is no test's.

    What a server remembers it remembers by project, and each test's is its own. A server that a test ended is not
    used again.
    """
    used: list[Editor] = []

    def opened(**capabilities: Any) -> Editor:
        key = json.dumps(capabilities)
        if key not in servers or servers[key].process.poll() is not None:
            servers[key] = Editor(COMMAND, tmp_path_factory.mktemp("editor"), SWEDISH)
            servers[key].begin(**capabilities)
        used.append(servers[key])
        return servers[key]

    yield opened
    for server in used:
        server.clear()


HOVER = {"hover": {"contentFormat": ["markdown"]}}


@pytest.fixture
def editor(shared: Opened) -> Editor:
    return shared(textDocument=HOVER)


@pytest.fixture
def own(start: Opened) -> Editor:
    """As ``editor``, with a server of the test's own."""
    return start(textDocument=HOVER)


def codes(said: list[dict[str, Any]]) -> list[str]:
    return [each["code"] for each in said]


def place(each: dict[str, Any]) -> tuple[int, int, int, int]:
    start, end = each["range"]["start"], each["range"]["end"]
    return start["line"], start["character"], end["line"], end["character"]


def test_it_says_what_it_can(project: Path) -> None:
    with Editor(COMMAND, project, SWEDISH) as editor:
        can = editor.begin()
        assert can["positionEncoding"] == "utf-16"
        for feature in ("completion", "hover", "definition", "documentSymbol", "codeAction", "documentFormatting"):
            assert can[f"{feature}Provider"], feature
        assert editor.end() == 0
        assert editor.errors == []


def test_a_file_without_faults_is_said_to_have_none(editor: Editor, project: Path) -> None:
    editor.open(project / PROMISE_FILE)
    assert editor.diagnostics(project / PROMISE_FILE) == []


def test_faults_come_as_one_writes_and_go_when_they_are_mended(editor: Editor, project: Path) -> None:
    log = project / LOG_FILE
    editor.open(log)
    assert editor.diagnostics(log) == []
    editor.write(log, LOG + "- {date: 2026-02-03, activity: fotpatrul, ref: x}\n")
    [said] = editor.diagnostics(log)
    assert said["code"] == "unknown-activity"
    assert said["severity"] == 1
    assert said["source"] == "medlofte"
    assert said["message"] == "Löftet har ingen aktivitet fotpatrul.\nMenade du fotpatrull?"
    assert place(said) == (3, 31, 3, 40)
    editor.write(log, LOG, 3)
    assert editor.diagnostics(log) == []


def test_what_is_typed_in_haste_is_checked_once(editor: Editor, project: Path) -> None:
    log = project / LOG_FILE
    editor.open(log)
    for version in range(2, 30):
        editor.write(log, LOG + "- {date: 2026-02-03, activity: fotpatrull"[:version], version)
    editor.write(log, LOG, 30)
    assert editor.diagnostics(log) == []
    editor.at("hover", log, 0, 3)
    assert [each for each in editor.said if each.get("method") == "textDocument/publishDiagnostics"] == []


@pytest.mark.parametrize(
    "case",
    [
        *("duplicate-key", "five-faults", "unknown-party", "not-nfc", "hidden-character", "ref-conflict", "too-deep"),
        *("equal-entries-parties", "log-without-promise", "settings-unknown-key", "personal-number", "bad-id"),
    ],
)
def test_it_says_the_same_as_validate(case: str, shared: Opened, medlofte: Runner) -> None:
    root = CASES / case
    told = json.loads(medlofte("validate", "--format", "json", "--root", str(root), "--lang", "sv").out)["diagnostics"]
    editor = shared(general={"positionEncodings": ["utf-32"]})
    for path in sorted({each["path"] for each in told}):
        editor.open(root / path, (root / path).read_bytes().decode())
        said = editor.diagnostics(root / path)
        wanted = [each for each in told if each["path"] == path]
        assert sorted(codes(said)) == sorted(each["code"] for each in wanted)
        for each in wanted:
            texts = [each["message"], each["hint"]] if each.get("hint") else [each["message"]]
            assert any(
                one["message"] == "\n".join(texts)
                and place(one)[:2] == (each["start"]["line"] - 1, each["start"]["column"] - 1)
                for one in said
            ), each


def test_related_places_are_told_with_their_files(shared: Opened) -> None:
    root = CASES / "duplicate-key"
    editor = shared()
    path = root / PROMISE_FILE
    editor.open(path)
    [said] = editor.diagnostics(path)
    [related] = said["relatedInformation"]
    assert related["message"] == "Det står här först."
    assert related["location"]["uri"] == uri(path)
    assert place(related["location"])[0] < place(said)[0]


def test_what_is_open_and_not_saved_counts_for_the_other_files(editor: Editor, project: Path) -> None:
    promise, log = project / PROMISE_FILE, project / LOG_FILE
    editor.open(log)
    assert editor.diagnostics(log) == []
    editor.open(promise, PROMISE.replace("fotpatrull:", "patrull:"))
    assert codes(editor.diagnostics(log)) == ["unknown-activity"] * 3
    editor.write(promise, PROMISE)
    assert editor.diagnostics(log) == []


def test_a_log_that_is_not_open_is_told_of_too(editor: Editor, project: Path) -> None:
    editor.open(project / PROMISE_FILE, PROMISE.replace("fotpatrull:", "patrull:"))
    assert codes(editor.diagnostics(project / LOG_FILE)) == ["unknown-activity"] * 3


def test_nothing_is_said_of_what_is_closed(editor: Editor, project: Path) -> None:
    promise, log = project / PROMISE_FILE, project / LOG_FILE
    editor.open(promise, PROMISE.replace("fotpatrull:", "patrull:"))
    editor.open(log)
    assert len(editor.diagnostics(log)) == 3
    editor.tell("textDocument/didClose", {"textDocument": {"uri": uri(promise)}})
    assert editor.diagnostics(log) == [], "what is on disk counts again"
    editor.write(log, LOG + "- 1\n")
    assert editor.diagnostics(log)
    editor.tell("textDocument/didClose", {"textDocument": {"uri": uri(log)}})
    assert editor.diagnostics(log) == []


def test_saving_looks_at_the_disk_again(editor: Editor, project: Path) -> None:
    promise, log = project / PROMISE_FILE, project / LOG_FILE
    editor.open(promise)
    assert editor.diagnostics(promise) == []
    log.write_text(LOG + "- {date: 2026-02-03, activity: x, ref: x}\n", "utf-8")
    editor.tell("textDocument/didSave", {"textDocument": {"uri": uri(promise)}})
    assert codes(editor.diagnostics(log)) == ["unknown-activity"]


def test_files_that_change_elsewhere_are_looked_at_when_the_editor_tells(start: Opened, project: Path) -> None:
    editor = start(workspace={"didChangeWatchedFiles": {"dynamicRegistration": True}})
    promise, log = project / PROMISE_FILE, project / LOG_FILE
    wish = editor.until(lambda message: message.get("method") == "client/registerCapability")
    assert wish["params"]["registrations"][0]["method"] == "workspace/didChangeWatchedFiles"
    editor.send({"id": wish["id"], "result": None})
    editor.open(promise)
    assert editor.diagnostics(promise) == []
    log.write_text(LOG + "- {date: 2026-02-03, activity: x, ref: x}\n", "utf-8")
    editor.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri(log), "type": 2}]})
    assert codes(editor.diagnostics(log)) == ["unknown-activity"]


@pytest.mark.parametrize(
    ("unit", "start_at", "end_at"), [(None, 62, 71), ("utf-16", 62, 71), ("utf-8", 69, 78), ("utf-32", 60, 69)]
)
def test_columns_are_in_the_unit_that_was_agreed(
    unit: str | None, start_at: int, end_at: int, start: Opened, project: Path
) -> None:
    editor = start(**({"general": {"positionEncodings": [unit]}} if unit else {}))
    log = project / LOG_FILE
    editor.open(log, "- {date: 2026-02-03, note: ååå 😀😀, ref: xyz12345, activity: fotpatrul}\n")
    said = editor.diagnostics(log)
    assert codes(said) == ["unknown-activity"]
    assert place(said[0]) == (0, start_at, 0, end_at)
    [action] = editor.ask(
        "textDocument/codeAction",
        {"textDocument": {"uri": uri(log)}, "range": said[0]["range"], "context": {"diagnostics": said}},
    )
    [edit] = action["edit"]["changes"][uri(log)]
    assert (place(edit), edit["newText"]) == ((0, start_at, 0, end_at), "fotpatrull")


def test_a_hint_is_a_quick_fix(editor: Editor, project: Path) -> None:
    promise = project / PROMISE_FILE
    editor.open(promise, PROMISE.replace("at_least: 200", "minst: 200"))
    [said] = editor.diagnostics(promise)
    context = {"diagnostics": [said], "only": ["quickfix"]}
    [action] = editor.ask(
        "textDocument/codeAction", {"textDocument": {"uri": uri(promise)}, "range": said["range"], "context": context}
    )
    assert (action["title"], action["kind"]) == ("Menade du at_least?", "quickfix")
    assert action["diagnostics"] == [said]
    [edit] = action["edit"]["changes"][uri(promise)]
    lines = PROMISE.replace("at_least: 200", "minst: 200").splitlines()
    line, first, _, last = place(edit)
    mended = lines[line][:first] + edit["newText"] + lines[line][last:]
    assert mended == "    target: {at_least: 200, unit: tillfällen}"


def test_elsewhere_there_is_no_quick_fix(editor: Editor, project: Path) -> None:
    promise = project / PROMISE_FILE
    editor.open(promise, PROMISE.replace("at_least: 200", "minst: 200"))
    editor.diagnostics(promise)
    top = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
    asked = {"textDocument": {"uri": uri(promise)}, "range": top, "context": {"diagnostics": []}}
    assert editor.ask("textDocument/codeAction", asked) == []


def test_a_quick_fix_is_of_the_text_that_is_there_now(editor: Editor, project: Path) -> None:
    log = project / LOG_FILE
    editor.open(log)
    editor.write(log, "- {date: 2026-02-03, activity: vandrin}\n")
    here = {"start": {"line": 0, "character": 32}, "end": {"line": 0, "character": 32}}
    asked = {"textDocument": {"uri": uri(log)}, "range": here, "context": {"diagnostics": []}}
    [action] = editor.ask("textDocument/codeAction", asked)
    assert action["edit"]["changes"][uri(log)][0]["newText"] == "vandring"


def test_activities_are_completed_in_a_log(editor: Editor, project: Path) -> None:
    log = project / LOG_FILE
    editor.open(log, LOG + "- {date: 2026-02-03, activity: }\n")
    found = editor.at("completion", log, 3, 31)["items"]
    assert [(each["label"], each["detail"]) for each in found] == [
        ("fotpatrull", "Fotpatruller på torget"),
        ("vandring", "Trygghetsvandringar"),
    ]
    assert found[0]["textEdit"]["newText"] == "fotpatrull"
    assert place(found[0]["textEdit"]) == (3, 31, 3, 31)


def test_parties_and_keys_are_completed_in_a_promise_that_is_being_written(editor: Editor, project: Path) -> None:
    promise = project / PROMISE_FILE
    lines = PROMISE.splitlines(keepends=True)
    editor.open(promise, "".join(lines) + "  ny:\n    title: Nytt\n    responsible: [\n")
    parties = editor.at("completion", promise, len(lines) + 2, 18)["items"]
    assert [each["label"] for each in parties] == ["polis", "kommun"]
    editor.write(promise, "".join(lines) + "  ny:\n    title: Nytt\n    \n")
    keys = {each["label"]: each for each in editor.at("completion", promise, len(lines) + 2, 4)["items"]}
    assert keys["target"]["documentation"].startswith("Målet: högst ett per aktivitet.")
    assert keys["responsible"]["insertTextFormat"] == 1, "an editor that can't fill in gets the text alone"
    assert keys["responsible"]["textEdit"]["newText"] == "responsible: []"


def test_an_editor_that_can_fill_in_gets_where_to(start: Opened, project: Path) -> None:
    editor = start(textDocument={"completion": {"completionItem": {"snippetSupport": True}}})
    log = project / LOG_FILE
    editor.open(log, LOG)
    [entry] = editor.at("completion", log, 3, 0)["items"]
    assert entry["insertTextFormat"] == 2
    assert entry["textEdit"]["newText"] == f"- {{date: {today_or(None).isoformat()}, activity: $1, count: $2}}"


def test_pointing_at_an_activity_tells_how_far_it_has_come(editor: Editor, project: Path, medlofte: Runner) -> None:
    log, promise = project / LOG_FILE, project / PROMISE_FILE
    editor.open(log)
    editor.open(promise)
    shown = medlofte("progress", "exempelby-2026", "--lang", "sv", "--format", "json")
    figure = json.loads(shown.out)["promises"][0]["activities"][0]["text"]
    for path, line, character in ((log, 0, 34), (promise, 12, 4)):
        contents = editor.at("hover", path, line, character)["contents"]
        assert contents["kind"] == "markdown"
        assert contents["value"].startswith("**Fotpatruller på torget**\n\nPolisen\n\n")
        assert figure in contents["value"]
        assert f"per {today_or(None).isoformat()}" in contents["value"].replace("\\", "")


def test_an_editor_that_knows_no_markdown_gets_plain_text(shared: Opened, project: Path) -> None:
    editor = shared()
    editor.open(project / LOG_FILE)
    contents = editor.at("hover", project / LOG_FILE, 0, 34)["contents"]
    assert (contents["kind"], contents["value"].splitlines()[:2]) == (
        "plaintext",
        ["Fotpatruller på torget", "Polisen"],
    )


def test_pointing_at_a_fault_tells_why_it_matters(editor: Editor, project: Path) -> None:
    log = project / LOG_FILE
    editor.open(log, "- {date: 2026-02-03, activity: okänd}\n")
    value = editor.at("hover", log, 0, 33)["contents"]["value"]
    assert "unknown-activity: En notering gäller en aktivitet som" in value.replace("\\", "")


def test_one_goes_from_an_entry_to_the_promise(editor: Editor, project: Path) -> None:
    editor.open(project / LOG_FILE)
    found = editor.at("definition", project / LOG_FILE, 0, 34)
    assert found["uri"] == uri(project / PROMISE_FILE)
    line = found["range"]["start"]["line"]
    assert PROMISE.splitlines()[line] == "  fotpatrull:"


def test_a_promise_has_an_outline(editor: Editor, project: Path) -> None:
    editor.open(project / PROMISE_FILE)
    found = editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri(project / PROMISE_FILE)}})
    activities = next(each for each in found if each["name"] == "activities")
    assert [each["name"] for each in activities["children"]] == ["fotpatrull", "vandring"]


def test_a_log_is_put_in_canonical_form(editor: Editor, project: Path) -> None:
    log = project / LOG_FILE
    editor.open(log, '- {activity: vandring, date: "2026-02-03"}\r\n- {date: 2026-01-03, activity: vandring}')
    options = {"textDocument": {"uri": uri(log)}, "options": {"tabSize": 2, "insertSpaces": True}}
    [edit] = editor.ask("textDocument/formatting", options)
    assert edit["newText"] == "- {date: 2026-01-03, activity: vandring}\n- {date: 2026-02-03, activity: vandring}\n"
    assert place(edit) == (0, 0, 1, 40)
    editor.write(log, edit["newText"])
    assert editor.ask("textDocument/formatting", options) is None


def test_a_path_may_hold_any_letters(start: Opened, tmp_path: Path) -> None:
    root = tmp_path / "Våra löften #1 100 %"
    (root / "promises" / "exempelby-2026").mkdir(parents=True)
    (root / PROMISE_FILE).write_text(PROMISE, "utf-8")
    log = root / LOG_FILE
    log.write_text("- {date: 2026-02-03, activity: x, ref: x}\n", "utf-8")
    editor = start(cwd=root)
    editor.open(log)
    assert codes(editor.diagnostics(log)) == ["unknown-activity"]


def test_several_projects_are_served_at_once_each_in_its_language(
    shared: Opened, project: Path, tmp_path: Path
) -> None:
    other = tmp_path / "annan"
    (other / "promises").mkdir(parents=True)
    (other / "medlofte.yaml").write_text("lang: en\n", "utf-8")
    path = other / "promises" / "annan-2026.yaml"
    path.write_text(PROMISE + "titel: x\n", "utf-8")
    editor = shared()
    editor.open(path)
    editor.open(project / PROMISE_FILE, PROMISE + "titel: x\n")
    assert editor.diagnostics(path)[0]["message"].startswith("The key titel is not known here.")
    assert editor.diagnostics(project / PROMISE_FILE)[0]["message"].startswith("Nyckeln titel är inte känd här.")


def test_a_file_outside_any_project_is_left_alone(start: Opened, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("utanfor")
    path = folder / "annat.yaml"
    path.write_text("a: [", "utf-8")
    editor = start(cwd=folder)
    editor.open(path)
    assert editor.at("hover", path, 0, 0) is None
    assert editor.at("completion", path, 0, 0) is None
    editor.tell("textDocument/didClose", {"textDocument": {"uri": uri(path)}})
    assert editor.end() == 0
    assert [each for each in editor.said if each.get("method") == "textDocument/publishDiagnostics"] == []


def test_a_new_promise_is_checked_before_it_is_saved(editor: Editor, project: Path) -> None:
    path = project / "promises" / "exempelby-2027.yaml"
    editor.open(path, PROMISE + "titel: x\n")
    assert codes(editor.diagnostics(path)) == ["unknown-key"]


URIS = [
    "file://[",
    "file:///%00",
    "untitled:Untitled-1",
    "http://example.se/promises/a.yaml",
    "",
    "file:///promises/../../../etc/passwd",
    "\x1b[31m",
    "file:///" + "a/" * 5000,
]


def test_no_uri_ends_the_server(own: Editor, project: Path) -> None:
    for odd in URIS:
        document = {"uri": odd, "languageId": "yaml", "version": 1, "text": "a: ["}
        own.tell("textDocument/didOpen", {"textDocument": document})
        own.tell("textDocument/didClose", {"textDocument": {"uri": odd}})
    own.open(project / PROMISE_FILE)
    assert own.diagnostics(project / PROMISE_FILE) == []


TEXTS = [
    "\ud800",
    "\0",
    "\ufeff- {date: 2026-02-03, activity: fotpatrull}",
    "- " * 30_000,
    "[" * 10_000,
    "a: &a [*a]\n",
    "\x1b]0;x\x07: y\n",
    "\u2028\u2029\x85" * 100,
    "x" * 300_000,
    "- {date: 2026-02-03, activity: \r fotpatrull}\r",
    "<<<<<<< HEAD\n",
]


def test_no_text_ends_the_server(own: Editor, project: Path) -> None:
    log = project / LOG_FILE
    own.open(log, LOG)
    assert own.diagnostics(log) == []
    for version, text in enumerate(TEXTS, 2):
        own.write(log, text, version)
        for line, character in ((0, 0), (0, 5), (10**6, 10**6)):
            for method in ("completion", "hover", "definition"):
                own.at(method, log, line, character)
        for said in own.diagnostics(log):
            assert "\x1b" not in said["message"]
    assert not [each for each in own.said if each.get("method") == "window/showMessage"]
    own.write(log, LOG, 99)
    assert own.diagnostics(log) == []


MESSAGES = [
    b"{",
    b"[]",
    b"null",
    b"\xff\xfe",
    b'{"jsonrpc": "2.0"}',
    b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": 1}}',
    b'{"jsonrpc": "2.0", "method": "no/such", "params": {}}',
    b'{"jsonrpc": "2.0", "id": 99, "method": "no/such", "params": {}}',
    b'{"jsonrpc": "2.0", "id": 99, "method": "textDocument/hover", "params": {"position": -1}}',
    b'{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 12345}}',
    b'{"jsonrpc": "2.0", "id": 77, "result": {}}',
]


def test_no_message_ends_the_server(own: Editor, project: Path) -> None:
    for body in MESSAGES:
        own.send_bytes(body)
    own.open(project / PROMISE_FILE)
    assert own.diagnostics(project / PROMISE_FILE) == []


SLOW = """
import sys, time
import medlofte.lsp.features as answering
quick = answering.hover_at
def slow(*asked):
    time.sleep(1)
    return quick(*asked)
answering.hover_at = slow
sys.argv = ["medlofte", "lsp"]
from medlofte.__main__ import main
main()
"""


def test_a_request_can_be_taken_back(start: Opened, project: Path) -> None:
    editor = start(command=(sys.executable, "-c", SLOW))
    log = project / LOG_FILE
    editor.open(log)
    asked = {"textDocument": {"uri": uri(log)}, "position": {"line": 0, "character": 34}}
    for number in (1000, 1001):
        editor.send({"id": number, "method": "textDocument/hover", "params": asked})
        editor.tell("$/cancelRequest", {"id": number})
    for number in (1000, 1001):
        answer = editor.until(lambda message, number=number: message.get("id") == number)
        assert answer["error"]["code"] == -32800
    assert editor.at("hover", log, 0, 34)["contents"]["value"].startswith("Fotpatruller")


def test_a_large_log_is_checked_when_it_is_saved(own: Editor, project: Path) -> None:
    log = project / LOG_FILE
    line = "- {date: 2026-02-03, activity: fotpatrull, note: " + "mycket " * 100 + "%06d}\n"
    text = "".join(line % number for number in range(LARGE // len(line % 0) + 10))
    own.open(log, text)
    first = own.diagnostics(log)
    own.write(log, text + "- {date: 2026-02-03, activity: x, ref: x}\n")
    assert own.shown() == "Loggen är så stor att den kontrolleras när den sparas, inte medan du skriver."
    assert own.at("completion", log, text.count("\n"), 32)["items"][0]["label"] == "fotpatrull"
    assert [each for each in own.said if each.get("method") == "textDocument/publishDiagnostics"] == []
    own.tell("textDocument/didSave", {"textDocument": {"uri": uri(log)}})
    assert "unknown-activity" not in codes(first)
    assert "unknown-activity" in codes(own.diagnostics(log))


def test_in_a_huge_file_nothing_is_looked_up(start: Opened, project: Path) -> None:
    limit = "import sys, medlofte.lsp.server as editor; editor.HUGE = 10; sys.argv = ['medlofte', 'lsp']; "
    editor = start(command=(sys.executable, "-c", f"{limit}from medlofte.__main__ import main; main()"))
    log = project / LOG_FILE
    editor.open(log, LOG + "- {date: 2026-02-03, activity: x, ref: x}\n")
    assert editor.at("hover", log, 0, 34) is None
    assert codes(editor.diagnostics(log)) == ["unknown-activity"]


BROKEN = """
import sys
import medlofte.lsp.features as answering
def boom(*_):
    raise ValueError("20010101-1239 and what else was in the file")
answering.hover_at = boom
sys.argv = ["medlofte", "lsp"]
from medlofte.__main__ import main
main()
"""


def test_a_fault_of_ours_is_told_and_the_server_lives(start: Opened, project: Path) -> None:
    editor = start(command=(sys.executable, "-c", BROKEN))
    log = project / LOG_FILE
    editor.open(log)
    assert editor.at("hover", log, 0, 34) is None
    assert editor.shown().startswith("Ett fel i själva medlofte, inte i dina filer: ValueError i ")
    assert editor.at("definition", log, 0, 34)["uri"] == uri(project / PROMISE_FILE)
    assert editor.end() == 0
    assert editor.errors == []


def test_without_the_extra_it_says_what_to_install(project: Path) -> None:
    start = "sys.argv = ['medlofte', 'lsp']; from medlofte.__main__ import main; main()"
    code = f"import sys; sys.modules['pygls'] = None; {start}"
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, env={**os.environ, **SWEDISH})
    assert done.returncode == 2
    assert done.stderr.decode() == "medlofte: medlofte lsp kräver ett tillägg: pip install 'medlofte[lsp]'\n"
    assert done.stdout == b""


def test_a_person_who_starts_it_is_told_who_should(project: Path) -> None:
    pty = pytest.importorskip("pty", reason="Windows has no terminals that a test can open")
    ours, theirs = pty.openpty()
    done = subprocess.run(COMMAND, cwd=project, stdin=theirs, capture_output=True, env={**os.environ, **SWEDISH})
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("medlofte: medlofte lsp startas av en textredigerare")


def test_a_server_that_runs_all_day_collects_what_it_leaves(project: Path) -> None:
    code = """
import gc, sys
import medlofte.lsp.server as editor
editor._Server.start_io = lambda *_: sys.stderr.write(str(gc.isenabled()))
sys.argv = ["medlofte", "lsp"]
from medlofte.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=project, input=b"", capture_output=True)
    assert done.stderr == b"True"


def test_it_ends_when_the_editor_is_gone(project: Path) -> None:
    done = subprocess.run(COMMAND, cwd=project, input=b"", capture_output=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, b"")


@pytest.mark.parametrize(
    ("named", "path"),
    [
        ("file:///c%3A/Exempelby/l%C3%B6ften/promises/a.yaml", "c:\\Exempelby\\löften\\promises\\a.yaml"),
        ("file:///C:/Exempelby/promises/a.yaml", "c:\\Exempelby\\promises\\a.yaml"),
        ("file://server/delad/promises/a.yaml", "\\\\server\\delad\\promises\\a.yaml"),
    ],
)
def test_a_path_of_windows_is_understood(named: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows itself the rest is ``pathlib``'s; here it is seen that the way from the URI is right."""
    monkeypatch.setattr(uris, "IS_WIN", True)
    assert uris.to_fs_path(named) == path
