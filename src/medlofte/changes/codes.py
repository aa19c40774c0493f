"""Every code that anything said can have: those of files that are wrong, and those of changes."""

from __future__ import annotations

from collections.abc import Mapping

from medlofte.changes import compare as comparison
from medlofte.core.diagnostic import Code
from medlofte.validation import checker as ledger

CODES: Mapping[str, Code] = {**ledger.CODES, **{code.name: code for code in comparison.CODES}}
