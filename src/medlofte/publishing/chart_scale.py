"""The numbers that are written beside a chart: round ones, and few."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from medlofte.core.escaping import format_number
from medlofte.model.promise import Number

_MOST_STEPS = 4


def scale(sums: Iterable[Number]) -> tuple[tuple[Decimal, str], ...]:
    """From 0 up to a number that is at least the highest sum, each with its word, at most five of them."""
    highest = max((Decimal(str(each)) for each in sums), default=Decimal(0))
    steps = (Decimal(factor).scaleb(power) for power in range(-3, 28) for factor in (1, 2, 5))
    step = next((each for each in steps if highest <= each * _MOST_STEPS), highest)
    wanted = max(1, int(highest / step) + (highest % step > 0))
    return tuple((step * at, format_number(step * at)) for at in range(wanted + 1))
