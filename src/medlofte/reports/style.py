"""Colour on a terminal: a few styles, and nothing at all where colour is off."""

from __future__ import annotations

BOLD = "1"
BLUE = "1;34"


class Painter:
    """Puts a style around text when colour is on; the text itself must be safe already."""

    def __init__(self, on: bool) -> None:
        self._on = on

    def __call__(self, text: str, style: str) -> str:
        """The text in the style, or as it is."""
        return f"\x1b[{style}m{text}\x1b[0m" if self._on and text else text
