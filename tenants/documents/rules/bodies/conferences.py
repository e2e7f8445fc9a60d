"""Papers of a conference: the speech slip and the programme."""

from dataclasses import dataclass, field
from datetime import date

from tenants.documents.rules.bodies.blocks import Body, day


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
