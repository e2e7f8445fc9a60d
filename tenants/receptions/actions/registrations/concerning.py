"""Whom a matter of Party discipline concerns: told at entry, corrected later; for that person the registration does not exist."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from identity import members
from identity.actors import Actor
from kernel.transactions import atomic
from tenants.cases.models import Case
from tenants.receptions.actions.registrations.changing import begin_on_day, finish, record, refuse, required
from tenants.receptions.enums import RegistrationStatus as R
from tenants.receptions.models import ReceptionSession, Registration

APART = 500
"""Places above this one are those of matters that concern somebody of the unit: the others are numbered without a gap."""
NOT_YET_IN = (R.APPROVED, R.INVITED, R.WAITING)


@atomic
def correct_concerned(
    registration: Registration, *, concerned: Collection[str], reason: str, actor: Actor, version: int | None = None
) -> Registration:
    """Say anew whom of the unit the matter concerns; from now on it does not exist for these and for nobody else.

    By the head, or who screens. A place in the queue that was not called yet becomes one apart. Announces
    ``concerned_corrected`` with how many there were and are, never who. Refuses a matter that is not of Party discipline,
    yourself, strangers, and the handler of the case it belongs to: that case is given to somebody else first.
    """
    row = begin_on_day(registration, "concern", actor, version)
    told, why = checked(concerned, actor), required(reason, "reason", max_length=1000)
    if row.case_id is not None:
        refuse_handler(row.case_id, told, "concerned")
    if told == row.concerned:
        return row
    before, row.concerned = len(row.concerned), told
    if told and row.session is not None and row.queue_no and row.queue_no <= APART and row.status in NOT_YET_IN:
        row.queue_no = next_place(row.session, is_apart=True)
    record("concerned_corrected", row, actor=actor, before=before, after=len(told), reason=why)
    return finish(row, "concerned", "queue_no")


def checked(concerned: Collection[str], actor: Actor) -> list[str]:
    """Ids of accounts of the unit, without the actor's own."""
    if str(actor.account_id) in concerned:
        message = _("Bạn là người có liên quan nên không ghi nội dung này được; đề nghị người khác ghi.")
        raise refuse("concerned", message, "concerned_yourself")
    known = {str(row.account_id) for row in members.current(actor.unit.id)}
    if not set(concerned) <= known:
        raise refuse("concerned", _("Chỉ chọn người của đơn vị."), "concerned_stranger")
    return sorted(set(concerned))


def refuse_handler(case_id: UUID, concerned: Collection[str], field: str) -> None:
    """A case is not hidden from who handles it: nobody would handle it any more."""
    handler = Case.objects.filter(pk=case_id).values_list("assignee", flat=True).first()
    if handler is not None and str(handler) in concerned:
        message = _("Người giải quyết vụ việc này là người có liên quan; hãy phân công người khác trước.")
        raise refuse(field, message, "handler_concerned")


def next_place(session: ReceptionSession, *, is_apart: bool = False) -> int:
    """One after the last of its kind; the caller holds the session's lock."""
    taken = session.registrations.filter(queue_no__gt=APART if is_apart else 0)
    if not is_apart:
        taken = taken.filter(queue_no__lte=APART)
    last = taken.order_by("-queue_no").values_list("queue_no", flat=True).first()
    return int(last or (APART if is_apart else 0)) + 1
