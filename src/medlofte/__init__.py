"""Keep citizens' promises as plain files, check them, count what was done, and tell how it went."""

from __future__ import annotations

__version__ = "0.1.0"
