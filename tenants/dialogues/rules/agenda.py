"""The steps of a conference: who performs each. Two templates, after the plans of a commune and of a city."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

OFFICE, CHAIR, PEOPLE, MINUTES_TAKER = _("Lãnh đạo Văn phòng"), _("Chủ trì"), _("Nhân dân"), _("Thư ký")
FIVE: tuple[tuple[str, str], ...] = (
    (_("Tuyên bố lý do; giới thiệu thành phần, chủ trì, thư ký, bộ phận tiếp nhận, tổng hợp"), OFFICE),
    (_("Báo cáo các nội dung đối thoại: mục đích, yêu cầu, nội dung chủ yếu"), CHAIR),
    (_("Nhân dân phát biểu ý kiến hoặc gửi câu hỏi qua bộ phận tiếp nhận, tổng hợp"), PEOPLE),
    (_("Trả lời trực tiếp hoặc phân công đại diện cơ quan, bộ phận trả lời"), CHAIR),
    (_("Trao đổi tiếp để đi đến thống nhất kết luận"), CHAIR),
)
SIX: tuple[tuple[str, str], ...] = (
    (
        _("Tuyên bố lý do, giới thiệu thành phần; thông báo nội dung, chương trình; cử thư ký và bộ phận tổng hợp"),
        OFFICE,
    ),
    (_("Thông báo mục đích, yêu cầu, nội dung đối thoại"), CHAIR),
    (_("Nhân dân phát biểu theo trình tự đã đăng ký và theo sự điều hành của chủ trì"), PEOPLE),
    (_("Trả lời trực tiếp hoặc phân công đại diện lãnh đạo cơ quan, đơn vị trả lời"), CHAIR),
    (_("Kết luận; ấn định thời gian và cơ quan giải quyết từng nội dung còn lại"), CHAIR),
    (_("Thông qua biên bản, kết thúc hội nghị"), MINUTES_TAKER),
)
TEMPLATES = {"5": FIVE, "6": SIX}


def steps(template: str) -> list[dict[str, Any]]:
    """A fresh agenda of this template, as a conference's row keeps it."""
    return [
        {"order": number, "text": gettext(text), "role": gettext(role), "speaker": ""}
        for number, (text, role) in enumerate(TEMPLATES.get(template, SIX), start=1)
    ]


def from_plan(rows: Any) -> list[dict[str, Any]]:
    """The plan's own agenda, in the same shape; empty when it has none."""
    found = []
    for number, row in enumerate(rows or (), start=1):
        given = row if isinstance(row, dict) else {"text": str(row)}
        text = str(given.get("text") or "").strip()
        if text:
            found.append(
                {
                    "order": number,
                    "text": text,
                    "role": str(given.get("role") or ""),
                    "speaker": str(given.get("speaker") or ""),
                }
            )
    return found
