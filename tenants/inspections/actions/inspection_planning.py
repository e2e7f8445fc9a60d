"""An inspection before it is announced: a row of the plan of the year or one for a reason of the day, its decision, its team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from deadlines import calendar
from identity import members
from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock, text
from kernel.journal import events
from kernel.transactions import atomic
from oversight.models import InspectionForm, InspectionKind, InspectionStatus
from registry.levels import Line
from tenants.inspections import inspection_policies as policies
from tenants.inspections.actions.inspection_changing import change, enter, finish, lock, number_of, sentence, wrong
from tenants.inspections.models import Inspection
from tenants.inspections.policies import require_urger
from tenants.inspections.rules.inspections import Scope


@dataclass(frozen=True, kw_only=True)
class InspectionData:
    """What is written down before there is a decision. ``unit``: the key of the unit to be inspected."""

    form: InspectionForm | str
    kind: InspectionKind | str
    unit: str
    subject: str
    planned_on: date
    scope: Scope


@dataclass(frozen=True, kw_only=True)
class DecisionData:
    """The decision: number, day, who signed; from which working day to which; the head of the team and the others, by account."""

    number: str
    decided_on: date
    signer: str
    starts_on: date
    ends_on: date
    head: UUID
    others: Sequence[UUID] = ()


@atomic
def plan_inspection(data: InspectionData, *, line: Line | str, actor: Actor) -> Inspection:
    """Put an inspection into the plan of its year, or one outside the plan. Announces `inspection_planned`.

    Refuses who may not urge on the line, a unit that is neither the own one nor below it, a missing subject, a scope that ends before it
    begins.
    """
    require_urger(actor, line)
    enter(actor)
    row = Inspection(line=line, made_by_id=actor.account_id)
    _fill(row, data, actor)
    row.save(force_insert=True)
    events.record("inspection_planned", actor=actor, case_id=row.pk, subject=row.subject, to=row.to_name)
    return row


@atomic
def change_inspection(
    inspection: Inspection | UUID, *, data: InspectionData, actor: Actor, version: int | None = None
) -> Inspection:
    """Correct what has no decision yet. Announces `inspection_changed`."""
    row = lock(inspection, "change", actor=actor, version=version)
    _fill(row, data, actor)
    events.record("inspection_changed", actor=actor, case_id=row.pk)
    return finish(row, "form", "kind", "year", "subject", "to_unit_id", "to_name", "planned_on", "scope")


@atomic
def decide_inspection(
    inspection: Inspection | UUID, *, data: DecisionData, actor: Actor, version: int | None = None
) -> Inspection:
    """Write down the decision with days and team; may be corrected until it is announced. Announces `inspection_decided`.

    Refuses a decision of a day to come, days that are not worked or out of order, a team member without the right to go with teams or
    who works in the inspected unit.
    """
    row = lock(inspection, "decide", actor=actor, version=version)
    row.number = number_of(data.number, "number", _("Ghi số quyết định."))
    row.signer = text.clean(data.signer, field="signer", max_length=200)
    if not row.signer:
        raise wrong("signer", "signer_missing", _("Ghi người ký quyết định."))
    if data.decided_on > clock.today():
        raise wrong("decided_on", "day_to_come", _("Ngày quyết định chưa đến."))
    if data.ends_on < data.starts_on:
        raise wrong("ends_on", "days_out_of_order", _("Ngày kết thúc phải từ ngày bắt đầu trở đi."))
    require_working_day(actor, "starts_on", data.starts_on)
    require_working_day(actor, "ends_on", data.ends_on)
    row.decided_on, row.starts_on, row.ends_on = data.decided_on, data.starts_on, data.ends_on
    chosen = {data.head: True, **{one: False for one in data.others if one != data.head}}
    row.team = [member(row, account, is_head=is_head, actor=actor) for account, is_head in chosen.items()]
    row.status = InspectionStatus.DECIDED
    events.record("inspection_decided", actor=actor, case_id=row.pk, number=row.number, team=len(row.team))
    return finish(row, "number", "signer", "decided_on", "starts_on", "ends_on", "team", "status")


@atomic
def cancel_inspection(
    inspection: Inspection | UUID, *, why: str, actor: Actor, version: int | None = None
) -> Inspection:
    """It is not made; nobody outside the unit knew of it. Announces `inspection_cancelled`."""
    row = lock(inspection, "cancel", actor=actor, version=version)
    reason = sentence(why, "why")
    row.status = InspectionStatus.CANCELLED
    row.changes = [*row.changes, change(actor, what="cancelled", why=reason)]
    events.record("inspection_cancelled", actor=actor, case_id=row.pk, reason=reason)
    return finish(row, "status", "changes")


def member(row: Inspection, account_id: UUID, *, is_head: bool, actor: Actor) -> dict[str, object]:
    """An entry of the team. ``Invalid`` for who may not go with teams of this unit, or works in the inspected one."""
    accounts = {one.pk: one for one in members.holders(actor.unit.id, P.INSPECTION_WORK)}
    field = "head" if is_head else "others"
    if account_id not in accounts:
        raise wrong(field, "not_of_a_team", _("Chọn người của đơn vị có vai trò người kiểm tra."))
    account = accounts[account_id]
    is_elsewhere = row.to_unit_id != actor.unit.id
    if is_elsewhere and members.current(row.to_unit_id).filter(account_id=account_id).exists():
        message = _("%(name)s đang làm việc tại đơn vị được thanh tra, kiểm tra.") % {"name": account.full_name}
        raise wrong(field, "works_there", message)
    return {
        "id": str(account.pk),
        "name": account.full_name,
        "is_head": is_head,
        "added_on": clock.today().isoformat(),
        "removed_on": "",
    }


def require_working_day(actor: Actor, field: str, day: date) -> None:
    """``Invalid`` at its field for a day off."""
    work = calendar.of_unit(actor.unit.id)
    if not work.is_working_day(day):
        message = _("%(day)s là ngày nghỉ (%(why)s); chọn ngày làm việc.") % {
            "day": f"{day:%d/%m/%Y}",
            "why": work.reason_off(day),
        }
        raise wrong(field, "day_off", message)


def _fill(row: Inspection, data: InspectionData, actor: Actor) -> None:
    unit = policies.unit_to_inspect(actor, data.unit)
    row.form, row.kind = InspectionForm(data.form), InspectionKind(data.kind)
    row.subject = text.clean(data.subject, field="subject", max_length=300)
    if not row.subject:
        raise wrong("subject", "subject_missing", _("Ghi nội dung thanh tra, kiểm tra."))
    if data.scope.received_to < data.scope.received_from:
        raise wrong("received_to", "days_out_of_order", _("Ngày cuối phải từ ngày đầu trở đi."))
    row.to_unit_id, row.to_name = unit.id, unit.full_name[:250]
    row.planned_on, row.year = data.planned_on, data.planned_on.year
    row.scope = data.scope.as_json()
