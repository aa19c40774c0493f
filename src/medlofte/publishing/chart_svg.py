"""Pictures and status symbols as SVG that looks right alone, and that a page's style sheet can give other colours.

Nothing is told by colour alone: a bar's extent has an outline and its mark a shape, one line of a chart is whole and
the other broken, and every status has a symbol of its own. Coordinates are rounded, so equal pictures are equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from medlofte.core.escaping import escape_html, format_number
from medlofte.model.promise import Number
from medlofte.progress.charts import BarChart, PaceChart, Picture
from medlofte.progress.status import Status
from medlofte.publishing.publication import Labels, labels

WIDTH, NARROW_WIDTH = 480, 150
BAR_HEIGHT, TRACK_TOP, TRACK_HEIGHT = 34, 12, 16
PACE_HEIGHT, TOP, LEFT, RIGHT, BOTTOM = 236, 58, 1, 473, 204
LONGEST_UNIT = 24
MOST_STEPS = 4

INK, PALE, FILL, TRACK, EDGE, GRID, PAPER = "#1b2733", "#55606c", "#17677a", "#e9e6de", "#79818a", "#d5d2c9", "#ffffff"
"""The colours of a picture that stands alone; on a page the classes of the same parts decide."""

_FLAT = 0.05

_SYMBOLS = {
    Status.KEPT: '<circle cx="8" cy="8" r="8" fill="{c}"/><path d="M4.4 8.2l2.5 2.6 4.7-5.2" {paper}/>',
    Status.ON_TRACK: '<circle cx="8" cy="8" r="7" {line}/><path d="M4.6 8h6.4M8.4 5.2L11.2 8l-2.8 2.8" {line}/>',
    Status.BEHIND: '<path d="M8 1.6L15 14.4H1z" {line}/><path d="M8 6.2v4M8 12v.3" {line}/>',
    Status.NOT_KEPT: '<rect x=".5" y=".5" width="15" height="15" rx="3" fill="{c}"/>'
    '<path d="M5 5l6 6M11 5l-6 6" {paper}/>',
    Status.NOT_REPORTED: '<circle cx="8" cy="8" r="7" stroke-dasharray="2.4 2" {line}/>'
    '<path d="M6.1 6.4a1.9 1.9 0 1 1 2.6 1.8c-.5.2-.7.5-.7 1M8 11.4v.2" {line}/>',
    Status.NO_FIGURE: '<circle cx="8" cy="8" r="7" {line}/><path d="M5 8h6" {line}/>',
    Status.ONGOING: '<path d="M14.6 6A7 7 0 1 0 15 8.6M14.9 2.2V6h-3.8" {line}/>',
    Status.NOT_STARTED: '<circle cx="8" cy="8" r="7" {line}/>',
    Status.PARTLY: '<circle cx="8" cy="8" r="7" {line}/><path d="M8 1a7 7 0 0 0 0 14z" fill="{c}"/>',
}


def draw(picture: Picture, words: str, id: str, language: str = "sv", *, is_narrow: bool = False) -> str:
    """The picture as SVG, named by the words. ``id`` is the name of the element that holds them.

    A narrow bar is for a cell of a table on paper, where it is scaled down to the column's width.
    """
    if isinstance(picture, BarChart):
        width = NARROW_WIDTH if is_narrow else WIDTH
        return _svg("bar", (width, BAR_HEIGHT), words, id, _bar(picture, width))
    return _svg("pace", (WIDTH, PACE_HEIGHT), words, id, _pace(picture, labels(language)))


def scale(sums: Iterable[Number]) -> tuple[Decimal, ...]:
    """Round numbers in even steps, at most five of them, from 0 to one that is at least the highest sum.

    Where there is no sum above 0 they are 0 and 1.
    """
    highest = max((Decimal(str(each)) for each in sums), default=Decimal(0)) or Decimal(1)
    steps = (Decimal(factor).scaleb(power) for power in range(-3, 40) for factor in (1, 2, 5))
    step = next((each for each in steps if highest <= each * MOST_STEPS), highest)
    count = max(1, int(highest / step) + (highest % step > 0))
    return tuple(step * at for at in range(count + 1))


def symbol(status: str) -> str:
    """The symbol that stands beside a status's word, or nothing for a status that there is none of."""
    if status not in _SYMBOLS:
        return ""
    drawn = _SYMBOLS[Status(status)].format(
        c="currentColor",
        line='fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"',
        paper=f'class="on" fill="none" stroke="{PAPER}" stroke-width="2" stroke-linecap="round"',
    )
    size = 'viewBox="0 0 16 16" width="16" height="16"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} aria-hidden="true" focusable="false">{drawn}</svg>'


def _svg(kind: str, size: tuple[int, int], words: str, id: str, parts: Iterable[str]) -> str:
    named, (width, height) = escape_html(id), size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-labelledby="{named}"><title id="{named}">{escape_html(words)}</title>'
        f"{''.join(parts)}</svg>"
    )


