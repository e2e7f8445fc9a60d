"""Small values of a plan: a period with its kind of days and start event, a day of the month, a step of a programme."""

from __future__ import annotations

import calendar as months
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deadlines.enums import DayKind, StartEvent
from deadlines.explanations import length_words


class DayOff(models.TextChoices):
    """What happens when the plan's day is a day off and nobody chose another one."""

    NEXT = "NEXT", gettext_lazy("Ngày làm việc liền sau")
    PREVIOUS = "PREVIOUS", gettext_lazy("Ngày làm việc liền trước")
    NEAREST = "NEAREST", gettext_lazy("Ngày làm việc gần nhất")
    ASK = "ASK", gettext_lazy("Hỏi người đứng đầu; quá hạn niêm yết thì lấy ngày liền sau")


class Criterion(models.TextChoices):
    """What makes a matter one for the head's session (plan S0, section II)."""

    PROMINENT = "PROMINENT", gettext_lazy("Nổi cộm")
    CROWD = "CROWD", gettext_lazy("Đông người")
    COMPLEX = "COMPLEX", gettext_lazy("Phức tạp")
    PROLONGED = "PROLONGED", gettext_lazy("Kéo dài")
    CONSEQUENCES = "CONSEQUENCES", gettext_lazy("Có thể gây hậu quả nghiêm trọng, ảnh hưởng an ninh, trật tự")
    NOT_ACCEPTED = "NOT_ACCEPTED", gettext_lazy("Đã giải quyết nhưng công dân chưa đồng tình")
    CADRE = "CADRE", gettext_lazy("Biểu hiện suy thoái của cán bộ, đảng viên")


class PlanChannel(models.TextChoices):
    """By what means a conference or a change is told to the public."""

    WEBSITE = "WEBSITE", gettext_lazy("Trang thông tin điện tử")
    RADIO = "RADIO", gettext_lazy("Đài truyền thanh")
    POSTING = "POSTING", gettext_lazy("Niêm yết")
    INVITATION = "INVITATION", gettext_lazy("Giấy mời")
    PRESS = "PRESS", gettext_lazy("Phương tiện thông tin đại chúng")


@dataclass(frozen=True, slots=True)
class Term:
    """So many days of a kind, from (or, for a notice, before) an event."""

    length: int
    kind: str = DayKind.WORKING
    start: str = ""

    @property
    def words(self) -> str:
        """``30 ngày làm việc kể từ ngày thông báo kết luận``."""
        said = length_words(self.length, self.kind)
        if not self.start:
            return said
        event = StartEvent(self.start)
        joined = _("trước %(event)s") if event.is_before else _("kể từ %(event)s")
        return f"{said} {joined % {'event': event.label}}"

    def as_value(self) -> dict[str, Any]:
        return {"length": self.length, "kind": self.kind, **({"start": self.start} if self.start else {})}

    @classmethod
    def read(cls, value: dict[str, Any]) -> Term:
        return cls(int(value["length"]), str(value.get("kind", DayKind.WORKING)), str(value.get("start", "")))


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of every month: the 15th (``day``), or the second Thursday (``nth``, ``weekday`` with 0 for Monday).

    Day 31 of a shorter month is its last day; ``nth`` 5 is the last such weekday.
    """

    day: int | None = None
    nth: int | None = None
    weekday: int | None = None

    @property
    def words(self) -> str:
        if self.day is not None:
            return _("ngày %(day)d hằng tháng") % {"day": self.day}
        nth = nth_words(self.nth or 1)
        return _("%(weekday)s %(nth)s của tháng") % {"weekday": weekday_words(self.weekday or 0), "nth": nth}

    def in_month(self, year: int, month: int) -> date:
        """The day this means in a month."""
        last = months.monthrange(year, month)[1]
        if self.day is not None:
            return date(year, month, min(self.day, last))
        first = date(year, month, 1)
        found = first + timedelta(days=((self.weekday or 0) - first.weekday()) % 7 + 7 * ((self.nth or 1) - 1))
        return found if found.month == month else found - timedelta(days=7)

    def as_value(self) -> dict[str, int]:
        return {key: value for key, value in asdict(self).items() if value is not None}

    @classmethod
    def read(cls, value: dict[str, Any]) -> MonthDay:
        return cls(value.get("day"), value.get("nth"), value.get("weekday"))


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a programme: what happens and in which role somebody performs it."""

    order: int
    text: str
    role: str = ""

    def as_value(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Invitee:
    """Who takes part: named in words, with the body where it is one of the unit's; ``when`` says a condition ("khi có nội dung liên quan")."""

    name: str
    body_id: str = ""
    is_leader: bool = True
    when: str = ""

    def as_value(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class ReportDay:
    """A report is due strictly before a day of the year ("trước ngày 15/6")."""

    month: int
    day: int

    @property
    def words(self) -> str:
        return _("trước ngày %(day)s") % {"day": f"{self.day:02d}/{self.month:02d}"}

    def last_day(self, year: int) -> date:
        """The last permitted day: the day before."""
        return date(year, self.month, self.day) - timedelta(days=1)

    def as_value(self) -> dict[str, int]:
        return asdict(self)


def weekday_words(weekday: int) -> str:
    """``Thứ Năm`` for 3."""
    return [_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật")][weekday]


def nth_words(nth: int) -> str:
    """``thứ hai`` for 2; 5 is the last one of the month."""
    return [_("thứ nhất"), _("thứ hai"), _("thứ ba"), _("thứ tư"), _("cuối cùng")][nth - 1]
