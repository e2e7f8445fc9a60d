"""To which desk a matter goes that comes to the unit: the intake routing table, five desks of a province to begin with."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Self

from registry.levels import Line
from tenants.staff.rules.settings import known


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk of the intake routing table."""

    code: str
    name: str
    line: str
    scope: str = ""
    body_id: str = ""
    #: Codes of topics and fields that go to this desk; the desk that names none takes the remainder.
    topics: tuple[str, ...] = ()
    is_remainder: bool = False


# The five desks of a province's reception office (Law on citizen reception 42/2013, Art. 12.3 and 12.4).
FIVE_DESKS = (
    Desk(
        "PARTY_OFFICE",
        "Văn phòng Tỉnh ủy",
        Line.PARTY,
        "Kiến nghị, phản ánh về chủ trương, chính sách của Đảng, về xây dựng Đảng thuộc phạm vi lãnh đạo của cấp ủy.",
        topics=("party_building", "party_policy"),
    ),
    Desk(
        "PARTY_INSPECTION",
        "Ủy ban Kiểm tra Tỉnh ủy",
        Line.PARTY,
        "Kỷ luật của Đảng, phẩm chất, đạo đức, lối sống của đảng viên.",
        topics=("party_discipline", "cadre_degradation", "member_ethics"),
    ),
    Desk(
        "INTERNAL_AFFAIRS",
        "Ban Nội chính Tỉnh ủy",
        Line.PARTY,
        "Công tác nội chính, cải cách tư pháp, phòng, chống tham nhũng, lãng phí, tiêu cực.",
        topics=("corruption", "judicial"),
    ),
    Desk(
        "ELECTED_OFFICE",
        "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân",
        Line.ELECTED,
        "Nội dung thuộc phạm vi Quốc hội, Hội đồng nhân dân, đại biểu dân cử.",
        topics=("elected_bodies",),
    ),
    Desk(
        "RECEPTION_BOARD",
        "Ban Tiếp công dân tỉnh",
        Line.GOVERNMENT,
        "Nội dung thuộc trách nhiệm của Ủy ban nhân dân và những nội dung còn lại.",
        is_remainder=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Desks:
    """Which desk takes which topic. A unit that has set none has one desk: its own."""

    topic: ClassVar[str] = "desks"
    rows: tuple[Desk, ...] = ()

    def desk_for(self, *topics: str) -> Desk | None:
        """The desk of the first topic (or field) that one names, else the one that takes the remainder."""
        for code in topics:
            for desk in self.rows:
                if code and code in desk.topics:
                    return desk
        return next((desk for desk in self.rows if desk.is_remainder), None)

    def get(self, code: str) -> Desk | None:
        return next((desk for desk in self.rows if desk.code == code), None)

    @classmethod
    def read(cls, value: dict[str, Any]) -> Self:
        return cls(
            tuple(Desk(**{**known(Desk, row), "topics": tuple(row.get("topics", ()))}) for row in value.get("rows", []))
        )

    def as_value(self) -> dict[str, Any]:
        return {"rows": [{**asdict(desk), "topics": list(desk.topics)} for desk in self.rows]}
