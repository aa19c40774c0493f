"""An open project and the screen that a command writes on."""

import os
import shutil
import sys
from pathlib import Path

from medlofte.cli.progress_bar import is_watched, tracker
from medlofte.project.context import Context, untracked


class Session(Context):
    """One run of one command: the project, and what is known of the terminal.

    ``color`` is ``auto``, ``always`` or ``never``.
    """

    def __init__(
        self, root: Path | None = None, lang: str | None = None, color: str | None = None, quiet: bool = False
    ) -> None:
        track = tracker(lambda: self.translator) if not quiet and is_watched() else untracked
        super().__init__(root, lang, track=track)
        self.color = color
        self.quiet = quiet

    @property
    def has_color(self) -> bool:
        """Whether standard output gets colour. ``NO_COLOR`` and ``FORCE_COLOR`` are honoured."""
        if self.color in ("always", "never"):
            return self.color == "always"
        if os.environ.get("NO_COLOR"):
            return False
        return bool(os.environ.get("FORCE_COLOR")) or (self.is_terminal and os.environ.get("TERM") != "dumb")

    @property
    def is_terminal(self) -> bool:
        """Whether a person reads standard output as it is written."""
        return sys.stdout.isatty()

    @property
    def is_conversation(self) -> bool:
        """Whether a person is there to answer questions."""
        return sys.stdin.isatty() and sys.stdout.isatty()

    @property
    def width(self) -> int:
        """The terminal's columns; 100 where there is none."""
        return shutil.get_terminal_size((100, 24)).columns

    @property
    def has_blocks(self) -> bool:
        """Whether standard output can show block characters."""
        return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
