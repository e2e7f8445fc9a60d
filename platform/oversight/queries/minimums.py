"""How often a head must receive citizens at least, on a day; no query within half a minute."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from deadlines.memory import Remembered
from kernel import clock
from kernel.active import UnitLike
from oversight.models import DutyKind, DutyMinimum, Per
from registry import tree


def minimum_of(unit: UnitLike, line: str, on: date | None = None, kind: str = DutyKind.RECEPTION) -> DutyMinimum | None:
    """The legal minimum of a unit's head on a line, as it stood on a day (today); ``None`` where the law sets none."""
    day = on or clock.today()
    level = str(tree.get(unit.id).level)
    found = [
        row
        for row in _minimums().get((str(kind), str(line), level), ())
        if row.valid_from <= day <= (row.overlay_valid_to or row.valid_to or day)
    ]
    # Two rows may stand side by side on one day only by mistake of the file: the stricter one counts.
    return max(found, key=lambda row: days_a_month(row, day), default=None)


def days_a_month(row: DutyMinimum, month: date) -> int:
    """How many days a minimum means in the month of a day: a weekly one counts the weeks that begin in it."""
    if row.per == Per.WEEK:
        return row.days * weeks_of(month)
    return row.days if row.per == Per.MONTH else 0


def as_rule_rows() -> list[dict[str, Any]]:
    """The minimums as rows of ``tiepdan rules list``, in the shape of ``deadlines.cli.as_data``."""
    return [
        {
            "code": "MINIMUM",
            "unit": None,
            "length": words_of(row),
            "start": f"{row.get_kind_display()}, {row.get_line_display()}",
            "levels": [row.level],
            "valid_from": f"{row.valid_from:%d/%m/%Y}",
            "valid_to": f"{row.valid_to:%d/%m/%Y}" if row.valid_to else "",
            "source": row.source,
            "mark": row.mark,
            "overlay_valid_to": f"{row.overlay_valid_to:%d/%m/%Y}" if row.overlay_valid_to else "",
            "overlay_source": row.overlay_source,
        }
        for row in DutyMinimum.objects.order_by("line", "level", "valid_from")
    ]


def words_of(row: DutyMinimum) -> str:
    """``2 ngày mỗi tháng``."""
    said = {"n": row.days, "per": row.get_per_display()}
    if row.kind == DutyKind.CONFERENCE:
        return _("%(n)d hội nghị mỗi %(per)s") % said
    return _("%(n)d ngày mỗi %(per)s") % said


def weeks_of(month: date) -> int:
    """How many Mondays the month of a day has: a week belongs to the month in which it begins."""
    day, n = month.replace(day=1), 0
    while day.month == month.month:
        n += day.weekday() == 0
        day += timedelta(days=1)
    return n


def _load() -> dict[tuple[str, str, str], list[DutyMinimum]]:
    rows: dict[tuple[str, str, str], list[DutyMinimum]] = defaultdict(list)
    for row in DutyMinimum.objects.order_by("valid_from", "id"):
        rows[(row.kind, row.line, row.level)].append(row)
    return dict(rows)


_minimums = Remembered(_load)
