"""A look as hostile code: each file ends as a message with its name, in bounded time, and nothing outside is read."""

import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pytest

from medlofte.rendering import job, sandbox
from tests.documents.test_house_style import FORMATS, ID, SVG, made, own, png, word
from tests.support.commands import Done, Runner

ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 9 if n else "a" * 9}">' for n in range(9))
SECONDS = 9
"""So long a command may take, on a busy machine: the limits of the child, and the start of Python."""

LAYOUTS = {
    "endless loop": "#let f(n) = { let x = n; while x > 0 { x += 1 } }\n#f(1)",
    "endless function": "#let f(n) = f(n + 1)\n#f(1)",
    "long text": '#let s = "aaaaaaaaaa"\n#for i in range(60) { s = s + s }',
    "many words": "#lorem(99999999)",
    "large dictionary": "#let m = (:)\n#for i in range(99999999) { m.insert(str(i), i) }",
    "file": '\n#read("/etc/passwd")',
    "way up": '\n#read("../promises/exempelby-2026.yaml")',
    "picture": '#image("/etc/passwd")',
    "package": '#import "@preview/cetz:0.3.0": *',
    "included file": '#include "/etc/passwd"',
    "eval": '#eval("1 + 1")',
    "standard library": '#std.read("/etc/passwd")',
    "plugin": '#plugin("x.wasm")',
    "syntax": "#",
    "nested": "#let x = " + "(" * 3000 + ")" * 3000,
    "panic": '#panic("hemligt")',
    "nothing": "",
}
PAGES = {
    "power": "{{ 9**9 }}",
    "loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "output": "{% for a in range(99999) %}{{ 'x' * 999 }}{% endfor %}",
    "class": "{{ ''.__class__.__mro__ }}",
    "globals": "{{ title.__init__.__globals__ }}",
    "path": "{% include '/etc/passwd' %}",
    "way up": "{% include '../promises/exempelby-2026.yaml' %}",
    "itself": "{% include 'page.html.j2' %}",
    "undefined": "{{ nowhere }}",
}
LOGOS: Mapping[tuple[str, str], str | bytes] = {
    ("logo.svg", "script"): SVG.replace("<rect", "<script>x()</script><rect"),
    ("logo.svg", "handler"): SVG.replace("<rect", '<rect onload="x()"'),
    ("logo.svg", "picture from elsewhere"): SVG.replace("<rect", '<image href="https://exempelby.example/x"/><rect'),
    ("logo.svg", "file"): SVG.replace("<rect", "<image xlink:href='file:///etc/passwd'/><rect"),
    ("logo.svg", "style from elsewhere"): SVG.replace("<rect", "<style>@import 'x'</style><rect"),
    ("logo.svg", "fill from elsewhere"): SVG.replace("<rect", '<rect style="fill: url(//exempelby.example/x)"'),
    ("logo.svg", "entities"): f"<!DOCTYPE svg [{ENTITIES}]>{SVG}",
    ("logo.svg", "external entity"): f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>{SVG}',
    ("logo.svg", "page"): "<html><script>x()</script></html>",
    ("logo.svg", "packed"): b"\x1f\x8b\x08\x00\x00",
    ("logo.svg", "nothing"): "",
    ("logo.png", "text"): "hej",
    ("logo.png", "half"): png()[:40],
    ("logo.png", "huge"): png()[:16] + b"\0\1\0\0" * 2 + png()[24:],
    ("logo.png", "none"): png()[:16] + b"\0" * 8 + png()[24:],
}


def repacked(data: bytes, change: Callable[[str, bytes], bytes], more: Mapping[str, bytes] | None = None) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in read.namelist():
            archive.writestr(name, change(name, read.read(name)))
        for name, part in (more or {}).items():
            archive.writestr(name, part)
    return out.getvalue()


def in_part(name: str, before: str, after: str, top: str = "<w:document") -> bytes:
    """The municipality's Word document with one part changed."""

    def change(part: str, data: bytes) -> bytes:
        changed = data.replace(before.encode(), after.encode(), 1).replace(b"<w:document", top.encode(), 1)
        return changed if part == name else data

    made = repacked(word(), change)
    assert made != repacked(word(), lambda part, data: data)
    return made


def macros() -> bytes:
    """A Word document with a macro that its type says nothing of."""
    kind = "application/vnd.ms-office.vbaProject"
    changes = {
        "[Content_Types].xml": f'<Override PartName="/word/vbaProject.bin" ContentType="{kind}"/></Types>',
        "word/_rels/document.xml.rels": '<Relationship Id="rId98" Target="vbaProject.bin" '
        'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/></Relationships>',
    }

    def change(part: str, data: bytes) -> bytes:
        end = "</Types>" if part.startswith("[") else "</Relationships>"
        return data.replace(end.encode(), changes[part].encode()) if part in changes else data

    return repacked(word(), change, {"word/vbaProject.bin": b"HEMLIGT MAKRO"})


