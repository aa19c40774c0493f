"""Every code that anything said can have: those of files that are wrong, and those of changes."""

from __future__ import annotations

from collections.abc import Mapping

from medlofte.changes import compare
from medlofte.core.diagnostic import Code
from medlofte.validation import checker

CODES: Mapping[str, Code] = {**checker.CODES, **{code.name: code for code in compare.CODES}}
