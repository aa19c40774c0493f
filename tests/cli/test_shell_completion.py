"""What a shell offers: promises wherever a promise is asked for, activities, codes and words, each only when asked."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from medlofte.cli import COMMANDS
from medlofte.cli.app import build

IDS = ("ID", "[ID]", "[ID]...", "OLD")


def offered(place: Path, line: str) -> list[str]:
    """What bash is told to offer at the end of a line, in a folder."""
    words = f"medlofte {line}"
    asked = {"_MEDLOFTE_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    done = subprocess.run(
        [sys.executable, "-m", "medlofte"], cwd=place, env={**os.environ, **asked}, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("progress exem", ["exempelby-2026"]),
        ("render memo ex", ["exempelby-2026"]),
        ("render mem", ["memo"]),
        ("new --from ex", ["exempelby-2026"]),
        ("log exempelby-2026 van", ["vandring"]),
        ("log exempelby-2026 fotpatrull --place ", ["Torget", "Stationen"]),
        ("log exempelby-2026 vandring 2 --date 2026-03-01 --place T", ["Torget"]),
        ("log exempelby-2026 --quiet fotpatrull --place Torget --place S", ["Stationen"]),
        ("log exempelby-2025 fotpatrull --place ", []),
        ("log --place ", []),
        ("explain impossible-d", ["impossible-date"]),
        ("validate --format j", ["json", "junit"]),
        ("progress stock", []),
        ("log exempelby-2025 van", []),
        ("va", ["validate"]),
    ],
)
def test_what_begins_so_is_offered(project: Path, line: str, answer: list[str]) -> None:
    path = project / "promises" / "exempelby-2026.yaml"
    title = "title: Fotpatruller på torget\n"
    path.write_text(path.read_text("utf-8").replace(title, f"{title}    places: [Torget, Stationen]\n"), "utf-8")
    assert offered(project, line) == answer


def test_the_project_named_before_is_the_one_that_is_looked_in(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert offered(elsewhere, "progress exem") == []
    assert offered(elsewhere, f"--root {project} progress exem") == ["exempelby-2026"]
    assert offered(elsewhere, f"progress --root {project} exem") == ["exempelby-2026"]


@pytest.mark.parametrize("name", COMMANDS)
def test_wherever_a_promise_is_asked_for_the_promises_are_offered(
    name: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    group = build(COMMANDS)
    context = group.make_context("medlofte", [name], resilient_parsing=True)
    command = group.get_command(context, name)  # type: ignore[attr-defined]
    for param in command.params:
        if param.metavar in IDS and (name, param.name) != ("new", "id"):
            told = param.shell_complete(context, "exem")
            assert [item.value for item in told] == ["exempelby-2026"], param.name


def test_nothing_of_it_is_imported_before_it_is_asked_for(project: Path) -> None:
    code = (
        "import sys; sys.argv = ['medlofte', 'progress']\n"
        "from medlofte.cli import COMMANDS\nfrom medlofte.cli.app import build, run\n"
        "run(build(COMMANDS)); print(chr(10), *sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)
    loaded = done.stdout.splitlines()[-1].split()
    assert "medlofte.cli.commands.progress" in loaded
    assert "medlofte.cli.shell_completion" not in loaded
