"""Periods a figure can be asked for: a month, a quarter or a year of the calendar."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.utils.translation import gettext as _

from kernel.errors import Invalid


@dataclass(frozen=True, slots=True)
class Period:
    """A closed span of days with its address in a query string, such as ``2026``, ``2026-Q4``, ``2026-11``."""

    code: str
    first: date
    last: date

    @property
    def is_year(self) -> bool:
        return len(self.code) == 4

    @property
    def label(self) -> str:
        if self.is_year:
            return _("Năm %(year)s") % {"year": self.code}
        if "Q" in self.code:
            return _("Quý %(quarter)s/%(year)s") % {"quarter": self.code[-1], "year": self.code[:4]}
        return _("Tháng %(month)s/%(year)s") % {"month": self.code[-2:], "year": self.code[:4]}

    @classmethod
    def parse(cls, code: str) -> Self:
        """Read the address of a period; anything else is refused."""
        if match := re.fullmatch(r"(20\d\d)", code):
            year = int(match[1])
            return cls(code, date(year, 1, 1), date(year, 12, 31))
        if match := re.fullmatch(r"(20\d\d)-Q([1-4])", code):
            year, quarter = int(match[1]), int(match[2])
            return cls(code, date(year, quarter * 3 - 2, 1), _end(year, quarter * 3))
        if match := re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", code):
            year, month = int(match[1]), int(match[2])
            return cls(code, date(year, month, 1), _end(year, month))
        raise Invalid("unknown_period", _("Kỳ không hợp lệ."), fields={"period": [_("Kỳ không hợp lệ.")]})


def offered(today: date) -> list[Period]:
    """The periods a page offers: this year and the last, their quarters, twelve months; newest first."""
    codes = [str(today.year), str(today.year - 1)]
    for back in range(4):
        index = today.year * 4 + (today.month - 1) // 3 - back
        codes.append(f"{index // 4}-Q{index % 4 + 1}")
    codes += [f"{first.year}-{first.month:02d}" for first in reversed(months(today, 12))]
    return [Period.parse(code) for code in codes]


def months(today: date, n: int) -> list[date]:
    """The first days of the last ``n`` months, oldest first, this month included."""
    last = today.year * 12 + today.month - 1
    return [date(index // 12, index % 12 + 1, 1) for index in range(last - n + 1, last + 1)]


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
