"""A municipality's mark, a file that anybody may have made: whether it is what it is called, and fetches nothing."""

from __future__ import annotations

import re

from medlofte.core.errors import TemplateFault
from medlofte.core.messages import Message, msg
from medlofte.publishing.publication import Logo

KINDS = {"logo.svg": "image/svg+xml", "logo.png": "image/png"}
"""Each name that the file may have, with its media type."""

MOST_PIXELS = 16_000_000
_PNG, _END, _HEAD = b"\x89PNG\r\n\x1a\n", b"IEND", 24
_ACTS = re.compile(r"(?i)<!ENTITY|<script|<foreignObject|\son[a-z]+\s*=|@import")
_LEADS_OUT = re.compile(r"""(?i)(?:\b(?:href|src)\s*=\s*["']\s*|\burl\(\s*["']?\s*)(?!#|data:image/)[^"')]""")


def read(name: str, data: bytes, words: str) -> Logo:
    """The logo. Raises ``TemplateFault`` with the file's line when it is not a picture, or more than a picture."""
    line, fault = _in_svg(data) if name.endswith(".svg") else (1, _in_png(data))
    if fault is not None:
        raise TemplateFault(
            msg("{where}: {what}", where=f"{name}:{line}", what=fault),
            msg("Save the logo anew, as plain SVG or as PNG."),
        )
    return Logo(data, KINDS[name], words)


def _in_png(data: bytes) -> Message | None:
    if not data.startswith(_PNG) or _END not in data or len(data) < _HEAD:
        return msg("This is not a complete PNG picture.")
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    if not 0 < width * height <= MOST_PIXELS:
        return msg("The picture has {n} pixels; a logo has at most {most}.", n=width * height, most=MOST_PIXELS)
    return None


def _in_svg(data: bytes) -> tuple[int, Message | None]:
    """A line, and what is wrong in it."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1, msg("An SVG picture is text in UTF-8, and not packed.")
    if not re.search(r"<([a-z]+:)?svg\b", text):
        return 1, msg("This is not an SVG picture.")
    for pattern, message in (
        (_ACTS, msg("A logo holds neither script nor entities.")),
        (_LEADS_OUT, msg("A logo fetches nothing.")),
    ):
        found = pattern.search(text)
        if found is not None:
            return text.count("\n", 0, found.start()) + 1, message
    return 1, None
