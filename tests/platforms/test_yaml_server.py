"""With the schema line, or the settings that init writes, the YAML extension of editors completes and tells in Swedish.

The extension's own server is driven as an editor drives it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import LOG, PROMISE
from tests.support.editor import Editor

pytestmark = pytest.mark.platforms

PROMISE_FILE = "promises/exempelby-2026.yaml"
LOG_FILE = "promises/exempelby-2026/polis.yaml"
SETTINGS = {"yaml": {"hover": True, "completion": True, "validate": True, "schemaStore": {"enable": False}}}


def medlofte(folder: Path, *arguments: str) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "medlofte", *arguments],
        cwd=folder,
        env={**os.environ, "LC_ALL": "sv_SE.UTF-8"},
        capture_output=True,
        check=True,
    )
    return done.stdout


@pytest.fixture(scope="module")
def editor(yaml_server: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor with the YAML extension in a project where both files name their schemas."""
    folder = tmp_path_factory.mktemp("exempelby")
    (folder / "promises" / "exempelby-2026").mkdir(parents=True)
    for name, path, text in (("promise", PROMISE_FILE, PROMISE), ("log", LOG_FILE, LOG)):
        schema = f"{name}.schema.json"
        (folder / schema).write_bytes(medlofte(folder, "schema", name, "--lang", "sv"))
        up = "../" * path.count("/")
        (folder / path).write_text(f"# yaml-language-server: $schema={up}{schema}\n{text}", "utf-8")
    with Editor([str(yaml_server), "--stdio"], folder) as started:
        begin(started, SETTINGS)
        for path in (PROMISE_FILE, LOG_FILE):
            started.open(folder / path)
            assert started.diagnostics(folder / path) == []
        yield started


def begin(editor: Editor, settings: dict[str, Any]) -> None:
    editor.settings = settings
    editor.begin(textDocument={"completion": {"completionItem": {"snippetSupport": True}}})
    editor.tell("workspace/didChangeConfiguration", {"settings": settings})


VERSIONS = iter(range(2, 1000))


def written(editor: Editor, file: str, text: str) -> tuple[Path, int, int, list[dict[str, Any]]]:
    """The file with ``¦`` in it taken for the cursor, once the server has read it, and what it says."""
    path = editor.cwd / file
    before, _, after = text.partition("¦")
    editor.write(path, before + after, next(VERSIONS))
    said = editor.diagnostics(path)
    return path, before.count("\n"), len(before.rpartition("\n")[2]), said


def completed(editor: Editor, file: str, text: str) -> dict[str, dict[str, Any]]:
    path, line, character, _ = written(editor, file, text)
    return {each["label"]: each for each in editor.at("completion", path, line, character)["items"]}


def head(editor: Editor, file: str) -> str:
    """The file as it was at first: the schema line is in it."""
    return (editor.cwd / file).read_text("utf-8")


def test_keys_of_a_promise_are_completed_in_swedish(editor: Editor) -> None:
    found = completed(editor, PROMISE_FILE, head(editor, PROMISE_FILE) + "    ¦")
    assert found["counts"]["documentation"] == "Räkneregel: vad som räknas som ett, och vad som räknas in."
    assert found["pace"]["textEdit"]["newText"].startswith("pace:")


def test_words_of_a_promise_are_completed_with_what_they_mean(editor: Editor) -> None:
    text = head(editor, PROMISE_FILE).replace("status: adopted", "status: ¦")
    found = completed(editor, PROMISE_FILE, text)
    assert {"draft", "proposed", "adopted", "closed"} <= set(found)
    assert found["draft"]["documentation"] == "utkast"


def test_pointing_at_a_key_of_a_promise_tells_in_swedish(editor: Editor) -> None:
    path, line, character, _ = written(editor, PROMISE_FILE, head(editor, PROMISE_FILE).replace("parties", "par¦ties"))
    value = editor.at("hover", path, line, character)["contents"]["value"]
    assert "Parterna: vilka som lovar och utför, med en kort nyckel var." in value
    assert "each with a short key" not in value


def test_a_fault_of_a_promise_is_found(editor: Editor) -> None:
    text = head(editor, PROMISE_FILE)
    *_, said = written(editor, PROMISE_FILE, text.replace("status: adopted", "status: antaget"))
    assert [each["range"]["start"]["line"] for each in said] == [text.splitlines().index("status: adopted")]


def test_keys_of_a_log_are_completed_in_swedish(editor: Editor) -> None:
    found = completed(editor, LOG_FILE, head(editor, LOG_FILE) + "- {date: 2026-02-03, a¦}\n")
    assert found["activity"]["documentation"] == "Aktivitetens nyckel, eller flera i en lista."
    assert found["precision"]["textEdit"]["newText"] == "precision: "


def test_words_of_a_log_are_completed_with_what_they_mean(editor: Editor) -> None:
    line = "- {date: 2026-02-03, activity: fotpatrull, precision: ¦}\n"
    found = completed(editor, LOG_FILE, head(editor, LOG_FILE) + line)
    assert {label: found[label]["documentation"] for label in ("exact", "over", "at-least", "about")} == {
        "exact": "precis",
        "over": "drygt",
        "at-least": "minst",
        "about": "cirka",
    }


def test_pointing_at_a_key_of_a_log_tells_in_swedish(editor: Editor) -> None:
    path, line, character, _ = written(editor, LOG_FILE, head(editor, LOG_FILE).replace("count", "co¦unt", 1))
    value = editor.at("hover", path, line, character)["contents"]["value"]
    assert "Antal som läggs till; 1 om inget annat sägs." in value


def test_a_fault_of_a_log_is_found(editor: Editor) -> None:
    text = head(editor, LOG_FILE)
    *_, said = written(editor, LOG_FILE, text + "- {date: 2026-02-03, activity: fotpatrull, cuont: 3}\n")
    assert [each["range"]["start"]["line"] for each in said] == [text.count("\n")]
    assert "cuont" in said[0]["message"]


def test_what_init_writes_is_enough(yaml_server: Path, tmp_path: Path) -> None:
    """The settings that init writes for Visual Studio Code lead to the schemas, where no file names one."""
    medlofte(tmp_path, "init", ".", "--example", "--medlofte", "medlofte")
    stored = json.loads((tmp_path / ".vscode" / "settings.json").read_text("utf-8"))
    schemas = {(tmp_path / name).resolve().as_uri(): files for name, files in stored["yaml.schemas"].items()}
    with Editor([str(yaml_server), "--stdio"], tmp_path) as editor:
        begin(editor, {"yaml": {**SETTINGS["yaml"], "schemas": schemas}})
        path = tmp_path / LOG_FILE
        text = path.read_text("utf-8")
        editor.open(path)
        assert editor.diagnostics(path) == []
        line = next(number for number, line in enumerate(text.splitlines()) if "count" in line)
        character = text.splitlines()[line].index("count") + 1
        value = editor.at("hover", path, line, character)["contents"]["value"]
        assert "Antal som läggs till" in value
