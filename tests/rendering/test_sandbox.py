"""Templates as hostile code: every bomb ends as a message with its template and line, and nothing outside is read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from medlofte.documents.templating import LARGEST_OUTPUT
from medlofte.rendering import sandbox
from tests.support.commands import Runner

NESTED = 3000
BOMBS = {
    "power": "{{ 9**(9**8) }}",
    "power that is set": "{% set x = 9**9**9 %}",
    "long text": "{{ 'x' * 10000000000 }}",
    "long list": "{{ 10000000000 * [0] }}",
    "growing number": "{% set n = namespace(x=3) %}{% for i in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}",
    "growing text": "{% set n = namespace(x='ab') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "growing list": "{% set n = namespace(x=[1]) %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% set x = b %}{% endfor %}{% endfor %}",
    "loops over loops": "{% for i in range(99999) recursive %}{{ loop(range(99999)) }}{% endfor %}",
    "endless output": "{% for a in range(99999) %}xxxxxxxxxxxxxxxxxxxx\n{% endfor %}",
    "output in a block": "{% block a %}{% for a in range(99999) %}xxxxxxxxxxxxxxxxxxxx\n{% endfor %}{% endblock %}",
    "output of a filter": "{{ 'a'|center(200000000) }}",
    "width of a format": "{{ '%9999999999d'|format(1) }}",
    "width of another format": "{{ '{:9999999999d}'.format(1) }}",
    "endless macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "includes itself": "{% include 'memo.md.j2' %}",
    "extends itself": "{% extends 'memo.md.j2' %}",
    "nested brackets": "{{ " + "[" * NESTED + "]" * NESTED + " }}",
    "nested parentheses": "{{ " + "(" * NESTED + "1" + ")" * NESTED + " }}",
    "nested conditions": "{% if 1 %}" * NESTED + "{% endif %}" * NESTED,
    "long sum": "{{ " + "1+" * 20000 + "1 }}",
    "many filters": "{{ 1" + "|string" * 20000 + " }}",
    "deep list": "{% set n = namespace(x=[]) %}{% for i in range(99999) %}{% set n.x = [n.x] %}{% endfor %}{{ n.x }}",
}
TRICKS = {
    "class": "{{ ''.__class__.__mro__ }}",
    "globals": "{{ gap.__globals__ }}",
    "attribute by filter": "{{ gap|attr('__globals__') }}",
    "format's attribute": "{{ '{0.__class__}'.format(1) }}",
    "builtins": "{{ open('/etc/passwd') }}",
    "import": "{{ cycler.__init__.__globals__.os }}",
    "absolute path": "{% include '/etc/passwd' %}",
    "way up": "{% include '../promises/exempelby-2026.yaml' %}",
    "hidden file": "{% include '.hidden' %}",
    "link": "{% include 'link' %}",
    "linked folder": "{% include 'folder/passwd' %}",
    "way out of medlofte's": "{% include 'medlofte/../__init__.py' %}",
    "change": "{{ gaps.append(1) }}",
    "change of a mapping": "{{ memo.update({'title': 'x'}) }}",
    "undefined": "{{ nowhere }}",
    "undefined in a loop": "{% for x in nowhere %}{% endfor %}",
    "division": "{{ 1 / 0 }}",
    "syntax": "{% if %}",
    "unknown filter": "{{ 1|nowhere }}",
    "slice": "{{ 'abc'[::0] }}",
    "type": "{{ 1 + 'a' }}",
}


@pytest.fixture
def own(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project's own memo template, yet to be written, with less time than usual."""
    monkeypatch.setattr(sandbox, "SECONDS", 1)
    folder = project / "templates"
    folder.mkdir()
    (folder / ".hidden").write_text("hemligt", "utf-8")
    (folder / "link").symlink_to("/etc/passwd")
    (folder / "folder").symlink_to("/etc")
    return folder / "memo.md.j2"


@pytest.mark.parametrize("name", [*BOMBS, *TRICKS])
def test_a_hostile_template_ends_as_a_message_with_its_line(name: str, own: Path, medlofte: Runner) -> None:
    own.write_text("rad ett\n" + {**BOMBS, **TRICKS}[name], "utf-8")
    done = medlofte("render", "memo", "exempelby-2026", "--lang", "en")
    assert done.code == 1
    assert done.out == ""
    assert done.err.startswith("medlofte: memo.md.j2:")
    assert int(done.err.split(":")[2]) in (1, 2)
    assert not ({"root:", "hemligt", "Traceback"} & set(done.err.split()))
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("a\n\n{{ nowhere }}", 3),
        ("a\n{{ 9**9 }}", 2),
        ("a\n{% for i in range(9) %}\n{{ i // 0 }}\n{% endfor %}", 3),
        ("a\nb\n{% for a in range(9999) %}\n{{ 'x' * 9999 }}\n{% endfor %}", 4),
        ("a\n{% include 'other.j2' %}", 2),
        ("a\n{% endif %}", 2),
    ],
)
def test_the_line_is_the_faulty_one(template: str, line: int, own: Path, medlofte: Runner) -> None:
    own.write_text(template, "utf-8")
    done = medlofte("render", "memo", "exempelby-2026", "--lang", "en")
    assert done.err.startswith(f"medlofte: memo.md.j2:{line}: ")


