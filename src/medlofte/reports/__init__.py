"""Values as text for people and programs; each report is a pure function, each format a module."""

from __future__ import annotations
