"""Values to text: each report is a pure function, each format a file of its own."""

from __future__ import annotations
