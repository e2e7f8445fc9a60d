"""The ends of a trend's lines carry their names: none on another, none on the months below the axis."""

from itertools import pairwise

import pytest

from oversight.queries.charts import BOTTOM, HEIGHT, trend_chart

MONTHS = [str(month) for month in range(1, 13)]


@pytest.mark.parametrize("last", [(0, 0, 0, 0), (3, 1, 1, 0), (9, 9, 9, 9), (100, 1, 0, 0)])
def test_names_of_lines_stand_apart_and_above_the_axis(last: tuple[int, ...]) -> None:
    chart = trend_chart(MONTHS, [(str(n), "one", [0] * 11 + [value]) for n, value in enumerate(last)])
    ends = sorted(line.end_y for line in chart.lines)
    assert ends[-1] <= HEIGHT - BOTTOM
    assert all(below - above >= 15 for above, below in pairwise(ends))
