"""The recipes of docs/editor.md: each is read, and run in its editor where that is installed."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import LOG, ROOT

PAGE = (ROOT / "docs" / "editor.md").read_text("utf-8")
RECIPES = {
    match[1]: match[2] for match in re.finditer(r"<!-- recipe: ([a-z-]+) -->\n```\w+\n(.*?)```\n", PAGE, re.DOTALL)
}
LOG_FILE = "promises/exempelby-2026/polis.yaml"
WRONG = LOG + "- {date: 2026-02-03, activity: fotpatrul, ref: x}\n- {date: 2027-02-03, activity: vandring, ref: y}\n"
FOUND = [("error", LOG_FILE, 4, 32, "unknown-activity"), ("warning", LOG_FILE, 5, 10, "entry-outside-period")]


@pytest.fixture
def faulty(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with an error and a warning, and a command medlofte that an editor can start."""
    if os.name == "nt":
        pytest.skip("the command that editors start here is a shell script")
    (project / LOG_FILE).write_text(WRONG, "utf-8")
    command = tmp_path / "bin" / "medlofte"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m medlofte "$@"\n', "utf-8")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("LC_ALL", "sv_SE.UTF-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(project)
    return project


def editor(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def test_every_recipe_is_read_here() -> None:
    assert set(RECIPES) == {"vscode", "neovim", "helix", "emacs-eglot", "kate", "vim", "emacs-compile"}


def test_the_task_of_visual_studio_code_finds_what_validate_says(faulty: Path) -> None:
    [task] = json.loads(RECIPES["vscode"])["tasks"]
    pattern = task["problemMatcher"]["pattern"]
    done = subprocess.run(task["command"], shell=True, cwd=faulty, capture_output=True, text=True)
    groups = [match for line in done.stdout.splitlines() if (match := re.match(pattern["regexp"], line))]
    found = [
        (each[pattern["severity"]], each[pattern["file"]], int(each[pattern["line"]]), int(each[pattern["column"]]))
        for each in groups
    ]
    assert found == [each[:4] for each in FOUND]
    assert [each[pattern["code"]] for each in groups] == [each[4] for each in FOUND]
    assert groups[0][pattern["message"]].startswith("Löftet har ingen aktivitet fotpatrul.")


def test_the_settings_of_helix_and_kate_name_the_command() -> None:
    helix = tomllib.loads(RECIPES["helix"])
    server = helix["language-server"]["medlofte"]
    assert [server["command"], *server["args"]] == ["medlofte", "lsp"]
    assert "medlofte" in helix["language"][0]["language-servers"]
    assert json.loads(RECIPES["kate"])["servers"]["yaml"]["command"] == ["medlofte", "lsp"]


def test_vim_fills_its_list(faulty: Path, tmp_path: Path) -> None:
    vim = editor("vim")
    settings, out = tmp_path / "vimrc", tmp_path / "out.json"
    settings.write_text(RECIPES["vim"], "utf-8")
    listed = "map(getqflist(), '[v:val.type, bufname(v:val.bufnr), v:val.lnum, v:val.col]')"
    tell = f"call writefile([json_encode({listed})], '{out}')"
    command = [vim, "-Nu", str(settings), "-es", "+silent make!", f"+{tell}", "+qa!"]
    subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    found = json.loads(out.read_text("utf-8"))
    assert [[kind.lower(), *place] for kind, *place in found] == [[kind[0], *place] for kind, *place, _ in FOUND]


def test_vim_shows_what_is_not_saved(faulty: Path, tmp_path: Path) -> None:
    vim = editor("vim")
    settings = tmp_path / "vimrc"
    settings.write_text(RECIPES["vim"], "utf-8")
    change = "+%s/fotpatrul,/okant,/"
    command = [vim, "-Nu", str(settings), "-es", change, "+Medlofte", "+qa!", LOG_FILE]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    assert "unknown-activity" in done.stdout.decode()
    assert "okant" in done.stdout.decode()
    assert (faulty / LOG_FILE).read_text("utf-8") == WRONG


def test_emacs_makes_a_list(faulty: Path, tmp_path: Path) -> None:
    emacs = editor("emacs")
    out = tmp_path / "out"
    script = f"""
{RECIPES["emacs-compile"]}
(require 'compile)
(setq found nil)
(with-temp-buffer
  (call-process-shell-command "medlofte validate --format github" nil t)
  (compilation-mode)
  (compilation--ensure-parse (point-max))
  (goto-char (point-min))
  (while (< (point) (point-max))
    (let ((message (get-text-property (point) 'compilation-message)))
      (when message
        (let* ((at (compilation--message->loc message)) (file (compilation--loc->file-struct at)))
          (push (list (compilation--message->type message) (caar file) (compilation--loc->line at)
                      (compilation--loc->col at)) found))))
    (forward-line 1)))
(with-temp-file "{out}" (insert (prin1-to-string (nreverse found))))
"""
    (tmp_path / "run.el").write_text(script, "utf-8")
    done = subprocess.run([emacs, "--batch", "-Q", "-l", str(tmp_path / "run.el")], capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    grave = {"error": 2, "warning": 1}
    wanted = " ".join(f'({grave[kind]} "{path}" {line} {column})' for kind, path, line, column, _ in FOUND)
    assert out.read_text("utf-8") == f"({wanted})"


def test_emacs_knows_the_server(tmp_path: Path) -> None:
    emacs = editor("emacs")
    (tmp_path / "init.el").write_text(RECIPES["emacs-eglot"], "utf-8")
    (tmp_path / "eglot.el").write_text("(defvar eglot-server-programs nil) (provide 'eglot)", "utf-8")
    load = ["-l", str(tmp_path / "init.el"), "-l", str(tmp_path / "eglot.el")]
    shown = "(princ (cdr (car eglot-server-programs)))"
    done = subprocess.run([emacs, "--batch", "-Q", *load, "--eval", shown], capture_output=True, timeout=60)
    assert done.stdout.decode() == "(medlofte lsp)"


def test_neovim_shows_what_the_server_says(faulty: Path, tmp_path: Path) -> None:
    nvim = editor("nvim")
    has = subprocess.run([nvim, "--headless", "+lua print(vim.lsp.start and 1 or 0)", "+qa"], capture_output=True)
    if b"1" not in has.stderr + has.stdout:
        pytest.skip("the recipe needs Neovim 0.8")
    pytest.importorskip("pygls")
    out = tmp_path / "out.json"
    wait = (
        "vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end) "
        "local found = {} "
        "for _, each in ipairs(vim.diagnostic.get(0)) do table.insert(found, {each.code, each.lnum}) end "
        f"vim.fn.writefile({{vim.json.encode(found)}}, '{out}')"
    )
    (tmp_path / "init.lua").write_text(RECIPES["neovim"], "utf-8")
    command = [
        nvim,
        "--headless",
        "-u",
        str(tmp_path / "init.lua"),
        "+filetype on",
        f"+edit {LOG_FILE}",
        f"+lua {wait}",
    ]
    subprocess.run([*command, "+qa!"], capture_output=True, timeout=90)
    assert json.loads(out.read_text("utf-8")) == [[code, line - 1] for _, _, line, _, code in FOUND]
