"""The periods of reports: from the 15th to the 14th, never cut off at the end of a calendar month or year.

Circular 06/2025/TT-TTCP, Art. 7.1. Months of the Party's report follow the same days (a rule of this installation: Regulation
11-QĐi/TW names the months and no days).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.utils.translation import gettext as _

from kernel.errors import Invalid

#: Kind → first month and last month; the window runs from the 15th of the month before the first to the 14th of the last.
SPANS = {"Q1": (1, 3), "Q2": (4, 6), "6M": (1, 6), "Q3": (7, 9), "9M": (1, 9), "Q4": (10, 12), "Y": (1, 12)}
MONTH, AD_HOC = "M", "A"
LONGEST_AD_HOC = timedelta(days=3 * 366)
_CODE = re.compile(r"(20\d\d)-(Q[1-4]|6M|9M|Y|M(?:0[1-9]|1[0-2]))")
_AD_HOC = re.compile(r"(20\d{6})-(20\d{6})")


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """A window of days with its code: ``2026-Q1``, ``2026-6M``, ``2026-Y``, ``2026-M03``, ``20260301-20260415``."""

    code: str
    kind: str
    first: date
    last: date

    @property
    def year(self) -> int:
        return int(self.code[:4])

    @property
    def is_year(self) -> bool:
        return self.kind == "Y"

    @property
    def label(self) -> str:
        """As it stands in a title: "Quý I/2026"."""
        year = self.year
        if self.kind == AD_HOC:
            return _("Đột xuất %(span)s") % {"span": self.span}
        if self.kind == MONTH:
            return _("Tháng %(month)s/%(year)s") % {"month": int(self.code[-2:]), "year": year}
        words = {
            "Q1": _("Quý I/%(year)s"),
            "Q2": _("Quý II/%(year)s"),
            "Q3": _("Quý III/%(year)s"),
            "Q4": _("Quý IV/%(year)s"),
            "6M": _("6 tháng năm %(year)s"),
            "9M": _("9 tháng năm %(year)s"),
            "Y": _("Năm %(year)s"),
        }
        return words[self.kind] % {"year": year}

    @property
    def span(self) -> str:
        """ "15/12/2025–14/03/2026"."""
        return f"{self.first:%d/%m/%Y}–{self.last:%d/%m/%Y}"

    @property
    def year_before(self) -> Self | None:
        """The same period a year earlier; an ad hoc one has none."""
        if self.kind == AD_HOC:
            return None
        return self.parse(f"{self.year - 1}{self.code[4:]}")

    @property
    def months(self) -> list[date]:
        """First days of the months the window reports on: a month belongs to it when its 14th does."""
        found, day = [], self.first.replace(day=14)
        while day <= self.last:
            if day >= self.first:
                found.append(day.replace(day=1))
            day = (day.replace(day=1) + timedelta(days=32)).replace(day=14)
        return found

    @classmethod
    def parse(cls, code: str) -> Self:
        """Read a code; raises ``Invalid`` for anything else."""
        if match := _CODE.fullmatch(code):
            year, kind = int(match[1]), match[2]
            begins, ends = (int(kind[1:]),) * 2 if kind[0] == "M" else SPANS[kind]
            first = date(year - 1, 12, 15) if begins == 1 else date(year, begins - 1, 15)
            return cls(code, kind[0] if kind[0] == "M" else kind, first, date(year, ends, 14))
        if match := _AD_HOC.fullmatch(code):
            try:
                first, last = (date(int(one[:4]), int(one[4:6]), int(one[6:])) for one in match.groups())
            except ValueError:
                raise _unknown() from None
            if first <= last <= first + LONGEST_AD_HOC:
                return cls(code, AD_HOC, first, last)
        raise _unknown()

    @classmethod
    def ad_hoc(cls, first: date, last: date) -> Self:
        """A period asked for in writing; raises ``Invalid`` when it ends before it begins or lasts over three years."""
        return cls.parse(f"{first:%Y%m%d}-{last:%Y%m%d}")


def ended_by(day: date, kinds: tuple[str, ...], *, within: timedelta) -> list[ReportPeriod]:
    """The periods of these kinds whose last day lies before ``day`` and not longer ago than ``within``; oldest first."""
    found = [one for year in (day.year - 1, day.year) for one in of_year(year, kinds)]
    return sorted((one for one in found if day - within <= one.last < day), key=lambda one: (one.last, one.code))


def of_year(year: int, kinds: tuple[str, ...]) -> list[ReportPeriod]:
    """Every period of a year, by the day it ends; the shorter one first."""
    codes = [f"{year}-{kind}" for kind in kinds if kind != MONTH]
    codes += [f"{year}-M{month:02d}" for month in range(1, 13) if MONTH in kinds]
    return sorted(map(ReportPeriod.parse, codes), key=lambda one: (one.last, -one.first.toordinal()))


def _unknown() -> Invalid:
    return Invalid("unknown_period", _("Kỳ không hợp lệ."), fields={"period": [_("Kỳ không hợp lệ.")]})
