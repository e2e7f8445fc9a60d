"""What must be there before a session is "ready", and what of it is still missing.

Some lines are seen from the session itself, the others somebody ticks; none can be left out. The security plan of the police
is one of them (plan of the ward, duty of the police).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list; ``is_seen``: told by the session itself, nobody ticks it."""

    code: str
    label: str | Promise
    is_seen: bool


ITEMS = (
    Item("posting", _("Lịch đã niêm yết"), True),
    Item("place", _("Đã có phòng tiếp hoặc địa điểm"), True),
    Item("composition", _("Người đứng đầu đã duyệt thành phần dự"), True),
    Item("cases", _("Các đăng ký của buổi tiếp đã được xét, duyệt"), True),
    Item("security", _("Có phương án đảm bảo an ninh, trật tự"), True),
    Item("invitations", _("Đã mời công dân và các cơ quan dự"), False),
    Item("dossiers", _("Đã đủ hồ sơ, báo cáo của các cơ quan; đã thống nhất quan điểm"), False),
    Item("room", _("Phòng tiếp, chỗ chờ, nội quy, phương tiện ghi biên bản đã kiểm tra"), False),
)
TICKED = {item.code: item.label for item in ITEMS if not item.is_seen}


class Session(Protocol):
    """What the list looks at."""

    posted_at: Any
    room_id: Any
    venue: str
    participants_approved_at: Any
    security_plan: str
    checklist: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a page shows it."""

    item: Item
    is_done: bool
    by: str = ""
    at: str = ""
    note: str = ""


def lines(session: Session, undecided: int) -> list[Line]:
    """The whole list; ``undecided``: registrations of the session nobody has decided yet."""
    seen = {
        "posting": session.posted_at is not None,
        "place": bool(session.room_id or session.venue),
        "composition": session.participants_approved_at is not None,
        "cases": undecided == 0,
        "security": bool(session.security_plan.strip()),
    }
    ticks = ticks_of(session.checklist)
    return [
        Line(item, seen[item.code])
        if item.is_seen
        else Line(item, item.code in ticks, **{k: str(ticks.get(item.code, {}).get(f, "")) for k, f in _TOLD.items()})
        for item in ITEMS
    ]


def missing(session: Session, undecided: int) -> list[str]:
    """What is still to do, in words."""
    return [str(line.item.label) for line in lines(session, undecided) if not line.is_done]


def ticks_of(checklist: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The ticked lines by code."""
    return {str(row["code"]): row for row in checklist if row.get("done_at")}


_TOLD = {"by": "by", "at": "done_at", "note": "note"}
