"""Papers to one citizen or about one petition: receipt, refusal, guidance, transfer, answer; and any other letter."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tenants.documents.rules.bodies.blocks import LAW, Body, day


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
