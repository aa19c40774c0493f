"""What medlofte can do only with packages that are installed on request, and what to say when they are not."""

from __future__ import annotations

from medlofte.core.errors import MedlofteError
from medlofte.core.messages import msg


def missing(format: str, extra: str) -> MedlofteError:
    """The error for a format whose packages are not installed: one line that says what to install."""
    return MedlofteError(msg("{format} needs an extra: pip install 'medlofte[{extra}]'", format=format, extra=extra))
