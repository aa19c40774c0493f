"""The pictures of the README and the guides, made of what the program does with a municipality that is made up.

``python -m tests.support.pictures [FOLDER]`` writes them to ``docs/pictures``. It needs what the pages' tests need (see
``tests/accessibility/tools.py``), ``pdftoppm`` for papers, and makes the files small where Pillow is. A picture whose
command fails is passed by with a note.
"""

import argparse
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from tests.accessibility import tools
from tests.support import exempelby

ROOT = Path(__file__).parents[2]
ID = "exempelby-2026"
DAY = ("--as-of", f"{exempelby.YEAR}-09-30")
COLUMNS = 80
FONT, ASPECT = "'DejaVu Sans Mono', Menlo, Consolas, monospace", 0.602
COLORS = TerminalTheme(
    (24, 26, 29),
    (232, 234, 237),
    [
        (90, 94, 100),
        (255, 123, 114),
        (126, 211, 133),
        (240, 196, 83),
        (121, 184, 255),
        (214, 160, 255),
        (99, 214, 219),
        (232, 234, 237),
    ],
)
"""Ground, text and the eight colours: all can be read (6:1 or more, dim text too), but for black, which is not text."""
LARGEST = 200_000
"""Bytes of a picture."""


class Picture(NamedTuple):
    """A name, its kind (see ``KINDS``) and its command, to which ``--output`` is added for a page or a paper."""

    name: str
    kind: str
    command: tuple[str, ...]


PICTURES = (
    Picture("progress", "terminal", ("progress", ID, *DAY)),
    Picture("page", "page", ("render", "page", ID, *DAY, "--format", "html")),
    Picture("memo", "paper", ("render", "memo", ID, *DAY, "--format", "pdf")),
)


class Shot(NamedTuple):
    """The top of a file in a browser window, sizes in CSS pixels."""

    to: Path
    width: int
    height: int
    scheme: str = "light"
    scale: float = 1


WINDOWS = {"desk": (1280, 960, 1), "phone": (390, 844, 2)}
"""Width, height and pixels to a CSS pixel."""


class Failed(Exception):
    """A command did not do its part."""


def run(command: Sequence[str], folder: Path) -> str:
    """What a command prints. Raises ``Failed`` with what it says first."""
    where = {"LANG": "sv_SE.UTF-8", "COLUMNS": str(COLUMNS), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(command, cwd=folder, env={**os.environ, **where}, capture_output=True, encoding="utf-8")
    except OSError as error:
        raise Failed(str(error)) from error
    if done.returncode:
        raise Failed(done.stderr.strip().partition("\n")[0])
    return done.stdout


def medlofte(*arguments: str, folder: Path) -> str:
    """What medlofte prints in a folder."""
    return run([sys.executable, "-m", "medlofte", *arguments], folder)


def municipality(folder: Path) -> None:
    """A project with a year of Exempelby in it."""
    exempelby.main([str(folder), "--logs"])


def drawn(title: str, output: str) -> str:
    """A terminal's window with some output, as SVG that asks for nothing."""
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.from_ansi(output.rstrip("\n")), end="\n\n")
    form = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    form = form.replace("Fira Code, monospace", FONT).replace("font-family: arial", "font-family: sans-serif")
    return console.export_svg(
        title=title, theme=COLORS, code_format=form, font_aspect_ratio=ASPECT, unique_id="terminal"
    )


def terminal(picture: Picture, scratch: Path, into: Path) -> list[Path]:
    """A command at a terminal."""
    title = f"medlofte {' '.join(picture.command)}"
    svg = drawn(title, medlofte(*picture.command, "--color", "always", folder=scratch))
    file = scratch / f"{picture.name}.svg"
    file.write_text(svg, "utf-8")
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert box is not None
    width, height = (round(float(each)) for each in box.groups())
    return shoot(file, [Shot(into / f"{picture.name}.png", width, height, scale=2)])


def page(picture: Picture, scratch: Path, into: Path) -> list[Path]:
    """A web page at a desk and on a phone, by day and by night."""
    file = scratch / f"{picture.name}.html"
    medlofte(*picture.command, "--output", str(file), folder=scratch)
    return shoot(file, list(views(picture.name, into)))


def views(name: str, into: Path) -> Iterator[Shot]:
    """Each window in each colour scheme."""
    for window, (width, height, scale) in WINDOWS.items():
        for scheme in ("light", "dark"):
            yield Shot(into / f"{name}-{window}-{scheme}.png", width, height, scheme, scale)


def paper(picture: Picture, scratch: Path, into: Path) -> list[Path]:
    """The first page of a PDF."""
    file = scratch / f"{picture.name}.pdf"
    medlofte(*picture.command, "--output", str(file), folder=scratch)
    to = into / picture.name
    run(["pdftoppm", "-r", "90", "-png", "-singlefile", "-f", "1", "-l", "1", str(file), str(to)], scratch)
    return [to.with_suffix(".png")]


KINDS = {"terminal": terminal, "page": page, "paper": paper}


def shoot(file: Path, shots: Sequence[Shot]) -> list[Path]:
    """The file in a browser."""
    given = [{"from": str(file), **shot._asdict(), "to": str(shot.to)} for shot in shots]
    tools.run("shoot.mjs", tools.browser(), given=json.dumps(given))
    return [shot.to for shot in shots]


def shrink(file: Path) -> int:
    """Give a picture no more colours than it needs, if Pillow is here; its size in bytes."""
    if importlib.util.find_spec("PIL") is not None:
        from PIL import Image

        with Image.open(file) as full:
            small = full.quantize(64, method=Image.Quantize.FASTOCTREE)
        small.save(file, optimize=True)
    return file.stat().st_size


def main(arguments: Sequence[str]) -> int:
    """Make every picture; 1 when one is too large."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.support.pictures", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "pictures")
    into: Path = parser.parse_args(arguments).folder.absolute()
    into.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp())
    try:
        municipality(scratch)
        sizes = [size for picture in PICTURES for size in made(picture, scratch, into)]
    finally:
        shutil.rmtree(scratch)
    return int(max(sizes, default=0) > LARGEST)


def made(picture: Picture, scratch: Path, into: Path) -> Iterator[int]:
    """The sizes of the files of a picture, told as they are made."""
    try:
        files = KINDS[picture.kind](picture, scratch, into)
    except (Failed, tools.Missing) as error:
        print(f"{picture.name}: passed by: {error}")
        return
    for file in files:
        size = shrink(file)
        print(f"{file.name}: {size // 1000} kB" + (", too large" if size > LARGEST else ""))
        yield size


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
