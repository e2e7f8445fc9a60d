"""What happened to a session, in the office's words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kernel.journal import events
from tenants.receptions.rules.checklist import TICKED


@dataclass(frozen=True)
class SessionEvent:
    """One step: when, who, what."""

    at: datetime
    actor_name: str
    title: str
    text: str


Teller = Callable[[dict[str, Any]], tuple[str, str]]


def timeline_of(session_id: UUID) -> list[SessionEvent]:
    """The events of one session, oldest first; what the day itself wrote is told by its minutes."""
    return [
        SessionEvent(event.at, event.actor_name, *TELLERS[event.kind](event.data))
        for event in events.of_case(session_id)
        if event.kind in TELLERS
    ]


def _said(title: Callable[[], str], *fields: str) -> Teller:
    def tell(data: dict[str, Any]) -> tuple[str, str]:
        return title(), ". ".join(_word(data[name]) for name in fields if data.get(name))

    return tell


def _word(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    try:
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    except ValueError:
        return str(value)


def _ticked(data: dict[str, Any]) -> tuple[str, str]:
    title = _("Đã chuẩn bị") if data.get("done") else _("Bỏ đánh dấu chuẩn bị")
    return title, str(TICKED.get(data.get("code", ""), ""))


def _posted(data: dict[str, Any]) -> tuple[str, str]:
    late = _(" (niêm yết muộn)") if data.get("is_late") else ""
    return _("Niêm yết") + late, ", ".join(_word(data[name]) for name in ("where", "on") if data.get(name))


def _held(data: dict[str, Any]) -> tuple[str, str]:
    return _("Buổi tiếp kết thúc"), _("người đứng đầu có mặt") if data.get("head_present") else _(
        "người đứng đầu vắng mặt"
    )


TELLERS: dict[str, Teller] = {
    "session_day_chosen": _said(lambda: _("Chọn ngày tiếp"), "on", "why"),
    "session_day_taken": _said(lambda: _("Lấy ngày tiếp tự động"), "on", "why"),
    "session_postponed": _said(lambda: _("Hoãn buổi tiếp"), "to", "why"),
    "session_cancelled": _said(lambda: _("Hủy buổi tiếp"), "why"),
    "session_arranged": _said(lambda: _("Đổi thời gian, địa điểm, nội dung")),
    "session_participants_set": _said(lambda: _("Ghi thành phần dự")),
    "session_composition_approved": _said(lambda: _("Duyệt thành phần dự"), "names"),
    "session_delegated": _said(lambda: _("Ủy quyền người tiếp"), "to", "why"),
    "session_delegation_ended": _said(lambda: _("Người đứng đầu trực tiếp tiếp")),
    "session_security_planned": _said(lambda: _("Ghi phương án an ninh")),
    "session_prepared": _ticked,
    "session_ready": _said(lambda: _("Buổi tiếp sẵn sàng")),
    "session_posted": _posted,
    "session_opened": _said(lambda: _("Bắt đầu buổi tiếp")),
    "session_held": _held,
    "session_missed": _said(lambda: _("Ngày tiếp qua mà không tiếp"), "on"),
    "session_linked": _said(lambda: _("Cho kênh kia xem")),
    "session_unlinked": _said(lambda: _("Thôi cho kênh kia xem")),
    "ad_hoc_proposed": _said(lambda: _("Đề xuất tiếp đột xuất"), "on"),
    "ad_hoc_approved": _said(lambda: _("Duyệt tiếp đột xuất"), "note"),
    "ad_hoc_expired": _said(lambda: _("Đề xuất tiếp đột xuất hết hạn"), "on"),
    "ad_hoc_declined": _said(lambda: _("Không tổ chức tiếp đột xuất"), "why"),
}
