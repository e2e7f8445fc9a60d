"""What a plan and the unit's settings say for a session: days, hours, place, programme, people, posting."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from uuid import UUID

from deadlines import calendar
from deadlines.enums import RuleCode
from deadlines.rules import PlanTerm, compute, in_force
from kernel import active
from kernel.ids import new_id
from oversight.models import Per
from tenants.receptions.models import Plan, ReceptionSession
from tenants.receptions.rules import schedule
from tenants.receptions.rules.plan_values import Values, merged
from tenants.receptions.rules.schedule import Pattern, Rhythm, Shift
from tenants.staff.queries import setting
from tenants.staff.rules.settings import Hours, Participants, Rooms

THURSDAY = 3
ONE_A_MONTH = Rhythm(Pattern.COUNT, count=1)


@dataclass(frozen=True)
class Terms:
    """The terms of one plan as they stand today."""

    rhythms: tuple[Rhythm, ...] = (ONE_A_MONTH,)
    shift: Shift = Shift.ASK
    starts_at: time | None = None
    ends_at: time | None = None
    room_id: UUID | None = None
    venue: str = ""
    agenda: list[dict[str, Any]] = field(default_factory=list)
    people: tuple[dict[str, Any], ...] = ()
    posting: PlanTerm | None = None

    def participants(self) -> list[dict[str, Any]]:
        """The default composition as rows of a session, each with an id of its own."""
        return [
            {"id": str(new_id()), "invited": False, "attended": None, "substitute": "", "reason": "", **one}
            for one in self.people
        ]


def terms_of(plan: Plan) -> Terms:
    """Plan first, then the unit's settings; four queries at most."""
    values = merged(plan)
    hours = setting(Hours)
    begins, ends = values.reception_hours or (hours.starts_at, hours.ends_at)
    room_id, venue = _place(values)
    return Terms(
        rhythms=_rhythms(values),
        shift=Shift(str(values.day_off).lower()),
        starts_at=begins,
        ends_at=ends,
        room_id=room_id,
        venue=venue,
        agenda=[
            {"order": step.order, "text": step.text, "role": step.role, "speaker": ""}
            for step in values.reception_agenda
        ],
        people=_people(values, plan.line),
        posting=_posting(values, plan),
    )


def posting_days(row: ReceptionSession) -> int:
    """How many working days before the session the schedule must hang, by the law on that day."""
    found = [rule.length for rule in in_force(RuleCode.A1, row.held_on, active.current().id) if rule.unit_id is None]
    return max((length for length in found if length), default=schedule.POSTING_DAYS)


def posting_day(row: ReceptionSession) -> date:
    """The last day for posting; while no day is chosen that of the day taken if nobody chooses."""
    work = calendar.of_unit(active.current().id)
    if row.is_waiting_for_day:
        offered = [schedule.Proposal.of(one) for one in row.proposals]
        return schedule.choice_until(offered, work, posting_days(row))
    return schedule.last_posting_day(row.held_on, work, posting_days(row))


def posting_term(row: ReceptionSession) -> PlanTerm | None:
    """What the session's plan says of posting beside the law."""
    return _posting(merged(row.plan), row.plan) if row.plan else None


def invitation_day(row: ReceptionSession) -> date | None:
    """The last day for inviting citizens, as the session's plan orders; the law sets none (G2)."""
    values = merged(row.plan) if row.plan else None
    term = values.invitation_before if values else None
    if values is None or term is None:
        return None
    origin = values.origin("invitation_before")
    plan = PlanTerm(source=origin.words if origin else "", length=term.length, day_kind=term.kind)
    return compute(RuleCode.G2, row.held_on, unit_id=active.current().id, plan=plan).due_on


def _rhythms(values: Values) -> tuple[Rhythm, ...]:
    days = values.reception_on
    if values.reception_per == Per.WEEK:
        weekdays = {one.weekday for one in days if one.weekday is not None} or {THURSDAY}
        return tuple(Rhythm(Pattern.EVERY_WEEK, weekday=weekday) for weekday in sorted(weekdays))
    if not days:
        return (Rhythm(Pattern.COUNT, count=max(1, values.reception_days or 1)),)
    return tuple(
        Rhythm(Pattern.DAY_OF_MONTH, days=(one.day,))
        if one.day is not None
        else Rhythm(Pattern.WEEKDAY, weekday=one.weekday or 0, weeks=(one.nth or 1,))
        for one in days
    )


def _place(values: Values) -> tuple[UUID | None, str]:
    """The plan's room, else the unit's first; a venue in words stands beside or instead of it."""
    rooms = setting(Rooms)
    room = rooms.get(values.room_id) if values.room_id else next(iter(rooms.open), None) if not values.venue else None
    return (room.id if room else None), values.venue


def _people(values: Values, line: str) -> tuple[dict[str, Any], ...]:
    found: list[Any] = list(values.reception_participants) or list(setting(Participants).of(line))
    return tuple(
        {
            "kind": "body",
            "name": one.name,
            "body_id": str(one.body_id or ""),
            "is_leader": bool(one.is_leader),
            "when": getattr(one, "when", ""),
        }
        for one in found
    )


def _posting(values: Values, plan: Plan) -> PlanTerm | None:
    term, origin = values.posting_before, values.origin("posting_before")
    if term is None or origin is None or origin.unit_id is None:
        return None
    return PlanTerm(source=f"{plan.title} {plan.number}".strip()[:200], length=term.length, day_kind=term.kind)
