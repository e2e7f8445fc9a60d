"""How a date came about, in sentences that an officer can check and a citizen can be shown."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deadlines.calendar import ONE_DAY, WorkCalendar, is_expected_year
from deadlines.enums import DayKind, StartEvent
from deadlines.models import DeadlineRule

if TYPE_CHECKING:
    from deadlines.rules import Candidate

_SHOWN = 8
_WEEKDAYS = (
    gettext_lazy("Thứ Hai"),
    gettext_lazy("Thứ Ba"),
    gettext_lazy("Thứ Tư"),
    gettext_lazy("Thứ Năm"),
    gettext_lazy("Thứ Sáu"),
    gettext_lazy("Thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)


def day_words(day: date) -> str:
    """``Thứ Bảy 22/08/2026``."""
    return f"{_WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"


def length_words(length: int, day_kind: str) -> str:
    """``7 ngày làm việc`` or ``30 ngày``."""
    if day_kind == DayKind.WORKING:
        return _("%(n)d ngày làm việc") % {"n": length}
    return _("%(n)d ngày") % {"n": length}


def term_words(rule: DeadlineRule) -> str:
    """A rule's term in a table: "5 ngày làm việc trước", "ngay", "trước 15/06, trước 10/12", "theo ngày ấn định"."""
    if rule.dates:
        named = [f"{day[3:]}/{day[:2]}" for day in rule.dates]
        words = _("trước ngày %(day)s") if rule.start_event == StartEvent.FIXED else _("chậm nhất ngày %(day)s")
        return ", ".join(words % {"day": day} for day in named)
    if rule.length is None:
        return _("theo ngày ấn định")
    if rule.length == 0:
        return _("ngay")
    words = length_words(rule.length, rule.day_kind)
    return _("ít nhất %(length)s trước") % {"length": words} if StartEvent(rule.start_event).is_before else words


def explain(candidates: Sequence["Candidate"], start: date, work: WorkCalendar) -> list[str]:
    """Event, then each row with its article and what was skipped, then the date; candidates come earliest first."""
    first = candidates[0].rule
    said = {"event": StartEvent(first.start_event).label, "day": day_words(start)}
    is_before = StartEvent(first.start_event).is_before
    if is_before:
        lines = [_("Mốc tính: %(event)s %(day)s; đếm ngược từ ngày liền trước.") % said]
    elif first.length == 0:
        lines = [_("Mốc tính: %(event)s %(day)s; phải làm ngay.") % said]
    else:
        lines = [_("Mốc tính: %(event)s %(day)s; ngày đầu tiên là ngày liền sau.") % said]
    for found in candidates:
        lines += _of_row(found, start, work)
    target, last = candidates[0].due_on, max(found.due_on for found in candidates if not found.is_own)
    if target < last:
        lines.append(
            _("Mục tiêu là ngày sớm hơn, %(target)s; ngày muộn nhất được phép là %(due)s.")
            % {"target": day_words(target), "due": day_words(last)}
        )
    if is_expected_year(last.year):
        lines.append(_("Lịch nghỉ năm %(year)d chưa được công bố: ngày này là dự kiến.") % {"year": last.year})
    return lines


def explain_fixed(row: DeadlineRule, named: date, work: WorkCalendar) -> list[str]:
    """A day of the year before which or by which something is due: kept also when it is a day off."""
    if row.start_event == StartEvent.FIXED:
        due_on = named - ONE_DAY
        said = _("Phải xong trước ngày %(named)s, muộn nhất là %(due)s.")
    else:
        due_on = named
        said = _("Phải xong chậm nhất vào %(due)s.")
    lines = [
        said % {"named": f"{named:%d/%m/%Y}", "due": day_words(due_on)},
        _("Căn cứ: %(source)s.") % {"source": row.source},
    ]
    if reason := work.reason_off(due_on):
        lines.append(
            _("Lưu ý: ngày này là ngày nghỉ (%(reason)s); nên xong vào %(day)s.")
            % {"reason": reason, "day": day_words(work.previous_working_day(due_on))}
        )
    return lines


def explain_set_by_hand(row: DeadlineRule, start: date, due_on: date, work: WorkCalendar) -> list[str]:
    """A date somebody set, with a warning when it is a day off (it is kept: nobody asked to move it)."""
    lines = [
        _("Hạn do người giao ấn định ngày %(start)s: %(due)s.")
        % {"start": f"{start:%d/%m/%Y}", "due": day_words(due_on)},
        _("Căn cứ: %(source)s.") % {"source": row.source},
    ]
    if reason := work.reason_off(due_on):
        lines.append(_("Lưu ý: ngày này là ngày nghỉ (%(reason)s).") % {"reason": reason})
    return lines


def _of_row(found: "Candidate", start: date, work: WorkCalendar) -> list[str]:
    rule = found.rule
    assert rule.length is not None
    words = length_words(rule.length, rule.day_kind)
    kind = _("Đơn vị tự đặt") if found.is_own else _("Quy định")
    lines = [
        _("%(kind)s: %(length)s (%(source)s) → %(day)s.")
        % {"kind": kind, "length": words, "source": rule.source, "day": day_words(found.due_on)}
    ]
    if rule.length == 0:
        pass
    elif StartEvent(rule.start_event).is_before:
        lines += _skipped(found.due_on - ONE_DAY, start - ONE_DAY, work) if rule.day_kind == DayKind.WORKING else []
    elif rule.day_kind == DayKind.WORKING:
        lines += _skipped(start, found.due_on, work)
    else:
        lines += _moved(start + timedelta(days=rule.length), found.due_on, work)
    if rule.overlay_source:
        lines.append(_("Quy tắc này được kéo dài theo: %(source)s.") % {"source": rule.overlay_source})
    return lines


def _skipped(start: date, end: date, work: WorkCalendar) -> list[str]:
    weekends, named, worked = 0, [], []
    day = start + ONE_DAY
    while day <= end:
        if why := work.reason_worked(day):
            worked.append(f"{day_words(day)} ({why})")
        elif not work.is_working_day(day):
            if day.weekday() >= 5:
                weekends += 1
            else:
                named.append(
                    f"{day_words(day)} ({work.reason_off(day)})" + (_(" – dự kiến") if work.is_expected(day) else "")
                )
        day += ONE_DAY
    lines = []
    if weekends:
        lines.append(_("Không tính %(n)d ngày nghỉ cuối tuần.") % {"n": weekends})
    if named:
        lines.append(_("Không tính %(days)s.") % {"days": "; ".join(named[:_SHOWN])})
    if worked:
        lines.append(_("Có tính %(days)s.") % {"days": "; ".join(worked[:_SHOWN])})
    return lines


def _moved(natural: date, end: date, work: WorkCalendar) -> list[str]:
    if natural == end:
        return []
    return [
        _(
            "Ngày cuối %(day)s là ngày nghỉ (%(reason)s) nên chuyển sang ngày làm việc kế tiếp (Bộ luật Dân sự 2015, Điều 148)."
        )
        % {"day": day_words(natural), "reason": work.reason_off(natural)}
    ]
