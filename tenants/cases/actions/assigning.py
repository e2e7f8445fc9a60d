"""Giving a case to a member of the unit."""

from uuid import UUID

from django.utils.translation import gettext as _

from identity import actors
from identity.actors import Actor
from identity.models import Account
from identity.permissions import Permission
from kernel import errors, text
from kernel.journal import events
from kernel.prepared import Prepared
from kernel.transactions import joined
from tenants.cases import policies
from tenants.cases.actions import changing
from tenants.cases.enums import Capacity, CaseStatus
from tenants.cases.models import Case
from tenants.cases.rules.naming import is_named

_account = Prepared(lambda account_id: Account.objects.filter(pk=account_id))


@joined
def assign_case(
    case: Case | UUID, *, to: Account | UUID, note: str = "", actor: Actor, version: int | None = None
) -> Case:
    """Give the case to ``to``, or to somebody else than before; the handler sees it from now on.

    Changes assignee and, of a new case, the status; announces ``case_assigned``. Refuses who is no member with the right to
    work on cases today, to give a denunciation to somebody of the name of the denounced (Law on denunciations, Art. 8), and to
    give a case to the member whom its matter of Party discipline concerns.
    """
    note = text.clean(note, field="note", max_length=2000, multiline=True)
    row, _now = changing.begin(case, "assign", actor=actor, version=version)
    account = fit_member(to, actor)
    _refuse_denounced(row, account)
    _refuse_concerned(row, account)
    before = row.assignee_id
    row.assignee_id = account.pk
    if row.status == CaseStatus.ENTERED:
        row.status = CaseStatus.ASSIGNED
    changing.finish(row, "assignee", "status")
    events.record(
        "case_assigned",
        actor=actor,
        case_id=row.pk,
        to=str(account.pk),
        to_name=account.full_name,
        before=str(before) if before else None,
        note=note,
    )
    return row


def fit_member(to: Account | UUID, actor: Actor) -> Account:
    """The account, a member of the actor's unit today who may work on cases; ``Invalid`` otherwise."""
    account = to if isinstance(to, Account) else _account.first(to)
    member = actors.actor_for(account, actor.unit) if account is not None else None
    if account is None or member is None or not member.may(Permission.CASE_WORK):
        raise errors.Invalid(
            "assignee_unfit",
            _("Người này hiện không được giải quyết vụ việc của đơn vị."),
            fields={"to": [_("Chọn cán bộ đang giữ vai trò giải quyết vụ việc.")]},
        )
    return account


def _refuse_concerned(case: Case, account: Account) -> None:
    if policies.is_withheld(case, account.pk):
        raise errors.Invalid(
            "assignee_concerned",
            _("Nội dung kỷ luật Đảng gắn với vụ việc này liên quan đến người được chọn."),
            fields={"to": [_("Chọn người không liên quan đến nội dung.")]},
        )


def _refuse_denounced(case: Case, account: Account) -> None:
    if not case.is_denunciation:
        return
    denounced = case.people.filter(capacity=Capacity.DENOUNCED, person__isnull=False)
    for full_name in denounced.values_list("person__full_name", flat=True):
        if is_named(account.full_name, full_name):
            raise errors.Invalid(
                "assignee_denounced",
                _("Không giao tố cáo cho người bị tố cáo."),
                fields={"to": [_("Người này trùng tên với người bị tố cáo.")]},
            )
