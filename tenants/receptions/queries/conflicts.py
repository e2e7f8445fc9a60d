"""What else takes place at the time of a session: with the same head, in the same room."""

from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext as _

from registry.levels import Line
from tenants.receptions.models import ReceptionSession
from tenants.receptions.protocols import occupied_beside


@dataclass(frozen=True)
class Conflict:
    """Something else at the same time, with the same head or in the same room."""

    words: str


def conflicts_of(session: ReceptionSession) -> list[Conflict]:
    """Other sessions of the day, and what the rooms above know of (conferences)."""
    if session.is_over:
        return []
    others = ReceptionSession.objects.filter(held_on=session.held_on).coming(session.held_on).exclude(pk=session.pk)
    found = [
        Conflict(_("Cùng người tiếp với buổi tiếp %(when)s.") % {"when": _when(other)})
        if _same_head(session, other)
        else Conflict(_("Cùng phòng với buổi tiếp %(when)s.") % {"when": _when(other)})
        for other in others
        if overlap(session.starts_at, session.ends_at, other.starts_at, other.ends_at)
        and (_same_head(session, other) or (session.room_id is not None and session.room_id == other.room_id))
    ]
    return found + [Conflict(words) for words in occupied_beside(session)]


def overlap(a_from: time | None, a_to: time | None, b_from: time | None, b_to: time | None) -> bool:
    """Whether two spans of one day touch; without an hour it may be any."""
    if a_from is None or b_from is None:
        return True
    return not ((a_to or time.max) <= b_from or (b_to or time.max) <= a_from)


def _same_head(one: ReceptionSession, other: ReceptionSession) -> bool:
    return one.host_id is not None and one.host_id == other.host_id


def _when(row: ReceptionSession) -> str:
    span = f"{row.starts_at:%H:%M}" if row.starts_at else _("cả ngày")
    return f"{span} ({Line(row.line).label})"
