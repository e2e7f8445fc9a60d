"""The samples of a time, put together in steps, as pictures and as the table behind them."""

import itertools
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils.translation import gettext as _

from kernel import clock
from oversight.queries.charts import TrendChart, trend_chart

# Asked for → how far back, and the step in which samples are put together.
SPANS: dict[str, tuple[timedelta, timedelta]] = {
    "day": (timedelta(days=1), timedelta(minutes=15)),
    "week": (timedelta(days=7), timedelta(hours=2)),
    "fortnight": (timedelta(days=14), timedelta(hours=4)),
}
LABELS_A_PICTURE = 8
_STEPS = """
SELECT date_bin(%(seconds)s * interval '1 second', at, 'epoch'::timestamptz) AS step, max(envelopes), max(envelope_seconds) / 60,
       max(outbox_rows), max(outbox_seconds), max(units_behind), min(disk_free), max(sweep_seconds)
FROM kernel_sample WHERE at > %(since)s GROUP BY step ORDER BY step
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """One measure over the time asked for."""

    mark: str
    title: str
    chart: TrendChart


@dataclass(frozen=True, slots=True)
class History:
    """The worst of each step: the heads of the table, its rows, and the pictures of the same numbers."""

    heads: tuple[str, ...]
    rows: tuple[tuple[datetime, tuple[int, ...]], ...]
    pictures: tuple[Picture, ...]
    #: Times without any sample, where worker or scheduler stood still.
    gaps: tuple[tuple[datetime, datetime], ...]


def history(span: str) -> History:
    """One statement over at most a few tens of thousands of samples."""
    back, step = SPANS[span]
    with connection.cursor() as cursor:
        cursor.execute(_STEPS, {"seconds": int(step.total_seconds()), "since": clock.now() - back})
        rows = tuple((row[0], tuple(int(value) for value in row[1:])) for row in cursor.fetchall())
    heads = _heads()
    return History(
        heads=heads,
        rows=rows,
        pictures=tuple(
            Picture(f"p{index}", head, _picture(head, rows, index)) for index, head in enumerate(heads) if rows
        ),
        gaps=tuple(
            (before + step, after) for (before, _1), (after, _2) in itertools.pairwise(rows) if after - before > step
        ),
    )


def _heads() -> tuple[str, ...]:
    return (
        _("Phong bì đang chờ"),
        _("Phong bì cũ nhất (phút)"),
        _("Dòng số liệu chưa cộng"),
        _("Số liệu chậm (giây)"),
        _("Đơn vị chưa cập nhật"),
        _("Chỗ trống trên đĩa (%)"),
        _("Lượt thử chuyển bị trễ (giây)"),
    )


def _picture(head: str, rows: tuple[tuple[datetime, tuple[int, ...]], ...], index: int) -> TrendChart:
    every = max(len(rows) // LABELS_A_PICTURE, 1)
    labels = [_label(at) if number % every == 0 else "" for number, (at, _values) in enumerate(rows)]
    return trend_chart(labels, [("", "one", [values[index] for _at, values in rows])])


def _label(at: datetime) -> str:
    return f"{at.astimezone(clock.OFFICE_ZONE):%H:%M %d/%m}"