def outside(kind: str) -> str:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    target = "https://exempelby.example/hemligt"
    return f'<Relationship Id="rId97" Type="{office}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'


RELATIONS = "word/_rels/document.xml.rels"
STYLES = "word/styles.xml"
WORDS: Mapping[str, Callable[[], bytes]] = {
    "text": lambda: b"hej",
    "nothing": lambda: b"",
    "other archive": lambda: repacked(b"PK\x05\x06" + b"\0" * 18, lambda part, data: data, {"a": b"b"}),
    "bomb": lambda: repacked(word(), lambda part, data: data, {"word/media/x": b"\0" * (100 << 20)}),
    "entities": lambda: in_part("word/document.xml", "</w:t>", "&a8;</w:t>", f"<!DOCTYPE x [{ENTITIES}]><w:document"),
    "template": lambda: in_part("[Content_Types].xml", "document.main+xml", "template.main+xml"),
    "macros": lambda: in_part("[Content_Types].xml", "officedocument.wordprocessingml.document.main", "x"),
    "other styles": lambda: in_part(STYLES, "<w:styles", "<w:other"),
    "no page": lambda: in_part("word/document.xml", "<w:pgSz", "<w:pgNo"),
    "list without number": lambda: in_part("word/numbering.xml", 'w:numId="', 'w:numId="x'),
    "huge page": lambda: in_part("word/document.xml", 'w:w="12240"', f'w:w="{9**20}"'),
}


@pytest.fixture(autouse=True)
def less_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 2)


def told(project: Path, medlofte: Runner, format: str, name: str, data: str | bytes, place: str) -> Done:
    """What the command says of the file; it says where, writes nothing, reads nothing and does not take long."""
    own(project, name, data)
    begun = time.monotonic()
    done = medlofte("render", "memo", ID, "--format", format, "-o", f"out.{format}", "--lang", "en")
    assert time.monotonic() - begun < SECONDS
    assert (done.code, done.out) == (1, "")
    assert re.match(rf"medlofte: {re.escape(name)}{place}: \S", done.err), done.err
    assert not re.search(r"root:|Traceback|HEMLIGT", done.err)
    assert not (project / f"out.{format}").exists()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    return done


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_hostile_layout_of_pdfs(name: str, project: Path, medlofte: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 1)
    told(project, medlofte, "pdf", "pdf.typ", LAYOUTS[name], r":[12]")


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_layout_of_web_pages(
    name: str, project: Path, medlofte: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 1)
    told(project, medlofte, "html", "page.html.j2", f"a\n{PAGES[name]}", r":[12]")


@pytest.mark.parametrize("format", ["html", "pdf"])
@pytest.mark.parametrize(("name", "kind"), LOGOS)
def test_a_hostile_logo(name: str, kind: str, format: str, project: Path, medlofte: Runner) -> None:
    done = told(project, medlofte, format, name, LOGOS[name, kind], ":1")
    assert "help: Save the logo anew" in done.err


def test_the_logos_line_is_the_faulty_one(project: Path, medlofte: Runner) -> None:
    told(project, medlofte, "html", "logo.svg", SVG.replace("<rect", "\n\n<script/><rect"), ":3")


@pytest.mark.parametrize("name", WORDS)
def test_a_hostile_word_document(name: str, project: Path, medlofte: Runner) -> None:
    told(project, medlofte, "docx", "reference.docx", WORDS[name](), "")


@pytest.mark.parametrize(
    "make",
    [
        macros,
        lambda: in_part(RELATIONS, "</Relationships>", outside("attachedTemplate")),
        lambda: in_part(RELATIONS, "</Relationships>", outside("image")),
        lambda: in_part(RELATIONS, "</Relationships>", outside("hyperlink")),
        lambda: repacked(
            word(),
            lambda part, data: data,
            {
                "word/_rels/settings.xml.rels": (
                    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                    + outside("attachedTemplate")
                ).encode()
            },
        ),
    ],
    ids=["macros", "template", "picture", "link", "template of the settings"],
)
def test_nothing_of_a_word_document_but_its_look_is_taken_over(
    make: Callable[[], bytes], project: Path, medlofte: Runner
) -> None:
    own(project, "reference.docx", make())
    parts = zipfile.ZipFile(BytesIO(made(medlofte, project, "docx")))
    held = b"".join(parts.read(name) for name in parts.namelist())
    assert not re.search(rb"(?i)hemligt|vbaProject", held + " ".join(parts.namelist()).encode())


