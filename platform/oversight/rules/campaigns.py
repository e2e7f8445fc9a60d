"""Thresholds, rhythm and recipients of campaigns as data with their source; what a campaign below may not narrow; which reports are due."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from kernel import clock
from oversight.enums import FlashKind

DATA = Path(__file__).parents[1] / "data" / "campaigns.json"
LONGEST = timedelta(days=366)


@cache
def campaign_data() -> dict[str, Any]:
    """The rows of the release."""
    data: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return data


#: A visit of fewer persons is never a crowd, whatever a unit sets.
LEAST_CROWD: int = campaign_data()["crowd"]["least"]
CROWD: int = campaign_data()["crowd"]["persons"]


def usual_hour(name: str = "daily_at") -> time:
    """The hour a report is due unless the campaign says otherwise."""
    return time.fromisoformat(campaign_data()["rhythm"][name])


def usual_recipients(level: str) -> list[str]:
    """To whom a unit of a level sends its plan and reports (S3-26), as far as they are bodies outside the platform."""
    return list(campaign_data()["recipients"].get(level, []))


def usual_bases(kind: str) -> list[str]:
    """What a plan of a kind usually stands on; the clerk changes it."""
    return list(campaign_data()["bases"].get(kind, []))


class Frame(Protocol):
    """What of a campaign others depend on."""

    first: date
    last: date
    crowd: int
    daily_at: time | None
    mid_on: date | None
    closing_on: date | None


def narrowed(own: Frame, superior: Frame) -> dict[str, str]:
    """Fields in which a campaign falls short of its superior's, with the words; it may ask for more, never for less."""
    found: dict[str, str] = {}
    if own.first > superior.first:
        found["first"] = _("Cấp trên bắt đầu từ %(day)s; đơn vị không bắt đầu muộn hơn.") % {
            "day": _day(superior.first)
        }
    if own.last < superior.last:
        found["last"] = _("Cấp trên kết thúc ngày %(day)s; đơn vị không kết thúc sớm hơn.") % {
            "day": _day(superior.last)
        }
    if own.crowd > superior.crowd:
        found["crowd"] = _("Cấp trên cảnh báo từ %(n)d người; đơn vị không đặt mức cao hơn.") % {"n": superior.crowd}
    if superior.daily_at is not None and (own.daily_at is None or own.daily_at > superior.daily_at):
        found["daily_at"] = _("Cấp trên yêu cầu báo cáo ngày trước %(at)s.") % {"at": f"{superior.daily_at:%H:%M}"}
    for field in ("mid_on", "closing_on"):
        asked, given = getattr(superior, field), getattr(own, field)
        if asked is not None and (given is None or given > asked):
            found[field] = _("Cấp trên yêu cầu báo cáo này chậm nhất ngày %(day)s.") % {"day": _day(asked)}
    return found


@dataclass(frozen=True, slots=True)
class ExpectedReport:
    """One report the rhythm asks for: due at an instant of ``day``, counting ``first`` to ``last``."""

    kind: FlashKind
    day: date
    first: date
    last: date
    due_at: datetime


def expected_reports(frame: Frame, begins: date) -> Iterator[ExpectedReport]:
    """Every report of the rhythm in order: each day its own figures, mid and closing all days since ``begins``."""
    if frame.daily_at is not None:
        day = begins
        while day <= frame.last:
            yield ExpectedReport(FlashKind.DAILY, day, day, day, _at(day, frame.daily_at))
            day += timedelta(days=1)
    for kind, on in ((FlashKind.MID, frame.mid_on), (FlashKind.CLOSING, frame.closing_on)):
        if on is not None:
            yield ExpectedReport(kind, on, begins, min(on, frame.last), _at(on, usual_hour("closing_at")))


def report_key(campaign_id: UUID, kind: str, day: date) -> UUID:
    """The id of one report's due item; the same whoever asks."""
    return uuid5(campaign_id, f"{kind} {day.isoformat()}")


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, clock.OFFICE_ZONE)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
