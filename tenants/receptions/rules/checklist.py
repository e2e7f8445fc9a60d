"""What must be there before a session is "ready", and what of it is still missing.

Some lines are seen from the session, its registrations, their invitations and the dossiers asked for; the others somebody ticks;
none can be left out. The security plan of the police
is one of them (plan of the ward, duty of the police).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list; ``is_seen``: told by the records, nobody ticks it."""

    code: str
    label: str | Promise
    is_seen: bool


ITEMS = (
    Item("posting", _("Lịch đã niêm yết"), True),
    Item("place", _("Đã có phòng tiếp hoặc địa điểm"), True),
    Item("composition", _("Người đứng đầu đã duyệt thành phần dự"), True),
    Item("cases", _("Các đăng ký của buổi tiếp đã được xét, duyệt"), True),
    Item("security", _("Có phương án đảm bảo an ninh, trật tự"), True),
    Item("invitations", _("Công dân được duyệt đã được mời, giấy mời đã đến nơi"), True),
    Item("bodies", _("Đã mời các cơ quan, đơn vị dự"), False),
    Item("dossiers", _("Đã đủ hồ sơ, báo cáo của các cơ quan; đã thống nhất quan điểm"), True),
    Item("room", _("Phòng tiếp, chỗ chờ, nội quy, phương tiện ghi biên bản đã kiểm tra"), False),
)
TICKED = {item.code: item.label for item in ITEMS if not item.is_seen}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the records say around a session: registrations nobody decided, whom no invitation reached, what has not come."""

    undecided: tuple[str, ...] = ()
    uninvited: tuple[str, ...] = ()
    awaited: tuple[str, ...] = ()


class Session(Protocol):
    """What the list looks at."""

    posted_at: Any
    room_id: Any
    venue: str
    participants_approved_at: Any
    security_plan: str
    participants: list[dict[str, Any]]
    checklist: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a page shows it."""

    item: Item
    is_done: bool
    by: str = ""
    at: str = ""
    note: str = ""


def lines(session: Session, facts: Facts) -> list[Line]:
    """The whole list; what is seen and not done names what is missing in its note."""
    seen = {
        "posting": session.posted_at is not None,
        "place": bool(session.room_id or session.venue),
        "composition": session.participants_approved_at is not None,
        "cases": not facts.undecided,
        "security": bool(session.security_plan.strip()),
        "invitations": not facts.uninvited,
        "dossiers": not facts.awaited,
    }
    missing = {"cases": facts.undecided, "invitations": facts.uninvited, "dossiers": facts.awaited}
    ticks = ticks_of(session.checklist)
    if not all(one.get("invited") for one in session.participants):
        # Somebody came onto the list after it was ticked.
        ticks.pop("bodies", None)
    return [
        Line(item, seen[item.code], note=", ".join(missing.get(item.code, ())))
        if item.is_seen
        else Line(item, item.code in ticks, **{k: str(ticks.get(item.code, {}).get(f, "")) for k, f in _TOLD.items()})
        for item in ITEMS
    ]


def missing(session: Session, facts: Facts) -> list[str]:
    """What is still to do, in words, each with whom or what it waits for."""
    return [
        f"{line.item.label} ({line.note})" if line.item.is_seen and line.note else str(line.item.label)
        for line in lines(session, facts)
        if not line.is_done
    ]


def ticks_of(checklist: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The ticked lines by code."""
    return {str(row["code"]): row for row in checklist if row.get("done_at")}


_TOLD = {"by": "by", "at": "done_at", "note": "note"}
