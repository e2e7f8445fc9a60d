"""What letters of review meetings say: official papers, so always Vietnamese."""

from datetime import date, time
from typing import Any, Protocol

from tenants.inspections.enums import MeetingKind


class Meeting(Protocol):
    """A meeting, as far as its letters speak of it."""

    title: str
    planned_on: date
    starts_at: time | None
    place: str
    agenda: str
    figures_on: date | None


_SPANS = {
    MeetingKind.Q1: "quý I năm",
    MeetingKind.HALF: "6 tháng năm",
    MeetingKind.NINE: "9 tháng năm",
    MeetingKind.YEAR: "năm",
}


def title(kind: MeetingKind, year: int) -> str:
    """ "Làm việc về công tác tiếp công dân quý I năm 2026", of a regular meeting."""
    return f"Làm việc về công tác tiếp công dân {_SPANS[kind]} {year}"


def invitation_title(title: str) -> str:
    return f"Mời dự: {title}"[:500]


def invitation_text(meeting: Meeting, own: dict[str, Any]) -> str:
    """Day, place, agenda, and the receiver's own figures as they were frozen."""
    day = f"{meeting.figures_on:%d/%m/%Y}" if meeting.figures_on else ""
    duty, facts, urgings = own["duty"], own["facts"], own["urgings"]
    lines = [
        f"Kính mời người đứng đầu {own['name']} dự buổi “{meeting.title}”, {_when(meeting)}.",
        *([f"Nội dung: {meeting.agenda}"] if meeting.agenda else []),
        f"Số liệu của đơn vị đến ngày {day}:",
        f"- Tiếp công dân của người đứng đầu: {duty['in_person']} ngày trực tiếp, {duty['delegated']} ngày ủy quyền"
        f" trên {duty['legal']} ngày theo quy định; bỏ {duty['missed']}, hoãn {duty['postponed']}.",
        f"- Đơn, vụ việc: tiếp nhận {facts['taken_in']}, chuyển đến {facts['received']}, đã trả lời {facts['answered']},"
        f" đang giữ {facts['open']}, còn nợ trả lời {facts['owed']}, quá hạn {facts['overdue']}.",
        f"- Văn bản đôn đốc: nhận {urgings['sent']}, chưa trả lời {urgings['waiting']}.",
        "Đề nghị đơn vị đối chiếu số liệu và chuẩn bị báo cáo.",
    ]
    return "\n".join(lines)


def moved_title(title: str) -> str:
    return f"Thay đổi thời gian: {title}"


def moved_text(meeting: Meeting, before: date, why: str) -> str:
    """The new day and why."""
    return f"Buổi “{meeting.title}” ngày {before:%d/%m/%Y} chuyển sang {_when(meeting)}.\nLý do: {why}"


def cancelled_title(title: str) -> str:
    return f"Không tổ chức: {title}"


def cancelled_text(meeting: Meeting, why: str) -> str:
    """That it is not held and why."""
    return f"Buổi “{meeting.title}” ngày {meeting.planned_on:%d/%m/%Y} không tổ chức.\nLý do: {why}"


def conclusion_title(title: str) -> str:
    return f"Kết luận: {title}"[:500]


def _when(meeting: Meeting) -> str:
    at = f"{meeting.starts_at:%H} giờ {meeting.starts_at:%M} " if meeting.starts_at else ""
    place = f", tại {meeting.place}" if meeting.place else ""
    return f"{at}ngày {meeting.planned_on:%d/%m/%Y}{place}"
