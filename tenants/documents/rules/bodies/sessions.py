"""Papers of a reception day: schedule, change, invitation, minutes, conclusion."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tenants.documents.rules.bodies.blocks import LAW, Body, day, hour


@dataclass(frozen=True, kw_only=True)
class ScheduleNotice:
    """Lịch tiếp công dân: one row a session."""

    period: str
    #: (day, time, place, who receives, expected content)
    rows: list[tuple[date, str, str, str, str]]
    contact: str = ""

    def body(self) -> Body:
        rows = [
            [str(index), f"{on:%d/%m/%Y}", time, place, who, what]
            for index, (on, time, place, who, what) in enumerate(self.rows, start=1)
        ]
        columns = ["TT", "Ngày tiếp", "Thời gian", "Địa điểm", "Người tiếp, thành phần", "Nội dung dự kiến"]
        return {
            "values": {"period": self.period, "contact": self.contact},
            "basis": [LAW],
            "table": {"columns": columns, "rows": rows, "widths": [1, 3, 3, 4, 5, 5]},
        }


@dataclass(frozen=True, kw_only=True)
class ChangeNotice:
    """Thông báo thay đổi lịch: the day that was posted, why it changes, and the new one (``new_on`` None: not set yet)."""

    old_on: date
    reason: str
    new_on: date | None = None
    new_time: str = ""
    new_place: str = ""
    is_cancelled: bool = False
    contact: str = ""

    def body(self) -> Body:
        new = ", ".join(part for part in (day(self.new_on), self.new_time, self.new_place) if part)
        facts = [["Ngày đã thông báo", day(self.old_on)], ["Lý do thay đổi", self.reason]]
        if not self.is_cancelled:
            facts.append(["Thời gian, địa điểm mới", new or "sẽ thông báo sau"])
        values = {"old_day": day(self.old_on), "reason": self.reason, "new_day": new, "contact": self.contact}
        return {"values": values, "facts": facts}


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """Giấy mời to one person or body."""

    recipient: str
    address: str = ""
    matter: str
    on: date
    time: str
    place: str
    chair: str
    bring: str = ""
    contact: str = ""

    def body(self) -> Body:
        values = {
            "recipient": self.recipient,
            "matter": self.matter,
            "day": day(self.on),
            "time": self.time,
            "place": self.place,
            "chair": self.chair,
            "contact": self.contact,
        }
        facts = [
            ["Thời gian", f"{self.time}, {day(self.on)}"],
            ["Địa điểm", self.place],
            ["Nội dung", self.matter],
            ["Chủ trì", self.chair],
        ]
        facts += [["Giấy tờ mang theo", self.bring]] if self.bring else []
        facts += [["Liên hệ", self.contact]] if self.contact else []
        invited = [part for part in (self.recipient, self.address) if part]
        return {"values": values, "addressees": [", ".join(invited)], "facts": facts}


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """Biên bản buổi tiếp or hội nghị: who was there, what was said step by step, what was concluded."""

    about: str
    started_at: datetime
    ended_at: datetime | None
    place: str
    chair: str
    minutes_taker: str
    #: (name, what for)
    present: list[tuple[str, str]]
    absent: list[tuple[str, str]] = field(default_factory=list)
    #: (step, who spoke, what was said)
    steps: list[tuple[str, str, str]] = field(default_factory=list)
    #: (text, body that leads, person, deadline)
    conclusions: list[tuple[str, str, str, str]] = field(default_factory=list)
    #: How the citizen took it, whether the minutes were read out and agreed.
    agreement: str = ""
    citizens: list[str] = field(default_factory=list)

    def body(self) -> Body:
        sections: list[dict[str, Any]] = [
            {
                "heading": "Thành phần tham dự",
                "items": [" – ".join(part for part in one if part) for one in self.present],
            }
        ]
        if self.absent:
            absent = [": ".join(part for part in one if part) for one in self.absent]
            sections.append({"heading": "Vắng mặt", "items": absent})
        for step, who, text in self.steps:
            lines = [line for line in text.split("\n") if line.strip()]
            sections.append({"heading": f"{step} ({who})" if who else step, "paragraphs": lines})
        if self.conclusions:
            rows = [[str(index), *row] for index, row in enumerate(self.conclusions, start=1)]
            columns = ["TT", "Nội dung kết luận", "Cơ quan thực hiện", "Người chịu trách nhiệm", "Thời hạn"]
            table = {"columns": columns, "rows": rows, "widths": [1, 7, 4, 4, 3]}
            sections.append({"heading": "Kết luận của người chủ trì", "table": table})
        closing = [line for line in self.agreement.split("\n") if line.strip()]
        if self.ended_at:
            closing.append(f"Biên bản kết thúc vào hồi {hour(self.ended_at)}, {day(self.ended_at)}.")
        signatures = [{"role": "Thư ký", "name": self.minutes_taker}]
        signatures += [{"role": "Công dân", "name": name} for name in self.citizens[:5]]
        return {
            "about": self.about,
            "values": {"place": self.place, "day": day(self.started_at), "chair": self.chair, "matter": self.about},
            "facts": [
                ["Bắt đầu", f"{hour(self.started_at)}, {day(self.started_at)}"],
                ["Địa điểm", self.place],
                ["Người chủ trì", self.chair],
                ["Thư ký", self.minutes_taker],
            ],
            "sections": sections,
            "closing_lines": closing,
            "signatures": signatures,
        }


@dataclass(frozen=True, kw_only=True)
class ConclusionItem:
    """One point of a conclusion: what, who leads, who helps, by when, whom to ask."""

    text: str
    lead: str = ""
    with_: str = ""
    person: str = ""
    due_on: date | None = None
    contact: str = ""

    def block(self) -> dict[str, Any]:
        told = [
            ["Cơ quan chủ trì", self.lead],
            ["Cơ quan phối hợp", self.with_],
            ["Người chịu trách nhiệm", self.person],
            ["Hoàn thành chậm nhất", day(self.due_on)],
            ["Đầu mối liên hệ", self.contact],
        ]
        return {"text": self.text, "details": [pair for pair in told if pair[1]]}


@dataclass(frozen=True, kw_only=True)
class ConclusionNotice:
    """Thông báo kết luận of a reception day or a conference."""

    about: str
    #: The meeting as it stands in a sentence: "buổi tiếp công dân định kỳ tháng 11 năm 2026".
    meeting: str
    held_on: date
    chair: str
    items: list[ConclusionItem]
    paragraphs: list[str] = field(default_factory=list)

    def body(self) -> Body:
        return {
            "about": self.about,
            "values": {"day": day(self.held_on), "chair": self.chair, "matter": self.meeting},
            "basis": [LAW],
            "paragraphs": self.paragraphs,
            "items": [item.block() for item in self.items],
        }
