"""The few words beside a case that say how its deadline stands. Never told by colour alone: tone, icon and words."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from deadlines import calendar
from deadlines.explanations import day_words
from deadlines.models import DueItem

SOON = 3
"""Working days left from which a deadline is shown as near."""
COUNT_UP_TO = 45
"""Farther away, nobody counts working days: calendar days are shown."""


@dataclass(frozen=True, slots=True)
class DeadlineChip:
    """Tone (``""``, ``warn``, ``late``, ``ok``), icon and words; ``title`` and ``lines`` are what unfolds: the derivation."""

    tone: str
    icon: str
    words: str
    title: str = ""
    lines: list[str] = field(default_factory=list)
    due_on: date | None = None


def chip(item: DueItem, today: date) -> DeadlineChip:
    """How ``item`` stands on ``today``: ``còn 3 ngày làm việc · 16/11``, ``quá hạn 2 ngày · 16/11``, ``đã xong · 14/11``."""
    tone, icon, words = _state(item, today)
    title = f"{item.get_kind_display()}: {day_words(item.due_on)}"
    if item.is_open and item.derivation.get("is_expected"):
        words = _("%(words)s (dự kiến)") % {"words": words}
    return DeadlineChip(tone, icon, words, title, list(item.derivation.get("lines", [])), item.due_on)


def _state(item: DueItem, today: date) -> tuple[str, str, str]:
    day = _short(item.due_on, today)
    if item.cancelled_on is not None:
        return "", "close", _("không còn tính hạn")
    if item.met_on is not None:
        done = _short(item.met_on, today)
        if item.met_on > item.due_on:
            return (
                "warn",
                "done",
                _("xong trễ %(n)d ngày · %(day)s") % {"n": (item.met_on - item.due_on).days, "day": done},
            )
        return "ok", "done", _("đã xong · %(day)s") % {"day": done}
    if item.due_on < today:
        return "late", "late", _("quá hạn %(n)d ngày · %(day)s") % {"n": (today - item.due_on).days, "day": day}
    if item.target_on < today:
        return (
            "warn",
            "clock",
            _("quá mục tiêu %(n)d ngày · hạn %(day)s") % {"n": (today - item.target_on).days, "day": day},
        )
    if item.target_on == today:
        return "warn", "clock", _("đến hạn hôm nay · %(day)s") % {"day": _short(item.target_on, today)}
    day = _short(item.target_on, today)
    span = (item.target_on - today).days
    if span > COUNT_UP_TO:
        return "", "clock", _("còn %(n)d ngày · %(day)s") % {"n": span, "day": day}
    left = calendar.of_unit(item.unit_id).working_days_between(today, item.target_on)
    return "warn" if left <= SOON else "", "clock", _("còn %(n)d ngày làm việc · %(day)s") % {"n": left, "day": day}


def _short(day: date, today: date) -> str:
    # The year stands only where it is not this one.
    return f"{day:%d/%m}" if day.year == today.year else f"{day:%d/%m/%Y}"
