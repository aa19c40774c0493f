"""typst, kept from files, fonts and packages of the machine: it makes PDFs, and pictures of the charts for Word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from medlofte.core.extras import missing

_RESOLUTION = 320
"""Dots an inch of a chart in its own size, 480 CSS pixels: it is 1600 dots wide, 250 an inch on a page of 16 cm."""
_ONE_IMAGE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'


def load_typst(format: str, extra: str) -> Any:
    """The package. Raises ``MedlofteError``, which names the extra that the format needs, when it is not installed."""
    try:
        import typst
    except ImportError:
        raise missing(format, extra) from None
    return typst


def typeset(typst: Any, source: bytes, inputs: Mapping[str, str], **options: Any) -> bytes:
    """The file of the source. The root that files are read below is itself a file, so that there are none."""
    nowhere = typst.__file__
    compiler = typst.Compiler(
        source,
        root=nowhere,
        ignore_system_fonts=True,
        sys_inputs=dict(inputs),
        package_path=nowhere,
        package_cache_path=nowhere,
    )
    return bytes(compiler.compile(**options))


def rasterise(typst: Any, svg: str) -> bytes:
    """An SVG as PNG; the same SVG gives the same bytes."""
    return typeset(typst, _ONE_IMAGE, {"svg": svg}, format="png", ppi=_RESOLUTION)


def start_threads(typst: Any) -> None:
    """Let typst start its threads, for a process that soon may start none. They are lost in a fork."""
    typeset(typst, b"a", {}, format="pdf")
