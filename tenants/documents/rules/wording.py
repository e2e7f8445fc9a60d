"""What a notice says: its matters, and the neutral words for what must not be read by others on the way.

A mail passes through other people's machines and a letter lies in other people's hallways: of a denunciation, or of somebody
whose protection was asked for, the notice says only that the office has something to tell (Law on Denunciations Art. 9, 47).
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

# Code → what the pages of notices call it. A room may use any of these; another code is shown as "Thông báo khác".
MATTERS = {
    "session_posted": _("Lịch tiếp công dân"),
    "session_postponed": _("Hoãn buổi tiếp"),
    "session_cancelled": _("Hủy buổi tiếp"),
    "session_moved": _("Đổi ngày tiếp"),
    "registration_received": _("Đã nhận đăng ký gặp"),
    "registration_refused": _("Không nhận đăng ký gặp"),
    "invitation": _("Mời dự"),
    "conference_announced": _("Thông báo hội nghị đối thoại"),
    "conference_changed": _("Thay đổi hội nghị đối thoại"),
    "conclusion": _("Thông báo kết luận"),
    "answer": _("Trả lời công dân"),
    "interim": _("Thông báo tiến độ"),
    "extension": _("Thông báo gia hạn"),
    "task_assigned": _("Giao nhiệm vụ"),
    "task_urged": _("Đôn đốc nhiệm vụ"),
    "plan_sent": _("Gửi kế hoạch"),
    "report_sent": _("Gửi báo cáo"),
    "document_sent": _("Gửi văn bản"),
    "incident": _("Báo tình hình khẩn"),
    "arrival": _("Công dân vượt cấp"),
    "digest": _("Nhắc việc trong ngày"),
    "alert": _("Cảnh báo khi trực"),
}
DIGEST = "digest"
"""The matter of the daily reminder of an officer: in no list of notices, kept for a month."""
ALERT = "alert"
"""The matter of the mail that tells somebody on duty of an alert."""
# Of these a change reaches people who would otherwise stand before a closed door.
CHANGES = frozenset({"session_postponed", "session_cancelled", "session_moved", "conference_changed"})


@dataclass(frozen=True, slots=True)
class Wording:
    """Title and text as they leave the house."""

    title: str
    text: str


def matter_label(matter: str) -> str:
    """What a matter is called."""
    return str(MATTERS.get(matter, _("Thông báo khác")))


def neutral(office: str, phone: str, address: str) -> Wording:
    """The words for a confidential matter: no name, no case, no subject. Official, so always Vietnamese."""
    where = ", ".join(part for part in (address, f"điện thoại {phone}" if phone else "") if part)
    ask = f" Vui lòng liên hệ: {where}." if where else ""
    return Wording(
        title=f"Thông báo của {office}",
        text=f"{office} có thông tin gửi Ông/Bà.{ask} Khi đến, mang theo giấy tờ tùy thân hoặc giấy biên nhận đã được cấp.",
    )


def masked(address: str) -> str:
    """An address as proof shows it: "ng…@vidu.vn", "09…456", "Ấp Đông, x…"."""
    address = address.strip()
    if "@" in address:
        name, _at, host = address.partition("@")
        return f"{name[:2]}…@{host}"
    if address.replace(" ", "").lstrip("+").isdigit():
        bare = address.replace(" ", "")
        return f"{bare[:2]}…{bare[-3:]}" if len(bare) > 5 else "…"
    return f"{address[:12]}…" if len(address) > 14 else address