def _bar(bar: BarChart, width: int) -> Iterator[str]:
    """The whole, the share of it that is done, and a mark where the time has come."""
    yield _rect("track", width - 2, f'fill="{TRACK}" stroke="{EDGE}"')
    share = min(max(bar.done, 0), 1)
    if share > 0:
        yield _rect("fill", max(share * (width - 2), 3), f'fill="{FILL}"')
    if bar.gone is not None:
        at = _at(min(max(bar.gone, 0), 1) * (width - 14) + 7)
        end = TRACK_TOP + TRACK_HEIGHT + 4
        line = f"M{at} {TRACK_TOP - 4}V{end}"
        yield f'<path class="halo" d="{line}" stroke="{PAPER}" stroke-width="6"/>'
        yield f'<path class="now" d="{line}" stroke="{INK}" stroke-width="2"/>'
        yield f'<path class="tip" d="M{at} {TRACK_TOP - 2}l-6 -9h12z" fill="{INK}"/>'


def _rect(name: str, width: float, look: str) -> str:
    place = f'x="1" y="{TRACK_TOP}" width="{_at(width)}" height="{TRACK_HEIGHT}" rx="{TRACK_HEIGHT // 2}"'
    return f'<rect class="{name}" {place} {look}/>'


def _pace(pace: PaceChart, legend: Labels) -> Iterator[str]:
    """The scale, the first and the last day, what is wanted as a broken line, and what was done as a whole one."""
    ticks = scale(total for _, total in (*pace.done, *pace.wanted))
    yield from _legend(legend)
    yield from _scale(ticks, pace.unit)
    yield _label(LEFT, PACE_HEIGHT - 10, pace.start.isoformat())
    yield _label(RIGHT, PACE_HEIGHT - 10, pace.end.isoformat(), ' text-anchor="end"')
    if pace.wanted:
        ahead = _straightened([(LEFT, BOTTOM), *_points(pace, ticks[-1], pace.wanted)])
        yield f'<path class="wanted" d="{_line(ahead)}" {_BROKEN}/>'
    if pace.as_of >= pace.start:
        steps = _steps(pace, ticks[-1])
        yield f'<path class="done" d="{_line(steps)}" {_WHOLE}/>'
        x, y = steps[-1]
        yield f'<circle class="end" cx="{_at(x)}" cy="{_at(y)}" r="5" fill="{FILL}" stroke="{PAPER}" stroke-width="2"/>'


def _scale(ticks: Sequence[Decimal], unit: str) -> Iterator[str]:
    """A line for each number, the lowest one stronger, with the number above it; the unit follows the highest."""
    for tick in ticks:
        kind, color = ("grid", GRID) if tick else ("axis", EDGE)
        height = BOTTOM - (BOTTOM - TOP) * tick / ticks[-1]
        yield f'<path class="{kind}" d="M{LEFT} {_at(float(height))}H{RIGHT}" stroke="{color}" stroke-width="1"/>'
        if tick:
            yield _label(LEFT, round(height) - 5, _sum(tick, unit if tick == ticks[-1] else ""))


_WHOLE = f'fill="none" stroke="{FILL}" stroke-width="3" stroke-linejoin="round"'
_BROKEN = f'fill="none" stroke="{PALE}" stroke-width="2" stroke-dasharray="7 5"'


def _legend(legend: Labels) -> Iterator[str]:
    """What the two lines stand for, each beside a piece of its line."""
    yield f'<path class="done" d="M{LEFT} 15H36" {_WHOLE}/>{_label(44, 20, legend.done)}'
    yield f'<path class="wanted" d="M150 15H182" {_BROKEN}/>{_label(190, 20, legend.in_pace)}'


def _label(x: int, y: int, words: str, look: str = "") -> str:
    return (
        f'<text x="{x}" y="{y}" fill="{PALE}" font-size="12.5" font-family="Arial, Helvetica, sans-serif"{look}>'
        f"{escape_html(words)}</text>"
    )


def _sum(value: Number, unit: str) -> str:
    short = unit if len(unit) <= LONGEST_UNIT else f"{unit[: LONGEST_UNIT - 1]}…"
    return f"{format_number(value)} {short}".rstrip()


Point = tuple[float, float]


def _steps(pace: PaceChart, top: Decimal) -> list[Point]:
    """The corners of what was done: it rises on a day that something was, and stays up to ``as_of``."""
    x, y = float(LEFT), float(BOTTOM)
    corners = [(x, y)]
    for x, height in _points(pace, top, pace.done):
        if height != y:
            corners += [(x, y), (x, height)]
            y = height
    ((last, _),) = _points(pace, top, [(pace.as_of, 0)])
    return [*corners, (max(x, last), y)]


def _points(pace: PaceChart, top: Decimal, sums: Sequence[tuple[date, Number]]) -> list[Point]:
    """Where each day closes, at the height of its sum: the first begins at the left, the last closes at the right."""
    before = pace.start.toordinal() - 1
    days = max(pace.end.toordinal() - before, 1)
    wide, high = (RIGHT - LEFT) / days, BOTTOM - TOP
    return [
        (
            LEFT + wide * min(max(day.toordinal() - before, 0), days),
            BOTTOM - high * float(Decimal(str(max(value, 0))) / top),
        )
        for day, value in sums
    ]


def _straightened(points: Sequence[Point]) -> list[Point]:
    """The points without those that lie on the line between their neighbours."""
    kept = [points[0]]
    for point, after in pairwise(points[1:]):
        (x, y), (ax, ay) = kept[-1], after
        on_line = y if ax == x else y + (ay - y) * (point[0] - x) / (ax - x)
        if abs(on_line - point[1]) > _FLAT:
            kept.append(point)
    return [*kept, points[-1]]


def _line(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{_at(x)} {_at(y)}" for x, y in points)


def _at(coordinate: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{coordinate:.1f}".removesuffix(".0")
