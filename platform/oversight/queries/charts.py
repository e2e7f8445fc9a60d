"""Geometry of the few charts; templates only draw it. Every chart has its table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT = 1080, 220
LEFT, BOTTOM, TOP = 36, 24, 16


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its label and number; units are the chart's own pixels."""

    x: float
    y: float
    width: float
    height: float
    label: str
    value: int
    href: str = ""

    @property
    def end(self) -> float:
        """Where the number of the bar begins."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a trend: the points attribute of a polyline, its direct label and where it ends."""

    name: str
    tone: str
    points: str
    dots: tuple[tuple[float, float, int], ...]
    end_x: float
    end_y: float


@dataclass(frozen=True, slots=True)
class TrendChart:
    lines: tuple[Line, ...]
    ticks: tuple[tuple[float, int], ...]
    labels: tuple[tuple[float, str], ...]
    width: int = WIDTH + 110
    height: int = HEIGHT + 8


@dataclass(frozen=True, slots=True)
class BarChart:
    bars: tuple[Bar, ...]
    width: int
    height: int
    label_width: int = 190


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole: drawn with a pattern of its own, so that it is told apart without colour."""

    x: float
    width: float
    label: str
    value: int
    percent: int
    pattern: str
    #: Where its label stands, under the bar: (x, y).
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class StackChart:
    parts: tuple[Part, ...]
    width: int = WIDTH
    height: int = 96


def trend_chart(labels: Sequence[str], series: Sequence[tuple[str, str, Sequence[int]]]) -> TrendChart:
    """Lines over months from a zero base, each labelled at its end; ends that would touch are moved apart."""
    top = nice_top(max((max(values, default=0) for _, _, values in series), default=0))
    step = (WIDTH - LEFT) / max(len(labels) - 1, 1)

    def y(value: int) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top), 1)

    lines = []
    for name, tone, values in series:
        dots = tuple((round(LEFT + index * step, 1), y(value), value) for index, value in enumerate(values))
        lines.append((name, tone, " ".join(f"{x},{dot}" for x, dot, _ in dots), dots))
    ends = _apart([dots[-1][1] if dots else 0 for *_, dots in lines])
    return TrendChart(
        lines=tuple(
            Line(name, tone, points, dots, (dots[-1][0] if dots else 0) + 8, end)
            for (name, tone, points, dots), end in zip(lines, ends, strict=True)
        ),
        ticks=tuple((y(round(top * part / 2)), round(top * part / 2)) for part in (0, 1, 2)),
        labels=tuple((round(LEFT + index * step, 1), label) for index, label in enumerate(labels)),
    )


def bar_chart(rows: Sequence[tuple[str, int, str]], *, most: int = 15, in_order: bool = False) -> BarChart:
    """Horizontal bars from a zero base: the longest first without those of nothing, or all ``in_order`` as given."""
    ranked = rows if in_order else sorted((row for row in rows if row[1] > 0), key=lambda row: -row[1])[:most]
    longest = max([1, *(value for _, value, _ in ranked)])
    return BarChart(
        bars=tuple(
            Bar(
                x=196,
                y=index * 24.0,
                width=round(max(400 * value / longest, 1), 1),
                height=16,
                label=label,
                value=value,
                href=href,
            )
            for index, (label, value, href) in enumerate(ranked)
        ),
        width=660,
        height=len(ranked) * 24 + 4,
    )


def stack_chart(rows: Sequence[tuple[str, int, str]]) -> StackChart:
    """One bar whose parts add up to the whole; a part of nothing is left out. Labels stand below in equal columns."""
    shown = [row for row in rows if row[1] > 0]
    total = sum(value for _, value, _ in shown) or 1
    parts, x = [], 0.0
    column = WIDTH / max(len(shown), 1)
    for index, (label, value, pattern) in enumerate(shown):
        width = round(WIDTH * value / total, 1)
        parts.append(Part(x, width, label, value, round(100 * value / total), pattern, round(index * column, 1), 72))
        x = round(x + width, 1)
    return StackChart(tuple(parts))


def nice_top(value: int) -> int:
    """The smallest even round number not below ``value``, so that the middle tick is whole."""
    for power in range(12):
        for base in (2, 4, 6, 8, 10):
            if base * 10**power >= value:
                return int(base * 10**power)
    return value


def _apart(ends: list[float], gap: float = 15, lowest: float = HEIGHT - BOTTOM) -> list[float]:
    order = sorted(range(len(ends)), key=lambda index: ends[index])
    placed = list(ends)
    for before, after in pairwise(order):
        placed[after] = max(placed[after], placed[before] + gap)
    # Nothing goes below the axis, where the months stand: what was pushed there moves up, and what is above it in turn.
    for index in reversed(order):
        placed[index] = min(placed[index], lowest)
        lowest = placed[index] - gap
    return placed
