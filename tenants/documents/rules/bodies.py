"""What each kind of document is told: the shapes that receptions, dialogues and conclusions hand to ``draft_document``.

A body is plain JSON. Every layout knows the same blocks, printed in this order where they are given:

====================  ==========================================================================================
``values``            words for the placeholders of the unit's texts (``rules.placeholders``): ``{"recipient": "…"}``
``about``             trích yếu; the document's title where left out
``basis``             legal grounds, one line each ("Căn cứ Luật Tiếp công dân …")
``addressees``        "Kính gửi", one line each
``facts``             ``[[label, value], …]``, one line each
``paragraphs``        running text
``table``             ``{"columns": […], "rows": [[…], …], "widths": [1, 3, …]}``; widths are shares
``sections``          ``[{"heading", "paragraphs", "items", "table"}, …]``
``items``             numbered points: a text, or ``{"text", "details": [[label, value], …]}``
``closing_lines``     running text at the end
``signatures``        further signatures beside the signer's: ``[{"role", "name"}, …]``
``form``              the number of an official form ("01/TCD"), printed at the top right
``blanks``            lines left open for handwriting: ``[label, …]``
====================  ==========================================================================================

The unit's own opening and closing texts are filled in by ``draft_document`` and kept as they were that day. The classes
below build bodies; a caller may also give a dictionary of these blocks.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

Body = dict[str, Any]
BLOCKS = frozenset(
    {
        "values",
        "about",
        "basis",
        "addressees",
        "facts",
        "paragraphs",
        "table",
        "sections",
        "items",
        "closing_lines",
        "signatures",
        "form",
        "blanks",
        # Set by the product itself.
        "opening",
        "closing",
        "head",
    }
)
LAW = "Căn cứ Luật Tiếp công dân ngày 25 tháng 11 năm 2013"


def day(value: date | None) -> str:
    """ "ngày 15 tháng 11 năm 2026", as papers write it."""
    return f"ngày {value.day:02d} tháng {value.month:02d} năm {value.year}" if value else ""


def hour(value: datetime | None) -> str:
    """ "08 giờ 30"."""
    return f"{value.hour:02d} giờ {value.minute:02d}" if value else ""


def short(value: date | None) -> str:
    """ "15/11/2026"."""
    return f"{value:%d/%m/%Y}" if value else ""


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
class SpeechSlip:
    """Phiếu đăng ký phát biểu: filled in by hand at the door of a conference."""

    conference: str
    on: date
    topics: list[str] = field(default_factory=list)

    def body(self) -> Body:
        return {
            "values": {"conference": self.conference, "day": day(self.on)},
            "blanks": [
                "Họ và tên",
                "Địa chỉ",
                "Số điện thoại",
                "Đại diện cho (nếu có)",
                "Nội dung phát biểu",
                "",
                "",
                "",
            ],
            "items": list(self.topics),
        }


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Giấy biên nhận thông tin, tài liệu, bằng chứng (form 02/TCD)."""

    giver: str
    address: str = ""
    received_on: date
    matter: str
    papers: list[str]
    receiver: str = ""

    def body(self) -> Body:
        rows = [[str(index), name] for index, name in enumerate(self.papers, start=1)]
        return {
            "form": "02/TCD",
            "values": {"recipient": self.giver, "day": day(self.received_on), "matter": self.matter},
            "facts": [
                ["Người giao", ", ".join(part for part in (self.giver, self.address) if part)],
                ["Người nhận", self.receiver],
                ["Ngày nhận", day(self.received_on)],
                ["Về việc", self.matter],
            ],
            "table": {"columns": ["TT", "Thông tin, tài liệu, bằng chứng"], "rows": rows, "widths": [1, 14]},
            "signatures": [{"role": "Người giao", "name": self.giver}],
        }


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Thông báo từ chối tiếp công dân (form 01/TCD), with the ground of the law."""

    citizen: str
    address: str = ""
    asked_on: date
    matter: str
    ground: str
    explanation: str = ""

    def body(self) -> Body:
        values = {
            "recipient": self.citizen,
            "day": day(self.asked_on),
            "matter": self.matter,
            "reason": self.ground,
        }
        return {
            "form": "01/TCD",
            "values": values,
            "basis": [LAW],
            "addressees": [", ".join(part for part in (self.citizen, self.address) if part)],
            "facts": [["Nội dung đề nghị", self.matter], ["Lý do từ chối", self.ground]],
            "paragraphs": [self.explanation] if self.explanation else [],
        }


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
        closing = [self.agreement] if self.agreement else []
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


@dataclass(frozen=True, kw_only=True)
class Guidance:
    """Phiếu hướng dẫn: where the citizen takes the matter, and why not here."""

    citizen: str
    address: str = ""
    matter: str
    competent: str
    reason: str = ""

    def body(self) -> Body:
        return {
            "values": {
                "recipient": self.citizen,
                "matter": self.matter,
                "competent": self.competent,
                "reason": self.reason,
            },
            "addressees": [", ".join(part for part in (self.citizen, self.address) if part)],
            "facts": [["Nội dung", self.matter], ["Cơ quan có thẩm quyền", self.competent]],
            "paragraphs": [self.reason] if self.reason else [],
        }


@dataclass(frozen=True, kw_only=True)
class TransferSlip:
    """Phiếu chuyển đơn to the competent body."""

    to: str
    citizen: str
    address: str = ""
    matter: str
    received_on: date
    papers: list[str] = field(default_factory=list)

    def body(self) -> Body:
        return {
            "values": {
                "recipient": self.citizen,
                "matter": self.matter,
                "competent": self.to,
                "day": day(self.received_on),
            },
            "addressees": [self.to],
            "facts": [
                ["Đơn của", ", ".join(part for part in (self.citizen, self.address) if part)],
                ["Nội dung", self.matter],
                ["Ngày nhận", day(self.received_on)],
            ],
            "items": list(self.papers),
        }


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Công văn trả lời: the citizen's question and the answer with its legal ground."""

    recipient: str
    address: str = ""
    question: str
    paragraphs: list[str]
    basis: list[str] = field(default_factory=list)
    asked_on: date | None = None

    def body(self) -> Body:
        return {
            "values": {"recipient": self.recipient, "matter": self.question, "day": day(self.asked_on)},
            "basis": self.basis,
            "addressees": [", ".join(part for part in (self.recipient, self.address) if part)],
            "paragraphs": self.paragraphs,
        }


@dataclass(frozen=True, kw_only=True)
class Programme:
    """Chương trình hội nghị: the agenda with times and who speaks."""

    about: str
    on: date
    place: str
    #: (time, what, who)
    steps: list[tuple[str, str, str]]

    def body(self) -> Body:
        rows = [[str(index), *step] for index, step in enumerate(self.steps, start=1)]
        columns = ["TT", "Thời gian", "Nội dung", "Người thực hiện"]
        return {
            "about": self.about,
            "values": {"day": day(self.on), "place": self.place, "matter": self.about},
            "table": {"columns": columns, "rows": rows, "widths": [1, 3, 8, 5]},
        }


@dataclass(frozen=True, kw_only=True)
class Letter:
    """Any other paper with running text: công văn, tờ trình, báo cáo, nội quy (``items``: its points)."""

    about: str = ""
    addressees: list[str] = field(default_factory=list)
    basis: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    table: dict[str, Any] | None = None

    def body(self) -> Body:
        given = {
            "about": self.about,
            "addressees": self.addressees,
            "basis": self.basis,
            "paragraphs": self.paragraphs,
            "items": self.items,
            "table": self.table,
        }
        return {name: value for name, value in given.items() if value}
