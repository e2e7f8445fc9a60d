"""What the letters of an inspection say: official papers, so always Vietnamese. No citizen and no case is named in them."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from oversight.models import InspectionForm


class Named(Protocol):
    """An inspection, as far as its letters speak of it."""

    form: str
    subject: str
    to_name: str
    number: str
    decided_on: date | None
    signer: str
    starts_on: date | None
    ends_on: date | None
    cases: list[dict[str, Any]]
    result: str
    result_number: str
    result_signer: str
    concluded_on: date | None


_FORMS = {InspectionForm.INSPECTION.value: "Thanh tra", InspectionForm.CHECK.value: "Kiểm tra"}


def called(row: Named) -> str:
    """ "Thanh tra theo Quyết định số 15/QĐ-TTr ngày 02/11/2026": how the inspected unit knows it."""
    return f"{_FORMS[row.form]} theo Quyết định số {row.number} ngày {_day(row.decided_on)}"


def announcement_title(row: Named) -> str:
    return f"Công bố Quyết định số {row.number}: {row.subject}"[:500]


def announcement_text(row: Named, team: Sequence[dict[str, Any]], working_days: int) -> str:
    """By which decision, by whom, from when to when, how many cases are read."""
    lines = [
        f"Công bố Quyết định số {row.number} ngày {_day(row.decided_on)} do {row.signer} ký: {row.subject}.",
        f"Đối tượng: {row.to_name}. Thời gian: từ {_day(row.starts_on)} đến hết {_day(row.ends_on)} ({working_days} ngày làm việc).",
        f"Thành viên đoàn: {_team(team)}.",
        f"Phạm vi hồ sơ: {len(row.cases)} vụ việc, xác định tại thời điểm công bố. Đoàn đọc trực tiếp trên hệ thống, chỉ trong thời gian trên,"
        " không mở danh tính được niêm phong; mỗi lần đọc được ghi vào nhật ký của đơn vị.",
        "Đề nghị người đứng đầu đơn vị chỉ đạo cung cấp thông tin, tài liệu và bố trí người làm việc với đoàn.",
    ]
    return "\n".join(lines)


def extension_text(row: Named, number: str, decided_on: date, why: str) -> str:
    return f"Gia hạn {called(row)} theo Quyết định số {number} ngày {_day(decided_on)}: đến hết {_day(row.ends_on)}.\nLý do: {why}"


def team_text(row: Named, team: Sequence[dict[str, Any]], why: str) -> str:
    return f"Thay đổi thành viên đoàn {called(row)}. Thành viên đoàn từ nay: {_team(team)}.\nLý do: {why}"


def changed_title(row: Named) -> str:
    return f"Thay đổi: {called(row)}"[:500]


def result_title(row: Named) -> str:
    return f"Kết luận số {row.result_number}: {row.subject}"[:500]


def result_text(row: Named) -> str:
    """The conclusion as it is published to the inspected unit."""
    return f"Kết luận số {row.result_number} ngày {_day(row.concluded_on)} do {row.result_signer} ký; {called(row)}.\n{row.result}"


def recommendation_title(row: Named) -> str:
    return f"Kiến nghị theo Kết luận số {row.result_number}"[:500]


def _team(team: Sequence[dict[str, Any]]) -> str:
    return "; ".join(f"{one['name']}{' (Trưởng đoàn)' if one['is_head'] else ''}" for one in team)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
