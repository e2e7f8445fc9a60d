"""What happened to a task or a conclusion, in the words of the office."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.journal.models import Event
from tenants.conclusions.enums import HowAnswered


@dataclass(frozen=True)
class Entry:
    """One line of a timeline; names of the office only, and none where ``text`` is left out."""

    at: datetime
    actor_name: str
    title: str
    text: str = ""
    tone: str = ""


def entries(events: Iterable[Event], *, with_text: bool = True) -> list[Entry]:
    """Oldest first; an observer reads titles and progress only."""
    return [_entry(event, with_text=with_text) for event in events]


def _entry(event: Event, *, with_text: bool) -> Entry:
    title, words, tone = _KINDS.get(event.kind, (event.kind, None, ""))
    shown = words is not None and (with_text or event.kind in _FOR_OBSERVERS)
    return Entry(event.at, event.actor_name, str(title), words(event.data) if shown and words else "", tone)


def _day(value: Any) -> str:
    return f"{date.fromisoformat(value):%d/%m/%Y}" if value else ""


def _lines(*parts: tuple[str, Any]) -> str:
    return "\n".join(f"{label}: {value}" if label else str(value) for label, value in parts if value)


def _assigned(data: dict[str, Any]) -> str:
    return _lines(
        (_("Cơ quan chủ trì"), data.get("lead")),
        (_("Cán bộ"), data.get("to_name")),
        (_("Đầu mối"), data.get("contact")),
        (_("Hạn"), _day(data.get("due_on"))),
        ("", data.get("note")),
    )


def _progressed(data: dict[str, Any]) -> str:
    return _lines(("", data.get("text")), (_("Theo báo cáo của"), data.get("told_by")))


def _extended(data: dict[str, Any]) -> str:
    return _lines(
        (_("Hạn mới"), _day(data.get("to"))),
        (_("Lý do"), data.get("reason")),
        (_("Cơ quan chịu trách nhiệm"), data.get("responsible")),
        (_("Đã báo công dân"), data.get("told")),
    )


def _answered(data: dict[str, Any]) -> str:
    how = data.get("how", "")
    return _lines(
        (_("Cách trả lời"), HowAnswered(how).label if how in HowAnswered.values else how),
        (_("Số văn bản"), data.get("number")),
        (_("Ngày"), _day(data.get("on"))),
    )


def _urged(data: dict[str, Any]) -> str:
    return _lines((_("Lần"), data.get("level")), (_("Gửi"), data.get("to")), ("", data.get("text")))


def _dated(data: dict[str, Any]) -> str:
    return _lines(("", data.get("text")), (_("Ngày"), _day(data.get("on"))))


def _requested(data: dict[str, Any]) -> str:
    return _lines(("", data.get("text")), (_("Gửi"), data.get("lead")), (_("Hạn"), _day(data.get("due_on"))))


def _issued(data: dict[str, Any]) -> str:
    return _lines(
        (_("Số"), data.get("symbol")), (_("Ngày"), _day(data.get("on"))), (_("Nội dung được giao"), data.get("items"))
    )


def _said(name: str) -> Callable[[dict[str, Any]], str]:
    return lambda data: str(data.get(name, ""))


Words = Callable[[dict[str, Any]], str]
_KINDS: dict[str, tuple[Any, Words | None, str]] = {
    "task_assigned": (gettext_lazy("Giao nhiệm vụ"), _assigned, ""),
    "task_acknowledged": (gettext_lazy("Nhận việc"), None, ""),
    "task_progressed": (gettext_lazy("Báo tiến độ"), _progressed, ""),
    "task_obstructed": (gettext_lazy("Báo vướng mắc"), _said("text"), "late"),
    "obstacle_answered": (gettext_lazy("Ý kiến về vướng mắc"), _said("answer"), ""),
    "task_extended": (gettext_lazy("Gia hạn"), _extended, "late"),
    "task_urged": (gettext_lazy("Đôn đốc"), _urged, "late"),
    "task_reported": (gettext_lazy("Báo cáo kết quả"), _dated, ""),
    "task_returned": (gettext_lazy("Trả lại kết quả"), _said("reason"), "late"),
    "citizen_answered": (gettext_lazy("Trả lời công dân"), _answered, ""),
    "task_closed": (gettext_lazy("Hoàn thành"), None, ""),
    "task_cancelled": (gettext_lazy("Không thực hiện nữa"), _said("reason"), ""),
    "task_linked": (gettext_lazy("Cho kênh kia xem"), None, ""),
    "task_unlinked": (gettext_lazy("Thôi cho kênh kia xem"), None, ""),
    "preparation_requested": (gettext_lazy("Yêu cầu chuẩn bị"), _requested, ""),
    "preparation_received": (gettext_lazy("Đã nhận hồ sơ, báo cáo"), _dated, ""),
    "position_agreed": (gettext_lazy("Thống nhất quan điểm với Văn phòng"), _dated, ""),
    "conclusion_drafted": (gettext_lazy("Ghi kết luận"), None, ""),
    "conclusion_changed": (gettext_lazy("Sửa dự thảo"), None, ""),
    "conclusion_item_added": (gettext_lazy("Thêm nội dung"), _said("text"), ""),
    "conclusion_item_changed": (gettext_lazy("Sửa nội dung"), _said("text"), ""),
    "conclusion_item_dropped": (gettext_lazy("Bỏ nội dung"), _said("text"), ""),
    "notice_drafted": (gettext_lazy("Soạn thông báo kết luận"), None, ""),
    "conclusion_issued": (gettext_lazy("Thông báo kết luận"), _issued, ""),
    "conclusion_linked": (gettext_lazy("Cho kênh kia xem"), None, ""),
    "conclusion_unlinked": (gettext_lazy("Thôi cho kênh kia xem"), None, ""),
}
_FOR_OBSERVERS = frozenset({"task_progressed", "task_extended", "task_assigned", "conclusion_issued"})
