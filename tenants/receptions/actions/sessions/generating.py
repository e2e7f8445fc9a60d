"""The sessions of a year, made from an issued plan in few statements; repeating it changes nothing."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from deadlines import calendar, due
from deadlines.enums import RuleCode
from deadlines.rules import PlanTerm
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, errors
from kernel.ids import new_id
from kernel.journal import events
from kernel.transactions import atomic, lock_unit_writes
from registry.rules import refuse_if_frozen
from tenants.receptions.actions.duties import list_days_ahead
from tenants.receptions.actions.sessions.changing import refresh
from tenants.receptions.enums import ChangeReason, Covers, PlanStatus, SessionKind, SessionStatus
from tenants.receptions.models import Plan, ReceptionSession, Registration
from tenants.receptions.queries.terms import Terms, posting_day, terms_of
from tenants.receptions.rules import schedule
from tenants.receptions.rules.schedule import Placement
from tenants.staff.queries import holder_of

TAKEN_FROM_PLAN = ("plan", "held_on", "starts_at", "ends_at", "room_id", "venue", "proposals", "is_automatic", "moved_reason",
                   "agenda", "participants", "version")  # fmt: skip


@dataclass(frozen=True)
class Generated:
    """What one run did: sessions made, brought into line with the plan, taken out, and left because somebody worked on them."""

    made: list[ReceptionSession] = field(default_factory=list)
    changed: list[ReceptionSession] = field(default_factory=list)
    removed: int = 0
    left: list[ReceptionSession] = field(default_factory=list)


@atomic
def generate_sessions(plan: Plan, *, actor: Actor) -> Generated:
    """Make the sessions of the plan's year that lie ahead.

    Changes: rows of sessions, the duty of posting each (A1), the duty register. After an amendment only future sessions that
    nobody touched follow the new version: brought into line or taken out; a month keeps as many as the plan orders.
    Announces ``sessions_generated``. Refuses a plan without number and date, and one that orders no reception.
    """
    _require(plan, actor)
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    today, terms, work = clock.today(), terms_of(plan), calendar.of_unit(actor.unit.id)
    existing = _existing(plan)
    ahead = {
        one.planned_on: one
        for one in schedule.year_of(plan.year, terms.rhythms, work, terms.shift)
        if one.planned_on > today
    }
    by_day = {row.planned_on: row for row in existing}
    untouched = [row for row in existing if is_untouched(row, today)]
    stale = [row for row in untouched if row.planned_on not in ahead]
    left = [
        row for row in existing
        if row.planned_on > today and row.planned_on not in ahead and row not in stale and row.plan_id != plan.pk
    ]  # fmt: skip
    changed = [_brought_into_line(row, plan, ahead[row.planned_on], terms)
               for row in untouched if row.planned_on in ahead and row.plan_id != plan.pk]  # fmt: skip
    made = [_new(plan, one, terms) for one in _missing(ahead, by_day, left)]
    _put_head(made, plan)
    _remove(stale, actor)
    ReceptionSession.objects.bulk_create(made)
    ReceptionSession.objects.bulk_update(changed, TAKEN_FROM_PLAN)
    watch_posting(actor.unit.id, made + changed, terms.posting, renewed=changed)
    if made or changed or stale:
        events.record(
            "sessions_generated", actor=actor, plan=str(plan.pk), line=plan.line, year=plan.year,
            made=len(made), changed=len(changed), removed=len(stale), left=len(left),
        )  # fmt: skip
        # Months to come owe nothing yet: the nightly count reaches each in its time.
        refresh(
            plan.line,
            *(
                row.held_on
                for row in [*made, *changed, *stale]
                if (row.held_on.year, row.held_on.month) <= (today.year, today.month)
            ),
        )
        list_days_ahead(plan.line)
    return Generated(made, changed, len(stale), left)


def sessions_of_issued_plan(plan: Plan, actor: Actor) -> None:
    """What a plan of receptions brings about the moment it is issued or amended."""
    if plan.covers != Covers.DIALOGUE:
        generate_sessions(plan, actor=actor)


def is_untouched(row: ReceptionSession, today: date) -> bool:
    """In the future, as the plan made it: not chosen, posted, moved, prepared or registered for."""
    is_as_made = row.status == SessionStatus.PLANNED and row.version == 1
    return row.held_on > today and is_as_made and not getattr(row, "has_registrations", True)


def watch_posting(
    unit_id: int,
    rows: list[ReceptionSession],
    posting: PlanTerm | None = None,
    *,
    renewed: list[ReceptionSession] | None = None,
) -> None:
    """Open the duty of posting (A1) of each session; a renewed one replaces its old duty.

    A session decided so late that the last posting day has passed owes nothing by a date: its posting says that it is late.
    """
    for row in renewed or []:
        due.cancel(unit_id, row.pk, RuleCode.A1, superseded=True)
    today = clock.today()
    ahead = [(row.pk, expected_day(row)) for row in rows if not row.is_over and posting_day(row) >= today]
    due.open_many(unit_id, RuleCode.A1, ahead, plan=posting)


def expected_day(row: ReceptionSession) -> date:
    """The day of the session; while none is chosen the one taken if nobody chooses."""
    if row.is_waiting_for_day:
        return schedule.automatic_day([schedule.Proposal.of(one) for one in row.proposals])
    return row.held_on


def _require(plan: Plan, actor: Actor) -> None:
    if plan.line not in actor.lines:
        raise errors.NotFound("plan_not_found", _("Không tìm thấy kế hoạch này."))
    if not actor.may(Permission.PLAN_MANAGE):
        actor.require(Permission.RECEPTION_ARRANGE)
    if plan.status != PlanStatus.ISSUED:
        raise errors.InvalidTransition(
            "plan_not_issued", _("Kế hoạch chưa có số và ngày ban hành nên chưa lập được lịch tiếp.")
        )
    if plan.covers == Covers.DIALOGUE:
        raise errors.InvalidTransition("plan_without_reception", _("Kế hoạch này không quy định việc tiếp công dân."))


def _existing(plan: Plan) -> list[ReceptionSession]:
    """The periodic sessions of the year and the line as plans made them, postponed ones counted once."""
    rows = ReceptionSession.objects.filter(
        line=plan.line, kind=SessionKind.PERIODIC, moved_from=None, planned_on__year=plan.year
    )
    registered = Registration.objects.filter(session_id=OuterRef("pk"))
    return list(
        rows.annotate(has_registrations=Exists(registered)).select_for_update(of=("self",)).order_by("planned_on")
    )


def _missing(
    ahead: dict[date, Placement], by_day: dict[date, ReceptionSession], left: list[ReceptionSession]
) -> list[Placement]:
    kept = Counter(row.planned_on.month for row in left)
    missing = []
    for day, placement in ahead.items():
        if day in by_day:
            continue
        if kept[day.month]:
            kept[day.month] -= 1
            continue
        missing.append(placement)
    return missing


def _new(plan: Plan, placement: Placement, terms: Terms) -> ReceptionSession:
    row = ReceptionSession(id=new_id(), line=plan.line, kind=SessionKind.PERIODIC, planned_on=placement.planned_on)
    return _fill(row, plan, placement, terms)


def _brought_into_line(row: ReceptionSession, plan: Plan, placement: Placement, terms: Terms) -> ReceptionSession:
    return _fill(row, plan, placement, terms)


def _fill(row: ReceptionSession, plan: Plan, placement: Placement, terms: Terms) -> ReceptionSession:
    row.plan = plan
    row.held_on = placement.held_on
    row.proposals = [one.as_data() for one in placement.proposals]
    row.is_automatic = placement.is_automatic
    row.moved_reason = ChangeReason.DAY_OFF if placement.proposals else ""
    row.starts_at, row.ends_at = terms.starts_at, terms.ends_at
    row.room_id, row.venue = terms.room_id, terms.venue
    row.agenda = terms.agenda
    row.participants = terms.participants()
    return row


def _put_head(rows: list[ReceptionSession], plan: Plan) -> None:
    if not rows:
        return
    holder = holder_of(plan.line)
    title = (holder.position if holder else "") or plan.head_position
    for row in rows:
        row.head_title = title
        if holder:
            put_head(row, holder)


def put_head(row: ReceptionSession, holder: Any) -> None:
    """Who holds the position sits at the table until somebody is delegated."""
    row.head_id, row.head_name = holder.account_id, holder.account.full_name
    row.host_id, row.host_name = holder.account_id, holder.account.full_name
    row.head_title = holder.position or row.head_title


def _remove(rows: list[ReceptionSession], actor: Actor) -> None:
    """Sessions the new version no longer orders, which nobody outside ever saw."""
    for row in rows:
        due.cancel(actor.unit.id, row.pk, superseded=True)
    if rows:
        ReceptionSession.objects.filter(pk__in=[row.pk for row in rows]).delete()
