"""A bar or a pace chart as the bytes of a PNG, for formats that hold no drawings; its only text is digits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from itertools import pairwise
from math import hypot
from typing import Any

from medlofte.model.promise import Number
from medlofte.progress.charts import BarChart, PaceChart, Picture
from medlofte.publishing.chart_scale import scale

BLUE, TRACK, EDGE, INK, GREY, RULE = "#1f5a94", "#eef2f6", "#5c6670", "#1a1a1a", "#5c6670", "#c3c9d0"
BAR_SIZE, NARROW_BAR_SIZE = (1100, 64), (400, 64)
PACE_SIZE = (1600, 520)
_FINER = 2
"""Drawn so many times larger, and made smaller, which makes slanting lines smooth."""

Point = tuple[float, float]


def draw(picture: Picture, *, is_narrow: bool = False) -> bytes:
    """The picture as PNG; the same picture gives the same bytes. Narrow is a bar for a table's cell. Needs Pillow."""
    from PIL import Image, ImageDraw  # here, because only this format needs it

    bar_size = NARROW_BAR_SIZE if is_narrow else BAR_SIZE
    size = bar_size if isinstance(picture, BarChart) else PACE_SIZE
    image = Image.new("RGB", (size[0] * _FINER, size[1] * _FINER), "white")
    pen = ImageDraw.Draw(image)
    if isinstance(picture, BarChart):
        _draw_bar(pen, image.size, picture)
    else:
        _draw_pace(pen, image.size, picture)
    out = BytesIO()
    image.resize(size, Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw_bar(pen: Any, size: tuple[int, int], bar: BarChart) -> None:
    width, height = size
    left, right, top, bottom = 4, width - 5, height // 4, height - height // 4
    pen.rectangle((left, top, right, bottom), fill=TRACK)
    done = left + (right - left) * _within(bar.done)
    if bar.done > 0:
        pen.rectangle((left, top, done, bottom), fill=BLUE)
    pen.rectangle((left, top, right, bottom), outline=EDGE, width=3)
    if bar.gone is not None:
        at = left + (right - left) * _within(bar.gone)
        pen.rectangle((at - 9, 0, at + 9, height), fill="white")
        pen.rectangle((at - 4, 0, at + 4, height), fill=INK)


def _within(share: float) -> float:
    return min(1.0, max(0.0, float(share)))


class _Plot:
    """The chart's field: from days and sums to places in the picture."""

    def __init__(self, size: tuple[int, int], pace: PaceChart, top: float, margin: float) -> None:
        self.left, self.right, self.upper, self.lower = margin, size[0] - 24, 40, size[1] - 100
        self.start, self.days, self.top = pace.start, max(1, (pace.end - pace.start).days), top

    def x(self, day: date) -> float:
        return self.left + (self.right - self.left) * _within((day - self.start).days / self.days)

    def y(self, total: Number) -> float:
        return self.lower - (self.lower - self.upper) * _within(float(total) / self.top)

    def line(self, sums: Sequence[tuple[date, Number]]) -> list[Point]:
        return [(self.x(day), self.y(total)) for day, total in sums]


def _draw_pace(pen: Any, size: tuple[int, int], pace: PaceChart) -> None:
    from PIL import ImageFont

    font = ImageFont.load_default(58)
    ticks = scale(total for _, total in (*pace.done, *pace.wanted))
    plot = _Plot(size, pace, float(ticks[-1][0]), max(pen.textlength(_ascii(word), font) for _, word in ticks) + 32)
    for total, word in ticks:
        y = plot.y(total)
        pen.line((plot.left, y, plot.right, y), fill=RULE if total else GREY, width=2 if total else 5)
        pen.text((plot.left - 20, y), _ascii(word), fill=GREY, font=font, anchor="rm")
    _dashes(pen, [(plot.x(pace.as_of), plot.upper), (plot.x(pace.as_of), plot.lower)], 3, (4, 10))
    _dashes(pen, plot.line(pace.wanted), 7, (30, 20))
    _draw_done(pen, plot.line(pace.done))
    _draw_days(pen, plot, pace, font)


def _ascii(word: str) -> str:
    return word.replace("\u00a0", " ")


def _draw_done(pen: Any, points: list[Point]) -> None:
    if len(points) > 1:
        pen.line(points, fill=BLUE, width=12, joint="curve")
    for x, y in points[-1:]:
        pen.ellipse((x - 20, y - 20, x + 20, y + 20), fill="white")
        pen.ellipse((x - 15, y - 15, x + 15, y + 15), fill=BLUE)


def _draw_days(pen: Any, plot: _Plot, pace: PaceChart, font: Any) -> None:
    """The first and the last day below the chart, and the day of the figures where it has room between them."""
    y, between = plot.lower + 22, plot.x(pace.as_of)
    pen.text((plot.left, y), pace.start.isoformat(), fill=GREY, font=font, anchor="la")
    pen.text((plot.right, y), pace.end.isoformat(), fill=GREY, font=font, anchor="ra")
    room = (plot.right - plot.left) * 0.2
    if plot.left + room < between < plot.right - room:
        pen.text((between, y), pace.as_of.isoformat(), fill=GREY, font=font, anchor="ma")


def _dashes(pen: Any, points: list[Point], width: int, pattern: tuple[int, int]) -> None:
    """A dashed line through the points; its dashes run on where it bends."""
    dash, period = pattern[0], sum(pattern)
    gone = 0.0
    for start, end in pairwise(points):
        length = hypot(end[0] - start[0], end[1] - start[1])
        at = gone // period * period
        while length and at < gone + length:
            near, far = max(at, gone), min(at + dash, gone + length)
            if near < far:
                shares = ((near - gone) / length, (far - gone) / length)
                pen.line([_between(start, end, share) for share in shares], fill=GREY, width=width)
            at += period
        gone += length


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