def test_a_header_that_would_fetch_something_is_refused(project: Path, medlofte: Runner) -> None:
    relations = outside("image").replace("</Relationships>", "") + "</Relationships>"
    head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    name = next(each for each in zipfile.ZipFile(BytesIO(word())).namelist() if "header" in each)
    more = {f"word/_rels/{name.rpartition('/')[2]}.rels": f"{head}{relations}".encode()}
    data = repacked(word(), lambda part, data: data, more)
    assert "hemligt" in told(project, medlofte, "docx", "reference.docx", data, "").err


FILES = ("memo.md.j2", "page.html.j2", "pdf.typ", "reference.docx", "logo.svg", "style.css")
USED_BY = {"page.html.j2": "html", "logo.svg": "html", "style.css": "html", "pdf.typ": "pdf", "reference.docx": "docx"}


@pytest.mark.parametrize("kind", ["link", "folder of a link", "pipe", "folder"])
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_none(name: str, kind: str, project: Path, medlofte: Runner, tmp_path: Path) -> None:
    folder, elsewhere = project / "templates", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / name).write_text("HEMLIGT", "utf-8")
    if kind == "folder of a link":
        folder.symlink_to(elsewhere)
    else:
        folder.mkdir()
        make: Mapping[str, Callable[[Path], None]] = {
            "link": lambda path: path.symlink_to(elsewhere / name),
            "pipe": os.mkfifo,
            "folder": Path.mkdir,
        }
        make[kind](folder / name)
    job._loader.cache_clear()
    job._house.cache_clear()
    begun = time.monotonic()
    done = medlofte("render", "memo", ID, "--format", USED_BY.get(name, "md"), "-o", "-")
    assert time.monotonic() - begun < SECONDS
    assert done.code in (1, 2)
    assert name in done.err
    assert "HEMLIGT" not in done.out + done.err


# The child


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("can_fork", [True, False], ids=["fork", "new process"])
def test_every_format_is_made_in_the_child_as_it_is_without(
    can_fork: bool, format: str, project: Path, medlofte: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 9)
    monkeypatch.setattr(sandbox, "CAN_FORK", can_fork)
    for name in ("json.py", "base64.py", "medlofte.py"):  # nothing is imported from where the command is given
        (project / name).write_text("raise SystemExit('HEMLIGT')", "utf-8")
    before = made(medlofte, project, format, "page")
    own(project, "other.j2", "")
    assert made(medlofte, project, format, "page") == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a child that is limited")
@pytest.mark.parametrize("format", FORMATS)
def test_anybody_can_make_every_format_in_the_child(format: str, project: Path) -> None:
    """Whoever is not root may start no thread in the child; typst has started its own before."""
    own(project, "other.j2", "")
    command = [sys.executable, "-m", "medlofte", "render", "memo", ID, "--format", format, "-o", f"out/x.{format}"]
    (project / "out").mkdir()
    (project / "out").chmod(0o777)
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("needs setpriv")
        may = "+dac_read_search,+dac_override"  # so that it can read the interpreter, wherever that lies
        nobody = ("--reuid", "65534", "--regid", "65534", "--clear-groups", "--inh-caps", may, "--ambient-caps", may)
        command = ["setpriv", *nobody, *command]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (project / "out" / f"x.{format}").stat().st_size > 1000


def test_what_is_too_much_for_the_limits_is_said_of_the_file_that_was_at_work(project: Path, medlofte: Runner) -> None:
    own(project, "pdf.typ", LAYOUTS["endless loop"])
    own(project, "memo.md.j2", "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}")
    for format in ("md", "pdf"):
        done = medlofte("render", "memo", ID, "--format", format, "-o", "-")
        assert done.err.startswith("medlofte: memo.md.j2:1: ")
    own(project, "memo.md.j2", "a")
    done = medlofte("render", "memo", ID, "--format", "pdf", "-o", "x.pdf")
    assert done.err.startswith("medlofte: pdf.typ:1: ")


def test_a_fault_of_ours_in_the_child_is_said_to_be_ours(
    project: Path, medlofte: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(project, "other.j2", "")
    monkeypatch.setattr(sandbox, "_is_threaded", lambda: False)  # so that the child is a copy, and has the fault
    monkeypatch.setattr(job.RenderJob, "file", lambda self, markdown: 1 / 0)
    done = medlofte("render", "memo", ID, "--lang", "en")
    assert done.code == 70
    assert "An error in medlofte itself" in done.err