def test_the_line_is_told_also_of_what_takes_too_long(
    own: Path, medlofte: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 3)  # time enough to have come to the loop, also on a busy machine
    own.write_text("a\n{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}\n{% endfor %}", "utf-8")
    done = medlofte("render", "memo", "exempelby-2026", "--lang", "en")
    assert done.err.startswith("medlofte: memo.md.j2:2: The template takes more than 3 seconds.")


def test_a_fault_in_another_template_is_said_of_that_one(own: Path, medlofte: Runner) -> None:
    own.write_text('{% include "sidfot.j2" %}', "utf-8")
    (own.parent / "sidfot.j2").write_text("\n\n{{ nowhere }}", "utf-8")
    assert medlofte("render", "memo", "exempelby-2026").err.startswith("medlofte: sidfot.j2:3: ")


@pytest.mark.parametrize("can_fork", [True, False], ids=["fork", "new process"])
def test_a_template_of_ones_own_is_printed_either_way(
    can_fork: bool, own: Path, medlofte: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "CAN_FORK", can_fork)
    monkeypatch.setattr(sandbox, "SECONDS", 9)
    own.write_text("{{ promise.title }} å {{ as_of_iso }}{% include 'sidfot.j2' %}", "utf-8")
    (own.parent / "sidfot.j2").write_text(" fot", "utf-8")
    done = medlofte("render", "memo", "exempelby-2026", "--as-of", "2026-02-01")
    assert (done.code, done.out) == (0, "Medborgarlöfte för Exempelby 2026 å 2026-02-01 fot\n")
    own.write_text("\n{{ nowhere }}", "utf-8")
    assert medlofte("render", "memo", "exempelby-2026").err.startswith("medlofte: memo.md.j2:2: ")


def test_a_new_process_that_takes_too_long_is_stopped(
    own: Path, medlofte: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "CAN_FORK", False)
    own.write_text(BOMBS["loops"], "utf-8")
    done = medlofte("render", "memo", "exempelby-2026", "--lang", "en")
    assert (done.code, done.err.split("\n")[0]) == (
        1,
        "medlofte: memo.md.j2:1: The template takes more time or memory than a document needs.",
    )


def test_the_child_can_neither_write_nor_start_anything(project: Path) -> None:
    """What a template could do if it got out of Jinja's sandbox is tried in the child itself."""
    script = f"""
import os, sys
from pathlib import Path
from medlofte.rendering import sandbox
from medlofte.rendering.job import RenderJob

def words(self):
    tried = []
    for attempt in (
        lambda: Path({str(project)!r}, "written").write_text("x"),
        lambda: [open("/dev/zero") for _ in range(99)],
        lambda: "x" * (1 << 30),
    ):
        try:
            attempt()
            tried.append("could")
        except (OSError, MemoryError) as error:
            tried.append(type(error).__name__)
    os.write(1, b"on the screen")
    return " ".join(tried)

RenderJob.words, RenderJob.file = words, lambda self, markdown: b""
said, _ = sandbox.make(RenderJob("memo", {{}}, None, Path(".")))
sys.stdout.write(said)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "OSError OSError MemoryError"
    assert (project / "written").read_bytes() == b""


def test_the_bounds_are_those_that_are_promised() -> None:
    assert sandbox.SECONDS + 1 <= 5
    assert sandbox.MEMORY <= 512 << 20
    assert LARGEST_OUTPUT <= 1 << 20


def test_control_characters_in_a_template_never_reach_the_screen(own: Path, medlofte: Runner) -> None:
    own.write_text("\x1b[31mröd \x9b \u202e \ttab ::error::x\n::error::y ##[z]\n", "utf-8")
    out = medlofte("render", "memo", "exempelby-2026", "--output", "-").out
    assert out.startswith("\\x1b[31mröd \\x9b \\u202e ")
    assert "\t" not in out


def test_a_document_is_no_command_to_a_ci_log(own: Path, medlofte: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    own.write_text("a\n::error::y ##[z]\n", "utf-8")
    assert medlofte("render", "memo", "exempelby-2026", "--output", "-").out == "a\n::error::y ##[z]\n"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert medlofte("render", "memo", "exempelby-2026", "--output", "-").out == "a\n\\x3a:error::y #\\x23[z]\n"
